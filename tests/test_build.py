"""Building: only what changed is read, what is gone leaves, bad files are named and skipped, and a killed build is completed by the next."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.api import Graph
from kg.building import build, build_report, forget
from kg.cli import run
from kg.diff import diff
from kg.errors import ReadError, StoreError, UsageFault
from kg.export import EXPORTERS
from kg.judgements import append

PLAN = """ỦY BAN NHÂN DÂN TỈNH KON TUM
Số: 77/KH-UBND                          Kon Tum, ngày 03 tháng 3 năm 2025
KẾ HOẠCH
Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy
1. Sở Y tế
- Chủ trì, phối hợp với Sở Tài chính rà soát quy trình, trình trong quý II năm 2025.
"""
RESOLUTION = """CHÍNH PHỦ
Số: 01/NQ-CP
Hà Nội, ngày 08 tháng 01 năm 2025
NGHỊ QUYẾT
Căn cứ Luật Đầu tư công số 58/2024/QH15 ngày 29/11/2024;
Thực hiện Kết luận số 72-KL/TW ngày 23/02/2024 của Bộ Chính trị.
"""


def export(graph: Path) -> bytes:
    out = graph.with_suffix(".json")
    with Graph.open(graph) as opened:
        EXPORTERS["json"](opened, out, with_text=True)
    return out.read_bytes()


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    return write(tmp_path / "papers", plan=PLAN, resolution=RESOLUTION)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kg.db"


def test_a_build_opens_the_graph_and_tells_what_it_did(papers: Path, path: Path) -> None:
    with build(papers, path) as graph:
        assert graph.report is not None
        assert graph.report.read == ["plan.txt", "resolution.txt"]
        assert [f.id for f in graph.files()] == ["plan.txt", "resolution.txt"]
        assert [n.fields["symbol"] for n in graph.find("77/KH-UBND")] == ["77/KH-UBND"]
    assert sorted(p.name for p in path.parent.iterdir()) == ["kg.db", "papers"]


def test_only_what_changed_is_read_again(papers: Path, path: Path) -> None:
    build_report(papers, path)
    again = build_report(papers, path)
    assert (again.read, again.unchanged, again.removed, again.rejected) == ([], 2, [], [])
    os.utime(papers / "plan.txt")
    assert build_report(papers, path).read == []
    write(papers, plan=PLAN.replace("quý II", "quý III"))
    assert build_report(papers, path).read == ["plan.txt"]
    with Graph.open(path) as graph:
        assert "quý III" in graph.text("plan.txt")


def test_what_is_gone_leaves_and_what_came_from_elsewhere_stays(papers: Path, path: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", extra=PLAN.replace("77/KH", "78/KH"))
    build_report([papers, other], path)
    (papers / "plan.txt").unlink()
    assert build_report(papers, path).removed == ["plan.txt"]
    with Graph.open(path) as graph:
        assert [f.id for f in graph.files()] == ["extra.txt", "resolution.txt"]
    assert forget(other, path) == ["extra.txt"]
    assert forget(other, path) == []
    with Graph.open(path) as graph:
        assert [f.id for f in graph.files()] == ["resolution.txt"]


def test_a_bad_file_is_named_and_the_others_are_built(papers: Path, path: Path) -> None:
    (papers / "empty.txt").write_text("")
    (papers / "random.bin").write_bytes(random.Random(1).randbytes(5000))
    (papers / ".hidden.txt").write_text(PLAN, "utf-8")
    (papers / "loop").symlink_to(papers)
    (papers / "gone.txt").symlink_to(papers / "nowhere")
    report = build_report(papers, path)
    assert report.read == ["plan.txt", "resolution.txt"]
    assert [r.file for r in report.rejected] == ["empty.txt", "gone.txt", "random.bin"]
    assert all(isinstance(r.error, ReadError) for r in report.rejected)
    (papers / "plan.txt").write_text("")
    assert "plan.txt" in [r.file for r in build_report(papers, path).rejected]
    with Graph.open(path) as graph:
        assert [f.id for f in graph.files()] == ["resolution.txt"]


def test_a_missing_path_and_an_empty_folder_are_said(path: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="path-missing"):
        build_report(tmp_path / "missing", path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReadError, match="folder-empty"):
        build_report(tmp_path / "empty", path)
    with pytest.raises(StoreError, match="graph-folder-missing"):
        build_report(write(tmp_path / "papers", plan=PLAN), tmp_path / "nowhere" / "kg.db")
    assert not path.exists()


def test_the_graph_in_the_folder_is_not_read_as_a_paper(papers: Path) -> None:
    graph = papers / "kg.db"
    build_report(papers, graph)
    assert build_report(papers, graph).rejected == []


def test_a_file_keeps_its_name_whether_given_alone_or_with_its_folder(papers: Path, path: Path) -> None:
    build_report(papers / "plan.txt", path)
    build_report(papers, path)
    with Graph.open(path) as graph:
        assert [f.id for f in graph.files()] == ["plan.txt", "resolution.txt"]


def test_rules_that_changed_are_applied_to_texts_that_are_kept(papers: Path, path: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", extra=PLAN.replace("77/KH", "78/KH"))
    build_report([papers, other], path)
    before = export(path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = 'of before' WHERE key = 'rules'")
        db.execute("DELETE FROM mentions")
    (other / "extra.txt").unlink()
    report = build_report(papers, path)
    assert report.read == ["plan.txt", "resolution.txt"]
    assert export(path) == before


def test_an_older_graph_is_made_again_from_its_texts(papers: Path, path: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other", extra=PLAN.replace("77/KH", "78/KH"))
    build_report([papers, other], path)
    before = export(path)
    (other / "extra.txt").unlink()
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE nodes")
        db.execute("PRAGMA user_version=0")
    build_report(papers, path)
    assert export(path) == before
    assert not path.with_name("kg.db.old").exists()


# ---- judgements -----------------------------------------------------------------------------------------------------


def fact(graph: Graph, kind: str) -> tuple[str, str, str]:
    edge = next(graph.edges(kind=kind))
    return edge.source, edge.target, edge.evidence[0].quote


def test_judgements_are_replayed_and_taken_back(papers: Path, path: Path) -> None:
    build_report(papers, path)
    before = export(path)
    said = path.with_name("judgements.csv")
    with Graph.open(path) as graph:
        a, b, quote = fact(graph, "based_on")
    append(said, "reject", a, b, relation="based_on", quote=quote)
    append(
        said,
        "correct",
        a,
        fact_target(path, "implements"),
        relation="implements",
        quote="Kết luận số 72-KL/TW",
        value="cites",
    )
    append(said, "accept", a, "nothing", relation="cites", quote="không có")
    build_report(papers, path)
    with Graph.open(path) as graph:
        kinds = {e.kind for e in graph.edges(source=a)}
        assert "based_on" not in kinds
        assert "cites" in kinds
        assert [i.code for i in graph.issues() if i.file == "judgements.csv"] == ["judgement-unused"]
    rebuilt = path.with_name("other.db")
    build_report(papers, rebuilt)
    assert export(rebuilt) == export(path)
    said.unlink()
    build_report(papers, path)
    assert export(path) == before


def fact_target(path: Path, kind: str) -> str:
    with Graph.open(path) as graph:
        return next(e.target for e in graph.edges(kind=kind) if e.source.startswith("nq-1-cp"))


def test_a_person_can_say_that_two_are_one(papers: Path, path: Path) -> None:
    write(
        papers,
        note=RESOLUTION.replace("01/NQ-CP", "02/NQ-CP").replace("72-KL/TW ngày 23/02/2024", "72-KL/TW ngày 24/02/2024"),
    )
    write(
        papers,
        third=RESOLUTION.replace("01/NQ-CP", "03/NQ-CP").replace(
            "72-KL/TW ngày 23/02/2024", "73-KL/TW ngày 23/02/2024"
        ),
    )
    build_report(papers, path)
    with Graph.open(path) as graph:
        apart = {n.id for n in graph.find("72-KL/TW") + graph.find("73-KL/TW")}
        keys = [descriptor(graph, n) for n in ("72-KL/TW", "73-KL/TW")]
    assert len(apart) > 1
    append(path.with_name("judgements.csv"), "same", *keys)
    build_report(papers, path)
    with Graph.open(path) as graph:
        assert len({n.id for n in graph.find("72-KL/TW") + graph.find("73-KL/TW")}) < len(apart)
        assert not [i for i in graph.issues() if i.code == "judgement-unused"]


def descriptor(graph: Graph, ref: str) -> str:
    from kg.model import Entity
    from kg.naming import descriptor_key

    node = graph.find(ref)[0]
    fields = {k: node.fields.get(k) for k in ("type", "symbol", "date", "year", "term", "place", "issuer")}
    return descriptor_key(Entity(kind="document", label=node.label, **fields))


def test_a_wrong_line_of_judgements_is_named(papers: Path, path: Path) -> None:
    path.with_name("judgements.csv").write_text("verdict,a,b\nsame,x,y\nmaybe,x,y\n", "utf-8")
    with pytest.raises(StoreError, match=r"judgements-line.*line=3"):
        build_report(papers, path)


# ---- diff, csv ------------------------------------------------------------------------------------------------------


def test_a_diff_shows_what_changed_with_its_sentence(papers: Path, path: Path, tmp_path: Path) -> None:
    build_report(papers, path)
    new = tmp_path / "new.db"
    write(papers, resolution=RESOLUTION.replace("Thực hiện Kết luận số 72-KL/TW", "Căn cứ Kết luận số 80-KL/TW"))
    build_report(papers, new)
    with Graph.open(path) as a, Graph.open(new) as b:
        assert diff(a, a) == []
        rows = diff(a, b)
    facts = {(r["what"], r["relation"]) for r in rows if r["kind"] == "fact"}
    assert ("gone", "implements") in facts
    gone = next(r for r in rows if r["what"] == "gone" and r["relation"] == "implements")
    assert "Thực hiện Kết luận số 72-KL/TW" in gone["before"]
    assert any(r["what"] == "appeared" and "80-KL/TW" in r["after"] for r in rows)


def test_a_diff_is_said_in_words_to_people_and_in_codes_to_programs(
    papers: Path, path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_report(papers, path)
    new = tmp_path / "new.db"
    write(
        papers, resolution=RESOLUTION + "\nCăn cứ Kết luận số 72-KL/TW ngày 23/02/2024 (sau đây gọi là Kết luận 72).\n"
    )
    build_report(papers, new)
    with Graph.open(path) as a, Graph.open(new) as b:
        before = {r["source"]: r for r in diff(a, b) if r["what"] == "changed" and r["kind"] == "document"}
    assert before and any("aliases: " in r["after"] and "[" not in r["after"] for r in before.values())
    assert run(["diff", str(path), str(new)]) == 0
    told = capsys.readouterr().out
    assert "tên khác: " in told
    assert not [code for code in ("aliases", "inferred:", "label:", "fact", "[]") if code in told]


def test_what_only_moved_did_not_change_and_what_changed_is_one_row(papers: Path, path: Path, tmp_path: Path) -> None:
    """A line more at the top moves all below it; another quarter in a task is that task with other words, not one gone and one new."""

    def changes(plan: str, resolution: str = RESOLUTION) -> list[tuple[str, str, str, str]]:
        write(papers, plan=plan, resolution=resolution)
        new = tmp_path / "new.db"
        build_report(papers, new)
        with Graph.open(path) as a, Graph.open(new) as b:
            return [(r["what"], r["kind"], r["before"], r["after"]) for r in diff(a, b)]

    build_report(papers, path)
    assert changes(PLAN.replace("KẾ HOẠCH\n", "\n\nKẾ HOẠCH\n")) == []
    task, due = changes(PLAN.replace("quý II ", "quý III "))
    assert task[:2] == ("changed", "task") and "quý II năm" in task[2] and "quý III năm" in task[3]
    assert due[:2] == ("changed", "deadline") and "2025-06-30" in due[2] and "2025-09-30" in due[3]
    # With its day a decision gets another id: it is the same one.
    cites = PLAN.replace("KẾ HOẠCH\n", "KẾ HOẠCH\nCăn cứ Quyết định số 45/QĐ-BYT của Bộ Y tế;\n")
    path.unlink()
    build_report(write(papers, plan=cites), path)
    found = changes(cites.replace("45/QĐ-BYT", "45/QĐ-BYT ngày 05/02/2025"))
    assert {row[0] for row in found} == {"changed"}
    assert any(row[2].startswith("id: qd-45-byt;") and "date: 2025-02-05" in row[3] for row in found), found


def test_csv_tables_cannot_carry_formulas(papers: Path, path: Path, tmp_path: Path) -> None:
    write(papers, plan=PLAN.replace("- Chủ trì", "=HYPERLINK(1) chủ trì"))
    build_report(papers, path)
    with Graph.open(path) as graph:
        EXPORTERS["csv"](graph, tmp_path / "tables")
        data = graph.export()
    for name in ("files", "nodes", "edges", "evidence", "mentions", "deadlines", "targets", "in_force", "issues"):
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert all(not cell.startswith(("=", "+", "@", "-")) for row in rows for cell in row.values())
        if name != "evidence":
            assert len(rows) == len(data[name])


# ---- killed, raced, starved -----------------------------------------------------------------------------------------


def started(papers: Path, path: Path, workers: int = 1) -> subprocess.Popen[bytes]:
    code = f"from kg.building import build_report; build_report({str(papers)!r}, {str(path)!r}, workers={workers})"
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)


def many(folder: Path, count: int) -> Path:
    for n in range(count):
        text = PLAN.replace("77/KH", f"{n + 1}/KH").replace("12-NQ/TU", f"{n % 7 + 1}-NQ/TU")
        write(
            folder / f"{n % 5}",
            **{f"paper{n}": text + f"\nCăn cứ Kế hoạch số {n}/KH-UBND của Ủy ban nhân dân tỉnh.\n" * 20},
        )
    return folder


def killed_and_completed(tmp_path: Path, rounds: int, workers: int) -> None:
    papers = many(tmp_path / "many", 60)
    clean, path = tmp_path / "clean.db", tmp_path / "kg.db"
    build_report(papers, clean, workers=1)
    wanted = export(clean)
    random_ = random.Random(workers)
    began = time.monotonic()
    started(papers, tmp_path / "timed.db", workers).wait()
    whole = time.monotonic() - began
    killed = done = 0
    while done < rounds or not killed:
        process = started(papers, path, workers)
        time.sleep(random_.uniform(0.05, whole))
        done += 1
        if process.poll() is None:
            killed += 1
        else:  # a machine that is faster now: the next one begins anew and is given less time
            path.unlink(missing_ok=True)
            whole *= 0.8
        process.send_signal(signal.SIGKILL)
        process.wait()
        if path.exists() and path.stat().st_size:
            with Graph.open(path) as graph:
                list(graph.edges())
                assert graph.counts().get("files", 0) <= 60
        if random_.random() < 0.3:
            path.unlink(missing_ok=True)
    build_report(papers, path, workers=1)
    assert export(path) == wanted


def test_a_killed_build_is_completed_by_the_next(tmp_path: Path) -> None:
    killed_and_completed(tmp_path, 4, 2)


@pytest.mark.slow
def test_twenty_killed_builds(tmp_path: Path) -> None:
    killed_and_completed(tmp_path, 20, 1)


def test_two_builds_at_once_give_the_graph_of_one(tmp_path: Path) -> None:
    papers = many(tmp_path / "many", 20)
    build_report(papers, tmp_path / "clean.db", workers=1)
    both = [started(papers, tmp_path / "kg.db") for _ in range(2)]
    for process in both:
        assert process.communicate()[1] == b""
    assert export(tmp_path / "kg.db") == export(tmp_path / "clean.db")


def test_readers_see_a_whole_state_while_a_build_is_at_work(tmp_path: Path) -> None:
    papers = many(tmp_path / "many", 20)
    path = tmp_path / "kg.db"
    build_report(papers / "0", path, workers=1)
    process = started(papers, path)
    while process.poll() is None:
        with Graph.open(path) as graph:
            data = graph.export()
        ids = {n["id"] for n in data["nodes"]}
        assert {f["document"] for f in data["files"]} <= ids
        assert {m["node"] for m in data["mentions"]} <= ids
    assert process.returncode == 0


def test_a_full_disk_is_said_and_leaves_what_was(tmp_path: Path) -> None:
    papers = many(tmp_path / "many", 40)
    path = tmp_path / "kg.db"
    build_report(papers / "0", path, workers=1)
    before = export(path)
    limit = path.stat().st_size + 20_000
    code = f"""
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from kg.building import build_report
from kg.errors import StoreError
try:
    build_report({str(papers)!r}, {str(path)!r}, workers=1)
