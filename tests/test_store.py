"""The graph file: what is put comes out, what is taken out was never there, and what is no graph file is refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import kg
from kg.api import Graph
from kg.errors import StoreError
from kg.export import EXPORTERS
from kg.graphfile import CHUNK, build_lock
from kg.model import Claim, Deadline, Entity, FileFacts, Issue, Mention, Span, Target, Task
from kg.store import Store, pack

ROOT = "/papers"


def document(symbol: str, date: str | None = None, **fields: object) -> Entity:
    return Entity(kind="document", label=f"số {symbol}", symbol=symbol, date=date, **fields)  # type: ignore[arg-type]


def agency(label: str, place: str | None = None, **fields: object) -> Entity:
    return Entity(kind="agency", label=label, place=place, **fields)  # type: ignore[arg-type]


def facts(text: str, own: Entity, *others: Entity, kind: str = "cites") -> FileFacts:
    """Facts of a text in which each other entity's label stands once."""
    entities = (own, *others)
    mentions, claims = [], []
    for n, entity in enumerate(others, 1):
        start = text.index(entity.label)
        end = start + len(entity.label)
        mentions.append(Mention(start=start, end=end, entity=n, rule="test"))
        if entity.kind == "document":
            claims.append(Claim(kind=kind, subject=0, object=n, evidence=(Span(start, end),), rule="test"))
    return FileFacts(entities=entities, mentions=tuple(mentions), claims=tuple(claims))


def put(store: Store, name: str, text: str, said: FileFacts, root: str = ROOT, **more: object) -> None:
    store.put(f"{root}/{name}", root, len(text), 1, text.encode()[:8], [pack(text, said, **more)])  # type: ignore[arg-type]


def export(path: Path) -> bytes:
    out = path.with_suffix(".json")
    with Graph.open(path) as graph:
        EXPORTERS["json"](graph, out, with_text=True)
    return out.read_bytes()


OWN = document("77/KH-UBND", "2025-03-03", type="kế hoạch", issuer="Ủy ban nhân dân tỉnh Kon Tum", place="tinh-kon-tum")
RESOLUTION = document("12-NQ/TU", "2025-01-20", type="nghị quyết", place="tinh-kon-tum")
HEALTH = agency("Sở Y tế tỉnh Kon Tum", "tinh-kon-tum", part_of="Ủy ban nhân dân tỉnh Kon Tum")
PLAN = "Thực hiện số 12-NQ/TU.\n1. Giao Sở Y tế tỉnh Kon Tum xây dựng đề án trước 05/12.\nTăng 10 % năm 2026."


