"""What papers say of themselves: letterheads in columns, flattened, of the Party, joint, missing."""

from __future__ import annotations

import pytest

from kg.model import Entity
from kg.recognise.header import Header, read_header
from kg.structure import outline
from kg.text import canonical, visible

PAPERS = {
    "cells": (
        "ỦY BAN NHÂN DÂN\nTỈNH BÌNH PHƯỚC\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\n|\nSố:\n374/KH-UBND\n|\nBình Phước, ngày 13 tháng 04 năm 2020\nKẾ HOẠCH\nPhòng, chống cháy rừng\n",
        ("kế hoạch", "374/KH-UBND", "2020-04-13", "Ủy ban nhân dân tỉnh Bình Phước", None),
    ),
    "bars": (
        "HỘI ĐỒNG NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH TÂY NINH | Độc lập - Tự do - Hạnh phúc\nSố: 39/NQ-HĐND | Tây Ninh, ngày 08 tháng 12 năm 2022\nNGHỊ QUYẾT\n"
        "Thông qua chủ trương\nCăn cứ Luật Thủy lợi ngày 19 tháng 6 năm 2017;\nNghị quyết này do Hội đồng nhân dân tỉnh thông qua.\nCHỦ TỊCH\nPhạm Quốc Bảo\n",
        ("nghị quyết", "39/NQ-HĐND", "2022-12-08", "Hội đồng nhân dân tỉnh Tây Ninh", "Phạm Quốc Bảo"),
    ),
    "columns": (
        "       ỦY BAN NHÂN DÂN                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n         TỈNH LÀO CAI                            Độc lập - Tự do - Hạnh phúc\n\n"
        "         Số: 7432 /UBND-XD                      Lào Cai, ngày 21 tháng 7 năm 2026\n V/v triển khai thực hiện Quyết định số\n 1074/QĐ-BXD ngày 29/6/2026 của Bộ\nXây dựng\n\n      Kính gửi: Các Sở\n",
        ("công văn", "7432/UBND-XD", "2026-07-21", "Ủy ban nhân dân tỉnh Lào Cai", None),
    ),
    "party": (
        "|\nBAN CHẤP HÀNH\nTRUNG ƯƠNG\n**BAN TỔ CHỨC**\n*****\n|\n**ĐẢNG CỘNG SẢN\nVIỆT NAM**\n---------------\n|\n|\nSố 45-HD/BTCTW\n|\n*Hà Nội, ngày 21 tháng 11 năm 2025*\n|\n\n**HƯỚNG DẪN**\n\nMỘT SỐ NỘI DUNG\n",
        ("hướng dẫn", "45-HD/BTCTW", "2025-11-21", "Ban Tổ chức Trung ương", None),
    ),
    "flattened": (
        "Thông tư 79/2022/TT-BTC\nBỘ TÀI CHÍNH -------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------\nSố: 79/2022/TT-BTC\nHà Nội, ngày 30 tháng 12 năm 2022 THÔNG TƯ SỬA ĐỔI\n"
        "Căn cứ Luật Hải quan ngày 23 tháng 06 năm 2014;\nNơi nhận:\n- Công báo;\nKT. BỘ TRƯỞNG THỨ TRƯỞNG Nguyễn Đức Chi DANH MỤC CÁC BIỂU MẪU\n",
        ("thông tư", "79/2022/TT-BTC", "2022-12-30", "Bộ Tài chính", "Nguyễn Đức Chi"),
    ),
    "law": (
        "QUỐC HỘI -------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- Luật số:\n45/2013/QH13\nHà Nội, ngày 29 tháng 11 năm 2013 LUẬT ĐẤT ĐAI\nCăn cứ Hiến pháp;\n",
        ("luật", "45/2013/QH13", "2013-11-29", "Quốc hội", None),
    ),
    "passed": (
        "QUỐC HỘI\nNghị quyết số: 142/2024/QH15\nNGHỊ QUYẾT\nVỀ PHÁT TRIỂN NHÀ Ở XÃ HỘI\nCăn cứ Hiến pháp;\nQUYẾT NGHỊ:\nĐiều 1. Đánh giá\n"
        "Nghị quyết này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV, kỳ họp thứ 7 thông qua ngày 29 tháng 6 năm 2024.\nCHỦ TỊCH QUỐC HỘI\nTrần Thanh Mẫn\n",
        ("nghị quyết", "142/2024/QH15", "2024-06-29", "Quốc hội", "Trần Thanh Mẫn"),
    ),
    "joint": (
        "BỘ TÀI CHÍNH - BỘ TƯ PHÁP\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 122/2011/TTLT-BTC-BTP\nHà Nội, ngày 17 tháng 8 năm 2011\nTHÔNG TƯ LIÊN TỊCH\nQuy định việc lập dự toán\n",
        ("thông tư liên tịch", "122/2011/TTLT-BTC-BTP", "2011-08-17", "Bộ Tài chính, Bộ Tư pháp", None),
    ),
    "joint, of a body that no table knows": (
        "TỔNG CỤC MUỐI BIỂN-BỘ Y TẾ\n******\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n******\nSố: 412-BYT/MB\nHà Nội, ngày 03 tháng 6 năm 1979\nTHÔNG TƯ LIÊN BỘ\n"
        "VỀ VIỆC TRỘN I-ỐT VÀO MUỐI ĂN\nBộ Y tế và Tổng cục Muối biển hướng dẫn như sau:\n",
        ("thông tư liên tịch", "412-BYT/MB", "1979-06-03", "Tổng cục Muối biển, Bộ Y tế", None),
    ),
    "joint by its letters alone": (
        "BỘ NỘI VỤ-BỘ Y TẾ | VIỆT NAM DÂN CHỦ CỘNG HÒA |\nSố: 17-TT-LB | Hà Nội , ngày 09 tháng 3 năm 1961 |\nKính gửi: | - Các ủy ban hành chính khu, tỉnh, thành phố |\nLiên bộ quy định như sau:\n",
        ("thông tư liên tịch", "17-TT-LB", "1961-03-09", "Bộ Nội vụ, Bộ Y tế", None),
    ),
    "letters behind a blank, all in the title": (
        "VĂN KIỆN QUỐC HỘI TOÀN TẬP TẬP VI\n\nNGHỊ QUYẾT SỐ 74 NQ/HĐNN7 NGÀY 02-5-1984 CỦA HỘI ĐỒNG NHÀ NƯỚC\nVỀ VIỆC CỬ PHÓ CHỦ NHIỆM ỦY BAN\n\nHỘI ĐỒNG NHÀ NƯỚC\n\nCăn cứ vào Điều 98 của Hiến pháp,\n",
        ("nghị quyết", "74-NQ/HĐNN7", "1984-05-02", "Hội đồng Nhà nước", None),
    ),
    "place lost, told with its kind in short": (
        "ỦY BAN NHÂN DÂN | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 09/CT-UB | Tp. Hồ Chí Minh, ngày 14 tháng 01 năm 1984 |\nCHỈ THỊ\nVỀ VIỆC GIỮ VỆ SINH\nThành phố còn nhiều việc phải làm.\n",
        ("chỉ thị", "09/CT-UB", "1984-01-14", "Ủy ban nhân dân thành phố Hồ Chí Minh", None),
    ),
    "place lost, told by the line of the date alone": (
        "ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 97/KH-UBND | Bạc Liêu, ngày 29 tháng 4 năm 2021 |\nKẾ HOẠCH\nVề bình đẳng giới\nCác sở thực hiện.\n",
        ("kế hoạch", "97/KH-UBND", "2021-04-29", "Ủy ban nhân dân tỉnh Bạc Liêu", None),
    ),
    "a day of the text is not that of the paper": (
        "NGHỊ QUYẾT SỐ 302 NQ/UBTVQH9\nNGÀY 04-5-1994\nCỦA ỦY BAN THƯỜNG VỤ QUỐC HỘI VỀ VIỆC PHÊ CHUẨN KẾT QUẢ BẦU CỬ\nCăn cứ vào biên bản tại kỳ họp của Hội đồng nhân dân khóa XII, ngày 13 tháng 4 năm 1994,\n",
        ("nghị quyết", "302-NQ/UBTVQH9", "1994-05-04", "Ủy ban Thường vụ Quốc hội", None),
    ),
    "no letterhead": (
        "Quyết định ban hành kế hoạch năm 2005\nỦy ban nhân dân tỉnh nghệ an\nCăn cứ Luật tổ chức HĐND và UBND ngày 26/11/2003;\n",
        ("quyết định", None, None, "Ủy ban nhân dân tỉnh Nghệ An", None),
    ),
    "heading alone": (
        "KẾ HOẠCH\nTRIỂN KHAI KẾT LUẬN SỐ 72-KL/TW\nThực hiện Kết luận số 72-KL/TW trên địa bàn tỉnh Sơn La:\nNơi nhận:\n- Các sở;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nHoàng Quốc Khánh\n",
        ("kế hoạch", None, None, "Ủy ban nhân dân tỉnh Sơn La", "Hoàng Quốc Khánh"),
    ),
    "number in the title": (
        "CHÍNH PHỦ\nNGHỊ QUYẾT\nCỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010\nVỀ NHỮNG GIẢI PHÁP CHỦ YẾU\n",
        ("nghị quyết", "03/NQ-CP", "2010-01-15", "Chính phủ", None),
    ),
    "blank date": (
        "BỘ TÀI CHÍNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố:  372 /QĐ-BTC\nHà Nội, ngày       tháng      năm 2026\nQUYẾT ĐỊNH\nĐính chính Thông tư số 06/2022/TT-BTC ngày 08 tháng 02 năm 2022\n",
        ("quyết định", "372/QĐ-BTC", None, "Bộ Tài chính", None),
    ),
    "consolidated": (
        "BỘ QUỐC PHÒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 89/VBHN-BQP\nHà Nội, ngày 24 tháng 11 năm 2025\nQUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY CHẾ\n",
        ("văn bản hợp nhất", "89/VBHN-BQP", "2025-11-24", "Bộ Quốc phòng", None),
    ),
    "carried by a decision, in a file of its own": (
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nCỦA CHÍNH PHỦ THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW\n(Kèm theo Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ)\nI. MỤC TIÊU\n1. Chương trình này cụ thể hóa nhiệm vụ.\n",
        ("nghị quyết", "71/NQ-CP", "2025-04-01", "Chính phủ", None),
    ),
    "an annex alone": (
        "PHỤ LỤC I\nDANH MỤC NHIỆM VỤ TRIỂN KHAI NGHỊ QUYẾT SỐ 57-NQ/TW\n(Kèm theo Kế hoạch số 88/KH-UBND ngày 14 tháng 4 năm 2025\ncủa Ủy ban nhân dân tỉnh Hà Nam)\nTT | Nhiệm vụ\n",
        ("kế hoạch", "88/KH-UBND", "2025-04-14", "Ủy ban nhân dân tỉnh Hà Nam", None),
    ),
    "the right column first": (
        "ĐẢNG CỘNG SẢN VIỆT NAM\nBắc Kạn, ngày 20 tháng 4 năm 2021\nTỈNH ỦY BẮC KẠN\n*\nSố 07-NQ/TU\nNGHỊ QUYẾT\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH\nvề phát triển nông nghiệp\n-----\nT/M TỈNH ỦY\nBÍ THƯ\nHoàng Duy Chinh\n",
        ("nghị quyết", "07-NQ/TU", "2021-04-20", "Tỉnh ủy Bắc Kạn", "Hoàng Duy Chinh"),
    ),
    "copied, under the letterhead of who copies": (
        "ỦY BAN NHÂN DÂN XÃ TÂN LẬP\nSố: 87/SY-UBND\nTân Lập, ngày 15 tháng 8 năm 2025\nSAO Y\nLò Thị Hương\n\nCHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 214/NQ-CP\nHà Nội, ngày 23 tháng 7 năm 2025\nNGHỊ QUYẾT\nBan hành Kế hoạch hành động\n",
        ("nghị quyết", "214/NQ-CP", "2025-07-23", "Chính phủ", None),
    ),
    "the Party committee of a company": (
        "ĐẢNG ỦY TỔNG CÔNG TY SÔNG ĐÀ\n*\nSố 115-CTr/ĐU\nĐẢNG CỘNG SẢN VIỆT NAM\nHà Nội, ngày 12 tháng 3 năm 2018\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết số 12-NQ/TW\nĐảng ủy Tổng công ty Sông Đà ban hành.\n",
        ("chương trình hành động", "115-CTr/ĐU", "2018-03-12", "Đảng ủy Tổng công ty Sông Đà", None),
    ),
    "the committee of a women's union in a province": (
        "HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nBAN CHẤP HÀNH TỈNH HÀ TĨNH\nSố: 12/KH-BCH\nHà Tĩnh, ngày 3 tháng 4 năm 2020\nKẾ HOẠCH\nVề tuyên truyền\n",
        ("kế hoạch", "12/KH-BCH", "2020-04-03", "Ban Chấp hành Hội Liên hiệp Phụ nữ tỉnh Hà Tĩnh", None),
    ),
    "copied, with the motto beside the number of the copy": (
        "VĂN PHÒNG UBND TỈNH                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 212/SY-VP                       Độc lập - Tự do - Hạnh phúc\nSAO Y\nTHỦ TƯỚNG CHÍNH PHỦ\n"
        "Số: 27/CT-TTg\nHà Nội, ngày 23 tháng 10 năm 2020\nCHỈ THỊ\nVề công tác dân số\n",
        ("chỉ thị", "27/CT-TTg", "2020-10-23", "Thủ tướng Chính phủ", None),
    ),
    "an order, dated below": (
        "CHỦ TỊCH NƯỚC\nSố: 12/2016/L-CTN\nLỆNH\nVề việc công bố Luật\nNAY CÔNG BỐ:\nLuật Điều ước quốc tế đã được thông qua ngày 09 tháng 4 năm 2016.\nHà Nội, ngày 20 tháng 4 năm 2016\n",
        ("lệnh", "12/2016/L-CTN", "2016-04-20", "Chủ tịch nước", None),
    ),
    "a circular of old, dated above its signature": (
        "BỘ NỘI VỤ\nSố 12-TT\nTHÔNG TƯ\nVề hộ tịch\nKính gửi: Ủy ban hành chính\nBộ giải thích như sau.\nHà Nội, ngày 5 tháng 3 năm 1957\nTM. BỘ NỘI VỤ\nTHỨ TRƯỞNG\nTô Quang Đẩu\n",
        ("thông tư", "12-TT", "1957-03-05", "Bộ Nội vụ", "Tô Quang Đẩu"),
    ),
    "copied, with a stamp": (
        "SAO Y; ỦY BAN NHÂN DÂN XÃ TÂN LẬP; 15/08/2025 09:12:33\nCHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 214/NQ-CP\nHà Nội, ngày 23 tháng 7 năm 2025\nNGHỊ QUYẾT\nBan hành Kế hoạch hành động\n",
        ("nghị quyết", "214/NQ-CP", "2025-07-23", "Chính phủ", None),
    ),
    "of a command, signed with a rank": (
        "BỘ QUỐC PHÒNG\nQUÂN KHU 4\nBỘ TƯ LỆNH\nSố: 18/CT-BTL\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNghệ An, ngày 05 tháng 6 năm 2024\nCHỈ THỊ\nVề công tác phòng thủ dân sự\n"
        "Nơi nhận:\n- Lưu: VT, TM. H30.\nTƯ LỆNH\n(Đã ký)\nTrung tướng Trần Văn Bình\n",
        ("chỉ thị", "18/CT-BTL", "2024-06-05", "Bộ Tư lệnh Quân khu 4", "Trần Văn Bình"),
    ),
    "signed in capitals": (
        "HỘI ĐỒNG BỘ TRƯỞNG\nSố: 53-HĐBT\nHà Nội, ngày 26 tháng 3 năm 1988\nNGHỊ ĐỊNH\nVỀ TỔ CHỨC BỘ MÁY\nNGHỊ ĐỊNH:\nĐiều 1. Ngân hàng.\nTM. HỘI ĐỒNG BỘ TRƯỞNG\nK.T. CHỦ TỊCH\nPhó Chủ tịch\nVÕ VĂN KIỆT\n",
        ("nghị định", "53-HĐBT", "1988-03-26", "Hội đồng Bộ trưởng", "Võ Văn Kiệt"),
    ),
    "recipients between the lines of the signature": (
        "UBND TỈNH TUYÊN QUANG\nSỞ Y TẾ\nSố: 214/KH-SYT\nTuyên Quang, ngày 09 tháng 10 năm 2025\nKẾ HOẠCH\nPhòng, chống bệnh\nSở Y tế xây dựng Kế hoạch như sau:\n"
        "KT. GIÁM ĐỐC\nNơi nhận:\nPHÓ GIÁM ĐỐC\n- UBND tỉnh (báo cáo);\n- Lưu: VT, NVY.\nNguyễn Thị Minh Châu\n",
        ("kế hoạch", "214/KH-SYT", "2025-10-09", "Sở Y tế tỉnh Tuyên Quang", "Nguyễn Thị Minh Châu"),
    ),
    "nothing but the rows of a portal": (
        "Chỉ thị số 20/CT-TTg của Thủ tướng Chính phủ: Về ô nhiễm môi trường\nSố ký hiệu\t20/CT-TTg\nNgày ban hành\t12-07-2025\nLoại văn bản\tChỉ thị\nCơ quan ban hành\tThủ tướng Chính phủ\n"
        "Người ký\tPhạm Minh Chính\nTrích yếu\tVề ô nhiễm môi trường\nTài liệu đính kèm\t20-ct.signed.pdf\n",
        ("chỉ thị", "20/CT-TTg", "2025-07-12", "Thủ tướng Chính phủ", "Phạm Minh Chính"),
    ),
    "office of a front": (
        "ỦY BAN MTTQ VIỆT NAM\nXÃ LƯƠNG MINH\nBAN THƯỜNG TRỰC\n\nSố: 16/KH-MTTQ-BTT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLương Minh, ngày 18 tháng 11 năm 2025\n\nKẾ HOẠCH\nBầu cử\n",
        (
            "kế hoạch",
            "16/KH-MTTQ-BTT",
            "2025-11-18",
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Lương Minh",
            None,
        ),
    ),
}