except StoreError as error:
    print(error.code)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "disk-full", done.stderr
    assert export(path) == before
    build_report(papers, path, workers=1)
    build_report(papers, tmp_path / "clean.db", workers=1)
    assert export(path) == export(tmp_path / "clean.db")


def test_a_process_that_dies_costs_one_file(tmp_path: Path) -> None:
    code = """
import os
from kg.executor.pool import Pool
def work(job):
    if job == 7:
        os._exit(9)
    return str(job).encode()
if __name__ == "__main__":
    found = dict(Pool(2).run(work, range(20)))
    print(sorted(k for k, v in found.items() if v is None), len(found))
"""
    script = tmp_path / "script.py"
    script.write_text(code)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[7] 20", done.stderr


def test_memory_does_not_grow_with_the_number_of_files(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        papers = many(tmp_path / f"many{count}", count)
        code = f"""
import resource
from kg.building import build_report
build_report({str(papers)!r}, {str(tmp_path / f"{count}.db")!r}, workers=1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
        return int(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)

    small, large = peak(20), peak(200)
    assert large < small * 1.5


def test_the_export_is_one_json_object(papers: Path, path: Path) -> None:
    build_report(papers, path)
    data = json.loads(export(path))
    assert list(data) == [
        "format",
        "files",
        "nodes",
        "edges",
        "mentions",
        "deadlines",
        "targets",
        "in_force",
        "issues",
        "texts",
    ]
    assert data["format"] == "kg/1"
    with Graph.open(path) as graph:
        assert json.loads(json.dumps(graph.export(with_text=True))) == data


def test_building_twice_by_the_name_of_the_readme(tmp_path: Path) -> None:
    code = f"""
import pathlib, kg
folder = pathlib.Path({str(tmp_path)!r})
for name in ("a", "b"):
    (folder / f"{{name}}.txt").write_text("Thực hiện Nghị quyết số 13-NQ/TW ngày 16/01/2012.", encoding="utf-8")
    with kg.build(folder / f"{{name}}.txt", folder / f"{{name}}.db") as graph:
        assert len(graph.files()) == 1
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_text_may_come_from_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a file of its own, which the next text takes the place of, which no other build takes away, and which can be forgotten."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    db, folder = tmp_path / "kg.db", tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Căn cứ Nghị định số 1/2020/NĐ-CP;", "utf-8")

    def piped(text: str, *args: str) -> int:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run([*args, "-g", str(db)])

    assert piped("Căn cứ Nghị định số 2/2020/NĐ-CP;", "build", "-") == 0
    assert piped("Căn cứ Nghị định số 3/2020/NĐ-CP;", "build", "-", str(folder)) == 0
    assert piped("", "build", str(folder)) == 0
    with Graph.open(db) as graph:
        assert [f.id for f in graph.files()] == ["a.txt", "stdin"]
        assert {n.fields.get("symbol") for n in graph.nodes("document")} >= {"1/2020/NĐ-CP", "3/2020/NĐ-CP"}
        assert not any(n.fields.get("symbol") == "2/2020/NĐ-CP" for n in graph.nodes("document"))
    assert piped("", "forget", "-") == 0
    assert piped("", "build", "-") == 1  # nothing came, and that is said; the rest stays
    with Graph.open(db) as graph:
        assert [f.id for f in graph.files()] == ["a.txt"]
