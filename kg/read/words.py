"""The words that readers look for (`words.toml`): of mottos and letterheads, of buttons on pages, the commonest syllables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.text import key


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of `words.toml`, each in the form in which names are compared."""
    import tomllib

    table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return tuple(key(word) for word in table[name]["words"])
