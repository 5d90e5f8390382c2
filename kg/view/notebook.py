"""A graph in a notebook: the page in a frame that may run its scripts and nothing else of the notebook."""

from __future__ import annotations

from html import escape

from kg.graph import Graph
from kg.messages import t
from kg.view import data, page, select

ON_A_PAGE = 300
HEIGHT = 720


def html(graph: Graph) -> str:
    """The whole graph, or the best of a large one, as a sandboxed frame whose content is in the notebook itself."""
    made = data.page(graph, select.everything(graph, ON_A_PAGE))
    content = escape(page.html(made, host="notebook"), quote=True)
    title = escape(made.title or t("view.graph-title"), quote=True)
    return (
        f'<iframe title="{title}" srcdoc="{content}" sandbox="allow-scripts allow-downloads allow-popups" loading="lazy" '
        f'width="100%" height="{HEIGHT}" style="border:1px solid #ccc;border-radius:8px"></iframe>'
    )  # fmt: skip
