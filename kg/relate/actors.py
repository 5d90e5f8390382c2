"""Who does what a cue says, and to which document it is done."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from kg.compiled import compiled
from kg.model import Mention, Span
from kg.naming import parse_symbol
from kg.recognise import lexicon
from kg.relate.frames import Frame
from kg.relate.history import tells_a_rule, told_of, was_done
from kg.relate.paper import HEAD
from kg.relate.rows import (
    ACTS,
    AMENDS,
    BASED_ON,
    CORRECTS,
    ENDED,
    GUIDES,
    IMPLEMENTS,
    OUSTS,
    SCOPED,
    SUSPENDS,
    Relation,
)
from kg.relate.sentence import FAR, Sentence, is_phrase, opens

_BY_ROW = SCOPED | {GUIDES}
_IN_BRACKETS = compiled(r"\([^()]*\)")
_MARKED = compiled(r"[,.;:()]")
_COMMA = compiled(r",\s+(?=\w)")
_ONLY_BRACKET = compiled(r"[\s(\[,:\-“\"]*$")
_ITEM = compiled(r"\s*(?:[-+•]|\d+[.)]|[a-zđ]\))")


def actor_of(s: Sentence, row: Relation, cue: Span) -> int | None:
    """Who does what the cue says: the citation before, the document itself, or nobody."""
    if row.id == BASED_ON:
        return _rests_on(s, cue)
    top = s.frames[-1] if s.frames else None
    if s.note and s.prev is None:
        return None  # a note tells what others do
    if s.prev is not None:
        gap = s.low[max(s.prev.end, cue.start - FAR) : cue.start]
        joined = s.words.joined.search(gap[-20:])
        if joined and row.firm and _goes_on_after_history(s):
            return 0  # `sửa đổi Quyết định A đã được bổ sung bởi Quyết định B và bãi bỏ Quyết định C`
        more = row.firm or not _ONLY_BRACKET.fullmatch(gap.replace(",", ""))
        acted = top and top.row and (top.row.id != BASED_ON or s.words.made_on.search(s.low, *_ends(top.cue)))
        if joined and more and top and acted and top.active and top.joined and top.who:
            return top.who[0]  # `… và bãi bỏ …`: the same actor
        apart = s.words.only_join.match(gap) and (
            not row.firm or gap.strip(" \n,")
        )  # `theo Thông tư A và thay thế Thông tư B`
        if row.firm and s.words.unnamed_type.search(gap[-40:]):
            s.frames.append(
                Frame(None, True, (), cue)
            )  # `Kế hoạch triển khai Nghị định quy định chi tiết …`: a decree that is not named
            return None
        if not row.firm and "," in gap and s.paper.entities[s.prev.entity].type in s.words.proposals:
            return None  # `Công văn B phúc đáp Báo cáo A, yêu cầu tỉnh thực hiện Nghị định C`
        if not apart and _attached(s, row, gap, s.prev.end):
            doer = _by_whose_rules(s, row, s.prev, gap)
            return doer.entity if not row.firm or _is_made(s, doer) else None
        grounds = top and top.row and top.row.id == BASED_ON and top.joined and s.low[s.end - 1] in ";,"
        if grounds and row.id == IMPLEMENTS and not apart and s.prev.start >= s.clause:
            # `Căn cứ Thông báo A về kết luận của đồng chí B, Trưởng Ban, tại Hội nghị thực hiện Nghị quyết C`
            return None
    if not row.firm:
        if row.id == IMPLEMENTS and not s.paper.own_type:
            return told_of(s, cue)
        if row.id == IMPLEMENTS and s.paper.sets_rules and cue.start >= s.paper.articles:
            return None  # `Chấp hành Điều lệ Công đoàn Việt Nam`, in the articles of a law: others must
        return 0
    if row.id in SCOPED and (spoken := s.paper.spoken_of(cue.start, s.start, s.before)) and _goes_on_about(s, cue):
        return spoken
    told = row.id in SCOPED and s.prev is None and not s.paper.own_type
    if told and s.before and s.words.noted.fullmatch(s.low, s.start, cue.start):
        return s.before.entity  # `… ban hành Nghị định A. Đáng chú ý là việc bãi bỏ Nghị định B.`
    if s.prev is None and row.id in _BY_ROW and not s.low[s.start : cue.start].strip():
        cell, what = s.paper.cell_above(cue.start, numbered=True), next(iter(s.after(cue.end, 1)), None)
        if cell and what and cell.entity != what.entity:
            s.above = cell  # what the title of the document in the cell above says
            return cell.entity
    if not acts(s, row, cue):
        return None
    if row.id in SCOPED and not s.paper.own_type and s.words.continues.match(s.low, s.start):
        # `Bộ đang dự thảo Thông tư bãi bỏ một số văn bản. Cụ thể, bãi bỏ 12 văn bản sau đây:`
        return s.paper.ending or None
    goes_on = s.teller and not s.paper.own_type and opens(s, cue)
    return s.teller if goes_on else 0  # `Tỉnh ủy ban hành Quy định A sửa đổi Quy định B; bãi bỏ Quy định C`


def _goes_on_about(s: Sentence, cue: Span) -> bool:
    """Does the act begin the clause, or stand behind a comma or an `and`, with nobody to do it?"""
    before = s.back(cue.start)
    return (opens(s, cue) or bool(s.words.joined.search(before[-20:]))) and not s.words.history.search(before[-20:])


def _rests_on(s: Sentence, cue: Span) -> int | None:
    """What `Căn cứ …` is said of: the document itself in its grounds, a citation right before, or nothing."""
    if s.acts and s.words.as_proposed.match(s.low, cue.start):
        return 0  # `Phê duyệt phương án B theo đề nghị của Sở Y tế tại Tờ trình A`
    if cue.start > s.paper.grounds_end or s.low[cue.end : cue.end + 1] == ",":
        return None  # `Căn cứ, nội dung, trình tự …`
    if not s.paper.own_type and not s.listed and tells_a_rule(s, cue):
        return None
    if s.paper.own_type in (*s.words.proposals, "") and not s.listed and was_done(s, cue.end, s.end):
        return None  # in a report: `Được sự đồng ý của Thủ tướng tại Công văn A, Bộ đã thông báo …`
    if s.prev is not None and s.words.made_on.search(s.low, cue.start, cue.end):
        gap = s.low[s.prev.end : cue.start]
        named = s.words.suffering.match(s.low, cue.start) and len(gap) < FAR and not _MARKED.search(gap)
        return s.prev.entity if named or not gap.strip(" (,") else None
    before = s.back(cue.start)
    early = (
        s.start < HEAD and s.prev is None and s.words.joined.search(before[-20:]) and not s.words.wishes.search(before)
    )
    return 0 if opens(s, cue) or early or _second_ground(s, cue) else None


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _second_ground(s: Sentence, cue: Span) -> bool:
    """`Triển khai Công văn A và theo đề nghị của Sở Y tế tại Tờ trình B, …`: what opens the document goes on with a ground."""
    base = s.frames[0] if s.frames else None
    if s.start < HEAD and s.prev and not s.frames and s.words.answers.match(s.low, s.start):
        # `Trả lời Công văn A của Cục Thuế, căn cứ Thông tư B, …`
        return s.low[s.prev.end : cue.start].rstrip().endswith(",")
    if s.start >= HEAD or s.prev is None or base is None or not (base.row and base.active and base.joined):
        return False
    gap = s.low[s.prev.end : cue.start]
    return base.who == (0,) and (gap.rstrip().endswith(",") or bool(s.words.only_join.match(gap)))


def _by_whose_rules(s: Sentence, row: Relation, m: Mention, gap: str) -> Mention:
    """`Nghị định A quy định về đối thoại theo Điều 10 Luật B, bãi bỏ Nghị định C`: A does, by the rules of B."""
    before = s.beside(m, -1)
    if before is None or before.start < s.clause or row.id not in SCOPED or not gap.lstrip().startswith(","):
        return m
    return before if s.words.by_rule.search(s.low, max(before.end, m.start - 60), m.start) else m


def _is_made(s: Sentence, m: Mention) -> bool:
    """May the document act: it is no proposal, and not yet to be made (`Xây dựng Luật Nhà giáo, trong đó sửa đổi …`)? What has a number is made."""
    if s.paper.entities[m.entity].type in s.words.proposals:
        return False
    return bool(s.paper.entities[m.entity].symbol) or not s.words.to_be_made.search(
        s.low, max(s.start, m.start - 40), m.start
    )


def _attached(s: Sentence, row: Relation, gap: str, at: int) -> bool:
    """Is the citation before the gap the subject of the cue after it?"""
    if row.near and gap.strip(" (") and len(gap) > 60:
        return False
    if len(gap) >= FAR or s.words.wishes.search(gap, max(0, len(gap) - 40)):
        return False
    if s.words.breaks.search(gap):
        return False
    if not row.firm and s.words.next_step.search(gap):
        return False  # `… Nghị quyết Trung ương 5, góp phần thực hiện Nghị quyết 03`
    if gap.rstrip()[-1:] in (",", ")") and s.paper.doc.text[at + len(gap) : at + len(gap) + 1].isupper():
        return s.paper.doc.text[at : at + len(gap) + 4].isupper()  # `Quy định A, Hướng dẫn thực hiện …`
    text = _IN_BRACKETS.sub("", s.paper.doc.text[at : at + len(gap)])
    return text.isupper() or not any(text[found.end()].isupper() for found in _COMMA.finditer(text))


def acts(s: Sentence, row: Relation, cue: Span) -> bool:
    """Does the document itself act here?"""
    if s.quoted or (row.id == GUIDES and not s.paper.own_type):
        return False
    if row.id not in (GUIDES, CORRECTS) and s.paper.own_type in s.words.proposals:
        return False  # a report tells: `UBND quận đã xây dựng Kế hoạch A; ban hành Quyết định B`
    before = s.back(cue.start)
    if _is_of_another_type(s, row, before) or s.paper.is_task(cue.start):
        return False
    if opens(s, cue) or (row.id in ACTS and row.id != GUIDES and _by_its_issuer(s, row, before)):
        title = s.start < s.paper.articles and not _ITEM.match(s.low, s.start)
        tasks = s.words.types_with_tasks[row.id]
        instructs = s.paper.own_type in tasks or (
            tasks
            and row.id != SUSPENDS  # who orders, suspends: `4. Đình chỉ việc thi hành Quyết định số …`
            and s.paper.own_type in s.words.instructing
            and s.paper.own_type not in s.words.ruling
            and not s.paper.has_articles
        )
        return not instructs or _in_title(s, title) or _takes_effect(s, cue) or _changes_here(s, row, cue)
    if (
        s.prev is None
        and s.paper.own_type
        and s.start < HEAD
        and cue.start < s.paper.articles
        and len(before) < 200
        and s.words.subjects.search(before)
        and not s.words.wishes.search(before)
        and not s.words.history.search(before)
    ):
        return s.paper.own_type not in s.words.types_with_tasks[row.id] or row.id == GUIDES  # `V/v hướng dẫn áp dụng …`
    if _explains(s, row, cue, before):
        return True
    if cue.start < s.paper.articles and len(before) < 300:
        opening = s.words.promulgates.search(before)  # `Theo đề nghị của A, Bộ trưởng ban hành Thông tư sửa đổi …`
        return bool(
            opening
            and not s.words.wishes.search(before, before.rfind(",", 0, opening.start()) + 1)
            and before.startswith(s.paper.own_type, opening.end())
            and s.words.opening.match(before, opening.end())
        )
    return False


def _by_its_issuer(s: Sentence, row: Relation, before: str) -> bool:
    """`Qua rà soát, Bộ Tài chính đính chính Thông tư A như sau:`: the body whose paper this is; it suspends by asking others to stop."""
    said, issuer = s.paper.in_full(before.rpartition(",")[2]).split(), s.paper.issuer
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(said, issuer, strict=False)))
    rest = " ".join(said[same:])
    asks = row.id == SUSPENDS and s.words.asks.search(rest)
    return same > 1 and bool(asks or s.words.opening.match(rest))


def _explains(s: Sentence, row: Relation, cue: Span, before: str) -> bool:
    """`Căn cứ Nghị định A, Bộ Lâm nghiệp hướng dẫn thực hiện Điều 7 của Nghị định A như sau:`, `… xin đính chính một số sai sót trong Quyết định B, như sau:`"""
    if row.id not in (GUIDES, CORRECTS) or s.start >= HEAD or cue.start >= s.paper.articles:
        return False
    if not s.paper.own_type or s.paper.own_type in s.words.types_with_tasks[row.id] or s.words.wishes.search(before):
        return False
    return bool(s.words.new_wording.search(s.low, max(cue.end, s.end - 60), s.end))


def _changes_here(s: Sentence, row: Relation, cue: Span) -> bool:
    """A part of another paper that is changed here, nobody being told to: `2. Sửa đổi điểm 2.3 Mục III Hướng dẫn số 21-HD/BTCTW` in one of that body and kind, `Điều chỉnh điểm 2 Mục II Nghị quyết A như sau: …`; or one of
    that body and kind that is ended: `2. Thu hồi Công văn số 199/UBND-VP`."""
    m = next((m for i in s.inside if (m := s.paper.mentions[i]).start >= cue.end), None)
    if m is None or not m.entity or not (m.provisions or row.id in ENDED):
        return False
    if m.provisions and s.words.reworded.match(s.low, m.end, s.end):
        return True
    kinds = {letters for letters, _ in lexicon.type_letters()}
    own, its = (set(parse_symbol(s.paper.entities[e].symbol or "").tokens) - kinds for e in (0, m.entity))
    return s.paper.entities[m.entity].type == s.paper.own_type and bool(own & its)


def _takes_effect(s: Sentence, cue: Span) -> bool:
    """`4. Chỉ thị này có hiệu lực kể từ ngày ký. Bãi bỏ Chỉ thị số …`, `…; thay thế Chỉ thị số …`: in the clause that puts the paper in force, what it says of others is an act."""
    if not s.paper.doc.parts:
        return False
    first = bisect_left(s.paper.mention_starts, s.paper.doc.parts[s.paper.part_at(s.start)].start)
    own = s.paper.mentions[first] if first < len(s.paper.mentions) else None
    return bool(own and own.entity == 0 and own.start < cue.start and s.words.holds.match(s.low, own.end + 1))


def _is_of_another_type(s: Sentence, row: Relation, before: str) -> bool:
    """`Nghị định quy định chi tiết Luật X` in a decision's list of what is to be made."""
    if not s.paper.own_type or row.near:
        return False
    named = s.words.made_type.search(before[-60:])
    return bool(named and " ".join(named[1].split()) not in s.paper.own_type)


