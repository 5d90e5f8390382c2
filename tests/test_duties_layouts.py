"""Duties in layouts of real papers: bodies named by a lead-in, a heading that goes on, a row without its last cell, columns of blanks."""

from __future__ import annotations

from kg import duties, grid, structure
from kg.extract import extract
from kg.recognise import agencies, header

CENTRAL = "VĂN PHÒNG CHÍNH PHỦ\nSố: 91/TB-VPCP\nHà Nội, ngày 03 tháng 3 năm 2025\nTHÔNG BÁO\nKẾT LUẬN TẠI BUỔI LÀM VIỆC VỚI THÀNH PHỐ ĐÀ NẴNG\n"
LOCAL = "ỦY BAN NHÂN DÂN TỈNH KON TUM\nSố: 77/KH-UBND\nKon Tum, ngày 03 tháng 3 năm 2025\nKẾ HOẠCH\nThực hiện Nghị quyết số 12-NQ/TU\n"
LETTER = "BỘ Y TẾ\nSố: 12/BYT-DP\nHà Nội, ngày 03 tháng 3 năm 2025\nKính gửi:\n"


def assigned(text: str) -> list[tuple[str, str, str]]:
    """(first words of the task, role, body) of each assignment, in text order."""
    doc = structure.outline("a.txt", text)
    own = header.read_header(doc)
    bodies = agencies.find(doc, own)
    found = duties.find(doc, own, bodies)
    return [
        (" ".join(text[found.tasks[c.task or 0].start :].split()[:3]), c.role or "", bodies.entities[c.object].label)
        for c in found.claims
    ]


def read(text: str) -> duties.Duties:
    doc = structure.outline("a.txt", text)
    own = header.read_header(doc)
    return duties.find(doc, own, agencies.find(doc, own))


def test_a_city_urged_by_a_lead_in_has_the_items_below() -> None:
    text = CENTRAL + (
        "Để vận hành hiệu quả, thành phố Đà Nẵng cần tập trung thực hiện các nhiệm vụ sau:\n\n"
        "1. Tập trung rà soát các kho tư liệu số của từng phường để bố trí lại.\n\n"
        "2. Quan tâm giải quyết các vấn đề còn tồn đọng của bến bãi ven sông.\n"
    )
    assert {(role, body) for _, role, body in assigned(text)} == {("lead", "Thành phố Đà Nẵng")}
    assert len(assigned(text)) == 2


def test_a_heading_names_a_group_whose_name_goes_on() -> None:
    text = (
        LOCAL
        + "5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng cụm bến thủy\n- Bố trí mặt bằng để lắp đặt phao tiêu và biển báo.\n"
    )
    assert assigned(text) == [
        ("Bố trí mặt", "lead", "Các chủ đầu tư xây dựng và kinh doanh hạ tầng cụm bến thủy tỉnh Kon Tum")
    ]


def test_a_body_known_by_what_it_does() -> None:
    found = assigned(
        LOCAL + "1. Cơ quan đăng ký tàu cá có trách nhiệm lấy ý kiến của từng chủ tàu về nội dung liên quan.\n"
    )
    assert [(role, body) for _, role, body in found] == [("lead", "Các cơ quan đăng ký tàu cá tỉnh Kon Tum")]


def test_a_heading_that_ends_in_a_full_stop() -> None:
    text = (
        LOCAL
        + "2 - Sở Y tế có trách nhiệm.\n- Quản lý các trạm cấp cứu do cấp tỉnh thành lập.\n- Hàng năm lập dự toán kinh phí gửi cơ quan tài chính.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Sở Y tế tỉnh Kon Tum"] * 2


def test_a_row_that_lacks_its_last_empty_cell() -> None:
    head = "|\nTT\n|\nNội dung\n|\nCơ quan chủ trì\n|\nThời gian\n|\nSản phẩm\n|\n"
    rows = "|\n1\n|\nSố hóa các bản đồ luồng lạch\n|\nSở Xây dựng\n|\n2025\n|\nBáo cáo\n|\n|\n2\n|\nKiểm kê phao tiêu trên sông\n|\nSở Nội vụ\n|\n2025\n|\n|\n3\n|\nSơn lại biển báo\n|\nSở Y tế\n|\n2025\n|\nBiên bản\n|\n"
    assert [body for _, _, body in assigned(LOCAL + "1. Nhiệm vụ\n" + head + rows)] == [
        "Sở Xây dựng tỉnh Kon Tum",
        "Sở Nội vụ tỉnh Kon Tum",
        "Sở Y tế tỉnh Kon Tum",
    ]


def test_bodies_of_a_list_are_each_in_their_own_place() -> None:
    doc = structure.outline(
        "a.txt", LOCAL + "1. Đề nghị UBND các tỉnh: An Giang, Tuyên Quang phối hợp cung cấp số liệu mực nước.\n"
    )
    bodies = agencies.find(doc, header.read_header(doc))
    places = {e.label: e.place for e in bodies.entities if e.label.startswith("Ủy ban nhân dân tỉnh ")}
    assert places["Ủy ban nhân dân tỉnh An Giang"] == "tinh-an-giang"
    assert places["Ủy ban nhân dân tỉnh Tuyên Quang"] == "tinh-tuyen-quang"


def test_addressees_of_a_letter_have_no_task() -> None:
    text = "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 40/UBND-VX\nKon Tum, ngày 03 tháng 3 năm 2025\nKính gửi:\n- Các sở, ban, ngành tỉnh;\n- Ủy ban nhân dân các xã, phường.\nNgày 28 tháng 02 năm 2025, đoàn công tác đã khảo sát các bến phà trên toàn tuyến sông của tỉnh và lập biên bản.\n"
    assert assigned(text) == []


MIDDLED = """
                                                   Cơ quan           Cơ quan                          Thời gian
    TT              Tên nhiệm vụ                                                        Kết quả
                                                   chủ trì           phối hợp                         hoàn thành
                                                                                        Đề án được
         Nghiên cứu, xây dựng đề án mạng                            Các bộ,             trình Ban
    1    lưới trạm đo mực nước trong kỷ           Bộ Tư pháp        cơ quan             Chỉ đạo          9/2026
         nguyên mới                                                 ngang bộ            về thể chế,
                                                                                        pháp luật
                                                                                        Báo cáo
                                                                    Các bộ,             rà soát được
         Tham mưu tổ chức tổng rà soát                              ngành,              trình theo
    2    các phao tiêu trên sông                  Bộ Công an        UBND tỉnh,          chuyên đề,       6/2026
                                                                    thành phố           lĩnh vực,
                                                                                        địa bàn
                                                                                        quản lý
         Sơn lại biển báo luồng lạch và                             Bộ Tài
    3                                             Bộ Xây dựng       chính               Báo cáo          5/2026
         thay thế đèn hiệu đã hỏng
"""


