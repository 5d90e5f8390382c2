"""Reads runs of provisions (`điểm a và b khoản 2 Điều 5`) and finds whose they are: a citation beside them, or the document itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.model import Document
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.text import fold
from kg.words import Words

PROVISION = "provision"
_SUBPOINT, _POINT, _CLAUSE_WORD, _ARTICLE_WORD, _SUBSECTION, _SECTION, _CHAPTER, _PART = map(
    lexicon.printed, ("subpoint", "point", "clause", "article", "subsection", "section", "chapter", "part")
)
_THIS_ONE, _FROM, _UNTIL, _PLURAL = map(lexicon.word, ("this_word", "from", "until", "plural_word"))
_COORDINATES = (",", ";", *lexicon.group("and_or"))
_LEVELS = {
    _SUBPOINT: 0,
    _POINT: 1,
    _CLAUSE_WORD: 2,
    _ARTICLE_WORD: 3,
    _SUBSECTION: 4,
    _SECTION: 5,
    _CHAPTER: 6,
    _PART: 7,
}
_VALUE = {
    _SUBPOINT: r"(?:[a-zđ]{1,2}\d{0,2}(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]+)",
    _POINT: r"(?:[a-zđ]\d{0,2}(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){0,3})",
    _CLAUSE_WORD: r"(?:\d{1,3}[a-zđ]{0,2}(?:\.\d{1,2}){0,2})",
    _ARTICLE_WORD: r"(?:\d{1,3}[a-zđ]{0,2})",
    _SECTION: r"(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h])",
    _CHAPTER: r"(?:[ivxlc]+|\d{1,2}[a-z]?)",
    _PART: r"(?:[ivxlc]+|\d{1,2}|[a-h]|{ordinal}\s+\w+)",
}
_VALUE[_SUBSECTION] = _VALUE[_SECTION]
_TOKENS = {
    kind: lexicon.pattern(
        rf"{kind.replace(' ', chr(92) + 's+')}\s+(?:{{number_word}}\s+|{{ordinal}}\s+(?=\d))?(?P<first>{{this_word}}|{{from}}\s+{value}\s+{{until}}\s+{value}|{value})(?![^\W_]|[.,]\d)"
        rf"(?P<more>(?:(?:\s*[,&]\s*|\s*;[^\S\n]*|\s+{{and_or}}\s+)(?:{{and_or}}\s+)?{value}(?![^\W_]|[.,]\d|\s*(?:{{day}}|{{month}}|{{year}}|/)))*)"
    )
    for kind, value in _VALUE.items()
}
_NO_DIGIT = re.compile(r"\D")
_KIND = lexicon.pattern(
    r"(?:{plural_word}\s+|{from}\s+|{at}\s+)*({subsection}|{subpoint}|{point}|{clause}|{article}|{section}|{chapter}|{part})(?=\s)"
)
_AT_ARTICLE = _LEVELS[_ARTICLE_WORD]
_NAMES = {fold(name): name for name in _LEVELS}
_SEPARATOR = lexicon.pattern(r"\s*(?P<mark>,|;|{and}|{or}|{until}|{of}|{at})?\s*(?:{and}\s+)?")
_ANCHORS = tuple(
    lexicon.pattern(p)
    for p in (
        r"{article}\s+(?=\d|{this_word}|{from}\s+\d|{number_word}\s+\d|{ordinal}\s+\d)", r"{clause}\s+(?=\d|{this_word}|{from}\s+\d)", r"{point}\s+(?=[a-zđ]\d?(?:[\s,.;)]|$)|\d|{this_word})", r"{subpoint}\s+(?=[a-zđ\d]{1,3}[\s,.;)])",
        r"{chapter}\s+(?=[ivxlc\d])", r"{section}\s+(?=[ivxlc\d])", r"{part}\s+(?=[ivx]{1,4}[\s,])",
    )
)  # fmt: skip
_LINK = lexicon.pattern(
    r"\s*(?:\)\s*)?(?:,\s*)?(?:{provision_links}\s+)?(?:{plural_or_copy}\s+)?"
    r"(?:{attached_papers}\s+(?:[^\n.;,]{0,80}?\s)?(?:{by_passive}\s+)?(?:{issues}\s+)?{attached_by}\s+)?"
)
_AFTER = lexicon.pattern(r"[ \n*]*[(\[][ *]*(?:{at}\s+|{according_to}\s+|{plural_word}\s+)*$")
_ANNEX = lexicon.pattern(r"\s*(?:(?:,|{of}|{at}|{under}|{within_word})\s*)?(?:{copy}\s+)?{annex}")
_ANNEX_BEFORE = lexicon.pattern(r"{annex}\s+(?:{number_word}\s+)?[^\s,.;]{0,6}\s*,?\s*$")
_QUOTE = lexicon.pattern(r"{as_follows}[\s*#>_]*(?::[\s*#>_]*)?([“\"])")
_NUMBERED_ARTICLE = lexicon.pattern(r"{article}\s+(\d{1,3}[a-zđ]{0,2})(?![^\W_])")
_ARTICLE = lexicon.pattern(r"{article}\s+(\d{1,3}[a-zđ]{0,2})\s*[.:]")


# One pattern for each sign before a clause's number: `re` is fast only where a pattern begins with one letter.
_CLAUSES = tuple(
    re.compile(before + r"(\d{1,3}[a-zđ]?)\s?[.)](?=\s)") for before in (r"\n[ *#]*", r"“[ *]*", r"\"[ *]*")
)
_TELLS = lexicon.pattern(r"{told_as_follows}\s+{as_follows}[\s*#>_]*(?::[\s*#>_]*)?$")
_SENTENCE_ENDS = lexicon.pattern(r"[.;:]\s*\n|[”\"]")


class Run(Struct, frozen=True, kw_only=True):
    """A run of provisions and the paths it names; `here`: it leans on `Điều này`."""

    start: int
    end: int
    paths: tuple[tuple[tuple[int, str, str], ...], ...]  # each from the inside out: (level, kind, value)
    here: int = -1  # level of `này`, -1 without
    plain: str = ""  # the one path, written, where it stands for itself: "điều 5/khoản 2"


class Quoted(Struct, frozen=True):
    """Quoted new wording in an amending act."""

    start: int
    end: int


@lru_cache(maxsize=1)  # asked of one text by each who reads amending acts
def quoted(low: str) -> list[Quoted]:
    """The stretches of new wording: `… như sau: “…”`."""
    found: list[Quoted] = []
    upto = 0
    for m in _QUOTE.finditer(low):
        if m.start() < upto:
            continue
        opening = m.start(1)
        end = _closing(low, opening)
        found.append(Quoted(opening, end))
        upto = end
    return found


_MARKS = lexicon.pattern(r"[“”\"]")
_ENDS = lexicon.pattern(r"\s*[.;]?\s*(?:\n|$|{article}\s+\d)")
_LINE_ENDS_IT = lexicon.pattern(r"[”\"](?=\s{0,9}[.;]?\s{0,9}(?:\n|$))")
_DEEPEST_QUOTE = 8
_STRAIGHT = lexicon.pattern(r"\"(?=\s*[.;]?\s*(?:\n|$))")


def _closing(low: str, opening: int) -> int:
    if low[opening] == '"':
        end = _STRAIGHT.search(low, opening + 1)
        return end.end() if end else len(low)
    depth = 0
    for m in _MARKS.finditer(low, opening):
        if m.group() == '"':  # a quotation opened with “ and closed with ", which happens
            if depth == 1 and _ENDS.match(low, m.end()):
                return m.end()
            continue
        depth += 1 if m.group() == "“" else -1
        if depth == 0:
            return m.end()
        if depth > _DEEPEST_QUOTE:
            break
    closing = _LINE_ENDS_IT.search(
        low, opening + 1
    )  # a quotation within was left open: the first mark that ends a line
    return closing.end() if closing else len(low)


@cache
def _openings() -> Words:
    """The words that begin a provision; what must stand behind each is in `_ANCHORS`."""
    words = [fold(word) for word in (_ARTICLE_WORD, _CLAUSE_WORD, _POINT, _SUBPOINT, _CHAPTER, _SECTION, _PART)]
    return Words(words, longest=False)


def runs(low: str) -> list[Run]:
    """All runs of provisions, in text order."""
    starts = [start for index, start, _ in _openings().find(low) if _ANCHORS[index].match(low, start)]
    found: list[Run] = []
    upto = 0
    for start in starts:
        if start < upto or (start and (low[start - 1].isalnum())) or _in_a_word(low, start):
            continue
        if _HEADING.match(low, start) and (_heads_a_line(low, start) or _heads_a_sentence(low, start)):
            continue
        run = _plain_run(low, start) or _run(low, start)
        if run is None:
            continue
        upto = run.end
        found.append(run)
    return found


def are_all(low: str) -> bool:
    """Is a stretch nothing but provisions (`khoản 4 và điểm đ khoản 6 Điều 11; Điều 12`)?"""
    found = runs(low)
    return (
        bool(found)
        and not "".join(low[a.end : b.start] for a, b in pairwise(found)).strip(" ,;\n")
        and not (low[: found[0].start] + low[found[-1].end :]).strip(" ,;:\n")
    )


# the codes of a budget: `chương 418, loại 340 - khoản 341`
_BUDGET_CLASS = lexicon.pattern(r"{budget_class}\s+\d{2,3}\s*[,;–-]?\s*$")


def _in_a_word(low: str, start: int) -> bool:
    """`danh mục 3`, `thời điểm 1`, `tài khoản 111` are no provisions."""
    before = low[max(0, start - 8) : start]
    if _BUDGET_CLASS.search(low, max(0, start - 20), start):
        return True
    return before[-1:] in (" ", "\n") and bool(words := before.split()) and words[-1] in lexicon.words("not_provision")


_HEADING = lexicon.pattern(r"(?:{article}\s+\d{1,3}[a-zđ]{0,2}|{chapter}\s+[ivxlc\d]+|{section}\s+[ivxlc\d]+)\s*[.:\n]")
_PLAIN = lexicon.pattern(
    r"(?:{point}\s+(?P<a>[a-zđ])\s+)?(?:{clause}\s+(?P<b>\d{1,2}[a-zđ]?)\s+)?{article}\s+(?P<c>\d{1,3}[a-zđ]?|{this_word})(?![^\W_]|\s*(?:[,;&]|{and}\s|{or}\s|{until}\s|{clause}|{chapter}|{section}|{point}|{part}|{number_word}\s))"
)


def _plain_run(low: str, start: int) -> Run | None:
    """The usual forms, `khoản 2 Điều 5`, at one stroke."""
    found = _PLAIN.match(low, start)
    if not found or low[max(0, start - 5) : start].strip().endswith((_PLURAL, _UNTIL, _FROM)):
        return None
    point, clause, article = found.group("a", "b", "c")
    if (
        point is None
        and clause is None
        and _heads_a_line(low, start)
        and low[found.end() : found.end() + 2].lstrip(" *")[:1] in (".", ":", "", "\n")
    ):
        return None
    path: list[tuple[int, str, str]] = []
    if point:
        if not clause:
            return None
        path.append((1, _POINT, point))
    if clause:
        path.append((2, _CLAUSE_WORD, clause))
    path.append((3, _ARTICLE_WORD, article))
    steps = [
        f"{_ARTICLE_WORD} {article}",
        *([f"{_CLAUSE_WORD} {clause}"] if clause else ()),
        *([f"{_POINT} {point}"] if point else ()),
    ]
    here = article == _THIS_ONE
    return Run(
        start=start,
        end=found.end(),
        paths=(tuple(path),),
        here=3 if here else -1,
        plain="" if here else "/".join(steps),
    )


def _run(low: str, start: int) -> Run | None:
    tokens: list[tuple[int, str, tuple[str, ...], str]] = []  # level, kind, values, separator before
    end = start
    mark = ""
    begin = start
    before = low[max(0, start - 5) : start]
    if before.endswith((f"{_PLURAL} ", f"{_PLURAL}\n")):
        begin = start - 4
    for _ in range(40):
        kind = _KIND.match(low, start)
        if not kind:
            break
        name = _NAMES.get(kind[1]) or _NAMES[" ".join(kind[1].split())]
        token = _TOKENS[name].match(low, kind.start(1))
        if not token:
            break
        tokens.append((_LEVELS[name], name, _values(*token.group("first", "more")), mark))
        end = token.end()
        gap = _SEPARATOR.match(low, end)
        mark = (gap["mark"] or "") if gap else ""
        start = gap.end() if gap else end
        if start == end:
            break
    if not tokens or _is_heading(low, begin, end, tokens):
        return None
    paths, here = _paths(tuple(tokens))
    return Run(start=begin, end=end, paths=paths, here=here) if paths else None


def _is_heading(low: str, start: int, end: int, tokens: list[tuple[int, str, tuple[str, ...], str]]) -> bool:
    """`Điều 5. Phạm vi`, `Chương II` at the head of a line."""
    if len(tokens) > 1:
        return False
    before = low[max(0, start - 60) : start]
    glued = low[start - 1 : start] in ('"', "”") and low[end : end + 1] == "."
    if before[before.rfind("\n") + 1 :].strip(' |*“"#>_') and not glued:
        return False
    after = low[end : end + 2].lstrip(" *")[:1]
    return after in (".", ":", "", "\n", "*") or tokens[0][0] >= 4


@lru_cache(maxsize=1 << 12)
def _values(first: str, more: str) -> tuple[str, ...]:
    """The values that a kind of provision has: the first one or a range, and what is listed after it."""
    if first.startswith(_FROM):
        low, high = lexicon.pattern(r"{from}\s+(\S+)\s+{until}\s+(\S+)").findall(first)[0]
        values = list(_between(low, high))
    else:
        values = [" ".join(first.split())]
    return (*values, *lexicon.pattern(r"(?:,|;|&|(?<!\w){and_or}(?!\w))").sub(" ", more).split())


def _between(low: str, high: str) -> tuple[str, ...]:
    """The values of a range; an absurd one is its two ends."""
    if low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= 300:
        return tuple(str(n) for n in range(int(low), int(high) + 1))
    letters = "abcdđeghiklmnopqrstuvxy"
    if len(low) == len(high) == 1 and low in letters and high in letters and letters.index(low) < letters.index(high):
        return tuple(letters[letters.index(low) : letters.index(high) + 1])
    return (low, high)


@lru_cache(maxsize=1 << 13)  # texts name the same few runs
def _paths(
    tokens: tuple[tuple[int, str, tuple[str, ...], str], ...],
) -> tuple[tuple[tuple[tuple[int, str, str], ...], ...], int]:
    """Tokens -> paths, each from the inside out. `Điều 6, khoản 4, điểm g` goes down, `điểm g khoản 4 Điều 6` up."""
    here = max((level for level, _, values, _ in tokens if _THIS_ONE in values), default=-1)
    highest = max(level for level, *_ in tokens)
    if len(tokens) > 2 and tokens[0][0] > _AT_ARTICLE == tokens[-1][0] and here < 0 and tokens[1][3] in _COORDINATES:
        return (*_up(tokens[:1]), *_up(((*tokens[1][:3], ""), *tokens[2:]))), here  # `Chương V; điểm t khoản 2 Điều 81`
    downwards = len(tokens) > 1 and tokens[0][0] == highest and tokens[-1][0] < highest and here < 0
    return (_down(tokens) if downwards else _up(tokens)), here


def _up(tokens: tuple[tuple[int, str, tuple[str, ...], str], ...]) -> tuple[tuple[tuple[int, str, str], ...], ...]:
    items: list[list[tuple[int, str, str]]] = []
    previous: tuple[int, str, tuple[str, ...]] | None = None
    for level, kind, values, mark in tokens:
        if mark == _UNTIL and previous and previous[0] == level and len(values) == 1:
            for value in _between(previous[2][-1], values[0])[1:]:
                items.append([(level, kind, value)])
            previous = (level, kind, values)
            continue
        waiting = [
            item for item in items if item[-1][0] < level and not (mark in _COORDINATES and _closed(item, mark, level))
        ]
        if waiting and values != (_THIS_ONE,):
            spread: list[list[tuple[int, str, str]]] = []
            for item in items:
                if any(item is w for w in waiting):
                    spread.extend([*item, (level, kind, value)] for value in values)
                else:
                    spread.append(item)
            items = spread
        elif waiting:
            for item in waiting:
                item.append((level, kind, _THIS_ONE))
        else:
            items.extend([(level, kind, value)] for value in values)
        previous = (level, kind, values)
    return tuple(tuple(item) for item in items)


def _closed(item: list[tuple[int, str, str]], mark: str, level: int) -> bool:
    """An item that already has its article takes no more from behind a comma; `Mục II, Phần B` is one."""
    return level > _AT_ARTICLE and (item[-1][0] == _AT_ARTICLE or (item[-1][0] > _AT_ARTICLE and mark.strip() != ","))


def _down(tokens: tuple[tuple[int, str, tuple[str, ...], str], ...]) -> tuple[tuple[tuple[int, str, str], ...], ...]:
    items: list[tuple[tuple[int, str, str], ...]] = []
    stack: list[tuple[int, str, str]] = []
    fresh = False
    for level, kind, values, _ in tokens:
        while stack and stack[-1][0] <= level:
            stack.pop()
        parent = tuple(stack)
        if fresh and items and parent and items[-1] == tuple(reversed(parent)):
            items.pop()
        for value in values:
            items.append(tuple(reversed((*parent, (level, kind, value)))))
        stack.append((level, kind, values[-1]))
        fresh = True
    return tuple(items)


def attach(doc: Document, citations: list[Citation], place: Place) -> list[Citation]:
    """The citations with their provisions, and between them runs that stand without a document, as citations of their own."""
    low = doc.low
    found = runs(low)
    if not found:
        return citations
    starts = {c.start: i for i, c in enumerate(citations)}
    begins = [c.start for c in citations]
    given: dict[int, list[str]] = {}
    alone: list[Citation] = []
    lead: tuple[int, tuple[tuple[int, str, str], ...]] = (-1, ())  # own article, the article that is being amended
    clause: tuple[int, tuple[tuple[int, str, str], ...]] = (-1, ())  # the same for the clause
    for n, run in enumerate(found):
        at = bisect_right(begins, run.start) - 1
        if at >= 0 and citations[at].end > run.start:
            continue
        owner = _owner(low, run, starts, citations, at)
        if owner is None and (_of_an_annex(low, run) or _is_inline_heading(doc.text, run)):
            continue
        inside = place.quote(run.start)
        amended = place.amended(run.start)
        article = place.own_article(run.start)
        if amended >= 0 and inside is None and run.here >= 0 and _in_wording(low, max(0, run.start - 80), run.start):
            continue  # `thay thế cụm từ “khoản 1 Điều này” …`: of the article where the words stand, not of this act
        if owner is None and amended < 0 and run.here < 0 and _AS.search(low, max(0, run.start - 8), run.start):
            continue
        context: tuple[tuple[int, str, str], ...] = ()
        if run.here >= 0:
            context = place.here(run.start, inside) or (lead[1] if lead[0] == article else ())
            if any(step[0] == 2 and step[2] == _THIS_ONE for path in run.paths for step in path):
                context = (*(place.clause(run.start, inside) or (clause[1] if clause[0] == article else ())), *context)
        elif owner is None and amended >= 0 and inside is None and lead[0] == article:
            context = lead[1]
        above = owner is None and amended < 0 and run.here < 0 and _AS_ABOVE.match(low, run.end) is not None
        if above:
            context = place.here(run.start, inside)
        place_of = _put_into(low, run, found[n + 1]) if n + 1 < len(found) else ()
        paths = (
            [run.plain]
            if run.plain
            else [
                p
                for path in (_placed(path, place_of) for path in run.paths)
                if (p := _written(path, context, above or (amended >= 0 and owner is None and inside is None)))
            ]
        )
        if inside is None and (steps := _article_of(run)) and not _in_wording(low, max(0, run.start - 80), run.start):
            lead = (article, steps)
            clause = (article, tuple(step for step in run.paths[-1] if step[0] == 2))
        if not paths or (owner is None and (_unclear(run, paths) or _is_part(run))):
            continue
        if owner is not None:
            given.setdefault(owner, []).extend(paths)
            continue
        target = amended if amended >= 0 and (inside is not None or run.here < 0) else -1
        if target < 0 and run.here < 0 and place.lacks(run):
            if place.guided < 0 and _ACTS_ITSELF.match(low, run.end):
                continue  # `Dự thảo Luật gồm 4 điều: Điều 1 sửa đổi …`: of what is not made yet
            target = place.guided if place.guided >= 0 else _last_spoken_of(low, run, citations, at)
        alone.append(
            Citation(
                start=run.start, end=run.end, rule="provision", pointer=PROVISION, provisions=tuple(dict.fromkeys(paths)),
                owner=target,
            )
        )  # fmt: skip
    made = [replace(c, provisions=tuple(dict.fromkeys(given[i]))) if i in given else c for i, c in enumerate(citations)]
    return sorted([*made, *alone], key=lambda c: (c.start, -c.end))


_AS_ABOVE = re.compile(
    rf"\s+(?:{'|'.join(map(re.escape, lexicon.group('above_here')))})(?![^\W_])"
)  # `nói ở khoản 2 trên đây`


def _is_part(run: Run) -> bool:
    """`phần II` with no paper beside it: of the text's own outline."""
    return all(step[1] == _PART for path in run.paths for step in path)


