"""Pictures and scanned pages through tesseract with Vietnamese, where it is installed; words keep how sure the program is of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import groupby, islice, pairwise

from msgspec import Struct, structs

from kg.errors import ReadError
from kg.read import bounds, programs
from kg.read.legacy import share
from kg.read.marks import Marks, clean, foreign, unmarked
from kg.read.model import Progress
from kg.read.page import Page, Piece, Rule
from kg.read.raster import halved, is_shaded, rules, turned, unread, unruled
from kg.read.vote import Word, agreed, scaled, slanted
from kg.read.words import words
from kg.text import fold, key, plain

_DOTS = 300 / 72  # dots a point of a rendered page
_SURE = 80  # tesseract's figure from which a digit is believed; wrong digits in clean scans were seen up to 90
_TABLE = 3  # lines across a page from which they are those of a table
_UNREAD = 0.1  # of the ink of a table outside the words read there: cells were passed over
_FEW = 15  # words, from which it shows whether a page lies on its side
_SENSE = 0.08  # of the words of Vietnamese text are common syllables: 0.2 and more
_CAPITALS = re.compile(r"(?:[^\W\d_a-z]{2,}[ .:]*)+(?![a-z])")
_NUMBER_WORD = re.compile(r"(\S{2})[:.,]?\s+\d{1,5}\s*/")
_SYMBOL = re.compile(r"\d[^\s]*[/-][^\s]*|[^\s]*/[^\s]*\d")


def is_there() -> bool:
    """Whether tesseract and its Vietnamese data are installed."""
    return _language()


def require() -> None:
    """Raises ReadError `no-ocr` where they are not."""
    if not is_there():
        raise ReadError("no-ocr")


@cache
def _language() -> bool:
    program = programs.find("tesseract")
    if program is None:
        return False
    try:
        return b"vie" in programs.run([program, "--list-langs"]).split()
    except ReadError:
        return False


class Seen(Struct, frozen=True, kw_only=True):
    """What was seen on a picture: words, and where it is a rendered page the lines of its tables, in dots, set upright by `slope`.

    `turn`: by how many degrees the picture was turned clockwise before it could be read."""

    words: list[Word]
    slope: float = 0.0
    turn: int = 0
    across: list[Rule] = []
    down: list[Rule] = []


def together(looks: list[bytes], read: list[list[Word]]) -> Seen:
    """What one page shows: the words read from one picture of it or from several of other sizes, and the lines drawn on it."""
    words, *others = read
    slope = slope_of(by_line(words))
    if others:
        width = _width(looks[0])
        words = _agreed(
            words, [scaled(o, width / _width(look)) for o, look in zip(others, looks[1:], strict=True)], slope
        )
        slope = slope_of(by_line(words))
    across, down = rules(looks[0], slope) if looks[0].startswith(b"P5 ") else ([], [])
    if len(across) >= _TABLE:
        bare, edges = unruled(looks[0]), [round(rule.at) for rule in across]
        if unread(bare, [(w.left, w.top, w.right, w.bottom) for w in words], min(edges), max(edges)) > _UNREAD:
            words = _agreed(words, [recognise(bare)], slope)
    return Seen(words=words, slope=slope, across=across, down=down)


def _agreed(words: list[Word], looks: list[list[Word]], slope: float) -> list[Word]:
    """The words on which the looks agree: on a slanted page only upright lines do not reach into each other."""
    return slanted(agreed(slanted(words, -slope), [slanted(look, -slope) for look in looks]), slope)


def _turned(look: bytes, degrees: int) -> bytes:
    return turned(look, degrees) if look.startswith(b"P5 ") else look


def _upright(look: bytes, words: list[Word], pool: ThreadPoolExecutor) -> tuple[int, list[Word]]:
    """By how much a picture must be turned clockwise to stand upright, and the words then read.

    Letters that lie on their side make no Vietnamese syllables; the turn that yields most of them at half the size is right."""
    if not look.startswith(b"P5 ") or len(words) < _FEW:
        return 0, words
    if not _on_side(words) and (_sense(words) >= _SENSE or _sureness(words) > _SURE):
        return 0, words
    small, turns = halved(look), (90, 270, 180)
    tries = pool.map(lambda degrees: recognise(turned(small, degrees)), turns)
    sense, turn = max((0.0 if _on_side(read) else _sense(read), turn) for read, turn in zip(tries, turns, strict=True))
    return (turn, recognise(turned(look, turn))) if sense >= _SENSE else (0, words)


def _on_side(words: list[Word]) -> bool:
    """Whether long words stand higher than wide: a clean page on its side is read all the same."""
    long = [w for w in words if len(w.text) > 3]
    return 2 * sum(w.bottom - w.top > 1.5 * (w.right - w.left) for w in long) > len(long)


def _sense(words: list[Word]) -> float:
    return share(" ".join(word.text for word in words))


def _sureness(words: list[Word]) -> float:
    return sum(word.sure for word in words) / len(words)


def _needs_care(words: list[Word]) -> bool:
    """Whether the head of a page, where number and date stand, holds words that tesseract is not sure of."""
    bottom = max((w.bottom for w in words), default=0)
    head = [w for w in words if w.top < 0.3 * bottom and any(c.isalnum() for c in w.text)]
    unsure = [w for w in head if w.sure < _SURE]
    return len(unsure) * 8 > len(head) or any(c.isdigit() for w in unsure for c in w.text)


def _width(picture: bytes) -> int:
    """Of a PGM picture."""
    return int(picture.split(b" ", 2)[1])


def recognise(picture: bytes) -> list[Word]:
    """The words on one picture. Raises ReadError `program`, `program-time`."""
    program = programs.find("tesseract") or "tesseract"
    # A line that makes no sense is not read a second time with black and white exchanged: it lies on its side or is a speck.
    settings = ["-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0"]
    if picture.startswith(b"P5 ") and is_shaded(picture):
        settings += ["-c", "thresholding_method=2"]  # what is ink is judged place by place
    command = [program, "-", "-", "-l", "vie", "--psm", "3", *settings, "tsv"]
    out = programs.run(command, picture, seconds=bounds.OCR_SECONDS, environment={"OMP_THREAD_LIMIT": "1"})
    return list(_words(out.decode("utf-8", "replace")))


def by_line(words: list[Word]) -> list[list[Word]]:
    """The words of each line that the program saw."""
    return [list(group) for _, group in groupby(words, key=lambda w: w.line)]


def _words(table: str) -> Iterator[Word]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            page, block, paragraph, line = map(int, cells[1:5])
            yield Word(
                text=(tidy := _tidy(foreign(cells[11].strip()))).strip("|") or tidy,
                left=left,
                top=top,
                right=left + width,
                bottom=top + height,
                sure=float(cells[10]),
                line=(page, block, paragraph, line),
            )


def mended(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines read from pictures with the words of headings put right (`QUYÉT ĐỊNH`, `S6 08/2010`), and what was changed.

    Only a whole line that is a heading, body or province but for its diacritics is touched, and the word before a number."""
    out, changed = [], []
    for line in lines:
        said = unmarked(line)
        right = _mended(said)
        if right != said and line.endswith(said):
            changed.append(f"{said[:40]} > {right[:40]}")
            line = line[: -len(said)] + right
        out.append(line)
    return out, changed


