"""Short ways through the graph give what the long ways give: facts without evidence, first sentences, limits, counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from kg.api import Graph
from kg.building import build
from kg.cli import run
from kg.errors import QueryError, UsageFault
from kg.find.fulltext import AROUND
from kg.graph import Edge, Fact, Node
from kg.graphfile import CHUNK
from kg.query.deadlines import deadlines
from kg.query.refs import name, shortened, stands_at
from kg.query.search import search
from kg.query.stale import stale
from kg.query.stats import stats
from kg.query.tasks import Filters, tasks
from kg.query.trace import trace
from kg.serve.api import near
from kg.serve.records import Near
from kg.text import plain

DAY = date(2025, 1, 1)


def test_facts_are_the_edges_in_their_order(graph: Graph) -> None:
    edges = [e for e in graph.edges() if e.kind not in ("assigns", "concerns")]
    facts = [f for f in graph.facts() if f.kind not in ("assigns", "concerns")]
    assert facts == [Fact(e.source, e.target, e.kind, e.scope, e.effective) for e in edges]
    one = edges[len(edges) // 2]
    assert set(graph.facts(source=one.source)) == {f for f in graph.facts() if f.source == one.source}
    assert set(graph.facts(target=one.target, kind=one.kind)) == {f for f in facts if (f.target, f.kind) == (one.target, one.kind)}  # fmt: skip


def test_the_first_sentence_of_a_fact_is_the_first_of_its_edge(graph: Graph) -> None:
    edges = [e for e in graph.edges() if e.kind != "assigns" and ".t-" not in e.source]
    said = graph.said(Fact(e.source, e.target, e.kind, e.scope, e.effective) for e in edges)
    told = [said[Fact(e.source, e.target, e.kind, e.scope, e.effective)] for e in edges]
    assert [(s.first, s.why) for s in told] == [(e.evidence[0], e.why) for e in edges]


def test_evidence_that_is_left_out_is_counted(graph: Graph) -> None:
    for whole, part in zip(graph.edges(), graph.edges(evidence=1), strict=True):
        assert part.evidence == whole.own_first()[:1]
        assert len(part.evidence) + (part.left_out or 0) == len(whole.evidence) and whole.left_out is None


def test_facts_between_nodes_are_those_with_both_ends_there(graph: Graph) -> None:
    chosen = {n.id for kind in ("document", "agency") for n in graph.nodes(kind)} - {"chinh-phu"}
    edges = [wordless(e) for e in graph.edges() if e.source in chosen and e.target in chosen]
    assert list(graph.between(chosen)) == edges
    assert list(graph.between(chosen, ("cites", "implements"))) == [e for e in edges if e.kind in ("cites", "implements")]  # fmt: skip


def wordless(edge: Edge) -> Edge:
    return replace(edge, evidence=tuple(replace(e, quote="") for e in edge.evidence))


def test_some_nodes_at_once_are_each_what_it_is_alone(graph: Graph) -> None:
    ids = [n.id for n in graph.nodes()][::7]
    found = graph.some([*ids, "nothing", ids[0]])
    assert list(found) == ids
    assert all(found[i] == graph.node(i) for i in ids)


def test_counts_are_what_is_there(graph: Graph) -> None:
    counts = graph.counts()
    assert Counter(n.kind for n in graph.nodes()) == {k[6:]: n for k, n in counts.items() if k.startswith("nodes.")}
    assert Counter(e.kind for e in graph.edges()) == {k[6:]: n for k, n in counts.items() if k.startswith("edges.")}
    cited = Counter(m.node for m in graph.mentions() if m.node != m.document)
    best = stats(graph, 5).most_cited
    assert best and all(cited[n.id] == times for n, times in best)


def test_a_limit_cuts_and_changes_nothing_else(graph: Graph) -> None:
    assert tasks(graph, limit=10) == tasks(graph)[:10]
    assert tasks(graph, as_of=date(2026, 1, 1), limit=10) == tasks(graph, as_of=date(2026, 1, 1))[:10]
    assert deadlines(graph, today=DAY, limit=3) == deadlines(graph, today=DAY)[:3]
    every = stale(graph)
    assert stale(graph, limit=2, offset=1) == every[1:3]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "luật", "symbol": "21/2017/QH14", "name": "Quy hoạch"}, "Luật Quy hoạch 21/2017/QH14"),
        ({"type": "luật", "symbol": "18-L/CTN", "name": "SỐ 18-L/CTN VỀ DẦU KHÍ"}, "Luật 18-L/CTN"),
        ({"type": "nghị quyết", "symbol": "57-NQ/TW", "title": "về đột phá"}, "Nghị quyết 57-NQ/TW"),
    ],
)
def test_a_law_is_called_by_its_name_and_number(fields: dict[str, str], expected: str) -> None:
    assert name(Node(id="x", kind="document", label="", fields=fields)) == expected


def test_a_deadline_names_all_who_owe_it(graph: Graph) -> None:
    for due in deadlines(graph, today=DAY):
        assert {(r.agency_id, r.role) for r in due.rows} == {
            (e.target, e.role) for e in graph.edges(task=due.deadline.task) if due.deadline.task
        }


@pytest.mark.parametrize("words", ["sở công thương", "so cong thuong", "SỞ CÔNG THƯƠNG", "Đề án", "chuyển đổi"])
def test_a_hit_stands_where_the_words_are(graph: Graph, words: str) -> None:
    asked = plain(words).split()
    hits = [h for h in graph.search(words, 10) if h.file]
    together = []
    for hit in hits:
        found = graph.slice(str(hit.file), hit.start, hit.end)
        together.append(plain(found).split() == asked)
        assert together[-1] or set(asked) <= set(plain(found).split())
        if len(found) <= 2 * AROUND:
            assert " ".join(found.split()) in " ".join(hit.text.split())
        assert set(asked) <= set(re.findall(r"\w+", plain(hit.text))) and len(hit.text) < 4 * AROUND
    assert together[0] and together == sorted(together, reverse=True)


def test_words_are_found_near_each_other_and_with_their_marks_where_a_text_has_them(tmp_path: Path) -> None:
    lines = {
        "a.txt": "Nâng cao chất lượng.\n" + "Việc khác. " * 30 + "Giữ tốc độ.\n",
        "b.txt": "Số công nhân thường trú.\nSở Công Thương báo cáo tóc.\n",
        "c.txt": "so cong thuong bao cao\nĐầu tư đường cao tốc.\n",
    }
    for file, text in lines.items():
        (tmp_path / file).write_text("Số: 5/QĐ-UBND\n" + text, "utf-8")
    with build([tmp_path], tmp_path / "kg.db", workers=1) as graph:

        def found(words: str) -> list[tuple[str, str]]:
            hits = [hit for hit in graph.search(words) if hit.file]
            return sorted((str(h.file), graph.slice(str(h.file), h.start, h.end)) for h in hits)

        assert found("cao tốc") == [("c.txt", "cao tốc")]
        assert found("cao toc") == [("b.txt", "cáo tóc"), ("c.txt", "cao tốc")]
        assert found("Sở Công thương") == [("b.txt", "Sở Công Thương")]
        assert found("tốc cao") == [("c.txt", "cao tốc")]
        assert found("xã nâng cao tốc") == []


def test_a_short_form_typed_with_a_marked_word_finds_the_name_in_full(graph: Graph) -> None:
    """`UBND` has no marks: that the name has it written out says nothing."""
    assert graph.search("UBND tỉnh Sơn La")[0].node == "ubnd-son-la"


def test_words_that_stand_far_apart_are_shown_with_what_is_around_each(tmp_path: Path) -> None:
    """Not all that stands between them; and what the words are the name of comes first."""
    text = "Số: 5/QĐ-UBND\nCảng hàng không Nà Sản.\n" + "Việc khác. " * 900 + "\nXây dựng kho lạnh, bến bãi.\n"
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with build([tmp_path], tmp_path / "kg.db", workers=1) as graph:
        (hit,) = (h for h in graph.search("cảng kho lạnh") if h.file)
        assert hit.text == "Cảng hàng không Nà Sản. … Xây dựng kho lạnh, bến bãi." and hit.end - hit.start > 9000


def test_the_body_that_is_named_in_short_is_found_first(graph: Graph) -> None:
    assert [r["node"] for r in search(graph, "Sở KHĐT Sơn La")][:1] == ["so-ke-hoach-va-dau-tu-son-la"]
    assert [r["node"] for r in search(graph, "UBND Sơn La")][:1] == ["ubnd-son-la"]


def test_words_are_found_across_the_pieces_of_a_long_text(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    text = "Số: 5/QĐ-UBND\n" + "Điều một. " * 1636 + "Sở Công Thương chủ trì.\n" + "Hết. " * 4000
    assert text.index("Sở Công") < CHUNK < text.index("chủ trì")
    (tmp_path / "a" / "x.txt").write_text(text, "utf-8")
    with build([tmp_path / "a"], tmp_path / "kg.db", workers=1) as graph:
        hit = next(h for h in graph.search("so cong thuong chu tri", 5) if h.file)
        assert text[hit.start : hit.end] == "Sở Công Thương chủ trì"


def test_neighbours_say_what_they_leave_out(graph: Graph) -> None:
    node = max(graph.nodes("document"), key=lambda n: sum(1 for _ in graph.facts(source=n.id)))
    whole = near(graph, Near(id=node.id, limit=1000, evidence=10_000))
    assert not whole.more and not any(e.left_out for e in whole.edges)
    part = near(graph, Near(id=node.id, limit=3, evidence=1))
    assert part.more and [e.evidence[:1] for e in whole.edges[:3]] == [e.evidence for e in part.edges]


def test_words_in_any_order_are_no_name_where_their_marks_differ(graph: Graph) -> None:
    assert (
        graph.find("Sở Tài chính", "document") == []
    )  # not the dispatch that has `số`, `tại` and `Chính phủ` in its names
    with pytest.raises(QueryError, match="Sở Tài chính"):
        graph.trace("Sở Tài chính")


@pytest.mark.parametrize("body", ["Quốc hội", "chính phủ", "Sở Tài chính"])
def test_a_body_is_no_document_though_titles_name_it(graph: Graph, body: str) -> None:
    with pytest.raises(QueryError, match="ref-kind") as told:
        trace(graph, body)
    assert told.value.params["ref"] == body


def test_python_has_the_questions_of_the_command_line(graph: Graph) -> None:
    taken = graph.tasks("Sở Tài chính Sơn La", as_of="2026-01-01", keyword="đầu tư công")
    assert any(row.inherited for row in taken)
    assert graph.tasks(role="coordinate", document="57-NQ/TW") == tasks(
        graph, filters=Filters(role="coordinate", document="57-NQ/TW")
    )
    due = graph.due("Sở Tài chính Sơn La", as_of="2025-12-01", within="30d")
    assert [d.due for d in due] == [date(2025, 12, 15)]
    assert graph.gaps(place="Sơn La") and graph.metrics().rows
    assert graph.trace("617/KH-UBND", via="căn cứ, dan-chieu") == graph.trace("617/KH-UBND", via=("based_on", "cites"))
    with pytest.raises(UsageFault, match=r"“nhe”; có: implements .thực hiện., based_on .*relation-unknown"):
        graph.trace("617/KH-UBND", via="nhe")
    with pytest.raises(QueryError) as told:
        graph.tasks("sở công thương sơn l")
    assert str(told.value).split("\n")[-1] == "[agency-unknown ref='sở công thương sơn l']"  # the names stand above it
    with pytest.raises(UsageFault, match="date-unclear"):
        graph.tasks(as_of="mai")


def test_a_body_is_shown_with_those_right_before_it_and_those_the_graph_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kh.txt").write_text(
        "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK\nSố: 12/KH-UBND\nĐắk Lắk, ngày 05 tháng 9 năm 2025\nKẾ HOẠCH\nVề thủy lợi\n"
        "1. Sở Nông nghiệp và Môi trường rà soát hồ sơ do Sở Thủy lợi lập.\n",
        encoding="utf-8",
    )
    build([tmp_path / "kh.txt"], tmp_path / "kg.db")
    capsys.readouterr()
    assert run(["show", "Sở Nông nghiệp và Môi trường Đắk Lắk", "-g", str(tmp_path / "kg.db")]) == 0
    before = [line for line in capsys.readouterr().out.splitlines() if line.strip().startswith("nhận từ")]
    assert any("Sở Thủy lợi tỉnh Đắk Lắk" in line for line in before)
    assert any("Sở Tài nguyên và Môi trường tỉnh Đắk Lắk" in line for line in before)
    assert not any("Sở Lâm nghiệp" in line for line in before)


PLAN = """ỦY BAN NHÂN DÂN
TỈNH ĐẮK NÔNG
Số: 640/KH-UBND
Đắk Nông, ngày 10 tháng 11 năm 2022
KẾ HOẠCH
Thực hiện Chỉ thị số 47-CT/TW ngày 25/6/2015 của Ban Bí thư (khóa XI)
Căn cứ Luật Hỗ trợ doanh nghiệp nhỏ và vừa ngày 12 tháng 6 năm 2017; Nghị quyết số 08/1997/QH10 của Quốc hội; UBND tỉnh giao:
1. Công an tỉnh tổng kiểm tra, báo cáo trước ngày 31/12/2022.
2. Công an huyện Đắk R'lấp kiểm tra nhà trọ.
3. UBND huyện Đắk R'lấp, Đắk Song thành lập tổ liên gia.
4. Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh tuyên truyền.
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "a.txt").write_text(PLAN)
    build([folder], folder / "g.db", workers=1)
    with Graph.open(folder / "g.db") as graph:
        yield graph


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("47-CT/TƯ", "ct-47-tw-2015"),
        ("Chỉ thị 47 TƯ", "ct-47-tw-2015"),
        ("chỉ thị 47 khoá 11", "ct-47-tw-2015"),
        ("chi thi 47 khoa xi", "ct-47-tw-2015"),
        ("nghị quyết 08 quốc hội khóa X", "nghi-quyet-8-qh10-1997"),
        ("luật hỗ trợ DNNVV", "luat-ho-tro-doanh-nghiep-nho-vua-2017"),
        ("công an tỉnh đắk nông", "cong-an-dak-nong"),  # not that of a district in it
        ("CA tỉnh", "cong-an-dak-nong"),
        ("cong an huyen dak rlap", "cong-an-huyen-dak-r-lap-dak-nong"),
        ("UBND huyện Đắk Song", "ubnd-huyen-dak-song-dak-nong"),
        ("Đảng ủy Khối CCQ và DN tỉnh Đăk Nông", "dang-uy-khoi-cac-co-quan-doanh-nghiep-dak-nong"),
    ],
)
def test_what_people_write_finds_what_they_mean(plan: Graph, written: str, found: str) -> None:
    assert [n.id for n in plan.find(written)] == [found]