def _put_into(low: str, run: Run, following: Run) -> tuple[tuple[int, str, str], ...]:
    """Where what the run names is put: `khoản 2 Điều 18` in `Bổ sung điểm đ vào khoản 2 Điều 18`."""
    if following.start - run.end > 40 or not _INTO.fullmatch(low, run.end, following.start):
        return ()
    return following.paths[-1]


def _placed(
    path: tuple[tuple[int, str, str], ...], place: tuple[tuple[int, str, str], ...]
) -> tuple[tuple[int, str, str], ...]:
    if not place:
        return path
    top = max((step[0] for step in path), default=0)
    return (*path, *(step for step in place if top < step[0] <= 3)) if top < 3 else path


_INTO = lexicon.pattern(r"\s*(?:,\s*)?{into_place}\s+")
_WORDING = lexicon.pattern(r"{bit_of_wording}\s*$")
_AS = lexicon.pattern(r"{as_or_see}\s+$")
_NUMBERED_PARTS = frozenset(("article", "number", "letter", "roman", "section"))
_SECTIONS = frozenset(("roman", "section"))  # what an act without articles is made of
_BLANK_HEADS = ("", " ", "\n", "*", ".", ":")
_ACTS_ITSELF = lexicon.pattern(r"\s+(?:{amends}|{supplements}|{repeals})(?![^\W_])")
_ACTS = lexicon.group("acts_on_a_document")
_ACTS_BEGIN = tuple(act.split()[0] for act in _ACTS)


