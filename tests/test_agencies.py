"""Bodies: where they are named, under which full name, with which official."""

from __future__ import annotations

import itertools
import json
import os
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Built

import kg
from kg.extract import extract
from kg.model import DOCUMENT, Entity
from kg.recognise import agencies
from kg.recognise.agencies.rows import AgencyRow, TitleRow, WordRow
from kg.structure import outline
from kg.tables import load_rows
from kg.text import canonical

SON_LA = "Ủy ban nhân dân tỉnh Sơn La"
SHARED = os.environ.get("KG_SHARED")


class Header(NamedTuple):
    own: Entity


def find(text: str, issuer: str | None = None, place: str | None = None) -> agencies.Bodies:
    own = Entity(kind=DOCUMENT, label="", issuer=issuer, place=place)
    return agencies.find(outline("a.txt", canonical(text)), Header(own))


def labels(text: str, issuer: str | None = None) -> list[str]:
    found = find(text, issuer)
    return [found.entities[m.entity].label for m in found.mentions]


def printed(text: str, issuer: str | None = None) -> list[str]:
    return [text[m.start : m.end] for m in find(text, issuer).mentions]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giao các bộ phận thực hiện.", []),
        ("Ví dụ: Doanh nghiệp N đăng ký với Cục Thuế tỉnh B.", []),
        ("Bệnh viện K và Công an xã Y Can", ["Bệnh viện K", "Công an xã Y Can"]),
        ("Nâng cấp đường Trường Chinh, hồ Trường Đồng, xã Trường Sơn.", []),
        ("Tập đoàn Điện lực VN vận hành hồ.", ["Tập đoàn Điện lực Việt Nam"]),
        ("4. Cơ quan quản lý thuế trong việc giải quyết hồ sơ phải bảo mật.", ["Các cơ quan quản lý thuế"]),
        ("Kết luận số 72-KL/TW của Bộ Chính trị và Kế hoạch số 221-KH/TU của Tỉnh ủy", ["Bộ Chính trị", "Tỉnh ủy"]),
        ("theo đề nghị của Bộ Nội vụ và Kế hoạch số 12/KH-BNV", ["Bộ Nội vụ"]),
        ("Bộ Tài chính, Xây dựng và Nội vụ", ["Bộ Tài chính", "Bộ Xây dựng", "Bộ Nội vụ"]),
        ("Giao các sở, bộ phận chuyên trách thực hiện.", ["Các sở"]),
        ("1. Các trường hợp chuyển giao:\na) Chuyển giao vốn.", []),
        ("- Hỗ trợ các doanh nghiệp nhỏ và vừa.", ["Các doanh nghiệp nhỏ và vừa"]),
        ("2. Các doanh nghiệp viễn thông phối hợp các đơn vị liên quan triển khai kế hoạch:\n- Kéo cáp.", ["Các doanh nghiệp viễn thông", "Các đơn vị liên quan"]),
        ("1. Nhà đầu tư không phải thực hiện thủ tục.", []),
        ("Cơ quan Điều tra nào phát hiện trước phải áp dụng ngay", ["Cơ quan Điều tra"]),
        ("1. Nhà đầu tư được tự quyết định và tự chịu trách nhiệm.", []),
        ("Thành lập Ủy ban Quốc gia về ứng dụng công nghệ thông tin (sau đây gọi tắt là Ủy ban).", ["Ủy ban Quốc gia về ứng dụng công nghệ thông tin"]),
        ("Quyết định của UBND thành phố Quy định về thi đua.", ["Ủy ban nhân dân thành phố"]),
        ("UBND thành phố Vinh và UBND phường Hàng Bạc", ["Ủy ban nhân dân thành phố Vinh", "Ủy ban nhân dân phường Hàng Bạc"]),
        ("Mục 1. QUYỀN VÀ NGHĨA VỤ CHUNG CỦA CHỦ RỪNG", []),
        ("Chương IV. PHÒNG VỆ THƯƠNG MẠI", []),
        ("UBND THÀNH PHỐ          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["Ủy ban nhân dân thành phố"]),
    ],
)  # fmt: skip
def test_words_that_only_look_like_a_name(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_a_body_of_its_own_is_no_department_of_the_issuer() -> None:
    text = "Nơi nhận: Văn phòng Trung ương Đảng; Văn phòng Chủ tịch nước; Vụ Pháp chế."
    assert labels(text, "Bộ Tài chính") == [
        "Văn phòng Trung ương Đảng",
        "Văn phòng Chủ tịch nước",
        "Vụ Pháp chế, Bộ Tài chính",
    ]


def test_in_a_consolidated_text_the_law_speaks_and_not_the_office_that_put_it_together() -> None:
    own = Entity(kind=DOCUMENT, label="", type="văn bản hợp nhất", issuer="Văn phòng Quốc hội")
    found = agencies.find(outline("a.txt", "Phòng Tư pháp chủ trì, phối hợp với Cục Xuất bản."), Header(own))
    assert [e.label for e in found.entities] == ["Phòng Tư pháp", "Cục Xuất bản"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giao Sở Khoa học và Công nghệ, Sở Nội vụ thực hiện.", ["Sở Khoa học và Công nghệ tỉnh Sơn La", "Sở Nội vụ tỉnh Sơn La"]),
        ("Sở TN&MT chủ trì", ["Sở Tài nguyên và Môi trường tỉnh Sơn La"]),
        ("SKHĐT chủ trì", ["Sở Kế hoạch và Đầu tư tỉnh Sơn La"]),
        ("Sở Tài chính, Kế hoạch và Đầu tư tham mưu", ["Sở Tài chính tỉnh Sơn La", "Sở Kế hoạch và Đầu tư tỉnh Sơn La"]),
        ("UBND tỉnh giao", ["Ủy ban nhân dân tỉnh Sơn La"]),
        ("UBND huyện Cao Lãnh; UBND thành phố Cao Lãnh", ["Ủy ban nhân dân huyện Cao Lãnh, tỉnh Sơn La", "Ủy ban nhân dân thành phố Cao Lãnh, tỉnh Sơn La"]),
        ("UBND các huyện, thành phố", ["Ủy ban nhân dân các huyện, thành phố tỉnh Sơn La"]),
        ("UBND các huyện Phù Yên, Quỳnh Nhai và thành phố Sơn La", [f"Ủy ban nhân dân {u}, tỉnh Sơn La" for u in ("huyện Phù Yên", "huyện Quỳnh Nhai", "thành phố Sơn La")]),
        ("Tỉnh ủy chỉ đạo", ["Tỉnh ủy Sơn La"]),
        ("Ban Thường vụ Tỉnh ủy", ["Ban Thường vụ Tỉnh ủy Sơn La"]),
        ("Công an tỉnh, Bộ Chỉ huy quân sự tỉnh", ["Công an tỉnh Sơn La", "Bộ Chỉ huy quân sự tỉnh Sơn La"]),
        ("Văn phòng UBND tỉnh", ["Văn phòng Ủy ban nhân dân tỉnh Sơn La"]),
        ("giao Phòng Kinh tế chủ trì", ["Phòng Kinh tế tỉnh Sơn La"]),
        ("giao phòng kinh tế chủ trì", ["Phòng Kinh tế tỉnh Sơn La"]),
        ("Ngân hàng nhà nước Việt Nam - Chi nhánh tỉnh Sơn La", ["Ngân hàng Nhà nước Việt Nam - Chi nhánh tỉnh Sơn La"]),
        ("Sở Y tế tỉnh Kon Tum", ["Sở Y tế tỉnh Kon Tum"]),
        ("Hội Nhiếp ảnh tỉnh phối hợp", ["Hội Nhiếp ảnh tỉnh Sơn La"]),
        ("các sở, ban, ngành của tỉnh; Các Sở, Ban, Ngành", ["Các sở, ban, ngành tỉnh Sơn La"] * 2),
        ("các cơ quan thông tấn, báo chí", ["Các cơ quan thông tấn, báo chí tỉnh Sơn La"]),
        ("các bộ, ngành", ["Các bộ, ngành"]),
    ],
)  # fmt: skip
def test_a_paper_of_a_province(text: str, wanted: list[str]) -> None:
    assert labels(text, SON_LA) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Bộ trưởng các Bộ: Tài chính, Xây dựng", ["Bộ Tài chính", "Bộ Xây dựng"]),
        ("Bộ trưởng các Bộ Nông nghiệp và Môi trường, Xây dựng", ["Bộ Nông nghiệp và Môi trường", "Bộ Xây dựng"]),
        ("Tỉnh ủy và UBND các tỉnh: Bắc Ninh, Lạng Sơn", ["Tỉnh ủy Bắc Ninh", "Ủy ban nhân dân tỉnh Bắc Ninh", "Ủy ban nhân dân tỉnh Lạng Sơn", "Tỉnh ủy Lạng Sơn"]),
        ("Tỉnh ủy, Thành ủy, UBND các tỉnh, thành phố: Hà Nội, Lào Cai", ["Tỉnh ủy Lào Cai", "Thành ủy Hà Nội", "Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân tỉnh Lào Cai"]),
        ("Các Bộ: Quốc phòng, Công an, Công Thương", ["Bộ Quốc phòng", "Bộ Công an", "Bộ Công Thương"]),
        ("Bộ KH&ĐT và Bộ LĐ-TB&XH", ["Bộ Kế hoạch và Đầu tư", "Bộ Lao động - Thương binh và Xã hội"]),
        ("Sở Y tế các tỉnh, thành phố trực thuộc Trung ương", ["Sở Y tế các tỉnh, thành phố trực thuộc trung ương"]),
        ("HĐND, UBND, Sở Tư pháp tỉnh Đồng Tháp", ["Hội đồng nhân dân tỉnh Đồng Tháp", "Ủy ban nhân dân tỉnh Đồng Tháp", "Sở Tư pháp tỉnh Đồng Tháp"]),
        ("Vụ Pháp chế - Ủy ban Dân tộc", ["Vụ Pháp chế, Ủy ban Dân tộc"]),
        ("các Bộ, ngành, Ủy ban nhân dân các cấp", ["Các bộ, ngành", "Ủy ban nhân dân các cấp"]),
        ("UBND xã Ia Rvê, tỉnh Đắk Lắk", ["Ủy ban nhân dân xã Ia Rvê, tỉnh Đắk Lắk"]),
        ("VNPT Nghệ An", ["VNPT Nghệ An"]),
        ("Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số có trách nhiệm", ["Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số"]),
    ],
)  # fmt: skip
def test_a_central_paper(text: str, wanted: list[str]) -> None:
    assert labels(text, "Thủ tướng Chính phủ") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("BCHQS tỉnh, CA tỉnh", ["Bộ Chỉ huy quân sự tỉnh Sơn La", "Công an tỉnh Sơn La"]),
        ("Bộ CHQS tỉnh và Hội CTĐ tỉnh", ["Bộ Chỉ huy quân sự tỉnh Sơn La", "Hội Chữ thập đỏ tỉnh Sơn La"]),
        ("Cổng TTĐT tỉnh; Báo và PTTH tỉnh", ["Cổng Thông tin điện tử tỉnh Sơn La", "Báo và Phát thanh, truyền hình tỉnh Sơn La"]),
        ("Cục THADS tỉnh, Cục QLTT tỉnh", ["Cục Thi hành án dân sự tỉnh Sơn La", "Cục Quản lý thị trường tỉnh Sơn La"]),
        ("VP Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh Sơn La"]),
        ("UBND Hà Nội, UBND TPHCM", ["Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân thành phố Hồ Chí Minh"]),
        ("câu lạc bộ dân ca tỉnh Nghệ An", []),
        ("Các Đảng uỷ Bộ Tài chính, Bộ Nội vụ và Bộ Y tế", ["Đảng ủy Bộ Tài chính", "Đảng ủy Bộ Nội vụ", "Đảng ủy Bộ Y tế"]),
    ],
)  # fmt: skip
def test_short_forms_are_written_out(text: str, wanted: list[str]) -> None:
    assert [name for name in labels(text, SON_LA) if not name.startswith("Câu lạc bộ")] == wanted


