"""The command line as people meet it: exit codes, one sentence for every fault, listings that other programs can read."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg.cli import COMMANDS
from kg.text import one_line


def kg(
    *args: object, language: str = "vi", cwd: Path | None = None, stdin: bytes = b""
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "KG_LANG": language, "PYTHONIOENCODING": "utf-8"}
    env.pop("KG_GRAPH", None)
    done = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, args)],
        capture_output=True,
        env=env,
        cwd=cwd,
        input=stdin,
        timeout=120,
        check=False,
    )
    result = subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8")
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    said = done.stderr.strip()
    assert said and not said.startswith("error."), said
    return said


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_command_has_help_in_both_languages(command: str, language: str) -> None:
    done = kg(command, "--help", language=language)
    assert done.returncode == 0, done.stderr
    assert f"{'Usage' if language == 'en' else 'Cách dùng'}: kg {command}" in done.stdout
    assert "help." not in done.stdout and "option." not in done.stdout
    if language == "vi":
        english = ("Usage", "Options", "Arguments", "Show this message", "[required", "default:", "env var", "OPTIONS")
        assert not [word for word in english if word in done.stdout]


def test_build_then_ask(tmp_path: Path, data_db: Path) -> None:
    traced = kg("trace", "ke-hoach-son-la-2024.txt", "-g", data_db)
    assert traced.returncode == 0
    for symbol in ("221-KH/TU", "72-KL/TW", "13-NQ/TW"):
        assert symbol in traced.stdout
    tasks = kg("tasks", "Sở Công Thương", "--place", "Sơn La", "-g", data_db, "--as", "csv")
    rows = list(csv.DictReader(io.StringIO(tasks.stdout)))
    assert {"agency", "role", "task", "text", "file", "start"} <= set(rows[0])
    assert any("chợ dân sinh" in r["text"] for r in rows)


def test_who_states_a_sentence_is_said_of_that_sentence(data_db: Path) -> None:
    """Of 03/NQ-CP another paper says too what it carries out; its own words stand first, and each has its speaker."""
    shown = kg("show", "03/NQ-CP", "--with", "57-NQ/TW", "-g", data_db).stdout
    after = shown[shown.index("[tự nêu]") :]
    assert "(nghi-quyet-03-cp-2025.txt:" in after[: after.index("”", after.index("“")) + 60]
    rows = csv.DictReader(io.StringIO(kg("show", "03/NQ-CP", "--as", "csv", "-g", data_db).stdout))
    said = {(r["stated_by"], r["document"]) for r in rows if r["direction"] == "out" and r["relation"] == "implements"}
    assert ("tự nêu", "nq-3-cp-2025") in said
    assert ("theo Kế hoạch 310/KH-UBND", "kh-310-ubnd-thanh-pho-ha-noi-2025") in said
    chain = kg("path", "03/NQ-CP", "57-NQ/TW", "-g", data_db).stdout
    assert "[tự nêu] “" in chain and "nghi-quyet-03-cp-2025.txt" in chain


def test_what_a_newcomer_types_is_answered_with_what_to_type(data_db: Path) -> None:
    assert "tasks" in sentence(kg("duties", "Sở Y tế")) and "search" in sentence(kg("tìm", "cao tốc"))
    assert "ngoặc kép" in sentence(kg("search", "cao", "tốc", "-g", data_db))
    assert "ngoặc kép" not in sentence(kg("export", "json", "-g", data_db))
    assert "--before" in sentence(kg("deadlines", "--within", "cuối năm", "-g", data_db))
    assert "implements (thực hiện)" in sentence(kg("trace", "57-NQ/TW", "--via", "theo", "-g", data_db))
    assert kg("trace", "03/NQ-CP", "--via", "thực hiện", "-g", data_db).stdout == kg("trace", "03/NQ-CP", "-g", data_db).stdout  # fmt: skip


def test_json_listings_are_json(data_db: Path) -> None:
    for command in (
        ["trace", "03/NQ-CP"],
        ["tasks"],
        ["show", "57-NQ/TW"],
        ["stats"],
        ["search", "cao tốc"],
        ["impact", "57-NQ/TW"],
    ):
        done = kg(*command, "-g", data_db, "--as", "json")
        assert done.returncode == 0, done.stderr
        json.loads(done.stdout)


def test_xlsx_is_a_workbook(tmp_path: Path, data_db: Path) -> None:
    out = tmp_path / "tasks.xlsx"
    done = kg("tasks", "--matrix", "-g", data_db, "--as", "xlsx", "-o", out)
    assert done.returncode == 0
    assert (done.stdout, done.stderr.count(out.name)) == ("", 1)  # what was written is named
    with zipfile.ZipFile(out) as book:
        assert "xl/workbook.xml" in book.namelist()


@pytest.mark.parametrize(
    ("line", "begin"),
    [
        ("tasks -o a.XLSX", b"PK"),
        ("deadlines --as-of 2025-01-01 -o a.ics", b"BEGIN:VCALENDAR"),
        ("show 57-NQ/TW -o a.json", b"{"),
        ("export -o a.ttl", b"@prefix"),
        ("export --as jsonld -o a.json", b"{"),
    ],
)
def test_the_ending_of_a_file_says_the_format(tmp_path: Path, data_db: Path, line: str, begin: bytes) -> None:
    assert kg(*line.split(" "), "-g", data_db, cwd=tmp_path).returncode == 0
    assert (tmp_path / line.split(" ")[-1]).read_bytes().startswith(begin)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda p: ["build", p / "nowhere"], 2),
        (lambda p: ["build", _folder(p / "empty")], 1),
        (lambda p: ["build", _file(p / "empty.txt", b"")], 1),
        (lambda p: ["build", _file(p / "binary.txt", bytes(range(256)) * 40)], 1),
        (lambda p: ["build", _file(p / "a.txt", "Nghị quyết số 1/NQ-CP".encode()), "-g", p / "missing" / "kg.db"], 2),
        (lambda p: ["show", "72-KL/TW", "-g", p / "missing.db"], 1),
        (lambda p: ["show", "72-KL/TW", "-g", _file(p / "corrupt.db", b"SQLite format 3\0" + b"x" * 500)], 1),
        (lambda p: ["show", "72-KL/TW", "-g", _file(p / "foreign.db", b"hello")], 1),
        (lambda p: ["nonsense"], 2),
        (lambda p: ["tasks", "--as", "pdf"], 2),
    ],
)
def test_bad_input_gives_one_sentence_and_the_right_code(tmp_path: Path, make, code: int) -> None:  # type: ignore[no-untyped-def]
    done = kg(*make(tmp_path), cwd=tmp_path)
    assert done.returncode == code, done.stderr
    sentence(done)


def test_a_sheet_has_the_same_columns_whatever_the_rows(data_db: Path, tmp_path: Path) -> None:
    """Programs read columns by name or number; what stands in one graph must not be missing in the next."""
    for one, other in (
        (["deadlines", "--as-of", "2025-12-01"], ["deadlines", "--as-of", "2025-12-01", "--role", "coordinate"]),
        (["tasks", "Sở Công Thương Sơn La"], ["tasks", "--document", "0129/KH-UBND"]),
        (["trace", "617/KH-UBND"], ["trace", "03/NQ-CP"]),
    ):
        first, second = (kg(*line, "--as", "csv", "-g", data_db).stdout for line in (one, other))
        assert first.split("\n")[0] == second.split("\n")[0]
    due = kg("deadlines", "--as-of", "2025-12-01", "--as", "json", "-g", data_db)
    first = next(r for r in json.loads(due.stdout) if r["task_id"])
    assert kg("show", first["task_id"], "-g", data_db).returncode == 0
    out = tmp_path / "a.csv"
    kg("deadlines", "--as-of", "2025-12-01", "-o", out, "-g", data_db)
    assert out.read_bytes().startswith(b"due,recurs")  # the ending says the format


def test_questions_without_an_answer(data_db: Path) -> None:
    for command in (["show", "999-NQ/TW"], ["trace", "không có gì"], ["tasks", "Bộ Không Có"], ["search", "xyzzyx"]):
        done = kg(*command, "-g", data_db)
        assert done.returncode == 1
        assert done.stdout == ""
        sentence(done)


def test_what_is_missing_is_told_with_what_it_is_for(data_db: Path) -> None:
    done = kg("show", "-g", data_db)
    assert done.returncode == 2
    assert "72-KL/TW" in sentence(done)
    empty = kg("show", " ", "-g", data_db)
    assert empty.returncode == 1
    assert "“" not in sentence(empty)


@pytest.mark.parametrize("day", ["2026-02-30", "hôm nay", "01/13/2026"])
def test_an_impossible_day_is_a_fault_of_the_command_line(day: str, data_db: Path) -> None:
    done = kg("tasks", "--as-of", day, "-g", data_db)
    assert done.returncode == 2
    assert day in sentence(done)


def test_in_a_batch_the_good_files_are_built(tmp_path: Path) -> None:
    _file(
        tmp_path / "docs" / "good.txt",
        "Căn cứ Nghị quyết số 12-NQ/TW ngày 03/6/2017 của Ban Chấp hành Trung ương;".encode(),
    )
    _file(tmp_path / "docs" / "bad.txt", b"")
    done = kg("build", tmp_path / "docs", "-g", tmp_path / "kg.db")
    assert done.returncode == 3
    assert "bad.txt" in done.stderr
    assert kg("show", "12-NQ/TW", "-g", tmp_path / "kg.db").returncode == 0


def test_a_formula_in_a_cell_stays_text(tmp_path: Path) -> None:
    _file(
        tmp_path / "a.txt",
        "Giao Sở Y tế:\n=HYPERLINK(1) chủ trì rà soát theo Quyết định số 12/QĐ-TTg ngày 03/6/2017.".encode(),
    )
    assert kg("build", tmp_path / "a.txt", "-g", tmp_path / "kg.db").returncode == 0
    done = kg("impact", "12/QĐ-TTg", "-g", tmp_path / "kg.db", "--as", "csv")
    cells = [c for row in csv.reader(io.StringIO(done.stdout)) for c in row]
    assert not any(c.startswith(("=", "+", "@")) for c in cells)


def _file(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_no_cell_shows_a_record_of_the_program(data_db: Path, tmp_path: Path) -> None:
    """Deadlines, targets and heirs stand in a cell as people write them."""
    done = kg("tasks", "Sở Tài chính Sơn La", "--as-of", "2026-01-01", "--as", "csv", "-g", data_db)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert "trước 15/12 (FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15)" in {r["deadlines"] for r in rows}
    assert any(r["holders"].startswith("Sở Tài chính tỉnh Sơn La (2025-03-01") for r in rows)
    every = kg("tasks", "--as", "csv", "-g", data_db).stdout
    assert "Row(" not in every and "None" not in every


def test_people_read_words_where_programs_read_codes(data_db: Path, tmp_path: Path) -> None:
    shown = kg("stale", "-g", data_db).stdout
    assert "căn cứ" in shown and "được sửa đổi, bổ sung bởi" in shown and "based_on" not in shown
    rows = list(csv.DictReader(io.StringIO(kg("stale", "--as", "csv", "-g", data_db).stdout)))
    assert {(r["rests"], r["since"]) for r in rows} == {("based_on", "amends")}
    assert "tỉnh Sơn La" in kg("gaps", "--place", "Sơn La", "-g", data_db).stdout
    english = kg("stale", "-g", data_db, language="en").stdout
    assert "based on" in english
    out = tmp_path / "a.xlsx"
    assert kg("tasks", "Sở Công Thương Sơn La", "--as", "xlsx", "-o", out, "-g", data_db).returncode == 0
    with zipfile.ZipFile(out) as book:
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<t>vai trò</t>" in words and "<t>chịu trách nhiệm</t>" in words and "<t>lead</t>" not in words


def test_marks_of_layout_are_not_shown_and_evidence_keeps_them(data_db: Path, tmp_path: Path) -> None:
    """`trước **ngày 30 tháng 11 hàng\\nnăm **báo cáo`: in tables, sheets and calendars without its asterisks."""
    task = "kh-310-ubnd-thanh-pho-ha-noi-2025.t-45240226e9"
    assert "trước ngày 30 tháng 11 hàng năm báo cáo" in kg("show", task, "-g", data_db).stdout
    assert "*" not in kg("tasks", "-g", data_db).stdout + kg("deadlines", "--as-of", "1/1/2026", "-g", data_db).stdout
    for name in ("a.xlsx", "a.ics"):
        out = tmp_path / name
        assert kg("deadlines", "--as-of", "1/1/2026", "-o", out, "-g", data_db).returncode == 0
        content = zipfile.ZipFile(out).read("xl/sharedStrings.xml") if name == "a.xlsx" else out.read_bytes()
        shown = content.decode().replace("\r\n ", "")
        assert "ngày 30 tháng 11 hàng năm" in shown and "*" not in shown
    assert "trước **ngày 30 tháng 11" in kg("deadlines", "--as-of", "1/1/2026", "--as", "json", "-g", data_db).stdout


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("trước *ngày 15/11* hằng năm", "trước ngày 15/11 hằng năm"),
        ("***(hoặc đột xuất)***: **báo\n  cáo**", "(hoặc đột xuất): báo cáo"),
        ("hằng năm ***(hoặc đột xuất) *báo cáo", "hằng năm (hoặc đột xuất) báo cáo"),
        ("**Ghi chú:** mục (*) ở trên", "Ghi chú: mục (*) ở trên"),
        ("chỉ tiêu (*) và (*) giao", "chỉ tiêu (*) và (*) giao"),
        ("lưới 5*3*2 m", "lưới 5*3*2 m"),
    ],
)
def test_asterisks_that_are_no_layout_are_words(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="a terminal of its own is a thing of Unix")
def test_a_narrow_window_gets_entries_and_no_columns_of_ten_letters(data_db: Path) -> None:
    master, slave = os.openpty()
    env = {**os.environ, "KG_LANG": "vi", "COLUMNS": "100", "TERM": "dumb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "stale", "-g", str(data_db)], stdout=slave, stderr=slave, env=env
    )
    os.close(slave)
    said = b""
    while chunk := _read(master):
        said += chunk
    assert process.wait(60) == 0
    lines = said.decode().split("\r\n")
    assert any("Luật Dầu khí 18-L/CTN" in line and "Nghị quyết" in line for line in lines)
    assert all(len(line) <= 100 for line in lines)


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end has closed
        return b""


def test_the_name_of_a_file_is_found_in_either_form_of_its_letters(tmp_path: Path) -> None:
    import unicodedata

    apart, together = (unicodedata.normalize(form, "đề nghị.txt") for form in ("NFD", "NFC"))
    _file(tmp_path / apart, "Căn cứ Nghị quyết số 12-NQ/TW ngày 03/6/2017 của Ban Chấp hành Trung ương;".encode())
    assert kg("build", tmp_path, "-g", tmp_path / "kg.db").returncode == 0
    for written in (apart, together):
        shown = kg("show", written, "-g", tmp_path / "kg.db")
        assert "12-NQ/TW" in shown.stdout
        assert shown.stdout.split("\n")[0].strip()


def test_a_sample_judged_in_a_spreadsheet_is_scored(data_db: Path, tmp_path: Path) -> None:
    """As a workbook, or as CSV the way spreadsheets save it: semicolons, a byte-order mark."""
    book = tmp_path / "mau.xlsx"
    assert kg("sample", "20", "-o", book, "-g", data_db).returncode == 0
    assert kg("sample", "--score", book).returncode == 1
    with zipfile.ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    for row, mark in ((2, "<v>1</v>"), (3, "<v>0</v>"), (4, "<v>1</v>")):
        start = sheet.index(f'<c r="A{row}"')
        end = min(i for i in (sheet.find("/>", start), sheet.find("</c>", start)) if i >= 0)
        sheet = sheet[:start] + f'<c r="A{row}">{mark}</c>' + sheet[end + (2 if sheet.startswith("/>", end) else 4) :]
    with zipfile.ZipFile(book, "w") as new:
        for name, content in parts.items():
            new.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else content)
    assert "2/3" in kg("sample", "--score", book).stdout
    plain = tmp_path / "mau.csv"
    assert kg("sample", "3", "-o", plain, "-g", data_db).returncode == 0
    rows = list(csv.reader(io.StringIO(plain.read_text("utf-8"))))
    rows[1][0], rows[2][0], rows[3][0] = "1", "x", "sai"
    with plain.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    assert "2/3" in kg("sample", "--score", plain).stdout
    before = plain.read_bytes()
    assert kg("sample", "3", "-o", plain, "-g", data_db).returncode == 2  # what somebody filled in is not written over
    assert plain.read_bytes() == before


def test_whole_texts_go_with_the_formats_that_can_hold_them(data_db: Path, tmp_path: Path) -> None:
    assert kg("export", "--with-text", "-g", data_db, "-o", tmp_path / "a.json").returncode == 0
    texts = json.loads((tmp_path / "a.json").read_text("utf-8"))["texts"]
    assert kg("export", "--as", "csv", "--with-text", "-g", data_db, "-o", tmp_path / "a").returncode == 0
    with (tmp_path / "a" / "texts.csv").open(encoding="utf-8", newline="") as file:
        assert {r["file"] for r in csv.DictReader(file)} == set(texts)


def test_a_ready_question_is_printed_and_a_day_in_it_must_be_one(data_db: Path, tmp_path: Path) -> None:
    for command in ("cypher", "sparql"):
        printed = kg(command, "--name", "deadlines", "--print", cwd=tmp_path)  # no server, no graph
        assert printed.returncode == 0 and "deadline" in printed.stdout.lower() and "since" in printed.stdout
    no_day = kg("sparql", "--name", "deadlines", "--with", "since=hôm-nay", "-g", data_db)
    assert no_day.returncode == 2 and "hôm-nay" in sentence(no_day)
    iso, local = (kg("sparql", "--name", "deadlines", "--with", f"since={d}", "-g", data_db).stdout for d in ("2025-12-01", "1/12/2025"))  # fmt: skip
    assert iso == local != ""


def test_a_format_of_several_files_says_that_it_wrote_a_folder(data_db: Path, tmp_path: Path) -> None:
    done = kg("export", "-o", tmp_path / "g.csv", "-g", data_db)
    assert (tmp_path / "g.csv" / "nodes.csv").exists() and "thư mục" in done.stderr
