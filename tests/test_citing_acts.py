"""What acts say of clauses, versions, quoted wording and themselves; heads and feet of odd papers."""

from __future__ import annotations

import pytest

from kg.model import Entity, Mention
from kg.recognise import citations
from kg.recognise.header import read_header
from kg.resolve import Documents, documents
from kg.structure import outline
from kg.text import canonical, visible

LAW = (
    "QUỐC HỘI\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLuật số: 54/2019/QH14\n"
    "Hà Nội, ngày 26 tháng 11 năm 2019\nLUẬT\nCHỨNG KHOÁN\nCăn cứ Hiến pháp năm 2013;\nQuốc hội ban hành Luật Chứng khoán.\n"
)


def read(text: str) -> tuple[str, Documents]:
    shown = visible(canonical(text))[0]
    doc = outline("x.txt", shown)
    header = read_header(doc)
    return shown, documents(doc, header, citations.find(doc, header))


def mentions(text: str, words: str) -> list[tuple[Mention, Entity]]:
    shown, found = read(text)
    return [(m, found.entities[m.entity]) for m in found.mentions if shown[m.start : m.end] == words]


def test_a_law_names_itself() -> None:
    text = (
        LAW
        + "Điều 1. Phạm vi\nLuật này quy định.\nĐiều 2. Hiệu lực\nLuật Chứng khoán số 70/2006/QH11 hết hiệu lực; việc áp dụng Luật Chứng khoán do Chính phủ quy định.\n"
    )
    assert [m.entity for m, _ in mentions(text, "Luật Chứng khoán")] == [0, 0]
    assert mentions(text, "Luật Chứng khoán số 70/2006/QH11")[0][0].entity != 0


def test_what_a_law_does_not_decide_by_itself() -> None:
    text = (
        LAW + "Điều 1. Thời hiệu\nTừ ngày hết thời hiệu thi hành quyết định này mà không tái phạm. Luật này quy định.\n"
    )
    assert mentions(text, "quyết định này") == []
    assert mentions(text, "Luật này")[0][0].entity == 0


def test_clause_of_its_own() -> None:
    text = (
        LAW
        + "Điều 6. Thời hiệu\n1. Thời hiệu như sau:\na) Một năm;\nb) Hai năm;\nc) Trong thời hạn tại điểm a và điểm b khoản này.\n2. Khác:\na) Ba năm;\nb) Theo điểm a khoản này; theo Điều này.\n"
    )
    assert mentions(text, "điểm a và điểm b khoản này")[0][0].provisions == (
        "điều 6/khoản 1/điểm a",
        "điều 6/khoản 1/điểm b",
    )
    assert mentions(text, "điểm a khoản này")[0][0].provisions == ("điều 6/khoản 2/điểm a",)
    assert mentions(text, "Điều này") == []


def test_article_alone_on_its_line() -> None:
    text = (
        LAW
        + "Điều 1\nSửa đổi, bổ sung một số điều của Luật Giá số 11/2012/QH13:\n1. Điều 13 được sửa đổi như sau:\n“Điều 13. Giá\n1. Một.”\nĐiều 2\n1. Luật này có hiệu lực, trừ khoản 2 Điều này.\n2. Hai.\n"
    )
    assert mentions(text, "khoản 2 Điều này")[0][0].provisions == ("điều 2/khoản 2",)


def test_wording_quoted_from_another_law() -> None:
    text = (
        "VĂN PHÒNG QUỐC HỘI\nSố: 02/VBHN-VPQH\nHà Nội, ngày 10 tháng 7 năm 2014\nLUẬT\nHẢI QUAN\n"
        "Luật Hải quan số 54/2014/QH13 ngày 23 tháng 6 năm 2014 của Quốc hội, được sửa đổi, bổ sung bởi:\nLuật số 71/2014/QH13 ngày 26 tháng 11 năm 2014 của Quốc hội.\n"
        "Điều 1. Phạm vi\nLuật này quy định.\nXÁC THỰC VĂN BẢN HỢP NHẤT\nCHỦ NHIỆM\nNguyễn Hạnh Phúc\n"
        "[1] Điều 6 của Luật số 71/2014/QH13, có hiệu lực kể từ ngày 01 tháng 01 năm 2015 quy định như sau:\n“Điều 6. Hiệu lực\nLuật này có hiệu lực; trừ khoản 2 Điều 3 của Luật này.”\n"
    )
    _, found = read(text)
    assert found.entities[0].signer == "Nguyễn Hạnh Phúc"
    own, *quoted = mentions(text, "Luật này")
    assert own[0].entity == 0
    assert [e.symbol for _, e in quoted] == ["71/2014/QH13"] * 2
    assert quoted[1][0].provisions == ("điều 3/khoản 2",)


