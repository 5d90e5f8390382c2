"""`python -m benchmarks.view [pages] [pyvis] [explorer GRAPH]`: pages and explorer in headless Chromium, medians of several runs.

Goals: 150 nodes in 700 kB; 1,000 nodes ready in 1 s and moved at 50 frames a second; explorer: first paint 0.3 s, search p95 50 ms,
neighbours p95 20 ms. pyvis's own template is measured beside them on the same nodes and edges.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.view import look, page
from kg.view.lanes import lanes
from kg.view.model import Page, PageEdge, PageFile, PageNode, Passage, Told
from kg.view.whole import whole

RUNS = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
# Moves the camera for two seconds and counts what was drawn.
FRAMES = """() => new Promise((done) => {
  const canvas = document.querySelector('canvas'), box = canvas.getBoundingClientRect(), start = performance.now();
  let n = 0, x = box.x + box.width / 2;
  const fire = (type, x) => canvas.dispatchEvent(new WheelEvent('wheel', {deltaY: type, clientX: x, clientY: box.y + box.height / 2, bubbles: true, cancelable: true}));
  const frame = (now) => { n++; fire(n % 20 < 10 ? -12 : 12, x); now - start < 2000 ? requestAnimationFrame(frame) : done(n / (now - start) * 1000); };
  requestAnimationFrame(frame);
})"""


def made(nodes: int) -> Page:
    """A page of documents: four relations to three documents, quotes of usual length."""
    rows = [r.id for r in look.lane_rows()]
    quote = (
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ. "
    )
    listed = tuple(
        PageNode(
            id=f"d{i}", kind="document", label=f"Nghị quyết {i}/NQ-CP", title=quote, date=f"{1990 + i % 35}-05-01", year=1990 + i % 35, lane=rows[i % len(rows)],
            facts={"type": "nghị quyết", "symbol": f"{i}/NQ-CP", "issuer": "Chính phủ"}, degree=3,
        )
        for i in range(nodes)
    )  # fmt: skip
    passages = tuple(
        Passage(file=0, text=f"{i}. {quote * 3}", start=i * 400, line=i + 1, section="I.1") for i in range(nodes)
    )
    kinds = ("cites", "cites", "based_on", "implements")
    edges = tuple(
        PageEdge(source=i, target=(i * 7 + k * 31) % i, kind=kinds[(i + k) % 4], evidence=((i, 4, 110, 0, 0),))
        for i in range(2, nodes)
        for k in range(1 + i % 3 // 2)
    )
    layouts = {f"lanes-{k}": v for k, v in lanes(listed, edges, 0).items()} | whole(listed, edges)
    return Page(
        title="", told=Told(how="all", nodes=nodes, all_nodes=nodes), start="lanes", focus=0, nodes=listed, edges=edges, passages=passages, rules=("relations:cites",),
        files=(PageFile(id="a.txt"),), documents=(("d0", "a"),), relations=look.relations(), colours=look.colours(),
        lanes=tuple((r.id, r.label) for r in look.lane_rows()), places={}, layouts=layouts,
    )  # fmt: skip


def browser(playwright: Any) -> Any:
    program = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if program is None:
        sys.exit("there is no Chromium: make tools")
    return playwright.chromium.launch(executable_path=program, args=ARGUMENTS)


def row(name: str, values: list[float], unit: str) -> None:
    print(f"  {name:<46} {statistics.median(values):>10.1f} {unit}", flush=True)


def pages() -> None:
    """Our own page: size, time until it can be used, frames a second with everything shown."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        chrome = browser(p)
        for nodes in (150, 1000, 5000):
            file = Path(folder) / f"{nodes}.html"
            size = page.write(made(nodes), file)
            print(f"{nodes} nodes: {size / 1000:.0f} kB")
            ready, busy, frames = [], [], []
            for _ in range(RUNS):
                tab = chrome.new_page(viewport={"width": 1500, "height": 900})
                ticks = tab.context.new_cdp_session(tab)
                ticks.send("Performance.enable", {"timeDomain": "threadTicks"})
                tab.goto(file.as_uri() + "#all=1")
                tab.wait_for_selector("html[data-ready='1']")
                ready.append(tab.evaluate("performance.now()"))
                told = {x["name"]: x["value"] for x in ticks.send("Performance.getMetrics")["metrics"]}
                busy.append(told["TaskDuration"] * 1000)
                frames.append(tab.evaluate(FRAMES))
                tab.close()
            row("ready, everything shown", ready, "ms")
            row("of that, CPU of the page's thread", busy, "ms")
            row("frames while zooming", frames, "/s")
        chrome.close()


