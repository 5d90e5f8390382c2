"""What a file says of two documents: rows of the table, and the sentences that need more than a row."""

from __future__ import annotations

import time

import pytest

from kg.model import Claim, Document
from kg.recognise import citations
from kg.recognise.header import read_header
from kg.relate import patterns, relation_rows, relations
from kg.relate.wording import PATTERNS
from kg.resolve import Documents, documents
from kg.structure import outline

ROWS = [
    (row.id, text, wanted)
    for row in relation_rows().values()
    for wanted, texts in ((True, row.examples), (False, row.counter_examples))
    for text in texts
]


def read(text: str) -> tuple[Document, Documents, list[Claim]]:
    doc = outline("f", text)
    header = read_header(doc)
    named = documents(doc, header, citations.find(doc, header))
    return doc, named, relations(doc, header, named)[0]


def said(text: str, *, plain: bool = False) -> set[str]:
    """`self amends 15/2021/NĐ-CP`, without plain citations unless asked for."""
    _, named, claims = read(text)

    def name(entity: int) -> str:
        e = named.entities[entity]
        return "self" if entity == 0 else e.symbol or " ".join(filter(None, (e.type, e.name, str(e.year or ""))))

    return {f"{name(c.subject)} {c.kind} {name(c.object)}" for c in claims if plain or c.kind != "cites"}


def scopes(text: str) -> dict[str, str | None]:
    _, named, claims = read(text)
    return {named.entities[c.object].symbol or "": c.scope for c in claims if c.kind not in ("cites", "based_on")}


@pytest.mark.parametrize(
    ("relation", "text", "wanted"), ROWS, ids=[f"{r}-{'yes' if w else 'no'}-{t[:40]}" for r, t, w in ROWS]
)
def test_rows_match_their_examples_and_not_their_counter_examples(relation: str, text: str, wanted: bool) -> None:
    assert any(f" {relation} " in f" {claim} " for claim in said(text, plain=relation == "cites")) is wanted, said(
        text, plain=True
    )


