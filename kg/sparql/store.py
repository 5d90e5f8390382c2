"""An Oxigraph store kept beside the graph file, brought up to date file by file."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError, StoreError

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.export.triples import Dataset, Triple

NODES = "https://w3id.org/vn-legal-kg/nodes"  # the named graph of what no single file says: names and fields
VERSION = "3"  # of the store's layout; another one is made anew


def store(graph: Path) -> Path:
    """The store of a graph file, made or brought up to date; StoreError where the graph cannot be read, QueryError without pyoxigraph."""
    if not find_spec("pyoxigraph"):
        raise QueryError("extra-missing", extra="rdf")
    folder = _folder(graph)
    stamp = _stamp(graph)
    if _state(folder).get("stamp") != stamp:
        with locked(folder, exclusive=True):
            if _state(folder).get("stamp") != stamp:
                _refresh(graph, folder, stamp)
    return folder


def _folder(graph: Path) -> Path:
    """Beside the graph file; where nothing can be written there, in the user's cache."""
    graph = graph.absolute()
    folder = graph.with_name(graph.name + ".rdfstore")
    if not os.access(folder if folder.exists() else graph.parent, os.W_OK):
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = cache / "kg" / (hashlib.sha256(str(graph).encode()).hexdigest()[:16] + ".rdfstore")
    return folder


def _stamp(graph: Path) -> str:
    """Changes whenever the graph file does."""
    parts = [VERSION]
    for path in (graph, graph.with_name(graph.name + "-wal")):
        try:
            found = path.stat()
        except FileNotFoundError:
            continue
        if found.st_size:
            parts.append(f"{found.st_size}:{found.st_mtime_ns}")
    if len(parts) == 1:
        raise StoreError("graph-missing", path=str(graph))
    return " ".join(parts)


def _state(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / "state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _refresh(graph: Path, folder: Path, stamp: str) -> None:
    """Replaces the named graphs that changed. A store whose refreshing was interrupted is made anew."""
    from kg import __version__
    from kg.export.triples import dataset
    from kg.graph import Graph

    with Graph.open(graph) as opened:
        found = dataset(opened)
    found[NODES] = found.pop("", [])
    layout = f"{VERSION} {__version__}"
    known = _state(folder)
    if known.get("layout") != layout:
        shutil.rmtree(folder / "store", ignore_errors=True)
        known = {}
    try:
        _write_state(folder, {})
        after = _replace(folder / "store", found, known.get("graphs", {}))
        _write_state(folder, {"layout": layout, "stamp": stamp, "graphs": after})
    except OSError as error:
        raise StoreError("rdf-store", path=str(folder), detail=str(error)) from error


def _replace(path: Path, found: Dataset, before: dict[str, str]) -> dict[str, str]:
    """Brings the store from the digests `before` to what was found; returns the new digests. The store's default graph holds every triple
    once, since Oxigraph's own union of named graphs repeats what several of them say."""
    from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store

    from kg.export.rdf import quads

    db = Store(str(path))
    after: dict[str, str] = {}
    gone: set[Triple] = set()
    load = path.with_name("load.nq")
    with load.open("wb") as changed:  # one load for all: each costs a second, however small
        for name in sorted(found.keys() | before.keys()):
            triples = found.get(name, [])
            data = quads(name, triples)
            digest = hashlib.sha256(data).hexdigest()
            if triples:
                after[name] = digest
            if before.get(name) == digest:
                continue
            if name in before:
                gone |= {_triple(q) for q in db.quads_for_pattern(None, None, None, NamedNode(name))} - set(triples)
                db.remove_graph(NamedNode(name))
            changed.write(data)
            changed.write(quads("", triples))
    if load.stat().st_size:
        db.bulk_load(path=load, format=RdfFormat.N_QUADS)
    load.unlink()
    for triple in sorted(gone):
        subject, predicate, object_ = map(_term, triple)
        if all(q.graph_name == DefaultGraph() for q in db.quads_for_pattern(subject, predicate, object_, None)):
            db.remove(Quad(subject, predicate, object_))
    db.flush()
    return after


def _triple(quad: Quad) -> Triple:
    """A quad's terms as we write them."""
    return str(quad.subject), str(quad.predicate), str(quad.object)


def _write_state(folder: Path, state: dict[str, Any]) -> None:
    part = folder / "state.json.part"
    part.write_text(json.dumps(state, indent=0), "utf-8")
    part.replace(folder / "state.json")


@contextmanager
def locked(folder: Path, exclusive: bool) -> Iterator[None]:
    """Several may ask at once; whoever refreshes is alone."""
    try:
        import fcntl
    except ImportError:  # not there on Windows, where the store's own lock must do
        folder.mkdir(parents=True, exist_ok=True)
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("a")
    except OSError as error:
        raise StoreError("rdf-store", path=str(folder), detail=error.strerror or "") from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield


def _term(term: str) -> Any:
    """A term from its N-Triples form."""
    import pyoxigraph as ox

    if term.startswith("<"):
        return ox.NamedNode(term[1:-1])
    return next(iter(ox.parse(f"<s:> <p:> {term} .", format=ox.RdfFormat.N_TRIPLES))).object
