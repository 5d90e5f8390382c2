"""Numbers, symbols and dates of documents, read at a place where one begins."""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.text import WIDE

_NUMBER = lexicon.pattern(r"\d{1,6}(?:\.\d{1,3}(?=\s?/))?[a-zđ]{0,2}(?![^\W_])|\d{1,6}(?=\s?[a-zđ]{2,8}-)")
# letters of a type behind a year, from which a lost slash does not part them: `31/2013TT-BGDĐT`, `44/2007 QĐ-BGDĐT`
_TYPE_BEHIND = rf" ?(?:{'|'.join(sorted({x for x, _ in lexicon.type_letters() if len(x) > 1}))})-[^\W\d_]"
_PIECE = lexicon.pattern(
    rf"(\s{{0,2}}\\?(?:[/-]{{1,2}}\s{{0,2}}|-\n[^\S\n]{{0,24}})|(?<=/\d{{4}})(?={_TYPE_BEHIND}) ?)(\d{{4}}(?:(?![^\W_])|(?={_TYPE_BEHIND}))|"
    r"[^\W\d_][^\W_.]*(?:[&.][^\W\d_][^\W_]*)*|\d{1,3}(?=\s?-))"
)
_LOST_SLASH = compiled(r"(?<=/\d{4}) ?(?=[^\W\d_])")
_LOOSE_PIECE = lexicon.pattern(r"([ \n])([^\W\d_]{1,8}(?:\s?[-/]\s?[^\W\d_]{1,12}){1,3}\d{0,2})(?![^\W_])")
_BLANKS = lexicon.pattern(r"\s+")
_STUCK = (lexicon.word("day"), lexicon.word("of"))
_BODY_APART = compiled(r"\s?\.\s?([^\W\d_]{2,8})(?:-[^\W\d_]{1,8}){0,3}(?![^\W_])")
_LETTERS_ALONE = compiled(r" ([^\W\d_]{2,4})(?![^\W_]|\s?[-/&])")
_TERM_APART = compiled(r" (?:[89]|1\d)(?![^\W_]|[/-]|\.\d)")

# ---- dates ----------------------------------------------------------------------------------------------------------
AT_HOUR = r"(?:{at_hour}\s+\d{1,2}\s*{hour_mark}\s*(?:\d{1,2}\s*(?:{minute_mark})?)?\s*,?\s*)?"  # `hồi 15 giờ 30`
DATE = lexicon.pattern(
    r"\s{0,40}(?:,\s{0,40})?(?:\n\s{0,20}\d{1,3}\s{0,20}\n\s{0,20})?(?:{made_on}\s+)?"
    + AT_HOUR
    + r"(?:{day_spellings}\s*)(?P<d>[\dl]?[\dlo])\s*(?:/|-|\.|{month}|{day})\s*(?P<m>[\dl]?[\dlo])\s*(?:/|-|\.|,?\s*{year})\s*(?P<y>\d{4}|\d{2}(?![\d/]))"
)
BARE_DATE = lexicon.pattern(
    r"\s*(?:,\s*)?(?P<d>\d{1,2})(?:/|-|\.|\s+{month}\s+)(?P<m>\d{1,2})(?:/|-|\.|\s+{year}\s+)(?P<y>\d{4})(?!\d)"
)
# a date that begins a line belongs to that line where it goes on: `… văn bản 30/2013/QĐ-UBND⏎19/07/2013 Văn bản có hiệu lực`
DATE_OF_LINE = lexicon.pattern(r"\s*\n\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}[^\S\n]+(?!{of}\s|{about}\s|[(])[^\W_]")
BRACKET_DATE = lexicon.pattern(
    r"\s*\(\s*(?:{day}\s*|(?=\d{1,2}([/.-])\d{1,2}\1\d{4}\s*[);]))(?P<d>\d{1,2})\s*(?:/|-|\.|{month})\s*(?P<m>\d{1,2})\s*(?:/|-|\.|{year})\s*(?P<y>\d{4})"
)
YEAR = lexicon.pattern(r"\s*(?:,\s*)?(?:{issues}\s+)?{year}\s*(?P<y>(?:19|20)\d\d)(?![\d/])")
BARE_YEAR = lexicon.pattern(r"\s+(?P<y>(?:19|20)\d\d)(?![\d/-]|[.,]\d)")
BRACKET_YEAR = lexicon.pattern(r"\s*\(\s*(?:{year}\s+)?(?P<y>(?:19|20)\d\d)\s*\)")
OF = lexicon.pattern(r"\s*(?:,\s*)?{of}\s*")
TERM = lexicon.pattern(r"\s*(?:,\s*)?\(?{term_spellings}\s+(?P<term>[ivx]+)(?![^\W_])\)?")
_INT = str.maketrans("lo", "10")


class Date(Struct, frozen=True):
    """A day in words; `fault`: there is no such day."""

    end: int
    iso: str | None
    fault: bool = False


