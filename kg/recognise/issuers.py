"""Where the name of an issuing body ends: `của Ban Thường vụ Tỉnh ủy Sơn La về …`."""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.text import key


class Issuer(Struct, frozen=True, kw_only=True):
    """A body as printed, and its full name as far as the words themselves give it."""

    start: int
    end: int
    full: str
    local: bool  # a body that every place has
    placed: bool  # its place is named
    term: str | None = None


_UNIT = lexicon.pattern(
    r"\s+(?:{level}\s+)?({unit_words}|{city_abbreviated}|{town_abbreviated}|{area}|{town_short}|{city_short})(?:(?![^\W_])|(?<=\.))"
)
_IN_FULL = {
    **dict.fromkeys(lexicon.group("city_abbreviated"), lexicon.word("city")),
    **dict.fromkeys(lexicon.group("town_abbreviated"), lexicon.word("town")),
}
_WORD_BEHIND = compiled(r"\s([^\W\d_]+)")
_GLUED = compiled(r"[^\W\d_]+(?:\s[^\W\d_]+){0,3}")
_PROPER = lexicon.pattern(r"\s*(?!\n\s*\n)\s([^\W\d_][^\s,;.:()“”\"'*|/\[\]]*|\d{1,2}(?![\d/.]))")
# the next line begins an article, or is the other column of the head (`… của UBND tỉnh⏎CỘNG HÒA XÃ HỘI …`)
_HEADING = lexicon.pattern(
    r"\s*\n\s*(?:(?:{article}|{chapter}|{section}|{part})\s+[\divx]|{republic_head}\s+{republic_end}\s|{communist_party}\s|{motto_independence}\s*[-–])"
)
_TERM = lexicon.pattern(
    r"\s*(?:\(\s*)?{term_or_tenure}\s+(?:{ordinal}\s+)?(?P<term>[ivxlc]+|\d{1,2})(?![^\W_])\s*(?:\)(?=[^(]{0,0}))?"
)
_ORDINAL = lexicon.pattern(
    r"\s*(?:(?:{time}\s+)?{ordinal}\s+)?(?P<no>[ivxlc]+|\d{1,2}|{ordinal_words}|{ten}(?:\s+{units_after_ten})?)(?![^\W_])"
)
_SESSION = lexicon.pattern(
    r"{meeting}\s+(?:{time_ordinal}\s+\S+\s+(?:{of}\s+)?)?(?:{executive_committee}\s+)?{centre}(?:\s+{party})?"
)
_JOIN = lexicon.pattern(r"\s*(?:,|{and}|-|;)\s+|\s*-\s*")
_ONE_BREAK = lexicon.pattern(r"[^\S\n]*\n?[^\S\n]*(?=\S)")
_CLOSE = lexicon.pattern(r"\s*\)")
_AND, _ABOUT = map(lexicon.word, ("and", "about"))
_PLURAL = lexicon.group("plural_makers")
_TOGETHER, _WITHIN = map(lexicon.group, ("bodies_together", "bodies_within"))
_STAFF = lexicon.pattern(r"{helping_staff}$")
_WORD = lexicon.pattern(r"\s+([^\s,;.:()“”\"'*|/\[\]]+)")


def proper_name(text: str, low: str, at: int, limit: int = 4) -> int:
    """End of a place's name that begins at `at` (a blank): known provinces, else words that begin with a capital."""
    gap = _ONE_BREAK.match(text, at)
    if not gap:
        return at
    known, value = lexicon.provinces().longest(low, gap.end())
    if value is not None:
        return known
    end = at
    shouting = text[at : at + 40].isupper()
    for count in range(limit):
        word = _PROPER.match(text, end)
        if not word or not (word[1][0].isupper() or word[1][0].isdigit()) or shouting or _HEADING.match(low, end):
            break
        if (
            word[1].lower() == _ABOUT or text[word.end(1) : word.end(1) + 1] == "/"
        ):  # `xã Phố Bảng Về việc`, `UBND tỉnh V/v`
            break
        if word[1][0].isdigit() and end != at:
            break
        if _begins_title(text, word.end(1), key(word[1]), alone=end == at) or (
            count > 1 and "\n" in text[end : word.start(1)] and _goes_on_small(text, word.end(1))
        ):
            break
        end = word.end(1)
        if text[end : end + 1] in ",;.)":
            break
    return end


