"""Orders in running text: groups said bare, bodies said again in short, who speaks in a text without a letterhead, papers without items, quoted wording."""

from __future__ import annotations

import pytest
from read_duties import read

from kg.extract import extract

OLD_ORDER = (
    "HỘI ĐỒNG CHÍNH PHỦ\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 163-TTg\nHà Nội, ngày 20 tháng 3 năm 1978\n\nCHỈ THỊ\n"
    "VỀ MỘT SỐ CÔNG TÁC LƯƠNG THỰC\n\n"
)
DISPATCH = (
    "BỘ CÔNG THƯƠNG\nSố: 6417/CĐ-BCT\nHà Nội, ngày 22 tháng 9 năm 2025\n\nCÔNG ĐIỆN\nVề việc ứng phó bão số 9\n\nBỘ CÔNG THƯƠNG điện:\n"
    "- Tập đoàn Điện lực Việt Nam;\n- Sở Công Thương các tỉnh.\n\n"
)


def given(text: str) -> list[tuple[str, str]]:
    """(body, role) of each assignment, in text order."""
    duties, bodies = read(text)
    return [(bodies.entities[c.object].label, c.role or "") for c in duties.claims]


def leads(text: str) -> list[str]:
    return [label for label, role in given(text) if role == "lead"]


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Doanh nghiệp đầu mối thực hiện nghiêm tổng nguồn xăng dầu.", ["Các doanh nghiệp đầu mối"]),
        ("Chủ tàu, thuyền trưởng phải đưa phương tiện vào nơi neo đậu.", ["Các chủ tàu, thuyền trưởng"]),
        ("Địa phương cần tổ chức tuyển quân bảo đảm số lượng.", ["Các địa phương"]),
        ("Các báo và Đài Tiếng nói Việt Nam cần phổ biến kinh nghiệm.", ["Các báo", "Đài Tiếng nói Việt Nam"]),
        ("Hiệu trưởng các trường lập kế hoạch ôn tập văn hóa.", ["Các trường"]),
        ("Các cấp, các ngành tập trung bắt tay vào công việc.", ["Các cấp, các ngành"]),
        ("Nhà đầu tư không phải thực hiện thủ tục.", []),
        ("Doanh nghiệp đã thực hiện xong thủ tục.", []),
        ("Các trường hợp khác thực hiện theo hướng dẫn.", []),
    ],
)
def test_groups_that_begin_a_sentence(sentence: str, labels: list[str]) -> None:
    assert leads(f"1. {sentence}\n") == labels


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("UBND quận Ba Đình, UBND quận Hai Bà Trưng báo cáo.", ["Ủy ban nhân dân quận Ba Đình", "Ủy ban nhân dân quận Hai Bà Trưng"]),
        ("Hai sở: Công Thương và Tài chính tổ chức kiểm tra.", ["Sở Công Thương", "Sở Tài chính"]),
        ("Giao Sở Y tế thẩm định; Sở Tài chính bố trí kinh phí; hai sở báo cáo kết quả.", ["Sở Y tế", "Sở Tài chính"] * 2),
        ("Đồng ý đề xuất của Bộ Tài chính. Bộ hướng dẫn địa phương xác định giá.", ["Bộ Tài chính"]),
        ("Văn bản của Bộ Y tế: 75 văn bản; Bộ Xây dựng 47 văn bản.", []),
    ],
)  # fmt: skip
def test_bodies_said_again_in_short(sentence: str, labels: list[str]) -> None:
    assert leads(f"1. {sentence}\n") == labels


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Thủ tướng cũng chỉ đạo Bộ Tài chính chủ trì theo dõi giá cả.", ["Bộ Tài chính"]),
        ("Thủ tướng Phạm Văn Đồng chỉ đạo tổ chức ra quân đồng loạt.", []),
        ("Phát biểu kết luận, đồng chí Nguyễn Thị Ngọc đề nghị các đơn vị xây dựng quy chế.", ["Các đơn vị"]),
        ("Phó Thủ tướng Trần Văn Bình, Tổ trưởng Tổ công tác yêu cầu Bộ Tài chính báo cáo.", ["Bộ Tài chính"]),
        ("Với Bộ Công an, tiếp tục mở các đợt cao điểm tấn công tội phạm.", ["Bộ Công an"]),
        ("Bộ Nội vụ sẽ tổng hợp, báo cáo Chính phủ.", ["Bộ Nội vụ"]),
        ("Phát biểu tại hội nghị, Thủ tướng Phạm Văn Đồng cho biết, chính sách có tác động toàn diện.", []),
        ("Ông Lê Văn Bốn, Phó Chủ tịch UBND tỉnh, yêu cầu ngành nông nghiệp rà soát tàu cá.", ["Ngành Nông nghiệp"]),
        ("Sở Y tế vừa được giao tổ chức ngay các đợt kiểm tra.", ["Sở Y tế"]),
    ],
)
def test_orders_retold(sentence: str, labels: list[str]) -> None:
    assert leads(f"{sentence}\n") == labels