def test_parts_of_the_country_narrow_a_group() -> None:
    text = "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố khu vực Bắc Bộ và Bắc Trung Bộ; UBND các tỉnh vùng Tây Nguyên."
    assert labels(text) == [
        "Ủy ban nhân dân các tỉnh, thành phố khu vực Bắc Bộ và Bắc Trung Bộ",
        "Ủy ban nhân dân các tỉnh vùng Tây Nguyên",
    ]


def test_the_name_of_a_division_goes_on_behind_its_sector() -> None:
    text = "Phòng Giáo dục Trung học, Phòng Kế hoạch - Tài chính, Phòng Kinh tế\nBảo đảm kinh phí."
    assert printed(text, "Sở Giáo dục và Đào tạo tỉnh Sơn La") == [
        "Phòng Giáo dục Trung học",
        "Phòng Kế hoạch - Tài chính",
        "Phòng Kinh tế",
    ]


def test_boards_named_by_what_they_manage() -> None:
    assert printed("Ban Quản lý các chợ, Ban quản lý rừng phòng hộ Cần Giờ kiểm tra.", SON_LA) == [
        "Ban Quản lý các chợ",
        "Ban quản lý rừng phòng hộ Cần Giờ",
    ]


def test_a_name_that_begins_like_a_shorter_one() -> None:
    text = "Phòng Nghiệp vụ Y, Ban Tuyên giáo - Tổ chức và Liên hiệp Hợp tác xã Thương mại tỉnh rà soát."
    assert printed(text, SON_LA) == [
        "Phòng Nghiệp vụ Y",
        "Ban Tuyên giáo - Tổ chức",
        "Liên hiệp Hợp tác xã Thương mại tỉnh",
    ]


