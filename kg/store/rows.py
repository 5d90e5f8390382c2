"""What all who write rows of the graph file share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

Row = tuple[Any, ...]

_encoder = msgspec.json.Encoder()


def as_json(value: Any) -> str:
    """A value as a column of JSON keeps it."""
    return _encoder.encode(value).decode("utf-8")


def numbered(file: int, rows: Iterable[Row]) -> Iterable[Row]:
    """Rows of a file, each behind the number of the file and its own."""
    return ((file, i, *row) for i, row in enumerate(rows))
