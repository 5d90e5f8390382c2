"""Citations of congresses and plenums of the Party: `Nghị quyết Đại hội XIII`, `Kết luận Hội nghị Trung ương 7`."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.citation_scan import ON, Candidate
from kg.recognise.citation_tail import tail_at
from kg.recognise.issuers import issuer_at
from kg.recognise.law_names import squeezed
from kg.recognise.type_before import TypeBefore, type_before
from kg.text import roman

_CHAPTER_OF_PARTY = lexicon.word("party_chapter")
_ORDINAL = r"(?:[ivxlc]+|\d{1,2}|{ordinal_words}|{ten}(?:\s+{units_after_ten})?)(?![^\W_])"
_CONGRESS = lexicon.pattern(
    r"(?:{of}\s+)?{congress_word}(?!\s+{of_shareholders})(?P<whose>(?:\s+(?:{delegates}|{national}|{whole_party}|(?:{province}\s+|{city}\s+)?{party_chapter}|{party}|{union}|{all_levels})(?![^\W_])){0,4}(?P<unit>\s+{units_of_congresses}(?![^\W_]))?(?P<place>(?:\s+[^\s,;.()]+){0,5}?))"
    rf"\s+(?:{{time_ordinal}}\s+|{{term}}\s+|{{time}}\s+|{{ordinal}}\s+)?(?P<no>{_ORDINAL})(?:(?!\s*\n\s*\n)\s+(?!{{bodies_within}}|{{party_chapter}})(?:{{of}}\s+)?(?:{{party}}(?:\s+{{communist_of_vietnam}}|\s+{{code_head}}\s+{{units_with_districts}}(?:\s+[^\s,;.()]+){{0,3}}?)?)(?![^\W_]))?(?:\s*,?\s*\(?{{tenure}}\s+\d{{4}}\s*-\s*\d{{4}}\)?)?"
)
_NEXT = r"\s*(?:,|{and}|,\s*{and})\s+"
_PLENUM = lexicon.pattern(
    rf"(?:{{of}}\s+)?(?:{{meeting}}\s+)?(?:{{time_ordinal}}\s+(?P<a>{_ORDINAL})(?P<more_a>(?:{_NEXT}{{time_ordinal}}\s+{_ORDINAL}){{0,6}})\s*,?\s+(?:{{of}}\s+)?)?(?:{{executive_committee}}\s+|{{executive_committee_short}}\s+)?{{centre}}(?:\s+{{party}})?(?:\s*,?\s*(?:{{time_ordinal}}\s+|{{time}}\s+)?(?P<b>{_ORDINAL})(?P<more_b>(?:{_NEXT}(?:{{time_ordinal}}\s+)?\d{{1,2}}(?![^\W_])){{0,6}}))?\s*,?\s*\(?{{term_word}}\s+(?P<term>[ivx]+)(?![^\W_])\)?"
)
_PLENUM_BARE = lexicon.pattern(
    rf"(?:{{meeting}}\s+)?{{centre}}\s?(?:{{time_ordinal}}\s+)?(?P<b>{_ORDINAL})"
    rf"|{{meeting}}\s+{{time_ordinal}}\s+(?P<a>{_ORDINAL})\s*,?\s+(?:{{of}}\s+)?(?:{{executive_committee}}|{{executive_committee_short}})\s+{{centre}}(?:\s+{{party}})?(?!\s+[^\W\d_])"
)
# `Nghị quyết Hội nghị lần thứ 10 Ban Chấp hành Tổng Liên đoàn Lao động Việt Nam khóa X`, `Nghị quyết Đại hội Công đoàn Việt Nam lần thứ XII`
_OF_A_BODY = lexicon.pattern(
    rf"(?:{{of}}\s+)?(?:(?P<congress>{{congress_word}}(?:\s+{{delegates}})?(?:\s+{{national}})?)|{{meeting}})\s+(?:{{time_ordinal}}\s+(?P<no>{_ORDINAL})\s*,?\s+(?:{{of}}\s+)?)?"
)
_TIME_BEHIND = lexicon.pattern(rf"(?:\s+{{national}})?\s*,?\s+{{time_ordinal}}\s+(?P<no>{_ORDINAL})")
_TERM_BEHIND = lexicon.pattern(
    r"\s*,?\s*\(?(?:{term_word}\s+(?P<term>[ivx]+|\d{1,2})(?![^\W_])|{tenure}\s+\d{4}\s*-\s*\d{4})\)?"
)
_ASSEMBLY = lexicon.pattern(
    rf"(?:{{of}}\s+)?{{sitting}}\s+{{ordinal}}\s+(?P<no>{_ORDINAL})\s*,?\s+(?:{{of}}\s+)?{{national_assembly}}\s*,?\s*{{term_word}}\s+(?P<term>[ivx]+)(?![^\W_])"
)
_ABOUT = lexicon.pattern(r"{about}\s+$")
_NEXT_OF_LIST = lexicon.pattern(rf"{_NEXT}(?P<item>(?:{{time_ordinal}}\s+)?(?P<no>{_ORDINAL}))")
_NEXT_TERM = lexicon.pattern(rf"{_NEXT}(?P<item>(?:{{term_word}}\s+|{{time_ordinal}}\s+)?(?P<no>[ivx]+)(?![^\W_]))")
_FAR = 5  # terms apart that are listed together
_OF_PARTY = lexicon.pattern(r"\s+(?:{of}\s+)?{party}(?![^\W_])")
_ORDINALS = ("", *lexicon.group("ordinals"))
_SPELLINGS = {
    lexicon.word("seven_spelling"): lexicon.word("seven"),
    lexicon.word("four_spelling"): lexicon.word("four"),
}
_ROMANS = ("", *(roman(number).upper() for number in range(1, 26)))


def congress(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """A paper of a congress or a plenum."""
    kind = type_before(text, low, candidate.at)
    if kind is None:
        return []
    found = _CONGRESS.match(low, candidate.at)
    if found:
        if found["place"] and not all(w[0].isupper() for w in text[found.start("place") : found.end("place")].split()):
            return _of_a_body(text, low, kind, candidate.at)
        local = bool(found["unit"] or _CHAPTER_OF_PARTY in found["whose"])
        number = _roman(found["no"])
        labels = lexicon.phrases("congress")
        issuer = f"{labels[1]}{_squeezed_unit(text, found)}" if local else labels[0].replace("XIII", number)
        first = Citation(
            start=kind.start, end=found.end(), rule="congress", type=kind.row.type, name=f"{lexicon.printed('congress_word')} {number}", term=number if not local else None,
            issuer=issuer, issuer_local=local and not found["place"],
        )  # fmt: skip
        return [first] if local else [first, *_more_congresses(low, first)]
    if assembly := _ASSEMBLY.match(low, candidate.at):
        return _of_assembly(text, low, kind, assembly)
    plenum = _PLENUM.match(low, candidate.at) or _PLENUM_BARE.match(low, candidate.at)
    if not plenum:
        return _of_a_body(text, low, kind, candidate.at)
    groups = plenum.groupdict()
    session = groups.get("a") or groups.get("b")
    term = groups.get("term")
    if session is None:
        return []
    end = plenum.end()
    if low[plenum.start() : end].count("(") != low[plenum.start() : end].count(")"):
        end = plenum.end("term") if term else end
    tail = tail_at(text, low, end)
    first = Citation(
        start=kind.start, end=tail.end, rule="plenum", type=kind.row.type, name=_plenum_name(session), term=term.upper() if term else tail.term,
        date=tail.date, issuer=tail.issuer.full if tail.issuer else "plenum",
    )  # fmt: skip
    more = "more_a" if groups.get("more_a") else "more_b" if groups.get("more_b") else ""
    if more:
        return _plenums_of_a_term(low, first, plenum.span(more))
    return [first, *_terms_of_a_plenum(low, first)] if term and tail.end == end else [first]


def _of_assembly(text: str, low: str, kind: TypeBefore, found: re.Match[str]) -> list[Citation]:
    """`Nghị quyết kỳ họp thứ 10, Quốc hội khóa IX ngày 06 tháng 11 năm 1996`: one of the papers of that session, told by its day; without a day, the resolution that sums it up."""
    tail = tail_at(text, low, found.end())
    if tail.date is None:
        if _ABOUT.search(low, max(0, kind.start - 8), kind.start):
            return []  # `Nghị quyết số 142/2024/QH15 về Nghị quyết kỳ họp thứ 7, Quốc hội khóa XV` is that one
        session = f"{lexicon.word('sitting')} {_arabic(found['no'])}"
        return [
            Citation(
                start=kind.start, end=found.end(), rule="plenum", type=kind.row.type, name=session, term=found["term"].upper(),
                issuer=lexicon.codes()[1]["qh"],
            )
        ]  # fmt: skip
    return [
        Citation(
            start=kind.start, end=tail.end, rule="type-date", type=kind.row.type, name=f"{ON} {tail.date}", date=tail.date, year=int(tail.date[:4]),
            term=found["term"].upper(), issuer=lexicon.codes()[1]["qh"],
        )
    ]  # fmt: skip


def _of_a_body(text: str, low: str, kind: TypeBefore, at: int) -> list[Citation]:
    """A paper of a numbered meeting or congress of another body than the Party's centre."""
    found = _OF_A_BODY.match(low, at)
    body = issuer_at(text, low, found.end()) if found and text[found.end() : found.end() + 1].isupper() else None
    if found is None or body is None:
        return []
    time = found if found["no"] else _TIME_BEHIND.match(low, body.end)
    if time is None and (time := _TIME_BEHIND.search(low, found.end(), body.end)):
        body = replace(body, full=squeezed(text[found.end() : time.start()]))  # a name that no table knows goes on
    if time is None:
        return []
    end = max(body.end, time.end())
    term = body.term
    if term is None and (behind := _TERM_BEHIND.match(low, end)):
        end, term = behind.end(), (behind["term"] or "").upper() or None
    number = _roman(time["no"]) if found["congress"] else str(_arabic(time["no"]))
    what = found["congress"] or lexicon.word("meeting")
    name = f"{lexicon.printed('congress_word')} {number}" if found["congress"] else f"{what} {number} {body.full}"
    issuer = f"{lexicon.printed('congress_word').capitalize()} {body.full}" if found["congress"] else body.full
    return [
        Citation(
            start=kind.start, end=end, rule="congress" if found["congress"] else "plenum", type=kind.row.type, name=name,
            term=None if found["congress"] else term, issuer=issuer, issuer_local=body.local and not body.placed,
        )
    ]  # fmt: skip