def test_a_team_with_a_number() -> None:
    assert labels("Đội Quản lý thị trường số 9 kiểm tra.", SON_LA) == ["Đội Quản lý thị trường số 9 tỉnh Sơn La"]


def test_what_a_body_does_or_may_do_is_no_part_of_its_name() -> None:
    text = (
        "Ủy ban bầu cử chuyển danh sách trích ngang lý lịch, bản sao tiểu sử tóm tắt. Ban bầu cử giải quyết khiếu nại. "
        "Trung tâm Công nghệ thông tin và Chuyển đổi số tích hợp lên phần mềm quản lý."
    )
    assert printed(text) == ["Ủy ban bầu cử", "Ban bầu cử", "Trung tâm Công nghệ thông tin và Chuyển đổi số"]


def test_a_group_inside_another_is_written_small() -> None:
    assert labels("Các đơn vị thuộc các Bộ, cơ quan ngang Bộ báo cáo.") == ["Các đơn vị thuộc các bộ, cơ quan ngang bộ"]


def test_departments_are_of_the_ministry_that_speaks() -> None:
    found = find("Vụ Pháp chế, Văn phòng Bộ chủ trì; các đơn vị thuộc Bộ phối hợp.", "Bộ trưởng Bộ Xây dựng")
    assert [e.label for e in found.entities] == [
        "Vụ Pháp chế, Bộ Xây dựng",
        "Văn phòng Bộ Xây dựng",
        "Các đơn vị thuộc Bộ Xây dựng",
    ]
    assert found.entities[0].part_of == "Bộ Xây dựng"


