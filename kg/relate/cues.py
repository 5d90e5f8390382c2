"""What a cue opens: an act of the document or of a citation before it, an act that something suffers, an end."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.compiled import compiled
from kg.model import Mention, Span
from kg.recognise import lexicon
from kg.relate.actors import actor_of, acts, patient_of
from kg.relate.frames import Frame
from kg.relate.history import tells_history
from kg.relate.patterns import ACTIVE, ENDS, PASSIVE, SHADOW, plain_cue
from kg.relate.reach import BARE, NESTED
from kg.relate.rows import (
    AMENDS,
    ANNOUNCES,
    APPROVES,
    BASED_ON,
    CORRECTS,
    ENDED,
    GUIDES,
    IMPLEMENTS,
    INTERPRETS,
    OUSTS,
    PROMULGATES,
    SCOPED,
    Relation,
)
from kg.relate.saying import say_of
from kg.relate.sentence import FAR, Sentence, begins, is_past, opens

_BEHIND_COMMA = compiled(r"[^,;:.()]{0,40},\s*")  # `Thời gian qua, thực hiện …`
_CELL_BEGINS = compiled(r"(?:^|\|)\s*$")
_CELL_ENDS = compiled(r"[\s.]*(?:\||$)")
_LONGEST_CUE = 60  # letters
_PHRASE = 16  # letters: `bằng các cụm từ`
_AS_FOLLOWS = lexicon.pattern(r"\s+(?:{again}\s+)?{as_follows}(?![^\W_])")
REACH_BELOW = 60  # letters between a lead-in and the first item of its list
_TWO_ACTS = ({INTERPRETS, GUIDES}, {INTERPRETS, AMENDS})
_COLON = compiled(r"[^.;“\"]{0,120}:\s*$")


def read_cue(s: Sentence, found: re.Match[str], upcoming: Mention | None) -> None:
    """Open what a cue opens, or say at once what it says."""
    row, voice = s.words.cues[_whole_cue(s, found)]
    if voice in (ACTIVE, SHADOW, PASSIVE) and (suffering := _suffered_by(s, row, Span(*found.span()))):
        _passive(s, row, suffering, upcoming)
        return
    if voice == SHADOW:
        if not row.firm and s.words.history.search(found[0]):
            s.frames.append(Frame(None, True, (), Span(*found.span())))
        return
    span = Span(*found.span())
    suffers = s.words.suffers.search(s.low, max(s.start, span.start - 6), span.start)
    if voice == ACTIVE and suffers:
        if row.id == IMPLEMENTS:
            return
        voice, span = PASSIVE, Span(suffers.start(), span.end)  # `bị ngưng hiệu lực bởi`, whatever the verb
    if voice == ACTIVE and _closes(s, row, span):
        voice = ENDS
    if voice == ACTIVE:
        if not s.note or row.firm:  # an editor's note tells what was done to the text, not what it carries out
            _active(s, row, span)
    elif voice == PASSIVE:
        _passive(s, row, span, upcoming)
    else:
        _ends(s, row, span, upcoming)


def _whole_cue(s: Sentence, found: re.Match[str]) -> str:
    """The key of the cue, with what stands of it on the line above in a cell of columns: `hướng dẫn    Bộ Công an⏎   thi hành Luật A`."""
    above = s.paper.torn.get(found.start())
    if above is None:
        return plain_cue(found[0])
    cell = f"{s.low[max(above.start, above.end - _LONGEST_CUE) : above.end]} {found[0]}"
    whole = next((m for m in s.words.scan.finditer(cell) if m.end() == len(cell)), found)
    return plain_cue(whole[0])


def _suffered_by(s: Sentence, row: Relation, cue: Span) -> Span | None:
    """`Pháp lệnh A được Chính phủ quy định chi tiết tại Nghị định B`: the word of the passive, whoever made B, and the verb."""
    if row.id not in SCOPED | {GUIDES, APPROVES, PROMULGATES} or s.prev is None:
        return None
    last = s.low.rfind(" ", cue.start, cue.end)  # of `hướng dẫn tại`
    if not (s.words.by_paper.match(s.low, cue.end) or (last > 0 and s.words.by_paper.match(s.low, last))):
        return None
    found = s.words.suffered_by.search(s.low, max(s.prev.end, cue.start - 80), cue.start)
    body = found and s.paper.doc.text[found.start("body") : found.start("body") + 1].isupper()
    return Span(found.start(), cue.end) if found and body else None


def _closes(s: Sentence, row: Relation, cue: Span) -> bool:
    """`Các điều 17 và 18 Sắc lệnh số 13 nay bãi bỏ.`: with nothing behind it the verb is said of what stands before."""
    if s.prev is None or s.saved or s.prev.entity == 0 or not s.group or row.id not in {*ENDED, AMENDS, CORRECTS}:
        return False
    if row.id == CORRECTS:  # `khoản 1 Điều 3 Quyết định A ghi “30 ngày” nay đính chính là “15 ngày”`
        if s.words.at_first.match(s.low, s.start) and s.words.new_wording.search(
            s.low, max(cue.end, s.end - 60), s.end
        ):
            return True  # `Tại khoản 1 Điều 3 Quyết định A, do lỗi đánh máy nên xin đính chính lại như sau:`
        return bool(s.words.nothing_between.search(s.low, max(s.prev.end, cue.start - 6), cue.start))
    if row.id == AMENDS:  # `Điều 17 của Sắc lệnh số 77 nay sửa đổi như sau:`
        if s.words.nothing_between.fullmatch(s.low, s.prev.end, cue.start) and s.words.reworded.match(
            s.low, cue.end, s.end
        ):
            return True  # `Điều 3 của Sắc lệnh A nay thêm một khoản sau này:`
        told = _AS_FOLLOWS.match(s.low, cue.end) and _only_subject(s, s.prev.end, cue.start)
        return bool(told)
    behind = s.low[cue.end : min(s.end, cue.end + 4)].strip()
    if s.words.and_put.match(s.low, cue.end, s.end):
        return _only_subject(s, s.prev.end, cue.start)
    return behind[:1] in (".", ";", "") and bool(s.words.nothing_between.fullmatch(s.low, s.prev.end, cue.start))


def _only_subject(s: Sentence, start: int, end: int) -> bool:
    """`Điều 2 Sắc lệnh số 21-SL đặt Huân chương Kháng chiến nay sửa đổi như sau:`: at most what it is about stands between."""
    if s.words.nothing_between.fullmatch(s.low, start, end):
        return True
    return not s.frames and bool(s.words.subject_between.fullmatch(s.low, start, end))


def _active(s: Sentence, row: Relation, cue: Span) -> None:
    """`Thông tư này thay thế Thông tư A`: opens what the cue says, of whoever does it."""
    if _done_by_last(s, row, cue) or _done_to_row(s, row, cue):
        return
    if row.near and s.prev and s.words.by_somebody.match(s.low, s.prev.end, cue.start):
        return  # `Điều lệ Đảng do Đại hội thông qua và Nghị quyết A`: who made it
    top = s.frames[-1] if s.frames else None
    waiting = top.row if top and top.active and not top.joined else None  # an act whose object is still to come
    if top and waiting and row.id == waiting.id and not s.low[top.after : cue.start].strip():
        top.after = cue.end  # `Thực hiện Thực hiện Chỉ thị A`
        return
    if top and waiting and waiting.id in SCOPED and row.near and s.words.papers_made.match(s.low, top.after, cue.start):
        return  # `Bãi bỏ các văn bản do Ủy ban nhân dân tỉnh ban hành, gồm:`: who made what is acted on
    if (
        top
        and waiting
        and waiting.id in SCOPED
        and not row.firm
        and s.words.piece_named.match(s.low, top.after, cue.start)
    ):
        return  # `thay thế các nội dung về thực hiện cơ chế một cửa quy định tại Thông tư A`
    firm = waiting and waiting.firm and row.firm and BASED_ON not in (row.id, waiting.id)
    if top and waiting and firm and not top.lead and _goes_on(s, row, cue, top, waiting):
        return
    if row.id in SCOPED and _left_to_others(s, cue):
        s.frames = [Frame(None, True, (), cue)]
        return
    who = actor_of(s, row, cue)
    if row.id == IMPLEMENTS and (where := _laid_down(s, cue, s.words.by_means)):
        s.frames = [Frame(row, False, (where[0].entity,), cue)]
        return
    carried = who == 0 and row.id == IMPLEMENTS
    if (carried or (who is None and row.id == GUIDES and opens(s, cue))) and (made := _made_of_it(s, cue)):
        s.frames = [Frame(row, True, made, cue)]
        return
    if who is None and row.firm and (listed := _numbered_behind(s, cue)):
        actors, what = listed
        for done in what:
            for actor in actors:
                say_of(s, row.id, actor.entity, done, cue, None)
        s.frames.append(Frame(None, True, (), cue))
        return
    if who is None:
        if row.id == GUIDES and (where := _laid_down(s, cue, s.words.within)):
            say_of(s, GUIDES, where[1].entity, where[0], cue, None)
            s.frames.append(Frame(None, True, (), cue))
            return
        if top and top.row and top.row.id == IMPLEMENTS and not top.joined and row.firm:
            s.frames.pop()
        return
    if who == 0 and row.id == IMPLEMENTS and s.words.we.search(s.low, cue.end, min(s.end, cue.end + FAR)):
        s.frames = [Frame(None, True, (), cue)]
        return
    if who == 0 and not row.firm and tells_history(s, cue):
        s.frames = [Frame(None, True, (), cue)]
        return
    s.acts = s.acts or (who == 0 and row.firm and row.id != BASED_ON)
    several = _jointly(s, who, cue) or (_alike(s, who) if row.id in (IMPLEMENTS, GUIDES) else (who,))
    frame = Frame(row, True, several, cue)
    if who == 0 and not (s.frames and s.frames[0].lead and s.saved):
        s.frames = [frame]
    else:
        s.frames.append(frame)


def _left_to_others(s: Sentence, cue: Span) -> bool:
    """`Việc thay thế Nghị quyết A do Tỉnh ủy quyết định`: nothing is done here."""
    what = next(iter(s.after(cue.end, 1)), None)
    return (
        what is not None
        and s.words.nominal.fullmatch(s.low, s.clause, cue.start) is not None
        and s.words.left_to.match(s.low, what.end, s.end) is not None
    )


def _goes_on(s: Sentence, row: Relation, cue: Span, top: Frame, act: Relation) -> bool:
    """Does the cue belong to the act above it, which has no object yet?"""
    between = s.low[max(top.after, cue.start - FAR) : cue.start]
    if not between.strip(" ,") or s.words.joined.fullmatch(between.strip() + " "):
        if act.near or (act.id == GUIDES and row.id in SCOPED):
            s.frames[-1] = Frame(row, True, top.who, cue)  # `ký ban hành và thay thế`: the second says more
        else:
            top.after = cue.end  # `sửa đổi, bổ sung, thay thế`: one act
            if {row.id, act.id} in _TWO_ACTS:
                top.also = row  # `giải thích và hướng dẫn thi hành Nghị định A`
            top.mixed = top.mixed or (row.id != act.id and {row.id, act.id} <= SCOPED)
        return True
    if row.id == act.id and len(" ".join(between.split())) < 60:
        top.after = cue.end  # `quy định chi tiết … để tổ chức, hướng dẫn thi hành`
        return True
    if {row.id, act.id} <= SCOPED and s.words.piece_and.fullmatch(between):
        top.after, top.also = cue.end, row  # `Thay thế Phụ lục I và bãi bỏ Phụ lục II của Thông tư A`
        return True
    if not top.who or (top.who[0] == 0 and acts(s, row, cue)):
        return False
    _speaks_of_another(s, row, cue, top, act, between)
    return True


def _speaks_of_another(s: Sentence, row: Relation, cue: Span, top: Frame, act: Relation, between: str) -> None:
    """`sửa đổi một số nghị định quy định chi tiết Luật …`: what is said is not of the actor, but for acts in brackets and of what is made."""
    s.frames.pop()
    if top.who[0] and row.id in SCOPED and between.rstrip().endswith("("):
        s.frames.append(Frame(row, True, top.who, cue))  # `Thông tư A hướng dẫn chế độ kế toán (thay thế Thông tư B)`
        return
    if act.id in SCOPED and row.id == GUIDES:
        top.after, top.aside = cue.end, True
        s.frames.extend((top, Frame(None, True, (), cue)))
    if not act.near:
        return
    if top.who[0] and row.id in OUSTS and between.rstrip().endswith(",") and not s.words.breaks.search(between):
        s.frames.append(
            Frame(row, True, top.who, cue)
        )  # `Thủ tướng ký Quyết định A ban hành hệ thống ngành kinh tế, thay thế Quyết định B`
        return
    makes = s.paper.own_type or (s.prev and s.prev.entity == 0)
    if makes and not s.words.breaks.search(between) and not s.words.wishes.search(between):
        s.frames.append(Frame(row, True, top.who, cue))  # `ban hành Quy chế sửa đổi Quy chế …`
    elif top.who[0] and s.prev and s.words.joined.search(between[-20:]) and _suffered(s, top):
        s.frames.append(Frame(row, True, top.who, cue))  # `Luật A được Quốc hội ban hành ngày …, thay thế Luật B`


def _jointly(s: Sentence, who: int, cue: Span) -> tuple[int, ...]:
    """`Luật A và Luật B cùng thay thế Luật C`: all that are joined to the one before do it; none without such a word."""
    if s.prev is None or s.prev.entity != who or not s.words.jointly.search(s.low, s.prev.end, cue.start):
        return ()
    found, last = [who], s.prev
    while (before := s.beside(last, -1)) and s.words.only_join.fullmatch(s.low, before.end, last.start):
        found.append(before.entity)
        last = before
    return tuple(dict.fromkeys(found))


def _alike(s: Sentence, who: int) -> tuple[int, ...]:
    """`Chỉ thị số 03/CT-UB và 04/CT-UB triển khai Quyết định A`: the type is said once, and both do it."""
    found = [who]
    for before, m in pairwise(reversed(s.group)):
        if s.prev is None or s.prev.entity != who or not s.words.bare_number.match(s.low, before.start):
            break
        found.append(m.entity)
    return tuple(dict.fromkeys(found))


def _made_of_it(s: Sentence, cue: Span) -> tuple[int, ...]:
    """`Triển khai Nghị quyết A, Quốc hội đã ban hành Nghị quyết B`, `… ban hành Nghị quyết số 12/2020/QH14`,
    `…, Luật C được Quốc hội ban hành`: what was made carries out what the sentence begins with."""
    if not begins(s, cue) and not _BEHIND_COMMA.fullmatch(s.low, s.clause, cue.start):
        return ()
    behind = s.after(cue.end, NESTED)
    makes = s.words.makes_now if s.paper.own_type else s.words.has_made
    return tuple(
        dict.fromkeys(
            m.entity
            for before, m in pairwise(behind)
            if m.entity
            and m.entity != behind[0].entity
            and not s.paper.younger(behind[0].entity, m.entity)
            and (
                s.words.was_made.search(s.low, max(before.end, m.start - 40), m.start)
                or (s.low[before.end : m.start].strip() == "," and s.words.being_made.match(s.low, m.end))
                or (s.paper.entities[m.entity].symbol and makes.search(s.low, max(before.end, m.start - 40), m.start))
            )
        )
    )


def _laid_down(s: Sentence, cue: Span, words: re.Pattern[str]) -> tuple[Mention, Mention] | None:
    """`Bộ Nội vụ hướng dẫn Nghị định A tại Thông tư B`, `cụ thể hóa Nghị quyết A bằng Kết luận B`: (A, B)."""
    guided = next(iter(s.after(cue.end, 1)), None)
    where = s.beside(guided, 1) if guided and guided.entity else None
    if guided is None or where is None or not where.entity or where.entity == guided.entity:
        return None
    near = not s.low[cue.end : guided.start].strip() and words.fullmatch(s.low, guided.end, where.start)
    return (guided, where) if near else None


def _numbered_behind(s: Sentence, cue: Span) -> tuple[list[Mention], list[Mention]] | None:
    """`các Nghị định quy định chi tiết Luật A (số 71/2024/NĐ-CP, số 88/2024/NĐ-CP)`: what acts is told by its numbers in brackets, behind what it acts on."""
    kind = s.words.made_type.search(s.low, max(s.start, cue.start - _LONGEST_CUE), cue.start)
    if kind is None:
        return None
    what: list[Mention] = []
    actors: list[Mention] = []
    at = cue.end
    for m in s.after(cue.end, NESTED):
        gap = s.low[at : m.start]
        numbered = s.words.bare_number.match(s.low, m.start) is not None
        joined = s.words.only_join.fullmatch(gap) is not None
        if numbered and (joined if actors else what and gap.strip() == "("):
            actors.append(m)
        elif not actors and (joined if what else len(gap) < _LONGEST_CUE and "(" not in gap):
            what.append(m)
        else:
            break
        at = m.end
    return (actors, what) if actors else None


def _suffered(s: Sentence, frame: Frame) -> bool:
    """Is the verb of the frame one in the passive, `được Quốc hội ban hành`?"""
    begin = s.prev.end if s.prev else s.clause
    return bool(s.words.suffering.search(s.low, max(begin, frame.cue.start - 80), frame.cue.start))


def _passive(s: Sentence, row: Relation, cue: Span, upcoming: Mention | None) -> None:
    """`Nghị định A được sửa đổi bởi Nghị định B`; without an actor (`được sửa đổi như sau:`) the document itself acts."""
    if upcoming and upcoming.rule == BARE and (upcoming.entity == 0 or (s.prev and upcoming.entity == s.prev.entity)):
        # `được sửa đổi tại khoản 1 Điều 1 Nghị đinh số 13/2010`, `được sửa đổi khoản 1 Điều 4 bằng Quyết định B`
        upcoming = s.beside(upcoming, 1) or upcoming
    patient = patient_of(s, row, cue, upcoming or _below(s, cue))
    if patient is None:
        if s.saved or (row.id in SCOPED and _of_what_is_done(s)):
            s.frames.append(Frame(None, True, (), cue))  # history of something that is not named
        return
    near = upcoming is not None and upcoming.start - cue.end < 160
    gap = s.low[cue.end : upcoming.start] if upcoming and near else ""
    if row.id == BASED_ON:  # `Luật A là cơ sở pháp lý để Chính phủ ban hành Nghị định B`
        told = near and s.words.made_upon.search(s.low, cue.start, cue.end + len(gap)) is not None
    else:
        agents = s.words.agents.search(s.low, cue.start, cue.end) or s.words.agents.search(gap)
        left_out = near and not gap.strip() and (s.saved or opens(s, cue))  # `Bị thay thế Thông tư B`: without `bởi`
        told = bool(agents or left_out)
    if near and told and ";" not in gap and ":" not in gap:
        s.acting = patient
        s.frames.append(Frame(row, False, (patient,), cue))
    elif _COLON.match(s.low, cue.end, min(s.end, cue.end + FAR)) and (
        told or s.words.agents.search(s.low, cue.end, min(s.end, cue.end + 160))
    ):
        s.frames.append(Frame(row, False, (patient,), cue))  # `được sửa đổi, bổ sung bởi:`
    elif (
        s.prev
        and patient
        and patient in (s.prev.entity, s.acting)
        and (_newly_worded(s, cue) or _of_words(s, cue))
        and not is_past(s, cue)
    ):
        say_of(s, AMENDS if s.phrase else row.id, 0, _last_of(s, patient), cue, None)


def _of_what_is_done(s: Sentence) -> bool:
    """`Tỷ giá áp dụng khi thực hiện nghiệp vụ hoán đổi bị sửa đổi bởi Quyết định A`: what acts is not what is carried out."""
    top = s.frames[-1] if s.frames else None
    return bool(top and top.row and top.row.id == IMPLEMENTS and top.active and not top.joined)


def _below(s: Sentence, cue: Span) -> Mention | None:
    """`Thông tư A hướng dẫn Nghị định B, được sửa đổi, bổ sung bởi:` tells by its list what acts, and so that it acts on A."""
    if not s.inside or not _COLON.match(s.low, cue.end, min(s.end, cue.end + FAR)):
        return None
    following = s.paper.mentions[s.inside[-1] + 1 : s.inside[-1] + 2]
    return following[0] if following and following[0].start - s.end < REACH_BELOW else None


def _newly_worded(s: Sentence, cue: Span) -> bool:
    """`… được sửa lại như sau:`, also with what is new behind it."""
    ends = s.words.new_wording.search(s.low, max(cue.end, s.end - 60), s.end)
    return bool(ends or s.words.reworded.match(s.low, cue.end, s.end))


def _of_words(s: Sentence, cue: Span) -> bool:
    """`Cụm từ “A” tại Quyết định B được thay thế bằng cụm từ “C”`: words are put for words."""
    return s.phrase and bool(s.words.phrase.search(s.low, cue.end, min(s.end, cue.end + _PHRASE)))


def _goes_on_passive(s: Sentence, cue: Span, upcoming: Mention) -> bool:
    following = s.words.scan.search(s.low, cue.end, min(upcoming.start, cue.end + 40))
    row, voice = s.words.cues.get(plain_cue(following[0]), (None, "")) if following else (None, "")
    return bool(row and row.id in SCOPED and voice == PASSIVE)


def _last_of(s: Sentence, entity: int) -> Mention:
    """The last place before which the document was cited."""
    cited = (s.paper.mentions[i] for i in reversed(s.inside))
    return next(m for m in cited if m.entity == entity)


def _done_by_last(s: Sentence, row: Relation, cue: Span) -> bool:
    """`Luật A … được Luật B thay thế`: the actor stands between the word of the passive and the verb."""
    actor = s.prev
    if actor is None or row.id not in SCOPED | {GUIDES} or s.low[actor.end : cue.start].strip():
        return False
    done = s.words.done_by.search(s.low, max(s.start, actor.start - _LONGEST_CUE), actor.start)
    if done is None or s.words.not_yet.search(s.low, s.start, done.start()):
        return False
    before = s.beside(actor, -1)
    top = s.frames[-1] if s.frames else None
    if top and not top.active and before and before.entity in top.joined and s.acting is not None:
        before = _last_of(s, s.acting) if s.acting else None
    if before is None:
        return False
    say_of(s, row.id, actor.entity, before, cue, None)
    s.frames = [Frame(None, True, (), cue)]
    return True


def _done_to_row(s: Sentence, row: Relation, cue: Span) -> bool:
    """`Nghị quyết B bãi bỏ`, a cell that tells what became of the document its row is about."""
    actor = s.prev
    if actor is None or row.id not in SCOPED or s.low[actor.end : cue.start].strip():
        return False
    if not (
        _CELL_BEGINS.search(s.low[max(s.start, actor.start - FAR) : actor.start])
        and _CELL_ENDS.match(s.low, cue.end, s.end)
    ):
        return False
    if s.paper.in_row(cue):
        about = s.head
    else:
        about = s.above = s.paper.cell_above(actor.start)
    if about is None or about.entity == actor.entity:
        return False
    say_of(s, row.id, actor.entity, about, cue, None)
    return True


def _ends(s: Sentence, row: Relation, cue: Span, upcoming: Mention | None) -> None:
    """`Thông tư A hết hiệu lực kể từ ngày Thông tư này có hiệu lực`."""
    before = s.back(cue.start)
    if s.frames and s.frames[-1].joined and s.frames[-1].row and s.frames[-1].row.near:
        return  # `công bố Thông tư A hết hiệu lực`: it only says so
    if s.paper.ending and s.words.several_ended.fullmatch(before):
        _ended_by_it(s, row, cue)
        return
    if s.quoted or s.words.not_yet.search(before):
        return
    if upcoming and upcoming.rule != BARE and _goes_on_passive(s, cue, upcoming):
        return  # `hết hiệu lực, được thay thế bằng Quyết định B`: B ended it
    patients = _apart(s, cue) or [m for m in s.group if m.entity]
    if patients and s.words.against.search(s.low, max(s.start, patients[0].start - 24), patients[0].start):
        return  # `mọi quy định trái với Nghị định A đều bãi bỏ`
    by = upcoming if upcoming and s.words.ended_by.fullmatch(s.low, cue.end, upcoming.start) else None
    if by and not patients:
        _passive(s, row, cue, by)  # `[Khoản này hết hiệu lực theo khoản 2 Điều 31 Nghị định B]`
        return
    if by and s.paper.entities[by.entity].type in s.words.laws and not s.paper.is_of_assembly(patients[-1].entity):
        return  # `Quyết định A hết hiệu lực theo khoản 4 Điều 154 Luật Ban hành văn bản quy phạm pháp luật`: a rule for all papers
    if upcoming and upcoming.entity and not s.low[cue.end : upcoming.start].strip():
        suffers = s.words.suffers.search(s.low, max(s.start, cue.start - 6), cue.start)
        if suffers or s.words.suffering.match(s.low, cue.start, cue.end):
            cue = Span(suffers.start(), cue.end) if suffers else cue
            # `bị bãi bỏ Nghị định B`, `Bị hết hiệu lực 1 phần Quyết định B`: without `bởi`
            _passive(s, row, cue, upcoming)
            return
        patients = []  # `được sửa đổi tại Thông tư B, không còn áp dụng Công văn C`
    matter = s.low[patients[-1].end : cue.start] if patients else ""
    if s.words.suffered.match(f" {s.low[cue.start : cue.end]}") and s.words.announced.search(matter):
        return
    free = s.low[max(s.clause, s.group[0].end if s.group else s.clause, cue.start - FAR) : cue.start]
    said = s.words.once.sub("", before if not patients else s.back(s.group[0].start))
    if s.words.wishes.search(said) or s.words.wishes.search(free):
        return
    top = s.frames[-1] if s.frames else None
    if top and not patients and top.row and top.row.id == ANNOUNCES and top.who == (0,) and not top.joined:
        top.after = cue.end  # `Công bố Danh mục văn bản hết hiệu lực năm 2023, gồm:`
        return
    actor = 0
    if upcoming and upcoming.start - cue.end < 60 and s.words.begins.search(s.low, cue.end, upcoming.start):
        actor = upcoming.entity
    if by:
        actor = by.entity  # `Thông tư A hết hiệu lực theo Nghị định B`
    if any(m.entity == actor for m in patients):
        actor = 0
    if actor == 0 and is_past(s, cue):
        return  # `đã hết hiệu lực`, but not `đã hết hiệu lực từ ngày Nghị định B được ban hành`
    kind = AMENDS if row.id in SCOPED and s.words.own_phrase.match(said) else row.id  # `Cụm từ … bị bãi bỏ`
    for m in patients:
        if m.entity != actor:
            say_of(s, kind, actor, m, cue, None)
    s.frames = [Frame(row if not patients else None, True, (actor,), cue)]


def _apart(s: Sentence, cue: Span) -> list[Mention]:
    """`bãi bỏ khoản 2 Điều 7 Nghị định A, riêng khoản 4 Điều 17 Nghị định A hết hiệu lực từ ngày …`: what ends apart from the rest, at another time."""
    before = s.beside(s.prev, -1) if s.prev and s.prev.entity else None
    if before is None or s.prev is None or s.prev in s.group or s.low[s.prev.end : cue.start].strip():
        return []
    return [s.prev] if s.words.apart.match(s.low, before.end) else []


def _ended_by_it(s: Sentence, row: Relation, cue: Span) -> None:
    """`Các văn bản bị bãi bỏ gồm Quyết định A về …; Thông tư B về …`: what a paper of which the press tells ends."""
    below = s.after(cue.end, len(s.inside))
    if not below:
        s.frames = [Frame(row, True, (s.paper.ending,), cue)]  # `45 văn bản do UBND tỉnh ban hành bị bãi bỏ, gồm:`
        return
    at = cue.end
    for m in below:
        if at == cue.end or s.low[at : m.start].rstrip().endswith(";"):
            say_of(s, row.id, s.paper.ending, m, cue, None)
        at = m.end
    s.frames = [Frame(None, True, (), cue)]
