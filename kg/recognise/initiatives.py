"""Named projects, programmes, schemes, strategies and master plans: where they are named, who approved them, which tasks concern them.

A name is quoted, or ends with its period, place or proper name; what is said of projects in general is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Literal, NamedTuple, Protocol

from msgspec import Struct
from msgspec.structs import replace

from kg.model import MASTERPLAN, PROGRAMME, PROJECT, Claim, Document, Entity, HasOwn, Mention, Span, Task
from kg.recognise.agencies.places import Own, own_side
from kg.recognise.agencies.words import CAPITAL, UPPER, first_capital, lexicon
from kg.recognise.flat import Flat
from kg.recognise.lexicon import words as citation_words
from kg.tables import load_rows
from kg.text import either, fold
from kg.words import Words

_OPEN, _CLOSE = '“"«‘', '”"»’'
_LONGEST = 260  # characters of a name without quotes
_QUOTED = 420
_UNDATED = 18  # words of a name without quotes and date
_WORD = re.compile(r"[\w/’']+")
_PUNCTUATION = re.compile(
    "|".join([*map(re.escape, ';:()[]“”"|\n…'), r"\.(?!\d)"])
)  # each a literal: `re` looks for these faster
_LINE_START = re.compile(r"(?:^|[\n|])[ \d.)+a-zđ-]{0,8}$")
_LINE_END = re.compile(r"[ .;]*(?:[\n|]|$)")
_GAP = re.compile(r"[ :]{0,3}")
_COMPONENT = re.compile(r" (\d{1,2}) ?: ?")
_NUMBERED = re.compile(r"(?:\d{2,4}|[IVX]{2,5})(?:/[A-ZĐ]{1,4})?(?![\w/-]|\.\d)")


# What a row may be for: a row of another use would be read by nobody, so the tables refuse it.
Use = Literal[
    "approve", "approve-between", "empty", "expand", "general", "head", "inside", "many", "national", "of", "opens",
    "period", "plural", "proper-word", "rest", "section", "skip", "stop", "to", "until", "vision", "weak-end",
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
    examples: list[str] = []
    counter_examples: list[str] = []


class HasMentions(Protocol):
    """What is asked of the documents of a file."""

    @property
    def entities(self) -> tuple[Entity, ...]: ...
    @property
    def mentions(self) -> tuple[Mention, ...]: ...


class HasTasks(Protocol):
    @property
    def tasks(self) -> tuple[Task, ...]: ...


class Initiatives(Struct, frozen=True, kw_only=True):
    """Initiatives of one file. Claims: `approves`, `mentions` from a document (index of the documents), `concerns` from a task (index)."""

    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


class _Named(Struct, frozen=True):
    """A name found; offsets in the flat text. `core` is the name without head, period and place."""

    start: int
    end: int
    label: str
    kind: str
    core: str
    period: str | None
    place: str | None
    rule: str
    shouted: bool = False  # printed in capitals
    cut: bool = False  # ended by the end of a line
    sure: bool = True  # a name by itself; else only where the same thing is named so elsewhere
    aliases: tuple[str, ...] = ()


class _Words(NamedTuple):
    looked_for: Words
    rows: list[Row]
    many: frozenset[str]
    empty: re.Pattern[str]
    stop: re.Pattern[str]
    national: re.Pattern[str]
    period: re.Pattern[str]
    approve: re.Pattern[str]
    years: re.Pattern[str]
    section: re.Pattern[str]
    of: tuple[str, ...]
    inside: tuple[str, ...]
    pair: re.Pattern[str]  # two ends of a road: `Mộc Châu - Thành phố Sơn La`
    proper: re.Pattern[str]
    works: re.Pattern[str]
    heads: re.Pattern[str]
    opens: re.Pattern[str]
    rest: re.Pattern[str]
    weak_end: re.Pattern[str]
    plural: frozenset[str]
    general: frozenset[str]
    wording: tuple[str, ...]
    expand: dict[str, str]
    family: dict[str, tuple[str, ...]]  # works of one row by its id
    short: re.Pattern[str]  # what gives a name in short right behind it


def _either(words: list[str]) -> str:
    return either(map(fold, words))


@cache
def _words() -> _Words:
    rows = load_rows("initiatives", Row)
    use: dict[str, list[str]] = {}
    for row in rows:
        use.setdefault(row.use, []).extend(row.words)
    patterns = {fold(w): row for row in rows if row.use in ("head", "works", "skip") for w in row.words}
    to, year, vision = (_either(use[u]) for u in ("to", "year", "vision"))
    years = rf"\d{{4}}(?: ?(?:{to}) ?(?:(?:{year}) )?\d{{4}})?"
    when = rf"(?:(?:{_either(use['period'])})(?: (?:{_either(use['period'])}))? ?(?:(?:{year}) )?{years}|(?:{_either(use['period'])}) (?:[ivx]{{1,4}}|\d)(?!\w)|(?:{_either(use['until'])}) {years})"
    units = "|".join(
        sorted((f"[{u[0]}{u[0].upper()}]{re.escape(u[1:])}" for u in lexicon().units), key=lambda u: (-len(u), u))
    )
    proper = rf"(?:(?:{either(sorted(use['proper-word']))})(?!\w)|{CAPITAL})"
    begun = rf"(?=[{UPPER}{''.join(sorted({u[0] for u in lexicon().units}))}])"  # most letters begin no name
    place = rf"{begun}(?:(?:{units}) )?{proper}(?: {proper}){{0,4}}"
    return _Words(
        pair=re.compile(rf"{place}(?: ?[-–] ?{place})+"),
        proper=re.compile(rf"{begun}(?:(?:{units}) )?{proper}(?:(?: | - |-){proper}| [IVX\d]{{1,4}}(?![\w/])){{0,7}}"),
        looked_for=Words(patterns),
        rows=list(patterns.values()),
        many=frozenset(map(fold, use["many"])),
        empty=re.compile(rf" (?:{_either(use['empty'])})(?!\w)"),
        stop=re.compile(rf" (?:{_either(use['stop'])})(?!\w)"),
        national=re.compile(rf" (?:{_either(use['national'])})(?!\w)"),
        period=re.compile(
            rf"(?:, | )\(?{when}\)?(?:[,;]? ?(?:(?:{to}) )?(?:{vision})(?: (?:{to}))?(?: (?:{year}))? {years})?(?![\w/])"
        ),
        years=re.compile(rf"(\d{{4}})\s*(?:{to})\s*(?:(?:{year})\s*)?(\d{{4}})"),
        section=re.compile(rf"(?:{_either(use['section'])})(?!\w)"),
        approve=re.compile(
            rf"(?:{_either(use['approve'])})(?:(?: (?:{_either(use['approve-between'])}))*)[:\s“\"‘«]*$"
        ),
        of=tuple(f" {fold(w)} " for w in use["of"]),
        inside=tuple(f" {fold(w)}" for w in use["inside"]),
        works=re.compile(rf"(?:{_either(use['works'])})(?!\w)"),
        heads=re.compile(rf"(?:{_either(use['head'])})(?!\w)"),
        opens=re.compile(rf" (?:{_either(use['opens'])})(?!\w)"),
        rest=re.compile(rf" (?:{_either(use['rest'])})(?!\w)"),
        weak_end=re.compile(rf"(?: (?:{_either(use['weak-end'])}))+$"),
        plural=frozenset(map(fold, use["plural"])),
        general=frozenset(map(fold, use["general"])),
        wording=tuple(fold(w) for w in use["wording"]),
        expand={r.words[0]: r.words[1] for r in rows if r.use == "expand"},
        family={r.id: tuple(map(fold, r.words)) for r in rows if r.use == "works"},
        short=re.compile(
            rf"[{_CLOSE}]? ?(?:[(,;–-] ?(?:{_either(sorted(citation_words('alias')))}) ?:? ?|\((?=(?:{_either(use['head'])}) [^\W_]))[{_OPEN}]?"
            rf"(?P<head>{_either(use['head'])})(?P<name> [^;:()|\n{_OPEN}{_CLOSE}]{{2,50}}?)(?=[)|\n{_OPEN}{_CLOSE}]|[.;,](?!\w))"
        ),
    )


def find(
    doc: Document,
    header: HasOwn,
    documents: HasMentions,
    duties: HasTasks,
    bodies: HasMentions,
    flat: Flat | None = None,
) -> Initiatives:
    """Initiatives named in a text, in text order; what is named twice, in full and in short, is one."""
    flat = flat or Flat(doc)
    general = fold(header.own.type or "") in _words().general
    finder = _Finder(flat, _taken(documents), own_side(header.own), general)
    found = finder.in_short(finder.names())
    entities, mentions = _collect(flat, found)
    sentences = _Sentences(doc)
    claims = [*_document_claims(doc, sentences, documents, mentions), *_task_claims(sentences, duties, mentions)]
    return Initiatives(entities=entities, mentions=mentions, claims=tuple(claims))


def _taken(documents: HasMentions) -> list[tuple[int, int]]:
    """Stretches that cite a document by its number: a programme named there is that document."""
    return sorted((m.start, m.end) for m in documents.mentions if documents.entities[m.entity].symbol or m.entity == 0)


class _Finder:
    """The names of one text."""

    def __init__(self, flat: Flat, taken: list[tuple[int, int]], own: Own, general: bool = False) -> None:
        self.flat, self.low, self.text, self.words = flat, flat.low, flat.text, _words()
        self.taken, self.own, self.general = taken, own, general

    def names(self) -> list[_Named]:
        found: list[_Named] = []
        at = 0
        for pattern, start, end in self.words.looked_for.find(self.low):
            row = self.words.rows[pattern]
            if start < at or row.use == "skip" or not self._bounded(start, end) or self._cited(start):
                continue
            names = self._works(row, start, end) if row.use == "works" else self._headed(row, start, end)
            if names:
                found += names
                at = names[-1].end
        return found

    def in_short(self, found: list[_Named]) -> list[_Named]:
        """The names with those that the text gives in short (`… (sau đây gọi là Chương trình NTM)`): wherever such a one stands it is the whole."""
        for whole in found:
            short = self.words.short.match(self.low, whole.end)
            alias = self.text[short.start("head") : short.end()] if short else ""
            if short and whole.rule != "listed" and len(alias) < whole.end - whole.start:
                found = self._with_alias(found, whole, alias)
        return found

    def _with_alias(self, found: list[_Named], whole: _Named, alias: str) -> list[_Named]:
        """Names of those words are of the whole; the words elsewhere are names of it."""
        label = first_capital(" ".join(alias.split()))
        words = fold(alias)
        mine = [n.start != whole.start and n.kind == whole.kind and fold(n.label) == words for n in found]
        found = [
            replace(n, core=whole.core, sure=True) if is_mine else n for n, is_mine in zip(found, mine, strict=True)
        ]
        taken = sorted((n.start, n.end) for n in found)
        at = self.low.find(words, whole.end)
        while at >= 0:
            end = at + len(words)
            i = bisect_right(taken, (at, 1 << 60)) - 1
            free = (i < 0 or taken[i][1] <= at) and (i + 1 == len(taken) or end <= taken[i + 1][0])
            if free and self._bounded(at, end) and self.text[at].isupper() and not self._cited(at):
                found.append(replace(whole, start=at, end=end, label=label, rule="alias", shouted=False, cut=False))
            at = self.low.find(words, end)
        return sorted(found, key=lambda n: n.start)

    def _bounded(self, start: int, end: int) -> bool:
        low = self.low
        return not (start and low[start - 1].isalnum()) and not low[end : end + 1].isalnum()

    def _cited(self, start: int) -> bool:
        at = self.flat.offset(start)
        i = bisect_right(self.taken, (at, 1 << 60)) - 1
        return i >= 0 and self.taken[i][0] <= at < self.taken[i][1]

    def _component(self, row: Row, start: int, end: int) -> _Named | None:
        """`Dự án 7: Truyền thông, giáo dục về phòng, chống ma túy`: a numbered part with its name."""
        number = _COMPONENT.match(self.text, end)
        if not number or not self.text[start].isupper():
            return None
        quote = self._quoted(start, number.end())
        begin = quote[0] if quote else number.end()
        stop = quote[1] if quote else self._end(begin - 1)[0]
        if begin >= len(self.text) or not self.text[begin].isupper() or self.low.count(" ", begin, stop) < 2:
            return None
        one = self._named(row, start, end, begin, stop, "component")
        return (
            replace(one, label=f"{one.label[: end - start]} {number[1]}: {one.label[end - start + 1 :]}")
            if one
            else None
        )

    def _cites(self, start: int, stop: int) -> bool:
        """Is a numbered document named inside? Then the words are those of a paper (`Chương trình hành động thực hiện Nghị quyết số 24-NQ/TW`)."""
        first, last = self.flat.span(start, stop) if stop > start else (0, 0)
        i = bisect_right(self.taken, (first, 1 << 60))
        return i < len(self.taken) and self.taken[i][0] < last

    def _headed(self, row: Row, start: int, end: int) -> list[_Named]:
        """A name that begins with a word for its kind."""
        quote = self._quoted(start, end)
        if quote:
            begin, stop = quote
            if not self._quotes_a_name(row, start, begin, stop):
                return []
            one = self._named(row, start, end, begin, stop, "quoted")
            return [one] if one and (row.kind != PROJECT or self._has_proper(begin, stop)) else []
        component = self._component(row, start, end)
        if component:
            return [component]
        if row.proper:
            listed = self._listed(row, start, end)
            if listed:
                return listed
        if self.low[end : end + 1] != " " or self.words.empty.match(self.low, end):
            return []
        number = _NUMBERED.match(self.text, end + 1)
        if number and not row.proper and self.text[start].isupper():
            return self._one(self._named(row, start, end, end + 1, number.end(), "number"))
        stop, dated = self._end(end)
        if self._cites(start, stop):
            return []
        if row.proper:
            return self._one(self._project(row, start, end, stop))
        own = (
            row.kind == MASTERPLAN
            and self.text[start].isupper()
            and self._own_unit(self.text[end + 1 : stop]) not in (None, self.text[end + 1 : stop])
        )
        if not own and not self._is_named(row, start, end, stop, dated):
            return []
        return self._one(self._named(row, start, end, end + 1, stop, "dated" if dated else "named"))

    def _quotes_a_name(self, row: Row, start: int, begin: int, stop: int) -> bool:
        """Quotes that hold a name, and not a wording (`thay cụm từ “quy hoạch xây dựng”`)."""
        before = self.low[max(0, start - 12) : start].rstrip(_OPEN + " ")
        if before.endswith(self.words.wording):
            return False
        if row.kind == MASTERPLAN:
            return bool(self.words.period.search(self.low, begin, stop)) or self._has_proper(begin, stop)
        return self.text[start].isupper() or self.text[begin : begin + 1].isupper()

    @staticmethod
    def _one(name: _Named | None) -> list[_Named]:
        return [name] if name else []

    def _quoted(self, start: int, end: int) -> tuple[int, int] | None:
        """The name in quotes after its head, or with it."""
        text = self.text
        if start and text[start - 1] in _OPEN and text[end : end + 1] == " ":
            begin = end + 1
        else:
            gap = _GAP.match(text, end)
            begin = gap.end() if gap else end
            if text[begin : begin + 1] not in tuple(_OPEN):
                return None
            begin += 1
            begin += text[begin : begin + 1] == " "
        for stop in range(begin, min(begin + _QUOTED, len(text))):
            if text[stop] == "\n":
                return None
            if text[stop] in _CLOSE and (text[stop] != "’" or not text[stop + 1 : stop + 2].isalnum()):
                while text[stop - 1] == " ":
                    stop -= 1
                return (begin, stop) if stop - begin > 8 else None
        return None

    def _end(self, end: int) -> tuple[int, bool]:
        """Where a name without quotes ends, and whether its period stands there."""
        low, words = self.low, self.words
        limit = min(end + _LONGEST, len(low))
        closing = _PUNCTUATION.search(low, end, limit)
        stop = closing.start() if closing else limit
        period = words.period.search(low, end, min(stop + 40, limit + 40))
        if period and period.start() <= stop:
            stop = period.start()
        first = _WORD.match(low, end + 1)
        at = first.end() if first else end
        while True:
            word = words.stop.search(low, at, stop)
            if word is None:
                break
            if word.group() in words.inside and lexicon().unit_list.match(low, word.end()):
                at = word.end()
                continue
            stop = word.start()
            break
        stop = self._before_head(end, self._before_comma(end, stop))
        stop = self._before_of(end, stop)
        after = words.period.match(low, stop)
        return (after.end(), True) if after else (stop, False)

    def _before_comma(self, end: int, stop: int) -> int:
        """A comma ends a name but in a list of small words closed by `and` (`phổ biến, giáo dục pháp luật và …`)."""
        at = end
        while True:
            comma = self.low.find(", ", at, stop)
            if comma < 0:
                return stop
            if not self.text[comma + 2 : comma + 3].islower() or self.words.heads.match(self.low, comma + 2):
                return comma
            if self.words.section.match(self.low, comma + 2) or stop - comma < 6:
                return comma
            at = comma + 2

    def _before_head(self, end: int, stop: int) -> int:
        """Another name after `and` ends this one (`Dự án A và Dự án B`)."""
        for join in lexicon().joins:
            at = self.low.find(join, end, stop)
            while at >= 0:
                begin = at + len(join)
                if self.text[begin : begin + 1].isupper() and self.words.heads.match(self.low, begin):
                    return at
                at = self.low.find(join, begin, stop)
        return stop

    def _before_of(self, end: int, stop: int) -> int:
        for of in self.words.of:
            at = self.low.find(of, end, stop)
            if at >= 0 and (
                self.text[at + len(of) : at + len(of) + 1].isupper()
                or lexicon().unit_list.match(self.low, at + len(of) - 1)
            ):
                return at
        return stop

    def _is_named(self, row: Row, start: int, end: int, stop: int, dated: bool) -> bool:
        """Is it one programme or plan, and not programmes in general?"""
        name = self.low[end:stop]
        count = name.count(" ")
        before = self.low[max(0, start - 10) : start].split()
        if before and before[-1] in self.words.many and not dated:
            return False
        if dated and count >= 2:
            return True
        if count < 2 or count > _UNDATED or self.general:
            return False
        national = self.words.national.match(self.low, end)
        if national and self.low[national.end()] == " " and stop - national.end() > 6 and row.kind != MASTERPLAN:
            return True
        proper = self._has_proper(end + 1, stop)
        capital = self.text[start].isupper() and not self.text[start:stop].isupper()
        inside = start > 0 and self.low[start - 1] == " " and self.low[start - 2 : start - 1].isalnum()
        inside = inside or self._whole(start, stop)
        if row.kind == MASTERPLAN:
            return capital and proper
        opens = bool(self.words.opens.match(self.low, end)) or self.text[end + 1 : end + 2].isupper()
        return capital and opens and (proper or inside) and count >= 4

    def _whole(self, start: int, stop: int) -> bool:
        """Is it all that a line or a cell says?"""
        before = _LINE_START.search(self.low, max(0, start - 14), start)
        return bool(before) and _LINE_END.match(self.low, stop) is not None

    def _has_proper(self, begin: int, stop: int) -> bool:
        """Is there a proper name in it, beyond a capital at the beginning?"""
        return any(w.start() > begin and self.text[w.start()].isupper() for w in _WORD.finditer(self.text, begin, stop))

    def _project(self, row: Row, start: int, end: int, stop: int) -> _Named | None:
        """`dự án Cảng hàng không Nà Sản`, `Dự án đầu tư xây dựng tuyến đường bộ cao tốc Hòa Bình - Mộc Châu`: it ends with its proper name."""
        text = self.text
        if text[start:stop].isupper():
            return None
        if self.words.heads.match(self.low, end + 1):
            return None
        works = self.words.works.search(self.low, end, stop)
        names = list(self.words.proper.finditer(text, end + 1, stop))
        proper = [n for n in names if n.start() > end + 1 or n.group().count(" ") >= 2 or works]
        if not proper or (text[start].islower() and not works and text[end + 1].islower()):
            return None
        known = proper[-1].group().count(" ") >= 1 and (text[end + 1 : end + 2].isupper() or text[start].isupper())
        if not works and not known and not self.words.pair.search(text, end, stop):
            return None
        return self._named(row, start, end, end + 1, max(n.end() for n in proper), "proper")

    def _works(self, row: Row, start: int, end: int) -> list[_Named]:
        """A work known by its proper name: `cao tốc Mộc Châu - Sơn La`, `sân bay Nà Sản`."""
        if self.low[end : end + 1] != " ":
            return []
        name = self.words.pair.match(self.text, end + 1) if row.alone else self.words.proper.match(self.text, end + 1)
        if not name or (name.end() < len(self.text) and self.text[name.end()] == "/"):
            return []
        label = first_capital(self.text[start : name.end()])
        core = fold(name.group())
        return [_Named(start, name.end(), label, row.kind, core, None, None, f"works:{row.id}", sure=row.alone)]

    def _listed(self, row: Row, start: int, end: int) -> list[_Named]:
        """Names after a colon: `Các dự án có kế hoạch khởi công: Tân Phú - Bảo Lộc (Lâm Đồng); …`."""
        colon = self.low.find(": ", end, end + 60)
        if colon < 0 or any(c in self.low[end:colon] for c in ".;\n(“") or self.words.empty.match(self.low, colon + 1):
            return []
        found, at = [], colon + 2
        while True:
            item = re.compile(r"([^;.:\n()“”\"]{3,100}?)(?: \(([^()\n]{2,60})\))?(?=[;.\n]|$|, )").match(self.text, at)
            if not item or not item[1][0].isupper():
                break
            name = item[1].strip(" ,")
            works = self.words.works.search(fold(name))
            if not (self.words.pair.fullmatch(name) or (works and self.words.proper.search(name, works.end()))):
                break
            begin = at
            aliases = (
                (f"{name} ({item[2]})", f"{fold(row.words[0])} {name}") if item[2] else (f"{row.words[0]} {name}",)
            )
            found.append(
                _Named(
                    begin, begin + len(name), name, row.kind, fold(name), None, _place(name), "listed", aliases=aliases
                )
            )
            more = re.compile(r"[;.,] ").match(self.text, item.end())
            if not more:
                break
            at = more.end()
        return found

    def _named(self, row: Row, start: int, end: int, begin: int, stop: int, rule: str) -> _Named | None:
        """The record of a name whose stretch is known."""
        while (stop > begin and self.text[stop - 1] in " ,-–") or (
            self.text[stop - 1] == ")" and "(" not in self.text[begin:stop]
        ):
            stop -= 1
        weak = self.words.weak_end.search(self.low, begin, stop) if rule != "quoted" else None
        stop = weak.start() if weak else stop
        name = _WORD.sub(lambda w: self.words.expand.get(w.group(), w.group()), " ".join(self.text[begin:stop].split()))
        if len(name) < 2:
            return None
        shouted = name.isupper() and len(name) > 12
        head = " ".join(self.text[start:end].split())
        name = name.lower() if shouted else name
        own = self._own_unit(name) if row.kind == MASTERPLAN else name
        if own is None:
            return None
        sure, name = bool(own == name or len(own.split()) > 4), own
        label = f"{first_capital(head.lower() if head.isupper() else head)} {name}"
        years = self.words.years.search(fold(name))
        core = self._core(name)
        if core in self.words.plural or not core:
            return None
        cut = self.low[stop : stop + 1] in ("\n", "|", "") or self.low[stop : stop + 2] == " |"
        closing = (
            stop + 1
            if rule == "quoted"
            and self.text[stop : stop + 1] in _CLOSE
            and not (start and self.text[start - 1] in _OPEN)
            else stop
        )
        period = f"{years[1]}-{years[2]}" if years else None
        return _Named(
            start, closing, label, row.kind, core, period, _place(name), f"{rule}:{row.id}", shouted, cut, sure
        )

    def _own_unit(self, name: str) -> str | None:
        """`tỉnh thời kỳ 2021-2030` in a paper of Sơn La is that of Sơn La; without a paper of a place it is no name."""
        low = " " + fold(name)
        unit = lexicon().unit_list.match(low)
        if (
            not unit
            or unit["rest"]
            or unit["many"]
            or (low[unit.end() :] and not self.words.period.match(low, unit.end()))
        ):
            return name
        full = self.own.units.get(lexicon().units[unit["first"]][0])
        return f"{full}{name[unit.end() - 1 :]}" if full else None

    def _core(self, name: str) -> str:
        """What makes two names one: the words without period."""
        low = " " + fold(name)
        period = self.words.period.search(low)
        return " ".join(re.sub(r"[^\w ]", " ", low[: period.start()] if period else low).split())


def _place(name: str) -> str | None:
    """The province named in a name."""
    lex = lexicon()
    low = " " + fold(name)
    for found in lex.unit_list.finditer(low):
        proper = _words().proper.match(name, found.end())
        kind, level = lex.units[found["first"]]
        if proper and level == lex.ranks[1]:
            words = proper.group().split(" ")
            for n in range(min(5, len(words)), 0, -1):
                known = lex.province(" ".join(words[:n]), kind)
                if known:
                    return known.id
    return None


def _collect(flat: Flat, found: list[_Named]) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Names -> entities and mentions. One whose core begins with that of another of its kind, or has its proper name, is the same."""
    cores = _joined(found)
    index: dict[tuple[str, str], int] = {}
    groups: list[list[_Named]] = []
    mentions = []
    for name in found:
        key = cores.get((name.kind, name.core))
        if key is None:
            continue
        entity = index.setdefault(key, len(groups))
        if entity == len(groups):
            groups.append([])
        groups[entity].append(name)
        start, end = flat.span(name.start, name.end)
        mentions.append(Mention(start=start, end=end, entity=entity, rule=name.rule))
    return tuple(map(_entity, groups)), tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def _joined(found: list[_Named]) -> dict[tuple[str, str], tuple[str, str]]:
    """(kind, core) -> the key of the initiative it is a name of; cores that are no names by themselves and of none are left out."""
    keys: dict[tuple[str, str], tuple[str, str]] = {}
    cut = {(n.kind, n.core) for n in found if n.cut}
    for kind, core in sorted({(n.kind, n.core) for n in found if n.sure}, key=lambda k: (len(k[1]), k)):
        shorter = next((k for k in keys if k[0] == kind and _goes_on(k[1], core, k in cut)), None)
        keys[kind, core] = keys[shorter] if shorter else (kind, core)
    projects = [k for k in keys if k[0] == PROJECT]
    for name in found:
        if not name.sure and (name.kind, name.core) not in keys:
            words = _words().family.get(name.rule.partition(":")[2], ())
            whole = next(
                (k for k in projects if f" {name.core} " in f" {k[1]} " and any(w in k[1] for w in words)), None
            )
            if whole:
                keys[name.kind, name.core] = keys[whole]
    for one in projects:
        longer = next(
            (k for k in projects if len(k[1]) > len(one[1]) + 3 and k[1].endswith(" " + one[1]) and len(one[1]) > 6),
            None,
        )
        if longer:
            keys[one] = keys[longer]
    return keys


