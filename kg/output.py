"""Prints listings: a table on a terminal, plain lines in a pipe, JSON, CSV or XLSX on demand."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from kg.errors import UsageFault
from kg.graphfile import is_graph
from kg.messages import language, t
from kg.text import one_line


class Format(StrEnum):
    """How a listing is written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


F = TypeVar("F", bound=str)
# Endings of files that name a format; the first of several is meant where nothing else is said. The others are what people ask for and
# other programs would refuse with something else inside.
_ENDINGS = {
    "json": ("json", "jsonld"), "jsonld": ("jsonld",), "csv": ("csv",), "xlsx": ("xlsx",), "ics": ("ics",), "ttl": ("ttl", "nt"), "trig": ("trig",),
    "nt": ("nt",), "nq": ("nq",), "graphml": ("graphml",), "gexf": ("gexf",), "html": ("html",), "htm": ("html",),
} | {other: (other,) for other in ("xls", "ods", "tsv", "doc", "docx", "odt", "pdf", "rdf", "owl", "png", "svg")}  # fmt: skip
# Formats of other commands: who asks for one here is told where it is.
_ELSEWHERE = {
    "ics": "kg deadlines --as ics", "ical": "kg deadlines --as ics", "xlsx": "kg tasks --as xlsx", "excel": "kg tasks --as xlsx", "table": "kg tasks",
    "html": "kg view", "rdf": "kg export --as ttl", "owl": "kg export --as ttl", "turtle": "kg export --as ttl", "json-ld": "kg export --as jsonld",
    "neo4j": "kg export --as neo4j-import",
} | {f: f"kg export --as {f}" for f in ("ttl", "jsonld", "trig", "nt", "nq", "graphml", "gexf")}  # fmt: skip


def elsewhere(format: str) -> str:
    """`; xem: kg deadlines --as ics` for a format that another command writes; "" for any other."""
    command = _ELSEWHERE.get(format.lower())
    return t("export.elsewhere", command=command) if command else ""


def form(given: F | None, out: Path | None, formats: Iterable[F]) -> F:
    """The format to write: the one asked for, else that of the file's ending, else the first. UsageFault where the ending is that of another."""
    formats = tuple(formats)
    ending = out.suffix[1:].lower() if out is not None else ""
    fitting = _ENDINGS.get(ending, ())
    if not fitting or given in fitting:
        return formats[0] if given is None else given
    found = next((f for f in formats if f in fitting), None)
    if found is None:
        known = ", ".join(formats)
        raise UsageFault("ending-unknown", path=out, ending=ending, known=known, more=elsewhere(ending))
    if given is not None:
        raise UsageFault("ending-other", path=out, ending=ending, given=str(given))
    return found


Row = Mapping[str, Any]
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOST_LINKS = 65_000  # on one sheet; a workbook holds a few more
_LONGEST_LINK = 2_000
_EXACT = 10**15  # numbers below it are the same in a workbook; NaN is not below it


class Link(Struct, frozen=True):
    """A cell of a workbook that leads somewhere: an address (`https://…`), or a row of another sheet of it. Elsewhere it is its text."""

    text: str
    address: str = ""
    sheet: str = ""  # its title, as given to `as_xlsx`
    row: int = 0  # from 0, the head line not counted


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guard(value: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection); a bullet's hyphen too."""
    return "'" + value if value.startswith(_FORMULA) else value


