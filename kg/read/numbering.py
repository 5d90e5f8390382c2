"""The numbers that Word and LibreOffice make (`Điều 5.`, `1.`, `a)`): they are in no run of the text and must be put there."""

from __future__ import annotations

import re

from msgspec import Struct

from kg.text import roman

_PLACE = re.compile("%([1-9])")
_SYMBOL = re.compile("[\uf000-\uf0ff\u00a7\u00b7\u2022\u25aa\u25cf\u25a0\u00d8\u00fc\u2013\u2014]")


class Level(Struct, frozen=True, kw_only=True):
    """One level of a list: `pattern` is `Điều %1.` or `%1.%2.`, `form` how the number is written."""

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    legal: bool = False  # all places in arabic figures
    restart: int | None = None  # the level whose numbers restart this one; 0: never


class Counter:
    """Counts the paragraphs of lists; lists that share a definition count on together."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}

    def restart(self, list_id: str, level: int, start: int) -> None:
        """The next number of that level will be `start`."""
        self._counts.setdefault(list_id, {})[level] = start - 1

    def next(self, list_id: str, level: int, levels: dict[int, Level]) -> str:
        """The label of the next paragraph at that level: `1.2.`, `a)`, `-` for a bullet, '' for none."""
        here = levels.get(level)
        if here is None or here.form == "none":
            return ""
        counts = self._counts.setdefault(list_id, {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            if (levels.get(deeper, here).restart or deeper) != 0 and levels.get(deeper, here).restart != 0:
                del counts[deeper]
        if here.form == "bullet":
            return _SYMBOL.sub("-", here.pattern.strip()) or "-"
        return _PLACE.sub(lambda place: self._written(int(place[1]) - 1, here, levels, counts), here.pattern)

    def _written(self, level: int, here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        other = levels.get(level, here)
        number = counts.get(level, other.start)
        return write(number, "decimal" if here.legal else other.form)


def labelled(label: str, text: str) -> str:
    """A paragraph with its label. An empty one shows its number (a column of ordinals, `Chương II` above its title), but no bullet."""
    if text.strip():
        return f"{label} {text}" if label else text
    return label if any(map(str.isalnum, label)) else ""


def write(number: int, form: str) -> str:
    """A number in one of Word's or OpenDocument's forms; unknown forms in figures."""
    if form in ("lowerLetter", "a"):
        return _letters(number)
    if form in ("upperLetter", "A"):
        return _letters(number).upper()
    if form in ("lowerRoman", "i"):
        return roman(number)
    if form in ("upperRoman", "I"):
        return roman(number).upper()
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _letters(number: int) -> str:
    """a … z, aa, bb as Word counts."""
    if number < 1:
        return str(number)
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 780 else str(number)