def plan() -> FileFacts:
    base = facts(PLAN, OWN, RESOLUTION, HEALTH, kind="implements")
    start = PLAN.index("Giao")
    end = PLAN.index(".\nTăng")
    due = PLAN.index("trước")
    goal = PLAN.index("Tăng")
    task = Task(start=start, end=end, section="1")
    assigned = Claim(
        kind="assigns",
        subject=0,
        object=2,
        task=0,
        role="lead",
        words="Giao",
        basis="words",
        evidence=(Span(start, end),),
        rule="gives",
    )
    return FileFacts(
        entities=base.entities,
        mentions=base.mentions,
        claims=(*base.claims, assigned),
        tasks=(task,),
        deadlines=(
            Deadline(
                start=due,
                end=end,
                task=0,
                rrule="FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5",
                relative=("P30D", "promulgation"),
            ),
        ),
        targets=(Target(start=goal, end=len(PLAN), due="2026-12-31", value="10", unit="%"),),
        issues=(Issue(start=0, end=5, code="odd", detail="x"),),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kg.db"


@pytest.fixture
def graph(path: Path) -> Iterable[Graph]:
    with Store(path) as store:
        put(store, "plan.txt", PLAN, plan())
        store.commit()
    with Graph.open(path) as opened:
        yield opened


def test_the_export_has_what_was_put(graph: Graph) -> None:
    data = graph.export()
    nodes = {n["id"]: n for n in data["nodes"]}
    own = data["files"][0]["document"]
    assert nodes[own]["symbol"] == "77/KH-UBND"
    assert nodes[nodes[own]["issuer_id"]]["label"] == "Ủy ban nhân dân tỉnh Kon Tum"
    health = next(n for n in data["nodes"] if n["label"] == "Sở Y tế tỉnh Kon Tum")
    assert health["part_of"] == nodes[own]["issuer_id"]
    assert nodes["tinh-kon-tum"]["kind"] == "place"
    task = next(n for n in data["nodes"] if n["kind"] == "task")
    assert (task["section"], task["document"], task["file"]) == ("1", own, "plan.txt")
    assert task["text"] == "Giao Sở Y tế tỉnh Kon Tum xây dựng đề án trước 05/12"
    assigned = next(e for e in data["edges"] if e["kind"] == "assigns")
    assert (assigned["task"], assigned["role"], assigned["words"], assigned["target"]) == (
        task["id"],
        "lead",
        "Giao",
        health["id"],
    )
    assert [e["quote"] for e in assigned["evidence"]] == [task["text"]]
    assert data["deadlines"][0] == {
        "task": task["id"], "text": "trước 05/12", "file": "plan.txt", "document": own, "start": PLAN.index("trước"), "end": PLAN.index(".\nTăng"),
        "rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5", "relative": {"duration": "P30D", "from": "promulgation"},
    }  # fmt: skip
    assert (data["targets"][0]["value"], data["issues"][0]["code"]) == ("10", "odd")


def test_every_reference_in_the_export_is_a_node_and_every_quote_is_the_text(path: Path, graph: Graph) -> None:
    data = json.loads(export(path))
    ids = {n["id"] for n in data["nodes"]}
    for edge in data["edges"]:
        assert {edge["source"], edge["target"]} <= ids
        assert edge["evidence"]
        for piece in edge["evidence"]:
            assert data["texts"][piece["file"]][piece["start"] : piece["end"]] == piece["quote"]
    for mention in data["mentions"]:
        assert mention["node"] in ids
        assert data["texts"][mention["file"]][mention["start"] : mention["end"]] == mention["text"]


def test_the_read_side_agrees_with_the_export(graph: Graph) -> None:
    edges = list(graph.edges())
    assert [n.id for n in graph.nodes()] == sorted(n.id for n in graph.nodes())
    for node in graph.nodes():
        assert graph.node(node.id) == node
        assert list(graph.edges(source=node.id)) == [e for e in edges if e.source == node.id]
        assert list(graph.edges(target=node.id)) == [e for e in edges if e.target == node.id]
        assert list(graph.mentions(node=node.id)) == [m for m in graph.mentions() if m.node == node.id]
    task = next(graph.nodes("task"))
    assert [e.kind for e in graph.edges(task=task.id)] == ["assigns"]
    assert [d.task for d in graph.deadlines(task.id)] == [task.id]
    assert not list(graph.targets(task.id))
    assert {e.kind for e in graph.edges(kind=("implements", "amends"))} == {"implements"}


SOURCES: dict[str, tuple[str, FileFacts]] = {
    "plan.txt": (PLAN, plan()),
    "b.txt": ("theo số 12-NQ/TU và số 1/NQ-CP", facts("theo số 12-NQ/TU và số 1/NQ-CP", document("5/CV-STC", "2025-04-01"), document("12-NQ/TU"), document("1/NQ-CP"))),
    "c.txt": ("số 1/NQ-CP ngày 1/1/2014", facts("số 1/NQ-CP ngày 1/1/2014", document("8/KH-UBND", "2014-02-01"), document("1/NQ-CP", "2014-01-01"))),
    "d.txt": ("Sở Y tế tỉnh Kon Tum", facts("Sở Y tế tỉnh Kon Tum", document("1/NQ-CP", "2025-01-08", type="nghị quyết"), HEALTH)),
}  # fmt: skip


def built(path: Path, names: Iterable[str], commit: Callable[[int], bool] = lambda n: True) -> bytes:
    path.unlink(missing_ok=True)
    with Store(path) as store:
        for n, name in enumerate(names):
            put(store, name, *SOURCES[name])
            if commit(n):
                store.commit()
        store.commit()
    return export(path)


def test_the_order_of_files_and_of_commits_does_not_matter(path: Path) -> None:
    clean = built(path, SOURCES)
    assert built(path, reversed(SOURCES)) == clean
    assert built(path, ["c.txt", "plan.txt", "d.txt", "b.txt"], lambda n: False) == clean


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_taken_out_was_never_there(path: Path, name: str) -> None:
    without = built(path, [n for n in SOURCES if n != name])
    built(path, SOURCES)
    with Store(path) as store:
        assert store.remove(f"{ROOT}/{name}")
        store.commit()
    assert export(path) == without
    with sqlite3.connect(path) as db:
        unused = "SELECT count(*) FROM nodes WHERE node NOT IN (SELECT node FROM entities)"
        assert db.execute(unused).fetchone() == (0,)
        given = "NOT IN (SELECT description FROM entities)"
        for table in ("keys", "descriptions"):
            assert db.execute(f"SELECT count(*) FROM {table} WHERE description {given}").fetchone() == (0,)
        for table in ("words", "names"):
            db.execute(f"INSERT INTO {table}({table}) VALUES('integrity-check')")


def test_what_is_not_committed_is_not_seen(path: Path) -> None:
    before = built(path, ["b.txt"])
    with Store(path) as store:
        put(store, "c.txt", *SOURCES["c.txt"])
        with Graph.open(path) as reader:
            assert [f.id for f in reader.files()] == ["b.txt"]
    assert export(path) == before


def test_a_moved_paragraph_keeps_its_task(path: Path, graph: Graph) -> None:
    before = [n.id for n in graph.nodes("task")]
    moved = "Kính gửi các đơn vị.\n" + PLAN
    shift = len(moved) - len(PLAN)
    said = plan()
    task = Task(start=said.tasks[0].start + shift, end=said.tasks[0].end + shift, section="1")
    with Store(path) as store:
        put(store, "plan.txt", moved, FileFacts(entities=said.entities, tasks=(task,)))
        store.commit()
    assert [n.id for n in graph.nodes("task")] == before


def test_two_texts_of_one_document_are_one_node_and_the_read_one_comes_first(path: Path) -> None:
    with Store(path) as store:
        put(store, "a-scan.txt", PLAN, plan(), ocr=True)
        put(store, "plan.txt", PLAN, plan())
        store.commit()
    with Graph.open(path) as graph:
        own = graph.files()[0].document
        assert graph.duplicates() == [(own, ("plan.txt", "a-scan.txt"))]
        assert [f.id for f in graph.files(own)] == ["plan.txt", "a-scan.txt"]
        assert [n.fields["file"] for n in graph.nodes("task")] == ["plan.txt"]
        implements = next(graph.edges(kind="implements"))
        assert [e.file for e in implements.evidence] == ["plan.txt", "a-scan.txt"]


def test_a_document_that_names_itself_has_no_fact_with_itself(path: Path) -> None:
    text = "sửa số 77/KH-UBND"
    with Store(path) as store:
        put(store, "a.txt", text, facts(text, OWN, document("77/KH-UBND", "2025-03-03", place="tinh-kon-tum")))
        store.commit()
    with Graph.open(path) as graph:
        assert not list(graph.edges())
        assert len(list(graph.mentions())) == 1


def test_one_path_under_two_folders_is_two_files(path: Path) -> None:
    text, said = SOURCES["b.txt"]
    with Store(path) as store:
        put(store, "b.txt", text, said, root="/x/one")
        put(store, "b.txt", text, said, root="/x/two")
        store.commit()
        with Graph.open(path) as graph:
            assert [f.id for f in graph.files()] == ["one//b.txt", "two//b.txt"]
        store.remove("/x/one/b.txt")
        store.commit()
    with Graph.open(path) as graph:
        assert [f.id for f in graph.files()] == ["b.txt"]


def test_a_slice_is_the_text_wherever_it_is_cut(path: Path) -> None:
    text = "đ".join(str(n) for n in range(CHUNK))
    with Store(path) as store:
        put(store, "long.txt", text, FileFacts(entities=(OWN,)))
        store.commit()
    with Graph.open(path) as graph:
        assert graph.text("long.txt") == text
        for start, end in (
            (0, 1),
            (CHUNK - 1, CHUNK + 1),
            (CHUNK, CHUNK),
            (CHUNK - 5, 3 * CHUNK + 5),
            (len(text) - 1, len(text)),
        ):
            assert graph.slice("long.txt", start, end) == text[start:end]


def test_search_needs_no_diacritics_and_forgets_what_is_gone(path: Path) -> None:
    text = "Đường cao tốc Hòa Bình\nNội dung khác"
    with Store(path) as store:
        put(store, "a.txt", text, FileFacts(entities=(OWN,)))
        store.commit()
        with Graph.open(path) as graph:
            for words in ("duong cao toc", "Đường Cao tốc", "đường hoà bình", "binh DUONG"):
                hits = graph.search(words)
                assert [h.file for h in hits] == ["a.txt"], words
            assert text[hits[0].start : hits[0].end] == "Đường cao tốc Hòa Bình"
            assert graph.search("Đường cao tốc")[0].text == "Đường cao tốc Hòa Bình"
            assert not graph.search("không có gì")
            assert not graph.search("()*\"'")
        store.remove(f"{ROOT}/a.txt")
        store.commit()
    with Graph.open(path) as graph:
        assert not graph.search("duong cao toc")


# ---- references -----------------------------------------------------------------------------------------------------

LIBRARY = (
    document("72-KL/TW", "2024-02-23", type="kết luận", issuer="Bộ Chính trị"),
    document("1676/QĐ-TTg", "2023-12-25", type="quyết định", issuer="Thủ tướng Chính phủ"),
    document("10-NQ/TW", "2022-02-10", type="nghị quyết", issuer="Bộ Chính trị", term="XIII"),
    document("10-NQ/TW", "2017-06-03", type="nghị quyết", issuer="Ban Chấp hành Trung ương", term="XII"),
    document("01/NQ-CP", "2014-01-02", type="nghị quyết", issuer="Chính phủ"),
    document("01/NQ-CP", "2025-01-08", type="nghị quyết", issuer="Chính phủ"),
    document("435/QĐ-UBND", "2020-07-10", type="quyết định", issuer="Ủy ban nhân dân tỉnh Kon Tum", place="tinh-kon-tum"),
    document("435/QĐ-UBND", "2021-03-04", type="quyết định", issuer="Ủy ban nhân dân tỉnh Gia Lai", place="tinh-gia-lai"),
    Entity(kind="document", label="Luật Đầu tư công số 39/2019/QH14", type="luật", name="Đầu tư công", symbol="39/2019/QH14", date="2019-06-13"),
    Entity(kind="document", label="Luật Đầu tư công số 58/2024/QH15", type="luật", name="Đầu tư công", symbol="58/2024/QH15", date="2024-11-29"),
    document("2589/BXD-QLN", "2013-12-05", type="công văn", issuer="Bộ Xây dựng"),
    agency("Sở Kế hoạch và Đầu tư tỉnh Sơn La", "tinh-son-la"),
    agency("Sở Kế hoạch và Đầu tư tỉnh Kon Tum", "tinh-kon-tum"),
    agency("Sở Y tế tỉnh Đắk Lắk", "tinh-dak-lak"),
    agency("Sở Y tế tỉnh Quảng Nam", "tinh-quang-nam"),
    agency("Thanh tra Sở Y tế tỉnh Đắk Lắk", "tinh-dak-lak"),
    agency("Ủy ban nhân dân tỉnh Sơn La", "tinh-son-la"),
    agency("Ủy ban nhân dân huyện, thành phố tỉnh Sơn La", "tinh-son-la", group=True, aliases=("UBND các huyện, thành phố",)),
    agency("Ủy ban nhân dân thành phố Hà Nội", "thanh-pho-ha-noi"),
    agency("Bộ Tài nguyên và Môi trường"),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Graph]:
    path = tmp_path_factory.mktemp("library") / "kg.db"
    own = document("99/BC-ABC", "2026-01-01")
    text = "văn bản mẫu"
    with Store(path) as store:
        put(store, "sub/list.txt", text, FileFacts(entities=(own, *LIBRARY)))
        store.commit()
    with Graph.open(path) as graph:
        yield graph


@pytest.mark.parametrize(
    ("ref", "wanted"),
    [
        ("72-KL/TW", ["2024-02-23"]),
        ("kết luận 72", ["2024-02-23"]),
        ("Kết luận số 72-KL/TW của Bộ Chính trị", ["2024-02-23"]),
        ("72kl", ["2024-02-23"]),
        ("KL 72", ["2024-02-23"]),
        ("72kltw", ["2024-02-23"]),
        ("1676qdttg", ["2023-12-25"]),
        ("72nqtw", []),
        ("QĐ 1676", ["2023-12-25"]),
        ("qd1676", ["2023-12-25"]),
        ("1676/qd-ttg", ["2023-12-25"]),
        ("1676 / QĐ – TTg", ["2023-12-25"]),
        ("10-NQ/TW ngày 10/02/2022", ["2022-02-10"]),
        ("10-NQ/TW ngày 10 tháng 02 năm 2022", ["2022-02-10"]),
        ("10-nq/tw khóa XII", ["2017-06-03"]),
        ("10-NQ/TW", ["2017-06-03", "2022-02-10"]),
        ("1/NQ-CP 2014", ["2014-01-02"]),
        ("01/NQ-CP năm 2014", ["2014-01-02"]),
        ("01/NQ-CP", ["2014-01-02", "2025-01-08"]),
        ("435/QĐ-UBND Kon Tum", ["2020-07-10"]),
        ("435/qd-ubnd tinh gia lai", ["2021-03-04"]),
        ("luật đầu tư công 2019", ["2019-06-13"]),
        ("Luật Đầu tư công năm 2024", ["2024-11-29"]),
        ("luat dau tu cong", ["2019-06-13", "2024-11-29"]),
        ("39/2019/QH14", ["2019-06-13"]),
        ("công văn 2589", ["2013-12-05"]),
        ("999-NQ/TW", []),
        ("72-NQ/TW", []),
        ("10-NQ/TW ngày 11/02/2022", []),
        ("1676/QĐ-UBND", []),
    ],
)
def test_a_document_is_found_as_people_write_it(library: Graph, ref: str, wanted: list[str]) -> None:
    assert sorted(n.fields["date"] for n in library.find(ref)) == wanted


@pytest.mark.parametrize(
    ("ref", "wanted"),
    [
        ("Sở KH&ĐT Sơn La", ["Sở Kế hoạch và Đầu tư tỉnh Sơn La"]),
        ("so ke hoach va dau tu", ["Sở Kế hoạch và Đầu tư tỉnh Kon Tum", "Sở Kế hoạch và Đầu tư tỉnh Sơn La"]),
        ("so y te dak lak", ["Sở Y tế tỉnh Đắk Lắk"]),
        ("SỞ Y TẾ TỈNH ĐẮK LẮK", ["Sở Y tế tỉnh Đắk Lắk"]),
        ("so y te quang nam", ["Sở Y tế tỉnh Quảng Nam"]),
        ("Sở Y tế", ["Sở Y tế tỉnh Quảng Nam", "Sở Y tế tỉnh Đắk Lắk"]),
        ("UBND tỉnh Sơn La", ["Ủy ban nhân dân tỉnh Sơn La"]),
        ("ubnd son la", ["Ủy ban nhân dân tỉnh Sơn La"]),
        ("UBND các huyện, thành phố tỉnh Sơn La", ["Ủy ban nhân dân huyện, thành phố tỉnh Sơn La"]),
        ("UBND TP. Hà Nội", ["Ủy ban nhân dân thành phố Hà Nội"]),
        ("Bộ TN&MT", ["Bộ Tài nguyên và Môi trường"]),
        ("Bộ Tài nguyên và Môi trường", ["Bộ Tài nguyên và Môi trường"]),
        ("Sở Ngoại vụ", []),
    ],
)
def test_a_body_is_found_as_people_write_it(library: Graph, ref: str, wanted: list[str]) -> None:
    assert sorted(n.label for n in library.find(ref, "agency")) == wanted


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Graph]:
    """A graph of bodies that people call by short and old names."""
    folder = tmp_path_factory.mktemp("bodies")
    (folder / "a.txt").write_text(
        "Giao Ban Tổ chức Trung ương, Ủy ban Kiểm tra Trung ương, Liên đoàn Thương mại và Công nghiệp Việt Nam, Tổng cục Thuế báo cáo.\n"
        "Giao Ban Tổ chức Tỉnh ủy Nghệ An, Sở Giáo dục và Đào tạo tỉnh Nghệ An, các cơ sở giáo dục tỉnh Nghệ An phối hợp.\n"
        "Giao UBND tỉnh Đắk Lắk, Công an tỉnh Đắk Lắk, UBND Hà Nội, các tổ chức tỉnh Bắc Ninh thực hiện.\n"
        "Giao UBND các tỉnh, thành phố trực thuộc Trung ương kiểm tra.\n",
        encoding="utf-8",
    )
    with kg.build(folder, graph=folder / "graph.db", workers=1) as graph:
        yield graph


