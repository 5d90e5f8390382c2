"""Results that a paper sets itself, with a figure or a year."""

from __future__ import annotations

from kg.model import Document, Target, Task


def find(doc: Document, tasks: list[Task]) -> list[Target]:
    """Targets of the body of a paper, in text order."""
    return []