def test_a_row_kept_by_blanks_whose_number_stands_in_its_middle() -> None:
    text = CENTRAL.replace("THÔNG BÁO", "QUYẾT ĐỊNH") + "Phụ lục\nDANH MỤC NHIỆM VỤ\n" + MIDDLED
    doc = structure.outline("a.txt", text)
    (table,) = grid.tables(doc.text, doc.low)
    rows = [[" ".join(text[p.start : p.end] for p in cell) for cell in row.cells] for row in table[1:]]
    assert [(row[0], row[1][:19], row[2], row[3], row[5]) for row in rows] == [
        ("1", "Nghiên cứu, xây dựn", "Bộ Tư pháp", "Các bộ, cơ quan ngang bộ", "9/2026"),
        ("2", "Tham mưu tổ chức tổ", "Bộ Công an", "Các bộ, ngành, UBND tỉnh, thành phố", "6/2026"),
        ("3", "Sơn lại biển báo lu", "Bộ Xây dựng", "Bộ Tài chính", "5/2026"),
    ]


SLIPPED = """
                                                              Cơ quan            Cơ quan
    TT              Tên nhiệm vụ                                                                   Kết quả       Thời gian
                                                              chủ trì            phối hợp
         Tăng cường truyền thông thường xuyên, Các bộ, cơ quan                                     Các hoạt
    1    sâu rộng về kết quả thực hiện đề án   ngang bộ, UBND                    Bộ Tư pháp        động          2026
         số hóa bản đồ luồng lạch              tỉnh, thành phố                                     được mở
         Kiểm kê các phao tiêu trên sông và                   Bộ Xây dựng        Bộ Công an        Biên bản      5/2026
    2    trên biển của từng vùng
"""


def test_a_cell_that_slipped_to_the_left_is_parted_from_the_task() -> None:
    text = CENTRAL + "Phụ lục\n" + SLIPPED
    doc = structure.outline("a.txt", text)
    (table,) = grid.tables(doc.text, doc.low)
    cells = [" ".join(text[p.start : p.end] for p in cell) for cell in table[1].cells]
    assert cells[1].startswith("Tăng cường truyền thông thường xuyên, sâu rộng")
    assert cells[2] == "Các bộ, cơ quan ngang bộ, UBND tỉnh, thành phố"


def test_a_cell_whose_lines_end_at_the_bar_is_one_name() -> None:
    text = (
        "|STT|Nội dung công việc              |Thời gian   |Đơn vị chủ trì        |Đơn vị phối hợp      |\n"
        "|1  |Kiểm tra theo quy định tại Nghị |Tháng 6/2025|Đơn vị chuyên môn theo|Sở Tư pháp           |\n"
        "|   |định số 40/2010/NĐ-CP           |            |dõi lĩnh vực          |                     |\n"
        "|2  |Rà soát quy hoạch               |Tháng 7/2025|Sở Xây dựng           |Sở Tài chính         |\n"
    )
    assert ("Kiểm tra theo", "lead", "Các đơn vị chuyên môn theo dõi lĩnh vực") in assigned(text)


def test_a_date_of_a_lead_in_is_inferred_for_what_stands_below_it() -> None:
    text = (
        "2. Các sở: Tài chính, Y tế khắc phục các bất cập, hoàn thành trong tháng 11 năm 2025, cụ thể:\n"
        "a) Rà soát các quy định về đấu thầu thuốc.\n"
        "b) Báo cáo kết quả kiểm kê trước ngày 05/12/2025.\n"
    )
    found = read(LOCAL + text)
    assert {(d.not_after, d.inferred) for d in found.deadlines} == {("2025-11-30", True), ("2025-12-05", False)}


def test_a_further_paragraph_of_a_body_says_that_it_is_inferred() -> None:
    further = "Tăng cường kiểm tra, hướng dẫn các địa phương thực hiện đúng quy định; kịp thời báo cáo, đề xuất cấp có thẩm quyền xem xét, giải quyết các khó khăn, vướng mắc phát sinh."
    text = f"Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát các quy định về đấu thầu thuốc.\n{further}\n"
    found = read(LOCAL + text)
    assert [(c.basis, c.inferred) for c in found.claims if c.role == "lead"] == [("words", False), ("subject", True)]


def test_the_time_of_a_lead_in_item_that_nobody_is_named_for_yet() -> None:
    text = (
        "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành thực hiện các nội dung sau:\n"
        "1. Rà soát danh mục các công trình chậm tiến độ trên địa bàn.\n"
        "- Thời gian hoàn thành: Trước ngày 30/6/2025.\n"
        "2. Kiểm tra các hồ chứa nước trước mùa mưa bão.\n"
        "- Thời gian hoàn thành: Quý II/2025.\n"
    )
    found = read(LOCAL + text)
    assert [(d.not_after, d.task is None) for d in found.deadlines] == [("2025-06-30", False), ("2025-06-30", False)]


def test_the_office_that_makes_a_conclusion_known_has_no_task() -> None:
    text = "1. Sở Y tế báo cáo kết quả.\nVăn phòng Ủy ban nhân dân tỉnh thông báo để các sở, ngành biết, thực hiện.\n"
    assert [body for *_, body in assigned(LOCAL + text)] == ["Sở Y tế tỉnh Kon Tum"]


