"""Pictures as the pages of a PDF: what sets a scanned page upright, finds its tables and looks at it twice then serves for pictures too.

Only the wrapping is made here, after the Portable Document Format (ISO 32000), PNG (ISO 15948) and TIFF 6.0; the picture's own bytes go in as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from msgspec import Struct

from kg.errors import ReadError
from kg.read import bounds

_A4 = (8.27, 11.69)  # inches
_DOTS = (100, 600)  # to the inch, the fewest and the most a picture is taken to have
_PACKED = {
    1: "",
    5: "/Filter/LZWDecode",
    8: "/Filter/FlateDecode",
    32946: "/Filter/FlateDecode",
}  # by the number that a TIFF writes
_TURNS = {3: 180, 6: 90, 8: 270}  # by the orientation that a camera writes: degrees clockwise


class Picture(Struct, frozen=True, kw_only=True):
    """A picture as a PDF holds it: strips from the top down, each with its height; `entries` say how their bytes are packed."""

    width: int
    strips: list[tuple[int, bytes]]
    entries: str
    turn: int = 0

    @property
    def height(self) -> int:
        return sum(high for high, _ in self.strips)


def as_pdf(pictures: list[bytes]) -> bytes | None:
    """A PDF with a page for each picture, of about the size of paper; None where one is in a form that cannot be wrapped.

    Raises ReadError `too-many-dots`."""
    pages: list[Picture] = []
    for picture in pictures:
        wrapped = _jpeg(picture) or _png(picture) or _tiff(picture)
        if not wrapped:
            return None
        pages += wrapped
    if any(page.width * page.height > bounds.PICTURE_PIXELS for page in pages):
        raise ReadError("too-many-dots", limit=bounds.PICTURE_PIXELS // bounds.MEGABYTE)
    return _pdf(pages)


def _pdf(pages: list[Picture]) -> bytes:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for picture in pages:
        kids.append(f"{len(objects) + 1} 0 R")
        objects += _page(picture, len(objects) + 1)
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(kids)}]>>".encode()
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % at for at in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def _page(picture: Picture, own: int) -> list[bytes]:
    """A page, what it draws, and its images, as objects that begin with number `own`."""
    short, long = sorted((picture.width, picture.height))
    dots = min(max(short / _A4[0], long / _A4[1], _DOTS[0]), _DOTS[1])
    point = 72 / dots
    wide, high = picture.width * point, picture.height * point
    drawn, images, top = [], [], high
    for i, (rows, data) in enumerate(picture.strips):
        top -= rows * point
        drawn.append(f"q {wide:.3f} 0 0 {rows * point:.3f} 0 {top:.3f} cm /I{i} Do Q")
        about = (
            f"<</Type/XObject/Subtype/Image/Width {picture.width}/Height {rows}{picture.entries}/Length {len(data)}>>"
        )
        images.append(about.encode() + b"stream\n" + data + b"\nendstream")
    named = "".join(f"/I{i} {own + 2 + i} 0 R" for i in range(len(images)))
    about = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide:.3f} {high:.3f}]/Rotate {picture.turn}/Contents {own + 1} 0 R/Resources<</XObject<<{named}>>>>>>"
    content = " ".join(drawn).encode()
    return [about.encode(), b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), *images]


# JPEG --------------------------------------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> list[Picture]:
    if not data.startswith(b"\xff\xd8"):
        return []
    turn, adobe = 0, False
    for marker, body in _segments(data):
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            turn = next((_TURNS.get(tags.get(0x112, [1])[0], 0) for tags in _tags(body[6:])), 0)
        elif marker == 0xEE and body.startswith(b"Adobe"):
            adobe = True
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 6:
            high, wide, parts = struct.unpack_from(">HHB", body, 1)
            space = {1: "Gray", 3: "RGB", 4: "CMYK"}.get(parts)
            if not space or not wide or not high:
                return []
            inverted = "/Decode[1 0 1 0 1 0 1 0]" if parts == 4 and adobe else ""
            entries = f"/ColorSpace/Device{space}/BitsPerComponent 8/Filter/DCTDecode{inverted}"
            return [Picture(width=wide, strips=[(high, data)], entries=entries, turn=turn)]
    return []


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


# PNG ---------------------------------------------------------------------------------------------------------------------


def _png(data: bytes) -> list[Picture]:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 33:
        return []
    wide, high, depth, kind, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    packed, palette, at = [], b"", 8
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + length]
        packed += [body] if name == b"IDAT" else []
        palette = body if name == b"PLTE" else palette
        at += 12 + length
    spaces = {0: ("/DeviceGray", 1), 2: ("/DeviceRGB", 3), 6: ("/DeviceCMYK", 4)}
    if kind == 3:
        spaces[3] = (f"[/Indexed/DeviceRGB {len(palette) // 3 - 1}<{palette.hex()}>]", 1)
    if interlaced or kind not in spaces or not wide or not high:
        return []
    space, parts = spaces[kind]
    # Red, green, blue and opaqueness, inverted, are cyan, magenta, yellow and black.
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if kind == 6 else ""
    entries = (
        f"/ColorSpace{space}/BitsPerComponent {depth}{inverted}/Filter/FlateDecode"
        f"/DecodeParms<</Predictor 15/Colors {parts}/BitsPerComponent {depth}/Columns {wide}>>"
    )
    return [Picture(width=wide, strips=[(high, b"".join(packed))], entries=entries)]


# TIFF --------------------------------------------------------------------------------------------------------------------


def _tiff(data: bytes) -> list[Picture]:
    """The pages of a TIFF; [] where one is packed in a way that a PDF does not know."""
    pages = [_tiff_page(data, tags) for tags in _tags(data)]
    return [page for page in pages if page] if all(pages) else []


def _tiff_page(data: bytes, tags: dict[int, list[int]]) -> Picture | None:
    def tag(number: int, default: int) -> int:
        return tags.get(number, [default])[0]

    wide, high, packing, light, parts, depth = (
        tag(256, 0),
        tag(257, 0),
        tag(259, 1),
        tag(262, 1),
        tag(277, 1),
        tag(258, 1),
    )
    starts, sizes = tags.get(273, []), tags.get(279, [])
    if not wide or not high or not starts or len(starts) != len(sizes) or tag(266, 1) != 1 or tag(284, 1) != 1:
        return None
    rows = min(tag(278, high), high) or high
    strips = [
        (min(rows, high - i * rows), data[at : at + size])
        for i, (at, size) in enumerate(zip(starts, sizes, strict=True))
    ]
    if packing == 4:
        black = "true" if light == 1 else "false"
        entries = f"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {wide}/BlackIs1 {black}>>"
    elif packing in _PACKED and (parts, light) in ((1, 0), (1, 1), (3, 2)):
        entries = f"/ColorSpace/Device{'RGB' if parts == 3 else 'Gray'}/BitsPerComponent {depth}{'/Decode[1 0]' if light == 0 else ''}{_PACKED[packing]}"
        if _PACKED[packing] and tag(317, 1) == 2:
            entries += f"/DecodeParms<</Predictor 2/Colors {parts}/BitsPerComponent {depth}/Columns {wide}>>"
    else:
        return None
    return Picture(width=wide, strips=[strip for strip in strips if strip[0] > 0], entries=entries)


def _tags(data: bytes) -> list[dict[int, list[int]]]:
    """The whole numbers in the directories of a TIFF, one a page; [] where the bytes are no TIFF."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    pages: list[dict[int, list[int]]] = []
    seen: set[int] = set()
    try:
        at = struct.unpack_from(f"{order}I", data, 4)[0] if order else 0
        while at and at not in seen and len(pages) < 1000:
            seen.add(at)
            (count,) = struct.unpack_from(f"{order}H", data, at)
            pages.append(dict(_numbers(data, str(order), at + 2 + 12 * i) for i in range(count)))
            (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
    except struct.error:
        return []
    return pages


def _numbers(data: bytes, order: str, at: int) -> tuple[int, list[int]]:
    tag, kind, count = struct.unpack_from(f"{order}HHI", data, at)
    letter = {1: "B", 3: "H", 4: "I"}.get(kind)
    if letter is None or count > 100_000:
        return tag, [0]
    size = struct.calcsize(f"{order}{count}{letter}")
    place = at + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, at + 8)[0]
    return tag, list(struct.unpack_from(f"{order}{count}{letter}", data, place))
