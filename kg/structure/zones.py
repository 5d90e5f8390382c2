"""The zone that each part stands in: header, title, preamble, body, recipients, signature."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kg import grid, layout
from kg.compiled import compiled
from kg.model import Part
from kg.text import places
from kg.words import Words

_ON_BEHALF = Words(layout.words("on-behalf"))
_SIGNED = compiled(r" ?[a-zđ]")


def zoned(text: str, low: str, parts: list[Part]) -> list[Part]:
    """The parts with their zones. Only the opening and what stands around `Nơi nhận` need a look."""
    zones = _Zones(text, low, parts).mark()
    if all(zone == "body" for zone in zones):
        return parts
    # What is attached after the signature hangs on nothing above it.
    placed: list[Part] = []
    first = 0
    for index, (part, zone) in enumerate(zip(parts, zones, strict=True)):
        if zone == "body" and index and zones[index - 1] in ("recipients", "signature"):
            first = index
        if zone != part.zone or part.parent < first:
            part = replace(part, parent=part.parent if part.parent >= first else -1, zone=zone)
        placed.append(part)
    return placed


def _signed(low: str) -> Iterator[int]:
    """Where lines go on after `TM. `, `KT. `."""
    for _, start, end in _ON_BEHALF.find(low):
        found = _SIGNED.match(low, end)
        if found and not low[low.rfind("\n", 0, start) + 1 : start].strip(" |"):
            yield found.end()


def addresses(low: str, part: Part) -> bool:
    """Does a part begin the list of those a letter is sent to (`Kính gửi:`)?"""
    return low.startswith(layout.words("addressees"), part.body)


def sends(low: str, part: Part) -> bool:
    """Does a part begin or end with words that say to whom a dispatch goes (`THỦ TƯỚNG CHÍNH PHỦ điện:`, `ĐIỆN: Bộ Công Thương`)?"""
    words = low[part.body : part.end]
    ends = words.rstrip(" *:").endswith(layout.words("address")) and words.rstrip(" *").endswith(":")
    return ends or words.startswith(tuple(f"{word}:" for word in layout.words("address")))


class _Zones:
    """The zones of the parts of a text, all `body` until they are marked."""

    def __init__(self, text: str, low: str, parts: list[Part]) -> None:
        self.text, self.low, self.parts = text, low, parts
        self.zones = ["body"] * len(parts)

    def mark(self) -> list[str]:
        """The zone of each part."""
        at = self._opening()
        starts = [part.start for part in self.parts]
        for words in layout.words("recipients"):
            for place in places(self.low, words):
                index = grid.index_at(starts, place)
                if index >= at and place - starts[index] < 12 and self.zones[index] == "body":
                    self._closing(index)
        for signed in _signed(self.low):
            self._signature(max(at, grid.index_at(starts, signed)))
        return self.zones

    def _opening(self) -> int:
        """Marks header, title and preamble; the index of the first part of the body."""
        title = self._title()
        if title is None:
            return self._opening_without_title()
        self.zones[:title] = ["header"] * title
        zone = "title"
        for index in range(title, min(len(self.parts), title + 80)):
            part = self.parts[index]
            words = self.low[part.body : part.end]
            if index > title and (
                part.kind not in ("text", "bullet", "row") or words.strip(" *.") in layout.words("number-column")
            ):
                return index
            if (
                zone == "title"
                and index > title
                and not self.text[part.start : part.end].isupper()
                and (words.startswith(layout.words("preamble")) or part.end - part.start > 200)
            ):
                zone = "preamble"
            if index > title and " ".join(words.split()).rstrip(" :") in layout.words("enacting"):
                self.zones[index] = "preamble"
                return index + 1
            self.zones[index] = zone
            if zone == "preamble" and words.rstrip(" :").endswith(layout.words("address")):
                continue
            if (
                zone == "preamble"
                and words.rstrip().endswith(":")
                and index + 1 < len(self.parts)
                and self.parts[index + 1].kind != "bullet"
            ):
                return index + 1
        return title

    def _opening_without_title(self) -> int:
        """The same where no title stands in capitals: grounds up to the first marker, the addressees of a letter."""
        parts = self.parts
        first = next((i for i, part in enumerate(parts[:40]) if part.kind not in ("text", "row", "bullet")), 0)
        if any(self.low.startswith(layout.words("preamble")[:1], part.body) for part in parts[:first]):
            self.zones[:first] = ["preamble"] * first
            return first
        return self._addressees()

    def _addressees(self) -> int:
        """Marks the list under `Kính gửi:` of a letter; the part after it, 0 where there is none."""
        for index, part in enumerate(self.parts[:40]):
            if addresses(self.low, part):
                last = index + 1
                while last < len(self.parts) and self.parts[last].kind in ("bullet", "plus"):
                    last += 1
                self.zones[index:last] = ["preamble"] * (last - index)
                return last
        return 0

    def _title(self) -> int | None:
        """Index of the part that names the type of paper in capitals."""
        for index, part in enumerate(self.parts[:60]):
            if part.kind == "article":
                return None
            if self._is_title(part):
                return index
        return None

    def _is_title(self, part: Part) -> bool:
        """`KẾ HOẠCH` alone on a line, or followed in capitals by what it is about."""
        words = " ".join(self.low[part.body : part.body + 60].split())
        return (
            words.startswith(layout.words("title"))
            and part.end - part.start < 400
            and self.text[part.body : part.body + 12].upper() == self.text[part.body : part.body + 12]
        )

    def _closing(self, index: int) -> None:
        """Marks the list of recipients at `index`, the signature around it, up to what is attached."""
        for above in range(index - 1, max(index - 10, -1), -1):
            if self.low.startswith(layout.words("signature"), self.parts[above].body):
                self.zones[above:index] = ["signature"] * (index - above)
                break
        zone = "recipients"
        for at in range(index, len(self.parts)):
            part = self.parts[at]
            if at > index and self._attached(part):
                return
            if (
                zone == "recipients"
                and at > index
                and part.kind == "text"
                and (
                    self.low.startswith(layout.words("signature"), part.body)
                    or self.text[part.body : part.end].isupper()
                )
            ):
                zone = "signature"
            self.zones[at] = zone

    def _signature(self, index: int) -> None:
        """Marks a signature without a list of recipients: `TM. CHÍNH PHỦ`, titles, the name."""
        for at in range(index, min(index + 8, len(self.parts))):
            part = self.parts[at]
            if (
                self.zones[at] != "body"
                or part.kind not in ("text", "row", "capital")
                or part.end - part.start > 80
                or (at > index and self._attached(part))
            ):
                return
            self.zones[at] = "signature"

    def _attached(self, part: Part) -> bool:
        """Does something new begin here: an annex, the plan that a decision promulgates, a table?"""
        if part.kind in ("roman", "article", "chapter", "part", "section", "number"):
            return True
        if part.kind == "row" and "\n" in self.low[part.start : part.end]:
            return True
        words = self.low[part.body : part.body + 60]
        capitals = self.text[part.body : part.body + 8]
        return words.startswith(layout.words("attached")) or (
            capitals.isupper() and words.startswith(layout.words("title"))
        )
