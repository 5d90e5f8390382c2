"""Which document a citation means, inside one text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg.model import Entity
from kg.recognise import citations
from kg.recognise.header import read_header
from kg.resolve import Documents, documents
from kg.structure import outline
from kg.text import canonical, visible


class Read:
    """A text with what was found in it; `of(words, n)` is the entity of the n-th mention of these words."""

    def __init__(self, text: str) -> None:
        self.text = visible(canonical(text))[0]
        doc = outline("x.txt", self.text)
        header = read_header(doc)
        self.found: Documents = documents(doc, header, citations.find(doc, header))

    def of(self, words: str, times: int = 1) -> int:
        hits = [m.entity for m in self.found.mentions if self.text[m.start : m.end] == words]
        return hits[times - 1]

    def entity(self, words: str, times: int = 1) -> Entity:
        return self.found.entities[self.of(words, times)]

    def codes(self) -> set[str]:
        return {issue.code for issue in self.found.issues}


SON_LA = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 77/KH-UBND\nSơn La, ngày 03 tháng 3 năm 2025\nKẾ HOẠCH\nTriển khai\n"


def test_what_a_mention_leaves_out_comes_from_the_fullest() -> None:
    read = Read(
        "Quyết định số 2034/QĐ-TTg ngày 20/12/2022 của Thủ tướng Chính phủ. Theo Quyết định 2034/QĐ-TTg; QĐ số 2034/QĐ-TTg."
    )
    assert (
        read.of("Quyết định 2034/QĐ-TTg")
        == read.of("QĐ số 2034/QĐ-TTg")
        == read.of("Quyết định số 2034/QĐ-TTg ngày 20/12/2022 của Thủ tướng Chính phủ")
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quyết định số 1342/QĐ-TTg ngày 07/8/2014", "Quyết định số 1342/QĐ-TTg ngày 12/9/2019"),
        ("Nghị quyết số 29-NQ/TW ngày 04/11/2013", "Nghị quyết số 29-NQ/TW ngày 17/11/2022"),
        ("Quy định số 58-QĐ/TW ngày 08/02/2022", "Quyết định số 58-QĐ/TW ngày 07/5/2007"),
        ("Luật số 26/2008/QH12", "Nghị quyết số 26/2008/QH12"),
        (
            "Quyết định số 435/QĐ-UBND của Ủy ban nhân dân tỉnh Kon Tum",
            "Quyết định số 435/QĐ-UBND của Ủy ban nhân dân tỉnh Gia Lai",
        ),
        ("Luật Đất đai năm 2003", "Luật Đất đai năm 2013"),
        ("Luật Đầu tư năm 2020", "Luật Đầu tư công năm 2020"),
    ],
)
def test_the_same_number_is_not_the_same_document(one: str, other: str) -> None:
    read = Read(f"Theo {one} và theo {other}.")
    assert read.of(one) != read.of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thông tư 6/2016/TT-BKHCN", "Thông tư số 06/2016/TT-BKHCN"),
        ("Nghị định 77-CP", "Nghị định số 77/CP ngày 29/11/1993"),
        ("Luật Đường bộ số 35/2024/QH15", "Luật Đường bộ"),
        ("Luật Phòng, chống bạo lực gia đình năm 2022", "Luật phòng chống bạo lực gia đình"),
        ("Nghị định 156/2024/NĐ-CP", "Nghị định 156/2024"),
        ("Luật tổ chức HĐND và UBND ngày 26/11/2003", "Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân"),
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Nghị quyết Đại hội XIII của Đảng"),
        (
            "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV",
            "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XV, nhiệm kỳ 2020-2025",
        ),
    ],
)
def test_two_ways_of_writing_one_document(one: str, other: str) -> None:
    read = Read(f"Theo {one} về việc đó và theo {other}.")
    assert read.of(one) == read.of(other)


def test_a_bare_law_of_which_the_text_has_two_versions_stays_itself() -> None:
    read = Read("Theo Luật Đất đai số 13/2003/QH11 và Luật Đất đai số 45/2013/QH13. Theo Luật Đất đai.")
    assert (
        len({read.of("Luật Đất đai số 13/2003/QH11"), read.of("Luật Đất đai số 45/2013/QH13"), read.of("Luật Đất đai")})
        == 3
    )
    assert "ambiguous-citation" in read.codes()


def test_this_is_the_paper_itself_or_the_last_of_its_type() -> None:
    read = Read(
        SON_LA
        + "Thực hiện Chỉ thị số 12-CT/TU ngày 20/01/2025. Chỉ thị này được quán triệt. Kế hoạch này được thi hành."
    )
    assert read.of("Kế hoạch này") == 0
    assert read.entity("Chỉ thị này").symbol == "12-CT/TU"


def test_in_a_form_this_paper_is_not_the_one_that_prints_it() -> None:
    head = "CHÍNH PHỦ\nSố: 47/2021/NĐ-CP\nHà Nội, ngày 10 tháng 5 năm 2021\nNGHỊ ĐỊNH\nVề đăng ký\n"
    read = Read(
        head
        + "Điều 1. Nghị định này ban hành mẫu sau.\nMẫu số 01\nBiên bản này được lập thành hai bản. Quyết định này có hiệu lực.\n"
    )
    assert [read.text[m.start : m.end] for m in read.found.mentions if m.entity == 0][-1] == "Nghị định này"


def test_above_agrees_in_type_and_not_in_brackets() -> None:
    read = Read(
        "Theo Tờ trình số 15/TTr-SNV về Thông tư số 02/2021/TT-BNV (thay Tờ trình số 9/TTr-SNV). Theo Tờ trình trên, các bên thi hành."
    )
    assert read.entity("Tờ trình trên").symbol == "15/TTr-SNV"


def test_aliases() -> None:
    read = Read(
        "Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị (sau đây gọi tắt là Quy định 377). Theo Quy định 377, các cấp ủy thi hành."
    )
    assert (
        read.of("Quy định 377", 1)
        == read.of("Quy định 377", 2)
        == read.of("Quy định số 377-QĐ/TW ngày 08/10/2025 của Bộ Chính trị")
    )
    assert read.entity("Quy định 377").aliases == ("Quy định 377",)
    wrapped = Read(
        "Quyết định số 12/QĐ-TTg ngày 11/5/2020 về kho (sau đây viết tắt là Quyết định\nsố 12), tỉnh làm như sau:"
    )
    assert wrapped.entity("Quyết định số 12/QĐ-TTg ngày 11/5/2020").aliases == ("Quyết định số 12",)
    here = Read("Kế hoạch số 31-KH/TU ngày 04/7/2017 của Tỉnh ủy (sau đây gọi là Kế hoạch), tỉnh làm như sau:")
    assert here.entity("Kế hoạch số 31-KH/TU ngày 04/7/2017 của Tỉnh ủy").aliases == ()


def test_bodies_of_the_own_province() -> None:
    read = Read(
        SON_LA
        + "Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy và Quyết định số 9/QĐ-UBND của UBND tỉnh."
    )
    party, people = (
        read.entity("Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy"),
        read.entity("Quyết định số 9/QĐ-UBND của UBND tỉnh"),
    )
    assert (party.issuer, party.place, party.inferred) == ("Tỉnh ủy Sơn La", "tinh-son-la", ("place",))
    assert (people.issuer, people.place, people.inferred) == ("Ủy ban nhân dân tỉnh Sơn La", "tinh-son-la", ("place",))


def test_the_issuer_is_told_near_the_mention_or_by_the_symbol() -> None:
    read = Read(
        SON_LA
        + "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 12/TTr-SYT ngày 01/02/2025; Thông báo số 176/TB-VPCP."
    )
    assert read.entity("Tờ trình số 12/TTr-SYT ngày 01/02/2025").issuer == "Giám đốc Sở Y tế tỉnh Sơn La"
    notice = read.entity("Thông báo số 176/TB-VPCP")
    assert (notice.issuer, notice.inferred) == ("Văn phòng Chính phủ", ("issuer",))


@pytest.mark.parametrize("motto", ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
def test_a_body_at_the_end_of_a_subject_stops_at_the_other_column_of_the_head(motto: str) -> None:
    letter = f"UBND TỈNH SƠN LA\nSỞ Y TẾ\nSố: 12/SYT-NV\nV/v triển khai Kế hoạch số 7/KH-UBND của UBND tỉnh\n{motto}\nSơn La, ngày 03 tháng 3 năm 2025\n"
    assert (
        Read(letter + "Kính gửi: Các bệnh viện\n").entity("Kế hoạch số 7/KH-UBND của UBND tỉnh").place == "tinh-son-la"
    )


def test_two_of_a_list_share_the_issuer() -> None:
    read = Read("Chỉ thị số 1417/CT-BXD ngày 24/8/2011 và Chỉ thị số 05/CT-BXD ngày 04/4/2013 của Bộ Xây dựng.")
    assert [e.issuer for e in read.found.entities[1:]] == ["Bộ Xây dựng", "Bộ Xây dựng"]


def test_the_own_number_further_down_is_the_paper_itself() -> None:
    read = Read(SON_LA + "Thi hành.\n(Kèm theo Kế hoạch số 77/KH-UBND ngày 03/3/2025 của Ủy ban nhân dân tỉnh Sơn La)")
    assert read.of("Kế hoạch số 77/KH-UBND ngày 03/3/2025 của Ủy ban nhân dân tỉnh Sơn La") == 0


def test_the_own_number_of_another_body_and_day_is_another_paper() -> None:
    """A district's plan may have the very number of the province's that it carries out; its title is not cut at the number."""
    district = "ỦY BAN NHÂN DÂN\nHUYỆN TIỀN HẢI\nSố: 47/KH-UBND\nTiền Hải, ngày 18 tháng 4 năm 2024\nKẾ HOẠCH\n"
    named = "Kế hoạch số 47/KH-UBND ngày 25/3/2024 của UBND tỉnh"
    read = Read(
        district + f"Thực hiện {named}\n\nThực hiện {named} về an toàn cháy, UBND huyện xây dựng kế hoạch như sau:"
    )
    assert [read.entity(named, times).date for times in (1, 2)] == ["2024-03-25"] * 2
    assert read.found.entities[0].title == f"Thực hiện {named}"


def test_a_paper_of_a_day_before_its_province_is_of_another() -> None:
    later = "TỈNH ỦY HÀ TÂY\n*\nSố 25-BC/TU\nHà Đông, ngày 15 tháng 9 năm 1998\nBÁO CÁO\nTổng kết\n"
    read = Read(later + "UBND tỉnh ban hành Chỉ thị số 05/CT-UB ngày 20-1-1989, Chỉ thị số 09/CT-UB ngày 20-1-1995.")
    assert read.entity("Chỉ thị số 05/CT-UB ngày 20-1-1989").place is None


def test_a_law_in_the_name_of_a_law_is_its_own_document() -> None:
    read = Read("Theo Luật sửa đổi, bổ sung một số điều của Luật Dầu khí số 10/2008/QH12 và Luật Dầu khí.")
    outer = read.entity("Luật sửa đổi, bổ sung một số điều của Luật Dầu khí số 10/2008/QH12")
    assert outer.symbol == "10/2008/QH12"
    assert read.of("Luật Dầu khí") != read.of("Luật sửa đổi, bổ sung một số điều của Luật Dầu khí số 10/2008/QH12")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Công văn số 46-HD/BTGTW ngày 01/02/2020", "type-symbol"),
        ("Quyết định số 12/QĐ-TTg ngày 31/02/2020", "impossible-date"),
        ("Quyết định số 12/QĐ-TTg ngày 05/5/2026", "younger-citation"),
    ],
)
def test_odd_things_are_said(words: str, code: str) -> None:
    assert code in Read(SON_LA + f"Thực hiện {words}.").codes()


@pytest.mark.parametrize("words", ["Thông tư số 64 TC/TCT ngày 01/8/1990", "Tờ trình số 1359/TT-SKH ngày 05/4/2005"])
def test_letters_that_a_type_shares_with_another_are_nothing_odd(words: str) -> None:
    assert "type-symbol" not in Read(SON_LA + f"Thực hiện {words}.").codes()


def shared() -> Path:
    place = os.environ.get("KG_SHARED")
    if not place:
        pytest.skip("the shared gold is needed: set KG_SHARED to its folder")
    return Path(place)


def test_every_citation_of_the_shared_gold_openings_is_found() -> None:
    folder = shared()
    wanted = found = 0
    for gold in sorted((folder / "gold/openings").glob("*.json")):
        answers = json.loads(gold.read_text("utf-8"))
        read = Read((folder / "openings" / answers["source"]).read_text("utf-8-sig"))
        spans = {(m.start, m.end) for m in read.found.mentions}
        wanted += len(answers["citations"])
        found += sum((c["start"], c["end"]) in spans for c in answers["citations"])
    assert found >= 0.97 * wanted


def test_a_bare_law_in_what_is_said_of_an_older_decree_is_read_at_that_time() -> None:
    read = Read(
        "CHÍNH PHỦ\nSố: 08/2015/NĐ-CP\nHà Nội, ngày 21 tháng 01 năm 2015\nNGHỊ ĐỊNH\nQuy định chi tiết\n"
        "Căn cứ Luật Hải quan;\nĐiều 1. Nghị định này thay thế Nghị định số 154/2005/NĐ-CP ngày 15 tháng 12 năm 2005 quy định "
        "chi tiết một số điều của Luật Hải quan về thủ tục hải quan.\n"
    )
    assert read.of("Luật Hải quan") != read.of("Luật Hải quan", 2)
    assert (read.entity("Luật Hải quan").said_of, read.entity("Luật Hải quan", 2).said_of) == (None, 2005)


def test_a_number_whose_year_lies_outside_the_term_of_its_assembly_is_said_and_not_preferred() -> None:
    read = Read("Theo Luật Kho tàng số 67/2014/QH14 và Luật Kho tàng số 67/2014/QH13; Luật Giá số 11/2012/QH13.")
    assert [(i.code, i.detail) for i in read.found.issues] == [("symbol-term", "67/2014/QH14")]
    assert read.entity("Luật Kho tàng số 67/2014/QH14").symbol == "67/2014/QH13"


def test_the_own_number_is_held_to_the_terms_too() -> None:
    read = Read("QUỐC HỘI\nLuật số: 15/2021/QH13\nHà Nội, ngày 19 tháng 11 năm 2021\nLUẬT\nKHO TÀNG\nĐiều 1. Phạm vi\n")
    assert "symbol-term" in read.codes()


@pytest.mark.parametrize(
    "words",
    [
        "Luật sửa đổi 10 Luật có liên quan đến kho tàng, bến bãi 2025",
        "Luật sửa đổi Luật Đấu thầu; Luật Hải quan; Luật Đầu tư công 2025",
        "Luật sửa đổi, bổ sung một số điều của 37 luật có liên quan đến quy hoạch",
    ],
)
def test_a_law_that_amends_many_is_one_name_with_one_year(words: str) -> None:
    read = Read(f"[Khoản này được bổ sung bởi Khoản 1 Điều 6 {words}, có hiệu lực từ ngày 01/7/2026]")
    assert read.entity(words).year == (2025 if words.endswith("2025") else None)


@pytest.mark.parametrize(
    ("words", "cited", "date"),
    [
        (
            "Ngày 19/11/2025, Ban Tổ chức Trung ương đã ban hành {} về kho tàng.",
            "Kế hoạch 63-KH/BTCTW năm 2025",
            "2025-11-19",
        ),
        (
            "Ngày 08/12/2025, Văn phòng Chính phủ ban hành {} về kho tàng.",
            "Thông báo 665/TB-VPCP của Văn phòng Chính phủ",
            "2025-12-08",
        ),
        ("Ngày 08/12/2024, Văn phòng Chính phủ ban hành {} về kho tàng.", "Thông báo 665/TB-VPCP năm 2025", None),
    ],
)
def test_the_day_on_which_it_was_made_stands_before_it(words: str, cited: str, date: str | None) -> None:
    assert Read(words.format(cited)).entity(cited).date == date


def test_one_number_of_one_day_is_one_paper_with_and_without_its_year() -> None:
    read = Read(
        "Căn cứ Quyết định số 2751/2002/QĐ-UB ngày 23/8/2002; theo Quyết định số 2751/QĐ-UB ngày 23/8/2002 và Quyết định số 2751/QĐ-UB ngày 24/8/2003."
    )
    assert read.of("Quyết định số 2751/2002/QĐ-UB ngày 23/8/2002") == read.of("Quyết định số 2751/QĐ-UB ngày 23/8/2002")
    assert read.of("Quyết định số 2751/QĐ-UB ngày 23/8/2002") != read.of("Quyết định số 2751/QĐ-UB ngày 24/8/2003")


def test_a_day_of_another_year_than_the_number_is_said() -> None:
    assert "symbol-year" in Read("Theo Luật Kho tàng số 22/2023/QH15 ngày 29/11/2024.").codes()


def test_the_rules_of_the_party_name_themselves() -> None:
    read = Read(
        "ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC\nLẦN THỨ XI\nHà Nội, ngày 19 tháng 01 năm 2011\nĐIỀU LỆ\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "(Đại hội đại biểu toàn quốc lần thứ XI của Đảng\nthông qua ngày 19 tháng 01 năm 2011)\n\nĐảng viên chấp hành Điều lệ Đảng.\n"
    )
    assert read.found.entities[0].title == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert read.of("Điều lệ Đảng") == 0


def test_a_text_that_began_with_this_law_means_itself_to_the_end() -> None:
    read = Read(
        "Luật này sửa đổi, bổ sung một số điều của Luật Đê điều ngày 29 tháng 11 năm 2006. Người ở bãi sông theo Luật này."
    )
    assert [read.of("Luật này", n) for n in (1, 2)] == [0, 0]


def test_a_provision_of_a_short_name_is_of_what_the_name_stands_for() -> None:
    read = Read(
        f"{SON_LA}Thực hiện Nghị định số 200/2025/NĐ-CP ngày 09/7/2025 của Chính phủ (sau đây viết tắt là Nghị định). Theo Thông tư số "
        "92/2025/TT-BTC ngày 01/8/2025, ban hành quy chế (Điều 7, 8 Nghị định).\n"
    )
    assert read.entity("Điều 7, 8").symbol == "200/2025/NĐ-CP"


def test_of_two_years_in_one_papers_number_that_of_its_day_counts() -> None:
    read = Read(
        "Quyết định số 33/2002/QĐ-TTg ngày 02/3/2009 của Thủ tướng Chính phủ. Theo Quyết định số 33/2009/QĐ-TTg ngày 02/3/2009 của Thủ tướng "
        "Chính phủ.\n"
    )
    assert {e.symbol for e in read.found.entities if e.type == "quyết định"} == {"33/2009/QĐ-TTg"}


@pytest.mark.parametrize(
    ("named", "issuer"),
    [
        ("Trưởng Ban Chỉ đạo Nhà nước về Bưu chính ban hành Quy chế", "Trưởng Ban Chỉ đạo Nhà nước về Bưu chính"),
        ("Trưởng Ban Chỉ đạo Phòng, chống thiên tai Trung ương về trực ban", None),  # rather none than half a name
    ],
)
def test_the_head_of_a_steering_committee(named: str, issuer: str | None) -> None:
    read = Read(SON_LA + f"Căn cứ Quyết định số 12/QĐ-BCĐ ngày 04 tháng 6 năm 2019 của {named};\n")
    assert next(e for e in read.found.entities if e.symbol == "12/QĐ-BCĐ").issuer == issuer


def test_a_document_of_a_list_is_called_as_it_is_printed_in_full() -> None:
    read = Read(
        SON_LA + "Căn cứ các Kết luận số 87, 88-KL/TW ngày 29/8/2025 của Bộ Chính trị;\n"
        "Thực hiện Kết luận số 87-KL/TW ngày 29/8/2025 của Bộ Chính trị.\n"
    )
    assert {e.label for e in read.found.entities if e.symbol == "87-KL/TW"} == {
        "Kết luận số 87-KL/TW ngày 29/8/2025 của Bộ Chính trị"
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Đình chỉ thi hành Quyết định số 5/2010/QĐ-UBND. Quyết định này có hiệu lực từ ngày ký.", "Quyết định này"),
        ("Bãi bỏ Thông tư số 5/2010/TT-BTC. Sở Tài chính chịu trách nhiệm thi hành Thông tư này.", "Thông tư này"),
        (
            "Thay thế Phụ lục I kèm theo Thông tư số 5/2010/TT-BTC bằng Phụ lục I ban hành kèm theo Thông tư này.",
            "Thông tư này",
        ),
        (
            "Dự án được phê duyệt theo quy định tại Nghị định số 15/2013/NĐ-CP thì tiếp tục theo quy định tại Nghị định này.",
            "Nghị định này",
        ),
        ("Theo Sắc lệnh số 49/SL, các điều khoản trái với Sắc lệnh này đều bãi bỏ.", "Sắc lệnh này"),
    ],
)
def test_a_text_without_a_letterhead_that_acts_speaks_of_itself(text: str, words: str) -> None:
    assert Read(text).of(words) == 0


def test_what_was_replaced_is_not_spoken_of_any_more() -> None:
    read = Read(
        "Sở nhận được câu hỏi về Nghị định số 73/2024/NĐ-CP thay thế Nghị định số 24/2023/NĐ-CP. Theo Điều 4 Nghị định này, mức lương là như sau."
    )
    assert read.of("Nghị định này") == read.of("Nghị định số 73/2024/NĐ-CP")


def test_what_a_later_act_amends_is_the_version_of_its_time() -> None:
    read = Read(
        "Khoản này được bổ sung bởi Luật sửa đổi Luật Quy hoạch và Luật Đấu thầu 2024. "
        "Sửa đổi khoản 3 Điều 68 của Luật Đấu thầu số 43/2013/QH13."
    )
    assert read.of("Luật Đấu thầu") != read.of("Luật Đấu thầu số 43/2013/QH13")
    assert read.entity("Luật Đấu thầu").said_of == 2024
