"""What people said of the graph: of identity as blocks that it puts things in, of facts as verdicts on their claims."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence

from msgspec import Struct

from kg import identity, naming
from kg.graphfile import searchable, unpack_said
from kg.identity import Judgement
from kg.store.descriptions import decoded, key_digest
from kg.store.reading import text_of
from kg.text import key


class FactJudgement(Struct, frozen=True, order=True):
    """A person's word on one fact: the quoted words under which `a` is said to stand in `relation` to `b`.

    `a`, `b`: descriptor keys or node ids of the ends; `value`: for `correct` the relation that it is.
    """

    verdict: str
    a: str
    relation: str
    b: str
    quote: str
    value: str = ""


class Judged:
    """The judgements of identity of a build, as keys of blocks."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self._same = identity.same_keys(judgements)
        self._named = named_in(judgements)

    def keys(self, data: bytes) -> list[int]:
        """The block that a person's word puts a description in, and a key by which it is found."""
        if not self._named:
            return []
        name = naming.descriptor_key(decoded(data))
        same = self._same.get(name)
        return [key_digest(f"judged:{same}")] * bool(same) + [named_key(name)] * (name in self._named)


def named_in(judgements: Sequence[Judgement]) -> set[str]:
    """The descriptor keys that judgements name."""
    return {name for j in judgements for name in (j.a, j.b)}


def named_key(name: str) -> int:
    """The key by which a description that judgements name is found."""
    return key_digest(f"named:{name}")


def judge_again(
    db: sqlite3.Connection, before: Sequence[Judgement], now: Sequence[Judgement], judged: Judged
) -> set[int]:
    """Puts descriptions into the blocks of other judgements than before -> those whose blocks these touch."""
    touched: set[int] = set()
    for k in {key_digest(f"{what}:{name}") for name in named_in(before) for what in ("judged", "named")}:
        touched.update(row[0] for row in db.execute("SELECT description FROM keys WHERE key = ?", (k,)))
        db.execute("DELETE FROM keys WHERE key = ?", (k,))
    names = named_in((*before, *now))
    for number, data in db.execute("SELECT description, data FROM descriptions").fetchall():
        if naming.descriptor_key(decoded(data)) in names:
            db.executemany("INSERT OR IGNORE INTO keys VALUES(?, ?)", [(k, number) for k in judged.keys(data)])
            touched.add(number)
    return touched


def unjudge(db: sqlite3.Connection) -> None:
    """Claims as their files say them."""
    db.execute("UPDATE claims SET kind = substr(verdict, 5) WHERE verdict IS NOT NULL AND verdict LIKE 'was:%'")
    db.execute("UPDATE claims SET verdict = NULL WHERE verdict IS NOT NULL")


def judge(db: sqlite3.Connection, said: FactJudgement) -> bool:
    """Applies a person's word to the claims whose evidence has the words quoted; whether there was one."""
    found = list(_meant(db, said))
    change, value = "verdict = ?", said.verdict
    if said.verdict == "correct":
        change, value = "verdict = 'was:' || kind, kind = ?", said.value
    db.executemany(f"UPDATE claims SET {change} WHERE file = ? AND i = ?", ((value, *claim) for claim in found))
    return bool(found)


def _meant(db: sqlite3.Connection, said: FactJudgement) -> Iterator[tuple[int, int]]:
    """The claims, each by its file and number, that a person's word is about."""
    quote = key(said.quote)
    sql = "SELECT i, data, subject, object FROM claims WHERE file = ? AND kind = ? AND subject IS NOT NULL"
    for file in _files_with(db, said.quote):
        text = text_of(db, file)
        for i, data, subject, object_ in db.execute(sql, (file, said.relation)).fetchall():
            quoted = any(quote in key(text[a:b]) for a, b in unpack_said(data).evidence)
            if quoted and _is(db, subject, said.a) and _is(db, object_, said.b):
                yield file, i


def _files_with(db: sqlite3.Connection, quote: str) -> list[int]:
    """The files whose texts have the words quoted, or the first forty of them."""
    phrase = " ".join(re.findall(r"\w+", searchable(quote))[:40])
    if not phrase:
        return []
    return [row[0] for row in db.execute("SELECT rowid FROM words WHERE words MATCH ?", (f'"{phrase}"',)).fetchall()]


def _is(db: sqlite3.Connection, entity: int, name: str) -> bool:
    """Is the entity of that descriptor key, or of a node of that id?"""
    sql = "SELECT data, id FROM entities JOIN descriptions USING (description) LEFT JOIN nodes USING (node) WHERE entity = ?"
    data, id = db.execute(sql, (entity,)).fetchone()
    return name in (id, naming.descriptor_key(decoded(data)))