def header(text: str) -> Header:
    return read_header(outline("x.txt", visible(canonical(text))[0]))


def own(text: str) -> Entity:
    return header(text).own


def test_who_signs_for_another_does_not_hold_his_office() -> None:
    paper = "UBND HUYỆN MƯỜNG LA\nSố: 18/TB-UBND\nMường La, ngày 05 tháng 6 năm 2024\nTHÔNG BÁO\nVề phòng, chống thiên tai\nCác xã trực.\nKT. CHỦ TỊCH\nPHO CHU TỊCH\nLò Văn Bình\n"
    assert (own(paper).signer, own(paper).signer_title) == ("Lò Văn Bình", None)


def test_rows_about_several_papers_say_nothing_of_this_one() -> None:
    rows = "Số hiệu: 12/QĐ-TTg\nNgày ban hành: 05/01/2020\nLoại văn bản: Quyết định\n"
    found = own(f"KẾT QUẢ TÌM KIẾM\n{rows}{rows.replace('12/', '13/')}")
    assert (found.symbol, found.date) == (None, None)


@pytest.mark.parametrize("paper", PAPERS)
def test_paper(paper: str) -> None:
    text, expected = PAPERS[paper]
    found = own(text)
    assert (found.type, found.symbol, found.date, found.issuer, found.signer) == expected


