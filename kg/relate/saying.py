"""What a sentence says of two documents -> a claim with its scope, its day and its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.model import Claim, Mention, Span
from kg.recognise.citation import why_of
from kg.relate.frames import Frame
from kg.relate.paper import iso_of, trimmed
from kg.relate.rows import AMENDS, CITES, GUIDES, OUSTS, SCOPED
from kg.relate.sentence import Sentence

LONG = 700  # a longer sentence is quoted by the clauses that matter


def say_of(
    s: Sentence, kind: str, who: int, m: Mention, cue: Span | None, lead: Span | None, mixed: bool = False
) -> None:
    """What `who` does to the document of the citation."""
    if who == m.entity:
        return
    if mixed and cue and _scope(s, AMENDS, m, cue, lead) == "part":
        kind = AMENDS  # `Thay thế, bãi bỏ một số cụm từ, điều của …`
    if who == 0 and kind in OUSTS and s.words.own_phrase.match(s.low, s.clause, m.start):
        kind = AMENDS  # `Bãi bỏ: a) Điều 5 Nghị định A; b) Cụm từ “Phòng Y tế” tại Điều 8 Nghị định B`
    if who == 0 and kind in SCOPED and (s.paper.is_below(m.entity) or (cue and not lead and s.paper.in_row(cue))):
        kind = CITES
    if who == 0 and kind != CITES and (s.quoted or s.paper.is_quoted(m.start)):
        return
    parts = m.provisions if kind in SCOPED else ()  # `bãi bỏ Điều 9; bãi bỏ điểm b khoản 1 Điều 11`
    if (kind, who, m.entity, parts) in s.told:
        return
    s.told |= {(kind, who, m.entity, ()), (kind, who, m.entity, parts)}
    if who == 0:
        s.stronger.add(m.entity)
        if kind in SCOPED and m.provisions and m.entity in s.paper.amended:
            kind = AMENDS  # `c) Bãi bỏ khoản 5` in an article that amends the law
        if kind == AMENDS:
            s.paper.amended.add(m.entity)
            s.paper.context.setdefault(s.paper.part_at(m.start), m.entity)
    scope = _scope(s, kind, m, cue, lead) if kind in SCOPED and cue else None
    evidence = _evidence(s, m, cue, lead)
    here = cue is not None and s.start <= cue.start < s.end
    day = _day_said(s, m, who, cue) if cue and here and kind in SCOPED else None
    apart = kind in SCOPED and who == 0 and not day and not (here and s.note)
    s.paper.say(
        Claim(
            kind=kind, subject=who, object=m.entity, evidence=evidence, rule=f"relations:{kind}", why=_why(s, who, m), scope=scope,
            provisions=m.provisions if kind in SCOPED else (), effective=day,
        ),
        s.paper.holds_at(m.start) if apart else None,
    )  # fmt: skip


def say_of_actor(s: Sentence, kind: str, m: Mention, patient: int, frame: Frame) -> None:
    """The citation acts on what stands before it."""
    if frame.row and frame.row.near and s.paper.entities[m.entity].type in s.words.proposals:
        return  # `Quyết định A ban hành theo Tờ trình B`: a proposal puts nothing in force
    if kind in SCOPED and patient == 0 and s.phrase:
        kind = AMENDS
    if (
        kind == AMENDS
        and s.note
        and s.paper.entities[patient].type in s.words.laws
        and s.paper.is_ministerial(m.entity)
    ):
        kind = GUIDES  # `[Nội dung hướng dẫn Khoản này nay được sửa đổi bởi Thông tư A]`: it changes how the law is explained
    evidence = _evidence(s, m, frame.cue, frame.lead)
    in_part = kind == AMENDS or (kind in SCOPED and (patient == 0 or _partly(s, kind, frame.cue)))
    if m.entity != patient and not (s.quoted and 0 in (m.entity, patient)):
        s.paper.say(
            Claim(
                kind=kind,
                subject=m.entity,
                object=patient,
                evidence=evidence,
                rule=f"relations:{kind}:note" if s.note else f"relations:{kind}",
                why=_why(s, patient, m),
                scope="part" if in_part else None,
                effective=_day_of_other(s, m, patient) if kind in SCOPED else None,
            )
        )


def _partly(s: Sentence, kind: str, cue: Span) -> bool:
    """`hết hiệu lực một phần theo Nghị định B`"""
    return bool(s.words.partial[kind].search(s.low, cue.start, cue.end))


def _why(s: Sentence, other: int, m: Mention) -> str:
    """Why it is worked out which document is meant: the citation, or the other one where the sentence names it in no other way."""
    ends = [why_of(x.rule) for i in s.inside if other and (x := s.paper.mentions[i]).entity == other]
    return why_of(m.rule) or (ends[0] if ends and all(ends) else "")


def _scope(s: Sentence, kind: str, m: Mention, cue: Span, lead: Span | None) -> str | None:
    if m.provisions or s.words.excepted.match(s.low, m.end) or _parts_excepted(s, m):
        return "part"
    row = s.words.partial[kind]
    before_it = s.beside(m, -1)
    start = max(
        before_it.end if before_it else s.start,
        s.clause,
        cue.end if cue.end <= m.start and not lead else 0,
        m.start - 160,
    )
    if start == s.start and before_it is None:
        start = _with_marker(s)
    before = s.low[start : m.start].rsplit(";", 1)[-1]
    if row.search(before) or s.words.provision.search(before) or row.search(s.low, cue.start, cue.end):
        s.in_part.add(cue.start)
        return "part"
    if s.words.named_piece.match(before) and not s.words.attached.search(before):
        return "part"  # `c) Quy định về phí thẩm định tại Thông tư …` under `bãi bỏ:`
    if kind != AMENDS:
        return "whole"
    return "part" if cue.start in s.in_part and not lead else None  # `một số điều của Luật A, Luật B`


def _parts_excepted(s: Sentence, m: Mention) -> bool:
    """`Nghị quyết A của Hội đồng nhân dân tỉnh quy định mức thu, trừ nội dung quy định tại khoản 2 Điều 1`"""
    last = m
    while (following := s.beside(last, 1)) and following.entity == m.entity:
        last = following
    end = s.low.find(";", m.end, following.start if following else s.end)
    end = end if end >= 0 else following.start if following else s.end
    return s.words.parts_excepted.search(s.low, m.end, end) is not None


def _with_marker(s: Sentence) -> int:
    """Where the line begins, if what stands before the sentence belongs to it (`Phần hai Thông tư …`) and numbers nothing (`Điều 2.`)."""
    line = s.low.rfind("\n", 0, s.start) + 1
    head = s.low[line : s.start].rstrip()
    return line if head and head[-1].isalnum() else s.start


def _day_said(s: Sentence, m: Mention, who: int, cue: Span) -> str | None:
    """The day from which what the sentence says holds, as it says itself: the one right behind the cue; of another document what is said from its
    name on; else the first.
    """
    if s.note:
        return _day_of_note(s, m)
    if behind := s.words.over_from.match(s.low, cue.end):
        return iso_of(behind)  # `Quyết định A có hiệu lực từ ngày 20/5/2019 và hết hiệu lực từ ngày 01/01/2026`
    if who:
        named = [x.start for i in s.inside if (x := s.paper.mentions[i]).entity == who and x.start < m.start]
        return _day(s, named[-1] if named else s.start, s.end)
    if s.day is False:
        s.day = _day(s, s.start, s.end)
    return s.day if isinstance(s.day, str) else None


def _day_of_other(s: Sentence, m: Mention, patient: int) -> str | None:
    """From when what another document changes holds: `… được sửa đổi bởi Thông tư A sửa đổi một số điều của Thông tư B, có hiệu lực kể từ ngày …`."""
    if s.note:
        return _day_of_note(s, m)
    last = m
    while (following := s.beside(last, 1)) and following.entity == patient:
        last = following
    found = s.words.holds_behind.match(s.low, last.end, following.start if following else s.end)
    return iso_of(found) if found else None


def _day_of_note(s: Sentence, m: Mention) -> str | None:
    """The day behind the citation in an editor's note, before the next one of another statement: `… Nghị định A có hiệu lực từ ngày 15/01/2025`."""
    last = m
    while (following := s.beside(last, 1)) and s.words.only_join.fullmatch(s.low, last.end, following.start):
        last = following
    closing = s.low.find("]", last.end, following.start if following else s.end)
    found = s.words.behind.match(s.low, last.end, closing if closing >= 0 else following.start if following else s.end)
    return iso_of(found) if found else None


