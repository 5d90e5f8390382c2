"""The text layer of a page: what it holds, put right where it is of a legacy encoding, and whether it can be believed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from kg.read.legacy import LEGACY, convert, detect, from_tcvn3_of_pdf, repair, share
from kg.read.page import Page
from kg.read.pdf.drawn import drawn_on
from kg.read.pdf.letters import letters_of, lying, stamped
from kg.read.pdf.runs import pieces_of
from kg.read.pdf.turn import Turn

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_LETTER = re.compile(r"[^\W\d_]")
_SIGNED = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u00c0-\u00fd]")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")  # of no 8-bit encoding
# Letters that no Vietnamese text has: a font without a map to Unicode gives `7ӌ1+ L¿O CAI` for `TỈNH LÀO CAI`.
_STRANGE = re.compile("[\u0180-\u019f\u01a2-\u01ae\u01b1-\u02af\u0370-\u058f\u0590-\u1dff\u1f00-\u1fff\u2c00-\u2dff]")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08]")
_TOKEN = re.compile(
    r"\w+(?:[-/.,&'’]\w+)*"
)  # a word, number or symbol; a font without a map to Unicode gives `3)47-49--&7`
_INSIDE = re.compile(r"[^\W\d_]\d+[^\W\d_]|[a-z][A-Z]")
_ENDS = "\"'“”‘’()[]{}<>.,;:!?…*-–_|%"
_FILLING = frozenset("._…-–—|*")  # of forms and tables
_CODES = frozenset(range(1, 32)) - {2, 9, 10, 13}  # no text has them; the library gives 2 for a hyphen
_SCANNED = 0.6  # share of a page that a picture covers from which the page is a scan


class Layer(Struct, frozen=True, kw_only=True):
    """What a page holds before it is decided how to read it."""

    page: Page
    picture: float  # share of the page that its pictures cover
    drawn: int  # paths, of which letters may be made
    over: tuple[str, ...] = ()  # letters that a stamp covers
    lost: bool = False  # codes of glyphs stand where a font that has no map to Unicode was used

    @property
    def text(self) -> str:
        """The words of the page, stretch by stretch."""
        return "\n".join(piece.text for piece in self.page.pieces)

    @property
    def scanned(self) -> bool:
        """Whether the page is a picture, with or without a layer of text over it."""
        return self.picture > _SCANNED


def read_layer(document: pdfium.PdfDocument, number: int) -> Layer:
    """A page as its text layer has it; one that cannot be loaded is empty."""
    import pypdfium2 as pdfium

    try:
        page = document[number]
    except pdfium.PdfiumError:
        return Layer(page=Page(width=595, height=842, pieces=[], across=[], down=[]), picture=0.0, drawn=0)
    turn = Turn(page)
    letters = letters_of(page, turn)
    more = lying(letters)
    if more:  # a page saved on its side
        turn = Turn(page, more)
        letters = letters_of(page, turn)
    across, down, picture, drawn = drawn_on(page, turn)
    page.close()
    letters, stamps, over = stamped(document, number, turn, letters)
    pieces = pieces_of(letters, stamps, down, scanned=picture > _SCANNED)
    return Layer(
        page=Page(width=turn.width, height=turn.height, pieces=pieces, across=across, down=down),
        picture=picture,
        drawn=drawn,
        over=tuple(over),
        lost=sum(letter.code in _CODES for letter in letters) * 50 > len(letters),
    )


def decoded(layers: list[Layer]) -> tuple[list[Layer], str]:
    """The layers with letters of a legacy encoding put right, and its name: page by page, so that what joins lines sees Vietnamese letters."""
    whole = detect("\n".join(layer.text for layer in layers))
    names = [detect(layer.text) or (whole if not _UNICODE.search(layer.text) else "") for layer in layers]
    return (
        [_converted(layer, name) if name in LEGACY else layer for layer, name in zip(layers, names, strict=True)],
        next((name for name in names if name in LEGACY), ""),
    )


def _converted(layer: Layer, name: str) -> Layer:
    pieces = [
        structs.replace(p, text=from_tcvn3_of_pdf(p.text) if name == "TCVN3" else convert(p.text, name))
        for p in layer.page.pieces
    ]
    return structs.replace(layer, page=structs.replace(layer.page, pieces=pieces))


def doubts_of(layers: list[Layer]) -> dict[int, str]:
    """Pages whose text layer cannot be believed, and why."""
    whole = "\n".join(layer.text for layer in layers)
    vietnamese = share(whole) > 0.1 or bool(repair(whole)[1])
    return {n: doubt for n, layer in enumerate(layers) if (doubt := _doubt(layer, vietnamese))}


def _doubt(layer: Layer, vietnamese: bool) -> str:
    text = layer.text
    letters = _LETTER.findall(text)
    if layer.lost or _is_garbled(text):
        return "no-unicode"
    if len(letters) < 25:
        # A page of nothing but a number is read again only if there is something to see on it.
        return "empty" if layer.picture > 0.25 or layer.drawn > 200 else ""
    if len(_BROKEN.findall(text)) * 20 > len(text) or len(_STRANGE.findall(text)) * 20 > len(letters):
        return "no-unicode"
    words = text.split()
    single = sum(len(word) == 1 and word.isalpha() for word in words)
    if single * 4 > len(words) > 20:
        return "spaced-letters"
    if layer.scanned:
        signed = len(_SIGNED.findall(text)) / len(letters)
        if len(letters) < 200 and layer.picture > 0.8 and signed < 0.1:
            return "watermark"
        if len(letters) >= 200 and signed < 0.08 and share(text) < 0.04:
            return "not-vietnamese"
    return ""


def _is_garbled(text: str) -> bool:
    """Whether codes of glyphs were taken for letters: a third of what is printed are signs, or hardly a word is one."""
    printed = [c for c in text if not c.isspace() and c not in _FILLING]
    if len(printed) > 100 and 3 * sum(not c.isalnum() for c in printed) > len(printed):
        return True
    words, letters = text.split(), sum(map(str.isalpha, printed))
    if len(words) < 40 or len(_SIGNED.findall(text)) * 50 > letters or share(text) > 0.02:
        return False
    said = [bare for word in words if any(map(str.isalpha, bare := word.strip(_ENDS)))]
    return 3 * sum(not _TOKEN.fullmatch(word) or bool(_INSIDE.search(word)) for word in said) > len(said)
