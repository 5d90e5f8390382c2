"""Loads `ontology/tables/*.toml`: what the law looks like, in words, numbers and examples that a lawyer can edit."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kg.errors import TableError
from kg.toml import read_toml

T = TypeVar("T")


@cache
def ontology() -> Path:
    """The folder `ontology/`: beside the package in a checkout, inside it in an installed wheel."""
    package = Path(__file__).resolve().parent
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"


def load_rows(name: str, row: type[T]) -> list[T]:
    """Rows of `ontology/tables/NAME.toml` as records of the given type.

    Unknown keys and wrong types are faults; all faults of the file are reported at once, each with its row.
    """
    path = ontology() / "tables" / f"{name}.toml"
    try:
        raw = read_toml(path).get("row", [])
    except (OSError, ValueError) as error:
        raise TableError("table-unreadable", file=path.name, detail=str(error)) from error
    rows, faults = [], []
    for index, item in enumerate(raw):
        try:
            rows.append(msgspec.convert(item, row))
        except msgspec.ValidationError as error:
            faults.append(f"{item.get('id', f'row {index + 1}')}: {error}")
    if faults:
        raise TableError("table-rows", file=path.name, detail="; ".join(faults))
    return rows
