"""SPARQL: ready questions, faults with their place, nothing written, nothing fetched, the store kept up to date, and the protocol's clients."""

from __future__ import annotations

import io
import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.api import Graph
from kg.building import build
from kg.cli import run
from kg.errors import QueryError
from kg.named import named
from kg.sparql import ask, bound, check, routes, rows, store

ROOT = Path(__file__).parent.parent
NUMBERS = "SELECT ?n WHERE { ?d kg:implements [ eli:number ?n ] } ORDER BY ?n"


@pytest.fixture(scope="module")
def db(data_db: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the graph of `data/`, whose store lies beside it."""
    path = tmp_path_factory.mktemp("sparql") / "kg.db"
    shutil.copy(data_db, path)
    return path


def table(db: Path, query: str) -> list[dict[str, str]]:
    return rows(ask(db, query))[1]


def test_what_the_graph_says_is_what_sparql_says(db: Path) -> None:
    with Graph.open(db) as graph:
        said = {(e.source, e.target) for e in graph.edges(kind="implements")}
    found = table(
        db, "SELECT ?a ?b WHERE { ?x kg:implements ?y . ?x dcterms:identifier ?a . ?y dcterms:identifier ?b }"
    )
    assert {(r["a"], r["b"]) for r in found} == said
    assert len(found) == len(said)


@pytest.mark.parametrize("name", sorted(named("rq")))
def test_each_ready_question_runs_says_what_it_asks_and_is_sorted(db: Path, name: str) -> None:
    question = named("rq")[name]
    assert question.title.keys() == {"vi", "en"}
    first = ask(db, question.text)
    assert ask(db, question.text).body == first.body
    if name not in ("outdated", "changed-provisions"):  # nothing of that in the sample
        assert rows(first)[1]


def test_a_ready_question_about_one_document(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            [
                "sparql",
                "-g",
                str(db),
                "--name",
                "lineage-up",
                "--with",
                "document=221-KH/TU ngày 22/3/2024",
                "--as",
                "json",
            ]
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    with Graph.open(db) as graph:
        kl = graph.find("72-KL/TW")[0].id
    assert f"doc:{kl}" in {r["ancestor"] for r in found}
    assert len({r["document"] for r in found}) == 1


def test_each_pair_of_bodies_is_told_once(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def pairs(*more: str) -> list[tuple[str, str]]:
        assert run(["sparql", "-g", str(db), "--name", "working-together", *more, "--as", "json"]) == 0
        return [(row["body"], row["other"]) for row in json.loads(capsys.readouterr().out)]

    every = pairs()
    assert every
    assert len({frozenset(pair) for pair in every}) == len(every)
    assert pairs("--with", f"agency={every[0][1].removeprefix('id:')}")  # of one body, on either side


def test_a_ready_question_about_a_day(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "-g", str(db), "--name", "deadlines", "--with", "since=2026-01-01", "--as", "json"]) == 0
    days = [r["deadline"] for r in json.loads(capsys.readouterr().out)]
    assert days and min(days) >= "2026-01-01"


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_every_listing_form(db: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "-g", str(db), NUMBERS, "--as", form]) == 0
    assert "57-NQ/TW" in capsys.readouterr().out


def test_ask_and_construct(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "-g", str(db), "ASK { ?s kg:implements ?o }"]) == 0
    assert capsys.readouterr().out == "true\n"
    assert run(["sparql", "-g", str(db), "CONSTRUCT { ?s eli:refers_to ?o } WHERE { ?s kg:implements ?o }"]) == 0
    assert "eli:refers_to" in capsys.readouterr().out


def test_a_question_without_rows_found_nothing(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = ["sparql", "-g", str(db), "SELECT ?d WHERE { ?d a kg:Nothing }"]
    assert run(nothing) == 1  # as every question that finds nothing, and said
    told = capsys.readouterr()
    assert told.out == "" and "--list" in told.err
    assert run([*nothing, "--as", "csv"]) == 1
    assert capsys.readouterr().out == "d\n"


def test_a_syntax_error_shows_its_place(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "en", "sparql", "-g", str(db), "SELECT ?d\nWHERE { ?d kg:implements }"]) == 1
    said = capsys.readouterr().err
    assert "line 2, column 26" in said and "^" in said and "Traceback" not in said


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:> <b:> <c:> }",
        "PREFIX a: <b:>\n# so\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "drop all",
    ],
)
def test_updates_are_refused(db: Path, query: str) -> None:
    with pytest.raises(QueryError, match="sparql-update"):
        ask(db, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE#c\n<http://localhost/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<'x>y'){SERVICE <http://localhost> {?s ?p ?o}} #'\n}",
    ],
)
def test_no_question_reaches_another_server(query: str) -> None:
    with pytest.raises(QueryError, match="sparql-service"):
        check(query)


def test_words_like_service_are_no_service() -> None:
    check("SELECT ?service WHERE { ?service a org:Organization ; skos:prefLabel ?l FILTER(CONTAINS(?l, 'service')) }")


def test_a_question_that_runs_too_long_is_stopped(db: Path) -> None:
    store(db)
    begun = time.monotonic()
    with pytest.raises(QueryError, match="query-too-long"):
        ask(db, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", limit=1)
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["sparql"], "query-which"),
        (["sparql", "ASK {}", "--name", "files"], "query-which"),
        (["sparql", "--name", "nope"], "query-unknown"),
        (["sparql", "--file", "/nowhere/x.rq"], "query-file"),
        (["sparql", "--name", "lineage-up", "--with", "document"], "query-parameter"),
        (["sparql", "--name", "lineage-up", "--with", "x=1"], "query-parameter"),
        (["sparql", "DESCRIBE <a:b>", "--with", "x=1"], "query-where"),
    ],
)
def test_wrong_questions_get_a_sentence(
    db: Path, args: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from kg.messages import t

    assert run([*args, "-g", str(db)]) == (2 if code in ("query-which", "query-unknown", "query-parameter") else 1)
    said = capsys.readouterr().err
    assert said.startswith(t(f"error.{code}").split("{")[0]) and "Traceback" not in said


def test_a_value_goes_in_as_a_term() -> None:
    assert bound("SELECT * WHERE { ?s ?p ?o }", {"s": "<a:b>"}) == "SELECT * WHERE { VALUES ?s { <a:b> }  ?s ?p ?o }"


def test_the_store_follows_the_graph_file_by_file(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name in ("ke-hoach-son-la-2024.txt", "cong-dien-217-ttg-2025.txt", "cong-dien-223-ttg-2025.txt"):
        shutil.copy(ROOT / "data" / name, papers)
    db = tmp_path / "kg.db"
    everything = "SELECT ?s ?p ?o { ?s ?p ?o }"

    def clean() -> set[tuple[tuple[str, str], ...]]:
        other = tmp_path / f"clean{time.monotonic_ns()}.db"
        build([papers], other, workers=1).close()
        return {tuple(sorted(r.items())) for r in table(other, everything)}

    build([papers], db, workers=1).close()
    assert {tuple(sorted(r.items())) for r in table(db, everything)} == clean()
    (papers / "cong-dien-217-ttg-2025.txt").unlink()
    build([papers], db, workers=1).close()
    after = table(db, everything)
    assert {tuple(sorted(r.items())) for r in after} == clean()
    assert len(after) == len({tuple(sorted(r.items())) for r in after})
    state = json.loads((db.with_name("kg.db.rdfstore") / "state.json").read_text("utf-8"))
    assert len(state["graphs"]) == 3
    (db.with_name("kg.db.rdfstore") / "state.json").write_text("{}", "utf-8")  # as an interruption leaves it
    assert len(table(db, everything)) == len(after)


# -- the protocol


@pytest.fixture(scope="module")
def endpoint(db: Path) -> Iterator[str]:
    """The address of a running endpoint."""
    import uvicorn
    from starlette.applications import Starlette

    store(db)
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes(db, limit=5)), host="127.0.0.1", port=0, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/sparql"
    server.should_exit = True
    thread.join(10)


def test_sparqlwrapper_reads_and_cannot_write(endpoint: str) -> None:
    from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

    client = SPARQLWrapper(endpoint)
    client.setQuery("SELECT ?n WHERE { ?d eli:number ?n } ORDER BY ?n LIMIT 5")
    client.setReturnFormat(JSON)
    found = client.queryAndConvert()
    assert len(found["results"]["bindings"]) == 5
    client.setMethod(POST)
    assert client.queryAndConvert() == found
    client.setReturnFormat(XML)
    assert "binding" in client.queryAndConvert().toxml()
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().startswith(b"n\r\n")
    client.setQuery("CONSTRUCT WHERE { ?d eli:number ?n }")
    client.setReturnFormat(TURTLE)
    assert b"eli:number" in client.queryAndConvert()
    client.setMethod(POST)
    client.setQuery("INSERT DATA { <a:b> <a:b> <a:b> }")
    with pytest.raises(Exception, match="403"):
        client.query()


def test_rdflibs_sparqlstore_reads(endpoint: str) -> None:
    from rdflib import RDF, Graph, URIRef
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = Graph(SPARQLStore(endpoint))
    kind = URIRef("https://w3id.org/vn-legal-kg/ontology#Document")
    documents = list(graph.subjects(RDF.type, kind))
    assert len(documents) > 50
    assert (documents[0], RDF.type, kind) in graph
    assert len(
        list(
            graph.query("SELECT ?d WHERE { ?d a kg:Document }", initNs={"kg": "https://w3id.org/vn-legal-kg/ontology#"})
        )
    ) == len(documents)


@pytest.mark.parametrize(
    ("method", "content", "kind", "status"),
    [
        ("GET", {}, None, 400),
        ("GET", {"query": "SELEC"}, None, 400),
        ("GET", {"query": "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"}, None, 400),
        ("GET", {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}, None, 503),
        ("POST", "ASK { ?s ?p ?o }", "application/sparql-query", 200),
        ("POST", "DROP ALL", "application/sparql-update", 403),
        ("POST", "update=DROP+ALL", "application/x-www-form-urlencoded", 403),
        ("POST", "x", "text/html", 415),
        ("PUT", "x", "text/turtle", 405),
        ("DELETE", "", None, 405),
    ],
)
def test_the_protocols_answers(
    endpoint: str, method: str, content: dict[str, str] | str, kind: str | None, status: int
) -> None:
    from urllib.error import HTTPError
    from urllib.parse import urlencode
    from urllib.request import Request, urlopen

    url = f"{endpoint}?{urlencode(content)}" if isinstance(content, dict) else endpoint
    body = content.encode() if isinstance(content, str) else None
    request = Request(url, body, {"Content-Type": kind} if kind else {}, method=method)
    try:
        with urlopen(request, timeout=60) as answer:
            found, text = answer.status, answer.read().decode()
    except HTTPError as error:
        found, text = error.code, error.read().decode()
    assert found == status
    assert "Traceback" not in text


def test_graphs_asked_for_in_the_address(endpoint: str, db: Path) -> None:
    import urllib.parse
    import urllib.request

    from kg.export.vocabulary import graph_iri

    one = graph_iri("ke-hoach-son-la-2024.txt")
    query = urllib.parse.urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "default-graph-uri": one})
    with urllib.request.urlopen(f"{endpoint}?{query}", timeout=60) as answer:
        part = int(json.loads(answer.read())["results"]["bindings"][0]["n"]["value"])
    whole = int(table(db, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0]["n"])
    assert 0 < part < whole


def test_the_explorer_has_the_endpoint(db: Path) -> None:
    from starlette.testclient import TestClient

    from kg.serve.app import create_app
    from kg.serve.more import ROUTES

    client = TestClient(create_app(db, more=ROUTES), base_url="http://localhost")
    query = "SELECT ?n WHERE { ?d eli:number ?n } LIMIT 3"
    assert len(client.get("/sparql", params={"query": query}).json()["results"]["bindings"]) == 3
    assert len(client.post("/sparql", data={"query": query}).json()["results"]["bindings"]) == 3
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
    assert client.get("/sparql", params={"query": query}, headers={"host": "evil.example"}).status_code == 421


def test_a_question_may_come_from_a_pipe(
    db: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?s ?p ?o }"))
    assert run(["sparql", "--file", "-", "-g", str(db)]) == 0
    assert capsys.readouterr().out == "true\n"
