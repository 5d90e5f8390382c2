"""The README is true: its commands run on `data/` and print what it shows.

`UPDATE_README=1 pytest tests/test_readme.py` writes the output anew. A shown line that ends in ` …` is cut there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.S)
PYTHON = re.compile(r"```python\n(.*?)```", re.S)
WIDTH = 150


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "data", place / "data")
    return place


def run(command: str, folder: Path) -> list[str]:
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "KG_LANG": "vi",
        "PYTHONIOENCODING": "utf-8",
    }
    env.pop("KG_GRAPH", None)
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=folder,
        env=env,
        timeout=120,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    lines = (done.stdout + done.stderr).rstrip("\n").split("\n")
    return [re.sub(r"\d+[.,]\d giây", "… giây", line) for line in lines]


def cut(line: str) -> str:
    return line if len(line) <= WIDTH else line[:WIDTH].rsplit(" ", 1)[0] + " …"


def fresh(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.split("\n") if line.startswith("$ ")]
    return "\n".join(line for c in commands for line in ["$ " + c, *map(cut, run(c, folder))]) + "\n"


def test_the_readme_shows_what_the_commands_print(folder: Path) -> None:
    text = README.read_text("utf-8")
    updated = BLOCK.sub(lambda m: f"```console\n{fresh(m[1], folder)}```", text)
    if os.environ.get("UPDATE_README"):
        README.write_text(updated, encoding="utf-8")
    assert updated == text


def test_the_python_of_the_readme_runs(folder: Path) -> None:
    for code in PYTHON.findall(README.read_text("utf-8")):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_every_command_is_named_in_the_docs() -> None:
    docs = README.read_text("utf-8") + "".join(p.read_text("utf-8") for p in (ROOT / "docs").glob("*.md"))
    assert [c for c in COMMANDS if f"kg {c}" not in docs] == []


def test_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(
        r"\]\((?!http)([^)#]+)\)|`((?:docs|ontology|tests|data)/[\w./-]+\.md)`", README.read_text("utf-8")
    ):
        path = ROOT / (target[0] or target[1])
        assert path.exists(), path


# What a reader must fill in, or what goes on until it is stopped, or needs a server.
NOT_RUN = re.compile(
    r"\b[A-ZĐỆÙƯỤ_]{4,}\b|\bA\b|…|://|--watch|kg (?:serve|mcp|build|forget|cypher|push|evaluate|check|diff)\b|--file|^kg view$|--(?:agency|lineage)$"
)
EXAMPLE = re.compile(r"`(kg [^`]+)`|^    (kg [^#\n]+)", re.M)
SPARQL = re.compile(r"SELECT|WHERE|LIMIT|KH-UBND")
DOCS = ("commands.md", "views.md", "rdf.md")


def test_the_examples_of_the_docs_find_something_in_the_data(folder: Path) -> None:
    if not (folder / "kg.db").exists():
        run("kg build data", folder)
    examples = {
        " ".join((m[1] or m[2]).split())
        for name in DOCS
        for m in EXAMPLE.finditer((ROOT / "docs" / name).read_text("utf-8"))
    }
    ran = [e for e in sorted(examples) if not NOT_RUN.search(SPARQL.sub("", e))]
    assert len(ran) > 20
    for example in ran:
        assert run(example, folder)
