"""A built wheel carries the ontology and works in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "-o", tmp_path, ROOT], check=True, capture_output=True, timeout=300
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "kg/ontology/tables/relations.toml" in names
    assert "kg/ontology/vocabulary.ttl" in names
    assert "kg/py.typed" in names
    assert "kg/read/words.toml" in names
    assert not [n for n in names if "__pycache__" in n or n.startswith(("tests", "data"))]
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", venv], check=True, timeout=120)
    subprocess.run([venv / "bin/pip", "install", "-q", "-c", ROOT / "constraints.txt", wheel], check=True, timeout=500)
    env = {k: v for k, v in os.environ.items() if not k.startswith(("KG_", "PYTHON"))}
    for command in (
        ["build", ROOT / "data", "-g", "kg.db"],
        ["trace", "72-KL/TW", "-g", "kg.db"],
        ["view", "-g", "kg.db", "-o", "page.html"],
        ["check"],
    ):
        done = subprocess.run(
            [venv / "bin/kg", *command], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=200, check=False
        )
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").stat().st_size > 100_000
