"""The read side of the graph file: the records that queries, exports and views work with, and `Graph`, which gives them in a fixed order.

`Graph` is built up in layers, each a class that asks those below it: `Opened`, `Texts`, `Nodes`, `Facts`, `Notes`.
"""

from __future__ import annotations

from kg.graph.graph import Graph
from kg.graph.records import (
    DeadlineRow,
    Edge,
    Evidence,
    Fact,
    File,
    Hit,
    InForceRow,
    IssueRow,
    MentionRow,
    Node,
    TargetRow,
)
from kg.graph.sql import is_task

__all__ = [
    "DeadlineRow",
    "Edge",
    "Evidence",
    "Fact",
    "File",
    "Graph",
    "Hit",
    "InForceRow",
    "IssueRow",
    "MentionRow",
    "Node",
    "TargetRow",
    "is_task",
]
