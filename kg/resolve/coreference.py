"""Which citations are mentions of one document."""

from __future__ import annotations

from kg.model import Issue
from kg.naming import law_versions, parse_symbol, type_key
from kg.recognise import lexicon
from kg.recognise.citation import OF_TYPE, VERSION, Citation
from kg.resolve.cited import Cited
from kg.resolve.comparing import (
    CONGRESS,
    YEAR_IN_SYMBOL,
    family,
    is_short,
    issuer_key,
    issuers_agree,
    name_key,
    symbol_key,
)
from kg.resolve.drafts import Draft
from kg.text import key

_ABOUT, _WORDS_OF_SUBJECT = 60, 5
_RULES_OF_PARTY = lexicon.printed("rules_of_party")


class Coreference(Cited):
    """Citations with a number or a name -> documents."""

    def _entity(self, c: Citation) -> int:
        """The document that a citation with a number or a name is of; 0: the own one."""
        for j, inner in enumerate(c.inner):
            self.inner_of[(c.start, j)] = self._entity(inner)
        if self._is_own(c):
            return 0
        found = self._same(c)
        if found is None:
            found = len(self.drafts) + 1
            self.drafts[found] = Draft(c, self.latest.get(c.start))
        else:
            self.drafts[found].add(c)
        self._index(found, c)
        return found

    def _index(self, at: int, c: Citation) -> None:
        """Puts a document where citations like this one look for it."""
        if c.number:
            numbers = self.by_number.setdefault(c.number, [])
            if at not in numbers:
                numbers.append(at)
                if c.date and c.type:
                    self.by_day.setdefault((family(c.type), c.date), []).append(at)
        if c.name or not c.number:
            names = self.by_name.setdefault((family(c.type), name_key(c.name or "")), [])
            if at not in names:
                names.append(at)

    def _is_own(self, c: Citation) -> bool:
        """Is it the own document, by its number or its name?"""
        own = self.own
        if c.name and not c.number:
            return self._is_own_name(c)
        if not own.symbol or not c.symbol:
            return False
        if symbol_key(own.symbol) != symbol_key(c.symbol):
            return False
        if c.type and own.type and family(c.type) != family(own.type) and c.type not in self.header.attached:
            return False
        if own.year and c.year and own.year != c.year:
            return False
        if issuers_agree(c.issuer, own.issuer):
            return True
        # a plan of a district may have the very number of the plan of the province that it carries out
        another_day = own.date is not None and c.date is not None and own.date != c.date
        return not another_day and not any(self._fits(c, e) for e in self.by_number.get(c.number or "", ()))

    def _is_own_name(self, c: Citation) -> bool:
        """`Quốc hội ban hành Luật Chứng khoán` in that very law: the bare name, or with its own year or date."""
        own = self.own
        party = c.name == lexicon.printed("rules_of_party_name")
        if party and c.type == own.type == _RULES_OF_PARTY and key(own.title or "").startswith(lexicon.word("party")):
            return c.year is None or c.year == own.year
        if (
            not own.name
            or family(c.type) != family(own.type)
            or name_key(c.name or "") != name_key(own.name)
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
                fits = [e for e in self.by_name.get((family(c.type), name_key(c.name)), []) if self._fits_law(c, e)]
        elif c.rule == "type-body" and (one := self._only_of_type(c)) is not None:
            self.worked_out[c.start] = OF_TYPE
            return one
        elif c.rule == "type-date" and (of_day := self._of_day(c)) is not None:
            return of_day
        else:
            if (numbered := self.of.get(self._number_behind(c))) is not None:
                return numbered
            fits = [e for e in self.by_name.get((family(c.type), name_key(c.name or "")), []) if self._fits_law(c, e)]
        if len(fits) == 1:
            return fits[0]
        if len(fits) > 1 and c.name and not c.number and not c.year:
            fits = self._in_force(c, fits)
            if len(fits) == 1:
                self.worked_out[c.start] = VERSION
                return fits[0]
        if len(fits) > 1 and c.issuer and (one := self._of_issuer(c, fits)) is not None:
            return one
        if len(fits) > 1:
            bare = [e for e in fits if self.drafts[e].date is None and self.drafts[e].year is None]
            exact = [e for e in bare if symbol_key(self.drafts[e].symbol or "") == symbol_key(c.symbol or "")]
            if len(exact) == 1:
                return exact[0]
            self.issues.append(Issue(start=c.start, end=c.end, code="ambiguous-citation", detail=self._words(c)))
        return None

    def _number_behind(self, c: Citation) -> int:
        """`Luật Đất đai năm 2024 (Luật số 31/2024/QH15)`: index of the citation in the brackets behind the name, whose number it is; -1 without."""
        i = self.at.get(c.start, len(self.citations)) + 1
        d = self.citations[i] if i < len(self.citations) and c.name and not c.number else None
        if d is None or not d.symbol or d.name or d.pointer or self.low[c.end : d.start].strip() != "(":
            return -1
        alike = family(d.type) == family(c.type) if d.type else bool(parse_symbol(d.symbol).assembly)
        closed = self.low[d.end : d.end + 2].lstrip().startswith(")")
        return i if alike and closed and (c.year or d.year) == (d.year or c.year) else -1

    def _of_day(self, c: Citation) -> int | None:
        """`Sắc lệnh ngày 10-10-1945` where the text cites one of that day with its number."""
        found = self.by_day.get((family(c.type), c.date or ""), [])
        fits = [e for e in found if issuers_agree(c.issuer or c.before, self.drafts[e].issuer)]
        return fits[0] if len(fits) == 1 else None

    def _of_issuer(self, c: Citation, fits: list[int]) -> int | None:
        """`Hướng dẫn 09 của Ban Tuyên giáo Trung ương`: the one that is said to be of that body, or whose letters name it."""
        mine = issuer_key(c.issuer or "")
        theirs = {e: self.drafts[e].issuer or lexicon.issuer_of(self.drafts[e].symbol) for e in fits}
        of_it = [e for e, issuer in theirs.items() if issuer_key(issuer or "") == mine]
        return of_it[0] if len(of_it) == 1 else None

    def _told_again(self, c: Citation) -> bool:
        """`Báo cáo của Ban Tổ chức Trung ương` counts where it is a report that the text names with its number."""
        if c.rule == "type-body" and key(c.type or "") in lexicon.words("told_by_body_and_subject"):
            one = self._only_of_type(c)
            about = self._subject(c.end)
            return (
                one is not None
                and about[:1] == [lexicon.word("about")]
                and any(about == self._subject(d.end) for d in self.drafts[one].citations)
            )
        return (
            c.rule != "type-body"
            or not any(word.startswith(key(c.type or "")) for word in lexicon.words("told_by_body_again"))
            or self._only_of_type(c) is not None
        )

    def _subject(self, at: int) -> list[str]:
        """The first words of what a paper is about, which follow its citation."""
        return self.low[at : at + _ABOUT].split()[:_WORDS_OF_SUBJECT]

    def _only_of_type(self, c: Citation) -> int | None:
        """`Tờ trình của Đảng ủy Chính phủ` where the text names one Tờ trình with its number, and nobody else as its issuer."""
        if not self.numbered:
            for e, d in self.drafts.items():
                if d.number and d.type:
                    self.numbered.setdefault(d.type, []).append(e)
        found = self.numbered.get(c.type or "", [])
        if len(found) > 1:
            found = [e for e in found if self.drafts[e].issuer]
        found = [e for e in found if issuers_agree(c.issuer, self.drafts[e].issuer)]
        return found[0] if len(found) == 1 else None

    def _in_force(self, c: Citation, fits: list[int]) -> list[int]:
        """Of several versions of a law that the text cites: the one that a consolidated text is made of, else the newest that is not younger than the text."""
        consolidated = (
            self.own.type not in (None, c.type)
            and self.header.attached[:1] == (c.type,)
            and name_key(self.own.title or "").startswith(name_key(c.name or ""))
        )
        if consolidated:
            return fits[:1]
        upto = self.latest.get(c.start, self.own.year or 0)
        years = {e: year for e in fits if (year := self.drafts[e].year) and year <= upto}
        newest = [e for e, year in years.items() if year == max(years.values())]
        return newest if len(years) == len(fits) else fits

    def _fits(self, c: Citation, at: int) -> bool:
        """May a citation with a number be of that document?"""
        d = self.drafts[at]
        if c.type and d.type and family(c.type) != family(d.type):
            return False
        mine, theirs = symbol_key(c.symbol or ""), symbol_key(d.symbol or "")
        if mine != theirs and not (is_short(mine, theirs) or is_short(theirs, mine)):
            one_day = c.date is not None and c.date == d.date
            if not one_day or YEAR_IN_SYMBOL.sub("", mine) != YEAR_IN_SYMBOL.sub("", theirs):
                return False  # `2751/QĐ-UB ngày 23/8/2002` is `2751/2002/QĐ-UB ngày 23/8/2002`
        if c.year and d.year and c.year != d.year:
            return False
        if c.date and d.date and c.date != d.date and c.year is None:
            return False
        if c.term and d.term and c.term != d.term:
            return False
        return issuers_agree(c.issuer or c.before, d.issuer)

    def _was_followed(self, d: Draft, year: int) -> bool:
        """Had a version of a law a later one before a year? `Luật sửa đổi Luật Đấu thầu 2024` is of the law of 2023, also where the text names that of 2013."""
        versions = law_versions().get(f"{type_key(d.type or '')}:{name_key(d.name or '')}", ())
        return d.year is not None and any(d.year < version.year < year for version in versions)

    def _fits_law(self, c: Citation, at: int) -> bool:
        """May a citation by name be of that document?"""
        d = self.drafts[at]
        if c.number and d.number and c.number != d.number:
            return False
        if c.year and d.year and c.year != d.year:
            return False
        latest = self.latest.get(c.start)
        if d.year and latest and (d.year > latest or self._was_followed(d, latest)):
            return False
        if not d.year and not c.year and latest != d.latest:
            return False
        if c.date and d.date and c.date[:4] != d.date[:4]:
            return False
        if c.term and d.term and c.term != d.term:
            return False
        return (
            c.issuer is None
            or d.issuer is None
            or not (c.name or "").startswith(CONGRESS)
            or issuers_agree(c.issuer, d.issuer)
        )