def _mended(line: str) -> str:
    found = _CAPITALS.match(line) if 3 < len(line) < 30 else None
    if found and len(line) - found.end() <= 4:
        heading = _headings().get(plain(found[0]).strip(" .:"))
        after = line[len(found[0].rstrip(" .:")) :]
        rest = after if any(c.isalnum() for c in after) else ":" if ":" in line else ""  # `PHỤ LỤC 1` keeps its number
        said = found[0].strip(" .:")
        return (said if heading and key(said) == key(heading) else (heading or "").upper()) + rest if heading else line
    number = _NUMBER_WORD.match(line)
    if number and plain(number[1]) in _number_words() and fold(number[1]) != words("number")[0]:
        return words("number")[0].capitalize() + line[number.end(1) :]
    return line


@cache
def _headings() -> dict[str, str]:
    """Headings, bodies and provinces that fill a line, by their words without diacritics, where these are of one only."""
    from kg.units import load_units

    names = [*words("heading"), *words("letterhead"), *(fold(unit.label) for unit in load_units().provinces.values())]
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(plain(name), set()).add(name)
    return {bare: min(meant) for bare, meant in found.items() if len(meant) == 1}


@cache
def _number_words() -> frozenset[str]:
    return frozenset(map(plain, words("number")))


def _tidy(text: str) -> str:
    """One letter that the program writes as two: `QĐÐ` for `QĐ`."""
    return text.replace("\u0110\u00d0", "\u0110").replace("\u00d0\u0110", "\u0110").replace("\u2044", "/")


def read_all(
    pages: Iterable[tuple[int, list[Callable[[], bytes]]]], total: int, progress: Progress | None
) -> Iterator[tuple[int, Seen | ReadError]]:
    """What is seen on each page, in the order given, two pictures or so at a time; an error of one page is its result.

    A page is given as ways to make pictures of it: the first is always read, the others where the head of the page is in doubt."""
    workers = max(1, min(2, os.cpu_count() or 1))
    source, done, turn = iter(pages), 0, 0
    with ThreadPoolExecutor(workers) as pool:
        while chunk := list(islice(source, workers)):
            looks = [_turned(makers[0](), turn) for _, makers in chunk]
            first = [pool.submit(recognise, look) for look in looks]
            usual = turn  # the pages of one file mostly lie the same way
            for (number, makers), look, future in zip(chunk, looks, first, strict=True):
                done += 1
                if progress:
                    progress(done, total)
                try:
                    more, words = _upright(look, future.result(), pool)
                    turn = (usual + more) % 360
                    # The others show the upper half of the page as it lies.
                    others = [] if turn or not _needs_care(words) else [make() for make in makers[1:]]
                    seen = together([_turned(look, more), *others], [words, *pool.map(recognise, others)])
                    result: Seen | ReadError = structs.replace(seen, turn=turn)
                except ReadError as error:
                    result = error
                yield number, result


