"""Who issues a paper: its letterhead, the line that names who decides, else who speaks."""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Span
from kg.recognise import lexicon
from kg.recognise.head_lines import MARKUP, Top, above_grounds, in_small_letters, is_body, line_before
from kg.recognise.head_number import DateLine, NumberLine
from kg.recognise.issuers import issuer_at
from kg.recognise.letterhead import bodies_in, joint_letterhead, letterhead_cells, read_letterhead, runs_of_capitals
from kg.text import fold, key

_ASKS = lexicon.pattern(r"\s(?:{asks}|{directive}|{decision}\s*:|{resolves}\s*:)")
_SPEAKS = lexicon.pattern(r"\s+{speaks}")
_WORDS = compiled(r"[^\W\d_][^\s,;.]*")
_NAMED_UNIT = lexicon.pattern(r"(?:{province}|{city}|{city_abbreviated})\s+")
_ABOVE_UNIT = lexicon.pattern(
    r"(?:\s*,\s+{units_above_communes}\s[^,;.:()\n]{2,30})?\s*[,-]?\s+(?P<kind>{province}|{city}|{city_abbreviated})\s+"
)
_CENTRAL_SPEAKS = lexicon.pattern(r"\n[ *-]*({central_speakers})\s+(?:{speaks}|{regulates})(?![^\W_])")
_OF_IN_TITLE = lexicon.pattern(r"[\s*|]*{of}\s+")
_CONGRESS_LINE = lexicon.pattern(
    r"(?P<what>{congress_word}(?:[^\S\n]+{delegates})?(?P<whose>[^\n,;.:]{0,60}?)\s+{time_ordinal}\s+(?P<no>[ivxlc]+|\d{1,2}))(?![^\W_])"
)
_MINISTRIES = lexicon.pattern(r"{code_head}\s[^-]{2,60}-\s?{code_head}\s")
_IN_PROVINCE = lexicon.pattern(r"{parts_of_departments}\s(?!.*\s(?:{numbered_areas})(?:\s|$))")
_DEPARTMENT, _AND = lexicon.word("department"), lexicon.word("and")
_SHORTEST_CODE = 3  # letters: `SYT`
_LAST_UNIT = lexicon.pattern(r"\s+{province_types}$")


def letterhead_issuer(
    top: Top, number: NumberLine | None, date: DateLine | None, kind_at: int, title: Span, joint: bool
) -> tuple[str | None, str]:
    """(full name, unit in words) from the letterhead; `joint`: type or number say that several bodies issue it."""
    stops = [
        x
        for x in (
            number.start if number and number.end else None,
            date.start if date else None,
            kind_at if kind_at > 0 else None,
        )
        if x
    ]
    congress = _congress(top, min(stops, default=0), title.start)
    if congress:
        return congress, ""
    letters = bool(number and number.symbol and len(number.symbol.letters) > 2 and not number.symbol.party)
    # the right column may come first: `ĐẢNG CỘNG SẢN VIỆT NAM`, `Bắc Kạn, ngày …`, `TỈNH ỦY BẮC KẠN`, `Số …`
    heads = (_letterhead(top, stop, joint=joint, letters=letters) for stop in sorted(stops))
    found = next((head for head in heads if head), None)
    if found and key(found[0]) in map(key, lexicon.group("central_committees")):
        return _of_organisation(top, found[0], title.start), found[1]
    return found or (None, "")


def _of_organisation(top: Top, committee: str, end: int) -> str:
    """`BAN CHẤP HÀNH TRUNG ƯƠNG` beside `ĐOÀN TNCS HỒ CHÍ MINH`: the committee of that organisation, not the Party's."""
    for line in top.text[:end].split("\n"):
        for cell in line.split("|"):
            words = key(cell.strip(MARKUP))
            _, whose = lexicon.bodies().longest(words, 0)
            if whose and cell.isupper() and words in lexicon.group("mass_organisations"):
                return f"{committee} {whose.full}"
    return committee


