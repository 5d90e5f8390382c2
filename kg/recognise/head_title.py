"""The type of a paper where it stands as a heading, and the lines of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg.compiled import compiled
from kg.model import Span
from kg.recognise import lexicon
from kg.recognise.head_lines import (
    GROUND,
    LETTER_MARK,
    MARKUP,
    OFFICE,
    UNFINISHED,
    Top,
    above_grounds,
    is_authority,
    is_ground,
    is_prose,
    is_speaker,
    line_before,
)
from kg.recognise.head_number import NO, TITLE_WORDS, DateLine, NumberLine, of_another
from kg.recognise.issuers import issuer_at
from kg.recognise.numbers import DATE, OF, symbol_at
from kg.recognise.rows import TypeRow
from kg.text import fold

_SUBJECT_LINE = 120  # letters
_TYPE_WORD = compiled(r"[^\s*|:]+")
_RULES_OF_PARTY = lexicon.word("rules_of_party")
_DEAR = lexicon.word("dear")
MOTTO = lexicon.pattern(
    r"{republic_head}\s+{republic_end}\s+(?:{social}(?:\s+{socialism_end}(?:\s+{vietnam})?)?)?|(?<![^\W_])(?:{social}\s+)?{motto_end}|{motto_independence}\s*[-–.]*\s*{motto_freedom}\s*[-–.]*\s*{motto_happiness}|{communist_party}\s*(?:\n[\s*]*)?{vietnam}|{democratic_vietnam}\s+{republic_end}|{motto_independence}\s*[-–]?\s*$|{motto_freedom}\s*[-–]\s*{motto_happiness}"
)
RULE = lexicon.pattern(r"[\s|*_=.\-–—#>]*$")
_WHOLE_NUMBER = lexicon.pattern(r"{number_word}\s*:?\s*\d\S*(?:\s?[-/]\s?\S+)*")
_SUBJECT = lexicon.pattern(r"(?:{about_short}|{regarding}|{abstract})\s*:?\s*")
_JOINT_ALONE = lexicon.pattern(r"[^\S\n*]+(?:{joint}|{joint_ministries}|{joint_branches})[ *|:]*\n")
_RESOLVES = lexicon.pattern(r"[\s*_|]*(?:{resolves}|{decision})\s*:[\s*_|]*$")
_SPEAKS = lexicon.pattern(r"\s+{speaks}")
_EDITORS_NOTE = compiled(r"[\s*]*\[[^\[\]]{8,900}\]")
_GROUNDS_FOLLOW = lexicon.pattern(r"(?<=\S)(?:[ ;.]+{on_grounds_capital}\s|\s*\[)")
# `(Ban hành kèm theo Quyết định số …)`, `(Do Chủ tịch … trình bày tại kỳ họp thứ 9)` under the title
_IN_BRACKETS = lexicon.pattern(
    r"\s*\n[\s*_]*\(\s*(?:(?:{issues}\s+)?{attached}\s|{by_agent}\s[^()]{5,160}\s{read_out}\s)"
)
_TITLE_OPENS = lexicon.pattern(r"\s+(?:{about}|{about_short}|{issues}|{approves}|{repeals}|{amends})\s")
_OPENS = lexicon.pattern(r"\n[ *-]*(?:{on_grounds}|{implements}|{in_order_to}\s|{article}\s+1|{considering}\s)")
_SESSION_DAYS = lexicon.pattern(r"\({from}\s+{day}[^()\n]{10,90}\)")
_LAW_TYPES = lexicon.pattern(r"\s+((?:{code_head}\s+)?{law}|{ordinance}|{resolve_head}\s+{halves_of_types})\s")
_MADE_BY = lexicon.pattern(
    r"[\s*]*{of}\s+(?:(?!\s{about}\s)[^\d|]){3,80}?\s+{number_word}\s+\S*\d\S*(?:\s-\s[^\W\d_]\S*)?(?:\s+{day}\s*\d{1,2}\s*(?:/|-|{month})\s*\d{1,2}\s*(?:/|-|{year})\s*\d{4}(?!\d)|(?=[\s*]*\n[\s*]*{about}\s))"
)
_MADE_BY_BODY = lexicon.pattern(
    r"[\s*]*{of}\s+(?P<body>[^\d|\n]{3,90}?)[ *]*\n[\s*_-]*(?={about}\s|{about_short}|{regarding})"
)
_FIRST_LINE = compiled(r"[^\S\n]*\n\s*([^\n]+)")
_ABOUT = lexicon.pattern(r"[\s*]*{about}\s+")
_DAY = r"{day}\s*\d{1,2}\s*(?:/|-|{month})\s*\d{1,2}\s*(?:/|-|{year})\s*\d{4}(?!\d)"
# `LUẬT CỦA QUỐC HỘI NƯỚC … SỐ 28/2001/QH10 VỀ DI SẢN VĂN HÓA`
_ADOPTED = lexicon.pattern(
    rf"[\s*]*(?:{{number_word}}\s*\S*\d\S*\s+)?(?:{_DAY}\s+)?{{of}}\s+{{national_assembly}}(?!\w)[^\d|]{{0,80}}?(?:\s+{{number_word}}\s*\S*\d\S*)?(?:\s+{_DAY})?\s+(?={{about}}\s)"
)
_OF_ASSEMBLY = lexicon.pattern(
    r"[\s*]*{of}\s+{national_assembly}\s[^\n]{0,60}?(?:{term}|{term_spelling}|{republic_head})\s"
)
_BEFORE_NAMES = tuple(f"{word} " for word in lexicon.group("before_names"))


def heading(top: Top, number: NumberLine | None, date: DateLine | None) -> tuple[str | None, int, int]:
    """(type, where its heading begins, where it ends): a line that begins with a type in capitals."""
    begin = (
        min(number.end if number else 0, date.end if date else (number.end if number else 0)) if number or date else 0
    )
    end = min(len(top.low), begin + 3000)
    at = begin
    letter = False
    for line in top.low[begin:end].split("\n"):
        start = at + len(line) - len(line.lstrip(" *|#>_\t-"))
        at += len(line) + 1
        body = top.low[start : at - 1]
        if not body.strip(" *|-_"):
            continue
        for row, stop in types_at(top, start, at - 1):
            if top.text[start:stop].isupper() and not (begin == 0 and start > 1500):
                if letter and row.loose and not number:
                    break
                return _longer_kind(top, row.type, start, stop)
        if lexicon.pattern(r"(?:{about_short}|{addressed_to})").match(body):
            letter = True
            if number and number.symbol and body.startswith(_DEAR):
                return None, -1, -1
        if lexicon.pattern(r"(?:{on_grounds}|{article}\s+1)").match(body):
            break
    if date is None:
        return _sentence_kind(top) if number is None else (None, -1, -1)
    found = _inline_kind(top, date)
    return found if found[0] else _law_behind(top, date.end)


def types_at(top: Top, start: int, end: int) -> Iterator[tuple[TypeRow, int]]:
    """(type, where its words end) of each type whose words begin there, the longest first."""
    words = list(islice(_TYPE_WORD.finditer(top.low, start, end), lexicon.LONGEST_TYPE))
    for count, row in lexicon.types_of([word.group() for word in words]):
        if row.type:
            yield row, words[count - 1].end()


def _law_behind(top: Top, at: int) -> tuple[str | None, int, int]:
    """`… năm 2006 QUỐC HỘI NƯỚC … (Từ ngày 17 tháng 10 đến ngày 29 tháng 11 năm 2006) LUẬT QUẢN LÝ THUẾ`, all on the date's line."""
    line = top.low.find("\n", at)
    session = _SESSION_DAYS.search(top.low, at, line if line > 0 else at + 600)
    kind = _LAW_TYPES.match(top.low, session.end()) if session else None
    if kind is None or not top.text[kind.start(1) : kind.end(1)].isupper():
        return None, -1, -1
    return " ".join(kind[1].split()), kind.start(1), kind.end(1)