def _goes_on(short: str, long: str, cut: bool) -> bool:
    """Is the long core the short one with a place or a time, or the whole of what a line's end cut off?"""
    if len(short) < 12 or not long.startswith(short):
        return False
    return cut or bool(_words().rest.match(long, len(short)))


def _entity(names: list[_Named]) -> Entity:
    """The initiative that several names are of: the fullest is the label."""
    best = max(names, key=lambda n: (not n.shouted, n.period is not None, len(n.label), n.label))
    printed = {n.label for n in names if not n.shouted} | {a for n in names for a in n.aliases}
    place = next((n.place for n in names if n.place), None)
    return Entity(
        kind=best.kind, label=best.label, aliases=tuple(sorted(printed - {best.label})), period=best.period, place=place
    )


def _document_claims(
    doc: Document, sentences: _Sentences, documents: HasMentions, mentions: tuple[Mention, ...]
) -> list[Claim]:
    """Who approved an initiative: the document named just before, or the paper itself; else the paper mentions it."""
    claims: dict[tuple[str, int, int], Claim] = {}
    ordered = sorted(documents.mentions, key=lambda m: m.start)
    starts = [m.start for m in ordered]
    for mention in mentions:
        part = sentences.part(mention.start)
        opening = " ".join(doc.low[max(part[0], mention.start - 80) : mention.start].replace("*", " ").split())
        sentence = sentences.around(mention)
        if _words().approve.search(opening):
            i = bisect_right(starts, mention.start) - 1
            cited = (
                ordered[i]
                if i >= 0 and ordered[i].start >= sentence.start and ordered[i].end <= mention.start
                else None
            )
            gap = mention.start - (cited.end if cited else part[0])
            if cited and gap < 160 and ";" not in doc.low[cited.end : mention.start]:
                _add(claims, "approves", cited.entity, mention, Span(cited.start, mention.end))
                continue
            if not cited and gap < 60:
                _add(claims, "approves", 0, mention, sentence)
                continue
        _add(claims, "mentions", 0, mention, sentence)
    approved = {(c.subject, c.object) for c in claims.values() if c.kind == "approves"}
    return [c for c in claims.values() if c.kind == "approves" or (c.subject, c.object) not in approved]


