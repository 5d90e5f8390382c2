"""Duties of boards, wards, hospitals and schools: members with their offices, cells that repeat, owners and days in brackets, two days at once."""

from __future__ import annotations

from read_duties import read

HEAD = "ỦY BAN NHÂN DÂN {}\nSố: 214/{}\nNgày 04 tháng 8 năm 2025\n{}\n{}\n"
WARD = HEAD.format("PHƯỜNG KỲ LỪA", "QĐ-UBND", "QUYẾT ĐỊNH", "Về việc thành lập Ban Chỉ đạo thực hiện Đề án 06")
PLAN = HEAD.format("TỈNH LÀO CAI", "KH-UBND", "KẾ HOẠCH", "Tổ chức tuyên truyền")


def given(text: str) -> list[tuple[str, str, str]]:
    """(first words of the task, role, first words of the body) of each assignment, in text order."""
    found, bodies = read(text)
    return [
        (
            " ".join(text[found.tasks[c.task or 0].start :].split()[:3]),
            c.role or "",
            bodies.entities[c.object].label.partition(" tỉnh")[0].partition(",")[0],
        )
        for c in found.claims
    ]


def due(text: str) -> list[tuple[str, str]]:
    """The days of a text as printed, with the day or the rule."""
    found, _ = read(text)
    return [(text[one.start : one.end], one.not_after or one.rrule or "") for one in found.deadlines]


def test_a_member_of_a_board_does_by_his_office_what_stands_behind_the_colon() -> None:
    text = WARD + (
        "Điều 2. Nhiệm vụ của các thành viên\n"
        "1. Ông Nông Văn Thắng, Phó Chủ tịch UBND phường, Phó Trưởng ban: phụ trách dịch vụ công trực tuyến.\n"
        "2. Ông Vi Đức Cường, Trưởng Công an phường, Phó Trưởng ban: giúp Trưởng ban điều hành công việc.\n"
        "3. Đồng chí Lê Thị Bích, Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra Đảng ủy: phụ trách công tác kiểm tra.\n"
    )
    assert [(role, body) for _, role, body in given(text)] == [
        ("lead", "Ủy ban nhân dân phường Kỳ Lừa"),
        ("lead", "Công an phường Kỳ Lừa"),
        ("lead", "Ủy ban Kiểm tra Đảng ủy phường Kỳ Lừa"),
    ]


def test_a_list_of_members_gives_them_nothing_to_do() -> None:
    text = WARD + (
        "Điều 1. Thành lập Ban Chỉ đạo, gồm các ông, bà có tên sau:\n"
        "1. Bà Hoàng Thị Lý, Chủ tịch UBND phường - Trưởng ban;\n"
        "2. Ông Nông Văn Thắng, Phó Chủ tịch UBND phường, Phó Trưởng ban;\n"
    )
    assert given(text) == []


def test_what_a_body_is_says_its_part() -> None:
    text = PLAN + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Chi cục Kiểm lâm là cơ quan chủ trì; Công an tỉnh là cơ quan phối hợp trong các đợt truy quét.\n"
        "2. Sở Nội vụ là cơ quan thẩm định hồ sơ, trình Hội đồng Thi đua - Khen thưởng tỉnh.\n"
    )
    assert [(role, body) for _, role, body in given(text)] == [
        ("lead", "Chi cục Kiểm lâm"),
        ("coordinate", "Công an"),
        ("lead", "Sở Nội vụ"),
    ]


def test_one_leads_and_behind_a_comma_another_follows_it_up() -> None:
    text = PLAN + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Đồng chí Phó Bí thư Thường trực Tỉnh ủy trực tiếp chỉ đạo, Văn phòng Tỉnh ủy theo dõi việc thực hiện.\n"
        "2. Sở Y tế chỉ đạo các cơ sở rà soát danh mục, Sở Tài chính bố trí kinh phí.\n"
    )
    assert [body for _, _, body in given(text)] == ["Tỉnh ủy Lào Cai", "Văn phòng Tỉnh ủy Lào Cai", "Sở Y tế"]


def test_brackets_hold_who_does_it_and_by_when() -> None:
    text = PLAN + (
        "II. NHIỆM VỤ\n"
        "a) Số hóa hồ sơ nhân sự (Phòng Tổ chức - Hành chính; hoàn thành Quý II/2024).\n"
        "b) Áp dụng hóa đơn điện tử tại các cửa hàng (Sở Tài chính, tháng 5/2024).\n"
        "c) Tỷ lệ hộ nghèo còn 5%.\n"
    )
    assert [body for _, _, body in given(text)] == ["Phòng Tổ chức - Hành chính", "Sở Tài chính"]
    assert due(text) == [("hoàn thành Quý II/2024", "2024-06-30"), ("tháng 5/2024", "2024-05-31")]


