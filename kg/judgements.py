"""What people judged: `judgements.csv` beside the graph, replayed on each build. Keyed by descriptions and quoted words, never by row ids."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
from msgspec import Struct

from kg.errors import StoreError
from kg.identity import Judgement
from kg.store import FactJudgement, Store

COLUMNS = ("verdict", "a", "relation", "b", "quote", "value", "note")
IDENTITY = ("same", "different")
FACTS = ("accept", "reject", "correct")


class Judgements(Struct, frozen=True):
    """All judgements, sorted, each once."""

    identity: tuple[Judgement, ...] = ()
    facts: tuple[FactJudgement, ...] = ()


def beside(graph: Path) -> Path:
    """Where the judgements of a graph are."""
    return graph.with_name("judgements.csv")


def load(path: Path) -> Judgements:
    """Reads the file; none means no judgements. StoreError names the first line that is wrong."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Judgements()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError("judgements-unreadable", path=str(path), detail=str(error)) from error
    identity, facts = set(), set()
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        cells = {k: (row.get(k) or "").strip() for k in COLUMNS}
        if cells["verdict"] in IDENTITY and cells["a"] and cells["b"]:
            identity.add(Judgement(cells["verdict"], cells["a"], cells["b"]))
        elif cells["verdict"] in FACTS and cells["a"] and cells["b"] and cells["quote"]:
            facts.add(FactJudgement(*(cells[k] for k in ("verdict", "a", "relation", "b", "quote", "value"))))
        else:
            raise StoreError("judgements-line", path=str(path), line=number)
    return Judgements(tuple(sorted(identity)), tuple(sorted(facts)))


def encode(judged: tuple[Judgement, ...]) -> str:
    """Judgements of identity as the store notes them."""
    return msgspec.json.encode(judged).decode()


def decode(noted: str | None) -> tuple[Judgement, ...]:
    """What `encode` wrote; nothing where the store has no note."""
    return msgspec.json.decode(noted, type=tuple[Judgement, ...]) if noted else ()


def append(
    path: Path, verdict: str, a: str, b: str, *, relation: str = "", quote: str = "", value: str = "", note: str = ""
) -> None:
    """Adds one judgement to the file, which is made where there is none; the next build replays it."""
    new = not path.exists()
    row = {"verdict": verdict, "a": a, "relation": relation, "b": b, "quote": quote, "value": value, "note": note}
    try:
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            if new:
                writer.writeheader()
            writer.writerow(row)
    except OSError as error:
        raise StoreError("judgements-unreadable", path=str(path), detail=error.strerror or "") from error


def replay(store: Store, said: Judgements) -> None:
    """Applies the judgements of facts to the claims of the store; those that fit nothing any more are noted as unused."""
    store.unjudge()
    unused = [f"{j.verdict}: {j.a} {j.relation} {j.b}" for j in said.facts if not store.judge(j)]
    unused += [f"{j.kind}: {j.a} = {j.b}" for j in said.identity if not (store.described(j.a) and store.described(j.b))]
    store.set_meta("judgements-unused", msgspec.json.encode(sorted(unused)).decode())
