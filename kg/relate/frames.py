"""A cue that is open: who acts, and what is joined to it."""

from __future__ import annotations

from kg.model import Mention, Span
from kg.relate.rows import Relation


class Frame:
    """An open cue: who acts (active) or what is acted on (passive), and what has been joined to it so far."""

    __slots__ = ("active", "after", "also", "aside", "cue", "joined", "last", "lead", "mixed", "row", "who")

    def __init__(
        self, row: Relation | None, active: bool, who: tuple[int, ...], cue: Span, lead: Span | None = None
    ) -> None:
        self.row = row  # None: takes citations and says nothing of them
        self.active = active
        self.who = who
        self.cue = cue
        self.after = cue.end
        self.joined: list[int] = []
        self.last: Mention | None = None  # what was joined last
        self.lead = lead  # where the cue stands, if not in the sentence itself
        self.aside = False  # what follows next is not of it: `sửa đổi các nghị định hướng dẫn Luật A và Nghị định B`
        self.also: Relation | None = None  # a second act on the same: `giải thích và hướng dẫn`
        self.mixed = False  # several acts in one: `thay thế, bãi bỏ một số cụm từ, điều`


def copied(frame: Frame | None) -> Frame | None:
    """The frame for the next item of a list, with nothing joined to it yet."""
    if frame is None:
        return None
    copy = Frame(frame.row, frame.active, frame.who, frame.cue, frame.lead)
    copy.mixed, copy.also = frame.mixed, frame.also
    return copy
