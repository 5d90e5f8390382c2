"""The words of the citation tables, arranged for looking up: types, number letters, names of laws, names of issuing bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise.rows import IssuerRow, NameRow, SymbolRow, TermRow, TypeRow, WordRow
from kg.tables import load_rows
from kg.text import fold, key
from kg.units import load_units


class Body(Struct, frozen=True, kw_only=True):
    """What a word of `issuers.toml` stands for."""

    full: str
    local: bool
    head: bool
    unit: str = ""  # `huyện`: of one whose name has it, so that a place's name follows directly


_WORD = compiled(r"[^\s,;.…()“”\"'‘’:|\[\]-]+")
_GAP = compiled(r"\s+")
_MARKS = (",", ";", "-")
_COMMA_GAP = compiled(r"\s*[,;-]\s*")
T = TypeVar("T")


class Node(Generic[T]):
    """A node of a tree of words: children by word, and what a phrase that ends here stands for."""

    __slots__ = ("children", "comma", "value")

    def __init__(self) -> None:
        self.children: dict[str, Node[T]] = {}
        self.value: T | None = None
        self.comma = False  # a comma or a hyphen may stand before the next word

    def add(self, phrase: str, value: T) -> None:
        """Puts a phrase into the tree; a value that is there stays."""
        node = self
        for word in re.findall(r"[^\s,;-]+|[,;-]", phrase):
            if word in ",;-":
                node.comma = True
                continue
            node = node.children.setdefault(word, Node())
        if node.value is None:
            node.value = value

    def longest(self, low: str, at: int) -> tuple[int, T | None]:
        """(end, value) of the longest phrase that begins at `at` in folded text; (at, None) if there is none.

        A comma and an `và` of the phrase may stand for each other, a comma may be missing.
        """
        node = self
        best, value = at, None
        while True:
            word = _WORD.match(low, at)
            if not word:
                return best, value
            child = node.children.get(word.group())
            if child is None:
                plain = word.group().rstrip("0123456789")  # `chính2`: the mark of a footnote
                marked = node.children.get(plain) if len(plain) > 1 else None
                if marked is not None and marked.value is not None and plain != word.group():
                    return word.start() + len(plain), marked.value
                if node.comma and word.group() == _AND:
                    gap = _GAP.match(low, word.end())
                    word = _WORD.match(low, gap.end()) if gap else None
                    child = node.children.get(word.group()) if word else None
                if child is None or word is None:
                    return best, value
            node = child
            at = word.end()
            if node.value is not None:
                best, value = at, node.value
            gap = _GAP.match(low, at)
            if gap is None or low[gap.end() : gap.end() + 1] in _MARKS:
                gap = _COMMA_GAP.match(low, at)
                if gap is None:
                    return best, value
                if not node.comma:
                    if _AND not in node.children or "-" in gap.group():
                        return best, value
                    node = node.children[_AND]
            at = gap.end()


_VOWELS = compiled("[ou][aàáảãạeèéẻẽẹyỳýỷỹỵ]")


@cache
def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """A compiled expression for folded text, with the words of a row of `pattern_words.toml` for each `{id}`; tone marks stand where `fold` puts them."""
    return compiled(_filled(words), flags)


def _filled(words: str) -> str:
    filled = _SLOT.sub(lambda m: _alternatives(m[1]), words)
    return _VOWELS.sub(lambda m: fold(m.group()), filled)


_SLOT = compiled(r"\{([a-z][a-z_]+)\}")


def _alternatives(row: str) -> str:
    """The words of a row as an expression; blanks in them stand for any."""
    options = [r"\s+".join(map(re.escape, phrase.split())) for phrase in _pattern_words()[row]]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def spaced(words: str) -> str:
    """Words as an expression, with any blanks between them."""
    return r"\s+".join(map(re.escape, key(words).split()))


def marks(row: str) -> str:
    """The abbreviations of a row of `pattern_words.toml` as an expression; the stroke in them may be a dot or missing, blanks may stand around it."""
    return "|".join(re.escape(mark).replace("/", r"\s?[/.]?\s?") for mark in group(row))


@cache
def _pattern_words() -> dict[str, tuple[str, ...]]:
    return {row.id: row.words for row in load_rows("pattern_words", WordRow)}


def word(row: str) -> str:
    """The one word of a row of `pattern_words.toml`, folded."""
    return fold(_pattern_words()[row][0])


def printed(row: str) -> str:
    """The same as printed in the table."""
    return _pattern_words()[row][0]


def rows_of(beginning: str) -> tuple[str, ...]:
    """The rows of `pattern_words.toml` whose ids begin so, in the order of the table."""
    return tuple(row for row in _pattern_words() if row.startswith(beginning))


@cache
def group(row: str) -> tuple[str, ...]:
    """All words of a row of `pattern_words.toml`, folded."""
    return tuple(map(fold, _pattern_words()[row]))


def tree(phrases: Iterable[tuple[str, T]]) -> Node[T]:
    """A tree of folded phrases with their values."""
    root = Node[T]()
    for phrase, value in phrases:
        root.add(key(phrase), value)
    return root


@cache
def types() -> tuple[TypeRow, ...]:
    """All types of documents."""
    return tuple(load_rows("document_types", TypeRow))


@cache
def type_words() -> dict[str, TypeRow]:
    """Folded words -> type."""
    return {key(word): row for row in types() for word in row.words}


LONGEST_TYPE = 4  # words


def types_of(words: Sequence[str]) -> Iterator[tuple[int, TypeRow]]:
    """(how many words, type) of each type that the folded words begin with, the longest first."""
    names = type_words()
    for count in range(min(LONGEST_TYPE, len(words)), 0, -1):
        row = names.get(" ".join(words[:count]))
        if row:
            yield count, row


@cache
def type_shorts() -> dict[str, TypeRow]:
    """`qđ` -> type, for capital letters in a text."""
    return {key(word): row for row in types() for word in row.short}


@cache
def type_letters() -> dict[tuple[str, bool], TypeRow]:
    """(`qđ`, whether a Party number) -> type."""
    found: dict[tuple[str, bool], TypeRow] = {}
    for row in types():
        for party, letters in ((False, row.state), (True, row.party)):
            for letter in letters:
                found.setdefault((fold(letter), party), row)
    return found


def type_of_letters(letters: str, party: bool) -> TypeRow | None:
    """The type that the first letters of a number stand for; `party`: it is one of the Party's, whose letters come first, else the other's."""
    return type_letters().get((letters, party)) or type_letters().get((letters, not party))


@cache
def _citation_words() -> dict[str, tuple[str, ...]]:
    return {row.id: row.words for row in load_rows("citation_words", WordRow)}


@cache
def words(name: str) -> frozenset[str]:
    """Folded words of a row of `citation_words.toml`."""
    return frozenset(map(key, phrases(name)))


def phrases(name: str) -> tuple[str, ...]:
    """Words of a row of `citation_words.toml` as printed there."""
    return _citation_words().get(name, ())


@cache
def word_tree(name: str) -> Node[str]:
    """The same as a tree."""
    return tree((word, word) for word in words(name))


@cache
def law_names() -> dict[str, Node[str]]:
    """Type -> tree of the names of such laws."""
    return {row.type: tree((name, name) for name in row.names) for row in load_rows("law_names", NameRow)}


@cache
def law_shorts() -> dict[str, Node[str]]:
    """Type -> tree of the short and misprinted names of such laws (`DN`, `Hỗ trợ doanh nghiệp vừa và nhỏ`), with the names they stand for."""
    rows = load_rows("law_names", NameRow)
    return {row.type: tree((*_with_short_councils(row.names), *row.short.items())) for row in rows}


def _with_short_councils(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """`Hoạt động giám sát của Quốc hội và HĐND`, and the name in full; each council of a name may be short."""
    councils = tuple(zip(group("councils"), group("councils_short"), strict=True))
    for name in names:
        printed = [key(name)]
        for full, short in councils:
            printed += [words.replace(full, short) for words in printed if full in words]
        yield from ((words, name) for words in printed[1:])


def code_type() -> str:
    """The type of a code."""
    return f"{word('code_head')} {word('law')}"


def code_initials() -> str:
    """`BL`, the letters of `Bộ luật`."""
    return "".join(part[0] for part in code_type().split()).upper()


@cache
def code_letters() -> dict[str, str]:
    """What lawyers write for codes -> their names: `BLDS`, the letters of `Bộ luật` and those of the name."""
    codes = (row for row in load_rows("law_names", NameRow) if row.type == code_type())
    return {f"{code_initials()}{short}": name for row in codes for short, name in row.short.items()}


@cache
def common_names() -> frozenset[str]:
    """Folded names that are also common words."""
    return frozenset(key(name) for row in load_rows("law_names", NameRow) for name in row.common)


@cache
def bodies() -> Node[Body]:
    """Tree of the names of issuing bodies and of the officials before them."""
    root = Node[Body]()
    for row in load_rows("issuers", IssuerRow):
        for name in row.names:
            root.add(key(name), Body(full=name, local=row.local, head=False, unit=row.units.get(name, "")))
        for short, full in row.short.items():
            root.add(key(short), Body(full=full, local=row.local, head=False, unit=_last_unit(full, row.units)))
        for head in row.heads:
            root.add(key(head), Body(full=head, local=row.local, head=True))
    return root


def _last_unit(full: str, units: dict[str, str]) -> str:
    """`Ban Thường vụ Huyện ủy`: huyện."""
    return next((unit for name, unit in units.items() if full.endswith(name)), "")


def committees() -> tuple[str, ...]:
    """Committees in bodies, as printed."""
    return phrases("committees_of_bodies")


@cache
def provinces() -> Node[str]:
    """Tree of the names of provinces, old and new, and of their initials (`HCM`)."""
    units = load_units()
    initials = (
        (alias, unit.name)
        for unit in units.provinces.values()
        for alias in units.aliases[unit.id]
        if len(alias) < 4 and alias.isalpha() and alias.isupper()
    )
    return tree((*((unit.name, unit.name) for unit in units.provinces.values()), *initials))


@cache
def cities_in_short() -> Node[str]:
    """Tree of the short names of cities that begin with their kind (`TPHCM`) -> in full, with their kind."""
    units, begin = load_units(), group("city_abbreviated")
    return tree(
        (alias, unit.label)
        for unit in units.provinces.values()
        for alias in units.aliases[unit.id]
        if fold(alias).startswith(begin)
    )


@cache
def codes() -> tuple[dict[str, str], dict[str, str]]:
    """Letters -> issuer: those that stand alone, and those with the number of a term behind."""
    plain: dict[str, str] = {}
    numbered: dict[str, str] = {}
    for row in load_rows("symbols", SymbolRow):
        for code in row.codes if not row.typed else ():
            plain[fold(code)] = row.issuer
            if row.numbered:
                numbered[fold(code)] = row.issuer
    return plain, numbered


def issuer_of(symbol: str | None) -> str | None:
    """What the last letters of a number say of its issuer without doubt."""
    if not symbol:
        return None
    numbered = codes()[1]
    parts = [p for p in re.split(r"[-/]", fold(symbol)) if p]
    if (
        len(parts) < 2
        or (set(parts) & _joint_letters())
        or len({all_codes()[p] for p in parts if p in all_codes()}) > 1
    ):
        return None
    for part in (parts[-1], *(parts[1:-1] if len(parts) > 2 else ())):
        bare = part.rstrip("0123456789")
        if part in all_codes():
            return all_codes()[part]
        if bare != part and bare in numbered:
            return numbered[bare]
    return None


@cache
def all_codes() -> dict[str, str]:
    """Letters -> issuer, with those that tell one only behind the letters of a type (`79/2022/TT-BTC`)."""
    return {fold(code): row.issuer for row in load_rows("symbols", SymbolRow) for code in row.codes}


@cache
def assembly_terms() -> dict[str, TermRow]:
    """Number of a term of the National Assembly -> its years."""
    return {row.id: row for row in load_rows("assembly_terms", TermRow)}


def outside_term(letters: str, year: int | None) -> bool:
    """`qh13` with the year 2021: a year in which that National Assembly did not sit."""
    bare = letters.rstrip("0123456789")
    term = assembly_terms().get(letters[len(bare) :]) if bare in codes()[1] else None
    return term is not None and year is not None and not term.first <= year <= term.last


def is_joint(letters: Sequence[str]) -> bool:
    """Do the letters of a number say that several bodies issue it?"""
    return not _joint_letters().isdisjoint(letters)


@cache
def _joint_letters() -> frozenset[str]:
    """Letters of papers that several bodies issue together."""
    return frozenset(map(fold, phrases("joint_letters")))


_AND = word("and")
