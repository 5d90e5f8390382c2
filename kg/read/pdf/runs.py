"""Characters put together to stretches of text."""

from __future__ import annotations

import math
from statistics import median

from msgspec import Struct, structs

from kg.read.marks import clean, foreign, raised
from kg.read.page import Piece, Rule
from kg.read.pdf.letters import BLANKS, Letter
from kg.read.pdf.turn import Box

_MADE = "\x1f"  # a blank that the library made where it saw a gap
_DIGITS = frozenset("0123456789")
_ASKEW = 0.35  # sine; stamps are set up to 15 degrees askew, watermarks 30 and more


def pieces_of(letters: list[Letter], stamps: list[Letter], down: list[Rule], *, scanned: bool) -> list[Piece]:
    """Stretches of text; letters that stand askew, as those of watermarks do, are left out."""
    walls = down + [Rule((s.box[0] + s.box[2]) / 2, s.box[1], s.box[3]) for s in stamps]
    blanks = sum(1 for letter in letters if letter.code in (32, 160) and not letter.made)
    maker = _Maker(walls, strict=scanned and blanks * 10 > len(letters))
    for letter in [*letters, Letter(10, (0, 0, 0, 0), True, 0.0), *stamps]:
        if letter.code in (13, 10):
            maker.end()
        elif letter.code in BLANKS:
            maker.space(letter)
        elif abs(math.sin(letter.angle)) > _ASKEW:
            maker.end()
        else:
            maker.add(foreign(chr(letter.code)) if letter.code not in (2, 0xFFFE) else "-", letter.box)
    maker.end()
    return maker.pieces()


class _Run(Struct, kw_only=True):
    """Characters that follow each other on one line, each with its left and right end; a blank stands before the next character."""

    letters: list[tuple[str, float, float]]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, 1.0)

    @property
    def base(self) -> float:
        """Its base line."""
        return self.bottom - 0.2 * self.height


class _Maker:
    """Puts characters together until a wide gap, a drawn line or another line of text comes.

    The library makes blanks also where the font changes and no gap is (`ch` `ế`). `strict`: the layer has blanks of its own, so that a gap
    must be wide before it counts as one (`V iệ t` in layers of scanners)."""

    def __init__(self, walls: list[Rule], *, strict: bool) -> None:
        self.runs: list[_Run] = []
        self._walls = sorted(walls, key=lambda r: r.at)
        self._strict = strict
        self._run: _Run | None = None
        self._blank: tuple[str, float, float] | None = None
        self._made = False

    def _is_new(self, run: _Run, box: Box) -> bool:
        """Whether a character at that place begins a new run."""
        middle = (box[1] + box[3]) / 2
        if not run.top - 0.2 * run.height < middle < run.bottom + 0.2 * run.height:
            return True
        step = box[0] - run.right
        backward = (box[0] + box[2]) / 2 < run.letters[-1][1]
        return step > 1.4 * run.height or backward or (step > 0.5 and self.wall(run.right, box[0], middle))

    def wall(self, left: float, right: float, y: float) -> bool:
        """Whether a line is drawn between two places at that height."""
        return any(left - 1 <= wall.at <= right + 1 and wall.start - 1 <= y <= wall.end + 1 for wall in self._walls)

    def add(self, letter: str, box: Box) -> None:
        """A character and where it stands."""
        run = self._run
        if run is not None and self._is_new(run, box):
            self.end()
            run = None
        if run is None:
            self._run = _Run(letters=[(letter, box[0], box[2])], left=box[0], top=box[1], right=box[2], bottom=box[3])
        else:
            if self._blank is not None:
                run.letters.append(self._blank)
            elif self._made and self._parts(run, letter, box[0] - run.right):
                run.letters.append((_MADE, run.right, box[0]))
            run.letters.append((raised(letter) if _is_raised(run, letter, box) else letter, box[0], box[2]))
            run.left, run.top, run.right, run.bottom = (
                min(run.left, box[0]),
                min(run.top, box[1]),
                max(run.right, box[2]),
                max(run.bottom, box[3]),
            )
        self._blank, self._made = None, False

    def _parts(self, run: _Run, letter: str, gap: float) -> bool:
        """Whether a blank that the library made is one; between a word and a number it is."""
        if self._strict:
            return gap > 0.25 * run.height
        return gap > 0.02 * run.height or not (run.letters[-1][0].isalpha() and letter.isalpha())

    def space(self, blank: Letter) -> None:
        """A blank of the text, or one that the library made."""
        if blank.made:
            self._made = True
        else:
            self._blank = " ", blank.box[0], blank.box[2]

    def end(self) -> None:
        """The run is complete."""
        if self._run is not None:
            if self._blank is not None:
                self._run.letters.append(self._blank)
            self.runs.append(self._run)
        self._run, self._blank, self._made = None, None, False

    def pieces(self) -> list[Piece]:
        """The runs as pieces. Runs that stand in each other are one: letters that a font lacks are drawn apart, after the others."""
        pieces: list[Piece] = []
        for level in _levels(_set_down(self.runs)):
            kept: list[_Run] = []
            for run in sorted(level, key=lambda r: r.left):
                if kept and self._belongs(kept[-1], run):
                    kept[-1] = _woven(kept[-1], run)
                else:
                    kept.append(run)
            pieces += [
                Piece(text=text, left=r.left, top=r.top, right=r.right, bottom=r.bottom)
                for r in kept
                if (text := _said(r))
            ]
        return pieces

    def _belongs(self, run: _Run, other: _Run) -> bool:
        gap = other.left - run.right
        return (
            abs(run.base - other.base) < 0.3 * min(run.height, other.height)
            and gap < 0.3 * run.height
            and not (gap > 0 and self.wall(run.right, other.left, (other.top + other.bottom) / 2))
        )


