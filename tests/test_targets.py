"""Results that papers set themselves: in clauses, and in the rows of tables of indicators."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

import kg
from kg.cli import run
from kg.extract import extract

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÀ GIANG
Số: 318/KH-UBND
Hà Giang, ngày 20 tháng 12 năm 2024
KẾ HOẠCH
Phát triển kinh tế - xã hội năm 2025
I. MỤC TIÊU
"""

BARS = """| TT | Chỉ tiêu | Đơn vị tính | Thực hiện 2024 | Kế hoạch 2025 | So sánh (%) |
|---|---|---|---|---|---|
| I | Kinh tế | | | | |
| 1 | Tốc độ tăng trưởng GRDP | % | 6,05 | 8,0 | 132 |
| 2 | Thu ngân sách nhà nước trên địa bàn | Tỷ đồng | 2.550 | ≥ 2.900 | 113 |
"""
PADDED = """
TT     Chỉ tiêu                              Đơn vị      TH 2024      KH 2025
1      Diện tích lúa cả năm                  ha          48.210       47.800
2      Tổng đàn lợn                          con         241.000      255.000
3      Năng suất lúa bình quân               tạ/ha       47,3         49,0
"""
CELLS = """STT
Tên chỉ tiêu
ĐVT
Ước TH 2024
KH 2025
Mục tiêu đến 2030
1
Thu nhập bình quân đầu người/năm
Tr.đồng
48
52
75
2
Số xã đạt chuẩn nông thôn mới nâng cao
Xã
2
3
12
Tổ chức thực hiện
"""
BAR_LINES = """|
**TT**
|
**Chỉ tiêu**
|
**ĐVT**
|
**Ước TH 2024**
|
**GIAI ĐOẠN 2026 - 2030**
|
|
**Năm 2026**
|
**Năm 2027**
|
**Năm 2030**
|
|
**I**
|
**CÂY CÔNG NGHIỆP**
|
|
|
|
|
|
|
1
|
Diện tích cà phê
|
Ha
|
26.120
|
27.000
|
27.500
|
30.000
|
|
2
|
Sản lượng chè
|
Tấn
|
56.182
|
64.213
|
66.456
|
90.000
|
"""


