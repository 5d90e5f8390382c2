"""Web pages saved from portals: the part that holds the document is found by where its clauses stand; menus, tabs and comments go."""

from __future__ import annotations

from kg.read.html.reader import read_html

__all__ = ["read_html"]