def _begins_title(text: str, end: int, word: str, *, alone: bool = False) -> bool:
    """`của UBND tỉnh Sửa đổi, bổ sung …`, `của UBND xã Đồng Tâm Phê duyệt …`: what the paper is about, with a capital; `alone`: one word tells."""
    following = _WORD_BEHIND.match(text, end)
    if following is None or not following[1].islower():
        return False
    stops = lexicon.words("issuer_stops")
    return f"{word} {key(following[1])}" in stops or (word in stops if alone else word == _ABOUT)


def _goes_on_small(text: str, end: int) -> bool:
    """`xã Hải Thượng⏎Bị bãi bỏ bởi …`: a line below a name that begins with a capital and goes on with none."""
    following = _WORD_BEHIND.match(text, end)
    return following is not None and following[1].islower()


def _glued_name(text: str, low: str, at: int) -> int:
    """End of the name that touches its kind of unit, `TP.Thủ Đức`, `TP.HCM`; 0 where none does."""
    if low[at - 1] != "." or not text[at : at + 1].isupper():
        return 0
    known, value = lexicon.provinces().longest(low, at)
    if value is not None:
        return known
    end = at
    for word in text[at : at + 40].split(" ")[:4]:
        letters = _GLUED.match(word)
        if not letters or not word[0].isupper():
            break
        end += len(letters.group()) + (end > at)
        if letters.group() != word:
            break
    return end


def _with_capitals(name: str) -> str:
    return name.title() if name.isupper() and len(name.split()) > 1 else name


def issuer_at(text: str, low: str, at: int, *, joint: bool = False) -> Issuer | None:
    """The body whose name begins at `at`, to its last word, with those that issue with it (`joint`); None where no body's name begins there."""
    session = _SESSION.match(low, at)
    if session:
        return _session(text, low, session)
    end, value = lexicon.bodies().longest(low, at)
    if value is None:
        return _unknown(text, low, at)
    if "," in value.full and _SPEAKS.match(low, end):
        end, value = _without_last(low, at, end, value)
    first = _one(text, low, at, end, value)
    if value.head and first.end == end and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        return _unknown(text, low, at) or first  # `Chủ nhiệm Ủy ban Thể dục thể thao`: a head of what no table knows
    return _joined(text, low, first) if joint or key(first.full).startswith(_TOGETHER) else first


_AND_MEETING = lexicon.pattern(r"\s*(?:,\s*)?(?={meeting}\s)")


def meeting_at(text: str, low: str, at: int) -> Issuer | None:
    """`Nghị quyết số 20-NQ/TW ngày 16/6/2022 Hội nghị lần thứ năm Ban Chấp hành Trung ương …`: the plenum stands without `của`."""
    gap = _AND_MEETING.match(low, at)
    found = _SESSION.match(low, gap.end()) if gap and text[gap.end() : gap.end() + 1].isupper() else None
    return _session(text, low, found) if found else None


def _without_last(low: str, at: int, end: int, body: lexicon.Body) -> tuple[int, lexicon.Body]:
    """`nghị quyết 226 của Bộ Chính trị, Ban Bí thư quy định:`: the second body begins what follows."""
    comma = low.rindex(",", at, end)
    shorter, value = lexicon.bodies().longest(low[:comma], at)
    return (shorter, value) if value and shorter == comma else (end, body)


def _session(text: str, low: str, found: re.Match[str]) -> Issuer:
    """`Hội nghị Trung ương lần thứ sáu khóa XIII`: the Central Committee of that term speaks."""
    end = found.end()
    ordinal = _ORDINAL.match(low, end)
    if ordinal and ordinal.end() > end:
        end = ordinal.end()
    term = _TERM.match(low, end)
    if term:
        end = _term_end(low, term)
    label = " ".join(text[found.start() : end].replace("*", " ").split())
    return Issuer(
        start=found.start(), end=end, full=label, local=False, placed=True, term=term["term"].upper() if term else None
    )


def _term_end(low: str, term: re.Match[str]) -> int:
    """Behind the bracket where the term stands in one."""
    closed = _CLOSE.match(low, term.end("term")) if "(" in term.group() else None
    return closed.end() if closed else term.end("term")


