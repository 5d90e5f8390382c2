"""Readers: every format people have gives the text as a reader of the paper sees it."""

from __future__ import annotations

import email.message
import io
import json
import re
import shutil
import struct
import subprocess
import time
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest

from kg.read import READERS, Source, read, read_bytes
from kg.read.legacy import from_tcvn3_of_pdf
from kg.text import visible

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
SENTENCE = "Căn cứ Luật Tổ chức Chính phủ; Bộ Tài chính quy định việc thực hiện các nội dung của Nghị định này."


def packed(**members: str | bytes) -> bytes:
    """A zip of members; `__` in a name is `/`, `_dot_` a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A docx with this body and other parts of `word/` (`numbering`, `styles`, `footnotes`)."""
    members = {f"word/{name}.xml": f"<w:{name} {W}>{text}</w:{name}>" for name, text in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def row(*cells: str) -> str:
    """A row of a Word table, each cell given as paragraphs."""
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


RULED = "<w:tblPr><w:tblBorders><w:top w:val='single'/><w:left w:val='single'/><w:insideV w:val='single'/></w:tblBorders></w:tblPr>"


def one(data: bytes, name: str = "x") -> Source:
    """The only source in the bytes."""
    (source,) = read_bytes(data, name)
    return source


def text_of(body: str, **parts: str) -> list[str]:
    return one(docx(body, **parts)).text.split("\n")


# Plain text --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_text_is_read_in_any_form(encoding: str) -> None:
    data = (("\ufeff" if encoding == "utf-16-be" else "") + SENTENCE + "\r\nĐiều 1.\r\n").encode(encoding)
    assert one(data).text == SENTENCE + "\nĐiều 1.\n"


def test_decomposed_text_is_composed_and_nothing_else_changes() -> None:
    text = f"  {SENTENCE}\t\u00a0x\u00ad\n\n\n"
    assert one(unicodedata.normalize("NFD", text).encode()).text == text


def test_a_soft_hyphen_is_a_letter_in_tcvn3() -> None:
    raw = "Bé tr\xadëng Bé T\xad ph¸p c¨n cø NghÞ ®Þnh cña ChÝnh phñ vÒ viÖc thùc hiÖn c¸c quy ®Þnh".encode("latin-1")
    source = one(raw)
    assert source.text == "Bộ trưởng Bộ Tư pháp căn cứ Nghị định của Chính phủ về việc thực hiện các quy định"
    assert [(n.code, n.detail) for n in source.notes] == [("encoding", "TCVN3")]


@pytest.mark.parametrize(
    ("shown", "right"),
    [
        ("®-êng, ng-êi, h-íng", "đường, người, hướng"),
        ("Bé T- ph¸p, Th«ng t- sè 12/TT-BTC", "Bộ Tư pháp, Thông tư số 12/TT-BTC"),
        ("nh- sau, ch-a cã n¬i c- tró, sè d- nî", "như sau, chưa có nơi cư trú, số dư nợ"),
        ("c- Cã nhiÖm vô; kinh tÕ - x· héi; 14-C/TTg; NQ-T", "c- Có nhiệm vụ; kinh tế - xã hội; 14-C/TTg; NQ-T"),
    ],
)
def test_the_u_of_tcvn3_that_a_pdf_shows_as_a_hyphen(shown: str, right: str) -> None:
    assert from_tcvn3_of_pdf(shown) == right


def test_capitals_of_tcvn3_follow_their_neighbours() -> None:
    from kg.read.legacy import from_tcvn3

    assert from_tcvn3("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert from_tcvn3("Uû ban nh©n d©n tØnh") == "Uỷ ban nhân dân tỉnh"


def test_vni_and_windows_1258_are_converted() -> None:
    vni = "Caên cöù Nghò ñònh cuûa Chính phuû veà vieäc thöïc hieän caùc quy ñònh cuûa Boä"
    source = one(vni.encode("cp1252"))
    assert source.text == "Căn cứ Nghị định của Chính phủ về việc thực hiện các quy định của Bộ"
    assert source.notes[0].detail == "VNI"
    marks = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    split = []
    for letter in SENTENCE:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in marks)
        split.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in marks)) + tone)
    source = one("".join(split).encode("cp1258"))
    assert (source.text, source.notes[0].detail) == (SENTENCE, "windows-1258")


@pytest.mark.parametrize("name", ["VISCII", "VPS"])
def test_viscii_and_vps_are_converted(name: str) -> None:
    from kg.read import legacy

    controls = getattr(legacy, f"_{name}_CONTROLS").items()
    table = {letter: 0x80 + i for i, letter in enumerate(getattr(legacy, f"_{name}"))} | {
        c: code for code, c in controls
    }
    source = one(bytes(table.get(c, ord(c)) for c in SENTENCE))
    assert (source.text, source.notes[0].detail) == (SENTENCE, name)


