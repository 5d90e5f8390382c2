"""Files made by hand for the tests of readers."""

from __future__ import annotations

import io
import zipfile

from kg.read import Source, read_bytes

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
