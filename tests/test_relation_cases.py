"""Snippets of real papers in which a relation was once missed or made up: what they say, and what they must not say."""

from __future__ import annotations

import pytest

from kg.extract import extract

KE_HOACH = "ỦY BAN NHÂN DÂN TỈNH\nSố: 15/KH-UBND\nKẾ HOẠCH\nPhát triển tài sản trí tuệ\n\n"
CHI_THI = "CHỈ THỊ\nVề tăng cường quản lý\n\n"
DE_AN = "QUYẾT ĐỊNH\nPhê duyệt Kế hoạch thực hiện Chiến lược bảo vệ môi trường\n\nĐiều 1. Phê duyệt Kế hoạch thực hiện Chiến lược bảo vệ môi trường.\n\n"
QUYET_DINH = "QUYẾT ĐỊNH\nSửa đổi, bổ sung một số quy định về đất đai\n\n"

LUAT = "QUỐC HỘI\nLuật số: 97/2024/QH15\nLUẬT\nCÔNG ĐOÀN\nĐiều 19. Quyền của đoàn viên\n"

CASES: dict[str, tuple[str, set[str], set[str]]] = {
    "what the press notes in the next sentence is done by the paper of this one": (
        "Chính phủ vừa ban hành Nghị định 178/2024/NĐ-CP. Đáng chú ý là việc bãi bỏ Nghị định số 108/2014/NĐ-CP và Nghị định số 113/2018/NĐ-CP.",
        {"178/2024/NĐ-CP repeals 108/2014/NĐ-CP", "178/2024/NĐ-CP repeals 113/2018/NĐ-CP"},
        set(),
    ),
    "`theo` at the head of a ground": (
        "QUYẾT ĐỊNH\nVề việc giao nhiệm vụ\n\nCăn cứ Nghị định số 34/2017/NĐ-CP ngày 03/4/2017;\nTheo Nghị quyết số 18-NQ/TW ngày 25/10/2017,\n\nĐiều 1. Theo Nghị định số 62/2020/NĐ-CP, các đơn vị rà soát.",
        {"self based_on 18-NQ/TW"},
        {"self based_on 62/2020/NĐ-CP"},
    ),
    "`theo` at the head of the first ground": (
        "THỦ TƯỚNG\nSố: 34-TTg\nQUYẾT ĐỊNH\nVề chế độ bảo hiểm\n\nTheo Nghị quyết số 5-NQ ngày 2 tháng 2 năm 1962 của Hội đồng Chính phủ;\nTheo đề nghị của Bộ trưởng Bộ Nội vụ,\n\nĐiều 1. Nay bãi bỏ Quyết định số 7-TTg.",
        {"self based_on 5-NQ"},
        set(),
    ),
    "a congress in the title and the committee that begins the next paragraph": (
        "ĐẢNG ỦY XÃ BẮC SƠN\n*\nSố 30-CTr/ĐU\nCHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ XVIII\n\nĐảng ủy tiếp tục triển khai Chỉ thị số 50-CT/TW.",
        {"self implements 50-CT/TW"},
        {"nghị quyết đại hội XVIII implements 50-CT/TW"},
    ),
    "two acts on pieces of one paper": (
        "QUYẾT ĐỊNH\nVề giá nước\n\nĐiều 1. Thay thế Phụ lục 1 và bãi bỏ Phụ lục 2 của Quyết định số 20/2006/QĐ-UBND.\n"
        "Điều 2. Bãi bỏ Biểu 3, thay thế Biểu 4 kèm theo Quyết định số 31/2007/QĐ-UBND.",
        {
            "self amends 20/2006/QĐ-UBND",
            "self repeals 20/2006/QĐ-UBND",
            "self repeals 31/2007/QĐ-UBND",
            "self replaces 31/2007/QĐ-UBND",
        },
        set(),
    ),
    "several that do it jointly": (
        "Luật số 35/2024/QH15 và Luật số 36/2024/QH15 cùng có hiệu lực từ 01/01/2025, thay thế Luật số 23/2008/QH12.",
        {"35/2024/QH15 replaces 23/2008/QH12", "36/2024/QH15 replaces 23/2008/QH12"},
        set(),
    ),
    "the second law acts too": (
        QUYET_DINH
        + "Luật số 62/2020/QH14 sửa đổi khoản 3 Điều 7 và Luật số 35/2018/QH14 bãi bỏ điểm b khoản 1 Điều 12 của Luật Xây dựng số 50/2014/QH13.",
        {"35/2018/QH14 repeals 50/2014/QH13"},
        {"62/2020/QH14 amends 35/2018/QH14"},
    ),
    "the grounds of an answer": (
        "BỘ TÀI CHÍNH\nSố: 5/BTC-CST\nV/v trả lời\n\nTrả lời Công văn số 771/CT-TTHT của Cục Thuế, căn cứ khoản 2 Điều 4 Thông tư số 219/2013/TT-BTC, Bộ Tài chính có ý kiến như sau.",
        {"self based_on 219/2013/TT-BTC"},
        set(),
    ),
    "what an article of a law says must be carried out, others must": (
        LUAT + "2. Chấp hành và thực hiện Điều lệ Công đoàn Việt Nam, Luật Hòa giải ở cơ sở số 35/2013/QH13.",
        set(),
        {"self implements 35/2013/QH13", "self implements điều lệ Công đoàn Việt Nam"},
    ),
    "a circular changes how a law is explained, not the law": (
        LUAT
        + "[Nội dung hướng dẫn Khoản này tại Thông tư 23/2018/TT-BTC được sửa đổi bởi Điều 2 Thông tư 06/2024/TT-BTC có hiệu lực từ ngày 06/05/2024]",
        set(),
        {"06/2024/TT-BTC amends self", "23/2018/TT-BTC amends self"},
    ),
    "more guidance is guidance": (
        LUAT + "[Điều này được hướng dẫn bổ sung theo Khoản 3 Điều 2 Nghị định 11/2025/NĐ-CP]",
        {"11/2025/NĐ-CP guides self"},
        {"11/2025/NĐ-CP amends self"},
    ),
    "an old rule that still holds for old contracts is not carried out by the new one": (
        "CHÍNH PHỦ\nSố: 21/2025/NĐ-CP\nNGHỊ ĐỊNH\nVề bảo đảm\n\nĐiều 61. Chuyển tiếp\nHợp đồng được thực hiện trước ngày Nghị định này có hiệu lực thì áp dụng Nghị định số 163/2006/NĐ-CP.",
        set(),
        {"self implements 163/2006/NĐ-CP"},
    ),
    "an article and an annex about a matter are of the law behind them": (
        "QUỐC HỘI\nLuật số: 03/2024/QH15\nLUẬT\nSỬA ĐỔI, BỔ SUNG ĐIỀU 6 VÀ PHỤ LỤC 4\nCăn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n"
        "Quốc hội ban hành Luật sửa đổi, bổ sung Điều 6 và Phụ lục 4 về Danh mục ngành, nghề kinh doanh có điều kiện của Luật Đầu tư số 67/2014/QH13.",
        {"self amends 67/2014/QH13"},
        {"self amends hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"},
    ),
    "articles between semicolons belong to the decision behind them": (
        QUYET_DINH
        + "Bãi bỏ khoản 2 và điểm c khoản 3 Điều 9; Điều 10; Chương III Quyết định số 14/2016/QĐ-UBND ngày 22/4/2016 của Ủy ban nhân dân tỉnh.",
        {"self repeals 14/2016/QĐ-UBND"},
        set(),
    ),
    "a ground ends with its comma: somebody does something": (
        KE_HOACH
        + "3. Trên cơ sở kết quả khảo sát, Sở Xây dựng chủ trì xây dựng phương án lựa chọn phần mềm, bảo đảm phù hợp với quy định tại Thông tư số 08/2024/TT-BXD của Bộ Xây dựng.",
        set(),
        {"self based_on 08/2024/TT-BXD"},
    ),
    "the word ground is no ground": (
        "QUYẾT ĐỊNH\n\nĐiều 4. Lập phương án\n1. Căn cứ, nội dung, trình tự xây dựng phương án thực hiện theo quy định tại Điều 4, Điều 5 Nghị định số 32/2024/NĐ-CP.",
        set(),
        {"self based_on 32/2024/NĐ-CP"},
    ),
    "on that ground a draft is made": (
        CHI_THI
        + "2. Bộ Kế hoạch và Đầu tư rà soát, đánh giá, trên cơ sở đó dự thảo Nghị định sửa đổi, bổ sung một số điều của Nghị định số 29/2008/NĐ-CP ngày 14 tháng 3 năm 2008 của Chính phủ.",
        set(),
        {"self based_on 29/2008/NĐ-CP", "self amends 29/2008/NĐ-CP"},
    ),
    "Ban Chấp hành carries nothing out": (
        "Ngày 26/11/2025, Ban Chấp hành Trung ương đã ban hành Kết luận số 219-KL/TW về việc tiếp tục thực hiện Nghị quyết số 19-NQ/TW ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng.",
        {"219-KL/TW implements 19-NQ/TW"},
        {"self implements 219-KL/TW"},
    ),
    "a list after a thing without a number": (
        KE_HOACH
        + "1. Tiếp tục quán triệt sâu sắc tư tưởng về thi đua yêu nước của Chủ tịch Hồ Chí Minh; Chỉ thị số 41-CT/TW ngày 26/12/2024 của Bộ Chính trị; Kết luận số 01-KL/TW ngày 15/8/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị số 05-CT/TW.",
        {"self implements 41-CT/TW", "self implements 01-KL/TW", "01-KL/TW implements 05-CT/TW"},
        set(),
    ),
    "rules of a law are carried out": (
        CHI_THI
        + "1. Các cơ quan, tổ chức, cá nhân thực hiện hiệu quả và chấp hành nghiêm quy định của Luật Tài nguyên nước năm 2023 và các văn bản liên quan.",
        {"self implements luật Tài nguyên nước 2023"},
        set(),
    ),
    "what is done under rules is cited": (
        CHI_THI + "1. Chi cục thực hiện kiểm tra định kỳ theo quy định của Luật Tài nguyên nước năm 2023.",
        set(),
        {"self implements luật Tài nguyên nước 2023"},
    ),
    "as the aims in a plan say": (
        "CÔNG ĐIỆN\n\n3. Tập trung triển khai các nhiệm vụ, giải pháp về cung cấp dịch vụ công trực tuyến theo đúng mục tiêu, yêu cầu tại Kế hoạch số 02-KH/BCĐTW ngày 19 tháng 6 năm 2025 của Ban Chỉ đạo Trung ương.",
        {"self implements 02-KH/BCĐTW"},
        set(),
    ),
    "a task under an order": (
        CHI_THI
        + "3. Tiếp tục thanh tra, xử lý vi phạm theo Chỉ thị số 134/CT-TTg ngày 20 tháng 01 năm 2010 của Thủ tướng Chính phủ.",
        {"self implements 134/CT-TTg"},
        set(),
    ),
    "reported as ordered": (
        "THÔNG BÁO\nKết luận của Phó Thủ tướng\n\n1. Bộ Y tế tập trung hoàn thiện hồ sơ; khẩn trương báo cáo Chính phủ đảm bảo chất lượng, tiến độ theo đúng chỉ đạo của Phó Thủ tướng Chính phủ tại Thông báo số 591/TB-VPCP ngày 31 tháng 10 năm 2025.",
        {"self implements 591/TB-VPCP"},
        set(),
    ),
    "a decision that carries a plan gives tasks": (
        DE_AN
        + "1. Triển khai Chương trình mục tiêu quốc gia nước sạch giai đoạn 2012 - 2015 theo Quyết định số 366/QĐ-TTg ngày 31 tháng 3 năm 2012 của Thủ tướng Chính phủ.\n2. Sửa đổi, bổ sung Nghị định số 01/2018/NĐ-CP của Chính phủ để bổ sung một đơn vị.\n| 3 | Nghị định quy định chi tiết thi hành Luật Đất đai | Vụ Đất đai |",
        {"self implements 366/QĐ-TTg"},
        {"self amends 01/2018/NĐ-CP", "self guides luật Đất đai"},
    ),
    "approved is not past": (
        DE_AN
        + "1. Tổ chức thực hiện Chiến lược quốc gia về đa dạng sinh học đến năm 2020, tầm nhìn đến năm 2030 đã được Thủ tướng Chính phủ phê duyệt tại Quyết định số 1250/QĐ-TTg ngày 31 tháng 7 năm 2013 và Kế hoạch hành động quốc gia đã được phê duyệt tại Quyết định số 1474/QĐ-TTg ngày 05 tháng 10 năm 2012.",
        {"self implements 1250/QĐ-TTg", "self implements 1474/QĐ-TTg"},
        set(),
    ),
    "a plan named with what made it": (
        KE_HOACH
        + "1. Quán triệt, triển khai có hiệu quả Quyết định số 06/QĐ-TTg ngày 02 tháng 01 năm 2025 của Thủ tướng Chính phủ và Kế hoạch tổng thể ban hành kèm Quyết định số 3103/QĐ-BTC ngày 05 tháng 9 năm 2025 của Bộ Tài chính.",
        {"self implements 06/QĐ-TTg", "self implements 3103/QĐ-BTC"},
        set(),
    ),
    "the next step is not the citation's": (
        CHI_THI
        + "Nhằm tiếp tục triển khai Nghị quyết số 11-NQ/TW, để nâng cao hiệu quả hoạt động báo chí, góp phần tiếp tục thực hiện có hiệu quả Nghị quyết số 03-NQ/ĐCT ngày 03/4/2006 của Đoàn Chủ tịch Tổng Liên đoàn, Tổng Liên đoàn yêu cầu:",
        {"self implements 11-NQ/TW", "self implements 03-NQ/ĐCT"},
        {"11-NQ/TW implements 03-NQ/ĐCT"},
    ),
    "a guidance about something, and a letter": (
        "HƯỚNG DẪN\nVề thể thức văn bản\n\nHướng dẫn này có hiệu lực từ ngày ký, thay thế Hướng dẫn số 11-HD/VPTW, ngày 28/5/2004 của Văn phòng Trung ương Đảng hướng dẫn về thể thức văn bản của Đảng và Công văn số 2587-CV/VPTW, ngày 25/5/2010 của Văn phòng Trung ương Đảng.",
        {"self replaces 11-HD/VPTW", "self replaces 2587-CV/VPTW"},
        {"11-HD/VPTW guides 2587-CV/VPTW"},
    ),
    "a report in brackets is not carried out": (
        "KẾT LUẬN\n\n2. Giao Ban Tổ chức Trung ương chủ trì đánh giá kết quả, nhất là việc tổ chức thực hiện các chủ trương, định hướng về tổ chức bộ máy. *(Kèm theo Báo cáo số 565-BC/BTCTW, ngày 27/11/2025 của Ban Tổ chức Trung ương).*",
        set(),
        {"self implements 565-BC/BTCTW"},
    ),
    "a proposal changes nothing, the resolution does": (
        "NGHỊ QUYẾT\nVề việc điều chỉnh định mức\n\nXét Tờ trình số 41/TTr-UBND ngày 26 tháng 6 năm 2008 của Ủy ban nhân dân tỉnh về việc điều chỉnh Nghị quyết số 42/2006/NQ-HĐND ngày 05 tháng 10 năm 2006 của Hội đồng nhân dân tỉnh;\n\nĐiều 1. Thống nhất điều chỉnh Nghị quyết số 42/2006/NQ-HĐND ngày 05 tháng 10 năm 2006 của Hội đồng nhân dân tỉnh như sau:",
        {"self based_on 41/TTr-UBND", "self amends 42/2006/NQ-HĐND"},
        {"41/TTr-UBND amends 42/2006/NQ-HĐND"},
    ),
    "mixed acts on parts amend": (
        "NGHỊ QUYẾT\n\nĐiều 2. Thay thế, bãi bỏ một số cụm từ, điều của Quy định kèm theo Nghị quyết số 20/2023/NQ-HĐND ngày 21 tháng 8 năm 2023 của Hội đồng nhân dân tỉnh Thừa Thiên Huế",
        {"self amends 20/2023/NQ-HĐND"},
        {"self replaces 20/2023/NQ-HĐND", "self repeals 20/2023/NQ-HĐND"},
    ),
    "a decree in a phrase that is changed": (
        QUYET_DINH
        + 'Điều 2. Sửa đổi, bổ sung một số điều của Quyết định số 61/2024/QĐ-UBND ngày 27 tháng 9 năm 2024\na) Thay thế cụm từ "khoản 4 Điều 60 Nghị định số 102/2024/NĐ-CP" tại Điều 5 bằng cụm từ "Phần VII Nghị định số 151/2025/NĐ-CP";',
        {"self amends 61/2024/QĐ-UBND"},
        {"self amends 102/2024/NĐ-CP", "self amends 151/2025/NĐ-CP"},
    ),
    "who amended what is being amended, behind a semicolon": (
        "NGHỊ QUYẾT\nSửa đổi, bổ sung một số nội dung của Nghị quyết số 730/2004/NQ-UBTVQH11 về việc phê chuẩn bảng phụ cấp đối với cán bộ lãnh đạo của Nhà nước; bảng lương chuyên môn ngành Tòa án đã được sửa đổi, bổ sung một số nội dung theo Nghị quyết số 823/2009/UBTVQH12, Nghị quyết số 973/2015/UBTVQH13",
        {"823/2009/UBTVQH12 amends 730/2004/NQ-UBTVQH11", "973/2015/UBTVQH13 amends 730/2004/NQ-UBTVQH11"},
        {"self amends 973/2015/UBTVQH13", "self amends 823/2009/UBTVQH12"},
    ),
    "amended by a clause of a decree": (
        "QUYẾT ĐỊNH\n\n| 4 | Đối tượng quy định tại khoản 4 Điều 4 Nghị định số 67/2007/NĐ-CP, được sửa đổi tại khoản 1 Điều 1 Nghị đinh số 13/2010/NĐ-CP: người tàn tật nặng |",
        {"13/2010/NĐ-CP amends 67/2007/NĐ-CP"},
        {"self amends 67/2007/NĐ-CP"},
    ),
    "abandoned children repeal nothing": (
        "QUYẾT ĐỊNH\n\n| 1 | Đối tượng quy định tại khoản 1 Điều 4 Nghị định số 67/2007/NĐ-CP: trẻ em bị bỏ rơi, mất nguồn nuôi dưỡng, mất tích theo quy định tại Điều 78 của Bộ luật Dân sự năm 2005 |",
        set(),
        {"bộ luật Dân sự 2005 repeals 67/2007/NĐ-CP", "self repeals 67/2007/NĐ-CP"},
    ),
    "a law still to be made amends nothing": (
        "NGHỊ QUYẾT\n\n| 22. | Xây dựng Luật Nhà giáo trong đó sửa đổi, bổ sung một số quy định có liên quan của Luật Giáo dục năm 2019 | Bộ Giáo dục và Đào tạo |",
        set(),
        {"luật Nhà giáo amends luật Giáo dục 2019"},
    ),
    "a heading of the matter speaks for no document": (
        "QUYẾT ĐỊNH\n\nĐiều 6. Điều chỉnh phương án phát triển cụm công nghiệp\n1. Cơ sở, nội dung, trình tự điều chỉnh phương án thực hiện theo quy định tại Điều 6, Điều 7 Nghị định số 32/2024/NĐ-CP.",
        set(),
        {"self amends 32/2024/NĐ-CP"},
    ),
    "a line that begins a sentence": (
        "CÔNG VĂN\nKính gửi: Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương\nCăn cứ Luật Quản lý thuế số 38/2019/QH14;",
        {"self based_on 38/2019/QH14"},
        set(),
    ),
    "what is attached to the paper itself replaces": (
        "Ban hành kèm theo Quyết định này Quy định về quản lý nhà công vụ, thay thế Quy định ban hành kèm theo Quyết định số 33/2013/QĐ-UBND.",
        {"self replaces 33/2013/QĐ-UBND"},
        set(),
    ),
    "what guides is made in the same sentence": (
        "Hướng dẫn Nghị quyết số 61/2022/QH15, Bộ Kế hoạch và Đầu tư có Công văn số 4762/BKHĐT-QLQH ngày 07/7/2022.",
        {"4762/BKHĐT-QLQH guides 61/2022/QH15"},
        set(),
    ),
    "a law older than the one that replaces was not made to amend it": (
        "Luật số 65/2025/QH15 thay thế Luật Tổ chức chính quyền địa phương số 77/2015/QH13, đã được sửa đổi theo các Luật số 21/2017/QH14, số 47/2019/QH14.",
        {"21/2017/QH14 amends 77/2015/QH13", "47/2019/QH14 amends 77/2015/QH13"},
        set(),
    ),
    "a law amends no circular": (
        "Áp dụng Luật số 71/2014/QH13 sửa đổi, bổ sung một số điều của các Luật về thuế và Thông tư số 78/2014/TT-BTC.",
        set(),
        {"71/2014/QH13 amends 78/2014/TT-BTC"},
    ),
    "the day of issue is no act": (
        "Dừng thực hiện Nghị quyết số 12-NQ/HU kể từ ngày ban hành Kết luận này.",
        {"self suspends 12-NQ/HU"},
        {"12-NQ/HU promulgates self"},
    ),
    "a list of what has ended is announced": (
        "Điều 1. Công bố Danh mục văn bản quy phạm pháp luật hết hiệu lực toàn bộ năm 2023, gồm:\n1. Nghị quyết số 05/2016/NQ-HĐND. Lý do: được thay thế bằng Nghị quyết số 22/2023/NQ-HĐND.",
        {"self announces 05/2016/NQ-HĐND", "22/2023/NQ-HĐND replaces 05/2016/NQ-HĐND"},
        {"self repeals 05/2016/NQ-HĐND"},
    ),
    "an order that makes a law known": (
        "LỆNH\nVề việc công bố Luật\nCHỦ TỊCH NƯỚC\nCăn cứ Điều 88 của Hiến pháp;\nNAY CÔNG BỐ\nLuật Phòng thủ dân sự\nĐã được Quốc hội thông qua ngày 20 tháng 6 năm 2023.",
        {"self announces luật Phòng thủ dân sự 2023"},
        set(),
    ),
    "the articles of an old decree": (
        "Điều thứ nhất - Nay bãi bỏ điều thứ 5 Sắc lệnh số 33 ngày 13 tháng 9 năm 1945.\nĐiều thứ nhì - Các Bộ trưởng chiểu Sắc lệnh này thi hành.",
        {"self repeals 33"},
        set(),
    ),
    "a number under the law it belongs to is not the number of the text": (
        "Căn cứ Luật Đất đai\nsố 31/2024/QH15;\nCăn cứ Luật Tổ chức chính quyền địa phương\nsố 72/2025/QH15;",
        {"self based_on 31/2024/QH15", "self based_on 72/2025/QH15"},
        set(),
    ),
    "the body whose paper it is corrects": (
        "BỘ TÀI CHÍNH\nSố: 2207/BTC-CST\nKính gửi: Cục Thuế các tỉnh\nNgày 30/6/2022, Bộ trưởng Bộ Tài chính đã ký Thông tư số 43/2022/TT-BTC. Qua rà soát, Bộ Tài chính đính chính điểm 3 Mục II Thông tư số 43/2022/TT-BTC như sau:",
        {"self corrects 43/2022/TT-BTC"},
        {"self promulgates 43/2022/TT-BTC"},
    ),
    "what stands there is corrected now": (
        QUYET_DINH + "Tại khoản 1 Điều 3 Quyết định số 26/2016/QĐ-UBND ghi: “30 ngày” nay đính chính lại là “15 ngày”.",
        {"self corrects 26/2016/QĐ-UBND"},
        set(),
    ),
    "to end the carrying out is not to carry out": (
        "Kết thúc thực hiện Nghị quyết số 37-NQ/TW ngày 01/7/2004.",
        {"self repeals 37-NQ/TW"},
        {"self implements 37-NQ/TW"},
    ),
    "a report is answered and carries nothing out": (
        "UBND tỉnh có Báo cáo số 512/BC-UBND; Bộ Nội vụ có Công văn số 64/BNV-TCBC phúc đáp Báo cáo số 512/BC-UBND, yêu cầu tỉnh tổ chức thực hiện Nghị định số 62/2020/NĐ-CP.",
        set(),
        {"512/BC-UBND implements 62/2020/NĐ-CP"},
    ),
    "in brackets behind what it is about": (
        "Thông tư số 107/2017/TT-BTC hướng dẫn chế độ kế toán (thay thế Thông tư số 185/2010/TT-BTC) được thay thế bằng Thông tư số 24/2024/TT-BTC.",
        {"107/2017/TT-BTC replaces 185/2010/TT-BTC", "24/2024/TT-BTC replaces 107/2017/TT-BTC"},
        set(),
    ),
    "each article of it does something": (
        "Quyết định số 48/2024/QĐ-UBND gồm 3 điều, trong đó Điều 1 sửa đổi Điều 6 Quyết định số 12/2022/QĐ-UBND và Điều 2 bãi bỏ Điều 9 Quyết định số 30/2018/QĐ-UBND.",
        {"48/2024/QĐ-UBND amends 12/2022/QĐ-UBND", "48/2024/QĐ-UBND repeals 30/2018/QĐ-UBND"},
        {"12/2022/QĐ-UBND repeals 30/2018/QĐ-UBND"},
    ),
    "the grounds begin below a body without a place": (
        "NGHỊ QUYẾT\nVề việc điều chỉnh Nghị quyết số 52/NQ-HĐND của Hội đồng nhân dân huyện\nCăn cứ Nghị quyết số 1210/2016/UBTVQH13;",
        {"self amends 52/NQ-HĐND", "self based_on 1210/2016/UBTVQH13"},
        set(),
    ),
    "to put off the end of a plan amends it": (
        "QUYẾT ĐỊNH\nĐiều 1. Gia hạn thời gian thực hiện Quyết định số 2156/QĐ-UBND đến ngày 31/12/2023.",
        {"self amends 2156/QĐ-UBND"},
        {"self implements 2156/QĐ-UBND"},
    ),
    "a list in one line": (
        "Nghị định này sửa đổi, bổ sung các nghị định sau: 1. Nghị định số 46/2017/NĐ-CP; 2. Nghị định số 86/2018/NĐ-CP (thay thế Nghị định số 73/2012/NĐ-CP).",
        {
            "self amends 46/2017/NĐ-CP",
            "self amends 86/2018/NĐ-CP",
            "86/2018/NĐ-CP replaces 73/2012/NĐ-CP",
        },
        set(),
    ),
    "where a body guides": (
        "Bộ Nội vụ hướng dẫn Nghị định số 178/2024/NĐ-CP tại Thông tư số 01/2025/TT-BNV.",
        {"01/2025/TT-BNV guides 178/2024/NĐ-CP"},
        set(),
    ),
    "what replaced and was amended is one": (
        "Trước đó, Thông tư số 30/2018/TT-BYT đã thay thế Thông tư số 40/2014/TT-BYT và được bổ sung bởi Thông tư số 01/2020/TT-BYT.",
        {"01/2020/TT-BYT amends 30/2018/TT-BYT"},
        {"01/2020/TT-BYT amends 40/2014/TT-BYT"},
    ),
    "parts between semicolons are guided": (
        "Thông tư này hướng dẫn việc thực hiện điểm a khoản 2 Điều 6; khoản 1 Điều 9; Chương IV Nghị định số 27/2018/NĐ-CP.",
        {"self guides 27/2018/NĐ-CP"},
        set(),
    ),
    "what goes against a paper ends, not the paper": (
        "Mọi hướng dẫn trước đây của Liên đoàn Lao động tỉnh trái với Hướng dẫn số 30/HD-LĐLĐ đều bãi bỏ.",
        set(),
        {"self repeals 30/HD-LĐLĐ"},
    ),
    "who acted in one clause acts in the next": (
        "Tỉnh ủy ban hành Quy định số 902-QĐ/TU bổ sung Điều 5 Quy định số 455-QĐ/TU; bãi bỏ Công văn số 88-CV/TU.",
        {"902-QĐ/TU amends 455-QĐ/TU", "902-QĐ/TU repeals 88-CV/TU"},
        {"self repeals 88-CV/TU"},
    ),
    "a list in one line, with words among what ends": (
        "Nghị định này bãi bỏ: a) Điểm c khoản 1 Điều 5 Nghị định số 37/2014/NĐ-CP; b) Cụm từ “Phòng Y tế” tại Điều 8 Nghị định số 108/2020/NĐ-CP; c) Thông tư số 12/2021/TT-BNV.",
        {"self repeals 37/2014/NĐ-CP", "self amends 108/2020/NĐ-CP", "self repeals 12/2021/TT-BNV"},
        {"self repeals 108/2020/NĐ-CP"},
    ),
    "who asks others to stop suspends": (
        "ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA\nSố: 4410/UBND-KT\nKính gửi: Các sở\nUBND tỉnh yêu cầu các sở tạm dừng thực hiện Văn bản số 3987/UBND-KT và khoản 3 Thông báo số 281/TB-UBND.",
        {"self suspends 3987/UBND-KT", "self suspends 281/TB-UBND"},
        set(),
    ),
    "by what it was made concrete": (
        "Đại hội thông qua Nghị quyết số 01-NQ/ĐH; Trung ương đã cụ thể hóa Nghị quyết trên bằng Kết luận số 21-KL/TW và Quy định số 37-QĐ/TW thay thế Quy định số 47-QĐ/TW.",
        {"21-KL/TW implements 01-NQ/ĐH", "37-QĐ/TW implements 01-NQ/ĐH", "37-QĐ/TW replaces 47-QĐ/TW"},
        set(),
    ),
    "who does it by the rules of another": (
        "Nghị định số 13/2021/NĐ-CP quy định về đối thoại theo Điều 10 Luật Thanh niên số 57/2020/QH14, bãi bỏ Nghị định số 120/2007/NĐ-CP.",
        {"13/2021/NĐ-CP repeals 120/2007/NĐ-CP"},
        {"57/2020/QH14 repeals 120/2007/NĐ-CP"},
    ),
    "a paper is the ground on which another is made": (
        "Nghị quyết số 29-NQ/TW ngày 04/11/2013 là căn cứ để ban hành Kế hoạch số 15-KH/TU ngày 20/3/2014 của Tỉnh ủy Phú Thọ. "
        "Luật Giáo dục số 43/2019/QH14 là cơ sở pháp lý để Chính phủ ban hành Nghị định số 84/2020/NĐ-CP. Nghị quyết số 08-NQ/TU là căn cứ để thực hiện Kế hoạch số 16-KH/TU.",
        {"15-KH/TU based_on 29-NQ/TW", "84/2020/NĐ-CP based_on 43/2019/QH14"},
        {"16-KH/TU based_on 08-NQ/TU", "29-NQ/TW based_on 15-KH/TU"},
    ),
    "a cell a line, what became of the document the row is about": (
        "DANH MỤC VĂN BẢN HẾT HIỆU LỰC\nTT\nTên văn bản\nLý do\n1\nQuyết định số 15/2012/QĐ-UBND ngày 20/5/2012\nBan hành Quy chế quản lý đô thị theo Nghị định số 72/2012/NĐ-CP\n"
        "Được thay thế bởi Quyết định số 22/2023/QĐ-UBND\n2\nNghị quyết số 33/2013/NQ-HĐND ngày 12/7/2013\nNghị quyết số 05/2023/NQ-HĐND ngày 07/7/2023 bãi bỏ\n3.\nQuyết định\n"
        "số 17/2009/QĐ-UBND ngày 10/4/2009\nSửa đổi Quyết định số 05/2008/QĐ-UBND\nBị bãi bỏ bởi Quyết định số 11/2015/QĐ-UBND",
        {
            "22/2023/QĐ-UBND replaces 15/2012/QĐ-UBND",
            "05/2023/NQ-HĐND repeals 33/2013/NQ-HĐND",
            "17/2009/QĐ-UBND amends 05/2008/QĐ-UBND",
            "11/2015/QĐ-UBND repeals 17/2009/QĐ-UBND",
        },
        {"22/2023/QĐ-UBND replaces 72/2012/NĐ-CP"},
    ),
    "who acts, where `bởi` is left out": (
        QUYET_DINH
        + "Điều 1. Sửa đổi Điều 5 Nghị quyết số 43/2014/NQ-HĐND (đã được sửa đổi, bổ sung Nghị quyết số 01/2017/NQ-HĐND).\nLịch sử hiệu lực\n07/09/2017 Bị thay thế Quyết định số 02/2017/QĐ-UBND",
        {"01/2017/NQ-HĐND amends 43/2014/NQ-HĐND"},
        {"self replaces 02/2017/QĐ-UBND"},
    ),
    "for how long a paper is carried out is changed": (
        "HỘI ĐỒNG NHÂN DÂN TỈNH\nSố: 20/NQ-HĐND\nNGHỊ QUYẾT\nVề kéo dài\n\nĐiều 2. Điều chỉnh thời gian thực hiện tại khoản 1 Điều 2 Nghị quyết số 21/NQ-HĐND ngày 10/7/2021 từ “2021-2024” thành “2021-2026”.",
        {"self amends 21/NQ-HĐND"},
        {"self implements 21/NQ-HĐND"},
    ),
    "a report tells what was done": (
        "BÁO CÁO\nKết quả 5 năm\nUBND quận đã xây dựng Kế hoạch số 112/KH-UBND triển khai Nghị quyết số 19-NQ/TU; ban hành Quyết định số 2233/QĐ-UBND, bãi bỏ Quyết định số 12/QĐ-UBND.",
        {"112/KH-UBND implements 19-NQ/TU"},
        {"self promulgates 2233/QĐ-UBND", "self repeals 12/QĐ-UBND"},
    ),
    "what a ground is about is not carried out": (
        "ỦY BAN NHÂN DÂN TỈNH\nQUYẾT ĐỊNH\n\nCăn cứ Thông báo số 05-TB/BCĐTW ngày 04/7/2025 của Ban Chỉ đạo Trung ương về kết luận của đồng chí Tô Lâm, Trưởng Ban Chỉ đạo, tại Hội nghị sơ kết thực hiện Nghị quyết số 57-NQ/TW;",
        {"self based_on 05-TB/BCĐTW"},
        {"self implements 57-NQ/TW"},
    ),
    "the head of a page of the gazette in the middle of a sentence": (
        "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nQUYẾT ĐỊNH\n\nĐiều 2. Quyết định này thay\n12  CÔNG BÁO/Số 33/Ngày 30-8-2023\nthế Quyết định số 18/2018/QĐ-UBND ngày 05/6/2018 của Ủy ban\n"
        "CÔNG BÁO/Số 33/Ngày 30-8-2023\n13\n\nnhân dân tỉnh; bãi bỏ Điều 8 Quyết định số 40/2019/QĐ-UBND.",
        {"self replaces 18/2018/QĐ-UBND", "self repeals 40/2019/QĐ-UBND"},
        set(),
    ),
    "articles between semicolons, behind the words that are put there": (
        "BỘ TÀI NGUYÊN VÀ MÔI TRƯỜNG\nTHÔNG TƯ\n\nĐiều 2. Bổ sung cụm từ “hoặc cấp xã” vào sau cụm từ “cấp tỉnh” tại khoản 1 Điều 5; điểm c khoản 2 Điều 6 của Thông tư số 10/2022/TT-BTNMT.",
        {"self amends 10/2022/TT-BTNMT"},
        set(),
    ),
    "what a sentence of the press is about acts in the next one": (
        "Ngày 10/6/2025, UBND thành phố có Quyết định số 2150/QĐ-UBND bãi bỏ Quyết định số 890/QĐ-UBND ngày 02/3/2020. Quyết định cũng thay thế Quyết định số 1200/QĐ-UBND ngày 15/5/2021.",
        {"2150/QĐ-UBND repeals 890/QĐ-UBND", "2150/QĐ-UBND replaces 1200/QĐ-UBND"},
        {"self replaces 1200/QĐ-UBND"},
    ),
    "what ends behind a semicolon is not carried out": (
        "HỘI ĐỒNG NHÂN DÂN PHƯỜNG\nNGHỊ QUYẾT\n\nGiao UBND phường thực hiện Nghị quyết; Nghị quyết số 08/NQ-HĐND ngày 20/12/2023 hết hiệu lực.",
        {"self repeals 08/NQ-HĐND"},
        {"self implements 08/NQ-HĐND"},
    ),
    "a letter takes back one of its own kind, and no other": (
        "ỦY BAN NHÂN DÂN HUYỆN\nSố: 210/UBND-VP\nKính gửi: UBND các xã\n1. Thực hiện Chỉ thị số 05/CT-TTg.\n2. Thu hồi Công văn số 199/UBND-VP ngày 28/5/2021.\n3. Thu hồi Quyết định số 12/QĐ-UBND.",
        {"self repeals 199/UBND-VP"},
        {"self repeals 12/QĐ-UBND"},
    ),
    "what ends according to another is ended by that one, not by who tells it": (
        QUYET_DINH + "1. Quyết định số 17/2010/QĐ-UBND hết hiệu lực theo Quyết định số 18/2012/QĐ-UBND.\n"
        "2. Thông tư số 20/2010/TT-BTC hết hiệu lực theo quy định tại khoản 2 Điều 5 Nghị định số 40/2015/NĐ-CP.\n"
        "3. Quyết định số 5/2010/QĐ-UBND hết hiệu lực theo khoản 4 Điều 154 Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13.",
        {"18/2012/QĐ-UBND repeals 17/2010/QĐ-UBND", "40/2015/NĐ-CP repeals 20/2010/TT-BTC"},
        {"self repeals 17/2010/QĐ-UBND", "self repeals 5/2010/QĐ-UBND", "80/2015/QH13 repeals 5/2010/QĐ-UBND"},
    ),
    "a note that a clause has ended": (
        LUAT
        + "4. Bồi thường. [Khoản này hết hiệu lực theo điểm b khoản 2 Điều 31 Nghị định số 88/2024/NĐ-CP có hiệu lực từ ngày 01/8/2024]",
        {"88/2024/NĐ-CP repeals self"},
        set(),
    ),
    "what is not gone on with is not carried out": (
        KE_HOACH + "2. Không tiếp tục thực hiện Công văn số 1120/UBND-KT ngày 12/4/2022 của UBND tỉnh.",
        set(),
        {"self implements 1120/UBND-KT"},
    ),
    "the history of a paper on a portal": (
        "Lịch sử hiệu lực: Quyết định 30/2013/QĐ-UBND\nNgày Trạng thái Văn bản nguồn\n19/07/2013 Văn bản có hiệu lực 30/2013/QĐ-UBND\n"
        "09/01/2015 Được sửa đổi 79/2014/QĐ-UBND\n27/02/2015 Bị hết hiệu lực 1 phần 413/QĐ-UBND\n06/05/2019 Bị thay thế 14/2019/QĐ-UBND\n",
        {
            "79/2014/QĐ-UBND amends 30/2013/QĐ-UBND",
            "413/QĐ-UBND repeals 30/2013/QĐ-UBND",
            "14/2019/QĐ-UBND replaces 30/2013/QĐ-UBND",
        },
        {"self repeals 413/QĐ-UBND"},
    ),
    "a verb that a column of blanks tears": (
        "TT    Tên văn bản                        Nội dung                        Cơ quan\n"
        "1     Nghị định số 137/2020/NĐ-CP        quy định chi tiết, hướng dẫn    Bộ Công an\n"
        "      ngày 27/11/2020                    thi hành Luật Đất đai\n"
        "2     Thông tư số 36/2018/TT-BTC         hướng dẫn lập dự toán           Bộ Tài chính\n",
        {"137/2020/NĐ-CP guides luật Đất đai"},
        {"137/2020/NĐ-CP implements luật Đất đai"},
    ),
    "to explain and to guide are two acts": (
        "NGHỊ ĐỊNH\nCăn cứ Thông tư số 13-NV ngày 30-8-1966 của Bộ Nội vụ giải thích và hướng dẫn thi hành Nghị định số 195-CP;",
        {"13-NV interprets 195-CP", "13-NV guides 195-CP"},
        set(),
    ),
    "a gazette corrects": (
        "Tại Quyết định số 15/2011/QĐ-UBND (đăng Công báo số 201), do lỗi đánh máy nên xin đính chính lại như sau:\n"
        "- Tại khoản 2 Điều 5 đã in: “Nghị định số 85/2009/NĐ-CP”. Nay sửa lại là: “Nghị định số 83/2009/NĐ-CP”.",
        {"self corrects 15/2011/QĐ-UBND"},
        {"self amends 83/2009/NĐ-CP"},
    ),
    "an order announces on a line of its own right below its grounds": (
        "LỆNH\nCHỦ TỊCH NƯỚC\nCăn cứ vào Điều 34 của Luật Tổ chức Quốc hội,\nNAY CÔNG BỐ:\nPháp lệnh Cơ yếu đã được thông qua ngày 04 tháng 4 năm 2001.",
        {"self announces pháp lệnh Cơ yếu", "self based_on luật Tổ chức Quốc hội"},
        set(),
    ),
    "a paper that has been amended since it replaced another": (
        "QUỐC HỘI\nSố: 55/2010/QH12\nNGHỊ QUYẾT\nVỀ MIỄN THUẾ\nĐiều 2. Nghị quyết này thay thế Nghị quyết số 15/2003/QH11 và được sửa đổi bởi Nghị quyết số 28/2016/QH14.",
        {"self replaces 15/2003/QH11", "28/2016/QH14 amends self"},
        {"28/2016/QH14 amends 15/2003/QH11"},
    ),
    "the press lists what a circular ends": (
        "Bộ Nội vụ vừa ban hành Thông tư số 02/2026/TT-BNV về việc bãi bỏ một số văn bản quy phạm pháp luật.\n\n"
        "Các văn bản bị bãi bỏ gồm Quyết định số 202/TCCP-VC ngày 8.6.1994 về ngạch công chức; Thông tư số 09/2007/TT-BNV hướng dẫn về kho lưu trữ.",
        {"02/2026/TT-BNV repeals 202/TCCP-VC", "02/2026/TT-BNV repeals 09/2007/TT-BNV"},
        set(),
    ),
    "the press tells of a draft": (
        "Bộ đang dự thảo Thông tư bãi bỏ một số văn bản. Cụ thể, bãi bỏ toàn bộ 02 văn bản sau đây:\n\nChỉ thị số 14/2002/CT-BVHTT.\n\nQuyết định số 48/2003/QĐ-BVHTT.",
        set(),
        {"self repeals 14/2002/CT-BVHTT", "self repeals 48/2003/QĐ-BVHTT"},
    ),
    "a list behind a decision that ends what it lists": (
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG TRỊ\nSố: 61/2021/QĐ-UBND\nQUYẾT ĐỊNH\nBãi bỏ các văn bản quy phạm pháp luật\n\n"
        "Điều 1. Bãi bỏ toàn bộ 02 văn bản và bãi bỏ một phần 01 văn bản (có danh mục kèm theo).\n\n"
        "DANH MỤC\nVĂN BẢN BÃI BỎ\n(Kèm theo Quyết định số 61/2021/QĐ-UBND)\n\nI. BÃI BỎ TOÀN BỘ\n"
        "1. Quyết định số 24/2008/QĐ-UBND ngày 28/7/2008 về thực hiện Nghị quyết số 11/NQ-CP.\n| 2 | Chỉ thị | 08/2012/CT-UBND ngày 01/3/2012 | Về phòng cháy |\n"
        "II. BÃI BỎ MỘT PHẦN\n1. Khoản 3 Điều 5 Quy định ban hành kèm theo Quyết định số 31/2017/QĐ-UBND.\n",
        {"self repeals 24/2008/QĐ-UBND", "self repeals 08/2012/CT-UBND", "self repeals 31/2017/QĐ-UBND"},
        {"self repeals 11/NQ-CP", "self implements 11/NQ-CP"},
    ),
    "a list of what others have ended": (
        "ỦY BAN NHÂN DÂN\nXÃ HẢI LĂNG\nSố: 64/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc công bố danh mục văn bản hết hiệu lực\n\nĐiều 1. Công bố danh mục văn bản hết hiệu lực toàn bộ.\n\n"
        "DANH MỤC VĂN BẢN HẾT HIỆU LỰC\nSTT\nTên văn bản\nLý do\n1\nNghị quyết số 05/2021/NQ-HĐND của HĐND xã Hải Thượng\n"
        "Bị bãi bỏ bởi Nghị quyết số 02/2025/NQ-HĐND\n2\nQuyết định số 03/2022/QĐ-UBND\nThời gian thực hiện đã hết\n",
        {"02/2025/NQ-HĐND repeals 05/2021/NQ-HĐND"},
        {"self repeals 05/2021/NQ-HĐND", "self repeals 03/2022/QĐ-UBND"},
    ),
    "two numbers with a hyphen": (
        "HỘI ĐỒNG BỘ TRƯỞNG\nNGHỊ ĐỊNH\n\nĐiều 2. Bãi bỏ Quyết định số 25-CP và 26-CP ngày 21-1-1981.",
        {"self repeals 25-CP", "self repeals 26-CP"},
        set(),
    ),
    "who made what a decision ends stands between the verb and the list": (
        QUYET_DINH
        + "Điều 1. Bãi bỏ các văn bản do UBND tỉnh, Chủ tịch UBND tỉnh (trước đây) ban hành trong lĩnh vực xây dựng, cụ thể như sau:\n"
        "1. Quyết định số 90/2004/QĐ-UB ngày 01/3/2004 của UBND tỉnh về quản lý quy hoạch;\n2. Chỉ thị số 06/CT-UB ngày 11/4/1999 của UBND tỉnh.\n",
        {"self repeals 90/2004/QĐ-UB", "self repeals 06/CT-UB"},
        set(),
    ),
    "a part ends at another time than the rest": (
        QUYET_DINH
        + "Điều 2. Bãi bỏ khoản 2 Điều 7 Quyết định số 12/2018/QĐ-UBND, riêng khoản 4 Điều 17 Quyết định số 30/2018/QĐ-UBND hết hiệu lực từ ngày 01/01/2030.",
        {"self repeals 12/2018/QĐ-UBND", "self repeals 30/2018/QĐ-UBND"},
        set(),
    ),
    "what is no longer carried out": (
        QUYET_DINH + "Điều 2. Thôi áp dụng Quyết định số 12/2018/QĐ-UBND kể từ ngày 01/01/2030.",
        {"self repeals 12/2018/QĐ-UBND"},
        set(),
    ),
    "a heading of grounds": (
        KE_HOACH
        + "I. CĂN CỨ PHÁP LÝ\nLuật Giao dịch điện tử số 20/2023/QH15;\nNghị định số 107/2021/NĐ-CP sửa đổi Nghị định số 61/2018/NĐ-CP;\n"
        "II. NỘI DUNG\nNghị định số 42/2022/NĐ-CP quy định về dịch vụ công.\n",
        {"self based_on 20/2023/QH15", "self based_on 107/2021/NĐ-CP", "107/2021/NĐ-CP amends 61/2018/NĐ-CP"},
        {"self based_on 42/2022/NĐ-CP", "self based_on 61/2018/NĐ-CP"},
    ),
    "the press tells in two sentences what carries out what, and what it replaces": (
        "Thực hiện Nghị quyết số 05-NQ/TU ngày 14/7/2021 của Tỉnh ủy về phát triển nông nghiệp. Ngày 10/3/2025, UBND tỉnh đã ban hành Kế hoạch số 61/KH-UBND; "
        "thay cho Kế hoạch số 118/KH-UBND ngày 20/4/2021.",
        {"61/KH-UBND implements 05-NQ/TU", "61/KH-UBND replaces 118/KH-UBND"},
        {"self implements 05-NQ/TU", "self replaces 118/KH-UBND"},
    ),
    "the press tells what was made so that others carry it out": (
        "Theo đó, UBND tỉnh đã ban hành các văn bản làm cơ sở để địa phương thực hiện thống nhất như: Kế hoạch số 86-KH/TU ngày 07/5/2018.",
        set(),
        {"self implements 86-KH/TU"},
    ),
    "the press lists what a decision ends": (
        "Ngày 24/4/2023, UBND tỉnh ban hành Quyết định số 19/2023/QĐ-UBND về việc bãi bỏ một số văn bản quy phạm pháp luật.\n"
        "Theo đó, 45 văn bản quy phạm pháp luật do UBND tỉnh ban hành sẽ bị bãi bỏ từ ngày 04/5/2023, gồm:\n1. Quyết định số 30/2005/QĐ-UBND ngày 16/6/2005.\n",
        {"19/2023/QĐ-UBND repeals 30/2005/QĐ-UBND"},
        set(),
    ),
    "a verb said twice": (
        "Thực hiện Thực hiện Chỉ thị số 22-CT/TW ngày 23/01/2018, Ban Thi đua đã ban hành Kế hoạch số 12/KH-BTĐKT ngày 02/4/2018.",
        {"12/KH-BTĐKT implements 22-CT/TW"},
        {"self implements 22-CT/TW"},
    ),
    "a law by its name with its number in brackets is one law": (
        "Luật Bảo hiểm xã hội năm 2024 (Luật số 41/2024/QH15) thay thế Luật Bảo hiểm xã hội năm 2014 (số 58/2014/QH13).",
        {"41/2024/QH15 replaces 58/2014/QH13"},
        {"luật Bảo hiểm xã hội 2024 replaces luật Bảo hiểm xã hội 2014"},
    ),
    "what a ground follows is no order": (
        "CỤC THUẾ TỈNH QUẢNG NINH\nSố: 3308/CTQNI-TTHT\nQuảng Ninh, ngày 02 tháng 8 năm 2023\nKính gửi: Công ty A\n"
        "- Căn cứ Nghị định số 44/2023/NĐ-CP ngày 30/6/2023 của Chính phủ quy định chính sách giảm thuế theo Nghị quyết số 101/2023/QH15 ngày 24/6/2023;\n",
        {"self based_on 44/2023/NĐ-CP"},
        {"self implements 101/2023/QH15"},
    ),
    "a meeting whose resolution it is": (
        "HỘI ĐỒNG CHÍNH PHỦ\nSố: 120-CP\nHà Nội, ngày 26 tháng 7 năm 1968\nQUYẾT ĐỊNH\nVỀ VIỆC HỢP NHẤT CÁC HUYỆN\n"
        "Căn cứ nghị quyết của Hội nghị thường vụ của Hội đồng Chính phủ ngày 17 tháng 7 năm 1968;\n",
        {"self based_on nghị quyết ngày 1968-07-17 1968"},
        set(),
    ),
    "decrees told by their numbers behind the law that they guide": (
        "BÁO CÁO\n\nChính phủ đã ban hành các Nghị định quy định chi tiết Luật Đất đai (số 71/2024/NĐ-CP, số 88/2024/NĐ-CP và số 101/2024/NĐ-CP).",
        {
            "71/2024/NĐ-CP guides luật Đất đai",
            "88/2024/NĐ-CP guides luật Đất đai",
            "101/2024/NĐ-CP guides luật Đất đai",
        },
        set(),
    ),
    "a range of articles beside a whole circular": (
        "THÔNG TƯ\n\nThông tư số 11/2012/TT-BCT và các điều 5, 7, từ Điều 10 đến Điều 14 của Thông tư số 28/2014/TT-BCT hết hiệu lực.",
        {"self repeals 11/2012/TT-BCT", "self repeals 28/2014/TT-BCT"},
        set(),
    ),
    "who repealed it, told by `do`; and what of it was amended": (
        "Nghị quyết số 09/2017/NQ-HĐND do Nghị quyết số 15/2021/NQ-HĐND bãi bỏ. Quyết định số 40/2018/QĐ-UBND được sửa đổi khoản 1 Điều 4 bằng Quyết định số 11/2020/QĐ-UBND.",
        {"15/2021/NQ-HĐND repeals 09/2017/NQ-HĐND", "11/2020/QĐ-UBND amends 40/2018/QĐ-UBND"},
        set(),
    ),
    "several acts in the passive are amendments": (
        "Quyết định số 01/2022/QĐ-KTNN được sửa đổi, bổ sung và bãi bỏ bởi:\nQuyết định số 07/2024/QĐ-KTNN ngày 16 tháng 10 năm 2024.",
        {"07/2024/QĐ-KTNN amends 01/2022/QĐ-KTNN"},
        {"07/2024/QĐ-KTNN repeals 01/2022/QĐ-KTNN"},
    ),
    "two bodies carry it out, not the programme that they go on with": (
        "Tiếp nối Chương trình số 02/CTPH-MTTQ-HND ngày 10/02/2015, hai bên thống nhất triển khai Kết luận số 61-KL/TW ngày 03/12/2009.",
        {"self implements 61-KL/TW"},
        {"02/CTPH-MTTQ-HND implements 61-KL/TW"},
    ),
    "what is only announced to have ended": (
        "QUYẾT ĐỊNH\nCông bố Danh mục văn bản hết hiệu lực năm 2022\nĐiều 1. Công bố kèm theo Quyết định này Danh mục văn bản hết hiệu lực.\n\nDANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ\n"
        "| 1 | Quyết định | 14/2015/QĐ-UBND ngày 10/6/2015 | Bị thay thế bởi Quyết định số 08/2022/QĐ-UBND |\n| 2 | Chỉ thị | 05/2012/CT-UBND ngày 20/4/2012 | Hết thời hạn |\n",
        {
            "self announces 14/2015/QĐ-UBND",
            "self announces 05/2012/CT-UBND",
            "08/2022/QĐ-UBND replaces 14/2015/QĐ-UBND",
        },
        {"self repeals 14/2015/QĐ-UBND", "self announces 08/2022/QĐ-UBND"},
    ),
    "what is not replaced; what another one changed by an article of it": (
        "Nghị quyết số 01/2019/NQ-HĐTP không bị Nghị quyết số 02/2023/NQ-HĐTP thay thế. Khoản 4 Điều 20 Nghị định số 156/2018/NĐ-CP đã được khoản 12 Điều 1 Nghị định số 91/2024/NĐ-CP sửa đổi.",
        {"91/2024/NĐ-CP amends 156/2018/NĐ-CP"},
        {"02/2023/NQ-HĐTP replaces 01/2019/NQ-HĐTP"},
    ),
    "repealed in part, told in brackets": (
        "CÔNG VĂN\n\nCăn cứ Quyết định số 36/2022/QĐ-UBND (được bãi bỏ một phần tại Quyết định số 12/2024/QĐ-UBND);",
        {"12/2024/QĐ-UBND repeals 36/2022/QĐ-UBND"},
        {"self repeals 36/2022/QĐ-UBND"},
    ),
    "what the press lists below, from a day on": (
        "Bộ Văn hóa đã ban hành Thông tư số 15/2021/TT-BVHTTDL bãi bỏ một số văn bản quy phạm pháp luật.\n"
        "Theo đó, kể từ ngày 01 tháng 02 năm 2022 toàn bộ 02 văn bản quy phạm pháp luật sau sẽ hết hiệu lực:\n1. Quyết định số 05-VH/QĐ ngày 08 tháng 02 năm 1973.\n2. Quyết định số 05/2002/QĐ-BVHTT.",
        {"15/2021/TT-BVHTTDL repeals 05-VH/QĐ", "15/2021/TT-BVHTTDL repeals 05/2002/QĐ-BVHTT"},
        set(),
    ),
    "acts in words of old and of everyday": (
        "THÔNG TRI\n\n1. Tạm đình chỉ thi hành điểm 3, mục II của Thông tri số 05-TTr/TW ngày 2-2-1985.\n2. Thông tri này bổ sung và giải thích thêm Chỉ thị số 79-CT/TW.\n"
        "3. Thông tri này bổ khuyết cho Thông tri số 06-TTr/TW và hủy Thông báo số 15-TB/TW ngày 21/3/1985.",
        {
            "self suspends 05-TTr/TW",
            "self amends 79-CT/TW",
            "self interprets 79-CT/TW",
            "self amends 06-TTr/TW",
            "self repeals 15-TB/TW",
        },
        set(),
    ),
    "a part of rules that are attached, beside a whole decision": (
        QUYET_DINH
        + "Điều 2. Bãi bỏ Quyết định số 970/QĐ-TCT, Phần B Quy trình ban hành kèm theo Quyết định số 1404/QĐ-TCT ngày 28/7/2015.",
        {"self repeals 970/QĐ-TCT", "self repeals 1404/QĐ-TCT"},
        set(),
    ),
    "a row of a list of ended papers that tells what it changed": (
        "QUYẾT ĐỊNH\nBãi bỏ các văn bản\nĐiều 1. Bãi bỏ toàn bộ 02 văn bản tại Phụ lục.\nPHỤ LỤC\nDANH MỤC VĂN BẢN BÃI BỎ\nTT\nVăn bản\nTrích yếu\n1\nQuyết định số 12/2019/QĐ-UBND\nQuy định quản lý\n"
        "2\nQuyết định số 33/2020/QĐ-UBND\nSửa đổi, bổ sung Quyết định số 18/2017/QĐ-UBND\n",
        {
            "self repeals 12/2019/QĐ-UBND",
            "self repeals 33/2020/QĐ-UBND",
            "33/2020/QĐ-UBND amends 18/2017/QĐ-UBND",
        },
        set(),
    ),
    "a second ground behind what the first is about": (
        KE_HOACH
        + "Thực hiện Kế hoạch số 210/KH-UBND ngày 02/5/2024 về chuyển đổi số, trên cơ sở Công văn số 512/CATX-QLHC của Công an thị xã, UBND phường ban hành kế hoạch.",
        {"self implements 210/KH-UBND", "self based_on 512/CATX-QLHC"},
        set(),
    ),
}