def test_every_relation_has_words_examples_and_names() -> None:
    for row in relation_rows().values():
        assert (
            row.examples
            and row.label.vi
            and row.label.en
            and row.rdf
            and row.cypher.isupper()
            and row.colour.startswith("#")
        )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # history is no act
            "Căn cứ Nghị định số 10/2019/NĐ-CP ngày 30/01/2019 của Chính phủ (đã được sửa đổi, bổ sung bởi Nghị định số 8/2023/NĐ-CP);",
            {"self based_on 10/2019/NĐ-CP", "8/2023/NĐ-CP amends 10/2019/NĐ-CP"},
        ),
        (  # titles are no acts
            "Bãi bỏ Quyết định số 5/2011/QĐ-UBND sửa đổi Quyết định số 8/2009/QĐ-UBND.",
            {"self repeals 5/2011/QĐ-UBND", "5/2011/QĐ-UBND amends 8/2009/QĐ-UBND"},
        ),
        (  # two verbs
            "Điều 2. Bãi bỏ khoản 3 Điều 5 Quyết định số 14/2020/QĐ-UBND; thay thế Quyết định số 9/2018/QĐ-UBND.",
            {"self repeals 14/2020/QĐ-UBND", "self replaces 9/2018/QĐ-UBND"},
        ),
        (  # the actor comes late
            "Quyết định số 12/2015/QĐ-UBND bị thay thế bởi Quyết định số 15/2019/QĐ-UBND.",
            {"15/2019/QĐ-UBND replaces 12/2015/QĐ-UBND"},
        ),
        (
            "Nghị định số 52/2015/NĐ-CP hết hiệu lực kể từ ngày Nghị định số 12/2019/NĐ-CP có hiệu lực thi hành.",
            {"12/2019/NĐ-CP repeals 52/2015/NĐ-CP"},
        ),
        (  # a chain of amendments, and a list after it
            "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Nhà ở số 65/2014/QH13 đã được sửa đổi, bổ sung một số điều theo "
            "Luật số 40/2019/QH14 và Luật số 62/2020/QH14; Luật Đấu thầu số 43/2013/QH13.",
            {"40/2019/QH14 amends 65/2014/QH13", "62/2020/QH14 amends 65/2014/QH13"},
        ),
        (  # a decree amends decrees: not the law between them
            "Căn cứ Nghị định số 78/2025/NĐ-CP quy định chi tiết Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15 được sửa đổi, bổ sung bởi Nghị định số 187/2025/NĐ-CP;",
            {"self based_on 78/2025/NĐ-CP", "78/2025/NĐ-CP guides 64/2025/QH15", "187/2025/NĐ-CP amends 78/2025/NĐ-CP"},
        ),
        (  # nested, and back to the outer list
            "Căn cứ Nghị định số 34/2016/NĐ-CP quy định chi tiết Luật Ban hành văn bản quy phạm pháp luật và Nghị định số 154/2020/NĐ-CP sửa đổi Nghị định số 34/2016/NĐ-CP;",
            {
                "self based_on 34/2016/NĐ-CP",
                "34/2016/NĐ-CP guides luật Ban hành văn bản quy phạm pháp luật",
                "self based_on 154/2020/NĐ-CP",
                "154/2020/NĐ-CP amends 34/2016/NĐ-CP",
            },
        ),
        (  # a phrase edit amends
            "Điều 2. Thay thế cụm từ “Tổng cục Thủy sản” bằng cụm từ “Cục Thủy sản” tại khoản 4 Điều 16 Thông tư số 13/2020/TT-BNNPTNT.",
            {"self amends 13/2020/TT-BNNPTNT"},
        ),
        (  # what a paper says of its own making
            "Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:",
            {"self implements 12-NQ/TU"},
        ),
        (  # what was done
            "Thực hiện Kế hoạch số 77/KH-UBND ngày 03/3/2020, các huyện đã tổ chức 12 lớp tập huấn.",
            set(),
        ),
        ("Trường hợp Thông tư số 09/2014/TT-BTP được thay thế thì áp dụng văn bản mới.", set()),
        ("Nghiên cứu, đề xuất sửa đổi, bổ sung Nghị định số 95/2019/NĐ-CP.", set()),
        ("Đề nghị bãi bỏ Quyết định số 12/2020/QĐ-UBND.", set()),
        (  # from paper to paper
            "Kế hoạch số 221-KH/TU ngày 22/3/2024 thực hiện Kết luận số 72-KL/TW ngày 23/02/2024 của Bộ Chính trị.",
            {"221-KH/TU implements 72-KL/TW"},
        ),
    ],
)
def test_sentences(text: str, wanted: set[str]) -> None:
    assert said(text) >= wanted if "Quốc hội" in text else said(text) == wanted


def test_lists_inherit_their_lead_in_with_both_places_as_evidence() -> None:
    text = "Điều 3. Bãi bỏ các văn bản sau:\n1. Quyết định số 5/2011/QĐ-UBND;\n2. Quyết định số 6/2012/QĐ-UBND về thực hiện Chỉ thị số 9/2010/CT-UBND."
    doc, _, claims = read(text)
    assert said(text) == {
        "self repeals 5/2011/QĐ-UBND",
        "self repeals 6/2012/QĐ-UBND",
        "6/2012/QĐ-UBND implements 9/2010/CT-UBND",
    }
    first = next(c for c in claims if c.kind == "repeals")
    assert [doc.text[s.start : s.end] for s in first.evidence] == [
        "Quyết định số 5/2011/QĐ-UBND;",
        "Bãi bỏ các văn bản sau:",
    ]


def test_quoted_new_wording_is_no_act() -> None:
    text = (
        "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 33/2020/QĐ-UBND\n1. Khoản 1 Điều 6 được sửa đổi như sau:\n"
        "“1. Đoàn lập dự toán theo Thông tư số 16/2024/TT-BVHTTDL và thay thế bảng giá tại Quyết định số 18/2015/QĐ-UBND.”"
    )
    assert said(text) == {"self amends 33/2020/QĐ-UBND"}


LAW = "QUỐC HỘI\nLuật số: 61/2020/QH14\nHà Nội, ngày 17 tháng 6 năm 2020\nLUẬT\nĐẦU TƯ\nĐiều 75. Sửa đổi, bổ sung một số điều của các luật\n"
GONE = "[Khoản này hết hiệu lực bởi Khoản 2 Điều 82 Luật số 29/2023/QH15 có hiệu lực từ ngày 01/08/2024]"


