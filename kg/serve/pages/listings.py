"""The first page, search and listings."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.errors import KgError
from kg.graph import DeadlineRow, Graph, Node
from kg.messages import t
from kg.query import issues
from kg.query.dates import Reader, day
from kg.query.deadlines import deadlines, listed, owed, passed
from kg.query.gaps import gaps
from kg.query.stale import pairs, rows
from kg.query.stats import stats
from kg.serve.api import searched
from kg.serve.pages.asked import Asked, Shown
from kg.serve.records import Search


def home(graph: Graph, asked: Asked) -> Shown:
    """Search first; then what was loaded, newest first, and how much there is."""
    loaded, total = asked.kept(graph, "newest", newest)
    return "home.html", {
        "loaded": loaded,
        "more": max(0, total - len(loaded)),
        "counts": asked.kept(graph, "counts", lambda g: g.counts()),
    }


def newest(graph: Graph) -> tuple[list[tuple[Node, str]], int]:
    """The documents loaded that came last, with their days, and how many there are in all."""
    dates = Reader(graph)
    loaded = [n for i in dict.fromkeys(f.document for f in graph.files()) if (n := graph.node(i))]
    order = sorted(((dates.told(n.id)[0] or "", n.id, n) for n in loaded), key=lambda x: x[:2], reverse=True)
    return [(n, day) for day, _, n in order[:40]], len(order)


def search(graph: Graph, asked: Asked) -> Shown:
    """Full text; without words an empty form."""
    words = asked.get("q")
    hits = searched(graph, Search(q=words, limit=50)) if words else []
    return "search.html", {"q": words, "hits": [(h, graph.node(h.node)) for h in hits]}


def due(graph: Graph, asked: Asked) -> Shown:
    """Deadlines, soonest first, those without a day last; of one body, or of all; a hundred on a page."""
    overdue, fault, sheet, as_of, over = asked.get("overdue") == "1", "", asked.sheet([]), None, 0
    try:
        as_of = day(asked.get("as_of")) if asked.get("as_of") else None
        start = as_of or asked.today
        if asked.get("agency"):
            found = deadlines(graph, asked.get("agency"), today=asked.today, as_of=as_of, overdue=overdue)
            sheet = asked.sheet(found)
            over = 0 if overdue else passed(graph, start, asked.get("agency"))
        else:
            sheet = asked.sheet(_all_due(graph, asked, as_of, overdue))
            over = 0 if overdue else len(_all_due(graph, asked, as_of, True))
            sheet["rows"] = owed(graph, sheet["rows"], start)
    except KgError as error:
        fault = t(f"error.{error.code}", asked.lang, **error.params)
    return "deadlines.html", {
        **sheet, "agency": asked.get("agency"), "overdue": overdue, "fault": fault, "as_of": as_of.isoformat() if as_of else "",
        "passed": over, "start": (as_of or asked.today).isoformat(),
    }  # fmt: skip


def _all_due(graph: Graph, asked: Asked, as_of: date | None, overdue: bool) -> list[tuple[date | None, DeadlineRow]]:
    """The deadlines of all bodies; as of today they are kept."""
    if as_of:
        return listed(graph, as_of, overdue=overdue)
    kept: list[tuple[date | None, DeadlineRow]] = asked.kept(
        graph, f"due-{overdue}", lambda g: listed(g, asked.today, overdue=overdue)
    )
    return kept


def outdated(graph: Graph, asked: Asked) -> Shown:
    """Documents that rest on what has changed since."""
    sheet = asked.sheet(asked.kept(graph, "stale", pairs))
    return "stale.html", {**sheet, "rows": rows(graph, sheet["rows"]), "files": len(graph.files())}


def missing(graph: Graph, asked: Asked) -> Shown:
    """Documents of higher bodies that a place does not carry out."""
    try:
        place, issuer = asked.get("place") or None, asked.get("issuer") or None
        found, fault = asked.kept(graph, f"gaps-{place}-{issuer}", lambda g: gaps(g, place=place, issuer=issuer)), ""
    except KgError as error:
        found, fault = [], t(f"error.{error.code}", asked.lang, **error.params)
    return "gaps.html", {
        **asked.sheet(_by_document(found)),
        "place_asked": asked.get("place"),
        "issuer": asked.get("issuer"),
        "fault": fault,
        "files": len(graph.files()),
    }


def _by_document(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row a document, with every place that lacks it."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        first = found.setdefault(row["document_id"], {**row, "missing": [], "told": 0, "elsewhere": []})
        first["missing"].append(row["missing"])
        first["told"] += row["told"] or 0
        first["elsewhere"] = sorted({*first["elsewhere"], *row["elsewhere"]})
    return list(found.values())


def figures(graph: Graph, asked: Asked) -> Shown:
    """Counts, most cited, issues, doubles."""
    return "stats.html", {"stats": asked.kept(graph, "stats", lambda g: stats(g, 20))}


def doubtful(graph: Graph, asked: Asked) -> Shown:
    """What a person should look at, a hundred on a page; `code`: of one kind, `document`: of one document."""
    code, document = asked.get("code"), asked.get("document")
    found = [
        i for i in asked.kept(graph, "issues", issues.listed) if code in ("", i.code) and document in ("", i.document)
    ]
    sheet = asked.sheet(found)
    return "issues.html", {
        **sheet,
        "rows": issues.rows(graph, sheet["rows"], lang=asked.lang),
        "code": code or document,
    }