def _is_raised(run: _Run, letter: str, box: Box) -> bool:
    """Whether a digit is small and stands above the base line, as the marks of footnotes do."""
    high = box[3] - box[1]
    return letter in _DIGITS and _is_mark(high, run.base - (box[3] - 0.2 * high), run.height)


def _is_mark(high: float, above: float, line: float) -> bool:
    """Whether that is the height of a raised letter and how far it stands above the base line; stamped digits are larger."""
    return high < 0.72 * line and 0.2 * line < above < 0.7 * line


def _set_down(runs: list[_Run]) -> list[_Run]:
    """Runs of nothing but small digits that stand raised behind another run, as raised digits on its line."""
    if not runs:
        return runs
    usual = median(run.height for run in runs)
    out: list[_Run] = []
    for run in runs:
        if run.height < 0.72 * usual and _DIGITS.issuperset(c for c, _, _ in run.letters):
            near = (r for r in runs if abs(run.left - r.right) < 0.2 * r.height)
            host = next((r for r in near if _is_mark(run.height, r.base - run.base, r.height)), None)
            if host:
                letters = [(raised(c), left, right) for c, left, right in run.letters]
                run = structs.replace(run, letters=letters, top=host.top, bottom=host.bottom)
        out.append(run)
    return out


def _levels(runs: list[_Run]) -> list[list[_Run]]:
    """Runs that stand on one base line, wherever on it."""
    levels: list[list[_Run]] = []
    for run in sorted(runs, key=lambda r: (r.base, r.left)):
        if levels and run.base - levels[-1][0].base < 0.3 * min(run.height, levels[-1][0].height):
            levels[-1].append(run)
        else:
            levels.append([run])
    return levels


def _said(run: _Run) -> str:
    return clean("".join(c for c, _, _ in run.letters).replace(_MADE, " "))


def _woven(run: _Run, other: _Run) -> _Run:
    """Two runs as one, letter by letter from the left; the same letter drawn twice in one place counts once."""
    letters = sorted(
        (c for r in (run, other) for c in r.letters if c[0] not in (" ", _MADE)), key=lambda c: c[1] + c[2]
    )
    added = {id(c) for c in other.letters}
    out: list[tuple[str, float, float]] = []
    blanks = [c for r in (run, other) for c in r.letters if c[0] == " "]
    for letter in letters:
        if out:
            before = out[-1]
            if letter[0] == before[0] and abs(letter[1] - before[1]) < 0.3 * (before[2] - before[1]):
                continue
            gap = letter[1] - before[2]
            named = any(before[2] - 0.5 < (b[1] + b[2]) / 2 < letter[1] + 0.5 for b in blanks)
            stamped = (
                (id(before) in added) != (id(letter) in added) and before[0].isalpha() and letter[0].isdigit()
            )  # `ngày` `15`
            if stamped or gap > (0.05 if named else 0.1) * run.height:
                out.append((" ", before[2], letter[1]))
        out.append(letter)
    return _Run(
        letters=out,
        left=min(run.left, other.left),
        top=min(run.top, other.top),
        right=max(run.right, other.right),
        bottom=max(run.bottom, other.bottom),
    )
