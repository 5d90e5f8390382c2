"""Citations as real papers print them: short names of laws, torn numbers, bodies together, lists of numbers, blanks in forms."""

from __future__ import annotations

import pytest

from kg.recognise import citations
from kg.recognise.header import read_header
from kg.resolve import Documents, documents
from kg.structure import outline
from kg.text import canonical, visible

TOWN = "ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\n-------\nSố: 100/KH-UBND\nNghệ An, ngày 18 tháng 11 năm 2025\nKẾ HOẠCH\nVề việc thực hiện\n\n"
DECREE = (
    "CHÍNH PHỦ\n-------\nSố: 102/2024/NĐ-CP\nHà Nội, ngày 30 tháng 7 năm 2024\nNGHỊ ĐỊNH\nQUY ĐỊNH CHI TIẾT LUẬT ĐẤT ĐAI\n\n"
    "Căn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Phạm vi\n"
)
NEWS = "Quy định 379-QĐ/TW năm 2025 của Ban Bí thư về công tác cán bộ\n\n"


def read(text: str) -> tuple[str, Documents]:
    shown = visible(canonical(text))[0]
    doc = outline("x.txt", shown)
    header = read_header(doc)
    return shown, documents(doc, header, citations.find(doc, header))


def cited(text: str, head: str = TOWN) -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    shown, found = read(head + text)
    at = len(visible(canonical(head))[0].rstrip())
    told = [(m, found.entities[m.entity]) for m in found.mentions if m.start >= at]
    return [
        (
            " ".join(shown[m.start : m.end].split()),
            e.symbol,
            e.date or (str(e.year) if e.year else None),
            e.name if e.type in ("luật", "bộ luật") else None,
            e.issuer,
        )
        for m, e in told
    ]