def _congress(top: Top, end: int, title: int) -> str | None:
    """`ĐẠI HỘI ĐẠI BIỂU TOÀN QUỐC LẦN THỨ XI` at the head of a line of its own, or of the title: a congress speaks."""
    heads = (m for m in _CONGRESS_LINE.finditer(top.low, 0, end) if not line_before(top, m.start()).strip(" *|#\t"))
    lines = (*heads, *filter(None, (_CONGRESS_LINE.match(top.low, title),)))
    for found in sorted(lines, key=lambda m: not m["whose"]):  # `ĐẠI HỘI ĐẠI BIỂU LẦN THỨ I` below `ĐẢNG BỘ TỈNH …`
        if top.text[found.start() : found.end()].isupper():
            whose = " ".join(found["whose"].split())
            national = not whose or whose in lexicon.group("national_congress")
            label = lexicon.phrases("congress")[0]
            return label.replace("XIII", found["no"].upper()) if national else in_small_letters(top, found["what"])
    return None


def _letterhead(top: Top, end: int, joint: bool, letters: bool) -> tuple[str, str] | None:
    cells = letterhead_cells(top.text[:end], top.low[:end])
    capitals = [c for c in cells if c.isupper() and len(c) < 200][-12:]
    if not capitals:
        capitals = [run for c in cells for run in runs_of_capitals(c)]
    joint = joint or _ministries_in_one_line(capitals)
    several = joint_letterhead(capitals, lambda name: in_small_letters(top, name)) if joint else None
    return several or read_letterhead(capitals, joint or letters, lambda name: in_small_letters(top, name))


def _ministries_in_one_line(lines: list[str]) -> bool:
    """`BỘ CÔNG AN-BỘ TÀI CHÍNH`"""
    return any(_MINISTRIES.match(fold(line)) for line in lines)


def authority_line(top: Top, kind_at: int, title: Span) -> tuple[str | None, str]:
    """(full name, unit in words) from the line that names who decides, else from who speaks at the head of a sentence."""
    return _authority(top, title.end or max(kind_at, 0)) or (None, "")


def _authority(top: Top, start: int) -> tuple[str, str] | None:
    """Who decides, on a line of its own under the title; else who speaks at the head of a sentence."""
    at = start
    for line in top.text[start : start + 1500].split("\n"):
        words = line.strip(" *|:\t")
        first = at + len(line) - len(line.lstrip(" *|:\t"))
        if words and len(words) < 140 and (words.isupper() or (first > start and is_body(top, first, len(words)))):
            known = bool(bodies_in(words.upper()))
            found = read_letterhead([words.upper()]) if known or above_grounds(top, at + len(line)) else None
            if found:
                return _spelled(top, found, words)
        at += len(line) + 1
    at = 0
    for line in top.text[:4000].split("\n"):
        first = at + len(line) - len(line.lstrip(" *|:\t-"))
        at += len(line) + 1
        body = issuer_at(top.text, top.low, first) if line[first - at + len(line) + 1 :][:1].isupper() else None
        if body and _SPEAKS.match(top.low, body.end):
            found = read_letterhead([body.full.upper()])
            return (body.full, found[1]) if found else (body.full, "")
    return _speaker(top)


def _spelled(top: Top, found: tuple[str, str], words: str) -> tuple[str, str]:
    """`Tổng cục trưởng tổng cục du lịch`, as the text below prints it: `Tổng cục trưởng Tổng cục Du lịch`."""
    name, unit = found
    if key(name) != key(words):
        return found
    at = top.low.find(key(name))
    while at >= 0:
        printed = top.text[at : at + len(name)]
        if not printed.isupper() and sum(map(str.isupper, printed)) > sum(map(str.isupper, name)):
            name = " ".join(printed.split())
        at = top.low.find(key(found[0]), at + 1)
    return name, unit


def _speaker(top: Top) -> tuple[str, str] | None:
    """`Để …, Bộ trưởng Bộ Tư pháp yêu cầu`: who asks, in the middle of a sentence."""
    for asks in _ASKS.finditer(top.low, 0, 30000):
        begin = max(0, asks.start() - 90)
        for word in _WORDS.finditer(top.text, begin, asks.start()):
            if not word.group()[0].isupper():
                continue
            body = issuer_at(top.text, top.low, word.start())
            if body and body.end == asks.start():
                found = read_letterhead([body.full.upper()])
                return body.full, found[1] if found else ""
    return None


