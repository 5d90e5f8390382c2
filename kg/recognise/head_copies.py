"""What whoever copies a paper sets above it: a stamp (`SAO Y; UBND XÃ TÂN LẬP; 15/08/2025 09:12:33`), or a letterhead with a number of its own."""

from __future__ import annotations

from kg.recognise import lexicon
from kg.recognise.head_lines import REACH, Top
from kg.recognise.head_number import numbers_at_line_starts
from kg.recognise.head_title import MOTTO, RULE
from kg.recognise.numbers import Symbol

_STAMP = lexicon.pattern(
    r"\s*{marks_of_copies}(?:[ *|]*(?=\n)|\s*[;,:][^\n]*)|[^\n]{0,80}\n[ *|]*{marks_of_copies}\s*;[^\n]*"
)
_LETTERS = frozenset(lexicon.group("letters_of_copies"))


def end_of_copy(top: Top) -> int:
    """Where the copied paper itself begins, 0 where nothing above it tells of a copy."""
    stamp = _STAMP.match(top.low)
    end = stamp.end() if stamp else 0
    numbers = numbers_at_line_starts(top, REACH)
    copy = next(numbers, None)
    if copy and _is_copy(copy) and (own := next((number for number in numbers if not _is_copy(number)), None)):
        end = max(end, _letterhead_above(top, own[0], copy[1].end))
    return end


def _is_copy(number: tuple[int, Symbol]) -> bool:
    return number[1].letters[0] in _LETTERS


def _letterhead_above(top: Top, at: int, last: int) -> int:
    """Where the lines begin that stand above a number line: capitals, the motto, rules, blank lines; none of them holds `last`, the number of the copy."""
    begin = top.text.rfind("\n", 0, at) + 1
    while begin > 0:
        above = top.text.rfind("\n", 0, begin - 1) + 1
        line = top.text[above : begin - 1]
        if above < last or not (RULE.match(line) or line.isupper() or MOTTO.search(line.lower())):
            break
        begin = above
    return begin
