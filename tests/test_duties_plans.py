"""Duties in plans as portals print them: days with labels, numbers of rows between empty lines, sentences that a semicolon leaves open."""

from __future__ import annotations

from read_duties import read

LOCAL = (
    "ỦY BAN NHÂN DÂN TỈNH LÀO CAI\nSố: 112/KH-UBND\nLào Cai, ngày 04 tháng 3 năm 2024\nKẾ HOẠCH\nTổ chức tuyên truyền\n"
)


def duties(text: str) -> list[tuple[str, str, str, str]]:
    """(first words of the task, role, body, day) of each assignment, in text order."""
    found, bodies = read(text)
    due = {one.task: one.not_after or "" for one in found.deadlines}
    return [
        (
            " ".join(text[found.tasks[c.task or 0].start :].split()[:3]),
            c.role or "",
            bodies.entities[c.object].label.removesuffix(" tỉnh Lào Cai"),
            due.get(c.task, ""),
        )
        for c in found.claims
    ]


def test_labels_below_a_list_of_days_speak_of_all_of_it() -> None:
    text = LOCAL + (
        "II. LỊCH KIỂM TRA\n"
        "1. Ngày 02/5/2024: Kiểm tra tại huyện Văn Bàn\n"
        "2. Ngày 06/5/2024: Kiểm tra tại huyện Bát Xát\n"
        "Cơ quan chủ trì: Thanh tra tỉnh\n"
        "3. Ngày 08/5/2024: Tổng hợp kết quả kiểm tra\n"
        "Cơ quan chủ trì: Sở Nội vụ\n"
    )
    assert duties(text) == [
        ("Ngày 02/5/2024: Kiểm", "lead", "Thanh tra", "2024-05-02"),
        ("Ngày 06/5/2024: Kiểm", "lead", "Thanh tra", "2024-05-06"),
        ("Ngày 08/5/2024: Tổng", "lead", "Sở Nội vụ", "2024-05-08"),
    ]


def test_a_semicolon_leaves_the_sentence_of_a_body_open() -> None:
    text = LOCAL + (
        "Trước ngày 30/6/2024, Sở Nội vụ tham mưu ban hành quy định về vị trí việc làm;\n\n"
        "Trình cấp có thẩm quyền quyết định số lượng cấp phó;\n\n"
        "Ban hành hướng dẫn về phụ cấp.\n\n"
        "Trình Ủy ban nhân dân tỉnh theo quy định.\n"
    )
    assert [(words, body) for words, _, body, _ in duties(text)][:3] == [
        ("Trước ngày 30/6/2024,", "Sở Nội vụ"),
        ("Trình cấp có", "Sở Nội vụ"),
        ("Ban hành hướng", "Sở Nội vụ"),
    ]


def test_numbers_between_empty_lines_count_rows_not_pages() -> None:
    cells = [
        "Kế hoạch triển khai công tác bầu cử đại biểu Quốc hội khoá XV và bầu cử đại biểu HĐND các cấp, nhiệm kỳ 2021 - 2026",
        "TT", "Nội dung công việc chủ yếu tiến hành công tác bầu cử", "Cơ quan chủ trì thực hiện", "Cơ quan phối hợp", "Ngày chậm nhất phải hoàn thành",
        "1", "Triển khai công tác bầu cử ở tỉnh",
        "Triệu tập đủ thành phần ở cấp tỉnh, cấp huyện dự Hội nghị trực tuyến triển khai công tác bầu cử của HĐBC quốc gia.",
        "Văn phòng UBND tỉnh", "Sở Nội vụ", "21/01/2021",
        "2", "Triển khai công tác bầu cử ở cấp huyện",
        "Mở hội nghị triển khai công tác bầu cử đại biểu Quốc hội và bầu cử đại biểu HĐND các cấp ở huyện, thành, thị.",
        "UBND các huyện, thành, thị", "Phòng Nội vụ", "27/01/2021",
        "3", "Triển khai công tác bầu cử ở cấp xã",
        "Mở hội nghị triển khai công tác bầu cử đại biểu Quốc hội và bầu cử đại biểu HĐND các cấp ở xã, phường, thị trấn.",
        "UBND các xã, phường, thị trấn", "29/01/2021",
        "4", "Dự kiến người ứng cử đại biểu HĐND", "Thường trực HĐND các cấp", "Ban thường trực UBMTTQVN", "07/02/2021 (chủ Nhật)",
    ]  # fmt: skip
    found = [(body, day) for _, role, body, day in duties("\n\n".join(cells)) if role == "lead"]
    assert found == [
        ("Văn phòng Ủy ban nhân dân tỉnh", "2021-01-21"),
        ("Ủy ban nhân dân các huyện, thành phố, thị xã", "2021-01-27"),
        ("Ủy ban nhân dân các xã, phường, thị trấn", "2021-01-29"),
        ("Thường trực Hội đồng nhân dân các cấp", "2021-02-07"),
    ]


