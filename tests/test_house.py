"""House rules that no linter knows: legal words live in tables, imports go one way, nothing names a machine."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "kg").rglob("*.py"))
VIETNAMESE = re.compile("[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.I)
WORD = re.compile(r"\w{2,}")
LETTERS = {"text.py", "legacy.py", "ocr.py"}  # tables of letters and their codes, no words


def strings(path: Path) -> list[tuple[int, str]]:
    """String literals that are not docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        (n.lineno, n.value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs
    ]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_vietnamese_words_in_code(path: Path) -> None:
    """Single letters (tone marks, character classes) are matters of text; words are legal knowledge and belong in tables."""
    if path.name in LETTERS:
        return
    words = [(line, w) for line, s in strings(path) if not _letters(s) for w in WORD.findall(s) if VIETNAMESE.search(w)]
    assert [w for w in words if not _is_range(w[1])] == []


def _is_range(word: str) -> bool:
    """`zà` of `a-zà-ỹ`: Vietnamese has no z; two capitals are letters that a font lacks."""
    return "z" in word or any(c.isdigit() for c in word) or (word.isupper() and len(word) <= 2)


def _letters(s: str) -> bool:
    """A class of characters, or a table of letters."""
    return "[" in s or " " not in s and len(s) > 12


def test_tables_hold_no_regular_expressions() -> None:
    for path in (ROOT / "ontology" / "tables").glob("*.toml"):
        text = path.read_text("utf-8")
        tomllib.loads(text)
        assert not re.search(r"\\\\[dsw]|\(\?[:=!<P]|\[\^", text), path.name


def test_nothing_names_a_machine() -> None:
    for path in [
        *SOURCES,
        *(ROOT / "tests").rglob("*.py"),
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        ROOT / "Makefile",
        ROOT / ".ci/run",
    ]:
        if path != Path(__file__):
            assert "/work/" not in path.read_text("utf-8"), path
