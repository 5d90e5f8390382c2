"""Whom a paper speaks to: those it is sent to, those named through another, groups of communes and provinces; and what is only told."""

from __future__ import annotations

import pytest
from read_duties import read

DISPATCH = (
    "ỦY BAN NHÂN DÂN TỈNH HÀ NAM\nSố: 05/CĐ-UBND\nHà Nam, ngày 12 tháng 7 năm 2018\n\nCÔNG ĐIỆN\n\n"
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH ĐIỆN:\n- Giám đốc Sở Công Thương;\n- Chủ tịch UBND các huyện, thành phố.\n\n"
)
LETTER = (
    "UBND HUYỆN KRÔNG NĂNG\nPHÒNG NỘI VỤ\nSố: 15/PNV\nKrông Năng, ngày 08 tháng 07 năm 2013\n\n"
    "Kính gửi:\n- Các phòng, ban chuyên môn thuộc UBND huyện;\n- UBND các xã, thị trấn.\n\n"
)


def who(text: str) -> list[tuple[str, set[str]]]:
    """(first words of a task, its leads), in text order."""
    duties, bodies = read(text)
    leads: dict[int, set[str]] = {number: set() for number in range(len(duties.tasks))}
    for claim in duties.claims:
        if claim.role == "lead":
            leads[claim.task or 0].add(bodies.entities[claim.object].label)
    return [(text[t.start : t.end][:12], leads[number]) for number, t in enumerate(duties.tasks)]


def test_a_dispatch_that_orders_without_a_name_means_those_it_is_sent_to() -> None:
    text = DISPATCH + (
        "Hồi 7 giờ, áp thấp mạnh lên thành bão. Chủ tịch UBND tỉnh yêu cầu:\n1. Theo dõi chặt chẽ diễn biến của bão.\n"
        "2. Rà soát phương án sơ tán dân, hoàn thành trước 17 giờ ngày 13/7/2018.\n"
    )
    sent = {"Sở Công Thương tỉnh Hà Nam", "Ủy ban nhân dân các huyện, thành phố tỉnh Hà Nam"}
    assert who(text) == [("Theo dõi chặ", sent), ("Rà soát phươ", sent)]
    duties, _ = read(text)
    assert [(d.not_after, d.task) for d in duties.deadlines] == [("2018-07-13", 1)]
    assert {c.why for c in duties.claims} == {"sent-to"}  # worked out: the lead-in names nobody
    words = {text[s.start : s.end] for c in duties.claims for s in c.evidence}
    assert {"Chủ tịch UBND tỉnh yêu cầu:", "Giám đốc Sở Công Thương"} <= words


def test_a_letter_that_asks_without_a_name_means_those_it_is_sent_to() -> None:
    text = LETTER + (
        "Thực hiện Công văn số 412/SNV ngày 01/7/2013 của Sở Nội vụ, Phòng Nội vụ đề nghị:\n"
        "1. Rà soát danh sách cán bộ, công chức chưa qua đào tạo.\n"
    )
    ((_, leads),) = who(text)
    assert {lead.split(" huyện Krông")[0] for lead in leads} == {
        "Các phòng, ban chuyên môn thuộc Ủy ban nhân dân",
        "Ủy ban nhân dân các xã, thị trấn",
    }


def test_a_letter_that_names_whom_it_asks_means_those_alone() -> None:
    text = LETTER + "Phòng Nội vụ đề nghị UBND các xã, thị trấn:\n1. Rà soát danh sách cán bộ, công chức.\n"
    ((_, leads),) = who(text)
    assert {lead.split(" huyện")[0] for lead in leads} == {"Ủy ban nhân dân các xã, thị trấn"}


