"""Whose a run of provisions is: of a citation beside it, of the document that is amended there, or of the document itself."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec.structs import replace

from kg.compiled import compiled
from kg.model import Document
from kg.recognise import lexicon
from kg.recognise.citation import Citation
from kg.recognise.provisions.amending import Place
from kg.recognise.provisions.levels import AT_ARTICLE, AT_CLAUSE, PART, POINT, PROVISION, THIS_ONE, Path
from kg.recognise.provisions.paths import written
from kg.recognise.provisions.quotations import Quoted, in_wording
from kg.recognise.provisions.runs import Run, article_of, runs

_BESIDE_WORDS = (
    r"(?:\s+{paragraph_word}\s+[^\W_]{1,4}(?=\s)"
    r"|(?:\s*,|\s+{and})\s+(?:{plural_word}\s+)?{annex}(?:\s+(?:{number_word}\s+)?[ivx\d]{1,4})?(?=\s)(?:\s+(?:{issues}\s+)?{attached_by}(?=\s))?)?"
    r"\s*(?:\)\s*)?(?:[,–-]\s*)?(?:{provision_links}\s+)?(?:{copy_or_plural}\s+)?"
)
_BESIDE = lexicon.pattern(_BESIDE_WORDS)
_LINK = lexicon.pattern(
    _BESIDE_WORDS
    + r"(?:{attached_papers}\s+(?:[^\n.;]{0,160}?\s)?(?:{by_passive}\s+)?(?:{issues}\s+)?{attached_by}\s+)?"
)
_CHANGED = lexicon.pattern(r"(?:{amends}|{supplements})\s")
_AFTER = lexicon.pattern(r"[ \n*]*[(\[][ *]*(?:{at}\s+|{according_to}\s+|{plural_word}\s+)*$")
_EXCEPTED = lexicon.pattern(
    r"(?:[^.;:\n“”\"]{0,240}?[,(])?[\s,(*]*{excepted}\s+(?:(?:{copy_or_plural}|{ruled_at})\s+)*"
)
_LISTED_BELOW = lexicon.pattern(r"(?<![^\W_]){listed_below}\s+{of_or_at}\s+$")
_ANNEX = lexicon.pattern(r"\s*(?:(?:,|{of}|{at}|{under}|{within_word})\s*)?(?:{copy}\s+)?{annex}")
_ANNEX_BEFORE = lexicon.pattern(r"{annex}\s+(?:{number_word}\s+)?[^\s,.;]{0,6}\s*,?\s*$")
_AS_ABOVE = compiled(
    rf"\s+(?:{'|'.join(map(re.escape, lexicon.group('above_here')))})(?![^\W_])"
)  # `nói ở khoản 2 trên đây`
_INTO = lexicon.pattern(r"\s*(?:,\s*)?{into_place}\s+")
_NEXT_ACT = lexicon.pattern(
    r"\s*[,;]?\s*(?:{and}\s+)?(?:{amends}|{supplements}|{replaces_or_repeals})(?:\s*,\s*{supplements})?\s+(?:{plural_word}\s+)?"
)
_AS = lexicon.pattern(r"{as_or_see}\s+$")
_ACTS_ITSELF = lexicon.pattern(r"\s+(?:{amends}|{supplements}|{repeals})(?![^\W_])")
_OF_SUBJECT = lexicon.pattern(
    r"(?:\s+{and}\s+{annex}(?:\s+[ivx\d]{1,4})?)?(?:\s+{about}|\s*[–-])\s+[^\n.;:()\d“\"]{3,100}\s+{of}\s+"
)
_BY_RULE = lexicon.pattern(r"\s(?:{according_to}|{at})\s")
_LIKEWISE = lexicon.pattern(
    r"(?:\s*,|\s+{and_or})\s+(?:[^.;:()“\"]{1,160}?\s{ruled_at}|[^.;:()“\"]{0,30}[“\"][^”\"]{1,120}[”\"]\s+{at})\s+(?:{plural_word}\s+)?"
)
_TREATY = lexicon.pattern(r"\s+(?:{of}\s+)?(?:{treaty}|{treaties})(?![^\W_])")
_OF_RULES = lexicon.pattern(r"\s+(?:{of}\s+)?{rules_on_work}\s+(?!{no_name_of_rules}(?![^\W_]))[^\W\d_]{2,}\s")
_STOPS = compiled(r"[.;]\s")
_CLAUSE_ENDS = compiled(r"[.;:\n]")
_NEAR = 1500
_APART_AT_MOST = 200  # two runs of one document
_IN_ONE_PHRASE = 4  # documents that one phrase names one after the other
_IN_ONE_ACT = 6  # runs that one instruction names one after the other
_APART = compiled(r"[.,;:()\n]")
_CAPITALS = compiled(r"[\s.*:]*([^\W\d_]{2,}[\s,]+[^\W\d_]{2,})")


def attach(doc: Document, citations: list[Citation], place: Place) -> list[Citation]:
    """The citations with their provisions, and between them runs that stand without a document, as citations of their own."""
    found = runs(doc.low)
    if not found:
        return citations
    owners = _Owners(doc, citations, place)
    for i, run in enumerate(found):
        owners.read(run, found[i + 1 : i + _IN_ONE_ACT])
    return owners.attached()


class _Owners:
    """Whose the runs of a text are, read in text order."""

    def __init__(self, doc: Document, citations: list[Citation], place: Place) -> None:
        self.text, self.low, self.citations, self.place = doc.text, doc.low, citations, place
        self.starts = {c.start: i for i, c in enumerate(citations)}
        self.begins = [c.start for c in citations]
        self.given: dict[int, list[str]] = {}
        self.alone: list[Citation] = []
        self.lead: tuple[int, Path] = (-1, ())  # own article, the article that is being amended
        self.lead_end = (-1, 0)  # and where it is named
        self.clause: tuple[int, Path] = (-1, ())  # the same for the clause
        self.spoken: dict[str, int] = {}  # provision -> where the citation begins that it was last said of

    def attached(self) -> list[Citation]:
        """All citations, in text order."""
        given = {i: tuple(dict.fromkeys(paths)) for i, paths in self.given.items()}
        made = [replace(c, provisions=given[i]) if i in given else c for i, c in enumerate(self.citations)]
        return sorted([*made, *self.alone], key=lambda c: (c.start, -c.end))

    def read(self, run: Run, after: list[Run]) -> None:
        """Gives a run to the citation that it belongs to, or keeps it as one of its own; some are no provisions of a document."""
        low, place, following = self.low, self.place, after[0] if after else None
        at = bisect_right(self.begins, run.start) - 1
        if at >= 0 and self.citations[at].end > run.start:
            return
        owner = self._owner(run, at)
        alike = self._alike(run, following, at) if owner is None and following and run.here < 0 else -1
        if owner is None and (_of_an_annex(low, run) or _is_inline_heading(self.text, run)):
            return
        inside, amended = place.quote(run.start), place.amended(run.start)
        if amended >= 0 and inside is None and run.here >= 0 and _is_wording(low, run):
            return  # `thay thế cụm từ “khoản 1 Điều này” …`: of the article where the words stand, not of this act
        free = owner is None and amended < 0 and run.here < 0
        if free and (_AS.search(low, max(0, run.start - 8), run.start) or _TREATY.match(low, run.end)):
            return
        if free and _OF_RULES.match(low, run.end):
            return  # `Điều 55 của Quy chế hoạt động của Hội đồng nhân dân`: of rules that are named without a number
        above = free and _AS_ABOVE.match(low, run.end) is not None
        amends = owner is None and amended >= 0 and inside is None
        context = place.here(run.start, inside) if above else self._context(run, inside, amends)
        put_into = _put_into(low, run, following, alike >= 0) if following else ()
        reached = max((step[0] for step in put_into), default=-1)
        if amends and reached < AT_ARTICLE and not article_of(run):
            put_into = (*put_into, *(step for step in self._ahead(run, after) if step[0] > reached))
        paths = [run.plain] if run.plain and alike < 0 else _written_all(run, put_into, context, above or amends)
        if inside is None:
            self._remember(run)
        if not paths or (owner is None and (_unclear(run, paths) or _is_part(run))):
            return
        if owner is not None:
            self.given.setdefault(owner, []).extend(paths)
            self.spoken.update(dict.fromkeys(paths, self.citations[owner].start))
            return
        target = amended if amended >= 0 and (inside is not None or run.here < 0) else -1
        if target < 0 and run.here < 0 and place.lacks(article_of(run) or put_into):
            if place.guided < 0 and _ACTS_ITSELF.match(low, run.end):
                return  # `Dự thảo Luật gồm 4 điều: Điều 1 sửa đổi …`: of what is not made yet
            target = place.guided if place.guided >= 0 else self._last_spoken_of(run, at)
        if above and paths[-1] in self.spoken:
            target = self.spoken[paths[-1]]  # `khoản 2 Điều 14 nêu trên`
        if free and at >= 0 and _EXCEPTED.fullmatch(low, self.citations[at].end, run.start):
            target = self.citations[at].start  # `Nghị định A, trừ khoản 2 Điều 5`
        into = self._owner(following, at) if following and put_into and inside is None else None
        named = next((i for i in (alike, into) if i is not None and i >= 0 and not self.citations[i].pointer), None)
        if named is not None:
            target = self.citations[named].start  # `…; bổ sung điểm đ vào sau điểm d khoản 1 Điều 3 Nghị quyết A`
        provisions = tuple(dict.fromkeys(paths))
        self.alone.append(
            Citation(start=run.start, end=run.end, rule="provision", pointer=PROVISION, provisions=provisions, owner=target)
        )  # fmt: skip

    def _owner(self, run: Run, at: int) -> int | None:
        """Index of the citation that the run belongs to: behind it, or before it with the run in brackets."""
        if run.here >= 0:
            return None
        beside = _BESIDE.match(self.low, run.end)
        if beside and self.starts.get(beside.end()) == at + 1 and "\n\n" not in beside.group():
            return at + 1  # a plan with a number, not what is attached to a paper behind it
        link = _LINK.match(self.low, run.end)
        if link and _CHANGED.search(link.group()):
            return None  # `điểm 1 của bản Điều lệ trên đã được sửa đổi theo Nghị định số …`
        behind = link.end() if link else run.end
        if behind in self.starts and "\n\n" not in self.low[run.end : behind]:
            return self.starts[behind]
        if at >= 0 and (_AFTER.fullmatch(self.low, self.citations[at].end, run.start) or self._lists(at, run)):
            return at
        following = self.begins[at + 1] if at + 1 < len(self.begins) else -1
        if following - run.end > _APART_AT_MOST or following < run.end:
            return None
        if _OF_SUBJECT.fullmatch(self.low, run.end, following) and not _BY_RULE.search(self.low, run.end, following):
            return at + 1  # `Chương XX về trách nhiệm bồi thường thiệt hại của Bộ luật Dân sự`
        return None

    def _lists(self, at: int, run: Run) -> bool:
        """`các điều, khoản sau đây của Thông tư A: điểm a khoản 2 Điều 3; Điều 15`: does the run list the parts of the citation before it?"""
        before = self.citations[at]
        if self.low[before.end : run.start].strip() != ":":
            return False
        return _LISTED_BELOW.search(self.low, max(0, before.start - 20), before.start) is not None

    def _alike(self, run: Run, following: Run, at: int) -> int:
        """Index of the citation that the next run belongs to, and this one with it: `khoản 1 Điều 2 và người sử dụng lao động quy định
        tại khoản 3 Điều 2 của Luật …`; -1: none."""
        if following.start - run.end > _APART_AT_MOST or not _LIKEWISE.fullmatch(self.low, run.end, following.start):
            return -1
        owner = self._owner(following, at)
        return owner if owner is not None else -1

    def _context(self, run: Run, inside: Quoted | None, amends: bool) -> Path:
        """What a run leans on: what `này` means, the article that is being amended."""
        article = self.place.own_article(run.start)
        lead = self.lead[1] if self.lead[0] == article else ()
        if run.here < 0:
            return lead if amends else ()
        context = self.place.here(run.start, inside) or lead
        if any(step[0] == AT_CLAUSE and step[2] == THIS_ONE for path in run.paths for step in path):
            clause = self.clause[1] if self.clause[0] == article else ()
            return (*(self.place.clause(run.start, inside) or clause), *context)
        return context

    def _ahead(self, run: Run, after: list[Run]) -> Path:
        """What the end of an instruction names holds for all of it: `Sửa đổi khoản 1; bổ sung khoản 1a vào sau khoản 1 Điều 34`."""
        article, end = self.lead_end
        if article == self.place.own_article(run.start) and not _CLAUSE_ENDS.search(self.low, end, run.start):
            return ()  # `tại Điều 30 sửa đổi khoản 1; …`
        last = run
        for following in after:
            acts = _NEXT_ACT.fullmatch(self.low, last.end, following.start) or _INTO.fullmatch(
                self.low, last.end, following.start
            )
            if not acts or following.here >= 0:
                break
            last = following
        return last.paths[-1] if last is not run else ()

    def _remember(self, run: Run) -> None:
        """What a run outside of new wording names is what later ones in the same article lean on."""
        if (steps := article_of(run)) and not _is_wording(self.low, run):
            article = self.place.own_article(run.start)
            self.lead = (article, steps)
            self.lead_end = (article, run.end)
            self.clause = (article, tuple(step for step in run.paths[-1] if step[0] == AT_CLAUSE))

    def _last_spoken_of(self, run: Run, at: int) -> int:
        """Where the citation begins of the document that is spoken of before the run: `thông tư 07 hướng dẫn nghị định này, trong đó điều 5`; -1 without one near."""
        low, citations = self.low, self.citations
        while at >= 0 and self.place.quote(citations[at].start) and not self.place.quote(run.start):
            at -= 1  # what new wording names is not what the instruction behind it is about
        if at < 0 or run.start - citations[at].end > _NEAR:
            return -1
        for _ in range(_IN_ONE_PHRASE):
            if not at or _APART.search(low, citations[at - 1].end, citations[at].start):
                break
            at -= 1
        line = low.rfind("\n", 0, citations[at].start) + 1
        end = low.find("\n", citations[at].end)
        if end >= 0 and end <= run.start and low[citations[at].end : end].rstrip().endswith(":"):
            while (
                at
                and citations[at - 1].start >= line
                and not _STOPS.search(low, citations[at - 1].end, citations[at].start)
            ):
                at -= 1  # `Căn cứ Thông tư A hướng dẫn Luật B, Luật C:`, and below it `- Tại khoản 2 Điều 2 …`
        return -1 if citations[at].pointer else citations[at].start


def _is_part(run: Run) -> bool:
    """`phần II` with no paper beside it: of the text's own outline."""
    return all(step[1] == PART for path in run.paths for step in path)


