"""RTF, PDF, OpenDocument, mail, workbooks, slides, books and archives."""

from __future__ import annotations

import email.message
import io
import struct
import zipfile

from made_files import SENTENCE, TYPES, docx, one, p, packed

from kg.read import read_bytes


def test_rtf_text_tables_and_deletions() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset163 Times;}}{\header so trang}"
        rb"\trowd\cellx100\cellx200\pard\intbl UBND\cell\pard\intbl C\u7896?NG H\u210?A X\u195? H\u7896?I CH\u7910? NGH\u296?A VI\u7878?T NAM\cell\row"
        rb"\pard {\deleted cu }\u272?i\u7873?u 1. {\listtext a)\tab}N\u7897?i dung\par}"
    )
    assert one(data).text.split("\n") == ["UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Điều 1. a) Nội dung"]


def test_the_signature_that_rtf_joins_to_a_table_makes_no_columns_in_it() -> None:
    border = rb"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs"
    cells = rb"\trowd" + b"".join(border + rb"\cellx%d" % edge for edge in (600, 4000, 7000, 9000))
    rows = b"".join(cells + rb"\intbl %d\cell Viec\cell So Y te\cell Quy I\cell\row" % n for n in range(1, 7))
    foot = rb"\trowd\cellx5000\cellx9000\intbl N\u417?i nh\u7853?n:\line - L\u432?u.\cell CH\u7910? T\u7882?CH\cell\row"
    text = one(rb"{\rtf1\ansi\uc1 " + rows + foot + rb"\pard " + b"x }").text.split("\n")
    assert text == [*(f"{n} | Viec | So Y te | Quy I" for n in range(1, 7)), "Nơi nhận:", "- Lưu.", "CHỦ TỊCH", "x"]


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


def test_a_mark_stands_with_the_letter_that_bears_it_however_narrow() -> None:
    """A text in NFD whose accents are letters of their own, drawn from the left of the `i` on."""
    marks = b"begincmap 1 beginbfchar <7e> <0309> endbfchar endcmap"
    plain = pdf(
        (90, 700, b"Can cu Luat so 1/2020/QH14"), (90, 680, b"Ti"), (93, 680, b"~"), (101, 680, b"nh uy Son La")
    )
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>"
    stream = b"6 0 obj<</Length %d>>stream\n%s\nendstream endobj\n4 0 obj" % (len(marks), marks)
    assert "T\u1ec9nh uy" in one(plain.replace(b"5 0 R", font).replace(b"4 0 obj", stream)).text


def test_letters_of_a_font_without_a_map_are_not_dropped_in_silence() -> None:
    import pypdfium2 as pdfium

    from kg.read.pdf.layer import doubts_of, read_layer

    said = b"V\x05 vi\x06c quy \x0e\x07nh ch\x08c n\x0bng c\x0fa c\x10c c\x11 quan nh\xe0 n\x12\x13c"
    document = pdfium.PdfDocument(pdf((90, 700, said), (90, 680, said)))
    assert doubts_of([read_layer(document, 0)]) == {0: "no-unicode"}


def test_a_page_saved_on_its_side_is_read_upright() -> None:
    lines = [(90, 700 - 20 * i, b"Can cu Luat so %d/2020/QH14" % i) for i in range(3)]
    upright = pdf(*lines)
    for angle in (90, 180, 270):
        assert one(upright.replace(b"/Type/Page/", b"/Type/Page/Rotate %d/" % angle)).text == one(upright).text


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


def test_the_letterhead_in_the_head_of_the_first_page_is_read_and_running_heads_are_not() -> None:
    head = rb"TINH UY\par {\u272?}\u7842?NG C\u7896?NG S\u7842?N VI\u7878?T NAM\par"
    data = rb"{\rtf1\ansi{\header 2\par}{\headerf " + head + rb"}\pard CH\u7880? TH\u7882?\par}"
    assert one(data).text.split("\n") == ["TINH UY", "ĐẢNG CỘNG SẢN VIỆT NAM", "CHỈ THỊ"]


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


def test_a_thin_line_round_the_cells_of_an_odt_makes_a_table() -> None:
    spaces = 'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f"'
    border = "<style:style style:name='C'><style:table-cell-properties fo:border-left='{0}' fo:border-top='{0}'/></style:style>"
    cell = "<table:table-cell table:style-name='C'><text:p>{}</text:p></table:table-cell>"
    row = "<table:table-row>" + "".join(map(cell.format, ("1", "Lập dự toán", "Sở Tài chính"))) + "</table:table-row>"
    for line, shown in (("0.5pt solid #000000", "1 | Lập dự toán | Sở Tài chính"), ("0pt solid #000000", "1")):
        content = f"<office:document-content {spaces}><office:automatic-styles>{border.format(line)}</office:automatic-styles><office:body><office:text><table:table>{row}</table:table></office:text></office:body></office:document-content>"
        data = packed(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml=content)
        assert one(data).text.split("\n")[0] == shown


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


