"""Which format bytes are in, by what they hold and never by the name of the file."""

from __future__ import annotations

import re

from kg.errors import ReadError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
_PACKED = {b"Rar!": "rar", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_UNSUPPORTED = {
    b"\x7fELF": "program",
    b"MZ": "program",
    b"\xdb\xa5-\0": "Word 2",
    b"SQLite format 3": "SQLite",
    b"ID3": "audio",
    b"AT&TFORM": "djvu",
}
_TAG = re.compile(rb"<[^<>]*>|&\w+;")
_LEAST_WORDS = 5  # of an XML file that is a text
_PROSE_FOR_A_BRACE = 400  # characters for each pair of braces, fewer in scripts and styles
_SHEETS = b"opendocument.spreadsheet"
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html[\s>]|body[\s>]|head[\s>]|meta\s|div[\s>]|table[\s>]|p[\s>])", re.I)
_MAIL = re.compile(
    rb"(?:^|\n)(?:mime-version|received|return-path|message-id|content-type|content-location|content-transfer-encoding|delivered-to|from|to|subject|date):[ \t]",
    re.I,
)


def sniff(data: bytes) -> str:
    """A key of READERS. Raises ReadError for what is empty, binary or known and not readable."""
    if not data.strip(b" \t\r\n\0"):
        raise ReadError("empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    if data.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES) or _is_bitmap(data) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    for magic, name in _PACKED.items():
        if data.startswith(magic):
            raise ReadError("packed", format=name)
    if data[257:262] == b"ustar":
        raise ReadError("packed", format="tar")
    if data[4:8] == b"ftyp":  # pictures of telephones and films
        raise ReadError("unsupported", format=data[8:12].decode("latin-1").strip())
    for magic, name in _UNSUPPORTED.items():
        if data.startswith(magic):
            raise ReadError("unsupported", format=name)
    return _text(data)


def _is_bitmap(data: bytes) -> bool:
    """A text, too, may begin with BM."""
    return data.startswith(b"BM") and data[6:10] == b"\0\0\0\0"


def _text(data: bytes) -> str:
    head = data[:65536]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:64].count(0) > 16:
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<w:wordDocument")):
        if b"wordDocument" in head[:4000] or b"schemas.microsoft.com/office/2006/xmlPackage" in head[:4000]:
            return "wordxml"
        if b"office:document " in head[:4000]:
            return "fods" if _SHEETS in head[:8000] else "fodt"
    if len(_HTML.findall(start[:8000])) >= 1 and start[:1] == b"<":
        return "html"
    if len({m.strip().lower() for m in _MAIL.findall(start[:4000])}) >= 3:
        return "eml"
    if len(_HTML.findall(start)) >= 20:
        return "html"
    if 0 not in head and (name := _no_prose(start, whole=len(data) == len(start))):
        raise ReadError("unsupported", format=name)
    return "txt"


def _no_prose(start: bytes, whole: bool) -> str:
    """What lies beside a saved web page and is no document: pictures in XML, data, scripts and styles; "" for a text."""
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start[:2000]):
        return "svg"
    if start.startswith(b"<?xml") and len(_TAG.sub(b" ", start).split()) < _LEAST_WORDS:
        return "XML"
    if whole and start[:1] in (b"{", b"[") and _is_json(start):
        return "JSON"
    braces = min(start.count(b"{"), start.count(b"}"))
    return "css, js" if braces > len(start) / _PROSE_FOR_A_BRACE else ""


def _is_json(data: bytes) -> bool:
    import json

    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _zipped(data: bytes) -> str:
    import io
    import zipfile

    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError("corrupt", format="zip") from error
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        for folder, name in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(n.startswith(folder) for n in names):
                return name
    if "META-INF/container.xml" in names:
        return "epub"
    if "content.xml" in names and "mimetype" in names:
        from kg.read.xml import unpack

        return "ods" if _SHEETS in unpack(archive, archive.getinfo("mimetype"), 1000, "odt") else "odt"
    return "zip"


def _compound(data: bytes) -> str:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("__properties_version1.0"):  # before what an attached document may show
        return "msg"
    if has("EncryptedPackage"):
        raise ReadError("password")
    if has("WordDocument"):
        return "doc"
    if has("Workbook") or has("Book"):
        return "xls"
    if has("PowerPoint Document"):
        raise ReadError("unsupported", format="ppt")
    raise ReadError("corrupt", format="doc")
