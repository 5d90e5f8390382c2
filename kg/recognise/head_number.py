"""The number line and the line of place and date of a letterhead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from kg.compiled import compiled
from kg.model import Span
from kg.recognise import lexicon
from kg.recognise.head_lines import MARKUP, Top, line_before
from kg.recognise.numbers import AT_HOUR, DATE, Symbol, clean_symbol, read_date, symbol_at
from kg.recognise.type_before import type_before

NO = lexicon.word("number_word")
_LAW_ENDINGS = lexicon.group("law_endings")
_PLURAL = lexicon.words("plural")
_NUMBER_LINE = lexicon.pattern(
    r"(?:^|(?<=[\n|>]))[ *]*(?:{number_line_types}\s+)?{number_word}\s*:?[ *]*(?:\n[ *]*)?(?=\d|/|-\w|\.{2,}|…)", re.M
)
_INLINE_NUMBER = lexicon.pattern(r"(?:{law_types}\s+)?{number_word}\s*:\s*(?=\d)")
_PLACE_DATE = lexicon.pattern(
    r"(?P<place>[^\W\d_][^\n|,.;:()]{1,40}?)\s*,\s*" + AT_HOUR + r"{day_spellings}\s*(?P<d>\d{1,2})"
    r"(?:\s*,?\s*{month}\s*|[-/.])(?P<m>\d{1,2})(?:\s*,?\s*(?:{year}|{month})\s*|[-/.])(?P<y>\d{4})"
)
_DAY = lexicon.pattern(r"{day}\s*(?P<d>\d{1,2})\s*{month}\s*(?P<m>\d{1,2})\s*{year}\s*(?P<y>\d{4})")
_BLANK_DATE = lexicon.pattern(r"{day}[\s.…_]*{month}[\s.…_]*{year}")
_GAP = compiled(r"[ \xa0]{3,}|[^\S\n]*\t[^\S\n]*")
TITLE_WORDS = compiled(r"\S+")
_TITLE_NUMBER = lexicon.pattern(r"[\s*]*(?:{of}\s+[^\d|]{3,80}?[\s*]*)?{number_word}[\s*:]*(?=\d)")
_NUMBER_WORD = lexicon.pattern(r"(?<=\s){number_word}[\s*:]")
_BARE = compiled(r"(\d{1,4})(?: ([A-ZĐ]{1,4}))?(?!\S)")
_TITLE_JOINT = lexicon.pattern(r"[\s*]+[^\d|.;:]{3,110}?\s-\s[^\d|.;:]{3,110}?\s{number_word}[\s*:]*(?=\d)")
_LINE_ENDS = lexicon.pattern(r"[ *]*(?:\n|\||$|\s{3,}|[^\W\d_][^\n,]{1,30},\s+{day})")
_GROUNDS = lexicon.pattern(r"(?:{ground_openings}|{implements})\s")
_ALONE = lexicon.pattern(r"\d+/\d{4}/[^\s]+\s*(?:\n|{capital})")
_HYPHEN_ENDS = compiled(r"\s?-[ *]*(?:\n|\||\s{3,})")
_REST_OF_NUMBER = compiled(r"[ *|]*([A-ZĐ\u0400-\u042f&]{2,}(?:-[A-ZĐ\u0400-\u042f&]{2,})*)[ *]*(?:\n|\||\s{3,})")
_DIGITS_AND_GAP = compiled(r"(\d+[a-zđ]?)\s{1,12}(?=/|-\w)")
_SECOND_NUMBER = compiled(r"[-.]\d{3}(?!\d)")


class NumberLine(Struct, frozen=True, kw_only=True):
    """The number line; without a symbol its number is left open."""

    start: int
    end: int
    symbol: Symbol | None = None


class DateLine(Struct, frozen=True, kw_only=True):
    """The line of place and date."""

    start: int
    end: int
    iso: str | None
    place: str | None


def number_line(top: Top) -> NumberLine | None:
    """The number line: the first line of the letterhead that begins with `Số`."""
    for found in (
        *_NUMBER_LINE.finditer(top.low, 0, top.limit),
        *_INLINE_NUMBER.finditer(top.low, 0, top.limit),
    ):
        at = found.end()
        words = found.group().split(NO)[0].strip(" *\n")
        if _cites(top, found, words):
            continue
        if not top.low[at : at + 1].isdigit():
            line = top.low.find("\n", at)
            return NumberLine(start=found.start(), end=at if line < 0 else line)
        symbol = symbol_at(top.text, top.low, at)
        told = bool(words) and not words.endswith(_LAW_ENDINGS) and not _below_type(top, found)
        if symbol and told and not _LINE_ENDS.match(top.low, symbol.end):
            continue
        if symbol and symbol.letters:
            symbol = _both_numbers(top, symbol)
            return _wrapped(top, NumberLine(start=found.start(), end=symbol.end, symbol=symbol))
        if spaced := _spaced_symbol(top, at):
            return _wrapped(top, NumberLine(start=found.start(), end=spaced.end, symbol=spaced))
    return None


def numbers_at_line_starts(top: Top, end: int) -> Iterator[tuple[int, Symbol]]:
    """(where the line begins, its symbol) of each line before `end` that begins with `Số` and a symbol with letters."""
    for found in _NUMBER_LINE.finditer(top.low, 0, min(end, len(top.low))):
        symbol = symbol_at(top.text, top.low, found.end())
        if symbol and symbol.letters:
            yield found.start(), symbol


def _below_type(top: Top, found: re.Match[str]) -> bool:
    """`NGHỊ ĐỊNH`, on the line below it `Số 12 CN/NĐ ngày 03 tháng 6 năm 1949`; not a title in capitals that a line's end cuts."""
    return "\n" in found.group().strip() and NO.capitalize() in top.text[found.start() : found.end()]


