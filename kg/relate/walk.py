"""A sentence read from left to right: marks, cues and citations in their order."""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Mention, Span
from kg.recognise import lexicon
from kg.recognise.agencies.words import UPPER
from kg.recognise.provisions import are_all
from kg.relate.cues import read_cue
from kg.relate.frames import Frame
from kg.relate.patterns import ACTIVE, plain_cue
from kg.relate.reach import BARE, NESTED, take
from kg.relate.rows import BASED_ON, CITES, GUIDES, IMPLEMENTS, OUSTS, SCOPED
from kg.relate.saying import say_of
from kg.relate.sentence import FAR, Sentence, holds, is_phrase

_OF_PARTS = SCOPED | {GUIDES}  # what lists parts of a document: `hướng dẫn khoản 2 Điều 6; khoản 1 Điều 9 Nghị định A`
_BARE_LINKS = frozenset(("", ",", ";"))
_WITHIN = lexicon.word("within_word")
_QUOTED_AT = lexicon.pattern(r".*[”\"]\s*{at}\s+")
_CAPITAL = compiled(rf"\s[{UPPER}]")


def read_sentence(s: Sentence) -> None:
    """Say what the sentence says, and `cites` for what it only names."""
    _walk(s)
    s.above = None
    told = set()
    for m in sorted(
        [*(s.paper.mentions[i] for i in s.inside), *(m for ms in s.inner.values() for m in ms)],
        key=lambda m: m.start,
    ):
        if m.entity and m.entity not in s.stronger and m.entity not in told:
            told.add(m.entity)
            kind = BASED_ON if _proposed(s, m) else IMPLEMENTS if _ordered(s, m) else CITES
            say_of(s, kind, 0, m, None, None)


def _proposed(s: Sentence, m: Mention) -> bool:
    """`Phê duyệt điều chỉnh Quyết định A theo Tờ trình B`: the document acts, on a proposal."""
    if not s.acts or s.paper.entities[m.entity].type not in s.words.proposals:
        return False
    before = max(s.start, m.start - 40)
    return bool(s.words.by_paper_told.search(s.low, before, m.start)) and not s.words.made_so.search(
        s.low, before, m.start
    )


def _ordered(s: Sentence, m: Mention) -> bool:
    """`Tiếp tục thanh tra, xử lý vi phạm theo Chỉ thị số 134/CT-TTg`, in a paper that tells others what to do."""
    if not s.paper.only_instructs or s.paper.entities[m.entity].type not in s.words.orders:
        return False
    if not s.words.as_told.search(s.low[max(s.start, m.start - 90) : m.start]):
        return False
    before = s.beside(m, -1)
    grounds = any(frame.row and frame.row.id == BASED_ON for frame in s.frames)
    if grounds and before and "," not in s.low[before.end : m.start]:
        return False  # `Căn cứ Nghị định A quy định chính sách giảm thuế theo Nghị quyết B`
    if s.words.made_so.search(s.low, max(s.start, m.start - 40), m.start):
        return False  # `Tiếp nhận hồ sơ lập theo Kế hoạch A`: that is how it was made
    return not any(w.search(s.low, s.start, m.start) for w in (s.words.past, s.words.if_not, s.words.received))


def last_open(s: Sentence) -> Frame | None:
    """The frame that is open at the end and may go on in the list below."""
    _walk(s)
    frames = [f for f in s.frames if f.row and not (f.active and (f.joined or not (f.who == (0,) or _lists(s, f))))]
    return frames[-1] if frames else None


def _lists(s: Sentence, frame: Frame) -> bool:
    """`Thông tư A đã bãi bỏ toàn bộ 43 văn bản, cụ thể:`, what the press tells of a paper: does it act on what the list below names?"""
    return bool(not s.paper.own_type and frame.row and frame.row.id in OUSTS and frame.who)


def _walk(s: Sentence) -> None:
    mentions = iter([s.paper.mentions[i] for i in s.inside])
    upcoming = next(mentions, None)
    for found in s.words.scan.finditer(s.low, s.start, s.end):
        while upcoming and upcoming.end <= found.start():
            _mention(s, upcoming)
            upcoming = next(mentions, None)
        if upcoming and found.start() >= upcoming.start:
            continue
        _next_statement(s, found.start())
        mark = found[0]
        if len(mark) == 1:
            _mark(s, mark, found.start())
        else:
            read_cue(s, found, upcoming)
    while upcoming:
        _mention(s, upcoming)
        upcoming = next(mentions, None)


def _mark(s: Sentence, mark: str, at: int) -> None:
    if mark in "([":
        s.saved.append((s.frames[-NESTED:], s.prev, s.group[-NESTED:], s.note))
        if mark == "[":  # a note of an editor: a sentence of its own
            s.frames, s.prev, s.group, s.clause, s.note = [], None, [], at + 1, True
        elif s.paper.title.start < at < s.paper.title.end and s.low[:at].rstrip(" *")[-1:] == "\n":
            s.frames, s.prev, s.group, s.clause = (
                [],
                None,
                [],
                at + 1,
            )  # `(Bổ sung Hướng dẫn số 10-HD/BTCTW)`, a line of the title
    elif mark in ")]":
        if s.saved:
            s.frames, s.prev, s.group, s.note = s.saved.pop()
    elif not s.saved:
        base = s.frames[0] if s.frames else None
        lasting = base and (
            base.lead
            or (
                base.active
                and base.row
                and base.row.id in _OF_PARTS
                and at - base.after < FAR
                and are_all(_behind_words(s.low[base.after : at]))
            )
            or (
                base.active
                and base.who == (0,)
                and (base.joined or (base.row and base.row.id in (BASED_ON, IMPLEMENTS)))
            )
            or (base.active and base.row and base.row.id == IMPLEMENTS and base.joined and base.cue.start == s.start)
        )
        top = s.frames[-1] if s.frames else None
        told = top and top.active and top.joined and top.row and top.row.id in SCOPED
        s.teller = top.who[0] if top and told and top.who else _made_here(s, at)
        s.frames = [base] if base and lasting and not _ends_by_itself(s, base, at) else []
        s.prev = None
        s.clause = at + 1