def test_an_editors_note_speaks_of_where_it_stands_and_of_nothing_around_it() -> None:
    text = (
        f"{LAW}3. Sửa đổi, bổ sung một số điều của {GONE} Luật số 66/2014/QH13 như sau:\na) Bãi bỏ khoản 3 Điều 22.\n"
    )
    assert said(text) == {"self amends 66/2014/QH13", "29/2023/QH15 repeals self"}
    _, named, claims = read(text)
    days = {named.entities[c.subject].symbol: c.effective for c in claims if c.kind in ("amends", "repeals")}
    assert days == {"61/2020/QH14": None, "29/2023/QH15": "2024-08-01"}
    told = (
        f"{LAW}4. Chính phủ quy định. [Thực hiện cơ chế một cửa được hướng dẫn bởi Điều 7 Nghị định số 08/2022/NĐ-CP]\n"
    )
    assert said(told) == {"08/2022/NĐ-CP guides self"}


def test_nothing_acts_on_what_came_after_it() -> None:
    assert said(
        "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu số 22/2023/QH15 đã được sửa đổi theo Luật số 57/2024/QH15, "
        "Luật PPP số 64/2020/QH14 đã được sửa đổi theo Luật số 03/2022/QH15"
    ).isdisjoint({"64/2020/QH14 amends 22/2023/QH15", "03/2022/QH15 amends 22/2023/QH15"})


def test_what_a_consolidated_text_tells_of_itself_is_said_of_the_law_that_it_shows() -> None:
    text = (
        "VĂN PHÒNG QUỐC HỘI\nSố: 11/VBHN-VPQH\nHà Nội, ngày 15 tháng 7 năm 2020\nLUẬT\nPHÒNG, CHỐNG THAM NHŨNG\n"
        "Luật Phòng, chống tham nhũng số 36/2018/QH14 ngày 20 tháng 11 năm 2018 của Quốc hội.\nĐiều 1. Phạm vi\n1. Luật này quy định.\n"
        "Điều 96. Hiệu lực\nKhoản này được sửa đổi, bổ sung theo quy định tại Điều 217 của Luật số 59/2020/QH14.\n"
    )
    assert said(text) == {"self consolidates 36/2018/QH14", "59/2020/QH14 amends 36/2018/QH14"}


def test_part_and_whole() -> None:
    text = "Bãi bỏ: Điều 7, khoản 3 Điều 8 Nghị định số 66/2012/NĐ-CP ngày 06 tháng 9 năm 2012; Nghị định số 105/2014/NĐ-CP ngày 11 tháng 11 năm 2014."
    assert scopes(text) == {"66/2012/NĐ-CP": "part", "105/2014/NĐ-CP": "whole"}


def test_the_day_from_which_it_holds() -> None:
    _, _, claims = read("Thông tư số 24/2014/TT-BTNMT hết hiệu lực kể từ ngày 01 tháng 8 năm 2024.")
    assert [c.effective for c in claims if c.kind == "repeals"] == ["2024-08-01"]


def test_no_document_acts_on_itself_and_evidence_names_the_other() -> None:
    text = "Quyết định này có hiệu lực từ ngày ký và thay thế Quyết định số 343/QĐ-TTg ngày 02/4/2008. Các bộ chịu trách nhiệm thi hành Quyết định này."
    _, named, claims = read(text)
    assert all(c.subject != c.object for c in claims)
    for claim in claims:
        spots = [m for m in named.mentions if m.entity in (claim.subject, claim.object) and m.entity]
        assert any(s.start <= m.start and m.end <= s.end for s in claim.evidence for m in spots)


def test_each_other_citation_is_cited_once_a_sentence() -> None:
    text = "Mức chi theo Thông tư số 40/2017/TT-BTC; hồ sơ theo Thông tư số 40/2017/TT-BTC. Việc khác theo Thông tư số 40/2017/TT-BTC."
    _, _, claims = read(text)
    assert [c.kind for c in claims] == ["cites", "cites"]


def test_long_lines_do_not_hang() -> None:
    text = (
        "Bãi bỏ Nghị định số 66/2012/NĐ-CP, "
        + "khoản 1, 2 và 3 Điều 4, sửa đổi, " * 4_000
        + "Nghị định số 67/2013/NĐ-CP."
    )
    doc = outline("f", text)
    header = read_header(doc)
    named = documents(doc, header, citations.find(doc, header))
    start = time.process_time()
    relations(doc, header, named)
    assert time.process_time() - start < 3


