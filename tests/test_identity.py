"""Identity across files: which descriptions are of one thing, how it is called, and that order does not matter."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from conftest import Built
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.identity import Cluster, Descriptor, Judgement, blocks, resolve, resolve_block
from kg.model import AGENCY, DOCUMENT, PROGRAMME, Entity
from kg.naming import body_key, descriptor_key, parse_symbol


def document(**fields: object) -> Entity:
    label = " ".join(str(fields[k]) for k in ("type", "symbol", "name", "year", "date") if fields.get(k))
    return Entity(kind=DOCUMENT, label=label, **fields)  # type: ignore[arg-type]


def read(*files: tuple[str | None, list[Entity]], judgements: tuple[Judgement, ...] = ()) -> list[Cluster]:
    """Files, each with its date and the entities it names (none its own), resolved together."""
    found = [
        Descriptor(file=f"f{i}", local=n, entity=e, citing_date=date)
        for i, (date, entities) in enumerate(files)
        for n, e in enumerate(entities, 1)
    ]
    return resolve(found, judgements)


def ids(clusters: list[Cluster]) -> list[str]:
    return [c.id for c in clusters]


def members(clusters: list[Cluster]) -> list[int]:
    """Sizes of the clusters, largest first."""
    return sorted((len(c.members) for c in clusters), reverse=True)


@pytest.mark.parametrize(
    ("symbol", "number", "year", "tokens"),
    [
        ("08/2020/NĐ-CP", "8", 2020, ("nd", "cp")),
        ("77-CP", "77", None, ("cp",)),
        ("57-NQ/TW", "57", None, ("nq", "tw")),
        ("1249a/CTPH-UBDT-BTP", "1249a", None, ("ctph", "ubdt", "btp")),
        ("66.18/2026/NQ-CP", "66.18", 2026, ("nq", "cp")),
        ("24/2026//NQ-CP", "24", 2026, ("nq", "cp")),
        ("01/2009/TT-BNN&PTNT", "1", 2009, ("tt", "bnnptnt")),
        ("90/2017", "90", 2017, ()),
        ("2406QĐ-UBND", "2406", None, ("qd", "ubnd")),
    ],
)
def test_symbols_are_taken_apart(symbol: str, number: str, year: int | None, tokens: tuple[str, ...]) -> None:
    parsed = parse_symbol(symbol)
    assert (parsed.number, parsed.year, parsed.tokens) == (number, year, tokens)


def test_spellings_of_one_number_are_one_document() -> None:
    found = read(
        ("1998-01-01", [document(type="nghị định", symbol="77-CP", date="1997-09-04")]),
        ("1999-01-01", [document(type="nghị định", symbol="77/CP", year=1997)]),
        ("2016-12-31", [document(type="thông tư", symbol="6/2016/TT-BKHCN"), document(type="thông tư", symbol="06/2016/TT-BKHCN", date="2016-03-30")]),
        ("2016-12-31", [document(type="tờ trình", symbol="15/TTr-SYT", date="2016-01-02", place="tinh-son-la"),
                        document(type="tờ trình", symbol="15/TTR-SYT", date="2016-01-02", place="tinh-son-la")]),
    )  # fmt: skip
    assert ids(found) == ["nghi-dinh-77-cp-1997", "tt-6-bkhcn-2016", "ttr-15-syt-son-la-2016"]


def test_one_number_of_two_terms_provinces_years_or_types_is_two_documents() -> None:
    found = read(
        ("2024-01-01", [
            document(type="nghị quyết", symbol="29-NQ/TW", date="2013-11-04"),
            document(type="nghị quyết", symbol="29-NQ/TW", date="2022-11-17"),
            document(type="nghị quyết", symbol="05-NQ/TU", year=2021, place="tinh-son-la"),
            document(type="nghị quyết", symbol="05-NQ/TU", year=2021, place="tinh-lai-chau"),
            document(type="quyết định", symbol="435/QĐ-UBND", date="2019-03-01", place="tinh-kon-tum"),
            document(type="quyết định", symbol="435/QĐ-UBND", date="2020-03-01", place="tinh-kon-tum"),
            document(type="luật", symbol="26/2008/QH12"),
            document(type="nghị quyết", symbol="26/2008/QH12"),
            document(type="quy định", symbol="58-QĐ/TW", date="2022-02-08"),
            document(type="quyết định", symbol="58-QĐ/TW", date="2007-05-07"),
        ]),
    )  # fmt: skip
    assert members(found) == [1] * 10
    assert len(set(ids(found))) == 10


def test_a_partial_description_joins_the_only_one_it_can_be() -> None:
    found = read(
        (
            "2023-01-01",
            [document(type="nghị quyết", symbol="29-NQ/TW", date="2022-11-17", issuer="Ban Chấp hành Trung ương Đảng")],
        ),
        ("2023-06-01", [document(type="nghị quyết", symbol="29-NQ/TW")]),
    )
    assert members(found) == [2]
    assert found[0].fields["date"] == "2022-11-17"


def test_a_document_is_not_taken_for_a_younger_one() -> None:
    found = read(
        (
            "2023-01-01",
            [
                document(type="nghị quyết", symbol="29-NQ/TW", date="2013-11-04"),
                document(type="nghị quyết", symbol="29-NQ/TW", date="2022-11-17"),
            ],
        ),
        ("2015-06-01", [document(type="nghị quyết", symbol="29-NQ/TW")]),
    )
    assert {c.id: len(c.members) for c in found} == {"nq-29-tw-2013": 2, "nq-29-tw-2022": 1}


def test_what_could_be_two_stays_apart_and_names_both() -> None:
    found = read(
        (
            "2023-01-01",
            [
                document(type="nghị quyết", symbol="29-NQ/TW", date="2013-11-04"),
                document(type="nghị quyết", symbol="29-NQ/TW", date="2022-11-17"),
            ],
        ),
        ("2024-06-01", [document(type="nghị quyết", symbol="29-NQ/TW")]),
    )
    alone = next(c for c in found if c.id == "nq-29-tw")
    assert [i.code for i in alone.issues] == ["ambiguous-document"]
    assert "2013-11-04" in alone.issues[0].detail and "2022-11-17" in alone.issues[0].detail


def test_a_law_named_without_number_is_the_version_in_force() -> None:
    cited = document(type="luật", name="Đầu tư công")
    found = read(
        ("2016-01-01", [cited]),
        ("2021-01-01", [cited]),
        ("2025-06-01", [cited]),
        ("2022-01-01", [document(type="luật", symbol="39/2019/QH14")]),
    )
    assert {c.id: len(c.members) for c in found} == {
        "luat-dau-tu-cong-2014": 1,
        "luat-dau-tu-cong-2019": 2,
        "luat-dau-tu-cong-2024": 1,
    }
    assert "date" in found[0].inferred


def test_a_version_of_which_only_the_year_is_known_is_none_of_that_year() -> None:
    old = document(type="luật", name="Bưu chính", symbol="49/2010/QH12", date="2010-06-17")
    new = document(type="luật", name="Bưu chính", year=2025)
    bare = document(type="luật", name="Bưu chính")
    assert members(read((None, [old]), (None, [new]), ("2025-11-26", [bare]))) == [2, 1]
    (one,) = [c for c in read((None, [old]), (None, [new]), ("2026-02-01", [bare])) if len(c.members) == 2]
    assert one.id == "luat-buu-chinh-2025"


def test_a_law_means_what_its_own_session_adopts() -> None:
    code = document(type="bộ luật", name="Tố tụng hình sự")  # adopted on 27 November 2015
    law, decree = (
        Descriptor(file=t, local=1, entity=code, citing_date="2015-11-26", citing_type=t) for t in ("luật", "nghị định")
    )
    assert {c.id: c.members[0][0] for c in resolve([law, decree])} == {
        "bo-luat-to-tung-hinh-su-2003": "nghị định",
        "bo-luat-to-tung-hinh-su-2015": "luật",
    }


def test_of_two_versions_of_one_year_the_one_in_force_is_meant_and_no_description_is_lost() -> None:
    law = {"type": "luật", "name": "Tổ chức chính quyền địa phương", "year": 2025}
    dated = document(type="luật", name="Tổ chức chính quyền địa phương", year=2025, date="2025-06-16")
    found = read(
        ("2025-06-20", [dated]), ("2025-06-12", [document(**law)]), ("2025-07-01", [document(**law)]), ("2012-06-21", [document(**law)])
    )  # fmt: skip
    by_file = {file: c.fields.get("symbol") for c in found for file, _ in c.members}
    assert by_file == {"f0": "72/2025/QH15", "f1": "65/2025/QH15", "f2": "72/2025/QH15", "f3": None}
    told = sorted((i.file, i.code) for c in found for i in c.issues)
    assert told == [("f1", "in-force"), ("f2", "in-force"), ("f3", "ambiguous-document")]


def test_constitutions_by_year_and_by_day() -> None:
    bare = document(type="hiến pháp", name="nước Cộng hòa xã hội chủ nghĩa Việt Nam")
    found = read(
        ("2015-01-01", [bare]), ("2005-01-01", [bare]), ("2015-01-01", [document(type="hiến pháp", year=2013)])
    )
    assert {c.id: len(c.members) for c in found} == {"hien-phap-2013": 2, "hien-phap-1992": 1}


def test_an_amending_law_is_its_own_document() -> None:
    found = read(
        (
            "2020-01-01",
            [
                document(type="luật", name="Đất đai", year=2013),
                document(type="luật", name="sửa đổi, bổ sung một số điều của Luật Đất đai", year=2018),
            ],
        )
    )
    assert members(found) == [1, 1]


def _named(graph: kg.Graph) -> dict[str, int]:
    """How often each document that has a name is named, by its label."""
    return {n.label: len(list(graph.mentions(node=n.id))) for n in graph.nodes("document") if n.fields.get("name")}


def test_a_law_that_only_amends_is_no_version_of_the_law(built: Built) -> None:
    found = _named(
        built(
            a="[Điều này được sửa đổi bởi Khoản 1 Điều 2 Luật Sở hữu trí tuệ sửa đổi 2022 có hiệu lực từ ngày 01/01/2023]",
            b="Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Sở hữu trí tuệ số 07/2022/QH15 ngày 16 tháng 6 năm 2022.",
            c="QUỐC HỘI\nLuật số: 20/2023/QH15\nHà Nội, ngày 22 tháng 6 năm 2023\n\nLUẬT\nGIAO DỊCH ĐIỆN TỬ\n\nTheo Luật Sở hữu trí tuệ.\n",
        )
    )
    amending = next(n for label, n in found.items() if "07/2022/QH15" in label)
    assert (amending, found["Luật Sở hữu trí tuệ"]) == (2, 2)


def test_a_law_of_the_year_that_is_said_to_be_revised_is_the_new_law(built: Built) -> None:
    found = _named(
        built(a="Theo Luật Đất đai sửa đổi 2024 và Luật Đất đai số 31/2024/QH15, giá đất do tỉnh quyết định.")
    )
    assert list(found.values()) == [2]


def test_treaties_and_charters_are_one_document_whoever_cites_them(built: Built) -> None:
    found = _named(
        built(
            a="Thực hiện Điều 30 Điều lệ Đảng và Công ước CITES.",
            b="Căn cứ Điều lệ Đảng Cộng sản Việt Nam; Công ước về buôn bán quốc tế các loài động vật, thực vật hoang dã nguy cấp.",
        )
    )
    assert sorted(found.values()) == [2, 2]


def test_congresses_in_all_their_wordings() -> None:
    wordings = ["Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Đại hội Đảng lần thứ XIII", "Đại hội XIII"]
    found = read(
        ("2022-01-01", [Entity(kind=DOCUMENT, label="Nghị quyết " + w, type="nghị quyết", issuer=w) for w in wordings])
    )
    assert members(found) == [3]


def test_bodies_by_name_and_place() -> None:
    found = read(
        (
            None,
            [
                Entity(kind=AGENCY, label="Sở Y tế tỉnh Kon Tum", place="tinh-kon-tum"),
                Entity(kind=AGENCY, label="Sở Y tế tỉnh Gia Lai", place="tinh-gia-lai"),
            ],
        ),
        (
            None,
            [
                Entity(kind=AGENCY, label="Sở Y tế", place="tinh-kon-tum"),
                Entity(kind=AGENCY, label="các Sở, ngành", place="tinh-kon-tum"),
            ],
        ),
        (None, [Entity(kind=AGENCY, label="Sở, ngành", place="tinh-kon-tum")]),
    )
    assert {c.id: len(c.members) for c in found} == {"so-y-te-kon-tum": 2, "so-y-te-gia-lai": 1, "so-nganh-kon-tum": 2}


def test_initiatives_by_kind_name_place_and_period() -> None:
    name = "Chương trình chuyển đổi số"
    found = read(
        (None, [Entity(kind=PROGRAMME, label=name + " giai đoạn 2021-2025", period="2021-2025", place="tinh-son-la")]),
        (
            None,
            [
                Entity(kind=PROGRAMME, label=name),
                Entity(kind=PROGRAMME, label=name + " giai đoạn 2026-2030", period="2026-2030", place="tinh-son-la"),
            ],
        ),
    )
    assert len(found) == 3


def test_a_law_in_what_is_said_of_an_older_decree_is_the_one_of_that_time() -> None:
    laws = [
        document(type="luật", name="Hải quan", symbol=s, date=d)
        for s, d in (("29/2001/QH10", "2001-06-29"), ("54/2014/QH13", "2014-06-23"))
    ]
    bare = document(type="luật", name="Hải quan")
    told = document(type="luật", name="Hải quan", said_of=2005)
    clusters = read((None, laws), ("2015-01-21", [bare, told]))
    of = {m: c.fields["symbol"] for c in clusters for m in c.members}
    assert (of["f1", 1], of["f1", 2]) == ("54/2014/QH13", "29/2001/QH10")


def test_a_law_in_what_a_note_says_of_a_younger_act_is_the_one_of_that_time() -> None:
    laws = [
        document(type="luật", name="Nhà ở", symbol=s, date=d)
        for s, d in (("56/2005/QH11", "2005-11-29"), ("65/2014/QH13", "2014-11-25"))
    ]
    amended = document(type="luật", name="Nhà ở", said_of=2022)
    clusters = read((None, laws), ("2008-11-14", [document(type="luật", name="Nhà ở"), amended]))
    of = {m: c.fields["symbol"] for c in clusters for m in c.members}
    assert (of["f1", 1], of["f1", 2]) == ("56/2005/QH11", "65/2014/QH13")


def test_a_day_of_another_year_than_the_number_says_is_trusted_least() -> None:
    wrong = document(type="luật", symbol="22/2023/QH15", date="2024-11-29", name="Đấu thầu")
    clusters = read(
        ("2025-01-01", [wrong]),
        ("2025-01-02", [wrong]),
        ("2025-01-03", [document(type="luật", symbol="22/2023/QH15", date="2023-06-23")]),
    )
    (law,) = [c for c in clusters if c.fields.get("symbol")]
    assert (law.fields["date"], {i.code for i in law.issues}) == ("2023-06-23", {"date-conflict"})


def test_judgements_join_and_part() -> None:
    a, b = (
        document(type="quyết định", symbol="12/QĐ-UBND", date="2020-01-01"),
        document(type="quyết định", symbol="13/QĐ-UBND", date="2020-01-02"),
    )
    same = Judgement("same", descriptor_key(a), descriptor_key(b))
    assert members(read(("2021-01-01", [a, b]), judgements=(same,))) == [2]
    c, d = (
        document(type="nghị quyết", symbol="29-NQ/TW", date="2022-11-17"),
        document(type="nghị quyết", symbol="29-NQ/TW"),
    )
    different = Judgement("different", descriptor_key(c), descriptor_key(d))
    assert members(read(("2023-01-01", [c, d]), judgements=(different,))) == [1, 1]


def test_papers_of_one_body_and_day_with_open_numbers_are_told_apart_by_their_titles() -> None:
    def paper(title: str) -> Entity:
        return Entity(
            kind=DOCUMENT, label=f"Kế hoạch {title}", type="kế hoạch", date="2025-12-10", issuer="Ủy ban X", title=title
        )

    mentions = [
        document(type="kế hoạch", date="2025-12-10", issuer="Ủy ban X"),
        Entity(
            kind=DOCUMENT,
            label="Kế hoạch tiếp công dân phục vụ bầu cử",
            type="kế hoạch",
            date="2025-12-10",
            issuer="Ủy ban X",
        ),
    ]
    found = [
        Descriptor(file="a", local=0, entity=paper("Giám sát công tác bầu cử"), own=True),
        Descriptor(file="b", local=0, entity=paper("Tiếp công dân phục vụ bầu cử"), own=True),
        Descriptor(file="b.docx", local=0, entity=paper("TIẾP CÔNG DÂN phục vụ bầu cử"), own=True),
        *(Descriptor(file="c", local=n, entity=e, citing_date="2026-01-01") for n, e in enumerate(mentions, 1)),
    ]
    clusters = resolve(found, ())
    assert [tuple(f"{f}:{n}" for f, n in c.members) for c in clusters if len(c.members) > 1] == [
        ("b:0", "b.docx:0", "c:2")
    ]
    assert members(clusters) == [3, 1, 1]
    assert {i.code for c in clusters for i in c.issues} == {"ambiguous-document"}


def test_what_the_document_itself_says_is_believed() -> None:
    own = Descriptor(
        file="a", local=0, own=True, entity=document(type="nghị quyết", symbol="57-NQ/TW", date="2024-12-22")
    )
    others = [
        Descriptor(
            file=f"b{i}",
            local=1,
            citing_date="2025-02-01",
            entity=document(type="nghị quyết", symbol="57-NQ/TW", date="2024-12-24"),
        )
        for i in range(3)
    ]
    (found,) = resolve([own, *others])
    assert found.fields["date"] == "2024-12-22"
    assert {i.code for i in found.issues} == {"date-conflict"}


SYMBOLS = [
    "29-NQ/TW",
    "05-NQ/TU",
    "435/QĐ-UBND",
    "15/2021/NĐ-CP",
    "39/2019/QH14",
    "26/2008/QH12",
    "90/2017",
    "46-HD/BTGTW",
    "77-CP",
]
entities = st.builds(
    document,
    type=st.sampled_from(["luật", "nghị quyết", "quyết định", "quy định", "nghị định", "công văn", None]),
    symbol=st.sampled_from([*SYMBOLS, None]),
    name=st.sampled_from(["Đất đai", "Đầu tư công", None]),
    date=st.sampled_from(["2013-11-04", "2019-06-13", "2022-11-17", None]),
    year=st.sampled_from([2013, 2019, None]),
    place=st.sampled_from(["tinh-son-la", "tinh-kon-tum", None]),
    issuer=st.sampled_from(["Bộ Chính trị", "Ủy ban nhân dân tỉnh Sơn La", None]),
)
dates = st.sampled_from(["2012-01-01", "2015-01-01", "2020-01-01", "2024-01-01", None])
papers = st.lists(st.tuples(dates, st.lists(entities, max_size=6)), max_size=6)


@given(papers, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_does_not_matter(files: list[tuple[str | None, list[Entity]]], chance: random.Random) -> None:
    found = [
        Descriptor(file=f"f{i}", local=n, entity=e, citing_date=d, own=n == 0)
        for i, (d, es) in enumerate(files)
        for n, e in enumerate(es)
    ]
    shuffled = found[:]
    chance.shuffle(shuffled)
    assert resolve(found) == resolve(shuffled)


@given(st.lists(entities, min_size=1, max_size=6), st.data())
@settings(max_examples=200, deadline=None)
def test_descriptions_put_together_give_what_each_alone_gives(few: list[Entity], data: st.DataObject) -> None:
    files = data.draw(st.lists(st.tuples(dates, st.lists(st.sampled_from(few), max_size=6)), max_size=6))
    found = [
        Descriptor(file=f"f{i}", local=n, entity=e, citing_date=d, own=n == 0)
        for i, (d, es) in enumerate(files)
        for n, e in enumerate(es)
    ]
    alone = [c for block in blocks(found) for c in resolve_block(block)]
    assert resolve(found) == sorted(alone, key=lambda c: c.id)


@given(papers)
@settings(max_examples=100, deadline=None)
def test_every_description_is_in_one_cluster_and_ids_differ(files: list[tuple[str | None, list[Entity]]]) -> None:
    found = [
        Descriptor(file=f"f{i}", local=n, entity=e, citing_date=d, own=n == 0)
        for i, (d, es) in enumerate(files)
        for n, e in enumerate(es)
    ]
    clusters = resolve(found)
    assert sorted(m for c in clusters for m in c.members) == sorted((d.file, d.local) for d in found)
    assert len(set(ids(clusters))) == len(clusters)
    assert all(i.isascii() and i == i.lower() and " " not in i for i in ids(clusters))


@given(papers)
@settings(max_examples=100, deadline=None)
def test_an_unrelated_document_changes_nothing(files: list[tuple[str | None, list[Entity]]]) -> None:
    found = [
        Descriptor(file=f"f{i}", local=n, entity=e, citing_date=d, own=n == 0)
        for i, (d, es) in enumerate(files)
        for n, e in enumerate(es)
    ]
    other = Descriptor(
        file="a-new", local=0, own=True, entity=document(type="chỉ thị", symbol="999/CT-BXD", date="2001-01-01")
    )
    assert [c for c in resolve([*found, other]) if ("a-new", 0) not in c.members] == resolve(found)


def test_a_block_may_hold_anything() -> None:
    assert resolve_block([]) == []
    assert len(resolve_block([Descriptor(file="f", local=0, entity=Entity(kind=DOCUMENT, label=""))])) == 1


def test_a_province_that_must_act_is_not_the_place(built: Built) -> None:
    graph = built(
        a="VĂN PHÒNG CHÍNH PHỦ\nSố: 158/TB-VPCP\nHà Nội, ngày 13 tháng 4 năm 2020\nTHÔNG BÁO\nKẾT LUẬN TẠI BUỔI LÀM VIỆC VỚI LÃNH ĐẠO TỈNH TIỀN GIANG\n"
        "1. Tỉnh Tiền Giang tập trung phòng, chống hạn hán.\n2. Ủy ban nhân dân tỉnh Tiền Giang rà soát hồ sơ.\n"
    )
    ids = [node["id"] for node in graph.export()["nodes"]]
    assert len(ids) == len(set(ids))


def test_papers_of_two_plenums_of_a_term_are_two(built: Built) -> None:
    graph = built(
        a="Thực hiện Nghị quyết Trung ương 4 khóa XII về xây dựng Đảng; Nghị quyết Trung ương 6 khóa XII.",
        b="Quán triệt Nghị quyết Trung ương 6 (khóa XII).",
    )
    found = {
        n.fields["name"]: len(list(graph.mentions(node=n.id))) for n in graph.nodes("document") if n.fields.get("name")
    }
    assert found == {"trung ương 4": 1, "trung ương 6": 2}


DISTRICT = """ỦY BAN NHÂN DÂN
HUYỆN LÂM THAO
Số: 1288/KH-UBND
Lâm Thao, ngày 28 tháng 10 năm 2020

