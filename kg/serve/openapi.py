"""The OpenAPI description, made from the table of questions."""

from __future__ import annotations

from typing import Any

import msgspec

from kg.serve.api import QUESTIONS, Question
from kg.serve.records import Fault


def description(version: str) -> dict[str, Any]:
    """The OpenAPI document, made from the table."""
    types = [Fault, *(q.gives for q in QUESTIONS), *(q.takes for q in QUESTIONS)]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(map(repr, types), schemas, strict=True))
    faults: dict[str, Any] = {
        str(status): {"description": what, "content": {"application/json": {"schema": by_type[repr(Fault)]}}}
        for status, what in (
            (400, "A parameter is wrong"),
            (404, "Nothing of that name, or an ambiguous one"),
            (503, "The graph is being built"),
        )
    }
    paths: dict[str, Any] = {
        q.path: {
            "get": {
                "operationId": q.path.rpartition("/")[2], "summary": q.summary, "parameters": _parameters(q, components),
                "responses": {"200": {"description": "The answer", "content": {"application/json": {"schema": by_type[repr(q.gives)]}}}, **faults},
            }
        }
        for q in QUESTIONS
    }  # fmt: skip
    used = {k: v for k, v in components.items() if k not in {q.takes.__name__ for q in QUESTIONS}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "kg", "version": version},
        "paths": paths,
        "components": {"schemas": used},
    }


def _parameters(question: Question, components: dict[str, Any]) -> list[dict[str, Any]]:
    schema = components[question.takes.__name__]
    required = schema.get("required", ())
    return [
        {"name": k, "in": "query", "required": k in required, "schema": _plain(v)}
        for k, v in schema["properties"].items()
    ]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is no null in the address."""
    choices = [s for s in schema.get("anyOf", ()) if s.get("type") != "null"]
    if len(choices) == 1:
        return choices[0]  # type: ignore[no-any-return]
    return {k: v for k, v in schema.items() if k != "default" or v is not None}