def test_what_rests_on_a_chosen_version_is_inferred_and_says_so() -> None:
    _, named, claims = read(
        "CHÍNH PHỦ\nSố: 1/2021/NĐ-CP\nHà Nội, ngày 04 tháng 01 năm 2021\nNGHỊ ĐỊNH\nVề đăng ký\n"
        "Căn cứ Luật Doanh nghiệp số 59/2020/QH14;\nLuật Doanh nghiệp số 68/2014/QH13 hết hiệu lực.\n\nTheo Luật Doanh nghiệp thì phải đăng ký.\n"
    )
    newest = next(i for i, e in enumerate(named.entities) if e.symbol == "59/2020/QH14")
    assert [m.rule for m in named.mentions if m.entity == newest] == ["citation:name-number", "citation:name:version"]
    assert [(c.kind, c.inferred) for c in claims if c.object == newest] == [("based_on", False), ("cites", True)]


def test_a_consolidated_text_without_a_word_of_it_shows_the_first_document_that_it_names_and_says_so() -> None:
    _, _, claims = read(
        "VĂN PHÒNG QUỐC HỘI\nSố: 11/VBHN-VPQH\nHà Nội, ngày 15 tháng 7 năm 2020\nLUẬT\nPHÒNG, CHỐNG THAM NHŨNG\n"
        "Luật Phòng, chống tham nhũng số 36/2018/QH14 ngày 20 tháng 11 năm 2018 của Quốc hội.\nĐiều 1. Phạm vi\n1. Luật này quy định.\n"
    )
    assert [(c.rule, c.inferred) for c in claims if c.kind == "consolidates"] == [
        ("relations:consolidates:first-named", True)
    ]


