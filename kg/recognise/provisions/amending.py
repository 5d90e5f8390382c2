"""Where a stretch stands in an amending act."""

from __future__ import annotations

from bisect import bisect_right

from kg.compiled import compiled
from kg.model import Document, Part
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.provisions.levels import ARTICLE, AT_ARTICLE, AT_CLAUSE, CLAUSE, Path
from kg.recognise.provisions.quotations import Quoted, in_wording, quoted
from kg.recognise.provisions.runs import heads_a_line

_NO_DIGIT = compiled(r"\D")
_NUMBERED_ARTICLE = lexicon.pattern(r"{article}\s+(?:{ordinal}\s+)?(\d{1,3}[a-zđ]{0,2})(?![^\W_])")
_ARTICLE_HEAD = lexicon.pattern(r"{article}\s+(?:{ordinal}\s+)?(\d{1,3}[a-zđ]{0,2})\s*[.:]")
# One pattern for each sign before a clause's number: `re` is fast only where a pattern begins with one letter.
_CLAUSES = tuple(compiled(before + r"(\d{1,3}[a-zđ]?)\s?[.)](?=\s)") for before in (r"\n[ *#]*", r"“[ *]*", r"\"[ *]*"))
_TELLS = lexicon.pattern(r"{told_as_follows}\s+{as_follows}[\s*#>_]*(?::[\s*#>_]*)?$")
_SENTENCE_ENDS = lexicon.pattern(r"[.;:]\s*\n|[”\"]")
_NUMBERED_PARTS = frozenset(("article", "number", "letter", "roman", "section"))
_SECTIONS = frozenset(("roman", "section"))  # what an act without articles is made of
_ON_GROUND = lexicon.pattern(r"(?<![^\W_]){grounds_of_change}(?![^\W_])")
_BLANK_HEADS = ("", " ", "\n", "*", ".", ":")
_ACTS = lexicon.group("acts_on_a_document")
_ACTS_BEGIN = tuple(act.split()[0] for act in _ACTS)
_TITLE = 2000  # a title stands in the first characters
_OFTEN = 4  # times that a paper names what it explains
_NUMBER = compiled(r"\d+")