def _unclear(run: Run, paths: list[str]) -> bool:
    """`Điều này` alone, which is no particular provision of a document; `điểm a khoản này` where no clause is known; `điểm 3` alone (which may be a score)."""
    if run.here >= 0 and all(step[2] == _THIS_ONE for path in run.paths for step in path):
        return True
    if run.here in (1, 2):
        return not any("/" in p and p.count("/") >= 3 - run.here for p in paths)
    return all(p.startswith(f"{_POINT} ") and p[len(_POINT) + 1 :][:1].isdigit() for p in paths)


def _last_spoken_of(low: str, run: Run, citations: list[Citation], at: int) -> int:
    """Where the citation begins of the document that is spoken of before the run: `thông tư 07 hướng dẫn nghị định này, trong đó điều 5`; -1 without one near."""
    if at < 0 or run.start - citations[at].end > _NEAR:
        return -1
    for _ in range(_IN_ONE_PHRASE):
        if not at or _APART.search(low, citations[at - 1].end, citations[at].start):
            break
        at -= 1
    line = low.rfind("\n", 0, citations[at].start) + 1
    end = low.find("\n", citations[at].end)
    if end >= 0 and end <= run.start and low[citations[at].end : end].rstrip().endswith(":"):
        while (
            at
            and citations[at - 1].start >= line
            and not _STOPS.search(low, citations[at - 1].end, citations[at].start)
        ):
            at -= 1  # `Căn cứ Thông tư A hướng dẫn Luật B, Luật C:`, and below it `- Tại khoản 2 Điều 2 …`
    return -1 if citations[at].pointer else citations[at].start