def _plenum_name(session: str) -> str:
    return f"{lexicon.printed('centre')} {_arabic(session)}"


def _more_congresses(low: str, first: Citation) -> list[Citation]:
    """`Nghị quyết Đại hội XI, XII và XIII của Đảng`: the type is said once."""
    made: list[Citation] = []
    at = first.end
    while found := _next_term(low, at, made[-1].term if made else first.term):
        number = _roman(found["no"])
        label = lexicon.phrases("congress")[0].replace("XIII", number)
        name = f"{lexicon.printed('congress_word')} {number}"
        at = found.end()
        item = replace(
            first, start=found.start("item"), end=at, rule="list", listed=True, name=name, term=number, issuer=label
        )
        made.append(item)
    whose = _OF_PARTY.match(low, at) if made else None
    return [*made[:-1], replace(made[-1], end=whose.end())] if whose else made


def _next_term(low: str, at: int, before: str | None) -> re.Match[str] | None:
    """The next of a list of terms, each later than the one before: not the number of a heading."""
    found = _NEXT_TERM.match(low, at)
    later = found and found["no"].upper() in _ROMANS and before in _ROMANS
    if not found or not later or not 0 < _ROMANS.index(found["no"].upper()) - _ROMANS.index(before or "") < _FAR:
        return None
    return found


