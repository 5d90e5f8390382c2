"""A headless Chromium; pages and the explorer made from `data/`. Where there is no browser the tests skip and say so."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.api import Graph

ROOT = Path(__file__).parent.parent.parent
SIZES = {"desktop": {"width": 1500, "height": 900}, "phone": {"width": 390, "height": 844}}
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str | None:
    return next((p for name in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'"
    )
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium: make tools, or apt-get install chromium fonts-dejavu-core")
    with playwright.sync_playwright() as p:
        opened = p.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield opened
        opened.close()


class Watched:
    """A browser page and what it did that it should not."""

    def __init__(self, page: Any, allowed: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))
        page.on(
            "console",
            lambda m: (
                self.wrong.append(f"console: {m.text}") if m.type == "error" and "status of 404" not in m.text else None
            ),
        )
        page.on("dialog", lambda d: (self.wrong.append(f"dialog: {d.message}"), d.dismiss()))
        page.on(
            "request",
            lambda r: None if r.url.startswith((allowed, "data:", "blob:")) else self.wrong.append(f"request: {r.url}"),
        )


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Watched]]:
    """Opens an address at a size; at the end nothing may have gone wrong: no error, no request from the page, no dialog."""
    opened: list[tuple[Any, Watched]] = []

    def go(
        address: str,
        size: str = "desktop",
        *,
        allowed: str = "file:",
        offline: bool = True,
        ready: bool = True,
        **options: Any,
    ) -> Watched:
        settings = {"viewport": SIZES[size], "has_touch": size == "phone", **options}
        context = browser.new_context(offline=offline, accept_downloads=True, **settings)
        watched = Watched(context.new_page(), allowed)
        opened.append((context, watched))
        watched.page.goto(address)
        if ready:
            watched.page.wait_for_selector("html[data-ready='1']", timeout=15_000)
        return watched

    yield go
    for context, watched in opened:
        context.close()
        assert watched.wrong == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core, fetched as its lock says."""
    path = ROOT / "build" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        subprocess.run(["sh", str(ROOT / "tools" / "assets.sh")], check=False, capture_output=True, timeout=300)
    if not path.exists():
        pytest.skip("axe-core is not there: sh tools/assets.sh (needs npm)")
    return path.read_text("utf-8")


def violations(page: Any, axe: str) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice, by rule and place."""
    page.evaluate(axe)
    found = page.evaluate(
        "async () => (await axe.run({resultTypes: ['violations']})).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | '))"
    )
    return list(found)


@pytest.fixture(scope="session")
def view_file(data_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands around the plan of Sơn La, as `kg view` writes it."""
    from kg.view import data, page, select

    out = tmp_path_factory.mktemp("view") / "son-la.html"
    with Graph.open(data_db) as graph:
        page.write(data.page(graph, select.around(graph, ["ke-hoach-son-la-2024.txt"])), out, lang="vi")
    return out


@pytest.fixture(scope="session")
def whole_file(data_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole graph of `data/`."""
    from kg.view import data, page, select

    out = tmp_path_factory.mktemp("whole") / "all.html"
    with Graph.open(data_db) as graph:
        page.write(data.page(graph, select.everything(graph, 5000)), out, lang="vi")
    return out


@pytest.fixture(scope="session")
def site(data_db: Path) -> Iterator[str]:
    """The explorer, running; its address."""
    uvicorn = pytest.importorskip("uvicorn", reason="the explorer is an extra: pip install 'vn-legal-kg[serve]'")
    from kg.serve.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(data_db, review=True), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