def _sentence_kind(top: Top) -> tuple[str | None, int, int]:
    """`Quyết định ban hành tiêu chuẩn tạm thời` as the first line of a paper without letterhead, with grounds or tasks below it."""
    start = len(top.low) - len(top.low.lstrip(" \n*#|"))
    line_end = top.low.find("\n", start)
    if top.low[start : line_end if line_end > 0 else None].rstrip(" *").endswith("?"):
        return None, -1, -1
    row, stop = next(types_at(top, start, line_end if line_end > 0 else start + 400), (None, start))
    if row is None or not top.text[start].isupper():
        return None, -1, -1
    if not _OPENS.search(top.low, start, start + 2500) and not _TITLE_OPENS.match(top.low, stop):
        return None, -1, -1
    if symbol_at(top.text, top.low, stop + 1) or top.low[stop : stop + 4].strip().startswith(NO):
        return None, -1, -1
    return row.type, start, stop


def _longer_kind(top: Top, kind: str, start: int, stop: int) -> tuple[str, int, int]:
    """`HƯỚNG DẪN LIÊN NGÀNH`, `THÔNG TƯ LIÊN TỊCH` over two lines."""
    rest = lexicon.pattern(r"[\s*]+({joint}|{joint_ministries}|{action}|{joint_branches}|{consolidated})").match(
        top.low, stop
    )
    if rest and top.text[rest.start(1) : rest.end(1)].isupper():
        longer = lexicon.type_words().get(f"{kind} {' '.join(rest[1].split())}")
        if longer:
            return longer.type, start, rest.end()
        if _JOINT_ALONE.match(top.low, stop):
            return kind, start, rest.end()  # `KẾ HOẠCH LIÊN NGÀNH`, and below it what about
    return kind, start, stop


