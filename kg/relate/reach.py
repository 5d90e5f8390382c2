"""Which open cue a citation belongs to."""

from __future__ import annotations

from kg.compiled import compiled
from kg.model import Mention
from kg.recognise.provisions import PROVISION
from kg.relate.frames import Frame
from kg.relate.paper import HEAD
from kg.relate.patterns import ACTIVE, plain_cue
from kg.relate.rows import AMENDS, BASED_ON, CONSOLIDATES, GUIDES, IMPLEMENTS, SCOPED
from kg.relate.saying import say_of, say_of_actor
from kg.relate.sentence import FAR, Sentence, holds, is_phrase

BARE = f"citation:{PROVISION}"  # rule of a mention that is provisions alone
REACH = 320  # characters between a cue and the first citation it reaches
NESTED = 40  # frames and citations that are remembered over a bracket
_PARTY_FORM = compiled(r"\d+[^\W\d_]?-[^/]+/")  # `34-CTr/TU`
_CELL = " | "
_QUOTE = compiled('[“”"]')


def take(s: Sentence, m: Mention, linked: bool) -> Frame | None:
    """Give the citation to the innermost frame that reaches it and to which it can belong."""
    if len(s.frames) > NESTED:
        del s.frames[1 : 1 - NESTED]
    _back_to_aside(s, m, linked)
    reached = [f for f in reversed(s.frames) if _reached(s, f, m, linked)]
    frame = next((f for f in reached if _fits(s, f, m)), None)
    if frame is None and reached and not _cannot(s, reached[0], m):
        frame = reached[0]
    if frame is None:
        return None
    del s.frames[s.frames.index(frame) + 1 :]
    frame.joined.append(m.entity)
    frame.last = m
    for who in frame.who:
        if frame.row and frame.active:
            for row in filter(None, (frame.row, frame.also)):
                say_of(s, row.id, who, m, frame.cue, frame.lead, frame.mixed)
        elif frame.row:
            say_of_actor(s, frame.row.id, m, who, frame)
    return frame


def _back_to_aside(s: Sentence, m: Mention, linked: bool) -> None:
    """`sửa đổi các nghị định hướng dẫn Luật A và Nghị định B`: behind the law the list goes on with a paper of the actor's rank."""
    if len(s.frames) < 2 or not s.frames[-2].aside or s.frames[-1].row is not None:
        return
    aside, swallow = s.frames[-2:]
    mine = s.paper.rank(m.entity)
    alike = mine is not None and mine == s.paper.rank(aside.who[0])
    if linked and swallow.joined and alike and mine != s.paper.rank(swallow.joined[-1]):
        s.frames.pop()
        aside.aside = False


def _reached(s: Sentence, frame: Frame, m: Mention, linked: bool) -> bool:
    if frame.aside:
        return False
    if m.rule == BARE and (not frame.active or (frame.row and frame.row.id in (IMPLEMENTS, BASED_ON))):
        return m.entity != 0 and linked and not frame.active
    if not frame.active and frame.row and frame.row.id != CONSOLIDATES and _only_gathers(s, m):
        return False
    if not frame.joined and frame.active and frame.who != (0,) and _acts_too(s, frame, m):
        return False
    if frame.joined and s.prev is None and s.listed and frame.row and frame.row.id in SCOPED and frame.who == (0,):
        return linked or _begins_item(s, frame, m)
    if frame.joined and frame.who != (0,) and frame.row and frame.row.id == IMPLEMENTS and _in_bracket_of_words(s, m):
        return False
    if frame.joined:
        return linked or _names_plan(s, frame, m) or _next_proposal(s, frame, m)
    if s.prev is None and frame.lead:
        return _begins_item(s, frame, m)
    if frame.active and frame.row and frame.row.id == IMPLEMENTS and s.clause > frame.after:
        return bool(s.words.begun.search(s.low[s.clause : m.start]))  # the next of a list
    return _reaches(s, frame, m)


