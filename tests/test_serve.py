"""The explorer: every page and question answers, only known hosts may ask, nothing can be written but a judgement, the description is true."""

from __future__ import annotations

import csv
import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the explorer is an extra: pip install 'vn-legal-kg[serve]'")

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from kg.api import Graph
from kg.errors import StoreError, UsageFault
from kg.messages import t
from kg.query.deadlines import deadlines
from kg.query.gaps import gaps
from kg.query.tasks import tasks
from kg.serve import api
from kg.serve.app import create_app
from kg.view import data, select

SON_LA = "ke-hoach-son-la-2024.txt"
PAGES = (
    "/", "/search", "/search?q=so cong thuong", "/graph", "/graph?around=nq-57-tw-2024", "/node/nq-57-tw-2024", "/node/so-cong-thuong-son-la",
    "/node/so-cong-thuong-son-la?as_of=2026-01-01", f"/file?id={SON_LA}&from=100&to=200", "/deadlines", "/deadlines?overdue=1", "/stale", "/gaps", "/stats",
    "/issues", "/issues?code=date-conflict", "/issues?document=nope",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(data_db: Path) -> Iterator[TestClient]:
    with TestClient(create_app(data_db), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_in_both_languages(site: TestClient, path: str, lang: str) -> None:
    answer = site.get(path + ("&" if "?" in path else "?") + f"lang={lang}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    site.cookies.clear()


CODE = re.compile(
    r">\s*(?:error|relation|relation-in|issue|issue-kind|kind|role|scope|field|column|view|serve|count|stats)\.[a-z]"
)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_page_shows_a_code_instead_of_words(site: TestClient, graph: Graph, lang: str) -> None:
    nodes = [
        next(graph.nodes(kind)).id
        for kind in ("document", "agency", "project", "programme", "masterplan", "place", "task")
    ]
    for path in (*PAGES, *(f"/node/{i}" for i in nodes)):
        text = site.get(path, params=None if "?" in path else {"lang": lang}).text
        assert CODE.search(text) is None, path
    site.cookies.clear()


def test_each_issue_leads_to_its_words(site: TestClient, graph: Graph) -> None:
    issue = next(i for i in graph.issues() if i.end > i.start)
    answer = site.get("/issues", params={"code": issue.code}).text
    assert f"from={issue.start}&amp;to={issue.end}" in answer
    rows = site.get("/api/issues", params={"code": issue.code}).json()
    assert rows[0]["quote"] == graph.slice(issue.file, issue.start, issue.end)[:300]
    assert site.get("/api/issues", params={"code": "nothing"}).json() == []


def test_every_task_and_body_has_a_page(site: TestClient, graph: Graph) -> None:
    for kind in ("task", "agency", "project", "programme", "masterplan", "place"):
        for node in list(graph.nodes(kind))[:3]:
            assert site.get(f"/node/{node.id}").status_code == 200, node.id


def test_no_page_holds_a_script_or_style_of_its_own(site: TestClient) -> None:
    for path in PAGES:
        answer = site.get(path)
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert "<style" not in answer.text and " style=" not in answer.text and " onclick" not in answer.text
        assert answer.text.count("<script") == answer.text.count("<script src=") + answer.text.count(
            "<script defer src="
        ) + answer.text.count('type="application/json"')


def test_a_text_shows_every_mention_with_where_it_leads(site: TestClient, graph: Graph) -> None:
    answer = site.get(f"/file?id={SON_LA}")
    first: list[tuple[int, str]] = []
    end = 0
    for m in graph.mentions(file=SON_LA):
        if m.start >= end:
            first.append((m.start, m.node))
            end = m.end
    assert answer.text.count('<a class="m ') == len(first)
    assert all(f'href="/node/{node}"' in answer.text for _, node in first)


def test_the_words_asked_for_are_marked(site: TestClient, graph: Graph) -> None:
    text = graph.text(SON_LA)
    start = text.index("UBND tỉnh Sơn La")
    answer = site.get(f"/file?id={SON_LA}&from={start}&to={start + 16}")
    assert '<mark id="m">' in answer.text
    assert "UBND tỉnh Sơn La" in answer.text.split('<mark id="m">')[1].split("</mark>")[0]


def test_the_body_page_names_those_before_and_after(site: TestClient) -> None:
    answer = site.get("/node/so-giao-thong-van-tai-son-la")
    assert answer.status_code == 200
    assert "Sở Xây dựng tỉnh Sơn La" in answer.text


def test_the_body_page_says_what_the_command_does(site: TestClient) -> None:
    page = site.get("/node/so-cong-thuong-son-la?lang=en").text
    assert re.search(r'Part of: <a href="/node/ubnd-son-la">', page)
    assert "<dt>Level</dt><dd>province</dd>" in page
    site.cookies.clear()
    assert "trong phần này" not in site.get("/node/nq-57-tw-2024").text


def test_deadlines_name_who_answers_first_and_in_which_role(site: TestClient) -> None:
    page = site.get("/deadlines").text
    cells = [re.findall(r'<span class="mut">(chịu trách nhiệm|phối hợp):</span>', row) for row in page.split("<tr>")]
    assert any({"chịu trách nhiệm", "phối hợp"} <= set(roles) for roles in cells)
    assert all(roles == sorted(roles) for roles in cells)


def test_the_page_of_a_document_says_when_its_tasks_are_due_and_each_role_once(site: TestClient, graph: Graph) -> None:
    due = next(d for d in graph.deadlines() if d.task and d.not_after and len(list(graph.edges(task=d.task))) > 1)
    page = site.get(f"/node/{due.document}").text
    row = next(r for r in page.split("<tr>") if f"/node/{due.task}" in r)
    assert due.text.split("\n")[0] in row and "/".join(reversed(str(due.not_after).split("-"))) in row
    roles = [e.role for e in graph.edges(task=due.task)]
    assert row.count("</a>") == 1 + len(roles) and row.count(":</span>") == len(set(roles))


def test_the_page_of_deadlines_leads_to_those_that_have_passed(site: TestClient) -> None:
    page = site.get("/deadlines?as_of=2030-01-01&lang=vi").text
    assert "thời hạn đã qua trước ngày 01/01/2030" in page and 'href="?overdue=1&amp;as_of=2030-01-01"' in page
    assert "đã qua trước ngày" not in site.get("/deadlines?as_of=2030-01-01&overdue=1&lang=vi").text


def test_marks_of_bold_stand_in_quotes_alone(site: TestClient, graph: Graph) -> None:
    task = next(n for n in graph.nodes("task") if "**" in str(n.fields["text"]))
    page = site.get(f"/node/{task.id}").text
    heading = page.split("<h1")[1].split("</h1>")[0]
    words = " ".join(str(task.fields["text"]).replace("*", "").split())
    assert "*" not in heading and words[:40] in heading
    assert "**" in "".join(page.split("<blockquote>")[1:])


def test_every_sentence_of_a_relation_has_a_page(site: TestClient, graph: Graph) -> None:
    edge = max(graph.edges(), key=lambda e: len(e.evidence))
    asked = {"source": edge.source, "target": edge.target, "kind": edge.kind}
    page = site.get("/fact", params=asked)
    assert page.status_code == 200
    assert page.text.count("<blockquote>") == sum(len(e.evidence) for e in graph.edges(**asked))
    assert site.get("/fact", params={**asked, "target": "nothing"}).status_code == 404


def test_a_quote_of_the_served_page_gets_its_paragraph(site: TestClient, graph: Graph) -> None:
    """The page holds the quotes; asked for its place, the server gives the paragraph as the page of `kg view` has it."""
    whole = data.page(graph, select.around(graph, ["nq-57-tw-2024"]))
    bare = data.page(graph, select.around(graph, ["nq-57-tw-2024"]), bare=True)
    assert len(bare.edges) == len(whole.edges) and all(p.bare for p in bare.passages)
    pairs = [(a, b) for x, y in zip(whole.edges, bare.edges, strict=True) if not x.derived for a, b in zip(x.evidence, y.evidence, strict=True)][:40]  # fmt: skip
    places = []
    for _, (p, a, b, _, _) in pairs:
        quote = bare.passages[p]
        places.append(f"{bare.files[quote.file].id}:{quote.start + a}:{quote.start + b}")
    found = site.get("/api/passages", params={"at": places}).json()
    for ((p, *_), _), got in zip(pairs, found, strict=True):
        there = whole.passages[p]
        assert (got["text"], got["start"], got["line"], got["section"]) == (
            there.text,
            there.start,
            there.line,
            there.section,
        )
    assert site.get("/api/passages?at=nothing.txt:1:2").status_code == 404
    assert site.get(f"/api/passages?at={SON_LA}:99999999:1").json()[0]["text"] is not None
    assert site.get("/api/passages?at=x").status_code == 400


def test_the_tasks_of_a_body_as_a_file(site: TestClient, graph: Graph) -> None:
    assert 'href="/tasks.csv?agency=so-cong-thuong-son-la"' in site.get("/node/so-cong-thuong-son-la").text
    answer = site.get("/tasks.csv?agency=so-cong-thuong-son-la")
    assert (
        answer.headers["content-type"] == "text/csv; charset=utf-8"
        and "attachment" in answer.headers["content-disposition"]
    )
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert {r["task"] for r in rows} == {e.task for e in graph.edges(target="so-cong-thuong-son-la", kind="assigns")}
    assert site.get("/tasks.csv?agency=khong-co-gi-ca").status_code == 404
    assert site.get("/tasks.csv?as_of=x").status_code == 400


def test_a_page_that_is_not_there_says_that_nothing_was_found(site: TestClient) -> None:
    answer = site.get("/node/khong-co-gi-ca")
    assert answer.status_code == 404 and "<h1>Không tìm thấy</h1>" in answer.text
    assert "<h1>Not found</h1>" in site.get("/node/khong-co-gi-ca?lang=en").text
    site.cookies.clear()


def test_the_page_of_an_heir_lists_what_it_took_over(site: TestClient) -> None:
    """As many as `kg tasks --as-of` and the page of `kg view`; the sheet has them too."""
    page = site.get("/node/so-tai-chinh-son-la").text
    assert 'Nhiệm vụ <span class="mut">(10)' in page and "Nhận lại <b>9</b>" in page
    assert "Nhận từ Sở Kế hoạch và Đầu tư tỉnh Sơn La, từ 01/03/2025, theo 461/NQ-HĐND" in page
    link = re.search(r'href="(/tasks.csv[^"]+)"', page)
    assert link
    rows = list(csv.DictReader(site.get(html.unescape(link[1])).content.decode("utf-8-sig").splitlines()))
    assert len(rows) == 10 and sum(bool(r["inherited"]) for r in rows) == 9
    before = site.get("/node/so-ke-hoach-va-dau-tu-son-la").text
    assert before.count("nay do Sở Tài chính tỉnh Sơn La, từ 01/03/2025") == 9
    around = site.get("/api/page?around=so-tai-chinh-son-la").json()
    assert sum(bool(e.get("now")) for e in around["edges"]) == 9


def test_deadlines_as_files(site: TestClient) -> None:
    """A body's page leads to its calendar and sheet; each holds what `kg deadlines` gives."""
    body = "so-ke-hoach-va-dau-tu-son-la"
    for page in (f"/node/{body}", "/deadlines", f"/deadlines?agency={body}"):
        assert "/deadlines.ics" in site.get(page).text
    answer = site.get(f"/deadlines.ics?agency={body}&as_of=2024-12-01")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "RRULE:FREQ=YEARLY" in answer.text
    answer = site.get(f"/deadlines.csv?agency={body}&as_of=2024-12-01")
    rows = list(csv.DictReader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows and rows[0]["due"] == "2024-12-15"
    assert site.get("/deadlines.csv?overdue=true").status_code == 200
    page = site.get(f"/deadlines?agency={body}&as_of=2025-12-01").text
    assert f"/deadlines.ics?agency={body}&amp;as_of=2025-12-01" in page
    assert "nay do Sở Tài chính tỉnh Sơn La giữ, từ 01/03/2025" in page
    assert f"/deadlines.ics?agency={body}&amp;as_of=2025-12-01" in site.get(f"/node/{body}?as_of=2025-12-01").text


def test_the_page_of_deadlines_is_as_of_the_day_it_is_asked(site: TestClient) -> None:
    page = site.get("/deadlines?as_of=2025-12-01").text
    assert "15/12/2025" in page and "15/12/2026" not in page and 'value="2025-12-01"' in page
    assert "không hiểu ngày “mai”" in site.get("/deadlines?as_of=mai").text
    assert site.get("/deadlines.ics?agency=khong-co-gi-ca").status_code == 404


def test_a_page_says_the_own_words_of_a_document_first(site: TestClient) -> None:
    shown = site.get("/node/nq-3-cp-2025").text
    first = shown[shown.index("/node/nq-57-tw-2024") :]
    assert 'data-copy="Nghị quyết 03/NQ-CP"' in first[: first.index("</footer>")]


# -- who may ask


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "169.254.1.1", "", "127.0.0.1.evil.example:80"]
)
def test_other_host_names_are_refused(site: TestClient, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000", "LOCALHOST"])
def test_loopback_names_are_served(site: TestClient, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/api/search", "/review", "/node/x"])
def test_only_reading(site: TestClient, method: str, path: str) -> None:
    answer = site.request(method, path)
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"


def test_another_address_needs_a_token(data_db: Path) -> None:
    with pytest.raises(UsageFault):
        create_app(data_db, host="0.0.0.0")
    with pytest.raises(UsageFault):
        create_app(data_db, host="192.0.2.7", token="abc", review=True)
    with TestClient(create_app(data_db, host="0.0.0.0", token="geheim"), base_url="http://192.0.2.7") as client:
        assert client.get("/").status_code == 401
        assert client.get("/static/app.js").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/api/stats", headers={"authorization": "Bearer geheim"}).status_code == 200
        answer = client.get("/search?q=a&token=geheim", follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"] == "/search?q=a"
        assert "HttpOnly" in answer.headers["set-cookie"] and "SameSite=strict" in answer.headers["set-cookie"]
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_a_missing_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        create_app(tmp_path / "none.db")


def test_a_build_meanwhile_is_seen(data_db: Path, tmp_path: Path) -> None:
    from kg.building import build

    graph = tmp_path / "kg.db"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(
        "CHÍNH PHỦ\nSố: 01/NQ-CP\nHà Nội, ngày 08 tháng 01 năm 2025\nNGHỊ QUYẾT\nCăn cứ Luật Đầu tư công số 58/2024/QH15;\n",
        "utf-8",
    )
    build([tmp_path / "a"], graph, workers=1).close()
    with TestClient(create_app(graph), base_url="http://localhost") as client:
        assert len(client.get("/api/files").json()) == 1
        shutil.copy(tmp_path / "a" / "x.txt", tmp_path / "a" / "y.txt")
        build([tmp_path / "a"], graph, workers=1).close()
        assert len(client.get("/api/files").json()) == 2


# -- questions


def test_the_api_is_described_and_answers(site: TestClient) -> None:
    described = site.get("/api/openapi.json").json()
    assert set(described["paths"]) == {q.path for q in api.QUESTIONS}
    asked = {
        "/api/search": "q=72kl", "/api/suggest": "q=72kl", "/api/node": "id=72-KL/TW", "/api/neighbours": "id=72-KL/TW", "/api/page": "around=nq-57-tw-2024&around=72-KL/TW",
        "/api/path": "a=nq-57-tw-2024&b=nq-3-cp-2025", "/api/trace": "ref=nq-3-cp-2025&down=true", "/api/tasks": "agency=Sở Công Thương Sơn La&as_of=2026-01-01",
        "/api/impact": "ref=nq-57-tw-2024", "/api/text": f"id={SON_LA}&start=10&limit=5",
        "/api/passages": f"at={SON_LA}:10:15",
    }  # fmt: skip
    for q in api.QUESTIONS:
        answer = site.get(q.path + "?" + asked.get(q.path, ""))
        assert answer.status_code == 200, (q.path, answer.text)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/search", 400), ("/api/search?q=", 400), ("/api/search?q=a&q=b", 400), ("/api/search?q=a&limit=0", 400), ("/api/search?q=a&odd=1", 400),
        ("/api/node?id=khong-co-gi-ca", 404), ("/api/path?a=72-KL/TW&b=khong-co", 404), ("/api/tasks?as_of=2026-02-30", 400), ("/api/text?id=none", 404), ("/api/none", 404),
        ("/node/khong-co", 404), ("/file?id=none", 404), ("/file", 404), ("/static/none", 404),
    ],
)  # fmt: skip
def test_wrong_questions_get_a_sentence(site: TestClient, path: str, status: int) -> None:
    answer = site.get(path)
    assert answer.status_code == status
    if path.startswith("/api/") and path != "/api/none":
        assert set(answer.json()) == {"code", "message"}


@pytest.mark.parametrize("path", ["/api/tasks", "/api/deadlines?as_of=2025-01-01", "/api/stale", "/api/gaps"])
def test_a_list_that_is_cut_names_what_comes_next(site: TestClient, path: str) -> None:
    asked = f"{path}{'&' if '?' in path else '?'}limit="
    whole = site.get(asked + "5000")
    assert "link" not in whole.headers
    few = max(1, len(whole.json()) // 3)
    got, following = [], f"{asked}{few}"
    while following:
        answer = site.get(following)
        assert 0 < len(answer.json()) <= few
        got += answer.json()
        following = answer.links["next"]["url"] if "next" in answer.links else ""
    assert got == whole.json()
    assert got


def test_the_page_of_deadlines_goes_on(site: TestClient) -> None:
    first = site.get("/deadlines?overdue=1").text
    assert "sheet=1" in first
    second = site.get("/deadlines?overdue=1&sheet=1").text
    assert "/file?id=" in second
    assert first.split("<tbody>")[1] != second.split("<tbody>")[1]


def test_deadlines_without_a_day_are_there_too(site: TestClient, data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        every = deadlines(graph, today=date.today(), overdue=True)
    assert f"trong {len(every)} dòng" in site.get("/deadlines?overdue=1&lang=vi").text


def test_the_page_of_a_body_counts_what_the_commands_give(site: TestClient, data_db: Path) -> None:
    body = "so-ke-hoach-va-dau-tu-son-la"
    with Graph.open(data_db) as graph:
        roles = Counter(r.role for r in tasks(graph, body))
    page = site.get(f"/node/{body}?lang=vi").text
    assert roles and all(
        f'<a href="#r-{role}">{t(f"role.{role}", "vi").capitalize()} <b>{count}</b>' in page
        for role, count in roles.items()
    )


def test_what_a_body_took_over_names_who_had_it(site: TestClient) -> None:
    page = site.get("/node/so-tai-chinh-son-la?as_of=2026-01-01&lang=vi").text
    assert (
        "Sở Tài chính tỉnh Sơn La nhận từ Sở Kế hoạch và Đầu tư tỉnh Sơn La, suy ra theo quy định kế thừa, từ 01/03/2025"
        in page
    )
    assert "nhận từ Sở Tài chính" not in page


def test_a_document_that_places_do_not_carry_out_is_one_row(site: TestClient, data_db: Path) -> None:
    with Graph.open(data_db) as graph:
        rows = gaps(graph)
    page = site.get("/gaps?lang=vi").text
    assert f"trong {len({r['document_id'] for r in rows})} dòng" in page


def test_what_is_typed_is_found_first(site: TestClient) -> None:
    assert site.get("/api/search", params={"q": "57nq"}).json()[0]["node"] == "nq-57-tw-2024"
    assert site.get("/api/search", params={"q": "so cong thuong son la"}).json()[0]["node"] == "so-cong-thuong-son-la"


def test_another_route_can_be_hung_in(data_db: Path) -> None:
    def make(graphs):  # type: ignore[no-untyped-def]
        return Route("/more", lambda request: PlainTextResponse(str(len(graphs.get().files()))))

    with TestClient(create_app(data_db, more=[make]), base_url="http://localhost") as client:
        assert int(client.get("/more").text) > 0


# -- judging


@pytest.fixture
def desk(data_db: Path, tmp_path: Path) -> Iterator[tuple[TestClient, Path]]:
    shutil.copy(data_db, tmp_path / "kg.db")
    with TestClient(create_app(tmp_path / "kg.db", review=True), base_url="http://localhost") as client:
        yield client, tmp_path


def review_form(client: TestClient, folder: Path) -> tuple[str, dict[str, str]]:
    with Graph.open(folder / "kg.db") as graph:
        edge = next(e for e in graph.edges(kind="implements"))
    proof = edge.evidence[0]
    values = {
        "source": edge.source,
        "target": edge.target,
        "kind": edge.kind,
        "file": proof.file,
        "start": str(proof.start),
        "end": str(proof.end),
    }
    answer = client.get("/review", params=values)
    assert answer.status_code == 200
    secret = answer.text.split('name="csrf" value="')[1].split('"')[0]
    return proof.quote, values | {"csrf": secret}


def test_a_judgement_is_written_down_and_replayed(desk: tuple[TestClient, Path]) -> None:
    from kg.judgements import beside, load

    client, folder = desk
    quote, values = review_form(client, folder)
    answer = client.post("/review", data=values | {"verdict": "reject", "note": "=1+1"}, follow_redirects=False)
    assert answer.status_code == 303
    path = beside(folder / "kg.db")
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines(keepends=True)))
    assert [(r["verdict"], r["a"], r["relation"], r["b"], r["quote"], r["note"]) for r in rows] == [
        ("reject", values["source"], "implements", values["target"], quote, "'=1+1")
    ]
    assert load(path).facts[0].verdict == "reject"


@pytest.mark.parametrize(
    "change",
    [{"csrf": "x"}, {"csrf": ""}, {"verdict": "perhaps"}, {"verdict": "correct", "value": "nothing"}, {"start": "1"}],
)
def test_a_judgement_without_secret_or_sense_is_refused(desk: tuple[TestClient, Path], change: dict[str, str]) -> None:
    from kg.judgements import beside

    client, folder = desk
    _, values = review_form(client, folder)
    assert (
        client.post("/review", data=values | {"verdict": "accept"} | change, follow_redirects=False).status_code == 400
    )
    assert not beside(folder / "kg.db").exists()


def test_there_is_no_judging_without_being_asked(site: TestClient) -> None:
    assert site.get("/review").status_code == 404


# -- the description holds against random questions


@pytest.mark.slow
def test_the_description_is_true(data_db: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import strategies as st

    app = create_app(data_db)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"host": "localhost"})
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(
            case=st.one_of(
                operation.as_strategy(), operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
            )
        )
        @settings(
            max_examples=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
            derandomize=True,
        )
        def hold(case) -> None:  # type: ignore[no-untyped-def]
            case.call_and_validate(headers={"host": "localhost"})

        hold()
        tried += 1
    assert tried == len(api.QUESTIONS)
    assert isinstance(app.app, Starlette)


def test_a_date_that_is_inferred_stands_on_the_page_as_that(site: TestClient) -> None:
    page = site.get("/node/ke-hoach-son-la-trien-khai-thuc-hien-ket-luan-so-72-kl-tw-ngay").text
    assert re.search(r"22/03/2024 <span class=\"bad inf\">", page)


def test_a_body_that_nothing_knows_is_told_without_an_empty_table(site: TestClient) -> None:
    page = site.get("/deadlines?agency=xyz").text
    assert 'class="fault"' in page and "<table>" not in page


def test_a_page_that_is_not_there_sends_to_the_search_box(site: TestClient) -> None:
    gone = site.get("/node/nothing-of-that-name?lang=vi")
    assert gone.status_code == 404
    assert "ô tìm" in gone.text and "kg search" not in gone.text


def test_of_many_names_those_with_most_tasks_that_begin_as_typed_come_first(site: TestClient, graph: Graph) -> None:
    hits = [h["node"] for h in site.get("/api/suggest?q=sở khoa học&limit=100").json()]
    leading = [i for i in hits if graph.node(i).label.startswith("Sở Khoa học")]
    assert len(leading) > 3 and hits[: len(leading)] == leading
    counts = graph.task_counts(leading)
    assert [counts.get(i, 0) for i in leading] == sorted((counts.get(i, 0) for i in leading), reverse=True)
    assert site.get("/api/suggest?q=sở tài chính sơn la").json()[0]["node"] == "so-tai-chinh-son-la"


def test_suggestions_say_days_as_people_write_them(site: TestClient) -> None:
    hits = site.get("/api/suggest?q=57-NQ").json()
    assert any(hit["text"].startswith("22/12/2024") for hit in hits)
