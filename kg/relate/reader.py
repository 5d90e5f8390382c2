"""What one file says of two documents: mentions and the cue words of relations.toml -> claims, each with its sentence.

A sentence is read once from left to right. A cue opens a frame (who acts, how), the citations that follow are what is acted on,
as long as a comma or a conjunction joins them; a frame inside another one (`Nghị định A sửa đổi Nghị định B`) is left where a citation
cannot belong to it. What no frame takes is a plain citation.
"""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from kg.model import Claim, Document, InForce, Mention, Span
from kg.recognise.header import Header
from kg.relate.frames import Frame, copied
from kg.relate.in_force import in_force, of_the_shown
from kg.relate.lists import say_what_lists_end
from kg.relate.paper import HEAD, Paper, trimmed
from kg.relate.patterns import plain_cue
from kg.relate.rows import BASED_ON, CONSOLIDATES, CORRECTS, GUIDES, IMPLEMENTS, SCOPED
from kg.relate.sentence import Sentence
from kg.relate.units import FULL_STOP, Unit, sentences, units
from kg.relate.walk import last_open, read_sentence
from kg.resolve import Documents

_FAR_GROUNDS = 3 * HEAD  # where the grounds of a scheme may stand, behind what it is needed for
_MOST_GROUNDS = 40  # parts between a heading and an item of its list
_LEVELS = 3  # of headings above it
_HEADING = 120  # letters of a heading
HEADINGS = SCOPED | {BASED_ON, CORRECTS, "announces"}  # a heading with such a verb speaks for the items under it


def relations(doc: Document, header: Header | None, documents: Documents) -> tuple[list[Claim], tuple[InForce, ...]]:
    """Claims between the documents of one file, in text order, and from when they hold; both index `documents.entities`, 0 is the own document."""
    paper = Paper(doc, header, documents.entities, documents.mentions)
    paper.held = in_force(paper, documents.speaker)
    for unit in units(paper):
        _unit(paper, unit)
    say_what_lists_end(paper)
    _by_its_kind(paper, header.title.end if header else 0)
    claims = _of_the_consolidated(paper)
    return claims, of_the_shown(paper, claims)


def _unit(paper: Paper, unit: Unit) -> None:
    if not any(paper.mentions[i].entity for i in range(*unit.mentions)):
        return  # it names nothing but itself
    inherited = _inherited(paper, unit)
    before: Mention | None = None
    for start, end, inside in sentences(paper, unit):
        if not any(paper.mentions[i].entity for i in inside):
            before = None
            continue
        base = inherited if start == unit.start else _ground_before(paper, unit, start, inside)
        sentence = Sentence(paper, start, end, inside, base, before)
        read_sentence(sentence)
        before = sentence.head


def _inherited(paper: Paper, unit: Unit) -> Frame | None:
    """The frame of the lead-in above: `Bãi bỏ các văn bản sau:`."""
    lead = paper.leads[unit.part] if unit.part < len(paper.leads) else -1
    if lead >= 0:
        return copied(_frame_of(paper, lead))
    part = paper.doc.parts[unit.part] if paper.doc.parts else None
    above = part.parent if part and part.kind != "text" else -1
    if above >= 0 and paper.doc.parts[above].end - paper.doc.parts[above].start < 300:
        frame = _frame_of(paper, above)  # a heading without a colon
        if frame and frame.row and frame.active and not frame.joined and frame.row.id in HEADINGS:
            if frame.row.id in SCOPED and not paper.words.acted_on.search(
                paper.low, paper.doc.parts[above].body, paper.doc.parts[above].end
            ):
                return None  # `Điều chỉnh phương án phát triển cụm công nghiệp`
            return copied(frame)
    return _ground_above(paper, unit) or _under_grounds(paper, unit)


