"""Papers as portals and newspapers print them: lines lost or cut, a type line missing, who issued what told in a sentence."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import DOCUMENT, Entity, FileFacts


def _named(facts: FileFacts, entity: int) -> str:
    found = facts.entities[entity]
    return "self" if entity == 0 else found.symbol or found.name or found.label


def _said(text: str) -> set[tuple[str, str, str]]:
    facts = extract("a.txt", text)
    documents = [i for i, e in enumerate(facts.entities) if e.kind == DOCUMENT]
    return {
        (_named(facts, c.subject), c.kind, _named(facts, c.object))
        for c in facts.claims
        if c.subject in documents and c.object in documents and c.kind != "cites"
    }


def _cited(text: str) -> dict[str, Entity]:
    facts = extract("a.txt", text)
    found = ((text[m.start : m.end], facts.entities[m.entity]) for m in facts.mentions)
    return {words: entity for words, entity in found if entity.kind == DOCUMENT}


def _own(text: str) -> Entity:
    return extract("a.txt", text).entities[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Thực hiện Kết luận số 31-KL/TW ngày 02/3/2021 của Ban Bí thư về lễ hội, Ban Tuyên giáo Trung ương ban hành "
            "Hướng dẫn số 44-HD/BTGTW tuyên truyền lễ hội.",
            {("44-HD/BTGTW", "implements", "31-KL/TW")},
        ),
        (
            "Thực hiện Chỉ thị số 18-CT/TW của Bộ Chính trị về bầu cử; Thông báo số 52-TB/TW của Bộ Chính trị về nhân sự, ngày 12/5/2020 "
            "Ban Tổ chức Trung ương có Hướng dẫn số 20-HD/BTCTW về quy trình nhân sự.",
            {("20-HD/BTCTW", "implements", "18-CT/TW"), ("20-HD/BTCTW", "implements", "52-TB/TW")},
        ),
        (
            "Bộ Y tế có Công văn số 610/BYT-DP ngày 13/4/2021 gửi các tỉnh đề nghị triển khai thực hiện Quyết định số 230/QĐ-TTg ngày 05/4/2021.",
            {("610/BYT-DP", "implements", "230/QĐ-TTg")},
        ),
        (
            "Căn cứ Thông tư số 14/2008/TT-BNV ngày 04/6/2008; Thông tư số 16/2008/TT-BNV ngày 21/8/2008 của Bộ Nội vụ hướng dẫn sửa đổi, "
            "bổ sung khoản 2 Mục III Thông tư số 14/2008/TT-BNV;",
            {("16/2008/TT-BNV", "amends", "14/2008/TT-BNV")},
        ),
        (
            "Ủy ban nhân dân huyện có Báo cáo số 61/BC-UBND, các xã đã triển khai thực hiện Quyết định số 230/QĐ-TTg ngày 05/4/2021.",
            set(),
        ),
    ],
)
def test_in_the_press_what_is_issued_carries_out_what_it_names(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert {claim for claim in _said(text) if claim[0] != "self"} == wanted


def test_grounds_end_where_the_decision_begins() -> None:
    text = (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nTheo đề nghị của Giám đốc Sở Tư pháp,\nQUYẾT ĐỊNH:\n"
        "1. Quyết định số 19/2008/QĐ-UBND ngày 30 tháng 5 năm 2008 của Ủy ban nhân dân tỉnh Sơn La về trình tự.\n"
    )
    assert not any("19/2008/QĐ-UBND" in claim for claim in _said(text))


def test_a_name_cut_before_its_hyphen_goes_on() -> None:
    text = (
        "QUYẾT ĐỊNH\nVề việc ban hành kế hoạch\n\nCăn cứ Luật Trẻ em ngày 05/4/2016;\nTheo đề nghị của Sở Lao động\n"
        "- Thương binh và Xã hội tại Tờ trình số 77/TTr-SLĐTBXH ngày 06/4/2021,\nQUYẾT ĐỊNH:\n"
    )
    assert ("self", "based_on", "77/TTr-SLĐTBXH") in _said(text)


def test_a_bracket_stands_between_who_proposes_and_the_paper() -> None:
    cited = _cited("Theo đề nghị của Sở Y tế (cơ quan thường trực) tại Tờ trình số 26/TTr-SYT ngày 23/01/2017,")
    assert cited["Tờ trình số 26/TTr-SYT ngày 23/01/2017"].issuer == "Sở Y tế"


def test_a_date_without_its_year_keeps_the_issuer() -> None:
    cited = _cited("Sau khi xem xét Tờ trình số 40/TTr-UB ngày 31 tháng 12 của Ủy ban nhân dân tỉnh về mức thu;")
    assert cited["Tờ trình số 40/TTr-UB ngày 31 tháng 12 của Ủy ban nhân dân tỉnh"].date is None


def test_the_date_of_the_next_line_is_its_own() -> None:
    text = (
        "Lịch sử: Quyết định 31/2013/QĐ-UBND\n09/07/2013 Văn bản được ban hành 31/2013/QĐ-UBND\n19/07/2013 Văn bản có hiệu lực "
        "31/2013/QĐ-UBND\n09/01/2015 Được sửa đổi 78/2014/QĐ-UBND\n27/02/2016 Hết hiệu lực 412/QĐ-UBND\n"
    )
    assert {(words, d.symbol, d.date) for words, d in _cited(text).items()} == {
        ("Quyết định 31/2013/QĐ-UBND", "31/2013/QĐ-UBND", None),
        ("31/2013/QĐ-UBND", "31/2013/QĐ-UBND", None),
        ("78/2014/QĐ-UBND", "78/2014/QĐ-UBND", None),
        ("412/QĐ-UBND", "412/QĐ-UBND", None),
    }


def test_numbers_of_a_list_that_touch_the_names_of_laws() -> None:
    cited = _cited("- 5Pháp lệnh phí và lệ phí năm 2001\n- 8Luật Ngân sách Nhà nước 2002\n")
    assert [d.year for d in cited.values()] == [2001, 2002]


def test_articles_of_a_text_on_one_line_are_headings() -> None:
    text = (
        "Theo đề nghị của Giám đốc Sở Y tế tại Tờ trình số 84/TTr-SYT ngày 29/6/2011, QUYẾT ĐỊNH: Điều 1. Ban hành kèm theo Quyết định này "
        "Quy chế làm việc. Điều 2. Quyết định này có hiệu lực sau 10 ngày."
    )
    assert not any(words.startswith("Điều") for words in _cited(text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 36/2006/QĐ-UBND | Kon Tum, ngày 26 tháng 7 năm 2006 |\n"
            "BAN HÀNH QUY ĐỊNH VỀ QUẢN LÝ CHỢ TỈNH KON TUM\nỦY BAN NHÂN DÂN TỈNH KON TUM\nCăn cứ Luật Thương mại ngày 14/6/2005;\n",
            "BAN HÀNH QUY ĐỊNH VỀ QUẢN LÝ CHỢ TỈNH KON TUM",
        ),
        (
            "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLào Cai, ngày 30 tháng 11 năm 1998\n\n"
            "QUYẾT ĐỊNH CỦA UBND TỈNH LÀO CAI\n\nVề việc ban hành Quy trình tuần tra\n\nCăn cứ Luật Đất đai ngày 14/7/1993;\n",
            "Về việc ban hành Quy trình tuần tra",
        ),
        (
            "QUỐC HỘI | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 12/2002/QH11 | Hà Nội, ngày 16 tháng 12 năm 2002 |\nLUẬT\n"
            "CỦA QUỐC HỘI NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 12/2002/QH11 NGÀY 16 THÁNG 12 NĂM 2002 SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA "
            "LUẬT KHIẾU NẠI\nCăn cứ vào Hiến pháp năm 1992;\n",
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT KHIẾU NẠI",
        ),
        (
            "CHƯƠNG TRÌNH\n\nThực hiện Chỉ thị 23-CT/TW của Ban Bí thư về trồng rừng\n\nThực hiện Chỉ thị 23-CT/TW, ngày 12/01/2017 của Ban Bí thư, "
            "Ban Thường vụ Tỉnh ủy ban hành chương trình như sau:\n",
            "Thực hiện Chỉ thị 23-CT/TW của Ban Bí thư về trồng rừng",
        ),
    ],
)
def test_titles_where_the_lines_around_them_are_odd(text: str, title: str) -> None:
    assert _own(text).title == title


def test_an_office_in_small_letters_signs() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 12/QĐ-UB\nLào Cai, ngày 30 tháng 11 năm 1998\nQUYẾT ĐỊNH\nVề việc tuần tra\n"
        "Điều 1. Ban hành Quy trình tuần tra.\n\nPhó Chủ tịch\n\n(Đã ký)\n\nLò Văn Chấn\n"
    )
    own = _own(text)
    assert (own.signer, own.signer_title) == ("Lò Văn Chấn", "Phó Chủ tịch")


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("UBND TP. Hồ Chí Minh", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TP.HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TPHCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("UBND TP HCM", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
        ("Cục Thuế TP Hà Nội", "Cục Thuế thành phố Hà Nội"),
        ("UBND TX Sơn Tây", "Ủy ban nhân dân thị xã Sơn Tây"),
        ("UBND TP.Thủ Đức", "Ủy ban nhân dân thành phố Thủ Đức"),
    ],
)
def test_units_in_short_are_named_in_full(printed: str, issuer: str) -> None:
    cited = _cited(f"Thực hiện Công văn số 12/VP-VX ngày 3/3/2011 của {printed} về chợ;")
    assert {words: d.issuer for words, d in cited.items()} == {
        f"Công văn số 12/VP-VX ngày 3/3/2011 của {printed}": issuer
    }


def test_the_letterhead_of_a_city_in_short() -> None:
    own = _own(
        "CỤC THUẾ TP HÀ NỘI\nSố: 12/CTHN-TTHT\nHà Nội, ngày 3 tháng 3 năm 2020\nKính gửi: Công ty A\nTrả lời công văn;\n"
    )
    assert own.issuer == "Cục Thuế thành phố Hà Nội"


def _given(text: str) -> set[str]:
    facts = extract("a.txt", text)
    return {facts.entities[c.object].label for c in facts.claims if c.kind == "assigns"}


def test_what_was_issued_and_who_was_there_give_nothing_to_do() -> None:
    text = (
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 14/TB-VPCP\nHà Nội, ngày 15 tháng 4 năm 2022\nTHÔNG BÁO\nKẾT LUẬN CỦA THỦ TƯỚNG CHÍNH PHỦ\n"
        "Dự họp có Bộ trưởng Bộ Tư pháp Lò Văn Chấn;\n"
        "Bộ trưởng Bộ Ngoại giao Hà Thị Mây, Bộ trưởng Bộ Y tế Đinh Văn Sáng.\n"
        "Bộ Công an ban hành Kế hoạch số 42/KH-BCA về tuần tra và Bộ Nội vụ có văn bản số 36/BC-BNV báo cáo.\n"
        "\n1. Bộ Xây dựng ban hành kế hoạch kiểm tra nhà ở trong tháng 5.\n"
    )
    assert _given(text) == {"Bộ Xây dựng"}


def test_the_headline_of_a_page_gives_nothing_to_do() -> None:
    text = "Sở Y tế tỉnh Sơn La: Triển khai tiêm chủng mở rộng\nNgày 12/5, Sở Y tế đã họp với các đơn vị.\n"
    assert _given(text) == set()


def test_each_body_listed_below_has_its_own_item() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 51/2007/QĐ-UBND\nSơn La, ngày 05 tháng 3 năm 2007\n\nQUYẾT ĐỊNH\nBAN HÀNH KẾ HOẠCH\n\n"
        "Điều 2. Các cơ quan sau đây chịu trách nhiệm tổ chức thực hiện Kế hoạch:\n\n"
        "1. Sở Y tế tổng hợp tình hình thực hiện của các huyện.\n\n2. Sở Tài chính bố trí kinh phí hằng năm.\n"
    )
    assert _given(text) == {"Sở Y tế tỉnh Sơn La", "Sở Tài chính tỉnh Sơn La"}


def test_what_the_paper_s_own_body_issued_is_not_what_it_carries_out() -> None:
    text = (
        "SỞ Y TẾ TỈNH SƠN LA\nSố: 12/SYT-NV\nSơn La, ngày 3 tháng 3 năm 2022\nKính gửi: Các bệnh viện\n"
        "Thực hiện chỉ đạo của Bộ Y tế về tiêm chủng, Sở Y tế đã ban hành Công văn số 62/SYT-NV ngày 15/1/2022 về tiêm chủng;\n"
    )
    assert _said(text) == set()


def test_old_numbers_end_with_the_type() -> None:
    own = _own("BỘ Y TẾ\nSố: 28-BYT/TT\nHà Nội, ngày 22 tháng 6 năm 1979\nTheo quyết định số 168-CP ngày 08-07-1974;\n")
    assert (own.type, own.inferred) == ("thông tư", ("type",))


def test_who_issued_stands_before_a_city_in_short() -> None:
    cited = _cited("Ngày 3/2, Sở Y tế TP. Hồ Chí Minh vừa có Công văn số 132/SYT-NVY ngày 10/01/2012 về phác đồ.")
    assert [d.issuer for d in cited.values()] == ["Sở Y tế thành phố Hồ Chí Minh"]
