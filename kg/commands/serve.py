"""`kg serve`"""

from __future__ import annotations

import errno
import socket
from importlib.util import find_spec
from typing import Annotated

import typer

from kg.commands.common import DEFAULT_GRAPH, GraphPath
from kg.errors import UsageFault
from kg.messages import t
from kg.output import note

Host = Annotated[str, typer.Option("--host", help=t("serve.host"))]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help=t("serve.port"))]
Token = Annotated[str | None, typer.Option("--token", envvar="KG_TOKEN", show_envvar=False, help=t("serve.token"))]
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
    listener = _listen(host, port)
    note(t("serve.ready", url=f"http://{_shown(host)}:{listener.getsockname()[1]}/"))
    config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _listen(host: str, port: int) -> socket.socket:
    """A socket at this address; UsageFault where another program has it, or it is none of this machine."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(128)
    except OSError as error:
        code = "serve-taken" if error.errno == errno.EADDRINUSE else "serve-address"
        raise UsageFault(code, address=f"{_shown(host)}:{port}", detail=error.strerror or str(error)) from error
    return listener
