"""The duty desk: who must do what, by when, who holds it on a day; calendars and workbooks that say the same."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import Built
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace

from kg.api import Graph
from kg.cli import run
from kg.errors import QueryError, UsageFault
from kg.graph import DeadlineRow
from kg.output import Format, Link, as_csv, as_xlsx, guard
from kg.query.calendar import calendar
from kg.query.dates import day, days, on_days, rhythm, until
from kg.query.deadlines import BY_ROLE, COLUMNS, MORE, SHEET, as_rows, deadlines, when
from kg.query.gaps import gaps
from kg.query.impact import impact
from kg.query.matrix import matrix, workbook, write_matrix
from kg.query.metrics import metrics
from kg.query.path import path
from kg.query.sample import sample, score
from kg.query.stale import stale
from kg.query.tasks import Filters, columns, moved, tasks
from kg.query.trace import trace

SON_LA = Filters(document="ke-hoach-son-la-2024.txt")


def test_the_tasks_of_all_agencies_are_the_tasks_of_the_graph(graph: Graph) -> None:
    every = {(r.agency_id, r.task, r.role) for r in tasks(graph)}
    assigned = {(e.target, e.task, e.role) for e in graph.edges(kind="assigns")}
    assert every == assigned
    by_body = {
        (r.agency_id, r.task, r.role)
        for a in graph.nodes("agency")
        if any(graph.edges(target=a.id, kind="assigns"))
        for r in tasks(graph, a.id)
    }
    assert by_body == assigned


def test_a_merged_department_hands_over_its_tasks(graph: Graph) -> None:
    rows = tasks(graph, "Sở Tài chính Sơn La", as_of=date(2026, 1, 1))
    inherited = [r for r in rows if r.inherited]
    assert any("đầu tư công trung hạn" in r.text for r in inherited)
    assert all(
        r.agency.startswith("Sở Kế hoạch và Đầu tư")
        and r.inherited
        and r.inherited.since == date(2025, 3, 1)
        and r.inherited.basis
        for r in inherited
    )
    assert any("quản lý thu ngân sách" in r.text and not r.inherited for r in rows)


@settings(max_examples=25, deadline=None)
@given(
    st.dates(date(2024, 4, 1), date(2025, 1, 31)),
    st.sampled_from(["Sở Tài chính Sơn La", "Sở Xây dựng Sơn La", "Sở Kế hoạch và Đầu tư Sơn La"]),
)
def test_as_of_a_day_before_every_merger_changes_nothing(data_db, as_of: date, body: str) -> None:  # type: ignore[no-untyped-def]
    with Graph.open(data_db) as graph:
        plain, then = tasks(graph, body, filters=SON_LA), tasks(graph, body, as_of=as_of, filters=SON_LA)
        assert [(r.task, r.role, r.agency) for r in plain] == [(r.task, r.role, r.agency) for r in then]
        assert not any(r.inherited for r in then)


def test_a_day_before_the_paper_was_written_knows_nothing_of_it(graph: Graph) -> None:
    assert tasks(graph, "Sở Xây dựng Sơn La", as_of=date(2020, 1, 1)) == []


@pytest.mark.parametrize("written", ["sở nông nghiệp và môi trường sơn la", "so nn&mt son la", "Sở NNMT tỉnh Sơn La"])
def test_an_heir_that_no_text_names_is_asked_about_as_people_write(graph: Graph, written: str) -> None:
    assert graph.find(written, "agency") == []
    wanted = tasks(graph, "Sở Nông nghiệp và Môi trường tỉnh Sơn La", as_of=date(2026, 1, 1))
    assert wanted
    assert tasks(graph, written, as_of=date(2026, 1, 1)) == wanted


def test_a_calendar_says_the_same_days(graph: Graph) -> None:
    start = date(2025, 12, 1)
    found = [d for d in deadlines(graph, as_of=start) if d.due]
    events = Calendar.from_ical(calendar(found, start)).walk("VEVENT")
    assert sorted(e.decoded("dtstart") for e in events) == sorted(d.due for d in found)
    # a rhythm of months without a day goes on from one end of a month to the next, not on the 31st alone
    recurring = {frozenset(on_days(d.deadline.rrule).split(";")) for d in found if d.deadline.rrule}
    assert {frozenset(e["rrule"].to_ical().decode().split(";")) for e in events if "rrule" in e} == recurring
    assert calendar(found, start) == calendar(found, start)
    later = Calendar.from_ical(calendar(found, start + timedelta(days=7))).walk("VEVENT")
    for before, after in zip(events, later, strict=True):  # a calendar that has it already takes the later one
        assert before["uid"] == after["uid"]
        assert before["sequence"] < after["sequence"] and before.decoded("dtstamp") < after.decoded("dtstamp")


def test_deadlines_are_sorted_and_within_the_span(graph: Graph) -> None:
    found = deadlines(graph, as_of=date(2025, 12, 1), within=timedelta(days=60))
    assert found
    assert [d.due for d in found] == sorted(d.due for d in found if d.due)
    assert all(d.due and date(2025, 12, 1) <= d.due <= date(2026, 1, 30) for d in found)
    assert all(d.due and d.due < date(2025, 12, 1) for d in deadlines(graph, as_of=date(2025, 12, 1), overdue=True))


def test_the_matrix_counts_every_assignment(graph: Graph) -> None:
    rows = tasks(graph, filters=SON_LA)
    columns, cells = matrix(rows)
    numbers = [
        int(part.rsplit(" ", 1)[1]) for row in cells for c in columns[1:] for part in row.get(c, "").split("; ") if part
    ]
    assert sum(numbers) == len(rows)


def test_each_cell_of_the_matrix_leads_to_a_sentence_of_its_body_and_document(graph: Graph) -> None:
    sheets = workbook(tasks(graph, filters=SON_LA), {})
    columns, cells = sheets["kg"]
    for cell in cells:
        for document, link in ((c, cell[c]) for c in columns[1:] if c in cell):
            proof = sheets[link.sheet][1][link.row]
            assert (proof["agency"], proof["document"]) == (cell[columns[0]], document) and proof["quote"]
    for _, rows in list(sheets.values())[1:-1]:
        for row in rows:
            proof = sheets[row["words"].sheet][1][row["words"].row]
            assert [proof[k] for k in ("agency", "start", "end")] == [row[k] for k in ("agency", "start", "end")]
    with zipfile.ZipFile(io.BytesIO(as_xlsx(sheets))) as book:
        links = re.findall(r"<hyperlink [^>]*>", book.read("xl/worksheets/sheet1.xml").decode())
    assert len(links) == sum(len(cell) - 1 for cell in cells)
    assert all("location=" in link and "r:id" not in link for link in links)


def test_a_workbook_links_to_the_web_only_where_it_is_told() -> None:
    rows: list[dict[str, object]] = [
        {"a": Link(text="x", address="https://a.vn/1")},
        {"a": Link(text="y", address="javascript:1")},
        {"a": "https://b.vn"},
    ]
    with zipfile.ZipFile(io.BytesIO(as_xlsx({"kg": (("a",), rows)}))) as book:
        assert book.read("xl/worksheets/sheet1.xml").decode().count("<hyperlink ") == 1
        assert re.findall(r'Target="(.*?)"', book.read("xl/worksheets/_rels/sheet1.xml.rels").decode()) == [
            "https://a.vn/1"
        ]


def test_workbooks_are_the_same_twice_and_run_no_formula() -> None:
    sheets = {"a/b": (("x",), [{"x": '=HYPERLINK("http://a")'}]), "A B": (("x",), [{"x": "+1"}])}
    assert as_xlsx(sheets) == as_xlsx(sheets)
    with zipfile.ZipFile(io.BytesIO(as_xlsx(sheets))) as book:
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


def test_a_workbook_holds_days_numbers_and_blanks_that_can_be_filtered() -> None:
    """A due date as text cannot be filtered by month; a cell of "" is not blank. What looks like a formula stays text."""
    rows = [
        {"due": "2026-05-30", "start": 12, "why": "", "text": "=1+1\n2"},
        {"due": "30/5/2026", "start": 0.5, "why": 10**17 + 1, "text": "2026-13-01"},
        {"start": float("nan")},
    ]
    with zipfile.ZipFile(io.BytesIO(as_xlsx({"kg": (("due", "start", "why", "text"), rows)}))) as book:
        sheet, words = (book.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet1", "sharedStrings"))
    cells = dict(re.findall(r'<c r="([A-D]\d)" (.*?)(?:/>|</c>)', sheet))
    assert "<v>46172</v>" in cells["A2"] and 't="s"' not in cells["A2"]  # the day's number in workbooks
    assert 't="s"' in cells["A3"] and 't="s"' in cells["D3"]
    assert ("<v>12</v>" in cells["B2"], "<v>0.5</v>" in cells["B3"]) == (True, True)
    assert all("<v>" not in cells[blank] for blank in ("C2", "A4"))
    assert {"<t>100000000000000001</t>", "<t>nan</t>"} <= set(re.findall("<t>.*?</t>", words))
    assert "<t>=1+1 2</t>" in words and "<f>" not in sheet


@example(["\r="])
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1))
def test_no_cell_of_a_csv_begins_as_a_formula(cells: list[str]) -> None:
    text = as_csv([{"a": c} for c in cells], ("a",))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert all(not c.startswith(("=", "+", "-", "@")) for row in rows for c in row)
    assert guard("=1") == "'=1"


def test_a_sample_is_the_same_for_a_seed_and_gives_precision(graph: Graph, tmp_path) -> None:  # type: ignore[no-untyped-def]
    rows = sample(graph, 20, seed=7)
    assert rows == sample(graph, 20, seed=7) and len(rows) == 20 and all(r["quote"] for r in rows)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        as_csv([r | {"right": "1" if i < 18 else "0"} for i, r in enumerate(rows)], tuple(rows[0])), encoding="utf-8"
    )
    judged = score(sheet)
    assert (judged.right, judged.judged, judged.precision) == (18, 20, 0.9)
    assert 0.69 < judged.low < 0.71 and 0.97 < judged.high < 0.98  # Wilson, by hand
    sheet.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(QueryError):
        score(sheet)


@pytest.mark.parametrize("text", ["2026-02-30", "mai", "2026", "", "32/01/2026"])
def test_impossible_days_are_faults_of_the_command_line(text: str) -> None:
    with pytest.raises(UsageFault):
        day(text)


def test_days_and_spans_as_people_write_them() -> None:
    assert day("1/3/2025") == day("2025-03-01") == date(2025, 3, 1)
    assert days("30d") == timedelta(days=30) and days("2w") == timedelta(days=14)
    assert days("3 tháng", date(2025, 10, 1)) == timedelta(days=92)  # by the calendar: the year's last day is in it
    assert days("9999y", date(2026, 1, 1)) == date.max - date(2026, 1, 1)
    with pytest.raises(UsageFault):
        days("soon")


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("2026-06-30", date(2026, 6, 30)),
        ("cuối năm 2026", date(2026, 12, 31)),
        ("quý III/2026", date(2026, 9, 30)),
        ("tháng 2/2026", date(2026, 2, 28)),
    ],
)
def test_the_last_day_as_papers_write_it(written: str, last: date) -> None:
    assert until(written, date(2026, 1, 15)) == last


def test_what_is_due_before_a_day(graph: Graph) -> None:
    due = [d.due for d in deadlines(graph, as_of=date(2025, 12, 1), before=date(2025, 12, 31))]
    assert due and all(day and day <= date(2025, 12, 31) for day in due)
    assert due == [d.due for d in graph.due(as_of="2025-12-01", before="hết năm 2025")]
    with pytest.raises(UsageFault):
        until("tết", date(2026, 1, 15))


def test_the_chain_of_the_son_la_plan(graph: Graph) -> None:
    found = trace(graph, "ke-hoach-son-la-2024.txt")
    hops = {
        (found.nodes[h.source].fields.get("symbol"), found.nodes[h.target].fields.get("symbol"))
        for h in found.hops
        if h.kind == "implements"
    }
    assert {(None, "221-KH/TU"), ("221-KH/TU", "72-KL/TW"), ("72-KL/TW", "13-NQ/TW")} <= hops
    assert all(h.evidence and h.evidence[0].quote for h in found.hops)
    down = trace(graph, "13-NQ/TW", down=True)
    assert {"72-KL/TW", "221-KH/TU"} <= {n.fields.get("symbol") for n in down.nodes.values()}


def test_who_rests_on_a_changed_law(graph: Graph) -> None:
    assert any(
        r["document_id"] == "luat-dau-khi-1993" and "1992" in r["on"] and r["since"] == "amends" for r in stale(graph)
    )
    assert all(r["quote"] and r["change"] and r["date"] for r in stale(graph))
    assert any(r["relation"] == "implements" for r in impact(graph, "57-NQ/TW"))
    whose = {r["issuer"] for r in impact(graph, "57-NQ/TW")}
    assert {"Chính phủ", "Ủy ban nhân dân thành phố Hà Nội"} <= whose  # plans of two provinces may have one number


def test_gaps_name_places_that_do_not_carry_out(graph: Graph) -> None:
    rows = gaps(graph, "57-NQ/TW")
    missing = {r["missing"] for r in rows}
    assert "tinh-son-la" in missing and "thanh-pho-ha-noi" not in missing


def test_a_path_has_a_sentence_at_each_step(graph: Graph) -> None:
    found = path(graph, "217/CĐ-TTg", "0129/KH-UBND")
    assert [n.fields["symbol"] for n in found.nodes] == ["217/CĐ-TTg", "223/CĐ-TTg", "0129/KH-UBND"]
    assert all(e.evidence for e in found.edges)


def test_metrics_sum_to_one_and_name_the_root(graph: Graph) -> None:
    found = metrics(graph)
    assert abs(sum(r["pagerank"] for r in found.rows) - 1) < 1e-6
    assert "57-NQ/TW" in [r["document"].fields.get("symbol") for r in found.rows[:8]]


def test_who_still_holds_a_duty_is_not_said_to_have_taken_it_over(graph: Graph) -> None:
    for row in tasks(graph, as_of=date(2026, 1, 1)):
        assert all(h.since is not None for h in moved(row))


def test_a_path_takes_the_strongest_relation(graph: Graph) -> None:
    """The plan both carries out and cites the resolution: the chain says that it carries it out."""
    found = path(graph, "ke-hoach-son-la-2024.txt", "13-NQ/TW")
    assert [e.kind for e in found.edges] == ["implements"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "every year"),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", "2 times a year"),
        ("FREQ=MONTHLY;INTERVAL=6", "every 6 months"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "2 times a week"),
    ],
)
def test_a_rule_of_recurrence_is_said_in_words(rule: str, words: str) -> None:
    assert rhythm(rule, "en") == words


def test_the_day_of_a_rhythm_that_names_none_is_inferred(graph: Graph) -> None:
    """`định kỳ 6 tháng` has no day: the one shown is the end of the six months that run, and says so."""
    found = deadlines(graph, as_of=date(2025, 12, 1))
    loose = [d for d in found if d.deadline.rrule == "FREQ=MONTHLY;INTERVAL=6"]
    assert loose and all(d.inferred and d.due == date(2025, 12, 31) for d in loose)
    assert not any(d.inferred for d in found if d.deadline.rrule == "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")


@pytest.mark.parametrize(
    ("rule", "asked", "due"),
    [
        ("FREQ=MONTHLY;INTERVAL=3", date(2026, 1, 1), date(2026, 3, 31)),
        ("FREQ=MONTHLY;INTERVAL=3", date(2026, 4, 1), date(2026, 6, 30)),
        ("FREQ=MONTHLY;INTERVAL=6", date(2026, 7, 1), date(2026, 12, 31)),
        ("FREQ=MONTHLY", date(2026, 2, 3), date(2026, 2, 28)),
        ("FREQ=MONTHLY;BYMONTHDAY=15", date(2026, 2, 16), date(2026, 3, 15)),
        ("FREQ=YEARLY", date(2026, 2, 3), date(2026, 12, 31)),
        ("FREQ=YEARLY;BYMONTH=6", date(2026, 2, 3), date(2026, 6, 30)),
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", date(2026, 12, 16), date(2027, 12, 15)),
        ("FREQ=WEEKLY", date(2026, 11, 26), date(2026, 11, 27)),
        ("FREQ=YEARLY;INTERVAL=2", date(2026, 2, 3), date(2026, 12, 31)),
        ("FREQ=YEARLY;INTERVAL=2", date(2027, 2, 3), date(2028, 12, 31)),
        ("FREQ=DAILY", date(2026, 11, 26), date(2026, 11, 26)),
    ],
)
def test_what_recurs_is_due_on_its_day_or_at_the_end_of_its_period(rule: str, asked: date, due: date) -> None:
    row = DeadlineRow(task=None, text="", file="", document="", start=0, end=0, rrule=rule)
    assert when(row, asked) == due


def test_the_sentence_of_a_day_goes_on_where_a_page_was_full(built: Built) -> None:
    """`Bộ Tài nguyên và⏎Môi trường trước ngày …` is one sentence."""
    wrapped = (
        "LUẬT\nBảo vệ môi trường\n\nĐiều 5. Cơ sở phát thải khí nhà kính\n"
        "a) Tổ chức thực hiện kiểm kê khí nhà kính, xây dựng và duy trì hệ thống cơ sở\n"
        "dữ liệu phát thải và gửi kết quả kiểm kê định kỳ 02 năm một lần đến Bộ Tài nguyên và\n"
        "Môi trường trước ngày 01 tháng 12 của kỳ báo cáo để tổng hợp, báo cáo Thủ tướng\n"
        "Chính phủ;\n"
    )
    (row,) = deadlines(built(luat=wrapped), as_of=date(2026, 11, 1))
    assert " ".join(row.quote.split()).startswith("a) Tổ chức thực hiện kiểm kê")
    assert row.quote.endswith("Chính phủ;")


def test_a_papers_own_deadline_is_found_by_its_paper_with_its_sentence(built: Built) -> None:
    """`Thời gian thực hiện: hoàn thành trước ngày …` is nobody's task; without its sentence it says nothing."""
    graph = built(
        a="ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 77/KH-UBND\nKon Tum, ngày 03 tháng 3 năm 2025\n\nKẾ HOẠCH\nChuyển đổi số\n\n"
        "I. MỤC TIÊU\n1. Thời gian thực hiện: hoàn thành trước ngày 30/11/2025.\n"
    )
    paper = Filters(document="77/KH-UBND")
    (own,) = (d for d in deadlines(graph, as_of=date(2025, 3, 3), filters=paper) if not d.deadline.task)
    assert own.deadline.text in own.quote and len(own.quote) > len(own.deadline.text) + 10
    assert own.quote in graph.text("a.txt")
    assert not deadlines(graph, as_of=date(2025, 3, 3), filters=Filters(document="77/KH-UBND", role="monitor"))