def said(text: str) -> set[str]:
    facts = extract("f", text)

    def name(entity: int) -> str:
        e = facts.entities[entity]
        return "self" if entity == 0 else e.symbol or " ".join(filter(None, (e.type, e.name, str(e.year or ""))))

    return {
        f"{name(c.subject)} {c.kind} {name(c.object)}"
        for c in facts.claims
        if c.kind != "cites" and facts.entities[c.object].kind == "document"
    }


@pytest.mark.parametrize(("text", "wanted", "never"), CASES.values(), ids=CASES)
def test_what_a_snippet_says(text: str, wanted: set[str], never: set[str]) -> None:
    found = said(text)
    assert wanted <= found, found
    assert not never & found


def test_what_is_added_stands_where_it_is_put() -> None:
    text = (
        "LUẬT\nĐiều 1. Sửa đổi, bổ sung một số điều của Luật Sở hữu trí tuệ số 50/2005/QH11\n"
        "1. Sửa đổi, bổ sung điểm b khoản 1 Điều 17 như sau:\n“b) a;”\n"
        "2. Bổ sung điểm đ vào khoản 2 Điều 18 như sau:\n“đ) a;”\n"
        "3. Bổ sung khoản 5a vào sau khoản 5 Điều 12 như sau:\n“5a. a.”\n"
        "4. Bổ sung điểm c1 vào sau điểm c khoản 3 Điều 15 như sau:\n“c1) a;”\n"
        "5. Bỏ cụm từ “tại Điều 79” tại khoản 1 Điều 203;\n"
    )
    places = {p for c in extract("f", text).claims if c.kind == "amends" for p in c.provisions}
    assert places == {
        "điều 17/khoản 1/điểm b",
        "điều 18/khoản 2/điểm đ",
        "điều 12/khoản 5a",
        "điều 15/khoản 3/điểm c1",
        "điều 203/khoản 1",
    }


