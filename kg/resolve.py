"""Which document each citation of one file means: the entities of a file, and the mentions that point at them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kg.model import DOCUMENT, Document, Entity, Issue, Mention
from kg.recognise import lexicon
from kg.recognise.citation import ABOVE, OWN, THIS, VERSION, Citation
from kg.recognise.citation_tail import MADE
from kg.recognise.header import Header
from kg.recognise.provisions import PROVISION, Place, attach
from kg.tables import load_rows
from kg.text import fold, key
from kg.units import canonical_place, load_units
from kg.words import Words


class Documents(Struct, frozen=True, kw_only=True):
    """`entities[0]` is the own document; mentions are in text order, a law named inside a law's name after the name it stands in."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    issues: tuple[Issue, ...]


class _Draft:
    """An entity while its mentions are being gathered."""

    def __init__(self, citation: Citation, latest: int | None = None) -> None:
        self.type = citation.type
        self.latest = latest
        self.citations: list[Citation] = []
        self.aliases: list[str] = []
        self.number = citation.number
        self.symbol: str | None = None
        self.doubtful = False  # the symbol cannot be as printed
        self.date: str | None = None
        self.year: int | None = None
        self.term: str | None = None
        self.name: str | None = None
        self.issuer: str | None = None
        self.local = False
        self.add(citation)

    def add(self, citation: Citation) -> None:
        self.citations.append(citation)
        if citation.symbol and (
            self.symbol is None
            or len(citation.symbol) > len(self.symbol)
            or (self.symbol.isupper() and fold(self.symbol) == fold(citation.symbol))
            or (self.doubtful and not _is_doubtful(citation))
        ):
            self.symbol, self.doubtful = citation.symbol, _is_doubtful(citation)
        self.type = self.type or citation.type
        self.date = self.date or citation.date
        self.year = self.year or citation.year
        self.term = self.term or citation.term
        if not (citation.rule == "type-body" and self.number):
            self.name = self.name or citation.name
        if citation.issuer and (self.issuer is None or len(citation.issuer) > len(self.issuer)):
            self.issuer, self.local = citation.issuer, citation.issuer_local
        elif self.issuer is None and citation.before:
            self.issuer, self.local = citation.before, citation.before_local


def _is_doubtful(citation: Citation) -> bool:
    return any(issue.startswith(("symbol-term", "symbol-year")) for issue in citation.issues)


def documents(doc: Document, header: Header, citations: list[Citation]) -> Documents:
    """Citations in text order -> entities and mentions of the file."""
    return _Resolver(doc, header, citations).resolve()


