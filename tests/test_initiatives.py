"""Initiatives: named projects, programmes and master plans, who approved them, which tasks concern them."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from conftest import Built

import kg
import kg.extract
from kg.extract import extract
from kg.model import DOCUMENT, Entity, Mention, Task
from kg.recognise import initiatives
from kg.recognise.initiatives.vocabulary import Row
from kg.structure import outline
from kg.tables import load_rows
from kg.text import canonical


class Header(NamedTuple):
    own: Entity


class Documents(NamedTuple):
    entities: tuple[Entity, ...] = (Entity(kind=DOCUMENT, label=""),)
    mentions: tuple[Mention, ...] = ()


class Duties(NamedTuple):
    tasks: tuple[Task, ...] = ()


def find(text: str, documents: Documents | None = None, tasks: tuple[Task, ...] = ()) -> initiatives.Initiatives:
    doc = outline("a.txt", canonical(text))
    named = documents or Documents()
    return initiatives.find(doc, Header(named.entities[0]), named, Duties(tasks))


def labels(text: str) -> list[str]:
    return [e.label for e in find(text).entities]


@pytest.mark.parametrize(
    ("text", "kind", "label", "period"),
    [
        ("thực hiện Quy hoạch tỉnh Sơn La thời kỳ 2021-2030, tầm nhìn đến năm 2050; tiếp tục", "masterplan", "Quy hoạch tỉnh Sơn La thời kỳ 2021-2030, tầm nhìn đến năm 2050", "2021-2030"),
        ("gắn với Chương trình mục tiêu quốc gia xây dựng nông thôn mới theo phương châm", "programme", "Chương trình mục tiêu quốc gia xây dựng nông thôn mới", None),
        ("các Đề án: Đề án “ Phát triển du lịch huyện Quỳnh Nhai giai đoạn 2021-2030 ”;", "programme", "Đề án Phát triển du lịch huyện Quỳnh Nhai giai đoạn 2021-2030", "2021-2030"),
        ("phê duyệt “Chương trình phòng ngừa và ứng phó với bạo lực giai đoạn 2021\n- 2025”;", "programme", "Chương trình phòng ngừa và ứng phó với bạo lực giai đoạn 2021 - 2025", "2021-2025"),
        ("như: Dự án đầu tư xây dựng tuyến đường bộ cao tốc Hòa Bình - Mộc Châu, đoạn tuyến thuộc tỉnh", "project", "Dự án đầu tư xây dựng tuyến đường bộ cao tốc Hòa Bình - Mộc Châu", None),
        ("triển khai Đề án 06 trên địa bàn", "programme", "Đề án 06", None),
        ("Dự án 7: “Truyền thông, giáo dục về phòng, chống ma túy”.", "project", "Dự án 7: Truyền thông, giáo dục về phòng, chống ma túy", None),
        ("triển khai Dự án nâng cấp, mở rộng Nhà máy lọc dầu Dung Quất.", "project", "Dự án nâng cấp, mở rộng Nhà máy lọc dầu Dung Quất", None),
        ("tuyến cao tốc Mộc Châu - Thành phố Sơn La;", "project", "Tuyến cao tốc Mộc Châu - Thành phố Sơn La", None),
    ],
)  # fmt: skip
def test_names_end_where_they_should(text: str, kind: str, label: str, period: str | None) -> None:
    found = find(text)
    assert [(e.kind, e.label, e.period) for e in found.entities] == [(kind, label, period)]


@pytest.mark.parametrize(
    "text",
    [
        "các chương trình, đề án, dự án trọng điểm",
        "Đề án này được thực hiện từ năm 2025",
        "quy hoạch, kế hoạch sử dụng đất",
        "pháp luật về quy hoạch và đầu tư",
        "xây dựng dự án Luật Đất đai",
        "Chương trình công tác năm 2025",
        "Chương trình mục tiêu quốc gia giai đoạn 2021-2025",
        "Ban Quản lý dự án Thăng Long",
    ],
)
def test_what_is_said_in_general_is_no_name(text: str) -> None:
    assert labels(text) == []


def test_a_list_after_a_colon_names_projects() -> None:
    found = find(
        "Các dự án khởi công: Tân Phú - Bảo Lộc (Lâm Đồng); Vành đai 3 TP HCM; Hữu Nghị - Chi Lăng (Lạng Sơn)."
    )
    assert [e.label for e in found.entities] == ["Tân Phú - Bảo Lộc", "Vành đai 3 TP HCM", "Hữu Nghị - Chi Lăng"]
    assert "Tân Phú - Bảo Lộc (Lâm Đồng)" in found.entities[0].aliases


def test_an_airport_by_two_names_is_one() -> None:
    found = find("Đường cao tốc; sân bay Nà Sản.\nTriển khai dự án Cảng hàng không Nà Sản; tiếp tục kiến nghị.")
    assert len(found.entities) == 1
    assert found.entities[0].aliases == ("Sân bay Nà Sản",)
    assert labels("Đưa đón khách tại sân bay Nà Sản.") == []


def test_a_later_short_form_is_the_same() -> None:
    text = "Quy hoạch tỉnh Sơn La thời kỳ 2021-2030, tầm nhìn đến năm 2050. Rà soát theo Quy hoạch tỉnh Sơn La."
    found = find(text)
    assert len(found.entities) == 1
    assert found.entities[0].place == "tinh-son-la"
    assert len(found.mentions) == 2


def test_the_plan_of_the_paper_itself() -> None:
    own = Entity(kind=DOCUMENT, label="", issuer="Ủy ban nhân dân tỉnh Sơn La")
    text = "Thực hiện Quy hoạch tỉnh thời kỳ 2021-2030; rà soát Quy hoạch tỉnh; quy hoạch tỉnh."
    found = find(text, Documents((own,)))
    assert [e.label for e in found.entities] == ["Quy hoạch tỉnh Sơn La thời kỳ 2021-2030"]
    assert len(found.mentions) == 2
    assert labels(text) == []


def test_who_approved_it_and_which_task_concerns_it() -> None:
    text = (
        "Thực hiện Quyết định số 1676/QĐ-TTg phê duyệt Quy hoạch tỉnh Sơn La thời kỳ 2021-2030.\n"
        "Rà soát Chương trình phát triển đô thị tỉnh Sơn La đến năm 2030."
    )
    start = text.index("Quyết định")
    cited = Mention(start=start, end=text.index(" phê"), entity=1, rule="x")
    documents = Documents(
        (Entity(kind=DOCUMENT, label=""), Entity(kind=DOCUMENT, label="", symbol="1676/QĐ-TTg")), (cited,)
    )
    task = Task(start=text.index("Rà"), end=len(text), section="")
    found = find(text, documents, (task,))
    assert [(c.kind, c.subject, found.entities[c.object].kind) for c in found.claims] == [
        ("approves", 1, "masterplan"),
        ("mentions", 0, "programme"),
        ("concerns", 0, "programme"),
    ]
    evidence = found.claims[0].evidence[0]
    assert text[evidence.start : evidence.end].startswith("Quyết định số 1676/QĐ-TTg phê duyệt Quy hoạch tỉnh Sơn La")


def test_a_submission_approves_nothing() -> None:
    text = (
        "Tờ trình số 14228/TTr-BGTVT ngày 27/12/2013 về việc phê duyệt Đề án phát triển dịch vụ Logistics đến năm 2020."
    )
    claims = extract("f", f"Xét {text}").claims
    assert {c.kind for c in claims if c.kind in ("approves", "mentions")} == {"mentions"}


def test_what_a_row_of_a_table_asks_for_is_not_approved_by_the_paper() -> None:
    text = (
        "CHÍNH PHỦ\nSố: 3/NQ-CP\nNGHỊ QUYẾT\nVề chuyển đổi số\n| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Ban hành Đề án phát triển doanh nghiệp công nghệ số đến năm 2030 | Bộ Công Thương | 9/2026 |\n"
    )
    assert {c.kind for c in extract("f", text).claims if c.kind in ("approves", "mentions")} == {"mentions"}


def test_what_a_body_is_told_to_have_approved_is_not_approved_by_the_paper() -> None:
    text = (
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 26/QĐ-TTg\nQUYẾT ĐỊNH\nBan hành Kế hoạch thi hành Luật Dữ liệu\n\n"
        "1. Xây dựng Quyết định của Thủ tướng Chính phủ ban hành Chương trình quốc gia về bảo vệ dữ liệu cá nhân\n- Cơ quan chủ trì: Bộ Công an.\n"
    )
    assert {c.kind for c in extract("f", text).claims if c.kind in ("approves", "mentions")} == {"mentions"}


def test_examples_of_the_table() -> None:
    faults = []
    for row in load_rows("initiatives", Row):
        if row.use in ("head", "works") and row.alone:
            faults += [x for x in row.examples if not find(f"thực hiện {x}.").mentions]
            faults += [x for x in row.counter_examples if find(f"thực hiện {x}.").mentions]
    assert faults == []


def test_many_heads_do_not_hang() -> None:
    started = time.process_time()
    find("dự án, chương trình và Quy hoạch phát triển: " * 20000)
    assert time.process_time() - started < 20


def test_a_short_name_that_the_text_gives_is_a_name_of_the_whole() -> None:
    text = (
        "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021-2025 (sau đây gọi là Chương trình NTM);\n"
        "Đề án “Đào tạo nghề cho lao động nông thôn đến năm 2020” (Đề án 1956).\n"
        "Sở Y tế triển khai Chương trình NTM; Sở Nội vụ sơ kết Đề án 1956."
    )
    found = find(text)
    assert [(e.label, e.aliases) for e in found.entities] == [
        ("Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn 2021-2025", ("Chương trình NTM",)),
        ("Đề án Đào tạo nghề cho lao động nông thôn đến năm 2020", ("Đề án 1956",)),
    ]
    named = [text[m.start : m.end] for m in found.mentions if m.start > text.rindex("\n")]
    assert named == ["Chương trình NTM", "Đề án 1956"]


def test_a_paper_called_by_its_kind_alone_gives_no_name() -> None:
    found = find(
        "phê duyệt Đề án “Phát triển du lịch cộng đồng đến năm 2030” (sau đây gọi là Đề án). Sở Y tế triển khai Đề án."
    )
    assert [e.aliases for e in found.entities] == [()]
    assert len(found.mentions) == 1


def test_a_project_is_one_however_its_name_begins(built: Built) -> None:
    graph = built(
        a="Sở Xây dựng triển khai Dự án đầu tư xây dựng đường Vành đai 4 - Vùng Thủ đô Hà Nội.",
        b="Tiến độ Dự án đường Vành đai 4 - Vùng Thủ đô đoạn qua tỉnh Hưng Yên (19,3 km).",
    )
    assert [n.label for n in graph.nodes("project")] == ["Dự án đầu tư xây dựng đường Vành đai 4 - Vùng Thủ đô Hà Nội"]
    assert len({m.file for m in graph.mentions(node=next(graph.nodes("project")).id)}) == 2


def test_a_number_alone_is_the_programme_that_another_text_calls_so(built: Built) -> None:
    graph = built(
        a="Phê duyệt Đề án “Phát triển một triệu héc-ta lúa chất lượng cao đến năm 2030” (gọi tắt là Đề án 1490).",
        b="Sở Nông nghiệp triển khai Đề án 1490 trên địa bàn.",
    )
    (programme,) = graph.nodes("programme")
    assert "Đề án 1490" in programme.aliases
    assert {m.file for m in graph.mentions(node=programme.id)} == {"a.txt", "b.txt"}


def test_programmes_of_two_periods_are_two_and_a_year_ahead_is_no_part_of_the_name(built: Built) -> None:
    graph = built(
        a="1. Tổng kết Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021-2025.\n"
        "2. Xây dựng Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2026-2030.\n"
        "3. Thực hiện Chiến lược quốc gia về dinh dưỡng đến năm 2020, Chiến lược quốc gia về dinh dưỡng giai đoạn 2021-2030, tầm nhìn đến năm 2045.\n",
        b="Thực hiện Chiến lược quốc gia về dinh dưỡng đến năm 2030.\n",
    )
    found = sorted(
        (n.fields.get("period") or n.label, len(list(graph.mentions(node=n.id)))) for n in graph.nodes("programme")
    )
    assert found == [
        ("2021-2025", 1),
        ("2021-2030", 2),
        ("2026-2030", 1),
        ("Chiến lược quốc gia về dinh dưỡng đến năm 2020", 1),
    ]


def test_plans_whose_names_differ_by_their_last_letter_are_two() -> None:
    text = "| 32 | Quy hoạch khoáng sản nhóm I |\n| 33 | Quy hoạch khoáng sản nhóm II |\nTriển khai Quy hoạch khoáng sản nhóm I; Quy hoạch khoáng sản nhóm II."
    assert set(labels(text)) == {"Quy hoạch khoáng sản nhóm I", "Quy hoạch khoáng sản nhóm II"}


def test_a_programme_known_by_its_number_is_no_document() -> None:
    text = "Các ngành lồng ghép các Chương trình 327, Chương trình 773 và Chương trình 30a.\n"
    facts = kg.extract.extract("a.txt", text)
    named = [e.label for e in facts.entities if e.kind == "programme"]
    assert named == ["Chương trình 327", "Chương trình 773", "Chương trình 30a"]
    assert [e.symbol for e in facts.entities[1:] if e.kind == DOCUMENT] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Triển khai dự án cải tạo, nâng cấp Quốc lộ 37 đoạn qua huyện Bắc Yên.", ["Dự án cải tạo, nâng cấp Quốc lộ 37"]),
        ("Triển khai dự án hồ chứa nước Bản Mồng và Cụm công nghiệp Gia Phù.", ["Dự án hồ chứa nước Bản Mồng"]),
        ("Đầu tư các công trình trọng điểm: thủy điện Ialy, thủy điện Hàm Thuận - Đa Mi.", ["thủy điện Ialy", "thủy điện Hàm Thuận - Đa Mi"]),
        ("Thực hiện Chiến lược phát triển kinh tế - xã hội 10 năm 2021 - 2030, đánh dấu bước ngoặt.", ["Chiến lược phát triển kinh tế - xã hội 10 năm 2021 - 2030"]),
        ("Dự án đầu tư hạ tầng cụm công nghiệp trình Sở Xây dựng.", []),
        ("Khám bệnh tại Bệnh viện Sản - Nhi; xe chạy trên Quốc lộ 37.", []),
    ],
)  # fmt: skip
def test_projects_named_for_roads_waters_and_sites(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Triển khai Chương trình “Phát triển sản phẩm ‘Made in Vietnam’ giai đoạn 2021 - 2030”.", ["Chương trình Phát triển sản phẩm ‘Made in Vietnam’ giai đoạn 2021 - 2030"]),
        ("Bố trí vốn cho dự án Cầu Rạch Miễu 2 và dự án Cầu Đại Ngãi.", ["Dự án Cầu Rạch Miễu 2", "Dự án Cầu Đại Ngãi"]),
        ("Các dự án tăng cường năng lực cho khu vực Tây Bắc.", []),
        ("Rà soát Quy hoạch bảo tồn đa dạng sinh học quốc gia.", ["Quy hoạch bảo tồn đa dạng sinh học quốc gia"]),
    ],
)  # fmt: skip
def test_quotes_several_projects_and_plans_of_the_nation(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_a_column_of_projects_in_a_table_without_outer_bars() -> None:
    text = (
        "TT | Tên dự án | Chủ đầu tư | Vốn (tỷ đồng)\n1 | Kè chống sạt lở bờ sông Cổ Chiên | Ban QLDA tỉnh | 312\n"
        "2 | Trường THPT chuyên cơ sở 2 | Sở GD&ĐT | 145\n"
    )
    labels = [e.label for e in extract("a.txt", text).entities if e.kind == "project"]
    assert labels == ["Kè chống sạt lở bờ sông Cổ Chiên", "Trường THPT chuyên cơ sở 2"]


def test_what_somebody_is_to_advise_on_is_not_approved() -> None:
    text = (
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: 2979/QĐ-UBND\nQUYẾT ĐỊNH\nBan hành Quy định chức năng của Sở Tư pháp\n"
        "Điều 2. Nhiệm vụ\na) Tham mưu Ủy ban nhân dân tỉnh ban hành Đề án quản lý, phát triển các tổ chức hành nghề công chứng;\n"
    )
    assert [c.kind for c in extract("a.txt", text).claims if c.kind == "approves"] == []
