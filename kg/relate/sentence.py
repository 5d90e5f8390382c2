"""One sentence while it is read from left to right."""

from __future__ import annotations

from bisect import bisect_left

from kg.model import Mention, Span
from kg.recognise.provisions import open_quote
from kg.relate.frames import Frame
from kg.relate.paper import Paper

FAR = 500  # no subject stands farther from its verb


class Sentence:
    """Reads one sentence, from left to right."""

    def __init__(
        self,
        paper: Paper,
        start: int,
        end: int,
        inside: list[int],
        base: Frame | None,
        before: Mention | None = None,
    ) -> None:
        self.paper, self.low, self.words = paper, paper.low, paper.words
        self.start, self.end = start, end
        self.inside, self.inner = paper.outer_and_inner(inside)
        self.order = {paper.mentions[i].start: k for k, i in enumerate(self.inside)}
        self.starts = [paper.mentions[i].start for i in self.inside]
        self.before = before  # what the sentence before is about: `… Lý do: bị thay thế bởi Quyết định …`
        self.above: Mention | None = None  # what the row is about, in a cell above the one that is read
        self.head = next((paper.mentions[i] for i in inside if paper.mentions[i].entity), None)
        self.day: str | bool | None = False  # from which what the sentence says holds; False: not looked for
        self.listed = ";" in self.low[start : end - 1]
        self.teller = 0  # who acted in the clause before
        self.acting: int | None = None  # what passive statements in a row are about
        self.clause = start
        self.frames: list[Frame] = [base] if base else []
        self.prev: Mention | None = None
        self.group: list[Mention] = []
        self.aside: Mention | None = None  # what stands beside the act, by a word that ends its reach: `… theo Luật A`
        self.saved: list[tuple[list[Frame], Mention | None, list[Mention], bool]] = []
        self.note = False  # in an editor's note in square brackets
        self.acts = False  # the document itself has acted here
        self.phrase = False  # what is edited is a phrase
        self.stronger: set[int] = set()  # what the document itself acts on here
        self.told: set[tuple[str, int, int, tuple[str, ...]]] = set()
        self.in_part: set[int] = set()  # cues by which a part is amended
        self.quoted = paper.is_quoted(start) or (bool(inside) and paper.is_quoted(paper.mentions[inside[0]].start))

    def back(self, at: int) -> str:
        """What stands before, in the clause."""
        return self.low[max(self.clause, at - FAR) : at]

    def after(self, at: int, most: int) -> list[Mention]:
        """The first citations of the sentence that begin there or behind."""
        first = bisect_left(self.starts, at)
        return [self.paper.mentions[i] for i in self.inside[first : first + most]]

    def beside(self, m: Mention, step: int) -> Mention | None:
        """The citation before (-1) or after (1) in the sentence."""
        at = self.order.get(m.start, -2) + step
        return self.paper.mentions[self.inside[at]] if 0 <= at < len(self.inside) else None


def is_phrase(s: Sentence, m: Mention) -> bool:
    """`Thay thế cụm từ “khoản 4 Điều 60 Nghị định A” tại Điều 5`: the words are changed, not decree A."""
    opening = open_quote(s.low, s.clause, m.start)
    return opening >= 0 and bool(s.words.bits.search(s.low, max(s.clause, opening - 30), opening))


def holds(s: Sentence, m: Mention) -> bool:
    """In `bãi bỏ hướng dẫn về Điều 5 của A tại B` it is B that is acted on."""
    following = s.beside(m, 1)
    return following is not None and bool(s.words.within.fullmatch(s.low, m.end, following.start))


def is_past(s: Sentence, cue: Span) -> bool:
    """Does the cue tell of something that is done?"""
    return bool(s.words.past.search(s.low, max(s.clause, cue.start - 6), cue.end))


def begins(s: Sentence, cue: Span) -> bool:
    """Does the cue open the clause, or tell what for something is done: `Để triển khai …`?"""
    return opens(s, cue) or bool(s.words.purpose.fullmatch(s.low, s.clause, cue.start))


def opens(s: Sentence, cue: Span) -> bool:
    """Does the cue open the clause, numbers and words like `Nay` aside?"""
    return bool(s.words.opening.match(s.low, s.clause, cue.start)) if cue.start - s.clause < 400 else False
