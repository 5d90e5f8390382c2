"""What is known of a text and its citations before they are put together."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from msgspec.structs import replace

from kg.model import Document, Issue
from kg.recognise import lexicon
from kg.recognise.citation import THIS, Citation
from kg.recognise.header import Header
from kg.recognise.provisions import PROVISION, Place, attach
from kg.resolve.drafts import Draft
from kg.resolve.issuers import with_shared_issuers
from kg.text import fold

_ENDS_SAYING = lexicon.pattern(r"[.;:]\s|[,“”\"()]")


class Cited:
    """The own document, and the citations of the text."""

    def __init__(self, doc: Document, header: Header, citations: list[Citation]) -> None:
        self.text, self.low, self.header, self.own = doc.text, doc.low, header, header.own
        heading = next((c for c in citations if c.rule == "plenum" and c.start == header.heading), None)
        if heading:  # `NGHỊ QUYẾT / HỘI NGHỊ TRUNG ƯƠNG 8 KHÓA XI` is the title of what the plenum adopted
            self.own = replace(self.own, name=heading.name, term=self.own.term or heading.term)
            citations = [c for c in citations if c is not heading]
        cited = with_shared_issuers(doc.low, citations)
        guides = fold(header.own.type or "") in lexicon.group("guiding_types")
        self.place = Place(doc, cited, header.own.signer is not None, guides)
        self.citations = attach(doc, cited, self.place)
        if self.own.type is None and (kind := self._speaks_as()):
            label = self.own.label or kind.capitalize()
            self.own = replace(self.own, label=label, type=kind, inferred=(*self.own.inferred, "type"))
        self.at = {c.start: i for i, c in enumerate(self.citations) if c.pointer != PROVISION}
        self.drafts: dict[int, Draft] = {}
        self.by_number: dict[str, list[int]] = {}
        self.by_name: dict[tuple[str, str], list[int]] = {}
        self.by_day: dict[tuple[str, str], list[int]] = {}  # those with a number
        self.of: dict[int, int] = {}  # citation -> entity
        self.worked_out: dict[
            int, str
        ] = {}  # where citations begin whose document is worked out -> the mark that says why
        self.aliases: dict[str, int] = {}
        self.issues: list[Issue] = []
        self.inner_of: dict[tuple[int, int], int] = {}
        # type -> entities with a number, the fuller ones, once they are asked for
        self.numbered: dict[str, list[int]] = {}
        self.latest = self._latest_years()
        letters = fold(self.own.symbol or "").rpartition("/")[2].rpartition("-")[2]
        if lexicon.outside_term(letters, self.own.year):
            number = self.header.number
            self.issues.append(
                Issue(start=number.start, end=number.end, code="symbol-term", detail=self.own.symbol or "")
            )

    def _latest_years(self) -> dict[int, int]:
        """Where a law's bare name stands in what is said of an older document (`Nghị định số 60/2003/NĐ-CP hướng dẫn Luật X`): the year that it cannot be younger than."""
        found: dict[int, int] = {}
        for d, c in pairwise(self.citations):
            if (
                c.name
                and not c.number
                and not c.year
                and not c.pointer
                and c.start - d.end < 160
                and not _ENDS_SAYING.search(self.low, d.end, c.start)
            ):
                year = d.year if not d.pointer and d.number else found.get(d.start)
                if year:
                    found[c.start] = year
        for c in self.citations:
            found |= {x.start: c.year for x in c.inner if c.year and x.name and not x.number and not x.year}
        return found

    def _speaks_as(self) -> str | None:
        """What a text without a heading, with articles of its own or a signature, calls itself: `Nghị định này có hiệu lực …`."""
        if not self.place.own and not self.own.signer:
            return None
        seen = Counter(
            c.type for c in self.citations if c.pointer == THIS and c.type and self.place.quote(c.start) is None
        )
        return max(sorted(seen), key=lambda kind: seen[kind]) if seen else None

    def _words(self, c: Citation) -> str:
        return " ".join(self.text[c.start : c.end].replace("*", " ").split())
