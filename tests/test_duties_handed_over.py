"""Who has what was another's, who joins in, who is late, and those that only a short name tells: plans and notices after the bodies were reorganised."""

from __future__ import annotations

import pytest
from read_duties import read

from kg.extract import extract

HEADS = {
    "tỉnh": "ỦY BAN NHÂN DÂN\nTỈNH CÀ MAU\nSố: 5/UBND-KT\nCà Mau, ngày 20 tháng 6 năm 2025\n\nKính gửi: Các sở, ngành.\n\nUBND tỉnh có ý kiến như sau:\n\n",
    "sở": "UBND TỈNH CÀ MAU\nSỞ NỘI VỤ\nSố: 88/KH-SNV\nCà Mau, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính\n\nI. MỤC TIÊU\nNâng cao chất lượng.\nII. TỔ CHỨC THỰC HIỆN\n",
    "xã": "ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 46/KH-UBND\nTân Hòa, ngày 12 tháng 9 năm 2025\n\nKẾ HOẠCH\nChuyển đổi số\n\nI. MỤC TIÊU\nNâng cao chất lượng.\nII. TỔ CHỨC THỰC HIỆN\n",
    "": "",
}


def given(head: str, words: str) -> set[tuple[str, str]]:
    """(role, label without the place of the paper) of those whom the words below a letterhead give something to do."""
    text = HEADS[head] + words
    duties, bodies = read(text)
    below = len(HEADS[head])
    return {
        (claim.role or "", bodies.entities[claim.object].label.replace(" tỉnh Cà Mau", "").replace(" xã Tân Hòa", ""))
        for claim in duties.claims
        if duties.tasks[claim.task or 0].start >= below
    }


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Nhiệm vụ quản lý đường huyện của UBND cấp huyện được chuyển giao cho UBND các xã, phường thực hiện.", "Ủy ban nhân dân các xã, phường"),
        ("Chuyển nhiệm vụ xây dựng Đề án từ Sở Thông tin và Truyền thông sang Sở Khoa học và Công nghệ chủ trì.", "Sở Khoa học và Công nghệ"),
        ("Nhiệm vụ quản lý cụm công nghiệp do UBND cấp huyện thực hiện chuyển sang Sở Công Thương chủ trì tiếp nhận.", "Sở Công Thương"),
        ("Các nhiệm vụ giao Sở Lao động - Thương binh và Xã hội nay do Sở Nội vụ tiếp tục thực hiện.", "Sở Nội vụ"),
    ],
)  # fmt: skip
def test_what_was_anothers_belongs_to_those_who_carry_it_on(words: str, who: str) -> None:
    assert given("tỉnh", words) == {("lead", who)}


def test_a_task_that_is_repealed_is_given_to_nobody() -> None:
    assert not given("tỉnh", "Bãi bỏ nhiệm vụ giao Sở Y tế tại điểm b khoản 5 mục III Kế hoạch số 15/KH-UBND.")


@pytest.mark.parametrize(
    "words",
    [
        "Giao Sở Y tế chủ trì, Công an tỉnh tham gia; hoàn thành trong tháng 7/2025.",
        "Sở Y tế chủ trì, Công an tỉnh hỗ trợ.",
        "1. Khám sức khỏe cho người dân.\n- Đơn vị thực hiện: Sở Y tế chủ trì, Công an tỉnh cùng tham gia.",
    ],
)
def test_those_who_join_in_right_behind_the_one_who_leads_are_partners(words: str) -> None:
    assert given("tỉnh", words) == {("lead", "Sở Y tế"), ("coordinate", "Công an")}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Các nhóm nhiệm vụ gồm: chuyển đổi số do Sở Y tế chủ trì, cải cách hành chính do Sở Nội vụ chủ trì.", {"Sở Y tế", "Sở Nội vụ"}),
        ("Đề án nhánh về kinh tế do Sở Y tế chủ trì, trình trước ngày 30/9/2025.", {"Sở Y tế"}),
        ("Hội thảo do Sở Y tế chủ trì đã diễn ra sôi nổi.", set()),
        ("Tham gia các hội thảo, chương trình do Sở Y tế chủ trì.", set()),
    ],
)  # fmt: skip
def test_what_is_led_by_a_body_is_its_task_where_it_is_shared_out_or_due(words: str, who: set[str]) -> None:
    assert {label for _, label in given("tỉnh", words)} == who


def test_a_hundred_communes_are_a_group_as_two_are() -> None:
    words = "Chủ tịch UBND tỉnh giao Giám đốc Sở Y tế, Chủ tịch UBND 168 phường, xã, đặc khu cung cấp số liệu."
    assert {label for _, label in given("", words)} == {"Sở Y tế", "Ủy ban nhân dân 168 phường, xã, đặc khu"}


def test_a_sentence_below_a_table_of_one_cell_a_line_is_no_cell_of_its_last_row() -> None:
    table = "TT\nNội dung công việc\nCơ quan tham mưu\nThời gian\n1\nSơ kết công tác năm\nPhòng Kinh tế\nTháng 6\n2\nTổng kết công tác năm\nCông an xã\nTháng 12\n"
    below = "\nCác thôn căn cứ Kế hoạch này xây dựng kế hoạch của thôn, gửi UBND xã trước ngày 25/9/2025."
    assert given("xã", table + below) == {("lead", "Phòng Kinh tế"), ("lead", "Công an"), ("lead", "Các thôn")}


def test_those_who_are_late_are_told_to_act_at_once_and_a_reproach_gives_nothing() -> None:
    words = "Các xã chưa gửi báo cáo thiệt hại khẩn trương gửi về Sở Y tế trước ngày 15/7/2025."
    assert given("tỉnh", words) == {("lead", "Các xã")}
    assert not given("tỉnh", "Các địa phương chưa khẩn trương vào cuộc, chưa có trách nhiệm trong công tác này.")