@pytest.mark.parametrize(
    ("ref", "wanted"),
    [
        ("Ban Tổ chức TW", ["Ban Tổ chức Trung ương"]),
        ("BTCTW", ["Ban Tổ chức Trung ương"]),
        ("ubkt t.ư", ["Ủy ban Kiểm tra Trung ương"]),
        ("Ban Tổ chức Tỉnh ủy Nghệ An", ["Ban Tổ chức Tỉnh ủy Nghệ An"]),
        ("Ban Tổ chức TU Nghệ An", ["Ban Tổ chức Tỉnh ủy Nghệ An"]),
        ("VCCI", ["Liên đoàn Thương mại và Công nghiệp Việt Nam"]),
        ("TCT", ["Tổng cục Thuế"]),
        ("UBND Daklak", ["Ủy ban nhân dân tỉnh Đắk Lắk"]),
        ("CA tỉnh Đắc Lắc", ["Công an tỉnh Đắk Lắk"]),
        ("UBND TPHN", ["Ủy ban nhân dân thành phố Hà Nội"]),
        ("Sở Giáo dục Nghệ An", ["Sở Giáo dục và Đào tạo tỉnh Nghệ An"]),
        ("UBND các tỉnh, TP trực thuộc TW", ["Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương"]),
    ],
)
def test_short_and_old_names_of_bodies_and_places_are_understood(bodies: Graph, ref: str, wanted: list[str]) -> None:
    assert sorted(n.label for n in bodies.find(ref, "agency")) == wanted


