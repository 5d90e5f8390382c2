"""New wording in quotation marks: `… như sau: “…”`."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from kg.recognise import lexicon

_QUOTE = lexicon.pattern(
    r"(?:{as_follows}[\s*#>_]*(?::[\s*#>_]*)?|:\s{0,9}(?=“\s?(?:{article}\s+\d{1,3}[a-zđ]?[.]|\d{1,2}[a-zđ]?[.]\s|[a-zđ]\)\s)))([“\"])"
)  # behind a colon new wording begins with the number of what it replaces: `Sửa đổi khoản 3 Điều 5:⏎“3. …”`
_MARKS = lexicon.pattern(r"[“”\"]")
_ENDS = lexicon.pattern(r"\s*[.;]?\s*(?:\n|$|{article}\s+\d)")
_LINE_ENDS_IT = lexicon.pattern(r"[”\"](?=\s{0,9}[.;]?\s{0,9}(?:\n|$))")
_DEEPEST_QUOTE = 8
_ARTICLE = lexicon.pattern(r"(?:^|\n)[\s*#]{0,9}{article}\s+(\d{1,3})[.:]")
_STRAIGHT = lexicon.pattern(r"\"(?=\s*[.;]?\s*(?:\n|$))")
_WORDING = lexicon.pattern(r"{bit_of_wording}\s*$")


class Quoted(Struct, frozen=True):
    """Quoted new wording in an amending act."""

    start: int
    end: int


@lru_cache(maxsize=1)  # asked of one text by each who reads amending acts
def quoted(low: str) -> list[Quoted]:
    """The stretches of new wording: `… như sau: “…”`, `Sửa đổi khoản 3 Điều 5:⏎“3. …”`."""
    found: list[Quoted] = []
    if "“" not in low and '"' not in low:
        return found
    upto = 0
    for m in _QUOTE.finditer(low):
        if m.start() < upto:
            continue
        opening = m.start(1)
        end = _closing(low, opening) or _next_article(low, opening, found)
        found.append(Quoted(opening, end))
        upto = end
    return found


def _closing(low: str, opening: int) -> int:
    """Where a quotation ends; 0 where nothing closes it."""
    straight = low[opening] == '"'
    depth = int(straight)
    for m in _MARKS.finditer(low, opening + straight):
        if m.group() == '"':  # a quotation opened with “ and closed with ", which happens
            if _STRAIGHT.match(low, m.start()) if straight else depth == 1 and _ENDS.match(low, m.end()):
                return m.end()
            continue
        depth += 1 if m.group() == "“" else -1
        if depth == 0 and straight and not _LINE_ENDS_IT.match(low, m.start()):
            depth = 1
        if depth == 0:
            return m.end()
        if depth > _DEEPEST_QUOTE:
            break
    # a quotation within was left open: the first mark that ends a line
    closing = _LINE_ENDS_IT.search(low, opening + 1)
    return closing.end() if closing else 0


def _next_article(low: str, opening: int, before: list[Quoted]) -> int:
    """Where the article ends in which a quotation is left open: the next one of the act itself speaks for the act."""
    own = [m for m in _ARTICLE.finditer(low, 0, opening) if not any(q.start <= m.start() < q.end for q in before)]
    following = int(own[-1][1]) + 1 if own else 0
    return next((m.start() for m in _ARTICLE.finditer(low, opening) if int(m[1]) == following), len(low))


def in_wording(low: str, start: int, at: int) -> bool:
    """`Thay thế cụm từ “khoản 4 Điều 60 Nghị định A”`: a bit of wording is changed, not the document or article that it names."""
    opening = open_quote(low, start, at)
    return opening >= 0 and bool(_WORDING.search(low, start, opening))


def open_quote(low: str, start: int, at: int) -> int:
    """Where the quotation begins that is still open at `at`, -1 where none is."""
    straight = low.rfind('"', start, at) if low.count('"', start, at) % 2 else -1
    curly = low.rfind("“", start, at)
    return max(straight, curly if curly > low.rfind("”", start, at) else -1)