def test_officials_stand_for_their_bodies() -> None:
    text = "Chủ tịch UBND tỉnh, Giám đốc Sở Y tế, Chánh Văn phòng UBND tỉnh, Thủ trưởng các sở, ngành, Sở Nội vụ"
    found = find(text, SON_LA)
    assert [(found.entities[m.entity].label, o) for m, o in zip(found.mentions, found.officials, strict=True)] == [
        ("Ủy ban nhân dân tỉnh Sơn La", "Chủ tịch"),
        ("Sở Y tế tỉnh Sơn La", "Giám đốc"),
        ("Văn phòng Ủy ban nhân dân tỉnh Sơn La", "Chánh Văn phòng"),
        ("Các sở, ngành tỉnh Sơn La", "Thủ trưởng"),
        ("Sở Nội vụ tỉnh Sơn La", None),
    ]
    assert text[found.mentions[0].start : found.mentions[0].end] == "Chủ tịch UBND tỉnh"
    assert list(found.within(text.index("Giám"), text.index("Thủ"))) == [1, 2]


def test_a_body_in_small_letters_behind_who_heads_it() -> None:
    text = "Trưởng ban Dân tộc tỉnh, Chánh thanh tra tỉnh, Trưởng ban Quản lý các khu công nghiệp báo cáo; Trưởng ban bầu cử ký."
    assert labels(text) == ["Ban Dân tộc tỉnh", "Thanh tra tỉnh", "Ban Quản lý các khu công nghiệp"]


