"""Citations by number, with a type before it or in a list, and lists of numbers."""

from __future__ import annotations

import re

from msgspec.structs import replace

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.citation_scan import NO, NUMBER_SIGN, Candidate
from kg.recognise.citation_tail import (
    BLANKS,
    OF_GAP,
    Tail,
    issued_next,
    issuer_before,
    made_before,
    tail_at,
    type_of_body,
)
from kg.recognise.issuers import Issuer, issuer_at
from kg.recognise.numbers import DATE, OF, Symbol, misread_at, symbol_at
from kg.recognise.rows import TypeRow
from kg.recognise.type_before import TypeBefore, after_never, plural_before, type_before
from kg.text import fold, key, plain

AND = lexicon.word("and")
_YEAR_WORD = lexicon.word("year")
_CONTRACT = lexicon.word("contract")
_JOINERS = frozenset(("", ",", ";", "&", "-", "/", *lexicon.group("list_joiners")))
_NO_LIST_ACROSS = lexicon.group("no_list_across")
_LIST_ITEM = lexicon.pattern(r"\s*(?:,|;|{and}|&)\s*(?:{number_word}\s*(?::\s*)?)?(?=\d)")
_ITEM_BEHIND = compiled(r"\s+[^\W\d_][^\W\d_A-Z]")  # `Nghị định`, below it `2 Ghi theo loại đất`
_OF_BOARD = lexicon.pattern(r"{steering_committee}\s+$")  # `Ban Chỉ đạo 127/TW`
_STATE_BODIES = frozenset(lexicon.group("state_bodies"))
_OCR = lexicon.pattern(r"[%⁄]")
_AROUND = 20_000  # characters before and after a number in which its paper may be named in full
_FEW = 6
_LONGEST_WORDS = 40  # characters of the words of a type
_DIGITS = "0123456789"


