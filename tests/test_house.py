"""House rules that no linter knows: legal words live in tables, imports go one way, nothing names a machine."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from kg.relate.patterns import patterns
from kg.relate.wording import PATTERNS, PIECES

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "kg").rglob("*.py"))
VIETNAMESE = re.compile("[ăâđêôơưàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ]", re.I)
WORD = re.compile(r"\w{2,}")
LETTERS = {"text.py", "legacy.py", "ocr.py"}  # tables of letters and their codes, no words
PATTERN = re.compile(
    r"\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|<?[=!:])|\{\w+\}"
)  # what an expression holds beside words


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
    words = [(line, w) for line, s in strings(path) for w in WORD.findall(PATTERN.sub(" ", s)) if VIETNAMESE.search(w)]
    assert [w for w in words if not _alphabet(w[1])] == []


def _alphabet(word: str) -> bool:
    """Letters in a row, each once, or two capitals: no word has ten letters all different."""
    return (len(word) >= 10 or (word.isupper() and len(word) == 2)) and len(set(word)) == len(word)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_patterns_of_the_tables_hold_no_words(path: Path) -> None:
    """Words without marks (`theo`, `v/v`, `ba`) are found where an expression is made of the words of tables."""
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    inside = [
        c.value
        for call in calls
        if ast.unparse(call.func) == "lexicon.pattern"
        for argument in call.args
        for c in _literals(argument)
    ]
    assert [w for s in inside for w in re.findall(r"[^\W\d_]{2,}|\w/\w", PATTERN.sub(" ", s))] == []


def test_what_is_said_around_citations_holds_no_words() -> None:
    """`{as-told}` stands for a row of a table, `(?P<body>` is a name; all else are signs."""
    slots = re.compile(r"\{=?[a-z][a-z_|-]*\}")
    for written in (*PIECES.values(), *PATTERNS.values()):
        assert not re.search(r"[^\W\d_]{2,}", PATTERN.sub(" ", slots.sub(" ", written))), written


def _literals(node: ast.AST) -> list[ast.Constant]:
    """String literals of an expression, without the arguments of calls in it."""
    if isinstance(node, ast.Call):
        return []
    own = [node] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
    return own + [c for child in ast.iter_child_nodes(node) for c in _literals(child)]


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_attribute_is_made_twice(path: Path) -> None:
    """A second pattern of one name would silently take the place of the first."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            targets = [target for line in node.body if isinstance(line, ast.Assign) for target in line.targets]
            made = [target.attr for target in targets if isinstance(target, ast.Attribute)]
            made += [ast.unparse(target) for target in targets if isinstance(target, ast.Subscript)]
            assert len(made) == len(set(made)), sorted(made)


def test_every_pattern_of_relations_that_is_asked_for_exists() -> None:
    """They are compiled when first asked for, so that no type checker sees a name that is misspelled."""
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "kg" / "relate").glob("*.py"))
    names = set(re.findall(r"\bwords\.([a-z_]+)\b(?!\()", sources))
    assert names and all(getattr(patterns(), name, None) is not None for name in names)


def test_tables_hold_no_regular_expressions() -> None:
    for path in (ROOT / "ontology" / "tables").glob("*.toml"):
        text = path.read_text("utf-8")
        tomllib.loads(text)
        assert not re.search(r"\\\\[dsw]|\(\?[:=!<P]|\[\^", text), path.name


def test_what_the_docs_name_is_there() -> None:
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "ontology" / "README.md"):
        named = re.findall(
            r"`((?:kg|docs|tests|ontology|tools|benchmarks|notebooks|data)/[\w./*-]+)`", path.read_text("utf-8")
        )
        assert [name for name in named if not any(ROOT.glob(name))] == [], path.name


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