class Place:
    """Where a stretch stands in an amending act: inside quoted wording, under which article, amending which document."""

    def __init__(self, doc: Document, citations: list[Citation], whole: bool = False, guides: bool = False) -> None:
        self.whole = whole
        self.low = doc.low
        self.clauses: tuple[list[int], list[str]] | None = None
        self.quotes = quoted(doc.low)
        self.quote_starts = [q.start for q in self.quotes]
        articles = _articles(doc)
        self.inner = [a for a in articles if self.quote(a[0])]
        self.inner_starts = [a for a, _ in self.inner]
        self.own = [a for a in articles if not self.quote(a[0])]
        self.own_starts = [a for a, _ in self.own]
        self.last = max((int(_NO_DIGIT.sub("", n)) for _, n in self.own), default=0)
        self.targets = self._targets(doc, citations)
        self.target_starts = [t for t, _ in self.targets]
        self.told = self._told(citations)
        self.guided = self._guided(citations) if guides and not self.own else -1

    def quote(self, at: int) -> Quoted | None:
        """The quotation that stands there."""
        q = bisect_right(self.quote_starts, at) - 1
        return self.quotes[q] if q >= 0 and self.quotes[q].end > at else None

    def own_article(self, at: int) -> int:
        """Index of the document's own article that stands there, -1 for none."""
        return bisect_right(self.own_starts, at) - 1

    def amended(self, at: int) -> int:
        """Where the citation of the document that is being amended, or quoted, there begins, -1 for none."""
        if self.told and (q := self.quote(at)) and q.start in self.told:
            return self.told[q.start]
        t = bisect_right(self.target_starts, at) - 1
        return self.targets[t][1] if t >= 0 else -1

    def here(self, at: int, inside: Quoted | None) -> Path:
        """The article that `Điều này` means."""
        if inside is not None:
            i = bisect_right(self.inner_starts, at) - 1
            return ((AT_ARTICLE, ARTICLE, self.inner[i][1]),) if i >= 0 and self.inner[i][0] >= inside.start else ()
        i = self.own_article(at)
        return ((AT_ARTICLE, ARTICLE, self.own[i][1]),) if i >= 0 else ()

    def lacks(self, path: Path) -> bool:
        """Has the document no article of that number? A text that breaks off before its signature may have."""
        if not self.whole and self.own:
            return False
        number = next((step[2] for step in path if step[1] == ARTICLE), "0")
        return int(_NO_DIGIT.sub("", number) or 0) > self.last

    def clause(self, at: int, inside: Quoted | None) -> Path:
        """The clause that `khoản này` means: the last one that begins in the same article, and in the same quotation."""
        if self.clauses is None:
            heads = sorted((m.start(1), m[1]) for clauses in _CLAUSES for m in clauses.finditer(self.low))
            self.clauses = ([start for start, _ in heads], [value for _, value in heads])
        starts, values = self.clauses
        articles = self.own_starts if inside is None else self.inner_starts
        i = bisect_right(articles, at) - 1
        begin = max(articles[i] if i >= 0 else 0, inside.start if inside else 0)
        c = bisect_right(starts, at) - 1
        while c >= 0 and starts[c] >= begin and inside is None and self.quote(starts[c]):
            c -= 1
        return ((AT_CLAUSE, CLAUSE, values[c]),) if c >= 0 and starts[c] >= begin else ()

    def _guided(self, citations: list[Citation]) -> int:
        """Where the citation begins of what a guidance without articles of its own explains: `(Khoản 1, 2, Điều 21)` is of that, whatever it names between."""
        first = next((c for c in citations if not c.pointer), None)
        if first is None or first.start > _TITLE:
            return -1
        number = _NUMBER.search(self.low, first.start, first.end)
        words = f" {number[0]}" if number else self.low[first.start : first.end]
        return first.start if self.low.count(words) >= _OFTEN else -1

    def _told(self, citations: list[Citation]) -> dict[int, int]:
        """Quotation -> where the document begins that it is taken from: `Điều 5 của Luật X quy định như sau: “…”`."""
        begins = [c.start for c in citations]
        found: dict[int, int] = {}
        for q in self.quotes:
            if not _TELLS.search(self.low, max(0, q.start - 60), q.start):
                continue
            i = bisect_right(begins, q.start) - 1
            while (
                i >= 0
                and q.start - citations[i].end < 500
                and not _SENTENCE_ENDS.search(self.low, citations[i].end, q.start - 1)
            ):
                if not citations[i].pointer:
                    found[q.start] = citations[i].start
                i -= 1
        return found

    def _targets(self, doc: Document, citations: list[Citation]) -> list[tuple[int, int]]:
        """(from where, where the citation begins): `Điều 1. Sửa đổi, bổ sung một số điều của Luật X` holds to the next article of the act itself."""
        found: list[tuple[int, int]] = []
        low = doc.low
        if not any(act in low for act in _ACTS):
            return found
        begins = [c.start for c in citations]
        article = item = -1
        for index, part in enumerate(doc.parts):
            if part.kind not in _NUMBERED_PARTS or (self.quotes and self.quote(part.start)):
                continue
            if part.kind == "article" or (part.kind in _SECTIONS and not self.own):
                article = item = -1
            elif part.kind != "letter":
                item = -1
            target = -1
            body = _behind_note(low, part.body, part.end)
            if low.startswith(_ACTS_BEGIN, body) or low[body : body + 1] in _BLANK_HEADS:
                below = next((p.start for p in doc.parts[index + 1 : index + 6] if p.kind in _NUMBERED_PARTS), len(low))
                target = self._target(part, body, below, citations, bisect_right(begins, body))
            if target >= 0:
                if part.kind == "article" or (part.kind in _SECTIONS and not self.own):
                    article = target
                else:
                    item = target
            now = item if item >= 0 else article
            if now != (found[-1][1] if found else -1):
                found.append((part.start, now))
        return found

    def _target(self, part: Part, body: int, below: int, citations: list[Citation], first: int) -> int:
        """Where the citation begins that a part says it amends, -1 for none; `first`: the first one from its words on."""
        low = self.low
        words = " ".join(low[body : body + 40].lstrip(" *\n.:").split()) + " "
        if not words.startswith(_ACTS):
            return -1  # a wrap may stand between the words: `Điều 1. Sửa⏎đổi, bổ sung`
        limit = max(part.end, min(part.start + 200, below)) if part.end - part.start < 40 else part.end
        for i in range(first, len(citations)):
            at = citations[i].start
            if at >= limit or low[body:at].rstrip().endswith(";"):
                break  # `3. Bãi bỏ điểm c khoản 3 Điều 9; Thông tư B`: another thing that is done
            if _ON_GROUND.search(low, body, at):
                break  # `Sửa đổi Điều 5 Điều lệ Công ty cho phù hợp với Nghị định A`
            # in brackets stands who amended it before, or since: `khoản 4 (đã được sửa đổi bởi Thông tư …)`
            in_brackets = any(low.count(a, body, at) > low.count(b, body, at) for a, b in ("()", "[]"))
            if (
                not citations[i].pointer
                and not in_brackets
                and not (self.quotes and self.quote(at))
                and not in_wording(low, body, at)
            ):
                return at
        return -1


def _articles(doc: Document) -> list[tuple[int, str]]:
    """(where its number stands, number) of each article's heading, in text order; `Điều 2` alone on its line too."""
    found = {m.start(1): m[1] for m in _ARTICLE_HEAD.finditer(doc.low) if heads_a_line(doc.low, m.start())}
    for part in doc.parts:
        if part.kind == "article" and (m := _NUMBERED_ARTICLE.search(doc.low, part.start, part.start + 24)):
            found[m.start(1)] = m[1]
    return sorted(found.items())


def _behind_note(low: str, at: int, end: int) -> int:
    """Where the words begin behind an editor's note: `Điều 5 [Điều này hết hiệu lực bởi …] Sửa đổi, bổ sung …`."""
    if low[at : at + 1] != "[":
        return at
    closing = low.find("]", at, end)
    while 0 <= closing < end - 1 and low[closing + 1].isspace():
        closing += 1
    return closing + 1 if closing >= 0 else at