def test_a_row_that_a_page_break_cuts_keeps_its_bodies() -> None:
    text = (
        "TT    Nhiệm vụ, giải pháp                 Cơ quan          Cơ quan             Sản phẩm\n"
        "                                          chủ trì          phối hợp\n"
        "1.1   Xây dựng tiêu chuẩn, quy chuẩn      Bộ Tài chính     Bộ Công Thương      Quyết định\n"
        "      kỹ thuật quốc gia.\n"
        "1.2   Nghiên cứu xây dựng tiêu chuẩn cơ   Bộ Khoa học và   Bộ Y tế             Tiêu chuẩn\n"
        "                                   CÔNG BÁO/Số 333/Ngày 16-06-2026                     92\n"
        "\n"
        "TT    Nhiệm vụ, giải pháp                 Cơ quan          Cơ quan             Sản phẩm\n"
        "                                          chủ trì          phối hợp\n"
        "      sở, tiêu chuẩn quốc gia.            Công nghệ        Bộ Nội vụ           quốc gia\n"
        "1.3   Tăng cường năng lực hạ tầng.        Bộ Tài chính     Bộ Y tế             Báo cáo\n"
    )
    cut = [(role, body) for task, role, body in assigned(CENTRAL + text) if task.startswith("Nghiên cứu")]
    assert set(cut) == {("lead", "Bộ Khoa học và Công nghệ"), ("coordinate", "Bộ Nội vụ"), ("coordinate", "Bộ Y tế")}


def test_bodies_that_are_narrowed_before_what_they_must_do() -> None:
    text = "Các sở, ngành được phân công chủ trì nhiệm vụ tại Kế hoạch này có trách nhiệm xây dựng kế hoạch chi tiết.\n"
    (claim,) = read(LOCAL + text).claims
    assert (claim.role, claim.words) == ("lead", "có trách nhiệm")


def test_one_of_the_bodies_of_a_heading() -> None:
    text = (
        "2. Trách nhiệm của các bộ, ngành và các tỉnh, thành phố\n"
        "- Các bộ tự đánh giá kết quả cải cách hành chính của mình.\n"
        "- Phối hợp với Bộ Nội vụ tổ chức điều tra xã hội học.\n"
    )
    leads = [(task, body) for task, role, body in assigned(CENTRAL + text) if role == "lead"]
    assert [body for task, body in leads if task.startswith("Các bộ")] == ["Các bộ, ngành"]
    assert len([body for task, body in leads if task.startswith("Phối hợp")]) == 2


def test_a_page_number_in_the_middle_of_its_line_parts_no_sentence() -> None:
    line = "- Chủ trì, phối hợp với Sở Tài chính tăng cường kiểm tra, giám sát việc chấp hành các quy định"
    text = f"1. Sở Y tế\n{line}\n{' ' * 39}4\n\ncủa pháp luật trong hoạt động khám bệnh.\n" + "".join(
        f"{n}. Sở Nội vụ chủ trì rà soát, đánh giá toàn bộ các thủ tục hành chính trong lĩnh vực {n} của tỉnh\nvà báo cáo kết quả.\n"
        for n in range(2, 9)
    )
    first = read(LOCAL + text).tasks[0]
    assert (LOCAL + text)[first.start : first.end].endswith("khám bệnh.")


def test_a_heading_that_says_what_kind_of_holders_is_meant() -> None:
    text = "5. Các chủ rừng là tổ chức\n- Thực hiện đầy đủ quyền, nghĩa vụ của chủ rừng theo quy định.\n"
    assert assigned(LOCAL + text) == [("Thực hiện đầy", "lead", "Các chủ rừng là tổ chức tỉnh Kon Tum")]


def test_what_is_given_under_a_title_of_criteria() -> None:
    text = (
        "3. Tiêu chí đánh giá\n"
        "a) Các xã đạt trên 90 điểm được xếp loại tốt.\n"
        "b) Trên cơ sở kết quả thực hiện, giao Sở Y tế thành lập đoàn kiểm tra.\n"
    )
    assert assigned(LOCAL + text) == [("Trên cơ sở", "lead", "Sở Y tế tỉnh Kon Tum")]


def test_rules_with_a_day_of_the_calendar_give_something_to_do() -> None:
    head = "HỘI ĐỒNG NHÂN DÂN TỈNH KON TUM\nSố: 12/2025/NQ-HĐND\nKon Tum, ngày 03 tháng 3 năm 2025\nNGHỊ QUYẾT\nQuy định chính sách hỗ trợ\n"
    text = (
        "Điều 4. Trình tự\n"
        "1. Trước ngày 20 tháng 12 hằng năm, Ủy ban nhân dân xã lập danh sách hộ nghèo.\n"
        "2. Ủy ban nhân dân xã niêm yết công khai danh sách.\n"
        "3. Ủy ban nhân dân xã quyết định mức hỗ trợ; Chủ tịch Ủy ban nhân dân xã có quyền phê duyệt danh sách.\n"
    )
    assert [task for task, *_ in assigned(head + text)] == ["Trước ngày 20", "Ủy ban nhân"]


def test_departments_said_bare_are_those_of_the_ministry() -> None:
    head = "BỘ Y TẾ\nSố: 01/CT-BYT\nHà Nội, ngày 10 tháng 01 năm 2014\nCHỈ THỊ\nVề bảo đảm công tác y tế\n"
    assert assigned(head + "1. Đề nghị các Cục gửi báo cáo về Văn phòng Bộ.\n") == [("Đề nghị các", "lead", "Các cục")]


def test_a_lead_in_of_many_clauses_that_announces_what_follows() -> None:
    text = (
        "3. Phương hướng, nhiệm vụ trọng tâm\n"
        "Để hoàn thành các mục tiêu của năm 2025 và phấn đấu tăng trưởng cả năm đạt từ 10% trở lên; kiểm soát lạm phát, bảo đảm các cân đối lớn của nền kinh tế; "
        "Chính phủ yêu cầu các bộ, cơ quan ngang bộ, các địa phương phát huy tinh thần trách nhiệm, quyết tâm cao độ, nỗ lực lớn, hành động quyết liệt, "
        "tập trung chỉ đạo, điều hành chủ động, linh hoạt, đồng bộ, kịp thời, hiệu quả các nhiệm vụ, giải pháp đã đề ra, trong đó chú trọng những nội dung sau:\n"
        "a) Chủ động rà soát các nhiệm vụ, gửi Bộ Tài chính trước ngày 15 tháng 5 năm 2025.\n"
        "b) Theo dõi sát diễn biến xuất nhập khẩu.\n"
    )
    found = assigned(CENTRAL.replace("VĂN PHÒNG CHÍNH PHỦ", "CHÍNH PHỦ").replace("91/TB-VPCP", "91/NQ-CP") + text)
    assert {task for task, role, _ in found if role == "lead"} >= {"Chủ động rà", "Theo dõi sát"}


