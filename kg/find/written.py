"""What a person wrote, taken apart: a date, a number, words; case, diacritics, spaces and hyphens do not matter."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct

from kg.naming import rules
from kg.tables import load_rows
from kg.text import key, plain, roman

TOKEN = re.compile(r"\d+|[a-z]+")
_DATE = re.compile(
    r"(?<![\d/-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})|(?P<d2>\d{1,2})\s*[/.-]\s*(?P<m2>\d{1,2})\s*[/.-]\s*(?P<y2>\d{4})"
    r"|(?:ngay\s+)?(?P<d3>\d{1,2})\s+thang\s+(?P<m3>\d{1,2})\s+nam\s+(?P<y3>\d{4}))(?![\d/-])"
)
# A number with what hangs on it: `72-kl/tw`, `39/2019/qh14`, `72kl`, `1676/qd-ttg`.
_NUMBER = re.compile(r"(?<![\w/-])\d+[a-z]*(?:\.\d+)*(?:[-/]+[a-z0-9&.]+)*")
_MOST_TERMS = 40  # of the Party and of the National Assembly
# Between the letters of a type and a number: `NQ57`.
_GLUED = re.compile(r"(?<=\b[a-z]{2})(?=\d{1,5}\b(?![/-]?[a-z]))")


class _Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of references.toml."""

    id: str
    note: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def rows() -> dict[str, tuple[str, ...]]:
    """The words of each row of references.toml, by its id."""
    return {row.id: row.words for row in load_rows("references", _Row)}


@cache
def row_words(row: str) -> frozenset[str]:
    """The words of a row, in plain letters."""
    return frozenset(token for word in rows()[row] for token in tokens_of(word))


@cache
def _accented(row: str) -> frozenset[str]:
    return frozenset(map(key, rows()[row]))


def without_fillers(ref: str) -> str:
    """What was written, in plain letters, without words that say nothing."""
    words = key(ref).split(" ")
    following = [*words[1:], ""]
    kept = [
        w
        for w, n in zip(words, following, strict=True)
        if w not in _accented("fillers")
        and not (
            plain(w) in row_words("fillers") and (n[:1].isdigit() or (plain(w) in row_words("terms") and numerals(n)))
        )
    ]
    return _whole(plain(" ".join(kept)))


def asked_tokens(ref: str) -> list[str]:
    """The words and numbers of what was written that can tell one thing from another."""
    return [t for t in TOKEN.findall(without_fillers(ref)) if t not in row_words("links")]


@lru_cache(maxsize=65536)
def tokens_of(text: str) -> list[str]:
    """The words and the numbers of a text, in plain letters."""
    return TOKEN.findall(_whole(plain(text)))


def _whole(text: str) -> str:
    """Words with an apostrophe as one, which many leave out: `Đắk R'lấp`."""
    return text.replace("'", "").replace("’", "")


class Ref(Struct, frozen=True):
    """What was written, taken apart: a date, the number with what hangs on it, the other tokens."""

    date: str | None
    number: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def has_letters(self) -> bool:
        """`72-KL` says more than `72`."""
        return any(t.isalpha() for t in self.number)


@lru_cache(maxsize=65536)
def with_centre(ref: str) -> str:
    """With the letters of the centre as most print them: `47-CT/TƯ` is 47-CT/TW, `Ban Tổ chức TƯ` that of the centre; `THÔNG TƯ` stays."""
    other, letters = rules()["centre"].codes
    ref = re.sub(rf"(?<=/){other}(?!\w)", letters, ref, flags=re.IGNORECASE)
    return ref if ref.isupper() else re.sub(rf"(?<!\w){other}(?!\w)", letters, ref)


def numerals(term: str) -> tuple[str, ...]:
    """A term as people write it: `XI` and `11`; nothing where it is no number."""
    figure = unpadded(term) if term.isdigit() else _terms().get(term, "")
    return (figure, roman(int(figure))) if len(figure) in (1, 2) else (figure,) if figure else ()


@cache
def _terms() -> dict[str, str]:
    """The numbers of terms by their Roman figures."""
    return {roman(figure): str(figure) for figure in range(1, _MOST_TERMS)}


def taken_apart(ref: str) -> Ref:
    """The parts of what was written."""
    date = None
    text = without_fillers(ref)
    found = _DATE.search(plain(key(ref)))
    if found:
        year, month, day = (found[f"{part}"] or found[f"{part}2"] or found[f"{part}3"] for part in "ymd")
        date = f"{year}-{int(month):02}-{int(day):02}"
        at = key(ref)  # of one length with its plain copy
        text = without_fillers(at[: found.start()] + " " + at[found.end() :])
    text = _GLUED.sub(" ", text)
    numbers = sorted(
        _NUMBER.finditer(text), key=lambda m: (not any(c.isalpha() for c in m[0]), "/" not in m[0], _is_year(m[0]))
    )
    number = numbers[0] if numbers else None
    if number:
        text = text[: number.start()] + " " + text[number.end() :]
    rest = tuple(t for t in TOKEN.findall(text) if t not in row_words("links"))
    return Ref(date, tuple(TOKEN.findall(number[0])) if number else (), rest)


def _is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and "1945" <= token <= "2099"


def unpadded(token: str) -> str:
    """A number without the zeros before it."""
    return token.lstrip("0") or "0" if token.isdigit() else token
