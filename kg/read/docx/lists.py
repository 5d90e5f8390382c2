"""Numbered lists of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.read.docx.properties import child_of, value_of
from kg.read.numbering import Counter, Level
from kg.read.xml import attribute, integer, local

if TYPE_CHECKING:
    from lxml.etree import _Element


class Lists:
    """Definitions of numbered lists (numbering.xml)."""

    def __init__(self, root: _Element | None) -> None:
        self.counter = Counter()
        self._abstract: dict[str, dict[int, Level]] = {}
        self._list: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self._restarted: set[tuple[str, int]] = set()
        self._by_style: dict[str, int] = {}
        for element in () if root is None else root:
            if local(element) == "abstractNum":
                self._abstract[attribute(element, "abstractNumId") or ""] = self._levels(element)
            elif local(element) == "num":
                self._number(element)

    def _levels(self, element: _Element) -> dict[int, Level]:
        levels = {}
        for child in element:
            if local(child) == "lvl":
                index = integer(attribute(child, "ilvl"), 0)
                levels[index] = _level(child)
                style = child_of(child, "pStyle")
                if style is not None:
                    self._by_style[attribute(style, "val") or ""] = index
        return levels

    def _number(self, element: _Element) -> None:
        abstract = child_of(element, "abstractNumId")
        key = "" if abstract is None else attribute(abstract, "val") or ""
        levels, starts = dict(self._abstract.get(key, {})), {}
        for override in element:
            if local(override) == "lvlOverride":
                index = integer(attribute(override, "ilvl"), 0)
                level, start = child_of(override, "lvl"), child_of(override, "startOverride")
                if level is not None:
                    levels[index] = _level(level)
                if start is not None:
                    starts[index] = integer(attribute(start, "val"), 1)
        self._list[attribute(element, "numId") or ""] = (key, levels, starts)

    def label(self, number: str, level: int | None, style: str) -> str:
        """The next label of list `number`."""
        if number not in self._list:
            return ""
        level = level if level is not None else self._by_style.get(style, 0)
        key, levels, starts = self._list[number]
        if level in starts and (number, level) not in self._restarted:
            self._restarted.add((number, level))
            self.counter.restart(key, level, starts[level])
        return self.counter.next(key, level, levels)


def _level(element: _Element) -> Level:
    restart = value_of(element, "lvlRestart")
    return Level(
        form=value_of(element, "numFmt") or "decimal",
        pattern=value_of(element, "lvlText") or "",
        start=integer(value_of(element, "start"), 1 if child_of(element, "start") is not None else 0),
        legal=child_of(element, "isLgl") is not None,
        restart=None if restart is None else integer(restart, 0),
    )
