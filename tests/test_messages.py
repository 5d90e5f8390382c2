"""Every sentence a user can meet exists in both languages, with the same parameters."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from kg.messages import LANGUAGES, sentences

SOURCE = Path(__file__).parent.parent / "kg"
ERRORS = re.compile(r"(?:Error|Fault)\(\s*\"([a-z][a-z-]+)\"")
TEXTS = re.compile(r"\bt\(\s*\"([a-z][\w.-]+)\"")


def codes() -> set[str]:
    found = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        found |= {f"error.{code}" for code in ERRORS.findall(text)}
        found |= set(TEXTS.findall(text))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_in_the_source_has_a_sentence(language: str) -> None:
    assert sorted(codes() - set(sentences(language))) == []


def test_both_languages_have_the_same_codes_and_parameters() -> None:
    def shape(language: str) -> dict[str, set[str]]:
        return {
            code: {name for _, name, _, _ in string.Formatter().parse(s) if name}
            for code, s in sentences(language).items()
        }

    assert shape("vi") == shape("en")