def test_what_a_body_is_known_by() -> None:
    entity = find("Sở Y tế chủ trì. Sở Y tế tỉnh Sơn La báo cáo.", SON_LA).entities[0]
    assert (entity.label, entity.aliases, entity.place, entity.level) == (
        "Sở Y tế tỉnh Sơn La",
        ("Sở Y tế",),
        "tinh-son-la",
        "tỉnh",
    )
    assert entity.part_of == SON_LA


def test_broken_lines_and_marks_do_not_change_the_name() -> None:
    text = "**2. Ban Quản lý\nKhu kinh tế** chủ trì, phối hợp với Uỷ ban nhân\ndân tỉnh và Sở\u00a0Văn hoá,  Thể thao và Du lịch rà soát."
    assert labels(text, SON_LA) == [
        "Ban Quản lý Khu kinh tế tỉnh Sơn La",
        SON_LA,
        "Sở Văn hóa, Thể thao và Du lịch tỉnh Sơn La",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "cơ sở y tế",
        "Số: 12/QĐ-UBND",
        "cán bộ, công chức",
        "Bộ luật Dân sự",
        "phòng, chống tham nhũng",
        "nhiệm vụ tài chính",
        "xã hội hóa",
        "đáp ứng nhu cầu của các ngành, lĩnh vực",
        "sắp xếp các đơn vị hành chính cấp xã",
        "số tiền đóng BHXH của người lao động",
        "Số: ..../QĐ-UBND-TH",
        "Căn cứ Luật tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    ],
)
def test_what_only_looks_like_a_body(text: str) -> None:
    assert printed(text, SON_LA) == []


def test_mentions_are_in_order_and_apart() -> None:
    text = (
        "Giao Sở Tài chính, Sở Nội vụ, UBND các huyện Mai Sơn, Sông Mã; các sở, ngành, Chủ tịch UBND xã Chiềng Ban và Bộ trưởng các Bộ: Y tế, Công an. "
        * 20
    )
    mentions = find(text, SON_LA).mentions
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
    assert len(mentions) == 160


def test_examples_of_the_tables() -> None:
    faults: list[str] = []
    tables: dict[str, list[Any]] = {
        "agencies": list(load_rows("agencies", AgencyRow)),
        "agency_words": list(load_rows("agency_words", WordRow)),
        "officials": list(load_rows("officials", TitleRow)),
    }
    for table, rows in tables.items():
        for row in rows:
            faults += [
                f"{table}:{row.id}: {x}"
                for x in row.examples
                if not any(len(p) >= len(x) - 12 for p in printed(x, SON_LA))
            ]
            faults += [f"{table}:{row.id}: not {x}" for x in row.counter_examples if printed(x, SON_LA) == [x]]
    assert faults == []


def test_a_line_of_heads_does_not_hang() -> None:
    started = time.process_time()
    find("các sở, ban, ngành và Ban Chỉ đạo về Sở " * 20000, SON_LA)
    assert time.process_time() - started < 20


