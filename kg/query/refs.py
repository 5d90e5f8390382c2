"""From what a person wrote to the node that is meant."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date

from kg import layout
from kg.errors import QueryError
from kg.find import same_number
from kg.graph import Graph, Node
from kg.messages import t
from kg.query.heirs import heirs, meant
from kg.query.origins import origins_of_heir
from kg.text import key, plain
from kg.units import load_units

SHORT = 60  # characters of a name in a line of text
HEIRS = 5  # bodies named where one took over from others
FEW = 3  # words of a cut name that stay, whatever they are
SHOWN = 20  # candidates listed where a reference is ambiguous
_TELLING = ("date", "year", "term", "place")  # fields that, beside who issued them, tell papers of one number apart


def one(graph: Graph, ref: str, kind: str | None = None) -> Node:
    """The node a reference means; QueryError `search-empty`, `ref-unknown` (with the nearest names) or `ref-ambiguous` (with the candidates)."""
    if not ref.strip():
        raise QueryError("search-empty")
    found = graph.find(ref, kind)
    if not found or kind == "document" and _is_body(graph, ref):
        _of_another_kind(graph, ref, kind)
        if kind in (None, "agency") and not any(c.isdigit() for c in ref):
            _only_heirs(graph, heirs(graph, ref), ref)
        raise QueryError("ref-unknown", ref=ref, near=nearest(graph, ref, kind))
    if len(found) > 1:
        found = _told(graph, found)
    if len(found) > 1:
        more = f"\n  … (+{len(found) - SHOWN})" if len(found) > SHOWN else ""
        raise QueryError(
            "ref-ambiguous", ref=ref, candidates="".join(f"\n  {line}" for line in _told_apart(found[:SHOWN])) + more
        )
    return found[0]


def _told_apart(found: list[Node]) -> list[str]:
    """Candidates a line each; the names of those that would look alike are whole."""
    short = Counter(name(n) for n in found)
    return [described(n, whole=short[name(n)] > 1) for n in found]


def _told(graph: Graph, found: list[Node]) -> list[Node]:
    """Of several, the one that was loaded, where the others are a number alone that some text says, or with a body that leaves its place out."""
    issuers = [str(n.fields.get("issuer") or "") for n in found]
    told = [
        n
        for n, issuer in zip(found, issuers, strict=True)
        if n.kind != "document"
        or any(n.fields.get(f) for f in _TELLING)
        or (issuer and not any(other.startswith(f"{issuer} ") for other in issuers))
    ]
    loaded = len(told) == 1 and any(f.document == told[0].id for f in graph.files())
    return told if loaded else found


def bodies(graph: Graph, ref: str, as_of: date | None = date.max) -> list[Node]:
    """All agencies a reference means: `Sở Tài chính` without a place means those of every place. One that no text names but that took over from
    others by that day too, unless `as_of` is None: then the error says how to ask."""
    found = meant(graph, ref, as_of or date.max)
    if found and as_of is None and not graph.find(ref, "agency"):
        _only_heirs(graph, found, ref)
    if not found:
        _of_another_kind(graph, ref, "agency")
        near = nearest(graph, ref, "agency")
        raise QueryError("agency-unknown" if near else "agency-none", ref=ref, near=near)
    return found


def _only_heirs(graph: Graph, found: list[Node], ref: str) -> None:
    """QueryError `agency-heir` where what is meant is named by no text, with those that it took over from."""
    if found:
        before = [body.label for node in found[:HEIRS] for body in origins_of_heir(graph, node, date.max)]
        names = (_listed(n.label for n in found), _listed(before))
        raise QueryError("agency-heir", ref=ref, name=names[0], before=names[1], first=found[0].label, day=date.today())


def _listed(names: Iterable[str]) -> str:
    """The first of some names, each once."""
    once = list(dict.fromkeys(names))
    return "; ".join([*once[:HEIRS], *(["…"] if len(once) > HEIRS else [])])


def _is_body(graph: Graph, ref: str) -> bool:
    """Is it a body's name as it stands? `Sở Tài chính` is no document, though titles have these words."""
    return {n.kind for n in graph.find(ref)} == {"agency"}


def _of_another_kind(graph: Graph, ref: str, kind: str | None) -> None:
    """QueryError `ref-kind` where the reference means something that the question is not about: `kg trace "Sở Tài chính"`."""
    other = next(iter(graph.find(ref)), None) if kind else None
    if other:
        see = {"document": f'kg tasks --document "{ref}", ', "agency": f'kg tasks "{ref}", '}.get(other.kind, "")
        raise QueryError(
            "ref-kind", ref=ref, kind=t(f"kind.{other.kind}"), wanted=t(f"kind.{kind}"), see=f'{see}kg show "{ref}"'
        )


