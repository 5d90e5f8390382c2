"""A document while its mentions are being gathered."""

from __future__ import annotations

from kg.compiled import compiled
from kg.recognise.citation import Citation
from kg.text import fold

LETTER = compiled(r"[^\W\d_]")


class Draft:
    """An entity while its mentions are being gathered."""

    def __init__(self, citation: Citation, latest: int | None = None) -> None:
        self.type = citation.type
        self.latest = latest
        self.citations: list[Citation] = []
        self.aliases: list[str] = []
        self.number = citation.number
        self.symbol: str | None = None
        self.doubtful = False  # the symbol cannot be as printed
        self.date: str | None = None
        self.year: int | None = None
        self.term: str | None = None
        self.name: str | None = None
        self.issuer: str | None = None
        self.local = False
        self.add(citation)

    def add(self, citation: Citation) -> None:
        """Takes over what a further mention tells."""
        self.citations.append(citation)
        if citation.symbol and (
            self.symbol is None
            or len(citation.symbol) > len(self.symbol)
            or (self.symbol.isupper() and fold(self.symbol) == fold(citation.symbol))
            or (self.doubtful and not _is_doubtful(citation))
        ):
            self.symbol, self.doubtful = citation.symbol, _is_doubtful(citation)
        self.type = self.type or citation.type
        self.date = self.date or citation.date
        self.year = self.year or citation.year
        self.term = self.term or citation.term
        if not (citation.rule == "type-body" and self.number):
            self.name = self.name or citation.name
        if citation.issuer and (self.issuer is None or len(citation.issuer) > len(self.issuer)):
            self.issuer, self.local = citation.issuer, citation.issuer_local
        elif self.issuer is None and citation.before:
            self.issuer, self.local = citation.before, citation.before_local


def _is_doubtful(citation: Citation) -> bool:
    return any(issue.startswith(("symbol-term", "symbol-year")) for issue in citation.issues)


def fullness(c: Citation) -> int:
    """How much a citation tells: fuller ones make the entities that barer ones join."""
    return (
        8 * bool(c.symbol and LETTER.search(c.symbol))
        + 4 * bool(c.date)
        + 2 * bool(c.year)
        + 2 * bool(c.issuer)
        + bool(c.term)
        + bool(c.name and c.number)
        + bool(c.type)
    )