@pytest.mark.skipif(not SHARED, reason="KG_SHARED names no folder with annotated papers")
def test_bodies_of_the_annotated_papers_are_found() -> None:
    shared = Path(str(SHARED))
    wanted = found = 0
    for gold in sorted((shared / "gold").glob("*.json")):
        data = json.loads(gold.read_text("utf-8"))
        source = next((p for d in ("documents", "directives") if (p := shared / d / f"{gold.stem}.txt").exists()), None)
        if not isinstance(data, dict) or not data.get("assignments") or source is None:
            continue
        bodies = find(source.read_text("utf-8-sig"), data["header"]["issuer"])
        names = {n.casefold() for e in bodies.entities for n in (e.label, *e.aliases)}
        for item in data["assignments"]:
            for name in (*item["leads"], *item["coordinates"]):
                wanted += 1
                found += any(n.startswith((name.casefold(), "các " + name.casefold())) for n in names)
    assert found >= 0.8 * wanted


def test_committees_and_communes_have_the_whole_of_their_names() -> None:
    """A word that begins names of bodies may end the name of a commune; the kind of unit may be in the committee's word."""
    found = labels(
        "Giao Huyện ủy Mộc Châu, Huyện ủy Mai Sơn, Thành ủy Thủ Đức và UBND xã Tân Hội báo cáo Hội Nông dân."
    )
    assert found[:4] == ["Huyện ủy Mộc Châu", "Huyện ủy Mai Sơn", "Thành ủy Thủ Đức", "Ủy ban nhân dân xã Tân Hội"]


def test_the_letterhead_in_capitals_names_the_papers_own_committee(built: Built) -> None:
    graph = built(
        a="UBND XÃ NA MÈO\nBAN CHỈ HUY PTDS\nSố: 15/CĐ-BCH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Na Mèo, hồi 09 giờ 00 ngày 22 tháng 7 năm 2025\nCÔNG ĐIỆN\nVề việc ứng phó bão số 3\n"
        "Ban Chỉ huy PTDS xã yêu cầu UBND xã Na Mèo bố trí lực lượng.\n"
    )
    own = {n.id: n.fields.get("place") for n in graph.nodes(kind="agency")}
    assert own == {
        "ubnd-xa-na-meo-thanh-hoa": "xa-na-meo-tinh-thanh-hoa",
        "ban-chi-huy-ptds-xa-na-meo-thanh-hoa": "xa-na-meo-tinh-thanh-hoa",
    }


def test_a_steering_committee_called_by_its_first_words_is_the_one_named_before(tmp_path: Path) -> None:
    head = "UBND TỈNH SƠN LA\nSố: {}/QĐ-UBND\nSơn La, ngày 2 tháng 3 năm 2024\nQUYẾT ĐỊNH\nKiện toàn Ban Chỉ đạo {} tỉnh Sơn La\n"
    tail = (
        "Điều 1. Ban Chỉ đạo có nhiệm vụ xây dựng chương trình.\nĐiều 2. Tổ giúp việc Ban Chỉ đạo tổng hợp báo cáo.\n"
    )
    for number, matter in (("5", "phát triển du lịch"), ("6", "chuyển đổi số")):
        (tmp_path / f"{number}.txt").write_text(head.format(number, matter) + tail, encoding="utf-8")
    with kg.build(tmp_path, graph=tmp_path / "graph.db") as graph:
        given = {(e.source[:4], e.target): e.why for e in graph.edges(kind="assigns")}
    assert given == {
        ("qd-5", "ban-chi-dao-phat-trien-du-lich-son-la"): ("short-name",),
        ("qd-5", "to-giup-viec-ban-chi-dao-phat-trien-du-lich-son-la"): ("short-name",),
        ("qd-6", "ban-chi-dao-chuyen-doi-so-son-la"): ("short-name",),
        ("qd-6", "to-giup-viec-ban-chi-dao-chuyen-doi-so-son-la"): ("short-name",),
    }


def test_regional_offices_are_bodies_of_their_own() -> None:
    named = labels("Kiểm toán nhà nước khu vực II, Kho bạc Nhà nước khu vực XI và Kiểm toán nhà nước báo cáo.", SON_LA)
    assert named == ["Kiểm toán nhà nước khu vực II", "Kho bạc Nhà nước Khu vực XI", "Kiểm toán nhà nước"]