def _terms_of_a_plenum(low: str, first: Citation) -> list[Citation]:
    """`Nghị quyết Trung ương 4 khóa XI, khóa XII`: the fourth plenum of two terms."""
    made: list[Citation] = []
    at = first.end
    while found := _next_term(low, at, made[-1].term if made else first.term):
        at = found.end()
        made.append(
            replace(
                first, start=found.start("item"), end=at, rule="list", listed=True, term=found["no"].upper(), date=None
            )
        )
    return made


def _plenums_of_a_term(low: str, first: Citation, more: tuple[int, int]) -> list[Citation]:
    """`nghị quyết Trung ương 5, 6 khóa XII`, `Hội nghị lần thứ ba, lần thứ tư của Ban Chấp hành Trung ương (khóa V)`."""
    items = list(_NEXT_OF_LIST.finditer(low, *more))
    made = [
        replace(
            first, start=m.start("item"), end=m.end(), rule="list", listed=True, name=_plenum_name(m["no"]), date=None
        )
        for m in items
    ]
    return [replace(first, end=more[0], date=None), *made[:-1], replace(made[-1], end=first.end, date=first.date)]


def _squeezed_unit(text: str, found: re.Match[str]) -> str:
    unit = squeezed(text[found.start("unit") : found.end("unit")]).lower() if found["unit"] else ""
    place = squeezed(text[found.start("place") : found.end("place")]) if found["place"] else ""
    return "".join(f" {word}" for word in (unit, place) if word)


def _arabic(word: str) -> int | str:
    word = " ".join(word.split())
    if word.isdigit():
        return int(word)
    word = _SPELLINGS.get(word, word)
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    return _ROMANS.index(word.upper()) if word.upper() in _ROMANS else word


def _roman(word: str) -> str:
    number = _arabic(word)
    return _ROMANS[number] if isinstance(number, int) and number < len(_ROMANS) else str(number).upper()
