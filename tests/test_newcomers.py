"""What somebody who meets the program for the first time looks for beside the answer itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Built

from kg.building import build
from kg.cli import run
from kg.query.deadlines import deadlines, owing
from kg.query.gaps import gaps
from kg.query.groups import groups_of
from kg.query.tasks import tasks

PLAN = """ỦY BAN NHÂN DÂN
TỈNH ĐẮK LẮK
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND
Đắk Lắk, ngày 03 tháng 11 năm 2025

KẾ HOẠCH
Chuyển đổi số năm 2026

1. Sở Y tế
- Chủ trì xây dựng hồ sơ sức khỏe điện tử, hoàn thành trước ngày 30/6/2026.
2. Sở Nội vụ
- Tham mưu bố trí nhân lực, hoàn thành trước ngày 15/01/2026.
3. Các sở, ban, ngành
- Báo cáo kết quả thực hiện, hoàn thành trước ngày 20/12/2026.
4. Ủy ban nhân dân các xã, phường
- Tuyên truyền đến người dân trên địa bàn.
"""
TODAY = date(2026, 2, 1)


def test_a_paper_loaded_twice_has_its_deadlines_once(tmp_path: Path) -> None:
    """A copy in another folder, wrapped elsewhere, says nothing new; the same words twice in one file are two."""
    for folder, text in (("a", PLAN), ("b", PLAN.replace("hoàn thành trước ngày", "hoàn thành trước\nngày"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.txt").write_text(text, encoding="utf-8")
    with build(tmp_path, tmp_path / "graph.db", workers=1) as graph:
        assert len(list(graph.files())) == 2
        assert [d.due for d in deadlines(graph, as_of=TODAY)] == [date(2026, 6, 30), date(2026, 12, 20)]
        assert [len(r.deadlines) for r in tasks(graph, "Sở Y tế Đắk Lắk")] == [1]


def test_groups_that_may_take_a_body_in_are_told(built: Built) -> None:
    graph = built(plan=PLAN)

    def named(body: str) -> list[str]:
        return [group.label for group, _ in groups_of(graph, graph.find(body, "agency"))]

    assert named("Sở Y tế Đắk Lắk") == ["Các sở, ban, ngành tỉnh Đắk Lắk"]
    assert named("UBND tỉnh Đắk Lắk") == [] == named("Các sở, ban, ngành Đắk Lắk")
    groups = [group for group, _ in groups_of(graph, graph.find("Sở Y tế Đắk Lắk", "agency"))]
    assert [count for _, count in owing(graph, groups, TODAY)] == [1]
    assert owing(graph, groups, TODAY, before=date(2026, 6, 30)) == []


ORDER = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 230/CĐ-TTg
Hà Nội, ngày 30 tháng 10 năm 2025

CÔNG ĐIỆN
Về ứng phó mưa lũ

1. Bộ Y tế hướng dẫn phòng, chống dịch bệnh sau lũ.
2. Các bộ, cơ quan liên quan chủ động triển khai công tác ứng phó.
3. Ủy ban nhân dân các tỉnh, thành phố rà soát phương án sơ tán dân cư.
"""
LOCAL = """
5. Ủy ban nhân dân cấp xã rà soát các hộ dân ở vùng trũng thấp.
6. Bộ Chỉ huy Quân sự tỉnh bố trí lực lượng, phương tiện.
7. Các ban của Hội đồng nhân dân tỉnh giám sát việc thực hiện.
8. Ban Dân tộc tỉnh tuyên truyền ở vùng đồng bào dân tộc thiểu số.
9. Ủy ban nhân dân tỉnh bố trí kinh phí thực hiện.
"""


def test_a_group_is_of_a_place_and_a_level(built: Built) -> None:
    here = f"{PLAN.rstrip()}{LOCAL}10. Ủy ban nhân dân xã Ea Súp bố trí địa điểm sơ tán.\n"
    there = (
        f"{PLAN.replace('ĐẮK LẮK', 'HÀ TĨNH').replace('Đắk Lắk', 'Hà Tĩnh').replace('12/KH', '13/KH').rstrip()}{LOCAL}"
    )
    graph = built(order=ORDER, here=here, there=there)

    def named(body: str) -> list[str]:
        (asked,) = graph.find(body, "agency")
        return sorted(group.label for group, _ in groups_of(graph, [asked]))

    assert named("Bộ Y tế") == ["Các bộ, cơ quan liên quan"]
    assert named("Ủy ban nhân dân tỉnh Đắk Lắk") == ["Ủy ban nhân dân các tỉnh, thành phố"]
    assert named("Ủy ban nhân dân xã Ea Súp") == [
        "Ủy ban nhân dân các xã, phường tỉnh Đắk Lắk",
        "Ủy ban nhân dân cấp xã tỉnh Đắk Lắk",
    ]
    assert named("Sở Y tế Hà Tĩnh") == ["Các sở, ban, ngành tỉnh Hà Tĩnh"]
    assert named("Ban Dân tộc tỉnh Đắk Lắk") == ["Các sở, ban, ngành tỉnh Đắk Lắk"]
    assert named("Bộ Chỉ huy Quân sự tỉnh Đắk Lắk") == []