KẾ HOẠCH
Chuyển đổi số

Thực hiện Kế hoạch số 4105/KH-UBND ngày 15/9/2020 của UBND tỉnh, UBND huyện xây dựng kế hoạch:
1. Phòng Văn hóa và Thông tin huyện: tham mưu UBND huyện triển khai.
"""
PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH PHÚ THỌ
Số: 4105/KH-UBND
Phú Thọ, ngày 15 tháng 9 năm 2020

KẾ HOẠCH
Chuyển đổi số

1. UBND huyện Lâm Thao
Làm điểm chuyển đổi số cấp huyện.
"""


def test_a_districts_paper_and_its_provinces_name_one_body_and_one_plan(built: Built) -> None:
    graph = built(a=DISTRICT, b=PROVINCE)
    assert [n.id for n in graph.find("UBND huyện Lâm Thao", "agency")] == ["ubnd-huyen-lam-thao-phu-tho"]
    plans = graph.find("4105/KH-UBND", "document")
    assert [(n.fields["issuer"], n.fields["place"]) for n in plans] == [
        ("Ủy ban nhân dân tỉnh Phú Thọ", "tinh-phu-tho")
    ]


def test_a_districts_committee_is_one_in_its_own_paper_and_its_provinces(built: Built) -> None:
    graph = built(
        a="HUYỆN ỦY LỆ THỦY\n*\nSố 303-KH/HU\nLệ Thủy, ngày 05 tháng 7 năm 2024\n\nKẾ HOẠCH\nthực hiện Quy định số 144-QĐ/TW của Bộ Chính trị\n",
        b="TỈNH ỦY QUẢNG BÌNH\n*\nSố 303-KH/TU\nQuảng Bình, ngày 20 tháng 6 năm 2024\n\nKẾ HOẠCH\nthực hiện Quy định số 144-QĐ/TW của Bộ Chính trị\n\n"
        "1. Huyện ủy Lệ Thủy chọn 02 đảng bộ xã làm điểm, báo cáo trước 30/8/2024.\n",
    )
    assert [n.id for n in graph.find("Huyện ủy Lệ Thuỷ", "agency")] == ["huyen-uy-le-thuy-quang-binh"]


