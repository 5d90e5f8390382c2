"""Who must do what, by when: tasks, the bodies they are given to in which role, deadlines and targets.

A body has a task as the subject of a sentence, after a word such as `giao`, as the heading of a list, on a label line, in a cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from kg.duties.notes import Duties
from kg.duties.paper import HasMentions, Paper
from kg.duties.reader import Reader
from kg.model import Document, HasOwn, Span

__all__ = ["Duties", "find"]


class HasSignature(HasOwn, Protocol):
    """What is asked of a header besides: where the paper is signed."""

    @property
    def signature(self) -> Span: ...


def find(doc: Document, header: HasSignature, bodies: HasMentions, cited: Iterable[Span] = ()) -> Duties:
    """Tasks of the body of a paper, with who has them and by when. Where no body is known, only by when what it says is due. `cited`: where it
    names other documents, whose days are no deadlines.
    """
    return Reader(Paper(doc, header.own, bodies, header.signature, cited)).read()