def test_lines_of_another_encoding_pasted_into_unicode_are_converted() -> None:
    annex = "Phô lôc danh s¸ch c¸c c¬ quan thùc hiÖn quyÕt ®Þnh cña Bé Tµi chÝnh"
    source = one(SENTENCE.encode() + b"\r" + annex.encode("latin-1") + b"\r\n" + SENTENCE.encode())
    right = "Phụ lục danh sách các cơ quan thực hiện quyết định của Bộ Tài chính"
    assert source.text.split("\n") == [SENTENCE, right, SENTENCE]
    assert [(n.code, n.detail) for n in source.notes] == [("encoding", "TCVN3")]


def test_zeros_stay_where_they_are_and_hide_nothing() -> None:
    """The text is that of the file; what matches does not see them."""
    filled = (SENTENCE + "\n").encode() + b"\0" * 3000
    assert one(filled).text == filled.decode()
    seen, places = visible("Quyết định số 12/Q\0Đ-UBND")
    assert seen == "Quyết định số 12/QĐ-UBND" and places is not None
    assert places[seen.index("Đ-")] == len("Quyết định số 12/Q\0")


def test_a_few_broken_bytes_are_said_and_not_cut() -> None:
    source = one((SENTENCE * 20).encode() + b"\xff" + SENTENCE.encode())
    assert source.text.endswith("\ufffd" + SENTENCE)
    assert [(n.code, n.detail) for n in source.notes] == [("unreadable-bytes", "1")]


# Word --------------------------------------------------------------------------------------------------------------------


def test_a_header_table_is_read_cell_by_cell() -> None:
    header = (
        "<w:tbl>"
        + row(
            p("UBND TỈNH X") + p("-------"), p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + p("Độc lập - Tự do - Hạnh phúc")
        )
        + "</w:tbl>"
    )
    assert text_of(header) == [
        "UBND TỈNH X",
        "-------",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]


def test_a_header_with_tabs_is_read_column_by_column() -> None:
    lines = ["UBND TỈNH X\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/QĐ-UBND\tĐộc lập - Tự do - Hạnh phúc"]
    body = "".join(
        f"<w:p><w:r><w:t>{a}</w:t><w:tab/><w:t>{b}</w:t></w:r></w:p>" for a, b in (line.split("\t") for line in lines)
    )
    assert text_of(body)[:2] == ["UBND TỈNH X", "Số: 1/QĐ-UBND"]


def test_a_table_of_data_is_a_line_a_row() -> None:
    table = (
        f"<w:tbl>{RULED}"
        + row(p("TT"), p("Nhiệm vụ"), p("Chủ trì"))
        + row(p("1"), p("Xây dựng") + p("đề án"), p("Sở Y tế"))
        + row(p("2"), p(""), p("Sở Nội vụ"))
        + "</w:tbl>"
    )
    assert text_of(table) == ["TT | Nhiệm vụ | Chủ trì", "1 | Xây dựng đề án | Sở Y tế", "2 | | Sở Nội vụ"]


def test_a_cell_that_reaches_down_counts_for_each_row() -> None:
    down, on = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"
    table = (
        f"<w:tbl>{RULED}"
        + row(p("1"), p("Một"), down + p("Sở Y tế"))
        + row(p("2"), p("Hai"), on + p(""))
        + row(p("3"), p("Ba"), p("Sở Nội vụ"))
        + "</w:tbl>"
    )
    assert text_of(table) == ["1 | Một | Sở Y tế", "2 | Hai | Sở Y tế", "3 | Ba | Sở Nội vụ"]


def test_tracked_changes_are_accepted() -> None:
    body = "<w:p><w:r><w:t>trước ngày </w:t></w:r><w:del><w:r><w:delText>20</w:delText></w:r></w:del><w:ins><w:r><w:t>15</w:t></w:r></w:ins><w:r><w:t> hằng tháng</w:t></w:r></w:p>"
    assert text_of(body) == ["trước ngày 15 hằng tháng"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    assert text_of(p("Điều 1. Phạm", "<w:rPr><w:del/></w:rPr>") + p(" vi")) == ["Điều 1. Phạm vi"]


def test_the_numbers_that_word_makes_are_in_the_text() -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='1'>"
        "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='Điều %1.'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl>"
        "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%3)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='1'/></w:num>"
    )

    def item(level: int, text: str) -> str:
        return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr>")

    body = (
        item(0, "Phạm vi")
        + item(1, "Một")
        + item(2, "Chữ")
        + item(2, "Chữ")
        + item(1, "Hai")
        + item(0, "Đối tượng")
        + item(1, "Ba")
    )
    assert text_of(body, numbering=numbering) == [
        "Điều 1. Phạm vi",
        "1. Một",
        "a) Chữ",
        "b) Chữ",
        "2. Hai",
        "Điều 2. Đối tượng",
        "1. Ba",
    ]


