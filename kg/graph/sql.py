"""Pieces of SQL that several questions share, and how a task is named."""

from __future__ import annotations

from collections.abc import Sized

# A task is named by its document and a digest of section and words.
_OF_DOCUMENT = ".t-"
TASK = f"dn.id || '{_OF_DOCUMENT}' || t.digest"
# The file that speaks, its document, and the task a row belongs to.
OWN = "JOIN entities de ON de.entity = f.file << 24 JOIN nodes dn ON dn.node = de.node"
_SPEAKER = f"JOIN files f ON f.file = {{0}}.file {OWN}"
_OF_TASK = "LEFT JOIN tasks t ON t.file = {0}.file AND t.n = {0}.task"


def speaker(table: str) -> str:
    """Joins the file `f` that a row of a table belongs to, and its document `dn`."""
    return _SPEAKER.format(table)


def of_task(table: str) -> str:
    """Joins the task `t` that a row of a table belongs to."""
    return _OF_TASK.format(table)


def said_of(name: str) -> str:
    """What claims say of one thing, as SQL; few of them say it, and JSON is only read of those."""
    return f"""CASE WHEN instr(data, '"{name}":') THEN json_extract(data, '$.{name}') END AS {name}"""


def marks(values: Sized) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" * len(values))


def is_task(id: str) -> bool:
    """Whether an id is that of a task."""
    return all(parts(id))


def parts(task: str) -> tuple[str, str]:
    """The document of a task and the digest of its words."""
    document, _, digest = task.rpartition(_OF_DOCUMENT)
    return document, digest
