"""The words of roles.toml, arranged for looking up: what gives a body something to do, and in which role."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from kg.compiled import compiled
from kg.recognise import lexicon
from kg.tables import load_rows
from kg.text import either, fold, whole

_LETTERS = r"^\W_"
_LETTER = f"[{_LETTERS}]"
_LONGEST_DUTY = 25  # words of ` quản lý nhà nước về an toàn thực phẩm` in a title


# What a row may be for: a row of another use would be read by nobody, so the tables refuse it.
Use = Literal[
    "above", "adverbial", "advises", "after", "and", "apposition", "aside", "asked", "assessment", "assigned", "at_once", "before", "below", "between",
    "body_noun", "bound", "by_function", "cabinet", "carries_on", "carries_out", "case", "charged", "chief", "chosen", "closing", "column", "column_due",
    "column_leads", "column_with", "commander", "committee_named", "comrade", "concerning", "condition", "conditions", "connective", "considers", "consists", "conveys",
    "counted", "dated", "directed", "directs", "ditto", "does_it", "duty", "entrusted", "entrusted_passive", "everyone", "exempt", "first_person", "follows",
    "forbidden", "foreseen", "functions", "gathers", "giving_title", "guides", "handed_over", "hands_on", "happened", "head_part", "head_rest", "heading",
    "heading_of", "heading_tail", "holder", "honoured", "imperative", "in_person", "instructing", "instructing_until", "is", "issues", "joins_in", "joint", "label",
    "label_alone", "label_due", "late", "leader", "located", "made", "makes_known", "many", "may", "meant_again", "moves", "must", "narrowed", "narrows", "negates",
    "no_verb", "no_verb_behind", "normative", "not_adverbial", "not_subject", "not_with", "now", "obliged", "office", "office_noun",
    "once_instructing", "opening", "organised", "owes", "own_official", "owned", "owner", "paper_speaks", "partner", "party", "past", "penalty", "person",
    "petition", "picture", "purpose", "rank", "reported", "required", "resolving", "review", "row_step", "says", "sees_to", "sends_back", "sent", "session", "session_topic",
    "settled", "short_body", "short_head", "side", "so_that", "speaker", "standing_organ", "such_as", "then", "thing", "this", "told", "told_of", "too", "topic", "unit",
    "unled", "venue", "verb", "ways", "where", "with", "work", "writes_for", "you",
]  # fmt: skip
Role = Literal["", "body", "coordinate", "lead", "number", "other", "task", "time"]


class RoleRow(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of roles.toml: words, where they stand (`use`), the role they give."""

    id: str
    use: Use
    role: Role
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@cache
def _table() -> dict[str, tuple[RoleRow, ...]]:
    """The rows by their use, in the order of the table."""
    found: dict[str, list[RoleRow]] = {}
    for row in load_rows("roles", RoleRow):
        found.setdefault(row.use, []).append(row)
    return {use: tuple(some) for use, some in found.items()}


def rows(use: str) -> tuple[RoleRow, ...]:
    """The rows of one use, in the order of the table."""
    return _table().get(use, ())


@cache
def words(use: str) -> tuple[str, ...]:
    """The folded words of a use, longest first."""
    found = {fold(word) for row in rows(use) for word in row.words}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def any_of(use: str) -> str:
    """A pattern for any word of a use, blanks as any white space."""
    return either(words(use), r"\s+")


def whole_of(*uses: str) -> str:
    """A pattern for any whole word of the uses."""
    return whole((word for use in uses for word in words(use)), _LETTERS, r"\s+")


@cache
def anywhere(*uses: str) -> re.Pattern[str]:
    """A whole word of the uses."""
    return compiled(whole_of(*uses))


@cache
def adverbial() -> re.Pattern[str]:
    """The beginning of what stands before a subject: `Căn cứ …`, `Theo …`, or what a paper with its number is carried out with (`Thi hành Chỉ thị số …`)."""
    types = either((fold(word) for word in lexicon.type_words()), r"\s+")
    paper = rf"(?:{any_of('carries_out')})\s+(?:{types})\s+(?:{either(lexicon.group('number_word'))})(?!{_LETTER})"
    return compiled(f"{whole_of('adverbial')}|{paper}")


@cache
def at_end(use: str, tail: str = r"\s*") -> re.Pattern[str]:
    """A word of a use at the end of a stretch."""
    return compiled(rf"(?P<words>{whole_of(use)}){tail}$")


@cache
def between() -> re.Pattern[str]:
    """What may stand between two bodies of one list."""
    return compiled(rf"(?:[\s,;/&“”\"]|{whole_of('between')})*")


@cache
def leaders() -> re.Pattern[str]:
    """What may stand before the first body of a subject."""
    return compiled(rf"(?:[\s,“\"(*]|{whole_of('leader')})*")


