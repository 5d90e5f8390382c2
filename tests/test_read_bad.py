"""What cannot be read gives one sentence, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import time
import tomllib
import zipfile
import zlib
from pathlib import Path

import pytest
from made_files import SENTENCE, TYPES, W, docx, p, packed

import kg.read
from kg.errors import ReadError
from kg.messages import t
from kg.read import bounds, read, read_bytes
from kg.read.layout import mentions, words
from kg.text import key


def code_of(data: bytes, name: str = "x") -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name)
    for language in ("vi", "en"):
        sentence = t(f"error.{caught.value.code}", language, **caught.value.params)
        assert not sentence.startswith("error.") and "{" not in sentence
        assert sentence.count(";") == 1 or caught.value.code == "no-ocr", sentence  # what is wrong; what to do
    return caught.value.code


def picture(width: int, height: int) -> bytes:
    """A white PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(min(height, 400)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\0\1\2\3\4\5" * 500, "binary"),
        (bytes(range(256)) * 40, "binary"),
        (b"Rar!\x1a\x07\x00", "packed"),
        (b"\0\0\0\x24ftypheic" + bytes(range(200)), "unsupported"),
        ("\ufeff\u00a0\u200b\n".encode(), "no-text"),
        (b"MZ\x90\x00" * 20, "unsupported"),
        (b"body{color:red}\n.menu li{float:left}\n", "unsupported"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="3"/></svg>', "unsupported"),
        (b'{"items": [1, 2, 3]}', "unsupported"),
        ("<html><body><div id=app>Đang tải…</div><script>load()</script></body></html>".encode(), "no-text"),
        (b"PK\x03\x04 no zip at all", "corrupt"),
        (b"%PDF-1.7\nno pdf at all", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "corrupt"),
        (
            "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".encode("latin-1") + "WordDocument".encode("utf-16-le") + b"\0" * 2000,
            "corrupt",
        ),
        (
            "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".encode("latin-1")
            + "EncryptedPackage".encode("utf-16-le")
            + b"\0" * 2000,
            "password",
        ),
        ("ÄÖÜ äöü ß straße grün über".encode("latin-1") * 30, "encoding"),
        (packed(a_dot_txt=b""), "empty"),
        (packed(), "nothing-inside"),
        (docx(p("")), "no-text"),
        (b"<html><body><script>x()</script></body></html>", "no-text"),
        (b"{\\rtf1 }", "no-text"),
        (b"{\\rtf1 " + b"{" * 100_000, "too-deep"),
    ],
)
def test_each_bad_file_has_its_sentence(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_broken_docx_is_corrupt() -> None:
    whole = docx(p(SENTENCE))
    assert code_of(whole[: len(whole) // 2]) == "corrupt"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", "<w:document><w:body>")
    assert code_of(out.getvalue()) == "corrupt"


def test_entities_are_refused() -> None:
    bomb = (
        "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {c} '&{b};&{b};&{b};&{b};'>" for b, c in zip("abcdefgh", "bcdefghi", strict=True))
        + "]>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml",
            f"{bomb}<w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>",
        )
    assert code_of(out.getvalue()) == "entities"


def test_a_bomb_is_not_unpacked() -> None:
    began = time.monotonic()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * (bounds.RATIO_FROM + 1))
    assert code_of(out.getvalue()) == "bomb"
    assert time.monotonic() - began < 10


def test_archives_inside_archives_end() -> None:
    data = packed(a_dot_txt=SENTENCE)
    assert read_bytes(packed(b_dot_zip=data), "x.zip")[0].member == "b.zip/a.txt"
    assert code_of(packed(e_dot_zip=packed(d_dot_zip=packed(c_dot_zip=data)))) == "nested"


def test_names_that_lead_out_of_an_archive_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/a.txt", SENTENCE)
        archive.writestr("good.txt", SENTENCE)
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (source,) = read_bytes(out.getvalue(), "x.zip")
    assert source.member == "good.txt"
    assert [n.detail for n in source.notes] == ["../../etc/a.txt: leaves-archive", "link.txt: link"]


def test_a_member_with_a_password() -> None:
    data = bytearray(packed(a_dot_txt=SENTENCE))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(data)) == "password"


