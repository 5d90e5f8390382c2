"""Who approved an initiative, who mentions it, which tasks concern it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.compiled import compiled
from kg.model import Claim, Document, Mention, Part, Span
from kg.recognise.initiatives.names import HasMentions, HasTasks
from kg.recognise.initiatives.vocabulary import vocabulary

_SENTENCE = 700  # characters on either side
_BEHIND = 120  # characters between a name and the document that is said to approve it
_STOP = compiled(r"[.;](?=\s)")


def document_claims(
    doc: Document, sentences: Sentences, documents: HasMentions, duties: HasTasks, mentions: tuple[Mention, ...]
) -> list[Claim]:
    """Who approved an initiative: the document named just before, or the paper itself, but not where somebody is told to (`Xây dựng Quyết định của
    Thủ tướng Chính phủ ban hành Chương trình …`); else the paper mentions it.
    """
    told = sorted((task.start, task.end) for task in duties.tasks)
    claims: dict[tuple[str, int, int], Claim] = {}
    ordered = sorted(documents.mentions, key=lambda m: m.start)
    starts = [m.start for m in ordered]
    for mention in mentions:
        part = sentences.part(mention.start)
        opening = " ".join(doc.low[max(part[0], mention.start - 80) : mention.start].replace("*", " ").split())
        sentence = sentences.around(mention)
        if vocabulary().approve.search(opening) and not vocabulary().submit.search(opening):
            i = bisect_right(starts, mention.start) - 1
            cited = (
                ordered[i]
                if i >= 0 and ordered[i].start >= sentence.start and ordered[i].end <= mention.start
                else None
            )
            gap = mention.start - (cited.end if cited else part[0])
            proposes = documents.entities[cited.entity if cited else 0].type in vocabulary().proposals
            if cited and gap < 160 and not proposes and ";" not in doc.low[cited.end : mention.start]:
                _add(claims, "approves", cited.entity, mention, Span(cited.start, mention.end))
                continue
            task = bisect_right(told, (mention.start, len(doc.low))) - 1
            free = (task < 0 or told[task][1] <= mention.start) and not sentences.in_row(mention.start)
            if not cited and gap < 60 and not proposes and free:
                _add(claims, "approves", 0, mention, sentence)
                continue
        behind = bisect_left(starts, mention.end)
        near = behind < len(ordered) and ordered[behind].start - mention.end < _BEHIND
        if near and vocabulary().approved.match(doc.low[mention.end : ordered[behind].start]):
            _add(claims, "approves", ordered[behind].entity, mention, Span(mention.start, ordered[behind].end))
            continue
        _add(claims, "mentions", 0, mention, sentence)
    approved = {(c.subject, c.object) for c in claims.values() if c.kind == "approves"}
    return [c for c in claims.values() if c.kind == "approves" or (c.subject, c.object) not in approved]


def task_claims(sentences: Sentences, duties: HasTasks, mentions: tuple[Mention, ...]) -> list[Claim]:
    """The tasks in whose words an initiative is named."""
    claims: dict[tuple[str, int, int], Claim] = {}
    starts = [m.start for m in mentions]
    for number, task in enumerate(duties.tasks):
        for mention in mentions[bisect_left(starts, task.start) : bisect_left(starts, task.end)]:
            if mention.end <= task.end:
                _add(claims, "concerns", number, mention, sentences.around(mention))
    return list(claims.values())


def _add(claims: dict[tuple[str, int, int], Claim], kind: str, subject: int, mention: Mention, span: Span) -> None:
    """The first place that says it is its evidence."""
    key = (kind, subject, mention.entity)
    if key not in claims:
        claims[key] = Claim(kind=kind, subject=subject, object=mention.entity, evidence=(span,), rule=mention.rule)


class Sentences:
    """Finds the sentence, or the item of a list, around a mention."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.starts = [part.start for part in doc.parts]

    def in_row(self, at: int) -> bool:
        """Does the place stand in the row of a table, where `Xây dựng, ban hành Đề án …` is a task?"""
        part = self._part(at)
        return part is not None and part.kind == "row"

    def part(self, at: int) -> tuple[int, int]:
        """Start and end of the paragraph."""
        part = self._part(at)
        return (part.start, part.end) if part else (0, len(self.doc.text))

    def _part(self, at: int) -> Part | None:
        i = bisect_right(self.starts, at) - 1
        return self.doc.parts[i] if i >= 0 else None

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