class _Resolver:
    def __init__(self, doc: Document, header: Header, citations: list[Citation]) -> None:
        self.text, self.low, self.header, self.own = doc.text, doc.low, header, header.own
        heading = next((c for c in citations if c.rule == "plenum" and c.start == header.heading), None)
        if heading:  # `NGHỊ QUYẾT / HỘI NGHỊ TRUNG ƯƠNG 8 KHÓA XI` is the title of what the plenum adopted
            self.own = replace(self.own, name=heading.name, term=self.own.term or heading.term)
            citations = [c for c in citations if c is not heading]
        cited = _with_shared_issuers(doc.low, citations)
        guides = fold(header.own.type or "") in lexicon.group("guiding_types")
        self.place = Place(doc, cited, header.own.signer is not None, guides)
        self.citations = attach(doc, cited, self.place)
        if self.own.type is None and (kind := self._speaks_as()):
            label = self.own.label or kind.capitalize()
            self.own = replace(self.own, label=label, type=kind, inferred=(*self.own.inferred, "type"))
        self.at = {c.start: i for i, c in enumerate(self.citations) if c.pointer != PROVISION}
        self.drafts: list[_Draft | None] = [None]
        self.by_number: dict[str, list[int]] = {}
        self.by_name: dict[tuple[str, str], list[int]] = {}
        self.by_day: dict[tuple[str, str], list[int]] = {}  # those with a number
        self.of: dict[int, int] = {}  # citation -> entity
        self.chosen: set[int] = set()  # where citations begin whose version was chosen
        self.aliases: dict[str, int] = {}
        self.issues: list[Issue] = []
        self.inner_of: dict[tuple[int, int], int] = {}
        self.numbered: dict[
            str, list[int]
        ] = {}  # type -> entities with a number, the fuller ones, once they are asked for
        self.latest = self._latest_years()
        letters = fold(self.own.symbol or "").rpartition("/")[2].rpartition("-")[2]
        if lexicon.outside_term(letters, self.own.year):
            number = self.header.number
            self.issues.append(
                Issue(start=number.start, end=number.end, code="symbol-term", detail=self.own.symbol or "")
            )

    def _latest_years(self) -> dict[int, int]:
        """Where a law's bare name stands in what is said of an older document (`Nghị định số 60/2003/NĐ-CP hướng dẫn Luật X`): the year that it cannot be younger than."""
        found: dict[int, int] = {}
        for d, c in pairwise(self.citations):
            if (
                c.name
                and not c.number
                and not c.year
                and not c.pointer
                and c.start - d.end < 160
                and not _ENDS_SAYING.search(self.low, d.end, c.start)
            ):
                year = d.year if not d.pointer and d.number else found.get(d.start)
                if year:
                    found[c.start] = year
        for c in self.citations:
            found |= {x.start: c.year for x in c.inner if c.year and x.name and not x.number and not x.year}
        return found

    def _speaks_as(self) -> str | None:
        """What a text without a heading, with articles of its own or a signature, calls itself: `Nghị định này có hiệu lực …`."""
        if not self.place.own and not self.own.signer:
            return None
        seen = Counter(
            c.type for c in self.citations if c.pointer == THIS and c.type and self.place.quote(c.start) is None
        )
        return max(sorted(seen), key=lambda kind: seen[kind]) if seen else None

    def resolve(self) -> Documents:
        named = [i for i, c in enumerate(self.citations) if not c.pointer]
        for i in sorted(named, key=lambda i: (-_fullness(self.citations[i]), i)):
            if self._told_again(self.citations[i]):
                self.of[i] = self._entity(self.citations[i])
        self._find_aliases()
        for i, c in enumerate(self.citations):
            if c.pointer and (target := self._pointed(i, c)) >= 0:
                self.of[i] = target
        entities, order = self._entities()
        mentions = self._mentions(order)
        return Documents(entities=entities, mentions=mentions, issues=tuple(sorted(self.issues)))

    # -- one citation ---------------------------------------------------------------------------------------------
    def _entity(self, c: Citation) -> int:
        for j, inner in enumerate(c.inner):
            self.inner_of[(c.start, j)] = self._entity(inner)
        if self._is_own(c):
            return 0
        found = self._same(c)
        if found is None:
            self.drafts.append(_Draft(c, self.latest.get(c.start)))
            found = len(self.drafts) - 1
            self._index(found, c)
        else:
            draft = self.drafts[found]
            assert draft is not None
            draft.add(c)
            self._index(found, c)
        return found

    def _index(self, at: int, c: Citation) -> None:
        keys = (
            self.by_number.setdefault(c.number, [])
            if c.number
            else self.by_name.setdefault((_family(c.type), _name_key(c.name or "")), [])
        )
        if at not in keys:
            keys.append(at)
            if c.number and c.date and c.type:
                self.by_day.setdefault((_family(c.type), c.date), []).append(at)
        if c.number and c.name:
            names = self.by_name.setdefault((_family(c.type), _name_key(c.name)), [])
            if at not in names:
                names.append(at)

    def _is_own(self, c: Citation) -> bool:
        own = self.own
        if c.name and not c.number:
            return self._is_own_name(c)
        if not own.symbol or not c.symbol:
            return False
        if _symbol_key(own.symbol) != _symbol_key(c.symbol):
            return False
        if c.type and own.type and _family(c.type) != _family(own.type) and c.type not in self.header.attached:
            return False
        return not (own.year and c.year and own.year != c.year)

    def _is_own_name(self, c: Citation) -> bool:
        """`Quốc hội ban hành Luật Chứng khoán` in that very law: the bare name, or with its own year or date."""
        own = self.own
        if c.type == own.type == _RULES_OF_PARTY and key(own.title or "").startswith(lexicon.word("party")):
            return c.year is None or c.year == own.year
        if (
            not own.name
            or _family(c.type) != _family(own.type)
            or _name_key(c.name or "") != _name_key(own.name)
            or c.inner
            or (c.term and own.term and c.term != own.term)
        ):
            return False
        return (c.year is None or c.year == own.year) and (c.date is None or c.date == own.date)

    def _same(self, c: Citation) -> int | None:
        """The entity that this citation may be another mention of: fuller ones came first."""
        if c.number:
            fits = [e for e in self.by_number.get(c.number, []) if self._fits(c, e)]
            if not fits and c.name:
                fits = [e for e in self.by_name.get((_family(c.type), _name_key(c.name)), []) if self._fits_law(c, e)]
        elif c.rule == "type-body" and (one := self._only_of_type(c)) is not None:
            fits = [one]
        elif c.rule == "type-date" and (of_day := self._of_day(c)) is not None:
            return of_day
        else:
            fits = [e for e in self.by_name.get((_family(c.type), _name_key(c.name or "")), []) if self._fits_law(c, e)]
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1 and c.name and not c.number and not c.year:
            fits = self._in_force(c, fits)
            if len(fits) == 1:
                self.chosen.add(c.start)
                return fits[0]
        if len(fits) > 1 and c.issuer and (one := self._of_issuer(c, fits)) is not None:
            return one
        if len(fits) > 1:
            exact = [
                e
                for e in fits
                if (d := self.drafts[e])
                and _symbol_key(d.symbol or "") == _symbol_key(c.symbol or "")
                and d.date is None
                and d.year is None
            ]
            if len(exact) == 1:
                return exact[0]
            self.issues.append(Issue(start=c.start, end=c.end, code="ambiguous-citation", detail=self._words(c)))
        return None

    def _of_day(self, c: Citation) -> int | None:
        """`Sắc lệnh ngày 10-10-1945` where the text cites one of that day with its number."""
        found = self.by_day.get((_family(c.type), c.date or ""), [])
        fits = [e for e in found if (d := self.drafts[e]) and _issuers_agree(c.issuer or c.before, d.issuer)]
        return fits[0] if len(fits) == 1 else None

    def _of_issuer(self, c: Citation, fits: list[int]) -> int | None:
        """`Hướng dẫn 09 của Ban Tuyên giáo Trung ương`: the one that is said to be of that body, or whose letters name it."""
        mine = _issuer_key(c.issuer or "")
        of_it = [
            e
            for e in fits
            if (d := self.drafts[e]) and _issuer_key(d.issuer or lexicon.issuer_of(d.symbol) or "") == mine
        ]
        return of_it[0] if len(of_it) == 1 else None

    def _told_again(self, c: Citation) -> bool:
        """`Báo cáo của Ban Tổ chức Trung ương` counts where it is a report that the text names with its number."""
        return (
            c.rule != "type-body"
            or not any(word.startswith(key(c.type or "")) for word in lexicon.words("told_by_body_again"))
            or self._only_of_type(c) is not None
        )

    def _only_of_type(self, c: Citation) -> int | None:
        """`Tờ trình của Đảng ủy Chính phủ` where the text names one Tờ trình with its number, and nobody else as its issuer."""
        if not self.numbered:
            for e, d in enumerate(self.drafts):
                if d is not None and d.number and d.type:
                    self.numbered.setdefault(d.type, []).append(e)
        found = self.numbered.get(c.type or "", [])
        alone = len(found) == 1
        found = [
            e for e in found if (d := self.drafts[e]) and (alone or d.issuer) and _issuers_agree(c.issuer, d.issuer)
        ]
        return found[0] if len(found) == 1 else None

    def _in_force(self, c: Citation, fits: list[int]) -> list[int]:
        """Of several versions of a law that the text cites: the one that a consolidated text is made of, else the newest that is not younger than the text."""
        consolidated = (
            self.own.type not in (None, c.type)
            and self.header.attached[:1] == (c.type,)
            and _name_key(self.own.title or "").startswith(_name_key(c.name or ""))
        )
        if consolidated:
            return fits[:1]
        upto = self.latest.get(c.start, self.own.year or 0)
        years = {e: d.year for e in fits if (d := self.drafts[e]) and d.year and d.year <= upto}
        newest = [e for e, year in years.items() if year == max(years.values())]
        return newest if len(years) == len(fits) else fits

    def _fits(self, c: Citation, at: int) -> bool:
        d = self.drafts[at]
        assert d is not None
        if c.type and d.type and _family(c.type) != _family(d.type):
            return False
        mine, theirs = _symbol_key(c.symbol or ""), _symbol_key(d.symbol or "")
        if mine != theirs and not (_is_short(mine, theirs) or _is_short(theirs, mine)):
            one_day = c.date is not None and c.date == d.date
            if not one_day or _YEAR_IN_SYMBOL.sub("", mine) != _YEAR_IN_SYMBOL.sub("", theirs):
                return False  # `2751/QĐ-UB ngày 23/8/2002` is `2751/2002/QĐ-UB ngày 23/8/2002`
        if c.year and d.year and c.year != d.year:
            return False
        if c.date and d.date and c.date != d.date and c.year is None:
            return False
        if c.term and d.term and c.term != d.term:
            return False
        return _issuers_agree(c.issuer or c.before, d.issuer)

    def _fits_law(self, c: Citation, at: int) -> bool:
        d = self.drafts[at]
        assert d is not None
        if c.number and d.number and c.number != d.number:
            return False
        if c.year and d.year and c.year != d.year:
            return False
        latest = self.latest.get(c.start)
        if d.year and latest and d.year > latest:
            return False
        if not d.year and not c.year and latest != d.latest:
            return False
        if c.date and d.date and c.date != d.date and abs(int(c.date[:4]) - int(d.date[:4])) > 0:
            return False
        if c.term and d.term and c.term != d.term:
            return False
        return (
            c.issuer is None
            or d.issuer is None
            or not (c.name or "").startswith(_CONGRESS)
            or _issuers_agree(c.issuer, d.issuer)
        )

    # -- aliases --------------------------------------------------------------------------------------------------
    def _find_aliases(self) -> None:
        """`(sau đây gọi tắt là Quy định 377)`: what stands before the bracket has that name from here on."""
        starts = [c.start for c in self.citations]
        for m in _alias_phrases(self.low):
            at = m.end()
            end = _alias_end(self.low, at)
            alias = " ".join(self.text[at:end].strip(" “”\"'*:").split())
            if not alias or len(alias) > 80:
                continue
            i = bisect_right(starts, m.start()) - 1
            while i >= 0 and (self.citations[i].pointer or self.citations[i].end > m.start()):
                i -= 1
            if i < 0 or m.start() - self.citations[i].end > 400:
                continue
            target = self.of.get(i)
            inside = [j for j in range(bisect_right(starts, at - 1), len(starts)) if starts[j] < end]
            row = _alias_type(alias)
            if row is None:
                continue
            target = self._alias_target(i, alias, m.start())
            if target is None or target == 0:
                continue
            draft = self.drafts[target]
            if draft is not None and alias not in draft.aliases:
                draft.aliases.append(alias)
            self.aliases[key(alias)] = target
            for j in inside:
                self._move(j, target)
        if self.aliases:
            for j, c in enumerate(self.citations):
                if (
                    c.rule in _RULES_OF_ALIASES
                    and (target := self.aliases.get(key(self.text[c.start : c.end]))) is not None
                ):
                    self._move(j, target)

    def _alias_target(self, i: int, alias: str, at: int) -> int | None:
        """The nearest citation before the bracket whose type agrees with the alias."""
        row = _alias_type(alias)
        fallback = self.of.get(i)
        for j in range(i, max(-1, i - 6), -1):
            c = self.citations[j]
            if c.pointer or at - c.end > 500 or "\n\n" in self.low[c.end : at]:
                continue
            if row is not None and c.type and _family(c.type) == _family(row):
                number = re.search(r"\d+", alias)
                if number and c.number and number.group().lstrip("0") not in (c.number, re.sub(r"\D", "", c.number)):
                    continue
                return self.of.get(j)
        return (
            None
            if row is not None and i >= 0 and self.citations[i].type and _family(self.citations[i].type) != _family(row)
            else fallback
        )

    def _move(self, i: int, target: int) -> None:
        """A citation that turned out to be an alias leaves the entity that it had alone."""
        old = self.of.get(i)
        if old is None or old == target or target == 0:
            return
        draft = self.drafts[old] if old else None
        new = self.drafts[target]
        if draft is None or new is None:
            return
        c = self.citations[i]
        if c.symbol and re.search(r"[^\W\d_]", c.symbol[len(c.number or "") :]):
            return
        draft.citations = [x for x in draft.citations if x is not c]
        new.citations.append(c)
        self.of[i] = target

    # -- pointers -------------------------------------------------------------------------------------------------
    def _pointed(self, i: int, c: Citation) -> int:
        if c.pointer == PROVISION:
            if (named := self._alias_behind(c.end)) is not None:
                return named
            return self.of[self.at[c.owner]] if c.owner in self.at and self.at[c.owner] in self.of else 0
        if self.place.quote(c.start) is not None:
            amended = self.at.get(self.place.amended(c.start), -1)
            if amended >= 0 and self._agrees(c, self.of.get(amended, 0)):
                return self.of.get(amended, 0)
        if c.pointer == OWN or (c.pointer == THIS and self.own.type and self._means_own(c)):
            return 0
        earlier = self._last_of_type(i, c) if not self._begins_as_it_ends(i, c) else None
        if earlier is not None and self._spoke_of_itself(i, c, earlier):
            return 0
        if earlier is not None and (self.own.type or c.pointer == ABOVE or self._near(i, earlier)):
            self._doubt(i, c, earlier)
            return earlier
        if self.own.type and self._means_own(c):
            return 0
        if self.own.type is None and c.pointer == THIS and (told := self._announced(i, c)) is not None:
            return told
        return 0 if c.pointer == THIS and not (self.text[c.start].islower() and (self.own.type or _is_loose(c))) else -1

    def _alias_behind(self, at: int) -> int | None:
        """What a short name that follows stands for: `khoản 1 Điều 13 Nghị định`, where one is called so from its first mention on."""
        if not self.aliases:
            return None
        words = key(self.text[at : at + 100]).split(" ")
        runs = (" ".join(words[:n]).rstrip('.,;:)”"') for n in range(len(words), 0, -1))
        return next((self.aliases[run] for run in runs if run in self.aliases), None)

    def _begins_as_it_ends(self, i: int, c: Citation) -> bool:
        """`Thông tư A hết hiệu lực kể từ ngày Thông tư này …`, `Thông tư A bị thay thế bởi Thông tư này`: the two are not one."""
        if c.pointer != THIS or not i:
            return False
        return bool(_ENDS_FROM.search(self.low, self.citations[i - 1].end, c.start))

    def _spoke_of_itself(self, i: int, c: Citation, earlier: int) -> bool:
        """A text that does not say what it is and began with `Luật này sửa đổi Luật X` means itself by it later on."""
        if self.own.type is not None or c.pointer != THIS:
            return False
        near = range(max(0, i - _LOOK_BACK), i)
        named = [j for j in near if self.of.get(j) == earlier]
        itself = [
            j
            for j in near
            if self.citations[j].pointer == THIS and self.citations[j].type == c.type and self.of.get(j) == 0
        ]
        return bool(itself) and (not named or itself[0] < named[0] or itself[-1] > named[-1])

    def _doubt(self, i: int, c: Citation, found: int) -> None:
        """Two documents of the type stand close before a back reference: said, since a reader may mean the other."""
        others = {
            self.of[j]
            for j in range(max(0, i - 6), i)
            if j in self.of and self.of[j] not in (0, found) and not self.citations[j].pointer and c.start - self.citations[j].end < 250
            and _family(self.citations[j].type) == _family(c.type) and not self._in_brackets(self.citations[j], c.start)
        }  # fmt: skip
        if others:
            self.issues.append(Issue(start=c.start, end=c.end, code="ambiguous-reference", detail=self._words(c)))

    def _near(self, i: int, entity: int) -> bool:
        """In a paper that does not say what it is, `Nghị định này` is a decree named shortly before, outside the grounds."""
        for j in range(i - 1, max(-1, i - 6), -1):
            if self.of.get(j) == entity:
                d = self.citations[j]
                line = self.low.rfind("\n", max(0, d.start - 400), d.start) + 1
                between = self.low[d.end : self.citations[i].start]
                return len(between) < 500 and not _GROUNDS.match(self.low, line) and between.count("\n") < 2
        return False

    def _announced(self, i: int, c: Citation) -> int | None:
        """In news, `Quy định này` is the last one of that type that the text said was made: `đã ký ban hành Quy định số 379-QĐ/TW`."""
        for j in range(i - 1, max(-1, i - _LOOK_BACK), -1):
            d = self.citations[j]
            if not d.pointer and self.of.get(j) and c.type and d.type and _family(d.type) == _family(c.type):
                told = self.drafts[self.of[j]]
                if told is not None and any(
                    MADE.search(self.low, max(0, x.start - 26), x.start) for x in told.citations
                ):
                    return self.of[j]
        return None

    def _agrees(self, c: Citation, entity: int) -> bool:
        draft = self.drafts[entity]
        return draft is not None and (
            c.type is None
            or draft.type is None
            or _family(c.type) == _family(draft.type)
            or c.type not in _TYPES_THAT_AMEND
        )

    def _means_own(self, c: Citation) -> bool:
        """`Quyết định này` in a decision, `Kế hoạch này` in the decision that carries the plan."""
        own = self.own.type
        if c.type is None:
            return False
        if own is None or _family(c.type) == _family(own):
            return True
        if own.startswith(c.type) or c.type.startswith(own):
            return True
        return c.type in self.header.attached

    def _last_of_type(self, i: int, c: Citation) -> int | None:
        """The last document of that type before, not one in brackets if there is another."""
        if c.type is None:
            return self._last_called_so(i, c) if c.pointer == ABOVE else None
        bracketed = None
        for j in range(i - 1, max(-1, i - _LOOK_BACK), -1):
            d = self.citations[j]
            if d.type is None or _family(d.type) != _family(c.type) or j not in self.of:
                continue
            if d.pointer and self.of[j] == 0:
                continue
            if self._in_brackets(d, c.start):
                bracketed = bracketed if bracketed is not None else self.of[j]
                continue
            return self._topic(j, c) if c.pointer == THIS else self.of[j]
        return bracketed

    def _topic(self, j: int, c: Citation) -> int:
        """`Quyết định A quy định chi tiết Quyết định B; đề nghị sửa Điều 4 Quyết định này`: what a paragraph begins with is spoken of, not what it names on the way."""
        last = self.citations[j]
        if not _SENTENCE_END.search(self.low, last.end, c.start):
            return self.of[j]
        for k in range(j - 1, max(-1, j - 6), -1):
            d = self.citations[k]
            between = self.low[d.end : last.start]
            if "\n\n" in between or _SENTENCE_END.search(between):
                break
            line = self.low.rfind("\n", max(0, d.start - 40), d.start) + 1
            alike = d.type and _family(d.type) == _family(c.type) and k in self.of and not d.pointer
            if alike and _ITEM_HEAD.fullmatch(self.low, line, d.start):
                return self.of[k]
        return self.of[j]

    def _last_called_so(self, i: int, c: Citation) -> int | None:
        """`Văn bản nêu trên` is the last one that was called so: `Văn bản số 12/UBND-KT`."""
        words = next((count for count, _ in lexicon.types_of(key(self.text[c.start : c.end]).split())), 0)
        called = key(self.text[c.start : c.end]).split()[:words]
        for j in range(i - 1, max(-1, i - _LOOK_BACK), -1):
            d = self.citations[j]
            if j in self.of and not d.pointer and key(self.text[d.start : d.end]).split()[:words] == called:
                return self.of[j]
        return None

    def _in_brackets(self, d: Citation, at: int) -> bool:
        """Does the citation stand in brackets that close before `at`?"""
        opening = self.low.rfind("(", max(0, d.start - 120), d.start)
        return opening >= 0 and ")" not in self.low[opening : d.start]

    # -- the result -----------------------------------------------------------------------------------------------
    def _words(self, c: Citation) -> str:
        return " ".join(self.text[c.start : c.end].replace("*", " ").split())

    def _in_full(self, c: Citation) -> bool:
        """Does it print its number with all letters, which in `Kết luận số 187, 188-KL/TW` the first leaves to the second?"""
        return c.symbol is not None and c.symbol in self._words(c)

    def _entities(self) -> tuple[tuple[Entity, ...], dict[int, int]]:
        """Drafts in the order of their first mention; the own document first."""
        first: dict[int, int] = {}
        for i in range(len(self.citations)):
            if i in self.of:
                first.setdefault(self.of[i], self.citations[i].start)
        for (start, _), e in self.inner_of.items():
            first[e] = min(first.get(e, start), start)
        live = sorted((e for e in first if e), key=lambda e: (first[e], e))
        order = {0: 0} | {e: n for n, e in enumerate(live, 1)}
        entities = [self.own, *(self._finished(self.drafts[e]) for e in live)]
        return tuple(entities), order

    def _finished(self, d: _Draft | None) -> Entity:
        assert d is not None
        inferred: list[str] = []
        issuer, place = d.issuer, None
        if issuer == "plenum" or (d.name and d.name.startswith(_CENTRE)):
            issuer = _central_committee(d.term)
        elif issuer and d.local and self.header.unit and not _names_a_place(issuer):
            issuer, place = self._issuer_here(issuer)
            inferred.append("place")
        if issuer and d.name and d.name.startswith(_CONGRESS) and d.term is None:
            issuer = f"{issuer} {lexicon.printed('time_ordinal')} {d.name.split()[-1].upper()}"
        if issuer is None:
            issuer = lexicon.issuer_of(d.symbol)
            if issuer:
                inferred.append("issuer")
        if place is None and issuer:
            place = _place_of(issuer, self.own.place)
        # Not as a title prints it; of `Kết luận số 187, 188-KL/TW` the second is printed as its number alone.
        plain = [c for c in d.citations if self.text[c.start].isdigit() or not self.text[c.start : c.end].isupper()]
        fullest = max(plain or d.citations, key=lambda c: (_fullness(c), self._in_full(c), -c.start), default=None)
        label = self._words(fullest) if fullest else d.name or ""
        if label.isupper() and d.type and d.symbol and not d.name:
            label = f"{d.type.capitalize()} {lexicon.word('number_word')} {d.symbol}"
        if fullest is not None and fullest.rule == "name-in-name":
            label = self._words(fullest)
        year = d.year or (int(d.date[:4]) if d.date else None)
        return Entity(
            kind=DOCUMENT, label=label, aliases=tuple(d.aliases), type=d.type, symbol=d.symbol, date=d.date, year=year, term=d.term,
            no_later=None if year else d.latest, name=d.name, issuer=issuer, place=place, inferred=tuple(inferred),
        )  # fmt: skip

    def _issuer_here(self, issuer: str) -> tuple[str, str | None]:
        """A body without a place is the paper's own; one of a province, in a paper of a district or commune, that of the province it lies in."""
        units, unit = load_units(), self.header.unit
        province = units.get(units.province_of(self.own.place) or "") if self.own.place else None
        if province is None or province.id == self.own.place:
            return _placed(issuer, unit), self.own.place
        if not key(unit).endswith(key(province.name)):
            unit = f"{unit}, {province.label}"
        full = _placed(issuer, unit)
        lower = unit.split(", ")[0]
        name = lexicon.pattern(r"^{unit_words} +", re.I).sub("", lower)
        return full, self.own.place if key(full).endswith(key(name)) else province.id

    def _mentions(self, order: dict[int, int]) -> tuple[Mention, ...]:
        found: list[Mention] = []
        for i, c in enumerate(self.citations):
            if i not in self.of:
                continue
            found.append(
                Mention(
                    start=c.start,
                    end=c.end,
                    entity=order[self.of[i]],
                    rule=f"citation:{c.rule}{VERSION * (c.start in self.chosen)}",
                    provisions=c.provisions,
                )
            )
            for j, inner in enumerate(c.inner):
                found.append(
                    Mention(
                        start=inner.start,
                        end=inner.end,
                        entity=order[self.inner_of[(c.start, j)]],
                        rule=f"citation:name-in-name{VERSION * (inner.start in self.chosen)}",
                    )
                )
            self._say(c)
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    def _say(self, c: Citation) -> None:
        for issue in c.issues:
            code, _, detail = issue.partition(":")
            self.issues.append(Issue(start=c.start, end=c.end, code=code, detail=detail or self._words(c)))
        if c.date and self.own.date and c.date > self.own.date and self.own.symbol:
            self.issues.append(Issue(start=c.start, end=c.end, code="younger-citation", detail=self._words(c)))