def _in_title(s: Sentence, title: bool) -> bool:
    return (
        title
        and s.start < 3000
        and not any(p.kind in ("roman", "article", "number", "part") and p.start < s.start for p in s.paper.doc.parts)
    )


def patient_of(s: Sentence, row: Relation, cue: Span, upcoming: Mention | None) -> int | None:
    """What a passive cue acts on."""
    if row.near:
        close = s.prev is not None and not s.low[s.prev.end : min(cue.start, s.prev.end + FAR)].strip(" (,")
        return s.prev.entity if s.prev and close else None
    before = s.back(cue.start)
    s.phrase = bool(s.words.phrase.search(before))
    if s.words.own_part.search(before):
        return 0  # `Điều này được bổ sung bởi …`
    if (
        s.acting is not None
        and s.prev
        and s.frames
        and not s.frames[-1].active
        and s.prev.entity in s.frames[-1].joined
        and "("
        not in before[-30:]  # `Điều 9a Thông tư A được bổ sung tại Thông tư B (đã được đính chính tại C)`: B was
    ):
        promulgated = s.frames[-1].row is not None and s.frames[-1].row.near
        acting = _of_type(s, s.acting, upcoming) if row.id in SCOPED else s.acting
        return s.prev.entity if promulgated else acting  # `Quy chế này ban hành kèm theo A và bị bãi bỏ bởi B`
    if s.prev is None:
        return _patient_not_cited(s, row, cue, before)
    gap = s.low[max(s.prev.end, cue.start - FAR) : cue.start]
    if "|" in gap and s.head and row.id in SCOPED and s.paper.in_row(cue):
        return (
            s.head.entity
        )  # `| 08/2018/TT-BCT | Sửa đổi Thông tư A | Bị thay thế bởi Thông tư B |`: what the row is about
    if (
        (gap.lstrip().startswith(",") or s.words.only_join.match(gap))
        and (ousting := _ousting(s)) is not None
        and not _too_old(s, upcoming, ousting)
        and (ousting or (upcoming and s.paper.younger(upcoming.entity, 0)))  # a new act is not amended yet
    ):
        return ousting  # `Nghị định A thay thế Nghị định B, được sửa đổi tại Nghị định C`
    if not _attached(s, row, gap, s.prev.end) or is_phrase(s, s.prev) or _of_another_subject(s, s.prev, gap):
        return None
    return _of_type(s, s.prev.entity, upcoming) if row.id in SCOPED else s.prev.entity