def test_an_empty_paragraph_of_a_list_shows_its_number_and_no_bullet() -> None:
    """A column of ordinals, and `Chương I` above its title."""
    numbering = (
        "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='2'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='Chương %1'/></w:lvl></w:abstractNum>"
        "<w:abstractNum w:abstractNumId='3'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='\uf0b7'/></w:lvl></w:abstractNum>"
        + "".join(f"<w:num w:numId='{n}'><w:abstractNumId w:val='{n}'/></w:num>" for n in (1, 2, 3))
    )

    def item(number: int, text: str = "") -> str:
        return p(text, f"<w:numPr><w:ilvl w:val='0'/><w:numId w:val='{number}'/></w:numPr>")

    table = (
        f"<w:tbl>{RULED}{row(p('STT'), p('Đơn vị'))}{row(item(1), p('Sở Y tế'))}{row(item(1), p('Sở Nội vụ'))}</w:tbl>"
    )
    assert text_of(item(2) + p("QUY ĐỊNH CHUNG") + item(3) + item(3, "Ý") + table, numbering=numbering) == [
        "Chương I",
        "QUY ĐỊNH CHUNG",
        "- Ý",
        "STT | Đơn vị",
        "1 | Sở Y tế",
        "2 | Sở Nội vụ",
    ]


def test_footnotes_come_last_and_do_not_stick_to_words() -> None:
    body = (
        "<w:p><w:r><w:t>được phân công</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> theo luật.</w:t></w:r></w:p>"
        + p("Điều 2.")
    )
    notes = f"<w:footnote w:id='2'>{p('Theo Nghị định số 1/2020/NĐ-CP.')}</w:footnote>"
    source = one(docx(body, footnotes=notes))
    assert source.text.split("\n") == ["được phân công theo luật.", "Điều 2.", "[1] Theo Nghị định số 1/2020/NĐ-CP."]
    assert source.links == ((14, 14, "#footnote-1"),)


def test_text_boxes_hidden_text_fields_and_links() -> None:
    box = "<w:r><w:drawing><a><w:txbxContent>" + p("Trong khung") + "</w:txbxContent></a></w:drawing></w:r>"
    link = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK \"https://a.vn/x\"</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>15/2021/NĐ-CP</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
    assert text_of(f"<w:p><w:r><w:t>Nghị định số </w:t></w:r>{link}{hidden}{box}</w:p>") == [
        "Nghị định số 15/2021/NĐ-CP",
        "Trong khung",
    ]


def test_a_text_box_written_in_two_ways_is_read_once() -> None:
    box = "<w:txbxContent>" + p("Trong khung") + "</w:txbxContent>"
    both = f"<mc:AlternateContent xmlns:mc='m'><mc:Choice><a>{box}</a></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert text_of(f"<w:p><w:r>{both}</w:r></w:p>") == ["Trong khung"]


def test_text_that_a_style_hides_is_left_out() -> None:
    style = "<w:style w:styleId='{0}'><w:rPr><w:vanish/></w:rPr></w:style>"
    shown = "<w:vanish w:val='0'/>"
    run = "<w:r><w:rPr><w:rStyle w:val='An'/>{0}</w:rPr><w:t>{1}</w:t></w:r>"
    body = f"<w:p><w:r><w:t>Hiện</w:t></w:r>{run.format('', ' ẩn')}{run.format(shown, ' lại')}</w:p>" + p(
        "Đầu mẫu", "<w:pStyle w:val='Form'/>"
    )
    assert text_of(body, styles=style.format("An") + style.format("Form")) == ["Hiện lại"]


