"""From when a document holds, and until when, where a sentence says so: the file's own document, or one that it names.

Nothing is worked out but the day of the document itself (`kể từ ngày ký`), what counts from it (`sau 45 ngày kể từ ngày ký`), and the end of a
term (`trong thời hạn 05 năm`); what counts from a day that no text tells (`kể từ ngày đăng Công báo`) has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from kg import grid
from kg.model import Claim, InForce, Mention
from kg.recognise import dates
from kg.recognise.citation import why_of
from kg.relate.paper import HEAD, ITSELF, Paper, iso_of, trimmed
from kg.relate.rows import CONSOLIDATES
from kg.relate.units import FULL_STOP
from kg.text import fold

_FAR = 240  # letters between a document and what it has
_CLAUSE = 700  # no clause is longer
_BREAKS = ";:[]"  # begin a clause
_NAMED, _LABEL, _COLUMN = "in-force:named", "in-force:label", "in-force:column"
_CENTURY, _BRIEF_YEARS = "19", "2000"  # the years that papers before the latter may write with two figures
_SHOWN = -2  # stands for what a consolidated text shows, until that is known


class _When(Struct, frozen=True):
    """The days behind `có hiệu lực`; `end`: where their words end."""

    end: int
    effective: str | None = None
    until: str | None = None
    relative: tuple[str, str] | None = None
    months: int = 0  # for so long


class _Subject(Struct, frozen=True):
    """A document of which it is said; `start`: where the words begin that prove it."""

    start: int
    entity: int
    rule: str
    provisions: tuple[str, ...] = ()
    inferred: bool = False


def in_force(paper: Paper, speaker: Callable[[int], int]) -> tuple[InForce, ...]:
    """What the paper says of when documents hold, in text order. `speaker`: the document whose words stand at a place. What a consolidated text says
    waits for `of_the_shown`."""
    reader = _Reader(paper, speaker)
    said = [*reader.labels(), *reader.columns(), *reader.said()]
    if not any(x.entity == 0 and not x.provisions for x in said):
        said += reader.owed()
    found = {(x.start, x.end, x.entity, x.provisions): x for x in said}
    return tuple(found[place] for place in sorted(found))


def of_the_shown(paper: Paper, claims: list[Claim]) -> tuple[InForce, ...]:
    """What the paper holds of all this, what a consolidated text says said of the document that it shows."""
    shown = next((c.object for c in claims if c.kind == CONSOLIDATES and c.subject == 0), 0)
    known = (x for x in paper.held if x.entity != _SHOWN or shown)
    return tuple(_dated(paper, replace(x, entity=shown)) if x.entity == _SHOWN else x for x in known)


def _dated(paper: Paper, x: InForce) -> InForce:
    """With the day that counts from the day of the document, where that is known."""
    if x.relative is None or x.relative[1] != "promulgation" or x.entity == _SHOWN:
        return x
    day = _later(paper.entities[x.entity].date, x.relative[0])
    return replace(x, effective=day, inferred=x.inferred or day is not None)


class _Reader:
    def __init__(self, paper: Paper, speaker: Callable[[int], int]) -> None:
        self.paper, self.low, self.words, self.speaker = paper, paper.low, paper.words, speaker
        self.own_type = paper.own_type
        self._is_old = "" < paper.dates[0] < _BRIEF_YEARS

    def labels(self) -> Iterator[InForce]:
        """`Ngày có hiệu lực: 15/09/2024` in the table at the head of a portal's page."""
        of = self.paper.history_of  # else the page has to be of a paper
        if not (of or self.own_type):
            return
        first = self.words.force_label.search(self.low, 0, HEAD)
        last = self.words.over_label.search(self.low, 0, HEAD)
        for found, is_last in ((first, False), (last, True)):
            day = _day(found) if found else None
            if found and day:
                start, end = trimmed(self.low, *found.span())
                told = {"until": _day_before(day)} if is_last else {"effective": day}
                yield InForce(start=start, end=end, entity=of, rule=_LABEL, **told)

    def columns(self) -> Iterator[InForce]:
        """`Văn bản | Ngày ban hành | Ngày có hiệu lực`: the days in a column below such a head, each of the document that its row names first."""
        if not grid.heads_a_cell(self.low, self.words.force_heads):
            return
        for table in grid.tables(self.paper.doc.text, self.low):
            width, heads = 0, dict[int, bool]()
            for row in table:
                cells = [" ".join(" ".join(self.low[x.start : x.end] for x in cell).split()) for cell in row.cells]
                found = ((i, self.words.force_head.fullmatch(cell.strip("* :"))) for i, cell in enumerate(cells))
                if told := {i: bool(head["over"]) for i, head in found if head}:
                    width, heads = len(cells), told
                elif len(cells) <= width:
                    yield from self._in_row(row, cells, heads)

    def _in_row(self, row: grid.Row, cells: list[str], heads: dict[int, bool]) -> Iterator[InForce]:
        """What the cells below such heads say; `heads`: whether they tell of the end."""
        m = next(iter(self._named(row.start, row.end)), None)
        if m is None or not m.entity:
            return
        for i, is_last in heads.items():
            found = self.words.force_cell.fullmatch(cells[i]) if i < len(cells) else None
            day = _day(found) if found else None
            if day and m.end <= row.cells[i][0].start:
                end = row.cells[i][-1].end
                when = _When(end, until=_day_before(day)) if is_last else _When(end, day)
                yield self._of(replace(_named_subject(m.start, m), rule=_COLUMN), when)

    def said(self) -> Iterator[InForce]:
        """`Luật này có hiệu lực thi hành từ ngày 01/7/2025`, `Nghị định 45/2023/NĐ-CP có hiệu lực từ ngày 01/07/2023`."""
        for found in self._all(self.words.force):
            has = self.words.has_force.search(self.low, max(0, found.start() - 20), found.start())
            if has is None or has["not"]:
                continue
            begin, verb = self._clause(has.start()), has.start()
            if when := self._when(found.end()):
                subjects = self._subjects(begin, verb) or self._before_its_name(begin, verb, when)
                if not subjects:
                    subjects, end = self._behind_it(begin, verb, when)
                    when = replace(when, end=end)
                yield from (self._of(subject, when) for subject in subjects)
            else:
                yield from self._day_first(begin, verb, found.end())
        for found in self._all(self.words.applies):
            if when := self._when(found.end()):
                passive = self.words.suffers.search(self.low, max(0, found.start() - 8), found.start())
                start = passive.start() if passive else found.start()
                own = (s for s in self._subjects(self._clause(start), start) if s.rule == ITSELF)
                # from when a plan is carried out is another thing than from when it holds
                yield from (self._of(s, when) for s in own if not self.words.of_a_plan.match(self.low, s.start))
        for found in self._all(self.words.over):
            if day := _day_before(_day(found)):
                begin, verb = self._clause(found.start()), found.start()
                over = () if self._is_pointed_at(begin, verb) else self._subjects(begin, verb)
                yield from (self._of(subject, _When(found.end(), until=day)) for subject in over)

    def owed(self) -> Iterator[InForce]:
        """`Giám đốc Sở Tài chính chịu trách nhiệm thi hành Quyết định này kể từ ngày ký`, where nothing else is said."""
        for found in self._all(self.words.owed):
            when = self._when(found.end())
            own = " ".join(found["own"].split()[:-1])
            if when and self.own_type and self._own(found.start(), own) == 0:
                yield self._of(_Subject(found.start(), 0, ITSELF), when)

    def _all(self, patterns: Iterable[re.Pattern[str]]) -> Iterator[re.Match[str]]:
        return chain.from_iterable(pattern.finditer(self.low) for pattern in patterns)

    def _day_first(self, begin: int, verb: int, end: int) -> Iterator[InForce]:
        """`Từ ngày 01/7/2025, Luật A có hiệu lực`, or, with a list behind it, `nhiều luật có hiệu lực, gồm: Luật A; Luật B`."""
        since = self.words.force_since.match(self.low, begin)
        if since is None:
            return
        subjects = self._subjects(since.end(), verb)
        if not subjects:
            subjects, end = self._listed(begin, end)
        for subject in subjects:
            yield self._of(replace(subject, start=begin), _When(end, _day(since)))

    def _listed(self, begin: int, end: int) -> tuple[list[_Subject], int]:
        """The documents of a list there, with the place where it ends: `gồm: Luật A; Luật B`."""
        led = self.words.force_list.match(self.low, end)
        if led is None:
            return [], end
        part = self.paper.doc.parts[self.paper.part_at(end)] if self.paper.doc.parts else None
        listed = self._named(led.end(), part.end if part else len(self.low))
        if not listed or listed[0].start != led.end():
            return [], end
        joined = [listed[0]]
        for m in listed[1:]:
            if not self.words.list_join.fullmatch(self.low, joined[-1].end, m.start):
                break
            joined.append(m)
        return [_named_subject(begin, m) for m in joined if m.entity], joined[-1].end

    def _behind_it(self, begin: int, verb: int, when: _When) -> tuple[list[_Subject], int]:
        """`Có hiệu lực từ ngày 05/9/2024, Thông tư A quy định …`, `Các luật có hiệu lực từ ngày 01/01/2025 gồm: Luật A; Luật B`"""
        if begin < verb:
            lists = self.words.lists_papers.search(self.low, begin, verb)
            return self._listed(begin, when.end) if lists else ([], when.end)
        comma = self.words.list_join.match(self.low, when.end)
        at = bisect_left(self.paper.mention_starts, comma.end()) if comma else len(self.paper.mentions)
        m = self.paper.mentions[at] if at < len(self.paper.mentions) else None
        if m and comma and m.start == comma.end() and m.entity:
            return [_named_subject(begin, m)], m.end
        return [], when.end

    def _before_its_name(self, begin: int, verb: int, when: _When) -> list[_Subject]:
        """`Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở có hiệu lực từ 01/7/2024`: what it is about stands between."""
        named = self._named(begin, verb) if when.effective else []
        m = named[-1] if named else None
        if m is None or not m.entity or m.provisions or not self.words.force_about.fullmatch(self.low, m.end, verb):
            return []
        held_by_another = self.words.other_holder.search(self.low, m.end, verb) or self._is_pointed_at(begin, verb)
        return [] if held_by_another or self._waits(begin, m.start) else [_named_subject(m.start, m)]

    def _is_pointed_at(self, begin: int, verb: int) -> bool:
        """`Mức chi quy định tại Thông tư A`: is it something that the document holds, not the document?"""
        named = self._named(begin, verb)
        m = named[-1] if named else None
        return bool(m and not m.provisions and self.words.held_in.search(self.low, begin, m.start))

    def _of(self, subject: _Subject, when: _When) -> InForce:
        """The record, with the words that except parts of it in its evidence."""
        excepting = self.words.but_for.match(self.low, when.end)
        start, end = trimmed(self.low, subject.start, excepting.end() if excepting else when.end)
        said = InForce(
            start=start, end=end, entity=subject.entity, rule=subject.rule, effective=when.effective, until=when.until, relative=when.relative,
            provisions=subject.provisions, inferred=subject.inferred,
        )  # fmt: skip
        said = _dated(self.paper, said)
        last = _months_on(said.effective, when.months)
        return replace(said, until=last, inferred=True) if last else said

    # ---- when -------------------------------------------------------------------------------------------------------

    def _when(self, at: int) -> _When | None:
        """The days that stand there, up to the last one on which it holds."""
        words, low = self.words, self.low
        begins = words.force_begins.match(low, at)
        first = self._first_day(begins.end()) if begins else None
        term = None if first else words.force_term.match(low, at)
        if term and (since := words.force_begins.match(low, term.end())):  # `trong thời hạn 05 năm kể từ ngày ký`
            first = self._first_day(since.end())
        elif first:
            term = words.force_term.match(low, first.end)
        if first and term and (months := _months(term)):
            return replace(first, end=max(first.end, term.end()), months=months)
        begun = first or _When(at)
        if last := words.held_until.match(low, first.end) if first else words.holds_until.match(low, at):
            return replace(begun, end=last.end(), until=_day(last))
        if through := words.held_through.match(low, begun.end):
            return replace(begun, end=through.end(), until=_last_of(through))
        if first and (over := words.over_by.match(low, first.end)):
            return replace(begun, end=over.end(), until=_day_before(_day(over)))
        return first

    def _first_day(self, at: int) -> _When | None:
        words, low = self.words, self.low
        if on := words.force_on.match(low, at):
            return _When(on.end(), _day(on))
        if (on := words.force_brief.match(low, at)) and self._is_old:
            return _When(on.end(), _in_century(on))
        if counted := words.force_counted.match(low, at):
            count = dates.count_of(counted["count"])
            if count is None:
                return None
            at = counted.start("since")
            since = words.is_signed.match(low, at) or words.is_passed.match(low, at)
            other = "publication" if words.is_printed.search(counted["since"]) else "event"
            anchor = "promulgation" if since else other
            return _When(since.end() if since else counted.end(), relative=(f"P{count}D", anchor))
        if season := words.force_season.match(low, at):
            return _When(season.end())
        if printed := words.force_printed.match(low, at):
            return _When(printed.end(), relative=("P0D", "publication"))
        if event := words.force_event.match(low, at):
            return _When(event.end(), relative=("P0D", "event"))
        signed = words.force_signed.match(low, at) or words.force_passed.match(low, at)
        return _When(signed.end(), relative=("P0D", "promulgation")) if signed else None

    # ---- of what ----------------------------------------------------------------------------------------------------

    def _subjects(self, begin: int, verb: int) -> list[_Subject]:
        """The documents of which the verb there says it, from `begin` on: several that a list joins, or none."""
        if begin == verb and (opened := self.words.opened.search(self.low, max(0, verb - 3), verb)):
            verb = opened.start()  # `Nghị định A ngày 26/12/2024 (có hiệu lực từ ngày 01/01/2025)`
            begin = self._clause(verb)
        itself = list(self.words.itself.finditer(self.low, begin, verb))
        named = self._named(begin, verb)
        if itself and (not named or named[-1].start <= itself[-1].start()):
            return self._itself(begin, itself[-1].span(), verb, named)
        if not named:
            kind = self.low[begin:verb].strip(' \n*-"“')  # `Quyết định có hiệu lực kể từ ngày ký`
            if not self.own_type and (entity := self._spoken_of(begin, kind)) != -1:
                return [_Subject(begin, entity, _NAMED)]
            bare = kind and kind == self.own_type and self._own(verb) == 0
            return [_Subject(begin, 0, ITSELF)] if bare else []
        last = named[-1]
        if not self._goes_on(last.end, verb):
            return []
        if last.entity:
            return self._of_names(begin, named)
        entity = self._own(verb)
        return [_Subject(begin, entity, ITSELF, last.provisions)] if last.provisions and entity != -1 else []

    def _clause(self, verb: int) -> int:
        """Where the clause begins that the verb ends."""
        part = self.paper.doc.parts[self.paper.part_at(verb)] if self.paper.doc.parts else None
        begin = max(part.body if part else 0, verb - _CLAUSE)
        begin = max(begin, *(self.low.rfind(mark, begin, verb) + 1 for mark in _BREAKS))
        bracket = self.low.rfind("(", begin, verb) + 1
        begin = begin if self.low.find(")", bracket, verb) >= 0 else max(begin, bracket)
        begin = max((stop.end() for stop in FULL_STOP.finditer(self.low, begin, verb)), default=begin)
        closed = self.low.find(")", begin, verb)
        if closed >= 0 and self.low.find("(", begin, closed) < 0:
            begin = closed + 1  # `(VB hết hiệu lực: 01/08/2024) Nội dung …`
        return trimmed(self.low, begin, verb)[0]

    def _named(self, begin: int, end: int) -> list[Mention]:
        """What is cited there, without the documents inside the name of another."""
        first, last = bisect_left(self.paper.mention_starts, begin), bisect_left(self.paper.mention_starts, end)
        outer, _ = self.paper.outer_and_inner(list(range(first, last)))
        return [m for m in map(self.paper.mentions.__getitem__, outer) if m.end <= end]

    def _itself(self, begin: int, place: tuple[int, int], verb: int, named: list[Mention]) -> list[_Subject]:
        """`Luật này`, or the provisions of it that stand before: `Điều 190 và Điều 248 của Luật này`."""
        start, end = place
        parts = [m for m in named if m.provisions and m.entity == named[-1].entity and named[-1].end >= end]
        before = self.low[begin:start].rstrip()
        headed = self.words.force_heading.search(self.low, begin, start)  # `Điều 145. Hiệu lực thi hành⏎Luật này …`
        called = self.words.text_of.search(self.low, begin, start)
        if not (parts or headed or called) and before[-1:].isalpha():
            return []  # `những quy định trái với Luật này`
        if self._waits(begin, start) or not self._goes_on(end, verb):
            return []
        kind = " ".join(self.low[start:end].split()[:-1])
        entity = parts[0].entity if parts else 0
        if not entity:
            entity = self._own(verb, kind) if self.own_type or self.speaker(verb) else self._spoken_of(start, kind)
        provisions = tuple(dict.fromkeys(p for m in parts for p in m.provisions))
        rule = ITSELF if self.own_type else _NAMED
        return [_Subject(begin if parts else start, entity, rule, provisions)] if entity != -1 else []

    def _own(self, at: int, kind: str = "") -> int:
        """Which document calls itself so there; -1 where it is none that is known."""
        other = self.speaker(at)
        if not other and self.paper.is_quoted(at):
            return -1
        if not other and self.paper.consolidates:
            return _SHOWN
        own = fold(self.paper.entities[other].type or "")
        mine = not kind or kind in self.words.any_kind or own.startswith(kind) or own.endswith(kind)
        mine = mine or (own in self.words.promulgating and kind in self.words.laws)  # `Sắc lệnh ban bố Luật …`
        return other if mine or (own in self.words.below_laws and kind in self.words.attachable) else -1

    def _spoken_of(self, at: int, kind: str) -> int:
        """In a text that is no paper itself, the document of that type that was named last; -1 without."""
        before = bisect_left(self.paper.mention_starts, at)
        entities = (m.entity for m in reversed(self.paper.mentions[:before]))
        return next((e for e in entities if e and fold(self.paper.entities[e].type or "") == kind), -1)

    def _waits(self, begin: int, start: int) -> bool:
        """`kể từ ngày Luật này có hiệu lực`"""
        return bool(self.words.waits_for.search(self.low, max(begin, start - 20), start))

    def _goes_on(self, end: int, verb: int) -> bool:
        """Does nothing stand between a document and what it has that would make another thing have it? Its first day may: `Quyết định A có hiệu lực từ
        ngày 20/5/2019 và hết hiệu lực từ ngày 01/01/2026`."""
        gaps = (self.words.force_gap, self.words.force_first)
        return verb - end <= _FAR and any(gap.fullmatch(self.low, end, verb) for gap in gaps)

    def _of_names(self, begin: int, named: list[Mention]) -> list[_Subject]:
        """The last one with those that a list joins to it, or the one whose name tells that it changes them."""
        group = [named[-1]]
        for m in reversed(named[:-1]):
            gap = self.low[m.end : group[0].start]
            if self._is_in_name(gap):
                group = [m]
            elif len(group) == 1 and group[0] is not named[-1] or not self.words.only_join.fullmatch(gap):
                break
            else:
                group.insert(0, m)
        if self._waits(begin, group[0].start):
            return []
        start = begin if group[0].start - begin < _FAR else group[0].start
        return [_named_subject(start, m) for m in group if m.entity]

    def _is_in_name(self, gap: str) -> bool:
        """`Luật số 67/2020/QH14 sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính`"""
        words = self.words
        made = words.force_gap.match(gap)  # `được Quốc hội thông qua ngày 18/01/2024, thay thế Luật A`
        rest = gap[made.end() :] if made else gap
        told = words.made_passive.search(rest) or words.has_any_force.search(rest) or words.points.search(rest)
        return bool(words.in_its_name.match(rest)) and not told