def _cites(top: Top, found: re.Match[str], words: str) -> bool:
    """`Nghị định số: 01/2021/NĐ-CP`, `Luật Đầu tư số …` in a sentence: another paper's number; `words` stand between line start and `số`."""
    at = found.start()
    if not words:
        before = top.low[max(0, at - 12) : at].split()
        if before and before[-1].strip("(") in _PLURAL:
            return True  # `(các số: 45/TB-UBND, 52/TB-UBND)`
        told = None if top.text[top.text.rfind("\n", 0, at) + 1 : at].isupper() else type_before(top.text, top.low, at)
        if told and not told.plain and "\n" not in top.low[told.start : at]:
            return True  # `Nghị định của Chính phủ số: 15/CP`
        if not before or before[-1] not in _type_ends():
            return _goes_on(top, at, found.end())
        return "\n" not in top.low[max(0, at - 2) : at] or _broken_off(top, at, found.end())
    own_line = words.endswith(_LAW_ENDINGS) and _ALONE.match(top.low, found.end())
    capitals = top.text[at : found.end()].strip(MARKUP)[: len(words)].isupper()
    return ":" not in found.group() and not capitals and not own_line


def _goes_on(top: Top, at: int, end: int) -> bool:
    """`Căn cứ Luật Đất đai`, below it `số 31/2024/QH15`: the line above is one of the grounds, or the middle of a sentence."""
    begin = top.low.rfind("\n", 0, at - 1) + 1
    line = top.text[begin:at].strip(" *|>-\n")
    return (line[:1].islower() or bool(_GROUNDS.match(line.lower()))) and _broken_off(top, at, end)


def _broken_off(top: Top, at: int, end: int) -> bool:
    """`Căn cứ Nghị quyết`, below it `số 06/2014/NQ-HĐND`: a sentence goes on, in small letters."""
    line = top.text[:at].rstrip(" \n*").rpartition("\n")[2].strip(" *|>-")
    small = NO in top.text[at:end] and not line.isupper()
    return small and bool(line) and " ".join(line.lower().split()) not in lexicon.type_words()


def _spaced_symbol(top: Top, at: int) -> Symbol | None:
    """`11    /2025/QĐ-UBND`: a number whose digits were filled into a gap."""
    spaced = _DIGITS_AND_GAP.match(top.low, at)
    rest = symbol_at(_closed(top.text, spaced), _closed(top.low, spaced), at) if spaced else None
    if spaced is None or rest is None or not rest.letters:
        return None
    end = rest.end + spaced.end() - spaced.end(1)
    return replace(rest, end=end, printed=clean_symbol(top.text[at:end]), doubtful=False)