def _is_wording(low: str, run: Run) -> bool:
    """Does a run stand in a bit of wording that is changed?"""
    return in_wording(low, max(0, run.start - 80), run.start)


def _written_all(run: Run, put_into: Path, context: Path, lean: bool) -> list[str]:
    """The paths of a run, written, where something is left of them."""
    found = (written(_placed(path, put_into), context, lean) for path in run.paths)
    return [path for path in found if path]


def _put_into(low: str, run: Run, following: Run, alike: bool) -> Path:
    """Where what the run names is put: `khoản 2 Điều 18` in `Bổ sung điểm đ vào khoản 2 Điều 18`; the article of what is `alike` is its article too."""
    if alike:
        return article_of(following)
    if following.start - run.end > 40 or not _INTO.fullmatch(low, run.end, following.start):
        return ()
    return following.paths[-1]


def _placed(path: Path, place: Path) -> Path:
    if not place:
        return path
    top = max((step[0] for step in path), default=0)
    return (*path, *(step for step in place if top < step[0] <= AT_ARTICLE)) if top < AT_ARTICLE else path


def _unclear(run: Run, paths: list[str]) -> bool:
    """`Điều này` alone, which is no particular provision of a document; `điểm a khoản này` where no clause is known; `điểm 3` alone (which may be a score)."""
    if run.here >= 0 and all(step[2] == THIS_ONE for path in run.paths for step in path):
        return True
    if run.here in (1, 2):
        return not any("/" in p and p.count("/") >= 3 - run.here for p in paths)
    return all(p.startswith(f"{POINT} ") and p[len(POINT) + 1 :][:1].isdigit() for p in paths)


def _is_inline_heading(text: str, run: Run) -> bool:
    """`… ban hành Luật này. Chương I NHỮNG QUY ĐỊNH CHUNG`: a heading that has lost its line."""
    following = _CAPITALS.match(text, run.end)
    return bool(following and following[1].isupper()) and all(
        step[0] > AT_ARTICLE for path in run.paths for step in path
    )


def _of_an_annex(low: str, run: Run) -> bool:
    return bool(_ANNEX.match(low, run.end) or _ANNEX_BEFORE.search(low, max(0, run.start - 30), run.start))