def test_what_new_wording_names_is_not_what_the_next_instruction_changes() -> None:
    text = (
        "Sửa đổi Quy chế ban hành kèm theo Quyết định số 18/2021/QĐ-UBND (sau đây gọi là Quy chế), cụ thể:\n"
        "1. Sửa đổi khoản 3 Điều 6 của Quy chế như sau:\n“3. Thực hiện theo Luật Đấu thầu số 22/2023/QH15.”\n"
        "2. Bổ sung điểm d vào khoản 2 Điều 9 Quy chế.\n"
    )
    facts = extract("f", text)
    changed = {(facts.entities[c.object].symbol, p) for c in facts.claims if c.kind == "amends" for p in c.provisions}
    assert changed == {("18/2021/QĐ-UBND", "điều 6/khoản 3"), ("18/2021/QĐ-UBND", "điều 9/khoản 2/điểm d")}


def test_an_article_named_last_is_that_of_all_that_is_acted_on_before() -> None:
    text = QUYET_DINH + "Điều 2. Bãi bỏ khoản 1, khoản 2 và thay thế khoản 3 Điều 9 Quyết định số 12/2018/QĐ-UBND.\n"
    assert {(c.kind, c.provisions) for c in extract("f", text).claims if c.kind in ("repeals", "replaces")} == {
        ("repeals", ("điều 9/khoản 1", "điều 9/khoản 2")),
        ("replaces", ("điều 9/khoản 3",)),
    }


