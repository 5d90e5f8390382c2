"""Makes a graph file of many documents without reading any: to measure what opening, tracing and replacing cost at that size.

python benchmarks/million.py GRAPH.db [DOCUMENTS]
Every document cites two and implements one; each cites a number that every hundredth shares, so that some are cited ten thousand times.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from kg.graphfile import BITS, Mentions, open_for_writing, pack_chunk, pack_mentions, searchable
from kg.model import Entity
from kg.store.descriptions import described as stored_description

PLACES = ("tinh-son-la", "tinh-kon-tum", "tinh-gia-lai", "tinh-dak-lak", "tinh-quang-nam")


def symbol(n: int) -> str:
    return f"{n % 5000 + 1}/KH-UBND"


def described(n: int) -> Entity:
    year = 1990 + n // 5000 % 36
    place = PLACES[n % 5]
    return Entity(
        kind="document",
        label=f"Kế hoạch số {symbol(n)}",
        type="kế hoạch",
        symbol=symbol(n),
        date=f"{year}-{n % 12 + 1:02}-{n % 28 + 1:02}",
        place=place,
    )


def text_of(n: int) -> str:
    return (
        f"Kế hoạch số {symbol(n)} thực hiện Kế hoạch số {symbol(n // 10)}, căn cứ Kế hoạch số {symbol(n % 100)} về phát triển đường cao tốc. "
        * 3
    )


def main(path: Path, count: int) -> None:
    began = time.monotonic()
    db = open_for_writing(path)
    for setting in (
        "journal_mode=DELETE",
        "journal_mode=OFF",
        "synchronous=OFF",
        "locking_mode=EXCLUSIVE",
        "cache_size=-2000000",
    ):
        db.execute(f"PRAGMA {setting}")
    db.execute("BEGIN")
    db.execute("INSERT INTO meta VALUES('rules', 'made up')")
    for name, rows in tables(count):
        marks = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {name} VALUES({marks})", rows)
    db.execute("COMMIT")
    db.close()
    print(f"{count} documents, {path.stat().st_size / 1e6:.0f} MB, {time.monotonic() - began:.0f} s")


def tables(count: int) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    step = 10_000
    for first in range(0, count, step):
        numbers = range(first, min(first + step, count))
        made: dict[str, list[tuple[object, ...]]] = {
            name: []
            for name in (
                "sources",
                "files",
                "texts",
                "descriptions",
                "entities",
                "keys",
                "mentions",
                "claims",
                "nodes",
                "words(rowid, body)",
                "names(rowid, body)",
            )
        }
        for n in numbers:
            for name, row in document(n):
                made[name].append(row)
        yield from made.items()
        print(numbers.stop, file=sys.stderr)


def document(n: int) -> Iterator[tuple[str, tuple[object, ...]]]:
    file = n + 1
    own = file << BITS
    text = text_of(n)
    entity = described(n)
    name = f"d{n // 1000}/{n}.txt"
    yield "sources", (file, f"/made/{name}", "/made", len(text), 1, b"")
    yield "files", (file, file, "", name, name, "txt", len(text), "0" * 64, "{}", "[]", 0, entity.date)
    yield "texts", (own, pack_chunk(text.encode("utf-8")))
    for k, cited in enumerate((n, n // 10, n % 100)):
        data, number, keys = stored_description(described(cited))
        if k == 0:
            yield "descriptions", (number, data)
            yield from (("keys", (key, number)) for key in keys)
        yield "entities", (own + k, number, cited + 1)
        start = text.index(symbol(cited))
        place = (start, start + len(symbol(cited)), 0, "")
        yield "mentions", (own + k, 1, pack_mentions(Mentions(["made"], [place])))
    for k, kind in ((1, "implements"), (2, "based_on")):
        yield (
            "claims",
            (
                file,
                k,
                kind,
                own,
                own + k,
                None,
                json.dumps({"evidence": [[0, len(text) // 3]], "rule": kind}),
                None,
                file,
                (n, n // 10, n % 100)[k] + 1,
            ),
        )
    fields = {"date": entity.date, "place": entity.place, "symbol": entity.symbol, "type": entity.type}
    id = f"kh-{n % 5000 + 1}-{n}"
    yield (
        "nodes",
        (
            file,
            id,
            id,
            "document",
            entity.label,
            "[]",
            "[]",
            json.dumps(fields, ensure_ascii=False),
            n % 5000 + 1,
            entity.place,
        ),
    )
    yield "words(rowid, body)", (file, searchable(text))
    yield "names(rowid, body)", (file, searchable(f"{entity.label}\n{entity.symbol}"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