def test_a_paper_that_gives_a_place_tasks_and_is_answered_by_none_of_its_papers_is_a_gap(built: Built) -> None:
    order = """THỦ TƯỚNG CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 227/CĐ-TTg
Hà Nội, ngày 23 tháng 10 năm 2025

CÔNG ĐIỆN
Về khắc phục hậu quả mưa lũ

1. Chủ tịch Ủy ban nhân dân tỉnh Đắk Lắk chỉ đạo sửa chữa nhà ở bị hư hỏng, hoàn thành trước ngày 30/11/2025.
2. Bộ Xây dựng chủ trì, phối hợp với Ủy ban nhân dân tỉnh Đắk Lắk kiểm tra chất lượng nhà ở.
"""
    found = gaps(built(plan=PLAN, order=order), place="Đắk Lắk")
    assert [(r["document"], r["told"]) for r in found] == [("Công điện 227/CĐ-TTg", 1)]
    answer = PLAN.replace("1. Sở Y tế", "Thực hiện Công điện số 227/CĐ-TTg ngày 23/10/2025 của Thủ tướng Chính phủ.\n1. Sở Y tế")  # fmt: skip
    assert gaps(built(plan=answer, order=order), place="Đắk Lắk") == []


def test_what_the_heir_of_a_place_carries_out_nobody_misses_there(built: Built) -> None:
    """Papers of the commune of before July 2025, and of the one of the same name that it became."""
    head = "ỦY BAN NHÂN DÂN\nXÃ XUÂN TÍN\nSố: {}/KH-UBND\nXuân Tín, ngày {}\n\nKẾ HOẠCH\nChuyển đổi số\n\n"
    old = head.format(36, "07 tháng 5 năm 2025") + "1. Trạm Y tế xã, tỉnh Thanh Hóa dự trữ thuốc.\n"
    party = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.\n"
    new = head.format(40, "10 tháng 9 năm 2025") + party + "1. Phòng Kinh tế xã bố trí kinh phí.\n"
    assert gaps(built(old=old, new=new), place="Xuân Tín") == []
    assert [
        r["missing"] for r in gaps(built(old=old, new=new.replace("10 tháng 9", "10 tháng 6")), place="Xuân Tín")
    ] == []


def test_what_an_answer_leaves_out_is_said_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(PLAN, encoding="utf-8")
    amending = PLAN.replace("12/KH-UBND", "15/KH-UBND").replace("Chuyển đổi số năm 2026", "Sửa đổi, bổ sung Kế hoạch số 12/KH-UBND ngày 03/11/2025 của UBND tỉnh Đắk Lắk")  # fmt: skip
    Path("b.txt").write_text(amending, encoding="utf-8")
    assert run(["build", "a.txt", "-q"]) == 0

    def asked(*line: str) -> tuple[str, str]:
        run([*line])
        said = capsys.readouterr()
        return said.out, said.err

    assert 'kg tasks "Các sở, ban, ngành tỉnh Đắk Lắk" (1)' in asked("tasks", "Sở Y tế Đắk Lắk")[1]
    assert asked("tasks", "Sở Y tế Đắk Lắk", "--as", "json")[1] == ""
    assert asked("tasks", "Sở Y tế Đắk Lắk", "--role", "lead")[1] == ""
    out, err = asked("deadlines", "--as-of", "2026-02-01")
    assert "2026-01-15" not in out and err.startswith("1 thời hạn đã qua trước ngày 2026-02-01")
    assert "2026-01-15 (quá 17 ngày)" in asked("deadlines", "--as-of", "2026-02-01", "--overdue")[0]
    assert "--limit" in asked("search", "sở", "--limit", "1")[1] and asked("search", "hồ sơ sức khỏe")[1] == ""
    assert "không có --agency" in asked("tasks", "--agency", "Sở Y tế")[1]
    run(["build", "b.txt", "-q"])
    assert "sửa đổi, bổ sung (1)" in asked("trace", "15/KH-UBND")[1]


