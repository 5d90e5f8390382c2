"""What people get wrong: each time one sentence that says what to do, an exit code that is not 0, and nothing lost."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import sys
from pathlib import Path

import pytest

from kg.api import Graph
from kg.cli import run
from kg.errors import QueryError
from kg.executor import executor
from kg.executor.pool import Pool
from kg.export import EXPORTERS

PAPER = "Căn cứ Nghị quyết số 12-NQ/TW ngày 03/6/2017 của Ban Chấp hành Trung ương;"


@pytest.fixture
def place(tmp_path: Path, data_db: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with the graph of `data/` as `kg.db`, a folder `empty` and files that are no graphs."""
    shutil.copy(data_db, tmp_path / "kg.db")
    (tmp_path / "empty").mkdir()
    (tmp_path / "hello.txt").write_text("xin chào")
    (tmp_path / "answers.json").write_text('{"source": "hello.txt"}')
    (tmp_path / "cut.db").write_bytes((tmp_path / "kg.db").read_bytes()[:500_000])
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_GRAPH", raising=False)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str]:
    """Exit code and what stands on stderr after one command."""
    code = run(list(args))
    return code, capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("trac 57-NQ/TW", 2, "trace"),
        ("--lang fr stats", 2, "vi, en"),
        ("-g kg.db stats", 2, "-g"),
        ("stats -g", 2, "kg stats --help"),
        ("stats more words", 2, "thừa more words"),
        ("export --as graphml --with-text -o a.graphml", 2, "json, csv"),
        ("view -o a.html --hops 2", 2, "--around"),
        ("path 57-NQ/TW", 2, "b"),
        ("tasks --as xml", 2, "table, json, csv, xlsx"),
        ("tasks --as csv -o a.xlsx", 2, "a.xlsx"),
        ("tasks -o a.ics", 2, "kg deadlines --as ics"),
        ("search cao -o a.docx", 2, "table, json, csv, xlsx"),
        ("export --as xlsx", 2, "kg tasks --as xlsx"),
        ("export --as rdf", 2, "kg export --as ttl"),
        ("view -o a.pdf", 2, "html"),
        ("sample 3 -o a.json", 2, "csv, xlsx"),
        ("tasks --year hai", 2, "--year"),
        ("tasks --role leed", 2, "lead (chịu trách nhiệm)"),
        ("serve --port 80000", 2, "65535"),
        ("stats -o empty", 2, "empty"),
        ("export -o empty", 2, "empty"),
        ("export --as graphml -o missing/a.graphml", 2, "thư mục missing"),
        ("export --as csv", 2, "-o"),
        ("export --as csv -o hello.txt", 2, "hello.txt"),
        ("export --as csv -o missing/a", 2, "thư mục missing"),
        ("export --as neo4j-import -o hello.txt", 2, "hello.txt"),
        ("stats -g empty", 1, "empty"),
        ("stats -g cut.db", 1, "cut.db"),
        ("export -g cut.db -o a.json", 1, "cut.db"),
        ("diff kg.db cut.db", 1, "cut.db"),
        ("view -g cut.db -o a.html", 1, "cut.db"),
        ("forget data -g missing.db", 1, "missing.db"),
        ("forget nowhere", 1, "nowhere"),
        ("evaluate hello.txt", 1, "hello.txt"),
        ("evaluate answers.json", 1, "answers.json"),
        ("evaluate empty", 1, "empty"),
        ("sparql --file empty", 1, "empty"),
        ("sample --score empty", 1, "empty"),
        ("sample --score missing.csv", 1, "missing.csv"),
        ("push neo4j://name:secret@localhost", 1, "KG_NEO4J_PASSWORD"),
        ("deadlines --as-of 0001-01-01 --within 30d", 1, "0001-01-01"),
        ("serve --host nowhere.invalid --token x", 2, "--host"),
    ],
)
def test_one_sentence_says_what_to_do(
    line: str, code: int, word: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(place.iterdir())
    got, sentence = said(capsys, *line.split(" "))
    assert got == code, sentence
    assert word in sentence and "secret" not in sentence
    assert len(sentence.split("\n")) == 1 and len(sentence) < 500
    assert sorted(place.iterdir()) == before


@pytest.mark.parametrize(
    "words", [("build", ""), ("tasks", ""), ("trace", ""), ("search", " "), ("trace", "x" * 50_000)]
)
def test_empty_and_endless_words(words: tuple[str, str], place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, sentence = said(capsys, *words)
    assert code in (1, 2)
    assert sentence and len(sentence) < 500


def test_the_last_day_of_the_calendar_can_be_asked_about(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["deadlines", "--as-of", "9999-12-31", "--within", "30d"]) == 0
    assert "9999-12-31" in capsys.readouterr().out


@pytest.mark.parametrize("written", ["lead", "chủ trì", "Chịu trách nhiệm", "chiu trach nhiem", "leads"])
def test_a_role_is_asked_for_in_the_words_of_pages(
    written: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tasks", "--role", written]) == 0
    assert "[chịu trách nhiệm" in capsys.readouterr().out


@pytest.mark.parametrize("how", [*EXPORTERS, "tasks", "matrix", "calendar", "view", "sample"])
def test_nothing_is_written_over_a_graph(how: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = {
        "tasks": ["tasks"], "matrix": ["tasks", "--matrix", "--as", "xlsx"], "calendar": ["deadlines", "--as", "ics"], "view": ["view"],
        "sample": ["sample", "5"],
    }  # fmt: skip
    before = (place / "kg.db").read_bytes()
    code, sentence = said(capsys, *commands.get(how, ["export", "--as", how]), "-o", "kg.db")
    assert code == 2 and "kg.db" in sentence
    assert (place / "kg.db").read_bytes() == before


def test_a_full_disk_leaves_what_was_there(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, sentence = said(capsys, "stats", "-o", "/dev/full")
    assert code == 2 and "/dev/full" in sentence
    out = place / "out.csv"
    link = place / "link.csv"
    link.symlink_to(out)
    assert run(["stats", "--as", "csv", "-o", "link.csv"]) == 0
    assert link.is_symlink() and out.read_text("utf-8").startswith("what,count")


def test_what_is_not_installed_is_named(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    code, sentence = said(capsys, "build", "hello.txt", "--watch")
    assert code == 2 and "vn-legal-kg[watch]" in sentence


def test_a_port_in_use_is_said(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("uvicorn", reason="the explorer is an extra: pip install 'vn-legal-kg[serve]'")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, sentence = said(capsys, "serve", "--port", str(other.getsockname()[1]))
    assert code == 2
    assert len(sentence.split("\n")) == 1 and "--port" in sentence


def test_names_that_are_not_unicode_do_not_stop_the_others(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "docs"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/K\xd5.txt")).write_text(PAPER)
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    names = ["kế hoạch số 1 😀.txt", "hai\ndòng.txt", " --help.txt", "=1+1.txt", "<img src=x>.txt", "x" * 240 + ".txt"]
    for number, name in enumerate(names, 1):
        (folder / name).write_text(f"{PAPER}\nCăn cứ Luật số {number}/2020/QH14 ngày 17/6/2020;")
    code, told = said(capsys, "build", "docs", "-g", "odd.db")
    assert code == 3
    assert "UTF-8" in told.split("\n")[0]
    with Graph.open("odd.db") as graph:
        assert sorted(f.id for f in graph.files()) == sorted(names)


def test_a_graph_of_another_version(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for version, word in ((2, "kg build"), (99, "99")):
        with sqlite3.connect("kg.db") as db:
            db.execute(f"PRAGMA user_version={version}")
        db.close()
        code, sentence = said(capsys, "stats")
        assert code == 1 and word in sentence
        code, sentence = said(capsys, "stats", "-o", "kg.db")
        assert code in (1, 2)


def test_a_fault_of_ours_is_one_sentence_with_its_place(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sqlite3.connect("kg.db") as db:
        db.execute("UPDATE files SET meta = 'no JSON'")
    db.close()
    code, sentence = said(capsys, "stats")
    assert code == 1
    assert ".py:" in sentence and len(sentence.split("\n")) == 1
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ValueError, match="Expecting value"):
        run(["stats"])


def test_a_fault_met_in_python_is_a_sentence_too(place: Path) -> None:
    with Graph.open("kg.db") as graph:
        assert repr(graph) == "<kg.Graph 'kg.db'>"
        with pytest.raises(QueryError, match=r"^không có gì trong đồ thị khớp với “999/QĐ-XYZ”.*\[ref-unknown "):
            graph.trace("999/QĐ-XYZ")


def test_a_link_in_a_circle_is_refused_and_the_rest_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "a.txt").write_text(PAPER, "utf-8")
    code, told = said(capsys, "build", str(folder), "-g", str(tmp_path / "kg.db"))
    assert code == 3 and told.startswith("loop: tệp không còn ở đó, hoặc là một liên kết hỏng")
    with Graph.open(tmp_path / "kg.db") as graph:
        assert [f.id for f in graph.files()] == ["a.txt"]


def test_a_hundred_thousand_workers_are_as_many_as_the_machine_bears() -> None:
    pool = executor(100_000)
    assert isinstance(pool, Pool) and 2 <= pool.workers <= 4 * (os.cpu_count() or 1) + 32


def test_a_sheet_of_another_kind_says_which_column_it_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "sheet.csv").write_text("tốt;x\n7;a\n", "utf-8")
    code, told = said(capsys, "sample", "--score", str(tmp_path / "sheet.csv"))
    assert code == 1 and "“đúng (1/0)”" in told