def test_a_province_that_begins_as_a_body_does_is_no_body() -> None:
    """`Thanh Hóa`, as `Thanh tra`."""
    found = own(
        "TỈNH ỦY THANH HÓA\n*\nSố 210-KH/TU\nThanh Hóa, ngày 20 tháng 02 năm 2024\nKẾ HOẠCH\nthực hiện Chỉ thị số 27-CT/TW\n"
    )
    assert (found.issuer, found.place) == ("Tỉnh ủy Thanh Hóa", "tinh-thanh-hoa")


@pytest.mark.parametrize(
    ("said", "place", "inferred"),
    [
        ("trên địa bàn xã Tân Lập, tỉnh Quảng Trị", "xa-tan-lap-tinh-quang-tri", ()),
        ("Thực hiện Kế hoạch số 150/KH-UBND của UBND tỉnh Lâm Đồng", "xa-tan-lap-tinh-lam-dong", ("place",)),
        ("Kế hoạch của UBND tỉnh Lâm Đồng, kinh nghiệm của tỉnh Tây Ninh", None, ()),
        ("tuyên truyền trên địa bàn xã", None, ()),
    ],
)
def test_the_province_of_a_commune_of_which_there_are_many(
    said: str, place: str | None, inferred: tuple[str, ...]
) -> None:
    found = own(
        f"ỦY BAN NHÂN DÂN\nXÃ TÂN LẬP\nSố: 21/KH-UBND\nTân Lập, ngày 12 tháng 9 năm 2025\nKẾ HOẠCH\nPhòng, chống ma túy\n{said}.\n"
    )
    assert (found.issuer, found.place, found.inferred) == ("Ủy ban nhân dân xã Tân Lập", place, inferred)