def _in_bracket_of_words(s: Sentence, m: Mention) -> bool:
    """`Kế hoạch A triển khai Chỉ thị B về Đề án phát triển dữ liệu (Quyết định C)`: C made the scheme that B is about."""
    before = s.low[s.prev.end : m.start] if s.prev else ""
    return before.endswith("(") and any(c.isalpha() for c in before)


def _reaches(s: Sentence, frame: Frame, m: Mention) -> bool:
    row = frame.row
    gap = s.low[frame.after : min(m.start, frame.after + FAR)]
    if row is None:
        return len(gap) < 80
    if row.id in SCOPED and frame.active and (holds(s, m) or is_phrase(s, m)):
        return False
    if row.id in SCOPED and frame.active and s.words.new_words.match(gap):
        return False  # `Nay sửa lại là: “Nghị định số 83/2009/NĐ-CP”`
    if row.near:
        return not gap.strip(' :“"') or (len(gap) < 25 and s.words.is_linked(gap.strip() + " "))
    if not frame.active:
        return len(gap) < REACH
    if len(gap) > REACH:
        return False
    if row.id == IMPLEMENTS and s.paper.entities[m.entity].type in s.words.proposals:
        return False
    if row.id == IMPLEMENTS and frame.who == (0,) and s.words.was_made.search(gap[-40:]):
        return False  # `Thực hiện chỉ đạo của Bộ, Sở đã ban hành Công văn số 62/SYT-NV`
    if row.id == IMPLEMENTS and _CELL in gap and "\n" not in gap and s.paper.in_row(frame.cue):
        return False  # `| người chấp hành xong hình phạt tù | Quyết định số 896/QĐ-BHXH |`
    if row.id in (IMPLEMENTS, BASED_ON):
        bracket = gap.rfind("(")
        if bracket > gap.rfind(")") and not s.words.begun.search(gap, bracket):
            return False  # `… đúng tiến độ (danh mục tại Phụ lục II Nghị quyết 214/NQ-CP)`
    if row.id == BASED_ON and s.start > HEAD and len(gap) > 60 and not s.words.begun.search(gap):
        return False  # far below the grounds: `Căn cứ thông tin tại bản kê theo mẫu số 31 Phụ lục V Thông tư …`
    if row.id == BASED_ON and s.words.asked.search(gap):
        return False  # `Căn cứ quy định trên, đề nghị Cục Thuế đối chiếu Công văn số …`
    if row.id == BASED_ON and s.words.own_doing.search(s.paper.doc.text, frame.after, m.start):
        return False  # `Căn cứ kết quả hiệp thương, cơ quan X có trách nhiệm …`
    if row.id == GUIDES and frame.who != (0,) and s.words.and_before.search(gap) and s.words.about.search(gap):
        return False  # `thay thế Hướng dẫn A hướng dẫn về thể thức và Công văn B`
    if (
        row.id == IMPLEMENTS
        and frame.who != (0,)
        and (len(gap) > 150 or _QUOTE.search(gap) or s.words.and_before.search(gap))
    ):
        return False
    said = s.words.attached.sub(" ", gap)
    rules = s.words.attached_rules.match(gap) if row.id in SCOPED else None
    if rules and not s.words.stops[row.id].search(rules["before"]):
        return True  # `Sửa đổi Quy chế xét thưởng theo năng suất ban hành kèm theo Quyết định B`
    put = s.words.put_into.match(gap) if row.id == AMENDS else None
    if put and not s.words.stops[AMENDS].search(put["what"]):
        return True  # `Bổ sung 04 thủ tục hành chính vào Bộ thủ tục hành chính được công bố kèm theo Quyết định A`
    ends = s.words.proposed.search(gap)
    if row.id in SCOPED and ends and s.words.piece_named.match(gap) and not s.words.stops[row.id].search(gap[-8:]):
        return True  # `thay thế các nội dung về … quy định tại Thông tư A`
    if row.id == IMPLEMENTS and frame.who == (0,) and s.paper.only_instructs:
        said = s.words.contents.sub(" ", said)  # `Thực hiện nghiêm quy định của Luật X`
    if not s.words.stops[row.id].search(said):
        return True
    return row.id == IMPLEMENTS and frame.who == (0,) and _as_told(s, gap, m)