def test_a_paper_without_items_orders_in_its_paragraphs() -> None:
    long = "Tình hình lương thực của Nhà nước hiện đang rất căng thẳng, " * 4
    text = f"{OLD_ORDER}{long}.\n\nThủ tướng Chính phủ giao cho Bộ Lương thực cung cấp đủ gạo. Bộ Nội thương phải lo đủ muối.\n"
    assert leads(text) == ["Bộ Lương thực", "Bộ Nội thương"]


def test_the_prime_minister_speaks_for_the_government() -> None:
    text = f"{OLD_ORDER}Thủ tướng Chính phủ yêu cầu các Bộ phải chỉ đạo thực hiện tốt các việc sau đây:\n1. Đẩy mạnh công tác huy động lương thực vụ mùa.\n"
    assert leads(text) == ["Các bộ"]


def test_what_stands_below_the_list_of_a_dispatch() -> None:
    text = f"{DISPATCH}Bộ Công Thương đề nghị các tỉnh, thành phố thực hiện:\n1. Theo dõi chặt chẽ diễn biến của bão số 9.\n"
    assert leads(text) == ["Các tỉnh, thành phố"]


def test_new_wording_gives_tasks_of_the_act_that_it_amends() -> None:
    facts = extract(
        "f",
        "CHÍNH PHỦ\nSố: 61/2025/NĐ-CP\nHà Nội, ngày 16 tháng 6 năm 2025\nNGHỊ ĐỊNH\nSửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2020/NĐ-CP ngày 01 tháng 02 năm 2020\n1. Sửa đổi Điều 4 như sau:\n"
        "“Điều 4. Trách nhiệm\n1. Bộ Tài chính có trách nhiệm báo cáo Chính phủ trước ngày 30 tháng 11 hằng năm.\n"
        "2. Việc công bố thực hiện chậm nhất là ngày 31 tháng 7 năm 2026.”\n"
        "Điều 2. Tổ chức thực hiện\n1. Bộ Nội vụ có trách nhiệm hướng dẫn thi hành Nghị định này.\n",
    )
    assert [(facts.entities[c.subject].symbol, facts.entities[c.object].label) for c in facts.claims if c.kind == "assigns"] == [
        ("12/2020/NĐ-CP", "Bộ Tài chính"),
        ("61/2025/NĐ-CP", "Bộ Nội vụ"),
    ]  # fmt: skip
    assert [due.rrule for due in facts.deadlines] == ["FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"]
    assert [(i.code, i.detail) for i in facts.issues] == [("quoted-deadline", "chậm nhất là ngày 31 tháng 7 năm 2026")]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Tiếp tục áp dụng đơn giá của năm 2024 đến hết ngày 31 tháng 12 năm 2025.", []),
        ("Sở Xây dựng gia hạn thời gian hoàn thành dự án đến hết ngày 31/12/2025.", ["2025-12-31"]),
    ],
)
def test_how_long_something_holds_is_no_deadline(sentence: str, day: list[str]) -> None:
    duties, _ = read(
        f"ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 1187/QĐ-UBND\nLâm Đồng, ngày 04 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nVề đơn giá\n\n1. {sentence}\n"
    )
    assert [due.not_after for due in duties.deadlines] == day