def test_the_place_of_a_province_is_its_unit() -> None:
    assert own(PAPERS["cells"][0]).place == "tinh-binh-phuoc"


def test_the_subject_of_a_letter_is_its_title_and_no_type() -> None:
    found = own(PAPERS["columns"][0])
    assert found.type == "công văn"
    assert (found.title or "").startswith("triển khai thực hiện Quyết định số 1074/QĐ-BXD")


def test_the_signer_stands_in_the_column_of_the_office() -> None:
    found = own(
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 01/CT-TTg\nHà Nội, ngày 22 tháng 01 năm 2014\nCHỈ THỊ\nVỀ ĐẤT ĐAI\nĐiều 1. Thi hành.\n"
        "| Nơi nhận:                       |KT. THỦ TƯỚNG            |\n|- Ban Bí thư Trung ương Đảng;    |PHÓ THỦ TƯỚNG            |\n|- Văn phòng Quốc hội;            |(đã ký)                  |\n|- Lưu: VT.                       |Hoàng Trung Hải          |\n"
    )
    assert (found.signer, found.signer_title) == ("Hoàng Trung Hải", "Phó Thủ tướng")


def test_the_central_body_that_signs_is_the_issuer() -> None:
    found = own(
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nĐẢNG CỘNG SẢN VIỆT NAM\nSố 52-CT/TW\nHà Nội, ngày 03 tháng 10 năm 2025\nCHỈ THỊ\nvề bảo hiểm y tế\nNơi nhận:\n- Các tỉnh ủy;\nT/M BAN BÍ THƯ\nTrần Cẩm Tú\n"
    )
    assert (found.issuer, found.signer) == ("Ban Bí thư", "Trần Cẩm Tú")


