"""Of a web page the part that holds the document is read."""

from __future__ import annotations

import time

from made_files import SENTENCE, one

LAW = "".join(
    f"<p>Điều {i}. Cơ quan, tổ chức, cá nhân có trách nhiệm thực hiện các quy định của Luật này trong phạm vi cả nước.</p>"
    for i in range(1, 9)
)


def test_the_part_of_a_page_that_holds_the_law_is_found() -> None:
    menu = (
        "<div class='menu'>"
        + "".join(f"<a href='/{i}'>Tra cứu văn bản pháp luật số {i} mới nhất trong tuần</a>" for i in range(40))
        + "</div>"
    )
    comments = "<div><p>Bạn đọc hỏi: tôi muốn hỏi về việc nộp phí của cơ quan nhà nước?</p></div>"
    page = f"<html><head><title>t</title></head><body>{menu}<div><div>{LAW}<p>Xem <a href='/nd-15'>Nghị định 15/2021/NĐ-CP</a>.</p></div></div>{comments}</body></html>"
    source = one(page.encode())
    assert source.text.startswith("Điều 1. Cơ quan") and "Tra cứu" not in source.text and "Bạn đọc" not in source.text
    (link,) = source.links
    assert (source.text[link[0] : link[1]], link[2]) == ("Nghị định 15/2021/NĐ-CP", "/nd-15")
    assert source.meta["title"] == "t"


def test_the_header_beside_the_text_is_kept_where_the_text_names_the_state() -> None:
    header = "<table><tr><td>QUỐC HỘI</td><td>CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>"
    grounds = "<p>Căn cứ vào Hiến pháp nước Cộng hoà xã hội chủ nghĩa Việt Nam năm 1992;</p>"
    page = (
        f"<body><ul><li>Trang chủ</li></ul><div>{header}<p>Số: 47/2005/QH11</p><div>{grounds}{LAW}</div></div></body>"
    )
    assert one(page.encode()).text.split("\n")[:3] == [
        "QUỐC HỘI",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 47/2005/QH11",
    ]


def test_a_header_without_the_motto_is_kept_and_links_beside_the_text_are_not() -> None:
    head = "<div>ỦY BAN NHÂN DÂN TỈNH X<br>Số: 41/CT-UBND<br>CHỈ THỊ</div>"
    assert one(f"<body>{head}<div>{LAW}</div></body>".encode()).text.startswith(
        "ỦY BAN NHÂN DÂN TỈNH X\nSố: 41/CT-UBND"
    )
    links = "<div><a href='/1'>Công văn</a> Số: 41/CT-UBND</div>"
    assert one(f"<body>{links}<div>{LAW}</div></body>".encode()).text.startswith("Điều 1.")


def test_a_sentence_that_a_break_cuts_is_one_line_and_items_are_not() -> None:
    cut = "Giao Sở Tài chính chủ trì, phối hợp với các cơ quan<br>\nthực hiện các việc:<br>a) bố trí kinh phí"
    text = one(f"<body>{LAW}<p>{cut}</p></body>".encode()).text
    assert text.endswith(
        "\nGiao Sở Tài chính chủ trì, phối hợp với các cơ quan thực hiện các việc:\na) bố trí kinh phí"
    )


def test_a_font_that_draws_capitals_gives_capitals() -> None:
    page = f"<body>{LAW}<p><font face='.VnTimeH'>chỉ thị</font></p></body>"
    assert one(page.encode()).text.endswith("CHỈ THỊ")


def test_a_hidden_tab_that_holds_the_law_is_read() -> None:
    page = f"<body><div><p>Tóm tắt: văn bản được ban hành.</p></div><div style='display:none'>{LAW}</div></body>"
    assert "Điều 8." in one(page.encode()).text


def test_a_page_written_into_a_frame_is_read_and_a_file_shown_in_one_is_said_to_be_missing() -> None:
    framed = LAW.replace("<p>", "&lt;p>")
    source = one(f'<body><p>Tin</p><iframe srcdoc="{framed}"></iframe><iframe src="/f/nd.pdf?v=1"></iframe>'.encode())
    assert source.text.startswith("Điều 1. Cơ quan") and [n.detail for n in source.notes] == ["nd.pdf"]