UBND = "Ủy ban nhân dân tỉnh Nghệ An"
CASES = {
    "short name of a law": (
        "Thực hiện theo Luật DN 2014 và văn bản hướng dẫn.\n",
        [("Luật DN 2014", None, "2014", "Doanh nghiệp", None)],
    ),
    "short name of a law, no year": (
        "Thi hành Luật HTX và các văn bản liên quan.\n",
        [("Luật HTX", None, None, "Hợp tác xã", None)],
    ),
    "bodies shortened in the name": (
        "Căn cứ Luật tổ chức HĐND và UBND ngày 26/11/2003;\n",
        [
            (
                "Luật tổ chức HĐND và UBND ngày 26/11/2003",
                None,
                "2003-11-26",
                "Tổ chức Hội đồng nhân dân và Ủy ban nhân dân",
                None,
            )
        ],
    ),
    "letters behind a spaced hyphen": (
        "Căn cứ Quyết định số 1676/QĐ - TTg ngày 19 tháng 11 năm 2008 của Thủ tướng Chính phủ;\n",
        [
            (
                "Quyết định số 1676/QĐ - TTg ngày 19 tháng 11 năm 2008 của Thủ tướng Chính phủ",
                "1676/QĐ-TTg",
                "2008-11-19",
                None,
                "Thủ tướng Chính phủ",
            )
        ],
    ),
    "letters behind a dot": (
        "Xét Tờ trình số 3954/TTr. UBND ngày 25 tháng 6 năm 2009 của UBND tỉnh Nghệ An;\n",
        [
            (
                "Tờ trình số 3954/TTr. UBND ngày 25 tháng 6 năm 2009 của UBND tỉnh Nghệ An",
                "3954/TTr-UBND",
                "2009-06-25",
                None,
                UBND,
            )
        ],
    ),
    "a title's V/v is no province": (
        "Quyết định số 114/2004/QĐ-UB ngày 04 tháng 11 năm 2004 của UBND tỉnh V/v phê duyệt đề án;\n",
        [
            (
                "Quyết định số 114/2004/QĐ-UB ngày 04 tháng 11 năm 2004 của UBND tỉnh",
                "114/2004/QĐ-UB",
                "2004-11-04",
                None,
                UBND,
            )
        ],
    ),
    "ministries together": (
        "Thông tư liên bộ số 14/TTLB ngày 30/9/1995 của liên Bộ Y tế - Bộ Tài chính hướng dẫn thu viện phí;\n",
        [
            (
                "Thông tư liên bộ số 14/TTLB ngày 30/9/1995 của liên Bộ Y tế - Bộ Tài chính",
                "14/TTLB",
                "1995-09-30",
                None,
                "Liên Bộ Y tế - Bộ Tài chính",
            )
        ],
    ),
    "party committee of a ministry": (
        "Thực hiện Công văn số 131-CV/ĐU ngày 05/3/2025 của Đảng ủy Bộ Giáo dục và Đào tạo về đại hội,\n",
        [
            (
                "Công văn số 131-CV/ĐU ngày 05/3/2025 của Đảng ủy Bộ Giáo dục và Đào tạo",
                "131-CV/ĐU",
                "2025-03-05",
                None,
                "Đảng ủy Bộ Giáo dục và Đào tạo",
            )
        ],
    ),
    "committee of the centre": (
        "Kế hoạch số 02-KH/BCĐTW ngày 19 tháng 6 năm 2025 của Ban Chỉ đạo Trung ương về phát triển khoa học,\n",
        [
            (
                "Kế hoạch số 02-KH/BCĐTW ngày 19 tháng 6 năm 2025 của Ban Chỉ đạo Trung ương",
                "02-KH/BCĐTW",
                "2025-06-19",
                None,
                "Ban Chỉ đạo Trung ương",
            )
        ],
    ),
    "year, then the date": (
        "Chỉ thị 23-CT/TW năm 2023 ngày 25 tháng 5 năm 2023 của Ban Bí thư về giao thông.\n",
        [
            (
                "Chỉ thị 23-CT/TW năm 2023 ngày 25 tháng 5 năm 2023 của Ban Bí thư",
                "23-CT/TW",
                "2023-05-25",
                None,
                "Ban Bí thư",
            )
        ],
    ),
    "numbers alone": (
        "Triển khai các Nghị quyết 57, 59, 66, 68 của Bộ Chính trị.\n",
        [
            ("Nghị quyết 57", "57", None, None, "Bộ Chính trị"),
            ("59", "59", None, None, "Bộ Chính trị"),
            ("66", "66", None, None, "Bộ Chính trị"),
            ("68 của Bộ Chính trị", "68", None, None, "Bộ Chính trị"),
        ],
    ),
    "the State issues no paper of the Party's centre": (
        "Ban Chỉ đạo tổng kết Nghị quyết 18-NQ/TW của Chính phủ đã họp.\n",
        [("Nghị quyết 18-NQ/TW", "18-NQ/TW", None, None, None)],
    ),
    "who asked is not who wrote": (
        "Theo chỉ đạo của Bộ Chính trị tại Công văn số 13421-CV/VPTW ngày 17/02/2025, các cấp ủy dừng tổ chức.\n",
        [
            (
                "Công văn số 13421-CV/VPTW ngày 17/02/2025",
                "13421-CV/VPTW",
                "2025-02-17",
                None,
                "Văn phòng Trung ương Đảng",
            )
        ],
    ),
    "a form's dots": (
        "Theo quy định của Luật Đất đai……………… và Quyết định số……/QĐ-UBND.\n",
        [("Luật Đất đai", None, None, "Đất đai", None)],
    ),
    "flattened heading behind a law": (
        "Theo khoản 1 Điều 5 Luật Đất đai Người sử dụng đất nộp hồ sơ.\n",
        [("Luật Đất đai", None, None, "Đất đai", None)],
    ),
    "articles of law": ("Các điều luật nói trên được phổ biến đến từng hộ.\n", []),
    "articles of a law": (
        "Hướng dẫn một số điều Luật Quản lý thuế số 38/2019/QH14.\n",
        [("Luật Quản lý thuế số 38/2019/QH14", "38/2019/QH14", "2019", "Quản lý thuế", "Quốc hội")],
    ),
    "joint circular has no single issuer": (
        "Thông tư liên tịch số 178/2015/TTLT-BTC-BNNPTNT-BTNMT-BYT hướng dẫn;\n",
        [
            (
                "Thông tư liên tịch số 178/2015/TTLT-BTC-BNNPTNT-BTNMT-BYT",
                "178/2015/TTLT-BTC-BNNPTNT-BTNMT-BYT",
                "2015",
                None,
                None,
            )
        ],
    ),
    "letters of a ministry": (
        "Thông tư số 87/2025/TT-BTC hướng dẫn;\n",
        [("Thông tư số 87/2025/TT-BTC", "87/2025/TT-BTC", "2025", None, "Bộ Tài chính")],
    ),
    "passed by": (
        "Luật Đầu tư công (sửa đổi) được Quốc hội thông qua ngày 29/11/2024 có nhiều điểm mới.\n",
        [
            (
                "Luật Đầu tư công",
                None,
                "2024-11-29",
                "Đầu tư công",
                "Quốc hội",
            )
        ],
    ),
    "no papers that a file must hold": ("Hồ sơ gồm Tờ trình của Ủy ban nhân dân cấp tỉnh và dự thảo.\n", []),
    "five years are no number": ("Kế hoạch 5 năm 2021-2025 đã hoàn thành.\n", []),
}


