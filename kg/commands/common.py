"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.graph import Edge, Evidence, Node
from kg.messages import language, t
from kg.output import Format
from kg.query.refs import name, said_at
from kg.relations import relation_label
from kg.text import one_line

GraphPath = Annotated[Path, typer.Option("-g", "--graph", envvar="KG_GRAPH", show_envvar=False, help=t("option.graph"))]
As = Annotated[Format | None, typer.Option("--as", help=t("option.as"))]
Out = Annotated[Path | None, typer.Option("-o", "--out", help=t("option.out"))]
DEFAULT_GRAPH = Path("kg.db")
# The columns of a sentence: whose it is, where it stands, its words.
SENTENCE = ("document", "file", "start", "end", "quote")


def named(*asked: object) -> str:
    """What was asked for, in brackets, for the sentence that nothing was found; "" where all was."""
    given = ", ".join(str(x) for x in asked if x)
    return f" ({given})" if given else ""


def said(evidence: Evidence) -> str:
    """A quote with the place it stands at."""
    return (
        f"“{' '.join(evidence.quote.split())}” ({said_at(evidence.file, evidence.start, evidence.end, evidence.page)})"
    )


def more(left: int, source: str, target: str) -> list[str]:
    """That there are more sentences of a fact than are shown, and how to see them; nothing where there are none."""
    return [t("show.more", count=left, source=source, target=target)] if left > 0 else []


def stated_by(edge: Edge, names: dict[str, Node], piece: Evidence | None = None) -> str:
    """`tự nêu`, or the document whose word it is: of one piece of evidence, else of the first that a person reads."""
    first = piece or next(iter(edge.own_first()), None)
    if first and first.document == edge.source:
        return t("said.self")
    speaker = names.get(first.document) if first else None
    return t("said.by", document=name(speaker) if speaker else "")


def title(node: Node) -> str:
    """A node in one line: short name, date, issuer, beginning of its title; what is inferred is marked."""
    fields = node.fields

    def mark(field: str) -> str:
        return f" ({t('inferred')})" if field in node.inferred else ""

    parts = [name(node)]
    if fields.get("date") or fields.get("year"):
        parts.append(str(fields.get("date") or fields["year"]) + mark("date"))
    if fields.get("issuer"):
        parts.append(str(fields["issuer"]) + mark("issuer"))
    if fields.get("title") and fields["title"] not in parts[0]:
        parts.append(one_line(str(fields["title"]), 120))
    return " · ".join(parts)


def verb(relation: str, inward: bool = False) -> str:
    """The name of a relation in the chosen language, seen from its source or, inward, from its target."""
    return relation_label(relation, language(), inward)
