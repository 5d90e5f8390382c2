"""Text with places on pages, as PDF and scans give it, becomes the lines that a reader of the paper sees."""

from __future__ import annotations

import itertools

from kg.read.marks import Marks, raised, unmarked
from kg.read.page import Page, Piece, Rule, document_lines
from kg.read.raster import is_shaded, rules, unread, unruled
from kg.read.vote import Word, agreed


def piece(text: str, left: float, top: float, right: float | None = None, size: float = 14) -> Piece:
    """Text at a place; six points a letter where its end is not given."""
    return Piece(text=text, left=left, top=top, right=right or left + 6 * len(text), bottom=top + size)


def page(*pieces: Piece, across: list[Rule] | None = None, down: list[Rule] | None = None, wide: bool = False) -> Page:
    width, height = (842, 595) if wide else (595, 842)
    return Page(width=width, height=height, pieces=list(pieces), across=across or [], down=down or [])


def lines(*pages: Page) -> list[str]:
    return [unmarked(line) for line in document_lines(list(pages))]


BODY = "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành thực hiện những việc sau đây"


def test_the_sides_of_a_header_stay_apart_however_their_lines_lie() -> None:
    """A long name leaves a narrow gutter, and the right side, which needs two lines for the country's name, begins higher."""
    header = page(
        piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", 277, 100, 520),
        piece("ỦY BAN NHÂN DÂN", 96, 115, 231),
        piece("NAM", 382, 115, 416),
        piece("TỈNH NAM ĐỊNH", 106, 131, 221),
        piece("Độc lập - Tự do - Hạnh phúc", 306, 131, 491),
        piece("Số: 1136/1999/QĐ-UB", 90, 148, 237),
        piece("Nam Định, ngày 20 tháng 9 năm 1999", 273, 148, 525),
        piece("QUYẾT ĐỊNH", 250, 180, 330),
    )
    assert lines(header) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH NAM ĐỊNH",
        "Số: 1136/1999/QĐ-UB",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nam Định, ngày 20 tháng 9 năm 1999",
        "QUYẾT ĐỊNH",
    ]
    narrow = page(
        piece("LIÊN ĐOÀN LAO ĐỘNG", 94, 100, 246),
        piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 258, 100, 535),
        piece("TỈNH BÌNH DƯƠNG", 107, 117, 234),
        piece("Độc lập - Tự do - Hạnh phúc", 313, 117, 481),
    )
    assert lines(narrow)[:2] == ["LIÊN ĐOÀN LAO ĐỘNG", "TỈNH BÌNH DƯƠNG"]