def test_a_form_in_an_annex_is_no_header() -> None:
    found = own(
        "Điều 5. Mẫu\nCăn cứ Luật Giá năm 2012;\n\nỦY BAN NHÂN DÂN XÃ\nSố: 12/QĐ-UBND\nHà Nội, ngày 01 tháng 02 năm 2020\nQUYẾT ĐỊNH\n"
    )
    assert found.symbol is None


def test_a_citation_at_the_head_of_a_line_is_no_number_line() -> None:
    assert own("Nghị định số: 01/2021/NĐ-CP, ngày 04 tháng 01 năm 2021 của Chính phủ được áp dụng.\n").symbol is None


def test_attached_types() -> None:
    assert header(
        "BỘ TƯ PHÁP\nSố: 173/QĐ-BTP\nHà Nội, ngày 29 tháng 01 năm 2015\nQUYẾT ĐỊNH\nBan hành Kế hoạch phối hợp\nĐiều 1. Thi hành.\n"
    ).attached == ("kế hoạch",)


def test_the_name_of_a_law_in_capitals_is_spelled_as_in_sentences() -> None:
    own = read_header(outline("f", "QUỐC HỘI\nBộ luật số: 95/2015/QH13\nBỘ LUẬT\nHÀNG HẢI VIỆT NAM\n")).own
    assert (own.name, own.title) == ("Hàng hải Việt Nam", "HÀNG HẢI VIỆT NAM")