def test_deep_nesting_in_word_is_refused() -> None:
    assert code_of(docx("<w:sdt><w:sdtContent>" * 5000 + p("x") + "</w:sdtContent></w:sdt>" * 5000)) in (
        "too-deep",
        "corrupt",
    )


def test_a_page_without_bottom_is_refused_at_once() -> None:
    start = time.perf_counter()
    assert code_of(b"<html><body>" + b"<div>" * 300_000 + b"text") == "too-deep"
    assert time.perf_counter() - start < 10


def test_a_document_shown_again_and_again_is_read_once() -> None:
    chunks = "<w:altChunk r:id='a'/>" * 1000
    members = {
        "[Content_Types].xml": "<t/>",
        "word/document.xml": f"<w:document xmlns:w='w' xmlns:r='r'><w:body>{chunks}</w:body></w:document>",
        "word/_rels/document.xml.rels": "<r><R Id='a' Type='x/aFChunk' Target='a.txt'/></r>",
        "word/a.txt": "Quyết định này có hiệu lực từ ngày ký.",
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    (source,) = read_bytes(data.getvalue(), "x")
    assert source.text == members["word/a.txt"] and not source.notes


def test_a_picture_of_nothing_and_one_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.read import ocr

    if ocr.is_there():
        assert code_of(picture(600, 400)) == "no-text-in-picture"
        assert code_of(picture(50_000, 50_000)) == "too-many-dots"
        assert code_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 100) == "corrupt"
    monkeypatch.setattr(ocr, "is_there", lambda: False)
    assert code_of(picture(600, 400)) == "no-ocr"


def test_what_is_left_of_a_file_is_read_and_said_to_be_cut() -> None:
    data = rb"{\rtf1\ansi{\b Can cu Luat Dat dai\par} so 31"
    (source,) = read_bytes(data, "x.rtf")
    assert source.text.startswith("Can cu Luat Dat dai") and [n.code for n in source.notes] == ["cut-short"]


def test_the_name_of_a_file_decides_nothing() -> None:
    page = f"<html><body><p>Điều 1. {SENTENCE}</p></body></html>"
    assert read_bytes(page.encode("utf-16"), "van-ban.doc")[0].format == "html"
    assert read_bytes(docx(p(SENTENCE)), "van-ban.pdf")[0].format == "docx"
    assert read_bytes(b"{\\rtf1 abc}", "van-ban.doc")[0].format == "rtf"
    assert read_bytes(SENTENCE.encode(), "van-ban.docx")[0].format == "txt"


def test_what_is_no_file(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path, code in ((tmp_path, "not-a-file"), (tmp_path / "none", "not-there"), (loop, "unreadable")):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == code


def test_a_long_text_is_read_in_bounded_time() -> None:
    began = time.monotonic()
    read_bytes(b"0/" * 5_000_000, "x.txt")
    read_bytes(b"<p>" + b"1/2-" * 1_000_000, "x.html")
    read_bytes(b"{\\rtf1 " + b"1/2-" * 1_000_000 + b"}", "x.rtf")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "name",
    ["layout", "motto", "interface", "advertisement", "vietnamese", "stamp", "clause", "heading", "number", "tabs"],
)
def test_the_words_of_readers_find_their_examples_only(name: str) -> None:
    table = tomllib.loads((Path(kg.read.__file__).parent / "words.toml").read_text("utf-8"))[name]

    def found(text: str) -> bool:
        if name in ("stamp", "clause"):
            return key(text).startswith(words(name))
        return (
            key(text) in words(name)
            if name in ("interface", "vietnamese", "heading", "number")
            else mentions(text, name)
        )

    assert all(map(found, table["examples"]))
    assert not any(map(found, table["counter_examples"]))
