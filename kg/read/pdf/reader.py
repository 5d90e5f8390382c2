"""A PDF as a text with its page map: the text layers, and pages read as pictures where there is none worth the name."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read import bounds
from kg.read.marks import Marks, clean, foreign
from kg.read.model import Ask, Note, Source, encoding_notes
from kg.read.page import Page, document_lines
from kg.read.pdf.layer import Layer, decoded, doubts_of, read_layer
from kg.read.pdf.picture import looks

if TYPE_CHECKING:
    import pypdfium2 as pdfium


_META = {
    "Title": "title",
    "Author": "author",
    "ModDate": "modified",
    "CreationDate": "created",
    "Producer": "producer",
    "Subject": "subject",
}
_DOUBTFUL = "ocr:"  # marks words that were recognised from a picture with doubt


def read_pdf(data: bytes, ask: Ask) -> list[Source]:
    """The text of a PDF with its page map. Raises ReadError `password`, `corrupt`, `too-many-pages`, `no-ocr`, `no-text`."""
    document = _open(data)
    try:
        total = len(document)
        if total > bounds.PAGES:
            raise ReadError("too-many-pages", pages=total, limit=bounds.PAGES)
        layers, encoding = decoded([read_layer(document, number) for number in range(total)])
        return [_source(document, layers, encoding, ask)]
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        wrong = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        raise (ReadError("password") if wrong else ReadError("corrupt", format="pdf")) from error
    # The library cannot draw forms of XFA.
    if document.get_formtype() not in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        document.init_forms()
    return document


def _source(document: pdfium.PdfDocument, layers: list[Layer], encoding: str, ask: Ask) -> Source:
    marks = Marks()
    seen, again = _read_again(document, layers, doubts_of(layers), marks, ask)
    pages = [seen.get(number, layer.page) for number, layer in enumerate(layers)]
    lines = list(map(clean, document_lines(pages, marks)))
    changed: list[str] = []
    scanned = sum(n in seen or layer.scanned for n, layer in enumerate(layers))
    if scanned:
        from kg.read.ocr import mended

        lines, changed = mended(lines)
    done = marks.finish("\n".join(lines))
    text, starts = done.text, done.pages
    notes = _page_notes(layers, again, list(pairwise([*starts, len(text)])))
    doubtful = [link for link in done.links if link[2].startswith(_DOUBTFUL)]
    notes += [Note("ocr-doubtful", start, end, target.removeprefix(_DOUBTFUL)) for start, end, target in doubtful]
    notes += [Note("ocr-mended", 0, 0, change) for change in changed]
    notes += [Note("left-out", 0, 0, name) for name in _attached(document)]
    return Source(
        format="pdf",
        text=text,
        meta=_meta(document),
        pages=starts,
        ocr=scanned * 2 > len(layers),
        links=tuple(link for link in done.links if link not in doubtful),
        notes=(*encoding_notes(text, done.encoding or encoding), *notes),
    )


def _page_notes(layers: list[Layer], again: dict[int, tuple[str, str]], places: list[tuple[int, int]]) -> list[Note]:
    """What there is to say of pages: those read again, and those with letters below a stamp. `places`: where the pages are in the text."""
    notes = [Note(code, *places[n], detail) for n, (code, detail) in sorted(again.items()) if n < len(places)]
    stamped = [(place, layer.over) for place, layer in zip(places, layers, strict=False) if layer.over]
    return notes + [Note("stamped-over", *place, ", ".join(over)) for place, over in stamped]


def _read_again(
    document: pdfium.PdfDocument, layers: list[Layer], doubts: dict[int, str], marks: Marks, ask: Ask
) -> tuple[dict[int, Page], dict[int, tuple[str, str]]]:
    """The pages in doubt, read as pictures; for each a note. Without tesseract a bad layer stays and the note says so."""
    if not doubts:
        return {}, {}
    from kg.read import ocr

    if not ocr.is_there():
        if all(number in doubts for number in range(len(layers))):
            ocr.require()
        return {}, {n: ("no-ocr", doubt) for n, doubt in doubts.items()}
    numbers = sorted(doubts)[: bounds.OCR_PAGES]
    seen: dict[int, Page] = {}
    notes = {n: ("ocr-left-out", doubt) for n, doubt in doubts.items()}
    pages = ((n, looks(document, n, first=n == numbers[0])) for n in numbers)
    for number, result in ocr.read_all(pages, len(numbers), ask.progress):
        layer = layers[number]
        if isinstance(result, ReadError):
            notes[number] = ("ocr-failed", result.code)
            continue
        seen[number] = ocr.page(result, layer.page.width, layer.page.height, marks)
        notes[number] = ("bad-text-layer", doubts[number])
        if doubts[number] == "empty":
            del notes[number]
    return seen, notes


def _attached(document: pdfium.PdfDocument) -> list[str]:
    """The names of files that are attached to the document."""
    import pypdfium2 as pdfium

    names = []
    for number in range(min(document.count_attachments(), bounds.MEMBERS)):
        try:
            names.append(clean(foreign(document.get_attachment(number).get_name())) or str(number + 1))
        except pdfium.PdfiumError:
            names.append(str(number + 1))
    return names


def _meta(document: pdfium.PdfDocument) -> dict[str, str]:
    """What the file says of itself, by our names."""
    found = document.get_metadata_dict(skip_empty=True)
    return {_META[key]: clean(foreign(value)) for key, value in found.items() if key in _META and clean(value)}