def test_the_name_of_a_plot_is_no_decision() -> None:
    text = "| STT | Ký hiệu | Giao đất |\n| 1 | QĐ 66 | Quyết định số 812/QĐ-UBND ngày 03/4/2018 |\n"
    assert [e.symbol for e in extract("f", text).entities if e.kind == "document" and e.type] == ["812/QĐ-UBND"]


def test_a_day_in_the_name_of_what_is_amended_is_no_day_of_effect() -> None:
    text = QUYET_DINH + (
        "Điều 3. Sửa đổi, bổ sung Điều 5 Quyết định số 71/2024/QĐ-UBND ngày 20 tháng 12 năm 2024 về việc điều chỉnh bảng giá các loại đất áp dụng từ ngày 01/01/2020"
    )
    assert [c.effective for c in extract("f", text).claims if c.kind == "amends"] == [None]


EFFECT_HEAD = "BỘ NỘI VỤ\nSố: 06/2024/TT-BNV\nHà Nội, ngày 28 tháng 6 năm 2024\nTHÔNG TƯ\nVề văn bản\n"
EFFECT = {
    "the own day, though another article says it": (
        "Điều 1. Sửa đổi khoản 2 Điều 8 Thông tư số 12/2022/TT-BNV.\nĐiều 2. Thông tư này có hiệu lực từ ngày 15 tháng 8 năm 2024.",
        {"12/2022/TT-BNV": "2024-08-15"},
    ),
    "an article that holds from a day of its own": (
        "Điều 1. Bãi bỏ Thông tư số 12/2022/TT-BNV.\nĐiều 2. Bãi bỏ Thông tư số 13/2022/TT-BNV.\n"
        "Điều 3. Thông tư này có hiệu lực từ ngày 15 tháng 8 năm 2024. Điều 2 của Thông tư này có hiệu lực từ ngày 01 tháng 7 năm 2025.",
        {"12/2022/TT-BNV": "2024-08-15", "13/2022/TT-BNV": None},
    ),
    "the day of signing is worked out, which an act has no mark for": (
        "Điều 2. Thông tư này có hiệu lực kể từ ngày ký và thay thế Thông tư số 12/2022/TT-BNV.",
        {"12/2022/TT-BNV": None},
    ),
    "some days after signing": (
        "Điều 2. Thông tư này có hiệu lực sau mười ngày kể từ ngày ký và thay thế Thông tư số 12/2022/TT-BNV.",
        {"12/2022/TT-BNV": None},
    ),
    "no day of what is listed behind a colon": (
        "1. Thông tư này có hiệu lực kể từ ngày ký.\n2. Các Thông tư sau hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành: số 12/2006/TT-BNV ngày 26 tháng 12 năm 2006.",
        {"12/2006/TT-BNV": None},
    ),
    "passed on a day, in force from another": (
        "Điều 1. Bãi bỏ Thông tư số 12/2022/TT-BNV.\nThông tư này đã được thông qua ngày 16 tháng 5 năm 2024 và có hiệu lực từ ngày 01 tháng 7 năm 2024.",
        {"12/2022/TT-BNV": "2024-07-01"},
    ),
    "right behind what is suspended": (
        "Điều 1. Đình chỉ việc thi hành khoản 1 Điều 3 Nghị quyết số 18/2005/NQ-HĐND ngày 09 tháng 12 năm 2005 của Hội đồng nhân dân tỉnh Cao Bằng kể từ ngày 10 tháng 5 năm 2006.",
        {"18/2005/NQ-HĐND": "2006-05-10"},
    ),
    "what another one changed, behind its title": (
        "Thông tư số 06/2021/TT-BXD được sửa đổi theo Thông tư số 02/2023/TT-BXD ngày 03 tháng 3 năm 2023 sửa đổi Thông tư số 06/2021/TT-BXD, có hiệu lực kể từ ngày 20 tháng 4 năm 2023.",
        {"06/2021/TT-BXD": "2023-04-20"},
    ),
}


