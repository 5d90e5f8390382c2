"""Citations and provisions: what is found, how far it reaches, what is none."""

from __future__ import annotations

import time

import pytest

from kg.extract import extract
from kg.model import Document, Entity, Mention
from kg.recognise import citations, lexicon
from kg.recognise.header import read_header
from kg.recognise.rows import NameRow
from kg.resolve import documents
from kg.structure import outline
from kg.tables import load_rows
from kg.text import canonical, visible

CITED = [
    # series, whole
    ("Nghị định số 59-HĐBT ngày 01/3/1990", "59-HĐBT", "nghị định", "1990-03-01"),
    (
        "Nghị quyết số 66.14/2026/NQ-CP ngày 12 tháng 02 năm 2026 của Chính phủ",
        "66.14/2026/NQ-CP",
        "nghị quyết",
        "2026-02-12",
    ),
    (
        "Chương trình số 1249a/CTPH-UBDT-BTP ngày 13/11/2014 của Ủy ban Dân tộc và Bộ Tư pháp",
        "1249a/CTPH-UBDT-BTP",
        "chương trình",
        "2014-11-13",
    ),
    (
        "Thông tư liên tịch số 122/2011/TTLT-BTC-BTP ngày 17/8/2011 của Bộ Tài chính và Bộ Tư pháp",
        "122/2011/TTLT-BTC-BTP",
        "thông tư liên tịch",
        "2011-08-17",
    ),
    (
        "Công văn số 8935/BNV-CTTN&BĐG ngày 03 tháng 10 năm 2025 của Bộ Nội vụ",
        "8935/BNV-CTTN&BĐG",
        "công văn",
        "2025-10-03",
    ),
    ("Công văn số 1946-CV/BNCTW, ngày 06/5/2024", "1946-CV/BNCTW", "công văn", "2024-05-06"),
    ("lệnh số 49 - LTC/HĐNN ngày 02/0l/1991 của Chủ tịch Hội đồng Nhà nước", "49-LTC/HĐNN", "lệnh", "1991-01-02"),
    ("Thông tư số 64 TC/TCT ngày 01/8/1990", "64-TC/TCT", "thông tư", "1990-08-01"),
    (
        "Văn bản hợp nhất số 31/VBHN-VPQH ngày 10 tháng 12 năm 2018 của Văn phòng Quốc hội",
        "31/VBHN-VPQH",
        "văn bản hợp nhất",
        "2018-12-10",
    ),
    (
        "Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội",
        "1211/2016/UBTVQH13",
        "nghị quyết",
        "2016-05-25",
    ),
    # the type word wins
    ("Thông tri số 04-TT/HU của Huyện ủy", "04-TT/HU", "thông tri", None),
    ("Quy định số 08-QĐi/TW", "08-QĐi/TW", "quy định", None),
    ("Báo cáo giải trình, tiếp thu số 479/BC-UBND ngày 25 tháng 11 năm 2025", "479/BC-UBND", "báo cáo", "2025-11-25"),
    ("Văn bản số 1538/UBND-KT ngày 20/3/2026", "1538/UBND-KT", None, "2026-03-20"),
    # damage
    ("Quyết định số 2406 QĐ-UBND ngày 13/9/2018", "2406/QĐ-UBND", "quyết định", "2018-09-13"),
    ("Nghị quyết số 17/2026//NQ-CP ngày 26/3/2026 của Chính phủ", "17/2026/NQ-CP", "nghị quyết", "2026-03-26"),
    ("Nghị quyết số 128/NQ-\nCP ngày 11/10/2021", "128/NQ-CP", "nghị quyết", "2021-10-11"),
    ("Quyết định số 2403/QÐ-UBND", "2403/QĐ-UBND", "quyết định", None),
    ("Nghị định sô 226/2025/NĐ-CP", "226/2025/NĐ-CP", "nghị định", None),
    ("Nghị quyết số 57\\-NQ/TW", "57-NQ/TW", "nghị quyết", None),
    # by name
    ("Luật Trợ giúp pháp lý (TGPL) năm 2017", None, "luật", None),
    ("Luật Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ số 42/2024/QH15", "42/2024/QH15", "luật", None),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019",
        None,
        "luật",
        "2019-11-22",
    ),
    ("Luật tổ chức HĐND và UBND ngày 26/11/2003", None, "luật", "2003-11-26"),
    ("Pháp lệnh nhà ở ngày 26 tháng 3 năm 1991", None, "pháp lệnh", "1991-03-26"),
    ("Hiến pháp năm 2013", None, "hiến pháp", None),
    # Party sessions
    ("Nghị quyết Trung ương 7 khóa XI", None, "nghị quyết", None),
    ("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng khóa XI", None, "nghị quyết", None),
    ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", None, "nghị quyết", None),
    ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XV, nhiệm kỳ 2020-2025", None, "nghị quyết", None),
    # news
    ("nghị định 95", "95", "nghị định", None),
    ("Nghị định 90/2017", "90/2017", "nghị định", None),
    ("Nghị quyết 59 của Bộ Chính trị", "59", "nghị quyết", None),
    ("Biên bản ngày 04 tháng 11 năm 1999 của Bộ Công nghiệp", None, "biên bản", "1999-11-04"),
]

