"""Laws that a text cites by their first letters alone: once it has said so (`Luật Việc làm (viết tắt là LVL)`, then `Điều 5 LVL`), and codes by those that lawyers give them (`BLDS 2015`)."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.citation import Citation

INITIALS = "initials"
_GIVEN = lexicon.pattern(r"\s*\(\s*(?:{named_short}\s*:?\s*)?[“\"]?\s*(?P<letters>[^\W\d_]{2,10})\s*[”\"]?\s*\)")
_WORD = compiled(r"[^\W\d_]+")
_ANOTHER_YEAR = lexicon.pattern(r"\s+(?:{year}\s+)?(?P<y>\d{4})")


def with_initials(text: str, low: str, cited: list[Citation]) -> list[Citation]:
    """The citations, and every later place where the letters that a law's name was given stand for it, in text order."""
    given: dict[str, Citation] = {}
    for c in cited:
        if c.name and not c.pointer and low.startswith("(", c.end + (text[c.end : c.end + 1] == " ")):
            found = _GIVEN.match(low, c.end)
            letters = text[found.start("letters") : found.end("letters")] if found else ""
            if found and letters.isupper() and _initials(text[c.start : c.end], len(letters)) == letters:
                given.setdefault(letters, replace(c, start=found.start("letters"), end=found.end()))
    more = [m for letters, first in given.items() for m in _again(text, low, letters, first)]
    more += _codes(text, low, given)
    if not more:
        return cited
    taken = sorted((c.start, c.end) for c in cited)
    free = [m for m in more if not any(start < m.end and m.start < end for start, end in taken)]
    return sorted((*cited, *free), key=lambda c: c.start)


def _codes(text: str, low: str, given: dict[str, Citation]) -> list[Citation]:
    """`Điều 134 BLHS`, `BLDS năm 2015`: codes by letters that no text need explain."""
    found: list[Citation] = []
    for m in _code_letters().finditer(text):
        if m[0] in given:
            continue
        year = _ANOTHER_YEAR.match(low, m.end())
        found.append(
            Citation(
                start=m.start(), end=year.end() if year else m.end(), rule="name-date" if year else "name",
                type=lexicon.code_type(), name=lexicon.code_letters()[m[0]], year=int(year["y"]) if year else None,
            )
        )  # fmt: skip
    return found


@cache
def _code_letters() -> re.Pattern[str]:
    head = lexicon.code_initials()  # first, and looked back from: `re` finds what begins with letters much faster
    rest = "|".join(sorted((x.removeprefix(head) for x in lexicon.code_letters()), key=lambda x: (-len(x), x)))
    return compiled(rf"{head}(?<![\w/.-]{head})(?:{rest})(?![\w/-])")


def _initials(name: str, count: int) -> str:
    return "".join(word[0] for word in _WORD.findall(name)[:count]).upper()


def _again(text: str, low: str, letters: str, first: Citation) -> list[Citation]:
    """The later places of the letters; another year behind them names another law."""
    found: list[Citation] = []
    for m in re.finditer(rf"(?<![\w/.-]){letters}(?![\w/-])", text[first.end :]):
        start, end = first.end + m.start(), first.end + m.end()
        year = _ANOTHER_YEAR.match(low, end)
        if not (year and first.year and int(year["y"]) != first.year):
            found.append(replace(first, start=start, end=end, rule=INITIALS, inner=(), issues=()))
    return found
