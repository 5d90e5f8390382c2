"""Pages: layouts without overlaps and without a line through a box, one file that asks for nothing, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from base64 import b64decode, b64encode
from gzip import decompress
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.api import Graph
from kg.building import build
from kg.errors import QueryError
from kg.messages import LANGUAGES
from kg.view import data, look, page, select
from kg.view.grid import Cell, Link, Placed, place
from kg.view.model import Layout, Page, PageEdge, PageNode

ROOT = Path(__file__).parent.parent
BOX = (160.0, 40.0)
Area = tuple[float, float, float, float]


def area(centre: tuple[float, float], box: tuple[float, float]) -> Area:
    return centre[0] - box[0] / 2, centre[1] - box[1] / 2, centre[0] + box[0] / 2, centre[1] + box[1] / 2


def overlap(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def crossings(points: list[tuple[float, float]], boxes: dict[int, Area]) -> list[int]:
    """Boxes whose inside a line of level and upright stretches meets; a pixel at the border is where lines begin."""
    met = []
    for (x1, y1), (x2, y2) in pairwise(points):
        for i, b in boxes.items():
            inner = (b[0] + 1.5, b[1] + 1.5, b[2] - 1.5, b[3] - 1.5)
            if overlap((min(x1, x2) - 0.01, min(y1, y2) - 0.01, max(x1, x2) + 0.01, max(y1, y2) + 0.01), inner):
                met.append(i)
    return met


def check(placed: Placed, box: tuple[float, float]) -> None:
    boxes = {i: area(c, box) for i, c in placed.centres.items()}
    assert not [(a, b) for a, b in combinations(boxes, 2) if overlap(boxes[a], boxes[b])]
    for route in placed.routes:
        assert crossings(list(route.points), boxes) == []
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in pairwise(route.points))


@st.composite
def grids(draw: st.DrawFn) -> tuple[dict[int, Cell], list[Link]]:
    cells = draw(st.lists(st.builds(Cell, st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=20, unique=True))
    ends = st.integers(0, len(cells) - 1)
    pairs = draw(st.lists(st.tuples(ends, ends).filter(lambda p: p[0] != p[1]), max_size=40, unique=True))
    kinds = draw(st.lists(st.sampled_from(["", "implements", "amends"]), min_size=len(pairs), max_size=len(pairs)))
    return dict(enumerate(cells)), [
        Link(source=a, target=b, bundle=k, label=60.0 if k else 0.0) for (a, b), k in zip(pairs, kinds, strict=True)
    ]


@given(grids())
@settings(max_examples=150, deadline=None)
def test_no_line_crosses_a_box_and_no_boxes_overlap(grid: tuple[dict[int, Cell], list[Link]]) -> None:
    cells, links = grid
    placed = place(cells, links, BOX)
    check(placed, BOX)
    for link, route in zip(links, placed.routes, strict=True):
        for end, point in ((link.source, route.points[0]), (link.target, route.points[-1])):
            x1, y1, x2, y2 = area(placed.centres[end], BOX)
            assert x1 - 1 <= point[0] <= x2 + 1 and y1 - 1 <= point[1] <= y2 + 1


@given(grids())
@settings(max_examples=60, deadline=None)
def test_labels_meet_neither_boxes_nor_each_other(grid: tuple[dict[int, Cell], list[Link]]) -> None:
    placed = place(*grid, BOX)
    labels = [
        (x - (7 if up else 30), y - (30 if up else 7), x + (7 if up else 30), y + (30 if up else 7))
        for x, y, up in (r.label for r in placed.routes if r.label)
    ]
    assert not [(a, b) for a, b in combinations(labels, 2) if overlap((a[0] + 1, a[1] + 1, a[2] - 1, a[3] - 1), b)]


def of_layout(made: Page, layout: Layout) -> list[int]:
    """Everything that is wrong with a layout: lines through boxes."""
    boxes = {n: area(at, layout.box) for n, at in enumerate(layout.at)}
    assert not [(a, b) for a, b in combinations(boxes, 2) if overlap(boxes[a], boxes[b])]
    return [
        i
        for line in layout.lines
        for i in crossings(list(zip(line.points[::2], line.points[1::2], strict=True)), boxes)
    ]


def test_every_layout_of_the_sample_documents_is_clean(graph: Graph) -> None:
    made = data.page(graph, select.everything(graph, limit=5000))
    assert {"lanes-first", "lanes-all", "duties-first", "whole"} <= set(made.layouts)
    for name, layout in made.layouts.items():
        assert of_layout(made, layout) == [], name
        assert len(layout.at) == len(layout.nodes) + len(layout.boxes)


def test_a_page_opens_with_what_can_be_taken_in(graph: Graph) -> None:
    made = data.page(graph, select.everything(graph, limit=5000))
    for name in ("lanes-first", "duties-first", "whole"):
        assert len(made.layouts[name].at) <= 70
    first = made.layouts["lanes-first"]
    assert first.left_out == sum(n.kind == "document" for n in made.nodes) - len(first.nodes)


def document(i: int, year: int, lane: str = "government") -> PageNode:
    return PageNode(
        id=f"d{i}",
        kind="document",
        label=f"Quyết định {i}/QĐ-TTg",
        date=f"{year}-01-01" if year else "",
        year=year,
        lane=lane,
    )


def test_lanes_stand_in_the_order_of_authority_and_years_from_left_to_right() -> None:
    from kg.view.lanes import layout

    rows = [r.id for r in look.lane_rows()]
    nodes = [document(i, 2000 + i % 9, rows[i % len(rows)]) for i in range(60)]
    made = layout(nodes, [PageEdge(source=i, target=i // 2, kind="cites") for i in range(1, 60)], range(60), roomy=True)
    where = dict(zip(made.nodes, made.at, strict=True))
    for a, b in combinations(range(60), 2):
        if nodes[a].year < nodes[b].year:
            assert where[a][0] <= where[b][0]
        if rows.index(nodes[a].lane) < rows.index(nodes[b].lane):
            assert where[a][1] < where[b][1]


def test_years_with_few_documents_share_a_column_where_the_picture_would_be_wider_than_a_screen() -> None:
    from kg.view.lanes import layout

    few = layout([document(i, 2020 + i) for i in range(5)], [], range(5), roomy=True)
    assert [c.label["vi"] for c in few.columns] == ["2020", "2021", "2022", "2023", "2024"]
    nodes = [
        document(0, 0),
        *(document(i, 1990 + i) for i in range(1, 30)),
        *(document(i, 2025) for i in range(30, 34)),
    ]
    many = layout(nodes, [], range(34), roomy=True)
    labels = [c.label["vi"] for c in many.columns]
    assert labels[0] == "không rõ năm" and labels[1].startswith("1991–")
    assert many.size[0] < 2200 and len(set(many.at)) == 34
    where = dict(zip(many.nodes, many.at, strict=True))
    assert all(where[a] < where[b] for a, b in pairwise(range(1, 30)))  # from left to right, then down


def test_a_crowded_year_is_packed_into_several_columns() -> None:
    from kg.view.lanes import layout

    made = layout([document(i, 2025) for i in range(40)], [], range(40), roomy=True)
    assert len({y for _, y in made.at}) == 5
    assert len({x for x, _ in made.at}) == 8


def test_a_thousand_documents_are_laid_out_quickly() -> None:
    import time

    from kg.view.lanes import layout

    rows = [r.id for r in look.lane_rows()]
    nodes = [document(i, 1990 + i % 35, rows[i % len(rows)]) for i in range(1000)]
    edges = [PageEdge(source=i, target=(i * 7) % i, kind="cites" if i % 3 else "amends") for i in range(1, 1000)]
    start = time.process_time()
    layout(nodes, edges, range(1000), roomy=False)
    assert time.process_time() - start < 5


def test_lane_rows_hold_their_examples() -> None:
    for row in look.lane_rows():
        for example in row.examples:
            assert look.lane_of(example, "", "") == row.id, example
        for example in row.counter_examples:
            assert look.lane_of(example, "", "") != row.id, example


def test_a_communes_paper_stands_below_the_provinces_whoever_issued_it() -> None:
    from kg.graph import Node

    def lane(issuer: str, place: str) -> str:
        return look.lane(Node(id="x", kind="document", label="", fields={"issuer": issuer, "place": place}))

    assert lane("Ban Chấp hành Đảng bộ xã Lương Minh", "xa-luong-minh-tinh-quang-ninh") == "district"
    assert lane("Hội đồng nhân dân tỉnh Sơn La", "tinh-son-la") == "province-council"


@pytest.mark.parametrize(
    ("symbol", "type_", "lane"),
    [("72-KL/TW", "kết luận", "party"), ("50/2014/QH13", "luật", "assembly"), ("1676/QĐ-TTg", "", "government")],
)
def test_a_document_without_issuer_stands_by_its_symbol(symbol: str, type_: str, lane: str) -> None:
    assert look.lane_of("", symbol, type_) == lane


def test_colours_are_dark_enough_for_white_letters() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    for colour in look.colours():
        assert 1.05 / (light(colour) + 0.05) >= 4.5, colour


# -- the file


@pytest.fixture(scope="module")
def around(data_db: Path) -> Page:
    with Graph.open(data_db) as graph:
        return data.page(graph, select.around(graph, ["ke-hoach-son-la-2024.txt"]))


@pytest.fixture(scope="module")
def content(around: Page) -> str:
    return page.html(around)


def scripts(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<script([^>]*)>(.*?)</script>", html, re.S)


def sha(text: str) -> str:
    return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_the_policy_names_what_runs_and_nothing_else(content: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', content)
    assert policy
    text = policy[1].replace("&#39;", "'")
    assert "unsafe" not in text and "http" not in text and "default-src 'none'" in text and "connect-src 'none'" in text
    running = [body for attributes, body in scripts(content) if "type=" not in attributes]
    packed = next(body for attributes, body in scripts(content) if 'id="kg-vis"' in attributes)
    vis = decompress(b64decode(packed)).decode()
    assert vis == page.vis_text()
    style = re.search(r"<style>(.*?)</style>", content, re.S)
    assert style
    assert [sha(s) in text for s in (*running, vis)] == [True, True]
    assert sha(style[1]) in text
    assert len(re.findall("'sha256-", text)) == 3


def test_the_page_names_no_address_to_fetch(content: str) -> None:
    assert (
        re.findall(
            r'(?:src|href|action|poster|srcset)\s*=\s*"(?!#|data:)[^"]*"',
            re.sub(r"<script.*?</script>", "", content, flags=re.S),
        )
        == []
    )
    assert "@import" not in page.style_text() and "url(" not in page.style_text()
    app = page.app_text()
    assert (
        "eval(" not in app
        and "innerHTML" not in app
        and "insertAdjacentHTML" not in app
        and "document.write" not in app
    )
    assert page.vis_notice() in content


def test_the_same_graph_gives_the_same_page(data_db: Path) -> None:
    made = []
    for _ in range(2):
        with Graph.open(data_db) as graph:
            made.append(page.html(data.page(graph, select.around(graph, ["57-NQ/TW"], hops=2))))
    assert made[0] == made[1]


def test_a_page_of_150_nodes_is_small_enough_to_send(data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        part = select.around(
            graph, ["ke-hoach-son-la-2024.txt", "987/KH-UBND Nghệ An", "310/KH-UBND Hà Nội"], limit=150
        )
        assert len(part.nodes) >= 150
        assert len(page.html(data.page(graph, part)).encode()) <= 700_000


def test_evidence_is_the_quote_in_its_paragraph(graph: Graph, around: Page) -> None:
    """What a page marks in a paragraph is, letter for letter, the text of the file at that place."""
    texts = {f.id: graph.text(f.id) for f in graph.files()}
    seen = 0
    for edge in around.edges:
        for passage, start, end, rule, speaker in edge.evidence:
            shown = around.passages[passage]
            text = texts[around.files[shown.file].id]
            assert text[shown.start : shown.start + len(shown.text)] == shown.text
            assert 0 <= start < end <= len(shown.text)
            assert edge.derived or around.rules[rule]
            assert around.documents[speaker][0] in {f.document for f in graph.files()}
            assert shown.line >= 1
            seen += 1
    assert seen > 50


def test_every_fact_of_the_part_is_on_the_page(graph: Graph, around: Page) -> None:
    part = select.around(graph, ["ke-hoach-son-la-2024.txt"])
    quotes = {(e.kind, v.file, v.start, graph.slice(v.file, v.start, v.end)) for e in part.edges for v in e.evidence}
    shown = {
        (e.kind, around.files[p.file].id, p.start + a, p.text[a:b])
        for e in around.edges
        if not e.derived
        for i, a, b, _, _ in e.evidence
        for p in (around.passages[i],)
    }
    assert quotes == shown


def test_what_a_page_leaves_out_is_counted_and_can_be_had(tmp_path: Path) -> None:
    """A law that an act names in three hundred places: the page holds a few of them, says how many more there are, and by which command."""
    (tmp_path / "a").mkdir()
    places = "".join(f"{n}. Theo quy định tại Điều {n} của Nghị định số 31/2021/NĐ-CP.\n" for n in range(1, 301))
    (tmp_path / "a" / "x.txt").write_text(
        f"BỘ TÀI CHÍNH\nSố: 5/QĐ-BTC\nHà Nội, ngày 08 tháng 01 năm 2025\nQUYẾT ĐỊNH\nVề việc quy định\n{places}",
        "utf-8",
    )
    with build([tmp_path / "a"], tmp_path / "kg.db", workers=1) as graph:
        made = data.page(graph, select.everything(graph))
        cites = next(e for e in made.edges if e.kind == "cites")
        whole = next(graph.edges(source=made.nodes[cites.source].id, target=made.nodes[cites.target].id, kind="cites"))
        assert len(whole.evidence) >= 300
        assert len(cites.evidence) == select.EVIDENCE and cites.left_out == len(whole.evidence) - select.EVIDENCE
        command = [sys.executable, "-m", "kg", "show", whole.source, "--with", whole.target, "-g", str(tmp_path / "kg.db")]  # fmt: skip
        shown = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        assert shown.count("Nghị định số 31/2021/NĐ-CP") >= 300


HOSTILE = (
    "<script>window.pwned=1</script>", "</script><script>window.pwned=1</script>", "javascript:window.pwned=1", "<img src=x onerror=window.pwned=1>",
    '" onmouseover="window.pwned=1', "' onfocus='window.pwned=1", "href", "<!--<script>", "]]>", "{{7*7}}", "${window.pwned=1}", "\u202e\u2066RTL\u2069\u202c",
    "\u2028\u2029", "&lt;b&gt;", "=HYPERLINK(1)", "x" * 10_000, "\x00\x07",
)  # fmt: skip


def hostile(value: Any, text: str) -> Any:
    """The same record with a text in place of every string."""
    if isinstance(value, str):
        return text
    if isinstance(value, dict):
        return {k: hostile(v, text) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(hostile(v, text) for v in value)
    return value


def poisoned(text: str) -> Page:
    """A page all of whose words are `text`; ids keep apart, kinds and relations stay what they are."""
    nodes = tuple(
        PageNode(
            id=f"{text}{i}", kind=kind, label=text, title=text + text, date="2024-01-01" if i < 3 else text, year=2024, lane="party" if i < 3 else "", place=text,
            facts={"type": text, "issuer": text, text: text}, aliases=(text,), inferred=("date", text), files=(0,), passage=(0, 0, len(text)) if kind == "task" else None,
            due=((text, text, text),), targets=(text,), degree=2, heirs=((text, text, text),), issues=((text, text, (0, 0, len(text))), (text, text, None)),
        )
        for i, kind in enumerate(("document", "document", "document", "agency", "task", "group", "project"))
    )  # fmt: skip
    proof = ((0, 0, len(text), 0, 0),)
    said = {
        "words": text,
        "official": text,
        "scope": "part",
        "effective": text,
        "provisions": (text,),
        "why": (text,),
        "evidence": proof,
    }
    edges = (
        PageEdge(source=0, target=1, kind="implements", **said), PageEdge(source=0, target=2, kind="cites", **said),
        PageEdge(source=4, target=3, kind="assigns", role="lead", **said), PageEdge(source=0, target=5, kind="contains", derived=True),
        PageEdge(source=5, target=4, kind="contains", derived=True, evidence=proof), PageEdge(source=0, target=6, kind="approves", **said),
    )  # fmt: skip
    from kg.view.duties import duties
    from kg.view.lanes import lanes
    from kg.view.model import PageFile, Passage, Told
    from kg.view.whole import whole

    layouts = (
        {f"lanes-{k}": v for k, v in lanes(nodes, edges, 0).items()}
        | {f"duties-{k}": v for k, v in duties(nodes, edges).items()}
        | whole(nodes, edges)
    )
    return Page(
        title=text, told=Told(how="around", of=text, nodes=7, all_nodes=7, cut=True), start="lanes", focus=0, nodes=nodes, edges=edges,
        passages=(Passage(file=0, text=text + text, start=0, line=1, section=text),), rules=(text,), files=(PageFile(id=text, url=text),),
        documents=((text, text),), relations=look.relations(), colours=look.colours(), lanes=tuple((r.id, r.label) for r in look.lane_rows()),
        layouts=layouts, places={text: text}, articles=(text,),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_can_leave_its_place(text: str) -> None:
    made = page.html(poisoned(text))
    assert len(re.findall(r"<script", made)) == 5
    assert len(re.findall(r"</script", made)) == 5
    block = next(body for attributes, body in scripts(made) if 'id="kg-packed"' in attributes)
    read = json.loads(decompress(b64decode(block)))
    served = page.for_server(poisoned(text))
    assert "<" not in served and json.loads(served)["nodes"] == read["nodes"]
    assert read["page"]["title"] == text
    assert read["nodes"][0]["label"] == text


def test_both_languages_say_everything_the_front_end_asks_for() -> None:
    asked = set(re.findall(r'\bV\("([a-z0-9-]*[a-z0-9])"', page.app_text()))
    assert asked
    for language in LANGUAGES:
        assert sorted(asked - {k[5:] for k in look.words()[language] if k.startswith("view.")}) == []


def test_what_ships_is_pinned_with_its_licence() -> None:
    listed = {a["name"]: a for a in tomllib.loads((ROOT / "tools/assets/assets.toml").read_text("utf-8"))["asset"]}
    lock = json.loads((ROOT / "tools/assets/package-lock.json").read_text("utf-8"))["packages"]
    for name, asset in listed.items():
        locked = lock[f"node_modules/{name}"]
        assert (
            locked["version"] == asset["version"]
            and locked["integrity"].startswith("sha512-")
            and "resolved" not in locked
        )
        assert asset["licence"] in locked["license"]
        assert asset["shipped"] is False or "GPL" not in asset["licence"]
    vis = page.vis_path().read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(vis).hexdigest() == listed["vis-network"]["sha256"]
    assert "Apache 2.0" in page.vis_notice() and "MIT License" in page.vis_notice()


# -- choosing, the command, the notebook


def test_parts_say_what_they_are(graph: Graph) -> None:
    around = select.around(graph, ["57-NQ/TW"], hops=1, limit=5)
    assert around.told.how == "around" and around.told.cut and len(around.nodes) <= 5 and around.focus in around.nodes
    line = select.lineage(graph, "310/KH-UBND Hà Nội")
    assert line.start == "lanes" and {n.kind for n in line.nodes.values()} == {"document"}
    body = select.agency(graph, "Sở Công Thương Sơn La")
    assert body.start == "duties" and {"agency", "task", "document"} <= {n.kind for n in body.nodes.values()}
    large = select.everything(graph, limit=100)
    ends = {i for e in large.edges for i in (e.source, e.target)}
    assert set(large.nodes) == ends, "what a page shows of a large graph hangs together"
    assert {n.kind for n in large.nodes.values()} == {"document"}
    assert large.told.how == "top" and large.told.all_nodes > 100 and len(large.nodes) <= 100
    with pytest.raises(QueryError):
        select.around(graph, ["999/QĐ-XYZ"])


def test_facts_between_chosen_nodes_are_all_there(graph: Graph) -> None:
    part = select.around(graph, ["ke-hoach-son-la-2024.txt"], hops=2, limit=400)
    assert all(
        e.source in part.nodes and e.target in part.nodes and (not e.task or e.task in part.nodes) for e in part.edges
    )


def test_the_command_writes_utf8_under_any_locale(data_db: Path, tmp_path: Path) -> None:
    out = tmp_path / "trang.html"
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8"))} | {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    }
    command = [sys.executable, "-m", "kg.cli", "view", "-o", str(out), "-g", str(data_db), "--lineage", "nq-57-tw-2024"]
    code = "import sys; from kg.cli import main; main(sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", code, *command[3:]], env=env, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert "Nghị quyết 57-NQ/TW" in out.read_text("utf-8")


@pytest.mark.parametrize(
    "arguments", [["--around", "57-NQ/TW", "--agency", "Sở Y tế"], [], ["--hops", "0", "-o", "x.html"]]
)
def test_a_wrong_command_line_is_told(arguments: list[str], data_db: Path) -> None:
    from kg.cli import run

    out = [] if not arguments or "-o" in arguments else ["-o", os.devnull]
    assert run(["view", "-g", str(data_db), *out, *arguments]) == 2


def test_pyvis_leaves_no_stand_ins_behind() -> None:
    code = "import sys; from kg.view import page; page._network(); print(sorted(m for m in ('IPython', 'networkx') if m in sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


def test_a_notebook_shows_a_frame_that_reaches_nothing(graph: Graph) -> None:
    frame = graph._repr_html_()
    assert (
        frame.startswith("<iframe ")
        and 'sandbox="allow-scripts allow-downloads allow-popups"' in frame
        and "allow-same-origin" not in frame
    )
    assert frame.count("<") == 2


def test_records_of_a_page_are_json(around: Page) -> None:
    assert msgspec.json.decode(msgspec.json.encode(around), type=Page) == around


def test_a_page_says_what_is_in_doubt_and_who_took_over(graph: Graph) -> None:
    """A colleague who gets the page sees the issues of its texts, and that a body is no more."""
    issue = next(i for i in graph.issues() if i.end > i.start)
    made = data.page(graph, select.around(graph, [issue.document]))
    node = next(n for n in made.nodes if n.id == issue.document)
    _, detail, words = next(x for x in node.issues if x[0] == issue.code)
    assert detail == issue.detail and words is not None
    assert made.passages[words[0]].text[words[1] : words[2]] == graph.slice(issue.file, issue.start, issue.end)
    made = data.page(graph, select.agency(graph, "Sở Kế hoạch và Đầu tư Sơn La"))
    assert made.nodes[made.focus].heirs[0][:2] == ("Sở Tài chính tỉnh Sơn La", "2025-03-01")
    assert made.told.files == len(graph.files()) and made.told.version


def test_of_a_document_with_a_year_alone_no_day_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "NGHỊ ĐỊNH\nSố 12/2024/NĐ-CP ngày 05 tháng 02 năm 2024\nCăn cứ Nghị định số 7/2009/NĐ-CP của Chính phủ;\nĐiều 1. Phạm vi."
    )
    with build([tmp_path / "a.txt"], tmp_path / "kg.db") as small:
        made = data.page(small, select.everything(small))
    assert {n.date for n in made.nodes if n.kind == "document"} == {"2024-02-05", "2009"}


def test_the_page_of_an_heir_has_the_tasks_it_took_over(graph: Graph) -> None:
    made = data.page(graph, select.agency(graph, "Sở Tài chính Sơn La"))
    assert made.nodes[made.focus].id == "so-tai-chinh-son-la"
    before = next(i for i, n in enumerate(made.nodes) if n.id == "so-ke-hoach-va-dau-tu-son-la")
    assert made.nodes[before].heirs[0][0] == "Sở Tài chính tỉnh Sơn La"
    assert sum(e.target == before and e.kind == "assigns" for e in made.edges) > 5
