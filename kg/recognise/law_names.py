"""Where the name of a law ends, and the laws inside the name of one that amends."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.citation_scan import LAW
from kg.recognise.numbered import AND
from kg.recognise.numbers import symbol_at
from kg.text import key

_ABOUT = lexicon.word("about")
TREATY = lexicon.word("treaty")
_MADE_ANEW = (LAW, lexicon.word("ordinance"))  # what an ordinance sets becomes a law in time, under the same name
_TYPE_OPENINGS = lexicon.group("type_openings")
_TYPE_FIRST_WORDS = lexicon.group("type_first_words")
AMENDING = lexicon.pattern(
    r"\s+(?:{about}\s+)?(?:{amends}(?:(?:\s*,\s*|\s+(?:{and}\s+)?){supplements})?|{supplements})(?:\s*,\s*{replaces_or_repeals})?"
    r"(?:\s+{some_or_plural}\s+{articles_or_contents}(?:\s+{and}\s+\S+\s+\S+)?|\s+(?:{clause}\s+\d+\s+)?{article}\s+[\da-zđ]+(?:\s*(?:,|{and})\s*(?:{article}\s+)?\d+[a-zđ]?)*|\s+(?:{annex}[^;.\n]{0,80}?|\d+\s+{article}))?"
    r"(?:\s+{of_or_at})?(?:\s+(?:{plural_word}|\d+|{counting_words}|{ten}\s+\S+))?\s+(?=(?:{code_head}\s+)?{law}\s|{ordinance}\s)"
)
_NAME_BEGINS = lexicon.pattern(r" (?:{about} )?")
_DEEPEST = 3  # a law that amends a law that amends a law
_OF_OTHERS = lexicon.pattern(r"\s+{of}\s+[^,;.\n()]{3,70}?(?=\s+{number_word}\s*:?\s*\d+/\d{4}/)")
_LAW_LIST = lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s+(?=(?:{code_head}\s+)?{law}\s|{ordinance}\s)")
# `Luật sửa đổi 10 Luật có liên quan đến an ninh, trật tự 2025`
_RELATED_BEFORE_YEAR = lexicon.pattern(
    r"\s+(?:{has}\s+)?{related_to}\s+[^.;\n“”()\[\]\d]{3,90}?(?=,?\s+(?:{year}\s+)?(?:19|20)\d\d(?![\d/]))"
)
_RELATED = lexicon.pattern(
    r"\s+(?:{has}\s+)?{related_to}\s+[^.,;:\n“”()\[\]\d]{3,60}?(?=\s*[.,;:\n“”()\[\]]|\s*$|\s+{number_word}\s|\s+{day}\s)"
)
# `Luật sửa đổi Luật Đấu thầu; Luật Hải quan; Luật Đầu tư công 2025`: one name, whose year is the last word
_LONG_NAME = lexicon.pattern(
    r"\s*;\s+(?=(?:(?:{code_head}\s+)?{law}\s[^;.\[\]“”\d\n]{3,90};\s+){0,14}(?:{code_head}\s+)?{law}\s[^;.\[\]“”\d\n]{3,90}?\s(?:{year}\s+)?(?:19|20)\d\d(?![\d/]))"
)
_NUMBERED_LIST = lexicon.pattern(
    r"\s*(?:,|{and}|,\s*{and})\s+(?:{code_head}\s+)?{law}\s[^;.,]{3,140}?\s{number_word}\s*\d"
)
NUMBER_GAP = lexicon.pattern(r"\s*(?:,\s*)?(?:{law}\s+)?(?:{number_word}\s*(?::\s*)?)?(?=\d)")
TYPE_WORD = lexicon.pattern(r"{named_types}")
_OF_VIETNAM = lexicon.pattern(r"\s+{vietnam}(?![^\W_])")
_NAME_WORD = lexicon.pattern(r"(\s+|\s*,\s+)?([^\s,;.…:()“”\"'|/\[\]*]+)")
_EVIDENCE = lexicon.pattern(r"\s*(?:,\s*)?(?:{number_word}\s*:?\s*\d+[/-]|{day}\s*\d{1,2}|{year}\s+(?:19|20)\d\d)")


def law_name(
    text: str, low: str, start: int, at: int, kind: str, depth: int = 0
) -> tuple[int, str, tuple[Citation, ...], bool] | None:
    """(end, name, laws inside it, whether a table knows it)"""
    amending = AMENDING.match(low, at)
    if amending:
        return _amending_name(text, low, at, amending, depth) if depth < _DEEPEST else None
    gap = lexicon.pattern(r"\s+(?:{about}\s+)?").match(low, at)
    if not gap:
        return None
    begin = gap.end()
    end, value = lexicon.law_names()[kind].longest(low, begin)
    known = value is not None and (name_ends(text, low, begin, end) or _unknown_name(text, low, begin) <= end)
    short_end, full = lexicon.law_shorts()[kind].longest(low, begin)
    printed = text[begin:short_end]
    if full and short_end > (end if known else begin) and (printed[0].isupper() or " " in printed):
        return short_end, full, (), True
    if known:
        if _is_common(text, low, begin, end):
            return None
        longer = _OF_OTHERS.match(low, end)
        if longer and not any(w in longer.group() for w in _first_words()):
            end = longer.end()
    elif kind == TREATY:
        return None
    elif lower := _lower_name(text, low, begin):
        return lower, squeezed(text[begin:lower]), (), False
    else:
        end = _name_of_no_table(text, low, start, gap)
        if end <= begin:
            return None
    amending = AMENDING.match(low, end) if depth < _DEEPEST and _AMENDS_ARTICLES.match(low, end) else None
    if amending:
        last, _, inside, _ = _amending_name(text, low, end, amending, depth)
        return last, squeezed(text[begin:last]), inside, True
    return end, squeezed(text[begin:end]), (), known


_AMENDS_ARTICLES = lexicon.pattern(r"\s+(?={amends}\s*,\s*{supplements_articles_of}\s+(?:{code_head}\s+)?{law}\s)")
_TELLS_WHICH = lexicon.pattern(r"\s*(?:,\s*)?(?:{number_word}\s|{day}\s|{year}\s|(?:19|20)\d\d)")
_LONG_IN_CAPITALS = 8  # letters
_LONGEST_NAME = 18  # words


def _is_common(text: str, low: str, begin: int, end: int) -> bool:
    """Words in small letters that are no name unless a number or a year follows: `luật quy hoạch` may speak of planning."""
    small = not text[begin].isupper() and key(low[begin:end]) in lexicon.common_names()
    return small and not _TELLS_WHICH.match(low[end : end + 12])


def _name_of_no_table(text: str, low: str, start: int, gap: re.Match[str]) -> int:
    """Where a name with capitals ends that no table knows; 0 where the words are none, or in a heading."""
    begin = gap.end()
    if _ABOUT in gap.group() or not text[begin : begin + 1].isupper():
        return 0
    if "\n" in gap.group() and text[begin : begin + 24].isupper() and not text[start : gap.start()].isupper():
        return 0  # `Về việc công bố Luật⏎CHỦ TỊCH NƯỚC`
    end = _unknown_name(text, low, begin)
    doubtful = text[start].islower() or (text[start:end].isupper() and end - begin > _LONG_IN_CAPITALS)
    return 0 if doubtful and not _EVIDENCE.match(low, end) else end


def name_ends(text: str, low: str, begin: int, end: int) -> bool:
    """A known name that goes on with a capital is part of a longer, unknown one, unless it had small letters (`Luật Đất đai Người sử dụng đất …`)."""
    if any(word[0].islower() for word in text[begin:end].split()) and not _OF_VIETNAM.match(low, end):
        return True
    nxt = lexicon.pattern(r"[ \t](\S)").match(text, end)
    return not (nxt and nxt[1].isupper() and not text[max(0, end - 12) : end].isupper()) or low[
        nxt.start(1) :
    ].startswith(_TYPE_OPENINGS)


def squeezed(words: str) -> str:
    """Words with one blank between them, without marks of bold."""
    return " ".join(words.replace("*", " ").split())


def _unknown_name(text: str, low: str, begin: int) -> int:
    """End of a name that no table knows for this type: up to a mark, a verb, or another document; not before that of an ordinance, or a law, of the name."""
    stops = lexicon.words("name_stops")
    firsts = _first_words()
    shouting = text[begin : begin + 24].isupper()
    end = begin
    for index in range(_LONGEST_NAME):
        word = _NAME_WORD.match(low, end)
        if not word or (index and not word[1]) or (word[1] and "\n\n" in word[1]) or word[2][0].isdigit():
            break
        at = word.start(2)
        capital = text[at].isupper() and not shouting
        if (
            index
            and word[1]
            and (
                ("," in word[1] and not _is_pair(low[begin : word.end()]))
                or ("\n" in word[1] and low[word.end() : word.end() + 1] in (")", ".") and len(word[2]) <= 2)
            )
        ):
            break
        if index and word[1] and "\n" in word[1] and text[begin:end].isupper() and not text[at : word.end()].isupper():
            break  # a heading in capitals, and the text below it
        if index == 1 and text[begin:end].isupper() and end - begin > 1 and not text[at].isupper():
            break
        if word[2] in stops and not capital and (index or shouting) and not _is_pair(low[begin : word.end()]):
            if word[2] == AND and index and _goes_on_after_and(text, low, word.end()):
                end = word.end()
                continue
            break
        if index and low[at : at + 20].startswith(firsts):
            break
        end = word.end()
    known = (lexicon.law_names()[kind].longest(low, begin) for kind in _MADE_ANEW)
    return max([end, *(last for last, name in known if name)])


def _is_pair(name: str) -> bool:
    """Does the name end in words that belong together, over a comma or a word that else ends it (`Phòng, chống`, `tác hại của`)?"""
    return " ".join(name.split()).replace(" ,", ",").endswith(_pair_ends())


@cache
def _pair_ends() -> tuple[str, ...]:
    """`phòng, chống`, `khám bệnh, chữa`, `tác hại của`: up to the first word behind the comma."""
    pairs = (key(pair).partition(", ") for pair in lexicon.phrases("name_pairs"))
    return tuple(first + comma + second.split(" ")[0] for first, comma, second in pairs)


def _lower_name(text: str, low: str, begin: int) -> int:
    """End of an unknown name in small letters, which only a number, date or year behind it makes one: `Pháp lệnh nhà ở ngày 26 tháng 3`."""
    if text[begin : begin + 1].isupper():
        return 0
    end = _unknown_name(text, low, begin)
    return end if end > begin and _EVIDENCE.match(low, end) else 0


@cache
def _first_words() -> tuple[str, ...]:
    return (*(w for w in lexicon.type_words() if " " in w), f"{LAW} ")


def _goes_on_after_and(text: str, low: str, at: int) -> bool:
    word = _NAME_WORD.match(low, at)
    return bool(
        word
        and word[1]
        and not text[word.start(2)].isupper()
        and word[2] not in lexicon.words("name_stops")
        and word[2] not in _TYPE_FIRST_WORDS
    )


_WIDEST_LINE = 300  # of a page with columns
_CELL_ENDS = compiled(r"[^\n|]{1,59}?(?= {3}|\n)")
_CELL = compiled(r"(?<=  )\S(?:\S| (?! ))*")  # behind two blanks
_TO_LEFT = 3  # columns by which the lines of a cell may begin apart
_LINES_OF_CELL = 2  # below the first, over which a name may go on


def torn_name(text: str, low: str, start: int, at: int, kind: str) -> tuple[int, str] | None:
    """Where a cell of columns ends in the middle of a known name (`… hành Luật Cán      Bộ Nội vụ⏎      bộ, công chức`): its end there, and the whole name."""
    gap = _NAME_BEGINS.match(low, at)
    first = _CELL_ENDS.match(low, gap.end()) if gap else None
    if not first or not text[first.start()].isupper():
        return None
    last, value = lexicon.law_names()[kind].longest(low, gap.end()) if gap else (0, None)
    if value is not None and last > first.end():
        return None  # nothing of other cells stands between
    line = low.rfind("\n", max(0, start - _WIDEST_LINE), start) + 1
    if line == 0 and start > _WIDEST_LINE:
        return None
    left = low.rfind("  ", line, start)
    if left < 0 or not (low.startswith("   ", first.end()) or left - line > _TO_LEFT):
        return None
    column, name, below = left + 2 - line, first.group(), low.find("\n", first.end()) + 1
    for _ in range(_LINES_OF_CELL):
        end = low.find("\n", below)
        end = len(low) if end < 0 else end
        cell = next(
            (
                c
                for c in _CELL.finditer(low, below, min(end, below + _WIDEST_LINE))
                if abs(c.start() - below - column) < _TO_LEFT
            ),
            None,
        )
        if below == 0 or cell is None or not text[cell.start()].islower():
            return None
        name = f"{name} {cell.group()}"
        last, value = lexicon.law_names()[kind].longest(name, 0)
        if value is not None and last > len(first.group()):
            printed = f"{text[first.start() : first.end()]} {name[len(first.group()) + 1 :]}"
            return first.end(), squeezed(printed[:last])
        below = end + 1
    return None


def _amending_name(
    text: str, low: str, at: int, amending: re.Match[str], depth: int
) -> tuple[int, str, tuple[Citation, ...], bool]:
    """`sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C`: the laws inside are those it amends."""
    inner: list[Citation] = []
    end = amending.end()
    last = False  # `và` stands before the last law that it names: what a semicolon parts from that is another
    while True:
        word = TYPE_WORD.match(low, end)
        if not word:
            break
        kind = " ".join(word.group().split())
        found = law_name(text, low, end, word.end(), kind, depth + 1) if kind in lexicon.law_names() else None
        if found is None:
            if not inner:
                related = _RELATED_BEFORE_YEAR.match(low, word.end()) or _RELATED.match(low, word.end())
                end = related.end() if related else word.end()
            break
        one = Citation(start=end, end=found[0], rule="name-in-name", type=kind, name=found[1], inner=found[2])
        end = found[0]
        number = NUMBER_GAP.match(low, end)
        symbol = symbol_at(text, low, number.end()) if number else None
        if symbol and symbol.letters and ((inner and inner[-1].symbol) or _NUMBERED_LIST.match(low, symbol.end)):
            one = replace(one, end=symbol.end, number=symbol.number, symbol=symbol.printed, year=symbol.year)
            end = symbol.end
        inner.append(one)
        gap = _LAW_LIST.match(low, end) or (None if last else _LONG_NAME.match(low, end))
        last = gap is not None and AND in gap.group()
        if not gap or not text[gap.end()].isupper():
            break
        nxt = TYPE_WORD.match(low, gap.end())
        if nxt and (AMENDING.match(low, nxt.end()) or lexicon.pattern(r"\s+{number_word}\s").match(low, nxt.end())):
            break
        end = gap.end()
    if inner:
        end = inner[-1].end
    return end, squeezed(text[at:end]), tuple(inner), True