def department_by_letters(top: Top, letters: tuple[str, ...]) -> str | None:
    """`Số: 1557/SGDĐT-GDPT` below `ỦY BAN NHÂN DÂN`, its other lines lost: the department that the text names whose first letters these are."""
    told = [
        code.replace("&", "") for code in letters if code.startswith(_DEPARTMENT[0]) and len(code) >= _SHORTEST_CODE
    ]
    at = top.low.find(f"{_DEPARTMENT} ") if told else -1
    while at >= 0:
        body = issuer_at(top.text, top.low, at)
        if body and "".join(word[0] for word in key(body.full).split() if word != _AND) in told:
            return body.full
        at = top.low.find(f"{_DEPARTMENT} ", at + 1)
    return None


def central_speaker(top: Top) -> str | None:
    """`Ban Bí thư quy định về Phông lưu trữ` under the letterhead of the whole Central Committee."""
    found = _CENTRAL_SPEAKS.search("\n" + top.low[:12000])
    body = issuer_at(top.text, top.low, found.start(1) - 1) if found else None
    return body.full if body else None


def named_in_title(text: str, low: str, at: int) -> str | None:
    """`CHỈ THỊ CỦA BỘ CHÍNH TRỊ về …`"""
    of = _OF_IN_TITLE.match(low, at)
    body = issuer_at(text, low, of.end()) if of else None
    return body.full if body else None


def refined(issuer: str | None, unit: str, authority: str | None) -> tuple[str | None, str]:
    """The signature tells which central Party body speaks, and who issues where the letterhead is missing."""
    if issuer is None and authority:
        return authority, unit
    if issuer and authority and key(issuer).startswith(key(lexicon.printed("central_committees"))) and not unit:
        return authority, unit
    return issuer, unit


def is_local(issuer: str) -> bool:
    """A body that every province has, without its place."""
    words = _LAST_UNIT.sub("", key(issuer))
    at = 0
    while at < len(words):  # `Ban Pháp chế Hội đồng nhân dân`
        end, value = lexicon.bodies().longest(words, at)
        if value is None or not value.local:
            return at == 0 and bool(_IN_PROVINCE.match(words))
        at = end + 1
    return True


def with_unit(issuer: str, unit: str) -> str:
    """`Ủy ban nhân dân Thành phố`, `thành phố Hà Nội` -> `Ủy ban nhân dân thành phố Hà Nội`."""
    word = _LAST_UNIT.search(fold(issuer))
    return f"{issuer[: word.start()] if word else issuer} {unit}"


def province_of_unit(low: str, unit: str) -> str:
    """`xã Tân Lập, tỉnh Quảng Trị`, with a district between them or without: the one province that a text puts a unit in, "" where it names none or several."""
    found: set[str] = set()
    at = low.find(name := fold(unit))
    while at >= 0:
        above = _ABOVE_UNIT.match(low, at + len(name))
        province = lexicon.provinces().longest(low, above.end())[1] if above else None
        if above and isinstance(province, str):
            found.add(f"{_in_full(above['kind'])} {province}")
        at = low.find(name, at + 1)
    return found.pop() if len(found) == 1 else ""


def _in_full(kind: str) -> str:
    """`tp` -> `thành phố`"""
    kind = " ".join(kind.split())
    return lexicon.word("city") if kind in lexicon.group("city_abbreviated") else kind


def usual_place(low: str) -> str:
    """The province that a paper without letterhead speaks of most (`trên địa bàn tỉnh Sơn La`), if it is most by far."""
    seen: dict[str, int] = {}
    for m in _NAMED_UNIT.finditer(low, 0, 60000):
        _, name = lexicon.provinces().longest(low, m.end())
        if isinstance(name, str):
            unit = f"{_in_full(m.group())} {name}"
            seen[unit] = seen.get(unit, 0) + 1
    ranked = sorted(seen.items(), key=lambda x: (-x[1], x[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]):
        return ""
    return ranked[0][0]
