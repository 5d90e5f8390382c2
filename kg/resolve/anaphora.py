"""What words that point mean: `Quyết định này`, `Nghị định nêu trên`, `khoản 2 Điều này`."""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Issue
from kg.recognise import lexicon
from kg.recognise.citation import ABOVE, OWN, REFERENCE, THIS, Citation
from kg.recognise.citation_tail import MADE
from kg.recognise.provisions import PROVISION
from kg.resolve.aliases import Aliases
from kg.resolve.comparing import family
from kg.text import key

_FAR = 1500  # characters within which a law is named before `Luật nói trên`
_LOOK_BACK = 200  # citations before a pointing word
_TYPES_THAT_AMEND = frozenset(lexicon.group("types_that_amend"))
_NORMATIVE = frozenset(lexicon.group("normative_types"))
_MADE_LATER = frozenset(lexicon.group("types_made_later"))
_CARRIED = frozenset(lexicon.group("types_carried"))
_JOINED = lexicon.word("consolidated")  # `văn bản hợp nhất`
_CONSOLIDATED = _TYPES_THAT_AMEND | frozenset(lexicon.group("types_of_a_family"))
_ENDS_FROM = lexicon.pattern(r"(?:{out_of_force}(?:\s+{takes_effect_tail})?\s+{from_when}|{acted_on_by})\s+$")
_CLOSES = lexicon.pattern(r"{closes_with_own}\s+$")
_COMES_INTO_FORCE = lexicon.pattern(r"\s+{comes_into_force}")
_ACTS = lexicon.pattern(r"\s*(?:{article}\s+\d+\s*[.:])?[\W\d]*{acts_on_others}\s")
_PUT_IN = lexicon.pattern(r"[^.;:\n]{0,40}?\s{by_means}\s[^.;:\n]{0,100}\s{attached}\s+$")
_RULED = lexicon.pattern(r"{ruled_at}\s+$")
_OUSTED = lexicon.pattern(r"{replaces_or_repeals}\s+$")
_GROUNDS = lexicon.pattern(r"[\s*_-]*{ground_openings}\s")
_ITEM_HEAD = compiled(r"[\W\d]{0,12}(?:[^\W\d_]\)\s{0,3})?")
_SENTENCE_END = compiled(r"[.;]\s")


