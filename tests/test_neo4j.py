"""Neo4j, on a real server: pushing twice is pushing once, what left the graph leaves the server, what was broken off goes on, nothing writes unasked."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from neo4j_server import java, server, skip_without

from kg.api import Graph
from kg.building import build
from kg.cli import run
from kg.errors import ExportError, QueryError
from kg.export import EXPORTERS
from kg.export.neo4j import check_version, cypher, node_rows, push, relation_rows, shown
from kg.named import named

ROOT = Path(__file__).parent.parent
on_server = [pytest.mark.slow, pytest.mark.xdist_group("neo4j")]


@pytest.fixture
def empty(neo4j_uri: str) -> Iterator[str]:
    """A server without anything of ours."""
    cypher("MATCH (n:KgNode) DETACH DELETE n", neo4j_uri, write=True)
    yield neo4j_uri


@pytest.fixture(scope="module")
def filled(neo4j_uri: str, data_db: Path) -> str:
    """A server with the graph of `data/`."""
    with Graph.open(data_db) as graph:
        push(graph, neo4j_uri)
    return neo4j_uri


def counted(uri: str) -> dict[str, int]:
    found = cypher(
        "MATCH (n:KgNode) RETURN 'nodes' AS what, count(n) AS n UNION ALL MATCH (:KgNode)-[r]->() RETURN type(r) AS what, count(r) AS n",
        uri,
    )
    return {r["what"]: r["n"] for r in found.rows}


def expected(graph: Graph) -> dict[str, int]:
    found = {"nodes": len({r.id for r in node_rows(graph)})}
    for row in relation_rows(graph):
        found[row.type] = found.get(row.type, 0) + 1
    return found


@contextmanager
def cut_off(uri: str, after: int) -> Iterator[str]:
    """The address of a wire to the server that breaks for good when so many bytes have gone through to it."""
    host, port = uri.rpartition("//")[2].split(":")
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        with connection, socket.create_connection((host, int(port))) as server:
            back = threading.Thread(target=copy, args=(server, connection, 1 << 60), daemon=True)
            back.start()
            copy(connection, server, after)
            listening.close()
            connection.shutdown(socket.SHUT_RDWR)

    threading.Thread(target=serve, daemon=True).start()
    yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"
    listening.close()


def copy(source: socket.socket, target: socket.socket, limit: int) -> None:
    with suppress(OSError):  # the other side has hung up
        while limit > 0 and (data := source.recv(min(limit, 65536))):
            target.sendall(data)
            limit -= len(data)


class TestOnAServer:
    pytestmark = on_server

    def test_every_ready_question_runs(self, filled: str, graph: Graph) -> None:
        a, b = next((e.source, e.target) for e in graph.edges(kind="implements"))
        for name, question in named("cypher").items():
            assert question.title.keys() == {"vi", "en"}
            values = {"a": a, "b": b} if name == "path" else dict.fromkeys(question.parameters)
            found = cypher(question.text, filled, parameters=values)
            assert found.columns and (found.rows or name == "outdated"), name

    def test_a_ready_question_about_one_body(
        self, filled: str, data_db: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        args = [
            "cypher",
            "--uri",
            filled,
            "-g",
            str(data_db),
            "--name",
            "tasks-of-agency",
            "--with",
            "agency=Bộ Công an",
            "--as",
            "json",
        ]
        assert run(args) == 0
        rows = json.loads(capsys.readouterr().out)
        assert {r["agency"] for r in rows} == {"bo-cong-an"}
        assert all(r["text"] and r["document"] for r in rows)

    def test_heirs_are_there_whether_a_text_names_them_or_not(self, filled: str, graph: Graph) -> None:
        """No text of 2024 names the heirs of 2025."""
        wanted = {
            (n.id, h["id"], h["label"], h["date"])
            for n in graph.nodes("agency")
            for h in n.fields.get("successors") or ()
        }
        assert any(graph.node(heir) is None for _, heir, _, _ in wanted)
        found = cypher(named("cypher")["heirs"].text, filled, parameters={"agency": None}).rows
        assert {(r["agency"], r["heir"], r["name"], r["date"]) for r in found} == wanted

    def test_relations_carry_their_sentences(self, filled: str, graph: Graph) -> None:
        rows = cypher(
            "MATCH (:Document)-[r:IMPLEMENTS]->(:Document) RETURN r.quotes AS q, r.files AS f, r.starts AS s, r.ends AS e",
            filled,
        ).rows
        assert len(rows) == len(list(graph.edges(kind="implements")))
        for row in rows:
            for quote, file, start, end in zip(row["q"], row["f"], row["s"], row["e"], strict=True):
                assert graph.slice(file, start, end) == quote

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("CREATE (n:X)", "cypher-write"),
            ("MATCH (n:KgNode) DETACH DELETE n", "cypher-write"),
            ("MATCH (n) SET n.x = 1", "cypher-write"),
            ("CREATE INDEX x FOR (n:X) ON (n.y)", "cypher-write"),
            ("MATCH (n) RETRN n", "cypher-syntax"),
            ("MATCH (n)\nRETURN m", "cypher-syntax"),
            ("RETURN 1/0", "neo4j-failed"),
        ],
    )
    def test_wrong_queries(self, filled: str, query: str, code: str) -> None:
        with pytest.raises(QueryError) as error:
            cypher(query, filled)
        assert error.value.code == code

    def test_a_syntax_error_shows_its_place(self, filled: str, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["--lang", "en", "cypher", "--uri", filled, "MATCH (n)\nRETURN m"]) == 1
        said = capsys.readouterr().err
        assert "line 2, column 8" in said and "^" in said and "Traceback" not in said

    def test_a_query_that_runs_too_long_is_stopped(self, filled: str) -> None:
        with pytest.raises(QueryError, match="query-too-long"):
            cypher("MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id = d.id RETURN count(*)", filled, limit=1)

    def test_a_missing_database(self, filled: str) -> None:
        with pytest.raises(ExportError, match="neo4j-database"):
            cypher("RETURN 1", filled, database="nope")

    def test_twice_is_once_and_what_left_leaves(self, empty: str, tmp_path: Path) -> None:
        papers = tmp_path / "papers"
        papers.mkdir()
        for name in ("ke-hoach-son-la-2024.txt", "cong-dien-217-ttg-2025.txt", "cong-dien-223-ttg-2025.txt"):
            shutil.copy(ROOT / "data" / name, papers)
        db = tmp_path / "kg.db"
        build([papers], db, workers=1).close()
        with Graph.open(db) as graph:
            first = push(graph, empty, batch=100)
            assert first.removed == 0 and first.kept == 0
            assert counted(empty) == expected(graph)
            whole = cypher("MATCH (n:KgNode) RETURN n ORDER BY n.id", empty).rows
            second = push(graph, empty)
            assert (second.written, second.removed) == (0, 0)
            assert second.kept == first.written
            assert cypher("MATCH (n:KgNode) RETURN n ORDER BY n.id", empty).rows == whole
        cypher("MATCH (n:KgNode) WITH n LIMIT 1 MERGE (n)<-[:SEEN_BY]-(:Reader {name: 'x'})", empty, write=True)
        (papers / "ke-hoach-son-la-2024.txt").unlink()
        build([papers], db, workers=1).close()
        with Graph.open(db) as graph:
            assert push(graph, empty).removed > 100
            assert counted(empty) == expected(graph)
        assert cypher("MATCH (n:Document) WHERE n.symbol = '221-KH/TU' RETURN n", empty).rows == []
        assert len(cypher("MATCH (r:Reader) RETURN r", empty).rows) == 1  # what others keep there stays
        cypher("MATCH (r:Reader) DETACH DELETE r", empty, write=True)

    def test_what_was_broken_off_goes_on(self, empty: str, data_db: Path) -> None:
        with Graph.open(data_db) as graph:
            with cut_off(empty, after=400_000) as uri, pytest.raises(ExportError, match="neo4j-lost"):
                push(graph, uri, batch=50)
            there = counted(empty)["nodes"]
            assert 0 < there < len(list(node_rows(graph)))
            done = push(graph, empty)
            assert done.kept >= there and done.written > 0
            assert counted(empty) == expected(graph)

    def test_words_of_documents_are_never_part_of_a_query(self, empty: str, tmp_path: Path) -> None:
        paper = tmp_path / "p" / "x'}) DETACH DELETE n --.txt"
        paper.parent.mkdir()
        paper.write_text(
            'Số: 1/KH-UBND\nKẾ HOẠCH\nThực hiện Nghị quyết số 12-NQ/TU\n1. Sở Y tế\n- Chủ trì `MATCH (n) DETACH DELETE n` "}) // năm 2025.\n',
            "utf-8",
        )
        build([paper.parent], tmp_path / "kg.db", workers=1).close()
        with Graph.open(tmp_path / "kg.db") as graph:
            push(graph, empty)
            assert counted(empty) == expected(graph)

    def test_the_command(self, empty: str, data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for _ in range(2):
            assert run(["--lang", "en", "push", empty, "-g", str(data_db)]) == 0
        assert "wrote 0 nodes and relations, removed 0" in capsys.readouterr().err

    def test_a_refused_login_and_passwords_that_stay_secret(
        self, tmp_path: Path, data_db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        skip_without()
        monkeypatch.setenv("KG_NEO4J_USER", "neo4j")
        monkeypatch.setenv("KG_NEO4J_PASSWORD", "not-the-one-7531")
        with server(tmp_path / "neo4j", auth=True) as uri:
            assert run(["--lang", "en", "push", uri, "-g", str(data_db)]) == 1
        said = capsys.readouterr()
        assert "refuses the login" in said.err
        assert "7531" not in said.err + said.out


@pytest.mark.slow
@pytest.mark.xdist_group("neo4j")
def test_neo4j_admin_takes_the_import_files(tmp_path: Path, data_db: Path) -> None:
    skip_without()
    files, home = tmp_path / "files", tmp_path / "home"
    with Graph.open(data_db) as graph:
        EXPORTERS["neo4j-import"](graph, files)
        wanted = expected(graph)
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text("", "utf-8")
    command = java("org.neo4j.cli.AdminTool", "database", "import", "full", "neo4j", "@import.args")
    environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, cwd=files, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    with server(home) as uri, Graph.open(data_db) as graph:
        assert counted(uri) == wanted
        assert push(graph, uri).written == 0


def test_import_files_are_the_same_on_a_second_run(tmp_path: Path, data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        for name in ("a", "b"):
            EXPORTERS["neo4j-import"](graph, tmp_path / name)
    first = {p.name: p.read_bytes() for p in (tmp_path / "a").iterdir()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "b").iterdir()}
    assert {"import.args", "node-Document.csv", "relation-IMPLEMENTS.csv"} <= first.keys()


@pytest.mark.parametrize(
    "uri",
    ["localhost:7687", "http://localhost:7474", "neo4j://", "bolt://user:geheim@localhost:7687", "postgres://x", ""],
)
def test_a_wrong_address(
    uri: str, data_db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_NEO4J_URI", uri or "no address")
    assert run(["--lang", "en", "push", "-g", str(data_db)]) == 1
    said = capsys.readouterr().err
    why = "must not carry a name and password" if "@" in uri else "is no address of Neo4j"
    assert why in said and "geheim" not in said and len(said.splitlines()) == 1


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there(scheme: str, data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert run(["--lang", "en", "push", f"{scheme}://127.0.0.1:{port}", "-g", str(data_db)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("no Neo4j server can be reached") and len(said.splitlines()) == 1


def test_a_server_that_agrees_on_no_version_of_bolt(data_db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def refuse() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(20)
                connection.sendall(b"\0\0\0\0")

    threading.Thread(target=refuse, daemon=True).start()
    try:
        assert run(["--lang", "en", "push", f"bolt://127.0.0.1:{listening.getsockname()[1]}", "-g", str(data_db)]) == 1
    finally:
        listening.close()
    said = capsys.readouterr().err
    assert "4.4 or later is needed" in said and len(said.splitlines()) == 1


def test_an_older_server() -> None:
    with pytest.raises(ExportError, match="neo4j-old"):
        check_version("Neo4j/4.3.9", "bolt://x")
    for agent in ("Neo4j/4.4.0", "Neo4j/5.26.0", "Neo4j/2026.01.0", "Memgraph"):
        check_version(agent, "bolt://x")


def test_addresses_are_shown_without_secrets() -> None:
    assert shown("neo4j://user:pass@host:1") == "neo4j://host:1"


def test_ids_are_unique(graph: Graph) -> None:
    nodes = [r.id for r in node_rows(graph)]
    assert len(nodes) == len(set(nodes))
    relations = [r.id for r in relation_rows(graph)]
    assert len(relations) == len(set(relations))