def test_versions_of_a_law() -> None:
    text = (
        "CHÍNH PHỦ\nSố: 1/2021/NĐ-CP\nHà Nội, ngày 04 tháng 01 năm 2021\nNGHỊ ĐỊNH\nVề đăng ký\n"
        "Căn cứ Luật Doanh nghiệp số 59/2020/QH14;\nNghị định số 78/2015/NĐ-CP quy định chi tiết Luật Doanh nghiệp.\n"
        "Luật Doanh nghiệp số 68/2014/QH13 hết hiệu lực. Theo Luật Doanh nghiệp thì phải đăng ký.\n"
    )
    assert [e.symbol for _, e in mentions(text, "Luật Doanh nghiệp")] == ["68/2014/QH13", "59/2020/QH14"]


@pytest.mark.parametrize(
    ("text", "words", "provision", "symbol"),
    [
        (
            "Thông tư số 07/2021/TT-BLĐTBXH hướng dẫn Nghị định số 07/2021/NĐ-CP, trong đó Điều 5 cho phép.",
            "Điều 5",
            "điều 5",
            "07/2021/TT-BLĐTBXH",
        ),
        (
            "Điều 1. Giải thích khoản 2 Điều 31 của Luật Giá số 11/2012/QH13 như sau:\n1. Cụm từ tại khoản 3 Điều 31 được hiểu là giá.\n",
            "khoản 3 Điều 31",
            "điều 31/khoản 3",
            "11/2012/QH13",
        ),
    ],
)
def test_provisions_of_what_is_spoken_of(text: str, words: str, provision: str, symbol: str) -> None:
    [(mention, entity)] = mentions(text, words)
    assert (mention.provisions, entity.symbol) == ((provision,), symbol)


@pytest.mark.parametrize(
    ("text", "words", "symbol", "issuer"),
    [
        ("Thực hiện Nghị quyết Trung ương số 28-NQ/TW.", "Nghị quyết Trung ương số 28-NQ/TW", "28-NQ/TW", None),
        (
            "Theo Quyết định của Thủ tướng Chính phủ số 167/2008/QĐ-TTg.",
            "Quyết định của Thủ tướng Chính phủ số 167/2008/QĐ-TTg",
            "167/2008/QĐ-TTg",
            "Thủ tướng Chính phủ",
        ),
        (
            "Kế hoạch số 47-KH/BCĐ (Kế hoạch sắp xếp) của Ban Chỉ đạo về sắp xếp.",
            "Kế hoạch số 47-KH/BCĐ",
            "47-KH/BCĐ",
            "Ban Chỉ đạo",
        ),
        (
            "Nghị quyết số 18-NQ/TW (ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng)",
            "Nghị quyết số 18-NQ/TW",
            "18-NQ/TW",
            "Ban Chấp hành Trung ương Đảng",
        ),
        (
            "Sau khi xem xét Tờ trình của Đảng ủy Chính phủ,",
            "Tờ trình của Đảng ủy Chính phủ",
            None,
            "Đảng ủy Chính phủ",
        ),
        ("trong ngành tư pháp\nLuật Giá có hiệu lực", "Luật Giá", None, None),
        ("Quốc hội ban hành Luật Xử lý vi phạm hành chính1.", "Luật Xử lý vi phạm hành chính", None, "Quốc hội"),
    ],
)
def test_citations_with_something_between(text: str, words: str, symbol: str | None, issuer: str | None) -> None:
    [(_, entity)] = mentions(text, words)
    assert (entity.symbol, entity.issuer) == (symbol, issuer)