def test_rows_whose_numbers_no_page_shows() -> None:
    cells = [
        "STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành",
        "Xây dựng danh mục nghị quyết", "Sở Tư pháp", "Văn phòng UBND tỉnh", "Tháng 4/2024",
        "Tập huấn kỹ năng soạn thảo", "Sở Nội vụ", "Các sở, ngành", "Quý II/2024",
    ]  # fmt: skip
    assert [
        (words, role, body, day) for words, role, body, day in duties(LOCAL + "\n".join(cells)) if role == "lead"
    ] == [
        ("Xây dựng danh", "lead", "Sở Tư pháp", "2024-04-30"),
        ("Tập huấn kỹ", "lead", "Sở Nội vụ", "2024-06-30"),
    ]


def test_a_paragraph_below_an_item_goes_on_with_its_body() -> None:
    text = LOCAL + (
        "- Giao Đảng ủy Ủy ban nhân dân tỉnh lãnh đạo các cơ quan thực hiện chủ trương trên. Trong đó chỉ đạo:\n"
        "(1) Sở Giáo dục và Đào tạo chủ trì rà soát các quy định về học sinh nội trú.\n"
        "Phối hợp với Sở Nội vụ xây dựng phương án bố trí giáo viên.\n"
    )
    assert duties(text)[-2:] == [
        ("Phối hợp với", "lead", "Sở Giáo dục và Đào tạo", ""),
        ("Phối hợp với", "coordinate", "Sở Nội vụ", ""),
    ]


def test_a_title_that_is_a_label_names_no_body() -> None:
    text = LOCAL + "II. CƠ QUAN THỰC HIỆN\n1. Thanh tra chuyên ngành Văn hóa\n- Kiểm tra, xử lý vi phạm trên địa bàn.\n"
    assert duties(text) == []


def test_boards_of_a_party_committee_beside_its_office() -> None:
    text = LOCAL + "2. Các ban, Văn phòng Tỉnh ủy theo dõi, đôn đốc việc thực hiện Kế hoạch này.\n"
    assert [body for _, _, body, _ in duties(text)] == ["Các ban Đảng", "Văn phòng Tỉnh ủy Lào Cai"]


def test_whom_a_matter_of_others_names_leads_nothing() -> None:
    text = LOCAL + (
        "Theo Kế hoạch này, để thực hiện các Nghị quyết của Trung ương, Quốc hội, Chính phủ về phòng, chống tội phạm, các đơn vị thực hiện:\n"
        "1. Các bộ đã nêu trong Hướng dẫn có kế hoạch triển khai thực hiện nhiệm vụ.\n"
    )
    assert "Chính phủ" not in [body for _, _, body, _ in duties(text)]


def test_work_with_others_before_a_colon_is_no_label() -> None:
    text = LOCAL + (
        "2. Sở Y tế:\n"
        "b) Chủ trì, phối hợp với các Sở: Xây dựng, Tài chính chỉ đạo các đơn vị đưa bệnh viện vào hoạt động.\n"
        "c) Chủ trì, phối hợp với VNPT chịu trách nhiệm về:\n"
        "(1) Cung cấp tín hiệu cho Sở Tư pháp sử dụng.\n"
    )
    found = duties(text)
    assert {(role, body) for _, role, body, _ in found[:3]} == {
        ("lead", "Sở Y tế"),
        ("coordinate", "Sở Tài chính"),
        ("coordinate", "Sở Xây dựng"),
    }
    assert "Sở Tư pháp" not in [body for _, _, body, _ in found]


def test_a_person_named_before_the_office_that_is_responsible() -> None:
    text = LOCAL + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Ông Trần Văn Ba - Phó Giám đốc Sở Y tế chịu trách nhiệm chỉ đạo chung.\n"
        "2. Đồng chí Nguyễn Văn Bình, Giám đốc Sở Tài chính phụ trách công tác hậu cần.\n"
    )
    assert [(role, body) for _, role, body, _ in duties(text)] == [("lead", "Sở Y tế"), ("lead", "Sở Tài chính")]


def test_a_table_right_below_the_title_of_its_paper() -> None:
    text = LOCAL.replace("Tổ chức tuyên truyền\n", "") + (
        "XÂY DỰNG VĂN BẢN\nTT\nTên văn bản\nĐơn vị chủ trì soạn thảo\nĐơn vị phối hợp\nThời gian trình\n"
        "1\nQuyết định về giá đất\nSở Tài chính\nSở Tư pháp\nTháng 11/2024\n"
        "2\nQuyết định về đất ở\nSở Xây dựng\nSở Tư pháp\nTháng 12/2024\n"
    )
    assert [(body, day) for _, role, body, day in duties(text) if role == "lead"] == [
        ("Sở Tài chính", "2024-11-30"),
        ("Sở Xây dựng", "2024-12-31"),
    ]


