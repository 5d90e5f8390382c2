"""Canonical text, and the folded copies used for matching.

`canonical` is what every offset points into. `fold` keeps the length, so that a match in the folded copy is a match in the
text; `key` compares names; `plain` drops diacritics for search and ids.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

# Combining marks that occur in decomposed Vietnamese: looking for them is far cheaper than normalising (NFC runs at 28 MB/s).
_COMBINING = re.compile("[\u0300-\u0362\u0374\u037e\u0387\u2126\u212a\u212b\uf900-\ufaff]")
# These and those of `visible` are strings, which `re` compiles when a text is read: most commands read none.
_MARKS = "[\u0300-\u0362]+"
# Letters and signs that NFC leaves alone but for marks behind them; a text with others is normalised as a whole.
_OTHER = "[^\0-\u0362\u1e00-\u1eff\u2002-\u20cf\u2100-\u2125\u2190-\u2328\u25a0-\u26ff\uf000-\uf0ff\ufeff]"
_MANY = 50  # characters a mark, below which normalising the whole text is faster
# Characters with no width: they hide inside words copied from web pages and Word files.
INVISIBLE = "\0\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\ufffe"
_INVISIBLE = f"[{INVISIBLE}]"
_BOLD_INSIDE = r"\*\*(?<=[a-zà-ỹđ]\*\*)(?=[a-zà-ỹđ])|\*\*(?<=\d\*\*)(?=\d)"
_ESCAPE = r"\\(?=[-.)(*_+#\[\]!>~&])"
# `１２／ＫＨ`: letters, digits and signs as wide as Chinese ones, from keyboards and recognition set to them.
WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_WIDE = re.compile("[\uff01-\uff5e]")
# One character for one: odd spaces, dashes, slashes; letters that look like Vietnamese ones; marks of bold and italics.
_ALIKE = {
    **dict.fromkeys("\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\x0b\x0c\x1f*", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00af", "-"),
    **dict.fromkeys("\u2044\u2215\u29f8", "/"),
    "\u00d0": "\u0110", "\u00f0": "\u0111", "\u0189": "\u0110", "\u0256": "\u0111", "\u0130": "I",
    "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "І": "I", "К": "K", "М": "M", "О": "O", "Р": "P", "Т": "T", "Х": "X",
    "а": "a", "с": "c", "е": "e", "о": "o", "р": "p", "х": "x", "у": "y", "і": "i",
}  # fmt: skip
# `hoà` and `hòa`, `uỷ` and `ủy` are one spelling. Folded everywhere alike (also inside `hoàn`), since only comparison needs it.
_TONES = {
    f"{a}{new}": f"{old}{b}"
    for a, b, accented, plain_accented in (
        ("o", "a", "àáảãạ", "òóỏõọ"), ("o", "e", "èéẻẽẹ", "òóỏõọ"), ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for new, old in zip(accented, plain_accented, strict=True)
}  # fmt: skip


# One look for any of them: most short strings have none.
_ODD = re.compile(f"[{re.escape(''.join(_ALIKE))}]|{_WIDE.pattern}")
_SHORT = 2000
_NAME = 100
_TONED = (re.compile("(o[àáảãạèéẻẽẹ])"), re.compile("(u[ỳýỷỹỵ])"))


def canonical(text: str) -> str:
    """NFC, `\\n` line ends, no byte-order mark; nothing else is changed, since every offset points into the result."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii() and _COMBINING.search(text):
        text = _composed(text)
    return text


def _composed(text: str) -> str:
    """NFC. Texts typed on one machine and mended on another have a few decomposed letters: only those are composed then."""
    marks = [] if re.search(_OTHER, text) else [m.span() for m in re.finditer(_MARKS, text)]
    if not marks or len(marks) * _MANY > len(text):
        return unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    at = 0
    for start, end in marks:
        start = max(start - 1, 0)  # the letter that bears them
        pieces += (text[at:start], unicodedata.normalize("NFC", text[start:end]))
        at = end
    return "".join((*pieces, text[at:]))


def visible(text: str) -> tuple[str, list[int] | None]:
    """The text without characters of no width, and for each of its characters (and its end) the offset in `text`; None: nothing was dropped.

    Marks of bold that stand within a word or a number (`qu**á** cảnh`, `1**1 năm`) are dropped too, and what keeps a mark of layout from
    being one (`5\\. Bộ Y tế`, `57\\-NQ/TW`).
    """
    unseen = [m.span() for m in re.finditer(_INVISIBLE, text)] if any(c in text for c in INVISIBLE) else []
    unseen += [m.span() for m in re.finditer(_BOLD_INSIDE, text)]
    if "\\" in text:
        unseen += [m.span() for m in re.finditer(_ESCAPE, text)]
    return dropped(text, sorted(unseen)) if unseen else (text, None)