def test_what_is_asked_after_this_is_the_plan() -> None:
    text = "Trên đây là Kế hoạch chuyển đổi số. Đề nghị Sở Y tế báo cáo kết quả trước ngày 30 tháng 11 năm 2025./.\n"
    found = read(LOCAL + text)
    assert [d.not_after for d in found.deadlines] == ["2025-11-30"]
    assert assigned(LOCAL + text) == [("Đề nghị Sở", "lead", "Sở Y tế tỉnh Kon Tum")]


def test_a_heading_that_says_what_a_body_is_beside() -> None:
    text = (
        "1.2. Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo\n"
        "- Hướng dẫn các biểu mẫu kiểm kê.\n"
        "Thời gian thực hiện: Từ tháng 11/2025 đến khi kết thúc kiểm kê.\n"
        "- Tổ chức tập huấn cho các đơn vị.\n"
        "Thời gian hoàn thành: Tháng 11 - 12/2025.\n"
    )
    assert {body for *_, body in assigned(LOCAL + text)} == {"Sở Tài chính tỉnh Kon Tum"}
    assert [d.not_after for d in read(LOCAL + text).deadlines] == ["2025-12-31"]


def test_the_title_of_an_article_on_the_line_below_it() -> None:
    text = (
        "Điều 5.\nTrách nhiệm của Sở Y tế\n"
        "1. Tham mưu ban hành các quy định về khám bệnh.\n"
        "2. Hướng dẫn các bệnh viện.\n"
        "Điều\n6. Trách nhiệm của Sở Nội vụ\n"
        "1. Sở Nội vụ có trách nhiệm bố trí biên chế.\n"
    )
    found = read(LOCAL + text)
    assert assigned(LOCAL + text) == [
        ("Tham mưu ban", "lead", "Sở Y tế tỉnh Kon Tum"),
        ("Hướng dẫn các", "lead", "Sở Y tế tỉnh Kon Tum"),
        ("Sở Nội vụ", "lead", "Sở Nội vụ tỉnh Kon Tum"),
    ]
    assert [task.section for task in found.tasks] == ["điều 5.1", "điều 5.2", "điều 6.1"]
    assert [claim.words for claim in found.claims][-1] == "có trách nhiệm"


def test_what_was_due_long_before_the_paper_is_no_deadline() -> None:
    text = "1. Sở Y tế rà soát các trường hợp sử dụng đất trước ngày 01 tháng 7 năm 2004 và báo cáo trước ngày 30/6/2025.\n"
    assert [d.not_after for d in read(LOCAL + text).deadlines] == ["2025-06-30"]


def test_a_body_by_the_letters_that_the_text_gives_it() -> None:
    head = "BỘ NÔNG NGHIỆP VÀ MÔI TRƯỜNG\nSố: 01/KH-BNNMT\nHà Nội, ngày 10 tháng 01 năm 2025\nKẾ HOẠCH\nXây dựng dự án Luật\n"
    text = (
        "| TT | Nội dung | Đơn vị chủ trì | Thời gian |\n"
        "| 1 | Xây dựng kế hoạch soạn thảo | Cục Thủy lợi (CTL) | 5/2025 |\n"
        "| 2 | Tổng kết thi hành Pháp lệnh | CTL | 6/2025 |\n"
    )
    found = [(task, body) for task, role, body in assigned(head + text)]
    assert ("Tổng kết thi", next(body for task, body in found if task == "Xây dựng kế")) in found


def test_ways_of_giving_work_give_none() -> None:
    text = "1. Nghiên cứu cơ chế thử nghiệm; cơ chế đặt hàng, giao nhiệm vụ cho các doanh nghiệp công nghệ số.\n"
    assert assigned(LOCAL + text) == []


def test_an_official_of_the_issuer_on_a_label_line() -> None:
    text = (
        "1. Xây dựng kế hoạch tuyên truyền bầu cử trên địa bàn.\n"
        "- Thời gian hoàn thành: Quý I/2025.\n"
        "- Đơn vị chủ trì: Đồng chí Phó Chủ tịch Thường trực phụ trách lĩnh vực giám sát.\n"
    )
    (claim,) = read(LOCAL + text).claims
    assert (claim.role, claim.official, claim.inferred) == ("lead", "Phó Chủ tịch Thường trực", True)
    whole = LOCAL + text
    assert [whole[s.start : s.end][:20] for s in claim.evidence] == ["ỦY BAN NHÂN DÂN TỈNH", "- Đơn vị chủ trì: Đồ"]


def test_a_list_of_short_names_gives_nothing_to_do() -> None:
    assert assigned(LOCAL + "- Đảng ủy quân sự: ĐUQS;\n- Ban Chỉ đạo: BCĐ\n") == []


def test_numbers_that_markdown_keeps_from_being_lists() -> None:
    text = LOCAL + "**2\\.** Sở Y tế chủ trì hướng dẫn.\n**3\\.** Sở Nội vụ theo dõi, báo cáo trước ngày 30/6/2025.\n"
    facts = extract("a.md", text)
    assert [task.section for task in facts.tasks] == ["2", "3"]
    assert [text[t.start : t.end] for t in facts.tasks] == [
        "Sở Y tế chủ trì hướng dẫn.",
        "Sở Nội vụ theo dõi, báo cáo trước ngày 30/6/2025.",
    ]


def test_what_is_asked_in_what_tells_of_the_past() -> None:
    text = "Thời gian qua các tỉnh chịu ảnh hưởng của bão. Yêu cầu các sở, ngành chủ động khắc phục thiên tai.\n"
    assert [task for task, *_ in assigned(LOCAL + text)] == ["Yêu cầu các"]


def test_a_table_as_wide_as_the_one_before_it_is_another_where_no_bodies_stand_there() -> None:
    text = (
        "| TT | Nội dung | Cơ quan chủ trì | Thời gian |\n"
        "| 1 | Rà soát quy hoạch sử dụng đất | Sở Xây dựng | Quý I/2025 |\n"
        "| 2 | Kiểm kê tài sản công | Sở Tài chính | Quý II/2025 |\n"
        "\nKinh phí\n\n"
        "| 1 | Mua sắm máy chủ dữ liệu | Ngân sách tỉnh | Năm 2025 |\n"
        "| 2 | Thuê đường truyền dự phòng | Nguồn xã hội hóa | Năm 2025 |\n"
    )
    found = read(LOCAL + text)
    assert len(found.tasks) == 2 and [d.not_after for d in found.deadlines] == ["2025-03-31", "2025-06-30"]
    assert not found.issues


