"""Bytes and texts in the encodings of Vietnamese documents: Unicode, windows-1258, TCVN3 (ABC), VNI, VISCII, VPS.

Sources of the tables: TCVN 5712:1993 (what ABC fonts use is VN3, a part of the whole, VN1), RFC 1456 (VISCII), the layout of the
Vietnamese Professionals Society (VPS), and the VNI for Windows layout (a letter of windows-1252 followed by one that carries the
marks). The encoding is judged on the whole document: the one
that yields most common Vietnamese syllables is right, and when none yields enough the reader refuses instead of guessing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import islice, product
from math import ceil, floor

from kg.compiled import compiled
from kg.errors import ReadError
from kg.read.words import words
from kg.text import fold

_SAMPLE = 40_000
_ABC_CAPITALS = "ABC"
_ENOUGH = 0.06  # of the words of a Vietnamese text are among the common syllables: 0.25 to 0.4 measured, 0.00 in a wrong decoding
_WORD = re.compile(r"\w+")
_SIGNED = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_HIGH = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)

# Byte 0xA1 and on. 0xAD is `ư`: it must be decoded before anything drops soft hyphens.
_TCVN3 = "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
# What the whole standard (VN1) has beside: capitals with tones at byte 0x80 and on, where ABC fonts have quotes and dashes, and among the control codes.
_VN1 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_VN1_CONTROLS = {
    1: "Ú",
    2: "Ụ",
    4: "Ừ",
    5: "Ử",
    6: "Ữ",
    0x11: "Ứ",
    0x12: "Ự",
    0x13: "Ỳ",
    0x14: "Ỷ",
    0x15: "Ỹ",
    0x16: "Ý",
    0x17: "Ỵ",
}
# Byte 0x80 and on, and six control codes.
_VISCII = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
_VISCII_CONTROLS = {2: "Ẳ", 5: "Ẵ", 6: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
# Byte 0x80 and on, and the capitals among the control codes.
_VPS = "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ\u00a0ắằẳẵặỠớÙờởỡŨứợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺßàáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
_VPS_CONTROLS = dict(zip((*range(2, 7), *range(16, 22), 25, 28, 29), "ẠẬẶẸỆỊỌỘỢỤỰỴẪỮ", strict=True))
# VNI: what the letter that follows a vowel adds to it, as combining marks.
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def windows(data: bytes) -> str:
    """Windows-1252, its five empty places as C1 controls, so that every byte is one character."""
    return data.decode("cp1252") if not _EMPTY.search(data) else "".join(map(_windows_char, data))


_EMPTY = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


@cache
def _windows_char(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _tcvn3_table() -> dict[int, str]:
    return {0xA1 + i: letter for i, letter in enumerate(_TCVN3)}


@cache
def _vn1_table() -> dict[int, str]:
    return _tcvn3_table() | {ord(_windows_char(0x80 + i)): letter for i, letter in enumerate(_VN1)} | _VN1_CONTROLS


@cache
def _viscii_table() -> dict[int, str]:
    return {ord(_windows_char(0x80 + i)): letter for i, letter in enumerate(_VISCII)} | _VISCII_CONTROLS


@cache
def _vps_table() -> dict[int, str]:
    return {ord(_windows_char(0x80 + i)): letter for i, letter in enumerate(_VPS)} | _VPS_CONTROLS


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {}
    for base, (mark, adds) in product("aeouyôö", _VNI_MARKS.items()):
        letter = unicodedata.normalize("NFC", _VNI_LETTERS.get(base, base) + adds)
        if len(letter) == 1:
            table[base + mark] = letter
            table[base.upper() + mark.upper()] = table[base.upper() + mark] = letter.upper()
    for letter, means in _VNI_LETTERS.items():
        table[letter] = means
        table[letter.upper()] = means.upper()
    return re.compile("|".join(sorted(table, key=lambda k: (-len(k), k)))), table


def from_tcvn3(text: str) -> str:
    """TCVN3 (ABC) text that was read as windows-1252."""
    return _capitals(unicodedata.normalize("NFC", text.translate(_tcvn3_table())))


def from_vn1(text: str) -> str:
    """Text in the whole of TCVN 5712, whose capitals bear tones, that was read as windows-1252."""
    return unicodedata.normalize("NFC", text.translate(_vn1_table()))


# Rests of syllables behind a toneless `ư`: `đ-ờng`, `ch-a`, `x-ng`; with nothing behind it only after few beginnings (`Thông t-`).
_HYPHEN_U = compiled(
    r"(?<![^\W_])(?i:(ngh|[cgknpt]h|ng|tr|gi|[bcdđghklmnprstvx])-)"
    r"((?i:[ơờớởỡợ][iupcmnt]?(?:ng)?|ng|[aimnuct])(?![^\W_])|(?:(?<=[Tt]-)|(?<=[Nnt]h-)|(?<=[^\W_] [cds]-)(?= [a-zđ]))(?![\w/-]))"
)


def from_tcvn3_of_pdf(text: str) -> str:
    """`from_tcvn3` of a text whose soft hyphens, which are `ư`, a PDF shows as hyphens."""
    return _HYPHEN_U.sub(r"\1ư\2", from_tcvn3(text))


def from_viscii(text: str) -> str:
    """VISCII text that was read as windows-1252."""
    return text.translate(_viscii_table())


def from_vps(text: str) -> str:
    """VPS text that was read as windows-1252."""
    return text.translate(_vps_table())


def from_vni(text: str) -> str:
    """VNI text that was read as windows-1252."""
    pattern, table = _vni()
    return pattern.sub(lambda match: table[match[0]], text)


def from_mojibake(text: str) -> str:
    """UTF-8 text that was read as windows-1252."""
    raw = b"".join(c.encode("cp1252") if c.encode("cp1252", "ignore") else c.encode("latin-1", "ignore") for c in text)
    return raw.decode("utf-8", "replace")


def from_windows_1258(text: str) -> str:
    """Windows-1258 text that was read as windows-1252."""
    raw = b"".join(c.encode("cp1252") if c.encode("cp1252", "ignore") else c.encode("latin-1", "ignore") for c in text)
    return unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))


def from_abc_capitals(text: str) -> str:
    """Unicode text that a converter made from ABC, its headings left half in small letters."""
    return _capitals(unicodedata.normalize("NFC", text))


_FROM: dict[str, Callable[[str], str]] = {
    "TCVN3": from_tcvn3,
    "TCVN 5712 (VN1)": from_vn1,
    "VNI": from_vni,
    "VISCII": from_viscii,
    "VPS": from_vps,
    "windows-1258": from_windows_1258,
    "UTF-8": from_mojibake,
    _ABC_CAPITALS: from_abc_capitals,
}

LEGACY = frozenset(_FROM) - {_ABC_CAPITALS}  # encodings whose letters mean nothing before they are converted

_HEAD = 3_000
_SMALL = "".join(filter(str.islower, map(chr, range(0xE0, 0x1EFA))))
_MANY_LOST = 4
_LOST_CAPITAL = re.compile(f"[A-Z\u0110]+[{_SMALL}]+[A-Z]+")
_BREAK = re.compile(r"(\n|<[^<>\n]*>)")  # lines, and the stretches between the tags of a page
_UPPER_WORD = re.compile(r"\w+")
_ASCII_UPPER = re.compile("[A-ZĂÂÊÔƠƯĐ]")
_ASCII_LOWER = re.compile("[a-z]")


def _capitals(text: str) -> str:
    """`CộNG HOà Xã HộI` -> `CỘNG HOÀ XÃ HỘI`: ABC has no capitals with tones, its fonts draw them; the neighbours show what was meant."""
    return "".join(map(_capital_line, _BREAK.split(text)))


def _capital_line(line: str) -> str:
    words_ = list(_UPPER_WORD.finditer(line))
    firm = [_is_upper(m[0]) for m in words_]
    if not any(firm):
        return line
    pieces, last = [], 0
    for i, match in enumerate(words_):
        near = firm[i] or (
            _may_be_upper(match[0])
            and (i > 0 and firm[i - 1])
            and (i + 1 == len(words_) or firm[i + 1] or _may_be_upper(words_[i + 1][0]))
        )
        near = near or (i == 0 and len(words_) > 1 and _may_be_upper(match[0]) and firm[1])
        pieces += [line[last : match.start()], match[0].upper() if near else match[0]]
        last = match.end()
        firm[i] = near
    return "".join(pieces) + line[last:]


def _is_upper(word: str) -> bool:
    return len(_ASCII_UPPER.findall(word)) >= 2 and not _ASCII_LOWER.search(word)


def _may_be_upper(word: str) -> bool:
    return not _ASCII_LOWER.search(word) and not word.isdigit()


def share(text: str) -> float:
    """How many of the words of a sample are common Vietnamese syllables with signs: 0.2 and more in Vietnamese text."""
    found = _WORD.findall(fold(unicodedata.normalize("NFC", text[:_SAMPLE])))
    return sum(map(_common().__contains__, found)) / max(1, len(found))


@cache
def _common() -> frozenset[str]:
    return frozenset(word for word in words("vietnamese") if not word.isascii())


def detect(text: str) -> str:
    """The encoding that Unicode text really is in, its letters read as windows-1252; '' where it is what it seems."""
    sample = text[:_SAMPLE]
    if len(_LOST_CAPITAL.findall(unicodedata.normalize("NFC", sample[:_HEAD]))) >= _MANY_LOST:
        return _ABC_CAPITALS
    hundredth = len(sample) / 100
    if _as_many(_SIGNED, sample, floor(hundredth) + 1) or not _as_many(_HIGH, sample, ceil(hundredth)):
        return ""
    name, score = _best(sample)
    return "" if score < _ENOUGH or score < 3 * share(sample) else name


def _as_many(pattern: re.Pattern[str], text: str, number: int) -> bool:
    """Is a pattern found so many times? Most texts show it in their first lines."""
    return not number or next(islice(pattern.finditer(text), number - 1, None), None) is not None


def convert(text: str, name: str) -> str:
    """Text of that encoding, read as windows-1252, in Unicode."""
    return _FROM[name](text)


def repair(text: str) -> tuple[str, str]:
    """The right text and the encoding it was in, or the text as it is and ''."""
    name = detect(text)
    return (convert(text, name), name) if name else (text, "")


def _best(sample: str) -> tuple[str, float]:
    scores = {name: share(convert(sample)) for name, convert in _FROM.items() if name != _ABC_CAPITALS}
    name = max(scores, key=scores.__getitem__)
    return name, scores[name]


def by_font(font: str, text: str) -> str:
    """Text of a run set in a legacy font (`.VnTimeH`, `VNI-Times`), else the text as it is. Fonts that end in H draw capitals."""
    name = font.strip().strip("'\"").casefold()
    if name.startswith(".vn") and _HIGH.search(text):
        text = unicodedata.normalize("NFC", text.translate(_tcvn3_table()))
    elif name.startswith("vni-"):
        return from_vni(text)
    return text.upper() if name.startswith(".vn") and name.endswith("h") else text


def decode(data: bytes) -> tuple[str, str, int]:
    """The text of bytes, the name of a legacy encoding it was converted from or '', and how many bytes could not be read.

    Raises ReadError `binary` for what is no text, `encoding` for text in no encoding known here."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding)
    head = data[:4096].rstrip(b"\0")  # disks fill the end of a file that was cut with zeros
    if head.count(0) * 5 > len(head):
        return _strict(
            data,
            "utf-16-le"
            if head[1::2].count(0) + head[1::2].count(1) + head[1::2].count(0x1E) > len(head) // 4
            else "utf-16-be",
        )
    if is_binary(data):
        raise ReadError("binary")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)
    fixed, name = repair(text)
    return fixed, name, 0


