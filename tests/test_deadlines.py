"""Dates by which something is due, and results with a figure."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import Built

from kg.extract import extract
from kg.model import Task
from kg.recognise import dates, targets
from kg.recognise.dates.words import Row
from kg.structure import outline
from kg.tables import load_rows
from kg.text import fold

ISSUED = date(2025, 11, 1)


def found(text: str, label: bool = False) -> list[tuple[str, str | None, str | None]]:
    """(words, last day, rule) of each expression that says something is due."""
    low = fold(text)
    return [
        (text[w.start : w.end], w.not_after, w.rrule)
        for w in dates.find(low, 0, len(low), ISSUED, label=label)
        if (w.due or label) and not w.fault
    ]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("báo cáo trước 10 giờ sáng hằng ngày.", [("trước 10 giờ sáng hằng ngày", None, "FREQ=DAILY")]),
        ("báo cáo trước 16 giờ 30 phút hằng ngày.", [("trước 16 giờ 30 phút hằng ngày", None, "FREQ=DAILY")]),
        ("báo cáo trước 15 giờ chiều nay.", [("trước 15 giờ chiều nay", "2025-11-01", None)]),
        ("báo cáo trước 10 giờ sáng mai.", [("trước 10 giờ sáng mai", "2025-11-02", None)]),
        ("hoàn thành trong ngày hôm nay.", [("trong ngày hôm nay", "2025-11-01", None)]),
        ("Vào sáng nay, bão đã vào vùng biển phía Đông.", []),
    ],
)
def test_hours_of_a_day(text: str, due: list[tuple[str, str | None, str | None]]) -> None:
    assert found(text) == due


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("báo cáo trước ngày 15/12/2020.", "trước ngày 15/12/2020", "2020-12-15"),
        ("trình trong quý II năm 2025.", "trong quý II năm 2025", "2025-06-30"),
        ("chậm nhất ngày 10 tháng 12 năm\n2025, gửi", "chậm nhất ngày 10 tháng 12 năm\n2025", "2025-12-10"),
        ("hoàn thành trước *ngày 13 tháng 12 năm 2025*", "trước *ngày 13 tháng 12 năm 2025", "2025-12-13"),
        ("Trước năm 2016 phải xong", "Trước năm 2016", "2015-12-31"),
        ("Trong năm 2015, thực hiện", "Trong năm 2015", "2015-12-31"),
        ("trong Quý I và Quý II năm 2014 mở đợt", "trong Quý I và Quý II năm 2014", "2014-06-30"),
        ("từ ngày 15/11 đến ngày 15/12)", "từ ngày 15/11 đến ngày 15/12", "2025-12-15"),
        ("trong tháng 4 năm 2023;", "trong tháng 4 năm 2023", "2023-04-30"),
        ("Đến năm 2026, hoàn thành việc cắm mốc", "Đến năm 2026", "2026-12-31"),
        ("trong 6 tháng đầu năm 2026", "trong 6 tháng đầu năm 2026", "2026-06-30"),
        ("xong trước 15/10", "trước 15/10", "2025-10-15"),
        ("xong trước 15/6", "trước 15/6", "2026-06-15"),
        (
            "hoàn thiện Nghị định để ban hành trước ngày 26 tháng 5 năm 2026;",
            "trước ngày 26 tháng 5 năm 2026",
            "2026-05-26",
        ),
        ("hoàn thành việc áp dụng chậm nhất đến ngày 01/7/2028", "chậm nhất đến ngày 01/7/2028", "2028-07-01"),
        ("sớm bàn giao trong năm 2025 dự án", "trong năm 2025", "2025-12-31"),
        ("gửi trước 9 giờ 30 phút ngày 04/8/2024", "trước 9 giờ 30 phút ngày 04/8/2024", "2024-08-04"),
        ("nộp trước 16h00, ngày 07 tháng 3 năm 2024", "trước 16h00, ngày 07 tháng 3 năm 2024", "2024-03-07"),
    ],
)
def test_dates(text: str, words: str, last: str) -> None:
    assert found(text) == [(words, last, None)]


@pytest.mark.parametrize(
    ("text", "words", "last"),
    [
        ("mở hội nghị; thời gian: tuần thứ nhất tháng 6/2026.", "thời gian: tuần thứ nhất tháng 6/2026", "2026-06-07"),
        ("định kỳ hằng năm sơ kết, cuối năm 2027 tổng kết", "cuối năm 2027", "2027-12-31"),
        ("tổ chức sơ kết vào năm 2026", "vào năm 2026", "2026-12-31"),
        ("rà soát các hồ đập, hoàn thành quý II/2026.", "hoàn thành quý II/2026", "2026-06-30"),
        ("Tổ chức diễn tập (tháng 5/2026).", "tháng 5/2026", "2026-05-31"),
        ("nộp trước cuối tháng 6/2026", "trước cuối tháng 6/2026", "2026-06-30"),
        ("trả lời trong 10 ngày đầu tháng 9/2026", "trong 10 ngày đầu tháng 9/2026", "2026-09-10"),
        ("gửi trước 10h00 sáng ngày 20/11/2025", "trước 10h00 sáng ngày 20/11/2025", "2025-11-20"),
        (
            "mở chợ trong tháng 12 năm 2025 và tháng 01 năm 2026.",
            "trong tháng 12 năm 2025 và tháng 01 năm 2026",
            "2026-01-31",
        ),
        ("báo cáo trong vòng một tháng kể từ ngày ban hành", "trong vòng một tháng kể từ ngày ban hành", "2025-12-01"),
    ],
)
def test_more_ways_to_say_when(text: str, words: str, last: str) -> None:
    assert found(text) == [(words, last, None)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Định kỳ hàng năm ( trước 05/12 ) báo cáo", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"),
        ("trước ngày 25 tháng 01 hằng năm", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=25"),
        ("trước ngày 18 của tháng cuối quý", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=18"),
        ("trước ngày 20 hàng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("định kỳ 6 tháng báo cáo", "FREQ=MONTHLY;INTERVAL=6"),
        ("định kỳ hằng quý báo cáo", "FREQ=MONTHLY;INTERVAL=3"),
        ("Định kỳ thứ Sáu hằng tuần báo cáo", "FREQ=WEEKLY;BYDAY=FR"),
        ("báo cáo trước 16h00’ hằng ngày", "FREQ=DAILY"),
        ("06 tháng một lần gửi báo cáo", "FREQ=MONTHLY;INTERVAL=6"),
        ("kiểm kê kho 3 tháng/lần", "FREQ=MONTHLY;INTERVAL=3"),
        ("công khai trong quý II hằng năm", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"),
        ("gửi số liệu trước ngày 20 tháng 01 của năm sau", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20"),
        ("Hằng tháng, trước ngày 20, báo cáo", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("báo cáo vào tháng 6 và tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=6,12"),
        ("định kỳ trước ngày 15/6 báo cáo", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"),
        ("Hằng năm, trong thời hạn 15 ngày đầu của tháng 01, công bố", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15"),
        ("hàng quý (trước ngày 15 của tháng kế tiếp) báo cáo", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
    ],
)
def test_what_comes_back(text: str, rule: str) -> None:
    assert [r for _, _, r in found(text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "phạt không quá 1/2 mức tiền phạt của người thành niên; buộc trả lại",
        "có hiệu lực thi hành từ ngày 01 tháng 7 năm 2014",
        "Quy hoạch đến năm 2030, tầm nhìn đến năm 2050",
        "Nghị quyết số 12-NQ/TW ngày 20/01/2025 của Tỉnh ủy",
        "hằng năm báo cáo kết quả",
        "giai đoạn 2026 - 2030",
        "trước ngày 31/02/2025",
        "địa chỉ số 12/7B ngõ 90",
        "Trường hợp cơ quan có thẩm quyền đã phê duyệt phương án bồi thường, hỗ trợ, tái định cư trước ngày 01 tháng 8 năm 2024 thì tiếp tục",
    ],
)
def test_no_deadline(text: str) -> None:
    assert found(text) == []


def test_what_makes_a_date_come_back_is_quoted() -> None:
    assert [words for words, _, _ in found("trước ngày 10 tháng 12 hằng năm gửi")] == [
        "trước ngày 10 tháng 12 hằng năm"
    ]


def test_an_impossible_day_is_told_and_no_date() -> None:
    low = fold("báo cáo trước ngày 31/02/2025")
    (when,) = dates.find(low, 0, len(low), ISSUED)
    assert (when.fault, when.not_after) == ("impossible-date", None)


def test_relative_dates_are_resolved_where_the_anchor_is_known() -> None:
    low = fold("trong vòng 30 ngày kể từ ngày ban hành Kế hoạch này, các sở báo cáo; trong 45 ngày từ khi nhận đơn")
    first, second = dates.find(low, 0, len(low), ISSUED)
    assert (first.relative, first.not_after) == (("P30D", "promulgation"), "2025-12-01")
    assert (second.relative, second.not_after) == (("P45D", "receipt"), None)


@pytest.mark.parametrize(
    ("text", "words", "duration"),
    [
        ("Chậm nhất là 60 ngày kể từ ngày kết thúc năm;", "Chậm nhất là 60 ngày kể từ ngày kết thúc năm", "P60D"),
        ("trả kết quả trong thời hạn không quá 02 ngày làm việc.", "trong thời hạn không quá 02 ngày làm việc", "P2D"),
        ("Chậm nhất là 20 ngày trước ngày khai mạc, gửi", "Chậm nhất là 20 ngày trước ngày khai mạc", "-P20D"),
        ("hợp lệ, chậm nhất sau 10 ngày làm việc, Sở cấp", "chậm nhất sau 10 ngày làm việc", "P10D"),
        (
            "Trong 05 ngày, kể từ ngày nhận được đề nghị thì cơ quan",
            "Trong 05 ngày, kể từ ngày nhận được đề nghị",
            "P5D",
        ),
        ("Trong thời hạn 5 năm, cơ quan lưu trữ phải", "Trong thời hạn 5 năm", "P5Y"),
        ("báo cáo chậm nhất sau 10 ngày kể từ khi bế mạc.", "chậm nhất sau 10 ngày kể từ khi bế mạc", "P10D"),
        (
            "Trong thời hạn không quá 05 ngày kể từ ngày\nnhận hồ sơ, cấp",
            "Trong thời hạn không quá 05 ngày kể từ ngày\nnhận hồ sơ",
            "P5D",
        ),
        (
            "trong thời hạn 03 ngày kể từ ngày nhận được kết quả thẩm định của cơ quan tài nguyên và môi trường cấp tỉnh",
            "trong thời hạn 03 ngày kể từ ngày nhận được kết quả thẩm định của cơ quan tài nguyên và môi trường cấp tỉnh",
            "P3D",
        ),
        (
            "trong thời hạn 90 ngày kể từ ngày khuyết Tổng giám đốc (Giám đốc), Hội đồng",
            "trong thời hạn 90 ngày kể từ ngày khuyết Tổng giám đốc (Giám đốc)",
            "P90D",
        ),
        (
            "Trong thời hạn 40 ngày, kể từ ngày nhận đủ hồ sơ đề nghị thanh toán phải hoàn thành việc giám định bảo hiểm y tế.",
            "Trong thời hạn 40 ngày, kể từ ngày nhận đủ hồ sơ đề nghị thanh toán",
            "P40D",
        ),
        (
            "Trong thời hạn 05 ngày kể từ ngày nhận được văn bản của cơ quan tiến hành tố tụng có thẩm quyền của Việt Nam thông báo kết "
            "quả thực hiện ủy thác tư pháp theo đề nghị, Bộ Tư pháp",
            "Trong thời hạn 05 ngày kể từ ngày nhận được văn bản",
            "P5D",
        ),
    ],
)
def test_the_words_of_a_term(text: str, words: str, duration: str) -> None:
    low = fold(text)
    (when,) = dates.find(low, 0, len(low), ISSUED)
    assert (text[when.start : when.end], when.relative and when.relative[0]) == (words, duration)


@pytest.mark.parametrize(
    "text",
    [
        "Hết thời hạn 03 tháng, kể từ ngày chuyển văn bản mà không nhận được trả lời thì Bộ Tư pháp thông báo",
        "Sau thời hạn 180 ngày kể từ ngày nhận được quyết định giải thể, Phòng Đăng ký kinh doanh chuyển tình trạng",
        "Trong thời hạn 10 ngày kể từ ngày nhận được thông báo mà người nộp đơn không sửa đổi thì Tòa án trả lại đơn",
        "Quyết định này có hiệu lực trong thời hạn 03 năm kể từ ngày ban hành",
        "Nếu quá thời hạn 03 ngày làm việc kể từ ngày nhận được thông báo mà không trả lời thì Tòa án phân công",
    ],
)
def test_a_time_that_must_be_over_is_no_term(text: str) -> None:
    assert found(text) == []


def test_the_nearer_of_two_times_in_a_label_is_meant() -> None:
    value = "định kỳ hằng năm; riêng năm 2026 hoàn thành trong quý II/2026."
    assert [day for _, day, _ in found(value, label=True)] == ["2026-06-30"]


@pytest.mark.parametrize(
    "anchor", ["ký hợp đồng", "ký văn bản", "Bộ Tài chính ban hành văn bản áp dụng biện pháp can thiệp sớm"]
)
def test_the_day_of_another_paper_is_not_that_of_this_one(anchor: str) -> None:
    low = fold(f"trong thời hạn 60 ngày kể từ ngày {anchor}, doanh nghiệp báo cáo")
    (when,) = dates.find(low, 0, len(low), ISSUED)
    assert (when.relative, when.not_after) == (("P60D", "event"), None)


@pytest.mark.parametrize(
    ("value", "last"),
    [
        ("Cả năm 2015.", "2015-12-31"),
        ("Quý II, III/2015", "2015-09-30"),
        ("5/2012", "2012-05-31"),
        ("2026", "2026-12-31"),
        ("Ngày 09/11/2015.", "2015-11-09"),
    ],
)
def test_every_date_of_a_time_label_counts(value: str, last: str) -> None:
    assert [day for _, day, _ in found(value, label=True)] == [last]


@pytest.mark.parametrize(
    ("text", "value", "unit", "due"),
    [
        ("Phấn đấu đến năm 2025, trên 99% các hộ dân nông thôn được sử dụng điện.", "99", "%", "2025-12-31"),
        (
            "Đầu tư, ưu tiên hoàn thành 100% đường đến trung tâm bản được cứng hóa, gắn với chương trình.",
            "100",
            "%",
            None,
        ),
    ],
)
def test_targets(text: str, value: str, unit: str, due: str | None) -> None:
    (target,) = targets.find(outline("f", f"1. {text}\n"), [Task(start=0, end=len(text) + 3, section="1")])
    assert (target.value, target.unit, target.due, target.task) == (value, unit, due, 0)


def test_under_a_title_of_goals_each_figure_is_a_target() -> None:
    text = "II. MỤC TIÊU\n1. Mục tiêu đến hết năm 2026\n- 100% các khu công nghiệp có trạm phát sóng 5G.\n- Thí điểm cho tối thiểu 2 dự án.\nIII. GIẢI PHÁP\n- Mở 3 lớp.\n"
    assert [(t.value, t.due) for t in targets.find(outline("f", text), [])] == [
        ("100", "2026-12-31"),
        ("2", "2026-12-31"),
    ]


def test_a_goal_may_be_compared_with_what_was() -> None:
    text = "II. MỤC TIÊU\n- Giảm 50% danh mục hàng hóa phải kiểm tra so với năm 2016.\n- Giải quyết việc làm cho 4.200 lao động.\n"
    assert [t.value for t in targets.find(outline("f", text), [])] == ["50", "4.200"]


def test_what_was_is_no_target() -> None:
    assert targets.find(outline("f", "1. Đã có 28 trạm 5G, chiếm 32,2% tổng số trạm đạt chuẩn.\n"), []) == []


@pytest.mark.parametrize("table", ["deadlines", "targets"])
def test_tables_load_without_faults(table: str) -> None:
    row = Row
    assert all(item.words for item in load_rows(table, row))


@pytest.mark.parametrize(
    "text",
    [
        "đối với các nhiệm vụ được giao trong năm 2025, tiếp tục rà soát",
        "các văn bản được ban hành trước ngày 01/7/2025",
        "số vốn không có khả năng giải ngân trong năm 2025",
        "các dự án có kế hoạch hoàn thành năm 2026",
        "đã hoàn thành tháng 9/2025.",
    ],
)
def test_a_date_that_only_says_which_things_are_meant(text: str) -> None:
    assert found(text) == []


def test_a_report_of_the_year_comes_back_where_nothing_tells_the_year() -> None:
    low = fold("báo cáo năm gửi trước ngày 10/12; tờ khai nộp trước ngày 03/4")
    when, other = dates.find(low, 0, len(low), None)
    assert other.fault == "date-without-year"
    assert when.rrule == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10"


def test_days_before_an_event() -> None:
    low = fold("gửi tài liệu chậm nhất 03 ngày trước khi họp")
    (when,) = dates.find(low, 0, len(low), None)
    assert when.relative == ("-P3D", "event")


@pytest.mark.parametrize("words", ["trước ngày 15/12", "trong quý III"])
def test_a_deadline_of_no_known_year_is_said(built: Built, words: str) -> None:
    graph = built(a=f"KẾ HOẠCH\nTriển khai\n1. Sở Tài chính tỉnh Sơn La chủ trì, hoàn thành báo cáo {words}.\n")
    assert [(d.text, d.not_after, d.rrule) for d in graph.deadlines()] == [(words, None, None)]
    assert [(i.code, i.detail) for i in graph.issues() if i.code == "date-without-year"] == [
        ("date-without-year", words)
    ]


def test_a_plan_for_the_next_year_means_that_year(built: Built) -> None:
    graph = built(
        a="ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM\nSố: 214/KH-UBND\nQuảng Nam, ngày 20 tháng 12 năm 2024\n\nKẾ HOẠCH\nCải cách hành chính năm 2025\n\n"
        "1. Sở Nội vụ kiểm tra công vụ, hoàn thành trước ngày 15/11.\n2. Sở Tài chính bố trí kinh phí trong tháng 3.\n"
    )
    assert [d.not_after for d in graph.deadlines()] == ["2025-11-15", "2025-03-31"]


def test_a_day_long_past_by_the_papers_year_is_of_the_next(built: Built) -> None:
    graph = built(
        a="ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM\nSố: 214/UBND-NC\nQuảng Nam, ngày 20 tháng 12 năm 2024\n\n1. Sở Nội vụ báo cáo trước ngày 10/01.\n"
    )
    assert [(d.not_after, d.inferred) for d in graph.deadlines()] == [("2025-01-10", True)]


LUAT = "QUỐC HỘI\nLuật số: 83/2025/QH15\nHà Nội, ngày 25 tháng 6 năm 2025\nLUẬT\nNGÂN SÁCH\nĐiều 44. Thời hạn\n"


def test_a_day_without_a_year_in_a_law_comes_back_every_year(built: Built) -> None:
    graph = built(law=LUAT + "1. Trước ngày 15 tháng 5, Thủ tướng Chính phủ ban hành quy định về việc lập dự toán.\n")
    assert [(d.not_after, d.rrule, d.inferred) for d in graph.deadlines()] == [
        (None, "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=15", True)
    ]


def test_a_day_of_one_year_of_a_plan_is_of_no_known_year(built: Built) -> None:
    law = LUAT + "1. Trước ngày 31 tháng 3 năm thứ tư của kế hoạch trung hạn, Thủ tướng Chính phủ ban hành quy định.\n"
    graph = built(law=law)
    assert [(d.not_after, d.rrule) for d in graph.deadlines()] == [(None, None)]
    assert [issue.code for issue in graph.issues()] == ["date-without-year"]


@pytest.mark.parametrize("word", ["trước", "mỗi tháng trước", "chậm nhất", "trong", "thời hạn"])
def test_a_run_of_blanks_behind_a_word_ends(word: str) -> None:
    text = f"KẾ HOẠCH\n1. Sở Y tế báo cáo {word}{' ' * 5000}kết quả.\n2. Sở Tài chính báo cáo trước ngày 31/12/2025."
    assert [d.not_after for d in extract("plan.txt", text).deadlines] == ["2025-12-31"]


def test_two_months_apart_are_two_times_and_two_that_follow_are_one() -> None:
    assert [day for _, day, _ in found("họp trong tháng 6 năm 2026 và tháng 11 năm 2026")] == [
        "2026-06-30",
        "2026-11-30",
    ]
    assert [day for _, day, _ in found("họp trong tháng 12 năm 2026 và tháng 01 năm 2027")] == ["2027-01-31"]


def test_a_day_and_a_month_with_a_hyphen_behind_a_word_of_being_due() -> None:
    assert found("báo cáo Bộ trước 31-7, lập ban kiểm kê") == [("trước 31-7", "2026-07-31", None)]
    assert found("thông báo trước 5-7 ngày") == []


def test_days_with_hyphens_that_are_a_window() -> None:
    assert [day for _, day, _ in found("hoàn thành từ 1-7 đến 10-7.")] == ["2026-07-10"]
    assert found("tập huấn cho từ 3-4 đến 5-6 người") == []


def test_two_days_of_every_month() -> None:
    assert [rule for _, _, rule in found("báo cáo vào ngày 1 và ngày 16 hằng tháng")] == [
        "FREQ=MONTHLY;BYMONTHDAY=1,16"
    ]


def test_how_things_stood_on_a_day_is_no_deadline() -> None:
    assert found("Đến ngày 02/01/2026 vẫn còn nhiều đơn vị chưa báo cáo.") == []


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("Theo tiến độ được giao của Luật An ninh mạng 2025", []),
        ("theo Nghị quyết số 57-NQ/TW ngày 22/12/2024", []),
        ("sau khi Luật Đất đai 2026 được ban hành, hoàn thành trong năm 2027", ["2027-12-31"]),
    ],
)
def test_the_day_of_a_document_that_is_named_is_no_deadline(said: str, due: list[str]) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/KH-UBND\nSơn La, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\nTriển khai Luật Dữ liệu\n\n"
        f"1. Xây dựng quy chế quản lý dữ liệu\n- Cơ quan chủ trì: Sở Khoa học và Công nghệ.\n- Thời gian thực hiện: {said}.\n"
    )
    assert [one.not_after for one in extract("a.txt", text).deadlines] == due


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("hoàn thành trong quí I năm 2026.", "2026-03-31"),
        ("hoàn thành trong QIV/2026.", "2026-12-31"),
        ("hoàn thành trong Q.2/2026.", "2026-06-30"),
    ],
)
def test_quarters_in_the_south_and_in_short(words: str, last: str) -> None:
    assert [day for _, day, _ in found(words)] == [last]


def test_a_district_is_no_quarter() -> None:
    assert not found("hoàn thành tại Q.1, Thành phố Hồ Chí Minh.")


def test_a_time_that_goes_on_behind_its_year_has_no_last_day() -> None:
    assert found("Năm 2025 và các năm tiếp theo", label=True) == [("Năm 2025 và các năm tiếp theo", None, None)]
    assert found("Năm 2025, các năm tiếp theo tổng kết", label=True) == [("Năm 2025", "2025-12-31", None)]


@pytest.mark.parametrize(
    ("text", "words", "anchor"),
    [
        (
            "Trong thời hạn 07 ngày, kể từ ngày cấp Giấy chứng nhận đăng ký doanh nghiệp, công ty thông báo",
            "Trong thời hạn 07 ngày, kể từ ngày cấp Giấy chứng nhận đăng ký doanh nghiệp",
            "event",
        ),
        (
            "trong thời hạn 03 ngày, kể từ ngày kết thúc việc kiểm tra phải cấp Giấy chứng nhận đủ điều kiện nhập khẩu thuốc;",
            "trong thời hạn 03 ngày, kể từ ngày kết thúc việc kiểm tra",
            "event",
        ),
        (
            "Trong thời hạn 10 ngày, kể từ ngày nhận được kiến nghị phải tham mưu cho UBND tỉnh, Chủ tịch",
            "Trong thời hạn 10 ngày, kể từ ngày nhận được kiến nghị",
            "receipt",
        ),
        (
            "trong thời hạn 30 ngày, kể từ ngày cuối cùng phải góp đủ vốn, công ty",
            "trong thời hạn 30 ngày, kể từ ngày cuối cùng phải góp đủ vốn",
            "event",
        ),
    ],
)
def test_what_a_term_counts_from_ends_before_what_must_be_done(text: str, words: str, anchor: str) -> None:
    low = fold(text)
    (when,) = dates.find(low, 0, len(low), ISSUED)
    assert (text[when.start : when.end], when.relative and when.relative[1]) == (words, anchor)
