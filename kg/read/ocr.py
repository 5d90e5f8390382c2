"""Pictures and scanned pages through tesseract with Vietnamese, where it is installed; words keep how sure the program is of them."""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import groupby, islice, pairwise

from msgspec import Struct

from kg.errors import ReadError
from kg.read import bounds, programs
from kg.read.layout import words
from kg.read.marks import Marks, clean, foreign, unmarked
from kg.read.model import Ask, Note, Progress, Source
from kg.read.page import Page, Piece, Rule, document_lines
from kg.read.raster import rules
from kg.read.vote import Word, agreed, scaled
from kg.text import fold, plain

_DOTS = 300 / 72  # dots a point of a rendered page
_SURE = 80  # tesseract's figure from which a digit is believed; wrong digits in clean scans were seen up to 90
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
    """What was seen on a picture: words, and where it is a rendered page the lines of its tables, in dots, set upright by `slope`."""

    words: list[Word]
    slope: float = 0.0
    across: list[Rule] = []
    down: list[Rule] = []


def together(looks: list[bytes], read: list[list[Word]]) -> Seen:
    """What one page shows: the words read from one picture of it or from several of other sizes, and the lines drawn on it."""
    words, *others = read
    if others:
        width = _width(looks[0])
        words = agreed(words, [scaled(o, width / _width(look)) for o, look in zip(others, looks[1:], strict=True)])
    slope = _slope(_lines(words))
    across, down = rules(looks[0], slope) if looks[0].startswith(b"P5 ") else ([], [])
    return Seen(words=words, slope=slope, across=across, down=down)


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
    command = [program, "-", "-", "-l", "vie", "--psm", "3", "-c", "tessedit_create_tsv=1", "tsv"]
    out = programs.run(command, picture, seconds=bounds.OCR_SECONDS, environment={"OMP_THREAD_LIMIT": "1"})
    return list(_words(out.decode("utf-8", "replace")))


def _lines(words: list[Word]) -> list[list[Word]]:
    return [list(group) for _, group in groupby(words, key=lambda w: w.line)]


def _words(table: str) -> Iterator[Word]:
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = map(int, cells[6:10])
            page, block, paragraph, line = map(int, cells[1:5])
            yield Word(
                text=_tidy(foreign(cells[11].strip())),
                left=left,
                top=top,
                right=left + width,
                bottom=top + height,
                sure=float(cells[10]),
                line=(page, block, paragraph, line),
            )


def mended(lines: list[str]) -> tuple[list[str], list[str]]:
    """Lines read from pictures with the words of headings put right (`QUYÉT ĐỊNH`, `S6 08/2010`), and what was changed.

    Only a whole line that is a heading but for its diacritics is touched, and the word before a number."""
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
        return heading.upper() + rest if heading else line
    number = _NUMBER_WORD.match(line)
    if number and plain(number[1]) in _number_words() and fold(number[1]) != words("number")[0]:
        return words("number")[0].capitalize() + line[number.end(1) :]
    return line


@cache
def _headings() -> dict[str, str]:
    return {plain(word): word for word in words("heading")}


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
    source, done = iter(pages), 0
    with ThreadPoolExecutor(workers) as pool:
        while chunk := list(islice(source, workers)):
            first = [(number, makers, (look := makers[0]()), pool.submit(recognise, look)) for number, makers in chunk]
            for number, makers, look, future in first:
                done += 1
                if progress:
                    progress(done, total)
                try:
                    words = future.result()
                    looks = (
                        [look, *(make() for make in makers[1:])] if len(makers) > 1 and _needs_care(words) else [look]
                    )
                    result: Seen | ReadError = together(looks, [words, *pool.map(recognise, looks[1:])])
                except ReadError as error:
                    result = error
                yield number, result


def page(seen: Seen, width: float, height: float, marks: Marks, dots: float = _DOTS) -> Page:
    """What was seen as a page set upright; doubtful symbols and dates are marked; an incoming-mail stamp is left out."""
    lines = _lines(seen.words)
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


def _slope(lines: list[list[Word]]) -> float:
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
    if not sure or (max(w.sure for w in sure) < 30 and len(sure) < 3) or (letters < 2 and sure[0].text not in "-+"):
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


def _marked(word: Word, marks: Marks) -> str:
    if _SYMBOL.search(word.text) and any(c.isdigit() for c in word.text):
        if word.other and word.other != word.text:
            return marks.link(f"ocr:{word.text} ≠ {word.other}", word.text)
        if word.sure < _SURE:
            return marks.link(f"ocr:{word.sure:.0f} %", word.text)
    return word.text


def read_image(data: bytes, ask: Ask) -> list[Source]:
    """The text of a picture. Raises ReadError `no-ocr`, `too-many-dots`, `no-text-in-picture`."""
    return [read_pictures([data], "image", {}, ask)]


def read_pictures(pictures: list[bytes], kind: str, meta: dict[str, str], ask: Ask) -> Source:
    """Pictures, one a page, as one text."""
    require()
    for picture in pictures:
        width, height = size(picture)
        if width * height > bounds.PICTURE_PIXELS:
            raise ReadError("too-many-dots", limit=bounds.PICTURE_PIXELS // bounds.MEGABYTE)
    marks = Marks()
    pages: list[Page] = []
    chosen = pictures[: bounds.OCR_PAGES]
    for _, seen in read_all(
        ((n, [partial(bytes, picture)]) for n, picture in enumerate(chosen)), len(chosen), ask.progress
    ):
        if isinstance(seen, ReadError):
            if len(pictures) == 1:
                raise ReadError("corrupt", format="image") if seen.code == "program" else seen
            continue
        for number in sorted({w.line[0] for w in seen.words}):
            own = [w for w in seen.words if w.line[0] == number]
            wide, high = max(w.right for w in own), max(w.bottom for w in own)
            dots = max(wide / 560, 1.0)
            pages.append(page(Seen(words=own, slope=_slope(_lines(own))), wide / dots, high / dots * 1.05, marks, dots))
    lines, changed = mended(list(map(clean, document_lines(pages))))
    done = marks.finish("\n".join(lines))
    text, links, starts = done.text, done.links, done.pages
    if sum(map(str.isalpha, text)) < 15:
        raise ReadError("no-text-in-picture")
    notes = [Note("ocr-doubtful", start, end, target[4:]) for start, end, target in links]
    notes += [Note("ocr-mended", 0, 0, change) for change in changed]
    if len(pictures) > len(chosen):
        notes.append(Note("ocr-left-out", len(text), len(text), str(len(pictures) - len(chosen))))
    return Source(format=kind, text=text, meta=meta, pages=starts, ocr=True, notes=tuple(notes))


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, JPEG, GIF or BMP; (0, 0) where it is not known."""
    if picture.startswith(b"\x89PNG") and len(picture) >= 24:
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    if picture.startswith(b"GIF8") and len(picture) >= 10:
        width, height = struct.unpack("<HH", picture[6:10])
        return width, height
    if picture.startswith(b"BM") and len(picture) >= 26:
        width, height = struct.unpack("<ii", picture[18:26])
        return abs(width), abs(height)
    return _jpeg_size(picture) if picture.startswith(b"\xff\xd8") else (0, 0)


def _jpeg_size(picture: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        marker, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0