def test_a_health_station_without_its_place_is_that_of_the_paper_of_a_commune_only() -> None:
    commune = "Ủy ban nhân dân xã Mường Hum"
    assert labels("Công chức Văn hóa - xã hội phối hợp Trạm Y tế.", commune) == [
        "Công chức Văn hóa - Xã hội xã Mường Hum",
        "Trạm y tế xã Mường Hum",
    ]
    assert labels("Trạm Y tế tổ chức khám.", SON_LA) == []


def test_a_paper_with_its_number_is_no_part_of_a_name() -> None:
    text = (
        "Theo Công văn số 99-CV/VPTW/nb, ngày 25/5/2010 của Văn phòng Trung ương Đảng và Công văn số 12-CV/BTCTW/nb, ngày 02/3/2019 "
        "của Ban Tổ chức Trung ương; Ban Chỉ đạo thực hiện Nghị quyết số 18-NQ/TW họp.\n"
    )
    found = extract("a.txt", text)
    named = [found.entities[m.entity].label for m in found.mentions if found.entities[m.entity].kind == "agency"]
    assert named[:2] == ["Văn phòng Trung ương Đảng", "Ban Tổ chức Trung ương"]
    assert [(e.symbol, e.date) for e in found.entities if e.symbol and e.symbol.endswith("/nb")] == [
        ("99-CV/VPTW/nb", "2010-05-25"),
        ("12-CV/BTCTW/nb", "2019-03-02"),
    ]


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Hội đồng Thi đua - Khen thưởng Trung ương", "Hội đồng Thi đua - khen thưởng Trung ương"),
        ("Hội đồng Thi đua - Khen thưởng tỉnh", "Hội đồng Thi đua - khen thưởng tỉnh Nghệ An"),
        ("Quỹ Bảo vệ môi trường Việt Nam", "Quỹ bảo vệ môi trường Việt Nam"),
        ("Ban Chỉ đạo Phòng, chống tội phạm Trung ương", "Ban Chỉ đạo Phòng, chống tội phạm Trung ương"),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nghệ An"),
    ],
)
def test_a_body_of_the_whole_country_is_none_of_the_paper_s_province(words: str, label: str) -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\nSố: 594/KH-UBND\nNghệ An, ngày 21 tháng 10 năm 2021\nKẾ HOẠCH\nVề thi đua\n"
    found = extract("kh.txt", f"{head}1. Sở Nội vụ báo cáo {words} trước ngày 30/11/2021.\n")
    assert label in {entity.label for entity in found.entities}


@pytest.mark.parametrize(
    "words",
    [
        "thôn Trường Sơn và ông Lê Văn Trường An",
        "vùng nuôi tôm Trường Giang",
        "bà Nguyễn Thị Trường Giang",
        "phường Ban Mê",
    ],
)
def test_names_of_places_and_persons_are_no_bodies(words: str) -> None:
    head = (
        "ỦY BAN NHÂN DÂN\nTỈNH THANH HÓA\nSố: 59/KH-UBND\nThanh Hóa, ngày 21 tháng 10 năm 2025\nKẾ HOẠCH\nVề nuôi tôm\n"
    )
    found = extract("kh.txt", f"{head}1. Sở Y tế kiểm tra tại {words} trong tháng 11.\n")
    bodies = [entity.label for entity in found.entities if entity.kind == "agency"]
    assert not [label for label in bodies if label.startswith(("Trường", "Ban"))]


