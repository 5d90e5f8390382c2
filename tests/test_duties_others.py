"""What another does with what is sent, by a day of its own; departments of the office that writes; those an order names before the one who speaks."""

from __future__ import annotations

import pytest
from read_duties import read

HEADS = {
    "sở": "UBND TỈNH CÀ MAU\nSỞ TÀI CHÍNH\nSố: 205/KH-STC\nCà Mau, ngày 05 tháng 9 năm 2019\n\nKẾ HOẠCH\nKiểm tra nội bộ\n\n",
    "công an": "CÔNG AN TỈNH CÀ MAU\nSố: 34/KH-CAT\nCà Mau, ngày 10 tháng 5 năm 2021\n\nKẾ HOẠCH\nBảo đảm an ninh, trật tự\n\n",
    "huyện": "ỦY BAN NHÂN DÂN\nHUYỆN ĐẦM DƠI\nSố: 88/KH-UBND\nĐầm Dơi, ngày 20 tháng 02 năm 2019\n\nKẾ HOẠCH\nKiểm tra\n\n",
    "": "",
}


def who(text: str, role: str = "lead") -> list[tuple[str, set[str]]]:
    """(last words of a task, the bodies that have the role in it), in text order."""
    duties, bodies = read(text)
    named: dict[int, set[str]] = {number: set() for number in range(len(duties.tasks))}
    for claim in duties.claims:
        if claim.role == role:
            named[claim.task or 0].add(bodies.entities[claim.object].label)
    return [(text[t.start : t.end][-14:], named[number]) for number, t in enumerate(duties.tasks)]


def owners(text: str) -> list[tuple[str | None, set[str]]]:
    """(last day, who owes it), in text order."""
    duties, _ = read(text)
    leads = [bodies for _, bodies in who(text)]
    return [(due.not_after, leads[due.task] if due.task is not None else set()) for due in duties.deadlines]


@pytest.mark.parametrize(
    ("head", "sentence", "first", "second"),
    [
        ("huyện", "UBND các xã gửi báo cáo trước ngày 30/6/2019 để Phòng Nội vụ tổng hợp, báo cáo UBND huyện trước ngày 15/7/2019.", "các xã", "Phòng Nội vụ"),
        ("", "Các sở, ngành gửi Sở Nội vụ trước ngày 30/6/2019 để tổng hợp, trình UBND tỉnh trước ngày 15/7/2019.", "Các sở", "Sở Nội vụ"),
        ("", "Các tỉnh ủy gửi báo cáo về Bộ Nội vụ trước ngày 30/6/2019 để Bộ tổng hợp, trình Chính phủ trước ngày 15/7/2019.", "Các tỉnh ủy", "Bộ Nội vụ"),
        ("", "Bộ Tài chính có ý kiến, gửi Bộ Nội vụ trước ngày 30/6/2019 để thẩm định, trình Thủ tướng trước ngày 15/7/2019.", "Bộ Tài chính", "Bộ Nội vụ"),
    ],
)  # fmt: skip
def test_the_second_day_is_of_the_one_who_gathers(head: str, sentence: str, first: str, second: str) -> None:
    (day, senders), (later, gatherers) = owners(f"{HEADS[head]}1. {sentence}\n")
    assert (day, later) == ("2019-06-30", "2019-07-15")
    assert [first in body for body in senders] == [second in body for body in gatherers] == [True]


def test_one_day_is_of_those_who_send() -> None:
    text = "1. Các sở, ngành gửi Sở Nội vụ trước ngày 30/6/2019 để tổng hợp, trình UBND tỉnh.\n"
    assert owners(text) == [("2019-06-30", {"Các sở, ngành"})]


def test_who_gathers_does_not_go_on_below() -> None:
    text = (
        f"{HEADS['huyện']}1. Tổ chức thực hiện\n- UBND các xã gửi báo cáo trước ngày 30/6/2019 để Phòng Nội vụ tổng hợp, "
        "báo cáo UBND huyện trước ngày 15/7/2019.\n- Tăng cường tuyên truyền trên loa truyền thanh.\n"
    )
    assert [{body.split(" huyện")[0] for body in bodies} for _, bodies in who(text)] == [
        {"Ủy ban nhân dân các xã"},
        {"Phòng Nội vụ"},
        {"Ủy ban nhân dân các xã"},
    ]


