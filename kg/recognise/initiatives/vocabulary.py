"""The words that names of initiatives are made of, from `initiatives.toml`, ready for one scan."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from kg.compiled import compiled
from kg.model import PROGRAMME
from kg.recognise.agencies.words import CAPITAL, UPPER, first_capital, lexicon
from kg.recognise.lexicon import words as citation_words
from kg.tables import load_rows
from kg.text import either, fold
from kg.words import Words

OPEN, CLOSE = '“"«‘', '”"»’'
# What a row may be for: a row of another use would be read by nobody, so the tables refuse it.
Use = Literal[
    "approve", "approve-at", "approve-between", "builds", "built", "column", "empty", "expand", "general", "hamlet", "head", "initials", "inside", "join", "label", "made", "many", "money", "named-for", "national", "no-name", "of", "of-nation", "opens",
    "period", "plural", "proper-word", "proposal", "rest", "section", "situated", "size", "skip", "soft-stop", "stop", "submit", "to", "until", "vision", "weak-end",
    "wording", "works", "year",
]  # fmt: skip


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `initiatives.toml`."""

    id: str
    use: Use
    words: list[str]
    kind: str = PROGRAMME
    proper: bool = False
    alone: bool = True
    site: bool = False  # a thing of its own beside a project that it is listed with
    examples: list[str] = []
    counter_examples: list[str] = []


def _either(words: list[str]) -> str:
    return either(map(fold, words))


class Vocabulary:
    """The rows of the table, as patterns."""

    def __init__(self) -> None:
        rows = load_rows("initiatives", Row)
        use: dict[str, list[str]] = {}
        for row in rows:
            use.setdefault(row.use, []).extend(row.words)
        patterns = {fold(w): row for row in rows if row.use in ("head", "works", "built", "skip") for w in row.words}
        # two ends of a road: `Mộc Châu - Thành phố Sơn La`
        self.pair, self.proper = _proper(use["proper-word"], use["period"])
        self.looked_for = Words(patterns)
        self.rows = list(patterns.values())
        self.many = frozenset(map(fold, use["many"]))
        self.empty = compiled(rf" (?:{_either(use['empty'])})(?!\w)")
        self.stop = compiled(rf" (?:{_either(use['stop'] + use['soft-stop'])})(?!\w)")
        self.soft = frozenset(f" {fold(w)}" for w in use["soft-stop"])  # they end no name whose period follows
        self.money = compiled(rf" \d[\d., ]*(?:{_either(use['money'])})(?!\w)")
        self.of_nation = tuple(f" {w}" for w in use["of-nation"])  # how a plan's name ends of which there is one
        self.national = compiled(rf" (?:{_either(use['national'])})(?!\w)")
        self.period = _period(use)
        self.years = compiled(rf"(\d{{4}})\s*(?:{_either(use['to'])})\s*(?:(?:{_either(use['year'])})\s*)?(\d{{4}})")
        self.section = compiled(rf"(?:{_either(use['section'])})(?!\w)")
        self.approve = compiled(
            rf"(?:{_either(use['approve'])})(?:(?: (?:{_either(use['approve-between'])}))*)[:\s“\"‘«]*$"
        )
        # `… được phê duyệt tại Quyết định số …` behind a name
        self.approved = compiled(
            rf"[^;.]{{0,40}}?(?:{_either(use['approve'])})(?:(?: (?:{_either(use['approve-between'])}))*) (?:{_either(use['approve-at'])}) $"
        )
        self.submit = compiled(rf"(?<!\w)(?:{_either(use['submit'])})(?!\w)")
        self.proposals = frozenset(use["proposal"])  # types of documents that approve nothing
        self.of = tuple(f" {fold(w)} " for w in use["of"])
        self.inside = tuple(f" {fold(w)}" for w in use["inside"])
        self.works = compiled(rf"(?<![^\W_])(?:{_either(use['works'] + use['built'] + use['named-for'])})(?!\w)")
        self.builds = tuple(f" {fold(w)} " for w in use["builds"])  # right before a work
        self.no_name = compiled(rf"(?:{'|'.join(map(re.escape, use['no-name']))})(?!\w)")
        # `500 kV mạch 3` between a work and its proper name, or the number of a ring road
        self.size = compiled(rf"(?: (?:\d[\d/]* ?)?(?:{_either(use['size'])})(?!\w))+| \d(?= )")
        self.joints = frozenset((", ", "; ", *(f" {fold(w)} " for w in use["join"])))  # between works of one list
        self.columns = frozenset(map(fold, use["column"]))  # heads of the column of a table that names projects
        self.labels = tuple(f"{fold(w)} " for w in use["label"])  # before the word for a project and a colon
        self.row_of = patterns
        self.heads = compiled(rf"(?:{_either(use['head'])})(?!\w)")
        self.initials = frozenset(use["initials"])
        self.hamlets = tuple(f" {fold(w)} " for w in use["hamlet"])
        self.situated = tuple(f" {fold(w)}" for w in use["situated"])
        self.made = compiled(rf" (?:{_either(use['made'])})(?!\w)")
        self.opens = compiled(rf" (?:{_either(use['opens'])})(?!\w)")
        self.rest = compiled(rf" (?:{_either(use['rest'])})(?!\w)")
        self.weak_end = compiled(rf"(?: (?:{_either(use['weak-end'])}))+$")
        self.plural = frozenset(map(fold, use["plural"]))
        self.general = frozenset(map(fold, use["general"]))
        self.wording = tuple(fold(w) for w in use["wording"])
        self.expand = {r.words[0]: r.words[1] for r in rows if r.use == "expand"}
        self.family = {r.id: tuple(map(fold, r.words)) for r in rows if r.use == "works"}  # works of one row by its id
        self.short = _short(use["head"])  # what gives a name in short right behind it


