"""A query asked in a process of its own, which is ended when it takes too long; nothing can write through it or reach the network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from kg.errors import QueryError
from kg.sparql.forms import JSON_RESULTS, QUERY_LIMIT, TIME_LIMIT, TURTLE
from kg.sparql.store import locked, store

_SPACE = r"(?:\s|#[^\n]*)*"
# An update's first word, behind its prologue.
_UPDATE = re.compile(
    rf"{_SPACE}(?:(?:BASE|PREFIX\s+[^\s:<]*:)\s*<[^>]*>{_SPACE})*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b", re.IGNORECASE
)  # fmt: skip
# `SERVICE <address>` wherever the parser could see it, inside a string as well: told from the rest by what stands around it alone, since a
# text made to mislead must not get past.
_SERVICE = re.compile(
    rf"(?:(?<![?$\w])|(?<=\d)|(?<=true)|(?<=false))SERVICE{_SPACE}(?:SILENT{_SPACE})?(?:[<?$]|[\w.-]*:)", re.IGNORECASE
)  # fmt: skip
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WHERE = re.compile(r"\bWHERE\s*\{|^\s*ASK\s*\{", re.IGNORECASE | re.MULTILINE)
_AT = re.compile(r"error at (\d+):(\d+)")


class Answer(Struct, frozen=True, kw_only=True):
    """What came back: `kind` is select, ask or construct."""

    kind: str
    media_type: str
    body: bytes


def ask(
    graph: Path,
    query: str,
    *,
    limit: float = TIME_LIMIT,
    accept: tuple[str, ...] = (JSON_RESULTS, TURTLE),
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> Answer:
    """The answer to a SPARQL 1.1 query in the first form of `accept` that fits its kind.

    QueryError where the query is wrong, writes, reaches out, or takes longer than `limit` seconds.
    """
    check(query)
    folder = store(graph)
    question = json.dumps({"query": query, "accept": accept, "default": default_graphs, "named": named_graphs}).encode()
    with locked(folder, exclusive=False):
        worker = subprocess.Popen(
            [sys.executable, "-m", "kg.sparql", str(folder / "store")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )  # fmt: skip
        try:
            out, _ = worker.communicate(question, timeout=limit)
        except subprocess.TimeoutExpired:
            raise QueryError("query-too-long", seconds=f"{limit:g}") from None
        finally:
            worker.kill()
            worker.wait()
    head, _, body = out.partition(b"\n")
    if not head:  # the worker met its bound of memory, or was ended from outside
        raise QueryError("query-died", detail=worker.returncode)
    said = json.loads(head)
    if "big" in said:
        raise QueryError("query-too-big")
    if "error" in said:
        raise _fault(query, said["error"], said["syntax"])
    return Answer(kind=said["kind"], media_type=said["media_type"], body=body)


def bound(query: str, values: Mapping[str, str]) -> str:
    """The query with some variables given a value: variable -> N-Triples term. QueryError where it has no WHERE."""
    if not values:
        return query
    found = _WHERE.search(query)
    if not found:
        raise QueryError("query-where")
    given = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in values.items())
    return f"{query[: found.end()]} {given} {query[found.end() :]}"


def check(query: str) -> None:
    """QueryError for an update, for SERVICE (which would call another server), and for a text too long to be a question."""
    if len(query) > QUERY_LIMIT:
        raise QueryError("query-size", limit=QUERY_LIMIT)
    if _UPDATE.match(query):
        raise QueryError("sparql-update")
    if _SERVICE.search(query) or _SERVICE.search(_ESCAPED.sub(_unescaped, query)):
        raise QueryError("sparql-service")


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 else ""


def _fault(query: str, detail: str, syntax: bool) -> QueryError:
    """With the line and a mark under the place, where the parser gives one."""
    if not syntax:
        return QueryError("sparql-failed", detail=detail)
    at = _AT.search(detail)
    if not at:
        return QueryError("sparql-syntax", line="?", column="?", shown="", detail=detail)
    line, column = int(at[1]), int(at[2])
    lines = query.split("\n")
    shown = lines[line - 1].expandtabs(1) if line <= len(lines) else ""
    expected = re.sub(r"\[.*", "…", detail[at.end() :].split("\n")[0].lstrip(": "))[:100]
    return QueryError(
        "sparql-syntax", line=line, column=column, shown=f"\n  {shown}\n  {' ' * (column - 1)}^", detail=expected
    )


def rows(answer: Answer) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a SELECT in JSON; addresses with their prefix."""
    from kg.export.rdf import shorter

    data = json.loads(answer.body)
    columns = list(data["head"]["vars"])
    return columns, [
        {name: shorter(cell["value"]) if cell["type"] == "uri" else cell["value"] for name, cell in binding.items()}
        for binding in data["results"]["bindings"]
    ]
