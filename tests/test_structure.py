"""The outline: paragraphs over hard wraps, markers, nesting, zones, tables as rows."""

from __future__ import annotations

import time

import pytest

from kg import grid
from kg.structure import outline, section_path
from kg.text import fold


def parts(text: str) -> list[tuple[str, str, str]]:
    """(kind, marker, words with one space) of each paragraph."""
    doc = outline("f", text)
    return [(p.kind, p.marker, " ".join(text[p.start : p.end].split())) for p in doc.parts]


def cells(text: str) -> list[list[list[str]]]:
    found = grid.tables(text, fold(text))
    return [[[" ".join(text[s.start : s.end] for s in cell) for cell in row.cells] for row in table] for table in found]


WRAPPED = """KẾ HOẠCH
Triển khai công tác năm 2025 trên địa bàn tỉnh

1. Sở Y tế chủ trì, phối hợp với Sở Tài chính xây dựng đề án chăm sóc sức
khỏe người cao tuổi, trình Ủy ban nhân dân tỉnh trong quý II năm 2025; hướng
dẫn các xã thực hiện.

2. Sở Tài chính bố trí kinh phí theo Quyết định số
912/QĐ-BKHCN và các văn bản có liên quan, bảo đảm đúng quy định của pháp luật
hiện hành.

- Kiểm tra việc sử dụng kinh phí giai đoạn 2021
- 2025 của các đơn vị trực thuộc, báo cáo kết quả về Ủy ban nhân dân tỉnh theo
quy định.

- Báo cáo kết quả.
"""


@pytest.mark.parametrize("page", ["\n- 3 -\n", "- 3 -\n", "\n3\n\n"])
def test_the_number_of_a_page_ends_no_sentence(page: str) -> None:
    more = "".join(
        f"\n{n}. Sở Công Thương chủ trì, phối hợp với Sở Tài chính xây dựng đề án chăm sóc\nngười dân vùng cao theo các văn bản có liên quan.\n"
        for n in range(3, 9)
    )
    text = (WRAPPED + more).replace("chăm sóc sức\n", f"chăm sóc sức\n{page}")
    first = next(words for kind, marker, words in parts(text) if (kind, marker) == ("number", "1"))
    assert first.endswith("hướng dẫn các xã thực hiện.")


def test_hard_wraps_are_joined_and_a_wrapped_symbol_is_no_marker() -> None:
    found = parts(WRAPPED)
    assert [kind for kind, _, _ in found[-4:]] == ["number", "number", "bullet", "bullet"]
    assert found[-4][2].endswith("hướng dẫn các xã thực hiện.")
    assert "số 912/QĐ-BKHCN và" in found[-3][2]
    assert "2021 - 2025" in found[-2][2]


@pytest.mark.parametrize(
    ("line", "kind", "marker"),
    [
        ("**1.** Bộ Xây dựng:", "number", "1"),
        ("**1**. Đẩy mạnh công tác", "number", "1"),
        ("1/ Sở Y tế", "number", "1"),
        ("V/ KINH PHÍ", "roman", "v"),
        ("I- MỤC TIÊU", "roman", "i"),
        ("B- NHIỆM VỤ", "capital", "b"),
        ("a- Bộ Tài chính hướng dẫn", "letter", "a"),
        ("1.2. Rà soát", "number", "1.2"),
        ("đ) Kiểm tra", "letter", "đ"),
        ("(2) Bộ Y tế hoàn thành", "letter", "2"),
        ("Điều 5. Hiệu lực", "article", "điều 5"),
        ("+ Sở Xây dựng", "plus", "+"),
        ("912/QĐ-BKHCN ngày 02/3/2020", "text", ""),
    ],
)
def test_markers(line: str, kind: str, marker: str) -> None:
    found = parts(f"{line}\n")[0]
    assert found[:2] == (kind, marker)


def test_nesting_and_section_paths() -> None:
    text = "II. NỘI DUNG\n6. Phân công\n6.4. Sở Y tế\nTổ chức thực hiện.\na) Một\n- Hai\nb) Ba\n7. Khác\n"
    doc = outline("f", text)
    path = {" ".join(text[p.start : p.end].split()): section_path(doc.parts, i) for i, p in enumerate(doc.parts)}
    assert path["Tổ chức thực hiện."] == "II.6.4"
    assert path["- Hai"] == "II.6.4.a"
    assert path["7. Khác"] == "II.7"
    assert all(part.parent < i for i, part in enumerate(doc.parts))


