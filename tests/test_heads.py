"""Own headers of papers as printed: wrapped titles, columns, odd signatures; each case is cut from a real paper."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.recognise.header import read_header
from kg.structure import outline
from kg.text import canonical, visible

UBND = "ỦY BAN NHÂN DÂN\nTỈNH {}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {}/KH-UBND\n{}, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH\n"


def own(text: str) -> Entity:
    return read_header(outline("x.txt", visible(canonical(text))[0])).own


TITLES = {
    "wraps before a province": (
        UBND.format("THANH HÓA", "235", "Thanh Hóa")
        + "QUAN TRẮC, CẢNH BÁO MÔI TRƯỜNG TRÊN ĐỊA BÀN\nTỈNH THANH HÓA NĂM 2026\n\nCăn cứ Quyết định số 4255/QĐ-BNN;\n",
        "QUAN TRẮC, CẢNH BÁO MÔI TRƯỜNG TRÊN ĐỊA BÀN TỈNH THANH HÓA NĂM 2026",
    ),
    "wraps before a word that begins names of bodies": (
        UBND.format("NGHỆ AN", "980", "Nghệ An")
        + "THI HÀNH NGHỊ ĐỊNH QUY ĐỊNH CHI TIẾT LUẬT\nPHÒNG THỦ DÂN SỰ\n\nThực hiện Quyết định số 1899/QĐ-TTg,\n",
        "THI HÀNH NGHỊ ĐỊNH QUY ĐỊNH CHI TIẾT LUẬT PHÒNG THỦ DÂN SỰ",
    ),
    "goes on with a verb": (
        "CHÍNH PHỦ\nSố: 97/NQ-CP\nHà Nội, ngày 06 tháng 4 năm 2026\nNGHỊ QUYẾT\nSửa đổi nhiệm vụ trong Chương trình hành động\n"
        "thực hiện Nghị quyết số 66-NQ/TW\nCHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ;\n",
        "Sửa đổi nhiệm vụ trong Chương trình hành động thực hiện Nghị quyết số 66-NQ/TW",
    ),
    "begins with a verb": (
        "ỦY BAN MTTQ VIỆT NAM\nXÃ LƯƠNG MINH\nSố: 16/KH-MTTQ\nLương Minh, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH\n"
        "Thực hiện công tác bầu cử\nvà lấy ý kiến cử tri\n\nCăn cứ Luật Bầu cử;\n",
        "Thực hiện công tác bầu cử và lấy ý kiến cử tri",
    ),
    "begins with a verb, and the text with the same": (
        UBND.format("NGHỆ AN", "980", "Nghệ An")
        + "Thực hiện Quyết định số 1899/QĐ-TTg của Thủ tướng Chính phủ về phòng thủ dân sự\n"
        "Thực hiện Quyết định số 1899/QĐ-TTg, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n",
        "Thực hiện Quyết định số 1899/QĐ-TTg của Thủ tướng Chính phủ về phòng thủ dân sự",
    ),
    "text without a blank line": (
        "VĂN PHÒNG CHÍNH PHỦ\nSố: 648/TB-VPCP\nHà Nội, ngày 27 tháng 11 năm 2025\nTHÔNG BÁO\nKẾT LUẬN CỦA PHÓ THỦ TƯỚNG LÊ THÀNH LONG\n"
        "Trong các ngày 08 và 09 tháng 11, Phó Thủ tướng đã dự lễ.\n",
        "KẾT LUẬN CỦA PHÓ THỦ TƯỚNG LÊ THÀNH LONG",
    ),
    "telegram": (
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 228/CĐ-TTg\nHà Nội, ngày 25 tháng 11 năm 2025\nCÔNG ĐIỆN\nVỀ VIỆC GIẢI QUYẾT CHÍNH SÁCH\n\n"
        "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ;\n",
        "VỀ VIỆC GIẢI QUYẾT CHÍNH SÁCH",
    ),
    "the sentence is the title": (
        "Chỉ thị về thực hiện nhiệm vụ quốc phòng năm 2010\nQuán triệt chỉ đạo của Thành ủy, công tác quốc phòng đạt kết quả.\n"
        "Công tác giáo dục được coi trọng.\n",
        "về thực hiện nhiệm vụ quốc phòng năm 2010",
    ),
    "all on one line": (
        "UỶ BAN NHÂN DÂN TỈNH KON TUM\nSố: 435/QĐ-UBND Kon Tum, ngày 04 tháng 5 năm 2020 QUYẾT ĐỊNH BAN HÀNH CHƯƠNG TRÌNH HÀNH ĐỘNG "
        "ỦY BAN NHÂN DÂN TỈNH KON TUM\nCăn cứ Luật Tổ chức chính quyền địa phương;\n",
        "BAN HÀNH CHƯƠNG TRÌNH HÀNH ĐỘNG",
    ),
    "number and date before it": (
        "QUYẾT ĐỊNH\nCỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 63/QĐ-TTg NGÀY 13 THÁNG 01 NĂM 2010\nPHÊ DUYỆT QUY HOẠCH AN TOÀN THÔNG TIN\n"
        "THỦ TƯỚNG CHÍNH PHỦ\nCăn cứ Luật Tổ chức Chính phủ;\n",
        "PHÊ DUYỆT QUY HOẠCH AN TOÀN THÔNG TIN",
    ),
}


@pytest.mark.parametrize("name", TITLES)
def test_title(name: str) -> None:
    text, title = TITLES[name]
    assert own(text).title == title


ISSUERS = {
    "an office of the centre": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG\n*\nSố 07-KL/VPTW\nHà Nội, ngày 01 tháng 12 năm 2025\nKẾT LUẬN\nVỀ VĂN PHÒNG\n",
        "Văn phòng Trung ương Đảng",
    ),
    "who speaks for the centre": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 383-QĐ/TW\nHà Nội, ngày 19 tháng 11 năm 2025\nQUY ĐỊNH\nVỀ PHÔNG LƯU TRỮ\n- Căn cứ Điều lệ Đảng;\n"
        "Ban Bí thư quy\nđịnh về Phông lưu trữ như sau:\n",
        "Ban Bí thư",
    ),
    "a wrapped title is no body": (
        "NGHỊ QUYẾT\nCỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010\nVỀ KẾ HOẠCH PHÁT TRIỂN KINH TẾ VÀ DỰ TOÁN\n"
        "NGÂN SÁCH NHÀ NƯỚC NĂM 2010\n\nTrong năm 2009, cả nước vượt khó.\n",
        "Chính phủ",
    ),
    "whose conclusions a notice tells": (
        "Thông báo kết luận của phó thủ tướng nguyễn thiện nhân tại cuộc họp về dạy nghề\nNgày 03 tháng 02 năm 2010, cuộc họp bàn.\n",
        None,
    ),
    "a misread letterhead": (
        "   ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHÀNH PHÔ HÔ CHÍ MINH\n  Số: 44/2026/QĐ-UBND\n"
        "QUYẾT ĐỊNH\nBan hành quy định\n\nCăn cứ Luật Đất đai;\ntrên địa bàn Thành phố Hồ Chí Minh\n",
        "Ủy ban nhân dân Thành phố Hồ Chí Minh",
    ),
    "small letters above the grounds": (
        "Quyết định về việc quy định chức năng của vụ tài chính\nTổng cục trưởng tổng cục du lịch\nCăn cứ Pháp lệnh Du lịch;\n"
        "Theo đề nghị của Tổng cục trưởng Tổng cục Du lịch.\n",
        "Tổng cục trưởng Tổng cục Du lịch",
    ),
    "a hospital below its department": (
        "SỞ Y TẾ HÀ NAM\nBỆNH VIỆN ĐA KHOA TỈNH HÀ NAM\nSố: 212/KH-BVĐK\nHà Nam, ngày 15 tháng 02 năm 2023\nKẾ HOẠCH\nCải tiến chất lượng\n",
        "Bệnh viện đa khoa tỉnh Hà Nam",
    ),
    "a line that a wrap cut": (
        "Yên Bái, ngày 10 tháng 5 năm 2021\nSố: 17/2021/QĐ-UBND\n\nỦy ban nhân dân tỉnh ban\nhành Quyết định quy định mức hỗ trợ như sau:\n"
        "Căn cứ Nghị quyết số 08/2021/NQ-HĐND của Hội đồng nhân dân tỉnh Yên Bái;\n",
        "Ủy ban nhân dân tỉnh Yên Bái",
    ),
    "a department whose line is lost": (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 1557/SGDĐT-GDPT | Thành phố Hồ Chí Minh, ngày 19 tháng 8 năm 2025 |\n"
        "Kính gửi: Hiệu trưởng các trường phổ thông\nSở Giáo dục và Đào tạo (GDĐT) hướng dẫn thực hiện nhiệm vụ như sau:\ntrên địa bàn Thành phố Hồ Chí Minh\n",
        "Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh",
    ),
    "a congress of a province": (
        "ĐẢNG BỘ TỈNH TUYÊN QUANG\nĐẠI HỘI ĐẠI BIỂU LẦN THỨ I\n*\nTuyên Quang, ngày 25 tháng 9 năm 2025\nNGHỊ QUYẾT\n"
        "ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH TUYÊN QUANG LẦN THỨ I, NHIỆM KỲ 2025 - 2030\n\nĐại hội đại biểu Đảng bộ tỉnh Tuyên Quang lần thứ I họp,\n",
        "Đại hội đại biểu Đảng bộ tỉnh Tuyên Quang lần thứ I",
    ),
}


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        ("UBND QUẬN CẦU GIẤY\nTRƯỜNG TIỂU HỌC NGHĨA TÂN", "Trường tiểu học Nghĩa Tân quận Cầu Giấy"),
        ("UBND XÃ TRÀ TẬP\nTRƯỜNG PTDTBT THCS NGUYỄN TRÃI", "Trường PTDTBT THCS Nguyễn Trãi xã Trà Tập"),
        ("SỞ Y TẾ NGHỆ AN\nBỆNH VIỆN SẢN NHI NGHỆ AN", "Bệnh viện sản nhi Nghệ An"),
        ("UBND XÃ ĐẠI HIỆP\nTRẠM Y TẾ XÃ ĐẠI HIỆP", "Trạm y tế xã Đại Hiệp"),
        ("SỞ LAO ĐỘNG - TB&XH\nTRUNG TÂM BẢO TRỢ XÃ HỘI TỈNH LAI CHÂU", "Trung tâm bảo trợ xã hội tỉnh Lai Châu"),
    ],
)
def test_names_in_capitals_that_no_table_knows(lines: str, issuer: str) -> None:
    assert own(f"{lines}\nSố: 12/KH-ABC\nHà Nội, ngày 15 tháng 02 năm 2023\nKẾ HOẠCH\nNăm 2023\n").issuer == issuer


def test_the_subject_of_a_letter_goes_on_over_a_blank_line() -> None:
    text = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO\n\nSố: 278/PGD&ĐT-THCS\n\nV/v Hướng dẫn thực hiện nhiệm vụ\n\nGiáo dục trung học năm học 2014-2015\n\nKính gửi: Các trường\n"
    assert own(text).title == "Hướng dẫn thực hiện nhiệm vụ Giáo dục trung học năm học 2014-2015"


@pytest.mark.parametrize("name", ISSUERS)
def test_issuer(name: str) -> None:
    text, issuer = ISSUERS[name]
    found = own(text).issuer
    assert (found or "").casefold() == (issuer or "").casefold()


SIGNATURES = {
    "an office in small letters": (
        "VPCP: các Vụ;\nKT. THỦ TƯỚNG\nPhó Thủ tướng\n\n\n\n**Trịnh Thị Thanh Hà**\n",
        ("Trịnh Thị Thanh Hà", "Phó Thủ tướng"),
    ),
    "cells between tabs": (
        "Nơi nhận:\tTM. UỶ BAN NHÂN DÂN\n- Bộ Khoa học và Công nghệ;\tKT.CHỦ TỊCH\n- Cục Kiểm tra VB (Bộ TP);\tPHÓ CHỦ TỊCH\n- Thường trực;\n"
        "- CT, PCT UBND tỉnh;\t(Đã ký)\n- UBND các huyện;\tNguyễn Văn Hiệp\n- LĐVP, P, TH;\n",
        ("Nguyễn Văn Hiệp", "Phó Chủ tịch"),
    ),
    "a page number between": (
        "                                            T/M BAN BÍ THƯ\nNơi nhận:\n                                           33\n\n- Các tỉnh ủy,\n\n"
        "                                              Trần Cẩm Tú\n",
        ("Trần Cẩm Tú", None),
    ),
    "the name below the cell": (
        "Nơi nhận:\n- Ban Bí thư;\n- Lưu: Văn thư, KTN (5b). | THỦ TƯỚNG\n\n\n\n\nNguyễn Tấn Dũng\n",
        ("Nguyễn Tấn Dũng", "Thủ tướng"),
    ),
    "two names side by side": (
        "Nơi nhận:\nPHÓ VIỆN TRƯỞNG\nTrần Hải Quân        Lê Tiến\n",
        ("Trần Hải Quân", "Phó Viện trưởng"),
    ),
    "a broken name without an office": (
        "thông qua ngày 06 tháng 7 năm 1993.\n\nLê\nĐức Anh\n\n(Đã\nký)\n",
        ("Lê Đức Anh", None),
    ),
    "as the table prints it": (
        "Nơi nhận:\n- Lưu: VT.\n**TỔNG KIỂM TOÁN NHÀ\nNƯỚC**\n\n**Ngô\nVăn Tuấn**\n",
        ("Ngô Văn Tuấn", "Tổng Kiểm toán Nhà nước"),
    ),
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_signature(name: str) -> None:
    text, signed = SIGNATURES[name]
    head = "CHÍNH PHỦ\nSố: 12/NQ-CP\nHà Nội, ngày 06 tháng 7 năm 2012\nNGHỊ QUYẾT\nVề quản lý\n\nI. Tình hình\n"
    found = own(head + "Nội dung.\n" * 30 + text)
    assert (found.signer, found.signer_title) == signed


NUMBERS = {
    "in columns, without a colon": (
        "   BAN CHẤP HÀNH TRUNG ƯƠNG          ĐẢNG CỘNG SẢN VIỆT NAM\n Số 06-HD/TW             Hà Nội, ngày 09 tháng 6 năm 2025\n\nHƯỚNG DẪN\nVỀ ĐIỀU LỆ\n",
        ("06-HD/TW", "2025-06-09"),
    ),
    "a wide gap": (
        "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\n  Số: 11    /2025/QĐ-UBND       Hà Nội, ngày 28 tháng 02 năm 2025\nQUYẾT ĐỊNH\nVề tổ chức\n",
        ("11/2025/QĐ-UBND", "2025-02-28"),
    ),
    "a term apart": (
        "QUỐC HỘI\nLuật số:\n28/2004/QH 11\nHà Nội, ngày03\ntháng 12 năm 2004\nLUẬT\nĐIỆN LỰC\n",
        ("28/2004/QH11", "2004-12-03"),
    ),
    "the headline of a site": (
        "Nghị quyết 132/2020/QH14\nQUỐC HỘI\n-------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ------- Nghị quyết số:\n132/2020/QH14\n"
        "Hà Nội, ngày 17 tháng 11 năm 2020 NGHỊ QUYẾT THÍ ĐIỂM CHÍNH SÁCH QUỐC HỘI\nCăn cứ Hiến pháp;\n",
        ("132/2020/QH14", "2020-11-17"),
    ),
    "a number that prose names above": (
        "Tin mới\nThông tin về Nghị quyết 57-NQ/TW được nhiều người quan tâm.\n\nNGHỊ QUYẾT\nVề kế hoạch của xã\n\nCăn cứ Luật Đất đai;\n",
        (None, None),
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_number_and_date(name: str) -> None:
    text, wanted = NUMBERS[name]
    found = own(text)
    assert (found.symbol, found.date) == wanted


def test_a_constitution_on_the_line_of_its_date() -> None:
    text = "QUỐC HỘI\nHà Nội, ngày 28 tháng 11 năm 2013 HIẾN PHÁP [Được hướng dẫn bởi Nghị quyết 64/2013/QH13] NƯỚC CỘNG HÒA XÃ HỘI\nLời nói đầu\n"
    found = own(text)
    assert (found.type, found.date, found.issuer) == ("hiến pháp", "2013-11-28", "Quốc hội")


def test_a_joint_circular_on_the_line_of_its_date() -> None:
    text = "BỘ TÀI CHÍNH - BỘ Y TẾ\nSố:\n178/2015/TTLT-BTC-BYT\nHà Nội, ngày 12 tháng 11 năm 2015 THÔNG TƯ LIÊN TỊCH HƯỚNG DẪN CƠ CHẾ MỘT CỬA\nCăn cứ Luật Hải quan;\n"
    found = own(text)
    assert (found.type, found.title) == ("thông tư liên tịch", "HƯỚNG DẪN CƠ CHẾ MỘT CỬA")


def test_a_page_with_tags() -> None:
    text = (
        '<div align="center">\nHỘI ĐỒNG NHÂN DÂN <br>\nTHÀNH PHỐ HÀ NỘI <br>\nSố: 12/2025/NQ-HĐND\n</div>\nHà Nội, ngày 27 tháng 6 năm 2025\n'
        "<strong>NGHỊ QUYẾT</strong><br>\nSửa đổi một số Nghị quyết về tài sản công\n</div>\nCăn cứ Luật Thủ đô;\n"
        '<b>CHỦ TỊCH</b> <br>\n<img src="x.png"><br>\n<b>Nguyễn Ngọc Tuấn</b>\n</div>\n'
    )
    found = own(text)
    assert (found.title, found.signer) == ("Sửa đổi một số Nghị quyết về tài sản công", "Nguyễn Ngọc Tuấn")


def test_a_treaty_has_neither_number_nor_letterhead() -> None:
    paper = own(
        "HIỆP ĐỊNH VẬN TẢI ĐƯỜNG Bộ\nGIỮA\nCHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVÀ\nCHÍNH PHỦ NƯỚC CỘNG HÒA NHÂN DÂN TRUNG HOA\n"
        "Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam và Chính phủ nước Cộng hòa nhân dân Trung Hoa;\nThỏa thuận như sau:\nĐiều 1\n"
        "Hai Bên ký kết đồng ý tiến hành vận chuyển hàng hóa.\nLàm tại Hà nội ngày 22 tháng 11 năm 1994\n"
    )
    assert (paper.type, paper.date, paper.symbol, paper.issuer) == ("hiệp định", "1994-11-22", None, None)
    assert paper.title == (
        "VẬN TẢI ĐƯỜNG Bộ GIỮA CHÍNH PHỦ NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM VÀ CHÍNH PHỦ NƯỚC CỘNG HÒA NHÂN DÂN TRUNG HOA"
    )
    assert own("NGHỊ ĐỊNH THƯ\nVỀ VIỆC SỬA ĐỔI HIỆP ĐỊNH\nHai Bên đã thống nhất như sau:\n").type == "nghị định thư"


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("LUẬT\nCỦA QUỐC HỘI NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 28/2001/QH10\nVỀ DI SẢN VĂN HOÁ\n", "VỀ DI SẢN VĂN HOÁ"),
        ("LUẬT CỦA QUỐC HỘI NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM SỐ 28/2001/QH10 VỀ DI SẢN VĂN HOÁ\n", "VỀ DI SẢN VĂN HOÁ"),
        ("LUẬT SỐ13/2003/QH11 CỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM VỀ DI SẢN VĂN HOÁ\n", "VỀ DI SẢN VĂN HOÁ"),
        ("LUẬT\nDI SẢN SỐ 28/2001/QH10 NGÀY 29/06/2001 CỦA QUỐC HỘI\n", "DI SẢN"),
    ],
)  # fmt: skip
def test_a_title_that_says_number_and_body(printed: str, title: str) -> None:
    assert own(LAW.format(printed)).title == title


def test_a_number_that_wraps_below_the_date() -> None:
    paper = own(
        "BỘ CÔNG AN BỘ Y TẾ\n\n Số: 24 /HDLN-BCA-BQP-BYT-          Hà Nội, ngày 25 tháng 6 năm 2026\n ВСТ-ВТC-VKSNDTC-TANDTC\n\n"
        "        HƯỚNG DẪN LIÊN NGÀNH\n     Về việc xử lý hành vi buôn bán N2O\n\n   Căn cứ Nghị quyết số 173/2024/QH15;\n"
    )
    assert paper.symbol == "24/HDLN-BCA-BQP-BYT-BCT-BTC-VKSNDTC-TANDTC"


LAW = "QUỐC HỘI\n-------\nSố: 28/2001/QH10\nHà Nội, ngày 29 tháng 6 năm 2001\n{}Di sản văn hoá Việt Nam là tài sản quý giá.\nĐiều 1. Luật này quy định.\n"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("KHO TÀNG\nCỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 5", "KHO TÀNG"),
        (
            "CỦA QUỐC HỘI NƯỚC CỘNG HÒA XÃ HỘI CHỦ\nNGHĨA VIỆT NAM SỐ 33/2009/QH12 NGÀY 18 THÁNG 6 NĂM 2009 VỀ LUẬT KHO\nTÀNG",
            "KHO TÀNG",
        ),
        ("GIÁM SÁT KHO TÀNG\nCỦA QUỐC HỘI", "GIÁM SÁT KHO TÀNG CỦA QUỐC HỘI"),
    ],
)
def test_who_made_a_law_is_no_part_of_its_name(lines: str, title: str) -> None:
    found = own(
        f"QUỐC HỘI\nSố: 33/2009/QH12\nHà Nội, ngày 18 tháng 6 năm 2009\nLUẬT\n{lines}\nCăn cứ Hiến pháp năm 1992;\n"
    )
    assert (found.title, found.name) == (title, title)


NEWS = (
    "Toàn văn Nghị quyết số 57-NQ/TU của Ban Thường vụ Tỉnh ủy Bắc Giang về chuyển đổi số\nCập nhật: 09:30, 05/7/2021\n"
    "Ngày 01/7/2021, Ban Thường vụ Tỉnh ủy ban hành Nghị quyết số 57-NQ/TU về chuyển đổi số.\n"
)


def test_a_paper_printed_in_full_by_a_newspaper_is_that_of_its_headline() -> None:
    found = own(NEWS + "I. TÌNH HÌNH\nThực hiện Nghị quyết số 52-NQ/TW, công tác của tỉnh đạt nhiều kết quả.\n")
    assert (found.type, found.symbol, found.date) == ("nghị quyết", "57-NQ/TU", "2021-07-01")
    assert (found.issuer, found.title) == ("Ban Thường vụ Tỉnh ủy Bắc Giang", "về chuyển đổi số")


def test_what_a_newspaper_tells_of_a_paper_is_not_the_paper() -> None:
    assert own(NEWS + "Nghị quyết đặt ra nhiều mục tiêu quan trọng đến năm 2025.\n").symbol is None


def test_a_paper_that_a_newspaper_introduces_has_the_number_that_it_tells() -> None:
    found = own(
        "Nghị quyết về huy động nguồn lực\n\nLTS: Ngày 14-11-2016, Tỉnh ủy Ninh Thuận đã ban hành Nghị quyết số 10-NQ/TU về huy động nguồn lực. "
        "Báo trân trọng giới thiệu toàn văn nội dung Nghị quyết.\n\nI- Khái quát tình hình\nThực hiện Nghị quyết số 13-NQ/TW, tỉnh đã đầu tư nhiều công trình.\n"
    )
    assert (found.type, found.symbol, found.date) == ("nghị quyết", "10-NQ/TU", "2016-11-14")
    assert found.issuer == "Tỉnh ủy Ninh Thuận"


OLD = "BAN BÍ THƯ\nSố 115-CT/TW\nHà Nội, ngày 31 tháng 8 năm 1981\nCHỈ THỊ\nVề việc học tập\nChiếu Sắc lệnh số 234-SL;\n1. Các tỉnh ủy tổ chức học tập.\n\n"


@pytest.mark.parametrize(
    ("lines", "signer", "office"),
    [
        ("T.M. BAN BÍ THƯ\nLê Đức Thọ\n", "Lê Đức Thọ", None),
        ("KT. Thủ tướng Chính phủ\nPhó Thủ tướng\nPhan Kế Toại\n", "Phan Kế Toại", "Phó Thủ tướng"),
    ],
)
def test_how_old_papers_are_signed(lines: str, signer: str, office: str | None) -> None:
    found = own(OLD + lines)
    assert (found.signer, found.signer_title) == (signer, office)


def test_the_motto_mistyped_beside_the_letterhead() -> None:
    found = own(
        "ỦY BAN NHÂN DÂN | CỘNG HÕA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nXÃ XUÂN TÍN | Độc lập - Tự do - Hạnh phúc |\nSố: 36 /KH - UBND |\n"
        "Xuân Tín, ngày 07 tháng 5 năm 2025 |\nKẾ HOẠCH\nPhòng, chống thiên tai năm 2025\n"
    )
    assert (found.issuer, found.symbol) == ("Ủy ban nhân dân xã Xuân Tín", "36/KH-UBND")