def _wrapped(top: Top, number: NumberLine) -> NumberLine:
    """`Số: 24/HDLN-BCA-BQP-BYT-   Hà Nội, ngày …`, the rest of the letters at the head of the line below."""
    line = top.text.find("\n", number.end)
    rest = _REST_OF_NUMBER.match(top.text, line + 1) if line > 0 else None
    if number.symbol is None or rest is None or not _HYPHEN_ENDS.match(top.text, number.end):
        return number
    symbol = replace(number.symbol, printed=clean_symbol(f"{number.symbol.printed}-{rest[1]}"))
    return replace(number, symbol=symbol)


def number_in_title(top: Top, at: int, date: DateLine | None) -> tuple[NumberLine | None, DateLine | None]:
    """`NGHỊ QUYẾT CỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010 VỀ …`, `Nghị định 61-CP`."""
    found = _TITLE_NUMBER.match(top.low, at) or _TITLE_JOINT.match(top.low, at)
    if found is None or of_another(top, *found.span()):
        return None, date
    symbol = symbol_at(top.text, top.low, found.end()) if top.text[found.start() : found.end()].isupper() else None
    if symbol is None or not symbol.letters:
        symbol = _bare_number(top, found.end())
    if symbol is None:
        return None, date
    symbol = _both_numbers(top, symbol)
    day = DATE.match(top.low, symbol.end)
    if day and (date is None or date.start > day.start()):
        date = DateLine(start=day.start(), end=day.end(), iso=read_date(day).iso, place=None)
    return NumberLine(start=found.start(), end=day.end() if day else symbol.end, symbol=symbol), date


def of_another(top: Top, start: int, end: int) -> bool:
    """`CỦA CHÍNH PHỦ THỰC HIỆN NGHỊ QUYẾT SỐ 57-NQ/TW`: does the number in the stretch belong to a type named in it?"""
    number = _NUMBER_WORD.search(top.low, start, end)
    told = type_before(top.text, top.low, number.start()) if number else None
    return told is not None and told.start >= start


def number_above(top: Top, kind: str, at: int) -> NumberLine | None:
    """`TOÀN VĂN: KẾT LUẬN 155-KL/TW CỦA BỘ CHÍNH TRỊ`, as a site prints it above the paper: the number of the paper, in words that also cite it."""
    named = lexicon.pattern(lexicon.spaced(kind) + r"\s+(?:{number_word}\s*(?::\s*)?)?(?=\d)")
    for found in named.finditer(top.low, 0, at):
        symbol = symbol_at(top.text, top.low, found.end())
        if symbol and symbol.letters and _is_headline(top, found.start()):
            return NumberLine(start=0, end=0, symbol=symbol)
    return None


def _is_headline(top: Top, at: int) -> bool:
    """A line in capitals, or marked as a heading of the page, or the first of all."""
    begin = top.low.rfind("\n", 0, at) + 1
    if not top.text[:at].strip(MARKUP):
        return True
    line = top.text[begin : (top.text.find("\n", at) + 1 or len(top.text) + 1) - 1]
    return line.lstrip(" *").startswith("#") or (line.isupper() and len(line) < 400)


def _both_numbers(top: Top, symbol: Symbol) -> Symbol:
    """`102-SL/L-004` of 1957: the number among decrees, and that among laws."""
    second = _SECOND_NUMBER.match(top.low, symbol.end)
    return replace(symbol, end=second.end(), printed=symbol.printed + second[0]) if second else symbol


def _bare_number(top: Top, at: int) -> Symbol | None:
    """`SẮC LỆNH … Số 68 NGÀY 30 THÁNG 11 NĂM 1945`, `SỐ 28 NV NGÀY …`: a number without letters, or with some behind a blank, is one where its date follows."""
    number = _BARE.match(top.text, at)
    if not number or not DATE.match(top.low, number.end()):
        return None
    return Symbol(end=number.end(), number=number[1], printed="-".join(filter(None, number.groups())))