def _named_subject(start: int, m: Mention) -> _Subject:
    return _Subject(start, m.entity, _NAMED, m.provisions, bool(why_of(m.rule)))


def _day(found: re.Match[str]) -> str | None:
    """The day that a pattern found, where there is such a day."""
    day = iso_of(found)
    return day if day and _date(day) else None


def _later(day: str | None, duration: str) -> str | None:
    return _moved(_date(day), int(duration[1:-1]))


def _day_before(day: str | None) -> str | None:
    return _moved(_date(day), -1)


def _months(term: re.Match[str]) -> int:
    count = dates.count_of(term["count"]) or 0
    return 12 * count if term["years"] else count


def _months_on(day: str | None, months: int) -> str | None:
    """The last of so many months that begin with the day."""
    first = _date(day) if months else None
    last = _end_of_month(first.year, first.month + months) if first else None
    if first is None or last is None:
        return None
    return _moved(last.replace(day=min(first.day, last.day)), -1)


def _end_of_month(year: int, month: int) -> date | None:
    """Of a month that is counted from the first one of the year; None behind the last year of the calendar."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1]) if MINYEAR <= year <= MAXYEAR else None


def _last_of(found: re.Match[str]) -> str | None:
    """The last day of a year or a month."""
    month = int(found["month"] or 12)
    last = _end_of_month(int(found["year"]), month) if 1 <= month <= 12 else None
    return last.isoformat() if last else None


def _in_century(found: re.Match[str]) -> str | None:
    """`từ ngày 15-3-86`, in a paper of that century."""
    day, month, year = found.groups()
    said = f"{_CENTURY}{year}-{int(month):02}-{int(day):02}"
    return said if _date(said) else None


def _moved(day: date | None, days: int) -> str | None:
    """So many days on; None where the calendar ends before."""
    try:
        return (day + timedelta(days)).isoformat() if day else None
    except OverflowError:
        return None


def _date(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None
