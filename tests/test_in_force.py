"""From when documents hold: what sentences say of it, of the paper itself and of others."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Built

from kg.api import Graph
from kg.cli import run
from kg.export.neo4j.rows import node_rows
from kg.extract import extract
from kg.query.in_force import held
from kg.relate.rows import Words
from kg.tables import load_rows

DECISION = (
    "ỦY BAN NHÂN DÂN TỈNH SƠN LA\nSố: 15/2024/QĐ-UBND\nSơn La, ngày 10 tháng 5 năm 2024\n\nQUYẾT ĐỊNH\nBan hành Quy chế quản lý chợ\n\n"
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\nĐiều 2. "
)
LAW = "QUỐC HỘI\nLuật số: 31/2024/QH15\n\nLUẬT\nĐẤT ĐAI\n\nĐiều 252. Hiệu lực thi hành\n"
SHOWN = (
    "VĂN PHÒNG QUỐC HỘI\nSố: 43/VBHN-VPQH\n\nLUẬT\nTÀI NGUYÊN NƯỚC\n\nLuật Tài nguyên nước số 28/2023/QH15 ngày 27 tháng 11 năm 2023 của Quốc hội, có hiệu lực kể "
    "từ ngày 01 tháng 7 năm 2024, được sửa đổi, bổ sung bởi:\n\n"
)
OWN = "15/2024/QĐ-UBND"

CASES = {
    "a day that is printed": (
        DECISION + "Quyết định này có hiệu lực thi hành kể từ ngày 20 tháng 5 năm 2024.",
        [f"{OWN} 2024-05-20"],
    ),
    "the day of signing is worked out": (
        DECISION + "Quyết định này có hiệu lực kể từ ngày ký ban hành.",
        [f"{OWN} 2024-05-10 inferred P0D promulgation"],
    ),
    "days after it": (
        DECISION
        + "Quyết định này có hiệu lực sau 10 (mười) ngày, kể từ ngày ký và thay thế Quyết định số 12/2019/QĐ-UBND.",
        [f"{OWN} 2024-05-20 inferred P10D promulgation"],
    ),
    "of a day that no text tells nothing is worked out": (
        DECISION + "Quyết định này có hiệu lực thi hành sau 15 ngày, kể từ ngày đăng Công báo.",
        [f"{OWN} P15D publication"],
    ),
    "older papers": (DECISION + "Quyết định này thi hành từ ngày ký.", [f"{OWN} 2024-05-10 inferred P0D promulgation"]),
    "what is attached is the paper": (
        DECISION + "Quy chế này có hiệu lực từ ngày 01/6/2024.",
        [f"{OWN} 2024-06-01"],
    ),
    "its type alone at the head": (DECISION + "Quyết định có hiệu lực từ 01/6/2024.", [f"{OWN} 2024-06-01"]),
    "carried out from a day on, where nothing else is said": (
        DECISION + "Giám đốc Sở Tài chính chịu trách nhiệm thi hành Quyết định này kể từ ngày ký.",
        [f"{OWN} 2024-05-10 inferred P0D promulgation"],
    ),
    "it says itself from when it holds": (
        DECISION
        + "Quyết định này có hiệu lực từ ngày 20/5/2024.\nĐiều 3. Giám đốc Sở Tài chính chịu trách nhiệm thi hành Quyết định này từ ngày ký.",
        [f"{OWN} 2024-05-20"],
    ),
    "first and last day of another": (
        DECISION + "Quyết định số 11/2019/QĐ-UBND có hiệu lực từ ngày 20/5/2019 và hết hiệu lực từ ngày 01/01/2026.",
        ["11/2019/QĐ-UBND 2019-05-20", "11/2019/QĐ-UBND until 2025-12-31"],
    ),
    "days in columns": (
        "STT | Tên loại | Số, ký hiệu; ngày ban hành | Thời điểm có hiệu lực | Ngày hết hiệu lực | Lý do\n"
        "1 | Nghị quyết | 02/2012/NQ-HĐND ngày 09/7/2012 | 19/7/2012 | 01/01/2021 | Hết thời hạn\n"
        "2 | Quyết định | 12/2010/QĐ-UBND ngày 05/4/2010 | 15/4/2010 | |",
        ["02/2012/NQ-HĐND 2012-07-19", "02/2012/NQ-HĐND until 2020-12-31", "12/2010/QĐ-UBND 2010-04-15"],
    ),
    "a last day": (
        DECISION + "Quyết định này có hiệu lực từ ngày 01/6/2024 đến hết ngày 31/12/2026.",
        [f"{OWN} 2024-06-01 until 2026-12-31"],
    ),
    "a budget year is kept without a day": (
        DECISION + "Quyết định này có hiệu lực thi hành từ năm ngân sách 2025.",
        [OWN],
    ),
    "a day told by it is not its own": (
        DECISION + "Trong thời hạn 30 ngày kể từ ngày Quyết định này có hiệu lực từ 01/6/2024, các sở rà soát.",
        [],
    ),
    "nor is that of what goes against it": (
        DECISION + "Các quy định trái với Quyết định này có hiệu lực từ ngày 01/6/2024.",
        [],
    ),
    "parts of it": (
        LAW
        + "1. Luật này có hiệu lực thi hành từ ngày 01 tháng 01 năm 2025, trừ quy định tại khoản 2 Điều này.\n"
        + "2. Điều 190 và Điều 248 của Luật này có hiệu lực thi hành từ ngày 01 tháng 4 năm 2024.",
        ["31/2024/QH15 2025-01-01", "31/2024/QH15 2024-04-01 of điều 190, điều 248"],
    ),
    "another document": (
        DECISION
        + "Luật Đường bộ số 35/2024/QH15 được Quốc hội thông qua ngày 27/6/2024, có hiệu lực thi hành từ ngày 01/01/2025.",
        ["35/2024/QH15 2025-01-01"],
    ),
    "several joined by a list": (
        DECISION + "Luật số 27/2023/QH15, Luật số 29/2023/QH15 và Luật số 31/2024/QH15 có hiệu lực từ ngày 01/8/2024.",
        ["27/2023/QH15 2024-08-01", "29/2023/QH15 2024-08-01", "31/2024/QH15 2024-08-01"],
    ),
    "the one that changes the other": (
        DECISION
        + "Luật số 67/2020/QH14 sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính số 15/2012/QH13, có hiệu lực kể từ ngày 01 tháng 01 năm 2022.",
        ["67/2020/QH14 2022-01-01"],
    ),
    "the one by which the other is changed": (
        DECISION
        + "Nghị định số 100/2015/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 49/2021/NĐ-CP có hiệu lực từ ngày 01/4/2021.",
        ["49/2021/NĐ-CP 2021-04-01"],
    ),
    "an editor's note with the day of its end": (
        LAW
        + "[Điều này được hướng dẫn bởi Nghị định 151/2025/NĐ-CP có hiệu lực từ ngày 01/07/2025 (VB hết hiệu lực: 01/03/2027)]",
        ["151/2025/NĐ-CP 2025-07-01 until 2027-02-28"],
    ),
    "a consolidated text speaks for what it shows": (
        SHOWN + "Điều 86. Hiệu lực thi hành\n1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024.",
        ["28/2023/QH15 2024-07-01", "28/2023/QH15 2024-07-01"],
    ),
    "the day first": (
        DECISION + "Từ ngày 01/7/2025, Luật Hải quan số 90/2025/QH15 chính thức có hiệu lực.",
        ["90/2025/QH15 2025-07-01"],
    ),
    "a list behind it": (
        "Từ ngày 1/1/2026, nhiều luật quan trọng sẽ có hiệu lực thi hành, bao gồm: Luật Việc làm số 74/2025/QH15; Luật Nhà giáo số 73/2025/QH15.",
        ["74/2025/QH15 2026-01-01", "73/2025/QH15 2026-01-01"],
    ),
    "what the press speaks of": (
        "Ngày 20/4/2009, Thủ tướng đã ký Quyết định số 62/2009/QĐ-TTg về miễn tiền thuê đất.\nQuyết định có hiệu lực từ ngày 15/06/2009.",
        ["62/2009/QĐ-TTg 2009-06-15"],
    ),
    "the history of a portal": (
        "• Ngày có hiệu lực: 08/06/2015\n• Ngày hết hiệu lực: 18/12/2023\nLịch sử hiệu lực: Thông tư liên tịch 59/2015/TTLT-BTC-BKHCN\n25/04/2015 Văn bản được ban hành 59/2015/TTLT-BTC-BKHCN",
        ["59/2015/TTLT-BTC-BKHCN 2015-06-08", "59/2015/TTLT-BTC-BKHCN until 2023-12-17"],
    ),
    "judgments are no documents": (LAW + "Bản án, quyết định có hiệu lực kể từ ngày tuyên án.", []),
    "old papers write years with two figures": (
        "BỘ TÀI CHÍNH\nSố: 12-TC/TNVT\nHà Nội, ngày 5 tháng 3 năm 1986\n\nTHÔNG TƯ\nHướng dẫn thu thuế\n\nThông tư này có hiệu lực từ ngày 15-3-86.",
        ["12-TC/TNVT 1986-03-15"],
    ),
    "carried out from a day": (
        DECISION + "Quyết định này được thực hiện thống nhất trong cả nước từ ngày 01/6/2024.",
        [f"{OWN} 2024-06-01"],
    ),
    "a plan that is carried out": (DECISION + "Kế hoạch này được thực hiện từ ngày 01/6/2024.", []),
    "a last year": (
        DECISION + "Quyết định này có hiệu lực từ ngày 01/6/2024 đến hết năm 2026.",
        [f"{OWN} 2024-06-01 until 2026-12-31"],
    ),
    "for some years": (
        DECISION + "Quyết định này có hiệu lực trong thời hạn 05 năm kể từ ngày ký.",
        [f"{OWN} 2024-05-10 inferred until 2029-05-09 P0D promulgation"],
    ),
    "for some months more": (
        DECISION + "Quyết định này có hiệu lực từ ngày 31/8/2024 và được thực hiện trong 06 tháng.",
        [f"{OWN} 2024-08-31 inferred until 2025-02-27"],
    ),
    "valid for some years": (
        DECISION + "Quyết định này có hiệu lực kể từ 0 giờ ngày 01/6/2024 và có giá trị trong thời hạn 03 năm.",
        [f"{OWN} 2024-06-01 inferred until 2027-05-31"],
    ),
    "no longer from a day": (
        DECISION + "Quyết định số 12/2019/QĐ-UBND hết hiệu lực kể từ ngày 20 tháng 5 năm 2024.",
        ["12/2019/QĐ-UBND until 2024-05-19"],
    ),
    "the end of what it replaces is not its own": (
        DECISION
        + "Quyết định này có hiệu lực từ ngày 20/5/2024, thay thế Quyết định số 12/2019/QĐ-UBND áp dụng đến ngày 19/5/2024.",
        [f"{OWN} 2024-05-20"],
    ),
    "in brackets behind it": (
        DECISION + "Theo Nghị định số 168/2024/NĐ-CP ngày 26/12/2024 (có hiệu lực từ ngày 01/01/2025), mức phạt tăng.",
        ["168/2024/NĐ-CP 2025-01-01"],
    ),
    "in front of it": (
        "Có hiệu lực từ ngày 5/9/2024, Thông tư 10/2024/TT-BXD quy định về vật liệu.",
        ["10/2024/TT-BXD 2024-09-05"],
    ),
    "what it is about between": (
        "Nghị định 73/2024/NĐ-CP quy định mức lương cơ sở có hiệu lực thi hành từ 1/7/2024.",
        ["73/2024/NĐ-CP 2024-07-01"],
    ),
    "a contract that a law is about": ("Luật số 36/2005/QH11 quy định về hợp đồng có hiệu lực từ ngày 01/7/2025.", []),
    "where a decree says it, not the law before": (
        DECISION
        + "Việc thu hồi đất theo Luật số 31/2024/QH15 thực hiện theo quy định tại Điều 9 Nghị định số 151/2025/NĐ-CP có hiệu lực từ ngày 01/07/2025.",
        ["151/2025/NĐ-CP 2025-07-01 of điều 9"],
    ),
    "both days of a sentence": (
        LAW + "Luật này có hiệu lực từ ngày 01/01/2025, trừ khoản 2 Điều 10 có hiệu lực từ ngày 01/01/2026.",
        ["31/2024/QH15 2025-01-01", "31/2024/QH15 2026-01-01 of điều 10/khoản 2"],
    ),
    "a quotation that is never closed ends with its article": (
        DECISION.replace(
            "Điều 2. ",
            "Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2019/QĐ-UBND\n1. Sửa đổi Điều 3 như sau:\n“Điều 3. Mức thu\n",
        )
        + "Mức thu là 5%.\nĐiều 2. Quyết định này có hiệu lực từ ngày 20/5/2024.",
        [f"{OWN} 2024-05-20"],
    ),
    "a quotation closed by another mark": (
        DECISION.replace(
            "Điều 2. ",
            'Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 12/2019/QĐ-UBND\n1. Sửa đổi Điều 3 như sau:\n"Điều 3. Mức thu\n',
        )
        + "Mức thu là 5%.”.\nĐiều 2. Quyết định này có hiệu lực từ ngày 20/5/2024.",
        [f"{OWN} 2024-05-20"],
    ),
    "days at the ends of the calendar": (
        DECISION
        + "Quyết định này có hiệu lực từ ngày 01/01/0001 đến hết năm 9999. Luật số 31/2024/QH15 hết hiệu lực từ ngày 01/01/0001.",
        [f"{OWN} 0001-01-01 until 9999-12-31"],
    ),
    "no such day": (DECISION + "Quyết định này có hiệu lực từ ngày 31/02/2025.", [OWN]),
}


@pytest.mark.parametrize("case", CASES)
def test_from_when_documents_hold(case: str) -> None:
    text, wanted = CASES[case]
    facts = extract("f", text)
    found = []
    for x in facts.in_force:
        told = [
            facts.entities[x.entity].symbol or facts.entities[x.entity].label,
            x.effective,
            x.inferred and "inferred",
        ]
        told += [x.until and f"until {x.until}", *(x.relative or ()), x.provisions and f"of {', '.join(x.provisions)}"]
        found.append(" ".join(filter(None, told)))
        assert text[x.start : x.end].strip() == text[x.start : x.end] != ""
    assert found == wanted


def test_every_example_of_the_words_is_read() -> None:
    """The rows behind `force` in relation_words.toml, each with a sentence of its own."""
    rows = {row.id: row for row in load_rows("relation_words", Words)}
    silent = {"force-not", "waits-for", "other-holders", "held-in"}  # of what these say nothing is told
    ids = list(rows)
    for id in ids[ids.index("force") :]:
        for example in rows[id].examples:
            kind = next(
                (
                    k
                    for k in ("luật", "nghị định", "nghị quyết", "thông tư", "chỉ thị")
                    if f"{k} này" in example.lower()
                ),
                "quyết định",
            )
            text = f"Số: 15/2024\nngày 10 tháng 5 năm 2024\n{kind.upper()}\nVề việc quản lý\n\n{example}\n"
            assert bool(extract("f", text).in_force) is (id not in silent), (id, example)


@pytest.fixture
def graph(built: Built) -> Graph:
    decision = (
        DECISION + "Luật Đất đai số 31/2024/QH15 có hiệu lực từ ngày 01/8/2024. Quyết định này có hiệu lực từ ngày ký."
    )
    return built(luat=CASES["parts of it"][0], quyet_dinh=decision)


def test_what_a_document_says_of_itself_comes_before_what_others_say(graph: Graph) -> None:
    found = held(graph, graph.find("31/2024/QH15")[0].id)
    assert [(x.said.effective, x.by != "", x.said.provisions) for x in found] == [
        ("2025-01-01", False, ()),
        ("2024-08-01", True, ()),
        ("2024-04-01", False, ("điều 190", "điều 248")),
    ]
    assert found[0].words("vi") == "có hiệu lực từ 2025-01-01"
    assert "15/2024/QĐ-UBND" in found[1].words("en")


def test_of_parts_only_what_its_sentence_says_is_named(built: Built) -> None:
    note = "[Điều này được hướng dẫn bởi Điều {} Nghị định 98/2024/NĐ-CP có hiệu lực từ ngày 01/08/2024]\n"
    graph = built(luat=LAW + note.format(25) + note.format(44) + note.format(44))
    (found,) = held(graph, graph.find("98/2024/NĐ-CP")[0].id)
    assert found.words("vi").startswith("điều 25 (và 1 phần khác) có hiệu lực từ 2024-08-01")
    assert "Điều 25" in found.said.text
    assert [row.provisions for row in found.rows] == [("điều 25",), ("điều 44",), ("điều 44",)]


def test_show_tells_it_with_its_sentence(graph: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "15/2024/QĐ-UBND", "--graph", str(tmp_path / "graph.db")]) == 0
    shown = capsys.readouterr().out
    assert "có hiệu lực từ 2024-05-10 (suy ra)" in shown
    assert "“Quyết định này có hiệu lực từ ngày ký”" in shown


def test_exports_carry_it(graph: Graph) -> None:
    rows = graph.export()["in_force"]
    assert [(r["node"], r["effective"], r["text"].split()[0]) for r in rows if r.get("inferred")] == [
        ("qd-15-ubnd-son-la-2024", "2024-05-10", "Quyết")
    ]
    network = graph.to_networkx()
    assert {x.effective for x in network.nodes[graph.find("31/2024/QH15")[0].id]["in_force"]} == {
        "2024-04-01",
        "2024-08-01",
        "2025-01-01",
    }
    question = "SELECT ?d WHERE { GRAPH ?g { ?d <http://data.europa.eu/eli/ontology#first_date_entry_in_force> ?day } }"
    assert len(list(graph.to_rdflib().query(question))) == 2  # printed, of the whole, once a place that says so


def test_each_day_of_a_sentence_is_a_node_of_its_own(built: Built) -> None:
    graph = built(luat=CASES["both days of a sentence"][0])
    question = "SELECT ?x ?day WHERE { GRAPH ?g { ?x a <https://w3id.org/vn-legal-kg/ontology#EntryIntoForce> ; <https://w3id.org/vn-legal-kg/ontology#effective> ?day } }"
    rows = [(str(x), str(day)) for x, day in graph.to_rdflib().query(question)]
    assert len(rows) == len(dict(rows)) == 2
    ids = [row.id for row in node_rows(graph)]
    assert len(ids) == len(set(ids))