@cache
def vocabulary() -> Vocabulary:
    """The table, read and compiled once a process."""
    return Vocabulary()


def _proper(words: list[str], periods: list[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Proper names, those of two ends of a road and all; `words` may stand in one in small letters, `periods` in none."""
    units = lexicon().units
    kinds = "|".join(sorted((f"[{u[0]}{u[0].upper()}]{re.escape(u[1:])}" for u in units), key=lambda u: (-len(u), u)))
    proper = rf"(?:(?:{either(sorted(words))})(?!\w)|(?!(?:{either(map(first_capital, periods))})(?!\w)){CAPITAL})"
    begun = rf"(?=[{UPPER}{''.join(sorted({u[0] for u in units}))}])"  # most letters begin no name
    place = rf"{begun}(?:(?:{kinds}) )?{proper}(?: {proper}){{0,4}}"
    return compiled(rf"{place}(?: ?[-–] ?{place})+"), compiled(
        rf"{begun}(?:(?:{kinds}) )?{proper}(?:(?: | - |-){proper}| [IVX\d]{{1,4}}(?![\w/])){{0,7}}"
    )


def _period(use: dict[str, list[str]]) -> re.Pattern[str]:
    """`giai đoạn 2021-2025, tầm nhìn đến năm 2045`, `thời kỳ 2021 - 2030`, `đến năm 2030`."""
    period, to, year, vision, until = (_either(use[u]) for u in ("period", "to", "year", "vision", "until"))
    years = rf"\d{{4}}(?: ?(?:{to}) ?(?:(?:{year}) )?\d{{4}})?"
    when = rf"(?:(?:{period})(?: (?:{period}))? ?(?:(?:{year}) )?{years}|(?:{period}) (?:[ivx]{{1,4}}|\d)(?!\w)|(?:{until}) {years})"
    return compiled(
        rf"(?:, | )\(?{when}\)?(?:[,;]? ?(?:(?:{to}) )?(?:{vision})(?: (?:{to}))?(?: (?:{year}))? {years})?(?![\w/])"
    )


def _short(words: list[str]) -> re.Pattern[str]:
    """`(sau đây gọi là Chương trình NTM)`."""
    head = _either(words)
    return compiled(
        rf"[{CLOSE}]? ?(?:[(,;–-] ?(?:{_either(sorted(citation_words('alias')))}) ?:? ?|\((?=(?:{head}) [^\W_]))[{OPEN}]?"
        rf"(?P<head>{head})(?P<name> [^;:()|\n{OPEN}{CLOSE}]{{2,50}}?)(?=[)|\n{OPEN}{CLOSE}]|[.;,](?!\w))"
    )
