"""Runs of provisions where they stand in a text: `điểm a và b khoản 2 Điều 5`."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from msgspec import Struct

from kg.recognise import lexicon
from kg.recognise.provisions.levels import (
    ARTICLE,
    AT_ARTICLE,
    AT_CLAUSE,
    CHAPTER,
    CLAUSE,
    FROM,
    LEVELS,
    PART,
    PLURAL,
    POINT,
    SECTION,
    SUBPOINT,
    SUBSECTION,
    THIS_ONE,
    UNTIL,
    Path,
    Token,
)
from kg.recognise.provisions.paths import paths_of, values_of, written
from kg.structure.continuing import names_article
from kg.text import fold
from kg.words import Words

_VALUE = {
    SUBPOINT: r"(?:[a-zđ]{1,2}\d{0,2}(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]+)",
    POINT: r"(?:[a-zđ]\d{0,2}(?:\.\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){0,3})",
    CLAUSE: r"(?:\d{1,3}[a-zđ]{0,2}(?:\.\d{1,2}){0,2})",
    ARTICLE: r"(?:\d{1,3}[a-zđ]{0,2}|[ivx]{1,6})",
    **dict.fromkeys((SUBSECTION, SECTION), r"(?:[ivxlc]+|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h])"),
    CHAPTER: r"(?:[ivxlc]+|\d{1,2}[a-z]?)",
    PART: r"(?:[ivxlc]+|\d{1,2}|[a-h]|{ordinal}\s+\w+)",
}
# `khoản 2,3 Điều 5`, but not `khoản 2,3 tỷ đồng`
_GLUED = r",\d{1,3}[a-zđ]{0,2}(?:,\s?\d{1,3}[a-zđ]{0,2}){0,20}(?:\s+(?:{clause}|{article}|{section}|{chapter}|{part}|{and_or}|{of})(?![^\W_])|,\s)"
_TOKENS = {
    kind: lexicon.pattern(
        rf"{kind.replace(' ', chr(92) + 's+')}\s+(?:{{number_word}}\s+|{{ordinal}}\s+(?=\d))?(?P<first>{{this_word}}|{{from}}\s+{value}\s+{{until}}\s+{value}|{value}){stop})"
        rf"(?P<more>(?:(?:\s*[,&]\s*|\s*;[^\S\n]*|\s+{{and_or}}\s+|\s+{{until}}\s+)(?:{{and_or}}\s+)?(?:{{ordinal}}\s+(?=\d))?{value}{stop}|\s*(?:{{day}}|{{month}}|{{year}}|[/%])))*)"
    )
    for kind, value in _VALUE.items()
    for stop in (r"(?![^\W_]|\.\d" + ("" if kind == ARTICLE else rf"|(?!{_GLUED}),\d"),)
}
_KIND = lexicon.pattern(
    r"(?:{plural_word}\s+|{from}\s+|{at}\s+)*({subsection}|{subpoint}|{point}|{clause}|{article}|{section}|{chapter}|{part})(?=\s)"
)
_NAMES = {fold(name): name for name in LEVELS}
# between two provisions there may be an exception or a subject in brackets, or a line of the second one: `Điều 6 (trừ khoản 3) và đoạn 2 khoản 1 Điều 10`
_SEPARATOR = lexicon.pattern(
    r"(?:\s*\((?:{except_word}|{about})\s[^()\n;]{1,60}\))?\s*(?P<mark>,|;|-(?=\s)|{and}|{or}|{until}|{of}|{at})?\s*(?:{and}\s+)?(?:(?:(?P<piece>{pieces_of_provisions})|{lines_of_provisions}\s+(?:{ordinal}\s+)?[^\W_]{1,5})\s+(?=[^\W_]))?"
)
_ANCHORS = tuple(
    lexicon.pattern(p)
    for p in (
        r"{article}\s+(?=\d|[ivx]{1,6}(?![^\W_])|{this_word}|{from}\s+\d|{number_word}\s+\d|{ordinal}\s+\d)", r"{clause}\s+(?=\d|{this_word}|{from}\s+\d)", r"{point}\s+(?=[a-zđ]\d?(?:[\s,.;)]|$)|\d|{this_word})", r"{subpoint}\s+(?=[a-zđ\d]{1,3}[\s,.;)])",
        r"{chapter}\s+(?=[ivxlc\d])", r"{section}\s+(?=[ivxlc\d])", r"{part}\s+(?=[ivx]{1,4}[\s,]|{ordinal}\s+\w+\s*,\s*(?:{chapter}|{section})\s+[ivxlc\d])", r"{subsection}\s+(?=[ivxlc\d])",
    )
)  # fmt: skip
# the codes of a budget: `chương 418, loại 340 - khoản 341`
_BUDGET_CLASS = lexicon.pattern(r"{budget_class}\s+\d{2,3}\s*[,;–-]?\s*$")
_HEADING = lexicon.pattern(
    r"(?:{article}\s+(?:\d{1,3}[a-zđ]{0,2}|[ivx]{1,6})|{chapter}\s+[ivxlc\d]+|{section}\s+[ivxlc\d]+)\s*[.:\n]"
)
_PLAIN = lexicon.pattern(
    r"(?:{point}\s+(?P<a>[a-zđ])\s+)?(?:{clause}\s+(?P<b>\d{1,2}[a-zđ]?)\s+)?{article}\s+(?P<c>\d{1,3}[a-zđ]?|{this_word})(?![^\W_]|\s*(?:[,;&]|{and}\s|{or}\s|{until}\s|{clause}|{chapter}|{section}|{point}|{part}|{number_word}\s|\((?:{except_word}|{about})\s))"
)


class Run(Struct, frozen=True, kw_only=True):
    """A run of provisions and the paths it names; `here`: it leans on `Điều này`."""

    start: int
    end: int
    paths: tuple[Path, ...]
    here: int = -1  # level of `này`, -1 without
    plain: str = ""  # the one path, written, where it stands for itself: "điều 5/khoản 2"


@cache
def _openings() -> Words:
    """The words that begin a provision; what must stand behind each is in `_ANCHORS`."""
    words = [fold(word) for word in (ARTICLE, CLAUSE, POINT, SUBPOINT, CHAPTER, SECTION, PART, SUBSECTION)]
    return Words(words, longest=False)


def runs(low: str) -> list[Run]:
    """All runs of provisions, in text order."""
    starts = [start for index, start, _ in _openings().find(low) if _ANCHORS[index].match(low, start)]
    found: list[Run] = []
    upto = 0
    for start in starts:
        if start < upto or (start and (low[start - 1].isalnum())) or _in_a_word(low, start):
            continue
        if _HEADING.match(low, start) and (heads_a_line(low, start) or _heads_a_sentence(low, start)):
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


def _in_a_word(low: str, start: int) -> bool:
    """`danh mục 3`, `thời điểm 1`, `tài khoản 111` are no provisions."""
    before = low[max(0, start - 8) : start]
    if _BUDGET_CLASS.search(low, max(0, start - 20), start):
        return True
    words = before.split()
    if not words or before[-1] not in " \n" or words[-1] not in lexicon.words("not_provision"):
        return False
    return " ".join(words[-2:]) not in lexicon.group("pieces_of_provisions")  # but `tiêu đề Điều 9`


def _plain_run(low: str, start: int) -> Run | None:
    """The usual forms, `khoản 2 Điều 5`, at one stroke."""
    found = _PLAIN.match(low, start)
    if not found or low[max(0, start - 5) : start].strip().endswith((PLURAL, UNTIL, FROM)):
        return None
    point, clause, article = found.group("a", "b", "c")
    if (
        point is None
        and clause is None
        and heads_a_line(low, start)
        and low[found.end() : found.end() + 2].lstrip(" *")[:1] in (".", ":", "", "\n")
    ):
        return None
    if point and not clause:
        return None
    steps = ((LEVELS[POINT], POINT, point), (AT_CLAUSE, CLAUSE, clause), (AT_ARTICLE, ARTICLE, article))
    path = tuple(step for step in steps if step[2])
    if article == THIS_ONE:
        return Run(start=start, end=found.end(), paths=(path,), here=AT_ARTICLE)
    return Run(start=start, end=found.end(), paths=(path,), plain=written(path))


def _run(low: str, start: int) -> Run | None:
    """The same for all other forms."""
    tokens: list[Token] = []
    end = start
    mark = ""
    begin = start
    before = low[max(0, start - 5) : start]
    if before.endswith((f"{PLURAL} ", f"{PLURAL}\n")):
        begin = start - 4
    for _ in range(40):
        kind = _KIND.match(low, start)
        if not kind:
            break
        name = _NAMES.get(kind[1]) or _NAMES[" ".join(kind[1].split())]
        token = _TOKENS[name].match(low, kind.start(1))
        if not token:
            break
        if tokens and name == ARTICLE and mark == "," and low[start : kind.start(1)].strip() == PLURAL:
            mark = ";"  # `Chương III, các Điều 15, 16`: the chapter, and the articles beside it
        tokens.append((LEVELS[name], name, values_of(*token.group("first", "more")), mark))
        end = token.end()
        gap = _SEPARATOR.match(low, end)
        if (
            gap
            and not gap["mark"]
            and "\n" in gap.group()
            and ("\n\n" in gap.group() or _heads(low, begin, end, tokens))
        ):
            break  # `Điều thứ 1⏎Điều 2 Sắc lệnh số …`
        mark = (gap["mark"] or "") if gap else ""
        start = gap.end() if gap else end
        if gap and gap["piece"]:
            if mark == ";":
                break
            mark = ";"  # `khoản 3 Điều 8, tên Chương II`: the article is not meant as one of the chapter
        if start == end:
            break
    if not tokens or _is_heading(low, begin, end, tokens):
        return None
    paths, here = paths_of(tuple(tokens))
    return Run(start=begin, end=end, paths=paths, here=here) if paths else None


def _heads(low: str, start: int, end: int, tokens: list[Token]) -> bool:
    """Is it an article's number alone on its line?"""
    if len(tokens) > 1 or tokens[0][0] < AT_ARTICLE:
        return False
    return not low[low.rfind("\n", 0, start) + 1 : start].strip(" *#") and low[end : end + 1] == "\n"


