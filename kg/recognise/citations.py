"""Finds the stretches that point at one particular document: by number, by name, by `này` or `nêu trên`.

Candidates come from one scan for literal anchors; everything else is read at the candidates alone, so that the work grows with
the citations and not with the text.
"""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Document
from kg.recognise import lexicon
from kg.recognise.citation import OWN, Citation
from kg.recognise.citation_scan import DATED, NAMED, NUMBERED, OF_BODY, ORPHAN, POINTER, RULES_OF_PARTY, SESSION, Scan
from kg.recognise.header import Header
from kg.recognise.initials import with_initials
from kg.recognise.named import named_law, names_itself
from kg.recognise.numbered import number_alone, numbered_papers
from kg.recognise.sessions import congress
from kg.recognise.unnumbered import OF_OWN_BODY, dated_paper, of_own_body, paper_of_body, party_rules, pointer_at
from kg.text import key

# Their articles tell what a file holds: `a) Tờ trình của Chính phủ;`
_LINE_OF_TYPE = compiled(r"[^\W\d_]+(?: [^\W\d_]+)?(?=[ *|]{0,8}\n)")
_MARKS_BEFORE = 40
_NORMATIVE = frozenset(lexicon.group("normative_types"))


def _is_heading(text: str, start: int, header: Header) -> bool:
    """`PHÁP LỆNH` alone on a line below the order that publishes it: the heading again."""
    line = _LINE_OF_TYPE.match(text, start)
    alone = not text[max(0, start - _MARKS_BEFORE) : start].rpartition("\n")[2].strip(" *|#")
    return alone and line is not None and line.group().isupper() and key(line.group()) == header.own.type


def find(doc: Document, header: Header) -> list[Citation]:
    """All citations of the body in text order, without overlaps (laws named inside a law's name are `inner`)."""
    text, low = doc.text, doc.low
    cited: list[Citation] = []
    upto = 0
    for candidate in sorted((*Scan(text, low).candidates(), *of_own_body(text, low, header))):
        if candidate.kind in (NAMED, OF_BODY) and (
            candidate.start == header.heading or _is_heading(text, candidate.start, header)
        ):
            continue
        if candidate.kind == ORPHAN and candidate.start < header.heading:
            continue
        if candidate.start < upto or (candidate.kind == NAMED and names_itself(low, candidate.start, header)):
            continue
        if candidate.kind == NUMBERED:
            made = numbered_papers(text, low, candidate)
        elif candidate.kind == NAMED:
            made = named_law(text, low, candidate.start)
        elif candidate.kind == POINTER:
            made = pointer_at(text, low, candidate)
        elif candidate.kind == OF_OWN_BODY:
            made = [Citation(start=candidate.start, end=candidate.at, rule=OWN, type=header.own.type, pointer=OWN)]
        elif candidate.kind == DATED:
            made = dated_paper(text, low, candidate)
        elif candidate.kind == RULES_OF_PARTY:
            made = [party_rules(text, candidate)] if header.heading != candidate.start else []
        elif candidate.kind == OF_BODY:
            made = paper_of_body(text, low, candidate) if header.own.type not in _NORMATIVE else []
        elif candidate.kind == SESSION:
            made = congress(text, low, candidate)
        else:
            made = number_alone(text, low, candidate, cited)
        for citation in made:
            if citation.start < header.number.end and header.number.start < citation.end:
                break
            cited.append(citation)
            upto = citation.end
    return with_initials(text, low, cited)
