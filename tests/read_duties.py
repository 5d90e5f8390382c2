"""The duties of a text and the bodies it names, for the tests of both."""

from __future__ import annotations

from kg.duties import Duties, find
from kg.recognise import agencies
from kg.recognise.agencies import Bodies
from kg.recognise.header import read_header
from kg.structure import outline


def read(text: str) -> tuple[Duties, Bodies]:
    doc = outline("f", text)
    header = read_header(doc)
    bodies = agencies.find(doc, header)
    return find(doc, header, bodies), bodies
