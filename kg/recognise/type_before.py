"""The type of a document that a number or a pointing word stands behind: `Báo cáo thẩm tra số`."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct

from kg.recognise import lexicon
from kg.recognise.rows import TypeRow

_TOKEN = lexicon.pattern(r"[^\s(“\"'‘|>\[,:;]+|[,;:(]")
_REACH = 72
_AFTER_TYPE = " \n:,"
_BEFORE_NEVER = lexicon.pattern(r"[^\s,;.:()“”\"']+(?:\s+[^\s,;.:()“”\"']+)?\s*:?\s*$")


class TypeBefore(Struct, frozen=True):
    """A type as printed, and where it begins."""

    start: int
    row: TypeRow
    plain: bool  # nothing between type and number
    words: str


def type_before(text: str, low: str, at: int) -> TypeBefore | None:
    """The type whose words end at `at`, blanks and modifiers (`Báo cáo thẩm tra số`) aside."""
    base = max(0, at - _REACH)
    head = low[base:at].rstrip(_AFTER_TYPE)
    if head.endswith(_ocr_numbers()):
        head = head[: max(map(head.rfind, " \n"))].rstrip(_AFTER_TYPE)
    cut = max(head.rfind(" "), head.rfind("\n"), head.rfind("(")) + 1
    last = head[cut:].lstrip("“\"'‘>[|")
    for words, row in _by_last_word().get(last, ()):
        if head.endswith(words):
            start = len(head) - len(words)
            if start == 0 or not head[start - 1].isalnum():
                return TypeBefore(base + start, row, True, words)
    if last not in _last_words():
        return _joint_before(text, low, at)
    tokens = [(m.start() + base, m.group()) for m in _TOKEN.finditer(head)]
    plain = True
    for _ in range(4):
        found = _type_at(text, tokens)
        if found:
            start, row, words = found
            return TypeBefore(start, row, plain, words)
        rest = _without_modifier(tokens)
        if rest is None:
            break
        tokens, plain = rest, False
    return _joint_before(text, low, at)


_BETWEEN_BODIES = (" - ", ", ", f" {lexicon.word('and')} ")
_JOINT = lexicon.pattern(r"{joint_types}\s+(?=(?P<bodies>[^\d,;.:()“”\"\n]{3,80}?)\s*(?:{number_word}\s*)?$)")


def _joint_before(text: str, low: str, at: int) -> TypeBefore | None:
    """`Thông tư liên bộ Lương thực - Nội thương số 77-TT/LB`: the bodies stand between a joint paper's type and its number."""
    found = _JOINT.search(low, max(0, at - 110), at)
    if (
        not found
        or not text[found.start("bodies")].isupper()
        or not any(gap in found["bodies"] for gap in _BETWEEN_BODIES)
    ):
        return None
    words = " ".join(found.group().split())
    return TypeBefore(found.start(), lexicon.type_words()[words], False, words)


@cache
def _ocr_numbers() -> tuple[str, ...]:
    """How scans read `số`."""
    return tuple(f"{blank}{word}" for word in sorted(lexicon.words("ocr_number")) for blank in " \n")


@cache
def _by_last_word() -> dict[str, tuple[tuple[str, TypeRow], ...]]:
    """Last word -> the types that end in it, longest first."""
    found: dict[str, list[tuple[str, TypeRow]]] = {}
    for words, row in lexicon.type_words().items():
        found.setdefault(words.rpartition(" ")[2], []).append((words, row))
    return {last: tuple(sorted(rows, key=lambda r: (-len(r[0]), r[0]))) for last, rows in found.items()}


@cache
def _last_words() -> frozenset[str]:
    """What a stretch that ends in a type or a modifier ends in."""
    phrases = (*lexicon.type_words(), *lexicon.type_shorts(), *lexicon.words("modifiers"))
    return frozenset(re.split(r"[\s,]+", phrase)[-1] for phrase in phrases)


def _type_at(text: str, tokens: list[tuple[int, str]]) -> tuple[int, TypeRow, str] | None:
    if not tokens:
        return None
    last = tokens[-1][1]
    if last in _firsts_by_last():
        names = lexicon.type_words()
        for count in range(min(lexicon.LONGEST_TYPE, len(tokens)), 0, -1):
            words = " ".join(t[1] for t in tokens[-count:])
            row = names.get(words)
            if row:
                return tokens[-count][0], row, words
        if len(tokens) >= 2:  # `tạiTờ trình`
            glued, first = tokens[-2][1], _firsts_by_last()[last]
            for word in first:
                cut = tokens[-2][0] + len(glued) - len(word)
                if glued.endswith(word) and text[cut].isupper():
                    return cut, names[f"{word} {last}"], f"{word} {last}"
    start = tokens[-1][0]
    row = lexicon.type_shorts().get(last)
    if row and text[start : start + len(last)].isupper() and len(last) >= 2:
        return start, row, last
    return None


@cache
def _firsts_by_last() -> dict[str, tuple[str, ...]]:
    """Last word of a type -> first words of the types of two words that end in it."""
    found: dict[str, tuple[str, ...]] = {}
    for words in lexicon.type_words():
        first, _, last = words.rpartition(" ")
        found[last] = (*found.get(last, ()), *([first] if first and " " not in first else []))
    return found


def _without_modifier(tokens: list[tuple[int, str]]) -> list[tuple[int, str]] | None:
    modifiers = lexicon.words("modifiers")
    kept = [t for t in tokens if t[1] not in (",", ";")]
    for count in (7, 6, 5, 4, 3, 2, 1):
        if len(kept) > count and " ".join(t[1] for t in kept[-count:]) in modifiers:
            first = kept[-count][0]
            return [t for t in tokens if t[0] < first and t[1] != ","]
    return None


def plural_before(low: str, start: int) -> bool:
    """Does a plural stand before it (`các Nghị quyết`)?"""
    before = low[max(0, start - 14) : start].split()
    plural = lexicon.words("plural")
    return bool(before) and (before[-1] in plural or " ".join(before[-2:]) in plural)


def after_never(low: str, start: int) -> bool:
    """Does a word stand before it behind which no number is that of a paper?"""
    before = _BEFORE_NEVER.search(low, max(0, start - 40), start)
    if not before:
        return False
    words = before.group().replace(":", " ").split()
    never = lexicon.words("never")
    return bool(words) and (words[-1] in never or " ".join(words) in never)
