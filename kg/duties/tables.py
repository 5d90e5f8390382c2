"""Tables: a row is a task, its cells say whose and by when."""

from __future__ import annotations

import itertools

from msgspec import Struct
from msgspec.structs import replace

from kg import grid, structure
from kg.duties.notes import Notes
from kg.duties.paper import Given, Paper, Stretch
from kg.duties.sentences import Sentences
from kg.model import Span, Task
from kg.recognise import dates, roles
from kg.text import fold

_LONGEST_OFFICIAL = 40  # characters of `Đồng chí Phó Chủ tịch Thường trực`
_PAGE_BREAK = 3  # lines between the two parts of a cell


class _Title(Struct, frozen=True):
    """A row that is a title over others: how it is numbered, whose they are, by when they are due."""

    level: str
    bodies: list[Given]
    due: list[dates.When]


class Rows:
    """The rows of one table, whose head says which column names the bodies; `columns` where it goes on from the page before, `above`: the bodies of the heading it stands under."""

    def __init__(
        self,
        paper: Paper,
        sentences: Sentences,
        notes: Notes,
        table: grid.Table,
        columns: list[str],
        above: list[Given],
    ) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences, self.notes = sentences, notes
        self.table = table
        self.columns = columns
        self.last: dict[str, list[Given]] = {}  # the bodies of the row above, by role
        self.last_times: list[dates.When] = []
        self.title = _Title("", above, [])  # over the rows that follow
        self.untitled: set[int] = set()  # columns without a title of their own, right below the titles
        self.dated = False  # bodies and the days by which they are done, no column that says with what

    def read(self) -> None:
        """Reads the rows into the notes; `columns` then says what the columns were for."""
        for row in self.table:
            heads = self._second_heads(row) or self._heads(row)
            if heads:
                self.columns, self.last = heads, {}
                self.untitled = {place for place, cell in enumerate(row.cells) if not cell}
                continue
            self.untitled = set()
            if self.columns and self._titles_rows(row):
                continue
            if self.columns and len(row.cells) == len(self.columns):
                self._row(row)
            elif self.columns and self._lacks_the_last(row):
                self._row(grid.Row(row.start, row.end, (*row.cells, *[()] * (len(self.columns) - len(row.cells)))))
            elif len(row.cells) < len(self.columns):
                self.last.pop("lead", None)

    def _lacks_the_last(self, row: grid.Row) -> bool:
        """Are the cells that are missing empty ones at the end, behind all that matters?"""
        last = max(place for place, role in enumerate(self.columns) if role in ("lead", "coordinate", "time", "task"))
        numbered = self.columns[0] == "number" and bool(row.cells[0]) and self._words(row.cells[0])[:1].isdigit()
        one_left = len(row.cells) == len(self.columns) - 1 and self.low[row.start] != "|" == self.low[row.end - 1]
        return one_left or (numbered and last < len(row.cells) < len(self.columns))

    def _titles_rows(self, row: grid.Row) -> bool:
        """`II | Nhiệm vụ hoàn thành trong quý III/2024`, `I | SỞ NỘI VỤ`: a title over the rows below says whose they are, or when they are due."""
        said = [cell for cell in row.cells[:2] if cell]
        if not said or any(row.cells[2:]):
            return False
        number = self._words(said[0]).strip(" .)")[:1] if len(said) > 1 else ""
        level = "digit" if number.isdigit() else "letter" if number else ""
        piece = Span(said[-1][0].start, said[-1][-1].end)
        first, last = self.paper.within(piece.start, piece.end)
        members, rest = self.paper.listed(first, piece.end) if first < last else ([], piece.start)
        bodies = [Given(m, "lead", None, "heading", (piece,)) for m in members]
        if bodies and (self.low[piece.start : self.mentions[first].start] + self.low[rest : piece.end]).strip(" .:*"):
            return False
        due = [
            when
            for when in dates.find(self.low, piece.start, piece.end, self.paper.issued, self.paper.year)
            if when.due and first == last
        ]
        if due or bodies or level == self.title.level:
            self.title, self.last = _Title(level, bodies, due), {}
        return bool(due or bodies)

    def _heads(self, row: grid.Row) -> list[str]:
        """What the columns are for, where a row names them and one of them names bodies; else nothing."""
        words = [self._words(cell) for cell in row.cells]
        heads = [roles.column_role(head) if len(head) < 60 else "" for head in words]
        told, titled = sum(bool(head) for head in heads), sum(bool(head) for head in words)
        # titles over several columns leave the others without one
        covering = "task" in heads and told >= max(3, 0.6 * titled)
        if told < max(2, 0.6 * len(heads)) and not covering:
            return []
        if "body" in heads and "lead" not in heads:
            work = any(
                head == "task" and roles.anywhere("work").search(fold(said))
                for head, said in zip(heads, words, strict=True)
            )
            self.dated = "task" not in heads and any(
                head == "time" and roles.says_due(fold(said)) for head, said in zip(heads, words, strict=True)
            )
            if self.dated or (work and ("time" in heads or "coordinate" in heads)):
                heads[heads.index("body")] = "lead"
        named = "lead" in heads or "coordinate" in heads or ("task" in heads and "time" in heads)
        return heads if named else []

    def _second_heads(self, row: grid.Row) -> list[str]:
        """A second line of titles under one that covers several columns (`Phân công`: `Đơn vị chủ trì | Đơn vị phối hợp`)."""
        if not self.columns or row.cells[0]:
            return []
        if len(row.cells) <= len(self.columns):
            return self._titles_below(row)
        said = [(place, roles.column_role(self._words(cell))) for place, cell in enumerate(row.cells) if cell]
        if sum(bool(role) for _, role in said) < 2 or any(len(self._words(cell)) > 40 for cell in row.cells):
            return []
        heads = ["other"] * len(row.cells)
        heads[: said[0][0]] = self.columns[: said[0][0]]
        for place, role in said:
            heads[place] = role or "other"
        return heads

    def _titles_below(self, row: grid.Row) -> list[str]:
        """`| Đơn vị thực hiện | |` above `| Chủ trì | Phối hợp |`: titles where the first line leaves columns without one. What stands under a time is one too
        (`Thời gian trình`: `Bộ trưởng | Chính phủ`).
        """
        said = [place for place, cell in enumerate(row.cells) if cell]
        if not self.untitled.intersection(said) or any(len(self._words(row.cells[place])) > 40 for place in said):
            return []
        heads = list(self.columns)
        told = False
        for place in said:
            covers = heads[place - 1] if place in self.untitled and heads[place - 1] == "time" else ""
            role = roles.column_role(self._words(row.cells[place])) or covers
            told = told or (bool(role) and place in self.untitled)
            heads[place] = role or heads[place] or "other"
        return heads if told else []

    def _words(self, cell: grid.Cell) -> str:
        return " ".join(self.doc.text[piece.start : piece.end] for piece in cell)

    def _moved(self, cell: grid.Cell) -> list[Given]:
        """The body with which a line of the task ends, where blanks part the columns: the cell beside it, taken for a part of it; none where several may be."""
        found = [
            last - 1
            for piece in cell
            for first, last in (self.paper.within(piece.start, piece.end),)
            if first < last and self.mentions[last - 1].end == piece.end and " " in self._named_as(last - 1)
        ]
        spans = [Span(self.mentions[mention].start, self.mentions[mention].end) for mention in found]
        return [Given(found[0], "lead", None, "heading", (spans[0],))] if len(found) == 1 else []

    def _named_as(self, mention: int) -> str:
        return self.low[self.mentions[mention].start : self.mentions[mention].end]

    def _column(self, row: grid.Row, role: str) -> list[grid.Cell]:
        return [cell for cell, name in zip(row.cells, self.columns, strict=True) if name == role and cell]

    def _row(self, row: grid.Row) -> None:
        drawn = "|" in self.low[row.start : row.end] or "|" in self.low[row.start - 2 : row.start]
        if not drawn and "number" in self.columns and not row.cells[self.columns.index("number")]:
            return
        tasks = self._column(row, "task")
        leads = [given for cell in self._column(row, "lead") for given in self._named(cell, "lead")]
        partners = [given for cell in self._column(row, "coordinate") for given in self._named(cell, "coordinate")]
        times = self._column(row, "time")
        if "lead" not in self.columns:
            leads = self.title.bodies
        elif not leads and (partners or times) and not self._column(row, "lead"):
            moved = [] if drawn else [given for cell in tasks for given in self._moved(cell)]
            above = [replace(given, why=given.why or "goes-on") for given in self.last.get("lead", [])]
            leads = moved or above or self.title.bodies  # of a cell over several rows, its words stand in the first
        self.last["lead"] = leads
        self.last["coordinate"] = partners or self.last.get("coordinate", [])
        dated = self.dated and any(when.not_after or when.rrule for cell in times for when in self._times(cell))
        if not (leads or partners) or not (tasks or dated or (row.cells[0] and not self.dated)):
            self._ownerless(row, tasks, times)
            return
        stretch = max(tasks or row.cells, key=lambda cell: sum(piece.end - piece.start for piece in cell))
        if sum(c.isalpha() for piece in stretch for c in self.low[piece.start : piece.end]) < 3:
            return
        task, before = self._new_task(row, stretch), len(self.notes.deadlines)
        taken = {self.mentions[g.mention].entity for g in leads}
        partners += self._partners(stretch, taken)
        self.notes.claim(task, [*leads, *(p for p in partners if self.mentions[p.mention].entity not in taken)], None)
        for cell in times:
            again = self._words(cell).casefold() in roles.words("ditto")
            self.last_times = self.last_times if again else self._times(cell)
            if cell and not self.last_times and not again:
                self.notes.undated(cell)
            for when in self.last_times:
                self.notes.deadline(when, task)
        for piece in stretch:
            for when in dates.find(self.low, piece.start, piece.end, self.paper.issued, self.paper.year):
                if when.due:
                    self.notes.deadline(when, task)
        if len(self.notes.deadlines) == before:
            for when in self.title.due:
                self.notes.deadline(when, task, inferred=True)

    def _ownerless(self, row: grid.Row, tasks: list[grid.Cell], times: list[grid.Cell]) -> None:
        """A row whose body is not known still says by when; who it is for is told as an issue."""
        named = [cell for cell in self._column(row, "lead") if any(c.isalpha() for c in self._words(cell))]
        if not tasks or not named:
            return
        self.notes.unknown_body(named[0][0].start, named[0][-1].end)
        for cell in times:
            for when in self._times(cell):
                self.notes.deadline(when, None)

    def _partners(self, cell: grid.Cell, taken: set[int]) -> list[Given]:
        """Those whom the task itself names: `Chủ trì, phối hợp với Bộ Tư pháp …`."""
        found: list[Given] = []
        for piece in cell:
            given = self.sentences.with_partners(Stretch(piece.start, piece.end, [], False, piece.start))
            found += [replace(g, place=(piece,)) for g in given if self.mentions[g.mention].entity not in taken]
        return found

    def _times(self, cell: grid.Cell) -> list[dates.When]:
        """The dates of a cell; one that is broken over two lines is quoted by what its last line has of it."""
        joined = " ".join(self.low[piece.start : piece.end] for piece in cell)
        places = [at for piece in cell for at in (*range(piece.start, piece.end), piece.end)]
        found = []
        for when in dates.find(joined, 0, len(joined), self.paper.issued, self.paper.year, label=True):
            start, end = places[when.start], places[when.end - 1] + 1
            start = (
                max([start, *(piece.start for piece in cell if piece.start < end)])
                if end - start > when.end - when.start
                else start
            )
            found.append(replace(when, start=start, end=end))
        return found

    def _new_task(self, row: grid.Row, cell: grid.Cell) -> int:
        index = grid.index_at(self.paper.part_starts, row.start)
        number = self._words(row.cells[0]).strip(" .)") if row.cells[0] and row.cells[0] is not cell else ""
        above = structure.section_path(self.parts, index)
        section = ".".join(filter(None, (above, number if len(number) < 8 else "")))
        self.notes.tasks.append(Task(start=cell[0].start, end=self._page_end(cell), section=section))
        return len(self.notes.tasks) - 1

    def _page_end(self, cell: grid.Cell) -> int:
        """Where a cell ends, or the part of it before a page break."""
        for one, two in itertools.pairwise(cell):
            if self.low.count("\n", one.end, two.start) > _PAGE_BREAK:
                return one.end
        return cell[-1].end

    def _official(self, piece: Span, role: str) -> list[Given]:
        """A cell that says nothing but the title of an official (`Hiệu trưởng`)."""
        named = self.paper.of_issuer(piece.start, piece.end) if piece.end - piece.start < _LONGEST_OFFICIAL else None
        if named is None:
            return []
        issuer, title = named
        body = Span(self.mentions[issuer].start, self.mentions[issuer].end)
        return [Given(issuer, role, None, "heading", (body, piece), why="of-issuer", official=title)]

    def _named(self, cell: grid.Cell, role: str) -> list[Given]:
        """The bodies of a cell, or those of the row above where it says `nt`."""
        if self._words(cell).casefold() in roles.words("ditto"):
            return [replace(given, place=(*given.place, *cell)) for given in self.last.get(role, [])]
        return self._bodies(cell, role)

    def _bodies(self, cell: grid.Cell, role: str) -> list[Given]:
        """The bodies of a cell: one list, or lead and partners where the cell says `chủ trì`, `phối hợp`."""
        found: list[Given] = []
        for piece in cell:
            first, last = self.paper.within(piece.start, piece.end)
            if first == last:
                found += self._official(piece, role)
                continue
            given = [Given(m, role, None, "heading") for m in range(first, last)]
            words = roles.anywhere("with").search(self.low, piece.start, piece.end)
            if words and role == "lead":
                given = [
                    replace(g, role="coordinate", words=self.paper.printed(words.start(), words.end()), basis="words")
                    if self.mentions[g.mention].start > words.start()
                    else g
                    for g in given
                ]
            found += [replace(g, place=(piece,)) for g in given]
        return found