@pytest.mark.parametrize(
    ("head", "named", "body"),
    [
        ("sở", "Phòng Tổ chức cán bộ", "Phòng Tổ chức cán bộ, Sở Tài chính tỉnh Cà Mau"),
        ("sở", "Phòng Kế hoạch - Tổng hợp", "Phòng Kế hoạch - Tổng hợp, Sở Tài chính tỉnh Cà Mau"),
        ("sở", "Phòng Tài chính - Kế hoạch", "Phòng Tài chính - Kế hoạch tỉnh Cà Mau"),  # that of a district
        ("sở", "Phòng Người có công của Sở Nội vụ", "Phòng Người có công, Sở Nội vụ tỉnh Cà Mau"),
        ("công an", "Phòng Tham mưu", "Phòng Tham mưu, Công an tỉnh Cà Mau"),
        ("huyện", "Phòng Nội vụ", "Phòng Nội vụ huyện Đầm Dơi, tỉnh Cà Mau"),
        ("huyện", "Ban Tuyên giáo - Nữ công Liên đoàn Lao động huyện", "Ban Tuyên giáo - Nữ công, Liên đoàn Lao động huyện Đầm Dơi, tỉnh Cà Mau"),
        ("huyện", "Trung tâm Văn hóa - Thông tin - Thể thao huyện", "Trung tâm Văn hóa - Thông tin - Thể thao huyện Đầm Dơi, tỉnh Cà Mau"),
    ],
)  # fmt: skip
def test_whose_a_department_is(head: str, named: str, body: str) -> None:
    text = f"{HEADS[head]}1. Giao {named} rà soát hồ sơ.\n"
    assert [bodies for _, bodies in who(text)] == [{body}]


@pytest.mark.parametrize(
    ("sentence", "bodies"),
    [
        ("Riêng các bộ Công an, Quốc phòng, Thủ tướng yêu cầu có báo cáo hỏa tốc.", {"Bộ Công an", "Bộ Quốc phòng"}),
        ("Đối với Sở Y tế, Thủ tướng yêu cầu khẩn trương rà soát.", {"Sở Y tế"}),
        ("Đối với các địa phương bị ngập lụt, yêu cầu khẩn trương tiêu úng.", {"Các địa phương"}),
        ("Ông cũng yêu cầu các địa phương rà soát hồ đập.", {"Các địa phương"}),
        ("Các địa phương được yêu cầu rà soát hồ đập.", {"Các địa phương"}),
        ("Bộ Y tế là cơ quan chủ quản, chủ trì điều phối thực hiện Đề án.", {"Bộ Y tế"}),
        ("Cục Thuế các tỉnh thực hiện theo đúng kế hoạch Tổng cục đã phê duyệt.", {"Cục Thuế các tỉnh"}),
        ("Trong quá trình thực hiện, Bộ Y tế nhấn mạnh vai trò của các địa phương.", set()),
        ("Bộ Y tế là cơ quan chủ quản của Đề án, một đề án lớn của ngành.", set()),
    ],
)  # fmt: skip
def test_who_is_told(sentence: str, bodies: set[str]) -> None:
    assert {body for _, some in who(f"1. {sentence}\n") for body in some} == bodies


def test_the_office_that_writes_asks_behind_what_it_asks_for() -> None:
    text = (
        f"{HEADS['sở']}1. Để có cơ sở tham mưu UBND tỉnh, Sở Tài chính đề nghị UBND các huyện rà soát tài sản công.\n"
    )
    assert [{body.partition(" tỉnh")[0] for body in bodies} for _, bodies in who(text)] == [
        {"Ủy ban nhân dân các huyện"}
    ]


def test_those_who_work_along_with_the_one_who_leads() -> None:
    text = (
        "1. Công an huyện chủ trì, Ban Chỉ huy Quân sự huyện, Đội Quản lý thị trường số 3 phối hợp tổ chức tuần tra.\n"
    )
    helpers = {"Ban Chỉ huy quân sự huyện", "Đội Quản lý thị trường số 3"}
    assert (who(text)[0][1], who(text, "coordinate")[0][1]) == ({"Công an huyện"}, helpers)