@pytest.mark.parametrize("case", CASES)
def test_cited(case: str) -> None:
    text, wanted = CASES[case]
    assert cited(text) == wanted


def test_a_decree_lists_papers_of_files() -> None:
    assert cited("a) Tờ trình của Chính phủ;\nb) Báo cáo thẩm tra;\n", DECREE) == []


def test_news_speak_of_the_rule_they_tell() -> None:
    told = cited("Ban Bí thư đã ban hành Quy định 379-QĐ/TW. Quy định này có hiệu lực từ ngày ký.\n", NEWS)
    assert [(words, symbol) for words, symbol, *_ in told] == [
        ("Quy định 379-QĐ/TW", "379-QĐ/TW"),
        ("Quy định này", "379-QĐ/TW"),
    ]


def test_a_programme_between_two_bodies_is_the_numbered_one() -> None:
    text = (
        "Thực hiện Chương trình phối hợp số 01/CTPH-UBDT-BTP ngày 12/5/2021 giữa Ủy ban Dân tộc và Bộ Tư pháp về pháp luật.\n"
        "Mục đích: triển khai Chương trình phối hợp giữa Ủy ban Dân tộc và Bộ Tư pháp giai đoạn 2021-2026.\n"
    )
    told = cited(text)
    assert [e[1] for e in told] == ["01/CTPH-UBDT-BTP"] * 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Báo chí hỏi về Quyết định 318 của Thủ tướng; theo ông Nam, quyết định 318 hợp lý.",
            ["Quyết định 318", "quyết định 318"],
        ),
        (
            "Gia hạn ba tháng (gọi tắt là Quy định 52). Danh mục ở Phụ lục Quy định\n52 nêu rõ.",
            ["Quy định 52", "Quy định\n52"],
        ),
        ("Theo tờ trình 45 của Sở Nội vụ, xã có 12 tổ.", ["tờ trình 45"]),
        ("Đoàn ra quyết định 12 lần, họ kế hoạch 3 vụ lúa.", []),
    ],
)
def test_a_bare_number_in_small_letters_where_the_text_names_the_paper(text: str, wanted: list[str]) -> None:
    shown, found = read(text)
    assert [shown[m.start : m.end].split(" của")[0] for m in found.mentions] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Theo công văn của Bộ Nội vụ số 1407 NV/TC ngày 3-4-1960, các khu nộp thuế.",
            ["công văn của Bộ Nội vụ số 1407 NV/TC ngày 3-4-1960"],
        ),
        (
            "Chiểu Sắc lệnh số 52 ngày 22-11-1945 và số 71 ngày 21-12-1945 tổ chức chính quyền,",
            ["Sắc lệnh số 52 ngày 22-11-1945", "số 71 ngày 21-12-1945"],
        ),
        (
            "Căn cứ Nghị quyết kỳ họp thứ 10, Quốc hội khóa IX ngày 06 tháng 11 năm 1996 về địa giới;",
            ["Nghị quyết kỳ họp thứ 10, Quốc hội khóa IX ngày 06 tháng 11 năm 1996"],
        ),
        (
            "Theo Quyết định số 231/CP ngày 29/5/1981 của Hội đồng Chính phủ, cước thư được nâng. Để thi hành quyết định trên, liên bộ nâng mức khoán.",
            ["Quyết định số 231/CP ngày 29/5/1981 của Hội đồng Chính phủ", "quyết định trên"],
        ),
        (
            "Theo Công văn số 0312/BCĐ-TW ngày 15/8/2007 của Ban Chỉ đạo 127/TW, chợ được kiểm tra.",
            ["Công văn số 0312/BCĐ-TW ngày 15/8/2007 của Ban Chỉ đạo 127/TW"],
        ),
        ("Ban Chỉ đạo 127/TW họp.", []),
        (
            "Căn cứ Nghị quyết của Chính phủ tại phiên họp ngày 29 tháng 1 năm 1993;",
            ["Nghị quyết của Chính phủ tại phiên họp ngày 29 tháng 1 năm 1993"],
        ),
        (
            "Căn cứ Nghị định s 71/2014/NĐ-CP ngày 17 tháng 7 năm 2014;",
            ["Nghị định s 71/2014/NĐ-CP ngày 17 tháng 7 năm 2014"],
        ),
        (
            "(Ban hành kèm theo Quyết định số: 95/QĐ-UBND\nNgày 22 tháng\n7 năm 2021)",
            ["Quyết định số: 95/QĐ-UBND\nNgày 22 tháng\n7 năm 2021"],
        ),
        (
            "Thực hiện Nghị quyết 37-NQ/TW, ngày 24/12/2018của Bộ Chính trị.",
            ["Nghị quyết 37-NQ/TW, ngày 24/12/2018của Bộ Chính trị"],
        ),
        ("Theo Điều 55 của Quy chế hoạt động của Hội đồng nhân dân các cấp, thường trực họp.", []),
    ],
)
def test_older_ways_of_citing(text: str, wanted: list[str]) -> None:
    shown, found = read(text)
    assert [shown[m.start : m.end] for m in found.mentions] == wanted


