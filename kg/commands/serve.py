"""`kg serve`"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import UsageFault
from kg.messages import t
from kg.output import note

Host = Annotated[str, typer.Option("--host", help=t("serve.host"))]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help=t("serve.port"))]
Token = Annotated[str | None, typer.Option("--token", envvar="KG_TOKEN", help=t("serve.token"))]
Review = Annotated[bool, typer.Option("--review", help=t("serve.review"))]


def run(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    token: Token = None,
    review: Review = False,
    graph: GraphPath = DEFAULT_GRAPH,
) -> None:
    if not find_spec("starlette") or not find_spec("uvicorn"):
        raise UsageFault("extra-missing", extra="serve")
    import uvicorn

    from kg.serve.app import create_app
    from kg.serve.more import ROUTES

    app = create_app(graph, host=host, token=token, review=review, warm=True, more=ROUTES)
    shown = f"[{host}]" if ":" in host else host
    note(t("serve.ready", url=f"http://{shown}:{port}/"))
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, date_header=False)