def test_a_mark_repeats_the_bodies_of_the_cell_above_also_without_bars() -> None:
    text = PLAN + "\n".join(
        (
            "STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian thực hiện",
            "1", "Rà soát, thống kê người nghiện ma túy", "Công an tỉnh", "UBND các xã", "Trước 15/4/2025",
            "2", "Lập hồ sơ đưa người nghiện đi cai nghiện", "-//-", "Sở Tư pháp", "Thường xuyên",
        )
    )  # fmt: skip
    assert given(text) == [
        ("Rà soát, thống", "lead", "Công an"),
        ("Rà soát, thống", "coordinate", "Ủy ban nhân dân các xã"),
        ("Lập hồ sơ", "lead", "Công an"),
        ("Lập hồ sơ", "coordinate", "Sở Tư pháp"),
    ]


def test_labels_of_a_hospital_plan_and_a_table_of_a_school() -> None:
    text = PLAN + (
        "II. NỘI DUNG\n1. Khảo sát hài lòng người bệnh nội trú\n- Thực hiện: Phòng Kế hoạch tổng hợp.\n"
        "- Phối hợp: các khoa lâm sàng.\n2. Thực hiện: khảo sát quý một lần.\n"
    )
    assert [(role, body) for _, role, body in given(text)] == [
        ("lead", "Phòng Kế hoạch tổng hợp"),
        ("coordinate", "Các khoa lâm sàng"),
    ]
    school = "TRƯỜNG THCS LAI VU\nSố: 36/KH-THCSLV\nLai Vu, ngày 05 tháng 9 năm 2022\nKẾ HOẠCH\nCÔNG TÁC THÁNG 9\n\n"
    table = (
        "| Thời gian | Nội dung công việc | Người phụ trách |\n|---|---|---|\n"
        "| 20/9 | Hội nghị cha mẹ học sinh | Hiệu trưởng |\n"
    )
    assert given(school + table) == [("Hội nghị cha", "lead", "Trường THCS Lai vu")]


def test_a_last_sentence_says_by_when_all_of_a_paragraph_is_done() -> None:
    text = PLAN + (
        "II. NHIỆM VỤ\n1. Giao Sở Y tế làm đầu mối; Sở Tài chính bố trí kinh phí. Thời gian: trong tháng 10/2025.\n"
    )
    found, _ = read(text)
    assert [(one.task, one.not_after) for one in found.deadlines] == [(0, "2025-10-31"), (1, "2025-10-31")]


def test_two_days_joined_are_both_due() -> None:
    text = PLAN + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Y tế báo cáo trước ngày 15/6 và ngày 15/12/2025.\n"
        "2. Sở Y tế định kỳ 6 tháng một lần báo cáo trước ngày 15/6 và 15/12.\n"
        "3. Sở Y tế báo cáo tháng (trước ngày 20).\n"
        "4. Tuần đầu tháng 12/2025: Sở Y tế hoàn chỉnh báo cáo.\n"
    )
    assert due(text) == [
        ("trước ngày 15/6", "2025-06-15"),
        ("ngày 15/12/2025", "2025-12-15"),
        ("trước ngày 15/6", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15"),
        ("15/12", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15"),
        ("trước ngày 20", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("Tuần đầu tháng 12/2025", "2025-12-07"),
    ]


def test_a_bracket_of_clauses_says_who_does_what_of_an_item() -> None:
    text = PLAN + (
        "II. NHIỆM VỤ\n"
        "1. Xây dựng 02 sản phẩm OCOP 4 sao. (Sở Công Thương chủ trì; các sở, ngành phối hợp; xong trong năm 2027)\n"
        "2. Nâng cấp 05 trường mầm non đạt chuẩn. (Đ/c Giám đốc Sở Xây dựng chỉ đạo; hoàn thành quý III/2026)\n"
    )
    assert given(text) == [
        ("Xây dựng 02", "lead", "Sở Công Thương"),
        ("Xây dựng 02", "coordinate", "Các sở"),
        ("Nâng cấp 05", "lead", "Sở Xây dựng"),
    ]
    assert [(words.split()[-1], day) for words, day in due(text)] == [
        ("2027", "2027-12-31"),
        ("III/2026", "2026-09-30"),
    ]


def test_which_of_a_group_are_meant_stands_before_what_they_do() -> None:
    text = PLAN + "III. TỔ CHỨC THỰC HIỆN\n- UBND các xã được kiểm tra chuẩn bị báo cáo trước ngày 12/10/2025.\n"
    assert given(text) == [("UBND các xã", "lead", "Ủy ban nhân dân các xã")]


def test_a_hyphen_or_a_colon_stands_between_a_body_and_its_part() -> None:
    text = PLAN + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Sở Tài chính - phối hợp với Sở Y tế tham mưu bố trí vốn.\n"
        "2. Khảo sát sự hài lòng: do Sở Nội vụ chủ trì, thực hiện trong tuần 2 tháng 8/2025.\n"
    )
    assert [(role, body) for _, role, body in given(text)] == [
        ("lead", "Sở Tài chính"),
        ("coordinate", "Sở Y tế"),
        ("lead", "Sở Nội vụ"),
    ]
    assert [day for _, day in due(text)] == ["2025-08-14"]