def test_documents_and_diagrams_that_a_docx_shows_are_in_their_place() -> None:
    relation = '<Relationship Id="{0}" Type="{1}" Target="{2}"/>'
    body = p("Trước") + "<w:altChunk r:id='a'/>" + "<w:p><w:r><w:drawing><x><y r:dm='d'/></x></w:drawing></w:r></w:p>"
    body = body.replace("<y ", "<d:relIds xmlns:d='d' ") + "<w:altChunk r:id='b'/>" + p("Sau")
    data = packed(
        **{"[Content_Types]_dot_xml": TYPES},
        word__document_dot_xml=f"<w:document {W} xmlns:r='r'><w:body>{body}</w:body></w:document>",
        word___rels__document_dot_xml_dot_rels="<r>"
        + relation.format("a", "x/aFChunk", "chunk.htm")
        + relation.format("d", "x/diagramData", "diagrams/data1.xml")
        + relation.format("b", "x/aFChunk", "/word/bad.docx")
        + "</r>",
        word__chunk_dot_htm="<html><body><p>Trang web</p><table border=1><tr><td>1</td><td>Kênh</td><td>Xã</td></tr></table></body></html>",
        word__diagrams__data1_dot_xml="<d:m xmlns:d='d' xmlns:a='a'><d:pt><a:t>Ban </a:t><a:t>Chỉ đạo</a:t></d:pt><d:pt/></d:m>",
        word__bad_dot_docx=b"PK\3\4 cut",
    )
    source = one(data)
    assert source.text.split("\n") == ["Trước", "Trang web", "1 | Kênh | Xã", "Ban Chỉ đạo", "Sau"]
    assert [(n.code, n.detail) for n in source.notes] == [("member-rejected", "/word/bad.docx: corrupt")]


def test_runs_in_a_legacy_font_are_converted() -> None:
    body = "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTimeH'/></w:rPr><w:t>céng hoµ</w:t></w:r></w:p>" + p(SENTENCE)
    assert text_of(body) == ["CỘNG HOÀ", SENTENCE]


# Web pages ---------------------------------------------------------------------------------------------------------------

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


# Other formats -----------------------------------------------------------------------------------------------------------


def test_rtf_text_tables_and_deletions() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset163 Times;}}{\header so trang}"
        rb"\trowd\cellx100\cellx200\pard\intbl UBND\cell\pard\intbl C\u7896?NG H\u210?A X\u195? H\u7896?I CH\u7910? NGH\u296?A VI\u7878?T NAM\cell\row"
        rb"\pard {\deleted cu }\u272?i\u7873?u 1. {\listtext a)\tab}N\u7897?i dung\par}"
    )
    assert one(data).text.split("\n") == ["UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Điều 1. a) Nội dung"]


