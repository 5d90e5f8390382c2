"""Files of any format people have, as canonical texts: `read` takes a path, `read_bytes` is its pure core.

A new format is one function `(bytes, Ask) -> list[Source]` and one line in READERS. The function's module loads only when a
file of its format comes.
"""

from __future__ import annotations

import stat
from importlib import import_module
from pathlib import Path

from kg.errors import ReadError
from kg.read import bounds
from kg.read.model import Ask, Note, Progress, Reader, Source

__all__ = ["READERS", "Ask", "Note", "Progress", "Source", "read", "read_bytes"]


def _late(module: str, function: str) -> Reader:
    """A reader whose module is imported at its first call."""

    def call(data: bytes, ask: Ask) -> list[Source]:
        reader: Reader = getattr(import_module(f"kg.read.{module}"), function)
        return reader(data, ask)

    return call


READERS: dict[str, Reader] = {
    "txt": _late("txt", "read_txt"),
    "docx": _late("docx", "read_docx"),
    "wordxml": _late("docx", "read_wordxml"),
    "doc": _late("doc", "read_doc"),
    "rtf": _late("rtf", "read_rtf"),
    "odt": _late("odt", "read_odt"),
    "fodt": _late("odt", "read_fodt"),
    "xlsx": _late("xlsx", "read_xlsx"),
    "xls": _late("xls", "read_xls"),
    "ods": _late("ods", "read_ods"),
    "fods": _late("ods", "read_fods"),
    "pptx": _late("pptx", "read_pptx"),
    "epub": _late("epub", "read_epub"),
    "msg": _late("msg", "read_msg"),
    "html": _late("html", "read_html"),
    "pdf": _late("pdf", "read_pdf"),
    "image": _late("picture", "read_image"),
    "eml": _late("eml", "read_eml"),
    "zip": _late("archive", "read_zip"),
}


def read(path: Path, progress: Progress | None = None) -> list[Source]:
    """The texts in one file. `progress(done, total)` is told of pages read from pictures. Raises ReadError, one sentence a cause."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            raise ReadError("not-a-file")
        bounds.check_size(info.st_size)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError("not-there") from error
    except OSError as error:
        raise ReadError("unreadable", reason=error.strerror or str(error)) from error
    return read_bytes(data, path.name, progress)


def read_bytes(data: bytes, name: str, progress: Progress | None = None) -> list[Source]:
    """The texts in the bytes of a file; `name` only helps where the bytes do not say (a mail's attachment)."""
    return read_asked(data, Ask(name=name, progress=progress))


def read_asked(data: bytes, ask: Ask) -> list[Source]:
    """`read_bytes` for what lies inside an archive or a mail."""
    from kg.read.marks import is_blank
    from kg.read.sniff import sniff

    bounds.check_size(len(data))
    kind = sniff(data)
    try:
        sources = READERS[kind](data, ask)
    except (RecursionError, MemoryError) as error:
        raise ReadError("too-deep", format=kind) from error
    if all(is_blank(source.text) for source in sources):
        raise ReadError("no-text", format=kind)
    return sources