def _one(text: str, low: str, start: int, end: int, body: lexicon.Body) -> Issuer:
    """A known name with what belongs to it: the body a head speaks for, the unit, the term."""
    full, local, placed = body.full, body.local, False
    if key(full) in _TOGETHER:  # `liên Bộ Y tế`: the ministry's name begins with the word
        colon = _COLON.match(low, end)
        last = colon.end() if colon else low.rfind(low[start:end].split()[-1], start, end)
        longer, value = lexicon.bodies().longest(low, last)
        if value and longer > end:
            full, end, body = (
                f"{full}: {value.full}" if colon else f"{full.rpartition(' ')[0]} {value.full}",
                longer,
                value,
            )
    for _ in range(4):
        gap = lexicon.pattern(r"(?:\s*,)?\s+(?:{of}\s+)?").match(low, end)
        if not gap or not (body.head or key(body.full) in _WITHIN) or gap.group().count("\n") > 1:
            break
        next_end, value = lexicon.bodies().longest(low, gap.end())
        if value is None:
            unknown = _unknown(text, low, gap.end()) if key(body.full) in _WITHIN and "," not in gap.group() else None
            if unknown:  # `Đảng ủy Tổng công ty Sông Đà`
                return replace(unknown, start=start, full=_tidy(f"{full} {unknown.full}"))
            break
        full, local, end, body = f"{full} {value.full}", value.local, next_end, value
    numbered = _NUMBER_OF_BOARD.match(low, end) if key(full).startswith(_BOARD) else None
    if numbered:
        end, full = numbered.end(), f"{full} {text[numbered.start(1) : numbered.end()]}"
    gap = lexicon.pattern(r"\s+").match(low, end)
    city_end, city = lexicon.cities_in_short().longest(low, gap.end()) if gap else (end, None)
    if city:  # `UBND TPHCM`
        full, end, local, placed = f"{full} {city}", city_end, True, True
    elif (units := _units_behind(text, low, end)).words:
        full, end, local, placed = full + units.words, units.end, True, units.placed
    if local and not placed:
        name_end = proper_name(text, low, end)
        space = lexicon.pattern(r"\s+").match(low, end)
        province = space and lexicon.provinces().longest(low, space.end())[1]
        if name_end > end and (province or (body.unit and not _PERSONS.match(full.lower()))):
            full += " " + " ".join(text[end:name_end].split())
            end, placed = name_end, True
    term = _TERM.match(low, end)
    if term:
        end = _term_end(low, term)
    return Issuer(
        start=start, end=end, full=_tidy(full), local=local, placed=placed, term=term["term"].upper() if term else None
    )


class _Units(NamedTuple):
    """Units named behind a body: their words as they go on its name, where they end, whether one of them has its own name."""

    words: str
    end: int
    placed: bool


def _units_behind(text: str, low: str, end: int) -> _Units:
    """`thành phố Thủ Đức, TP.HCM` behind `UBND`; no words where no unit stands there."""
    full, placed = "", False
    for _ in range(3):
        unit = _UNIT.match(low, end)
        if not unit:
            break
        name_end = _glued_name(text, low, unit.end()) or proper_name(text, low, unit.end())
        if placed and name_end == unit.end():  # `UBND tỉnh Hà Tĩnh thành lập`
            break
        placed = placed or name_end > unit.end()
        words = text[end:name_end].replace("*", " ")
        name = text[unit.end() : name_end]
        if kind := _IN_FULL.get(" ".join(unit[1].split())):
            words = f"{kind} {lexicon.provinces().longest(low, unit.end())[1] or _with_capitals(name)}"
        full += " " + " ".join((words if not words.isupper() else f"{unit[1]} {_with_capitals(name)}").split())
        end = name_end
        comma = lexicon.pattern(r"\s*,(?=\s+{units_above_communes}\s)").match(low, end)
        above = _UNIT.match(low, comma.end()) if comma else None
        if comma and above and proper_name(text, low, above.end()) > above.end():
            end = comma.end()
            full += ","
    return _Units(full, end, placed)


_SPEAKS = lexicon.pattern(r"\s+(?:{speaks}|{regulates})(?![^\W_])")
_BOARD = lexicon.word("steering_committee")
_NUMBER_OF_BOARD = compiled(r"\s(\d{2,4}(?:\s?/[a-zđ]{2,3})?)(?![^\W_]|[/-])")  # `Ban Chỉ đạo 389/ĐP`
_COLON = compiled(r"\s*:\s+")
_COMMITTEE_FOR = lexicon.pattern(r"(?<![^\W_]){steering_committee}\s[^,;:.()]{0,40}\s{about}$")
_COMMA_IN_NAME = lexicon.pattern(r"{comma_in_name}(?![^\W_])")
_PERSONS = lexicon.pattern(r"(?:{deputy}\s+)?{offices_with_deputies}(?![^\W_])")  # `Bí thư Huyện ủy Nguyễn Văn A`