def _inline_kind(top: Top, date: DateLine) -> tuple[str | None, int, int]:
    """`Hà Nội, ngày 14 tháng 7 năm 1993 LUẬT ĐẤT ĐAI`: the heading on the date's line."""
    start = date.end + len(top.low[date.end :]) - len(top.low[date.end :].lstrip(" \n*|"))
    for row, stop in types_at(top, start, start + 120):
        if top.text[start:stop].isupper():
            return _longer_kind(top, row.type, start, stop)
    return None, -1, -1


_NUMBER_AND_DAY = lexicon.pattern(
    rf"[\s*]*{{number_word}}\s*\S*\d\S*(?:\s[^\W\d_]{{1,8}}(?:[-/]\S{{1,12}})+)?\s+{_DAY}"
)
# a paper of hardly any words: the signature stands right under its title
_SIGNED_HERE = lexicon.pattern(
    rf"[ *|]*(?:(?:{lexicon.marks('signing_for_body')})\s*\.?\s+[^\W\d_]|(?:{lexicon.marks('signing_marks')})\s*\.?\s*{OFFICE}|{OFFICE}[ *|]*\n(?:[ *|]*\n)*[ *|]*[(\[]\s*{{signed_marks}}\s*[)\]])"
)


def title_lines(top: Top, start: int, kind: str | None) -> Span:
    """The lines under the type, to a rule, a blank line behind capitals, or the grounds; of a letter the `V/v`."""
    if kind is None:
        for subject in _SUBJECT.finditer(top.low, 0, top.limit):
            before = line_before(top, subject.start()).strip(" *|(")
            if not before or _WHOLE_NUMBER.fullmatch(before):
                return _lines(top, subject.end(), 8)
        return Span(0, 0)
    while note := _EDITORS_NOTE.match(top.low, start):
        start = note.end()
    row = lexicon.type_words().get(kind)
    named = row and row.named
    if said := _NUMBER_AND_DAY.match(top.low, start):
        start = said.end()  # `PHÁP LỆNH`, below it `SỐ 28-L/CTN NGÀY 02/12/1993 CỦA …`
    if (named and (said := _ADOPTED.match(top.low, start))) or (
        (said := _MADE_BY.match(top.low, start)) and not of_another(top, *said.span())
    ):  # `CỦA CHÍNH PHỦ SỐ 03/NQ-CP NGÀY 15 THÁNG 01 NĂM 2010`
        start = said.end()
    elif (
        (of := OF.match(top.low, start))
        and (body := issuer_at(top.text, top.low, of.end()))
        and top.low[start - 1].isdigit()
    ):
        start = body.end  # `NGHỊ QUYẾT SỐ 58 NQ/HĐNN8 NGÀY 11-3-1988 CỦA HỘI ĐỒNG NHÀ NƯỚC`
    elif (said := _MADE_BY_BODY.match(top.low, start)) and _decides(top, *said.span("body")):
        start = said.end()  # `QUYẾT ĐỊNH CỦA UBND TỈNH LÀO CAI`, and below it `Về việc …`
    if named and (about := _ABOUT.match(top.low, start)) and top.low.startswith(f"{kind} ", about.end()):
        start = about.end() + len(kind)  # `LUẬT CỦA QUỐC HỘI … SỐ 06/2003/QH11 NGÀY … VỀ LUẬT BIÊN GIỚI QUỐC GIA`
    if not named and _none_above_grounds(top, start):
        return Span(start, start)
    return _lines(top, start, 24, kind)