def _strict(data: bytes, encoding: str) -> tuple[str, str, int]:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if bad * 20 > len(text):
        raise ReadError("binary")
    fixed, name = repair(text.lstrip("\ufeff"))
    return fixed, name, bad


_LINE_END = re.compile(rb"(\r\n|\r|\n)")


def _pasted(data: bytes) -> tuple[str, str] | None:
    """A text in UTF-8 with lines of a legacy encoding, as where an annex was pasted in, and the name of that encoding."""
    lines = _LINE_END.split(data)
    read = [line.decode("utf-8", "ignore") for line in lines]
    other = [i for i, line in enumerate(lines) if read[i].encode() != line]
    odd = frozenset(other)
    if share("".join(text for i, text in enumerate(read) if i not in odd)) < _ENOUGH:
        return None
    name, score = _best("\n".join(windows(lines[i]) for i in other)[:_SAMPLE])
    if score < _ENOUGH or name == "UTF-8":
        return None
    for i in other:
        read[i] = _FROM[name](windows(lines[i]))
    return "".join(read), name


def _eight_bit(data: bytes) -> tuple[str, str, int]:
    if pasted := _pasted(data):
        return *pasted, 0
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 200 < len(broken) and (
        share(broken) > _ENOUGH or broken.count("\ufffd") * 2000 < len(broken)
    ):
        return broken, "", broken.count("\ufffd")
    text = windows(data)
    name, score = _best(text[:_SAMPLE])
    if score < _ENOUGH:
        raise ReadError("encoding")
    return _FROM[name](text), name, 0


_CONTROLS = bytes((0, 1, 3, 4, 7, 8, 14, 15, 16, 17, 18))


def is_binary(data: bytes) -> bool:
    """More control characters than a text has (VISCII uses six of them, Word two)."""
    head = data[:65536].rstrip(b"\0")
    return (len(head) - len(head.translate(None, _CONTROLS))) * 100 > len(head)
