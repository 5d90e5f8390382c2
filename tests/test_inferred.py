"""What rests on an identity that was worked out says so, with the reason, wherever it is shown."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.cli import run
from kg.view import data, select

LAW = "QUỐC HỘI\nLuật số: {number}\nHà Nội, ngày {day}\nLUẬT\nĐẦU TƯ CÔNG\nĐiều 1. Phạm vi\nLuật này quy định việc quản lý vốn.\n"
HEAD = "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\nSố: {number}\nSơn La, ngày {day}\n{type}\nVề quản lý dự án\n"
PROGRAMME = (
    "CHÍNH PHỦ\nSố: 12/NQ-CP\nHà Nội, ngày 05 tháng 02 năm {year}\nNGHỊ QUYẾT\nVề đầu tư\n1. Bộ Tài chính chủ trì.\n"
)
TEXTS = {
    "luat-2014.txt": LAW.format(number="49/2014/QH13", day="18 tháng 6 năm 2014"),
    "luat-2019.txt": LAW.format(number="39/2019/QH14", day="13 tháng 6 năm 2019"),
    "nq.txt": PROGRAMME.format(year=2021),
    "qd.txt": HEAD.format(number="25/2021/QĐ-UBND", day="12 tháng 10 năm 2021", type="QUYẾT ĐỊNH")
    + "Căn cứ Luật Đầu tư công;\nCăn cứ Nghị định số 40/2020/NĐ-CP ngày 06 tháng 4 năm 2020 của Chính phủ;\n\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành quy định.\n",
    "kh.txt": HEAD.format(number="30/KH-UBND", day="02 tháng 3 năm 2022", type="KẾ HOẠCH")
    + "Thực hiện Nghị quyết số 12/NQ-CP của Chính phủ, UBND tỉnh ban hành Kế hoạch.\n"
    "1. Quyết định số 8/2019/QĐ-TTg ngày 01/02/2019 của Thủ tướng Chính phủ còn vướng mắc.\n"
    "2. Sở Tài chính chủ trì. Quyết định nói trên thay thế Quyết định số 3/2015/QĐ-TTg ngày 05/01/2015 của Thủ tướng Chính phủ.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "texts" / name).write_text(text, encoding="utf-8")
    return tmp_path / "texts"


def whys(graph: Graph) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The reason of every fact between documents."""
    symbols = {n.id: str(n.fields.get("symbol") or n.label) for n in graph.nodes("document")}
    return {(symbols[e.source], e.kind, symbols[e.target]): e.why for e in graph.edges() if e.target in symbols}


def test_a_fact_says_why_it_is_inferred_and_a_plain_one_does_not(folder: Path) -> None:
    found = whys(kg.build([folder], folder.parent / "kg.db"))
    assert found["25/2021/QĐ-UBND", "based_on", "39/2019/QH14"] == ("in-force",)
    assert found["25/2021/QĐ-UBND", "based_on", "40/2020/NĐ-CP"] == ()
    assert found["30/KH-UBND", "implements", "12/NQ-CP"] == ("only-numbered",)
    assert found["8/2019/QĐ-TTg", "replaces", "3/2015/QĐ-TTg"] == ("reference",)


def test_the_reason_goes_with_what_it_rests_on(folder: Path) -> None:
    """Another resolution of that number, and the plan means neither; without it, as before."""
    graph = folder.parent / "kg.db"
    before = whys(kg.build([folder], graph))
    other = folder / "nq-2020.txt"
    other.write_text(PROGRAMME.format(year=2020), encoding="utf-8")
    after = whys(kg.build([folder], graph))
    assert [why for (source, kind, _), why in after.items() if source == "30/KH-UBND" and kind == "implements"] == [()]
    other.unlink()
    assert whys(kg.build([folder], graph)) == before


def test_a_fact_that_one_text_says_outright_is_not_inferred(folder: Path) -> None:
    (folder / "tb.txt").write_text(
        HEAD.format(number="41/TB-UBND", day="05 tháng 3 năm 2022", type="THÔNG BÁO")
        + "Kế hoạch số 30/KH-UBND ngày 02/3/2022 của UBND tỉnh thực hiện Nghị quyết số 12/NQ-CP ngày 05/02/2021 của Chính phủ.\n",
        encoding="utf-8",
    )
    found = whys(kg.build([folder], folder.parent / "kg.db"))
    assert found["30/KH-UBND", "implements", "12/NQ-CP"] == ()


def test_every_output_has_the_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = folder.parent / "kg.db"
    with kg.build([folder], graph) as built:
        (edge,) = built.edges(kind="implements")
        assert built.to_networkx().get_edge_data(edge.source, edge.target)["implements"]["why"] == ("only-numbered",)

    def said(*arguments: str) -> str:
        assert run([*arguments, "-g", str(graph)]) == 0
        return capsys.readouterr().out

    for question in (
        ("show", "30/KH-UBND"),
        ("trace", "30/KH-UBND"),
        ("path", "30/KH-UBND", "12/NQ-CP"),
        ("impact", "12/NQ-CP"),
    ):
        assert "chỉ một văn bản khớp" in said(*question), question
    (hop,) = json.loads(said("trace", "30/KH-UBND", "--as", "json"))["hops"]
    assert (hop["inferred"], hop["why"]) == (True, ["only-numbered"])
    exported = json.loads(said("export", "--as", "json", "-o", "-"))["edges"]
    assert {tuple(e.get("why", ())) for e in exported if e["kind"] == "implements" and e["inferred"]} == {
        ("only-numbered",)
    }
    assert all(bool(e.get("why")) == bool(e.get("inferred")) for e in exported)
    tables = folder.parent / "csv"
    said("export", "--as", "csv", "-o", str(tables))
    with (tables / "edges.csv").open(encoding="utf-8", newline="") as file:
        assert {r["why"] for r in csv.DictReader(file) if r["kind"] == "implements"} == {"only-numbered"}
    assert 'kg:inferredBecause "only-numbered"' in said("export", "--as", "ttl", "-o", "-")
    with Graph.open(graph) as opened:
        page = data.page(opened, select.everything(opened))
    assert {e.why for e in page.edges if e.kind == "implements"} == {("only-numbered",)}


def test_what_is_said_first_of_a_document_says_so_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = folder.parent / "kg.db"
    kg.build([folder], graph)
    capsys.readouterr()
    assert run(["--lang", "en", "show", "3/2015/QĐ-TTg", "-g", str(graph)]) == 0
    first = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert any("8/2019/QĐ-TTg" in line and "(inferred: " in line for line in first)


def test_a_cell_says_that_a_day_is_inferred(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kh.txt").write_text(
        HEAD.format(number="77/KH-UBND", day="06 tháng 3 năm 2025", type="KẾ HOẠCH")
        + "1. Sở Y tế báo cáo trước ngày 30 tháng 9.\n2. Sở Tài chính báo cáo trước ngày 15/10/2025.\n",
        encoding="utf-8",
    )
    graph = tmp_path / "kg.db"
    kg.build([tmp_path / "kh.txt"], graph)
    capsys.readouterr()
    assert run(["--lang", "en", "tasks", "--as", "csv", "-g", str(graph)]) == 0
    cells = {row["agency"]: row["deadlines"] for row in csv.DictReader(capsys.readouterr().out.splitlines())}
    assert {body.split(" tỉnh")[0]: cell for body, cell in cells.items()} == {
        "Sở Y tế": "trước ngày 30 tháng 9 (2025-09-30; inferred)",
        "Sở Tài chính": "trước ngày 15/10/2025 (2025-10-15)",
    }
