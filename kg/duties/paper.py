"""What is known of a paper before its paragraphs are read: its own document, the bodies it names and where, lists of bodies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from kg import structure
from kg.compiled import compiled
from kg.model import Document, Entity, Part, Span
from kg.recognise import dates, lexicon, roles
from kg.text import fold, key

_BRACKETS = compiled(r"\([^()]*\)|\[[^\[\]]*\]")
_IN_BRACKETS = compiled(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
PARTED = lexicon.pattern(r"(?:[,;]|\b{and})\s*(?:{plural_word}\s*)?$")  # a list goes on with another name
_BEFORE_OFFICE = (",", "-", "–", *roles.words("rank"))  # behind the name of a person
FEWEST_LETTERS = 12  # of words that say what is to be done
TITLE_LENGTH = 150  # a line of a list that is shorter and has lines below it names them, and is no task
_HEAD = 40  # parts of a paper that may hold its addressees
_LONGEST_PERSON = 140  # characters of `đồng chí Nguyễn Văn A, Ủy viên Ban Thường vụ, `
_LONGEST_DAY = 70  # characters of `Từ ngày 01 tháng 6 năm 2024 đến ngày 30 tháng 6 năm 2024`
_LONGEST_NOTE = 400  # in brackets behind a body's name
_FEWEST_SHARERS = 2
DOTS = ("…", "...")  # of a form to be filled in, or behind a list that goes on
LONG = 1200  # a paragraph that is longer is quoted by its sentence
SECTIONS = frozenset(("part", "chapter", "section", "capital", "roman", "article"))
LISTED = frozenset(("bullet", "plus", "letter"))


class HasMentions(Protocol):
    """What is asked of the bodies of a file: mentions in text order, the title where an official stands for his body."""

    @property
    def entities(self) -> tuple[Entity, ...]: ...
    @property
    def mentions(self) -> tuple[_Mention, ...]: ...
    @property
    def officials(self) -> tuple[str | None, ...]: ...


class _Mention(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entity(self) -> int: ...
    @property
    def rule(self) -> str: ...


class Given(Struct, frozen=True):
    """A body and the role it has in a task; `place`: the stretch that names it, where that is not the task itself."""

    mention: int
    role: str
    words: str | None
    basis: str
    place: tuple[Span, ...] = ()
    why: str = ""  # why it is worked out, not said, that it is meant here
    official: str | None = None  # who stands for it, where its name does not say so


class Stretch(Struct, frozen=True):
    """A piece of a paragraph with one subject."""

    start: int
    end: int
    given: list[Given]
    own: bool  # it names its subject itself
    rest: int  # where the words after the subject begin
    purpose: bool = False  # it is what somebody else does with what the one before gives


class Paper:
    """The text of a paper, its paragraphs, and the bodies it names, in text order."""

    def __init__(self, doc: Document, own: Entity, bodies: HasMentions, signature: Span, cited: Iterable[Span]) -> None:
        self.doc, self.low, self.parts = doc, doc.low, doc.parts
        self.bodies, self.signature = bodies, signature
        order = sorted(range(len(bodies.mentions)), key=lambda index: bodies.mentions[index].start)
        self.mentions = [bodies.mentions[index] for index in order]
        self.officials = [bodies.officials[index] for index in order]
        self.starts = [mention.start for mention in self.mentions]
        self.ends = {mention.end: index for index, mention in enumerate(self.mentions)}
        self.part_starts = [part.start for part in doc.parts]
        self.cited = sorted((span.start, span.end) for span in cited)
        self.issued = date.fromisoformat(own.date) if own.date and len(own.date) == 10 else None
        # nothing but rules: a law, a decree
        self.rules = fold(own.type or "").startswith(roles.words("normative")) and not _instructs(doc, own)
        self.year = self._year_of_days(own.title)
        self.title = own.title or ""
        self.kind = own.type or ""
        self.issuer = key(own.issuer) if own.issuer else ""
        # an official who issues a paper speaks for his body (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`)
        titled = roles.anywhere("own_official").match(self.issuer)
        self.issuers = [self.issuer, *([self.issuer[titled.end() + 1 :]] if titled else [])]
        named = (pair.split(", ") for pair in roles.words("committee_named"))
        self.issuers += [self.issuer.replace(full, short) for full, short in named if full in self.issuer]
        self.strict = self.rules or _numbered_by_year(own)
        self.resolves = self.strict and fold(self.kind).startswith(roles.words("resolving"))
        self.capitals = doc.text.isupper()  # all of it
        self.functions = _tells_functions(doc, own)
        self._giving: dict[int, bool] = {}  # of a part: does it stand under a title such as `Tổ chức thực hiện`?
        self.session = bool(own.title) and roles.anywhere("session").search(fold(own.title or "")) is not None
        self.keys: dict[int, str] = {}  # labels of the bodies, as compared
        self.sharers = self._sharers(own.issuer or "")
        # several issue it: what one of them does is its part
        self.shared = bool(self.sharers) or (self.strict and ", " in (own.issuer or ""))
        self.address_lines = range(0)  # the items behind `Kính gửi:`, `điện:`
        self.recipients = self._recipients()
        self.addressees = self.recipients if self.recipients and roles.anywhere("you").search(self.low) else []

    @cached_property
    def lines(self) -> Counter[str]:
        """How often each line stands in the paper."""
        return Counter(map(str.strip, self.low.split("\n")))

    def _recipients(self) -> list[int]:
        """The bodies named behind `Kính gửi:`, or `điện:` in a dispatch."""
        head = enumerate(self.parts[:_HEAD])
        index = next(
            (i for i, part in head if structure.addresses(self.low, part) or structure.sends(self.low, part)), None
        )
        if index is None:
            return []
        last = index + 1
        while last < len(self.parts) and self.parts[last].kind in LISTED:
            last += 1
        self.address_lines = range(index + 1, last)
        first, after = self.within(self.parts[index].start, self.parts[last - 1].end)
        return [mention for mention in range(first, after) if not self.is_issuer([mention])]

    def _year_of_days(self, title: str | None) -> int | None:
        """The year of days that say none, where it is not the paper's own: `Trước ngày 31 tháng 3, …` in a law is a day of every year."""
        if self.rules:
            return dates.EVERY_YEAR
        return dates.year_ahead(fold(title), self.issued) if title and self.issued else None

    def is_cited(self, when: dates.When) -> bool:
        """`theo tiến độ của Luật An ninh mạng 2025`: is a day, or a year, part of how another document is named?"""
        before = bisect_left(self.cited, (when.start, 0)) - 1
        if before < 0 or self.cited[before][1] < when.end:
            return False
        begin, end = self.low.rfind("\n", 0, when.start) + 1, self.low.find("\n", when.end)
        alone = self.low[begin : end if end >= 0 else None].strip() == self.low[when.start : when.end]
        return not alone  # else the cell below a name, of a table that lost its bars

    def opening_day(self, start: int, end: int) -> dates.When | None:
        """`Ngày 15/8/2025: Khai mạc hội thi`: the day with which words begin, and a colon behind it."""
        colon = self.low.find(":", start, min(end, start + _LONGEST_DAY))
        found = dates.find(self.low, start, colon, self.issued, self.year, label=True) if colon > 0 else []
        opens = len(found) == 1 and not self.low[start : found[0].start].strip(" *")
        return found[0] if opens and not self.low[found[0].end : colon].strip(" *") else None

    def gives(self, place: int) -> bool:
        """Does a place stand under a title such as `Tổ chức thực hiện`, where papers that set rules too say what bodies must do?"""
        index = bisect_right(self.part_starts, place) - 1
        return index >= 0 and self._under_giving(self.parts[index].parent)

    def _under_giving(self, index: int) -> bool:
        if index < 0:
            return False
        if index not in self._giving:
            title = self.title_of(index)
            short = title.end - title.body < TITLE_LENGTH
            gives = short and bool(roles.anywhere("giving_title").match(self.low, title.body))
            self._giving[index] = gives or self._under_giving(self.parts[index].parent)
        return self._giving[index]

    def title_of(self, index: int) -> Part:
        """Where the title of a section stands: on the line below its number, where that has no words of its own."""
        part = self.parts[index]
        if index + 1 < len(self.parts) and self.parts[index + 1].parent == index and self.stop(part) <= part.body:
            return self.parts[index + 1]
        return part

    def stop(self, part: Part) -> int:
        """Where the words of a paragraph end, without marks of layout."""
        end = part.end
        while end > part.body and self.low[end - 1] in " */|":
            end -= 1
        return end

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Indexes of the first mention in a stretch and of the first behind it."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def is_marked(self, part: Part) -> bool:
        """Is it a heading of markdown?"""
        return self.doc.text[max(0, part.start - 2) : part.start] == "# "

    def names_what_follows(self, index: int, end: int) -> bool:
        """A title or a lead-in: `Các nhiệm vụ sau:`, or a short line without a full stop that others stand under."""
        part = self.parts[index]
        if self.low[end - 1] == ":":
            return True
        below = index + 1 < len(self.parts) and self.parts[index + 1].parent == index
        if part.kind == "text" or not below:
            return False
        if self.is_marked(part):
            return True
        following = self.parts[index + 1]
        if following.kind in LISTED and roles.label().match(self.low, following.body, following.end):
            return True
        return end - part.body < TITLE_LENGTH and self.low[end - 1] not in ".;"

    def before(self, start: int, place: int) -> str:
        """The words before a body, without who stands for it: `Giao đồng chí Nguyễn Văn A - Phó Chủ tịch …`."""
        words = self.low[start:place]
        if not words.rstrip().endswith(_BEFORE_OFFICE):
            return words
        begin = max(0, len(words) - _LONGEST_PERSON)
        named = roles.person().search(words, begin)
        if named and all(name[0].isupper() for name in self.doc.text[start:place][slice(*named.span("name"))].split()):
            return words[: named.start("name")]
        return words

    def joined(self, one: int, two: int) -> bool:
        """Are two mentions neighbours in one list?"""
        gap = self.low[self.mentions[one].end : self.mentions[two].start]
        if len(gap) > 4:
            gap = _BRACKETS.sub("", gap)
        if self._directs(gap, two):
            return False
        return len(gap) < 60 and bool(roles.between().fullmatch(gap))

    def listed(self, first: int, end: int, loose: bool = False) -> tuple[list[int], int]:
        """The bodies named one after another from a mention on, and where the list ends; what stands in brackets is left out.

        `loose`: a name between two commas that is not known does not end the list.
        """
        members, last = [first], first
        at = self.mentions[first].end
        following = first + 1
        while following < len(self.mentions) and self.mentions[following].start < end:
            gap = self.low[at : self.mentions[following].start]
            opened = gap.rfind("(")
            if opened >= 0 and gap.find(")", opened) < 0:
                closed = self.low.find(")", self.mentions[following].start, end)
                if closed < 0:
                    break
                while following < len(self.mentions) and self.mentions[following].start < closed:
                    following += 1
                continue
            gap = _BRACKETS.sub("", gap)
            if gap.strip() in roles.words("located"):
                if last != members[-1]:
                    break  # where that is, in turn: no end of `của Bộ Y tế của Bộ Y tế …` is read from each of them
                last = following  # `Tổ công tác tại các thôn rà soát`: where it is, and no other body
                at = self.mentions[last].end
                following += 1
                continue
            known = len(gap) <= 60 and roles.between().fullmatch(gap) and not self._directs(gap, following)
            known = known or self._side_by_side(gap, at, following)
            if not known and not (
                loose
                and len(gap) < 160
                and PARTED.search(gap)
                and "." not in gap
                and not roles.anywhere("with").search(gap)
            ):
                break
            members.append(following)
            last = following
            at = self.mentions[last].end
            following += 1
        return members, self.behind(last, end)

    def behind(self, mention: int, end: int) -> int:
        """Where the words behind a body begin: what stands in brackets is part of its name, or an editor's note on it."""
        at = self.mentions[mention].end
        near = self.low[at : at + 2]
        if "(" not in near and "[" not in near and not near.isspace():
            return at
        rest = _IN_BRACKETS.match(self.low, at, end)
        return rest.end() if rest else at

    def in_brackets(self, mention: int, rest: int) -> list[int]:
        """The bodies of a list of them that fills the brackets between a name and the words behind it; none where they hold anything else."""
        opened = self.low.find("(", self.mentions[mention].end, rest)
        first, last = self.within(opened, rest) if opened >= 0 else (0, 0)
        if last - first < 2 or self.low[opened + 1 : self.mentions[first].start].strip():
            return []
        filled = not self.low[self.mentions[last - 1].end : rest].strip(" ,).…")
        return (
            list(range(first, last))
            if filled and all(map(self.joined, range(first, last - 1), range(first + 1, last)))
            else []
        )

    def named_before(self, rest: int) -> int | None:
        """The mention whose name, with what stands in brackets behind it, ends where the words behind a body begin."""
        mention = self.ends.get(rest)
        if mention is None and self.low[rest - 1] in ")]":
            mention = bisect_left(self.starts, rest) - 1
            while mention >= 0 and self.mentions[mention].end + _LONGEST_NOTE > rest:
                if self.behind(mention, rest) == rest:
                    return mention
                mention -= 1
            return None
        return mention

    def _side_by_side(self, gap: str, at: int, following: int) -> bool:
        """`Công an xã - Đồn Biên phòng Nậm Cắn: kiểm soát …`: two bodies with a hyphen between them and a colon behind; not what the first one is."""
        if gap.strip() not in ("-", "–") or not gap[:1].isspace() or roles.apposition().match(self.low, at):
            return False
        return self.low[self.behind(following, len(self.low)) :][:1] == ":"

    def _directs(self, gap: str, mention: int) -> bool:
        """`Đảng ủy xã lãnh đạo Ủy ban nhân dân xã …`: the one body leads the other, and nothing parts the two."""
        words = roles.words("directs")
        return gap.strip() in words or (gap.isspace() and self.low.startswith(words, self.mentions[mention].start))

    def is_group(self, mention: int) -> bool:
        """Is it a group of bodies?"""
        return self.bodies.entities[self.mentions[mention].entity].group

    def _sharers(self, issuer: str) -> list[int]:
        """The first mentions of those who issue the paper together; none where one does."""
        names = [key(name) for name in issuer.split(", ")]
        if len(names) < _FEWEST_SHARERS:
            return []
        every = range(len(self.mentions))
        found = [next((m for m in every if self._key(m).startswith(name)), None) for name in names]
        return [m for m in found if m is not None] if None not in found else []

    def is_issuer(self, members: list[int]) -> bool:
        """Is it the body that issues the paper?"""
        if len(members) > 1 or not self.issuer:
            return False
        label = self._key(members[0])
        if not self.strict and label in roles.words("chief") and self.issuer in roles.words("cabinet"):
            return True  # `Thủ tướng Chính phủ yêu cầu` under the letterhead of the Government
        return self._is_issuer(label)

    def _is_issuer(self, label: str) -> bool:
        return any(issuer and (label.startswith(issuer) or issuer.startswith(label)) for issuer in self.issuers)

    def issuer_mention(self) -> int | None:
        """The first place where the issuer is named; None where none is."""
        if not self.issuer:
            return None
        return next((index for index in range(len(self.mentions)) if self.is_issuer([index])), None)

    def of_issuer(self, start: int, end: int) -> tuple[int, str] | None:
        """`Đồng chí Phó Chủ tịch Thường trực` where no body is named: an official, who can only be one of the issuer; the issuer and the title."""
        named = roles.official().match(self.low, start, end)
        issuer = self.issuer_mention() if named else None
        if named is None or issuer is None:
            return None
        title = " ".join(self.printed(named.start("title"), named.end("title")).split())
        return issuer, title[:1].upper() + title[1:]

    def speaks(self, members: list[int]) -> bool:
        """Is it the issuer of the paper, or the office that writes for it?"""
        label = fold(self.bodies.entities[self.mentions[members[0]].entity].label)
        return self.is_issuer(members) or label.startswith(roles.words("office"))

    def commands(self, mention: int) -> bool:
        """Is it the issuer of the paper, its standing organ (`Ban Thường vụ Tỉnh ủy` in a paper of `Tỉnh ủy`), or the one for whom the office that issues
        it writes (`Thủ tướng Chính phủ` in a letter of `Văn phòng Chính phủ`)?
        """
        label = self._key(mention)
        organ = roles.anywhere("standing_organ").match(label)
        if self.is_issuer([mention]) or (organ and self._is_issuer(label[organ.end() :].lstrip())):
            return True
        office = roles.anywhere("writes_for").match(self.issuer)
        return office is not None and label.endswith(self.issuer[office.end() :])

    def _key(self, mention: int) -> str:
        """The label of a body, as compared."""
        entity = self.mentions[mention].entity
        return self.keys.get(entity) or self.keys.setdefault(entity, key(self.bodies.entities[entity].label))

    def is_topic(self, part: Part) -> bool:
        """`1. Về tình hình kinh tế - xã hội` in what a session concludes: what was spoken of, and then what is to be done."""
        return self.session and roles.anywhere("session_topic").match(self.low, part.body) is not None

    def inside_name(self, place: int) -> bool:
        """`Hội đồng phối hợp …` is a body's name."""
        index = bisect_left(self.starts, place) - 1
        if index >= 0 and self.mentions[index].end > place:
            return True
        return bool(roles.at_end("joint").search(self.low, max(0, place - 20), place))

    def printed(self, start: int, end: int) -> str:
        """The words of a stretch as printed."""
        return self.doc.text[start:end]


def _numbered_by_year(own: Entity) -> bool:
    """Papers with the year in their number set rules too, if only for a while: what they give to do they say in words."""
    if fold(own.type or "").startswith(roles.words("instructing")):
        return False
    return bool(own.symbol and re.search(r"/(?:19|20)\d\d/", own.symbol))


def _instructs(doc: Document, own: Entity) -> bool:
    """Circulars set rules since the law on the making of laws; an earlier one without articles tells bodies what to do."""
    (until,) = roles.words("instructing_until")
    once = fold(own.type or "").startswith(roles.words("once_instructing")) and (own.date or "") < until
    return once and bool(own.date) and all(part.kind != "article" for part in doc.parts)


def _tells_functions(doc: Document, own: Entity) -> bool:
    """A paper on the functions and powers of an office lists what it is for, and gives it nothing to do."""
    title = fold(own.title or " ".join(doc.text[p.start : p.end] for p in doc.parts[:25] if p.zone == "title"))
    return all(words in title for words in roles.words("functions"))