def pdf(*said: tuple[int, int, bytes]) -> bytes:
    """A PDF of one page: text at places, its bytes in the font's own encoding (windows-1252)."""
    drawn = (
        b"BT /F 12 Tf "
        + b" ".join(b"1 0 0 1 %d %d Tm <%s> Tj" % (x, y, raw.hex().encode()) for x, y, raw in said)
        + b" ET"
    )
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>",
    )
    return (
        b"%PDF-1.4\n"
        + b"".join(b"%d 0 obj%sendobj\n" % (i, o) for i, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )


def test_a_text_layer_in_a_legacy_encoding_is_converted_before_its_lines_are_joined() -> None:
    said = (
        "C\u00e9NG HO\u00b5 X\u00b7 H\u00e9I CH\u00f1 NGH\u00dcA VI\u00d6T NAM", "T\u00d8NH NAM \u00a7\u00deNH", "S\u00e8: 1136/1999/Q\u00a7-UB",
        "C\u00b8c quy \u00ae\u00denh cña ChÝnh phñ vÒ viÖc thùc hiÖn c¸c NghÞ ®Þnh cña Héi ®ång",
        "Bé tr\u00ebng ph¸p luËt tr¸i víi QuyÕt ®Þnh nµy ®Òu b·i bá.",
    )  # fmt: skip
    source = one(pdf(*((90, 760 - 20 * i, line.encode("latin-1")) for i, line in enumerate(said))))
    assert source.text.split("\n")[:3] == ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH NAM ĐỊNH", "Số: 1136/1999/QĐ-UB"]
    assert [(n.code, n.detail) for n in source.notes] == [("encoding", "TCVN3")]


def test_a_text_layer_of_glyph_codes_is_said_to_be_none() -> None:
    """Fonts without a map to Unicode; every word of the page is read again from its picture, or the note says why not."""
    from kg.read.pdf.layer import _is_garbled

    codes = "(- )*-+(,--!-./+-0-12--34 $5- +--/-+-67,-8-. )- )7-49--&7 .-: --34; <-+) - +-=+-.,-<-).- >2 ?-@?- A\n"
    assert _is_garbled(codes * 5)
    table = (
        "TT Code Name 1 3004.90.99 Amoxicillin 500mg 2 0302.11.00 Oncorhynchus mykiss 3 QCVN01-1:2018/BYT HCl H2SO4\n"
    )
    assert not _is_garbled(table * 5)


def test_a_bullet_of_a_symbol_font_is_a_dash() -> None:
    data = rb"{\rtf1\ansi\ansicpg1252\uc1 {\listtext\u61623?\tab}\par {\listtext\u61623?\tab}\u272?i\u7873?u tra d\u226?n s\u7889?\par}"
    assert one(data).text == "- Điều tra dân số"


def test_odt_lists_and_tables() -> None:
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s"'
    hidden = "<style:style style:name='An'><style:text-properties text:display='none'/></style:style>"
    style = (
        hidden
        + "<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='a' style:num-suffix=')'/></text:list-style>"
    )
    item = "<text:list text:style-name='L'><text:list-item><text:p>{}</text:p></text:list-item><text:list-item><text:p>Hai</text:p></text:list-item></text:list>"
    body = "<text:p>Điều 1.<text:s/>X<text:span text:style-name='An'>ẩn</text:span></text:p>" + item.format("Một")
    content = f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    data = packed(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=content)
    assert one(data).text.split("\n") == ["Điều 1. X", "a) Một", "b) Hai"]


def test_a_mail_gives_its_body_and_its_attachments() -> None:
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"], mail["To"], mail["Date"] = (
        "Gửi văn bản",
        "a@b.vn",
        "c@d.vn",
        "Mon, 1 Jun 2026 08:00:00 +0700",
    )
    mail.set_content("Kính gửi anh chị văn bản đính kèm.")
    mail.add_attachment(docx(p(SENTENCE)), maintype="application", subtype="octet-stream", filename="Nghị định.docx")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png", cid="<1>")
    body, attached = read_bytes(mail.as_bytes(), "x.eml")
    assert (body.format, body.member, body.meta["title"]) == ("eml", "", "Gửi văn bản")
    assert (attached.format, attached.member, attached.text) == ("docx", "Nghị định.docx", SENTENCE)


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams (`storage/stream`), each filled up to 4,096 bytes."""
    paths = sorted({"/".join(path.split("/")[:n]) for path in streams for n in (1, 2) if path.count("/") >= n - 1})
    sectors, fat, entries = b"", [], []
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    for path in ["", *paths]:
        inside = [i for i, p in enumerate(paths, 1) if p.rpartition("/")[0] == path and p]
        beside = [i for i, p in enumerate(paths, 1) if p.rpartition("/")[0] == path.rpartition("/")[0] and p > path]
        data = streams.get(path, b"").ljust(4096 if path in streams else 0, b"\0")
        start, data = len(fat), data + b"\0" * (-len(data) % 512)
        fat += [*range(start + 1, start + len(data) // 512), end] if data else []
        sectors += data
        name = (path.rpartition("/")[2] or "Root Entry").encode("utf-16-le") + b"\0\0"
        kind = 5 if not path else 2 if path in streams else 1
        links = (none, beside[0] if path and beside else none, inside[0] if inside else none)
        entries.append(
            name.ljust(64, b"\0")
            + struct.pack("<HBB3I36xIQ", len(name), kind, 1, *links, start if data else end, len(data))
        )
    start, folder = len(fat), b"".join(entries).ljust((len(entries) + 3) // 4 * 512, b"\0")
    fat += [*range(start + 1, start + len(folder) // 512), end]
    table = struct.pack(f"<{len(fat) + 1}I", *fat, 0xFFFFFFFD).ljust(512, b"\xff")
    head = struct.pack(
        "<8s16x5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6, 0, 1, start, 0, 4096, end, 0, end, 0
    )
    return head + struct.pack("<109I", len(fat), *[none] * 108) + sectors + folder + table


def test_a_message_of_outlook_gives_its_body_and_its_attachments() -> None:
    file, picture, inner = (f"__attach_version1.0_#0000000{n}" for n in range(3))
    data = compound(
        {
            "__properties_version1.0": b"",
            "__substg1.0_0037001F": "Gửi văn bản".encode("utf-16-le"),
            "__substg1.0_1000001F": SENTENCE.encode("utf-16-le"),
            f"{file}/__substg1.0_3707001F": "Nghị định.txt".encode("utf-16-le"),
            f"{file}/__substg1.0_37010102": SENTENCE.encode(),
            f"{picture}/__substg1.0_3704001E": b"logo.png",
            f"{picture}/__substg1.0_3712001E": b"1@x",
            f"{picture}/__substg1.0_37010102": b"\x89PNG\r\n\x1a\n",
            f"{inner}/__substg1.0_3704001E": b"cut.pdf",
            f"{inner}/__substg1.0_37010102": b"%PDF-1.4 nothing",
        }
    )
    body, attached = read_bytes(data, "x.msg")
    assert (body.format, body.meta["title"], body.text.rstrip("\0")) == ("msg", "Gửi văn bản", SENTENCE)
    assert (attached.member, attached.text.rstrip("\0")) == ("Nghị định.txt", SENTENCE)
    assert [(n.code, n.detail) for n in body.notes] == [("member-rejected", "cut.pdf: corrupt")]


def test_a_workbook_is_its_headings_and_its_tables() -> None:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, hidden = book.add_worksheet("Việc"), book.add_worksheet("Nháp")
    sheet.merge_range("B1:E1", "PHỤ LỤC: PHÂN CÔNG")
    sheet.write_row("B3", ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Tỷ lệ"])
    sheet.write_row("B4", [1, "Rà soát\nhồ sơ"])
    sheet.merge_range("D4:D5", "Sở Y tế")
    sheet.write_number("E4", 44926, book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_number("F4", 0.85, book.add_format({"num_format": "0%"}))
    sheet.write_row("B5", [2, "Báo cáo"])
    hidden.write("A1", "tính nháp")
    hidden.hide()
    book.close()
    source = one(out.getvalue())
    assert source.text.split("\n") == [
        "PHỤ LỤC: PHÂN CÔNG",
        "TT | Nhiệm vụ | Chủ trì | Thời hạn | Tỷ lệ",
        "1 | Rà soát hồ sơ | Sở Y tế | 31/12/2022 | 85%",
        "2 | Báo cáo | Sở Y tế",
    ]
    assert [(n.code, n.detail) for n in source.notes] == [("left-out", "Nháp: hidden")]


def test_slides_are_read_in_the_order_of_the_show() -> None:
    def slide(*shapes: str) -> str:
        return f"<sld xmlns='p'><tree>{''.join(shapes)}</tree></sld>"

    def shape(*runs: str, kind: str = "body") -> str:
        said = "".join(f"<r><t>{run}</t></r>" for run in runs)
        return f"<sp><nvSpPr><nvPr><ph type='{kind}'/></nvPr></nvSpPr><txBody><p>{said}</p></txBody></sp>"

    cell = "<tc><txBody><p><r><t>{}</t></r></p></txBody></tc>"
    table = f"<graphicFrame><tbl><tr>{cell.format('Hành vi')}{cell.format('Mức phạt')}</tr></tbl></graphicFrame>"
    data = packed(
        **{"[Content_Types]_dot_xml": TYPES},
        ppt__presentation_dot_xml="<p xmlns:r='r'><sldId r:id='b'/><sldId r:id='a'/></p>",
        ppt___rels__presentation_dot_xml_dot_rels="<x><R Id='a' Target='slides/1.xml'/><R Id='b' Target='slides/2.xml'/></x>",
        ppt__slides__2_dot_xml=slide(shape("Nghị định số 45/2022/", "NĐ-CP"), shape("2", kind="sldNum")),
        ppt__slides__1_dot_xml=slide(table),
    )
    assert one(data).text.split("\n") == ["Nghị định số 45/2022/NĐ-CP", "Hành vi | Mức phạt"]


def test_the_chapters_of_a_book_are_one_text() -> None:
    page = "<!DOCTYPE html><html><body><p>{}</p></body></html>"
    data = packed(
        mimetype="application/epub+zip",
        **{"META-INF__container_dot_xml": "<c><rootfile full-path='O/b.opf'/></c>"},
        O__b_dot_opf="<p><i><item id='x' href='z.xhtml'/><item id='y' href='a.xhtml'/></i><s><itemref idref='x'/><itemref idref='y'/></s></p>",
        O__z_dot_xhtml=page.format("Điều 1. <a href='/nd'>Nghị định 15/2021/NĐ-CP</a>"),
        O__a_dot_xhtml=page.format("Điều 2. <a href='/tt'>Thông tư 1/2022/TT-BTC</a>"),
    )
    source = one(data)
    assert source.text.split("\n") == ["Điều 1. Nghị định 15/2021/NĐ-CP", "Điều 2. Thông tư 1/2022/TT-BTC"]
    assert [source.text[a:b] for a, b, _ in source.links] == ["Nghị định 15/2021/NĐ-CP", "Thông tư 1/2022/TT-BTC"]


def test_an_archive_gives_its_documents_and_says_what_it_could_not_read() -> None:
    inner = packed(c_dot_txt=SENTENCE)
    data = packed(
        a__b_dot_doc=docx(p(SENTENCE)),
        inner_dot_zip=inner,
        bad_dot_pdf=b"%PDF-1.4 nothing",
        Thumbs_dot_db=b"\0\5\x16\7",
    )
    sources = read_bytes(data, "x.zip")
    assert [(s.member, s.format) for s in sources] == [("a/b.doc", "docx"), ("inner.zip/c.txt", "txt")]
    assert [(n.code, n.detail) for n in sources[0].notes] == [("member-rejected", "bad.pdf: corrupt")]


# Real files --------------------------------------------------------------------------------------------------------------


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().casefold()


@pytest.fixture(scope="session")
def office(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of Sơn La written by LibreOffice in every format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed (apt-get install libreoffice-writer)")
    folder = tmp_path_factory.mktemp("office")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    for form in ("docx", "odt", "rtf", "html", "pdf", "doc:MS Word 97"):
        command = [
            program,
            profile,
            "--headless",
            "--infilter=Text (encoded):UTF8",
            "--convert-to",
            form,
            "--outdir",
            str(folder),
        ]
        subprocess.run(
            [*command, str(shared / "documents" / "son-la-plan.txt")], check=True, capture_output=True, timeout=120
        )
    return folder


@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "html", "pdf", "doc"])
def test_real_software_gives_the_lines_of_the_text(form: str, office: Path, shared: Path) -> None:
    def lines(path: Path) -> list[str]:
        return [" ".join(line.split()) for line in read(path)[0].text.split("\n") if line.strip()]

    assert lines(office / f"son-la-plan.{form}") == lines(shared / "documents" / "son-la-plan.txt")


def manifest(shared: Path) -> list[dict]:  # type: ignore[type-arg]
    files = json.loads((shared / "formats" / "MANIFEST.json").read_text("utf-8"))["files"]
    return [entry for entry in files if not entry.get("ocr")]


def test_what_a_correct_reader_finds_in_real_files(shared: Path) -> None:
    missed = []
    for entry in manifest(shared):
        texts = [flat(source.text) for source in read(shared / "formats" / entry["name"])]
        for want in entry["expect"] if isinstance(entry["expect"], list) else [entry["expect"]]:
            phrases = want["phrases"] + [want[key] for key in ("line", "footnote") if want.get(key)]
            text = max(texts, key=lambda t: sum(flat(phrase) in t for phrase in phrases))
            missed += [(entry["name"], phrase) for phrase in phrases if flat(phrase) not in text]
            missed += [(entry["name"], "not", phrase) for phrase in want.get("not", []) if flat(phrase) in text]
    assert missed == []


@pytest.mark.skipif(
    not shutil.which("tesseract"), reason="tesseract is not installed (apt-get install tesseract-ocr tesseract-ocr-vie)"
)
def test_a_scan_under_a_watermark_is_read_as_a_picture(shared: Path) -> None:
    seen: list[tuple[int, int]] = []
    (source,) = read(
        shared / "formats" / "tt-07-2010-btc-scan-watermark.pdf", lambda done, total: seen.append((done, total))
    )
    assert source.ocr and "LuatVietnam" not in source.text and len(source.pages) == 3
    assert "07/2010/TT-BTC" in source.text and "THÔNG TƯ" in source.text
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_the_page_map_points_at_the_pages(shared: Path) -> None:
    (source,) = read(shared / "formats" / "qd-1074-2026-bxd.pdf")
    assert source.pages[0] == 0 and source.text[source.pages[1] :].startswith("Điều 3. Tổ chức thực hiện")


def test_a_stamped_number_stands_where_it_was_stamped(shared: Path) -> None:
    (source,) = read(shared / "formats" / "qd-1696-2026-laocai.pdf")
    assert "Số: 1696 /QĐ-UBND" in source.text and "ngày 15 tháng 5 năm 2026" in source.text
    assert ("stamped-over", "4 > 5") in [(n.code, n.detail) for n in source.notes]


def test_reading_twice_gives_the_same(shared: Path) -> None:
    for name in ("qd-36-2014-bnn.pdf", "qd-838-2024-bhxh.docx", "vbpl-tt-110-2025-btc.html"):
        assert read(shared / "formats" / name) == read(shared / "formats" / name)


def test_every_reader_is_a_function() -> None:
    assert all(callable(reader) for reader in READERS.values())


@pytest.mark.parametrize(
    ("seen", "right"),
    [
        ("QUYÉT ĐỊNH:", "QUYẾT ĐỊNH:"),
        ("NGHỊ ĐỊNH THƯ .", "NGHỊ ĐỊNH THƯ"),
        ("PHỤ LỤC 1", "PHỤ LỤC 1"),
        ("PHU LUC 12", "PHỤ LỤC 12"),
        ("S6 08/2010", "Số 08/2010"),
        ("TÍNH LÀO CAI", "TỈNH LÀO CAI"),
        ("BỘ CÔNG THUƠNG", "BỘ CÔNG THƯƠNG"),
        ("TỈNH THANH HOÁ", "TỈNH THANH HOÁ"),
        ("TINH THẦN TRÁCH NHIỆM", "TINH THẦN TRÁCH NHIỆM"),
    ],
)
def test_a_heading_put_right_keeps_its_number(seen: str, right: str) -> None:
    from kg.read.ocr import mended

    assert mended([seen])[0] == [right]


# Pictures ----------------------------------------------------------------------------------------------------------------


def grey(width: int, height: int, turn: int = 0) -> bytes:
    """A grey picture (PGM) with a dark bar in its upper left corner, turned clockwise."""
    from kg.read.raster import turned

    rows = b"".join(
        b"\x00" * (width // 2) + b"\xff" * (width - width // 2) if y < height // 4 else b"\xff" * width
        for y in range(height)
    )
    return turned(b"P5 %d %d 255\n" % (width, height) + rows, turn)


def first_page(data: bytes) -> bytes:
    """A grey picture of the first page of a PDF."""
    import pypdfium2

    from kg.read.pdf.picture import looks

    return looks(pypdfium2.PdfDocument(data), 0, first=False)[0]()


def rendered(picture: bytes) -> tuple[int, int, bool]:
    """Width, height and whether the upper left corner is dark, of a picture that went through a page of PDF."""
    from kg.read.wrapped import as_pdf

    wrapped = as_pdf([picture])
    assert wrapped
    head, dots = first_page(wrapped).split(b" 255\n", 1)
    width, height = map(int, head.split()[1:])
    return width, height, dots[width * (height // 8) + width // 8] < 100


def png(width: int, height: int, kind: int) -> bytes:
    """A PNG with a dark bar in its upper left corner; `kind`: 0 grey, 2 colour, 6 colour and opaqueness."""
    parts = {0: 1, 2: 3, 6: 4}[kind]
    dark, light = (b"\x00" * 3 + b"\xff", b"\xff" * 4) if kind == 6 else (b"\x00" * parts, b"\xff" * parts)
    rows = b"".join(
        b"\x00" + (dark * (width // 2) + light * (width - width // 2) if y < height // 4 else light * width)
        for y in range(height)
    )

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    about = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", about) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def tiff(width: int, height: int) -> bytes:
    """An unpacked grey TIFF of several strips with a dark bar in its upper left corner."""
    rows = grey(width, height).split(b" 255\n", 1)[1]
    deep = 50
    starts = [8 + y * width for y in range(0, height, deep)]
    sizes = [min(deep, height - y) * width for y in range(0, height, deep)]
    at = 8 + len(rows)
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 1), (277, 1), (278, deep)]
    entries = [struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags]
    entries.insert(5, struct.pack("<HHII", 273, 4, len(starts), at))
    entries.append(struct.pack("<HHII", 279, 4, len(sizes), at + 4 * len(starts)))
    lists = struct.pack(f"<{2 * len(starts)}I", *starts, *sizes)
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", 0)
    return b"II*\x00" + struct.pack("<I", at + len(lists)) + rows + lists + directory


@pytest.mark.parametrize(
    "picture",
    [png(400, 560, 0), png(400, 560, 2), png(400, 560, 6), tiff(400, 560)],
    ids=["grey", "colour", "opaqueness", "tiff"],
)
def test_a_picture_is_a_page(picture: bytes) -> None:
    width, height, dark = rendered(picture)
    assert dark and 1.3 < height / width < 1.5


@pytest.mark.skipif(
    shutil.which("tesseract") is None or shutil.which("soffice") is None, reason="needs tesseract and LibreOffice"
)
def test_a_page_scanned_on_its_side_is_set_upright(tmp_path: Path) -> None:
    from kg.read.ocr import is_there, read_all
    from kg.read.raster import turned

    if not is_there():
        pytest.skip("tesseract has no Vietnamese")
    (tmp_path / "t.txt").write_text("\n\n".join(f"{n}. {SENTENCE}" for n in range(1, 5)), encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "t.txt")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    upright = first_page((tmp_path / "t.pdf").read_bytes())
    for degrees in (90, 180, 270):
        ((_, seen),) = read_all([(0, [lambda degrees=degrees: turned(upright, degrees)])], 1, None)  # type: ignore[misc]
        assert seen.turn == 360 - degrees  # type: ignore[union-attr]
        assert {"Nghị", "việc"} <= {word.text for word in seen.words}  # type: ignore[union-attr]