# ---- comparing ------------------------------------------------------------------------------------------------------
def _fullness(c: Citation) -> int:
    """How much a citation tells: fuller ones make the entities that barer ones join."""
    return (
        8 * bool(c.symbol and _LETTER.search(c.symbol))
        + 4 * bool(c.date)
        + 2 * bool(c.year)
        + 2 * bool(c.issuer)
        + bool(c.term)
        + bool(c.name and c.number)
        + bool(c.type)
    )


_RULES_OF_PARTY = lexicon.printed("rules_of_party")
_LOOK_BACK = 200  # citations before a pointing word
_TYPES_THAT_AMEND = frozenset(lexicon.group("types_that_amend"))
_CONGRESS, _CENTRE = map(lexicon.printed, ("congress_word", "centre"))
_RULES_OF_ALIASES = frozenset(("bare-number", "name", "unknown-name", "list"))
_FAMILIES = dict(zip(lexicon.group("types_of_a_family"), lexicon.group("their_families"), strict=True))


@lru_cache(maxsize=4096)
def _family(kind: str | None) -> str:
    return _FAMILIES.get(kind or "", kind or "")


@lru_cache(maxsize=4096)
def _symbol_key(symbol: str) -> str:
    """`77/2006/QĐ.UBND` and `77/2006/QĐ-UBND` are one."""
    return _DOT_IN_LETTERS.sub("-", fold(symbol).replace("/", "-")).lstrip("0")