@pytest.mark.parametrize(
    ("sentence", "labels"),
    [
        ("Thủ tướng yêu cầu Bộ trưởng Y tế nhập vắc xin; Bộ trưởng Công an tăng cường tuần tra.", ["Bộ Y tế", "Bộ Công an"]),
        ("Thủ tướng yêu cầu các Bộ trưởng: Quốc phòng, Công Thương rà soát lực lượng.", ["Bộ Quốc phòng", "Bộ Công Thương"]),
        ("Yêu cầu các đồng chí bộ trưởng, thủ trưởng cơ quan ngang bộ trực tiếp chỉ đạo.", ["Các bộ", "Các cơ quan ngang bộ"]),
        ("Các đồng chí Ủy viên Ban Thường vụ Tỉnh ủy phụ trách địa bàn tăng cường kiểm tra.", ["Các ủy viên Ban Thường vụ tỉnh ủy"]),
        ("Trưởng các thôn, buôn rà soát hộ dân vùng trũng.", ["Các thôn, buôn"]),
        ("Cấp xã hoàn thành trước ngày 1/6/2015; cấp huyện hoàn thành trước ngày 15/7/2015.", ["Các cấp xã", "Các cấp huyện"]),
        ("UBND tỉnh yêu cầu huyện Nông Sơn sớm quyết toán công trình.", ["Huyện Nông Sơn"]),
        ("Công an tỉnh yêu cầu chủ phương tiện chấp hành nghiêm quy định.", ["Các chủ phương tiện"]),
        ("Ban chỉ huy phòng cháy, chữa cháy rừng của tỉnh yêu cầu UBND các xã tuần tra.", ["Ủy ban nhân dân các xã"]),
        ("Ban chỉ huy phòng, chống thiên tai của bộ, cơ quan ngang bộ tổng hợp thiệt hại.", ["Ban Chỉ huy phòng, chống thiên tai"]),
    ],
)  # fmt: skip
def test_officials_and_levels_that_are_told(sentence: str, labels: list[str]) -> None:
    assert leads(sentence) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Ngày 19/10, Sở Y tế đã đề nghị các phòng y tế khẩn trương báo cáo tình hình tiêm chủng.", ["Các Phòng Y tế"]),
        ("Ông Thành giao Công an tỉnh điều tra vụ việc. “Chủ tịch các phường phải trực tiếp kiểm tra hiện trường”, ông nói.", ["Công an tỉnh", "Các phường"]),
        ("Bên cạnh đó, “UBND các tỉnh chỉ đạo Ban An toàn giao thông xây dựng kế hoạch”.", ["Ủy ban nhân dân các tỉnh"]),
        ("Cùng đó, các địa phương tăng cường tuyên truyền, giáo dục.", ["Các địa phương"]),
        ("Văn phòng Chính phủ vừa có văn bản truyền đạt ý kiến chỉ đạo của Thủ tướng Phạm Minh Chính giao Bộ Y tế nắm chắc tình hình.", ["Bộ Y tế"]),
        ("Chủ tịch UBND huyện yêu cầu các ngành tập trung thực hiện tốt một số nhiệm vụ: Phòng Tài chính huyện rà soát công nợ.", ["Các ngành", "Phòng Tài chính huyện"]),
        ("Để đề phòng cháy rừng, Ban chỉ đạo Trung ương về các vấn đề cấp bách trong bảo vệ rừng và phòng cháy, chữa cháy rừng yêu cầu UBND các tỉnh:\n1) Gấp rút chỉ đạo tuần tra.\n", ["Ủy ban nhân dân các tỉnh"]),
    ],
)  # fmt: skip
def test_orders_as_they_are_retold(text: str, labels: list[str]) -> None:
    assert leads(text) == labels


def test_who_signs_a_letter_orders_in_it() -> None:
    text = (
        "BỘ Y TẾ\nHà Nội, ngày 03 tháng 02 năm 2023\nTHƯ\nCủa Bộ trưởng Bộ Y tế\n\nTôi đề nghị các đồng chí Giám đốc Sở Y tế:\n"
        "- Trực tiếp kiểm tra việc chuẩn bị thuốc.\nTôi cũng giao Cục Phòng bệnh thành lập các đoàn kiểm tra.\n"
    )
    assert leads(text) == ["Sở Y tế", "Cục Phòng bệnh"]


def test_an_official_who_issues_a_paper_orders_as_his_body() -> None:
    text = (
        "CÔNG ĐIỆN KHẨN: Khống chế dịch tả lợn châu Phi\nUBND tỉnh vừa ban hành Công điện số 02/CĐ-UBND ngày 13/3/2019, về việc thực hiện các biện pháp cấp bách. "
        "Để chủ động phòng, chống, Chủ tịch UBND tỉnh yêu cầu Chủ tịch UBND các huyện tập trung triển khai một số nhiệm vụ:\n- Trực tiếp chỉ đạo công tác phòng dịch.\n"
    )
    assert leads(text) == ["Ủy ban nhân dân các huyện"]


def test_what_is_sent_back_at_the_end_of_a_letter_is_due_from_those_it_goes_to() -> None:
    text = (
        "UBND TỈNH ĐỒNG THÁP\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 1290/SGDĐT-KHTC\nV/v rà soát các khoản thu\nĐồng Tháp, ngày 22 tháng 8 năm 2023\n"
        "Kính gửi:\n- Trưởng phòng Giáo dục và Đào tạo các huyện, thành phố.\nSở Giáo dục và Đào tạo đề nghị:\n"
        "1. Hiệu trưởng các trường công khai mức thu.\n2. Thanh tra Sở tổ chức kiểm tra đột xuất.\n"
        "Báo cáo kết quả rà soát gửi về Sở trước ngày 15/9/2023.\n"
    )
    duties, bodies = read(text)
    (due,) = duties.deadlines
    owners = [(bodies.entities[c.object].label, c.why) for c in duties.claims if c.task == due.task]
    assert owners == [("Phòng Giáo dục và Đào tạo các huyện, thành phố tỉnh Đồng Tháp", "sent-to")]


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("Sở Y tế không phải xây dựng kế hoạch riêng.", []),
        ("Các đơn vị không thực hiện đúng quy định về báo cáo sẽ không được thanh quyết toán.", []),
        ("Sở Y tế không được ban hành thêm thủ tục.", ["Sở Y tế tỉnh Sơn La"]),
    ],
)
def test_who_need_not_do_it_has_no_task(words: str, lead: list[str]) -> None:
    text = f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/KH-UBND\nSơn La, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\nTriển khai Luật Dữ liệu\n\n1. {words}\n"
    found = extract("a.txt", text)
    assert [found.entities[c.object].label for c in found.claims if c.kind == "assigns"] == lead