LAND = "QUỐC HỘI\nLuật số: 31/2019/QH14\nHà Nội, ngày 20 tháng 11 năm 2019\nLUẬT\nKHO TÀNG\nĐiều 1. Phạm vi\n"
FORMULA = (
    "VĂN PHÒNG QUỐC HỘI\nSố: 7/VBHN-VPQH\nHà Nội, ngày 10 tháng 12 năm 2019\nLUẬT\nHẢI QUAN\n"
    "Luật Hải quan số 54/2014/QH13 ngày 23 tháng 6 năm 2014 của Quốc hội.\nĐiều 1. Luật này quy định.\n[1] "
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (  # a law given by name among actors given by number stands beside what is amended
            LAND
            + "Luật Thuế tài nguyên số 45/2009/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 71/2014/QH13 và Luật số 12/2017/QH14, "
            "Luật Giá số 11/2012/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số 61/2014/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.",
            {
                "71/2014/QH13 amends 45/2009/QH12",
                "12/2017/QH14 amends 45/2009/QH12",
                "61/2014/QH13 amends 11/2012/QH13",
                "self repeals 45/2009/QH12",
                "self repeals 11/2012/QH13",
            },
        ),
        (  # the number behind the law that is amended is its own
            FORMULA
            + "Luật số 71/2014/QH13 có căn cứ ban hành như sau:\n“Quốc hội ban hành Luật sửa đổi, bổ sung một số điều "
            "của Luật Thuế tài nguyên số 45/2009/QH12 đã được sửa đổi, bổ sung một số điều theo Luật số 12/2013/QH13, Luật Giá số 11/2012/QH13.”",
            {"self consolidates 54/2014/QH13", "12/2013/QH13 amends 45/2009/QH12"},
        ),
        (  # statements of an editor's note, without a stop between them
            LAND
            + "1. Kho. [Thủ tục được hướng dẫn bởi Điều 10 Nghị định 69/2020/NĐ-CP có hiệu lực từ ngày 01/07/2020 Việc lập sổ được hướng dẫn "
            "bởi Điều 11 Nghị định 70/2020/NĐ-CP có hiệu lực từ ngày 01/07/2020 Nội dung hướng dẫn Khoản này tại Nghị định 69/2020/NĐ-CP nay được "
            "sửa đổi bởi Điều 43 Nghị định 16/2023/NĐ-CP có hiệu lực từ ngày 01/07/2023]",
            {"69/2020/NĐ-CP guides self", "70/2020/NĐ-CP guides self", "16/2023/NĐ-CP amends 69/2020/NĐ-CP"},
        ),
        (  # what is prolonged is the permit
            LAND
            + "1. Giấy phép được cấp theo quy định của Pháp lệnh Giá số 40/2002/PL-UBTVQH10 được tiếp tục sử dụng trong 10 năm và được gia hạn "
            "theo quy định của Luật này.",
            set(),
        ),
        (  # whoever carries something out is not the law
            LAND + "1. Bên mua được thực hiện giao dịch về tài sản đó trong trường hợp Bộ luật Dân sự có quy định.",
            set(),
        ),
        (LAND + "1. Việc thi hành Luật số 12/2017/QH14 được thực hiện theo Nghị quyết số 25/2017/QH14.", set()),
        (  # a proposal before the enacting words is no wish
            "BỘ TÀI CHÍNH\nSố: 22/2019/TT-BTC\nHà Nội, ngày 16 tháng 4 năm 2019\nTHÔNG TƯ\nSửa đổi Thông tư số 12/2015/TT-BTC\n"
            "Theo đề nghị của Tổng cục trưởng Tổng cục Hải quan, Bộ trưởng Bộ Tài chính ban hành Thông tư sửa đổi, bổ sung một số điều của "
            "Thông tư số 12/2015/TT-BTC ngày 30 tháng 01 năm 2015.\n",
            {"self amends 12/2015/TT-BTC"},
        ),
        (  # a line of the grounds that begins with what it names
            "CHÍNH PHỦ\nSố: 42/2020/NĐ-CP\nHà Nội, ngày 16 tháng 4 năm 2020\nNGHỊ ĐỊNH\nVề kho tàng\nCăn cứ Nghị định số 5/2015/NĐ-CP ngày 05/01/2015;\n"
            "Nghị định số 9/2018/NĐ-CP ngày 10/01/2018;\nNghị định số 7/2019/NĐ-CP ngày 15/01/2019;\n\nĐiều 1. Phạm vi\n",
            {"self based_on 5/2015/NĐ-CP", "self based_on 9/2018/NĐ-CP", "self based_on 7/2019/NĐ-CP"},
        ),
        (  # nothing amends what is made on its own day
            "Căn cứ Nghị định số 78/2020/NĐ-CP ngày 01/4/2020 của Chính phủ được sửa đổi, bổ sung bởi Nghị định số 187/2021/NĐ-CP ngày 01/7/2021 "
            "và Nghị định số 79/2020/NĐ-CP ngày 01/4/2020 của Chính phủ về kiểm tra;",
            {"self based_on 78/2020/NĐ-CP", "187/2021/NĐ-CP amends 78/2020/NĐ-CP", "self based_on 79/2020/NĐ-CP"},
        ),
    ],
)
def test_who_acts_on_what_where_several_laws_stand_together(text: str, wanted: set[str]) -> None:
    assert said(text) == wanted


def test_the_day_in_a_note_is_that_of_its_own_statement() -> None:
    _, _, claims = read(
        LAND
        + "1. Kho. [Nội dung hướng dẫn Khoản này tại Nghị định 69/2020/NĐ-CP nay được sửa đổi bởi Điều 3 Nghị định 16/2022/NĐ-CP có hiệu lực ngày "
        "31/01/2022 Khoản này được hướng dẫn bởi Nghị định 8/2013/NĐ-CP có hiệu lực thi hành kể từ ngày 01/01/2014]"
    )
    assert [c.effective for c in claims if c.kind == "amends"] == ["2022-01-31"]


def test_each_body_proposes_in_its_own_paper() -> None:
    assert said(
        "SỞ Y TẾ\nQUYẾT ĐỊNH\nVề việc giao kho\nXét đề nghị của Giám đốc Trung tâm Kho tại Tờ trình số 71/TTr-TTK ngày 25/6/2018; Chánh Thanh tra Sở "
        "tại Công văn số 62/CV-TTr ngày 30/6/2018 và Trưởng phòng Tài vụ tại Công văn số 10/TV ngày 09/7/2018;\nQUYẾT ĐỊNH:\nĐiều 1. Giao kho.\n"
    ) == {"self based_on 71/TTr-TTK", "self based_on 62/CV-TTr", "self based_on 10/TV"}


def test_a_committee_that_reviews_a_resolution_does_not_carry_it_out() -> None:
    assert (
        said(
            "Kế hoạch nêu rõ, để thực hiện bảo đảm đúng tiến độ, Ban Chỉ đạo về tổng kết Nghị quyết số 18-NQ/TW ban hành kế hoạch."
        )
        == set()
    )


