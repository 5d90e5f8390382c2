"""Slides (pptx): the words of each slide, shape by shape, tables a line a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import ReadError
from kg.read.layout import data_lines
from kg.read.marks import Marks, foreign, lines
from kg.read.model import Ask, Note, Source, encoding_notes
from kg.read.xml import Parts, attribute, local, properties

if TYPE_CHECKING:
    from lxml.etree import _Element

_FURNITURE = frozenset(("sldNum", "dt", "ftr", "hdr"))


def read_pptx(data: bytes, ask: Ask) -> list[Source]:
    """The text of slides that are shown, in their order. Raises ReadError `corrupt`, `password`, `entities`, `bomb`."""
    parts = Parts(data, "pptx")
    show, relations = parts.xml("ppt/presentation.xml"), parts.xml("ppt/_rels/presentation.xml.rels")
    if show is None or relations is None:
        raise ReadError("corrupt", format="pptx")
    targets = {r.get("Id"): r.get("Target") or "" for r in relations}
    out: list[str] = []
    notes: list[Note] = []
    for number, element in enumerate(show.iter("{*}sldId"), 1):
        target = next((targets[v] for v in element.attrib.values() if v in targets), "")
        slide = parts.xml(parts.beside("ppt", target)) if target else None
        if slide is not None and slide.get("show") in ("0", "false"):
            notes.append(Note("left-out", 0, 0, f"{number}: hidden"))
        elif slide is not None:
            out += _lines(slide)
    done = Marks().finish("\n".join(out))
    notes = [*encoding_notes(done.text, done.encoding), *notes]
    return [Source(format="pptx", text=done.text, meta=properties(parts), notes=tuple(notes))]


def _lines(element: _Element) -> list[str]:
    """The lines of the shapes inside an element."""
    out: list[str] = []
    for child in element:
        name = local(child)
        if name == "tbl":
            out += data_lines([[_cell(cell) for cell in row.iter("{*}tc")] for row in child.iter("{*}tr")])
        elif name == "p":
            out += lines(
                foreign("".join("\n" if local(e) == "br" else e.text or "" for e in child.iter("{*}t", "{*}br")))
            )
        elif name != "Fallback" and not any(ph.get("type") in _FURNITURE for ph in child.iterfind("{*}nvSpPr//{*}ph")):
            out += _lines(child)
    return out


def _cell(cell: _Element) -> list[str] | None:
    return None if attribute(cell, "vMerge") in ("1", "true") else _lines(cell)