def read(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Quoted words, value, unit and year of each target of a plan of December 2024."""
    text = HEAD + text
    return [
        (" ".join(text[t.start : t.end].split()), t.value, t.unit, t.due and t.due[:4])
        for t in extract("plan.txt", text).targets
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (BARS, [("8,0", "%", "2025"), ("2.900", "Tỷ đồng", "2025")]),
        (PADDED, [("47.800", "ha", "2025"), ("255.000", "con", "2025"), ("49,0", "tạ/ha", "2025")]),
        (CELLS, [("75", "Tr.đồng", "2030"), ("12", "Xã", "2030")]),
        (BAR_LINES, [("30.000", "Ha", "2030"), ("90.000", "Tấn", "2030")]),
    ],
    ids=["bars", "columns of blanks", "one cell a line", "bars on lines, a head over several columns"],
)
def test_a_row_of_indicators_is_a_target_of_the_last_year_planned(table: str, rows: list[tuple[str, str, str]]) -> None:
    found = read("II. CÁC CHỈ TIÊU CHỦ YẾU\n" + table)
    assert [(value, unit, year) for _, value, unit, year in found] == rows


def test_a_cell_may_say_more_than_its_figure_and_heads_may_stand_in_two_lines() -> None:
    news = (
        "STT | Chỉ tiêu | Kế hoạch |\n1 | GRDP bình quân đầu người | 4.900 USD |\n2 | Tỷ lệ hộ nghèo | giảm 0,8-1% |\n"
    )
    news += "3 | Tỷ lệ lao động qua đào tạo | 70%, có bằng cấp 29-29,5% |\n"
    assert [row[1:3] for row in read(news)] == [("4.900", "USD"), ("0,8-1", "%"), ("70", "%")]
    two = "| STT | Nội dung | ĐVT | Năm 2024 | | Chỉ tiêu giao năm 2025 |\n| | | | Kế hoạch | Ước TH | |\n"
    two += "| 1 | Tổng diện tích gieo trồng | ha | 12.500 | 12.480 | 12.650 |\n"
    assert [row[1:] for row in read(two)] == [("12.650", "ha", "2025")]


def test_the_quote_of_a_row_goes_from_its_name_to_its_figure() -> None:
    assert read(BARS)[0][0] == "Tốc độ tăng trưởng GRDP | % | 6,05 | 8,0"


def test_a_table_of_what_is_to_be_spent_or_was_reached_sets_no_targets() -> None:
    spent = "| TT | Tên dự án | Đơn vị chủ trì | Dự kiến kinh phí |\n| 1 | Xây dựng trung tâm | Sở Y tế | 300 |\n"
    reached = "| TT | Chỉ tiêu | ĐVT | Thực hiện 2023 | Ước TH 2024 |\n| 1 | Số giường bệnh | Giường | 40 | 44 |\n"
    assert read(spent) == read(reached) == []


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("- Giảm nghèo 1 - 1,5%/năm.", [("1-1,5", "%")]),
        ("- GRDP bình quân đầu người đạt 5.000 USD.", [("5.000", "USD")]),
        ("- Sản lượng lương thực có hạt 23 vạn tấn; trồng mới 4.500 ha rừng.", [("23", "vạn tấn"), ("4.500", "ha")]),
        ("- Tỷ lệ hộ dùng điện đạt 98%, tỷ lệ đường bê tông đạt 70%.", [("98", "%"), ("70", "%")]),
        ("- Trên 80% số trạm y tế xã, phường và 100% trường học có nước sạch.", [("80", "%")]),
        ("- Tỷ lệ dân số từ 15 tuổi trở lên có tài khoản đạt 95%.", [("95", "%")]),
        ("- 80% dữ liệu đã số hóa được khai thác lại.", [("80", "%")]),
        ("- Kinh tế số chiếm 30% GRDP.", [("30", "%")]),
        ("- Tỷ lệ dân số tham gia bảo hiểm y tế: 97%.", [("97", "%")]),
        ("- Tốc độ tăng giá trị sản xuất: tăng 11,5% trở lên.", [("11,5", "%")]),
        ("- Số lao động có việc làm mới: 1.200 người.", [("1.200", "người")]),
        ("- Có 30 xã đạt chuẩn, trong đó 08 xã đạt chuẩn nâng cao.", [("30", "xã"), ("08", "xã")]),
        ("- Có ít nhất 20 tập dữ liệu mở; thuộc nhóm 3 nước dẫn đầu khu vực.", [("20", "tập"), ("3", "nước")]),
        ("- Tổng tỷ suất sinh đạt 2,1 con/phụ nữ.", [("2,1", "con/phụ nữ")]),
        ("- Hoàn thiện Trung tâm dữ liệu số 02 vào năm 2028.", [("02", None)]),
        ("- Đến nay đã có 12 xã đạt chuẩn nông thôn mới.", []),
        ("- Thực hiện Quy hoạch tỉnh đến năm 2030, tầm nhìn đến năm 2050.", []),
    ],
)
def test_what_a_goal_counts(line: str, wanted: list[tuple[str, str | None]]) -> None:
    assert [(value, unit) for _, value, unit, _ in read(line + "\n")] == wanted


def test_the_year_of_a_goal_may_stand_in_the_heading_before_it_in_the_clause_or_behind() -> None:
    text = "1. Giai đoạn 2026-2028\n- Tỷ lệ A ở xã đạt 70%.\n2. Đến năm 2030, tỷ lệ B ở xã đạt 80%, tỷ lệ C ở xã đạt 90%.\n"
    text += "3. Tỷ lệ D ở xã đạt 50%, tỷ lệ E ở xã đạt 60% vào năm 2029 (so với năm 2020 tăng gấp 2 lần).\n"
    assert [year for *_, year in read(text)] == ["2028", "2030", "2030", "2029", "2029"]


def test_a_lead_in_names_goals_and_a_review_before_a_colon_does_not() -> None:
    goals = "Điều 1. Phát triển vùng theo những mục tiêu chủ yếu sau đây:\n1. Đưa diện tích cà phê lên 180.000 ha.\n"
    review = "II. Tán thành đánh giá tình hình thực hiện Nghị quyết năm 2024: kinh tế tăng trưởng 6,2%/năm.\n"
    work = "Để đạt các mục tiêu trên, các sở triển khai những nhiệm vụ sau:\n- Tổ chức 3 lớp tập huấn cho 200 người.\n"
    plain = HEAD.replace("I. MỤC TIÊU\n", "")
    assert [t.value for t in extract("plan.txt", plain + goals).targets] == ["180.000"]
    assert extract("plan.txt", plain + review).targets == ()
    assert extract("plan.txt", plain + work).targets == ()


def test_a_document_shows_what_it_sets_out_to_reach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "kg.db"
    (tmp_path / "plan.txt").write_text(HEAD + "II. CÁC CHỈ TIÊU CHỦ YẾU\n" + BARS, "utf-8")
    with kg.build([tmp_path / "plan.txt"], graph=db) as graph:
        found = graph.show("318/KH-UBND").targets
        assert [(row.value, row.unit, row.due) for row in found] == [
            ("8,0", "%", "2025-12-31"),
            ("2.900", "Tỷ đồng", "2025-12-31"),
        ]
    with sqlite3.connect(db) as paper:  # as it is of a PDF whose second page begins with the second target
        paper.execute("UPDATE files SET pages = ?", (json.dumps([0, found[1].start]),))
    assert run(["show", "318/KH-UBND", "-g", str(db)]) == 0
    first, second = (line for line in capsys.readouterr().out.split("\n") if "2025-12-31 (suy ra): “" in line)
    assert "8,0 %" in first and first.endswith(", trang 1)")
    assert "2.900 Tỷ đồng" in second and second.endswith(", trang 2)")


def test_a_year_that_is_not_among_the_words_of_a_target_says_so_wherever_it_is_shown(tmp_path: Path) -> None:
    goals = "I. MỤC TIÊU ĐẾN NĂM 2025\n1. Tỷ lệ hộ nghèo dưới 3%.\n2. Đến năm 2025, 90% hộ dân có nước sạch.\n3. Có 5 xã đạt chuẩn.\n"
    (tmp_path / "plan.txt").write_text(HEAD + goals, "utf-8")
    with kg.build([tmp_path / "plan.txt"], graph=tmp_path / "kg.db") as graph:
        exported = graph.export()["targets"]
    told = {row["text"]: (row["due"], row.get("inferred", False)) for row in exported}
    assert told == {
        "Tỷ lệ hộ nghèo dưới 3%": ("2025-12-31", True),
        "Đến năm 2025, 90% hộ dân có nước sạch": ("2025-12-31", False),
        "Có 5 xã đạt chuẩn": ("2025-12-31", True),
    }


LAW = """QUỐC HỘI
Luật số: 97/2030/QH17
LUẬT
DOANH NGHIỆP XÃ HỘI
Điều 12. Biểu quyết
1. Nghị quyết được thông qua khi có trên 50% số thành viên dự họp tán thành.
2. Mức khấu trừ tiền lương hằng tháng không được quá 30% tiền lương thực trả.
3. Tuổi của thành viên được nâng dần cho đến khi đủ 60 tuổi vào năm 2035.
"""


def test_figures_in_a_law_are_bounds_and_no_targets() -> None:
    assert extract("law.txt", LAW).targets == ()


def test_what_somebody_is_granted_and_majorities_are_no_targets() -> None:
    text = HEAD.replace("I. MỤC TIÊU", "I. CHÍNH SÁCH")
    text += """1. Học viên dự lớp được tỉnh hỗ trợ 100% học phí và tài liệu của khóa học.
2. Hội đồng họp khi có ít nhất 20% tổng số thành viên kiến nghị.
3. Triển khai Đề án “Chuyển đổi số tỉnh Hà Giang đến năm 2030” trên địa bàn toàn tỉnh bảo đảm tiến độ.
4. Phấn đấu 100% hộ nghèo được hỗ trợ nhà ở trong năm 2025.
"""
    assert [text[t.start : t.end] for t in extract("plan.txt", text).targets] == [
        "Phấn đấu 100% hộ nghèo được hỗ trợ nhà ở trong năm 2025"
    ]


def test_a_list_that_runs_on_behind_its_title() -> None:
    items = [
        f"{n}. Sản lượng loại cây trồng hằng năm thứ {n} của toàn huyện đến năm 2025: {n}.000 tấn." for n in range(2, 9)
    ]
    text = (
        f"CÁC CHỈ TIÊU CHỦ YẾU NHIỆM KỲ 2020-2025 1. Thu nhập bình quân đầu người: 60 triệu đồng. {' '.join(items)}\n"
    )
    values = [t.value for t in extract("plan.txt", text).targets]
    assert values == ["60", *(f"{n}.000" for n in range(2, 9))]


def test_what_a_sentence_says_was_reached_the_next_one_details() -> None:
    text = (
        "Nhiệm kỳ qua, xã đạt được nhiều kết quả quan trọng. Cụ thể, tỷ lệ hộ nghèo giảm bình quân 6,7%/năm; tỷ lệ lao động qua đào tạo đạt 60,8%. "
        "Phấn đấu tỷ lệ hộ nghèo còn dưới 2%.\n"
    )
    assert [t.value for t in extract("news.txt", text).targets] == ["2"]


def test_on_how_much_a_figure_is_reached() -> None:
    text = HEAD + "1. Giá trị sản xuất trên 1ha canh tác đạt 95 - 100 triệu đồng.\n2. Trồng mới trên 1 ha rừng.\n"
    assert [(t.value, t.unit) for t in extract("plan.txt", text).targets] == [("95-100", "triệu đồng"), ("1", "ha")]


def test_an_article_that_is_called_by_its_goals_names_them() -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN TỈNH BẮC KẠN\nSố: 15/NQ-HĐND\nBắc Kạn, ngày 10 tháng 12 năm 2020\n\nNGHỊ QUYẾT\nVề nhiệm vụ năm 2021\n\n"
        "Điều 1. Thông qua nhiệm vụ năm 2021.\nĐiều 2. Chỉ tiêu: Tốc độ tăng trưởng đạt 7%; thu ngân sách đạt 775 tỷ đồng.\n"
    )
    assert [(t.value, t.unit) for t in extract("resolution.txt", text).targets] == [("7", "%"), ("775", "tỷ đồng")]


def test_a_clause_that_is_too_long_is_cut_at_the_figures_of_its_list() -> None:
    who = "số người nghiện rượu, bia và đồ uống có cồn khác"
    text = HEAD + (
        f"30% {who} được sàng lọc phát hiện sớm, 25% {who} được tư vấn, điều trị cai nghiện và chống tái nghiện tại cộng đồng, "
        f"20% {who} được điều trị bệnh mãn tính phát sinh.\n"
    )
    said = [text[t.start : t.end] for t in extract("plan.txt", text).targets]
    assert [words[:3] for words in said] == ["30%", "25%", "20%"]
    assert said[0] == f"30% {who} được sàng lọc phát hiện sớm"


def test_a_figure_in_a_condition_is_no_target() -> None:
    text = "KẾ HOẠCH\nIII. NHIỆM VỤ\n1. Trường hợp người ứng cử không đạt sự tín nhiệm của trên 50% cử tri thì giới thiệu người khác.\n"
    assert extract("plan.txt", text).targets == ()