def test_the_letter_i_between_h_and_k_is_no_roman_number() -> None:
    assert [m for _, m, _ in parts("1. Giao việc\ng) Một\nh) Hai\ni) Ba\nk) Bốn\n")] == ["1", "g", "h", "i", "k"]
    assert [k for k, _, _ in parts("1. Giao việc\ng) Một\nh) Hai\ni) Ba\nk) Bốn\n")][3] == "letter"


def test_zones_and_what_is_attached_after_the_signature() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH KON TUM\nSố: 7/QĐ-UBND\nKon Tum, ngày 03 tháng 3 năm 2025\nQUYẾT ĐỊNH\nBan hành Kế hoạch\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\nQUYẾT ĐỊNH:\nĐiều 1. Ban hành Kế hoạch.\n"
        "Nơi nhận:\n- Như Điều 3;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\nKẾ HOẠCH\nKiểm tra năm 2025\nI. MỤC ĐÍCH\n"
    )
    doc = outline("f", text)
    zones = {" ".join(text[p.start : p.end].split()): p.zone for p in doc.parts}
    assert zones["Số: 7/QĐ-UBND"] == "header"
    assert zones["QUYẾT ĐỊNH"] == "title"
    assert zones["Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;"] == "preamble"
    assert zones["Điều 1. Ban hành Kế hoạch."] == "body"
    assert zones["- Lưu: VT."] == "recipients"
    assert zones["CHỦ TỊCH"] == "signature"
    assert zones["I. MỤC ĐÍCH"] == "body"
    plan = next(p for p in doc.parts if text[p.start : p.end] == "KẾ HOẠCH" and p.zone == "body")
    assert plan.parent == -1


def test_a_heading_cut_in_two_by_an_empty_line() -> None:
    body = "- Trong phạm vi chức năng, nhiệm vụ của mình tham gia phối hợp triển khai\n\n" * 12
    found = parts(f"**3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam, Hội Liên hiệp**\n\n**Phụ nữ Thành phố**\n\n{body}")
    assert found[0][2].replace("*", "").split()[-4:] == ["Phụ", "nữ", "Thành", "phố"]


def test_rows_padded_over_several_lines() -> None:
    text = """|STT |Nội dung công việc     |Đơn vị chủ trì     |Thời gian    |
|    |                       |                   |thực hiện    |
|I. TỰ KIỂM TRA                                                  |
|1   |Kiểm tra theo quy định |Vụ Pháp chế        |Tháng 6/2014 |
|    |tại Nghị định số 40    |                   |             |
|2   |Kiểm tra tại tỉnh Yên  |                   |Tháng 7/2014 |
|    |Bái                    |                   |             |
"""
    assert cells(text) == [
        [
            ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian thực hiện"],
            ["I. TỰ KIỂM TRA"],
            ["1", "Kiểm tra theo quy định tại Nghị định số 40", "Vụ Pháp chế", "Tháng 6/2014"],
            ["2", "Kiểm tra tại tỉnh Yên Bái", "", "Tháng 7/2014"],
        ]
    ]


def test_one_cell_a_line_between_bars() -> None:
    text = "|\n**STT**\n|\n**Nhiệm vụ**\n|\n**Cơ quan chủ\ntrì**\n|\n|\n1\n|\nXây dựng Luật\nsửa đổi\n|\nBộ Tài chính\n|\n|\n2\n|\nBan hành chiến lược\n|\n\n|\nHết bảng, câu sau.\n"
    assert cells(text) == [
        [
            ["STT", "Nhiệm vụ", "Cơ quan chủ trì"],
            ["1", "Xây dựng Luật sửa đổi", "Bộ Tài chính"],
            ["2", "Ban hành chiến lược", ""],
        ]
    ]


def test_columns_kept_apart_by_blanks() -> None:
    text = """                                     Cơ quan        Cơ quan        Thời hạn
TT         Nội dung công việc        chủ trì       phối hợp       hoàn thành
I    Hoàn thiện thể chế và tổ chức bộ máy của các cơ quan nhà nước trong năm
1    Xây dựng, ban hành văn bản     Bộ Tài chính   Bộ Nội vụ      Quý II/2026
     quy phạm pháp luật theo yêu
     cầu của Quốc hội
2    Rà soát thủ tục hành chính     Bộ Nội vụ      Bộ Tư pháp     Năm 2026
     trong toàn ngành
"""
    (table,) = cells(text)
    assert table[2] == [
        "1",
        "Xây dựng, ban hành văn bản quy phạm pháp luật theo yêu cầu của Quốc hội",
        "Bộ Tài chính",
        "Bộ Nội vụ",
        "Quý II/2026",
    ]
    assert table[3][2:] == ["Bộ Nội vụ", "Bộ Tư pháp", "Năm 2026"]