def test_a_line_that_only_says_by_when() -> None:
    text = "1. Giao Sở Y tế\n- Rà soát dữ liệu khám bệnh.\nThời gian hoàn thành trước ngày 31 tháng 12 năm 2025.\n"
    found = read(LOCAL + text)
    assert len(found.tasks) == 1 and [(d.not_after, d.task) for d in found.deadlines] == [("2025-12-31", 0)]


def test_words_of_several_cells_on_one_line_are_no_sentence() -> None:
    text = "Chính phủ              Hồ Chí Minh.                   - Quyết định số 1037/QĐ-BTC về thuế\n"
    assert assigned(LOCAL + text) == []


def test_a_table_whose_cells_are_parted_by_tabs() -> None:
    text = LOCAL + (
        "PHỤ LỤC\nTT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian\n"
        "1\tTổ chức hội thi\ntay nghề\tTrường Cao đẳng Cộng đồng\tSở Y tế;\nSở Nội vụ\tTháng 4/2025\n2\tIn ấn sổ tay\tSở Tư pháp\t\tQuý II/2025\n"
    )
    assert {(role, body) for _, role, body in assigned(text)} == {
        ("lead", "Trường Cao đẳng Cộng đồng"),
        ("coordinate", "Sở Y tế tỉnh Kon Tum"),
        ("coordinate", "Sở Nội vụ tỉnh Kon Tum"),
        ("lead", "Sở Tư pháp tỉnh Kon Tum"),
    }
    assert [d.not_after for d in read(text).deadlines] == ["2025-04-30", "2025-06-30"]


def test_the_last_addressee_is_no_heading() -> None:
    text = CENTRAL.replace("THÔNG BÁO", "CÔNG ĐIỆN") + (
        "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng Bộ Công Thương;\n- Ban Chỉ đạo quốc gia về phòng, chống thiên tai.\n"
        "Trong những ngày qua, mưa lớn đã gây sạt lở đất tại một số nơi, làm hư hỏng nhiều cầu cống, nhà cửa, hoa màu của nhân dân vùng cao.\n"
        "1. Bộ trưởng Bộ Công Thương chỉ đạo bảo đảm an toàn hồ thủy điện.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Bộ Công Thương"]


def test_the_name_of_a_chairman_is_no_place() -> None:
    text = (
        LOCAL
        + "Ngày 15/2/2025, Chủ tịch UBND tỉnh Lê Ngọc Tuấn chủ trì cuộc họp giao ban. Dự họp có lãnh đạo các sở.\n"
    )
    assert assigned(text) == []


def test_a_list_goes_on_over_a_name_that_is_not_known() -> None:
    text = (
        LOCAL
        + "Nhận được Chỉ thị này, Sở Y tế, Đoàn Mô tô Thanh niên, Sở Nội vụ tổ chức phổ biến đến cán bộ, nhân viên.\n"
    )
    assert {body for _, _, body in assigned(text)} == {"Sở Y tế tỉnh Kon Tum", "Sở Nội vụ tỉnh Kon Tum"}


def test_what_a_body_hands_on_stays_its_duty() -> None:
    text = (
        LOCAL
        + "3. Sở Công Thương xây dựng phương án; phân công các phòng chuyên môn thực hiện; báo cáo kết quả trước ngày 30/11/2025.\n"
    )
    found = read(text)
    assert [body for _, _, body in assigned(text)] == ["Sở Công Thương tỉnh Kon Tum"]
    assert [(d.not_after, d.task) for d in found.deadlines] == [("2025-11-30", 0)]


def test_a_table_drawn_with_plus_signs() -> None:
    text = LOCAL + (
        "PHỤ LỤC\n+----+--------------------+----------------+--------------+\n| TT | Công việc          | Chủ trì        | Thời gian    |\n"
        "+----+--------------------+----------------+--------------+\n| 1  | Rà soát danh mục   | Phòng Tài      | Trước        |\n"
        "|    | phòng học tạm      | chính          | 10/6/2025    |\n+----+--------------------+----------------+--------------+\n"
        "| 2  | Thẩm định dự toán  | Sở Xây dựng    | Quý III/2025 |\n+----+--------------------+----------------+--------------+\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Phòng Tài chính tỉnh Kon Tum", "Sở Xây dựng tỉnh Kon Tum"]
    assert [d.not_after for d in read(text).deadlines] == ["2025-06-10", "2025-09-30"]


def test_a_closing_paragraph_does_not_belong_to_the_last_heading() -> None:
    text = LOCAL + (
        "3. Sở Y tế\nb) Mua sắm thiết bị dạy học tối thiểu cho các trạm.\nNhận được văn bản này, đề nghị các đơn vị nghiêm túc triển khai thực hiện.\n"
    )
    assert ("Nhận được văn", "lead", "Sở Y tế tỉnh Kon Tum") not in assigned(text)


SESSION = "CHÍNH PHỦ\nSố: 46/NQ-CP\nHà Nội, ngày 09 tháng 6 năm 2017\nNGHỊ QUYẾT\nPHIÊN HỌP CHÍNH PHỦ THƯỜNG KỲ THÁNG 5 NĂM 2017\n"


def test_what_a_session_spoke_of_and_then_asks_for() -> None:
    text = SESSION + (
        "1. Về tình hình kinh tế - xã hội tháng 5\nChính phủ thống nhất đánh giá: Tình hình chuyển biến tích cực; tăng trưởng quý I chỉ đạt 5,1%.\n"
        "Chính phủ yêu cầu các Bộ, ngành tập trung thực hiện các nhiệm vụ sau:\n"
        "a) Bộ Công Thương đẩy nhanh xử lý 12 dự án thua lỗ, hoàn thành trong quý III năm 2017.\n"
        "b) Bộ Tài chính chống thất thu; phấn đấu tăng thu ngân sách 3% so với dự toán.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Bộ Công Thương", "Bộ Tài chính"]
    found = read(text)
    assert [d.not_after for d in found.deadlines] == ["2017-09-30"]
    assert [(t.value, t.task) for t in found.targets] == [("3", 1)]


def test_whom_a_body_leads_is_no_member_of_its_list() -> None:
    text = (
        LOCAL
        + "2. Đảng ủy UBND tỉnh lãnh đạo Ủy ban nhân dân tỉnh ban hành kế hoạch hành động trước ngày 15/11/2025.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Đảng ủy Ủy ban nhân dân tỉnh Kon Tum"]