def _is_heading(low: str, start: int, end: int, tokens: list[Token]) -> bool:
    """`Điều 5. Phạm vi`, `Chương II` at the head of a line."""
    if len(tokens) > 1:
        return False
    before = low[max(0, start - 60) : start]
    glued = low[start - 1 : start] in ('"', "”") and low[end : end + 1] == "."
    if before[before.rfind("\n") + 1 :].strip(' |*“"#>_') and not glued:
        return False
    after = low[end : end + 2].lstrip(" *")[:1]
    return after in (".", ":", "", "\n", "*") or tokens[0][0] > AT_ARTICLE


def heads_a_line(low: str, at: int) -> bool:
    """Does an article's number begin a line, and not what is left of the sentence above (`tại điểm a khoản 1⏎Điều 26.`)?"""
    before = low[max(0, at - 6) : at].rstrip(" #>|")
    if before[-1:] != "\n":
        return not before or before[-1] in '“"*'
    above = at - 1
    while above > 0 and low[above - 1].isspace():
        above -= 1
    end = low.find("\n", at)
    bare = low.count(" ", at, end if end >= 0 else len(low)) == 1
    return not (bare and names_article(low, (low.rfind("\n", 0, above) + 1, above)))


def _heads_a_sentence(low: str, at: int) -> bool:
    """`… về phí. Điều 2. Quyết định này …`, `QUYẾT ĐỊNH: Điều 1. Ban hành …` in a text whose lines are lost."""
    before = low[max(0, at - 4) : at]
    return before[-1:].isspace() and before.rstrip()[-1:] in (".", ":") and ".." not in before


def article_of(run: Run) -> Path:
    """The article (and what is above it) that a run names last."""
    for path in reversed(run.paths):
        kept = tuple(step for step in path if step[0] >= AT_ARTICLE and step[2] != THIS_ONE)
        if kept:
            return kept
    return ()