def _none_above_grounds(top: Top, start: int) -> bool:
    """Does who decides stand right below the type, above the grounds, so that there is no title?"""
    first = _FIRST_LINE.match(top.text, start)
    return first is not None and is_authority(first[1]) and above_grounds(top, first.end())


def title_without_type(top: Top, start: int) -> Span:
    """The capitals right below number and date, where the line of the type is lost: `BAN HÀNH QUY CHẾ LÀM VIỆC …`, above who decides."""
    at = start
    for line in top.text[start : start + 600].split("\n"):
        words = line.strip(MARKUP)
        if at > start and words and not RULE.match(line):
            fits = words.isupper() and len(words) > 12 and not is_authority(line) and not MOTTO.search(words.lower())
            return _lines(top, at, 24) if fits else Span(0, 0)
        at += len(line) + 1
    return Span(0, 0)


def _lines(top: Top, start: int, limit: int, kind: str = "") -> Span:
    end = at = start
    spoken = bool(kind) and not _kind_in_capitals(top, start)
    for index, line in enumerate(top.low[start : start + 3500].split("\n")):
        printed = top.text[at : at + len(line)]
        before = top.text[start:end].strip(MARKUP)
        if index > limit or (index and (_ends_above(top, printed, before, line, at, kind))):
            break
        if RULE.match(line):
            if before and (
                line.strip(" *|") or (end > start and (spoken or not _goes_on(top, at + len(line) + 1, before, kind)))
            ):
                break
        elif before and (
            (printed.isupper() and _SIGNED_HERE.match(top.low, at))
            or (spoken and not _is_rest(printed))
            or is_prose(printed, before)
            or (
                not _in_name(top, kind, start, at)
                and not top.low[start:at].rstrip(" *\n").endswith(UNFINISHED)
                and (is_authority(printed) or (index and (is_speaker(top, at, line) or _speaks(top, at, line))))
            )
        ):
            break
        else:
            end = at + len(line.rstrip())
        at += len(line) + 1
    while start < end and top.text[start] in " \n*|:#":
        start += 1
    behind = _IN_BRACKETS.search(top.low, start, end) or _GROUNDS_FOLLOW.search(top.text, start, end)
    return Span(start, behind.start() if behind else end)


def _ends_above(top: Top, printed: str, before: str, line: str, at: int, kind: str) -> bool:
    """Does the title end above the line: the grounds, the motto, an address, `CỦA QUỐC HỘI KHÓA XII, KỲ HỌP THỨ 5`?"""
    if is_ground(top, printed, before, at) or LETTER_MARK.search(line) or _RESOLVES.match(line):
        return True
    if MOTTO.fullmatch(line.strip(" *|")) and (
        before or kind != _RULES_OF_PARTY
    ):  # `ĐIỀU LỆ`, `ĐẢNG CỘNG SẢN VIỆT NAM`
        return True
    if kind == _RULES_OF_PARTY and before and printed.lstrip(MARKUP).startswith("("):
        return True  # `(Đại hội đại biểu toàn quốc lần thứ XI của Đảng thông qua …)`
    return before != "" and printed.isupper() and _OF_ASSEMBLY.match(top.low, at) is not None