def dropped(text: str, stretches: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text without the stretches, given in their order, and for each of its characters (and its end) the offset in `text`."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in stretches:
        pieces.append(text[at:start])
        places.extend(range(at, start))
        at = end
    pieces.append(text[at:])
    places.extend(range(at, len(text) + 1))
    return "".join(pieces), places


def fold(text: str) -> str:
    """A copy for matching, of the same length: lower case, plain spaces and hyphens, look-alike letters and tone placement put right."""
    return _folded_name(text) if len(text) < _NAME else _folded(text)


def _folded(text: str) -> str:
    if len(text) > _SHORT or _ODD.search(text):
        if _WIDE.search(text):
            text = text.translate(WIDE)
        for odd, usual in _ALIKE.items():
            if odd in text:
                text = text.replace(odd, usual)
    text = text.lower()
    for toned in _TONED:
        pieces = toned.split(text)
        if len(pieces) > 1:
            pieces[1::2] = map(_TONES.__getitem__, pieces[1::2])
            text = "".join(pieces)
    return text


_folded_name = lru_cache(maxsize=1 << 13)(_folded)  # the same names come again and again

_NO_MARK = re.compile("[^\x00-\x7f\u0300-\u034e]")  # beyond ASCII and the marks of Vietnamese letters


def key(name: str) -> str:
    """A form for comparing names: `fold`, one space between words, none around hyphens and slashes."""
    name = " ".join(fold(canonical(name)).split())
    for sign in "-/":
        if sign in name:
            name = name.replace(" " + sign, sign).replace(sign + " ", sign)
    return name


def plain(text: str) -> str:
    """Without diacritics, lower case, `đ` as `d`: what people type when they search."""
    text = fold(text).replace("đ", "d")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFD", text)
    if not _NO_MARK.search(text):
        return text.encode("ascii", "ignore").decode("ascii")
    return "".join(c for c in text if not unicodedata.combining(c))


_NO_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=1 << 16)
def slug(text: str) -> str:
    """An ASCII identifier: words joined by hyphens. Kept: the same names come again and again."""
    return _NO_WORD.sub("-", plain(text)).strip("-")


def either(words: Iterable[str], blank: str = " ") -> str:
    """A pattern for any of the words, the longest that fits first, which looks at each letter once; `blank`: the pattern for a space in them."""
    root = _Letters()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, _Letters())
        node[""] = _Letters()
    return _pattern(root, blank)


def whole(words: Iterable[str], letters: str = r"\w", blank: str = " ") -> str:
    """A pattern for any of the words, whole; it begins with their first letters, which `re` looks for fast. `letters`: what a class of letters holds."""
    return f"(?:{'|'.join(begun(words, letters, blank))})(?![{letters}])"


# Where a text has marks of bold, other asterisks are layout too, but for `(*)`, the mark of a footnote, and `5*3`; elsewhere only a pair around words is.
_BOLD = r"(?<![(\d])\*+|\*+(?![)\d])"
_SLANTED = r"""(?<![\w*])\*(?=[\w("“])([^*]+?)(?<=[\w.,;:%)"”])\*(?![\w*])"""


def one_line(text: str, limit: int = 0) -> str:
    """Words as people are shown them: on one line, without the asterisks by which Markdown marks bold and slanted words; with a limit, cut at a word and
    marked as cut. What proves a claim is quoted as it stands."""
    if "*" in text:
        text = re.sub(_BOLD, "", text) if "**" in text else re.sub(_SLANTED, r"\1", text)
    line = " ".join(text.split())
    return line if not limit or len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + " …"


def begun(words: Iterable[str], letters: str = r"\w", blank: str = " ") -> list[str]:
    """Patterns for the words with no letter before them, one for each first letter: `re` looks for letters only where every way begins with one.

    That no letter stands before is asked where the second letter fits, which is seldom.
    """
    firsts: dict[str, dict[str, list[str]]] = {}
    for word in words:
        second = word[1:2].strip()
        firsts.setdefault(word[0], {}).setdefault(second, []).append(word[1 + len(second) :])
    ways = []
    for first, seconds in sorted(firsts.items()):
        rests = [
            f"{_escaped(second)}(?<![{letters}]{_escaped(first + second)}){either(rest, blank)}"
            for second, rest in sorted(seconds.items(), reverse=True)
        ]
        ways.append(_escaped(first) + (f"(?:{'|'.join(rests)})" if len(rests) > 1 else rests[0]))
    return ways


class _Letters(dict[str, "_Letters"]):
    """Words letter by letter; the empty string stands where one ends."""


def _pattern(node: _Letters, blank: str) -> str:
    ways = []
    for letter, after in sorted(node.items()):
        if letter:
            run = blank if letter == " " else _escaped(letter)
            while len(after) == 1 and "" not in after:
                ((letter, after),) = after.items()
                run += blank if letter == " " else _escaped(letter)
            ways.append(run + _pattern(after, blank))
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)}){'?' * ('' in node)}"


_escaped = lru_cache(maxsize=1 << 12)(re.escape)  # of single letters, above all


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def roman(number: int) -> str:
    """A number in Roman figures, small; in ours where there are none for it."""
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def places(text: str, words: str, start: int = 0) -> Iterator[int]:
    """Where the words stand in a text from a place on, one behind the other."""
    at = text.find(words, start)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def has_letters(words: str, fewest: int) -> bool:
    """Are there so many letters in the words? They are counted no further than that."""
    return next(islice(filter(str.isalpha, words), fewest - 1, None), None) is not None
