"""Readers: every format people have gives the text as a reader of the paper sees it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from made_files import SENTENCE, one, packed

import kg
from kg.cli import run
from kg.read import READERS, read
from kg.read.legacy import from_tcvn3_of_pdf
from kg.text import visible
from kg.view.data import page
from kg.view.select import everything


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


def test_capitals_with_tones_of_the_whole_standard() -> None:
    """VN1 has them where ABC, which is a part of it, leaves the quotes and dashes of Windows."""
    raw = b"\x9eY BAN NH\xa2N D\xa2N T\x8eNH H\x80 T\x8fNH. C\xa8n c\xf8 Ngh\xde \xae\xdenh c\xf1a Ch\xddnh ph\xf1, \x17 Y\xa3N"
    assert one(raw).text == "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH. Căn cứ Nghị định của Chính phủ, Ỵ YÊN"
    quoted = "\u201cQuyÕt ®Þnh\u201d \u2013 C¨n cø NghÞ ®Þnh cña ChÝnh phñ".encode("cp1252")
    assert one(quoted).text == "“Quyết định” – Căn cứ Nghị định của Chính phủ"


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


def test_cells_parted_by_tabs_may_be_quoted() -> None:
    table = 'Việc\tChủ trì\tHạn\n"Rà soát\nhồ sơ"\tSở Nội vụ\t15/8/2026\n"Hủy ""bản cũ"""\tVăn phòng\t1/9/2026\n'
    source = one(table.encode("utf-16"), "a.csv")
    assert source.text.split("\n")[-1] == 'Hủy "bản cũ" | Văn phòng | 1/9/2026'
    said = one(("sep=;\n" + table.replace("\t", ";")).encode(), "a.csv")  # as Excel is told
    assert said.text == source.text


def test_a_few_broken_bytes_are_said_and_not_cut() -> None:
    source = one((SENTENCE * 20).encode() + b"\xff" + SENTENCE.encode())
    assert source.text.endswith("\ufffd" + SENTENCE)
    assert [(n.code, n.detail) for n in source.notes] == [("unreadable-bytes", "1")]


# Real files -----------------------------------------------------------------------------------------------------------


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


def test_what_a_style_of_word_hides_is_left_out(office: Path) -> None:
    spaces = " ".join(f"xmlns:{x}='urn:oasis:names:tc:opendocument:xmlns:{x}:1.0'" for x in ("office", "text", "style"))
    hides = "<style:text-properties text:display='none'/></style:style>"
    styles = f"<style:style style:name='Ghi' style:family='text'>{hides}<style:style style:name='Rieng' style:family='paragraph'>{hides}"
    body = "<text:p>Sở Y tế báo cáo <text:span text:style-name='Ghi'>(hỏi lại) </text:span>trước ngày 15/12.</text:p>"
    body += "<text:p text:style-name='Rieng'>Ghi riêng</text:p><text:p>Hết.</text:p>"
    kind, part = (
        "application/vnd.oasis.opendocument.text",
        "<manifest:file-entry manifest:full-path='{}' manifest:media-type='{}'/>",
    )
    parts = part.format("/", kind) + "".join(part.format(f"{name}.xml", "text/xml") for name in ("content", "styles"))
    members = {
        "mimetype": kind,
        "content_dot_xml": f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles_dot_xml": f"<office:document-styles {spaces}><office:styles>{styles}</office:styles></office:document-styles>",
        "META-INF__manifest_dot_xml": f"<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>{parts}</manifest:manifest>",
    }
    (office / "hidden.odt").write_bytes(packed(**members))
    program, profile = shutil.which("soffice") or "", f"-env:UserInstallation=file://{office}/profile"
    command = [program, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(office)]
    subprocess.run([*command, str(office / "hidden.odt")], check=True, capture_output=True, timeout=120)
    assert read(office / "hidden.doc")[0].text.split("\n") == ["Sở Y tế báo cáo trước ngày 15/12.", "Hết."]


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


def test_evidence_names_its_page_wherever_it_is_shown(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person who has the paper in hand looks for a page, not for a character."""
    db = tmp_path / "kg.db"
    with kg.build([shared / "formats" / "qd-1074-2026-bxd.pdf"], db, workers=1) as graph:
        told = {(e["page"], e["start"] >= 1869) for edge in graph.export()["edges"] for e in edge["evidence"]}
        assert told == {(1, False), (2, True)}
        assert {row.page for row in graph.tasks()} == {2}
        part = everything(graph)
        assert {p.page for p in page(graph, part, None).passages} == {1, 2}
    for question in (["show", "1074/QĐ-BXD"], ["trace", "1074/QĐ-BXD"], ["tasks"], ["deadlines"]):
        assert run([*question, "-g", str(db)]) == 0
        assert ", trang " in capsys.readouterr().out
        assert run([*question, "-g", str(db), "--as", "csv"]) == 0
        assert "page" in capsys.readouterr().out.split("\n")[0].split(",")
    assert run(["search", "xây dựng", "-g", str(db), "--as", "csv"]) == 0
    assert capsys.readouterr().out.split("\n")[0].endswith(",page")


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