def test_in_a_letter_of_an_office_those_are_told_whom_the_one_above_it_tells() -> None:
    head = "VĂN PHÒNG CHÍNH PHỦ\nSố: 98/VPCP-QHĐP\nHà Nội, ngày 19 tháng 12 năm 2023\nKính gửi: Bộ Nội vụ\n"
    text = head + (
        "Báo Lao động đăng bài “Chậm giải ngân”, Thủ tướng Chính phủ giao Bộ Tài chính kiểm tra, báo cáo.\n"
        "Thực hiện Quy chế làm việc của Chính phủ, Văn phòng Chính phủ trân trọng đề nghị Bộ Nội vụ rà soát.\n"
        "Theo dõi nhiệm vụ Chính phủ, Thủ tướng Chính phủ giao các bộ, ngành trên môi trường điện tử.\n"
    )
    assert [leads for _, leads in who(text)] == [{"Bộ Tài chính"}, {"Bộ Nội vụ"}]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Về việc này, Thủ tướng Chính phủ Nguyễn Văn Ba giao Bộ Tài chính rà soát cơ chế giá.", "Bộ Tài chính"),
        ("Đồng thời, UBND tỉnh còn giao Sở Xây dựng lập danh mục các khu đất.", "Sở Xây dựng"),
        ("Theo đó, Bộ Chính trị, Ban Bí thư giao Đảng ủy Chính phủ xây dựng phương án.", "Đảng ủy Chính phủ"),
        ("Sau khi xem xét, Chủ tịch UBND tỉnh có ý kiến như sau: Giao Sở Y tế kiểm tra, báo cáo.", "Sở Y tế"),
        ("Chủ tịch UBND tỉnh yêu cầu: từ ngày 30/4/2020 đến hết ngày 03/5/2020, Sở Y tế phân công trực.", "Sở Y tế"),
        (
            "Căn cứ quy chế làm việc của UBND tỉnh, Văn phòng UBND tỉnh đề nghị Sở Y tế trình nội dung trên.",
            "Sở Y tế",
        ),
        ("Công điện yêu cầu Bộ Xây dựng rà soát, khắc phục các bất cập của hệ thống.", "Bộ Xây dựng"),
        (
            "Vụ Pháp chế - cơ quan thường trực Hội đồng phổ biến pháp luật có trách nhiệm lập kế hoạch.",
            "Vụ Pháp chế",
        ),
        ("Các cấp công đoàn tổng hợp kết quả đăng ký trong tháng.", "Các cấp công đoàn"),
        ("[2] Giao Sở Nội vụ chủ trì tập huấn cho công chức.", "Sở Nội vụ"),
        ("Bộ Nội vụ được giao hoàn thiện các văn bản về tiền lương.", "Bộ Nội vụ"),
        ("Theo ý kiến của Chính phủ, ngày 1/8, Bộ Y tế vừa có văn bản yêu cầu Sở Nội vụ rà soát.", "Sở Nội vụ"),
        (
            "Thủ tướng Chính phủ Lê Văn Ba vừa ký Công điện số 21/CĐ-TTg ngày 6/11/2025 yêu cầu các bộ rà soát.",
            "Các bộ",
        ),
        ("Bộ Y tế vừa ban hành Công văn số 12/BYT-DP về việc quản lý thuốc, giao Sở Nội vụ kiểm tra.", "Sở Nội vụ"),
        ("Bộ Y tế vừa có công văn gửi các sở y tế đề nghị rà soát kho thuốc.", "Các Sở Y tế"),
        ("Bộ Y tế đã có văn bản chỉ đạo các sở y tế phải rà soát kho thuốc.", "Các Sở Y tế"),
        ("Cùng với đó, tỉnh yêu cầu các cơ quan báo chí đẩy mạnh tuyên truyền.", "Các cơ quan báo chí"),
        ("Kết luận nêu rõ: “Giao Sở Y tế thành lập Tổ kiểm tra, rà soát hồ sơ”.", "Sở Y tế"),
        ("Sở Y tế đôn đốc, định kỳ thứ Sáu hằng tuần tổng hợp kết quả.", "Sở Y tế"),
    ],
)
def test_who_is_told_and_not_who_tells(text: str, body: str) -> None:
    assert [leads for _, leads in who(text)] == [{body}]