def test_a_number_alone_is_the_only_paper_of_the_centre_and_says_so(built: Built) -> None:
    graph = built(
        a="Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị.",
        b="Đảng ủy xã quán triệt Nghị quyết 57 đến đảng viên.",
        c="Căn cứ Nghị định số 15/2020/NĐ-CP ngày 03/02/2020 của Chính phủ.",
        d="Theo Nghị định 15 thì phải nộp phạt.",
    )
    (node,) = graph.find("nghị quyết 57")
    assert node.fields["symbol"] == "57-NQ/TW"
    assert {m.file for m in graph.mentions(node=node.id)} == {"a.txt", "b.txt"}
    assert [i.file for i in graph.issues() if i.code == "only-candidate"] == ["b.txt"]


def test_another_rule_puts_known_descriptions_into_other_blocks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DISTRICT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PROVINCE, encoding="utf-8")
    kg.build(tmp_path, graph=tmp_path / "clean.db").close()
    kg.build(tmp_path, graph=tmp_path / "old.db").close()
    with sqlite3.connect(tmp_path / "old.db") as db:  # as a kg of other rules would have left it
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'rules'")
        db.execute("DELETE FROM keys")
    db.close()
    with kg.build(tmp_path, graph=tmp_path / "old.db") as old, kg.Graph.open(tmp_path / "clean.db") as clean:
        assert old.export() == clean.export()