_STOPS = re.compile(r"[.;]\s")
_NEAR = 1500
_TITLE = 2000  # a title stands in the first characters
_OFTEN = 4  # times that a paper names what it explains
_NUMBER = re.compile(r"\d+")
_IN_ONE_PHRASE = 4  # documents that one phrase names one after the other
_APART = re.compile(r"[.,;:()\n]")
_CAPITALS = re.compile(r"[\s.*:]*([^\W\d_]{2,}[\s,]+[^\W\d_]{2,})")


def _is_inline_heading(text: str, run: Run) -> bool:
    """`… ban hành Luật này. Chương I NHỮNG QUY ĐỊNH CHUNG`: a heading that has lost its line."""
    following = _CAPITALS.match(text, run.end)
    return bool(following and following[1].isupper()) and all(step[0] >= 4 for path in run.paths for step in path)


def _of_an_annex(low: str, run: Run) -> bool:
    return bool(_ANNEX.match(low, run.end) or _ANNEX_BEFORE.search(low, max(0, run.start - 30), run.start))


def _article_of(run: Run) -> tuple[tuple[int, str, str], ...]:
    """The article (and what is above it) that a run names last."""
    for path in reversed(run.paths):
        kept = tuple(step for step in path if step[0] >= 3 and step[2] != _THIS_ONE)
        if kept:
            return kept
    return ()