def date_line(top: Top, number: NumberLine | None) -> DateLine | None:
    """`Hà Nội, ngày 20 tháng 11 năm 2025`, before the grounds."""
    start = max(0, number.start - 900) if number else 0
    end = min(top.limit, number.end + 900) if number else min(top.limit, 2500)
    for found in _PLACE_DATE.finditer(top.low, start, end):
        read = read_date(found)
        begin = _after_gap(top, found.start("place"), found.end("place"))
        place = " ".join(top.text[begin : found.end("place")].replace("*", " ").split())
        if len(place.split()) > 6 or not place[:1].isupper():
            words = place.split()
            place = " ".join(words[-3:])
        if _in_sentence(top, found.start("place")):
            continue
        if top.low[found.end("d")] in "-/." and not _is_whole_line(top, found):
            continue  # `thay thế Hướng dẫn số 11-HD/VPTW, ngày 28/5/2004`
        return DateLine(start=begin, end=found.end(), iso=read.iso, place=place)
    for found in _DAY.finditer(top.low, number.end if number else start, end if number else start):
        if town := _province_before(top, found.start()):
            town_at = found.start() - len(town) - 1
            return DateLine(start=town_at, end=found.end(), iso=read_date(found).iso, place=town)
    behind = DATE.match(top.low, number.end) if number else None
    if behind:
        return DateLine(start=behind.start(), end=behind.end(), iso=read_date(behind).iso, place=None)
    if number and not _BLANK_DATE.search(top.low, start, end):
        day = _DAY.search(top.low, number.end, min(end, number.end + 300))
        if (
            day
            and not line_before(top, day.start()).strip(" *|>-_")
            and top.low[day.end() : day.end() + 8].strip(" *|")[:1] in ("", "\n")
        ):
            return DateLine(start=day.start(), end=day.end(), iso=read_date(day).iso, place=None)
    return None


def _after_gap(top: Top, start: int, end: int) -> int:
    """`BAN TUYÊN GIÁO          Tuần Giáo, ngày …`: where the right one of two columns begins, whose left one names who issues."""
    gaps = list(_GAP.finditer(top.text, start, end))
    return gaps[-1].end() if gaps else start


def _is_whole_line(top: Top, found: re.Match[str]) -> bool:
    """Do a place's name and the date fill the line or the cell?"""
    words = top.text[found.start("place") : found.end("place")].replace("-", " ").split()
    before = line_before(top, found.start()).rpartition("|")[2]
    return (
        not before.strip(" *>_")
        and all(word.isalpha() and word[0].isupper() for word in words)
        and top.low[found.end() : found.end() + 8].strip(" *|")[:1] in ("", "\n")
    )


def _province_before(top: Top, at: int) -> str | None:
    """`Hà Nội ngày 11 tháng 4 năm 2025`, without a comma."""
    words = list(TITLE_WORDS.finditer(top.text, max(0, at - 40), at))[-4:]
    for word in words:
        end, known = lexicon.provinces().longest(top.low, word.start())
        if known and top.text[word.start()].isupper() and top.low[end:at] == " ":
            return top.text[word.start() : end]
    return None


def _in_sentence(top: Top, start: int) -> bool:
    before = line_before(top, start).strip(" *|>-")
    return bool(lexicon.pattern(r"(?:\S\s+{number_word}\s+\S*\d\S*|{law}|{passes}|{issues})\s*$").search(before))


def _closed(kept: str, spaced: re.Match[str]) -> str:
    """The text to a number's end, without the gap behind its digits (`11    /2025/QĐ-UBND`)."""
    return kept[: spaced.end(1)] + kept[spaced.end() : spaced.end() + 60].replace("\n", " ")


@cache
def _type_ends() -> frozenset[str]:
    """Last words of types: `Nghị định số: 01/2021/NĐ-CP` cites."""
    return frozenset(words.rpartition(" ")[2] for words in lexicon.type_words()) - set(_LAW_ENDINGS)


_LAST_LINES = 2000  # characters in which a law ends with its day, without forms behind it


def day_at_the_end(top: Top, start: int, signature: Span | None) -> str | None:
    """`Hà Nội, ngày 12 tháng 3 năm 1992`, a line of its own under a law that has no other day, right above the signature of other papers."""
    begin = max(start, (signature.start if signature else len(top.low)) - _LAST_LINES)
    lines = [m for m in _PLACE_DATE.finditer(top.low, begin) if _is_whole_line(top, m)]
    if signature:
        lines = [
            m for m in lines if m.end() <= signature.start and not top.low[m.end() : signature.start].strip(MARKUP)
        ]
    return read_date(lines[-1]).iso if lines else None