@pytest.mark.parametrize("day_before", [date(2025, 11, 20), date(2000, 1, 1)])
def test_a_paper_that_is_not_there_yet_has_no_deadlines(graph: Graph, day_before: date) -> None:
    assert not [d for d in deadlines(graph, as_of=day_before) if d.deadline.file == "ke-hoach-0129-dak-lak-2025.txt"]


def test_what_fell_due_lately_is_bounded_backwards(graph: Graph) -> None:
    start, span = date(2025, 12, 1), timedelta(days=120)
    every = deadlines(graph, as_of=start, overdue=True)
    lately = deadlines(graph, as_of=start, overdue=True, within=span)
    assert lately == [d for d in every if d.due and start - d.due <= span] and len(lately) < len(every)


def test_a_calendar_and_a_sheet_say_who_holds_it_now(graph: Graph) -> None:
    found = deadlines(graph, "Sở Tài chính Sơn La", as_of=date(2025, 12, 1))
    book = Calendar.from_ical(calendar(found, date(2025, 12, 1), "Sở Tài chính Sơn La"))
    assert str(book["x-wr-calname"]) == str(book["name"]) == "Thời hạn: Sở Tài chính Sơn La"
    event = book.walk("VEVENT")[0]
    assert str(event["summary"]).startswith("Sở Tài chính tỉnh Sơn La (suy ra) [chịu trách nhiệm]: ")
    told = str(event["description"])
    assert "nay do Sở Tài chính tỉnh Sơn La giữ, từ 2025-03-01" in told
    assert (
        "Sở Kế hoạch và Đầu tư tỉnh Sơn La [chịu trách nhiệm “chủ trì”] (suy ra: theo địa phương của văn bản)" in told
    )
    sheet = next(csv.DictReader(io.StringIO(as_csv(as_rows(found), COLUMNS + MORE))))
    assert sheet["agency"] == "Sở Kế hoạch và Đầu tư tỉnh Sơn La" and sheet["holders"] == "Sở Tài chính tỉnh Sơn La"