def _under_grounds(paper: Paper, unit: Unit) -> Frame | None:
    """`I. CĂN CỨ PHÁP LÝ`, and below it `1. Luật Giáo dục …;`, a line for each paper or an item under a heading of its own."""
    first = paper.mentions[unit.mentions[0]]
    if not paper.own_type or unit.start > min(_FAR_GROUNDS, paper.articles) or not paper.doc.parts:
        return None
    if not paper.words.begun.search(paper.low[unit.start : first.start]):
        return None
    if unit.part not in paper.under_grounds:
        paper.under_grounds[unit.part] = _grounds_heading(paper, unit.part)
    heading = paper.under_grounds[unit.part]
    if heading is None:
        return None
    part = paper.doc.parts[heading]
    return Frame(paper.words.rows[BASED_ON], True, (0,), Span(part.body, part.end), Span(part.body, part.end))


def _grounds_heading(paper: Paper, index: int) -> int | None:
    """The heading of a list of grounds that the part stands under, or that stands above it with nothing but parts like it between."""
    parts = paper.doc.parts
    above = parts[index].parent
    for _ in range(_LEVELS):
        if above >= 0 and _heads_grounds(paper, above):
            return above
        above = parts[above].parent if above >= 0 else -1
    for above in range(index - 1, max(-1, index - _MOST_GROUNDS), -1):
        if _heads_grounds(paper, above):
            return above
        if parts[above].kind != parts[index].kind or paper.doc.text[parts[above].body : parts[above].end].isupper():
            return None
    return None


def _heads_grounds(paper: Paper, index: int) -> bool:
    part = paper.doc.parts[index]
    return part.end - part.body < _HEADING and bool(paper.words.grounds_heading.match(paper.low, part.body, part.end))


def _ground_above(paper: Paper, unit: Unit) -> Frame | None:
    """`Căn cứ Luật A;⏎Luật sửa đổi Luật A ngày …;⏎Theo Nghị quyết B,`: a line of the grounds that begins with what it names."""
    first = paper.mentions[unit.mentions[0]]
    said = paper.low[unit.start : first.start].strip(" *-")
    if not paper.doc.parts or unit.start > min(HEAD, paper.articles) or (said and said not in paper.words.by_words):
        return None
    for index in range(unit.part - 1, max(-1, unit.part - 6), -1):
        part = paper.doc.parts[index]
        if paper.low[part.end - 1] not in ";,":
            break
        cue = paper.words.scan.match(paper.low, part.body)
        row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
        if cue and row and row.id in (BASED_ON, IMPLEMENTS):
            return Frame(row, True, (0,), Span(*cue.span()), Span(part.body, part.end))
        at = bisect_right(paper.mention_starts, part.body - 1)
        if at >= len(paper.mentions) or paper.low[part.body : paper.mentions[at].start].strip(" *-"):
            break
    return _ground_below(paper, unit) if said else None


def _ground_below(paper: Paper, unit: Unit) -> Frame | None:
    """`Theo Nghị quyết A;⏎Theo đề nghị của Bộ trưởng,`: a line that can be a ground above one that is."""
    for part in paper.doc.parts[unit.part + 1 : unit.part + 3]:
        cue = paper.words.scan.match(paper.low, part.body)
        row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
        if cue and row and row.id == BASED_ON and part.start < paper.articles:
            start = trimmed(paper.low, unit.start, unit.end)[0]
            return Frame(row, True, (0,), Span(start, start), Span(part.body, part.end))
    return None


def _ground_before(paper: Paper, unit: Unit, start: int, inside: list[int]) -> Frame | None:
    """`Căn cứ Nghị định A về lệ phí. Quyết định B về xe ôtô; Nghị định C;`: a paragraph of the grounds whose next sentence is of nothing but papers."""
    first = paper.mentions[inside[0]].start
    if start > min(HEAD, paper.articles) or first != start or ";" not in paper.low[start : unit.end]:
        return None
    cue = paper.words.scan.match(paper.low, unit.start)
    row, _ = paper.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    if cue is None or row is None or row.id != BASED_ON:
        return None
    return Frame(row, True, (0,), Span(*cue.span()), Span(*trimmed(paper.low, unit.start, start)))


def _frame_of(paper: Paper, lead: int) -> Frame | None:
    if lead not in paper.lead_frames:
        paper.lead_frames[lead] = _lead_frame(paper, lead)
    return paper.lead_frames[lead]