def test_who_decides_right_above_the_grounds_is_no_title_and_signs_nothing() -> None:
    found = own(
        "SẮC LỆNH\n\nCỦA CHỦ TỊCH CHÍNH PHỦ VIỆT NAM DÂN CHỦ CỘNG HOÀ SỐ 71 NGÀY 4 THÁNG 5 NĂM 1947\n\nCHỦ TỊCH CHÍNH PHỦ\n\nChiểu Sắc lệnh số 52 ngày 10-10-1945;\n\nRA SẮC LỆNH:\n\n"
        "Điều 1\n\nĐặt một ty.\n\nHồ Chí Minh\n\n(Đã ký)\n"
    )
    assert (found.symbol, found.title, found.signer) == ("71", None, "Hồ Chí Minh")


def test_number_and_day_below_the_type_are_no_title() -> None:
    found = own(
        "ỦY BAN THƯỜNG VỤ QUỐC HỘI\nSố: 31-L/CTN\nHà Nội, ngày 02 tháng 12 năm 1993\nPHÁP LỆNH\nSỐ 31-L/CTN NGÀY 02/12/1993 CỦA UỶ BAN THƯỜNG VỤ QUỐC HỘI ĐÊ BIỂN\nCăn cứ Hiến pháp;\n"
    )
    assert (found.title, found.name) == ("ĐÊ BIỂN", "ĐÊ BIỂN")