def numbered_papers(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """Citations by a number behind its type, or a list of them."""
    before = _before_number(low, candidate)
    kind = type_before(text, low, before)
    if kind is None and before != candidate.at:
        kind = type_of_body(text, low, before)
    symbol = misread_at(text, low, candidate.at) or symbol_at(text, low, candidate.at)
    if kind is None or symbol is None:
        return []
    said = NUMBER_SIGN.search(low, kind.start, candidate.at) is not None
    if not symbol.letters and not _bare_allowed(text, low, kind, symbol, said):
        return []
    if symbol.letters and not _symbol_allowed(symbol):
        return []
    chain = _chain(text, low, symbol) if not symbol.letters else []
    if not chain and not symbol.letters and symbol.year is None and plural_before(low, kind.start):
        listed = _bare_chain(text, low, kind, symbol)
        if listed:
            return listed
    made = [
        cited_by_number(
            text,
            low,
            kind.start,
            kind,
            symbol if not chain else chain[0][1],
            "number" if symbol.letters or chain else "bare-number",
        )
    ]
    for start, item in chain[1:]:
        made.append(cited_by_number(text, low, start, kind, item, "list", listed=True))
    if chain:
        made = _spans_of_chain(made, chain)
    while symbol.letters and (behind := _alike_behind(text, low, made[-1].end, symbol)):
        made.append(cited_by_number(text, low, behind[0], kind, behind[1], "list", listed=True))
    if not kind.plain and low.startswith(")", made[-1].end) and low.rfind("(", kind.start, candidate.at) > 0:
        made[-1] = replace(
            made[-1], end=made[-1].end + 1
        )  # `nghị quyết của Hội đồng Chính phủ (số 103-CP ngày 8-7-1963)`
    return made


def _before_number(low: str, candidate: Candidate) -> int:
    at = low.rfind(NO, candidate.start, candidate.at)
    return at if at > candidate.start else candidate.at


def _bare_allowed(text: str, low: str, kind: TypeBefore, symbol: Symbol, said: bool) -> bool:
    """`Nghị quyết 59`, `Quyết định số 33`, `Nghị định 90/2017`; not `Kế hoạch 5 năm`, `thông báo 12 hộ`."""
    if symbol.year is not None:
        return kind.row.loose is False or text[kind.start].isupper() or said
    after = low[symbol.end : symbol.end + 24]
    if (
        after[:1] in "/%-:"
        and after[:2] != "- "
        and not (after[:2] == ": " and len(symbol.number) > 1 and not kind.row.loose)
    ) or re.match(r"[.,]\d", after):
        return False
    if after.startswith(("..", "…")) or (
        not (said or text[symbol.end - 2].isdigit())
        and len(symbol.number) == 1
        and _ITEM_BEHIND.match(text, symbol.end)
    ):
        return False
    if len(symbol.number) > 5 or (
        not said and len(symbol.number) == 4 and symbol.number.isdigit() and 1930 <= int(symbol.number) <= 2099
    ):
        return False
    again = not said and kind.row.loose and _named_elsewhere(text, low, kind.start, symbol.end)
    if not said and kind.row.type in lexicon.words("of_things") and not _lettered_elsewhere(low, symbol):
        return False  # `Chương trình 135`, however often it is named
    if not (said or again) and _fills_cell(low, kind.start, symbol.end) and not _typed_elsewhere(low, kind, symbol):
        return False  # `| QĐ 66 |`, the name of a plot of land
    if not again and after_never(low, kind.start):
        return False
    if (
        not said
        and not again
        and kind.row.loose
        and not text[kind.start].isupper()
        and not issued_next(text, low, symbol.end)
    ):
        return False
    if not (said or again) and (
        _counts(low, symbol.end)
        or ("\n" in low[kind.start : symbol.end] and (kind.row.loose or re.match(r"\s*[.)]\s", after)))
    ):
        return False
    if kind.row.id == "paper":
        return False
    return bool(said or not re.match(r"\s*(?:-|–)\s*\d", after))


def _named_elsewhere(text: str, low: str, start: int, end: int) -> bool:
    """Does the text name the paper in capitals elsewhere (`quyết định 1719` after `Quyết định 1719 của Thủ tướng`)?"""
    words = " ".join(low[start:end].split())
    at = max(0, start - _AROUND)
    for _ in range(_FEW):
        at = low.find(words, at, start + _AROUND)
        if at < 0:
            return False
        if at != start and text[at].isupper() and not low[at + len(words) : at + len(words) + 1].isalnum():
            return True
        at += len(words)
    return False


def _lettered_elsewhere(low: str, symbol: Symbol) -> bool:
    """Has the text the number with its letters (`21-CTr/TU`)?"""
    lettered = re.compile(rf"(?<!\d){re.escape(symbol.number.lower())}\s?[-/]\s?[^\W\d]")
    return lettered.search(low, max(0, symbol.end - _AROUND), symbol.end + _AROUND) is not None


def _typed_elsewhere(low: str, kind: TypeBefore, symbol: Symbol) -> bool:
    """Has the text the number with the letters of the type (`66/2024/QĐ-UBND`)?"""
    letters = "|".join(re.escape(fold(code)) for code in (*kind.row.state, *kind.row.party))
    typed = re.compile(rf"(?<!\d){re.escape(symbol.number.lower())}(?:/\d{{4}})?\s?[-/]\s?(?:{letters})(?![^\W_])")
    return typed.search(low, max(0, symbol.end - _AROUND), symbol.end + _AROUND) is not None


def _fills_cell(low: str, start: int, end: int) -> bool:
    """Does nothing else stand in the cell of a table?"""
    return low[max(0, start - 4) : start].rstrip()[-1:] == "|" and low[end : end + 4].lstrip()[:1] == "|"


def _counts(low: str, at: int) -> bool:
    gap = BLANKS.match(low, at)
    if not gap or DATE.match(low, at):
        return False
    _, unit = lexicon.word_tree("units").longest(low, gap.end())
    return unit is not None and not (
        unit == _YEAR_WORD and lexicon.pattern(r"\s*{year}\s+(?:19|20)\d\d").match(low[at : at + 12])
    )


def _symbol_allowed(symbol: Symbol) -> bool:
    """Are its letters those of a paper? Those of roads and forms may name the unit behind a body (`69-TC/ĐT`)."""
    first = symbol.letters[0]
    never = lexicon.words("never_letters")
    if first in lexicon.words("never_first"):
        return False
    told = first not in never and (symbol.party or (first, False) in lexicon.type_letters())
    return (told or not set(symbol.letters) & never) and not (first == _CONTRACT and not symbol.party)


def _chain(text: str, low: str, first: Symbol) -> list[tuple[int, Symbol]]:
    """`số 59, 70, 71-NQ/TW`: bare numbers up to one that has the letters, which are those of all."""
    items: list[tuple[int, Symbol]] = [(0, first)]
    end = first.end
    for _ in range(24):
        gap = _LIST_ITEM.match(low, end)
        item = symbol_at(text, low, gap.end()) if gap else None
        if gap is None or item is None:
            return []
        start = low.find(NO, gap.start(), gap.end())
        items.append((start if start >= 0 else gap.end(), item))
        end = item.end
        if item.letters:
            return items
        if item.year is not None:
            return []
    return []


def _alike_behind(text: str, low: str, end: int, first: Symbol) -> tuple[int, Symbol] | None:
    """`Quyết định số 25-CP và 26-CP`: a number with the same letters behind a hyphen, which nothing else marks as one."""
    gap = _LIST_ITEM.match(low, end) if "/" not in first.printed else None
    item = symbol_at(text, low, gap.end()) if gap else None
    if gap is None or item is None or item.letters != first.letters or "/" in item.printed:
        return None
    said = low.find(NO, gap.start(), gap.end())
    return (said if said >= 0 else gap.end()), item


def _bare_chain(text: str, low: str, kind: TypeBefore, first: Symbol) -> list[Citation]:
    """`các Nghị quyết 57, 59, 66, 68 của Bộ Chính trị`: numbers alone, three at least, with who issued them all."""
    items = [(kind.start, first)]
    while len(items) < 24:
        gap = _LIST_ITEM.match(low, items[-1][1].end)
        item = symbol_at(text, low, gap.end()) if gap else None
        if gap is None or item is None or item.letters or item.year or len(item.number) > 4:
            break
        start = low.find(NO, gap.start(), gap.end())
        items.append((start if start >= 0 else gap.end(), item))
    if len(items) < 3 or re.match(r"[%/.,]?\d|%|[-/]", low[items[-1][1].end :][:2]) or _counts(low, items[-1][1].end):
        return []
    last = cited_by_number(text, low, items[-1][0], kind, items[-1][1], "list", listed=True)
    made = [
        replace(last, start=start, end=item.end, number=item.number, symbol=item.printed, date=None, year=None, listed=n > 0, rule="list" if n else "bare-number")
        for n, (start, item) in enumerate(items[:-1])
    ]  # fmt: skip
    return [*made, last]


def _spans_of_chain(made: list[Citation], chain: list[tuple[int, Symbol]]) -> list[Citation]:
    """Each item of the chain gets the letters, the day and the issuer of the last; its span is what is printed of it."""
    last = chain[-1][1]
    tail = re.sub(r"^[\d.]+[a-zđ]{0,2}(?=[/-])", "", last.printed, flags=re.I)
    fixed = []
    for citation, (_, item) in zip(made[:-1], chain[:-1], strict=True):
        printed = re.sub(r"\D+$", "", item.printed) if not item.letters else item.printed
        fixed.append(
            replace(
                citation,
                end=item.end,
                symbol=f"{printed}{tail}",
                date=made[-1].date,
                year=made[-1].year or last.year,
                rule="list",
                issuer=made[-1].issuer,
                issuer_local=made[-1].issuer_local,
            )
        )
    return [*fixed, made[-1]]


def cited_by_number(
    text: str, low: str, start: int, kind: TypeBefore | None, symbol: Symbol, rule: str, *, listed: bool = False
) -> Citation:
    """One citation by its number, with all that stands around it."""
    tail = tail_at(
        text,
        low,
        symbol.end,
        joint=len(symbol.letters) > 2
        or symbol.letters[-1:] == ("lt",)
        or bool(kind and kind.row.id.startswith("joint")),
        bare=not symbol.letters,
    )
    tail = _without_state(low, symbol, tail)
    type_name, type_issue = _type_of(kind, symbol)
    year = tail.year or (int(tail.date[:4]) if tail.date else None) or symbol.year
    issues = [
        *type_issue,
        *(["impossible-date"] if tail.fault else []),
        *(["doubtful-symbol"] if _doubtful(symbol) else []),
        *(["symbol-year"] if tail.date and symbol.year not in (None, int(tail.date[:4])) else []),
        *(
            [f"symbol-term:{symbol.printed}"]
            if any(lexicon.outside_term(x, symbol.year) for x in symbol.letters)
            else []
        ),
    ]
    if kind and not kind.plain and tail.issuer is None and (inside := _issuer_inside(text, low, kind, symbol)):
        tail = replace(tail, issuer=inside)
    before, day = (None, None) if tail.issuer or listed else (issuer_before(text, low, start), None)
    if before and _other_by_symbol(symbol, before):
        before = None
    if before is None and not listed:
        before, day = made_before(text, low, start)
    date = tail.date or (day if day and day[:4] == str(year or day[:4]) else None)
    before = None if tail.issuer else before
    year = year or (int(date[:4]) if date else None)
    return Citation(
        start=start, end=tail.end, rule=rule, type=type_name, number=symbol.number, symbol=symbol.printed, date=date, year=year, term=tail.term,
        issuer=tail.issuer.full if tail.issuer else None, issuer_local=bool(tail.issuer and tail.issuer.local and not tail.issuer.placed),
        before=before.full if before else None, before_local=bool(before and before.local and not before.placed), listed=listed, issues=tuple(issues),
    )  # fmt: skip


def _without_state(low: str, symbol: Symbol, tail: Tail) -> Tail:
    """`Ban Chỉ đạo tổng kết Nghị quyết 18-NQ/TW của Chính phủ`: the State issues no paper of the Party's centre."""
    if not (tail.issuer and symbol.party and symbol.letters[-1:] == ("tw",) and key(tail.issuer.full) in _STATE_BODIES):
        return tail
    return replace(tail, issuer=None, end=len(low[: low.rindex(OF_GAP.strip(), 0, tail.issuer.start)].rstrip(" ,\n")))


def _other_by_symbol(symbol: Symbol, before: Issuer) -> bool:
    """`chỉ đạo của Bộ Chính trị tại Công văn số 13421-CV/VPTW`: the letters name another body."""
    told = lexicon.issuer_of(symbol.printed)
    return told is not None and key(told) not in key(before.full) and key(before.full) not in key(told)


def _issuer_inside(text: str, low: str, kind: TypeBefore, symbol: Symbol) -> Issuer | None:
    """`Quyết định của Thủ tướng Chính phủ số 167/2008/QĐ-TTg`: who issued it, between type and number."""
    of = OF.match(low, kind.start + len(kind.words))
    return issuer_at(text, low, of.end()) if of and of.end() < symbol.end else None


def _doubtful(symbol: Symbol) -> bool:
    return symbol.doubtful or bool(_OCR.search(symbol.printed))


def _type_of(kind: TypeBefore | None, symbol: Symbol) -> tuple[str | None, list[str]]:
    """The type word wins over the symbol; a contradiction is said."""
    by_symbol = lexicon.type_of_letters(symbol.letters[0], symbol.party) if symbol.letters else None
    if kind is None:
        return (by_symbol.type if by_symbol else None), []
    row = kind.row
    if row.id == "paper":
        return (None, [])
    if by_symbol is None or by_symbol.id in (row.id, *row.also):
        return row.type, []
    return row.type, [f"type-symbol:{row.type}:{symbol.printed}"]


def number_alone(text: str, low: str, candidate: Candidate, cited: list[Citation]) -> list[Citation]:
    """A number without a type before it: a later item of a list, or one whose letters tell its type."""
    symbol = misread_at(text, low, candidate.at) or symbol_at(text, low, candidate.at)
    if symbol is None:
        return []
    head = _head(low, candidate.start, cited)
    if not symbol.letters:
        return _dated_alike(text, low, candidate, symbol, head)
    if not _symbol_allowed(symbol) or _is_unit(symbol):
        return []
    by_symbol = lexicon.type_letters().get((symbol.letters[0], symbol.party))
    plain, _ = lexicon.codes()
    national = symbol.letters[-1].rstrip("0123456789") in plain or symbol.letters[0] in plain
    if head is None and not (by_symbol and len(symbol.letters) > 1) and not national:
        return []
    if head is None and (
        after_never(low, candidate.start) or _OF_BOARD.search(low, max(0, candidate.start - 16), candidate.start)
    ):
        return []
    if (
        low[max(0, candidate.start - 2) : candidate.start].strip("0123456789") == ":"
        and candidate.start > 1
        and low[candidate.start - 2].isdigit()
    ):
        return []
    if text[candidate.start].isupper() and _own_line(low, candidate.start):
        return []
    if len(symbol.letters[0]) == 1 and head is None:
        return []
    if head is not None and by_symbol is None and not national and not _like_head(symbol, head):
        return []
    kind: TypeBefore | None = None
    if head is not None and (by_symbol is None or _agrees(head, by_symbol) or _lettered_alike(symbol, head)):
        row = next((r for r in lexicon.types() if r.type == head.type), None)
        kind = TypeBefore(candidate.start, row, True, row.type) if row else None
    start = _misspelt_type(low, candidate.start, by_symbol) if by_symbol else candidate.start
    cite = cited_by_number(text, low, start, kind, symbol, "list" if head else "symbol", listed=head is not None)
    if head is not None and head.type is None and kind is None and by_symbol is None:
        cite = replace(cite, type=None)
    return [cite]


def _misspelt_type(low: str, start: int, row: TypeRow) -> int:
    """`Nghi định số 102/2024/NĐ-CP`, as a scanner reads it: where the word of the type that the letters tell begins, its tones aside."""
    count = len(row.type.split())
    before = low[max(0, start - _LONGEST_WORDS) : start].rsplit(None, count)[-count:]
    if len(before) < count or plain(" ".join(before)) != plain(row.type):
        return start
    return low.rindex(before[0], 0, low.rindex(before[-1], 0, start) + 1)


def _dated_alike(text: str, low: str, candidate: Candidate, symbol: Symbol, head: Citation | None) -> list[Citation]:
    """`Sắc lệnh số 63 ngày 22-11-1945 và số 77 ngày 21-12-1945`: an item without letters, as the head has none, with its day."""
    bare = head is not None and head.date is not None and (head.symbol or "").isdigit()
    row = next((r for r in lexicon.types() if head and r.type == head.type), None)
    if not bare or row is None or candidate.start == candidate.at or not DATE.match(low, symbol.end):
        return []
    kind = TypeBefore(candidate.start, row, True, row.type)
    return [cited_by_number(text, low, candidate.start, kind, symbol, "list", listed=True)]


def _like_head(symbol: Symbol, head: Citation) -> bool:
    """An item without type letters has the letters of the head, or a body and a unit (`8563/VPCP-CN`)."""
    if len(symbol.letters) > 1 and len(symbol.letters[0]) > 1:
        return True
    return bool(head.symbol) and symbol.letters[-1] in fold(head.symbol or "")


def _lettered_alike(symbol: Symbol, head: Citation) -> bool:
    """`các thông tư liên bộ số 15-TT/LB, 16-TT/LB`: the letters are those of the head, whatever they mean elsewhere."""
    return bool(head.symbol) and fold(head.symbol or "").lstrip(_DIGITS) == fold(symbol.printed).lstrip(_DIGITS)


def _agrees(head: Citation, row: TypeRow) -> bool:
    mine = next((r for r in lexicon.types() if r.type == head.type), None)
    return mine is not None and (mine.id == row.id or row.id in mine.also)


def _is_unit(symbol: Symbol) -> bool:
    """`5/Kg`, `12/B`: one short piece with no type in it."""
    return len(symbol.letters) == 1 and len(symbol.letters[0]) <= 1 and symbol.year is None


def _own_line(low: str, start: int) -> bool:
    """`Số: 12/QĐ-UBND` at the head of a line is a number line (of a form, or of an annexed paper)."""
    before = low[max(0, start - 40) : start]
    return not before[before.rfind("\n") + 1 :].strip(" |_-.*>") and low.startswith(NO, start)


def _head(low: str, start: int, cited: list[Citation]) -> Citation | None:
    """The citation that began the list in which a bare number stands: near, in the same sentence."""
    if not cited:
        return None
    last = cited[-1]
    if last.symbol is None or start - last.end > 300:
        return None
    between = low[last.end : start]
    if any(word in between for word in _NO_LIST_ACROSS):
        return None
    if re.search(r"[.!?]\s*\n|\.\s+\S|\n\s*\n", between):
        return None
    stripped = between.strip()
    if stripped in _JOINERS:
        return last
    if lexicon.pattern(r"(?:,|;|{and}|:)\s*$").search(between) or stripped.endswith((f" {AND}", ",", ";")):
        return last
    return None
