"""Where an open name ends: `Ban Quản lý dự án đầu tư xây dựng công trình giao thông` goes on up to a word that no name has."""

from __future__ import annotations

import re
from functools import cache

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.recognise.agencies.scan import WORD, Scan
from kg.recognise.agencies.words import first_capital
from kg.text import either

_COLUMN_GAP = 4  # blanks between words of one column
_LONGEST_TAIL = 20  # words
_NUMERAL = compiled(r" (?:[IVX]+|\d+)$")


@cache
def _paper() -> re.Pattern[str]:
    """`Văn phòng Trung ương Đảng và Công văn số 12-CV/BTCTW`: a paper with its number is no part of a name."""
    return lexicon.pattern(rf"(?:{either(lexicon.type_words())})\s(?:{{number_word}}\s)?\d{{1,5}}[-/]")


class Tails(Scan):
    """Ends of names."""

    def _tail(self, start: int, end: int, about: bool) -> int:
        """Where an open name ends: words with a capital, then small ones up to one that cannot belong to a name."""
        low, text, lex = self.low, self.text, self.lex
        if self._has_no_tail(start, end):
            return end
        if text[start : end + 2].isupper() and text[start : start + 24].isupper():
            return self._line_in_capitals(start, end)
        first = low[end + 1 : end + 12].split(" ")[0].strip(",")
        if about and not (text[end + 1].isupper() or text[end + 1].isdigit()) and first not in lex.about:
            return end
        stop, of_what = end, False  # `về` was the last word
        for count in range(_LONGEST_TAIL):
            sep = self._joint(stop, about, count)
            word = WORD.match(low, stop + len(sep)) if sep else None
            if not word:
                break
            begin = word.start()
            if word.group() == lex.of_what and low.find(f" {lex.of_what} ", end, stop) >= 0:
                break  # `Ban Chỉ đạo Trung ương về chuyển đổi số | về hành động chiến lược`
            if text[begin].isupper() and self.flat.breaks(stop) and self._begins_sentence(word):
                break  # `Nhiệm vụ của Chánh Thanh tra Bộ`, and on the next line `Trong lĩnh vực thanh tra, …`
            capital = text[begin].isupper() or (text[begin].isdigit() and sep not in lex.joins)
            kept = (of_what or (count == 0 and about and word.group() == lex.many)) or self._kept(begin)
            if count and (
                (begin in self.at and self._is_name(begin, capital, sep))
                or (sep == " " and not kept and self._place_begins(stop))
            ):
                break
            if not capital and (text[begin].isdigit() or _NUMERAL.search(text, end, stop)):
                break
            if not capital and not kept and ((count == 0 and not about) or self._ends(word)):
                break
            if not capital and count and low.endswith(self.lex.final, end, stop):
                break  # `Công ty cổ phần Thủy điện miền Trung Việt Nam vận hành …`
            stop, of_what = word.end(), sep == " " and word.group() == lex.of_what
        return low.rfind(" ", 0, stop) if of_what else stop

    def _begins_sentence(self, word: re.Match[str]) -> bool:
        """Does a sentence begin with a word on the line below a name: `Trong …`, `Thủ trưởng …`?"""
        i = self.at.get(word.start())
        return word.group() in self.lex.sentence or (i is not None and self.entry(i).use == "title")

    def _kept(self, begin: int) -> bool:
        """Is a word of action part of a name there, behind the word before it (`Phòng Kế hoạch - Tổng hợp`)?"""
        return any(self.low.endswith(a, 0, begin - 1) and self.low.startswith(b, begin) for a, b in self.lex.kept)

    def _has_no_tail(self, start: int, end: int) -> bool:
        """Is what follows a head written otherwise than the rest of a name: small after capitals, a word of action in capitals, the number of a row?"""
        low, text = self.low, self.text
        if text[start:end].isupper():
            if end - start > 3 and not text[end + 1 : end + 3].isupper():
                return True
        else:
            word = WORD.match(text, end + 1)
            if word and len(word[0]) > 2 and word[0].isupper() and self._ends(WORD.match(low, end + 1) or word):
                return True
        return text[end + 1].isdigit() and self.flat.offset(end + 1) - self.flat.offset(end - 1) > 2

    def _line_in_capitals(self, start: int, end: int) -> int:
        """Where a line ends that is a name in capitals; `end` where it is none."""
        low, text = self.low, self.text
        line = low.find("\n", end)
        line = line if line >= 0 else len(low)
        alone = start == 0 or low[start - 1] == "\n"
        return line if alone and line - end < 80 and text[end:line].isupper() and "|" not in low[end:line] else end

    def _place_begins(self, at: int) -> bool:
        """Does a place follow, and not a word of the name (`tỉnh`, `huyện Mai Sơn`; but `thành phố thông minh`)?"""
        unit = self.lex.unit_list.match(self.low, at)
        word = WORD.match(self.low, unit.end() + 1) if unit and self.low.startswith(" ", unit.end()) else None
        return bool(unit) and (word is None or not self.text[word.start()].islower() or self._ends(word))

    def _joint(self, at: int, about: bool, count: int) -> str:
        """What joins the next word to a name, empty where the name ends."""
        low, text = self.low, self.text
        for sep in (" - ", " & ", *self.lex.joins, " ", "-"):
            if low.startswith(sep, at):
                paper = sep in self.lex.joins and _paper().match(low, at + len(sep))
                return "" if paper or (sep == " " and self.flat.blanks(at) > _COLUMN_GAP) else sep
        if text[at : at + 1] == "," and text[at + 1 : at + 3].isupper() and text[at - 2 : at].isupper():
            return ","
        if low.startswith(", ", at) and any(
            low.endswith(a, 0, at) and low.startswith(b, at + 2) for a, b in self.lex.bound
        ):
            return ", "
        return ", " if count and low.startswith(", ", at) and self._list_goes_on(at + 2, about) else ""

    def _list_goes_on(self, at: int, about: bool) -> bool:
        """Do the words after a comma belong to a name that ends in `… và …` (`Phát thanh, truyền hình và thông tin điện tử`)?"""
        word = WORD.match(self.low, at)
        if not word or at in self.at or self._ends(word):
            return False
        if about and self.text[at].islower():
            return True
        ahead = self.low[at : at + (110 if about else 50)]
        found = min(((i, j) for j in self.lex.joins if (i := ahead.find(j)) > 0), default=None)
        if found is None:
            return False
        inner = ahead[: found[0]]
        if any(c in inner for c in ";:.()\n|") or (not about and ("," in inner or inner.count(" ") > 4)):
            return False
        after = at + found[0] + len(found[1])
        return (
            after < len(self.text)
            and after not in self.at
            and (about or self.text[at].isupper() == self.text[after].isupper())
        )

    def _ends(self, word: re.Match[str]) -> bool:
        """Can the word not go on a name? It or it with the next one is a word of action or of reference."""
        if word.group() in self.lex.stops:
            return True
        following = WORD.match(self.low, word.end() + 1) if self.low.startswith(" ", word.end()) else None
        return following is not None and f"{word.group()} {following.group()}" in self.lex.stops

    def _stops(self, end: int) -> bool:
        """Does a name stop there, with no word of it in small letters behind?"""
        word = WORD.match(self.low, end + 1) if self.low.startswith(" ", end) else None
        return word is None or self._ends(word)

    def _is_name(self, begin: int, capital: bool, sep: str) -> bool:
        """Does another name begin there? A head in small letters may be a word of this one (`Cục Quản lý các khu …`)."""
        use = self.entry(self.at[begin]).use
        if use == "row":
            return True
        if use == "title":
            return (capital or sep != " ") and bool(self.parse(self.at[begin]))
        if use in ("many", "closed", "field"):
            return capital or use == "many" or sep != " "
        if sep == " - " and use == "head" and not self.parse(self.at[begin]):
            return False  # `Vụ Kế toán - Thống kê`: a head that needs a place, and has none
        return capital or sep in self.lex.joins

    def _spelled(self, name: str, end: int, stop: int) -> str:
        """The full name, abbreviations written out, words in capitals made small."""
        words = self.text[end:stop].split()
        if len(words) > 1 and self.text[end:stop].isupper():
            words = [first_capital(words[0].lower()), *(w.lower() for w in words[1:])]
        return " ".join([name, *(self.lex.expand.get(w, w) for w in words)])