_YEAR_IN_SYMBOL = re.compile(r"(?<=\d)-(?:19|20)\d\d(?=-)")
_DOT_IN_LETTERS = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])")


def _is_short(short: str, full: str) -> bool:
    """`116` of `116-2020-qh14`, `156-2024` of `156-2024-nđ-cp`."""
    return bool(short) and full.startswith(short + "-") and re.fullmatch(r"[\d.]+[a-zđ]?(?:-\d{4})?", short) is not None


_LETTER = re.compile(r"[^\W\d_]")
_NAME_MARKS = lexicon.pattern(r"[\s,;()“”\"'-]+")


@lru_cache(maxsize=4096)
def _name_key(name: str) -> str:
    """Names of laws are compared without marks; `UBND` is spelled out."""
    words = _NAME_MARKS.sub(" ", key(name)).strip()
    words = lexicon.pattern(r"^{about} ").sub("", words)
    return _spelled_out(words)


def _spelled_out(words: str) -> str:
    """`ubnd` -> `ủy ban nhân dân`"""
    for short, full in zip(lexicon.group("councils_short"), lexicon.group("councils"), strict=True):
        words = words.replace(short, full)
    return words


def _issuers_agree(a: str | None, b: str | None) -> bool:
    """Not two bodies for certain."""
    if not a or not b:
        return True
    x, y = _issuer_key(a), _issuer_key(b)
    return x == y or x in y or y in x


