"""All names of a text, in order."""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Document, HasOwn
from kg.recognise.agencies.collecting import Bodies, abbreviated, between, collect, in_full, share_places
from kg.recognise.agencies.heads import Heads
from kg.recognise.agencies.known import Known
from kg.recognise.agencies.names import Named
from kg.recognise.agencies.officials import Officials
from kg.recognise.agencies.own import own_side
from kg.recognise.agencies.units import Units
from kg.recognise.flat import Flat
from kg.recognise.lexicon import group

_NUMBER = compiled(r"(?:^|[ (])(?P<number>0?[2-9]) $")  # before what is counted: `05 tổ chức chính trị - xã hội`
_LONGEST_NUMBER = 4
_NORMATIVE = frozenset(group("normative_types"))


class Finder(Known, Heads, Officials, Units):
    """The names of one text."""

    def parse(self, i: int, plural: bool = False, inner: bool = False) -> list[Named]:
        """The names that begin at a match, none where the word is no name. `plural`: after `các`; `inner`: as part of another name."""
        pattern, start, end = self.matches[i]
        entry = self.lex.entries[pattern]
        low = self.low
        if " " not in low[start:end] and self._in_symbol(start, end):
            return []
        if (
            entry.caps
            and not self.text[start:end].isupper()
            and not (entry.row and self.text[start : end - 1].isupper())
        ):
            return []
        sector = start + entry.width + 1
        if entry.width and self.text[sector].islower() and low.startswith(self.lex.acting, sector):
            # `Thủ trưởng các đơn vị thuộc Bộ xây dựng kế hoạch`
            word = self.lex.by_word.get(low[start : start + entry.width])
            alone = self.lex.entries[word] if word is not None else None
            if alone is None or alone.use != "head":
                return []
            return self._head(alone, start, start + entry.width, plural, inner)
        if entry.use == "closed":
            return self._closed(entry, start, end)
        if entry.use == "field":
            return self._field(entry, start, end, plural)
        if entry.use == "head":
            return self._head(entry, start, end, plural, inner)
        if entry.use == "title":
            return self._official(entry, start, end)
        if entry.use == "counted":
            return self._counted(start, end)
        if entry.use == "numbered":
            number = _NUMBER.search(low, max(0, start - _LONGEST_NUMBER), start)
            return self._group(number.start("number"), start) if number else []
        return self._several(start, end) if entry.use == "many" else self._group(start, start)


def find(doc: Document, header: HasOwn, flat: Flat | None = None) -> Bodies:
    """Every place where a body or a group of bodies is named, in text order; names without a place are those of the paper's own."""
    flat = flat or Flat(doc)
    finder = Finder(flat, own_side(header.own))
    found: list[Named] = []
    at = 0
    for i, (_, start, _) in enumerate(finder.matches):
        if start >= at:
            names = finder.parse(i)
            if names and finder.is_made_up(start, names[-1].end):
                at = names[-1].end
            elif names:
                found += names + finder.going_on(names[-1])
                at = found[-1].end
    found = in_full(flat, share_places(flat, found), header.own)
    told = [] if header.own.type in _NORMATIVE else [*finder.bare(), *finder.partners()]
    more = [*finder.functional(), *finder.units(), *told, *abbreviated(flat, found)]
    return collect(flat, between(found, more) if more else found)