@pytest.mark.parametrize(("text", "wanted"), EFFECT.values(), ids=EFFECT)
def test_from_when_it_holds(text: str, wanted: dict[str, str | None]) -> None:
    facts = extract("f", f"{EFFECT_HEAD}{text}\n")
    scoped = ("amends", "replaces", "repeals", "suspends")
    acts = [c for c in facts.claims if c.kind in scoped]
    assert {facts.entities[c.object].symbol: c.effective for c in acts} == wanted
    for act in acts:  # the words of the day stand in the evidence
        assert not act.effective or any(
            act.effective[:4] in (EFFECT_HEAD + text)[s.start : s.end] for s in act.evidence
        )


def test_parts_listed_behind_a_colon_are_of_the_document_before_it() -> None:
    text = QUYET_DINH + (
        "3. Bãi bỏ Thông tư số 50/2014/TT-BNV; bãi bỏ các điều, khoản sau đây của Thông tư số 10/2021/TT-BNV: điểm a khoản 2 Điều 3; Điều 15.\n"
    )
    facts = extract("f", text)
    found = {facts.entities[c.object].symbol: c.provisions for c in facts.claims if c.kind == "repeals"}
    assert found == {"50/2014/TT-BNV": (), "10/2021/TT-BNV": ("điều 3/khoản 2/điểm a", "điều 15")}


