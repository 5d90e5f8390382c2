"""Citations of laws and of the constitution by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from kg.compiled import compiled
from kg.naming import law_versions, name_key, type_key
from kg.recognise import lexicon
from kg.recognise.citation import TORN, Citation
from kg.recognise.citation_scan import LAW, NO
from kg.recognise.citation_tail import Tail, tail_at
from kg.recognise.header import Header
from kg.recognise.law_names import AMENDING, NUMBER_GAP, TYPE_WORD, law_name, name_ends, squeezed, torn_name
from kg.recognise.numbered import cited_by_number
from kg.recognise.numbers import misread_at, read_date, symbol_at
from kg.recognise.type_before import TypeBefore, plural_before
from kg.recognise.unnumbered import is_another_word

CONSTITUTION = lexicon.word("constitution")
_PASSED = lexicon.pattern(
    r"[\s,*]*(?:\({amends}[^()\n]{0,40}\)\s*)?(?:{has_been}\s+)?{passive}\s+{national_assembly}[^.;\n“”]{0,140}?{passes}\s+(?:[^.;\n“”]{0,40}?){day}\s*(?P<d>\d{1,2})\s*(?:/|-|\.|{month})\s*(?P<m>\d{1,2})\s*(?:/|-|\.|{year})\s*(?P<y>\d{4})"
)
_PASSED_BEFORE = lexicon.pattern(
    r"{national_assembly}(?:\s+(?:{state}\s+[^,.;]{10,50}|{term}\s+[ivx]+))?,?\s+(?:{has_been}\s+|{just_now}\s+|{newly}\s+)?{passed_or_issued}\s+$"
)
_ASSEMBLY = lexicon.pattern(r"{national_assembly}")
_ENACTS = lexicon.pattern(r"{national_assembly}\s+{issues}\s+$")  # quoted in a note of a consolidated text
_MAKES = lexicon.pattern(r"{issues}\s+$")
_STATE = lexicon.pattern(
    r"\s+(?:{of}\s+)?(?:{state}\s+)?{republic_head}\s+{republic_end}\s+{socialist_vietnam}|\s+(?:{of}\s+)?{democratic_state}\s+{republic_end}|\s+{vietnam}"
)
_SHORT_IN_BRACKETS = lexicon.pattern(r"\s*\((?:[^\W\d_&/.-]|[&/.-]){2,12}\)")
_REVISED = lexicon.pattern(
    r"\s*(?:\(\s*)?{amends}(?:,\s*{supplements})?(?:\s*\))?(?=\s*(?:{year}\s+|{number_word}\s+|{day}\s+)?\d)"
)
_YEAR_BEHIND = lexicon.pattern(r"\s*(?:{year}\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])")
_AND_LAW = lexicon.pattern(r"\s+{and}\s+(?:{code_head}\s+)?(?={law}\s)")
_AND_LAWS = lexicon.pattern(r"(?:,|\s+{and})\s+(?:{code_head}\s+)?(?={law}\s)")
_LONGEST_LIST = 500  # characters of the names of laws that one law amends
_NAMES_BELOW = lexicon.pattern(r"\s*:(?=\s)")
_NAME_BELOW = lexicon.pattern(r"\s*(?:,|;|{and}|[,;]\s*{and})\s+")
_NAME_GAP = lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s+")
_ITEM_NUMBER = compiled(r"(?:^|\n)[ *|•-]{0,6}\d{1,3}$")
_PROVISION_BEFORE = lexicon.pattern(r"{article}\s+\d{1,3}\s+$")


def named_law(text: str, low: str, start: int) -> list[Citation]:
    """Citations that begin with a law, an ordinance, a treaty or the constitution at the place."""
    word = TYPE_WORD.match(low, start)
    if not word or (start and low[start - 1].isalnum() and not _begins_anew(text, start)):
        return []
    kind = " ".join(word.group().split())
    if kind == CONSTITUTION:
        return _constitution(text, low, start, word.end())
    if kind == LAW and is_another_word(text, low, start):
        return []
    number = lexicon.pattern(r"\s*(?::\s*)?(?:{number_word}\s*:?\s*)(?=\d)|\s+(?=\d+/\d{4}/)").match(low, word.end())
    if number:
        symbol = misread_at(text, low, number.end()) or symbol_at(text, low, number.end())
        if symbol is None or (not symbol.letters and symbol.year is None):
            return []
        row = lexicon.type_words()[kind]
        return [cited_by_number(text, low, start, TypeBefore(start, row, True, kind), symbol, "number")]
    if torn := torn_name(text, low, start, word.end(), kind):
        return [Citation(start=start, end=torn[0], rule=TORN, type=kind, name=torn[1])]
    colon = _NAMES_BELOW.match(low, word.end()) if plural_before(low, start) else None
    name = law_name(text, low, start, colon.end() if colon else word.end(), kind)
    if name is None:
        return []
    if colon:
        return _names_after_colon(text, low, start, kind, name)
    end, printed, inner, known = name
    return _law(text, low, start, kind, end, printed, inner, known)


def _begins_anew(text: str, start: int) -> bool:
    """Is what stands before, without a blank, another word or the number of an item: `ban hànhLuật Nhà ở`, `- 8Luật Nhà ở`?"""
    return text[start].isupper() and (
        text[start - 1].islower() or _ITEM_NUMBER.search(text, max(0, start - 12), start) is not None
    )


def _names_after_colon(
    text: str, low: str, start: int, kind: str, name: tuple[int, str, tuple[Citation, ...], bool]
) -> list[Citation]:
    """`các Luật: Lâm nghiệp ngày 15/11/2017; Trồng trọt ngày 19/11/2018`: the type is said once, before a colon."""
    end, printed, inner, known = name
    made = _law(text, low, start, kind, end, printed, inner, known)
    while (gap := _NAME_BELOW.match(low, made[-1].end)) and text[gap.end() : gap.end() + 1].isupper():
        last, value = lexicon.law_names()[kind].longest(low, gap.end())
        if value is None or not name_ends(text, low, gap.end(), last):
            break
        item = _law(text, low, gap.end(), kind, last, squeezed(text[gap.end() : last]), (), False)[0]
        made.append(replace(item, rule="list", listed=True))
    return made


def _law(
    text: str, low: str, start: int, kind: str, end: int, name: str, inner: tuple[Citation, ...], known: bool
) -> list[Citation]:
    """A law by its name: the number, date or year behind it, then further names after one `Luật`."""
    pair = _end_of_pair(text, low, start, end) if known and not inner else end
    name, at, end = name + squeezed(f".{text[end:pair]}")[1:], pair, pair
    bracket = _SHORT_IN_BRACKETS.match(low, at) or _REVISED.match(low, at)
    after = bracket.end() if bracket else at
    if bracket and _only_amends(low, kind, name, bracket):
        name = f"{name} {squeezed(bracket.group()).partition(',')[0]}"
    number = NUMBER_GAP.match(low, after)
    symbol = symbol_at(text, low, number.end()) if number else None
    if symbol and number and (symbol.letters or (symbol.year is not None and NO in number.group())):
        row = lexicon.type_words()[kind]
        cite = cited_by_number(text, low, start, TypeBefore(start, row, True, kind), symbol, "name-number")
        date, issuer = _passed(text, low, start, cite.end, Tail(end=cite.end, date=cite.date))
        return [replace(cite, name=name, inner=inner, date=date, issuer=cite.issuer or issuer)]
    tail = tail_at(text, low, after, by_name=True)
    end = tail.end if tail.end > after else at
    date, issuer = _passed(text, low, start, end, tail)
    dated = tail.date or tail.year
    first = Citation(
        start=start, end=end, rule="name-date" if dated else "name" if known else "unknown-name", type=kind, name=name, date=date,
        year=tail.year or (int(date[:4]) if date else None), issuer=issuer,
        term=tail.term, inner=inner, issues=("impossible-date",) if tail.fault else (),
    )  # fmt: skip
    return [first, *_more_names(text, low, first, kind)] if known and not inner else [first]


def _only_amends(low: str, kind: str, name: str, revised: re.Match[str]) -> bool:
    """`Luật Sở hữu trí tuệ sửa đổi 2022`, how portals call the law that amends it. In brackets, and where a whole law of that year
    is known (`Luật Đất đai sửa đổi 2024`), the words tell of a new law of the name.
    """
    year = _YEAR_BEHIND.match(low, revised.end())
    if not year or "(" in revised.group():
        return False
    known = law_versions().get(f"{type_key(kind)}:{name_key(name)}", ())
    return all(version.year != int(year["year"]) for version in known)


def _end_of_pair(text: str, low: str, start: int, end: int) -> int:
    """`Luật Viên chức và Luật Cán bộ, công chức sửa đổi 2019`, how portals call one law that amends several: where the last name ends. Behind
    the number of an article (`Khoản 2 Điều 3 Luật A, Luật B và Luật C sửa đổi 2016`) commas may part them.
    """
    gaps = _AND_LAWS if _PROVISION_BEFORE.search(low, max(0, start - 14), start) else _AND_LAW
    last = end
    while (gap := gaps.match(low, last)) and last - start < _LONGEST_LIST:
        other = law_name(text, low, gap.end(), gap.end() + len(LAW), LAW)
        if not other or not other[3] or other[2]:
            return end
        last = other[0]
        if _REVISED.match(low, last):
            return last
    return end


def _passed(text: str, low: str, start: int, end: int, tail: Tail) -> tuple[str | None, str | None]:
    """Date and issuer, also from `được Quốc hội khóa XV thông qua ngày 27/6/2024` behind, `Quốc hội khóa XIII đã thông qua` before."""
    issuer = tail.issuer.full if tail.issuer else None
    date = tail.date
    passed = _PASSED.match(low, end)
    if passed and not (tail.year and int(passed["y"]) != tail.year):
        date = date or read_date(passed).iso
        assembly = _ASSEMBLY.search(low, passed.start())
    else:
        before = _PASSED_BEFORE.search(low, max(0, start - 110), start)
        assembly = _ASSEMBLY.match(low, before.start()) if before else None
    return date, issuer or (text[assembly.start() : assembly.end()].capitalize() if assembly else None)


def _more_names(text: str, low: str, first: Citation, kind: str) -> Iterator[Citation]:
    """`Luật Đất đai, Nhà ở và Kinh doanh bất động sản`: known names with capitals after one type word."""
    end = first.end
    while True:
        gap = _NAME_GAP.match(low, end)
        if not gap or not text[gap.end() : gap.end() + 1].isupper() or text[gap.end() : gap.end() + 12].isupper():
            return
        last, value = lexicon.law_names()[kind].longest(low, gap.end())
        if (
            value is None
            or not name_ends(text, low, gap.end(), last)
            or not lexicon.pattern(r"\s*(?:[,;.)]|{and}\s|{year}\s|{number_word}\s|{day}\s|$)").match(
                low[last : last + 6]
            )
        ):
            return
        made = _law(text, low, gap.end(), kind, last, squeezed(text[gap.end() : last]), (), False)
        item = replace(made[0], rule="list", listed=True)
        yield item
        end = item.end


def _constitution(text: str, low: str, start: int, at: int) -> list[Citation]:
    state = _STATE.match(low, at) or _REVISED.match(low, at)
    end = at + len(low[at : state.end()].rstrip()) if state else at
    tail = tail_at(text, low, end, by_name=True)
    before = low[max(0, start - 12) : start].split()
    if (
        not state
        and tail.end == end
        and not (before and before[-1] in lexicon.words("grounds"))
        and not _PROVISION_BEFORE.search(low, max(0, start - 14), start)
    ):
        return []
    return [
        Citation(
            start=start, end=tail.end, rule="name-date" if tail.end > end else "name", type=CONSTITUTION, name=squeezed(text[start:at]), date=tail.date,
            year=tail.year or (int(tail.date[:4]) if tail.date else None), term=tail.term,
        )
    ]  # fmt: skip


def names_itself(low: str, start: int, header: Header) -> bool:
    """`Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật A số …`: the law itself; the laws inside are cited one by one."""
    makes = _MAKES if header.own.type == LAW else _ENACTS
    return bool(makes.search(low, max(0, start - 30), start)) and bool(AMENDING.match(low, start + 4))