PAPERS = {
    "congress": (
        "ĐẢNG CỘNG SẢN VIỆT NAM\nĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH SƠN LA LẦN THỨ XV\n-----\nSố 01-NQ/ĐH\nSơn La, ngày 25 tháng 9 năm 2020\n\nNGHỊ QUYẾT\nĐẠI HỘI\n\nĐại hội đại biểu Đảng bộ tỉnh Sơn La lần thứ XV họp.\n",
        ("nghị quyết", "01-NQ/ĐH", "Đại hội đại biểu Đảng bộ tỉnh Sơn La lần thứ XV", None),
    ),
    "bureau in the title": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 36-CT/TW\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 30 tháng 5 năm 2014\n\nCHỈ THỊ\nCỦA BỘ CHÍNH TRỊ\nvề đại hội đảng bộ các cấp\n",
        ("chỉ thị", "36-CT/TW", "Bộ Chính trị", None),
    ),
    "bureau that signs": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 06-NQ/TW\n\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 24 tháng 01 năm 2022\n\nNGHỊ QUYẾT\nvề đô thị\n\nI. Tình hình\n\nT/M BỘ CHÍNH TRỊ\nTỔNG BÍ THƯ\n\nNguyễn Phú Trọng\n",
        ("nghị quyết", "06-NQ/TW", "Bộ Chính trị", "Nguyễn Phú Trọng"),
    ),
    "delegation": (
        "ĐẢNG CỘNG SẢN VIỆT NAM\nBAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG ĐOÀN QUỐC HỘI\nSố 3260-KH/ĐĐQH15\nHà Nội, ngày 10 tháng 01 năm 2025\nKẾ HOẠCH\ntriển khai\n",
        ("kế hoạch", "3260-KH/ĐĐQH15", "Đảng đoàn Quốc hội", None),
    ),
    "unknown body": (
        "ỦY BAN BẦU CỬ XÃ PHỐ BẢNG\nTIỂU BAN THÔNG TIN\nSố: 01/KH-TBTT\nPhố Bảng, ngày 10 tháng 12 năm 2025\nKẾ HOẠCH\nTriển khai\n",
        ("kế hoạch", "01/KH-TBTT", "Tiểu ban thông tin xã Phố Bảng", None),
    ),
    "number above": (
        "TOÀN VĂN: KẾT LUẬN 155-KL/TW CỦA BỘ CHÍNH TRỊ\n\nKẾT LUẬN\nCỦA BỘ CHÍNH TRỊ\nvề một số nhiệm vụ\n",
        ("kết luận", "155-KL/TW", "Bộ Chính trị", None),
    ),
    "signed without an office": (
        "HỘI ĐỒNG BỘ TRƯỞNG\n*****\nSố: 23-HĐBT\nHà Nội, ngày 24 tháng 1 năm 1991\nNGHỊ ĐỊNH\nBAN HÀNH ĐIỀU LỆ\nCăn cứ Luật Tổ chức Hội đồng Bộ trưởng;\nVõ Văn Kiệt\n(Đã ký)\n",
        ("nghị định", "23-HĐBT", "Hội đồng Bộ trưởng", "Võ Văn Kiệt"),
    ),
    "question of a site": ("Kế hoạch tổ chức văn nghệ 20/11 của trường ra sao?\n", (None, None, None, None)),
}


@pytest.mark.parametrize("name", PAPERS)
def test_odd_papers(name: str) -> None:
    text, wanted = PAPERS[name]
    own = read_header(outline("x.txt", visible(canonical(text))[0])).own
    assert (own.type, own.symbol, own.issuer, own.signer) == wanted


def test_title_in_capitals_goes_on() -> None:
    text = "UBND TỈNH SƠN LA\nSố: 1/KH-UBND\nSơn La, ngày 3 tháng 3 năm 2025\nKẾ HOẠCH\nTRIỂN KHAI LUẬT NGƯỜI LAO ĐỘNG ĐI LÀM VIỆC\nTHEO HỢP ĐỒNG\n\nThực hiện Luật,\n"
    assert (
        read_header(outline("x.txt", canonical(text))).own.title
        == "TRIỂN KHAI LUẬT NGƯỜI LAO ĐỘNG ĐI LÀM VIỆC THEO HỢP ĐỒNG"
    )