def test_what_is_changed_of_a_paper_is_told_in_words(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    law = PLAN.replace("Chuyển đổi số năm 2026", "Sửa đổi Kế hoạch số 9/KH-UBND") + "\nĐiều 1. Sửa đổi khoản 2 Điều 3 của Kế hoạch số 9/KH-UBND ngày 01/01/2025 của UBND tỉnh Đắk Lắk như sau: “2. Sở Y tế báo cáo.”"  # fmt: skip
    built(law=law)
    assert run(["impact", "9/KH-UBND", "-g", str(tmp_path / "graph.db")]) == 0
    table = capsys.readouterr().out
    assert "điều khoản" in table.split("\n")[1] and "khoản 2 điều 3" in table


def test_what_came_to_a_body_from_others_is_told_where_no_day_is_asked_about(
    data_db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own name shows one task, a day shows ten; of one that has ended who holds its tasks is told."""
    today = date.today().isoformat()

    def asked(*line: str) -> tuple[str, str]:
        run([*line, "-g", str(data_db)])
        said = capsys.readouterr()
        return said.out, said.err

    out, err = asked("tasks", "Sở Tài chính Sơn La")
    assert f"còn 9 nhiệm vụ nhận từ Sở Kế hoạch và Đầu tư tỉnh Sơn La: thêm --as-of {today}" in err
    assert out.count("\n  [") == 1 and asked("tasks", "Sở Tài chính Sơn La", "--as-of", today)[0].count("\n  [") == 10
    assert asked("tasks", "Sở Tài chính Sơn La", "--as", "csv")[1] == ""
    assert "còn" not in asked("tasks", "Sở Tài chính Sơn La", "--as-of", today)[1]
    gone = asked("tasks", "Sở Kế hoạch và Đầu tư Sơn La")[1]
    assert "kết thúc ngày 2025-03-01" in gone and "nay do Sở Tài chính tỉnh Sơn La giữ" in gone


def test_a_body_that_no_text_names_but_that_took_over_is_known_to_every_command(
    data_db: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heir = "Sở Nông nghiệp và Môi trường Sơn La"
    assert run(["show", heir, "-g", str(data_db)]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Sở Nông nghiệp và Môi trường tỉnh Sơn La\n") and "không văn bản nào đã nạp nêu" in shown
    assert "nhận từ: Sở Tài nguyên và Môi trường tỉnh Sơn La, từ 2025-03-01, theo 461/NQ-HĐND" in shown
    assert run(["view", "--agency", heir, "-o", str(tmp_path / "a.html"), "-g", str(data_db)]) == 0
    assert heir.replace("Sơn", "tỉnh Sơn") in (tmp_path / "a.html").read_text("utf-8")
    capsys.readouterr()
    for line in (["tasks", heir], ["path", "72-KL/TW", heir], ["impact", heir]):
        assert run([*line, "-g", str(data_db)]) == 1
        said = capsys.readouterr().err
        assert "Sở Tài nguyên và Môi trường tỉnh Sơn La" in said and "Đắk Lắk" not in said


def test_the_command_under_an_answer_asks_what_was_asked(data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["--as-of", "2025-12-01", "--before", "cuối năm 2025"]
    run(["deadlines", "Sở Tài chính Sơn La", *line, "-g", str(data_db)])
    more = 'kg deadlines "Các sở, ban, ngành tỉnh Sơn La" --before "cuối năm 2025" --as-of 2025-12-01 (1)'
    assert more in capsys.readouterr().err


def test_places_and_issuers_go_by_any_name_that_people_write(data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def asked(*line: str) -> tuple[int, str, str]:
        code = run([*line, "-g", str(data_db)])
        said = capsys.readouterr()
        return code, said.out, said.err

    for command in (["gaps"], ["tasks"], ["deadlines", "--as-of", "2025-12-01"]):
        for short, full in (("TP Hà Nội", "Thành phố Hà Nội"), ("Hanoi", "Hà Nội"), ("daklak", "Đắk Lắk")):
            assert asked(*command, "--place", short)[:2] == asked(*command, "--place", full)[:2]
        code, out, err = asked(*command, "--place", "Sơn Lu")
        assert (code, out) == (1, "") and err.rstrip().endswith("tên gần nhất:\n  tỉnh Sơn La")
    issuer = "UBND tỉnh Đồng Tháp"
    assert asked("gaps", "--issuer", issuer)[:2] == asked("gaps", "--issuer", "Ủy ban nhân dân tỉnh Đồng Tháp")[:2]
    assert "\n  Ủy ban nhân dân tỉnh Đồng Tháp" in asked("gaps", "--issuer", "UBND tỉnh Đồng Tấp")[2]


def test_what_approves_the_plan_of_another_province_is_no_gap(built: Built) -> None:
    """`Quyết định 1569/QĐ-TTg phê duyệt Quy hoạch Thủ đô Hà Nội` asks nothing of Sơn La."""
    head = "ỦY BAN NHÂN DÂN\n{}\nSố: {}/KH-UBND\n{}, ngày 12 tháng 3 năm 2025\n\nKẾ HOẠCH\nPhát triển đô thị\n\n"
    hanoi = head.format("THÀNH PHỐ HÀ NỘI", 1, "Hà Nội") + (
        "Thực hiện Quyết định số 1569/QĐ-TTg ngày 12/12/2024 của Thủ tướng Chính phủ phê duyệt Quy hoạch Thủ đô Hà Nội thời kỳ 2021 - 2030; "
        "thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.\n"
    )
    sonla = head.format("TỈNH SƠN LA", 2, "Sơn La") + "1. Sở Nội vụ rà soát biên chế.\n"
    assert [row["document"] for row in gaps(built(hanoi=hanoi, sonla=sonla), place="Sơn La")] == ["Nghị quyết 57-NQ/TW"]
