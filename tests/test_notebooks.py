"""The notebooks run from top to bottom, show their pictures, and are summed up in English. `UPDATE_GOLDEN=1` stores what they show."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(p.name for p in FOLDER.glob("*.ipynb"))


def pictures(notebook: nbformat.NotebookNode) -> list[str]:
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    return [o["data"]["image/svg+xml"] for o in outputs if "image/svg+xml" in o.get("data", {})]


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_shows_pictures(name: str) -> None:
    path = FOLDER / name
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}, record_timing=False
    )
    client.execute()
    assert len(pictures(notebook)) >= 2
    for picture in pictures(notebook):
        assert len(list(ElementTree.fromstring(picture).iter())) > 8
    errors = [
        o
        for cell in notebook.cells
        for o in cell.get("outputs", ())
        if o["output_type"] == "error" or o.get("name") == "stderr"
    ]
    assert errors == []
    if os.environ.get("UPDATE_GOLDEN"):
        nbformat.write(notebook, path)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_is_valid_summed_up_and_names_no_place_of_this_machine(name: str) -> None:
    notebook = nbformat.read(FOLDER / name, as_version=4)
    nbformat.validate(notebook)
    assert "English summary" in notebook.cells[0].source
    text = (FOLDER / name).read_text("utf-8")
    assert "/tmp/" not in text and "/home/" not in text and "Traceback" not in text


def test_there_are_three() -> None:
    assert len(NOTEBOOKS) == 3
