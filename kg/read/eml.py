"""Mail and pages saved as mail (mht): the body and each attached document."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from html import escape, unescape

import msgspec

from kg.errors import ReadError
from kg.read import bounds
from kg.read.archive import read_members
from kg.read.html import read_html
from kg.read.legacy import decode
from kg.read.marks import clean, foreign, lines
from kg.read.model import Ask, Source, encoding_notes
from kg.text import canonical

_FRAME = re.compile(rb"(<i?frame\b[^<>]*?)\bsrc\s*=\s*[\"']([^\"'>]*)[\"']", re.I)


def read_eml(data: bytes, ask: Ask) -> list[Source]:
    """The text of a mail, then its attachments by name. Raises ReadError `nested`, `too-many-members`, `nothing-inside`."""
    if ask.depth > bounds.DEPTH:
        raise ReadError("nested", limit=bounds.DEPTH - 1)
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("html", "plain"))
    own = [_body(body, message, ask)] if isinstance(body, EmailMessage) else []
    own = [source for source in own if source.text.strip()]
    parts = [part for part in message.walk() if part is not body and _is_attached(part)]
    if len(parts) > bounds.MEMBERS:
        raise ReadError("too-many-members", count=len(parts), limit=bounds.MEMBERS)
    members = [(_name(part, i), lambda part=part: _content(part)) for i, part in enumerate(parts, 1)]
    return read_members(sorted(members, key=lambda m: m[0]), ask, own)


def _is_attached(part: EmailMessage) -> bool:
    """Documents, not the other form of the body and not pictures shown in it."""
    if part.is_multipart() and part.get_content_type() != "message/rfc822":
        return False
    if part.get_content_maintype() == "image" and (
        part["Content-ID"] or part.get_content_disposition() != "attachment"
    ):
        return False
    return (
        bool(part.get_filename())
        or part.get_content_disposition() == "attachment"
        or part.get_content_type() == "message/rfc822"
    )


def _name(part: EmailMessage, number: int) -> str:
    return clean(foreign(canonical(part.get_filename() or ""))) or f"part-{number}"


def _content(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0)
        return inner.as_bytes() if isinstance(inner, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _body(part: EmailMessage, message: EmailMessage, ask: Ask) -> Source:
    raw = part.get_payload(decode=True)
    raw = raw if isinstance(raw, bytes) else b""
    meta = _meta(message)
    if part.get_content_type() == "text/html":
        source = read_html(_with_frames(_declared(raw, part), part, message), ask)[0]
        return msgspec.structs.replace(source, format="eml", meta={**source.meta, **meta})
    text, name, bad = decode(_declared(raw, part)) if raw.strip() else ("", "", 0)
    text = canonical("\n".join(lines(foreign(text))))
    return Source(format="eml", text=text, meta=meta, notes=encoding_notes(text, name, bad))


def _with_frames(markup: bytes, page: EmailMessage, message: EmailMessage) -> bytes:
    """A page with the pages that it shows in frames: a saved page (mht) keeps them beside it."""
    framed: dict[str, EmailMessage] = {}
    for part in message.walk():
        if part is not page and part.get_content_type() == "text/html":
            for name in (str(part["Content-Location"] or ""), f"cid:{str(part['Content-ID'] or '').strip('<> ')}"):
                framed.setdefault(name, part)

    def written(frame: re.Match[bytes]) -> bytes:
        part = framed.get(unescape(frame[2].decode("utf-8", "replace")))
        if part is None:
            return frame[0]
        inner = _declared(_content(part), part).decode("utf-8", "replace")
        return frame[1] + b' srcdoc="' + escape(inner).encode() + b'" src="' + frame[2] + b'"'

    return _FRAME.sub(written, markup) if framed else markup


def _declared(raw: bytes, part: EmailMessage) -> bytes:
    """The bytes in UTF-8 where the mail says they are in another Unicode or 8-bit set that is not a legacy font's."""
    charset = (part.get_content_charset() or "utf-8").lower()
    if charset in ("utf-8", "us-ascii", "iso-8859-1", "windows-1252"):
        return raw
    try:
        return raw.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return raw


def _meta(message: EmailMessage) -> dict[str, str]:
    names = {"Subject": "title", "From": "author", "Date": "modified", "Snapshot-Content-Location": "url"}
    return {names[key]: clean(foreign(str(message[key]))) for key in names if message[key]}