def _tidy(full: str) -> str:
    return " ".join(full.split())


def _joined(text: str, low: str, first: Issuer) -> Issuer:
    """`Bộ Tài chính và Bộ Tư pháp`: several bodies issue together."""
    for _ in range(5):
        gap = _JOIN.match(low, first.end)
        if not gap or gap.group().count("\n") > 1:
            return first
        end, value = lexicon.bodies().longest(low, gap.end())
        if value is None:
            end, value = _short_of_group(low, gap.end(), first)
        if value is None or not text[gap.end()].isupper():
            return first
        other = _one(text, low, gap.end(), end, value)
        joiner = " ".join(gap.group().split())
        full = f"{first.full}{'' if joiner == ',' else ' '}{joiner} {other.full}"
        first = Issuer(
            start=first.start,
            end=other.end,
            full=full,
            local=first.local,
            placed=first.placed or other.placed,
            term=first.term or other.term,
        )
    return first


def _short_of_group(low: str, at: int, first: Issuer) -> tuple[int, lexicon.Body | None]:
    """`liên Bộ Lao động - Tài chính`: the kind of body is said once."""
    group = next((words for words in _TOGETHER if key(first.full).startswith(f"{words} ")), None)
    if group is None:
        return at, None
    kind = f"{group.split()[-1]} "
    end, value = lexicon.bodies().longest(kind + low[at : at + 60], 0)
    return at + end - len(kind), replace(value, full=value.full[len(kind) :]) if value else None


def _with_next(low: str, word: re.Match[str]) -> str:
    """The word and the one behind it: `hướng dẫn`."""
    following = _WORD.match(low, word.end())
    return f"{word[1]} {following[1]}" if following else word[1]


_PROVISION = lexicon.pattern(r"(?:{article}|{clause}|{point}|{section}|{chapter}|{annex})(?![^\W_])")


def _begins_paper(low: str, word: re.Match[str]) -> bool:
    """`của Bộ Tham mưu và Điều 15 …`, `của Đoàn Chủ tịch và Quyết định số …`: what follows `và` is no part of the name."""
    begins = any(words in lexicon.type_words() for words in (word[1], _with_next(low, word)))
    return begins or _PROVISION.match(low, word.start(1)) is not None


def _unknown(text: str, low: str, at: int) -> Issuer | None:
    """A name that no table knows: it begins with a capital and goes on to a verb, a stop or a mark."""
    if at >= len(text) or not text[at].isupper():
        return None
    end = at
    here = at
    stops = lexicon.words("issuer_stops")
    heads = lexicon.words("body_heads")
    first = lexicon.pattern(r"[^\s,;.:()“”\"'*|/\[\]]+").match(low, at)
    if not first or first.group() not in heads:
        return None
    second = _WORD.match(low, first.end())
    if second and f"{first.group()} {second[1]}" in lexicon.type_words():  # `Văn bản Bộ trưởng ban hành`
        return None
    end = first.end()
    for _ in range(16):
        word = _WORD.match(low, end)
        if not word:
            break
        here = word.start(1)
        if word[1] in (_AND, "-"):
            nxt = _WORD.match(low, word.end())
            if (
                nxt
                and not _begins_paper(low, nxt)
                and nxt[1] not in heads
                and (text[nxt.start(1)].isupper() or (nxt[1] not in stops and nxt[1] not in _PLURAL))
            ):
                end = word.end()
                continue
            break
        if _COMMITTEE_FOR.search(low, at, word.end()) and text[word.end() + 1 : word.end() + 2].isupper():
            end = word.end()
            continue
        stops_here = not text[here].isupper() and (word[1] in stops or _with_next(low, word) in stops)
        if stops_here and not _STAFF.search(low, at, word.end()):
            break
        if text[here].isupper() and _begins_title(text, word.end(1), word[1]):
            break
        if "\n\n" in low[end:here]:
            break
        end = word.end(1)
    if end == first.end() or _COMMA_IN_NAME.match(low, low.rfind(" ", at, end) + 1):
        return None
    unit = _UNIT.search(low, at, end)
    named = unit is not None and end > unit.end() and proper_name(text, low, unit.end()) > unit.end()
    return Issuer(start=at, end=end, full=_tidy(text[at:end]), local=bool(unit), placed=named)