def _made_here(s: Sentence, at: int) -> int:
    """`Ủy ban nhân dân tỉnh đã ban hành Kế hoạch A; thay cho Kế hoạch B`, as the press tells it: A, which was made in the clause before; 0 without."""
    if s.paper.own_type:
        return 0
    clause = (s.paper.mentions[i] for i in s.inside if s.clause <= s.paper.mentions[i].start < at)
    made = (m.entity for m in clause if s.words.has_made.search(s.low, max(s.clause, m.start - 40), m.start))
    return next(made, 0)


def _behind_words(stretch: str) -> str:
    """What stands behind the last quotation: `“hoặc cấp xã” vào sau cụm từ “cấp tỉnh” tại khoản 1 Điều 5`."""
    quoted = _QUOTED_AT.match(stretch)
    return stretch[quoted.end() :] if quoted else stretch


def _ends_by_itself(s: Sentence, base: Frame, at: int) -> bool:
    """`… thay thế Thông tư A; điểm 4 Thông tư B trái với Thông tư này đều bãi bỏ`: what stands behind the semicolon has its own verb."""
    if base.lead or not base.row or not (base.row.id == IMPLEMENTS or (base.joined and base.row.id in SCOPED)):
        return False
    end = s.low.find(";", at + 1, s.end)
    return bool(s.words.ends.search(s.low, at + 1, end if end >= 0 else s.end))


def _next_statement(s: Sentence, at: int) -> None:
    """In an editor's note: `… Nghị định A có hiệu lực từ ngày 01/7/2024 Nội dung hướng dẫn Khoản này tại Nghị định B …`, without a stop between."""
    holds = s.words.holds.search(s.low, s.prev.end, at) if s.note and s.prev else None
    begins = _CAPITAL.search(s.paper.doc.text, holds.end(), at) if holds else None
    if begins:
        s.frames, s.prev, s.group, s.acting, s.clause = [], None, [], None, begins.start() + 1


def _mention(s: Sentence, m: Mention) -> None:
    _next_statement(s, m.start)
    gap = s.low[max(s.clause, s.prev.end if s.prev else s.clause, m.start - 160) : m.start]
    linked = gap.strip() in _BARE_LINKS or s.words.is_linked(gap)
    if linked and m.rule == BARE and s.prev and s.prev.rule == BARE and gap.strip() == _WITHIN:
        linked = False  # `bổ sung Điều 49a vào sau Điều 49 trong Mục 4`: where it is put
    beside = linked and _stays_aside(s, m)
    taken = None if beside else take(s, m, linked)
    s.aside = m if taken is None and (beside or not linked) and m.rule != BARE else None
    top = s.frames[-1] if s.frames else None
    waits = top and not top.active and not top.joined and m.entity == 0 and m.rule == BARE
    if taken is None and (waits or (top and is_phrase(s, m))):
        return  # `khoản 1 Điều 1` of what follows; `Bỏ cụm từ “tại Điều 79” tại khoản 1 Điều 203`
    if not s.group or (linked and s.prev is not None):
        if taken is None or taken.who == (0,):  # who amended a law does not end with it
            s.group.append(m)
    elif s.prev is None:
        s.group = [m]
    if taken is None and not (s.frames and (m.entity in s.frames[-1].who or holds(s, m))):
        while (
            s.frames
            and not s.frames[-1].joined
            and not s.frames[-1].lead
            and s.frames[-1].row
            and s.frames[-1].row.id != BASED_ON
        ):
            s.frames.pop()
    s.prev = m
    if m.start in s.inner:
        _inside_name(s, m, s.inner[m.start])


def _stays_aside(s: Sentence, m: Mention) -> bool:
    """`Sửa đổi Quyết định A theo Luật B và Nghị định C`: what is joined to a ground is one too, if it is no paper like the one acted on."""
    top = s.frames[-1] if s.frames else None
    if s.aside is None or s.aside is not s.prev or not (top and top.active and top.last and top.row):
        return False
    if top.row.id not in SCOPED:
        return False
    mine, its, ground = (s.paper.entities[e].type for e in (m.entity, top.last.entity, s.aside.entity))
    return mine != its or its == ground


def _inside_name(s: Sentence, m: Mention, inner: list[Mention]) -> None:
    """`Luật sửa đổi, bổ sung một số điều của Luật Đất đai` amends the law that its name names, and those that follow."""
    for found in s.words.scan.finditer(s.low, m.start, inner[0].start):
        row, voice = s.words.cues.get(plain_cue(found[0]), (None, ""))
        if row and voice == ACTIVE and row.firm:
            frame = Frame(row, True, (m.entity,), Span(*found.span()))
            for law in inner:
                if law.entity != m.entity:
                    frame.joined.append(law.entity)
                    if (m.entity, law.entity) not in s.paper.names_told:
                        s.paper.names_told.add((m.entity, law.entity))
                        say_of(s, row.id, m.entity, law, frame.cue, None)
            if m.end == inner[-1].end and frame.joined:
                s.frames = [frame] if m.entity == 0 else [*s.frames, frame]
                s.prev = inner[-1]
            return