def test_a_header_whose_lines_never_lie_level_is_read_side_by_side() -> None:
    header = page(
        piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 254, 45, 524, size=11),
        piece("BỘ Y TẾ", 129, 57, 180, size=11),
        piece("Độc lập - Tự do - Hạnh phúc", 304, 69, 474, size=11),
        piece("Số:3467/QĐ-BYT", 106, 105, 212, size=11),
        piece("Hà Nội, ngày 15 tháng 11 năm 2024", 290, 105, 495, size=11),
        piece("QUYẾT ĐỊNH", 255, 133, 344),
    )
    assert lines(header)[:3] == ["BỘ Y TẾ", "Số:3467/QĐ-BYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_recipients_that_begin_above_the_signature_stay_together() -> None:
    signature = page(
        piece(BODY, 78, 500, 538),
        piece("Nơi nhận:", 80, 550),
        piece("- Bộ Nông nghiệp và Phát", 80, 566, 258),
        piece("triển nông thôn;", 80, 582, 190),
        piece("TM. ỦY BAN NHÂN DÂN", 320, 582, 500),
        piece("- Lưu: VT.", 80, 598, 150),
        piece("CHỦ TỊCH", 380, 598, 450),
    )
    assert lines(signature)[1:] == [
        "Nơi nhận:",
        "- Bộ Nông nghiệp và Phát triển nông thôn;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_the_heads_of_a_bulletin_go_though_the_number_changes_its_side() -> None:
    head = "CÔNG BÁO/Số 663 + 664/Ngày 17-5-2018"
    first = page(piece("1", 85, 60), piece(head, 124, 60), piece(BODY, 85, 110, 538))
    second = page(piece(head, 177, 60), piece("2", 520, 60), piece("theo quy định của Chính phủ.", 85, 110))
    assert lines(first, second) == [BODY + " theo quy định của Chính phủ."]


def test_lines_of_a_list_that_begin_pages_alike_stay() -> None:
    def listed(number: int) -> Page:
        head = piece("UBND huyện - Kế hoạch 77", 62, 25, size=11)
        rows = [piece(f"{number + i}. Ủy ban nhân dân xã số {number + i}", 68, 62 + 18 * i) for i in range(5)]
        return page(head, *rows, piece(f"Trang {number}/4", 498, 806, size=10))

    found = lines(*(listed(n) for n in (1, 6, 11, 16)))
    assert found == [f"{i}. Ủy ban nhân dân xã số {i}" for i in range(1, 21)]


def test_annexes_that_begin_alike_keep_their_headings() -> None:
    papers = [
        page(
            piece("PHỤ LỤC", 260, 60), piece("(Kèm theo Quyết định số 12/QĐ-UBND)", 180, 76), piece(f"{BODY}.", 85, 110)
        )
        for _ in "12"
    ]
    assert lines(*papers)[1::3] == ["(Kèm theo Quyết định số 12/QĐ-UBND)"] * 2


def test_the_header_of_a_paper_is_no_running_head() -> None:
    forms = [
        page(
            piece("ỦY BAN NHÂN DÂN", 96, 60, 231),
            piece("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 270, 60, 535),
            piece(f"{BODY}.", 85, 110),
        )
        for _ in "123"
    ]
    assert lines(*forms).count("ỦY BAN NHÂN DÂN") == 3


def test_the_number_of_a_page_on_its_side_is_dropped() -> None:
    assert lines(page(piece("5", 420, 60, size=12), piece("Phụ lục", 400, 76), wide=True)) == ["Phụ lục"]


def test_a_table_goes_on_over_many_pages_with_its_heading_repeated() -> None:
    columns = [85.0, 120.0, 300.0, 450.0]
    heading = ["STT", "Nhiệm vụ", "Đơn vị"]

    def sheet(*rows: list[str]) -> Page:
        places = [80.0 + 40 * i for i in range(len(rows) + 1)]
        return page(
            *(
                piece(text, columns[i] + 4, places[r] + 10)
                for r, row in enumerate(rows)
                for i, text in enumerate(row)
                if text
            ),
            across=[Rule(at, 85, 450) for at in places],
            down=[Rule(at, places[0], places[-1]) for at in columns],
        )

    got = lines(
        sheet(heading, ["1", "Tập huấn cán bộ", "Sở Y tế"], ["2", "Truyền thông tại cộng", "Báo"]),
        sheet(heading, ["", "đồng", ""], ["3", "Cung ứng thuốc", "Sở Y tế"], ["4", "Kiểm tra việc thực", "Thanh tra"]),
        sheet(heading, ["", "hiện", ""], ["5", "Sơ kết", "Sở Nội vụ"]),
    )
    assert got == [
        "STT | Nhiệm vụ | Đơn vị",
        "1 | Tập huấn cán bộ | Sở Y tế",
        "2 | Truyền thông tại cộng đồng | Báo",
        "3 | Cung ứng thuốc | Sở Y tế",
        "4 | Kiểm tra việc thực hiện | Thanh tra",
        "5 | Sơ kết | Sở Nội vụ",
    ]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    left = [f"dòng chữ thứ {n} của cột bên trái dài hết cột" for n in range(7)]
    right = ["Giang.", *(f"dòng chữ thứ {n} của cột bên phải dài hết cột" for n in range(1, 7))]
    got = lines(
        page(
            *(piece(text, 85, 100 + 16 * i, 300) for i, text in enumerate(left)),
            piece(right[0], 322, 100, 356),
            *(piece(text, 322, 100 + 16 * i, 538) for i, text in enumerate(right) if i),
        )
    )
    assert got[0].endswith(f"{left[-1]} Giang.")


def test_the_last_line_of_the_longer_column_belongs_to_it() -> None:
    text = "dòng chữ thứ {} của một cột dài hết cột mà không hết"
    got = lines(
        page(
            *(piece(text.format(n), 85, 100 + 16 * n, 300) for n in range(7)),
            *(piece(text.format(n), 322, 103 + 16 * n, 538) for n in range(8)),
            piece("câu./.", 322, 103 + 16 * 8, 360),
        )
    )
    assert got[-1].endswith("mà không hết câu./.")


def test_a_word_of_one_column_stays_before_its_neighbour_though_the_other_column_lies_higher() -> None:
    got = lines(
        page(
            piece("Về thủ tục nhập khẩu tàu", 85, 186, 300, size=11),
            piece("cơ quan liên quan báo cáo Phó", 323, 184, 538, size=11),
            piece("để", 85, 204, 98, size=10.4),
            piece("thực hiện công tác vận chuyển", 105, 203.2, 300, size=11.4),
            piece("Thủ tướng Chính phủ xem xét", 323, 198.7, 538, size=10),
        )
    )
    assert "để thực hiện công tác" in " ".join(got)


def test_the_dark_round_a_photographed_sheet_is_no_line() -> None:
    width, height = 900, 600
    dark = b"\x40" * 40
    rows = [b"\x40" * width if not 40 <= y < 560 else dark + b"\xff" * (width - 80) + dark for y in range(height)]
    assert rules(b"P5 %d %d 255\n" % (width, height) + b"".join(rows), 0.0) == ([], [])


def _slanted_table(slope: float) -> bytes:
    """A picture of a grid of three lines across and three down, drawn askew, with a speck in one of its cells."""
    width, height = 900, 500
    dots = bytearray(b"\xff" * width * height)
    grid = [(x, y) for x in range(100, 801) for y in (100, 200, 300)]
    grid += [(x, y) for x in (100, 450, 800) for y in range(100, 301)]
    for (x, y), thick in itertools.product(grid, range(-1, 2)):
        across, down = round(x - slope * y), round(y + slope * x)
        dots[down * width + across + thick] = dots[(down + thick) * width + across] = 0
    for y in range(140, 170):
        dots[y * width + 200 : y * width + 230] = bytes(30)
    return b"P5 %d %d 255\n" % (width, height) + bytes(dots)


def test_paper_in_the_shade_is_told_from_paper_in_the_light() -> None:
    assert is_shaded(b"P5 70 70 255\n" + bytes([150]) * 4900)
    assert not is_shaded(b"P5 70 70 255\n" + bytes([250]) * 4500 + bytes([10]) * 400)


def test_a_word_that_another_look_reads_whole_stands_once() -> None:
    def word(text: str, left: int, right: int, sure: float) -> Word:
        return Word(text=text, left=left, top=0, right=right, bottom=20, sure=sure, line=(1, 1, 1, 1))

    first = [word("ngày", 0, 40, 90), word("1", 50, 56, 60), word("2/01/2017", 58, 150, 60)]
    (mended,) = [agreed(first, [[word("ngày", 0, 40, 90), word("12/01/2017", 50, 150, 95)]])]
    assert [w.text for w in mended] == ["ngày", "12/01/2017"]


def test_the_lines_of_a_slanted_table_meet_when_they_are_set_upright() -> None:
    across, down = rules(_slanted_table(0.02), 0.02)
    assert (len(across), len(down)) == (3, 3)
    for line, wall in itertools.product(across, down):
        assert line.start - 4 <= wall.at <= line.end + 4 and wall.start - 4 <= line.at <= wall.end + 4


def test_ink_of_a_table_that_no_word_covers_is_seen_without_its_lines() -> None:
    bare = unruled(_slanted_table(0.0))
    assert bare.count(0) == 900
    assert unread(bare, [], 100, 300) == 1.0
    assert unread(bare, [(200, 140, 230, 170)], 100, 300) == 0.0


def test_a_footnote_comes_last_and_the_sentence_goes_on_over_the_page() -> None:
    marks = Marks()
    mark = raised("1")
    first = page(
        *(piece(BODY, 85, 100 + 17 * i, 538) for i in range(4)),
        piece(f"Căn cứ Quy chế làm việc của Chính phủ{mark}; giao Bộ Tài chính", 85, 168, 538),
        piece("1 Quy chế này được thay thế theo Nghị định số 15/2026/NĐ-CP", 85, 780, 500, size=10),
        piece("từ ngày 01 tháng 3 năm 2026.", 85, 792, 300, size=10),
    )
    second = page(piece("chủ trì thực hiện các mục tiêu m" + raised("2") + " sàn.", 85, 100, 538))
    done = marks.finish("\n".join(document_lines([first, second], marks)))
    *_, text, note = done.text.split("\n")
    assert text.endswith("làm việc của Chính phủ; giao Bộ Tài chính chủ trì thực hiện các mục tiêu m2 sàn.")
    assert note == "[1] Quy chế này được thay thế theo Nghị định số 15/2026/NĐ-CP từ ngày 01 tháng 3 năm 2026."
    assert [(done.text[:start][-9:], target) for start, _, target in done.links] == [("Chính phủ", "#footnote-1")]