def _patient_not_cited(s: Sentence, row: Relation, cue: Span, before: str) -> int | None:
    """What a passive cue acts on where the sentence names no document before it."""
    if s.note:
        return 0  # `[Thực hiện cơ chế một cửa được hướng dẫn bởi …]`: what the note stands at
    if s.phrase and row.id in SCOPED and s.words.own_phrase.match(before):
        return 0  # `Cụm từ “sở” được thay thế bằng cụm từ “ngành” theo quy định tại Luật A`
    if s.before and len(before) < 25:
        return s.before.entity
    if row.id in SCOPED and s.paper.history_of and s.words.opening.match(before):
        return s.paper.history_of  # `09/01/2015 Được sửa đổi 79/2014/QĐ-UBND`
    if row.id in SCOPED and not before.strip() and (cell := s.paper.cell_above(cue.start)):
        s.above = cell
        return cell.entity
    base = s.frames[0] if s.frames else None
    if (
        base
        and base.row
        and base.row.id in SCOPED
        and base.active
        and not base.lead
        and base.joined
        and s.clause > s.start
        and s.words.agents.search(s.low, cue.start, cue.end + 40)
    ):
        return base.joined[-1]  # `sửa đổi Nghị quyết A về bảng lương X; bảng lương Y đã được sửa đổi theo Nghị quyết B`
    return (
        s.paper.amended_here(s.start)
        if row.id == AMENDS
        and s.words.suffering.match(s.low, cue.start)
        and s.words.provision.search(s.low, s.start, cue.start)
        else None
    )


