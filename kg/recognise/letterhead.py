"""Lines in capitals of a letterhead -> the body that issues, with its place."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import accumulate, pairwise

from kg.blanks import is_syllable
from kg.recognise import lexicon
from kg.recognise.head_lines import title_case
from kg.recognise.head_title import MOTTO, RULE
from kg.text import fold, key
from kg.units import load_units

_CELL = lexicon.pattern(r"\s*\|\s*|\s{3,}|\t+")
_UNIT = lexicon.pattern(
    r"\s+(?!{social}(?!\S))({unit_words}|{city_abbreviated})\s+(?!{committee_end}(?!\S))"  # `ĐẢNG BỘ THÀNH PHỐ HÀ NỘI`, `QUẬN ỦY HOÀN KIẾM`
)
_JOINT_HEAD = lexicon.pattern(r"{heads_of_joint_bodies}\s")
_NEXT_BODY = lexicon.pattern(r"\s?[-–]\s?(?={heads_of_joint_bodies}\s)")
_ABOVE_HEADS = {key(name): lexicon.printed("centre_name") for name in lexicon.group("central_committees")}
_IN_FULL = dict.fromkeys(lexicon.group("city_abbreviated"), lexicon.word("city"))
_KIND_OF_PROVINCE = lexicon.pattern(r"^{province_types}\s+")
_OF_VIETNAM = lexicon.pattern(r"(?<!\S){vietnam}(?!\S)")
_SCHOOL = lexicon.word("school")
# beside a unit of it stands the name of the whole organisation, as the Party's does (`TỈNH ĐOÀN … | ĐOÀN TNCS HỒ CHÍ MINH`)
_YOUTH_UNIT = lexicon.pattern(r"(?<!\w){youth_unit}(?!\w)")
_YOUTH_UNION = lexicon.pattern(r"(?<!\w){youth_union}(?=\s*(?:[|*\n]|$))")
_PLAIN_UNIT = lexicon.pattern(r"(?:{province}|{city_short}|{district})\s+(?!{committee_end}|{union}|{congress_end})")


def read_letterhead(
    lines: list[str], joint: bool = False, spelled: Callable[[str], str] = str.capitalize
) -> tuple[str, str] | None:
    """Lines in capitals -> the body that issues, with its place; `spelled`: how the text prints a name that no table knows."""
    if not lines:
        return None
    names = bodies_in(" ".join(lines), _begins(lines))
    if all(key(full) in lexicon.group("boards_of_bodies") for full, _, _ in names):
        return _unknown_letterhead(lines, spelled)
    unit = next((u for _, u, _ in reversed(names) if u), "")
    if joint and len(names) > 1 and not names[-1][2]:
        return ", ".join(dict.fromkeys(_placed(full, own, unit) for full, own, _ in names)), unit
    body, own_unit, head = names[-1]
    rest = _rest_of(" ".join(lines), _begins(lines))
    if rest and key(body) in lexicon.words("named_further"):
        place = _UNIT.search(f" {rest}")
        if place and not unit:  # `BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ⏎TỈNH AN GIANG`
            unit = f"{' '.join(place[1].split())} {title_case(rest[place.end() - 1 :])}"
            return f"{body} {rest[: max(0, place.start() - 1)]} {unit}", unit
        return (f"{body} {rest}" if key(unit) in key(rest) else f"{body} {rest} {unit}"), unit
    if rest and rest.split()[0] in lexicon.words("body_heads") and not head and not _PLAIN_UNIT.match(key(rest)):
        name, own_unit = _as_spelled(rest, spelled), _in_small_letters(rest)[1]
        if key(body) in lexicon.words("committees_of_bodies") and _on_line(lines, body, rest):
            name = f"{body} {name}"  # `ĐẢNG ỦY TỔNG CÔNG TY SÔNG ĐÀ`
        if own_unit:
            return name, _within(own_unit, _province(unit))
        short = _KIND_OF_PROVINCE.sub("", key(unit)) if _province(unit) else key(unit)
        return (name if unit and short in key(name) else f"{name} {unit}".strip()), unit
    if head and len(names) > 1:
        above = _ABOVE_HEADS.get(key(names[-2][0]), names[-2][0])
        if own_unit:  # `HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM⏎BAN CHẤP HÀNH TỈNH HÀ TĨNH`
            body, above = body.removesuffix(own_unit).rstrip(), f"{_local_part(above)} {own_unit}"
        return f"{body} {above}", unit
    if own_unit:
        above = next((_province(u) for _, u, _ in names[:-1] if _province(u)), "")
        return body, _within(own_unit, above)  # `ĐẢNG BỘ TỈNH PHÚ THỌ⏎ĐẢNG ỦY XÃ TAM NÔNG`
    placed = _province(unit) or unit  # `ĐẢNG BỘ TỈNH QUẢNG TRỊ⏎ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH`
    return (f"{body} {placed}", placed) if unit else (body, unit)


def _on_line(lines: list[str], body: str, rest: str) -> bool:
    """Does what stands behind the last known body go on its line?"""
    begins = f"{key(body)} {key(rest).split()[0]}"
    return any(begins in key(line) for line in lines)


def _within(unit: str, above: str) -> str:
    """A unit below the province that another line names, with it."""
    return f"{unit}, {above}" if above and key(unit) not in key(above) and not _province(unit) else unit


def _in_small_letters(words: str) -> tuple[str, str]:
    """`bệnh viện đa khoa tỉnh hà nam` -> (`Bệnh viện đa khoa tỉnh Hà Nam`, `tỉnh Hà Nam`), as a body is written that no table knows: names of places, schools
    and hospitals with capitals.
    """
    parts, low = [_in_small(word) for word in words.split()], key(words)
    place = _UNIT.search(low)
    kind, behind = (len(low[:at].split()) for at in place.span()) if place else (len(parts), len(parts))
    named = _name_behind_kinds(low.split())
    for i, part in enumerate(parts):
        if (named <= i < kind or i >= behind) and not part.isupper():
            parts[i] = title_case(part)
    if named == len(parts):
        _capitalise_province(parts)
    whole = _OF_VIETNAM.sub(title_case(lexicon.word("vietnam")), " ".join(parts))
    return f"{whole[0].upper()}{whole[1:]}", " ".join(parts[kind:]) if behind < len(parts) else ""


def _name_behind_kinds(words: list[str]) -> int:
    """Where the name of a school or hospital begins behind its kinds; the end where none does."""
    at = _longest(words, 0, lexicon.words("institutions"))
    school = at and words[at - 1] == _SCHOOL
    kinds = lexicon.words("school_kinds" if school else "hospital_kinds")
    behind = at
    while at and (step := _longest(words, behind, kinds)):
        behind += step
    return behind if at and (behind > at or not school) else len(words)


def _longest(words: list[str], at: int, known: Collection[str]) -> int:
    """How many words make the longest known phrase that begins there."""
    return next((n for n in range(min(6, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in known), 0)


def _capitalise_province(parts: list[str]) -> None:
    """`trường đại học cần thơ` -> `… Cần Thơ`"""
    low = key(" ".join(parts))
    at = 0
    while at < len(low):
        end, known = lexicon.provinces().longest(low, at)
        if known:
            first, last = len(low[:at].split()), len(low[:end].split())
            parts[first:last] = [title_case(part) for part in parts[first:last]]
        at = end + 1 if known else _next_word(low, at)


def _local_part(organisation: str) -> str:
    """`Hội Liên hiệp Phụ nữ Việt Nam` -> `Hội Liên hiệp Phụ nữ`, as it is called in every place."""
    words, _, last = organisation.rpartition(f" {title_case(lexicon.word('vietnam'))}")
    _, body = lexicon.bodies().longest(key(words), 0)
    return words if not last and body and body.local else organisation


def _province(unit: str) -> str:
    """`Phú Thọ`, `tỉnh Phú Thọ` -> `tỉnh Phú Thọ`; "" for what is no province."""
    name = _KIND_OF_PROVINCE.sub("", key(unit))
    found = (p.label for p in load_units().provinces.values() if key(p.name) == name)
    return next(found, "") if name and "," not in unit else ""


def joint_letterhead(lines: list[str], spelled: Callable[[str], str]) -> tuple[str, str] | None:
    """`BỘ TÀI CHÍNH-TỔNG CỤC BƯU ĐIỆN`: all bodies that begin lines or stand behind hyphens, `spelled` as the text prints those that no table knows; None where there are not several, or the tables know as many."""
    words = " ".join(lines)
    low = fold(words)
    begins = {at for at in _begins(lines)[:-1] if _JOINT_HEAD.match(low, at)} | {
        m.end() for m in _NEXT_BODY.finditer(low)
    }
    if low[:1] and 0 not in begins or len(begins) < 2:
        return None
    if len(bodies_in(words, _begins(lines))) >= len(begins):
        return None
    cuts = [*sorted(begins), len(low) + 1]
    parts = [words[a : b - 1].strip(" -–") for a, b in pairwise(cuts)]
    unit = next((u for part in reversed(parts) for _, u, _ in reversed(bodies_in(part)) if u), "")
    names = [_joint_name(part, unit, spelled) for part in parts]
    return ", ".join(dict.fromkeys(names)), unit


def _joint_name(part: str, unit: str, spelled: Callable[[str], str]) -> str:
    found = bodies_in(part)
    full, own, _ = found[0] if found else ("", "", False)
    if not found or len(key(full).split()) < len(part.split()):
        return spelled(key(part))
    return _placed(full, own, unit)


def _placed(full: str, own: str, unit: str) -> str:
    """A body of every place with the place that another line of the letterhead names."""
    _, body = lexicon.bodies().longest(key(full), 0)
    return f"{full} {unit}" if unit and not own and body and body.local else full


def _unknown_letterhead(lines: list[str], spelled: Callable[[str], str]) -> tuple[str, str] | None:
    """`ỦY BAN BẦU CỬ XÃ PHỐ BẢNG`, `TIỂU BAN THÔNG TIN, TUYÊN TRUYỀN`: the last of bodies that no table knows, and the unit that one of them names."""
    bodies = [
        line
        for line in lines
        if len(line.split()) > 1
        and key(line).split()[0] in lexicon.words("body_heads")
        and not {key(line), key(line).split()[0]} & lexicon.type_words().keys()
        and not _PLAIN_UNIT.match(key(line))
    ]
    if not bodies or len(lines) > 4:
        return None
    unit = ""
    for line in bodies:
        low = key(line)
        if (found := _UNIT.search(low)) and len(low) == len(line):
            unit = f"{' '.join(found.group().split())} {title_case(line[found.end() : _unit_end(low, found.end())])}"
    name = _as_spelled(bodies[-1], spelled)
    if key(name) in lexicon.group("boards_of_bodies") and len(bodies) > 1:
        # `TẬP ĐOÀN CÔNG NGHIỆP⏎THAN - KHOÁNG SẢN VIỆT NAM⏎HỘI ĐỒNG THÀNH VIÊN`
        whole = " ".join(lines[lines.index(bodies[-2]) : lines.index(bodies[-1])])
        return f"{name.capitalize()} {_as_spelled(whole, spelled)}", unit
    return (name if not unit or key(unit) in key(name) else f"{name} {unit}"), unit


def _as_spelled(words: str, spelled: Callable[[str], str]) -> str:
    """Words in capitals as the text prints them elsewhere, else in small letters."""
    low = fold(words)
    found = " ".join(spelled(low).split())
    return _in_small_letters(words)[0] if found == low.capitalize() else found


def _begins(lines: list[str]) -> tuple[int, ...]:
    """Where each line begins in the lines joined by blanks."""
    return tuple(accumulate((len(line) + 1 for line in lines), initial=0))


def _rest_of(words: str, begins: tuple[int, ...]) -> str:
    """What stands in a letterhead behind the last body that a table knows, in small letters: `trung tâm phục vụ hành chính công`."""
    low = key(words)
    at = last = 0
    while at < len(low):
        end, value = lexicon.bodies().longest(low, at)
        if value is not None:
            last = end
            while unit := _UNIT.match(low, last):
                stop = _unit_end(low, unit.end(), begins)
                if stop <= unit.end():
                    break
                last = stop
            if last == end and value.local and (place := lexicon.provinces().longest(low, end + 1))[1]:
                last = place[0]  # `TỈNH ỦY THANH HÓA`: no name that begins as `THANH TRA` does
            elif value.unit:
                last = _name_end(low, last, begins)
            at = max(last, end) + 1
        else:
            at = _next_word(low, at)
    rest = (words.lower() if len(words) == len(low) else low)[last:].split()
    return " ".join(map(_in_small, rest)) if len(rest) >= 2 else ""


def _in_small(word: str) -> str:
    """`TIỂU` -> `tiểu`, `THCS` as it is."""
    low = word.lower()
    return low if is_syllable(low) or not low.isalpha() else low.upper()


def bodies_in(words: str, begins: tuple[int, ...] = ()) -> list[tuple[str, str, bool]]:
    """(full name, unit, whether it is an office within the body before it) of each body that words in capitals name, in order; `begins`: of their lines."""
    low = key(words)
    text = words if len(words) == len(low) else low.upper()
    found: list[tuple[str, str, bool]] = []
    at = 0
    while at < len(low):
        end, value = lexicon.bodies().longest(low, at)
        last = low.rfind(" ", at, end) + 1 if value else 0
        committee = value is not None and key(value.full) in lexicon.words("committees_of_bodies")
        if last and not committee and lexicon.bodies().longest(low, last)[0] > end:
            # `Ban Chấp hành Trung ương` above `Đảng đoàn Quốc hội`
            end, value = lexicon.bodies().longest(low[: last - 1], at)
        if value is None:
            at = last or _next_word(low, at)
            continue
        full, end, body = _with_its_body(low, end, value, begins)
        full = f"{_committee_before(low, at, begins)}{full}"
        unit, end = _units_behind(text, low, end, begins)
        if not unit and body.local:
            province, known = lexicon.provinces().longest(low, end + 1)
            if known:
                unit, end = known, province
            elif body.unit and (stop := _name_end(low, end, begins)) > end:
                name = title_case(text[end + 1 : stop])
                found.append((f"{full} {name}", f"{body.unit} {name}", body.head))
                at = stop + 1
                continue
        found.append((f"{full} {unit}".strip() if body.local or unit else full, unit, body.head))
        at = end + 1
    return found


def _next_word(low: str, at: int) -> int:
    return low.find(" ", at) + 1 or len(low)


def _with_its_body(low: str, end: int, body: lexicon.Body, begins: tuple[int, ...]) -> tuple[str, int, lexicon.Body]:
    """A head with the body that it speaks for, a committee with the body that it is in (`ĐẢNG ỦY SỞ Y TẾ`, on one line): full name, end, the last of them."""
    full = body.full
    if key(full) in lexicon.words("committees_of_bodies") and (
        end + 1 not in begins or key(full) in lexicon.words("committees_never_alone")
    ):
        stop, more = lexicon.bodies().longest(low, end + 1)
        if more is not None:
            full, end, body = f"{full} {more.full}", stop, more
    while body.head and end < len(low):
        stop, more = lexicon.bodies().longest(low, end + 1)
        if more is None:
            break
        full, end, body = f"{full} {more.full}", stop, more
    return full, end, body


def _committee_before(low: str, at: int, begins: tuple[int, ...]) -> str:
    """`CÔNG ĐOÀN SỞ Y TẾ`: "Công đoàn ", where one stands before the body on its line."""
    line = max((begin for begin in begins if begin <= at), default=0)
    before = low[line:at].strip()
    return next((f"{name} " for name in lexicon.committees() if key(name) == before), "")


def _committee_at(low: str, at: int) -> bool:
    return any(low.startswith(f"{key(name)} ", at) for name in lexicon.committees())


def _units_behind(text: str, low: str, end: int, begins: tuple[int, ...]) -> tuple[str, int]:
    """The units named directly behind a body, and where the last of them ends."""
    units: list[str] = []
    while place := _UNIT.match(low, end):
        stop = _unit_end(low, place.end(), begins)
        if stop <= place.end():
            break
        kind = " ".join(place[1].split())
        units.append(f"{_IN_FULL.get(kind, kind)} {title_case(text[place.end() : stop])}")
        end = stop
    return ", ".join(units), end


def _name_end(low: str, end: int, begins: tuple[int, ...]) -> int:
    """Where the place's name ends that follows directly (`HUYỆN ỦY TIỀN HẢI`): on the line, or on the next one alone; `end` where none does."""
    at = end + 1
    if at >= len(low) or (at in begins and _begins_body(low, at)):
        return end
    line = next((b - 1 for b in begins if b > at), len(low))
    stop = _unit_end(low[:line], at)
    return stop if stop > at else end


