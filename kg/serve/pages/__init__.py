"""The HTML pages: one function a page, (Graph, request's values) -> (template, what it shows). Nothing here knows of HTTP."""

from __future__ import annotations

from kg.serve.pages.asked import Asked, Shown
from kg.serve.pages.listings import doubtful, due, figures, home, missing, newest, outdated, search
from kg.serve.pages.nodes import fact, node
from kg.serve.pages.rendering import environment, render
from kg.serve.pages.texts import file

__all__ = [
    "Asked", "Shown", "doubtful", "due", "environment", "fact", "figures", "file", "home", "missing", "newest", "node", "outdated", "render", "search",
]  # fmt: skip