def _too_old(s: Sentence, actor: Mention | None, patient: int) -> bool:
    """Was what acts made before what it would act on: `Luật A thay thế Luật B, được sửa đổi theo Luật C`, C older than A?"""
    return actor is not None and s.paper.younger(patient, actor.entity)


def _of_another_subject(s: Sentence, m: Mention, gap: str) -> bool:
    """`Giấy phép cấp theo quy định của Luật A được tiếp tục sử dụng và được gia hạn theo Luật này`: the licence is."""
    if not s.words.joined.search(gap[-20:]) or not s.words.suffering.search(gap):
        return False
    return s.words.by_rule.search(s.low[max(s.clause, m.start - 60) : m.start]) is not None


def _of_type(s: Sentence, patient: int, actor: Mention | None) -> int:
    """A decree amends decrees: in `Nghị định A hướng dẫn Luật B được sửa đổi bởi Nghị định C` it is A. Nor does the State amend what the Party made."""
    kind = s.paper.rank(actor.entity) if actor else None
    its = s.paper.rank(patient)
    if actor is None or its is None:
        return patient
    if kind is None:
        return _like(s, patient, actor)
    party = s.paper.of_party(actor.entity)
    if its > kind or (its == kind and s.paper.of_party(patient) == party):
        return patient
    at = s.order.get(actor.start, len(s.inside))  # what a list below names stands behind all
    seen = (s.paper.mentions[i].entity for i in s.inside[max(0, at - 8) : at][::-1])
    return next((e for e in seen if e and s.paper.rank(e) == kind and s.paper.of_party(e) == party), patient)


def _like(s: Sentence, patient: int, actor: Mention) -> int:
    """In `Công văn A hướng dẫn Thông tư B bị bãi bỏ bởi Công văn C` a letter ends a letter."""
    at = s.order.get(actor.start, len(s.inside))
    kind = s.paper.entities[actor.entity].type
    seen = (s.paper.mentions[i].entity for i in s.inside[max(0, at - 8) : at][::-1])
    return next((e for e in seen if e and s.paper.entities[e].type == kind), patient)


def _ousting(s: Sentence) -> int | None:
    """Who put an end to the citation before, None where nobody did."""
    top = s.frames[-1] if s.frames else None
    if top is None or not (top.row and top.active and top.row.id in OUSTS) or s.prev is None:
        return None
    return top.who[0] if top.who and s.prev.entity in top.joined else None


def _goes_on_after_history(s: Sentence) -> bool:
    """Does the document itself act, behind what was done before to what it acts on?"""
    if len(s.frames) < 2 or s.frames[-1].active:
        return False
    base = s.frames[0]
    acts_itself = base.active and base.row is not None and base.row.id in SCOPED and base.who == (0,)
    return acts_itself and bool(base.joined) and not base.lead