NONE = [
    "quy định của pháp luật về lưu trữ và các thông báo của cấp trên",
    "văn phòng luật sư, Khoa Luật kinh tế, mỗi luật sư trực một buổi",
    "trái với Hiến pháp",
    "số 12/7B ngõ 90, tỷ lệ 1/25000, 3.150/2.900 tấn, 06 Công điện",
    "Hợp đồng số 31/HĐ-BV và bản án số 44/2019/HSST",
    "Mẫu số 03/HSĐK, Mẫu số 04/TK-TC và Biểu số 07/BC-CCTS",
    "QCVN 18:2022/BCT; TCVN 6101:2018; Km 47+650/QL27",
    "khi soạn chương trình, quy định, kết luận; ra quyết định cử người trực, thông báo trên loa",
    "Kế hoạch 5 năm, Quyết định số …/QĐ-UBND, các Nghị định này",
    "danh mục 3.000 dự án, thời điểm 1 và tài khoản 111",
    "theo quy định của pháp luật đất đai",
]


def read(text: str) -> tuple[str, tuple[Entity, ...], tuple[Mention, ...]]:
    text = visible(canonical("Theo " + text))[0]
    doc = outline("x.txt", text)
    header = read_header(doc)
    found = documents(doc, header, citations.find(doc, header))
    return text, found.entities, found.mentions


def cited(text: str) -> list[str]:
    text, _, mentions = read(text)
    return [text[m.start : m.end] for m in mentions if "name-in-name" not in m.rule]


@pytest.mark.parametrize(("words", "symbol", "kind", "date"), CITED, ids=[c[0][:40] for c in CITED])
def test_citation_reaches_to_its_end(words: str, symbol: str | None, kind: str | None, date: str | None) -> None:
    text, entities, mentions = read(f"{words} về việc phân công; các bên thi hành.")
    found = entities[mentions[0].entity]
    assert text[mentions[0].start : mentions[0].end] == visible(words)[0]
    assert (found.symbol, found.type, found.date) == (symbol, kind, date)


@pytest.mark.parametrize("words", NONE)
def test_no_citation(words: str) -> None:
    assert cited(f"{words}.") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("các Công điện số 61/CĐ-TTg, 74/CĐ-TTg và 80/CĐ-TTg", ["Công điện số 61/CĐ-TTg", "74/CĐ-TTg", "80/CĐ-TTg"]),
        ("các Nghị quyết số 59, 70, 71-NQ/TW", ["Nghị quyết số 59", "70", "71-NQ/TW"]),
        ("các Nghị quyết số 01/NQ-CP và số 02/NQ-CP", ["Nghị quyết số 01/NQ-CP", "số 02/NQ-CP"]),
        (
            "các văn bản số: 10894/VPCP-CN ngày 8/11/2025, 8563/VPCP-CN ngày 12/9/2025",
            ["văn bản số: 10894/VPCP-CN ngày 8/11/2025", "8563/VPCP-CN ngày 12/9/2025"],
        ),
        (
            "Luật sĩ quan quân đội nhân dân Việt Nam, luật công an nhân dân",
            ["Luật sĩ quan quân đội nhân dân Việt Nam", "luật công an nhân dân"],
        ),
        (
            "Luật Dược sửa đổi 2024 và Luật Đất đai (sửa đổi) năm 2024",
            ["Luật Dược sửa đổi 2024", "Luật Đất đai (sửa đổi) năm 2024"],
        ),
        ("Luật Đất đai, Nhà ở và Kinh doanh bất động sản", ["Luật Đất đai", "Nhà ở", "Kinh doanh bất động sản"]),
        (
            "Luật Phòng, chống mua bán người và Luật Bảo hiểm tiền gửi",
            ["Luật Phòng, chống mua bán người", "Luật Bảo hiểm tiền gửi"],
        ),
        (
            "Luật Phòng, chống bạo lực học đường, Luật Phòng, chống tác hại của lạm dụng rượu, bia, Luật Thể thao",
            [
                "Luật Phòng, chống bạo lực học đường",
                "Luật Phòng, chống tác hại của lạm dụng rượu, bia",
                "Luật Thể thao",
            ],
        ),
        (
            "Luật Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia và pháp lệnh thể dục, thể thao năm 2000",
            [
                "Luật Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia",
                "pháp lệnh thể dục, thể thao năm 2000",
            ],
        ),
    ],
)
def test_lists(words: str, expected: list[str]) -> None:
    assert cited(f"{words}.") == expected