def test_words_that_others_become_and_sums_that_are_paid_are_no_acts() -> None:
    head = (
        "CHÍNH PHỦ\nSố: 291/2025/NĐ-CP\nHà Nội, ngày 06 tháng 11 năm 2025\nNGHỊ ĐỊNH\nSỬA ĐỔI NGHỊ ĐỊNH SỐ 104/2024/NĐ-CP\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 104/2024/NĐ-CP\n"
    )
    assert said(
        head
        + "1. Thay thế cụm từ “các kho biên giới” thành “kho quy định tại điểm b khoản 1 Điều 7 Luật Kho tàng năm 2024.” tại khoản 2 Điều 5.\n"
        "2. Khoản tiền nộp bổ sung theo quy định tại khoản 2 Điều 25 Luật Kho tàng năm 2024 được thực hiện như sau:\n"
    ) == {"self amends 104/2024/NĐ-CP"}


def test_far_below_the_grounds_only_what_stands_close_is_a_ground() -> None:
    text = (
        "TỔNG CỤC HẢI QUAN\nSố: 78/TCHQ-GSQL\nHà Nội, ngày 13 tháng 02 năm 2017\nKính gửi: Cục Hải quan các tỉnh.\n"
        + "Các đơn vị kiểm tra kho.\n" * 180
        + "Căn cứ thông tin tại bản kê số hiệu do người khai nộp theo mẫu số 31 và hồ sơ kèm theo trong Thông tư số 38/2015/TT-BTC, cập nhật số hiệu.\n"
    )
    assert said(text) == set()


def test_what_others_go_by_in_an_article_is_no_ground() -> None:
    assert said(
        "QUỐC HỘI\nLuật số: 95/2027/QH16\nLUẬT\nKHO TÀNG\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n"
        "Quốc hội ban hành Luật Kho tàng.\nĐiều 1. Mức thu\n"
        "1. Căn cứ quy định của Luật này và Luật Phí và lệ phí, Chính phủ quy định mức thu.\n"
    ) == {"self based_on hiến pháp Hiến pháp"}


def test_the_state_does_not_amend_what_the_party_made() -> None:
    claims = said(
        "BỘ Y TẾ\nSố: 171/QĐ-BYT\nHà Nội, ngày 01 tháng 4 năm 2026\nQUYẾT ĐỊNH\nVề việc giao kho\nCăn cứ Nghị quyết số 904/NQ-CP ngày 09/01/2025 của Chính phủ "
        "ban hành Chương trình hành động thực hiện Nghị quyết số 97-NQ/TW ngày 22/12/2024 của Bộ Chính trị về kho, "
        "được sửa đổi bởi Nghị quyết số 971/NQ-CP ngày 01/4/2025 của Chính phủ;\nĐiều 1. Giao kho.\n"
    )
    assert "971/NQ-CP amends 904/NQ-CP" in claims
    assert "971/NQ-CP amends 97-NQ/TW" not in claims


def test_one_law_that_amends_two_under_the_name_of_portals() -> None:
    assert said(
        "QUỐC HỘI\nLuật số: 95/2010/QH12\nLUẬT\nKHO TÀNG\nĐiều 1. Kho\n"
        "1. Kho. [Khoản này được sửa đổi bởi Khoản 8 Điều 2 Luật Đất đai và Luật Nhà ở sửa đổi 2019 có hiệu lực từ ngày 01/07/2020]\n"
        "2. Theo Luật Đất đai và Luật Nhà ở năm 2014, kho được giao.\n"
    ) == {"luật Đất đai và Luật Nhà ở sửa đổi 2019 amends self"}
    assert said(
        "QUỐC HỘI\nLuật số: 95/2010/QH12\nLUẬT\nKHO TÀNG\nĐiều 1. Kho\n"
        "1. Kho. [Khoản này được sửa đổi bởi Khoản 2 Điều 3 Luật Hải quan, Luật Nhà ở và Luật Đất đai sửa đổi 2016 có hiệu lực từ ngày 01/07/2016]\n"
    ) == {"luật Hải quan, Luật Nhà ở và Luật Đất đai sửa đổi 2016 amends self"}


