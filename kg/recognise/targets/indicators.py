"""Targets in tables of indicators: a row names what is measured, a column says by when, the cell below it how much."""

from __future__ import annotations

from bisect import bisect_right

from msgspec.structs import replace

from kg import grid
from kg.model import Document, Target
from kg.recognise.targets.clauses import Clauses
from kg.recognise.targets.columns import (
    NAME,
    UNIT,
    Column,
    amount,
    columns_of,
    is_head,
    is_second_head,
    measured_in,
    names_indicators,
    planned,
    spread,
    value,
)
from kg.recognise.targets.listed import listed
from kg.recognise.targets.words import due, words, years
from kg.text import has_letters

_ABOVE = 400  # characters above a table that may say for when it is
_PAGE_BREAK = 200  # characters between the two parts of one table
_TITLE = 80  # characters of a head
_LOOKED_AT = 20  # rows
_FIRST = 4  # cells of a row
_LETTERS = 3  # of a name at least


def indicators(doc: Document, oldest: int, today: int) -> tuple[list[Target], list[tuple[int, int]]]:
    """Targets of all tables of indicators, and where these stand. `oldest`: the year before which nothing is a goal; `today`: behind which one is planned for."""
    found: list[Target] = []
    places: list[tuple[int, int]] = []
    tables = grid.tables(doc.text, doc.low)
    above: _Rows | None = None
    for table in tables:
        near = above if above and table[0].start - above.end < _PAGE_BREAK else None
        rows = _Rows(doc, table, oldest, today, near)
        above = rows if rows.columns else None
        found += rows.targets
        places += [(table[0].start, table[-1].end)] if rows.columns else []
    for targets, read in listed(doc, oldest, today, sorted((table[0].start, table[-1].end) for table in tables)):
        found += targets
        places += read
    return found, sorted(places)


class _Rows:
    """The rows of one table; `columns` stays empty where it is none of indicators. `above`: the part of it before a page break."""

    def __init__(self, doc: Document, table: grid.Table, oldest: int, today: int, above: _Rows | None) -> None:
        self.doc, self.low, self.oldest, self.today, self.table = doc, doc.low, oldest, today, table
        self.end = table[-1].end
        self.by_width: dict[int, list[grid.Row]] = {}
        for row in table:
            self.by_width.setdefault(len(row.cells), []).append(row)
        self.targets: list[Target] = []
        self.heads: list[str] = []
        self.columns: list[Column] = []
        self.place: int | None = (
            None  # of the column that holds what is to be reached; None: the names say it themselves
        )
        self.year = next(iter(self._years(max(0, table[0].start - _ABOVE), table[0].start)[-1:]), None)
        if above and len(above.columns) == max(self.by_width):
            self.columns, self.place, self.year = above.columns, above.place, above.year
        self._read()

    def _read(self) -> None:
        fresh = False  # are the heads in the row right above?
        for row in self.table:
            if not self.columns and not self._begins_with_a_name(row):
                continue
            said = [self._words(cell) for cell in row.cells]
            said = said[1:] if len(said) > 3 and len(said[0]) > _TITLE else said  # a title over the table
            if is_head(said, self.today):
                self._take(said)
                fresh = True
            elif fresh and is_second_head(said, self.today):
                self._take(spread(self.heads, said, max(self.by_width)))
            elif self.columns:
                fresh = False
                self._row(row, said)

    def _begins_with_a_name(self, row: grid.Row) -> bool:
        """A quick look: may one of its first cells be the head of the names of indicators?"""
        names = words("head_name")
        firsts = (cell[0].start for cell in row.cells[:_FIRST] if cell)
        return any(self.low[at : at + _TITLE].lstrip("* ").startswith(names) for at in firsts)

    def _take(self, heads: list[str]) -> None:
        self.heads, self.columns = heads, columns_of(heads, self.today)
        place = planned(self.columns)
        self.place = self._only_figures() if place is None else place
        strict = names_indicators(heads)
        if (self.place is None and not strict) or (place is None and not strict):
            self.columns = []

    def _only_figures(self) -> int | None:
        """The one column below the heads that holds figures, where no head says which does."""
        full = self.by_width.get(len(self.columns), [])[:_LOOKED_AT]
        holds = [
            place
            for place, column in enumerate(self.columns)
            if place
            and not column.use
            and 2 * sum(bool(value().match(self._low(row.cells[place]))) for row in full) > len(full)
        ]
        return holds[0] if len(holds) == 1 else None

    def _words(self, cell: grid.Cell) -> str:
        return " ".join(" ".join(self.doc.text[piece.start : piece.end] for piece in cell).replace("*", " ").split())

    def _low(self, cell: grid.Cell) -> str:
        return " ".join(" ".join(self.low[piece.start : piece.end] for piece in cell).replace("*", " ").split())

    def _years(self, start: int, end: int) -> list[int]:
        return [year for year in years(self.low, start, end) if year >= self.oldest]

    def _row(self, row: grid.Row, said: list[str]) -> None:
        names = next((place for place, column in enumerate(self.columns) if column.use == NAME), 0)
        filled = [cell for cell in row.cells if cell]
        if len(filled) <= 2 and not any(value().match(self._low(cell)) for cell in filled[1:]):
            self.year = next(iter(self._years(row.start, row.end)), self.year)  # `II | Giai đoạn 2028-2030`
            return
        if len(row.cells) <= max(names, self.place or 0) or len(row.cells) > len(self.columns) or not row.cells[names]:
            return
        name = row.cells[names]
        if not has_letters(said[names], _LETTERS):
            return
        if self.place is None:
            self._said(name)
        elif row.cells[self.place]:
            self._measured(row, name, row.cells[self.place])

    def _said(self, name: grid.Cell) -> None:
        """`Tỷ lệ phủ sóng 5G đạt 100% dân số`: the name of an indicator that says how much."""
        index = max(0, bisect_right(self.doc.parts, name[0].start, key=lambda part: part.start) - 1)
        for target in Clauses(self.doc, index, name[0].start, name[-1].end, index, self.oldest).targets():
            self.targets.append(target if target.due else replace(target, due=due(self.year)))

    def _measured(self, row: grid.Row, name: grid.Cell, cell: grid.Cell) -> None:
        low = self._low(cell)
        figure = value().match(low) or amount().match(low)
        if not figure and not (any(c.isdigit() for c in low) and len(low) <= _TITLE and names_indicators(self.heads)):
            return
        printed = self._words(cell)[slice(*figure.span("unit"))] if figure and figure["unit"] else None
        of_head = measured_in(self.heads[self.place or 0]) if self.heads else None
        unit = next((row.cells[p] for p, c in enumerate(self.columns[: len(row.cells)]) if c.use == UNIT), ())
        ahead = [self.columns[self.place or 0].year, *self._years(name[0].start, name[-1].end), self.year]
        self.targets.append(
            Target(
                start=min(name[0].start, cell[0].start),
                end=max(name[-1].end, cell[-1].end),
                due=due(next(filter(None, ahead), None)),
                value="".join(figure["figure"].split()) if figure else None,
                unit=((printed or self._words(unit) or measured_in(self._words(name)) or of_head) if figure else None)
                or None,
            )
        )