def read_date(found: re.Match[str]) -> Date:
    """The day that a match of one of the patterns above names."""
    day, month, year = (int(found[k].translate(_INT)) for k in ("d", "m", "y"))
    if year < 100:
        year += 1900 if year > 30 else 2000
    if not (1930 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return Date(found.end(), None, True)
    return Date(found.end(), f"{year:04}-{month:02}-{day:02}")


# ---- symbols --------------------------------------------------------------------------------------------------------
class Symbol(Struct, frozen=True, kw_only=True):
    """The number of a document as printed, and its parts."""

    end: int
    number: str
    printed: str  # without blanks
    letters: tuple[str, ...] = ()  # folded
    year: int | None = None
    party: bool = False  # hyphen first
    doubtful: bool = False  # a scanner may have misread it


_MOST_PIECES = 10  # of a symbol behind its number: `05/2012/TTLT-BTP-BCA-BQP-BTC-VKSNDTC-TANDTC`
_AMPERSAND_APART = compiled(r"\s{0,2}&\s{0,2}([^\W\d_]{2,4})(?![^\W_])")  # `TT-BLĐTB &XH`
# Letters and signs that look like those of symbols: of other alphabets, and dashes and strokes of all kinds.
_ALIKE = str.maketrans("Ð‑–−‐—АВСЕНКМОРТХ⁄∕", "Đ-----ABCEHKMOPTX//") | WIDE


def symbol_at(text: str, low: str, at: int) -> Symbol | None:
    """The number that begins at `at`, with its letters to the last of them."""
    number = _NUMBER.match(low, at)
    if not number:
        return None
    return _loose_symbol(text, low, number) or _joined_symbol(text, low, number)


def _loose_symbol(text: str, low: str, number: re.Match[str]) -> Symbol | None:
    """`105 QĐ/UB`: the letters stand behind a blank."""
    loose = _LOOSE_PIECE.match(low, number.end())
    if not loose or not text[loose.start(2)].isupper() or not _is_loose(text, low, loose):
        return None
    printed = text[loose.start(2) : loose.end(2)]
    joiner = "-" if "/" in printed else "/"
    return Symbol(
        end=loose.end(),
        number=_plain_number(number.group()),
        printed=clean_symbol(f"{text[number.start() : number.end()]}{joiner}{printed}"),
        letters=tuple(p.strip() for p in re.split(r"[-/]", loose[2])),
        party="/" in printed,
    )


def _joined_symbol(text: str, low: str, number: re.Match[str]) -> Symbol | None:
    """`39/2019/QH14`, `72-KL/TW`; None where it is part of a date."""
    at = number.start()
    end, letters, year, party = _pieces(text, low, number.end())
    printed = _LOST_SLASH.sub("/", text[at:end]) if year is not None and letters else text[at:end]
    apart = _BODY_APART.match(low, end) if len(letters) == 1 and letters[0] in _letters() else None
    if apart and apart[1] in lexicon.words("letters_apart") and text[apart.start(1) : apart.end()].isupper():
        end, printed = apart.end(), f"{printed}-{text[apart.start(1) : apart.end()]}"  # `3954/TTr. UBND`
        letters.extend(apart.group().split(".")[1].strip().split("-"))
    if letters and letters[-1] in lexicon.codes()[1] and (term := _TERM_APART.match(low, end)):  # `28/2004/QH 11`
        end, printed = term.end(), printed + text[end : term.end()]
        letters[-1] += term[0].strip()
    alone = _LETTERS_ALONE.match(low, end) if not letters and year is None else None
    if alone and alone[1] in lexicon.words("letters_alone") and text[alone.start(1) : alone.end() - 1].isupper():
        printed, end, letters = f"{printed}-{text[alone.start(1) : alone.end()]}", alone.end(), [alone[1]]
    while letters and printed.endswith("."):
        end, printed = end - 1, printed[:-1]
    digits = number.group()
    may_be_month = len(digits) <= 2 and int(re.sub(r"\D", "", digits) or 0) <= 12
    if year is not None and not letters and may_be_month and low[max(0, at - 1) : at] in "/-":
        return None
    return Symbol(
        end=end,
        number=_plain_number(digits),
        printed=clean_symbol(printed),
        letters=tuple(letters),
        year=year,
        party=party,
    )


def _pieces(text: str, low: str, end: int) -> tuple[int, list[str], int | None, bool]:
    """What hangs on a number that ends there: where it ends, letters, year, whether a hyphen joins the first letters, as in papers of the Party."""
    letters: list[str] = []
    year: int | None = None
    party = False
    for index in range(_MOST_PIECES):
        piece = _PIECE.match(low, end)
        if not piece:
            break
        gap, word = piece[1], piece[2]
        if word.isdigit():
            hyphened = "-" in gap and "/" not in gap and low[piece.end() : piece.end() + 1] != "/"
            if letters or year is not None or hyphened or len(word) != 4 or not 1940 <= int(word) <= 2100:
                break
            year = int(word)
        else:
            start = piece.start(2)
            word = word[: len(word) - (_stuck_day(text, start, word) or _stuck_sentence(text, start, word))]
            small = party and "/" in gap and word in lexicon.words("letters_small")
            if not small and not _is_letters(text, start, word, gap, letters):
                break
            if index == 0:
                party = "-" in gap
            letters.append(word)
        end = piece.start(2) + len(word)
        apart = _AMPERSAND_APART.match(low, end) if letters else None
        if apart and text[apart.start(1) : apart.end()].isupper():
            letters[-1] += f"&{apart[1]}"
            end = apart.end()
    return end, letters, year, party


def _is_loose(text: str, low: str, loose: re.Match[str]) -> bool:
    """Letters behind a blank: `105 QĐ/UB`; of any unit where the day follows: `1821 NN-ĐTXD/TTr ngày 22-5-1998`."""
    if re.split(r"[-/]", loose[2])[0].strip() in _letters():
        return True
    head = text[loose.start(2) : loose.end(2)].partition("/")[0]
    return head.isupper() and " " not in loose[2] and bool(_DAY_BEHIND.match(low, loose.end()))


_DAY_BEHIND = lexicon.pattern(r"\s{0,3}{day}\s{0,3}\d")
_MISREAD = lexicon.pattern(
    r"\d[\dliosq% ]{0,6}/\s?[\dlios%]{3,5}/\s?[^\W\d_][^\W_]{1,8}(?:-[^\W\d_]{1,8}){0,2}(?![^\W_])"
)


_MISREAD_FIRST = compiled(
    r"[li]\d{1,4}/(?:\d{4}/)?[^\W\d_][^\W_]{1,8}(?:-[^\W\d_]{1,8}){0,3}(?![^\W_])"
)  # `l650/QĐ-UB`
_GARBLED = compiled(r"[%liosq]")


def misread_at(text: str, low: str, at: int) -> Symbol | None:
    """A number that a scanner garbled (`8 7⁄202%⁄QHI5`): kept as printed."""
    found = _MISREAD.match(low, at) or _MISREAD_FIRST.match(low, at)
    if not found or not text[found.end() - 1].isalnum() or not _GARBLED.search(found.group().rpartition("/")[0]):
        return None
    printed = clean_symbol(text[at : found.end()])
    number, _, rest = printed.partition("/")
    return Symbol(
        end=found.end(),
        number=number,
        printed=printed,
        letters=tuple(rest.rpartition("/")[2].lower().split("-")),
        doubtful=True,
    )


def _plain_number(number: str) -> str:
    return number.lstrip("0") or number


def clean_symbol(printed: str) -> str:
    """A symbol without blanks, its letters and signs those of symbols."""
    printed = _BLANKS.sub("", printed.translate(_ALIKE).replace("*", "").replace("\\", ""))
    return _SLASHES.sub("/", _HYPHENS.sub("-", printed))


_SLASHES, _HYPHENS = compiled(r"/{2,}"), compiled(r"-{2,}")


@cache
def _letters() -> frozenset[str]:
    """Letters of types and of issuers that stand alone."""
    plain, _ = lexicon.codes()
    return frozenset(letters for letters, _ in lexicon.type_letters()) | frozenset(plain)


def _stuck_day(text: str, start: int, word: str) -> int:
    """How many letters at the end of a piece are the word of the date or issuer behind it, which a lost blank joined to it (`NĐ-CPngày`, `QĐ-TTgcủa`)."""
    head = next((word.removesuffix(stuck) for stuck in _STUCK if word.endswith(stuck)), word)
    if not head or head == word or text[start].islower() or text[start + len(head)].isupper():
        return 0
    return len(word) - len(head)


def _stuck_sentence(text: str, start: int, word: str) -> int:
    """How many letters at the end of a piece begin the next sentence, with the stop before them (`TT-BKH.Thông tư này …`)."""
    head, _, tail = text[start : start + len(word)].rpartition(".")
    return len(tail) + 1 if head.isupper() and len(tail) > 2 and tail.istitle() else 0


def _is_letters(text: str, start: int, word: str, gap: str, before: list[str]) -> bool:
    """Is this word a piece of a symbol? Capitals, and no prose after ` - `."""
    printed = text[start : start + len(word)]
    if not printed[0].isupper():
        return (word.partition(".")[0] in _letters() and not before and " " not in gap) or (
            bool(before) and before[0] in _letters() and not gap.strip("/-\\") and text[start - 2].islower()
        )
    capitals = sum(c.isupper() for c in printed)
    if len(word) > 14 and "&" not in word and not printed.isupper():
        return False
    if gap.strip() != gap:  # `109/UBND - VX`, but not `12/QĐ-UBND - Uỷ ban`
        spaced = gap[:1].isspace() and gap[-1:].isspace()
        if (
            spaced
            and before
            and word not in lexicon.words("letters_apart")
            and ((before[0] in _letters() and len(before) >= 2) or not printed.isupper() or len(word) > 8)
        ):
            return False
        if capitals < 2 and len(printed) > 2:
            return False
    return not (capitals == 1 and len(printed) > 4)
