"""Several looks at one page, each at another size: where they disagree the surer one counts, and a digit in dispute is in doubt.

Tesseract reads `29/2008` as `22/2008` with confidence at one size and rightly at another; no single figure tells.
"""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct, structs


class Word(Struct, frozen=True, kw_only=True):
    """A word on a picture, its box in dots, how sure tesseract is (0 to 100), the line it belongs to, and what another look read there."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float
    line: tuple[int, int, int, int]
    other: str = ""


_SURER = 6  # points by which a single word must be surer
_SURER_LINE = 10  # the same for a whole line, whose words are cut in another way
_LONE = 70  # how sure a word must be that only a second look saw


def scaled(words: list[Word], factor: float) -> list[Word]:
    """Words of a look at another size in the dots of the first."""
    return [
        structs.replace(
            w,
            left=round(w.left * factor),
            top=round(w.top * factor),
            right=round(w.right * factor),
            bottom=round(w.bottom * factor),
        )
        for w in words
    ]


def slanted(words: list[Word], slope: float) -> list[Word]:
    """Words moved down by how much their line falls on the way to them; a negative slope sets a slanted page upright."""
    moves = [round(slope * (w.left + w.right) / 2) for w in words]
    return [structs.replace(w, top=w.top + move, bottom=w.bottom + move) for w, move in zip(words, moves, strict=True)]


def agreed(first: list[Word], looks: list[list[Word]]) -> list[Word]:
    """The words of the first look, mended by the others."""
    out: list[Word] = []
    for _, group in groupby(first, key=lambda w: w.line):
        out += _mended(list(group), [list(look) for look in looks])
    return out + _missed(first, looks)


def _mended(line: list[Word], looks: list[list[Word]]) -> list[Word]:
    top, bottom = min(w.top for w in line), max(w.bottom for w in line)
    left, right = min(w.left for w in line), max(w.right for w in line)
    best = line
    others = []
    for look in looks:
        beside = [w for w in look if _level(w, top, bottom) and w.left < right and w.right > left]
        if beside:
            others.append(beside)
            if _sureness(beside) > _sureness(best) + _SURER_LINE and _length(beside) > 0.7 * _length(line):
                best = beside
    if best is not line:
        others = [line if other is best else other for other in others]
        best = [structs.replace(w, line=line[0].line) for w in sorted(best, key=lambda w: w.left)]
    rivals = [[found for other in others if (found := _same_place(word, other))] for word in best]
    voted = [_voted(word, found) for word, found in zip(best, rivals, strict=True)]
    taken = [r for word, new, found in zip(best, voted, rivals, strict=True) if new.text != word.text for r in found]
    # What the word of another look covers beside the word that it replaced is part of it: `1` before `2/01/2017`, read `12/01/2017`.
    return [
        new
        for word, new in zip(best, voted, strict=True)
        if new.text != word.text or not any(r.text != word.text and _covers(r, word) for r in taken)
    ]


def _covers(word: Word, part: Word) -> bool:
    shared = min(word.right, part.right) - max(word.left, part.left)
    return shared > 0.8 * (part.right - part.left)


def _level(word: Word, top: int, bottom: int) -> bool:
    shared = min(word.bottom, bottom) - max(word.top, top)
    return shared > 0.5 * max(1, min(word.bottom - word.top, bottom - top)) and (word.bottom - word.top) < 2 * (
        bottom - top
    )


def _sureness(words: list[Word]) -> float:
    return sum(w.sure * len(w.text) for w in words) / max(1, _length(words))


def _length(words: list[Word]) -> int:
    return sum(len(w.text) for w in words)


def _same_place(word: Word, words: list[Word]) -> Word | None:
    """The one word of another look that covers the same place and no other."""
    for other in words:
        shared = min(word.right, other.right) - max(word.left, other.left)
        if shared > 0.8 * max(word.right - word.left, other.right - other.left):
            return other
    return None


def _voted(word: Word, others: list[Word]) -> Word:
    against = [o for o in others if o.text != word.text]
    if not against:
        return structs.replace(word, sure=max(word.sure, *(o.sure for o in others))) if others else word
    rival = max(against, key=lambda o: (sum(o.text == x.text for x in against), o.sure, o.text))
    supporters = 1 + sum(o.text == word.text for o in others)
    rivals = sum(o.text == rival.text for o in against)
    if rivals > supporters or (rivals == supporters and rival.sure > word.sure + _SURER):
        return structs.replace(word, text=rival.text, sure=rival.sure, other=word.text)
    return structs.replace(word, other=rival.text)


def _missed(first: list[Word], looks: list[list[Word]]) -> list[Word]:
    """Words that only another look saw, as lines of their own."""
    out: list[Word] = []
    for number, look in enumerate(looks, 1):
        for word in look:
            if (
                word.sure >= _LONE
                and (len(word.text) > 1 or word.text.isdigit())
                and not any(_touch(word, w) for w in first)
                and not any(_touch(word, w) for w in out)
            ):
                page, block, paragraph, line = word.line
                out.append(structs.replace(word, line=(page, block + 1000 * number, paragraph, line)))
    return out


def _touch(a: Word, b: Word) -> bool:
    return min(a.right, b.right) > max(a.left, b.left) and min(a.bottom, b.bottom) > max(a.top, b.top)