def _lead_frame(paper: Paper, index: int) -> Frame | None:
    part = paper.doc.parts[index]
    start = max(
        part.body,
        max((f.end() for f in FULL_STOP.finditer(paper.doc.text, part.body, part.end)), default=part.body),
    )
    at = bisect_right(paper.mention_starts, start - 1)
    inside = []
    while at < len(paper.mentions) and paper.mentions[at].start < part.end:
        inside.append(at)
        at += 1
    frame = last_open(Sentence(paper, start, part.end, inside, None))
    above = paper.leads[index]
    if frame is None and above >= 0 and above != index and not inside:
        return _frame_of(paper, above)
    if frame is None or (frame.row and frame.row.id == IMPLEMENTS and _has_matters(paper, frame, part.end)):
        return None
    if frame.row and frame.row.id == GUIDES and not paper.words.acted_on.search(paper.low, frame.cue.end, part.end):
        return None  # `Vụ 11 hướng dẫn như sau:`
    led = Frame(frame.row, frame.active, frame.who, frame.cue, Span(start, part.end))
    led.mixed, led.also = frame.mixed, frame.also
    return led


def _has_matters(paper: Paper, frame: Frame, end: int) -> bool:
    """`thực hiện dự án đầu tư khai thác khoáng sản, cụ thể:`, `Để thực hiện các nghị quyết trên, Thủ tướng chỉ thị:`: no documents in its list."""
    words = paper.words
    if words.ends_in_order.search(paper.low, frame.cue.end, end):
        return True
    return end - frame.cue.end > 30 and not words.carried_out.search(paper.low, frame.cue.end, end)


def _by_its_kind(paper: Paper, title_end: int) -> None:
    """What a consolidated text puts together and what a correction corrects, where no words say it: the first document that it names."""
    if paper.consolidates:
        kind = CONSOLIDATES  # its title can name what the document that it shows guides
        named = [(i, m) for i, m in enumerate(paper.mentions) if m.start >= title_end or not _in_title(paper, m)]
    elif paper.own_type and (
        paper.own_type in paper.words.correcting or paper.words.begs_pardon.search(paper.low, 0, HEAD)
    ):
        kind, named = CORRECTS, []
    else:
        return
    if any(c.kind == kind and not c.subject for c in paper.out.values()):
        return
    for i, m in named or enumerate(paper.mentions):
        if m.entity and (paper.entities[m.entity].type or "") not in paper.words.consolidated:
            unit = next(u for u in units(paper) if u.mentions[0] <= i < u.mentions[1])
            start, end, _ = next(s for s in sentences(paper, unit) if i in s[2])
            spans = (Span(*trimmed(paper.low, start, end)),)
            rule = f"relations:{kind}:first-named"
            paper.say(Claim(kind=kind, subject=0, object=m.entity, evidence=spans, rule=rule, why="first-named"))
            return


def _in_title(paper: Paper, m: Mention) -> bool:
    """Does what the title is about name it: `THÔNG TƯ HƯỚNG DẪN NGHỊ ĐỊNH SỐ 87/2018/NĐ-CP`, `hướng dẫn thi hành Nghị định số …`?"""
    text = paper.doc.text
    return text[m.start : m.end].isupper() or text[: m.start].rstrip(" *")[-1:].islower()


def _of_the_consolidated(paper: Paper) -> list[Claim]:
    """What a consolidated text changes, or tells to be changed in it, is said of the document that it shows."""
    base = next((c.object for c in paper.out.values() if c.kind == CONSOLIDATES and c.subject == 0), 0)
    if not base:
        return list(paper.out.values())
    found: dict[tuple[str, int, int, tuple[Span, ...]], Claim] = {}
    for claim in paper.out.values():
        if claim.kind in SCOPED and 0 in (claim.subject, claim.object):
            claim = replace(
                claim, subject=claim.subject or base, object=claim.object or base, rule=f"{claim.rule}:of-consolidated"
            )
        if claim.subject != claim.object:
            found.setdefault((claim.kind, claim.subject, claim.object, claim.evidence), claim)
    return list(found.values())