def described(node: Node, *, whole: bool = False) -> str:
    """A candidate in one line: its id, what it is, its date, who issued it, and of a unit below a province the province."""
    fields = node.fields
    issuer, units = str(fields.get("issuer") or ""), load_units()
    province = units.province_of(str(fields.get("place") or ""))
    where = units.label(province) if province and node.kind == "document" else ""
    parts = [
        name(node, whole=whole),
        str(fields.get("date") or fields.get("year") or fields.get("term") or ""),
        issuer,
        "" if key(where) in key(issuer) else where,
    ]
    return f"{node.id}: " + " · ".join(p for p in dict.fromkeys(parts) if p)


def name(node: Node, *, whole: bool = False) -> str:
    """A short name for a line of text: a document's type and symbol where it has one (`Luật Quy hoạch 21/2017/QH14`: laws are known by their
    names), else its label. `whole`: however long, for what has room for the place at the end of it."""
    fields, limit = node.fields, sys.maxsize if whole else SHORT
    if node.kind == "document" and fields.get("symbol"):
        kind, symbol, said = str(fields.get("type") or ""), str(fields["symbol"]), str(fields.get("name") or "")
        said = "" if symbol in said else shortened(said, limit)  # a heading that says the number too is no name
        return " ".join(filter(None, (kind[:1].upper() + kind[1:], said, symbol)))
    return shortened(node.label or node.id, limit)  # a text without a head has no name


def said_at(file: str, start: int, end: int, page: int | None = None) -> str:
    """A place in a file as one writes it: path and offsets, and the page where there is one."""
    return f"{file}:{start}-{end}" + (f", {t('said.page', page=page)}" if page else "")


def guess(why: Iterable[str]) -> str:
    """`suy ra: …` with its reasons; "" where nothing is inferred."""
    reasons = "; ".join(t(f"why.{one}") for one in why)
    return f"{t('inferred')}: {reasons}" if reasons else ""


def guessed(why: Iterable[str]) -> str:
    """The same in brackets, behind what it is said of."""
    return f" ({guess(why)})" if why else ""


def shortened(text: str, limit: int) -> str:
    """A name of at most so many characters, marked where it is cut: at a word, and before words that need what comes behind them (`của`, `ngày 22 tháng`)."""
    if len(text) <= limit:
        return text
    kept, dangling = text[:limit].rsplit(" ", 1)[0].split(" "), layout.words("dangling")
    while len(kept) > FEW:
        last, two = key(kept[-1]), key(" ".join(kept[-2:]))
        if last in dangling or two in dangling or (re.fullmatch(r"\d{1,2}", last) and key(kept[-2]) in dangling):
            kept.pop()
        else:
            break
    return " ".join(kept) + " …"


def nearest(graph: Graph, ref: str, kind: str | None) -> str:
    """Up to three documents of the number, or names that share words with an unknown reference, each on its line; empty where nothing is near."""
    seen = {n.id: described(n) for n in same_number(graph, ref)} if kind in (None, "document") else {}
    for hit in graph.search(ref, 40) if not seen else ():
        node = graph.node(hit.node)
        if node and node.kind != "task" and (kind is None or node.kind == kind):
            seen.setdefault(node.id, described(node))
        if len(seen) == 3:
            break
    if not seen and kind == "agency":
        from difflib import get_close_matches

        names = {plain(n.label): n for n in graph.nodes(kind)}
        seen = {n.id: described(n) for close in get_close_matches(plain(ref), names, 3, 0.6) for n in (names[close],)}
    return "".join(f"\n  {line}" for line in seen.values())


_ROMAN = re.compile("[ivxlcdm]+")


def spelled(section: str) -> str:
    """Where something stands as people write it: of `chương ii.mục 1.điều 4.4.b` `Chương II, Mục 1, Điều 4, khoản 4, điểm b`; `II.6.4` stays as it is."""
    if " " not in section:
        return section
    told: list[str] = []
    below = False  # an article: what stands there are clauses and points
    for piece in section.split("."):
        word, _, number = piece.partition(" ")
        if number:
            told.append(f"{word.capitalize()} {number.upper() if _ROMAN.fullmatch(number) else number}")
            below = word in layout.words("article-head")
        elif below:
            told.append(t("view.clause" if piece[:1].isdigit() else "view.point", number=piece))
        else:
            told.append(piece)
    return ", ".join(told)


def stands_at(section: str, row: bool = False) -> str:
    """The same in a sentence: `mục II.6.4`, `Điều 4, khoản 2`, `STT 8` of a row of a table; "" for the top of a paper."""
    if not section or " " in section:
        return spelled(section)
    return t("view.row", number=section) if row else t("view.section", section=section)


def provision(path: str) -> str:
    """`điều 5/khoản 2/điểm a` as people write it: `điểm a khoản 2 điều 5`."""
    return " ".join(reversed(path.split("/")))