def _heads_a_line(low: str, at: int) -> bool:
    before = low[max(0, at - 6) : at].rstrip(" #>|")
    return not before or before[-1] in '\n“"*'


def _heads_a_sentence(low: str, at: int) -> bool:
    """`… về phí. Điều 2. Quyết định này …`, `QUYẾT ĐỊNH: Điều 1. Ban hành …` in a text whose lines are lost."""
    before = low[max(0, at - 4) : at]
    return before[-1:].isspace() and before.rstrip()[-1:] in (".", ":") and ".." not in before


def _articles(doc: Document) -> list[tuple[int, str]]:
    """(where its number stands, number) of each article's heading, in text order; `Điều 2` alone on its line too."""
    found = {m.start(1): m[1] for m in _ARTICLE.finditer(doc.low) if _heads_a_line(doc.low, m.start())}
    for part in doc.parts:
        if part.kind == "article" and (m := _NUMBERED_ARTICLE.search(doc.low, part.start, part.start + 24)):
            found[m.start(1)] = m[1]
    return sorted(found.items())


class Place:
    """Where a stretch stands in an amending act: inside quoted wording, under which article, amending which document."""

    def __init__(self, doc: Document, citations: list[Citation], whole: bool = False, guides: bool = False) -> None:
        self.whole = whole
        self.low = doc.low
        self.clauses: tuple[list[int], list[str]] | None = None
        self.quotes = quoted(doc.low)
        self.quote_starts = [q.start for q in self.quotes]
        articles = _articles(doc)
        self.inner = [a for a in articles if self.quote(a[0])]
        self.inner_starts = [a for a, _ in self.inner]
        self.own = [a for a in articles if not self.quote(a[0])]
        self.own_starts = [a for a, _ in self.own]
        self.last = max((int(_NO_DIGIT.sub("", n)) for _, n in self.own), default=0)
        self.targets = self._targets(doc, citations)
        self.target_starts = [t for t, _ in self.targets]
        self.told = self._told(citations)
        self.guided = self._guided(citations) if guides and not self.own else -1

    def quote(self, at: int) -> Quoted | None:
        q = bisect_right(self.quote_starts, at) - 1
        return self.quotes[q] if q >= 0 and self.quotes[q].end > at else None

    def own_article(self, at: int) -> int:
        return bisect_right(self.own_starts, at) - 1

    def amended(self, at: int) -> int:
        """Where the citation of the document that is being amended, or quoted, there begins, -1 for none."""
        if self.told and (q := self.quote(at)) and q.start in self.told:
            return self.told[q.start]
        t = bisect_right(self.target_starts, at) - 1
        return self.targets[t][1] if t >= 0 else -1

    def here(self, at: int, inside: Quoted | None) -> tuple[tuple[int, str, str], ...]:
        """The article that `Điều này` means."""
        if inside is not None:
            i = bisect_right(self.inner_starts, at) - 1
            return ((3, _ARTICLE_WORD, self.inner[i][1]),) if i >= 0 and self.inner[i][0] >= inside.start else ()
        i = self.own_article(at)
        return ((3, _ARTICLE_WORD, self.own[i][1]),) if i >= 0 else ()

    def lacks(self, run: Run) -> bool:
        """Has the document no article of that number? A text that breaks off before its signature may have."""
        if not self.whole and self.own:
            return False
        number = _article_of(run)
        return bool(number) and number[0][1] == _ARTICLE_WORD and int(re.sub(r"\D", "", number[0][2]) or 0) > self.last

    def clause(self, at: int, inside: Quoted | None) -> tuple[tuple[int, str, str], ...]:
        """The clause that `khoản này` means: the last one that begins in the same article, and in the same quotation."""
        if self.clauses is None:
            heads = sorted((m.start(1), m[1]) for clauses in _CLAUSES for m in clauses.finditer(self.low))
            self.clauses = ([start for start, _ in heads], [value for _, value in heads])
        starts, values = self.clauses
        articles = self.own_starts if inside is None else self.inner_starts
        i = bisect_right(articles, at) - 1
        begin = max(articles[i] if i >= 0 else 0, inside.start if inside else 0)
        c = bisect_right(starts, at) - 1
        while c >= 0 and starts[c] >= begin and inside is None and self.quote(starts[c]):
            c -= 1
        return ((2, _CLAUSE_WORD, values[c]),) if c >= 0 and starts[c] >= begin else ()

    def _guided(self, citations: list[Citation]) -> int:
        """Where the citation begins of what a guidance without articles of its own explains: `(Khoản 1, 2, Điều 21)` is of that, whatever it names between."""
        first = next((c for c in citations if not c.pointer), None)
        if first is None or first.start > _TITLE:
            return -1
        number = _NUMBER.search(self.low, first.start, first.end)
        words = f" {number[0]}" if number else self.low[first.start : first.end]
        return first.start if self.low.count(words) >= _OFTEN else -1

    def _told(self, citations: list[Citation]) -> dict[int, int]:
        """Quotation -> where the document begins that it is taken from: `Điều 5 của Luật X quy định như sau: “…”`."""
        begins = [c.start for c in citations]
        found: dict[int, int] = {}
        for q in self.quotes:
            if not _TELLS.search(self.low, max(0, q.start - 60), q.start):
                continue
            i = bisect_right(begins, q.start) - 1
            while (
                i >= 0
                and q.start - citations[i].end < 500
                and not _SENTENCE_ENDS.search(self.low, citations[i].end, q.start - 1)
            ):
                if not citations[i].pointer:
                    found[q.start] = citations[i].start
                i -= 1
        return found

    def _targets(self, doc: Document, citations: list[Citation]) -> list[tuple[int, int]]:
        """(from where, where the citation begins): `Điều 1. Sửa đổi, bổ sung một số điều của Luật X` holds to the next article of the act itself."""
        begins = [c.start for c in citations]
        found: list[tuple[int, int]] = []
        article = item = -1
        low = doc.low
        if not any(act in low for act in _ACTS):
            return found
        for index, part in enumerate(doc.parts):
            if part.kind not in _NUMBERED_PARTS or (self.quotes and self.quote(part.start)):
                continue
            if part.kind == "article" or (part.kind in _SECTIONS and not self.own):
                article = item = -1
            elif part.kind != "letter":
                item = -1
            target = -1
            body = _behind_note(low, part.body, part.end)
            if low.startswith(_ACTS_BEGIN, body) or low[body : body + 1] in _BLANK_HEADS:
                below = next((p.start for p in doc.parts[index + 1 : index + 6] if p.kind in _NUMBERED_PARTS), len(low))
                target = self._target(doc, part.start, body, part.end, below, begins, citations)
            if target >= 0:
                if part.kind == "article" or (part.kind in _SECTIONS and not self.own):
                    article = target
                else:
                    item = target
            now = item if item >= 0 else article
            if now != (found[-1][1] if found else -1):
                found.append((part.start, now))
        return found

    def _target(
        self,
        doc: Document,
        start: int,
        body: int,
        end: int,
        below: int,
        begins: list[int],
        citations: list[Citation],
    ) -> int:
        words = " ".join(doc.low[body : body + 40].lstrip(" *\n.:").split()) + " "
        if not words.startswith(_ACTS):
            return -1  # a wrap may stand between the words: `Điều 1. Sửa⏎đổi, bổ sung`
        i = bisect_right(begins, body)
        limit = max(end, min(start + 200, below)) if end - start < 40 else end
        while i < len(citations) and citations[i].start < limit:
            at = citations[i].start
            if (
                not citations[i].pointer
                and not any(doc.low.count(a, body, at) > doc.low.count(b, body, at) for a, b in ("()", "[]"))
                and not (self.quotes and self.quote(at))
                and not _in_wording(doc.low, body, at)
            ):
                return (
                    at  # in brackets stands who amended it before, or since: `khoản 4 (đã được sửa đổi bởi Thông tư …)`
                )
            i += 1
        return -1


