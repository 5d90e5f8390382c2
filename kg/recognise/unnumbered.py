"""Citations without a number: by date, by who made it, by `này` and `nêu trên`."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kg.recognise import lexicon
from kg.recognise.citation import ABOVE, THIS, Citation
from kg.recognise.citation_scan import CHARTERS, OF_OR_BETWEEN, ON, OVER, THATS, THIS_ONE, Candidate
from kg.recognise.citation_tail import OF_GAP, body_behind_of, is_ground, issuer_before, tail_at, type_before_body
from kg.recognise.header import Header
from kg.recognise.issuers import issuer_at
from kg.recognise.type_before import TypeBefore, plural_before, type_before
from kg.text import key

OF_OWN_BODY = 6
_ABOVE = lexicon.pattern(r"{named_before}\s+{above_word}")
_AFTER_OWN = lexicon.pattern(r"\s*(?:[.,;)]|$|\n\s*\n|{after_own_paper}\s)")
_CLOSES_WITH = lexicon.pattern(r"{above_here_is}\s+$")
_PERIOD = lexicon.pattern(r"\s+{period}\s+\d{4}\s*[-–]\s*\d{4}")
_GENERIC_BODY = lexicon.pattern(r"(?<![^\W_]){level}(?![^\W_])")  # `Tờ trình của Ủy ban nhân dân cấp tỉnh`
_DOES = lexicon.pattern(r"(?<![^\W_]){carries_out}\s+$")
_MADE_TO_BE_DONE = frozenset(("decision", "plan"))
_NOT_BEFORE_LAW = lexicon.pattern(r"{before_law_no_law}\s+$")
_ARTICLES_OF_LAW = lexicon.pattern(r"{article}\s+$")  # `điều luật` is no law, `một số điều Luật Đất đai` names one


def dated_paper(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """`Biên bản ngày 04 tháng 11 năm 1999 của Ban Đổi mới …`: a document told by its type, date and issuer."""
    kind = type_before(text, low, candidate.at) or type_before_body(text, low, candidate.at, small=True)
    if kind is None or not kind.row.type:
        return []
    if kind.row.loose and not text[kind.start].isupper() and not is_ground(low, kind.start):
        return []
    tail = tail_at(
        text,
        low,
        low.rindex(kind.words.split()[-1], kind.start, candidate.at) + len(kind.words.split()[-1])
        if kind.plain
        else candidate.at,
    )
    if tail.date is None and tail.issuer:
        tail = replace(
            tail_at(text, low, candidate.at), issuer=tail.issuer
        )  # `Nghị quyết của Chính phủ tại phiên họp ngày …`
    if tail.date is None or (tail.issuer is None and kind.row.loose):
        return []
    issuer = tail.issuer
    if issuer is None and OF_GAP in low[kind.start : candidate.at]:
        of = OF_OR_BETWEEN.search(low, kind.start, candidate.at)
        issuer = body_behind_of(text, low, of.end()) if of else None
    before = None if issuer else issuer_before(text, low, kind.start)
    return [
        Citation(
            start=kind.start, end=tail.end, rule="type-date", type=kind.row.type, name=f"{ON} {tail.date}", date=tail.date, year=int(tail.date[:4]), term=tail.term,
            issuer=issuer.full if issuer else None, issuer_local=bool(issuer and issuer.local and not issuer.placed),
            before=before.full if before else None, before_local=bool(before and before.local and not before.placed),
        )
    ]  # fmt: skip


def party_rules(text: str, candidate: Candidate) -> Citation:
    """`Điều lệ Đảng`, `Điều lệ Công đoàn Việt Nam`: one document, in versions."""
    kind, name = lexicon.printed("rules_of_party"), lexicon.printed("rules_of_party_name")
    words = key(text[candidate.start : candidate.at])
    for row in CHARTERS:
        if any(words.endswith(f" {key(body)}") for body in lexicon.group(row)):
            name = f"{name.split()[0]} {name.split()[1]} {lexicon.printed(row)}"
    return Citation(start=candidate.start, end=candidate.at, rule="name", type=kind, name=name)


def paper_of_body(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """`Tờ trình của Đảng ủy Chính phủ`: a document told by its type and who made it."""
    of = OF_OR_BETWEEN.search(low, candidate.start, candidate.at)
    kind = type_before(text, low, of.start()) if of else None
    between = of is not None and of[1] != OF_GAP.strip()
    body = issuer_at(text, low, candidate.at, joint=between)
    period = _PERIOD.match(low, body.end) if body and between else None
    if kind is None or body is None or plural_before(low, candidate.start) or _GENERIC_BODY.search(key(body.full)):
        return []
    name = f"{kind.row.type} {key(body.full)}"
    return [
        Citation(
            start=candidate.start,
            end=period.end() if period else body.end,
            rule="type-body",
            type=kind.row.type,
            name=name,
            term=body.term,
            issuer=body.full,
            issuer_local=body.local and not body.placed,
        )
    ]


def pointer_at(text: str, low: str, candidate: Candidate) -> list[Citation]:
    """`Quyết định này`, `Chỉ thị nêu trên`."""
    kind = type_before(text, low, candidate.at)
    this = low.startswith(THIS_ONE, candidate.at)
    if kind is None or (not kind.plain and (this or low.startswith(THATS, candidate.at))):
        return []
    if kind.row.id == "law" and is_another_word(text, low, kind.start):
        return []
    end = candidate.at + 3 if this else candidate.at + len(_above_word(low, candidate.at))
    if low.startswith(THATS, candidate.at):
        clear = text[kind.start].isupper() or (not low.startswith(THATS[0], candidate.at) and not kind.row.loose)
        return (
            [Citation(start=kind.start, end=candidate.at + 2, rule=ABOVE, type=kind.row.type, pointer=ABOVE)]
            if clear and kind.row.type
            else []
        )
    small = kind.row.loose and not text[kind.start].isupper()
    if not this and low.startswith(OVER, candidate.at) and small and not _carries_out(low, kind):
        return []
    if plural_before(low, kind.start):
        return []
    return [
        Citation(
            start=kind.start,
            end=end,
            rule=THIS if this else ABOVE,
            type=kind.row.type or None,
            pointer=THIS if this else ABOVE,
        )
    ]


def _carries_out(low: str, kind: TypeBefore) -> bool:
    """`Để thi hành quyết định trên`: a paper, though its type is also a verb."""
    return kind.row.id in _MADE_TO_BE_DONE and bool(_DOES.search(low, max(0, kind.start - 16), kind.start))


def _above_word(low: str, at: int) -> str:
    found = _ABOVE.match(low, at)
    return found.group() if found else OVER


def is_another_word(text: str, low: str, start: int) -> bool:
    """`pháp luật`, `kỷ luật`, `văn phòng luật`; not `Luật` at the head of a line below one that ends in `tư pháp`."""
    before = _NOT_BEFORE_LAW.search(low, max(0, start - 12), start)
    if before is None:
        return not text[start].isupper() and bool(_ARTICLES_OF_LAW.search(low, max(0, start - 8), start))
    return not ("\n" in before.group() and text[start : start + 2].istitle())


def of_own_body(text: str, low: str, header: Header) -> Iterator[Candidate]:
    """`Kế hoạch của UBND tỉnh` inside that very plan."""
    own = header.own
    if not own.type or not own.issuer or key(own.type) not in lexicon.words("named_by_body"):
        return
    for m in lexicon.pattern(lexicon.spaced(own.type) + r"\s+{of}\s+").finditer(low, header.body):
        body = issuer_at(text, low, m.end())
        if (
            body is None
            or not text[m.start()].isupper()
            or not (_AFTER_OWN.match(low, body.end) or _CLOSES_WITH.search(low, max(0, m.start() - 14), m.start()))
            or plural_before(low, m.start())
        ):
            continue
        mine, theirs = key(own.issuer), key(body.full)
        if mine == theirs or (body.local and not body.placed and mine.startswith(theirs + " ")):
            yield Candidate(m.start(), OF_OWN_BODY, body.end)