def test_a_letterhead_is_no_table() -> None:
    text = "|BỘ XÂY DỰNG      |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|Số: 113/QĐ-BXD   |Độc lập - Tự do - Hạnh phúc        |\n"
    assert cells(text) == []


@pytest.mark.parametrize(
    "text",
    ["1/" * 400_000, "|" * 300_000, ("a" * 70 + "\n") * 20_000, "(1) " * 100_000, "\n|\n" * 60_000, "-- " * 200_000],
)
def test_odd_text_takes_no_longer_than_its_length(text: str) -> None:
    start = time.perf_counter()
    doc = outline("f", text)
    assert time.perf_counter() - start < 10
    assert all(0 <= p.start <= p.body <= p.end <= len(text) for p in doc.parts)


def test_parts_are_in_text_order_and_do_not_overlap() -> None:
    doc = outline("f", WRAPPED)
    assert all(a.end <= b.start for a, b in zip(doc.parts, doc.parts[1:], strict=False))


def test_a_head_alone_on_its_line_goes_with_the_number_below() -> None:
    text = (
        "Căn cứ Hiến pháp;\nQuốc hội ban hành Luật,\n\nĐiều\n1. Sửa đổi Luật Kho tàng:\n1. Khoản 1 được sửa như sau:\n"
        "Điều\n2. Luật này có hiệu lực.\nTheo quy định tại\nĐiều\n5. Kho\n"
    )
    assert [(kind, marker) for kind, marker, _ in parts(text)[2:]] == [
        ("article", "điều 1"),
        ("number", "1"),
        ("article", "điều 2"),
        ("text", ""),
        ("text", ""),
        ("number", "5"),
    ]


def test_short_lines_that_plainly_go_on() -> None:
    assert parts("Sở Giáo dục và\nĐào tạo nộp danh sách trước ngày\n28/\n02/2023 cho phòng kế toán.\n") == [
        ("text", "", "Sở Giáo dục và Đào tạo nộp danh sách trước ngày 28/ 02/2023 cho phòng kế toán.")
    ]


@pytest.mark.parametrize("then", ["\n", ". "])
def test_a_pages_headings_that_repeat_the_name_of_the_paper_are_headings(then: str) -> None:
    text = (
        f"Luật Kho tàng 2020{then}QUỐC HỘI\nLuật số: 61/2020/QH14\nHà Nội, ngày 17 tháng 6 năm 2020\n\n"
        "Luật Kho tàng 2020. Chương I NHỮNG QUY ĐỊNH CHUNG\nLuật Kho tàng 2020. Điều 1. Phạm vi điều chỉnh\nLuật này quy định về kho.\n"
    )
    doc = outline("a.txt", text)
    assert [(p.kind, text[p.start : p.end]) for p in doc.parts if p.kind in ("chapter", "article")] == [
        ("chapter", "Chương I NHỮNG QUY ĐỊNH CHUNG"),
        ("article", "Điều 1. Phạm vi điều chỉnh"),
    ]


def test_a_line_that_ends_with_the_word_for_a_provision_goes_on_with_its_number() -> None:
    text = "2. Bãi bỏ khoản\n6 Điều 19 của Luật Viễn thông số 41/2009/QH12.\n3. Bãi bỏ điểm 4.1 mục\nII, Phần A thuộc Phụ lục số 01.\n"
    doc = outline("a.txt", text)
    assert [text[p.start : p.end] for p in doc.parts] == [
        "2. Bãi bỏ khoản\n6 Điều 19 của Luật Viễn thông số 41/2009/QH12.",
        "3. Bãi bỏ điểm 4.1 mục\nII, Phần A thuộc Phụ lục số 01.",
    ]


def test_a_line_that_ends_with_the_word_for_a_rank_goes_on_with_its_numeral() -> None:
    text = "2. Ủy ban nhân dân cấp xã xử lý đối với công trình xây dựng cấp\nII trở xuống có dấu hiệu nguy hiểm.\n3. Hoàn thành trong quý\nIV năm 2025.\n"
    assert [p.kind for p in outline("a.txt", text).parts] == ["number", "number"]


def test_a_quotation_mark_that_nothing_closes_does_not_swallow_the_rest() -> None:
    text = "Điều 1. Sửa đổi\n1. Sửa đổi Điều 7 như sau:\n“Điều 7. Kho\n1. Giữ kho.\nĐiều 2. Trách nhiệm\n1. Giữ sổ.\n"
    doc = outline("a.txt", text)
    assert [p.parent for p in doc.parts if p.marker == "điều 2"] == [-1]


