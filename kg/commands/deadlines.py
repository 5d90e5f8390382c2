"""`kg deadlines [AGENCY]`"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath, Out, named
from kg.commands.tasks import Agency, AsOf, Document, Keyword, Place, Role, Year, note_groups
from kg.graph import Graph
from kg.messages import t
from kg.output import Format, emit, form, note, write
from kg.query.changed import briefly
from kg.query.dates import day, days, rhythm, until
from kg.query.deadlines import COLUMNS, MORE, SHEET, Due, as_rows, deadlines, owing, owners, passed
from kg.query.groups import groups_of
from kg.query.refs import bodies, said_at
from kg.query.tasks import Filters
from kg.text import one_line


class CalendarFormat(StrEnum):
    """The listings' formats, and a calendar."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    ics = "ics"


def run(
    agency: Agency = None,
    within: Annotated[str | None, typer.Option("--within", metavar="SPAN", help=t("deadlines.within"))] = None,
    before: Annotated[str | None, typer.Option("--before", metavar="DATE", help=t("deadlines.before"))] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=t("deadlines.overdue"))] = False,
    as_of: AsOf = None,
    role: Role = None,
    document: Document = None,
    place: Place = None,
    year: Year = None,
    keyword: Keyword = None,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: Annotated[CalendarFormat | None, typer.Option("--as", help=t("deadlines.as"))] = None,
    out: Out = None,
) -> int:
    how = form(as_, out, CalendarFormat)
    options = {"within": within, "before": before, "overdue": overdue, "as-of": as_of}
    moment = day(as_of) if as_of else None
    span = days(within, moment) if within else None
    last = until(before, moment or date.today()) if before else None
    filters = Filters(role=role, document=document, place=place, year=year, keyword=keyword)
    with Graph.open(graph) as g:
        found = deadlines(
            g,
            agency,
            as_of=moment,
            within=span,
            before=last,
            overdue=overdue,
            filters=filters,
        )
        counts = {} if found else g.counts()
        asked_of = (
            bodies(g, agency, moment or date.today()) if agency and not filters and how is CalendarFormat.table else []
        )
        groups = [group for group, _ in groups_of(g, asked_of)]
        wider = owing(g, groups, moment or date.today(), within=span, before=last, overdue=overdue)
        told = found and how is CalendarFormat.table and not overdue
        over = passed(g, moment or date.today(), agency, filters) if told else 0
    if not found:
        asked = (agency, within, before, "--overdue" if overdue else None, as_of, role, document, place, year, keyword)
        past = "" if overdue else t("deadlines.past")
        note(
            t(
                "deadlines.none",
                asked=named(*asked),
                count=counts.get("deadlines", 0),
                files=counts.get("files", 0),
                past=past,
            )
        )
        note_groups("deadlines", wider, **options)
        return 1
    if how is CalendarFormat.ics:
        from kg.query.calendar import calendar

        dated = [d for d in found if d.due]
        if len(dated) < len(found):
            note(t("deadlines.dateless", count=len(found) - len(dated)))
        if not dated:
            return 1
        write(calendar(dated, moment or date.today(), agency), out)
    elif how is CalendarFormat.table:
        start = moment or date.today()
        write("\n".join(line for d in found for line in _lines(d, start)) + "\n", out)
        if over:
            note(t("deadlines.passed", count=over, date=start))
        note_groups("deadlines", wider, **options)
    else:
        columns = SHEET if how is CalendarFormat.xlsx else COLUMNS + MORE
        emit(as_rows(found), columns, Format(how.value), out=out, title=agency or "kg deadlines")
    return 0


def _lines(d: Due, start: date) -> list[str]:
    when = d.due.isoformat() if d.due else "?"
    if d.due and d.due < start:
        when += f" ({t('deadlines.late', days=(start - d.due).days)})"
    mark = f" ({t('inferred')})" if d.inferred else ""
    lines = [
        f"{when}  “{one_line(d.deadline.text)}”{mark}{' ⟳ ' + rhythm(d.deadline.rrule) if d.deadline.rrule else ''}  {d.document}"
    ]
    lines += [f"    {line}" for line in owners(d)]
    lines += ["      ↳ " + t("tasks.holder", agency=h.label, since=h.since, basis=h.basis) for h in d.heirs]
    lines.append(f"    {one_line(d.rows[0].text if d.rows else d.quote)}")
    lines += [f"    ! {line}" for line in briefly(d.changes)]
    lines.append(f"    ({said_at(d.deadline.file, d.deadline.start, d.deadline.end, d.page)})")
    return lines