def test_an_event_names_first_who_leads_and_says_that_its_day_is_inferred(graph: Graph) -> None:
    """By the alphabet a body that only helps would come first."""
    found = deadlines(graph, as_of=date(2025, 12, 1))
    events = Calendar.from_ical(calendar(found, date(2025, 12, 1))).walk("VEVENT")
    pairs = list(zip([d for d in found if d.due], events, strict=True))
    several = [(d, e) for d, e in pairs if len({r.role for r in d.rows}) > 1]
    assert several and any(min(r.agency for r in d.rows) != d.rows[0].agency for d, _ in several)
    for d, event in several:
        assert d.rows[0].role == "lead" and "[chịu trách nhiệm]" in str(event["summary"]).split(":")[0]
        assert "[phối hợp" in str(event["description"])
    assert all(str(e["summary"]).endswith(" (suy ra)") == d.inferred for d, e in pairs)


def test_papers_of_one_number_have_a_column_each(graph: Graph, tmp_path: Path) -> None:
    """`435/KH-UBND` of two provinces is two papers."""
    rows = tasks(graph, filters=SON_LA)[:2]
    rows = [
        replace(rows[0], document="Kế hoạch 435/KH-UBND", document_id="a"),
        replace(rows[1], document="Kế hoạch 435/KH-UBND", document_id="b"),
    ]
    write_matrix(rows, Format.csv, tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text("utf-8").splitlines()[
        0
    ] == "cơ quan,Kế hoạch 435/KH-UBND (a),Kế hoạch 435/KH-UBND (b)"
    write_matrix(rows, Format.xlsx, tmp_path / "m.xlsx")
    with zipfile.ZipFile(tmp_path / "m.xlsx") as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<t>nhiệm vụ</t>" in words and "<t>task</t>" not in words


def test_a_sheet_can_be_filtered_by_role_and_has_its_ids_last(graph: Graph, tmp_path: Path) -> None:
    rows = as_rows(deadlines(graph, as_of=date(2025, 12, 1)))
    for row in rows:
        told = list(zip(row["role"], row["agency"], strict=True))
        assert [row[role] for role in BY_ROLE] == [[a for own, a in told if own == role] for role in BY_ROLE]
    assert any(row["lead"] and row["coordinate"] for row in rows)

    def heads(command: str) -> list[str]:
        out = tmp_path / f"{command}.xlsx"
        assert run([command, "--as-of", "2025-12-01", "-o", str(out), "-g", str(graph.path)]) == 0
        with zipfile.ZipFile(out) as book:
            words = book.read("xl/sharedStrings.xml").decode()
        return re.findall("<t>(.*?)</t>", words)[: len(SHEET if command == "deadlines" else columns(day("2025-12-01")))]

    due, given_ = heads("deadlines"), heads("tasks")
    assert due[3:5] == ["cơ quan chịu trách nhiệm", "cơ quan phối hợp"]
    assert [name.startswith("mã ") for name in due].index(True) == len(due) - 2
    assert given_[-3:] == ["mã cơ quan", "mã nhiệm vụ", "mã văn bản"] and given_[0] == "cơ quan"
    # Programs read the order of the contract.
    assert (COLUMNS[3:5], columns(None)[:2]) == (("agency", "role"), ("agency", "agency_id"))
