"""Word files give their paragraphs, tables and notes in reading order."""

from __future__ import annotations

from made_files import RULED, SENTENCE, TYPES, W, docx, one, p, packed, row, text_of


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


def test_edges_of_cells_that_a_hand_drew_a_little_apart_are_one_column() -> None:
    """No word stands between two edges that are half a centimetre apart and never in one row; a table of the signature is no row of the other."""

    def cells(*spans: tuple[str, int]) -> str:
        span = "<w:tc><w:tcPr><w:gridSpan w:val='{}'/></w:tcPr>{}</w:tc>".format
        return "<w:tr>" + "".join(span(n, p(words)) for words, n in spans) + "</w:tr>"

    grid = "<w:tblGrid>" + "".join(f"<w:gridCol w:w='{w}'/>" for w in (600, 2800, 200, 2000, 1800)) + "</w:tblGrid>"
    body = f"<w:tbl>{RULED}{grid}" + cells(("TT", 1), ("Nhiệm vụ", 1), ("Chủ trì", 2), ("Thời hạn", 1))
    body += cells(("1", 1), ("Che phủ mạ", 2), ("Sở Y tế", 1), ("Quý I", 1))
    body += cells(("Nơi nhận:", 3), ("CHỦ TỊCH", 2)) + "</w:tbl>"
    assert text_of(body) == ["TT | Nhiệm vụ | Chủ trì | Thời hạn", "1 | Che phủ mạ | Sở Y tế | Quý I", "Nơi nhận:", "CHỦ TỊCH"]  # fmt: skip