_HEADS = lexicon.pattern(r"^{heads_of_bodies}\s+(?=\S)")


@lru_cache(maxsize=4096)
def _issuer_key(name: str) -> str:
    words = _NAME_MARKS.sub(" ", key(name))
    words = lexicon.pattern(r" (?:{party}|{vietnam}|{term} \S+|{communist})(?= |$)").sub("", words)
    return _HEADS.sub("", words).strip()


_ENDS_SAYING = lexicon.pattern(r"[.;:]\s|[,“”\"()]")
_ENDS_FROM = lexicon.pattern(r"(?:{out_of_force}(?:\s+{takes_effect_tail})?\s+{from_when}|{acted_on_by})\s+$")
_GROUNDS = lexicon.pattern(r"[\s*_-]*{ground_openings}\s")


def _central_committee(term: str | None) -> str:
    return next(iter(_labels()["central_committee"])) + (f" {lexicon.printed('term')} {term}" if term else "")


def _labels() -> dict[str, tuple[str, ...]]:
    return {row.id: row.words for row in load_rows("citation_words", lexicon.WordRow)}


def _names_a_place(issuer: str) -> bool:
    return any(issuer[m.end()].isupper() for m in _UNIT_BEFORE.finditer(fold(issuer)) if m.end() < len(issuer))