class Anaphora(Aliases):
    """Citations that point -> the documents that they mean."""

    def _pointed(self, i: int, c: Citation) -> int:
        """The document that a pointing word means; -1: none, the word is a common noun."""
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
        if self.own.type is None and c.pointer == THIS and self._closes(i, c):
            return 0
        earlier = self._last_of_type(i, c) if not self._begins_as_it_ends(i, c) else None
        if earlier is not None and self._spoke_of_itself(i, c, earlier):
            return 0
        if earlier is not None and (self.own.type or c.pointer == ABOVE or self._near(i, earlier)):
            self._doubt(i, c, earlier)
            self.worked_out[c.start] = REFERENCE
            return earlier
        if self.own.type and self._means_own(c):
            return 0
        if self.own.type is None and c.pointer == THIS and (told := self._announced(i, c)) is not None:
            self.worked_out[c.start] = REFERENCE
            return told
        if self.own.type and self._of_another_kind(self.own.type, c):
            return -1
        return 0 if c.pointer == THIS and not (self.text[c.start].islower() and (self.own.type or _is_loose(c))) else -1

    def _begins_as_it_ends(self, i: int, c: Citation) -> bool:
        """`Thông tư A hết hiệu lực kể từ ngày Thông tư này …`, `Thông tư A bị thay thế bởi Thông tư này`: the two are not one."""
        if c.pointer != THIS or not i:
            return False
        before = self.citations[i - 1].end
        return bool(_ENDS_FROM.search(self.low, before, c.start) or _PUT_IN.match(self.low, before, c.start))

    def _closes(self, i: int, c: Citation) -> bool:
        """In a paper that does not say what it is: `trái với Nghị định này`, `Bãi bỏ Quyết định A. Quyết định này có hiệu lực …`."""
        if _CLOSES.search(self.low, max(0, c.start - 60), c.start):
            return self._announced(i, c) is None
        if not i:
            return False
        if _RULED.search(self.low, max(0, c.start - 24), c.start) and self._other_rules(i):
            return True
        if not _COMES_INTO_FORCE.match(self.low, c.end):
            return False
        before = self.citations[i - 1].start
        begin = max(self.low.rfind(mark, max(0, before - 400), before) + 1 for mark in ("\n", ". ", "; "))
        return bool(_ACTS.match(self.low, begin, before)) and self._announced(i, c) is None

    def _other_rules(self, i: int) -> bool:
        """`Dự án được phê duyệt theo quy định tại Nghị định A thì thực hiện theo quy định tại Nghị định này`: not by the rules of A."""
        c, before = self.citations[i], self.citations[i - 1]
        between = self.low[before.end : c.start]
        ruled = _RULED.search(self.low, max(0, before.start - 24), before.start)
        return bool(ruled and before.type == c.type and not before.pointer and "\n" not in between) and not (
            _SENTENCE_END.search(between)
        )

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
            and family(self.citations[j].type) == family(c.type) and not self._in_brackets(self.citations[j])
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
            if not d.pointer and self.of.get(j) and c.type and d.type and family(d.type) == family(c.type):
                told = self.drafts[self.of[j]].citations
                if any(MADE.search(self.low, max(0, x.start - 26), x.start) for x in told):
                    return self.of[j]
        return None

    def _agrees(self, c: Citation, entity: int) -> bool:
        """Does the type of a pointing word agree with what the amended document is?"""
        draft = self.drafts.get(entity)
        return draft is not None and (
            c.type is None
            or draft.type is None
            or family(c.type) == family(draft.type)
            or c.type not in _TYPES_THAT_AMEND
        )

    def _means_own(self, c: Citation) -> bool:
        """`Quyết định này` in a decision, `Kế hoạch này` in the decision that carries the plan."""
        own = self.own.type
        if c.type is None:
            return False
        if own is None or family(c.type) == family(own):
            return True
        if own.startswith(c.type) or c.type.startswith(own):
            return True
        return c.type in self.header.attached

    def _of_another_kind(self, own: str, c: Citation) -> bool:
        """`Quyết định này` in the form of a decision that a decree prints, `Biên bản này` anywhere: papers that are made later, and not this one."""
        if c.type is None or family(c.type) == family(own):
            return False
        if own not in _NORMATIVE:
            return c.type in _MADE_LATER
        return c.type not in _CARRIED and not (own.endswith(_JOINED) and c.type in _CONSOLIDATED)

    def _last_of_type(self, i: int, c: Citation) -> int | None:
        """The last document of that type before, not one in brackets or replaced by it if there is another."""
        if c.type is None:
            return self._last_called_so(i, c) if c.pointer == ABOVE else None
        bracketed = alike = None
        for j in range(i - 1, max(-1, i - _LOOK_BACK), -1):
            d = self.citations[j]
            if d.type is None or family(d.type) != family(c.type) or j not in self.of:
                continue
            if d.pointer and self.of[j] == 0:
                continue
            if d.type != c.type and c.pointer == ABOVE:
                alike = self.of[j] if alike is None else alike  # a code is a law, but a law that is named comes first
                continue
            if alike is not None and c.start - d.end > _FAR:
                break
            if self._in_brackets(d) or _OUSTED.search(self.low, max(0, d.start - 24), d.start):
                bracketed = bracketed if bracketed is not None else self.of[j]
                continue
            return self._topic(j, c) if c.pointer == THIS else self.of[j]
        return bracketed if bracketed is not None else alike

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
            alike = d.type and family(d.type) == family(c.type) and k in self.of and not d.pointer
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

    def _in_brackets(self, d: Citation) -> bool:
        """Does the citation stand in brackets?"""
        opening = self.low.rfind("(", max(0, d.start - 120), d.start)
        return opening >= 0 and ")" not in self.low[opening : d.start]


def _is_loose(c: Citation) -> bool:
    """`Cơ sở của quy định này` in the press: a common noun."""
    return any(row.type == c.type and row.loose for row in lexicon.types())