def test_an_id_and_a_path_are_references(library: Graph) -> None:
    own = library.files()[0].document
    for ref in (own, "sub/list.txt", f"{ROOT}/sub/list.txt"):
        assert [n.id for n in library.find(ref)] == [own]


# ---- what is no graph file ------------------------------------------------------------------------------------------


def refused(path: Path) -> str:
    with pytest.raises(StoreError) as caught, Graph.open(path) as graph:
        list(graph.nodes())
    return caught.value.code


def test_what_is_no_graph_is_refused(path: Path, tmp_path: Path) -> None:
    assert refused(path) == "graph-missing"
    path.write_text("Kính gửi: các đơn vị")
    assert refused(path) == "graph-foreign"
    with pytest.raises(StoreError, match="graph-foreign"):
        Store(path)
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t(x)")
    assert refused(path) == "graph-foreign"
    with pytest.raises(StoreError, match="graph-folder-missing"):
        Store(tmp_path / "missing" / "kg.db")
    assert refused(tmp_path) in ("graph-unreadable", "graph-foreign")


@pytest.mark.parametrize(("version", "code"), [(999, "graph-newer"), (0, "graph-older")])
def test_another_version_is_said(path: Path, graph: Graph, version: int, code: str) -> None:
    graph.close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version={version}")
    assert refused(path) == code


def test_a_damaged_file_is_said(path: Path, graph: Graph) -> None:
    graph.close()
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    assert refused(path) == "graph-corrupt"


def test_a_graph_in_a_folder_that_cannot_be_written_is_read(path: Path, graph: Graph) -> None:
    graph.close()
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Graph.open(path) as again:
            assert len(again.files()) == 1
    finally:
        path.parent.chmod(0o755)


def test_one_build_at_a_time(path: Path) -> None:
    said = []
    with (
        build_lock(path),
        pytest.raises(StoreError, match="graph-busy"),
        build_lock(path, lambda: said.append(1), patience=0.3),
    ):
        pass
    assert said == [1]
    with build_lock(path):
        pass
    assert list(path.parent.iterdir()) == []
