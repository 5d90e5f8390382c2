"""Pictures are pages."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from made_files import SENTENCE


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