def test_departments_of_organisations_are_not_the_partys() -> None:
    text = "Ban Tổ chức Trung ương Đoàn, Văn phòng Trung ương Hội Nông dân Việt Nam và Ban Tổ chức Trung ương Đảng thực hiện."
    assert labels(text) == [
        "Ban Tổ chức Trung ương Đoàn",
        "Văn phòng Trung ương Hội Nông dân Việt Nam",
        "Ban Tổ chức Trung ương",
    ]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Ủy ban nhân dân cấp huyện, cấp xã", ["Ủy ban nhân dân cấp huyện", "Ủy ban nhân dân cấp xã"]),
        ("Công an cấp tỉnh và cấp xã", ["Công an cấp tỉnh", "Công an cấp xã"]),
        ("Ủy ban nhân dân cấp tỉnh, xã", ["Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"]),
        (
            "Hội đồng nhân dân, Ủy ban nhân dân cấp tỉnh, cấp xã",
            ["Hội đồng nhân dân cấp tỉnh", "Ủy ban nhân dân cấp tỉnh", "Hội đồng nhân dân cấp xã", "Ủy ban nhân dân cấp xã"],
        ),
        (
            "Ban Dân tộc của Hội đồng nhân dân cấp tỉnh, cấp xã",
            ["Ban Dân tộc Hội đồng nhân dân cấp tỉnh", "Ban Dân tộc Hội đồng nhân dân cấp xã"],
        ),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh, cấp xã", ["Ủy ban nhân dân cấp tỉnh", "Ủy ban nhân dân cấp xã"]),
    ],
)  # fmt: skip
def test_levels_named_one_behind_another_share_the_name_before_the_first(words: str, wanted: list[str]) -> None:
    found = extract("a.txt", f"Điều 5. Trách nhiệm\n1. {words} có trách nhiệm niêm yết danh sách.\n")
    given = [c for c in found.claims if c.kind == "assigns" and c.role == "lead"]
    assert sorted(found.entities[c.object].label for c in given) == sorted(wanted)
    assert len({c.official for c in given}) == 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("trình cơ quan chuyên môn về xây dựng thuộc Ủy ban nhân dân cấp tỉnh.", ["Các cơ quan chuyên môn về xây dựng thuộc Ủy ban nhân dân cấp tỉnh"]),
        ("Hội đồng nhân dân thành phố trực thuộc Trung ương quyết định.", ["Hội đồng nhân dân thành phố trực thuộc trung ương"]),
        ("Mời Chủ tịch Hội đồng nhân dân cấp dưới trực tiếp.", ["Hội đồng nhân dân cấp dưới trực tiếp"]),
        ("Ủy ban Thẩm phán Tòa án nhân dân cấp cao xét xử.", ["Ủy ban Thẩm phán Tòa án nhân dân cấp cao"]),
        ("Thu hút các tổ chức, doanh nghiệp nước ngoài.", ["Các tổ chức, doanh nghiệp nước ngoài"]),
        ("Giao BHXH tỉnh thực hiện.", ["Bảo hiểm xã hội tỉnh Sơn La"]),
    ],
)  # fmt: skip
def test_what_narrows_a_body_belongs_to_its_name(text: str, wanted: list[str]) -> None:
    assert labels(text, SON_LA) == wanted


def test_committees_of_the_assembly_are_not_the_assembly() -> None:
    text = "Ủy ban của Quốc hội, Ban của Hội đồng nhân dân cấp tỉnh thẩm tra."
    assert labels(text) == ["Các ủy ban của Quốc hội, ban của Hội đồng nhân dân cấp tỉnh"]


def test_the_name_of_a_person_ends_before_a_title_in_capitals() -> None:
    assert printed("Kính trình Phó Thủ tướng Trần Hồng Hà PHỤ LỤC kèm theo") == ["Phó Thủ tướng Trần Hồng Hà"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("UBND các phường xã lập kế hoạch.", ["Ủy ban nhân dân các phường, xã tỉnh Sơn La"]),
        ("Người có tài sản ở các địa phương khác nhau thì ủy thác.", []),
        (
            "Hội đồng tư vấn giải quyết kiến nghị hoạt động theo vụ việc.",
            ["Hội đồng tư vấn giải quyết kiến nghị"],
        ),
        (
            "Điều 16. Nhiệm vụ của Chánh Thanh tra Bộ\nTrong lĩnh vực thanh tra, Chánh Thanh tra Bộ có nhiệm vụ sau:",
            ["Thanh tra Bộ", "Thanh tra Bộ"],
        ),
    ],
)
def test_where_names_end_in_rules(text: str, wanted: list[str]) -> None:
    assert labels(text, SON_LA) == wanted
