"""The stretches that are read as one, and their sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from kg.compiled import compiled
from kg.model import Part
from kg.recognise import lexicon
from kg.recognise.agencies.words import UPPER
from kg.relate.paper import HEAD, Paper
from kg.relate.patterns import ACTIVE, plain_cue
from kg.relate.rows import ANNOUNCES, BASED_ON, GUIDES, IMPLEMENTS, SCOPED

_WITH_OBJECT = SCOPED | {IMPLEMENTS, GUIDES}
_SHORT_LINE = 40  # letters: a heading rather than a line that a wrap cut
_SHORT_SENTENCE = 400  # letters
_ITEM = compiled(r"[:;]\s+\d{1,2}$")
FULL_STOP = compiled(r"[.?!][\"”)*_]{0,4}\s+(?=[*_(]{0,3}(\S))")


class Unit(Struct, frozen=True):
    """A stretch that is read as one: a paragraph, or the lines of a title."""

    part: int
    start: int
    end: int
    mentions: tuple[int, int]  # slice of the file's mentions


def units(paper: Paper) -> Iterator[Unit]:
    """Paragraphs that hold citations; a title over several lines, or a citation over two paragraphs, joins them."""
    starts = paper.starts
    i = 0
    while i < len(paper.mentions):
        part = max(0, bisect_right(starts, paper.mentions[i].start) - 1)
        first = part
        while first > 0 and (_same_title(paper, first - 1, first) or _broken(paper, first - 1, first)):
            first -= 1
        end = paper.doc.parts[part].end if paper.doc.parts else len(paper.low)
        j = i
        while True:
            while j < len(paper.mentions) and paper.mentions[j].start < end:
                end = max(end, paper.mentions[j].end)
                j += 1
            while part + 1 < len(starts) and starts[part + 1] < end:
                part += 1
                end = max(end, paper.doc.parts[part].end)
            if part + 1 < len(starts) and (_same_title(paper, part, part + 1) or _broken(paper, part, part + 1)):
                part += 1
                end = paper.doc.parts[part].end
            elif j >= len(paper.mentions) or paper.mentions[j].start >= end:
                break
        body = paper.doc.parts[first].body if paper.doc.parts else 0
        yield Unit(first, min(body, paper.mentions[i].start), end, (i, max(j, i + 1)))
        i = max(j, i + 1)


def _same_title(paper: Paper, one: int, two: int) -> bool:
    """Two lines in capitals, the second without a marker, are one title; so are those that the header calls its title."""
    a, b = paper.doc.parts[one], paper.doc.parts[two]
    text = paper.doc.text
    if a.kind == b.kind == "text" and paper.title.start <= a.start and b.start < paper.title.end:
        return True
    return (
        a.kind == b.kind == "text"
        and b.start - a.end < 4
        and b.end - b.start < 400
        and text[a.start : a.end].isupper()
        and text[b.start : b.end].isupper()
    )


def _broken(paper: Paper, one: int, two: int) -> bool:
    """Does the sentence go on in the next paragraph: after `được sửa đổi bởi`, or `Theo đề nghị của Sở Công⏎Thương tại Tờ trình số …`?"""
    a, b = paper.doc.parts[one], paper.doc.parts[two]
    if b.kind != "text" or not paper.low[a.end - 1].isalnum() or b.start - a.end > 3:
        return False
    if paper.words.unfinished.search(paper.low, max(a.start, a.end - 20), a.end) or _ends_in_verb(paper, a, b):
        return True
    if a.start > HEAD:
        return False
    cue = paper.words.scan.match(paper.low, a.body)
    row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    return row is not None and row.id == BASED_ON


def _ends_in_verb(paper: Paper, a: Part, b: Part) -> bool:
    """`Quyết định này có hiệu lực kể từ ngày 01 tháng 3 năm 2025, thay thế⏎Quyết định số 10/2024/QĐ-UBND`: a line that ends before what is acted on."""
    at = bisect_left(paper.mention_starts, b.body)
    if at >= len(paper.mentions) or paper.mention_starts[at] != b.body or not paper.mentions[at].entity:
        return False
    found = deque(paper.words.scan.finditer(paper.low, max(a.body, a.end - _SHORT_LINE), a.end), maxlen=1)
    row, voice = paper.words.cues.get(plain_cue(found[0][0]), (None, "")) if found else (None, "")
    if not found or found[0].end() != a.end or row is None or voice != ACTIVE:
        return False
    if row.id == ANNOUNCES:
        return _announces(paper, a.body, a.end)
    return a.end - a.body >= _SHORT_LINE and row.id in _WITH_OBJECT and not paper.doc.text[a.body : a.end].isupper()


def _announces(paper: Paper, start: int, end: int) -> bool:
    """`NAY CÔNG BỐ`, a line of its own above the law."""
    cue = next(paper.words.scan.finditer(paper.low, start, end), None)
    row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    told = cue and row and row.id == ANNOUNCES and paper.words.opening.match(paper.low, start, cue.start())
    return bool(told and cue and not paper.low[cue.end() : end].strip())


def sentences(paper: Paper, unit: Unit) -> Iterator[tuple[int, int, list[int]]]:
    """Start, end and mentions of each sentence of the unit that has any."""
    first, last = unit.mentions
    bounds = {unit.start, *_after_titles(paper, unit), *_in_lost_lines(paper, unit)}
    for found in FULL_STOP.finditer(paper.doc.text, unit.start, unit.end):
        at = bisect_right(paper.mention_starts, found.end() - 1, first, last) - 1
        if found[1].isupper() and not (at >= first and found.end() <= paper.mentions[at].end):
            listed = at + 1 < last and paper.mentions[at + 1].start == found.end()
            if not (
                (listed and _ITEM.search(paper.doc.text, max(unit.start, found.start() - 8), found.start()))
                or _only_opens(paper, max(bounds), found.start(), unit.end)
            ):
                bounds.add(found.end())  # but `sửa đổi các nghị định sau: 1. Nghị định A; 2. Nghị định B`
    for start, end in pairwise([*sorted(bounds), unit.end]):
        inside = range(
            bisect_left(paper.mention_starts, start, first, last), bisect_left(paper.mention_starts, end, first, last)
        )
        if inside:
            yield start, end, list(inside)


def _only_opens(paper: Paper, start: int, stop: int, end: int) -> bool:
    """`Thực hiện Nghị quyết A của Tỉnh ủy về phát triển nông nghiệp. Ngày 10/3, UBND tỉnh đã ban hành Kế hoạch B`, in the press: what a stop cuts off what came of it."""
    if paper.own_type or stop - start > _SHORT_SENTENCE or not _opens_grounds(paper, start):
        return False
    if paper.words.past.search(paper.low, start, stop) or "," in paper.low[paper.low.rfind(")", start, stop) : stop]:
        return False
    following = FULL_STOP.search(paper.doc.text, stop + 2, end)
    last = following.start() if following else end
    first, behind = (bisect_left(paper.mention_starts, at) for at in (stop, last))
    return any(
        paper.words.has_made.search(paper.low, max(stop, m.start - 40), m.start) for m in paper.mentions[first:behind]
    )


def _after_titles(paper: Paper, unit: Unit) -> Iterator[int]:
    """Where a line in capitals is followed by one that is not, or a line begins `Căn cứ`, `Thực hiện`, in a paragraph that a hard wrap has put together."""
    text = paper.doc.text
    at = text.find("\n", unit.start, unit.end)
    begin, capitals = unit.start, at > 0 and text[unit.start : at].isupper()
    while at > 0:
        following = text.find("\n", at + 1, unit.end)
        now = text[at + 1 : following if following > 0 else unit.end].isupper()
        if (capitals and not now and not _announces(paper, begin, at)) or (not now and _line_begins(paper, begin, at)):
            yield at + 1
        begin, capitals, at = at + 1, now, following


_GROUNDS = lexicon.group("on_grounds")
_WORD_ENDS = compiled(rf"(?:(?<=[^\W\d_]{{2}})|(?<=\s\d)|(?<=\s\d\d))[^\S\n]+(?=[{UPPER}][^\W{UPPER}])")


def _in_lost_lines(paper: Paper, unit: Unit) -> Iterator[int]:
    """Where the grounds begin in a text that has lost its lines: `… ỦY BAN NHÂN DÂN TỈNH TRÀ VINH Căn cứ Luật …`, `KỲ HỌP THỨ 3 Căn cứ Luật …`, `Kính gửi: Ủy ban nhân dân huyện Căn cứ …`."""
    text = paper.doc.text
    if unit.start >= HEAD:
        return
    for found in _WORD_ENDS.finditer(text, unit.start, min(unit.end, HEAD)):
        capitals = text[found.start() - 2 : found.start()].isupper()
        if (capitals or paper.low.startswith(_GROUNDS, found.end())) and _opens_grounds(paper, found.end()):
            yield found.end()


def _opens_grounds(paper: Paper, at: int) -> bool:
    """Do the words there lead in what the paper rests on or carries out?"""
    cue = paper.words.scan.match(paper.low, at)
    row, voice = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    return row is not None and voice == ACTIVE and row.id in (IMPLEMENTS, BASED_ON)


def _rests(paper: Paper, at: int) -> bool:
    """Do the words there say what the paper rests on?"""
    cue = paper.words.scan.match(paper.low, at)
    row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    return row is not None and row.id == BASED_ON


def _line_begins(paper: Paper, begin: int, at: int) -> bool:
    """Does a sentence of its own begin behind the line end: `(Kèm theo Quyết định số 59/QĐ-BTNMT)⏎Thực hiện các Nghị quyết …`?"""
    start = at + 1
    while start < len(paper.low) and paper.low[start] in " *_>#":
        start += 1
    if not paper.doc.text[start : start + 1].isupper() or paper.low[at - 1 : at] == ";":
        return False
    if not _opens_grounds(paper, start):
        return False
    if paper.low[at - 1 : at] == "," and not _rests(paper, start):
        return False  # `…,⏎Căn cứ Luật B` of grounds between commas
    i = bisect_right(paper.mention_starts, at) - 1
    inside = i >= 0 and paper.mentions[i].end > at
    return not inside and not paper.words.ends_opening.search(paper.low, max(begin, at - 30), at)
