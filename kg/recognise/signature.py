"""Who signed a paper, in which office and on whose behalf."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.model import Document, Span
from kg.recognise import lexicon
from kg.recognise.head_lines import OFFICE, OFFICE_WORDS
from kg.recognise.letterhead import bodies_in
from kg.text import key
from kg.words import Words

_NO_PERSON = lexicon.group("no_person")
_MARK = (
    rf"(?:(?:{lexicon.marks('signing_marks')}|{{on_behalf}}|{{certifies_consolidation}})\s*\.?[\s*]*(?=[^\W\d_]{{2}}))"
)
_SIGN = lexicon.pattern(
    rf"(?:(?:^|(?<=[\n|./*\t])|(?<=[)\d]\s))[ *]*|(?<=\s\s\s)(?=\S))(?:{_MARK}|{OFFICE}(?![^\W_]))", re.M
)
_SIGNED = lexicon.pattern(r"[\s*|]*(?:[(\[]\s*{signed_marks}[^)\]]{0,20}[)\]]|{signed_marks}\s*:)")
_ON_BEHALF = lexicon.pattern(rf"(?:{lexicon.marks('signing_for_body')}|{{on_behalf}})\.?\s*")
_FOR_OFFICIAL = lexicon.pattern(rf"(?:{lexicon.marks('signing_for_official')})(?:\.|\s)")
_RECIPIENTS = lexicon.pattern(r"{place_word}\s+{received_or_sent}")
# lines of the left side of the foot, between those of the right one where a reader put both below one another
_RECIPIENTS_BETWEEN = lexicon.pattern(
    r"(?:[\s*]*\n[ *]*(?:{place_word}\s+{received_or_sent}[^\n]*|[-–+•][^\n]*)(?=\n))+"
)
_UP_WORDS = compiled(r"[\s*|,.;:/_\[\]–-]*([^\s*|,;:\[\]()]+)")
_SIGNED_END = lexicon.pattern(r"[\s*|]*[(\[]\s*{signed_marks}[^)\]]{0,20}[)\]][\s*|.]*$")
# `Phó Chủ tịch`, `(Đã ký)`, `Lò Văn A`, each on its line
_SIGNED_BELOW = lexicon.pattern(
    rf"(?:^|\n)[ *|]*(?P<office>{OFFICE}(?:[^\S\n]+{{standing}})?)[ *|]*\n[\s*|]*[(\[]\s*{{signed_marks}}[^)\]\n]{{0,20}}[)\]][\s*|.]*\n"
    r"[ *|]*(?P<name>(?:[^\W\d_]+[^\S\n]+){1,4}[^\W\d_]+)[ *|]*(?:\n|$)"
)
# `Phó Thủ tướng`, `Phan Kế Toại`, the last lines of a text
_OFFICE_AT_END = lexicon.pattern(
    rf"(?:^|\n)[ *|]*(?P<office>{OFFICE}(?:[^\S\n]+[^\W\d_]+){{0,4}})[ *|]*\n[\s*|]*"
    r"(?P<name>(?:{family_names})[^\S\n](?:[^\W\d_]+[^\S\n]){0,3}[^\W\d_]+)[\s*|./]*$"
)
_SIGNED_LINE = lexicon.pattern(
    r"(?:^|\n)[ *|]*(?P<name>(?:[^\W\d_]+[^\S\n]){1,4}[^\W\d_]+)[ *|]*[(\[]\s*{signed_marks}\s*[)\]][ *|.]*(?:\n|$)"
)
_SIGNED_MARK = lexicon.word("signed_marks")
_CAPITAL_WORDS = compiled(r"[^\W\d_]+")
_NAME_BELOW = compiled(r"[\s*]*\n[ *]*(?:[^\W\d_]+[^\S\n]+){1,4}[^\W\d_]+[ *]*(?:\n|$)")
_REST_OF_NAME = compiled(r"(?:[^\W\d_]+[^\S\n]*){1,3}(?:[\s*|./]*\n|[\s*|./]*$)")
_SHOUTED = compiled(r"((?:[^\W\d_]+[^\S\n]){1,4}[^\W\d_]{2,})[ *|./]*(?:\n|$)")
_FAMILY_NAMES = frozenset(lexicon.group("family_names"))
_RANKS = frozenset(lexicon.group("ranks_before_names"))
_NEVER_IN_NAMES = frozenset(lexicon.group("never_in_names"))
_MILITARY = lexicon.pattern(r"{rank_grades}\s+{ranks}\s+")
_OFFICE_LINE = lexicon.pattern(rf"({OFFICE}(?:[^\S\n]+{{standing}})?)[ *]*\n")
_BOARDS = lexicon.group("secretariat")  # is no `Bí thư`


class Signature(Struct, frozen=True):
    """Who signed, in which office, and the body on whose behalf, as far as the lines tell."""

    span: Span
    signer: str | None = None
    title: str | None = None
    body: str | None = None


def read_signature(doc: Document, start: int) -> Signature:
    """The first signature, that of the paper itself."""
    text, low = doc.text, doc.low
    best: Signature | None = None
    for begin, end in _places(low, start):
        for found in _SIGN.finditer(low, begin, min(end, len(low))):
            if not text[found.start() : found.end()].strip(" *").isupper():
                continue
            at = found.start() + len(found.group()) - len(found.group().lstrip(" *"))
            read = _read_signature(text, at)
            if read.signer is None and _NAME_BELOW.match(text, text.find("\n", at)):
                read = _read_signature(text, at, columns=False)
            if read.signer:
                return read
            best = best or (read if read.body else None)
    if best is None:
        last = _signed_below(text, low, max(start, len(text) - 600)) or _last_name(
            text, low, max(start, len(text) - 160)
        )
        return last or _signed_alone(text, low, start) or Signature(Span(start, start))
    return best


def _places(low: str, start: int) -> Iterator[tuple[int, int]]:
    """The stretches in which the paper may be signed: around the list of its recipients, then wherever a line begins like a signature."""
    recipients = _recipients(low, start)
    if recipients >= 0:
        yield max(start, recipients - 900), recipients + 4000
    yield from _likely(low, start)


def _signed_below(text: str, low: str, start: int) -> Signature | None:
    """An office in small letters, the mark that it is signed, and the name under it; without the mark where the name ends the text."""
    for found in (*_SIGNED_BELOW.finditer(low, start), *_OFFICE_AT_END.finditer(low, start)):
        words = text[found.start("name") : found.end("name")].split()
        signer = _person(words) if all(word[0].isupper() and not word.isupper() for word in words) else None
        if signer:
            return Signature(Span(found.start("office"), found.end("name")), signer, _office(key(found["office"])))
    return None


def _signed_alone(text: str, low: str, start: int) -> Signature | None:
    """`| Hồ Chí Minh (Đã ký)`, a line of its own above what a page shows below the paper."""
    if low.find(_SIGNED_MARK, start) < 0:
        return None
    for found in _SIGNED_LINE.finditer(low, start):
        words = text[found.start("name") : found.end("name")].split()
        signer = _person(words) if all(word.istitle() for word in words) else None
        if signer:
            return Signature(Span(found.start("name"), found.end("name")), signer)
    return None


def _last_name(text: str, low: str, start: int) -> Signature | None:
    """`Võ Văn Kiệt`, `(Đã ký)` as the last lines, without an office."""
    signed = _SIGNED_END.search(low, start)
    if signed is None:
        return None
    words: list[re.Match[str]] = []
    for word in reversed(list(_CAPITAL_WORDS.finditer(text, start, signed.start()))):
        gap = text[word.end() : words[0].start() if words else signed.start()]
        if gap.strip(" *|\n") or gap.count("\n") > 1 + (not words) or len(words) > 4 or word.group().isupper():
            break
        words.insert(0, word)
    signer = _person([w.group() for w in words])
    return Signature(Span(words[0].start(), words[-1].end()), signer) if signer else None


def _recipients(low: str, start: int) -> int:
    """Where the list of recipients begins, -1 without one."""
    for found in _RECIPIENTS.finditer(low, start):
        line = low[max(0, found.start() - 200) : found.start()]
        line = line[line.rfind("\n") + 1 :]
        if not line.strip(" *|_") or line.rstrip(" *_").endswith("|"):
            return found.start()
    return -1


@cache
def _signing() -> tuple[Words, Words]:
    """What a signature begins with, at the beginning of a line and anywhere."""
    lines = (f"\n{word}" for word in lexicon.group("signing_openings"))
    return Words(lines), Words(lexicon.group("signing_anywhere"))


def _likely(low: str, start: int) -> list[tuple[int, int]]:
    """Where a signature may stand: at lines that begin with the marks of signing, and at the end."""
    found: list[int] = []
    for words in _signing():
        places: dict[int, list[int]] = {}
        for word, at, _ in words.find(low):
            places.setdefault(word, []).append(at)
        for word in sorted(places):
            after = start
            for at in places[word]:
                if at >= after and len(found) < 60:
                    found.append(at)
                    after = at + 400
    return [*((at, at + 900) for at in sorted(found)), (max(start, len(low) - 400), len(low))]


def _read_signature(text: str, at: int, columns: bool = True) -> Signature:
    """Capitals are the office, the words with capital initials under them the name; of a table only the same column is read."""
    block, places = _column(text, at) if columns else (text[at : at + 300], list(range(at, min(at + 300, len(text)))))
    folded = block.lower()
    words: list[str] = []
    lines: list[str] = []
    name: list[str] = []
    end = 0
    here = 0
    line = ""
    while here < len(block):
        if signed := _SIGNED.match(folded, here):
            here = signed.end()
            continue
        if words and not name and (between := _RECIPIENTS_BETWEEN.match(folded, here)):
            here = between.end()
            continue
        word = _UP_WORDS.match(block, here)
        small = _OFFICE_LINE.match(folded, word.start(1)) if word and lines + words and not name else None
        if small and "\n" in block[here : small.start()]:  # `KT. THỦ TƯỚNG`, `Phó Thủ tướng`
            lines.append(line)
            line = small[1].upper()
            words.append(line)
            here = small.end(1)
            continue
        if not word:
            if block[here] in "()[]" and not name:
                here += 1
                continue
            break
        gap = block[here : word.start(1)]
        token = word[1].rstrip(".")
        if words and not name and "\n" in gap and (shouted := _in_capitals(block, word.start(1), line)):
            name, end = [w.capitalize() for w in shouted[1].split()], shouted.end(1)
            break
        if name and _ends_name(gap, len(name), _REST_OF_NAME.match(block, word.start(1)) is not None):
            break
        if words and not name and (rank := _MILITARY.match(folded, word.start(1))):  # `Trung tướng Hà Thọ Bình`
            here = rank.end()
            continue
        if word[1].isdigit() and words and not name and "\n" in gap:  # the number of a page
            here = word.end()
            continue
        if not token:
            here = word.end()
            continue
        if token.isupper() and len(token) > 1 and not name:
            if "\n" in gap or "|" in gap:
                lines.append(line)
                line = ""
            line = f"{line} {token}".strip() if token.rstrip(".") else line
            words.append(token)
            if len(words) > 40:
                break
        elif token[0].isupper() and token.isalpha() and not token.isupper() and len(name) < 5:
            name.append(token)
            end = word.end(1)
        elif not words or name or _ends_office(gap, token):
            break
        here = word.end()
    lines = [x for x in (*lines, line) if x]
    stop = places[end] if end < len(places) else places[-1]
    return _signed(Span(at, stop), lines, _person(name))


def _in_capitals(block: str, at: int, above: str) -> re.Match[str] | None:
    """`PHÓ THỦ TƯỚNG`, below it `ĐỖ MƯỜI`: a name in capitals as the last line, under an office."""
    name = _SHOUTED.match(block, at)
    if (
        name is None
        or not name[1].isupper()
        or not OFFICE_WORDS.search(key(above))
        or key(name[1]).split()[0] not in _FAMILY_NAMES
    ):
        return None
    below = block[name.end() :].lstrip(" *|\n./").partition("\n")[0]
    return None if below.isupper() or lexicon.provinces().longest(key(name[1]), 0)[1] else name


def _ends_name(gap: str, words: int, goes_on: bool) -> bool:
    """Does the gap behind some words of a name end it: a mark, a blank line, another cell?"""
    if any(c in gap for c in ",;:/-–"):
        return True
    if "\n" in gap:
        return gap.count("\n") > 1 or "|" in gap or (words > 1 and not goes_on)
    return words > 1 and "   " in gap


def _ends_office(gap: str, token: str) -> bool:
    """Is the word behind an office in capitals none of the signature?"""
    return gap.count("\n") > 8 or "-" in gap or not token.isalpha() or token.islower()


def _signed(span: Span, lines: list[str], signer: str | None) -> Signature:
    """The last office printed is the signer's own; `TM.` names the body."""
    office = None
    authority = None
    joined = " ".join(lines)
    low = key(joined)
    behalf = _ON_BEHALF.match(low)
    if behalf:
        bodies = bodies_in(low[behalf.end() :].upper())
        authority = bodies[0][0] if bodies else None
    offices = [m for m in OFFICE_WORDS.finditer(low) if not low.startswith(_BOARDS, max(0, m.start() - 4))]
    if len(offices) == 1 and _FOR_OFFICIAL.match(low):
        offices = []  # `KT. CHỦ TỊCH`, below it an office that a scanner misread
    if offices:
        last = offices[-1]
        tail = low[last.end() :].strip()
        end, body = lexicon.bodies().longest(tail, 0)
        if body and end == len(tail):
            tail = body.full
        fits = body or tail.split(" ")[0] in lexicon.words("body_heads")
        fits = fits or tail == lexicon.word("standing")
        office = last.group() + (f" {tail}" if fits and len(tail) < 30 and not re.search(r"t\.|/", tail) else "")
    return Signature(span, signer, _office(office) if signer and office else None, authority)