def test_an_article_that_a_sentence_is_cut_before_is_no_heading() -> None:
    for above in ("tại điểm a khoản 1", "quy định tại", "tại khoản 2 và", "tại khoản 2,"):
        text = f"3. Thay cụm từ “lệ phí kho” bằng “phí kho” {above}\nĐiều 26.\n4. Bãi bỏ Điều 27.\n"
        assert [p.kind for p in outline("a.txt", text).parts] == ["number", "number"], above
    text = "Theo đề nghị của Giám đốc Sở,\nĐiều 1.\nThành lập kho.\nĐiều 2. Hiệu lực\n"
    assert [p.kind for p in outline("a.txt", text).parts] == ["text", "article", "text", "article"]


@pytest.mark.parametrize(
    ("above", "below"),
    [("điểm a khoản 2", "Điều 12 của Nghị định này; gửi kết quả."), ("quy định tại", "Điều 5 và Điều 6 Luật này.")],
)
def test_an_article_that_a_sentence_names_begins_no_paragraph(above: str, below: str) -> None:
    assert parts(f"1. Sở Tư pháp làm theo {above}\n{below}\n2. Sở Y tế báo cáo.\n") == [
        ("number", "1", f"1. Sở Tư pháp làm theo {above} {below}"),
        ("number", "2", "2. Sở Y tế báo cáo."),
    ]


def test_a_marked_line_that_is_full_goes_on_with_a_capital() -> None:
    """As pages are wrapped whose marked lines have less room than the rest."""
    words = (
        "đối với tất cả những người đang làm việc tại các kho của địa phương và những người khác có liên quan đến kho"
    )
    text = "Điều 1. Giữ kho\n"
    for number in range(1, 10):
        text += f"{number}. Những người giữ kho phải\ntuân thủ nội quy\n{words[:70]}\n{words[70:]}.\n"
    text += f"Nội quy\n**\nKho mở cửa {words[:60]}.\n"
    text += f"10. Chính phủ quy định chi tiết\nĐiều này.\n11. Chế độ\nNgười giữ kho được trả lương {words[:70]}.\n"
    doc = outline("a.txt", text)
    said = [text[p.start : p.end] for p in doc.parts]
    assert "10. Chính phủ quy định chi tiết\nĐiều này." in said
    assert "11. Chế độ" in said


def test_numbers_with_that_of_their_section() -> None:
    doc = outline("x", "II. NHIỆM VỤ\nII.1. Sở Y tế\na) Dự trữ thuốc.\n1. Trạm y tế\nII.2 Sở Xây dựng\nIII. KINH PHÍ\n")
    paths = [section_path(doc.parts, index) for index in range(len(doc.parts))]
    assert paths == ["II", "II.1", "II.1.a", "II.1.1", "II.2", "III"]


def test_a_table_whose_first_cells_are_empty_has_no_frame() -> None:
    rows = cells("TT | Nội dung | Cơ quan thực hiện\n | Kiểm dịch | Sở Y tế\n | Tuyên truyền | Sở Xây dựng\n")[0]
    assert rows[1:] == [["", "Kiểm dịch", "Sở Y tế"], ["", "Tuyên truyền", "Sở Xây dựng"]]


def test_a_plan_below_the_recipients_of_its_decision_is_spaced_as_it_is() -> None:
    """The list of recipients has no empty lines; what is attached below it has."""
    plan = "\n\n".join(
        f"- Nội dung {name}: rà soát, quy định chi tiết các khoản của Luật Bảo vệ dữ liệu cá\nnhân và Luật Dữ liệu, gồm khoản 7 Điều 20;\nkhoản 7 Điều 21; khoản 4 Điều 22, và những nội dung khác mà các luật này\ngiao."
        for name in ("một", "hai", "ba", "bốn", "năm", "sáu")
    )
    text = (
        "QUYẾT ĐỊNH\n\nĐiều 1. Ban hành Kế hoạch triển khai thi hành Luật Bảo vệ dữ liệu cá\nnhân.\n\nNơi nhận:\n- Như Điều 1;\n- Văn phòng Chính phủ;\n"
        f"- Lưu: VT.\n\nTHỦ TƯỚNG\nPhạm Minh Chính\n\nKẾ HOẠCH\n\n{plan}\n"
    )
    assert [words for kind, _, words in parts(text) if kind == "bullet"][-1].endswith(
        "khoản 7 Điều 20; khoản 7 Điều 21; khoản 4 Điều 22, và những nội dung khác mà các luật này giao."
    )
