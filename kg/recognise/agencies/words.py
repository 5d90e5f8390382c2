"""The words that names of bodies are made of, from `agencies.toml`, `agency_words.toml`, `officials.toml`, ready for one scan."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise.agencies.rows import AgencyRow, ProvinceRow, TitleRow, WordRow
from kg.recognise.dates.words import any_of
from kg.recognise.lexicon import phrases
from kg.tables import load_rows
from kg.text import either, fold
from kg.words import Words

UPPER = "".join(
    c for c in map(chr, range(0x41, 0x1EFA)) if c.isupper() and (c < "\u0180" or c in "\u01a0\u01af" or c > "\u1e9f")
)
CAPITAL = rf"(?:[{UPPER}][\w&’'./]*\w|[{UPPER}](?!\w))"


class Province(NamedTuple):
    """A province or city: its id, `tỉnh Kon Tum`, `Kon Tum`."""

    id: str
    kind: str
    full: str
    name: str


class Entry(Struct, frozen=True):
    """What a found word is."""

    use: str  # closed, head, field (a head with its sector), title, many, counted, numbered, row, skip
    name: str = ""
    caps: bool = False  # must be printed in capitals
    row: AgencyRow | None = None
    head: WordRow | None = None
    title: TitleRow | None = None
    width: int = 0  # length of the head before its sector


_SIGNS = tuple(f"{mark}{blank}" for mark in ",;:.\n)" for blank in ("", " "))  # what stands before a clause


_NO_LETTERS = "IVY"  # those that number real bodies (`Vụ V`) or are a word (`y tế`)
_BEGINNING = 6  # letters by which such a name is first looked for
_BARE_SIGNS = ("\n", ". ", "; ", ": ", ") ", "- ", "+ ", "• ")  # what stands before a sentence, or a clause of a list


class Procedures(NamedTuple):
    """Bodies of procedures where a sentence or a clause begins: a sign and what they are called, the whole name and what they do."""

    begins: Words
    name: re.Pattern[str]


class UnitBody(NamedTuple):
    """A province where a body may stand: a sign and the first word of a name, how long these are, all that may stand before a name, the name."""

    begins: Words
    lengths: tuple[int, ...]
    before: re.Pattern[str]
    name: re.Pattern[str]


class Lexicon:
    """The tables, compiled."""

    def __init__(self) -> None:
        rows = load_rows("agency_words", WordRow)
        words: dict[str, list[str]] = {}
        for row in rows:
            words.setdefault(row.use, []).extend(map(fold, row.words))
        heads = [r for r in rows if r.use == "head"]
        self._read_names(rows, words, heads)
        self._read_lists(rows, words)
        self._read_clauses(rows, words)
        self._read_units(rows, words, heads)
        self._read_groups(words)

    def _read_names(self, rows: list[WordRow], words: dict[str, list[str]], heads: list[WordRow]) -> None:
        """What the scan for names looks for, and what it finds."""
        self.fields = {fold(w): r.words[0] for r in rows if r.use == "field" for w in r.words}
        joint = f" {words['link'][0]} "  # it may be written with a sign
        self.fields |= {low.replace(joint, " & "): name for low, name in self.fields.items() if joint in low}
        self.longest_field = max(map(len, self.fields))
        patterns = _patterns(words, heads, self.fields)
        self.words = Words(patterns)
        self.entries = list(patterns.values())
        self.by_word = {word: i for i, word in enumerate(patterns)}  # of each word in both
        self.names = frozenset(entry.name for entry in self.entries if entry.use == "closed")  # of bodies known by name
        self.skips = frozenset(i for i, entry in enumerate(self.entries) if entry.use == "skip")  # only look like heads
        self.counted = frozenset(i for i, entry in enumerate(self.entries) if entry.use == "counted")
        self.proud = frozenset(
            i for i, entry in enumerate(self.entries) if _is_proud(entry)
        )  # names with a capital only
        self.sectored = {fold(w): r for r in heads if "field" in r.tail for w in r.words}  # heads that a sector follows
        # by head (`tập đoàn`): what follows it in a known name, longest first
        self.known_as = _known_as(words["shared-head"])

    def _read_lists(self, rows: list[WordRow], words: dict[str, list[str]]) -> None:
        """Words as the table lists them."""
        self.stops = frozenset(words["stop"])
        self.weak = frozenset(words["weak"])
        self.inner = frozenset(words["inner"])  # bodies with a capital, in a paper of the ministry they belong to
        self.central = frozenset(words["central"])
        self.territories = frozenset(words["territory"])
        # how a group is called that is not of the paper's place
        self.elsewhere = tuple(f" {w}" for w in words["elsewhere"])
        # behind the name of a body: that of the whole country
        self.country = {fold(w): w for r in rows if r.use == "country" for w in r.words}
        # `Trung ương Đoàn`, not `Trung ương Đảng`, whose the bodies named `Trung ương` are: that word, the whole, the body; the longest first
        centre = phrases("central_committee")[0]
        self.named_by_country = sorted(
            (
                (word, name, row)
                for name, i in self.by_word.items()
                for word in self.country
                if name.startswith(f"{word} ") and (row := self.entries[i].row) and row.name != centre
            ),
            key=lambda found: (-len(found[1]), found[1]),
        )
        self.of_centre = tuple(f" {w}" for w in words["of-centre"])  # how a name of such a body ends
        self.after_own = frozenset(words["after-own"])
        self.sentence = frozenset(words["sentence"])
        self.final = tuple(f" {w}" for w in words["final"])  # words behind which none in small letters goes on a name
        self.for_what = tuple(f" {w} " for w in words["for-what"])  # behind a body known by what it does
        self.about = frozenset(words["about"])
        self.of_what = words["about"][0]  # `về`: what follows belongs to the name
        self.departments = frozenset(words["department"])
        self.scoped = frozenset(words["scoped"])
        self.divisions = frozenset(words["division"])
        self.divided = tuple(f"{w} " for w in words["divided"])
        self.localities = frozenset(words["locality"])
        self.houses = tuple(f"{w} " for w in words["house"])
        self.local_fields = frozenset(words["local-field"])
        self.acts = frozenset(words["act"])
        self.trades = frozenset(words["trade"])
        self.state = frozenset(words["state"])
        self.numbered = tuple(words["numbered"])
        self.works_in = tuple(words["works-in"])  # the nouns that a field may follow
        self.links = tuple(words["link"])
        self.joins = tuple(f" {w} " for w in words["link"])
        self.of = tuple(f" {w} " for w in words["of"])
        self.owning = tuple(f" {w}" for w in words["of"])  # how a noun ends that a body follows (`đơn vị trực thuộc`)
        self.copulas = tuple(f" {w} " for w in words["copula"])  # `Bộ Tư pháp là Cơ quan chủ trì`: that says what it is
        self.acting = tuple(words["acting-field"])  # begins with a sector's name and is done (`xây dựng kế hoạch`)
        self.many = words["many"][0]  # the word that makes a group
        self.expand = {r.words[0]: r.name or "" for r in rows if r.use == "expand"}
        self.proper = tuple(w for r in rows if r.use == "proper" for w in r.words)  # keep a capital in a group's name
        # words of action that are part of a name, with what stands before them
        self.kept = tuple((a, b) for w in words["kept"] for a, b in [w.split(", ")])
        self.bound = tuple((a, b) for w in words["bound"] for a, b in [w.split(", ")])

    def _read_clauses(self, rows: list[WordRow], words: dict[str, list[str]]) -> None:
        """What stands around names in clauses, and bodies named by what they do."""
        must, says = words["must"], either((*words["must"], *words["says"]))
        # a body known by what it does, at the beginning of the text, of a paragraph
        self.functional = tuple(compiled(start + _functional(words)) for start in (r"", r"\n"))
        self.procedures = _procedures(words)
        self.bare = _bare(words)
        self.bare_partner = compiled(
            rf"(?:{either(words['working-with'])}) (?P<name>{either(words['bare-partner'])})(?!\w)"
        )
        self.each = tuple(f"{w} " for w in words["each"])  # before the noun of such a group
        self.acts_too = compiled(rf" (?:{either(words['bare-act'])})(?!\w)")
        self.bare_must = compiled(rf" (?:{either(words['bare-must'])})(?!\w)")
        self.event = compiled(rf" (?:{either(words['event'])})(?!\w)")
        self.must = compiled(rf" (?:{either(must)})(?!\w)")
        # words that no name has: what holds them is a sentence
        self.says = compiled(rf" (?!(?:{either(words['being'])})(?!\w))(?:{says})(?!\w)")
        often = rf"(?: (?:{any_of('every')}))? (?:{any_of('each')}) (?:{any_of('week', 'month', 'quarter', 'year')})"
        late = rf"(?: (?:{either(words['late'])})(?!\w)[^.;:\n]{{3,80}}?)?"  # `Các xã chưa gửi báo cáo khẩn trương …`
        self.must_unit = compiled(rf"(?:,?{often})?{late},? (?:{either(words['must-unit'])})(?!\w)")
        # what may stand before the body of a heading
        self.titled = compiled(
            rf" *(?:(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|[a-zđ]|[ivx]{{1,4}}) ?[.)/]?|[-+•])? *(?:(?:{either(words['titled'])}) )?"
        )
        self.number = compiled(rf" (?:{either(words['number-sign'])}) \d{{1,3}}(?![\w/-]|\.\d)")  # of a team, `số 9`
        self.laws = tuple(w for r in rows if r.use == "law" for w in r.words)
        # the name of a law after its type
        self.law = compiled(
            rf" (?=[{UPPER}]|(?:{either(words['law-begin'])}) )(?i:{either(words['law-about'])})?[^,;.:()\d\n|]{{0,90}}?"
            rf"(?= (?:{either(w for r in rows if r.use == 'law-end' for w in r.words)})(?!\w)|[,;.:()\d\n|]|$)"
        )

    def _read_units(self, rows: list[WordRow], words: dict[str, list[str]], heads: list[WordRow]) -> None:
        """Kinds of unit, provinces, what stands around them in a name."""
        self.units = {fold(w): (r.words[0], r.level) for r in rows if r.use == "unit" for w in r.words}
        listed = {fold(w): (r.name or "", r.level) for r in rows if r.use == "listed-unit" for w in r.words}
        self.listed = self.units | listed  # with those that are shortened in a list (`các huyện, thành, thị`)
        kinds = {kind for kind, _ in self.units.values()}
        self.kinds = tuple(sorted(kinds, key=lambda k: (-len(k), k)))  # full words, longest first
        self.ranks = tuple(w for r in rows if r.use == "ranks" for w in r.words)  # levels, the highest first
        self.provinces = _provinces()
        # `tỉnh B`, `Công ty TNHH X`: what examples make up
        letter = (
            f" [{''.join(c for c in ascii_uppercase if c not in _NO_LETTERS)}](?![\\w&'’/-]|\\.\\w| (?:[{UPPER}]|\\d))"
        )
        self.lettered = compiled(letter)  # found sooner than the words before it
        self.made_up = compiled(rf"(?<!\w)(?i:{either([*words['made-up'], *self.units])}){letter}")
        # right before a name that is one of a place (`đường Trường Chinh`)
        self.like_places = frozenset(words["like-place"])
        self.spots = tuple(f" {w} " for w in (*words["spot"], *self.units))
        self.told_units = tuple(f" {w} " for w in (*words["told-unit"], *words["told-title"]))
        self.told_nouns = frozenset((*words["told-noun"], *self.units))
        many = words["many"][0]
        self.honoured = tuple(words["honoured"])
        self.before_titles = (f"{many} ", *(f"{many} {word} " for word in self.honoured))  # `các đồng chí bộ trưởng`
        self.unit_body = _unit_body(words["many"], list(self.units), words["told-unit"])
        self.no_unit = tuple(words["no-unit"])  # begins with a capital after the kind of a unit and is no name of one
        self.of_state = tuple(words["of-state"])  # how a name ends that is of provinces, whatever its first word
        self.town = words["town"][0]  # the kind of unit that is a province or a town of one
        # the Party's committee in a unit, whose kind is in the word: `huyện ủy`
        self.committee_of = {fold(w): r.unit for r in heads if r.unit for w in r.words}
        self.committee = words["committee"][0]  # of any unit, or of a body
        self.organisations = compiled(rf"(?<!\w)(?:{either(words['organisation'])})(?!\w)")
        self.committees = compiled(rf"(?<!\w)(?P<word>{either(self.committee_of)})(?!\w)")
        one, some, link = either(self.units), either(words["many"]), either(words["link"])
        short = rf"(?!(?:{either(words['not-listed-unit'])})(?!\w))(?:{either(listed)})"
        self.unit = compiled(rf"(?<!\w)(?:{one}|{short})(?![^\W_])")
        smallest = either(unit for unit, (_, level) in self.units.items() if level == self.ranks[-1])
        self.unit_list = compiled(
            rf" (?:(?P<many>(?:{some}|\d\d?|\d{{3}}(?= (?:{smallest})(?!\w))) )?(?P<first>{one})(?![^\W_])(?P<rest>(?:(?:,| (?:{link})|/| ?-|,? (?:{link}) (?:{some})|(?(many)(?= (?:{smallest})(?!\w))|(?!))) ?(?:{one}|{short})(?![^\W_]| (?:{either(words['unit-body'])})(?!\w)))*))"
        )
        self.side_by_side = compiled(rf"(?<!\w)({smallest}) (?=(?:{smallest})(?!\w))")  # `các phường xã`
        # a part of the country after the kind of a unit
        self.region = compiled(self._region(words))
        self.unit_qualifier = compiled(rf",? (?:{either(words['unit-qualifier'])})(?!\w)")
        self.levels = compiled(rf" (?:{either(words['level'])})(?!\w)")
        self.each_other = tuple(f" {w}" for w in words["each-other"])

    def _region(self, words: dict[str, list[str]]) -> str:
        link, part = either(words["link"]), either(words["part"])
        return rf"(?:,| (?:{link}))? (?:(?:{part}) )?(?:{either(words['region'])}|{self._coast(words)})(?!\w)(?! - )"

    def _coast(self, words: dict[str, list[str]]) -> str:
        """A pattern for `từ Quảng Ninh đến Thanh Hóa`."""
        names = either({fold(p.name) for called in self.provinces.values() for p in called})
        since, until = words["coast"]
        return rf"{since} (?:{names}) {until} (?:{names})"

    def _read_groups(self, words: dict[str, list[str]]) -> None:
        """What names of groups of bodies are made of."""
        some, link = either(words["many"]), either(words["link"])
        nouns = either([*words["group"], *(w.replace(" - ", "-") for w in words["group"] if " - " in w)])
        self._noun = compiled(rf" ?(?:{nouns})(?!\w)")
        self._between_nouns = compiled(rf" ?, (?:(?:{link}) )?| ?; | (?:{link}) | ?/ ?| - ")
        self.qualifier = compiled(rf",? (?:{either(words['qualifier'])}|{self._coast(words)})(?!\w)")
        # ` và internet` behind the nouns of a group, or behind another field
        self.field_of = compiled(rf"(?:,| (?:{link}))? (?:{either(words['field-of'])})(?!\w)")
        # offices in charge of a field; ` về xây dựng` before ` thuộc Ủy ban nhân dân cấp tỉnh`, ` cấp xã`
        self.charged = tuple(words["charged"])
        whose = rf" (?:{either((*words['of'][:3], *words['level']))})(?!\w)"
        self.of_field = compiled(rf" {self.of_what} [^\W\d_]+(?:,? [^\W\d_]+){{0,9}}?(?={whose})")
        self.beside_name = words["beside"][0]  # the name in full of what is said in short behind the other words
        self.beside = compiled(rf"(?:{either(words['beside'][1:])})(?: [^,.;:\n]{{0,40}})?(?:,| {link}) $")
        self.office_name, *offices = words["beside-office"]
        self.beside_office = compiled(rf"(?:,| {link}) (?:{either(offices)})(?!\w)")
        self.group_before = compiled(rf"(?<!\w)(?:{some}) \w+, $")  # `các bộ, ` before `các tỉnh`
        self.manys = compiled(rf"(?:^| )(?:{some})(?= |$)")
        self.drops = compiled(rf"(?:^| )(?:{either(words['drop'])})(?= |$)")

    def nouns_end(self, low: str, at: int) -> int:
        """Where nouns of groups end that begin here, as many as are joined; -1: there are none."""
        end = -1
        while noun := self._noun.match(low, at):
            end = noun.end()
            gap = self._between_nouns.match(low, end)
            if gap is None or low.startswith(" ", gap.end()):
                return end
            at = gap.end()
        return end

    def kind_of(self, full: str) -> str:
        """The kind of unit that a full name begins with: `tỉnh Kon Tum` -> `tỉnh`."""
        return _kind_of(full, self.kinds)

    def province(self, name: str, kind: str = "") -> Province | None:
        """The province of that name, however spaced and hyphenated; of two, that of the kind, else the usual one."""
        found = self.provinces.get(squash(name))
        return next((p for p in found if p.kind == kind), found[0]) if found else None


@lru_cache(maxsize=1 << 12)  # asked at each local name of a paper
def _kind_of(full: str, kinds: tuple[str, ...]) -> str:
    low = fold(full)
    return next((kind for kind in kinds if low.startswith(kind + " ")), "")


_RECENT = "2026"  # cities made since then: their name alone still means the province
_CONSONANTS = compiled(r"[b-df-hj-np-tv-xzđ&.-]+")
_NOT_WORD = compiled(r"\W")


def squash(name: str) -> str:
    """Letters and digits only, folded."""
    return _NOT_WORD.sub("", fold(name))


def first_capital(name: str) -> str:
    """The name with its first letter as a capital."""
    return name[:1].upper() + name[1:]


@cache
def lexicon() -> Lexicon:
    """The tables, read and compiled once a process."""
    return Lexicon()


def _provinces() -> dict[str, list[Province]]:
    """Provinces by squashed name, what is usual first."""
    found: dict[str, list[Province]] = {}
    for p in sorted(load_rows("units_provinces", ProvinceRow), key=lambda p: p.since >= _RECENT):
        for spelling in dict.fromkeys(map(squash, (p.name, *p.aliases))):
            found.setdefault(spelling, []).append(Province(p.id, p.type, f"{p.type} {p.name}", p.name))
    return found


def _known_as(heads: list[str]) -> dict[str, dict[str, AgencyRow]]:
    """Names of known bodies without their head, by head."""
    found: dict[str, dict[str, AgencyRow]] = {head: {} for head in heads}
    for body in load_rows("agencies", AgencyRow):
        for printed in map(fold, (body.name, *body.aliases)):
            for head in heads:
                if printed.startswith(head + " "):
                    rest = printed[len(head) + 1 :]
                    found[head] |= {rest: body, rest.replace(" - ", "-"): body}
    return {
        head: dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))) for head, names in found.items()
    }


def _functional(words: dict[str, list[str]]) -> str:
    heads = either(words["functional"])
    listed = rf"(?:{heads})(?:, (?:{either((*words['functional'], *words['functional-too']))}))*"
    return (
        rf"(?:(?:(?:\d{{1,2}}|[a-zđ]) ?[.)] ?|- ?)?(?P<name>{listed} [^\W\d][^\n,;.:()\d|]{{3,70}}?) (?:{either(words['must'])})(?!\w)"
        rf"|[^\n.)]{{1,9}}[.)] ?(?:{either(words['duty-of'])}) (?P<duty>(?:{heads}|{either(words['class'])})[^\n,;.:()\d|]{{0,70}})(?=\.?\n)"
        rf"|\d{{1,2}} ?[.)] ?(?P<title>(?:{heads}) (?:{either(words['function'])}) [^\n,;.:()\d|]{{3,70}})(?=\n(?:[a-zđ]\)|-)))"
    )


def _procedures(words: dict[str, list[str]]) -> Procedures:
    """`, cơ quan tiếp nhận hồ sơ kiểm tra …`; what it is for may be one word that is also done, so it is read first."""
    acts = either((*words["must"], *words["procedure"]))
    goes_on = "".join(rf"(?<! {word})" for word in words["goes-on"])
    office = rf"(?:(?:{either(words['office'])}) (?:{either(words['competent'])})|{either(words['board'])})(?!\w)"
    name = compiled(
        rf"[,;:.\n)] ?(?P<many>(?:{either(words['many'])}) )?(?P<name>(?:{office}|(?P<party>{either(words['party'])})(?!\w))"
        rf"(?:(?! (?:{either(words['right'])})(?!\w))[^\n,;.:()\d|]){{0,70}}?)(?!\w){goes_on}(?= (?:{acts})(?!\w))"
    )
    heads = {word[:_BEGINNING] for word in (*words["office"], *words["board"], *words["party"], *words["many"])}
    return Procedures(Words(sorted(f"{sign}{head}" for sign in _SIGNS for head in heads)), name)


def _bare(words: dict[str, list[str]]) -> Procedures:
    """`Doanh nghiệp đầu mối thực hiện …`, `Chủ tàu, thuyền trưởng phải …`: a group without `các` that begins a sentence and acts in it. What narrows it may
    stand between; then only what says that it must do something counts.
    """
    nouns = either((*words["bare"], *words["functional-too"]))
    listed = rf"(?:{either(words['bare'])})(?!\w)(?:(?:,| (?:{either(words['link'])})) (?:{nouns})(?!\w))*"
    acts, must = either((*words["bare-act"], *words["bare-must"])), either(words["bare-must"])
    plain = rf"(?: (?!(?:{either(words['bare-not'])})(?!\w))[^\W\d_]+)"
    narrowed = rf"(?:{plain}{{1,4}}?(?= (?:{acts})(?!\w))|{plain}{{1,12}}?(?= (?:{must})(?!\w)))"
    told = tuple(f"{word} " for word in words["bare-told"])
    name = compiled(
        rf"(?:^|\n|[.;:)] |[-+•] |(?P<told>{either(told)}))(?P<name>{listed}(?(told)|{narrowed}??))(?= (?:{acts})(?!\w))"
    )
    heads = {word[:_BEGINNING] for word in words["bare"]}
    return Procedures(Words(sorted(f"{sign}{head}" for sign in (*_BARE_SIGNS, *told) for head in heads)), name)


def _unit_body(some: list[str], units: list[str], told: list[str]) -> UnitBody:
    signs = (
        "\n",
        ", ",
        "; ",
        ": ",
        *(f"{mark}{gap}" for mark in ".)-+•" for gap in ("", " ")),
        *(f"{word} " for word in told),
    )
    begins = (*some, *units)
    mark = r"(?:(?:\(?(?:\d{1,2}|[a-zđ]|[ivx]{1,4})[.)]|[-+•]) ?)?"
    return UnitBody(
        Words(sign + begin for sign in signs for begin in begins),
        tuple(map(len, begins)),
        compiled(rf"(?:\n{mark}|[,.;:] |(?:{either(told)}) )$"),
        compiled(rf"(?P<name>(?:{either(some)})?(?: ?{either(units)},?){{1,2}}:? (?=[{UPPER.lower()}]))"),
    )


def _is_proud(entry: Entry) -> bool:
    """A head that nothing but words with a capital can follow (`Vụ …`, `Quỹ …`), or a short or local name known as a whole."""
    if entry.use == "head" and entry.head:
        return not {"unit", "place", "body"} & set(entry.head.tail)
    if entry.use == "closed" and entry.row:
        row, head = entry.row, entry.head
        return row.local or row.sole or head is None or row.name.count(" ") < 2 or "open" in head.tail
    return False


def _patterns(words: dict[str, list[str]], heads: list[WordRow], fields: dict[str, str]) -> dict[str, Entry]:
    """Every string that the scan looks for, with what it is; what comes later wins."""
    patterns = {word: Entry("skip") for word in words["skip"]}
    for title in load_rows("officials", TitleRow):
        for word in title.words:
            patterns[fold(word)] = Entry(
                "title", first_capital(word), bool(_CONSONANTS.fullmatch(fold(word))), title=title
            )
    for row in heads:
        for word in row.words:
            low = fold(word)
            name = row.name if row.name and row.name != "=" else first_capital(word)
            if "field" in row.tail:
                for field, full in fields.items():
                    patterns[f"{low} {field}"] = Entry("field", f"{name} {full}", head=row, width=len(low))
                    if row.own and _CONSONANTS.fullmatch(field):
                        patterns[low[0] + field] = Entry("field", f"{name} {full}", True, head=row, width=1)
            patterns[low] = Entry("head", name, " " not in low and bool(_CONSONANTS.fullmatch(low)), head=row)
    by_word: dict[str, WordRow] = {}
    for row in heads:
        for word in row.words:
            by_word.setdefault(fold(word), row)
    for body in load_rows("agencies", AgencyRow):
        head = _head_of(body.name, by_word)
        for printed in (body.name, *body.aliases):
            caps = printed.upper() == printed and " " not in printed
            width = len(printed.split(" ")[0]) if head and "field" in head.tail and not caps else 0
            patterns[fold(printed)] = Entry("closed", body.name, caps, body, head, width=width)
    for word, entry in list(patterns.items()):
        if " - " in word:
            patterns.setdefault(word.replace(" - ", "-"), entry)
    patterns |= {word: Entry("row") for word in words["row"]} | {word: Entry("many") for word in words["many"]}
    patterns |= {word: Entry("counted") for word in words["counted"]}
    for word in words["numbered-group"]:
        patterns.setdefault(word, Entry("numbered"))
    return patterns


def _head_of(name: str, heads: dict[str, WordRow]) -> WordRow | None:
    """The head row that a known name begins with."""
    low = fold(name)
    while low and low not in heads:
        low = low.rpartition(" ")[0]
    return heads.get(low)
