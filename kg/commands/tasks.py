"""`kg tasks [AGENCY]`"""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, As, GraphPath, Out, named
from kg.graph import Graph, Node
from kg.messages import t
from kg.output import Format, emit, form, note, write
from kg.query.changed import briefly
from kg.query.dates import day, rhythm
from kg.query.groups import groups_of
from kg.query.heritage import ended, taken_over
from kg.query.refs import bodies, guessed, said_at, stands_at
from kg.query.tasks import Filters, TaskRow, as_rows, columns, moved, tasks
from kg.text import one_line

Agency = Annotated[str | None, typer.Argument(help=t("option.agency"))]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=t("option.as-of"))]
Role = Annotated[str | None, typer.Option("--role", help=t("option.role"))]
Document = Annotated[str | None, typer.Option("--document", metavar="REF", help=t("option.document"))]
Place = Annotated[str | None, typer.Option("--place", help=t("option.place"))]
Year = Annotated[int | None, typer.Option("--year", help=t("option.year"))]
FEW = 5  # bodies told of under an answer
Keyword = Annotated[str | None, typer.Option("--keyword", help=t("option.keyword"))]


def run(
    agency: Agency = None,
    as_of: AsOf = None,
    role: Role = None,
    document: Document = None,
    place: Place = None,
    year: Year = None,
    keyword: Keyword = None,
    matrix: Annotated[bool, typer.Option("--matrix", help=t("tasks.matrix"))] = False,
    graph: GraphPath = DEFAULT_GRAPH,
    as_: As = None,
    out: Out = None,
) -> int:
    how = form(as_, out, Format)
    moment = day(as_of) if as_of else None
    filters = Filters(role=role, document=document, place=place, year=year, keyword=keyword)
    with Graph.open(graph) as g:
        rows = tasks(g, agency, as_of=moment, filters=filters)
        asked = bodies(g, agency, moment or date.max) if agency and how is Format.table else []
        wider = [] if filters else groups_of(g, asked)
        over = [] if moment else _left_out(g, agency or "", asked, filters)
        counts = {} if rows else g.counts()
        addresses = {f.id: f.url for f in g.files()} if matrix and how is Format.xlsx and rows else {}
    if not rows:
        note(
            t(
                "tasks.none",
                asked=named(agency, as_of, role, document, place, year, keyword),
                tasks=counts.get("nodes.task", 0),
                files=counts.get("files", 0),
            )
        )
        _note_under(over, wider, as_of)
        return 1
    if matrix:
        from kg.query.matrix import write_matrix

        write_matrix(rows, how, out, addresses)
    elif how is Format.table:
        write("\n".join(_lines(rows, moment)) + "\n", out)
        _note_under(over, wider, as_of)
    else:
        heads = {"task": t("column.task_id"), "text": t("column.task")}
        emit(
            as_rows(rows, moment),
            columns(moment, sheet=how is Format.xlsx),
            how,
            out=out,
            title=agency or "kg tasks",
            heads=heads,
        )
    return 0


def _left_out(g: Graph, agency: str, asked: list[Node], filters: Filters) -> list[str]:
    """What the bodies' own names do not show: tasks that came from others, and who holds those of a body that has ended. Told of few bodies only."""
    if not 0 < len(asked) <= FEW:
        return []
    today = date.today()
    taken = taken_over(g, agency, today, filters)
    lines = [t("tasks.taken", count=count, from_=giver, date=today) for giver, count in taken[:FEW]]
    lines += [f"… (+{sum(count for _, count in taken[FEW:])})"] if len(taken) > FEW else []
    for body in ended(asked, today):
        heirs = "; ".join(t("tasks.holder", agency=h.label, since=h.since, basis=h.basis) for h in body.holders[:FEW])
        heirs += f"; … (+{len(body.holders) - FEW})" if len(body.holders) > FEW else ""
        told = heirs or t("tasks.no-holder")
        lines.append(t("tasks.ended", agency=body.agency, until=body.until, heirs=told, date=today))
    return lines


def _note_under(left_out: list[str], groups: list[tuple[Node, int]], as_of: str | None) -> None:
    """What belongs under the answer and not in it."""
    for line in left_out:
        note(line)
    note_groups("tasks", groups, **{"as-of": as_of})


def note_groups(command: str, groups: list[tuple[Node, int]], **options: str | bool | None) -> None:
    """What is given to groups that may take the body in, and how to see it with the options of this question."""
    if groups:
        rest = "".join(f" --{name}{_value(value)}" for name, value in options.items() if value)
        named = [f'\n  kg {command} "{group.label}"{rest} ({count})' for group, count in groups[:FEW]]
        named += [f"\n  … (+{len(groups) - FEW})"] if len(groups) > FEW else []
        note(t("tasks.groups", groups="".join(named)))


def _value(value: str | bool | None) -> str:
    """The value of an option as it is typed: nothing for a switch."""
    if isinstance(value, bool):
        return ""
    return f' "{value}"' if " " in str(value) else f" {value}"


def _lines(rows: list[TaskRow], moment: date | None) -> list[str]:
    """Under each body its tasks: the words that give the role, the task, deadline, where it stands; what was taken over says so."""
    lines: list[str] = []
    body = ""
    for row in rows:
        if row.agency_id != body:
            body = row.agency_id
            lines += ["", f"■ {row.agency}"] if lines else [f"■ {row.agency}"]
        words = f" “{row.words}”" if row.words else ""
        official = f" ({row.official})" if row.official else ""
        section = f", {stands_at(row.section, row.row)}" if row.section else ""
        lines.append(f"  [{t(f'role.{row.role}')}{words}]{official}{guessed(row.why)} {one_line(row.text)}")
        for deadline in row.deadlines:
            due = deadline.not_after or (rhythm(deadline.rrule) if deadline.rrule else "")
            mark = f" ({t('inferred')})" if deadline.inferred else ""
            lines.append(f"      {t('column.due')}: “{one_line(deadline.text)}” {due}{mark}")
        inferred = f" ({t('inferred')})" if row.date_inferred else ""
        day = f", {row.date}{inferred}" if row.date else ""
        lines.append(f"      {row.document}{section}{day} ({said_at(row.file, row.start, row.end, row.page)})")
        lines += [f"      ! {line}" for line in briefly(row.changes)]
        if row.inherited:
            h = row.inherited
            lines.append(
                "      ↳ " + t("tasks.heritage", agency=h.label, from_=row.agency, since=h.since, basis=h.basis)
            )
        if moment and not (row.inherited and len(row.holders) == 1):
            lines += _holders(row)
    return lines


def _holders(row: TaskRow) -> list[str]:
    if not row.holders:
        return ["      ↳ " + t("tasks.no-holder")]
    return [
        "      ↳ " + t("tasks.holder", agency=h.label, since=h.since, basis=h.basis)
        + f" ({t(f'scope.{h.share}')}{'; ' + t('inferred') if h.inferred else ''}; {t(f'why.{h.why}')})"
        for h in moved(row)
    ]  # fmt: skip