def _acts_too(s: Sentence, frame: Frame, m: Mention) -> bool:
    """`Luật A sửa đổi khoản 3 Điều 7 và Luật B bãi bỏ điểm b khoản 1 Điều 12 của Luật C`: B is no object but acts on what A acts on."""
    if frame.row is None or frame.row.id not in SCOPED or not s.words.part_and.fullmatch(s.low, frame.after, m.start):
        return False
    cue = s.words.scan.match(s.low, m.end + 1)
    row, voice = s.words.cues.get(plain_cue(cue[0]), (None, "")) if cue else (None, "")
    return row is not None and row.id in SCOPED and voice == ACTIVE


def _begins_item(s: Sentence, frame: Frame, m: Mention) -> bool:
    before = s.back(m.start)
    if len(before) >= 200:
        return False
    if s.words.begun.search(before):
        return True
    row = frame.row
    if row and row.id == BASED_ON and before.strip(" *-") in s.words.by_words:
        return True  # `Theo Nghị quyết số 18-NQ/TW,`, a line of the grounds
    return bool(
        row
        and frame.active
        and (frame.joined or (frame.lead and frame.lead.end - frame.cue.end < 120))
        and row.id in SCOPED
        and not s.words.stops[row.id].search(s.words.attached.sub(" ", before))
        and (m.provisions or s.words.named_piece.match(before))
    )


def _fits(s: Sentence, frame: Frame, m: Mention) -> bool:
    """Does the citation look like what the frame acts on, or (passive) like who acts?"""
    if frame.row is None or not frame.who:
        return True
    who = frame.who[0]
    if m.entity in frame.who:
        return False
    if who == 0:
        return True
    first, kind = not frame.joined, frame.row.id
    if _forbidden(s, frame, m) or (not m.entity and kind == IMPLEMENTS and not s.paper.younger(who, 0)):
        return False
    if not frame.active:
        return first or not (_names_another(s, frame, m) or _of_one_day(s, frame, m))
    mine, its = s.paper.rank(m.entity), s.paper.rank(who)
    if kind == AMENDS and not first and m.start in s.inner:
        return False  # `Luật sửa đổi Luật A, Luật sửa đổi Luật B`
    if kind == AMENDS and not first and mine != s.paper.rank(frame.joined[-1]):
        return False
    if kind == IMPLEMENTS and (s.listed or m.entity in s.frames[0].joined):
        return True  # what stands between semicolons belongs together
    if kind == IMPLEMENTS and not first and _leaves_party(s, who, frame.joined[-1], m.entity):
        return False
    if kind == IMPLEMENTS and not first and mine == s.paper.rank(frame.joined[-1]):
        return True  # `ban hành Chương trình thực hiện Nghị quyết A và Nghị quyết B`
    return first or kind not in (GUIDES, IMPLEMENTS) or mine is None or its is None or mine < its


def _leaves_party(s: Sentence, who: int, before: int, now: int) -> bool:
    """`Chương trình hành động 34-CTr/TU thực hiện Nghị quyết 29-NQ/TW và Kế hoạch 3771/KH-UBND`: a paper of the Party carries out the first."""
    by_party = [bool(_PARTY_FORM.match(s.paper.entities[e].symbol or "")) for e in (who, before, now)]
    return by_party == [True, True, False] and bool(s.paper.entities[now].symbol)


def _cannot(s: Sentence, frame: Frame, m: Mention) -> bool:
    """Is it more than unlikely that the citation belongs to the frame?"""
    others = frame.row and frame.row.id == AMENDS and frame.active and frame.joined and frame.who != (0,)
    unlike = others and (m.start in s.inner or s.paper.rank(m.entity) != s.paper.rank(frame.joined[-1]))
    if frame.row and frame.row.id == IMPLEMENTS and frame.active and frame.joined and frame.who:
        unlike = unlike or _leaves_party(s, frame.who[0], frame.joined[-1], m.entity)
    beside = not frame.active and frame.joined and (_names_another(s, frame, m) or _of_one_day(s, frame, m))
    return bool(m.entity in frame.who or unlike or beside or _forbidden(s, frame, m))