def _add(claims: dict[tuple[str, int, int], Claim], kind: str, subject: int, mention: Mention, span: Span) -> None:
    key = (kind, subject, mention.entity)
    if key not in claims:
        claims[key] = Claim(kind=kind, subject=subject, object=mention.entity, evidence=(span,), rule=mention.rule)


def _task_claims(sentences: _Sentences, duties: HasTasks, mentions: tuple[Mention, ...]) -> list[Claim]:
    """The tasks in whose words an initiative is named."""
    claims: dict[tuple[str, int, int], Claim] = {}
    starts = [m.start for m in mentions]
    for number, task in enumerate(duties.tasks):
        for mention in mentions[bisect_left(starts, task.start) : bisect_left(starts, task.end)]:
            if mention.end <= task.end:
                _add(claims, "concerns", number, mention, sentences.around(mention))
    return list(claims.values())


class _Sentences:
    """Finds the sentence, or the item of a list, around a mention."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.starts = [part.start for part in doc.parts]

    def part(self, at: int) -> tuple[int, int]:
        """Start and end of the paragraph."""
        i = bisect_right(self.starts, at) - 1
        return (self.doc.parts[i].start, self.doc.parts[i].end) if i >= 0 else (0, len(self.doc.text))

    def around(self, mention: Mention) -> Span:
        """The sentence, cut where it is too long to be quoted."""
        low = self.doc.low
        start, end = self.part(mention.start)
        start, end = max(start, mention.start - _SENTENCE), max(mention.end, min(end, mention.end + _SENTENCE))
        for stop in _STOP.finditer(low, start, mention.start):
            start = stop.end()
        while start < mention.start and low[start].isspace():
            start += 1
        after = _STOP.search(low, mention.end, end)
        return Span(start, after.end() if after else end)


_SENTENCE = 700  # characters on either side
_STOP = re.compile(r"[.;](?=\s)")