def test_columns_that_a_workbook_hides_are_left_out_and_said() -> None:
    """What reaches over a column that is shown stays, and so do rows that a filter hides."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Việc")
    sheet.merge_range("A1:E1", "PHỤ LỤC: PHÂN CÔNG")
    for row, words in enumerate((["Mã", "TT", "Nhiệm vụ", "Chủ trì", "Tính"], ["x1", 1, "Rà soát", "Sở Y tế", "=0,5"], ["x2", 2, "Báo cáo", "Sở Nội vụ"])):  # fmt: skip
        sheet.write_row(2 + row, 0, words)
    for columns in ("A:A", "E:F"):
        sheet.set_column(columns, None, None, {"hidden": True})
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()
    source = one(out.getvalue())
    assert source.text.split("\n") == [
        "PHỤ LỤC: PHÂN CÔNG",
        "TT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát | Sở Y tế",
        "2 | Báo cáo | Sở Nội vụ",
    ]
    assert [(n.code, n.detail) for n in source.notes] == [("left-out", "Việc: hidden A, E")]
    with zipfile.ZipFile(out) as archive:  # the number of a column may be none
        members = {n: archive.read(n).replace(b'min="1"', b'min="x"') for n in archive.namelist()}
    again = io.BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    assert "Rà soát" in one(again.getvalue()).text
    cells = "".join(
        f"<t:table-cell><x:p>{word}</x:p></t:table-cell>" for word in ("Mã", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    )
    table = f"<t:table t:name='Việc'><t:table-column t:visibility='collapse'/><t:table-column t:number-columns-repeated='3'/><t:table-row>{cells}</t:table-row></t:table>"
    content = f"<o:document-content xmlns:o='o' xmlns:t='t' xmlns:x='x'><o:body><o:spreadsheet>{table}</o:spreadsheet></o:body></o:document-content>"
    free = one(packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=content))
    assert (free.text, [n.detail for n in free.notes]) == ("Nhiệm vụ | Chủ trì | Thời hạn", ["Việc: hidden A"])


def test_a_workbook_of_old_excel_and_of_opendocument_shows_the_same() -> None:
    """Strings that all sheets share go on in a second record, there in letters of one byte; the sheet that is hidden is left out."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def cell(kind: int, row: int, column: int, form: int, value: bytes) -> bytes:
        return record(kind, struct.pack("<3H", row, column, form) + value)

    words = ["Nhiệm vụ", "Chủ trì", "Thời hạn", "Rà soát", "Sở Y tế"]
    shared = b"".join(struct.pack("<HB", len(w), 1) + w.encode("utf-16-le") for w in words)
    first, second = shared[:-4], b"\0te"  # `Sở Y ` and, narrow, `te`
    begin, end = record(0x0809, struct.pack("<4H8x", 0x0600, 5, 3515, 1996)), record(0x000A, b"")
    sheet = record(0x0809, struct.pack("<4H8x", 0x0600, 16, 3515, 1996))
    sheet += b"".join(cell(0xFD, 0, i, 0, struct.pack("<I", i)) for i in range(3))
    sheet += b"".join(cell(0xFD, 1, i, 0, struct.pack("<I", i + 3)) for i in range(2))
    sheet += cell(0x203, 1, 2, 1, struct.pack("<d", 44926)) + cell(0x27E, 2, 2, 0, struct.pack("<i", 85 << 2 | 2)) + end
    forms = record(0x41E, struct.pack("<HHB", 164, 10, 0) + b"dd/mm/yyyy") + record(0xE0, struct.pack("<2H16x", 0, 0))
    forms += record(0xE0, struct.pack("<2H16x", 0, 164))
    strings = record(0xFC, struct.pack("<2I", 5, 5) + first) + record(0x3C, second)
    size = len(begin + forms + strings + end) + 2 * (4 + 6 + 2 + 4)
    names = [record(0x85, struct.pack("<IBBBB", at, state, 0, 4, 0) + b"Viec") for at, state in ((size, 0), (size, 1))]
    old = one(compound({"Workbook": begin + forms + b"".join(names) + strings + end + sheet}))
    assert old.text.split("\n") == ["Nhiệm vụ | Chủ trì | Thời hạn", "Rà soát | Sở Y te | 31/12/2022", " |  | 85"]
    assert [(n.code, n.detail) for n in old.notes] == [("left-out", "Viec: hidden")]
    row = "<t:table-row>{}</t:table-row>"
    shown = "<t:table-cell><x:p>{}</x:p></t:table-cell>"
    rows = row.format("".join(map(shown.format, words[:3])))
    rows += row.format("".join(map(shown.format, ("Rà soát", "Sở Y te", "31/12/2022"))))
    rows += (
        "<t:table-row t:number-rows-repeated='1048000'><t:table-cell t:number-columns-repeated='1024'/></t:table-row>"
    )
    content = f"<o:document-content xmlns:o='o' xmlns:t='t' xmlns:x='x'><o:body><o:spreadsheet><t:table>{rows}</t:table></o:spreadsheet></o:body></o:document-content>"
    free = one(packed(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_dot_xml=content))
    assert free.text.split("\n") == old.text.split("\n")[:2]


def test_a_table_saved_as_text_is_read_row_by_row() -> None:
    rows = ["KẾ HOẠCH,,", "TT,Nhiệm vụ,Chủ trì", '1,"Rà soát, cập nhật\nhồ sơ",Sở Y tế']
    assert one("\r\n".join(rows).encode("utf-8-sig")).text.split("\n") == [
        "KẾ HOẠCH",
        "TT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát, cập nhật hồ sơ | Sở Y tế",
    ]
    prose = "Căn cứ Luật A, Luật B, Luật C;\nCăn cứ Nghị định D, E, F;\nXét đề nghị của Sở Y tế,"
    assert one(prose.encode()).text == prose


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