def test_what_is_put_into_another_paper_is_of_that_paper() -> None:
    text = QUYET_DINH + (
        "Điều 1. Sửa đổi khoản 5 Điều 2 Quyết định số 14/2010/QĐ-UBND; "
        "bổ sung điểm đ vào sau điểm d khoản 1 Điều 3 Quyết định số 21/2014/QĐ-UBND."
    )
    facts = extract("f", text)
    named = {(facts.entities[m.entity].symbol, p) for m in facts.mentions for p in m.provisions}
    assert named == {
        ("14/2010/QĐ-UBND", "điều 2/khoản 5"),
        ("21/2014/QĐ-UBND", "điều 3/khoản 1/điểm đ"),
        ("21/2014/QĐ-UBND", "điều 3/khoản 1/điểm d"),
    }
    assert {facts.entities[c.object].symbol for c in facts.claims if c.kind == "amends"} == {
        "14/2010/QĐ-UBND",
        "21/2014/QĐ-UBND",
    }


def test_provisions_of_a_hard_list() -> None:
    text = QUYET_DINH + (
        "Điều 1. Bãi bỏ các quy định sau:\na) Điều 3, các điểm a và đ khoản 2 Điều 4, Mục 2 Chương III và Phụ lục số 02 Thông tư số 17/2019/TT-BTC;\n"
        "b) Nghị quyết số 34/2016/NQ-HĐND ngày 08 tháng 12 năm 2016 quy định mức thu, trừ nội dung quy định tại khoản 2 Điều 1.\n"
        "Điều 2. Bỏ cụm từ “giấy phép” tại khoản 1 Điều 2 và cụm từ “sổ” tại Điều 6 Thông tư số 29/2020/TT-BTC.\n"
    )
    facts = extract("f", text)
    named = {(facts.entities[m.entity].symbol, p) for m in facts.mentions for p in m.provisions}
    assert named == {
        ("17/2019/TT-BTC", "điều 3"),
        ("17/2019/TT-BTC", "điều 4/khoản 2/điểm a"),
        ("17/2019/TT-BTC", "điều 4/khoản 2/điểm đ"),
        ("17/2019/TT-BTC", "chương iii/mục 2"),
        ("34/2016/NQ-HĐND", "điều 1/khoản 2"),
        ("29/2020/TT-BTC", "điều 2/khoản 1"),
        ("29/2020/TT-BTC", "điều 6"),
    }
    repealed = {facts.entities[c.object].symbol: (c.scope, c.provisions) for c in facts.claims if c.kind == "repeals"}
    assert repealed["34/2016/NQ-HĐND"] == ("part", ())


@pytest.mark.parametrize(
    "body",
    [
        "Đảng ủy Khối Doanh nghiệp Trung ương",
        "Đảng ủy các cơ quan Đảng Trung ương",
        "Đảng ủy Tổng công ty Sông Đà",
        "Hội đồng thành viên Tập đoàn Dầu khí Việt Nam",
        "Hội đồng Thi đua - Khen thưởng Trung ương",
    ],
)
def test_who_issues_is_named_to_the_end(body: str) -> None:
    text = f"Thực hiện Kế hoạch số 19-KH/ABC ngày 08/11/2017 của {body} về công tác năm 2018, đơn vị báo cáo."
    facts = extract("f", text)
    m = next(m for m in facts.mentions if facts.entities[m.entity].kind == "document")
    assert text[m.start : m.end].endswith(body)
    assert facts.entities[m.entity].issuer == body