def test_an_issuer_ends_with_its_paragraph() -> None:
    assert cited("QUYẾT ĐỊNH SỐ 3103/QĐ-BTC CỦA BỘ TÀI CHÍNH\n\n**ỦY BAN NHÂN DÂN TỈNH SƠN LA**") == [
        "QUYẾT ĐỊNH SỐ 3103/QĐ-BTC CỦA BỘ TÀI CHÍNH"
    ]


@pytest.mark.parametrize("below", ["Điều 1. Ngưng hiệu lực", "Căn cứ Luật Giá;", "Chương II"])
def test_a_body_without_a_place_ends_above_what_begins_below(below: str) -> None:
    words = "Quyết định số 39/2023/QĐ-UBND ngày 10/11/2023 của Ủy ban nhân dân huyện"
    assert cited(f"Bãi bỏ {words}\n{below}")[0] == words


def test_items_of_a_list_have_the_type_of_its_head_and_share_the_issuer() -> None:
    _, entities, mentions = read("các Nghị quyết số 59, 70, 71-NQ/TW của Bộ Chính trị.")
    assert [(entities[m.entity].type, entities[m.entity].symbol, entities[m.entity].issuer) for m in mentions] == [
        ("nghị quyết", "59-NQ/TW", "Bộ Chính trị"), ("nghị quyết", "70-NQ/TW", "Bộ Chính trị"), ("nghị quyết", "71-NQ/TW", "Bộ Chính trị"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("điểm g khoản 4 Điều 6 Luật Giá", ("điều 6/khoản 4/điểm g",)),
        ("Điều 6, khoản 4, điểm g của Luật Giá", ("điều 6/khoản 4/điểm g",)),
        (
            "các điểm b, d và đ khoản 2 Điều 22 Luật Giá",
            ("điều 22/khoản 2/điểm b", "điều 22/khoản 2/điểm d", "điều 22/khoản 2/điểm đ"),
        ),
        ("điểm c khoản 3, khoản 4 Điều 41 Luật Giá", ("điều 41/khoản 3/điểm c", "điều 41/khoản 4")),
        (
            "điểm a và điểm b khoản 2 Điều 42, Điều 43, khoản 1 Điều 84 Luật Giá",
            ("điều 42/khoản 2/điểm a", "điều 42/khoản 2/điểm b", "điều 43", "điều 84/khoản 1"),
        ),
        ("từ Điều 20 đến Điều 22 Luật Giá", ("điều 20", "điều 21", "điều 22")),
        ("Mục 3 Chương V Luật Giá", ("chương v/mục 3",)),
        ("Điều 9c Luật Giá", ("điều 9c",)),
    ],
)
def test_provisions_belong_to_the_citation_behind_them(words: str, paths: tuple[str, ...]) -> None:
    _, _, mentions = read(f"{words}.")
    assert [m.provisions for m in mentions] == [paths]


def test_an_absurd_range_is_its_two_ends() -> None:
    _, _, mentions = read("từ Điều 1 đến Điều 999 Luật Giá.")
    assert len(mentions[0].provisions) <= 300


def test_a_plan_with_a_number_has_its_own_parts() -> None:
    text = "Tại Mục 4 phần II Kế hoạch số 120/KH-UBND thực hiện Quyết định số 812/QĐ-UBND (đính chính bởi Công văn số 2290/UBND-TH), bổ sung nhiệm vụ."
    _, _, mentions = read(text)
    assert [m.provisions for m in mentions] == [("phần ii/mục 4",), (), ()]