_UNIT_BEFORE = lexicon.pattern(r"(?<![^\W_]){units_and_committees}\s+")
_PROVINCE_BEFORE = lexicon.pattern(r"(?<![^\W_]){provinces_and_committees}\s+")
_LAST_UNIT = lexicon.pattern(r"\s+({unit_words}|{city_abbreviated})$", re.I)


_PROVINCE_LEVEL = re.compile("|".join(re.escape(key(t).split()[0]) for t in lexicon.group("province_types")))
_ITEM_HEAD = re.compile(r"[\W\d]{0,12}(?:[^\W\d_]\)\s{0,3})?")
_SENTENCE_END = re.compile(r"[.;]\s")
_COMMITTEE = lexicon.pattern(r"({committee_levels}) {committee_end}$", re.I)


def _is_loose(c: Citation) -> bool:
    """`Cơ sở của quy định này` in the press: a common noun."""
    return any(row.type == c.type and row.loose for row in lexicon.types())


def _placed(issuer: str, unit: str) -> str:
    """`Ủy ban nhân dân tỉnh` -> `Ủy ban nhân dân tỉnh Sơn La`; `Tỉnh ủy` -> `Tỉnh ủy Sơn La`."""
    word = _LAST_UNIT.search(issuer)
    first = unit.split(",")[0]
    level = lexicon.pattern(r"({unit_words})\s+", re.I).match(first)
    units = unit.split(", ")
    if word:
        fit = next((u for u in units if key(u).startswith(key(word[1]) + " ")), None)
        return f"{issuer[: word.start()]} {fit}" if fit else issuer
    name = (
        units[-1][len(level[0]) :]
        if level and len(units) == 1
        else lexicon.pattern(r"^{province_types}\s+", re.I).sub("", units[-1])
    )
    committee = _COMMITTEE.search(issuer)
    if committee:
        fit = next((u for u in units if key(u).startswith(key(committee[1]))), None)
        if fit is None and (level or not _PROVINCE_LEVEL.match(key(committee[1]))):
            return issuer  # `Tỉnh ủy` in a paper of a district, `Huyện ủy` in one of a province
        return f"{issuer} {lexicon.pattern(r'^{unit_words} +', re.I).sub('', fit) if fit else name}"
    return f"{issuer} {units[-1]}"


