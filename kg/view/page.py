"""A page as one HTML file that opens without a network: pyvis is the container and brings vis-network, the template and positions are ours.

Nothing on the page comes from outside it; a Content-Security-Policy names the two scripts and the style by their hash. vis-network and the data
are packed, since a page with its sentences would be four times as large; the front end unpacks vis-network into a script element whose hash the
policy names.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from functools import cache
from gzip import compress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kg.messages import language
from kg.view import look
from kg.view.model import Page

ASSETS = Path(__file__).parent / "assets"
# Physics off: every position is worked out beforehand. Boxes are not dragged, since lines keep to the gaps between them.
OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"physics": False, "chosen": False, "labelHighlightBold": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectable": False,
        "tooltipDelay": 1000000,
        "zoomSpeed": 0.7,
    },
}


def html(page: Page, *, host: str = "file", lang: str | None = None) -> str:
    """The page as HTML. `host`: `file`, or `notebook` where the address is not the page's own."""
    net = _network()
    net.options = OPTIONS
    net.templateEnv = _environment()
    style, vis, app = style_text(), vis_text(), app_text()
    net.templateEnv.globals.update(
        lang=lang or language(), title=" · ".join(filter(None, (page.title, look.both("view.graph-title")[lang or language()]))), policy=policy(style, vis, app),
        style=Markup(style), vis=vis_packed(), notice=vis_notice(), app=Markup(app), data=_packed(_data(page)), words=words_text(), host=_json({"kind": host}),
    )  # fmt: skip
    net.path = "page.html"
    return str(net.generate_html("page.html", notebook=False))


def for_server(page: Page, *, review: bool = False) -> Markup:
    """The data of a page that a server sends; the front end asks it for more."""
    return _json({**_data(page), "options": OPTIONS, "host": {"kind": "server", "base": "/", "review": review}})


def _data(page: Page) -> dict[str, Any]:
    """The page as the front end takes it in: nodes and edges beside the rest, as pyvis has them."""
    data: dict[str, Any] = msgspec.to_builtins(page)
    return {"nodes": data.pop("nodes"), "edges": data.pop("edges"), "page": data}


def _packed(data: Any) -> str:
    """JSON as gzip in base 64, in which no sign of the data is left for a browser to read."""
    text = msgspec.json.encode(data).decode("utf-8", "replace")
    return b64encode(compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")


def words_text() -> Markup:
    """All sentences of the front end as JSON."""
    return _json(look.words())


def body_text() -> Markup:
    """The elements that the front end fills."""
    return Markup((ASSETS / "body.html").read_text("utf-8"))


def write(page: Page, path: Path, *, lang: str | None = None) -> int:
    """Writes the page as UTF-8, whatever the locale; returns its size in bytes."""
    content = html(page, lang=lang).encode("utf-8", "replace")
    path.write_bytes(content)
    return len(content)


def policy(style: str, *scripts: str) -> str:
    """The page may run these scripts and use this style, and fetch nothing."""
    hashes = " ".join(_hash(s) for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; connect-src 'none'; base-uri 'none'; "
        "form-action 'none'"
    )  # fmt: skip


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"


def _json(data: Any) -> Markup:
    """JSON that no browser takes for markup: nothing in it can end the script element or begin another."""
    text = msgspec.json.encode(data).decode("utf-8", "replace")
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return Markup(text)


def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(ASSETS, encoding="utf-8"), autoescape=True)
    environment.filters["json"] = _json
    environment.filters["json_text"] = lambda text: _json(msgspec.json.decode(text))
    return environment


@cache
def style_text() -> str:
    """The style of the page."""
    return (ASSETS / "app.css").read_text("utf-8")


@cache
def app_text() -> str:
    """The front end, its parts joined in the order of their names; one scope of its own."""
    parts = [p.read_text("utf-8") for p in sorted((ASSETS / "app").glob("*.js"))]
    return '"use strict";(() => {\n' + "".join(map(_bare, parts)) + "})();"


def _bare(script: str) -> str:
    """Without comment lines and indentation, which nobody reads on the page. Template strings over several lines are not used."""
    lines = (line.strip() for line in script.split("\n"))
    return "".join(line + "\n" for line in lines if line and not line.startswith(("//", "/**", "* ", "*/")))


@cache
def vis_text() -> str:
    """vis-network as pyvis carries it, without the pointer to a source map that would be fetched."""
    return vis_path().read_text("utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")


@cache
def vis_notice() -> Markup:
    """The notice of vis-network with its licences, as it stands at the head of the script."""
    text = vis_text()
    return Markup(text[: text.index("*/") + 2])


@cache
def vis_packed() -> str:
    """vis-network as gzip in base 64."""
    return b64encode(compress(vis_text().encode("utf-8"), 9, mtime=0)).decode("ascii")


def vis_path() -> Path:
    """The file of vis-network in the installed pyvis."""
    spec = find_spec("pyvis")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"


def _network() -> Any:
    """An empty pyvis network. pyvis imports IPython and networkx for things that are not used here and cost most of a second, so both are
    stood in for while it is imported, where they are not there yet."""
    stand_ins = {
        name: _stand_in(name) for name in ("IPython", "IPython.display", "networkx") if name not in sys.modules
    }
    if "pyvis.network" in sys.modules:
        stand_ins = {}
    sys.modules.update(stand_ins)
    try:
        from pyvis.network import Network
    finally:
        for name in stand_ins:
            sys.modules.pop(name, None)
    return Network(directed=True, cdn_resources="in_line")


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    module.__dict__["IFrame"] = object
    return module