def test_an_issuer_is_the_body_of_its_full_name(built: Built) -> None:
    graph = built(
        a="Nghị quyết số 27-NQ/TW ngày 21/5/2018 của Ban Chấp hành Trung ương; Kết luận số 9-KL/TW ngày 1/2/2021 của Ban Chấp hành Trung ương Đảng; "
        "Văn bản số 1085/SNNMT-KS ngày 19/8/2025 của Sở Nông nghiệp và Môi trường tỉnh Lào Cai. Giao Sở Nông nghiệp và Môi trường tỉnh Lào Cai báo cáo."
    )
    issuers = {n.fields.get("issuer_id") for n in graph.nodes(kind="document") if n.fields.get("symbol")}
    bodies = {n.id for n in graph.nodes(kind="agency") if "phong" not in n.id}
    assert issuers == {"ban-chap-hanh-trung-uong-dang", "so-nong-nghiep-va-moi-truong-lao-cai"}
    assert issuers <= bodies
    assert sum("nong-nghiep" in name for name in bodies) == 1


def test_a_commune_of_one_name_has_the_departments_of_its_province(built: Built) -> None:
    graph = built(
        a="ỦY BAN NHÂN DÂN\nXÃ MƯỜNG HUM\nSố: 48/KH-UBND\nMường Hum, ngày 06 tháng 02 năm 2026\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
        "1. Phòng Kinh tế báo cáo Sở Tài chính, UBND tỉnh.\n2. Các phòng, đơn vị thuộc UBND xã xây dựng kế hoạch.\n"
    )
    found = {
        n.id
        for name in ("Sở Tài chính", "UBND", "UBND xã Mường Hum", "Phòng Kinh tế")
        for n in graph.find(name, "agency")
    }
    assert {
        "so-tai-chinh-lao-cai",
        "ubnd-lao-cai",
        "ubnd-xa-muong-hum-lao-cai",
        "phong-kinh-te-xa-muong-hum-lao-cai",
    } <= found
    assert not any(name.count("lao-cai") > 1 for name in found)