def test_an_unknown_number_is_told_with_the_papers_of_that_number(plan: Graph) -> None:
    with pytest.raises(QueryError, match="ref-unknown") as told:
        trace(plan, "47-CT/TW khóa XII")
    assert "ct-47-tw-2015" in told.value.params["near"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kế hoạch TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 72-KL/TW NGÀY 23/02/2024 CỦA BỘ CHÍNH TRỊ", "Kế hoạch TRIỂN KHAI THỰC HIỆN KẾT LUẬN SỐ 72-KL/TW …"),
        ("Quyết định về việc ban hành quy chế số 14/QC ngày 22 tháng 12 năm 2024", "Quyết định về việc ban hành quy chế số 14/QC …"),
        ("Chương trình phát triển giai đoạn 2021-2025 và đến năm 2030 của tỉnh Sơn La", "Chương trình phát triển giai đoạn 2021-2025 và đến năm 2030 …"),
        ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
    ],
)  # fmt: skip
def test_a_name_is_not_cut_within_a_date(name: str, short: str) -> None:
    assert shortened(name, 60) == short


@pytest.mark.parametrize(
    ("section", "row", "shown"),
    [
        ("chương ii.mục 1.điều 4.4.b", False, "Chương II, Mục 1, Điều 4, khoản 4, điểm b"),
        ("điều 1.18.điều 38.2.g", False, "Điều 1, khoản 18, Điều 38, khoản 2, điểm g"),
        ("II.6.4", False, "mục II.6.4"),
        ("8", True, "STT 8"),
        ("", False, ""),
    ],
)
def test_a_place_is_written_as_people_write_it(section: str, row: bool, shown: str) -> None:
    assert stands_at(section, row) == shown


def test_the_number_of_a_row_is_no_section(graph: Graph) -> None:
    rows = tasks(graph, filters=Filters(document="617/KH-UBND"))
    assert {r.section for r in rows if r.row} >= {"1", "8", "10"}
    assert not any(r.row for r in tasks(graph, filters=Filters(document="217/CĐ-TTg")))
