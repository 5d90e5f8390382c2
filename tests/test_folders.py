"""Folders of papers that belong together, asked what people ask (`tests/folders`): chains, namesakes, bodies and places in time, short names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.cli import run
from kg.text import key

FOLDERS = Path(__file__).with_name("folders")
QUESTIONS = [
    pytest.param(file.parent.name, question, id=f"{file.parent.name}-{number}")
    for file in sorted(FOLDERS.glob("*/questions.json"))
    for number, question in enumerate(json.loads(file.read_bytes()), 1)
]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The graph of each folder, made when it is first asked."""
    return {f.name: tmp_path_factory.mktemp("folders") / "graph.db" for f in sorted(FOLDERS.iterdir()) if f.is_dir()}


def plain(text: object) -> str:
    return " ".join(key(str(text)).split())


def names(node: dict[str, Any]) -> set[str]:
    return {plain(n).replace(" ", "") for n in (node.get("symbol"), node["label"], *node.get("aliases", ())) if n}


def has(out: dict[str, Any], source: str, kinds: str | list[str], target: str) -> bool:
    called = {n["id"]: names(n) for n in out["nodes"]}
    a, b = (plain(x).replace(" ", "") for x in (source, target))
    return any(
        e["kind"] in kinds and a in called[e["source"]] and b in called.get(e["target"], ()) for e in out["edges"]
    )


@pytest.mark.parametrize(("folder", "question"), QUESTIONS)
def test_a_question(
    folder: str,
    question: dict[str, Any],
    graphs: dict[str, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    graph = graphs[folder]
    if not graph.exists():
        texts = [f for f in sorted((FOLDERS / folder).iterdir()) if f.name != "questions.json"]
        kg.build(texts, graph=graph, workers=1).close()
    code = run([*question["args"], "-g", str(graph)])
    said = capsys.readouterr()
    exits = question.get("exit", 0)
    assert code in (exits if isinstance(exits, list) else [exits]), said.err
    answer = plain(said.out + said.err)
    missing = [
        m for m in question.get("must", ()) if not any(plain(x) in answer for x in ([m] if isinstance(m, str) else m))
    ]
    assert not missing, said.out
    assert not [m for m in question.get("must_not", ()) if plain(m) in answer], said.out
    if "edges" in question or "no_edges" in question:
        out = json.loads(said.out)
        assert not [e for e in question.get("edges", ()) if not has(out, *e)]
        assert not [e for e in question.get("no_edges", ()) if has(out, *e)]