@pytest.mark.parametrize(
    "text",
    [
        "Bộ Y tế được giao 20 biên chế trong năm.",
        "Mọi chi tiết xin liên hệ: Vụ Công tác học sinh, Bộ Giáo dục và Đào tạo, số 35 phố Đại Cồ Việt.",
        "Bộ Chính trị, Ban Bí thư, đứng đầu là đồng chí Tổng Bí thư đã tập trung lãnh đạo; Chính phủ chủ động chỉ đạo từ sớm.",
        "*Sở Y tế có trách nhiệm gì khi xảy ra dịch bệnh theo quy định? (Hình từ Internet)*",
        "Thủ tướng yêu cầu rà soát các dự án đầu tư còn tồn đọng để triển khai ngay.",
        "(Theo Công văn số 62/UBND-KT ngày 23/11/2023 của UBND tỉnh)",
        "[7] Các Bộ có số lượng văn bản phải sửa đổi lớn như Bộ Xây dựng.",
    ],
)
def test_what_is_only_told_gives_nobody_anything_to_do(text: str) -> None:
    assert who(f"Tin trong ngày\n\n{text}\n") == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Giao UBND các xã, phường: Quế Lâm, Phương Đông và Bồng Sơn rà soát nhân khẩu.",
            {"Ủy ban nhân dân các xã, phường Quế Lâm, Phương Đông và Bồng Sơn"},
        ),
        (
            "Các tỉnh từ Nghệ An đến Quảng Ngãi phải theo dõi chặt chẽ mưa lũ.",
            {"Các tỉnh từ Nghệ An đến Quảng Ngãi"},
        ),
        (
            "Chủ tịch UBND các tỉnh, thành phố ven biển từ Quảng Ninh đến Thanh Hóa chỉ đạo kêu gọi tàu thuyền.",
            {"Ủy ban nhân dân các tỉnh, thành phố ven biển từ Quảng Ninh đến Thanh Hóa"},
        ),
        (
            "Các Tổng cục Thuế, Tổng cục Hải quan có trách nhiệm hướng dẫn triển khai trong toàn hệ thống.",
            {"Tổng cục Thuế", "Tổng cục Hải quan"},
        ),
        (
            "UBND các xã, phường, doanh nghiệp viễn thông có trách nhiệm cập nhật dữ liệu hạ tầng.",
            {"Ủy ban nhân dân các xã, phường", "Các doanh nghiệp viễn thông"},
        ),
        (
            "Ủy ban nhân dân các quận - huyện báo cáo số liệu hằng tháng.",
            {"Ủy ban nhân dân các quận - huyện"},
        ),
        (
            "Giao UBND các tỉnh, thành phố Hà Nội, Cần Thơ rà soát quỹ đất.",
            {"Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân thành phố Cần Thơ"},
        ),
    ],
)
def test_groups_that_name_their_members(text: str, labels: set[str]) -> None:
    assert [leads for _, leads in who(text)] == [labels]


def test_a_day_before_the_bodies_of_a_lead_in_holds_for_its_items() -> None:
    text = "Định kỳ (trước ngày 30 tháng 6 hằng năm), Ủy ban nhân dân cấp xã có trách nhiệm:\na) Rà soát danh mục.\nb) Báo cáo Sở Tài chính.\n"
    duties, _ = read(text)
    assert [(d.rrule, d.task) for d in duties.deadlines] == [("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", n) for n in (0, 1)]


def test_a_table_of_bodies_and_the_days_by_which_they_are_done() -> None:
    text = (
        "BỘ THÔNG TIN VÀ TRUYỀN THÔNG\nSố: 18/QĐ-BTTTT\nHà Nội, ngày 22 tháng 01 năm 2014\n\nQUYẾT ĐỊNH\nPhê duyệt kế hoạch chuyển đổi kênh\n\n"
        "|Stt |Cơ quan, đơn vị |Địa điểm |Kênh |Thời hạn chuyển đổi (trước ngày) |Ghi chú |\n"
        "|1 |Đài Truyền hình Việt Nam |Nam Định |47 |01/5/2014 |Giải phóng kênh 47 |\n"
        "| | |Quảng Ninh |31 |01/6/2014 |Giải phóng kênh 31 |\n"
    )
    duties, bodies = read(text)
    assert [d.not_after for d in duties.deadlines] == ["2014-05-01", "2014-06-01"]
    assert {(bodies.entities[c.object].label, c.task) for c in duties.claims} == {
        ("Đài Truyền hình Việt Nam", 0),
        ("Đài Truyền hình Việt Nam", 1),
    }


def test_who_reports_and_by_when_stand_in_labels_on_both_sides_of_what_the_report_holds() -> None:
    text = (
        "ỦY BAN DÂN TỘC\nSố: 02/2010/TT-UBDT\nHà Nội, ngày 13 tháng 01 năm 2010\n\nTHÔNG TƯ\nQuy định chế độ báo cáo\n\nĐiều 6. Báo cáo định kỳ\n"
        "1. Báo cáo quý\na) Cơ quan, đơn vị thực hiện: Ủy ban nhân dân các tỉnh.\nb) Nội dung báo cáo:\n- Tình hình, kết quả công tác.\n"
        "- Các số liệu trong quý.\nc) Thời gian báo cáo: Báo cáo gửi trước ngày 20 của tháng cuối quý.\n"
    )
    duties, bodies = read(text)
    ((day, task),) = [(d.rrule, d.task) for d in duties.deadlines]
    assert day == "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"
    assert [bodies.entities[c.object].label for c in duties.claims if c.task == task] == ["Ủy ban nhân dân các tỉnh"]


def test_days_with_a_dot_or_a_dash() -> None:
    text = LETTER + "Đề nghị UBND các xã, thị trấn báo cáo lần một trước ngày 25.9, lần hai trước ngày 10-12.\n"
    duties, _ = read(text)
    assert [d.not_after for d in duties.deadlines] == ["2013-09-25", "2013-12-10"]