@cache
def entitled() -> re.Pattern[str]:
    """`Trách nhiệm của`, `Trách nhiệm quản lý nhà nước về an toàn thực phẩm của` before the body of a heading."""
    owner = any_of("owned")
    owned = rf"(?:{any_of('duty')})(?:\s+(?!(?:{owner})\s)[^\s.;:]+){{0,{_LONGEST_DUTY}}}\s+(?:{owner})"
    return compiled(rf"(?P<words>{any_of('heading')})(?:\s+(?:{any_of('heading_of')}))*|{owned}")


@cache
def whose() -> re.Pattern[str]:
    """`Trách nhiệm của người khai hải quan`: a title that says whose duties it is on."""
    return compiled(rf"(?:{any_of('heading')}|{any_of('duty')})(?<=\s{words('owned')[-1]})\s+[^\W\d]")


@cache
def imperative() -> re.Pattern[str]:
    """A word that begins what is to be done; not `Hướng dẫn này có hiệu lực …`."""
    return compiled(rf"{whole_of('imperative')}(?!\s+(?:{any_of('this')}))")


@cache
def prohibits() -> re.Pattern[str]:
    """Words that begin what nobody may do: `Không được …`, `Không tổ chức …`."""
    return compiled(rf"{whole_of('forbidden')}|{whole_of('negates')}\s+{whole_of('imperative', 'verb')}")


@cache
def acts() -> re.Pattern[str]:
    """A word that says what a body does, right behind its name."""
    return compiled(whole_of("imperative", "verb", "after", "with"))


@cache
def is_and_acts() -> re.Pattern[str]:
    """`là cơ quan chủ quản, chủ trì điều phối`: what a body is, and behind a comma what it does."""
    return compiled(
        rf"(?:{any_of('is')})\s+(?:{any_of('office_noun')})(?!{_LETTER})[^.,;:\n]{{0,60}},\s+{whole_of('after', 'with', 'bound')}"
    )


@cache
def asked() -> re.Pattern[str]:
    """` bị ngập lụt, yêu cầu` behind those whom an order concerns."""
    return compiled(rf"[^.,;:\n]{{0,40}},\s+(?P<words>{whole_of('before')})")


@cache
def duties_moved() -> re.Pattern[str]:
    """`Nhiệm vụ`, `Chuyển các nhiệm vụ`, at the beginning of a clause on who has them from now on."""
    moves, many = any_of("moves"), any_of("many")
    return compiled(rf"(?:(?:{moves})\s+)?(?:(?:{many})\s+)?{whole_of('thing')}")


@cache
def picture_by() -> re.Pattern[str]:
    """`Ảnh: QUỐC HÙNG` at the end of a line."""
    return compiled(rf"{whole_of('picture')}\s*:\s*[^:\n]{{2,40}}$")


@cache
def things() -> re.Pattern[str]:
    """`trong các trường hợp sau đây` at the end of a lead-in: what follows is nothing to do."""
    return at_end("case", rf"\s+(?:{any_of('follows')})\s*")


@cache
def apposition() -> re.Pattern[str]:
    """` - Cơ quan thường trực Ban Chỉ đạo` behind a body's name."""
    return compiled(rf"\s+[-–]\s+{whole_of('apposition')}[^.;:\n]*")


@cache
def stands_beside() -> re.Pattern[str]:
    """` - cơ quan thường trực` behind a body's name, or ` là cơ quan chủ quản`."""
    return compiled(rf"\s+(?:[-–]\s+{whole_of('apposition')}|{whole_of('is')}\s+{whole_of('owner')})")


@cache
def official() -> re.Pattern[str]:
    """`Đồng chí Phó Chủ tịch Thường trực` at the start of a label's value."""
    return compiled(rf"[\s*]*(?:(?:{any_of('comrade')})\s+)?(?P<title>{whole_of('own_official')})")


@cache
def person() -> re.Pattern[str]:
    """`đồng chí Nguyễn Văn A - `, `ông Nguyễn Văn A, Ủy viên Ban Thường vụ, ` at the end of a stretch, before the office and its body."""
    ranks = rf"(?:{whole_of('rank')}[^,;.:\n]{{0,40}}?\s*[,–-]\s*)*"
    return compiled(
        rf"(?:{any_of('comrade')})\s+(?P<name>\w+(?:\s+\w+){{1,5}})\s*[,–-]\s*{ranks}(?:{any_of('rank')})?\s*$"
    )


@cache
def rank_behind() -> re.Pattern[str]:
    """`, Phó Trưởng ban` between a body and the colon behind which stands what its official does."""
    return compiled(rf"(?:\s*[,–-]\s+{whole_of('rank')}[^,;.:\n]{{0,60}})+(?=:)")


@cache
def of_place() -> re.Pattern[str]:
    """` của tỉnh` behind a body whose name ends before it (`Ban chỉ huy phòng cháy, chữa cháy rừng của tỉnh yêu cầu …`)."""
    return compiled(rf"\s+(?:{any_of('owned')})\s+(?:{any_of('speaker')})(?!{_LETTER})")


