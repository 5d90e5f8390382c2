"""The first lines of a paper, and what kind of line each is: grounds, prose, the name of who decides."""

from __future__ import annotations

import re

from kg.model import Span
from kg.recognise import lexicon
from kg.recognise.issuers import issuer_at
from kg.text import key, places

UNFINISHED = (",", *lexicon.group("unfinished_line"))
MARKUP = " \n*|#_\t-"
REACH = 6000  # a letterhead stands in the first characters of a paper
GROUND = lexicon.pattern(
    r"[\s*_-]*(?:{on_grounds}|{considering}\s|{implements}\s|{in_order_to}\s|{according_to}\s|{addressed_to}|{chapter}\s+[ivx\d]|{article}\s+1\b|{part}\s|i\s*[.-]\s|i\.|1\.|a\.|{recipients})"
)
GOES_ON = lexicon.pattern(r"[\s*_-]*(?:{implements}|{in_order_to}\s|{according_to}\s)")
_TITLE_STARTS = lexicon.pattern(r"(?:{about}|{about_short}|{issues}|{approves}|{repeals}|{amends})\s")
# `Sáng ngày 15/01/2026, `
_ON_A_DAY = lexicon.pattern(r"(?:{part_of_day}\s+)?(?:{day}\s+)?\d{1,2}(?:[/.]\d{1,2}|\s+{month}\s)[^,;.\n]{0,24},\s")
_CALLS = lexicon.pattern(r"\s+{cables}$")
LETTER_MARK = lexicon.pattern(r"{addressed_to}")
OFFICE = (
    r"(?:(?:{deputy}\s+)?{offices_with_deputies}"
    r"|(?:{deputy}\s+)?{director_general}|{minister}|{vice_minister}|{chief_justice}|{general_secretary}|{standing_secretariat}|{secretary_general})"
)
OFFICE_WORDS = lexicon.pattern(OFFICE)


class Top:
    """The first lines of a paper, searched for the pieces of a letterhead."""

    def __init__(self, text: str, low: str) -> None:
        self.text, self.low = text, low
        self.limit = self._limit()

    def _limit(self) -> int:
        """The letterhead ends where the grounds or the first article begin."""
        end = min(len(self.low), REACH)
        at = 0
        seen = 0
        for line in self.low[:end].split("\n"):
            if lexicon.pattern(r"[\s*-]*(?:{on_grounds}\s|{article}\s+1\s*[.:]|{addressed_to})").match(line) and seen:
                return at + (0 if not LETTER_MARK.search(line) else len(line))
            seen += bool(line.strip())
            at += len(line) + 1
        return end


def line_before(top: Top, at: int) -> str:
    """The line up to the place, folded."""
    return top.low[top.low.rfind("\n", 0, at) + 1 : at]


def above_grounds(top: Top, at: int) -> bool:
    """Do the grounds begin below?"""
    below = top.low[at : at + 400].lstrip(MARKUP).split("\n")
    return bool(GROUND.match(below[0])) and not GOES_ON.match(below[0])


def is_body(top: Top, at: int, length: int) -> bool:
    """Is the whole line the name of a body (`Hội đồng nhân dân tỉnh tiền giang khóa vii - kỳ họp thứ 6`)?"""
    body = issuer_at(top.text, top.low, at)
    if body is None:
        return False
    rest = top.low[body.end : at + length].strip()
    return (
        not rest
        or bool(lexicon.pattern(r"(?:{term}|{term_spelling}|{sitting}|-)").match(rest))
        or (len(rest.split()) <= 3 and body.local and not _goes_on_below(top, at + length))
    )


def _goes_on_below(top: Top, end: int) -> bool:
    """`Ủy ban nhân dân tỉnh ban⏎hành Quyết định`: a line that a wrap cut."""
    return top.text[end : end + 4].lstrip(MARKUP)[:1].islower()


def is_authority(printed: str) -> bool:
    """`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH GIA LAI` under the title names who decides; `THỦ TƯỚNG CHÍNH PHỦ điện:`."""
    words = printed.strip(" *|:#")
    if called := _CALLS.search(words.lower()):
        words = words[: called.start()]
    if not words.isupper() or len(words) > 120:
        return False
    _, value = lexicon.bodies().longest(key(words), 0)
    return value is not None


def is_speaker(top: Top, at: int, line: str) -> bool:
    """A known body, or an office (`GIÁM ĐỐC TRUNG TÂM …`) above the grounds, on a line of its own."""
    first = at + len(line) - len(line.lstrip(MARKUP))
    if lexicon.bodies().longest(top.low, first)[1] is not None:
        return is_body(top, first, len(line))
    if not OFFICE_WORDS.match(top.low, first):
        return False
    return above_grounds(top, at + len(line))


def is_ground(top: Top, printed: str, before: str, at: int) -> bool:
    """Where the grounds or the text begin; in a title `thực hiện …`, `THEO HỢP ĐỒNG`, `Thực hiện công tác bầu cử …` go on with it."""
    if not printed.strip(MARKUP) or not GROUND.match(top.low, at):
        return False
    if not GOES_ON.match(top.low, at):
        return before != "" or not printed.lstrip(MARKUP)[:1].islower()
    if printed.lstrip(MARKUP)[:1].islower():
        return False
    if printed.isupper():
        return before != "" and not before.isupper()
    return before != "" or not _stops_unfinished(top, at)


def _stops_unfinished(top: Top, at: int) -> bool:
    """The lines there end without a stop before the grounds, as a title does."""
    begin, parted = at, False
    for line in top.text[at : at + 1500].split("\n"):
        words = line.strip(MARKUP)
        parted = at > begin and (parted or not words)
        sure = parted or (at > begin and words[:1].isupper()) or not GOES_ON.match(top.low, at)
        if words and sure and GROUND.match(top.low, at):
            return True
        if words[-1:] in (".", ":", ";", ",") or len(words) > 300:
            return False
        at += len(line) + 1
    return False


def is_prose(printed: str, before: str) -> bool:
    """A paragraph of the text, which no blank line divides from the title."""
    words = printed.strip(MARKUP)
    if len(printed) > 400 or before.endswith((".", ":")):
        return True
    if before and words[:1].isupper() and not words.isupper() and _ON_A_DAY.match(words.lower()):
        return True  # `Sáng ngày 15/01/2026, Chủ tịch UBND tỉnh chủ trì …`, in a notice of what was decided
    opens = words[:1].isupper() and not words.isupper() and not _TITLE_STARTS.match(words.lower())
    return opens and (
        (before.isupper() and len(before.split()) > 3 and not before.lower().endswith(UNFINISHED))
        or (len(words) > 150 and words.endswith((".", ":", ";")))
    )


def in_small_letters(top: Top, words: str) -> str:
    """Words in capitals as the text below prints them, else with one capital."""
    for at in places(top.low, words):
        if not top.text[at : at + len(words)].isupper():
            return top.text[at : at + len(words)]
    return words.capitalize()


def title_case(words: str) -> str:
    """`SƠN LA` -> `Sơn La`."""
    return " ".join("-".join(p.capitalize() for p in w.split("-")) for w in words.split())


def words_of(text: str, span: Span) -> str:
    """The words of a stretch without marks of layout."""
    words = " ".join(re.sub(r"[*|#_]+", " ", text[span.start : span.end]).split())
    return words.strip(" -–.:")
