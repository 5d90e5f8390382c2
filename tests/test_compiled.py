"""Patterns kept from one process to the next: they are what `re` makes, and nothing but time hangs on them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DATA

from kg import compiled
from kg.compiled import _load, _place, _together, keep

DOCUMENT = DATA / "ke-hoach-son-la-2024.txt"


def _build(folder: Path) -> bytes:
    """The export of one paper, built by a process that keeps what it compiled in `folder`."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = str(folder / "kept")
    graph, out = folder / "kg.db", folder / "kg.json"
    graph.unlink(missing_ok=True)
    for arguments in (["build", DOCUMENT, "-g", graph], ["export", "-g", graph, "-o", out]):
        done = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)], capture_output=True, text=True, env=env
        )
        assert done.returncode == 0, done.stderr
    return out.read_bytes()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where patterns are kept by the processes of `_build`."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    found = _place()
    assert found
    return found


def test_what_is_kept_is_what_re_makes(tmp_path: Path, place: Path) -> None:
    expected = _build(tmp_path)
    kept = _load(place)
    assert len(kept) > 300
    for (words, flags), parts in kept.items():
        assert _together(words, parts) == re.compile(words, flags)
    assert _build(tmp_path) == expected


def test_a_damaged_file_costs_time_alone(tmp_path: Path, place: Path) -> None:
    expected = _build(tmp_path)
    kept, data = _load(place), place.read_bytes()
    middle = len(data) // 2
    for broken in (b"", data[:3], data[:middle], b"PK" + data, data[:middle] + b"\0\1" + data[middle + 2 :]):
        place.write_bytes(broken)
        assert not _load(place)
    assert _build(tmp_path) == expected
    assert _load(place) == kept


def test_another_interpreter_makes_its_own(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.parent.mkdir(parents=True)
    monkeypatch.setattr(compiled, "_made", {})
    monkeypatch.setattr(compiled, "_new", set())
    for number in range(40):
        compiled.compiled(rf"khoản\s+{number}")
    keep()
    assert len(_load(place)) == 40
    monkeypatch.setattr(sys, "version", "4.0")
    assert not _load(place)


def test_nothing_is_written_where_python_keeps_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_made", {})
    monkeypatch.setattr(compiled, "_new", set())
    for number in range(40):
        compiled.compiled(rf"điểm\s+{number}")
    keep()
    assert not place.exists()
