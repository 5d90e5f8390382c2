"""Citations of congresses and plenums of the Party: `Nghị quyết Đại hội XIII`, `Kết luận Hội nghị Trung ương 7`."""

from __future__ import annotations

import re

from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.citation_scan import Candidate
from kg.recognise.citation_tail import tail_at
from kg.recognise.law_names import squeezed
from kg.recognise.type_before import type_before

_CHAPTER_OF_PARTY = lexicon.word("party_chapter")
_ORDINAL = r"(?:[ivxlc]+|\d{1,2}|{ordinal_words}|{ten}(?:\s+{units_after_ten})?)(?![^\W_])"
_CONGRESS = lexicon.pattern(
    r"(?:{of}\s+)?{congress_word}(?P<whose>(?:\s+(?:{delegates}|{national}|{whole_party}|(?:{province}\s+|{city}\s+)?{party_chapter}|{party}|{union}|{all_levels})(?![^\W_])){0,4}(?P<unit>\s+{units_of_congresses}(?![^\W_]))?(?P<place>(?:\s+[^\s,;.()]+){0,5}?))"
    rf"\s+(?:{{time_ordinal}}\s+|{{term}}\s+|{{time}}\s+|{{ordinal}}\s+)?(?P<no>{_ORDINAL})(?:\s+(?:{{of}}\s+)?(?:{{party}}(?:\s+{{communist_of_vietnam}}|\s+{{code_head}}\s+{{units_with_districts}}(?:\s+[^\s,;.()]+){{0,3}}?)?)(?![^\W_]))?(?:\s*,?\s*\(?{{tenure}}\s+\d{{4}}\s*-\s*\d{{4}}\)?)?"
)
_PLENUM = lexicon.pattern(
    rf"(?:{{of}}\s+)?(?:{{meeting}}\s+)?(?:{{time_ordinal}}\s+(?P<a>{_ORDINAL})\s*,?\s+(?:{{of}}\s+)?)?(?:{{executive_committee}}\s+|{{executive_committee_short}}\s+)?{{centre}}(?:\s+{{party}})?(?:\s*,?\s*(?:{{time_ordinal}}\s+|{{time}}\s+)?(?P<b>{_ORDINAL}))?\s*,?\s*\(?{{term_word}}\s+(?P<term>[ivx]+)(?![^\W_])\)?"
)
_PLENUM_BARE = lexicon.pattern(rf"(?:{{meeting}}\s+)?{{centre}}\s?(?:{{time_ordinal}}\s+)?(?P<b>{_ORDINAL})")
_ORDINALS = ("", *lexicon.group("ordinals"))
_SPELLINGS = {
    lexicon.word("seven_spelling"): lexicon.word("seven"),
    lexicon.word("four_spelling"): lexicon.word("four"),
}
_ROMANS = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
    "XXII",
    "XXIII",
    "XXIV",
    "XXV",
)


def congress(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """A paper of a congress or a plenum."""
    kind = type_before(text, low, candidate.at)
    if kind is None:
        return []
    found = _CONGRESS.match(low, candidate.at)
    if found:
        if found["place"] and not all(w[0].isupper() for w in text[found.start("place") : found.end("place")].split()):
            return []
        local = bool(found["unit"] or _CHAPTER_OF_PARTY in found["whose"])
        number = _roman(found["no"])
        labels = lexicon.phrases("congress")
        issuer = f"{labels[1]}{_squeezed_unit(text, found)}" if local else labels[0].replace("XIII", number)
        return [
            Citation(
                start=kind.start, end=found.end(), rule="congress", type=kind.row.type, name=f"{lexicon.printed('congress_word')} {number}", term=number if not local else None,
                issuer=issuer, issuer_local=local and not found["place"],
            )
        ]  # fmt: skip
    plenum = _PLENUM.match(low, candidate.at) or _PLENUM_BARE.match(low, candidate.at)
    if not plenum:
        return []
    groups = plenum.groupdict()
    session = groups.get("a") or groups.get("b")
    term = groups.get("term")
    if session is None:
        return []
    end = plenum.end()
    if low[plenum.start() : end].count("(") != low[plenum.start() : end].count(")"):
        end = plenum.end("term") if term else end
    tail = tail_at(text, low, end)
    return [
        Citation(
            start=kind.start, end=tail.end, rule="plenum", type=kind.row.type, name=f"{lexicon.printed('centre')} {_arabic(session)}", term=term.upper() if term else tail.term,
            date=tail.date, issuer=tail.issuer.full if tail.issuer else "plenum",
        )
    ]  # fmt: skip


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
