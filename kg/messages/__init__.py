"""Every sentence a user reads, by code, in Vietnamese (default) and English.

`kg/messages/*.toml` hold tables `code = "sentence with {parameters}"`; a file is `vi.toml`, `en.toml` or `NAME.vi.toml`, where a code
that stands in no table is that of an error.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from kg.toml import read_toml

LANGUAGES = ("vi", "en")
_chosen: list[str] = []


def set_language(language: str) -> None:
    """Choose the language of all later sentences; an unknown one means Vietnamese."""
    _chosen[:] = [language if language in LANGUAGES else LANGUAGES[0]]


def language() -> str:
    """The language chosen, or that of KG_LANG, or Vietnamese."""
    if not _chosen:
        set_language(os.environ.get("KG_LANG", LANGUAGES[0])[:2].lower())
    return _chosen[0]


def t(code: str, lang: str | None = None, /, **params: object) -> str:
    """The sentence of a code, its parameters filled in; a code without a sentence is shown as it is, with its parameters."""
    sentence = sentences(lang or language()).get(code)
    if sentence is None:
        return code + "".join(f" {k}={v}" for k, v in sorted(params.items()))
    try:
        return sentence.format_map(params) if "{" in sentence else sentence
    except KeyError:
        return sentence


@cache
def sentences(lang: str) -> dict[str, str]:
    """All sentences of a language by code."""
    found: dict[str, str] = {}
    for path in sorted(Path(__file__).parent.glob(f"*{lang}.toml")):
        for name, value in read_toml(path).items():
            if isinstance(value, dict):
                found.update({f"{name}.{k}": str(v) for k, v in value.items()})
            else:
                found[f"error.{name}" if path.name.count(".") == 2 else name] = str(value)
    return found
