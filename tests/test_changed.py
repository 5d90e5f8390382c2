"""What was done since to the words that give a task is said beside it, with the sentence that says so."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from conftest import Built

from kg.api import Graph
from kg.cli import run
from kg.query.calendar import calendar
from kg.query.changed import _meets
from kg.query.deadlines import deadlines
from kg.query.tasks import tasks

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: {number}\nLào Cai, ngày {day} tháng {month} năm {year}\n\n"
OLD = (
    HEAD.format(number="10/2021/QĐ-UBND", day="05", month="3", year="2021")
    + "QUYẾT ĐỊNH\nBan hành Quy định quản lý chợ\n\nĐiều 1. Phạm vi\nQuy định này quy định việc quản lý chợ.\n"
    "Điều 4. Trách nhiệm của các sở\n1. Sở Công Thương có trách nhiệm hướng dẫn quản lý chợ.\n"
    "2. Sở Tài chính có trách nhiệm hướng dẫn thu phí chợ, báo cáo trước ngày 15 tháng 12 hằng năm.\n"
)
AMENDS = (
    HEAD.format(number="22/2023/QĐ-UBND", day="01", month="6", year="2023")
    + "QUYẾT ĐỊNH\nSửa đổi, bổ sung một số điều của Quyết định số 10/2021/QĐ-UBND ngày 05 tháng 3 năm 2021\n\n"
    "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 4 của Quyết định số 10/2021/QĐ-UBND như sau:\n"
    "“2. Sở Tài chính có trách nhiệm hướng dẫn thu giá dịch vụ chợ.”.\n"
)
ENDS = (
    HEAD.format(number="30/2025/QĐ-UBND", day="10", month="9", year="2025")
    + "QUYẾT ĐỊNH\nBan hành Quy định quản lý chợ\n\nĐiều 1. Ban hành kèm theo Quyết định này Quy định quản lý chợ.\n"
    "Điều 2. Quyết định này có hiệu lực từ ngày 20 tháng 9 năm 2025 và thay thế Quyết định số 10/2021/QĐ-UBND ngày 05 tháng 3 năm 2021.\n"
)


@pytest.fixture
def market(built: Built) -> Graph:
    return built(cu=OLD, sua=AMENDS, moi=ENDS)


def said(graph: Graph, body: str, as_of: date | None = None) -> list[str]:
    rows = [r for r in tasks(graph, body, as_of=as_of) if r.file == "cu.txt"]
    assert rows
    return [c.words() for r in rows for c in r.changes]


def test_a_task_of_a_paper_that_is_gone_says_so_with_its_sentence(market: Graph) -> None:
    assert said(market, "Sở Công Thương") == ["văn bản này bị thay thế bởi Quyết định 30/2025/QĐ-UBND (từ 2025-09-20)"]
    (row,) = (r for r in tasks(market, "Sở Công Thương") if r.file == "cu.txt")
    (change,) = row.changes
    assert market.slice(change.file, change.start, change.end) == change.quote
    assert "thay thế Quyết định số 10/2021/QĐ-UBND" in change.quote


def test_only_the_provision_that_gives_the_task_counts(market: Graph) -> None:
    assert said(market, "Sở Tài chính") == [
        "văn bản này bị thay thế bởi Quyết định 30/2025/QĐ-UBND (từ 2025-09-20)",
        "khoản 2 điều 4 được sửa đổi, bổ sung bởi Quyết định 22/2023/QĐ-UBND (2023-06-01)",
    ]
    (row,) = (r for r in tasks(market, "Sở Tài chính") if r.file == "cu.txt")
    assert "khoản 2 Điều 4" in row.changes[1].quote  # not the title of the paper, which names no provision


@pytest.mark.parametrize(
    ("day", "count"), [(date(2022, 1, 1), 0), (date(2024, 1, 1), 1), (date(2025, 9, 15), 1), (date(2025, 9, 20), 2)]
)
def test_as_of_a_day_only_what_held_then_counts(market: Graph, day: date, count: int) -> None:
    assert len(said(market, "Sở Tài chính", day)) == count


def test_deadlines_and_calendars_say_it_too(market: Graph) -> None:
    (due,) = (d for d in deadlines(market, as_of=date(2025, 12, 1)) if d.deadline.file == "cu.txt")
    assert [c.by for c in due.changes] == ["Quyết định 30/2025/QĐ-UBND", "Quyết định 22/2023/QĐ-UBND"]
    page = calendar([due], date(2025, 12, 1)).decode().replace("\r\n ", "")
    assert "bị thay thế bởi Quyết định 30/2025/QĐ-UBND" in page


def test_every_output_says_it(market: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["tasks", "Sở Công Thương", "-g", str(market.path)]
    assert run(asked) == 0
    assert "! văn bản này bị thay thế bởi Quyết định 30/2025/QĐ-UBND (từ 2025-09-20)" in capsys.readouterr().out
    assert run([*asked, "--as", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [c["by"] for r in rows if r["file"] == "cu.txt" for c in r["changes"]] == ["Quyết định 30/2025/QĐ-UBND"]
    assert run([*asked, "--as", "csv"]) == 0
    cells = [r["changes"] for r in csv.DictReader(io.StringIO(capsys.readouterr().out)) if r["file"] == "cu.txt"]
    (cell,) = cells
    assert cell.startswith("văn bản này bị thay thế bởi Quyết định 30/2025/QĐ-UBND (từ 2025-09-20) (moi.txt:")


@pytest.mark.parametrize(
    ("section", "path", "meets"),
    [
        ("chương ii.mục 7.điều 45.3.a", "điều 45/khoản 3", True),
        ("chương ii.mục 7.điều 45.3", "điều 45/khoản 3/điểm a", True),
        ("chương ii.điều 45", "chương ii", True),
        ("chương ii.điều 45.3", "điều 45/khoản 4", False),
        ("chương ii.mục 3.điều 45", "mục 3", False),
        ("chương ii.điều 45.3", "điều 4", False),
        ("1.d", "điều 1/điểm d", False),
        ("", "điều 1", False),
        ("II.6.4", "mục ii/khoản 6", True),
        ("II.2.3.a", "mục ii/điểm 2.3", True),
        ("III.6.4", "mục ii/khoản 6", False),
        ("1", "điểm 1", True),
    ],
)
def test_what_of_a_paper_a_change_touches(section: str, path: str, meets: bool) -> None:
    assert _meets(path.split("/"), section.split(".")) == meets


def _trial(holds: str) -> str:
    """A resolution with one task, and up to when it holds."""
    return HEAD.format(number="40/2025/NQ-HĐND", day="01", month="3", year="2025") + (
        "NGHỊ QUYẾT\nThí điểm cơ chế quản lý chợ\n\nĐiều 1. Trách nhiệm\n1. Sở Công Thương có trách nhiệm hướng dẫn quản lý chợ.\n"
        f"Điều 2. Nghị quyết này có hiệu lực từ ngày 10 tháng 3 năm 2025 {holds}.\n"
    )


def test_the_tasks_of_a_paper_that_holds_up_to_a_day_say_so(built: Built) -> None:
    graph = built(nq=_trial("đến hết ngày 31 tháng 12 năm 2026"))
    told = {
        as_of: [str(c) for row in tasks(graph, as_of=as_of) for c in row.changes]
        for as_of in (None, date(2026, 12, 31), date(2027, 1, 1))
    }
    assert [bool(x) for x in told.values()] == [True, False, True]
    assert told[None][0].startswith("văn bản này có hiệu lực đến hết 2026-12-31 (nq.txt:")


def test_a_last_day_that_is_worked_out_says_so(built: Built) -> None:
    graph = built(nq=_trial("và được thực hiện trong thời hạn 05 năm"))
    (row,) = tasks(graph)
    assert row.changes[0].words("vi") == "văn bản này có hiệu lực đến hết 2030-03-09 (suy ra)"