def test_what_an_order_begins_with_is_not_what_its_items_are() -> None:
    own = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 12/CT-TTg\nHà Nội, ngày 05 tháng 3 năm 2009\nCHỈ THỊ\nVề phòng, chống dịch\n\n"
    item = "1. Quyết định số 15/2008/QĐ-TTg ngày 01/02/2008 do Bộ Y tế rà soát.\n"
    assert "implements" not in str(said(f"{own}Để thực hiện các nghị quyết trên, Thủ tướng chỉ thị:\n{item}"))
    assert "implements" in str(said(f"{own}Thực hiện các văn bản chỉ đạo, điều hành sau:\n{item}"))


def test_every_pattern_of_the_tables_compiles() -> None:
    words = patterns.patterns()
    assert all(getattr(words, name) for name in PATTERNS)
    assert all(words.stops[relation] and words.partial[relation] for relation in words.rows)


def test_a_text_that_ends_in_one_capital_is_read() -> None:
    """A blank and one capital at the very end, behind capitals, begin no grounds."""
    assert said("UBND TỈNH X Căn cứ Luật số 72/2025/QH15 và Nghị định số 15/2020/NĐ-CP TỈNH A") is not None


def test_the_subject_of_attached_rules_does_not_stop_their_amendment() -> None:
    letterhead = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 84/QĐ-UBND\nLào Cai, ngày 03 tháng 9 năm 2019\nQUYẾT ĐỊNH\n"
    attached = "BAN HÀNH KÈM THEO QUYẾT ĐỊNH SỐ 46/QĐ-UBND NGÀY 19 THÁNG 10 NĂM 2018"
    title = f"VỀ VIỆC SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA QUY ĐỊNH XÉT THƯỞNG THEO KẾT QUẢ CÔNG VIỆC {attached}"
    assert said(f"{letterhead}{title}\nCăn cứ đề nghị của Sở Nội vụ;\n") == {"self amends 46/QĐ-UBND"}


def test_what_an_old_decree_now_says_otherwise() -> None:
    decree = "SẮC LỆNH SỐ 12 NGÀY 1 THÁNG 2 NĂM 1950\nĐiều 1\n"
    assert said(
        f"{decree}Điều 2 Sắc lệnh số 31-SL ngày 20-8-1948 đặt Huân chương nay bãi bỏ và thay bằng Điều 2 mới sau đây:\n"
    ) == {"self repeals 31-SL"}
    assert said(f"{decree}Điều 4 Sắc lệnh số 41-SL ngày 20-8-1948 đặt các ty nay sửa đổi như sau:\n") == {
        "self amends 41-SL"
    }


def test_a_law_guides_no_decree() -> None:
    claims = said(
        "BỘ Y TẾ\nSố: 71/QĐ-BYT\nHà Nội, ngày 01 tháng 4 năm 2016\nQUYẾT ĐỊNH\nVề kho\nCăn cứ Thông tư số 28/2011/TT-BTC ngày 28/02/2011 của Bộ Tài chính hướng dẫn thi hành "
        "Luật Quản lý thuế hướng dẫn thi hành Nghị định số 85/2007/NĐ-CP ngày 25/5/2007;\n"
    )
    assert not {claim for claim in claims if claim.endswith("guides 85/2007/NĐ-CP")}


def test_a_title_that_a_wrap_joins_to_the_grounds_is_read_from_its_type_on() -> None:
    assert said(
        "BỘ Y TẾ\n|\nSố:\n13/2024/TT-BYT\n|\nHà Nội, ngày 16\ntháng 5 năm 2024\n|\nTHÔNG TƯ\nSỬA\nĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ 91/2013/TT-BYT NGÀY 06 THÁNG 9 NĂM 2013\n"
        "QUY ĐỊNH VỀ MUA THUỐC\nCăn cứ đề nghị của các sở;\n"
    ) == {"self amends 91/2013/TT-BYT"}


def test_of_another_document_holds_the_day_that_is_said_behind_its_name() -> None:
    text = (
        "Số: 12/2025/NĐ-CP\nNGHỊ ĐỊNH\n\nLuật Đất đai số 31/2024/QH15 có hiệu lực kể từ ngày 01 tháng 01 năm 2025 được sửa đổi theo Luật số "
        "43/2024/QH15 sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, có hiệu lực kể từ ngày 01 tháng 8 năm 2024.\n"
    )
    assert [c.effective for c in read(text)[2] if c.kind == "amends"] == ["2024-08-01"]