def test_one_number_and_day_of_two_units_is_two_papers(built: Built) -> None:
    graph = built(
        a="Nghị quyết số 11/NQ-HĐND ngày 15/7/2022 của HĐND tỉnh Kon Tum; Nghị quyết số 11/NQ-HĐND ngày 15/7/2022 của HĐND "
        "huyện Đăk Hà; Công văn số 88/UBND-VX của UBND xã Tân Lập; Công văn 88/UBND-VX ngày 03/3/2024 của UBND xã Tân Hội."
    )
    cited = [n.id for n in graph.nodes(kind="document") if n.fields.get("symbol")]
    assert len(cited) == 4


def test_a_group_is_the_same_in_whatever_order_it_lists_its_members() -> None:
    said = ["các xã, phường, đặc khu", "phường - xã và đặc khu", "các xã, phường"]
    groups = [
        Entity(kind=AGENCY, label=f"Ủy ban nhân dân {words} tỉnh Sơn La", place="tinh-son-la", group=True)
        for words in said
    ]
    found = read((None, groups))
    assert {c.id: len(c.members) for c in found} == {
        "ubnd-cac-xa-phuong-dac-khu-son-la": 2,
        "ubnd-cac-xa-phuong-son-la": 1,
    }
    assert {body_key(x, None) for x in ("Các sở, ban, ngành", "Các ban, ngành, sở")} == {"so-ban-nganh"}
    assert body_key("Sở Văn hóa, Thể thao và Du lịch", None) == "so-van-hoa-the-thao-va-du-lich"
