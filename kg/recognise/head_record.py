"""What a page of a portal says of the paper it shows, row by row: `Số hiệu: 282/QĐ-VKSTC  Loại văn bản: Quyết định  Người ký: Lê Minh Trí`."""

from __future__ import annotations

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.head_lines import Top, line_before
from kg.recognise.issuers import issuer_at
from kg.recognise.letterhead import read_letterhead
from kg.recognise.numbers import BARE_DATE, Symbol, read_date, symbol_at

_HEAD = 4000  # characters in which a page says what it shows
_ROWS = ("number", "date", "type", "issuer", "signer", "title", "other")
_ANY = "|".join(f"(?P<{row}>{{record_{row}}})" for row in _ROWS)
_LABEL = lexicon.pattern(rf"(?<![^\s|•*])(?:{_ANY})(?![^\W_])[ *]*(?:(?P<mark>[:|\n])[\s|:*]*)?")
_VALUE = compiled(r"[^|\t\n]+")
_NAME = compiled(r"(?:[^\W\d_]+ ){1,4}[^\W\d_]+")


class Record(Struct, frozen=True, kw_only=True):
    """The rows of a page, as far as they can be read."""

    symbol: Symbol
    type: str | None = None
    date: str | None = None
    issuer: str | None = None
    unit: str = ""
    title: str | None = None
    signer: str | None = None


def record_of(top: Top) -> Record | None:
    """The rows about one paper; None where they tell of several, or not of a number and a day or a type."""
    head = top.low[:_HEAD]
    if not any(word in head for word in lexicon.group("record_number")):
        return None
    labels = [m for m in _LABEL.finditer(head) if m["mark"] or not line_before(top, m.start()).strip(" *|•")]
    said: dict[str, set[str]] = {row: set() for row in _ROWS}
    for index, label in enumerate(labels):
        value = _VALUE.match(top.text, label.end())
        end = min(
            value.end() if value else label.end(), labels[index + 1].start() if index + 1 < len(labels) else _HEAD
        )
        words = " ".join(top.text[label.end() : end].split())
        if words:
            said[next(row for row in _ROWS if label[row])].add(words)
    one = {row: next(iter(values)) for row, values in said.items() if len(values) == 1}
    if len(one) < 3 or "number" not in one or not {"date", "type"} & one.keys():
        return None
    low = one["number"].lower()
    symbol = symbol_at(one["number"], low, 0) if len(low) == len(one["number"]) else None
    if symbol is None or symbol.end != len(low):
        return None
    day = BARE_DATE.match(one.get("date", ""))
    kind = lexicon.type_words().get(one.get("type", "").lower())
    signer = one.get("signer", "")
    issuer, unit = _issuer(one.get("issuer", ""))
    return Record(
        symbol=symbol, type=kind.type if kind else None, date=read_date(day).iso if day else None, issuer=issuer, unit=unit,
        title=one.get("title"), signer=signer if _NAME.fullmatch(signer) and signer.istitle() else None,
    )  # fmt: skip


def _issuer(words: str) -> tuple[str | None, str]:
    body = issuer_at(words, words.lower(), 0) if words else None
    if body is None or body.end != len(words):
        return None, ""  # `Tỉnh Thừa Thiên Huế`
    return body.full, (read_letterhead([body.full.upper()]) or ("", ""))[1]