def _office(words: str) -> str:
    """`phó chủ tịch` -> `Phó Chủ tịch`; as the tables print it where they do."""
    end, known = lexicon.bodies().longest(words, 0)
    if known and end == len(words) and key(known.full) == key(words):
        return known.full
    deputy = f"{lexicon.word('deputy')} "
    second = words.removeprefix(deputy)
    head = OFFICE_WORDS.match(second)
    printed = second[:1].upper() + second[1:] if head else second
    return f"{deputy.capitalize()}{printed}" if words.startswith(deputy) else printed


def _person(words: list[str]) -> str | None:
    words = words[: next((i for i, word in enumerate(words) if key(word) in _NEVER_IN_NAMES), len(words))]
    while words and key(words[0]) in _RANKS:
        words = words[1:]
    joined = " ".join(words)
    rank = _MILITARY.match(key(joined) + " ")
    if rank:
        words = words[2:]
    if not 2 <= len(words) <= 5 or key(words[0]) in _NO_PERSON:
        return None
    return " ".join(words)


def _column(text: str, at: int) -> tuple[str, list[int]]:
    """The text from `at` on for some lines; in a table or a page in columns only what stands below, with the place of each character."""
    line_start = text.rfind("\n", 0, at) + 1
    column = at - line_start
    cell = text.count("\t", line_start, at) if text[line_start:at].strip() else 0
    aligned = column > 24 and (text[line_start:at].strip(" *") != "" or column > 36)
    out: list[str] = []
    places: list[int] = []
    here = line_start
    for index, line in enumerate(text[line_start : at + 2600].split("\n")[:26]):
        begin = column if index == 0 else 0
        if index and cell and line.count("\t") >= cell:  # the same cell of a table whose cells stand between tabs
            begin = len("\t".join(line.split("\t")[:cell])) + 1
        elif index and cell and line.strip():
            begin = len(line)
        elif (index and aligned) or (index and column > 24 and _is_columns(line, column)):
            begin = _cell_start(line, column)
        if begin <= len(line):
            out.append(line[begin:] + "\n")
            places.extend(range(here + begin, here + len(line) + 1))
        here += len(line) + 1
    return "".join(out)[:900], places[:900] or [at]


def _is_columns(line: str, column: int) -> bool:
    return len(line) > column - 20


def _cell_start(line: str, column: int) -> int:
    """Where the cell that lies under `column` begins."""
    bar = line.rfind("|", 0, column + 12)
    while bar > column and bar >= 0:
        bar = line.rfind("|", 0, bar)
    if (bar >= 0 and line.find("|", bar + 1) > column) or bar > 0:
        return bar + 1
    gap = line.rfind("   ", 0, min(len(line), column + 8))
    return gap if gap >= 0 and gap > column - 40 else len(line)