def test_ordered_lists_show_the_numbers_that_the_browser_draws() -> None:
    items = "<ol type=I><li>Mục tiêu<ol style='list-style: lower-alpha'><li>Một<li value=4>Hai</ol><li>Việc</ol>"
    assert one(f"<body>{items}".encode()).text.split("\n") == ["I. Mục tiêu", "a. Một", "d. Hai", "II. Việc"]


def test_interface_lines_between_clauses_are_dropped() -> None:
    page = f"<body>{LAW}<ul><li>Theo dõi điều khoản</li><li>Ghi chú</li></ul>{LAW}</body>"
    assert "Ghi chú" not in one(page.encode()).text


def test_rows_of_buttons_and_names_of_files_are_dropped() -> None:
    buttons = (
        "<span><a>Theo dõi điều khoản</a> <a>Ghi chú</a></span>",
        "<div>Chia sẻ bài viết: Facebook Zalo</div>",
        "<div><a href='q.pdf'>QD-1427.pdf</a><a>Tải về</a></div>",
    )
    page = f"<body>{LAW}{''.join(buttons)}<p>Ghi chú trong hồ sơ gửi về Bộ Tài chính.</p>{LAW}</body>"
    text = one(page.encode()).text
    assert "Theo dõi" not in text and "Chia sẻ" not in text and "Tải về" not in text
    assert "Ghi chú trong hồ sơ gửi về Bộ Tài chính." in text


def test_footnotes_behind_the_text_stay_and_deleted_words_go() -> None:
    call = "<a href='#_ftn1' name='_ftnref1'>[1]</a>"
    notes = "<div style='mso-element:footnote-list'><p><a href='#_ftnref1'>[1]</a> Đã được bãi bỏ.</p></div>"
    head = "<div style='mso-element:header'><p>Lưu hành nội bộ</p></div>"
    page = f"<body><div>{LAW}<p>Xem Luật{call} này <del>cũ</del><ins>mới</ins>.</p></div>{notes}{head}</body>"
    text = one(page.encode()).text
    assert text.endswith("Xem Luật này mới.\n[1] Đã được bãi bỏ.")


def test_a_page_with_nothing_but_what_a_document_is_keeps_its_rows() -> None:
    rows = {"Số ký hiệu": "68/NQ-CP", "Trích yếu": "Ban hành Chương trình cắt giảm quy định liên quan đến kinh doanh"}
    table = "".join(f"<tr><td>{name}</td><td>{said}</td></tr>" for name, said in rows.items())
    assert one(f"<body><div>Trang chủ</div><table border=1>{table}</table></body>".encode()).text.split("\n") == [
        "Số ký hiệu | 68/NQ-CP",
        "Trích yếu | Ban hành Chương trình cắt giảm quy định liên quan đến kinh doanh",
    ]


def test_a_deeply_nested_page_is_read() -> None:
    began = time.monotonic()
    assert "Điều 8." in one(("<div>" * 20_000 + LAW).encode()).text
    assert time.monotonic() - began < 20


def test_a_document_that_a_page_only_shows_in_a_frame_is_said_to_be_left_out() -> None:
    source = one(
        f"<html><body><p>{SENTENCE}</p><iframe src='/xem?tep=/tep/QD%20(12).pdf'></iframe><embed src='a.js'>"
        "<object data='KH-5.docx'></object><iframe src='/xem?tep=/tep/QD%20(12).pdf'></iframe></body></html>".encode()
    )
    assert [(n.code, n.detail) for n in source.notes] == [("left-out", "QD (12).pdf"), ("left-out", "KH-5.docx")]


def test_bullets_that_the_browser_draws_are_kept_and_when_a_page_was_shown_is_not() -> None:
    tasks = "<ul><li>Bố trí kinh phí:<ul><li>nguồn ngân sách</li><li>nguồn khác</li></ul></li><li>- Báo cáo</li><li>b) Kiểm tra</li></ul>"
    plain = "<ul style='list-style:none'><li>Sở Y tế</li></ul>"
    posted = "<p>Ngày đăng: 06/3/2026 08:30 | Lượt xem: 1.204</p><table border='1'><tr><td>Lượt truy cập</td><td>1.000</td></tr></table>"
    text = one(f"<body>{LAW}{posted}{tasks}{plain}</body>".encode()).text
    assert text.split("\n")[8:] == [
        "Lượt truy cập | 1.000",
        "- Bố trí kinh phí:",
        "+ nguồn ngân sách",
        "+ nguồn khác",
        "- Báo cáo",
        "b) Kiểm tra",
        "Sở Y tế",
    ]