def test_who_prepares_what_a_programme_of_work_lists() -> None:
    text = LOCAL + "1. Quy chế quản lý nhà chung cư.\nCơ quan chuẩn bị: Sở Xây dựng.\nCơ quan phối hợp: Sở Tư pháp.\n"
    assert [(role, body) for _, role, body, _ in duties(text)] == [
        ("lead", "Sở Xây dựng"),
        ("coordinate", "Sở Tư pháp"),
    ]


def test_cells_of_a_drawn_row_may_be_broken_over_lines() -> None:
    text = LOCAL + (
        "| STT | Nội dung | Chủ trì | Phối hợp | Thời hạn |\n|:---:|---|---|---|---|\n"
        "| 1 | Kiện toàn Ban Chỉ huy\nphòng cháy, chữa cháy rừng | Chi cục Kiểm lâm\ntỉnh | Sở Nội vụ;\nSở Tài chính | Trước\nngày 15/4/2024 |\n"
        "| 2 | Rà soát phương án chữa cháy | Công an tỉnh | Sở Nội vụ | 30/4/2024 |\n"
    )
    assert duties(text) == [
        ("Kiện toàn Ban", "lead", "Chi cục Kiểm lâm", "2024-04-15"),
        ("Kiện toàn Ban", "coordinate", "Sở Nội vụ", "2024-04-15"),
        ("Kiện toàn Ban", "coordinate", "Sở Tài chính", "2024-04-15"),
        ("Rà soát phương", "lead", "Công an", "2024-04-30"),
        ("Rà soát phương", "coordinate", "Sở Nội vụ", "2024-04-30"),
    ]


def test_titles_of_columns_may_stand_on_two_lines() -> None:
    text = LOCAL + (
        "| STT | | Tên đề án | Thời gian trình | | Đơn vị thực hiện | |\n|---|---|---|---|---|---|---|\n"
        "| | Theo NQ 01 | | Sở | UBND tỉnh | Chủ trì | Phối hợp |\n"
        "| 1 | 48 | Tổng kết việc thi hành Luật Đất đai | Tháng 5 | Tháng 6 | Sở Xây dựng | - Sở Tư pháp - Sở Y tế |\n"
    )
    found, _ = read(text)
    assert duties(text) == [
        ("Tổng kết việc", "lead", "Sở Xây dựng", "2024-06-30"),
        ("Tổng kết việc", "coordinate", "Sở Tư pháp", "2024-06-30"),
        ("Tổng kết việc", "coordinate", "Sở Y tế", "2024-06-30"),
    ]
    assert [one.not_after for one in found.deadlines] == ["2024-05-31", "2024-06-30"]


def test_months_and_quarters_are_headings_and_brackets_say_who_prepares() -> None:
    text = LOCAL + (
        "Các nội dung trình năm 2024 như sau.\n\nTHÁNG 3\n"
        "1. Nghị quyết về phát triển kinh tế số (Sở Khoa học và Công nghệ chuẩn bị).\n"
        "QUÝ II\n"
        "1. Đề án sắp xếp các đơn vị sự nghiệp công lập (Sở Nội vụ chuẩn bị).\n"
        "2. Báo cáo kết quả thanh tra 6 tháng đầu năm (Thanh tra tỉnh).\n"
        "3. Hội nghị bàn với cơ quan thường trực (Sở Y tế) về phòng dịch.\n"
    )
    assert duties(text) == [
        ("Nghị quyết về", "lead", "Sở Khoa học và Công nghệ", "2024-03-31"),
        ("Đề án sắp", "lead", "Sở Nội vụ", "2024-06-30"),
        ("Báo cáo kết", "lead", "Thanh tra", "2024-06-30"),
    ]


def test_rows_without_bars_may_begin_with_their_number_and_run_together() -> None:
    text = LOCAL + (
        "TT\nNHIỆM VỤ\nCƠ QUAN\nCHỦ TRÌ\nCƠ QUAN PHỐI\nHỢP\nTHỜI HẠN\n"
        "66 Rà soát, đôn đốc thực hiện các cam kết, thỏa\nthuận hợp tác\nSở Ngoại vụ\nSở Nội vụ, Sở\nTư pháp\nTháng 5/2024\n"
        "67 Triển khai Đề án xây dựng nông thôn mới\nSở Xây dựng\nSở Tài chính\nQuý III/2024\n"
    )
    assert duties(text) == [
        ("Rà soát, đôn", "lead", "Sở Ngoại vụ", "2024-05-31"),
        ("Rà soát, đôn", "coordinate", "Sở Nội vụ", "2024-05-31"),
        ("Rà soát, đôn", "coordinate", "Sở Tư pháp", "2024-05-31"),
        ("Triển khai Đề", "lead", "Sở Xây dựng", "2024-09-30"),
        ("Triển khai Đề", "coordinate", "Sở Tài chính", "2024-09-30"),
    ]


