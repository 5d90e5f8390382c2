"""Documents of a higher body that nothing of a place or issuer implements, among the documents loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from kg.errors import QueryError
from kg.graph import Graph, Node
from kg.model import INITIATIVES
from kg.query.filtering import has_words, in_place, near, near_places, place_named
from kg.query.refs import name, one
from kg.succession.places import place_successors
from kg.units import load_units

READ = ("document", "date", "issuer", "missing", "told", "elsewhere")  # what a person reads of them
COLUMNS = (*READ, "document_id")
CARRIES_OUT = ("implements", "based_on", "guides")


def gaps(
    graph: Graph, ref: str | None = None, *, place: str | None = None, issuer: str | None = None
) -> list[dict[str, Any]]:
    """Rows `document, date, issuer, missing, told, elsewhere`: central documents that somebody carries out, and the places (or issuers) of
    the loaded documents that do not; and those loaded that give a place's own bodies tasks (`told`: how many bodies). A place as `ref` is that place."""
    if ref and not place and place_named(ref):
        ref, place = None, ref
    loaded = [f.document for f in graph.files()]
    nodes = graph.some(loaded)
    own = [nodes[i] for i in loaded if i in nodes]
    groups = _groups(graph, own, place, issuer)
    # A law is a ground for what a province does, but only what somebody says to carry out asks to be carried out.
    carried = {f.target for f in graph.facts(kind="implements")}
    told: dict[str, Counter[str]] = {} if issuer else _told(graph, groups, {n.id for n in own if _central(n)})
    asked = (
        [one(graph, ref, "document")]
        if ref
        else [n for n in graph.some(sorted(carried | told.keys())).values() if _central(n)]
    )
    others = _approved_for(graph)
    rows = []
    for document in asked:
        carriers = _carriers(graph, document.id)
        for label, members in sorted(groups.items()):
            bodies = told[document.id][label] if document.id in told else 0
            if not (ref or bodies or document.id in carried):
                continue
            members = members | _taken_over(label, groups)
            if not members & (carriers | {document.id}) and (
                issuer or (_concerns(document, label) and (bodies or _is_for(others.get(document.id), label)))
            ):
                elsewhere = sorted({name(n) for n in graph.some(carriers - members).values()})
                rows.append(
                    {
                        "document": name(document), "document_id": document.id, "date": document.fields.get("date"),
                        "issuer": document.fields.get("issuer"), "missing": label, "told": bodies or None, "elsewhere": elsewhere[:5],
                    }
                )  # fmt: skip
    return rows


def _approved_for(graph: Graph) -> dict[str, set[str]]:
    """Document -> the places of what it approves, where all of that is of a place (`Quy hoạch Thủ đô Hà Nội`)."""
    found: dict[str, set[str]] = {}
    places = {n.id: str(n.fields.get("place") or "") for kind in INITIATIVES for n in graph.nodes(kind)}
    for fact in graph.facts(kind="approves"):
        found.setdefault(fact.source, set()).add(places.get(fact.target, ""))
    return {document: of for document, of in found.items() if "" not in of}


def _is_for(places: set[str] | None, place: str) -> bool:
    """Does what a document approves lie in the place, or in no place alone?"""
    units = load_units()
    return not places or units.province_of(place) in {units.province_of(p) for p in places}


def _told(graph: Graph, places: Collection[str], documents: set[str]) -> dict[str, Counter[str]]:
    """Document -> the places whose own bodies it gives tasks, with how many bodies."""
    place_of = {n.id: str(n.fields["place"]) for n in graph.nodes("agency") if n.fields.get("place") in places}
    found: dict[str, Counter[str]] = {}
    for document, body in {(f.source, f.target) for f in graph.facts(kind="assigns")}:  # once for all roles
        if document in documents and body in place_of:
            found.setdefault(document, Counter())[place_of[body]] += 1
    return found


def _groups(graph: Graph, own: list[Node], place: str | None, issuer: str | None) -> dict[str, set[str]]:
    """Label -> the loaded documents of a place, or of an issuer."""
    field = "issuer" if issuer else "place"
    issuers = {n.id for n in graph.find(issuer, "agency")} if issuer else set()
    groups: dict[str, set[str]] = {}
    every: dict[str, None] = {}
    for node in own:
        label = str(node.fields.get(field) or "")
        if not label:
            continue
        every[label] = None
        if issuer:
            kept = node.fields.get("issuer_id") in issuers or has_words(label, issuer)
        else:
            kept = not place or in_place(label, place)
        if kept:
            groups.setdefault(label, set()).add(node.id)
    if not groups and (wanted := issuer or place):
        told = near(wanted, sorted(every)) if issuer else near_places(wanted, every)
        raise QueryError("gaps-unknown", what=wanted, files=len(own), near=told)
    return groups


def _taken_over(place: str, groups: dict[str, set[str]]) -> set[str]:
    """The loaded documents of the place that a place which has ended became: what these carry out, nobody misses there."""
    unit = load_units().get(place)
    heirs = place_successors(place) if unit and unit.until else ()
    return set().union(*(groups.get(heir.id, ()) for heir in heirs if heir.share == "whole"))


def _central(node: Node) -> bool:
    return node.kind == "document" and not node.fields.get("place") and bool(node.fields.get("symbol"))


def _concerns(document: Node, place: str) -> bool:
    """Could the place carry it out: it was still there, and a province's paper is for what lies in it."""
    units, own = load_units(), str(document.fields.get("place") or "")
    unit, day = units.get(place), str(document.fields.get("date") or "")
    if unit and unit.until and day and unit.until.isoformat() <= day:
        return False
    return not own or units.province_of(own) == units.province_of(place)


def _carriers(graph: Graph, document: str) -> set[str]:
    """All documents that carry it out, directly or through others."""
    seen: set[str] = set()
    todo = [document]
    while todo:
        for fact in graph.facts(target=todo.pop(), kind=CARRIES_OUT):
            if fact.source not in seen:
                seen.add(fact.source)
                todo.append(fact.source)
    return seen