def test_a_sentence_behind_a_bold_group_is_no_name() -> None:
    text = (
        LOCAL
        + "**7. Các chủ hồ, chủ đập** vận hành xả lũ đúng quy trình, thông báo cho nhân dân vùng hạ du.\n\n**8. Sở Y tế** dự trữ thuốc.\n"
    )
    assert [body for _, _, body in assigned(text)][:1] == ["Các chủ hồ, chủ đập tỉnh Kon Tum"]


def test_headings_of_markdown_name_bodies() -> None:
    text = LOCAL + (
        "## II. NHIỆM VỤ\n\n### 1. Sở Công Thương\n\n- Rà soát chính sách ưu đãi, hoàn thành trước 31/3/2026.\n\n"
        "### 2. Sở Tài chính\n\n- Bố trí kinh phí hằng năm.\n"
    )
    assert [(task, body) for task, _, body in assigned(text)] == [
        ("Rà soát chính", "Sở Công Thương tỉnh Kon Tum"),
        ("Bố trí kinh", "Sở Tài chính tỉnh Kon Tum"),
    ]


def test_the_issuer_asks_on_the_word_of_another() -> None:
    text = LOCAL + (
        "Từ đầu mùa khô đến nay, hạn hán diễn ra gay gắt. Thực hiện chỉ đạo của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh đề nghị Sở Y tế thực hiện một số nội dung sau:\n\n"
        "1. Kiểm kê nguồn nước trong các trạm, gửi kế hoạch trước ngày 20/5/2025.\n\n2. Phối hợp với Công an tỉnh tổ chức cấp nước cho người dân.\n"
    )
    assert {(role, body) for _, role, body in assigned(text)} == {
        ("lead", "Sở Y tế tỉnh Kon Tum"),
        ("coordinate", "Công an tỉnh Kon Tum"),
    }
    assert [(d.not_after, d.task) for d in read(text).deadlines] == [("2025-05-20", 0)]


def test_nt_stands_for_the_bodies_of_the_row_above() -> None:
    text = LOCAL + (
        "TT   Nội dung                        Cơ quan chủ trì      Cơ quan phối hợp     Thời gian\n"
        "1    Xây dựng kế hoạch phủ sóng      Sở Y tế              Sở Tài chính         Quý II/2025\n"
        "2    Nâng cấp trung tâm dữ liệu      nt                   - nt -               nt\n"
        "                                   2\n\n"
        "3    Bảo đảm an toàn thông tin       Như trên             Công an tỉnh         30/9/2025\n"
        "Ghi chú: Các cơ quan báo cáo Sở Nội vụ.\n"
    )
    assert set(assigned(text)) == {
        (task, role, f"{body} tỉnh Kon Tum")
        for task, role, body in (
            ("Xây dựng kế", "lead", "Sở Y tế"), ("Xây dựng kế", "coordinate", "Sở Tài chính"),
            ("Nâng cấp trung", "lead", "Sở Y tế"), ("Nâng cấp trung", "coordinate", "Sở Tài chính"),
            ("Bảo đảm an", "lead", "Sở Y tế"), ("Bảo đảm an", "coordinate", "Công an"),
        )
    }  # fmt: skip
    assert [(d.not_after, d.task) for d in read(text).deadlines] == [
        ("2025-06-30", 0),
        ("2025-06-30", 1),
        ("2025-09-30", 2),
    ]


def test_a_title_in_words_ends_a_table_of_one_cell_a_line() -> None:
    text = LOCAL + (
        "TT\nNội dung\nĐơn vị chủ trì\nThời gian\n1\nXây dựng kế hoạch tuyên truyền\nSở Y tế\nQuý II/2025\n"
        "III. KINH PHÍ\n1. Sở Tài chính cân đối kinh phí thực hiện.\n"
    )
    assert assigned(text)[1:] == [("Sở Tài chính", "lead", "Sở Tài chính tỉnh Kon Tum")]


def test_those_to_whom_a_letter_is_sent_are_meant_by_you() -> None:
    head = LETTER + "- Bộ Công an;\n- Ngân hàng Nhà nước Việt Nam.\n"
    text = head + "Bộ Y tế trân trọng đề nghị Quý cơ quan gửi báo cáo về Bộ Y tế trước ngày 20/4/2025.\n"
    assert sorted(body for _, _, body in assigned(text)) == ["Bộ Công an", "Ngân hàng Nhà nước Việt Nam"]
    assert [(d.not_after, d.task) for d in read(text).deadlines] == [("2025-04-20", 0)]
    assert assigned(head + "Trân trọng cảm ơn sự phối hợp của Quý cơ quan.\n") == []


def test_the_issuer_asks_behind_whose_paper_it_carries_out() -> None:
    text = LETTER + (
        "Ủy ban nhân dân các tỉnh\nThực hiện Công điện số 17/CĐ-TTg ngày 12/2/2025 của Thủ tướng Chính phủ, "
        "Bộ Y tế đề nghị Ủy ban nhân dân các tỉnh diệt bọ gậy.\n"
    )
    assert assigned(text) == [("Thực hiện Công", "lead", "Ủy ban nhân dân các tỉnh")]


def test_a_paper_that_sets_rules_gives_work_under_its_last_title() -> None:
    text = (
        "QUỐC HỘI\nNghị quyết số: 14/2024/QH15\nNGHỊ QUYẾT\nVỀ NHÀ Ở XÃ HỘI\nQUYẾT NGHỊ:\nĐiều 1. Phạm vi\n1. Chính phủ quyết định mức hỗ trợ nhà ở.\n"
        "Điều 2. Tổ chức thực hiện\n1. Kiểm toán nhà nước kiểm toán việc sử dụng đất.\n"
    )
    assert assigned(text) == [("Kiểm toán nhà", "lead", "Kiểm toán nhà nước")]


def test_brackets_below_a_task_name_a_body_of_their_own() -> None:
    text = (
        LOCAL
        + "1. Các cơ quan rà soát chính sách đối với giáo viên.\n(Sở Nội vụ chủ trì tham mưu, hoàn thành trong quý II/2025)\n"
    )
    assert assigned(text)[1:] == [("(Sở Nội vụ", "lead", "Sở Nội vụ tỉnh Kon Tum")]
    assert [(d.not_after, d.task) for d in read(text).deadlines] == [("2025-06-30", 1)]