def flat(value: Any) -> str:
    """A cell: lists joined by `; `; of a record its first value, the others in brackets, ids left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, map(flat, value)))
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Mapping):
        told = [flat(v) for k, v in value.items() if not k.endswith("_id") and not isinstance(v, bool)]
        rest = ", ".join(filter(None, told[1:]))
        return told[0] + (f" ({rest})" if rest else "") if told else ""
    return str(value)


def said(column: str, value: Any) -> Any:
    """A value as a person reads it: of columns that hold codes (`lead`, `amends`, `part`) their words. CSV and JSON keep the codes."""
    if value is None or value == "":
        return ""
    if isinstance(value, (list, tuple)):
        return [said(column, v) for v in value]
    if value is True:
        return "✓"
    if column == "recurs":
        from kg.query.dates import rhythm

        return rhythm(str(value))
    if column not in CODED or not isinstance(value, str):
        return value
    from kg.relations import relation_label, relations

    if value in relations():
        return relation_label(value, language(), inward=column in _INWARD)
    group = _GROUPS.get(column, column)
    words = t(f"{group}.{value}")
    return value if words.startswith(f"{group}.") else words


CODED = ("relation", "role", "kind", "scope", "rests", "since", "direction", "what", "why")
_GROUPS = {"relation": "kind", "what": "change"}
_INWARD = ("since",)


def as_json(data: Any) -> str:
    """JSON with every letter as it is, indented."""
    return msgspec.json.format(msgspec.json.encode(data), indent=1).decode("utf-8")


def as_csv(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """Comma-separated values with a head line, guarded against formulas; what stands in the cells as it is, ends of lines too."""
    out = io.StringIO()
    import csv

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        # A lone carriage return would not be quoted, and begin a row of its own.
        writer.writerow([guard(flat(row.get(c))).replace("\r", "\n") for c in columns])
    return out.getvalue()


def as_xlsx(
    sheets: Mapping[str, tuple[Sequence[str], Sequence[Row]]],
    head: Callable[[str], str] = str,
    *,
    verbatim: bool = False,
) -> bytes:
    """A workbook, a sheet a name; `head` names columns. Numbers are numbers, days are days, all else is text on one line (unless `verbatim`), so
    that no formula can run and nothing is a link but a `Link`; the same rows give the same bytes."""
    from datetime import datetime

    import xlsxwriter

    from kg.read.xlsx import OWN

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": datetime(2020, 1, 1), "keywords": OWN})
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    day = book.add_format({"valign": "top", "border": 1, "num_format": "yyyy-mm-dd"})
    link = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "font_color": "#0B57D0", "underline": 1})
    taken: set[str] = set()
    names = {title: _sheet_name(title, taken) for title in sheets}
    for title, (columns, rows) in sheets.items():
        sheet = book.add_worksheet(names[title])
        links = 0
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        for i, column in enumerate(columns):
            sheet.write_string(0, i, head(column), bold)
            longest = max((len(flat(r.get(column))) for r in rows), default=0)
            sheet.set_column(i, i, max(10, min(60, longest + 2, 60)))
        for n, row in enumerate(rows, 1):
            for i, column in enumerate(columns):
                value = row.get(column)
                target = _target(value, names) if isinstance(value, Link) and links < _MOST_LINKS else ""
                if target:
                    links += 1
                    sheet.write_url(n, i, target, link, flat(value)[:255] or "→")
                elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < _EXACT:
                    sheet.write_number(n, i, value, cell)
                elif (on := _day(value)) is not None:
                    sheet.write_datetime(n, i, on, day)
                elif text := flat(value):
                    sheet.write_string(n, i, (text if verbatim else one_line(text))[:32767], cell)
                else:
                    sheet.write_blank(n, i, None, cell)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()
    return out.getvalue()


def _day(value: Any) -> date | None:
    """The day that a cell holds and nothing else; None where it holds anything else, or a day before those that workbooks know."""
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year >= 1900 else None


def _target(link: Link, names: Mapping[str, str]) -> str:
    """Where a cell leads: only to a page of the web or inside the workbook; empty where it leads nowhere."""
    if link.sheet in names:
        return f"internal:'{names[link.sheet]}'!A{link.row + 2}"
    web = link.address.lower().startswith(("http://", "https://")) and len(link.address) < _LONGEST_LINK
    return link.address if web else ""


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name a workbook accepts: no []:*?/\\, at most 31 characters, none twice."""
    name = "".join(" " if c in "[]:*?/\\" else c for c in title).strip("' ")[:31] or "1"
    number = 2
    while name.casefold() in taken:
        name = f"{name[:28]} {number}"
        number += 1
    taken.add(name.casefold())
    return name


def column_name(column: str) -> str:
    """The name of a column; one that a query made up stays as it is."""
    name = t(f"column.{column}")
    return column if name.startswith("column.") else name


def table(
    rows: Iterable[Row],
    columns: Sequence[str],
    title: str = "",
    head: Callable[[str], str] | None = None,
    *,
    verbatim: bool = False,
) -> str:
    """Plain lines for a pipe: a head line, then a line a row, cells two spaces apart and none cut, short columns under each other; columns in
    which nothing stands are left out. `head` names columns; `verbatim`: cells stay as they are but for ends of lines."""
    rows = list(rows)
    line = (lambda s: s.replace("\n", " ")) if verbatim else one_line
    columns = [c for c in columns if not rows or any(flat(r.get(c)) for r in rows)]
    lines = [
        list(map(head or column_name, columns)),
        *([line(flat(r.get(c))) for c in columns] for r in rows),
    ]
    longest = [max(map(len, column)) for column in zip(*lines, strict=True)]
    wide = [size if size <= _PADDED else 0 for size in longest]
    body = "\n".join("  ".join(map(str.ljust, line, wide)).rstrip() for line in lines)
    return (f"{title}\n" if title else "") + body + "\n"