def test_what_one_has_been_given_is_told_beside_what_others_have_settled() -> None:
    words = "Sở Tài chính được giao chủ trì nghiên cứu các kiến nghị và các dự án khác theo danh mục đã phê duyệt."
    assert given("", words) == {("lead", "Sở Tài chính")}
    assert not given("", "Bộ Nội vụ được giao hoàn thiện các văn bản và đã trình Chính phủ.")


def test_a_last_clause_that_only_says_by_when_holds_for_all_tasks_of_its_paragraph() -> None:
    duties, _ = read(HEADS["tỉnh"] + "Giao Sở Y tế thẩm định; Sở Xây dựng tổng hợp; thời hạn chậm nhất 31/10/2025.")
    assert [(due.not_after, due.task) for due in duties.deadlines] == [("2025-10-31", 0), ("2025-10-31", 1)]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("1. Trưởng các phòng, Thủ trưởng các đơn vị trực thuộc Sở xây dựng kế hoạch chi tiết.", {"Các phòng", "Các đơn vị trực thuộc Sở Nội vụ"}),
        ("1. Các phòng, đơn vị thuộc, trực thuộc Sở xây dựng kế hoạch.", {"Các phòng, đơn vị thuộc, trực thuộc Sở Nội vụ"}),
        ("1. Phòng Công chức, viên chức tham mưu đề án.", {"Phòng Công chức, viên chức, Sở Nội vụ"}),
    ],
)  # fmt: skip
def test_offices_of_a_department_are_known_where_a_verb_follows_that_is_also_a_sector(
    words: str, who: set[str]
) -> None:
    assert {label for _, label in given("sở", words)} == who


def test_village_heads_are_a_group_in_small_letters_too() -> None:
    words = "Giao Phòng Kinh tế làm đầu mối, cùng trưởng các thôn khảo sát, lập dự toán."
    assert given("xã", words) == {("lead", "Phòng Kinh tế"), ("coordinate", "Các thôn")}


def test_the_committee_of_a_letterhead_is_the_one_that_orders() -> None:
    head = "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH CÀ MAU\nBAN THƯỜNG VỤ\n*\nSố 08-CT/TU\nCà Mau, ngày 20 tháng 8 năm 2025\n\nCHỈ THỊ\nvề bảo vệ rừng\n\n"
    text = (
        head
        + "Ban Thường vụ Tỉnh ủy yêu cầu các cấp ủy thực hiện tốt một số nội dung sau:\n\n1. Tăng cường lãnh đạo công tác bảo vệ rừng.\n"
    )
    duties, bodies = read(text)
    assert {bodies.entities[claim.object].label for claim in duties.claims} == {"Các cấp ủy tỉnh Cà Mau"}


def test_an_official_of_the_issuer_is_told_to_act_by_name() -> None:
    words = (
        "Đồng chí Đoàn Thanh Sơn - Phó Chủ tịch Thường trực UBND tỉnh trực tiếp chỉ đạo việc thực hiện Công văn này."
    )
    assert given("tỉnh", words) == {("lead", "Ủy ban nhân dân")}


def test_the_one_province_of_a_text_without_a_letterhead_is_meant_by_its_kind() -> None:
    opening = "Phó Thủ tướng yêu cầu tỉnh Cà Mau hoàn thành dự án trước ngày 15/8/2022. "
    assert given("", opening + "Phó Thủ tướng cũng đề nghị tỉnh bố trí thêm nhân lực.") == {("lead", "Tỉnh Cà Mau")}
    several = "Phó Thủ tướng thăm tỉnh Cà Mau, tỉnh An Giang. Phó Thủ tướng đề nghị tỉnh bố trí thêm nhân lực."
    assert not {label for _, label in given("", several) if label.startswith("Tỉnh")}


def test_words_below_a_picture_and_days_of_the_moon_give_nothing() -> None:
    assert not given("", "Phó Chủ tịch UBND tỉnh Cà Mau kiểm tra tiến độ dự án. Ảnh: QUỐC HÙNG")
    duties, _ = read(HEADS["xã"] + "1. Phòng Kinh tế tổ chức lễ hội.\nThời gian: 05 giờ 00 ngày 09/8 âm lịch.")
    assert not duties.deadlines


@pytest.mark.parametrize("mark", [" – ", " / ", "; "])
def test_a_table_whose_cells_a_mark_parts_is_read_as_one(mark: str) -> None:
    rows = [
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"),
        ("1", "Lập danh sách hộ nghèo", "Phòng Văn hóa - Xã hội", "Các thôn", "30/10/2025"),
        ("2", "Cấp thẻ bảo hiểm y tế", "Phòng Kinh tế", "Công an xã", "Quý IV/2025"),
    ]
    text = HEADS["xã"] + "\n".join(mark.join(row) for row in rows) + "\n"
    facts = extract("f", text)
    told = {
        (text[task.start : task.end], claim.role, facts.entities[claim.object].label)
        for claim in facts.claims
        if claim.kind == "assigns" and (task := facts.tasks[claim.task or 0])
    }
    assert told == {
        ("Lập danh sách hộ nghèo", "lead", "Phòng Văn hóa - Xã hội xã Tân Hòa"),
        ("Lập danh sách hộ nghèo", "coordinate", "Các thôn xã Tân Hòa"),
        ("Cấp thẻ bảo hiểm y tế", "lead", "Phòng Kinh tế xã Tân Hòa"),
        ("Cấp thẻ bảo hiểm y tế", "coordinate", "Công an xã Tân Hòa"),
    }
    assert [due.not_after for due in facts.deadlines] == ["2025-10-30", "2025-12-31"]
