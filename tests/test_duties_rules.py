"""Duties in papers that set rules: laws, decrees, circulars, regulations that a decision carries, charters of councils."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import FileFacts

LAW = "QUỐC HỘI\n-------\nLuật số: 55/2010/QH12\nHà Nội, ngày 17 tháng 6 năm 2010\nLUẬT\nAN TOÀN THỰC PHẨM\nCăn cứ Hiến pháp;\nQuốc hội ban hành Luật an toàn thực phẩm.\n"
DECISION = "THỦ TƯỚNG CHÍNH PHỦ\n-------\nSố: 04/2014/QĐ-TTg\nHà Nội, ngày 14 tháng 01 năm 2014\nQUYẾT ĐỊNH\nVỀ VIỆC BAN HÀNH QUY CHẾ PHỐI HỢP\n"


def facts(text: str) -> FileFacts:
    return extract("a.txt", text)


def leads(text: str) -> list[tuple[str, str]]:
    """(first words of the task, body) of each body that must do something, in text order."""
    found = facts(text)
    claims = [c for c in found.claims if c.task is not None and c.role == "lead"]
    first = {c.task: " ".join(text[found.tasks[c.task or 0].start :].split()[:3]) for c in claims}
    return [(first[c.task], found.entities[c.object].label) for c in claims]


def test_a_title_that_names_the_matter_before_the_body() -> None:
    text = LAW + (
        "Điều 62.\nTrách nhiệm quản lý nhà nước về an toàn\nthực phẩm của Bộ Y tế\n"
        "1. Trách nhiệm chung:\na) Ban hành quy chuẩn kỹ thuật quốc gia về chỉ tiêu an toàn;\n"
        "b) Yêu cầu các bộ, ngành báo cáo về công tác quản lý an toàn thực phẩm.\n"
        "Điều 63. Nhiệm vụ chi của Bộ Công an\n1. Trang bị phương tiện cho lực lượng bảo vệ ở cơ sở.\n"
    )
    assert leads(text) == [("Ban hành quy", "Bộ Y tế"), ("Yêu cầu các", "Bộ Y tế")]


def test_what_rules_say_a_body_does() -> None:
    text = LAW + (
        "Điều 71. Kiểm toán\n1. Kiểm toán nhà nước thực hiện kiểm toán báo cáo quyết toán ngân sách địa phương.\n"
        "2. Trường hợp từ chối đăng ký thì Tòa án phải thông báo bằng văn bản và nêu rõ lý do.\n"
        "3. Ủy ban nhân dân cấp tỉnh quyết định mức hỗ trợ.\n4. Bộ trưởng quản lý ngành, lĩnh vực có quyền đề nghị bãi bỏ văn bản.\n"
        "5. Ban soạn thảo phải có ít nhất là chín người.\n6. Yêu cầu Tòa án thu thập tài liệu, chứng cứ.\n"
        "7. Chính phủ thảo luận về dự án theo trình tự sau đây:\na) Đại diện cơ quan chủ trì soạn thảo thuyết trình về dự án;\n"
    )
    assert leads(text) == [("Kiểm toán nhà", "Kiểm toán nhà nước"), ("Trường hợp từ", "Tòa án nhân dân")]


def test_what_a_body_is_stands_before_what_it_does() -> None:
    text = DECISION + (
        "Điều 2. Tổ chức thực hiện\n1. Ủy ban Dân tộc là cơ quan chủ Chương trình, chủ trì tổng hợp, báo cáo Thủ tướng Chính phủ trước ngày 31 tháng 01 hằng năm.\n"
        "2. Trường hợp dự án do Ủy ban nhân dân cấp tỉnh là cơ quan chủ quản, các bộ liên quan có trách nhiệm cho ý kiến.\n"
    )
    assert leads(text) == [("Ủy ban Dân", "Ủy ban Dân tộc"), ("Trường hợp dự", "Các bộ liên quan")]


def test_new_wording_ends_with_its_quotation_mark() -> None:
    text = LAW + (
        "Điều 1. Sửa đổi, bổ sung một số điều\n4. Bổ sung Điều 7a, Điều 7b như sau:\n"
        "“Điều 7a. Trách nhiệm của Bộ Nội vụ\n1. Thanh tra việc thực hiện quy định về bảo hiểm y tế.\n"
        "Điều 7b. Trách nhiệm của Bộ Công an\n1. Lập danh sách đề nghị cấp thẻ bảo hiểm y tế.”\n"
        "5. Sửa đổi Điều 8 như sau:\n“Điều 8. Mức đóng\n1. Mức đóng hằng tháng tối đa bằng 6% mức lương cơ sở;\n2. Người được cấp lại thẻ nộp phí.”\n"
    )
    assert leads(text) == [("Thanh tra việc", "Bộ Nội vụ"), ("Lập danh sách", "Bộ Công an")]


def test_a_body_that_the_paper_calls_by_what_it_does() -> None:
    text = DECISION + (
        "Điều 5. Cơ quan chủ trì\n1. Bộ Tư pháp là Cơ quan chủ trì giải quyết vụ việc.\n"
        "Điều 6. Nhiệm vụ, quyền hạn của Cơ quan chủ trì\n\nCơ quan chủ trì có nhiệm vụ, quyền hạn sau đây:\n"
        "1. Tiếp nhận, xử lý các thông tin về việc khởi kiện.\n2. Làm đầu mối liên lạc với Nhà đầu tư nước ngoài.\n"
        "Điều 7. Trình tự\n1. Khi nộp bản tự bảo vệ, Cơ quan chủ trì gửi một bản sao đến Bộ Tư pháp.\n"
    )
    assert leads(text) == [
        ("Bộ Tư pháp", "Bộ Tư pháp"),
        ("Tiếp nhận, xử", "Các cơ quan chủ trì"),
        ("Làm đầu mối", "Các cơ quan chủ trì"),
        ("Khi nộp bản", "Các cơ quan chủ trì"),
    ]


def test_terms_of_laws() -> None:
    text = LAW + (
        "Điều 70. Thời hạn\n1. Chính phủ báo cáo Quốc hội chậm nhất là 16 tháng sau khi kết thúc năm ngân sách.\n"
        "2. Trong thời hạn bốn mươi lăm ngày, kể từ ngày nhận đủ hồ sơ, Bộ Y tế thẩm định hồ sơ.\n"
    )
    found = facts(text)
    assert [d.relative for d in found.deadlines] == [("P16M", "event"), ("P45D", "receipt")]
    assert leads(text) == [("Chính phủ báo", "Chính phủ"), ("Trong thời hạn", "Bộ Y tế")]


def test_what_a_person_must_do_is_no_term_of_the_body_before() -> None:
    text = LAW + (
        "Điều 70. Đối thoại\n1. Tòa án nhân dân phải lập biên bản về việc cam kết. Trong thời hạn 07 ngày kể từ ngày lập biên bản, người bị "
        "kiện phải gửi cho Tòa án quyết định mới.\n"
        "2. Trong quá trình đình công, người sử dụng lao động có quyền yêu cầu Tòa án nhân dân xét tính hợp pháp của cuộc đình công.\n"
        "3. Trong thời hạn 05 ngày, doanh nghiệp, hợp tác xã mất khả năng thanh toán có quyền đề nghị xem xét lại danh sách chủ nợ.\n"
    )
    found = facts(text)
    assert [found.entities[c.object].label for c in found.claims if c.task is not None] == ["Tòa án nhân dân"]
    assert found.deadlines == ()


def test_members_of_a_list_in_what_a_sentence_is_about() -> None:
    head = "HỘI ĐỒNG NHÂN DÂN TỈNH KON TUM\nSố: 12/2025/NQ-HĐND\nKon Tum, ngày 03 tháng 3 năm 2025\nNGHỊ QUYẾT\nQuy định mức chi\n"
    text = head + (
        "Điều 2. Mức chi\na) Văn bản do Ủy ban nhân dân tỉnh; các sở, ngành; Ủy ban nhân dân cấp xã ban hành để thực hiện công tác bầu cử.\n"
        "b) Các cơ quan chuyên môn quản lý ngành, lĩnh vực cấp tỉnh;\n"
    )
    assert leads(text) == []


def test_the_charter_of_a_steering_committee_means_that_one() -> None:
    text = (
        "BAN CHỈ ĐẠO NHÀ\nNƯỚC VỀ DU LỊCH\n-------\nSố: 170/QĐ-BCĐNNDL\nHà Nội, ngày 21 tháng 11 năm 2025\nQUYẾT ĐỊNH\nBAN HÀNH QUY CHẾ HOẠT ĐỘNG CỦA BAN CHỈ ĐẠO NHÀ NƯỚC VỀ DU LỊCH\n"
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế hoạt động của Ban Chỉ đạo Nhà nước về Du lịch.\n"
        "**Điều 5. Trách nhiệm của Trưởng\nBan Chỉ đạo**\n\n1. Triệu tập, chủ trì các cuộc họp thường kỳ của Ban Chỉ đạo.\n\n"
        "**Điều 6. Trách nhiệm của Ban Chỉ đạo phòng, chống thiên tai**\n\n1. Tổng hợp tình hình thiên tai tại các khu du lịch.\n"
    )
    assert leads(text) == [
        ("Triệu tập, chủ", "Ban Chỉ đạo Nhà nước về Du lịch"),
        ("Tổng hợp tình", "Ban Chỉ đạo phòng, chống thiên tai"),
    ]


def test_an_item_that_begins_with_one_body_of_its_heading() -> None:
    text = LAW + (
        "Điều 101. Trách nhiệm quản lý nhà nước về lâm nghiệp của Chính phủ, Bộ Công an\n"
        "1. Chính phủ thống nhất quản lý nhà nước về lâm nghiệp.\n2. Kiểm tra việc bảo vệ rừng.\n"
    )
    assert leads(text) == [
        ("Chính phủ thống", "Chính phủ"),
        ("Kiểm tra việc", "Chính phủ"),
        ("Kiểm tra việc", "Bộ Công an"),
    ]


def test_groups_narrowed_by_what_they_do() -> None:
    text = LAW + (
        "Điều 29. Hồ sơ\n1. Tổ chức, cá nhân tiến hành công việc bức xạ phải lập, lưu giữ hồ sơ an toàn.\n"
        "2. Cơ quan, tổ chức được lấy ý kiến có trách nhiệm trả lời bằng văn bản.\n3. Tổ chức thực hiện việc kiểm xạ phải đúng quy trình.\n"
    )
    assert leads(text) == [
        ("Tổ chức, cá", "Các tổ chức, cá nhân tiến hành công việc bức xạ"),
        ("Cơ quan, tổ", "Các cơ quan, tổ chức được lấy ý kiến"),
    ]


def test_what_one_of_several_issuers_does_is_its_part() -> None:
    text = (
        "BỘ TÀI CHÍNH - BỘ Y TẾ\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số: 7/2015/TTLT-BTC-BYT\nHà Nội, ngày 12 tháng 11 năm 2015\nTHÔNG TƯ LIÊN TỊCH\nHƯỚNG DẪN TRAO ĐỔI SỐ LIỆU THUỐC\n"
        "Điều 9. Trao đổi\n1. Chậm nhất ngày 15 tháng 12 năm 2015, Bộ Tài chính cung cấp cho Bộ Y tế danh mục mã số truy cập.\n"
        "2. Bộ Y tế gửi danh mục thuốc cho Bộ Tài chính.\n"
    )
    assert leads(text) == [("Chậm nhất ngày", "Bộ Tài chính"), ("Bộ Y tế", "Bộ Y tế")]
    assert [d.not_after for d in facts(text).deadlines if d.task == 0] == ["2015-12-15"]
    one = (
        text.replace("BỘ TÀI CHÍNH - BỘ Y TẾ", "BỘ TÀI CHÍNH")
        .replace("TTLT-BTC-BYT", "TT-BTC")
        .replace(" LIÊN TỊCH", "")
    )
    assert leads(one) == [("Bộ Y tế", "Bộ Y tế")]


def test_whose_the_papers_are_that_are_acted_on_has_nothing_to_do() -> None:
    text = (
        "CHÍNH PHỦ\n-------\nSố: 31/NQ-CP\nHà Nội, ngày 02 tháng 01 năm 2014\nNGHỊ QUYẾT\nVỀ KHO TÀNG\nTỔ CHỨC THỰC HIỆN\n"
        "1. Căn cứ vào các Nghị quyết của Đảng, Quốc hội, các Bộ trưởng theo nhiệm vụ được giao:\nKhẩn trương xây dựng kế hoạch hành động về kho.\n"
        "2. Theo Kế hoạch của Chính phủ, các địa phương có trách nhiệm rà soát kho trong quý II năm 2014.\n"
    )
    assert leads(text) == [("Khẩn trương xây", "Các bộ"), ("Theo Kế hoạch", "Các địa phương")]


def test_what_a_request_to_a_court_must_hold_is_nothing_for_the_court_to_do() -> None:
    text = LAW + (
        "Điều 61. Tạm đình chỉ\n2. Văn bản yêu cầu Tòa án nhân dân ra quyết định tạm đình chỉ phải có nội dung chủ yếu sau:\n"
        "a) Ngày, tháng, năm;\nb) Tên, địa chỉ của người yêu cầu;\n"
    )
    assert leads(text) == []


def test_a_note_in_square_brackets_behind_a_body_is_no_part_of_the_sentence() -> None:
    note = "[Cụm từ này bị thay thế bởi Điểm a Khoản 3 Điều 10 Nghị định 226/2025/NĐ-CP có hiệu lực từ ngày 15/08/2025]"
    text = LAW + (
        f"Điều 71. Thủ tục\n1. Bộ Y tế {note} có trách nhiệm kiểm tra thuốc.\n"
        f"2. Trong thời hạn 10 ngày kể từ ngày nhận được yêu cầu của Sở Y tế, Bộ Công Thương {note} có văn bản trả lời.\n"
        f"3. Bộ Công an {note}, Bộ Nội vụ chủ trì, phối hợp với Bộ Y tế {note}, Bộ Tài chính điều tra.\n"
    )
    assert leads(text) == [
        ("Bộ Y tế", "Bộ Y tế"),
        ("Trong thời hạn", "Bộ Công Thương"),
        ("Bộ Công an", "Bộ Công an"),
        ("Bộ Công an", "Bộ Nội vụ"),
    ]


def test_whose_decision_or_session_it_is_does_not_act() -> None:
    text = LAW + (
        "Điều 71. Trình tự\n1. Căn cứ quyết định của Thủ tướng Chính phủ, Bộ Tài chính thực hiện thủ tục dừng sử dụng vốn.\n"
        "2. Tại kỳ họp cuối năm của Quốc hội, Chính phủ trình Quốc hội dự kiến kế hoạch năm sau.\n"
        "3. Chậm nhất là 15 ngày trước ngày khai mạc kỳ họp của Hội đồng nhân dân, Văn phòng Chính phủ chịu trách nhiệm tổng hợp.\n"
    )
    assert leads(text) == [
        ("Căn cứ quyết", "Bộ Tài chính"),
        ("Tại kỳ họp", "Chính phủ"),
        ("Chậm nhất là", "Văn phòng Chính phủ"),
    ]


def test_a_title_on_the_line_below_its_number_may_only_say_what_an_article_is_about() -> None:
    text = (
        LAW
        + "Điều 31.\nNgân hàng Nhà nước Việt Nam\n1. Nguồn thu gồm:\na) Đóng góp theo tỷ lệ doanh thu;\nb) Các nguồn khác.\n"
    )
    assert leads(text) == []


def test_what_a_duty_consists_of_is_to_be_done() -> None:
    lead = "Bộ Y tế có trách nhiệm thực hiện quản lý nhà nước về an toàn thực phẩm nhập khẩu tại các cửa khẩu trong cả nước, bao gồm:\n"
    works = LAW + f"Điều 71. Phối hợp\n1. {lead}a) Tham gia thẩm định dự án;\nb) Giám sát việc nhập khẩu.\n"
    assert leads(works) == [("Tham gia thẩm", "Bộ Y tế"), ("Giám sát việc", "Bộ Y tế")]
    things = LAW + f"Điều 71. Phối hợp\n1. {lead}a) Thông tin, dữ liệu về vốn;\nb) Thông tin, dữ liệu về dư nợ.\n"
    assert [words for words, _ in leads(things)] == ["Bộ Y tế"]


def test_what_a_law_leaves_to_a_body_to_regulate() -> None:
    text = LAW + (
        "Điều 71. Thức ăn\n1. Bộ trưởng Bộ Y tế quy định mẫu tờ khai; Bộ Tài chính quy định mức phí.\n"
        "2. Chính phủ quy định trình tự, thủ tục cấp giấy phép.\n3. Cơ quan báo chí quy định tại khoản 1 Điều này được miễn phí.\n"
        "4. Mức phí do Chính phủ quy định.\n"
    )
    assert leads(text) == [
        ("Bộ trưởng Bộ", "Bộ Y tế"),
        ("Bộ Tài chính", "Bộ Tài chính"),
        ("Chính phủ quy", "Chính phủ"),
    ]


def test_a_clause_that_says_which_body_is_meant_stands_before_its_verb() -> None:
    text = LAW + (
        "Điều 71. Lập hồ sơ\n1. Chủ tịch Ủy ban nhân dân cấp xã nơi người đó có hành vi vi phạm pháp luật lập hồ sơ đề nghị.\n"
        "2. Ủy ban nhân dân cấp tỉnh nơi có nhà ở tổ chức cưỡng chế để thu hồi nhà ở.\n"
        "3. Tòa án nơi người gửi đơn cư trú, làm việc, nếu người gửi đơn là cá nhân, có thẩm quyền giải quyết.\n"
        "4. Ủy ban nhân dân cấp huyện nơi người tham gia tố tụng cư trú.\n"
    )
    assert [body for _, body in leads(text)] == ["Ủy ban nhân dân cấp xã", "Ủy ban nhân dân cấp tỉnh"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Hồ sơ gửi Sở Tài chính; Sở Tài chính có trách nhiệm thẩm định", ["Sở Tài chính"]),
        ("Sở Tư pháp lập hồ sơ và gửi Sở Tài chính; Sở Nội vụ có trách nhiệm thẩm định", ["Sở Tư pháp", "Sở Nội vụ"]),
    ],
)
def test_a_body_behind_a_semicolon_that_must_do_something_is_no_further_addressee(
    words: str, wanted: list[str]
) -> None:
    found = extract("a.txt", f"LUẬT\nQUẢN LÝ GIÁ\nĐiều 5. Hồ sơ\n1. {words} và gửi văn bản thẩm định.\n")
    assert [found.entities[c.object].label for c in found.claims if c.kind == "assigns"] == wanted


def test_whom_a_body_belongs_to_does_not_act_with_it() -> None:
    text = (
        LAW
        + "Điều 4. Cấp phép\n1. Cục Hàng không Việt Nam trực thuộc Bộ Giao thông vận tải thực hiện việc cấp giấy phép.\n"
    )
    assert leads(text) == [("Cục Hàng không", "Cục Hàng không Việt Nam")]


def test_in_a_term_a_person_acts_and_not_those_who_receive() -> None:
    text = LAW + (
        "Điều 4. Hộ chiếu\n1. Trong thời hạn 48 giờ kể từ khi phát hiện hộ chiếu bị mất, người bị mất hộ chiếu nộp đơn báo mất cho "
        "Cơ quan Quản lý xuất nhập cảnh nơi thuận lợi, cơ quan Công an nơi gần nhất.\n"
    )
    assert leads(text) == []


def test_a_title_on_somebody_who_is_no_body_ends_that_of_the_section() -> None:
    text = LAW + (
        "Mục 3. TRÁCH NHIỆM CÁC TỔ CHỨC LIÊN QUAN\nĐiều 30. Trách nhiệm của người khai hải quan\n"
        "1. Lập trang thông tin điện tử trong vòng 03 tháng.\nĐiều 31. Trách nhiệm của cơ quan đại diện chủ sở hữu.\n"
        "1. Xây dựng chuyên mục riêng về công bố thông tin.\n"
    )
    assert leads(text) == [("Xây dựng chuyên", "Các cơ quan đại diện chủ sở hữu")]


def test_the_annexes_of_a_law_are_not_for_the_body_of_its_last_item() -> None:
    text = LAW + (
        "Điều 77. Quy định chuyển tiếp\n1. Hồ sơ đã nộp được tiếp tục giải quyết.\n2. Chính phủ quy định chi tiết Điều này.\n"
        "Luật này được Quốc hội thông qua ngày 17 tháng 6 năm 2010.\n|\nCHỦ TỊCH QUỐC HỘI\nNguyễn Phú Trọng\n|\nPHỤ LỤC\n"
        "DANH MỤC NGÀNH, NGHỀ\nSTT\n|\nNGÀNH, NGHỀ\n|\n1\n|\nSản xuất con dấu\n|\n2\n|\nĐào tạo, huấn luyện thuyền viên hàng hải\n|\n"
    )
    assert leads(text) == [("Chính phủ quy", "Chính phủ")]


def test_the_title_of_an_article_ends_where_a_sentence_begins() -> None:
    text = LAW + (
        "Điều 14. Nhiệm vụ, quyền hạn của Chánh Thanh tra Bộ\nTrong lĩnh vực thanh tra, Chánh Thanh tra Bộ có nhiệm vụ sau đây:\n"
        "1. Chỉ đạo việc xây dựng kế hoạch thanh tra.\n"
    )
    assert leads(text) == [("Chỉ đạo việc", "Thanh tra Bộ")]