def page(seen: Seen, width: float, height: float, marks: Marks, dots: float = _DOTS) -> Page:
    """What was seen as a page set upright; doubtful symbols and dates are marked; an incoming-mail stamp is left out."""
    if seen.turn in (90, 270):
        width, height = height, width
    lines = by_line(seen.words)
    stamp = _stamp_blocks(lines)
    pieces: list[Piece] = []
    for line in lines:
        if line[0].line[:2] not in stamp:
            pieces += [p for part in _parts(line, seen.down, seen.slope) for p in _piece(part, marks, dots, seen.slope)]
    return Page(
        width=width, height=height, pieces=pieces, across=_points(seen.across, dots), down=_points(seen.down, dots)
    )


def _points(found: list[Rule], dots: float) -> list[Rule]:
    return [Rule(rule.at / dots, rule.start / dots, rule.end / dots) for rule in found]


def slope_of(lines: list[list[Word]]) -> float:
    """How much the lines of a page rise: the median over its long lines."""
    slopes = sorted(
        (_base(line[-1]) - _base(line[0])) / (line[-1].left - line[0].left)
        for line in lines
        if len(line) > 5 and line[-1].left > line[0].left + 300
    )
    return slopes[len(slopes) // 2] if len(slopes) >= 3 else 0.0


def _base(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _stamp_blocks(lines: list[list[Word]]) -> set[tuple[int, ...]]:
    """Small blocks of a page, a line of which begins with the words of an incoming-mail stamp (`CÔNG VĂN ĐẾN`, `Kính chuyển:`)."""
    blocks: dict[tuple[int, ...], list[list[Word]]] = {}
    for line in lines:
        blocks.setdefault(line[0].line[:2], []).append(line)
    return {block for block, inside in blocks.items() if sum(map(len, inside)) < 30 and any(map(_is_stamp, inside))}


def _is_stamp(line: list[Word]) -> bool:
    return plain(" ".join(w.text for w in line)).strip(" .:-").startswith(_stamp_words())


@cache
def _stamp_words() -> tuple[str, ...]:
    return tuple(plain(word) for word in words("stamp"))


def _parts(line: list[Word], walls: list[Rule], slope: float) -> list[list[Word]]:
    """A line cut at its wide gaps (the two sides of a header come as one line) and where a line of a table runs through."""
    gaps = sorted(b.left - a.right for a, b in pairwise(line))
    usual = gaps[len(gaps) // 2] if gaps else 0
    height = sorted(w.bottom - w.top for w in line)[len(line) // 2]
    parts = [[line[0]]]
    mottos = _motto_starts(line)
    for i, (before, word) in enumerate(pairwise(line), 1):
        y = _base(word)
        left, right = _middle(before) + slope * y, _middle(word) + slope * y
        wide = word.left - before.right > max(1.1 * height, 2.5 * usual)
        if wide or i in mottos or any(left < wall.at < right and wall.start < y < wall.end for wall in walls):
            parts.append([])
        parts[-1].append(word)
    return parts


def _motto_starts(line: list[Word]) -> set[int]:
    """Where the words of the right side of a header begin (`CỘNG HÒA XÃ HỘI …`, `Độc lập - …`)."""
    found = [plain(word.text) for word in line]
    return {i for i in range(1, len(found)) if any(found[i : i + len(motto)] == motto for motto in _mottos())}


@cache
def _mottos() -> list[list[str]]:
    return [plain(word).split()[:3] for word in words("motto")]


def _middle(word: Word) -> float:
    return (word.left + word.right) / 2


def _piece(line: list[Word], marks: Marks, dots: float, slope: float) -> list[Piece]:
    sure = [w for w in line if w.text.strip("|_—¦") and (w.sure >= 30 or any(c.isalnum() for c in w.text))]
    letters = sum(c.isalnum() for w in sure for c in w.text)
    if not sure or (max(w.sure for w in sure) < 30 and len(sure) < 3) or (letters < 2 and not _stands_alone(sure[0])):
        return []
    middle = sorted(_base(w) - slope * (w.left + w.right) / 2 for w in sure)[len(sure) // 2]
    half = sorted(w.bottom - w.top for w in sure)[len(sure) // 2] / 2
    return [
        Piece(
            text=clean(" ".join(_marked(w, marks) for w in sure)),
            left=(min(w.left for w in sure) + slope * middle) / dots,
            top=(middle - half) / dots,
            right=(max(w.right for w in sure) + slope * middle) / dots,
            bottom=(middle + half) / dots,
        )
    ]


def _stands_alone(word: Word) -> bool:
    """A single sign that is no speck: a bullet, or the number of a row."""
    return word.text in "-+" or (word.text.strip(".)").isdigit() and word.sure >= _SURE)


def _marked(word: Word, marks: Marks) -> str:
    if _SYMBOL.search(word.text) and any(c.isdigit() for c in word.text):
        if word.other and word.other != word.text:
            return marks.link(f"ocr:{word.text} ≠ {word.other}", word.text)
        if word.sure < _SURE:
            return marks.link(f"ocr:{word.sure:.0f} %", word.text)
    return word.text