def _day(s: Sentence, start: int, end: int) -> str | None:
    """The first day in the stretch from which something holds, editors' notes aside."""
    for found in s.words.from_day.finditer(s.low, start, end):
        noted = s.low.rfind("[", start, found.start()) > s.low.rfind("]", start, found.start())
        if _of_effect(s, found) and not noted:
            return iso_of(found)
    return None


def _of_effect(s: Sentence, found: re.Match[str]) -> bool:
    """Is it the day from which something holds or ends, said with the act or right behind a citation (`bãi bỏ Quyết định A kể từ ngày …`), not one in the
    name of what is cited (`bảng giá đất áp dụng từ ngày 01/01/2020`)?"""
    if s.words.effect.search(s.low[max(s.start, found.start() - 60) : found.start()]):
        return True
    at = bisect_left(s.starts, found.start())
    return at > 0 and not s.low[s.paper.mentions[s.inside[at - 1]].end : found.start()].strip(" ,\n")


def _evidence(s: Sentence, m: Mention, cue: Span | None, lead: Span | None) -> tuple[Span, ...]:
    """The words that name the other document, then, where they stand apart, those of the cue."""
    start, end = trimmed(s.low, s.start, s.end)
    if end - start <= LONG:
        spans = [Span(start, end)]
    else:
        spans = [_clause_at(s, m.start, m.end, start, end)]
        if cue and not lead and not spans[0].start <= cue.start < spans[0].end:
            spans.append(_clause_at(s, cue.start, cue.end, start, end))
    if lead:
        spans.append(Span(*trimmed(s.low, lead.start, lead.end)))
    elif s.above:
        cell = s.paper.doc.parts[s.paper.part_at(s.above.start)]
        spans.append(Span(cell.start, cell.end))
    return tuple(spans)


def _clause_at(s: Sentence, first: int, last: int, start: int, end: int) -> Span:
    """The clause, between semicolons, that holds the stretch; a piece of it where it is long."""
    a = max(start, s.low.rfind(";", start, first) + 1)
    b = s.low.find(";", last, end)
    b = end if b < 0 else b
    if first - LONG > a:
        a = next((i for i in range(first - LONG, first) if not s.low[i].isalnum()), first)  # no piece of a word
    if last + LONG < b:
        b = next((i for i in range(last + LONG, last, -1) if not s.low[i].isalnum()), last)
    return Span(*trimmed(s.low, a, b))