def test_who_signs_below_a_list_has_nothing_to_do() -> None:
    text = (
        "UBND XÃ XUÂN TÍN\nPHÒNG KINH TẾ\nSố: 21/KT\nXuân Tín, ngày 03 tháng 10 năm 2025\n\nKính gửi: Trưởng các thôn\n\n"
        "Phòng Kinh tế đề nghị Trưởng các thôn:\n- Lập danh sách hộ nghèo.\n- Nộp danh sách về Phòng Kinh tế.\n{}Nguyễn Thị Lan\n"
    )
    for office in ("TRƯỞNG PHÒNG\n", "KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\n"):
        assert [task for task, _ in who(text.format(office))] == ["sách hộ nghèo.", "Phòng Kinh tế."]


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Phòng Nội vụ kiểm tra các xã trong tháng 8 và tháng 11/2019.", ["2019-08-31", "2019-11-30"]),
        ("Công an huyện tuần tra, mỗi tuần báo cáo 01 lần.", ["FREQ=WEEKLY"]),
        ("Các xã mỗi tháng báo cáo một lần.", ["FREQ=MONTHLY"]),
        ("Công an huyện báo cáo 10 ngày một lần.", ["FREQ=DAILY;INTERVAL=10"]),
        ("Công an huyện báo cáo mỗi ngày 01 lần.", ["FREQ=DAILY"]),
        ("Trong năm 2018, phong trào của huyện có tiến bộ.", []),
        ("Phòng Nội vụ định kỳ 6 tháng kiểm tra; báo cáo gửi trước ngày 15/6.", ["FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"]),
        ("Phòng Nội vụ chuẩn bị tài liệu cuộc họp.\n- Thời gian: 14 giờ, ngày 14/6/2019.\n- Địa điểm: Phòng họp số 1.", []),
        ("Gia hạn thời gian thực hiện dự án đến hết quý I/2020; giao Phòng Nội vụ thực hiện.", ["2020-03-31"]),
        ("Chủ tịch Ủy ban nhân dân huyện tiếp công dân ngày 15 hằng tháng.", ["FREQ=MONTHLY;BYMONTHDAY=15"]),
    ],
)  # fmt: skip
def test_when_it_is_due(sentence: str, days: list[str]) -> None:
    duties, _ = read(f"{HEADS['huyện']}1. {sentence}\n")
    assert [due.rrule or due.not_after for due in duties.deadlines if due.task is not None] == days == [
        due.rrule or due.not_after for due in duties.deadlines
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "sentence", "named"),
    [
        ("", "Đề nghị Sở Y tế Vĩnh Phúc và Sơn La rà soát phương án.", {"Sở Y tế tỉnh Vĩnh Phúc", "Sở Y tế tỉnh Sơn La"}),
        ("huyện", "Các địa phương Tân Duyệt, Trần Phán, Tạ An Khương được giao hoàn thành giải phóng mặt bằng.", {"Các địa phương Tân Duyệt, Trần Phán, Tạ An Khương"}),
        ("huyện", "Xây dựng mô hình điểm tại các trường học (Ủy ban nhân dân các xã thực hiện, hoàn thành trước ngày 31/12/2019).", {"Ủy ban nhân dân các xã huyện Đầm Dơi, tỉnh Cà Mau"}),
        ("huyện", "Ban đại diện cha mẹ học sinh phối hợp hỗ trợ kinh phí.", {"Ban đại diện cha mẹ học sinh huyện Đầm Dơi, tỉnh Cà Mau"}),
        ("huyện", "Cụm trưởng, Khối trưởng: Xây dựng kế hoạch.", {"Các cụm, khối thi đua huyện Đầm Dơi"}),
        ("huyện", "Tổ Sử - Địa: chuẩn bị nội dung chuyên đề.", {"Tổ Sử - Địa huyện Đầm Dơi, tỉnh Cà Mau"}),
    ],
)  # fmt: skip
def test_who_is_meant(head: str, sentence: str, named: set[str]) -> None:
    assert [bodies for _, bodies in who(f"{HEADS[head]}1. {sentence}\n")] == [named]


def test_a_department_and_the_head_are_of_the_hospital() -> None:
    text = (
        "SỞ Y TẾ NGHỆ AN\nBỆNH VIỆN ĐA KHOA HUYỆN YÊN THÀNH\nSố: 45/KH-BV\nYên Thành, ngày 5 tháng 3 năm 2021\n\nKẾ HOẠCH\nCải tiến chất lượng\n\n"
        "1. Giám đốc: Chỉ đạo chung.\n2. Khoa Dược: Cung ứng đầy đủ thuốc.\n3. Phòng Điều dưỡng kiểm tra quy trình.\n"
    )
    house = "Bệnh viện đa khoa huyện Yên Thành"
    assert [bodies for _, bodies in who(text)] == [{house}, {f"Khoa Dược, {house}"}, {f"Phòng Điều dưỡng, {house}"}]


def test_items_may_forbid() -> None:
    text = f"{HEADS['huyện']}1. Phòng Nội vụ thực hiện nghiêm quy định về thu, chi.\n- Không tổ chức thu gộp.\n- Công khai các khoản thu.\n"
    assert [words for words, _ in who(text)] == [text[:-1].split("\n")[i][-14:] for i in (-3, -2, -1)]


def test_a_list_under_who_leads() -> None:
    text = f"{HEADS['huyện']}1. Phân công cơ quan chủ trì các dự án:\n- Dự án 1: Phòng Nội vụ.\n- Tiểu dự án 2: Phòng Y tế.\n"
    assert [{body.split(" huyện")[0] for body in bodies} for _, bodies in who(text)] == [
        {"Phòng Nội vụ"},
        {"Phòng Y tế"},
    ]


def test_a_paragraph_right_below_a_table() -> None:
    text = (
        f"{HEADS['huyện']}TT   Nội dung công việc            Cơ quan chủ trì             Thời gian\n"
        "1    Ban hành kế hoạch             Phòng Nội vụ                Tháng 3/2019\n"
        "2    Mua sắm thiết bị              Phòng Tài chính             Quý II/2019\n"
        "Giao Phòng Y tế theo dõi, đôn đốc việc thực hiện, báo cáo Chủ tịch UBND huyện trước ngày 15/12/2019.\n"
    )
    assert [{body.split(" huyện")[0] for body in bodies} for _, bodies in who(text)] == [
        {"Phòng Nội vụ"},
        {"Phòng Tài chính"},
        {"Phòng Y tế"},
    ]