@cache
def beside_speaker() -> re.Pattern[str]:
    """`, Tổ trưởng Tổ công tác Chính phủ ` between who speaks and the order."""
    return compiled(rf"\s*,\s+{whole_of('own_official')}[^,;.:\n]{{0,80}}?\s+(?={whole_of('before')})")


@cache
def announced() -> re.Pattern[str]:
    """`một số nhiệm vụ trọng tâm:`, `như sau:` at the end of a stretch: what each must do stands behind it."""
    return compiled(rf"{whole_of('work')}(?:\s+{_LETTER}+){{0,4}}\s*:$|{whole_of('follows')}\s*:$")


@cache
def sent_back() -> re.Pattern[str]:
    """`Báo cáo kết quả rà soát gửi về` at the beginning of a paragraph: what those asked must send, and nobody who does it."""
    return compiled(rf"(?:{any_of('sends_back')})(?!{_LETTER})[^.;:\n]{{0,60}}?\s(?:{any_of('sent')})(?!{_LETTER})")


@cache
def named_behind() -> re.Pattern[str]:
    """`: `, ` như: ` between a group and those of it that are named."""
    return compiled(rf"(?:\s+(?:{any_of('such_as')}))?\s?:\s")


@cache
def those_before() -> re.Pattern[str]:
    """`hai đơn vị`, `các sở trên` at the beginning of a clause: bodies that the paragraph has named before."""
    back, which = rf"\s+(?:{any_of('this')}|{any_of('above')})", any_of("meant_again")
    counted = rf"(?P<count>{any_of('counted')})\s+(?P<noun>{which})(?:{back})?"
    return compiled(rf"(?:{counted}|(?:{any_of('many')})\s+(?P<which>{which}){back})(?!{_LETTER})")


@cache
def honoured_speaker() -> re.Pattern[str]:
    """`Phát biểu kết luận, đồng chí Nguyễn Văn A` at the end of a stretch, where the names of a person may stand."""
    return compiled(
        rf"(?:^|,\s*|:\s*)(?:{any_of('comrade')})\s+(?P<name>\w+(?:\s+\w+){{0,5}}?)(?:\s+(?:{any_of('too')}))?\s*$"
    )


@cache
def label() -> re.Pattern[str]:
    """`Cơ quan thực hiện:` at the start of a line, and what follows the known words up to the colon; nothing behind those that must stand alone."""
    alone = rf"(?:{any_of('label_alone')})(?=\s*:)"
    return compiled(rf"(?P<words>{any_of('label')}|{alone})(?!{_LETTER})(?P<more>[^:\n.;]{{0,40}}):\s*")


@cache
def time_words() -> re.Pattern[str]:
    """`Thời gian hoàn thành` at the start of a line, also without a colon."""
    words = {fold(word) for row in rows("label") if row.role == "time" for word in row.words}
    return compiled(either(words, r"\s+") + rf"(?!{_LETTER})")


@cache
def _due_words() -> re.Pattern[str]:
    return compiled(whole_of("label_due", "column_due"))


def says_due(head: str) -> bool:
    """Does the title of a column or a label say until when (`Thời hạn chuyển đổi`), and not in which time (`Thời gian thực hiện`)?"""
    return _due_words().search(head) is not None


def label_role(found: str) -> str:
    """The role of a label's words; "" where they are none."""
    words = " ".join(found.split())
    return _roles("label").get(words) or _roles("label_alone").get(words, "")


def part_of(found: str) -> str:
    """The role that words such as `chủ trì`, `là cơ quan phối hợp` behind a body give it."""
    return _roles("after").get(" ".join(found.split()), "lead")


def partner_role(found: str) -> str:
    """The role of those named behind words such as `phối hợp với`, `đồng chủ trì với`."""
    return _roles("with").get(" ".join(found.split()), "")


@cache
def _columns() -> tuple[tuple[str, str], ...]:
    """Folded first words of column titles with their roles, longest first."""
    found = {fold(word): row.role for row in rows("column") for word in row.words}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


@cache
def _column_starts() -> tuple[str, ...]:
    return tuple(word for word, _ in _columns())


@lru_cache(maxsize=4096)
def column_role(head: str) -> str:
    """What a column is for, from its head in small letters; "" for a head that says nothing known."""
    head = " ".join(fold(head).split()).strip(" .:*")
    if head.endswith(words("column_due")):
        return "time"  # `Trình UBND tỉnh trước ngày`
    role = (
        next((role for word, role in _columns() if head.startswith(word)), "")
        if head.startswith(_column_starts())
        else ""
    )
    if role in ("lead", "body", "") and any(word in head for word in words("column_with")) and not _leads(head):
        return "coordinate"
    return "lead" if role in ("", "body") and _leads(head) else role


def _leads(head: str) -> bool:
    return any(word in head for word in words("column_leads"))


@cache
def _roles(use: str) -> dict[str, str]:
    """The role of each word of a use; of two rows the first."""
    return {fold(word): row.role for row in reversed(rows(use)) for word in row.words}