def pyvis() -> None:
    """pyvis's own template and physics on the same nodes, given at most 60 seconds."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p, tempfile.TemporaryDirectory() as folder:
        chrome = browser(p)
        for nodes in (150, 1000):
            from pyvis.network import Network

            ours, net = made(nodes), Network(directed=True, cdn_resources="in_line")
            for i, n in enumerate(ours.nodes):
                net.add_node(i, label=n.label, title=n.title)
            for e in ours.edges:
                net.add_edge(e.source, e.target)
            file = Path(folder) / f"pyvis-{nodes}.html"
            file.write_text(net.generate_html("x.html"), "utf-8")
            tab = chrome.new_page(viewport={"width": 1500, "height": 900})
            asked: list[str] = []
            tab.on("request", lambda r, asked=asked: asked.append(r.url) if r.url.startswith("http") else None)
            tab.goto(file.as_uri(), wait_until="domcontentloaded")
            start = time.perf_counter()
            settled = "new Promise(done => { network.once('stabilizationIterationsDone', () => done(true)); setTimeout(() => done(false), 60000) })"
            done = tab.evaluate(settled)
            row(
                f"pyvis, {nodes} nodes, until still" + ("" if done else " (given up)"),
                [(time.perf_counter() - start) * 1000],
                "ms",
            )
            print(f"  size {file.stat().st_size / 1000:.0f} kB, requests to other hosts: {len(asked)}")
            tab.close()
        chrome.close()


@contextmanager
def served(graph: str, warm: bool) -> Iterator[Callable[[str], float]]:
    """The explorer on a port of its own -> a function that asks for a path and gives the milliseconds it took; its `base` is the address."""
    import urllib.request
    from urllib.parse import quote

    import uvicorn

    from kg.serve.app import create_app

    server = uvicorn.Server(uvicorn.Config(create_app(Path(graph), warm=warm), port=0, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    def ask(path: str) -> float:
        start = time.perf_counter()
        urllib.request.urlopen(base + quote(path, safe="/?&=%")).read()
        return (time.perf_counter() - start) * 1000

    ask.base = base  # type: ignore[attr-defined]
    yield ask
    server.should_exit = True


def explorer(graph: str) -> None:
    """First paint of the first page; search by name and neighbours, over HTTP; each page the first time it is asked for."""
    from playwright.sync_api import sync_playwright

    from kg.graph import Graph

    with Graph.open(graph) as g:
        ids = [n.id for kind in ("document", "agency") for n in g.nodes(kind)]
        degree = Counter(i for f in g.facts() for i in (f.source, f.target))
        law = max((i for i in degree if g.node(i).kind == "document"), key=lambda i: (degree[i], i))  # type: ignore[union-attr]
        body = max((i for i in degree if g.node(i).kind == "agency"), key=lambda i: (degree[i], i))  # type: ignore[union-attr]
        print(f"explorer: {g.counts()}")
    pages_ = (
        "/",
        "/deadlines",
        "/stale",
        "/gaps",
        "/stats",
        "/graph",
        f"/graph?around={law}",
        f"/graph?around={body}",
        f"/node/{law}",
        f"/node/{body}",
    )
    asked = (
        "/api/stats",
        "/api/stale",
        "/api/deadlines",
        "/api/tasks",
        "/api/gaps",
        f"/api/impact?ref={law}",
        f"/api/path?a={law}&b={body}",
    )
    with served(graph, warm=False) as ask:
        for path in (*pages_, *asked):
            print(f"  {path:<48} first {ask(path):7.0f} ms   again {ask(path):7.0f} ms", flush=True)
    words = (
        "so cong thuong",
        "72kl",
        "luat dau tu",
        "chuyen doi so",
        "bo cong an",
        "57nq",
        "dau khi",
        "ubnd tinh",
        "giao thong",
        "15/2021",
        "quy hoach",
    )
    typed = [w[:n] for w in words for n in range(2, len(w) + 1, 3)]
    near = ids[:: max(1, len(ids) // 200)]
    with served(graph, warm=True) as ask:
        time.sleep(10)  # until what is worked out beforehand is there
        for name, paths in (
            ("search by name", [f"/api/suggest?limit=10&q={w}" for w in typed]),
            ("full text", [f"/api/search?limit=10&q={w}" for w in words]),
            ("neighbours", [f"/api/neighbours?id={i}" for i in near]),
        ):
            times = sorted(ask(p) for p in paths)
            print(
                f"  {name:<20} p50 {statistics.median(times):7.1f} ms   p95 {times[int(len(times) * 0.95) - 1]:7.1f} ms   n {len(times)}"
            )
        with sync_playwright() as p:
            chrome = browser(p)
            paints = []
            for _ in range(RUNS):
                tab = chrome.new_page()
                tab.goto(ask.base + "/")  # type: ignore[attr-defined]
                paints.append(
                    tab.evaluate(
                        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now()"
                    )
                )
                tab.close()
            row("first paint", paints, "ms")
            chrome.close()


if __name__ == "__main__":
    asked = sys.argv[1:] or ["pages", "pyvis"]
    if "pages" in asked:
        pages()
    if "pyvis" in asked:
        pyvis()
    if "explorer" in asked:
        explorer(asked[asked.index("explorer") + 1])
