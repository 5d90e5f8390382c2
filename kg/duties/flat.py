"""Tables that have lost their bars: one cell a line."""

from __future__ import annotations

from msgspec.structs import replace

from kg import structure
from kg.compiled import compiled
from kg.duties.notes import Notes
from kg.duties.paper import FEWEST_LETTERS, Given, Paper
from kg.duties.sentences import Sentences
from kg.model import Span, Task
from kg.recognise import dates, roles
from kg.text import has_letters

_HEAD_LENGTH = 60  # of a column's title
_NEXT_ROW = 12  # parts behind a sentence in which another row may begin
_REST_WORDS = 4  # of the second line of one
_FIRST_ROWS = 12  # parts
_FEWEST_IN_ROW = 6
_ROW_NUMBER = compiled(rf"(?:(?:{roles.any_of('row_step')}) ?)?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})*)[.:]?")
_OPENING = compiled(r"(\d{1,3})\.? +")  # the number of a row before the words of its first cell


class Flat:
    """A table whose bars are lost, from its head (or its first number) on; `end` is the index after its last part, or its first where it is none."""

    def __init__(self, paper: Paper, sentences: Sentences, notes: Notes, index: int) -> None:
        self.paper, self.doc, self.low = paper, paper.doc, paper.low
        self.parts, self.mentions = paper.parts, paper.mentions
        self.sentences, self.notes = sentences, notes
        self.columns, at = self._heads(index)
        self.count = 0  # the number of the row that was read last
        self.last: dict[str, list[Given]] = {}  # the bodies of the row above, by role
        # numbers that Word counts itself, and no page shows
        self.uncounted = "number" in self.columns and not any(
            self._number(row) or self._opening(row) for row in range(at, at + _FIRST_ROWS)
        )
        self.numbered = not self.columns or ("number" in self.columns and not self.uncounted)
        if "number" in self.columns:  # what stands above it is the name of the table: `CHƯƠNG TRÌNH CÔNG TÁC`
            self.columns = self.columns[self.columns.index("number") :]
        self.columns = [role for role in self.columns if role != "number"]
        self.end = index
        if self._can_be_told(self.columns):
            self.end = self._rows(at)
            if self.uncounted and self.end == at:
                self.numbered, self.uncounted = True, False
                self.end = self._rows(at)
        elif self.columns and len(self.columns) > 3 and ("lead" in self.columns or "body" in self.columns):
            self.end = at  # a table, but in an order that cannot be told
        elif not self.columns and self._number(index):
            self.end = self._rows(index)

    def _can_be_told(self, columns: list[str]) -> bool:
        """Can cells be told by the order of the columns?"""
        return "task" in columns and "lead" in columns and columns.index("task") < columns.index("lead")

    def _text(self, index: int) -> str:
        return self.low[self.parts[index].start : self.parts[index].end]

    def _number(self, index: int) -> bool:
        return index < len(self.parts) and bool(_ROW_NUMBER.fullmatch(self._text(index).strip(" *")))

    def _opening(self, index: int) -> int:
        """`66 Rà soát các cam kết quốc tế`: where the words of a row's first cell begin behind its number, which is the next; else 0."""
        if index >= len(self.parts) or not self.columns:
            return 0
        start, end = self.parts[index].start, self.parts[index].end
        number = _OPENING.match(self.low, start, end)
        if not number or not self.doc.text[number.end() : number.end() + 1].isupper():
            return 0
        follows = self.count < int(number[1]) <= self.count + 2  # one between may be lost with the edge of a page
        return number.end() if follows or not self.count else 0

    def _begins(self, index: int) -> bool:
        """Does a row begin there?"""
        return self._number(index) or self._opening(index) > 0

    def _heads(self, index: int) -> tuple[list[str], int]:
        """The titles that stand under each other, and the part after them."""
        columns: list[str] = []
        at, above = index, ""
        while at < len(self.parts) and at - index < 18:
            part = self.parts[at]
            if (
                part.kind not in ("text", "bullet")
                or part.end - part.start > _HEAD_LENGTH
                or self.low[part.end - 1] in ".;:"
            ):
                break
            words = " ".join(self._text(at).split()).strip(" *")
            if (
                above in roles.words("head_part")
                and (joined := roles.column_role(f"{above} {words}"))
                and self._rest_of_title(words)
            ):
                columns[-1], above = joined, f"{above} {words}"
            elif role := roles.column_role(words):
                columns.append(role)
                above = words
            else:
                break
            at += 1
        bodies = sum(role in ("lead", "coordinate", "body") for role in columns)
        if "body" in columns and "lead" not in columns and "coordinate" not in columns and "time" in columns:
            columns[columns.index("body")] = "lead"  # `Nội dung / Đơn vị thực hiện / Thời gian`
        if len(columns) < 3 or not bodies or len(columns) - bodies < 1:
            return [], index
        return columns, at

    def _rest_of_title(self, words: str) -> bool:
        """The rest of a title begun on the line above (`Thời gian / hoàn thành`), neither a title of its own nor the first cell below."""
        if roles.column_role(words) and words not in roles.words("head_rest"):
            return False
        return words.startswith(roles.words("head_rest")) and len(words.split()) <= _REST_WORDS

    def _rows(self, at: int) -> int:
        """Reads rows until something else comes; the part after the last one."""
        last = at
        while at < len(self.parts) and at - last < 25 and not self._ends(at):
            again, after = self._heads(at) if self.parts[at].end - self.parts[at].start <= _HEAD_LENGTH else ([], at)
            if again:
                at, self.count = after, 0
                named = [role for role in again if role != "number"]
                if self._can_be_told(named) and self.numbered == ("number" in again):
                    self.columns = named  # a page that begins with the titles, or the next table
            elif self.numbered and not self._begins(at):
                at += 1
            elif self.uncounted and not self._is_regular(at):
                break
            else:
                alone = self.numbered and self._number(at)
                if self.numbered:
                    self._count(at)
                stop = self._row_end(at)
                if self._row(at + alone, stop):
                    last = stop
                elif not self.columns or not self.numbered:
                    break
                at = stop
        return last

    def _count(self, at: int) -> None:
        """Remembers the number of the row that begins there."""
        number = _ROW_NUMBER.match(self._text(at).strip(" *"))
        said = number["number"] if number else ""
        self.count = int(said) if said.isdigit() else self.count

    def _ends(self, at: int) -> bool:
        part = self.parts[at]
        return (
            part.zone != "body"
            or part.kind in ("row", "article", "chapter", "part")
            or (part.kind == "roman" and part.end - part.start > 30)
            or (part.kind in ("roman", "capital") and part.body < part.end and not self._number(at + 1))
        )

    def _row_end(self, at: int) -> int:
        if not self.numbered:
            return min(len(self.parts), at + len(self.columns))
        stop = at + 1
        while stop < len(self.parts) and stop - at < 16 and not self._begins(stop) and not self._ends(stop):
            if self.parts[stop].end - self.parts[stop].start <= _HEAD_LENGTH and self._heads(stop)[0]:
                break
            if stop - at > len(self.columns) and self._is_below(stop):
                break  # every cell is there
            stop += 1
        return stop

    def _is_below(self, index: int) -> bool:
        """Does the text go on there, below the last row: a sentence behind an empty line, too long for a cell that says by when, with no row behind it?"""
        part = self.parts[index]
        apart = self.low.count("\n", self.parts[index - 1].end, part.start) > 1
        return (
            apart
            and part.end - part.start > _HEAD_LENGTH
            and self.low[self.paper.stop(part) - 1] in "./"
            and not self._is_bodies(index)
            and not any(map(self._begins, range(index + 1, min(len(self.parts), index + _NEXT_ROW))))
        )

    def _is_bodies(self, index: int) -> bool:
        """Nothing but bodies, or a mark that those of the row above are meant?"""
        return self._ditto(index) or self._only_bodies(self.parts[index].body, self.paper.stop(self.parts[index]))

    def _ditto(self, index: int) -> bool:
        """`-//-` below bodies?"""
        return bool(self.last) and self._text(index).strip() in roles.words("ditto")

    def _only_bodies(self, start: int, end: int) -> bool:
        first, last = self.paper.within(start, end)
        if first == last:
            return False
        rest = "".join(self.low[a:b] for a, b in self._between(start, end, first, last))
        return len(rest.strip(" .,;*-")) <= 0.3 * (end - start)

    def _is_regular(self, at: int) -> bool:
        """Is each cell of a row what the title of its column says: one line, and a body or a time where one is wanted?"""
        cells = list(zip(self.columns, range(at, min(len(self.parts), at + len(self.columns))), strict=False))
        return not self.low[self.parts[at].start].isdigit() and all(
            (role != "lead" or self._is_bodies(index)) and (role != "time" or self._times(index))
            for role, index in cells
        )

    def _between(self, start: int, end: int, first: int, last: int) -> list[tuple[int, int]]:
        at, gaps = start, []
        for mention in self.mentions[first:last]:
            gaps.append((at, mention.start))
            at = max(at, mention.end)
        return [*gaps, (at, max(at, end))]

    def _times(self, index: int) -> list[dates.When]:
        part = self.parts[index]
        return (
            dates.find(self.low, part.start, part.end, self.paper.issued, self.paper.year, label=True)
            if part.end - part.start < 60
            else []
        )

    def _row(self, first: int, stop: int) -> bool:
        """Cells of one row: what is to be done, then bodies in the order of their columns, then the time."""
        timed = next((index for index in range(first + 1, stop) if self._times(index)), stop)
        before = (
            "time" in self.columns
            and "lead" in self.columns
            and self.columns.index("time") < self.columns.index("lead")
        )
        if before and timed + 1 < stop:
            return self._timed_row(first, timed - 1, timed + 1, stop, self._times(timed))
        for index in range(first, stop - 1) if before and timed == stop else ():
            if when := self._time_at_the_end(index):
                return self._timed_row(first, index, index + 1, stop, [when], when.start)
        bodies = [index for index in range(first, stop if before else timed) if self._is_bodies(index)]
        if self.columns and stop - first == len(
            self.columns
        ):  # each cell in its column: `Cấp trình` gives nothing to do
            bodies = [index for index in bodies if self.columns[index - first] in ("lead", "coordinate")]
        if not bodies or bodies[0] == first:
            return False
        while self.columns and len(bodies) > 1 and self.low[self.paper.stop(self.parts[bodies[0]]) - 1] == ".":
            bodies = bodies[1:]  # the last line of what is to be done
        if not self.columns and any(self.parts[index].kind not in ("text", "bullet") for index in bodies):
            return False  # items of a list
        if not self.columns:  # no title says how many columns hold bodies
            bodies = [index for index in bodies if index - bodies[0] == bodies.index(index)]
        tasks = [index for index in range(first, bodies[0]) if not before or index != timed]
        if not tasks:
            return False
        if not has_letters(self.low[self.parts[tasks[0]].start : self.parts[tasks[-1]].end], self._fewest()):
            return False
        task = self._task(tasks)
        self._give(task, self._cells(bodies))
        for when in self._times(timed) if timed < stop else []:
            self.notes.deadline(when, task)
        return True

    def _time_at_the_end(self, index: int) -> dates.When | None:
        """The time that is the last line of a cell: the next one, which was taken for the rest of it."""
        part = self.parts[index]
        start, end = self.low.rfind("\n", part.body, part.end) + 1, self.paper.stop(part)
        if start <= part.body:
            return None
        found = dates.find(self.low, start, end, self.paper.issued, self.paper.year, label=True)
        return found[0] if len(found) == 1 and found[0].start == start and found[0].end == end else None

    def _fewest(self) -> int:
        """Letters of what is to be done: under titles, in a row with its number, a name will do (`Luật Dầu khí`)."""
        return _FEWEST_IN_ROW if self.columns and self.numbered else FEWEST_LETTERS

    def _cells(self, bodies: list[int]) -> list[list[int]]:
        """Parts that hold bodies as cells: where a name is broken (`Bộ Công⏎Thương, các địa phương`), two parts are one."""
        cells: list[list[int]] = []
        for index in bodies:
            above = self.parts[index - 1]
            _, after = self.paper.within(above.start, above.end)
            broken = after > 0 and self.mentions[after - 1].end > self.parts[index].start
            if cells and cells[-1][-1] == index - 1 and broken:
                cells[-1].append(index)
            else:
                cells.append([index])
        return cells

    def _timed_row(self, first: int, last: int, behind: int, stop: int, times: list[dates.When], end: int = 0) -> bool:
        """The time parts what is to be done (from the first cell to the last) from who does it, whatever else is said of these."""
        if last < first or not has_letters(
            self.low[self.parts[first].start : end or self.parts[last].end], self._fewest()
        ):
            return False
        cells: list[list[int]] = []
        for index in range(behind, stop):
            part = self.parts[index]
            if cells and part.kind in ("number", "bullet") and self.parts[index - 1].kind == part.kind:
                cells[-1].append(index)
            elif self._named(index):
                cells.append([index])
        if not cells:
            return False
        task = self._task(list(range(first, last + 1)), end)
        self._give(task, cells)
        for when in times:
            self.notes.deadline(when, task)
        return True

    def _named(self, index: int) -> bool:
        """Does a body begin the cell?"""
        part = self.parts[index]
        first, last = self.paper.within(part.body, part.end)
        return first < last and (self.mentions[first].start - part.body < 8 or self._is_bodies(index))

    def _give(self, task: int, cells: list[list[int]]) -> None:
        """Gives a task to the bodies of its cells, in the order of the columns."""
        order = [role for role in self.columns if role in ("lead", "coordinate")] or ["lead", "coordinate"]
        spans = [[(self.parts[index].start, self.paper.stop(self.parts[index])) for index in cell] for cell in cells]
        if len(spans) == 1 and len(order) == 2 and self.columns:
            piece, *next_cells = self._two_cells(*spans[0][-1])
            spans = [[*spans[0][:-1], piece], *([one] for one in next_cells)]
        given: list[Given] = []
        above, self.last = self.last, {}
        for place, cell in enumerate(spans):
            role = order[min(place, len(order) - 1)]
            for start, end in cell:
                if self.low[start:end].strip() in roles.words("ditto"):
                    given += [replace(g, place=(*g.place, Span(start, end))) for g in above.get(role, [])]
                    continue
                first, last = self.paper.within(start, end)
                members = (
                    list(range(first, last))
                    if self._only_bodies(start, end) or first == last
                    else self.paper.listed(first, end)[0]
                )
                given += self._in_cell(members, role, Span(start, end))
        self.last = {role: [g for g in given if g.role == role] for role in ("lead", "coordinate")}
        self.notes.claim(task, given, None)

    def _two_cells(self, start: int, end: int) -> list[tuple[int, int]]:
        """`Bộ Ngoại giao⏎Các bộ, ngành`: a cell, or two where one line ends and the next begins with a body that goes on no list."""
        first, last = self.paper.within(start, end)
        for mention in range(first + 1, last):
            begin = self.mentions[mention].start
            line = self.low.rfind("\n", start, begin) + 1
            above = self.low[start:line].rstrip(" *\n")
            begins_line = line > start and not self.low[line:begin].strip(" *")
            if begins_line and above[-1:].isalnum() and not roles.at_end("and").search(above):
                return [(start, start + len(above)), (begin, end)]
        return [(start, end)]

    def _in_cell(self, members: list[int], role: str, cell: Span) -> list[Given]:
        """The bodies of a cell; behind `phối hợp với` in the cell of those who lead stand their partners."""
        words = roles.anywhere("with").search(self.low, cell.start, cell.end) if role == "lead" else None
        if words is None:
            return [Given(mention, role, None, "heading", (cell,)) for mention in members]
        printed = self.paper.printed(words.start(), words.end())
        return [
            Given(mention, "coordinate", printed, "words", (cell,))
            if self.mentions[mention].start > words.start()
            else Given(mention, role, None, "heading", (cell,))
            for mention in members
        ]

    def _opening_words(self, index: int) -> int:
        """Where the words of a row's first cell begin."""
        part = self.parts[index]
        number = _OPENING.match(self.low, part.body, part.end) if self.columns and self.numbered else None
        return number.end() if number and int(number[1]) == self.count else part.body

    def _task(self, tasks: list[int], end: int = 0) -> int:
        start = self._opening_words(tasks[0])
        end = end or self.paper.stop(self.parts[tasks[-1]])
        self.notes.tasks.append(Task(start=start, end=end, section=structure.section_path(self.parts, tasks[0])))
        return len(self.notes.tasks) - 1