def _behind_note(low: str, at: int, end: int) -> int:
    """Where the words begin behind an editor's note: `Điều 5 [Điều này hết hiệu lực bởi …] Sửa đổi, bổ sung …`."""
    if low[at : at + 1] != "[":
        return at
    closing = low.find("]", at, end)
    while 0 <= closing < end - 1 and low[closing + 1].isspace():
        closing += 1
    return closing + 1 if closing >= 0 else at


def _in_wording(low: str, start: int, at: int) -> bool:
    """`Thay thế cụm từ “khoản 4 Điều 60 Nghị định A”`: a bit of wording is changed, not the document or article that it names."""
    opening = open_quote(low, start, at)
    return opening >= 0 and bool(_WORDING.search(low, start, opening))


def open_quote(low: str, start: int, at: int) -> int:
    """Where the quotation begins that is still open at `at`, -1 where none is."""
    straight = low.rfind('"', start, at) if low.count('"', start, at) % 2 else -1
    curly = low.rfind("“", start, at)
    return max(straight, curly if curly > low.rfind("”", start, at) else -1)


def _owner(low: str, run: Run, starts: dict[int, int], citations: list[Citation], at: int) -> int | None:
    """Index of the citation that the run belongs to: behind it, or before it with the run in brackets."""
    link = _LINK.match(low, run.end)
    here = link.end() if link else run.end
    if run.here < 0:
        if here in starts and "\n\n" not in low[run.end : here]:
            return starts[here]
        if at >= 0 and citations[at].end <= run.start and _AFTER.fullmatch(low, citations[at].end, run.start):
            return at
    return None


@lru_cache(maxsize=1 << 13)
def _written(path: tuple[tuple[int, str, str], ...], context: tuple[tuple[int, str, str], ...], lean: bool) -> str:
    """`điều 5/khoản 2/điểm a`; `này` is replaced by what it means, and in an amending act the article is taken from the words above."""
    steps = [step for step in path if step[2] != _THIS_ONE]
    top = max((step[0] for step in path), default=0)
    if any(step[2] == _THIS_ONE for step in path) or (lean and top < 3):
        steps += [step for step in context if step[0] > max((s[0] for s in steps), default=-1)]
    if not steps:
        return ""
    return "/".join(f"{kind} {value}" for _, kind, value in sorted(steps, key=lambda s: -s[0]))