def emit(
    rows: Sequence[Row],
    columns: Sequence[str],
    how: Format,
    *,
    out: Path | None = None,
    title: str = "",
    data: Any = None,
    coded: bool = True,
    heads: Mapping[str, str] | None = None,
) -> None:
    """Write a listing. `data` is what JSON shows, if not the rows; XLSX needs a file (`-o`) unless stdout is a pipe. `coded`: what people read has
    words in place of codes, and what stands in a cell is on one line; the answers of a query stay as they are. `heads`: what people
    read over a column where it is not its usual name. The columns are the same whatever the rows; a table leaves out those in which nothing stands."""
    if how is Format.json:
        write(as_json(list(rows) if data is None else data) + "\n", out)
    elif how is Format.csv:
        write(as_csv(rows, columns), out)
    else:
        read = [{c: said(c, r.get(c)) for c in columns} for r in rows] if coded else rows

        def head(column: str) -> str:
            if not coded:  # the variables of a query keep the names that whoever wrote it gave them
                return column
            return (heads or {}).get(column) or column_name(column)

        if how is Format.xlsx:
            write(as_xlsx({title or "kg": (columns, read)}, head, verbatim=not coded), out)
        elif out is None and sys.stdout.isatty():
            _rich(read, columns, title, head)
        else:
            write(table(read, columns, title, head, verbatim=not coded), out)


@contextmanager
def writing(out: Path | None) -> Iterator[Callable[[bytes], object]]:
    """Where bytes go: stdout, or a file that is put in its place only when it is complete. UsageFault where it cannot be written, and
    where a graph lies: no listing takes the place of a graph."""
    if out is None or str(out) == "-":
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    if not out.parent.is_dir():
        raise UsageFault("folder-missing", path=out.parent)
    if out.is_dir():
        raise UsageFault("out-is-folder", path=out)
    if is_graph(out):
        raise UsageFault("out-is-graph", path=out)
    try:
        if _device(out):
            with out.open("wb") as file:
                yield file.write
            return
        place = out.resolve()  # a link stays one
        part = place.with_name(f".kg-{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file.write
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageFault("cannot-write", path=out, detail=error.strerror or str(error)) from error


def _device(out: Path) -> bool:
    """A device or a pipe."""
    return out.exists() and not out.is_file()


def write(content: str | bytes, out: Path | None, *, quiet: bool = False) -> None:
    """To a file, which stderr then names unless `quiet`, or to stdout where none is named or it is `-`. Binary content is not poured onto a terminal."""
    if out is not None and str(out) != "-":
        with writing(out) as put:
            put(content.encode("utf-8") if isinstance(content, str) else content)
        if not quiet:
            note(t("export.done", path=out))
        return
    if isinstance(content, str):
        sys.stdout.write(content)
        return
    if sys.stdout.isatty():
        raise UsageFault("needs-file")
    sys.stdout.buffer.write(content)


def _rich(rows: Sequence[Row], columns: Sequence[str], title: str, head: Callable[[str], str]) -> None:
    """A table where the window is wide enough for one, else an entry a row. Columns in which nothing stands are left out."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console()
    cells = [[one_line(flat(row.get(c))) for c in columns] for row in rows]
    kept = [i for i in range(len(columns)) if any(row[i] for row in cells)] if rows else list(range(len(columns)))
    longest = {i: max([len(row[i]) for row in cells], default=0) for i in kept}
    if sum(max(longest[i], len(head(columns[i]))) + 3 for i in kept) < console.width:
        grid = Table(title=title or None, title_justify="left", header_style="bold")
        for i in kept:
            grid.add_column(head(columns[i]), no_wrap=True)
        for row in cells:
            grid.add_row(*(Text(row[i]) for i in kept))
        console.print(grid)
        return
    for row in cells:
        short = [row[i] for i in kept if row[i] and longest[i] <= _SHORT]
        console.print(Text(" · ".join(short), style="bold"))
        for i in kept:
            if row[i] and longest[i] > _SHORT:
                console.print(Padding(Text.assemble((f"{head(columns[i])}: ", "dim"), row[i]), (0, 0, 0, 4)))


_PADDED = 64  # characters up to which the cells of a column in a pipe stand under each other
_SHORT = 40  # characters of the longest cell of a column that may share a line with others


def note(sentence: str) -> None:
    """A word to the person, on stderr."""
    sys.stderr.write(sentence + "\n")