def _place_of(issuer: str, within: str | None) -> str | None:
    for m in _PROVINCE_BEFORE.finditer(fold(issuer)):
        if m.end() < len(issuer) and issuer[m.end()].isupper():
            start = m.end() if lexicon.word("committee_end") in m.group() else m.start()
            return canonical_place(issuer[start:])
    return None


def _with_shared_issuers(low: str, citations: list[Citation]) -> list[Citation]:
    """`Chỉ thị số 1 ngày … và Chỉ thị số 5 ngày … của Thủ tướng`: the issuer belongs to both."""
    made = list(citations)
    for i in range(len(made) - 2, -1, -1):
        c, after = made[i], made[i + 1]
        if c.issuer or c.pointer or not after.issuer or after.pointer or not c.number or not after.number:
            continue
        if _body_letters(c) != _body_letters(after) and (
            _letters(c) != _letters(after) or (c.type and after.type and _family(c.type) != _family(after.type))
        ):
            continue
        told = key(lexicon.issuer_of(c.symbol) or "")
        if told not in key(after.issuer) and key(after.issuer) not in told:
            continue  # `Hướng dẫn số 09-HD/BTCTW, Hướng dẫn 12 của Ban Tuyên giáo Trung ương`: the letters name another body
        if lexicon.pattern(r"\s*(?:,|{and}|,\s*{and}|;)\s*").fullmatch(low[c.end : after.start]):
            made[i] = replace(c, issuer=after.issuer, issuer_local=after.issuer_local)
    for i in range(1, len(made)):
        c, earlier = made[i], made[i - 1]
        if not earlier.before or c.issuer or c.before or not c.number or c.pointer:
            continue
        between = low[earlier.end : c.start]
        if lexicon.pattern(r"\s*(?:,|{and}|,\s*{and})\s*").fullmatch(between) or (
            len(between) < 400 and not re.search(r"[;\n]|\.\s", between) and _share_body(c, earlier)
        ):
            made[i] = replace(c, before=earlier.before, before_local=earlier.before_local)
    return made