def test_a_time_below_a_list_speaks_of_all_of_it() -> None:
    text = LOCAL + (
        "1. Phổ biến Hiến pháp\n"
        "- Sở Tư pháp có trách nhiệm tổ chức Hội nghị phổ biến cho cán bộ của tỉnh.\n"
        "- Sở Y tế, Sở Nội vụ có trách nhiệm phổ biến đến cán bộ của đơn vị.\n"
        "Thời gian thực hiện: Quý I và Quý II/2024.\n"
    )
    assert [(body, day) for _, _, body, day in duties(text)] == [
        ("Sở Tư pháp", "2024-06-30"),
        ("Sở Y tế", "2024-06-30"),
        ("Sở Nội vụ", "2024-06-30"),
    ]


def test_labels_on_one_line_are_parted_by_dashes_and_roles_stand_in_brackets() -> None:
    text = LOCAL + (
        "2. Thiết lập phòng xét nghiệm tham chiếu\n"
        "- Chủ trì: Sở Y tế; phối hợp: Sở Tài chính - thời gian: 12/2024\n"
        "Việc 3: Đào tạo kỹ năng số cho 500 cán bộ. Phụ trách: Sở Nội vụ (chủ trì), Sở Tư pháp (phối hợp). Xong: tháng 11.\n"
    )
    assert duties(text) == [
        ("Thiết lập phòng", "lead", "Sở Y tế", "2024-12-31"),
        ("Thiết lập phòng", "coordinate", "Sở Tài chính", "2024-12-31"),
        ("Việc 3: Đào", "lead", "Sở Nội vụ", "2024-11-30"),
        ("Việc 3: Đào", "coordinate", "Sở Tư pháp", "2024-11-30"),
    ]


def test_bodies_beside_each_other_and_counted_ones_act_together() -> None:
    text = LOCAL + (
        "III. TỔ CHỨC THỰC HIỆN\n"
        "1. Hai sở Tài chính, Nội vụ phối hợp mở chuyên mục trên Báo Lào Cai, xong trong tháng 5.\n"
        "2. Công an tỉnh - Sở Y tế: kiểm soát vận chuyển gia súc, thời hạn 30/6/2024.\n"
    )
    assert sorted((body, day) for _, _, body, day in duties(text)) == [
        ("Công an", "2024-06-30"),
        ("Sở Nội vụ", "2024-05-31"),
        ("Sở Tài chính", "2024-05-31"),
        ("Sở Y tế", "2024-06-30"),
    ]


def test_bodies_alone_behind_a_colon_prepare_what_others_beside_them_prepare() -> None:
    text = LOCAL + (
        "I. THÁNG 8\n"
        "- Cho ý kiến về quy hoạch khu đô thị phía Tây: Sở Xây dựng chuẩn bị, gửi Văn phòng trước ngày 10/8.\n"
        "- Nghe báo cáo công tác phòng, chống tham nhũng: Thanh tra tỉnh, Công an tỉnh.\n"
        "II. THÁNG 9\n"
        "- Phối hợp triển khai với các đơn vị: Sở Y tế, Sở Nội vụ.\n"
    )
    assert [(role, body, day) for _, role, body, day in duties(text)] == [
        ("lead", "Sở Xây dựng", "2024-08-10"),
        ("lead", "Thanh tra", "2024-08-31"),
        ("lead", "Công an", "2024-08-31"),
    ]


def test_the_last_cell_of_a_row_without_a_first_bar_may_be_empty() -> None:
    text = LOCAL + (
        "Thời gian | Nội dung | Chủ trì | Phối hợp\n--- | --- | --- | ---\n"
        "Xong 05/4 | Trang trí đèn hoa các tuyến đường | Sở Xây dựng | Sở Y tế\n"
        "Chậm nhất 25/4 | Báo cáo tình hình về UBND tỉnh | Thanh tra tỉnh |\n"
    )
    assert [(role, body, day) for _, role, body, day in duties(text)] == [
        ("lead", "Sở Xây dựng", "2024-04-05"),
        ("coordinate", "Sở Y tế", "2024-04-05"),
        ("lead", "Thanh tra", "2024-04-25"),
    ]
