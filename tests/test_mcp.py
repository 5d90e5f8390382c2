"""The assistant's tools through the SDK's own client: over stdio as an assistant starts them, and in this process."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from kg.api import Graph
from kg.mcp_server import server

TOOLS = {"search", "show", "trace", "tasks", "deadlines", "impact", "path"}


def finished(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """In a thread of its own: the browser tests leave a running loop in the thread of the worker that has both."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def call(db: Path, tool: str, **arguments: Any) -> Any:
    async def ask() -> Any:
        async with Client(server(db)) as client:
            return await client.call_tool(tool, arguments)

    return finished(ask())


def answer(db: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    result = call(db, tool, **arguments)
    assert not result.is_error, result.content
    return result.structured_content  # type: ignore[no-any-return]


def quotes(data: Any) -> list[dict[str, Any]]:
    """All records with a quote and its place."""
    if isinstance(data, dict):
        own = [data] if {"file", "start", "end", "quote"} <= data.keys() else []
        return own + [q for v in data.values() for q in quotes(v)]
    return [q for v in data for q in quotes(v)] if isinstance(data, list) else []


def test_over_stdio(data_db: Path) -> None:
    async def ask() -> None:
        command = StdioServerParameters(command=sys.executable, args=["-m", "kg", "mcp", "-g", str(data_db)])
        async with Client(command) as client:
            listed = (await client.list_tools()).tools
            assert {tool.name for tool in listed} == TOOLS
            assert all(tool.description and tool.annotations and tool.annotations.read_only_hint for tool in listed)
            found = await client.call_tool("trace", {"ref": "217/CĐ-TTg", "down": True})
            assert not found.is_error
            assert json.loads(found.content[0].text)["direction"] == "down"

    finished(ask())


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("show", {"ref": "72-KL/TW"}),
        ("trace", {"ref": "57-NQ/TW", "down": True}),
        ("path", {"a": "72-KL/TW", "b": "13-NQ/TW"}),
    ],
)
def test_every_answer_carries_its_quotes(data_db: Path, tool: str, arguments: dict[str, Any]) -> None:
    found = quotes(answer(data_db, tool, **arguments))
    assert found
    with Graph.open(data_db) as graph:
        for quote in found:
            assert graph.slice(quote["file"], quote["start"], quote["end"]) == quote["quote"]


def test_rows_carry_their_quotes(data_db: Path) -> None:
    tasks = answer(data_db, "tasks", agency="Bộ Công an", limit=5)
    assert len(tasks["tasks"]) == 5 < tasks["total"]
    assert any(g["agency"].startswith("Các bộ") and g["tasks"] for g in tasks["groups"]), tasks.get("groups")
    assert all(r["quote"] and r["file"] and r["document"] for r in tasks["tasks"])
    assert answer(data_db, "tasks", agency="Bộ Công an", as_of="2026-01-01")["tasks"][0]["holders"]
    taken = answer(data_db, "tasks", agency="Sở Tài chính Sơn La")["taken_over"]
    assert taken["from"] == [{"agency": "Sở Kế hoạch và Đầu tư tỉnh Sơn La", "tasks": 9}]
    assert answer(data_db, "show", ref="Sở Nông nghiệp và Môi trường Sơn La")["before"]
    due = answer(data_db, "deadlines", as_of="2025-01-01", within="1y")
    assert due["total"] and all(r["quote"] and r["file"] for r in due["deadlines"])
    assert all(r["quote"] for r in answer(data_db, "impact", ref="57-NQ/TW")["rows"])
    hits = answer(data_db, "search", text="dau khi", limit=3)["hits"]
    assert hits and all(h["text"] for h in hits)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("show", {"ref": "999999/QĐ-XYZ"}, "999999/QĐ-XYZ"),
        ("tasks", {"as_of": "31/02/2025"}, "31/02/2025"),
        ("deadlines", {"within": "soon"}, "soon"),
        ("path", {"a": "72-KL/TW"}, "b"),
        ("search", {"text": "x", "limit": 0}, "limit"),
    ],
)
def test_a_wrong_question_gets_a_sentence(data_db: Path, tool: str, arguments: dict[str, Any], said: str) -> None:
    result = call(data_db, tool, **arguments)
    assert result.is_error
    assert said in result.content[0].text and "Traceback" not in result.content[0].text


def test_a_missing_graph_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kg.cli import run

    assert run(["mcp", "-g", str(tmp_path / "no.db")]) == 1
    assert "no.db" in capsys.readouterr().err