def _of_one_day(s: Sentence, frame: Frame, m: Mention) -> bool:
    """`Nghị định A ngày 01/4/2025 được sửa đổi bởi Nghị định B và Nghị định C ngày 01/4/2025`: nothing amends what is made on its own day."""
    mine, its = s.paper.dates[m.entity], s.paper.dates[frame.who[0]]
    return bool(
        not frame.active and frame.row and frame.row.id in SCOPED and frame.joined and mine == its and len(mine) == 10
    )


def _forbidden(s: Sentence, frame: Frame, m: Mention) -> bool:
    """A document cannot act on a younger one, nor does a law amend or guide what a ministry made."""
    who = frame.who[0] if frame.active and frame.who else 0
    if not who:
        return False
    above = frame.row and frame.row.id in (AMENDS, GUIDES) and s.paper.entities[who].type in s.words.laws
    return s.paper.younger(m.entity, who) or bool(above and s.paper.is_ministerial(m.entity))


def _as_told(s: Sentence, gap: str, m: Mention) -> bool:
    """`Triển khai có hiệu quả Chương trình … theo Quyết định X`, in a paper that tells others what to do."""
    found = s.words.as_told.search(gap)
    return bool(
        found
        and not s.words.past.search(s.low, s.clause, m.start - len(gap))
        and s.paper.instructs
        and s.paper.entities[m.entity].type in s.words.papers
        and not s.words.stops[IMPLEMENTS].search(gap[: found.start()])
    )


def _only_gathers(s: Sentence, m: Mention) -> bool:
    """A consolidated text, which changes nothing: its name in a page head between `được sửa đổi, bổ sung bởi:` and the list."""
    return (s.paper.entities[m.entity].type or "") in s.words.consolidated


def _names_plan(s: Sentence, frame: Frame, m: Mention) -> bool:
    """`Thực hiện Quyết định A và Kế hoạch tổng thể … ban hành kèm theo Quyết định B`."""
    start = s.prev.end if s.prev else max(s.start, s.clause - 1)
    if (
        frame.row and frame.row.id in SCOPED and frame.active
    ):  # `thay thế Nghị định A và Điều lệ … kèm theo Nghị định B`
        return bool(s.words.attached_plan.search(s.low[max(start, m.start - 240) : m.start]))
    if not frame.row or frame.row.id != IMPLEMENTS or frame.who != (0,) or not s.paper.only_instructs:
        return False
    return bool(s.words.named_plan.search(s.low[max(start, m.start - 260) : m.start]))


def _next_proposal(s: Sentence, frame: Frame, m: Mention) -> bool:
    """`Xét đề nghị của Sở A tại Tờ trình số 1; Chánh Thanh tra tỉnh tại Công văn số 2`: another body, in another paper."""
    if not frame.row or frame.row.id != BASED_ON or frame.last is None:
        return False
    if not s.words.proposed.search(s.low, max(s.start, frame.last.start - 8), frame.last.start):
        return False
    start = max(frame.last.end, s.clause - 1)
    body = s.words.proposer.fullmatch(s.low, start, m.start) if m.start - start < 160 else None
    return body is not None and s.paper.doc.text[body.start("body")].isupper()


def _names_another(s: Sentence, frame: Frame, m: Mention) -> bool:
    """Among actors given by number, a law given by name is no actor but stands beside what is acted on."""
    return _is_named(s, m) and frame.last is not None and not _is_named(s, frame.last)


def _is_named(s: Sentence, m: Mention) -> bool:
    """`Luật Thuế xuất khẩu số 45/2005/QH11`, not `Luật số 31/2013/QH13`."""
    words = s.low[m.start : m.end].split()
    named = bool(s.paper.entities[m.entity].name) and len(words) > 2
    return named and words[1] not in s.words.unnamed and not words[1][0].isdigit()