def _share_body(a: Citation, b: Citation) -> bool:
    """Do the symbols have letters of one body in common (`3954/TTr-SLĐTBXH`, `4187/SLĐTBXH-GDNN`)?"""
    kinds = {letters for letters, _ in lexicon.type_letters()}
    mine, theirs = ({x for x in re.split(r"[-/]", fold(c.symbol or ""))[1:] if len(x) > 2} - kinds for c in (a, b))
    return bool(mine & theirs)


def _body_letters(c: Citation) -> str | None:
    """The body's part of a symbol, `tu` of `31-CT/TU`, `ubnd` of `03/CT-UBND`; None without a type's letters before it."""
    parts = re.split(r"[-/]", fold(c.symbol or ""))
    return parts[-1] if len(parts) > 2 and not parts[-1].isdigit() else c.symbol


def _letters(c: Citation) -> str:
    return re.sub(r"^[\d.]+[a-zđ]?(?:/\d{4})?", "", fold(c.symbol or "")).split("-")[
        0 if "/" in (c.symbol or "") else -1
    ]


def _alias_phrases(low: str) -> Iterator[re.Match[str]]:
    """The phrases that give a name, in text order."""
    pattern = _alias_pattern()
    upto = 0
    for _, start, _ in _alias_anchors().find(low):
        found = pattern.match(low, start) if start >= upto else None
        if found:
            upto = found.end()
            yield found


@cache
def _alias_anchors() -> Words:
    """First two words of each phrase."""
    heads = {" ".join(phrase.split()[:2]) for phrase in lexicon.words("alias")}
    return Words((head.replace(" ", gap) for head in sorted(heads) for gap in (" ", "\n", "  ")), longest=False)


@cache
def _alias_pattern() -> re.Pattern[str]:
    phrases = sorted(lexicon.words("alias"), key=lambda w: (-len(w), w))
    return lexicon.pattern(
        "(?:" + "|".join(r"\s+".join(map(re.escape, p.split())) for p in phrases) + r")\s*:?\s*[“\"]?\s*"
    )


def _alias_end(low: str, at: int) -> int:
    end = lexicon.pattern(r"[)”\";.\n]|,\s").search(low, at)
    return end.start() if end else len(low)


def _alias_type(alias: str) -> str | None:
    return next((row.type for _, row in lexicon.types_of(key(alias).split())), None)