def test_ends_with_a_signature() -> None:
    text = "3. Văn phòng theo dõi.\nQuy định này có hiệu lực từ ngày ký.\n\nT/M BAN BÍ THƯ\n\nTrần Cẩm Tú\n"
    shown, found = read(text)
    own = found.entities[0]
    assert (own.type, own.issuer, own.signer) == ("quy định", "Ban Bí thư", "Trần Cẩm Tú")
    assert [m.entity for m in found.mentions if shown[m.start : m.end] == "Quy định này"] == [0]


def test_rules_of_the_party() -> None:
    shown, found = read(
        "Căn cứ Điều lệ Đảng; theo khoản 3 Điều 4 Điều lệ\nĐảng Cộng sản Việt Nam. Điều lệ đảng viên; vốn Điều lệ."
    )
    assert [(shown[m.start : m.end].replace("\n", " "), m.provisions) for m in found.mentions] == [
        ("Điều lệ Đảng", ()),
        ("Điều lệ Đảng Cộng sản Việt Nam", ("điều 4/khoản 3",)),
    ]
    assert len({m.entity for m in found.mentions}) == 1


def test_a_report_named_again_by_who_made_it() -> None:
    _, found = read(
        "Báo cáo số 565-BC/BTCTW, ngày 27/11/2025. Thống nhất với Báo cáo của Ban Tổ chức Trung ương về bộ máy."
    )
    assert [m.entity for m in found.mentions] == [1, 1]
    assert read("Thống nhất với Báo cáo của Ban Tổ chức Trung ương về bộ máy.")[1].mentions == ()


def test_constitution_amended() -> None:
    [(_, entity)] = mentions(
        "thi hành Hiến pháp sửa đổi năm 2013; làm Hiến pháp, sửa đổi Hiến pháp.", "Hiến pháp sửa đổi năm 2013"
    )
    assert entity.year == 2013


def test_the_last_paragraph_speaks_of_the_paper() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 77/KH-UBND\nSơn La, ngày 03 tháng 3 năm 2025\nKẾ HOẠCH\nTriển khai\n\nTrên đây là Kế hoạch của UBND tỉnh về triển khai.\n"
    assert [m.entity for m, _ in mentions(text, "Kế hoạch của UBND tỉnh")] == [0]


def test_a_quotation_left_open_within_new_wording_ends_with_its_item() -> None:
    text = (
        "BỘ TÀI CHÍNH\nSố: 22/2019/TT-BTC\nHà Nội, ngày 16 tháng 4 năm 2019\nTHÔNG TƯ\nSửa đổi\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số 12/2015/TT-BTC\n1. Điều 3 được sửa đổi như sau:\n"
        "“Điều 3. Kho\nKho gồm “kho ngoại quan theo Thông tư này.”\n2. Điều 5 được sửa đổi như sau:\n“Điều 5. Bến”\n"
        "Điều 2. Hiệu lực\nThông tư này có hiệu lực từ ngày 01/7/2019.\n"
    )
    assert [e.symbol for _, e in mentions(text, "Thông tư này")] == ["12/2015/TT-BTC", "22/2019/TT-BTC"]


def test_this_article_within_changed_words_is_none_of_the_act() -> None:
    text = (
        "QUỐC HỘI\nLuật số: 63/2020/QH14\nHà Nội, ngày 18 tháng 6 năm 2020\nLUẬT\nSỬA ĐỔI LUẬT KHO TÀNG\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Kho tàng số 80/2015/QH13\n"
        "1. Thay thế cụm từ “khoản 1 Điều này” bằng cụm từ “khoản 3 Điều này” tại khoản 5 Điều 98;\n"
        "Điều 2. Hiệu lực\n1. Trừ quy định tại khoản 2 Điều này.\n2. Luật này có hiệu lực.\n"
    )
    assert not mentions(text, "khoản 1 Điều này") + mentions(text, "khoản 3 Điều này")
    assert [m.entity for m, _ in mentions(text, "khoản 2 Điều này")] == [0]
    assert mentions(text, "LUẬT KHO TÀNG")