def _begins_body(low: str, at: int) -> bool:
    return low[at:].split(maxsplit=1)[0] in lexicon.words("body_heads")


def _line_words(low: str, at: int, begins: tuple[int, ...]) -> int:
    return len(low[at : next((b for b in begins if b > at), len(low))].split())


def _unit_end(low: str, at: int, begins: tuple[int, ...] = ()) -> int:
    """Where the unit's name ends that begins at `at`; a line that begins a body is none of it (`XÃ NA MÈO⏎BAN CHỈ HUY …`)."""
    end, value = lexicon.provinces().longest(low, at)
    if value:
        return end
    if at in begins and _committee_at(low, at):
        return at  # `CÁC CƠ QUAN TỈNH⏎CHI BỘ CỤC THỐNG KÊ`
    end = at
    for _ in range(4):
        _, body = lexicon.bodies().longest(low, end)
        if end > at and end in begins and _begins_body(low, end) and _line_words(low, end, begins) >= 3:
            break  # but `XÃ TÂN⏎THÀNH`
        if body or lexicon.pattern(r"{ends_of_unit_names}(?!\S)").match(low, end):
            break
        space = low.find(" ", end)
        end = space + 1 if space >= 0 else len(low) + 1
        if end > len(low):
            break
    return min(max(at, end - 1), len(low))


def letterhead_cells(region: str, low: str) -> list[str]:
    """Pieces of the letterhead without the motto, the lines of one column together."""
    pieces: list[str] = []
    cleaned = list(region)
    whole = _YOUTH_UNION.finditer(low) if _YOUTH_UNIT.search(low) else ()
    for m in (*MOTTO.finditer(low), *whole):
        for i in range(m.start(), m.end()):
            if cleaned[i] != "\n":
                cleaned[i] = "|"
    for line in "".join(cleaned).split("\n"):
        for cell in _CELL.split(line):
            cell = cell.strip(" *|_-–=.#>:\t")
            if cell and not RULE.match(cell):
                pieces.append(" ".join(cell.replace("*", " ").split()))
    return pieces


def runs_of_capitals(words: str) -> list[str]:
    """`… ban hành. BỘ KẾ HOẠCH VÀ ĐẦU TƯ` -> the words in capitals, three at least."""
    runs: list[list[str]] = [[]]
    for word in words.split():
        if word.isupper():
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if len(run) >= 3]