def test_who_signs_without_marks_has_nothing_to_do() -> None:
    text = "THỦ TƯỚNG CHÍNH PHỦ\nSố: 18/2003/CT-TTg\nHà Nội, ngày 12 tháng 8 năm 2003\nCHỈ THỊ\nVề đầu tư\n" + (
        "1. Bộ Y tế có trách nhiệm:\n- Rà soát các dự án;\nTHỦ TƯỚNG CHÍNH PHỦ\n(Đã ký)\nPhan Văn Khải\n"
    )
    assert assigned(text) == [("Rà soát các", "lead", "Bộ Y tế")]


def test_a_party_committee_leads_others_to_do_its_task() -> None:
    text = (
        LOCAL
        + "3. Đảng ủy Ủy ban nhân dân tỉnh\n- Lãnh đạo Ủy ban nhân dân tỉnh ban hành kế hoạch trước ngày 15/4/2025.\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [("lead", "Đảng ủy Ủy ban nhân dân tỉnh Kon Tum")]


def test_who_stands_for_a_body_may_be_named_before_it() -> None:
    text = (
        LOCAL
        + "3. Giao đồng chí Nguyễn Văn Chín - Phó Chủ tịch Ủy ban nhân dân tỉnh trực tiếp chỉ đạo, kiểm tra tiến độ.\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [("lead", "Ủy ban nhân dân tỉnh Kon Tum")]
    told = LOCAL + "Ví dụ: Đồng chí Nguyễn Văn A, Giám đốc Sở Tài chính sau khi nghỉ hưu chuyển về nơi cư trú.\n"
    assert assigned(told) == []


def test_a_quarter_at_the_end_of_brackets_is_a_time() -> None:
    text = LOCAL + "1. Các cơ quan rà soát chính sách đối với giáo viên.\n(Sở Nội vụ chủ trì, quý II/2025)\n"
    assert [d.not_after for d in read(text).deadlines] == ["2025-06-30"]


def test_a_title_of_duties_names_a_class_of_bodies() -> None:
    text = (
        "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM\nSố: 21/2013/TT-NHNN\nHà Nội, ngày 09 tháng 9 năm 2013\nTHÔNG TƯ\nVỀ MẠNG LƯỚI\nĐiều 27. Trách nhiệm của ngân hàng thương mại\n"
        "1. Rà soát mạng lưới, gửi Ngân hàng Nhà nước trước ngày 31 tháng 12 năm 2013.\nĐiều 28. Trách nhiệm của Vụ Pháp chế\n1. Hướng dẫn việc thi hành.\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [
        ("lead", "Các ngân hàng thương mại"),
        ("lead", "Vụ Pháp chế, Ngân hàng Nhà nước Việt Nam"),
    ]
    assert [d.not_after for d in read(text).deadlines] == ["2013-12-31"]


def test_the_end_of_a_year_ends_a_cell() -> None:
    text = LOCAL + (
        "TT\nNội dung\nĐơn vị chủ trì\nĐơn vị phối hợp\nThời gian\n1\nĐưa kết quả cải cách hành chính vào bình xét thi đua, khen thưởng cuối năm\n"
        "Sở Nội vụ\nVăn phòng Ủy ban nhân dân tỉnh\nQuý IV/2025\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [
        ("lead", "Sở Nội vụ tỉnh Kon Tum"),
        ("coordinate", "Văn phòng Ủy ban nhân dân tỉnh Kon Tum"),
    ]


def test_what_a_ministrys_units_build_is_no_ministry_of_construction() -> None:
    text = "BỘ Y TẾ\nSố: 88/QĐ-BYT\nHà Nội, ngày 19 tháng 01 năm 2023\nQUYẾT ĐỊNH\nBan hành Chương trình công tác\n" + (
        "Điều 2. Thủ trưởng các đơn vị thuộc Bộ xây dựng kế hoạch chi tiết.\nĐiều 3. Bộ xây dựng chủ trì, phối hợp với Bộ tài chính rà soát.\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [
        ("lead", "Các đơn vị thuộc Bộ Y tế"),
        ("lead", "Bộ Xây dựng"),
        ("coordinate", "Bộ Tài chính"),
    ]


def test_a_letter_to_schools() -> None:
    text = (
        "UBND TỈNH PHÚ YÊN\nSỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 1478/SGDĐT-GDTrH\nPhú Yên, ngày 31 tháng 8 năm 2015\nKính gửi:\n- Trưởng phòng GD&ĐT;\n- Các trường THPT.\n"
        + (
            "Thực hiện Chỉ thị số 31/CT-BGDĐT của Bộ Giáo dục và Đào tạo, Sở GD&ĐT yêu cầu Hiệu trưởng các trường THPT thực hiện các nội dung sau:\n"
            "1) Xây dựng kế hoạch giáo dục, nộp về Sở trước ngày 20/9/2015.\n2) Trường THPT chuyên Lương Văn Chánh thành lập đội tuyển.\n"
        )
    )
    assert [(role, body) for _, role, body in assigned(text)] == [
        ("lead", "Các trường THPT tỉnh Phú Yên"),
        ("lead", "Trường THPT chuyên Lương Văn Chánh"),
    ]
    assert [(d.not_after, d.task) for d in read(text).deadlines] == [("2015-09-20", 0)]


def test_two_who_each_lead_a_part() -> None:
    text = LOCAL + "1. Sở Y tế chủ trì sơ kết vào tháng 9/2025, Công an tỉnh chủ trì tổng kết vào tháng 12/2025.\n"
    assert [(role, body) for _, role, body in assigned(text)] == [
        ("lead", "Sở Y tế tỉnh Kon Tum"),
        ("lead", "Công an tỉnh Kon Tum"),
    ]
    assert [d.task for d in read(text).deadlines] == [0, 1]


def test_bodies_of_a_districts_party_committee() -> None:
    text = (
        "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI\nHUYỆN ỦY ĐÔNG ANH\n*\nSố 146-KL/HU\nĐông Anh, ngày 14 tháng 7 năm 2022\nKẾT LUẬN\nvề đầu tư\n"
        + ("1- UBND huyện hoàn thiện hồ sơ.\n2- Ban Tổ chức Huyện ủy tham mưu bố trí cán bộ.\n")
    )
    assert [body for _, _, body in assigned(text)] == [
        "Ủy ban nhân dân huyện Đông Anh, thành phố Hà Nội",
        "Ban Tổ chức Huyện ủy Đông Anh, thành phố Hà Nội",
    ]


def test_bodies_below_chu_tri_phoi_hop_work_with_the_body_of_the_heading() -> None:
    text = LOCAL + (
        "1. Công an tỉnh\nb) Chủ trì, phối hợp\n"
        "- Sở Tài chính và các đơn vị liên quan cân đối ngân sách cho các cơ sở cai nghiện.\n"
    )
    assert sorted((role, body) for _, role, body in assigned(text)) == [
        ("coordinate", "Các đơn vị liên quan tỉnh Kon Tum"),
        ("coordinate", "Sở Tài chính tỉnh Kon Tum"),
        ("lead", "Công an tỉnh Kon Tum"),
    ]


def test_a_title_that_speaks_of_working_together_makes_nobody_a_partner() -> None:
    text = LOCAL + (
        "1. Trách nhiệm của các cơ quan chủ trì, cơ quan phối hợp:\n- Sở Xây dựng có ý kiến về vị trí của bến thủy.\n"
    )
    assert ("lead", "Sở Xây dựng tỉnh Kon Tum") in {(role, body) for _, role, body in assigned(text)}


def test_lines_of_bodies_between_the_items_of_one_list() -> None:
    text = LOCAL + (
        "1. Trách nhiệm của các cơ quan\nSở Y tế:\n+ Tổ chức khám bệnh cho người dân ven sông;\n+ Bảo đảm thuốc, hóa chất.\n"
        "Sở Văn hóa, Thể thao và Du lịch:\n+ Tuyên truyền về phòng, chống lũ quét;\nCông an tỉnh:\n+ Rà soát các bến đò ngang.\n"
    )
    assert [(words, body) for words, _, body in assigned(text)] == [
        ("Tổ chức khám", "Sở Y tế tỉnh Kon Tum"),
        ("Bảo đảm thuốc,", "Sở Y tế tỉnh Kon Tum"),
        ("Tuyên truyền về", "Sở Văn hóa, Thể thao và Du lịch tỉnh Kon Tum"),
        ("Rà soát các", "Công an tỉnh Kon Tum"),
    ]


def test_bodies_that_must_act_in_a_case_that_is_told_before() -> None:
    text = LOCAL + (
        "1. Trong trường hợp phát sinh bến mới mà chưa có trong Phụ lục, thì các cơ quan, đơn vị chủ động báo cáo cấp trên.\n"
        "2. Chủ bến khi có một trong các vi phạm nêu trên, thì Sở Xây dựng phải kịp thời thu hồi biển hiệu.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Các cơ quan, đơn vị tỉnh Kon Tum", "Sở Xây dựng tỉnh Kon Tum"]


def test_who_is_of_a_committee_has_nothing_to_do_by_that() -> None:
    text = LOCAL + (
        "1. Kiện toàn Ban Chỉ đạo; Phó Trưởng Ban Chỉ đạo là Phó Chủ tịch UBND tỉnh, thư ký gồm đại diện lãnh đạo Sở Nội vụ.\n"
    )
    assert assigned(text) == []


def test_a_heading_whose_number_stands_on_a_line_of_its_own() -> None:
    text = LOCAL + (
        "*2.10.\nĐề nghị Tòa án nhân dân tỉnh*\n\n- Thực hiện tốt chức năng xét xử các vụ đắm đò.\n\n"
        "- Qua công tác xét xử để tăng cường kiến nghị với các ngành có liên quan về bến bãi.\n"
    )
    assert [(role, body) for _, role, body in assigned(text)] == [("lead", "Tòa án nhân dân tỉnh Kon Tum")] * 2


def test_what_is_shared_out_clearly_is_given_to_nobody() -> None:
    text = LOCAL + "- Phân công rõ ràng trách nhiệm từng thành viên, các tổ chức thành viên trong mùa lũ.\n"
    assert assigned(text) == []


def test_a_result_that_begins_with_its_figure_is_quoted_whole() -> None:
    text = (
        LOCAL
        + "1. Nội dung\n- 100% số chủ đò, chủ bến phà ven sông được tập huấn về cứu hộ;\n- Ít nhất 85% thuyền, đò ngang có phao;\n"
    )
    quoted = [text[one.start : one.end] for one in read(text).targets]
    assert quoted == [
        "100% số chủ đò, chủ bến phà ven sông được tập huấn về cứu hộ",
        "Ít nhất 85% thuyền, đò ngang có phao",
    ]


def test_a_heading_may_say_which_of_a_group_by_what_they_have() -> None:
    text = LOCAL + (
        "1. UBND các xã, phường có dự án đi qua\n- Khởi công 25 khu tái định cư trước ngày 19/8/2025.\n- Bàn giao mặt bằng.\n"
    )
    assert [body for _, _, body in assigned(text)] == ["Ủy ban nhân dân các xã, phường tỉnh Kon Tum"] * 2


def test_a_time_without_a_day_is_told_as_an_issue_and_one_that_says_so_itself_is_not() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: 12/KH-UBND\nSơn La, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\nTriển khai Luật Dữ liệu\n\n"
        "1. Xây dựng quy chế quản lý dữ liệu\n- Cơ quan chủ trì: Sở Nội vụ.\n- Thời gian: Sau 02 năm thực hiện.\n"
        "2. Rà soát văn bản\n- Cơ quan chủ trì: Sở Tư pháp.\n- Thời gian: Thường xuyên.\n\n"
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Lập hồ sơ đất đai | Sở Tài chính | Theo kết quả rà soát |\n"
        "| 2 | Công khai hồ sơ đất đai | Sở Tài chính | Quí I-2026 |\n"
    )
    found = extract("a.txt", text)
    assert [(i.code, i.detail) for i in found.issues] == [
        ("undated", "Sau 02 năm thực hiện"),
        ("undated", "Theo kết quả rà soát"),
    ]
    assert [d.not_after for d in found.deadlines] == ["2026-03-31"]


def test_the_head_of_a_table_on_each_of_its_pages_is_no_task() -> None:
    page = "STT\nNhiệm vụ chủ trì\nĐơn vị phối hợp\nThời gian hoàn thành\n"
    text = "KẾ HOẠCH\n1. Bộ Công an:\n" + "".join(
        f"{page}{number}. Xây dựng quy chế vận hành trung tâm dữ liệu số {number}.\n" for number in "234567"
    )
    found = extract("a.txt", text)
    assert not [t for t in found.tasks if "Đơn vị phối hợp" in text[t.start : t.end]]