def test_provisions_in_brackets_behind() -> None:
    _, _, mentions = read("Quy định 377 *(Điều 9, 10,\n11)* của Đảng.")
    assert mentions[0].provisions == ("điều 9", "điều 10", "điều 11")


def test_two_owners() -> None:
    text, _, mentions = read("khoản 5 Điều 16 của Nghị định này và Điều 43 của Luật Lâm nghiệp số 16/2017/QH14.")
    assert [(text[m.start : m.end], m.provisions) for m in mentions] == [
        ("Nghị định này", ("điều 16/khoản 5",)), ("Luật Lâm nghiệp số 16/2017/QH14", ("điều 43",)),
    ]  # fmt: skip


def test_what_an_amending_act_changes_belongs_to_the_amended_one() -> None:
    text = canonical(
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Đầu tư công số 39/2019/QH14\n1. Sửa đổi, bổ sung một số khoản của Điều 17 như sau:\n"
        "a) Sửa đổi khoản 4 như sau:\n“4. Cơ quan nêu tại khoản 1 Điều này thực hiện theo Luật này.”.\nĐiều 2. Hiệu lực\nLuật này có hiệu lực."
    )
    doc = outline("x.txt", text)
    header = read_header(doc)
    found = documents(doc, header, citations.find(doc, header))
    names = [(text[m.start : m.end], found.entities[m.entity].symbol, m.provisions) for m in found.mentions]
    assert ("khoản 4", "39/2019/QH14", ("điều 17/khoản 4",)) in names
    assert ("khoản 1 Điều này", "39/2019/QH14", ("điều 17/khoản 1",)) in names
    assert [n[1] for n in names if n[0] == "Luật này"] == ["39/2019/QH14", None]


def test_every_type_reads_its_own_examples() -> None:
    faults = []
    for row in lexicon.types():
        for example in row.examples:
            _, entities, mentions = read(f"{example}.")
            kinds = [entities[m.entity].type for m in mentions]
            if not example.endswith("này") and (not kinds or (kinds[0] or "") not in (row.type, *row.type.split()[:1])):
                faults.append((row.id, example, kinds))
    assert faults == []


def test_law_names_read_their_own_examples() -> None:
    for row in load_rows("law_names", NameRow):
        for example in row.examples:
            assert cited(f"{example}."), example
        for example in row.counter_examples:
            assert all("này" in c for c in cited(f"{example}.")), example


@pytest.mark.parametrize("unit", ["1/", "12/34-", "9-8/", "12/2", "(", "a", "\n *|"])
def test_fifty_megabytes_on_one_line_do_not_hang(unit: str) -> None:
    low = unit * (50_000_000 // len(unit))
    doc = Document(file="x.txt", text=low, low=low, parts=())
    begin = time.process_time()
    header = read_header(doc)
    assert documents(doc, header, citations.find(doc, header)).mentions == ()
    assert time.process_time() - begin < 60


@pytest.mark.parametrize(
    "unit",
    [
        "số 1/",
        "1/QĐ-",
        "luật ",
        "Nghị quyết số 1, ",
        "khoản 1 Điều 2, ",
        "luật sửa đổi, bổ sung một số điều của ",
        "“ như sau: “",
    ],
)
def test_work_grows_with_the_text_and_not_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        text = canonical(unit * (size // len(unit)))
        doc = outline("x.txt", text)
        begin = time.process_time()
        header = read_header(doc)
        documents(doc, header, citations.find(doc, header))
        return time.process_time() - begin

    seconds(20_000)
    small, large = seconds(50_000), seconds(400_000)
    assert large < 8 * 4 * small + 0.5


BLANKS = ("\n", "\n ", " ", "*", "\n*", "| ", "[", "(", "“")
LEADS = ("Nghị định số 12/2020/NĐ-CP", "khoản 2 Điều 5", "Luật Đất đai", "như sau", "QUYẾT ĐỊNH", "Nơi nhận:")


@pytest.mark.parametrize("unit", BLANKS)
def test_blanks_behind_what_could_go_on_cost_as_much_as_there_are(unit: str) -> None:
    head = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 77/KH-UBND\nSơn La, ngày 03 tháng 3 năm 2025\nKẾ HOẠCH\nTriển khai\n"
    extract("x.txt", canonical(f"{head}{LEADS[0]}x"))  # compiles
    for lead in LEADS:
        begin = time.process_time()
        extract("x.txt", canonical(f"{head}{lead}{unit * 20_000}x"))
        assert time.process_time() - begin < 3, lead