def _speaks(top: Top, at: int, line: str) -> bool:
    """`Bộ Chính trị kết luận:`, the text itself, right below the title."""
    body = issuer_at(top.text, top.low, at + len(line) - len(line.lstrip(MARKUP)))
    return body is not None and line.rstrip(MARKUP).endswith(":") and _SPEAKS.match(top.low, body.end) is not None


def _kind_in_capitals(top: Top, start: int) -> bool:
    """`Quyết định về việc …` as the first line of a paper without letterhead names its type in small letters."""
    return top.text[max(0, start - 8) : start].strip(" *|#:.\n").isupper() or "\n" in top.text[start - 1 : start]


def _is_rest(printed: str) -> bool:
    """The line goes on with a sentence: small letters, or brackets."""
    opening = printed.lstrip(MARKUP)[:1]
    return opening.islower() or opening == "("


def _in_name(top: Top, kind: str, start: int, at: int) -> bool:
    """`LUẬT NGHĨA`, and below it `VỤ QUÂN SỰ`: does a known name of a law go on?"""
    tree = lexicon.law_names().get(kind)
    begin = at - len(top.low[start:at].lstrip(" \n*|:"))
    return tree is not None and tree.longest(top.low, begin)[0] > at


def _goes_on(top: Top, at: int, before: str, kind: str) -> bool:
    """Behind a blank line: a title in capitals goes on in capitals, any title with a small letter, the subject of a letter up to whom it is sent."""
    following = top.text[at : at + 400].lstrip(" \n*|").split("\n")[0]
    if not kind and _above_addressees(top, at, following):
        return True
    if re.match(r"[^\W\d_](?:[^\W\d_]*\s|[^\W\d_]+$)", following) and following[0].islower():
        return not before.endswith((".", ":", ";")) and len(following) < 200
    board = fold(following).startswith(lexicon.group("boards_of_bodies"))  # `HỘI ĐỒNG THÀNH VIÊN` decides
    return following.isupper() and not board and not is_authority(following) and not GROUND.match(following.lower())


def _above_addressees(top: Top, at: int, following: str) -> bool:
    """Does nothing but a line without a day, motto or stop stand above `Kính gửi:`?"""
    begin = top.text.find(following, at) if following.strip() else -1
    below = top.low[begin + len(following) : begin + len(following) + 60].lstrip(MARKUP)
    return (
        begin >= 0
        and LETTER_MARK.match(below) is not None
        and len(following) < _SUBJECT_LINE
        and not following.rstrip(MARKUP).endswith((".", ":"))
        and not MOTTO.search(following.lower())
        and not DATE.search(f" {following.lower()}")
    )


def runs_on(top: Top, at: int) -> bool:
    """Does the heading stand in the middle of a line (`Hà Nội, ngày 29 tháng 11 năm 2024 LUẬT ĐẦU TƯ CÔNG`)?"""
    return bool(line_before(top, at).strip(" *|#\t"))


def capitals_of(top: Top, title: Span) -> Span:
    """A heading that runs on into the text on its line: its capitals, without who decides (`… ỦY BAN NHÂN DÂN TỈNH KON TUM`)."""
    words = list(TITLE_WORDS.finditer(top.text, title.start, title.end))
    small = [bool(re.search(r"[^\W\d_]", w.group())) and w.group()[1:].islower() for w in words]
    end = title.end
    if words and words[0].group().isupper():
        prose = next((i for i in range(1, len(words) - 1) if small[i] and small[i + 1]), len(words))
        end = words[prose - 1].end()
        for word in words[max(1, prose - 14) : prose]:
            if _decides(top, word.start(), end) and not top.low[: word.start()].endswith(_BEFORE_NAMES):
                return Span(title.start, len(top.text[: word.start()].rstrip()))
    return Span(title.start, end)


def _decides(top: Top, at: int, end: int) -> bool:
    """Does the name of a body that a table knows stand there, to the end?"""
    if lexicon.bodies().longest(top.low, at)[1] is None:
        return False
    body = issuer_at(top.text, top.low, at)
    return body is not None and body.end >= end
