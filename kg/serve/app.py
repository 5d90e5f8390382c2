"""Puts the explorer together: pages, API, static files, and routes that others hang in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg import __version__
from kg.errors import KgError, UsageFault
from kg.messages import LANGUAGES, language, t
from kg.output import as_csv
from kg.query import deadlines, tasks
from kg.serve import api, openapi, pages, records
from kg.serve.graphs import Graphs
from kg.serve.guard import LOOPBACK, Guard, Rules, is_loopback
from kg.serve.more import POSTS
from kg.serve.review import Desk
from kg.view import data, look, page, select

STATIC = Path(__file__).parent / "static"
FORM = 20_000  # bytes of a form
HTML = "text/html; charset=utf-8"
_BOM = "\ufeff"  # the mark by which spreadsheets know UTF-8
Page = Callable[[Any, pages.Asked], pages.Shown]
PAGES: tuple[tuple[str, Page], ...] = (
    ("/", pages.home),
    ("/search", pages.search),
    ("/file", pages.file),
    ("/fact", pages.fact),
    ("/deadlines", pages.due),
    ("/stale", pages.outdated),
    ("/gaps", pages.missing),
    ("/stats", pages.figures),
    ("/issues", pages.doubtful),
)


def create_app(
    graph: Path,
    *,
    host: str = "127.0.0.1",
    token: str | None = None,
    review: bool = False,
    warm: bool = False,
    more: Sequence[Callable[[Graphs], BaseRoute]] = (),
) -> Guard:
    """The ASGI application over a graph file. `more`: makers of further routes, each given the open graphs. `warm`: what the first page shows is worked out
    meanwhile.

    StoreError where the graph cannot be opened; UsageFault for another address than loopback without a token, or with review.
    """
    local = is_loopback(host)
    if not local and not token:
        raise UsageFault("serve-token", host=host)
    if not local and review:
        raise UsageFault("serve-review", host=host)
    graphs = Graphs(graph)
    site = _Site(graphs, Desk(graph) if review else None)
    if warm:
        Thread(target=site.warm, daemon=True).start()
    rules = Rules(
        hosts=LOOPBACK | {host} if local else None, token=token, posts=POSTS | {"/review"} if review else POSTS
    )
    return Guard(Starlette(routes=[*site.routes(), *(make(graphs) for make in more)]), rules)


def _tasks_csv(graph: Any, ask: records.Tasks) -> bytes:
    rows = tasks.as_rows(api.asked_tasks(graph, ask, limit=None), ask.as_of)
    return _sheet(as_csv(rows, tasks.columns(ask.as_of)))


def _deadlines_csv(graph: Any, ask: records.Due) -> bytes:
    rows = deadlines.as_rows(api.asked_deadlines(graph, ask, limit=None))
    return _sheet(as_csv(rows, deadlines.COLUMNS + deadlines.MORE))


def _deadlines_ics(graph: Any, ask: records.Due) -> bytes:
    from kg.query.calendar import calendar

    return calendar(api.asked_deadlines(graph, ask, limit=None), ask.as_of or date.today(), ask.agency)


def _sheet(text: str) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    return (_BOM + text).encode("utf-8", "replace")


# What can be taken away as a file, as the commands give it.
FILES = (
    api.Question("/tasks.csv", records.Tasks, bytes, "Who must do what, for spreadsheets", _tasks_csv),
    api.Question("/deadlines.csv", records.Due, bytes, "What is due, for spreadsheets", _deadlines_csv),
    api.Question("/deadlines.ics", records.Due, bytes, "What is due, for calendars", _deadlines_ics),
)


class _Site:
    """The routes of one graph."""

    def __init__(self, graphs: Graphs, desk: Desk | None) -> None:
        self.graphs, self.desk = graphs, desk
        self.templates = pages.environment()
        self.static = static_files()

    def routes(self) -> list[BaseRoute]:
        """Pages, API, files."""
        made: list[BaseRoute] = [Route(path, self._page(make)) for path, make in PAGES]
        made += [Route("/node/{id:path}", self._node), Route("/graph", self._graph)]
        made += [Route(q.path, self._question(q)) for q in api.QUESTIONS]
        made += [Route(q.path, self._file(q)) for q in FILES]
        made += [Route("/api/openapi.json", self._openapi), Route("/static/{name}", self._static)]
        if self.desk:
            made.append(Route("/review", self._review, methods=["GET", "POST"]))
        return made

    def _page(self, make: Page) -> Callable[[Request], Response]:
        def answer(request: Request) -> Response:
            return self._html(request, lambda graph, asked: make(graph, asked))

        return answer

    def _node(self, request: Request) -> Response:
        return self._html(request, lambda graph, asked: pages.node(graph, asked, request.path_params["id"]))

    def _html(
        self, request: Request, make: Callable[[Any, pages.Asked], pages.Shown], status: int = 200, **more: Any
    ) -> Response:
        """A page, or the page of its fault; the language asked for stays in a cookie."""
        asked = self._asked(request)
        graph = self.graphs.get()
        try:
            with graph.snapshot():
                shown = make(graph, asked)
        except KgError as error:
            status = api.fault(error)[0]
            shown = (
                "fault.html",
                {"missing": status == 404, "message": t(f"error.{error.code}", asked.lang, **error.params)},
            )
        query = [(k, v) for k, v in request.query_params.multi_items() if k != "lang"]
        content = pages.render(
            self.templates, shown, asked, path=request.url.path, query=query, static=self.address, **more
        )
        response = Response(content.encode("utf-8", "replace"), status, media_type=HTML)
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie("kg-lang", asked.lang, samesite="lax", path="/")
        return response

    def _asked(self, request: Request) -> pages.Asked:
        wanted = request.query_params.get("lang") or request.cookies.get("kg-lang") or language()
        lang = wanted if wanted in LANGUAGES else language()
        return pages.Asked(
            values=dict(request.query_params),
            lang=lang,
            today=date.today(),
            review=self.desk is not None,
            graphs=self.graphs,
        )

    def _graph(self, request: Request) -> Response:
        """The front end on what stands around the nodes asked for; without any, on all of a small graph or the documents of a large one that hang together most."""

        def make(graph: Any, asked: pages.Asked) -> pages.Shown:
            around = [a for a in request.query_params.getlist("around") if a][:30]
            part = select.around(graph, around, 1, api.ON_A_PAGE) if around else self._beginning(graph, asked)
            shown = page.for_server(data.page(graph, part, bare=True), review=asked.review)
            return "graph.html", {"page": shown, "words": page.words_text(), "body": page.body_text()}

        return self._html(request, make)

    def _beginning(self, graph: Any, asked: pages.Asked) -> select.Part:
        part: select.Part = asked.kept(graph, "beginning", lambda g: select.everything(g, api.ON_A_PAGE))
        return part

    def _question(self, question: api.Question) -> Callable[[Request], Response]:
        def found(graph: Any, asked: Any, request: Request) -> Response:
            rows, following = api.answered(question, graph, asked)
            after = request.url.include_query_params(offset=following)
            head = {} if following is None else {"link": f'<{after.path}?{after.query}>; rel="next"'}
            return Response(api.as_json(rows), headers=head, media_type="application/json")

        return self._asking(question, found)

    def _file(self, question: api.Question) -> Callable[[Request], Response]:
        name = question.path.lstrip("/")
        kind = "text/csv" if name.endswith(".csv") else "text/calendar"
        head = {"content-disposition": f'attachment; filename="{name}"'}

        def content(graph: Any, asked: Any, request: Request) -> Response:
            return Response(question.answer(graph, asked), headers=head, media_type=f"{kind}; charset=utf-8")

        return self._asking(question, content)

    def _asking(
        self, question: api.Question, respond: Callable[[Any, Any, Request], Response]
    ) -> Callable[[Request], Response]:
        """What answers a question that can be wrong, from one state of the graph."""

        def answer(request: Request) -> Response:
            graph = self.graphs.get()
            try:
                asked = api.convert(question, request.query_params.multi_items())
                with graph.snapshot():
                    return respond(graph, asked, request)
            except KgError as error:
                status, fault = api.fault(error)
                return Response(api.as_json(fault), status, media_type="application/json")

        return answer

    def _openapi(self, request: Request) -> Response:
        return Response(api.as_json(openapi.description(__version__)), media_type="application/json")

    def _static(self, request: Request) -> Response:
        found = self.static.get(request.path_params["name"])
        if found is None:
            return Response("", 404)
        return Response(found[0], media_type=found[1])

    def warm(self) -> None:
        """Works out what takes long, the first page's things first."""
        asked = pages.Asked(values={"q": "ubnd"}, lang=language(), today=date.today(), graphs=self.graphs)
        for make in (pages.home, pages.search, pages.due, pages.figures, pages.outdated, pages.missing):
            # the server may stop meanwhile, and close the graph under what reads it
            with suppress(KgError, sqlite3.Error, ValueError):
                make(self.graphs.get(), asked)

    def address(self, name: str) -> str:
        """Where a static file is; its digest is in the address, so that browsers may keep it for ever."""
        return f"/static/{name}?{digest(name)}"

    async def _review(self, request: Request) -> Response:
        """Shows a fact with the form to judge it, or writes the judgement down."""
        assert self.desk is not None
        desk = self.desk
        sent = await _form(request) if request.method == "POST" else {}
        if request.method == "POST":
            try:
                desk.judge(self.graphs.get(), sent, tuple(r.id for r in look.relations()))
            except KgError as error:
                shown = "fault.html", {"message": t(f"error.{error.code}", self._asked(request).lang, **error.params)}
                return self._html(request, lambda _graph, _asked: shown, 400)
            return RedirectResponse("/review?" + request.url.query.partition("&done=")[0] + "&done=1", 303)

        def make(graph: Any, asked: pages.Asked) -> pages.Shown:
            edge, quote = desk.fact(graph, asked.values)
            ends = [graph.node(edge.source), graph.node(edge.target)]
            return "review.html", {
                "edge": edge, "quote": quote, "ends": ends, "csrf": desk.secret, "done": asked.get("done"), "values": asked.values,
                "relations": [(r.id, r.forward[asked.lang]) for r in look.relations()], "file": desk.path.name,
            }  # fmt: skip

        return self._html(request, make)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; nothing where it is larger than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM:
            return {}
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))
    except ValueError:
        return {}


@cache
def static_files() -> dict[str, tuple[bytes, str]]:
    """Name -> content and type."""
    script, style = "text/javascript; charset=utf-8", "text/css; charset=utf-8"
    return {
        "app.js": (page.app_text().encode("utf-8"), script),
        "app.css": (page.style_text().encode("utf-8"), style),
        "vis.js": (page.vis_text().encode("utf-8"), script),
        "pages.js": ((STATIC / "pages.js").read_bytes(), script),
        "pages.css": ((STATIC / "pages.css").read_bytes(), style),
    }


@cache
def digest(name: str) -> str:
    """A short digest of a static file."""
    return hashlib.sha256(static_files()[name][0]).hexdigest()[:12]