@pytest.mark.parametrize("about", ["về nhiệm vụ năm 2015 của tỉnh", "về mức thu lệ phí đò ngang"])
def test_a_paper_named_by_its_body_is_the_one_about_the_same(about: str) -> None:
    _, found = read(
        "Thực hiện Nghị quyết số 95/2014/NQ-HĐND ngày 11/12/2014 của HĐND tỉnh về nhiệm vụ năm 2015 của tỉnh, các sở báo cáo. "
        f"Sở Y tế thực hiện Nghị quyết của HĐND tỉnh {about}."
    )
    assert len(found.mentions) == (2 if "nhiệm vụ" in about else 1)


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        (
            "Chương VI; điểm c khoản 2 và điểm a khoản 5 Điều 44 Nghị định số 9/2019/NĐ-CP",
            ("chương vi", "điều 44/khoản 2/điểm c", "điều 44/khoản 5/điểm a"),
        ),
        ("Mục III, Phần A Thông tư số 21/2007/TT-BTC", ("phần a/mục iii",)),
    ],
)
def test_a_chapter_before_an_article_and_a_section_inside_a_part(words: str, paths: tuple[str, ...]) -> None:
    _, found = read(f"Việc nộp phí theo {words}.")
    assert sorted(found.mentions[0].provisions) == sorted(paths)


def test_a_law_behind_a_semicolon_is_not_amended_by_a_name_whose_last_law_has_been_named() -> None:
    text = "Tuân thủ Luật sửa đổi, bổ sung một số điều của Luật Xuất cảnh, nhập cảnh của công dân Việt Nam và Luật Cư trú; Bộ luật Lao động năm 2019."
    shown, found = read(TOWN + text)
    names = [shown[m.start : m.end] for m in found.mentions if m.start >= len(TOWN)]
    assert "Bộ luật Lao động năm 2019" in names
    assert not any(name.startswith("Luật sửa đổi") and "Lao động" in name for name in names)


def test_the_councils_in_a_name_and_a_committee_of_a_council() -> None:
    shown, found = read(
        "Căn cứ Luật Hoạt động giám sát của Quốc hội và HĐND ngày 20/11/2015; Báo cáo thẩm tra số 71/BC-HĐND của Ban Dân tộc của Hội đồng nhân dân tỉnh;"
    )
    assert [shown[m.start : m.end] for m in found.mentions] == [
        "Luật Hoạt động giám sát của Quốc hội và HĐND ngày 20/11/2015",
        "Báo cáo thẩm tra số 71/BC-HĐND của Ban Dân tộc của Hội đồng nhân dân tỉnh",
    ]
