"""The chosen part of a graph as the records of a page, everything sorted so that the same graph gives the same page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from msgspec.structs import replace

from kg import __version__, layout
from kg.graph import DeadlineRow, Edge, File, Graph, InForceRow, Node
from kg.messages import LANGUAGES
from kg.naming import body_id
from kg.query.changed import EXPIRES, Change, Changes
from kg.query.dates import Reader
from kg.query.in_force import Held, held
from kg.query.once import once
from kg.query.refs import name, shortened, spelled
from kg.query.tasks import Keepers, gone_to
from kg.succession import successors
from kg.text import key, one_line
from kg.units import load_units
from kg.view import look
from kg.view.duties import duties
from kg.view.lanes import lanes
from kg.view.model import Page, PageEdge, PageFile, PageNode, Proven
from kg.view.passages import Heading, Texts
from kg.view.select import Part
from kg.view.whole import whole

# Fields of a node that have a place of their own on the page.
_ELSEWHERE = ("text", "file", "start", "end", "document", "title", "successors", "issuer_id", "part_of", "date")
GROUPED = 8  # documents whose tasks a server parts by heading, for which it must outline them
GROUPS = 16  # groups of tasks before a document's tasks are one group
PIECES = 4000  # pieces of evidence on a page: where there are many facts each gives its first ones
FEW = 3  # that each gives at least; on a page that a server sends one, since the others are a click away
ISSUES = 20  # of a document on a page; the explorer and `kg stats --issues` have all
SHORT = 90  # characters of a label; the whole is in the title and the panel


def page(graph: Graph, part: Part, title: str | None = None, *, bare: bool = False) -> Page:
    """Nodes, facts, passages and layouts of a part. `bare`: of the texts only the quotes, as a server sends them."""
    return _Builder(graph, part, bare).page(title)


class _Builder:
    """Collects what a page holds; one use."""

    def __init__(self, graph: Graph, part: Part, bare: bool) -> None:
        self.graph, self.part, self.bare = graph, part, bare
        self.dates = Reader(graph)
        self.changes = Changes(graph)
        self.all_files = {f.id: f for f in graph.files()}
        self.files: dict[str, int] = {}
        self.texts = Texts(graph, self.files, bare=bare)
        self.rules: dict[str, int] = {}
        self.speakers: dict[str, int] = {}
        self.holders: dict[tuple[str, str, str, int], int] = {}
        self.keepers = Keepers(date.max)  # no day of asking, so that the page is always the same
        self.index = {id: i for i, id in enumerate(part.nodes)}
        self.degree = Counter(i for e in part.edges for i in (e.source, e.target))
        self.deadlines: dict[str, list[DeadlineRow]] = defaultdict(list)
        self.pieces = max(1 if bare else FEW, PIECES // max(1, len(part.edges)))

    def page(self, title: str | None) -> Page:
        """The page; `title` None: what the part is about."""
        own = _by_document(self.all_files.values())
        nodes = [self._node(n, own.get(n.id, ())) for n in self.part.nodes.values()]
        edges = [self._edge(edge) for edge in self.part.edges]
        groups, held = self._groups()
        nodes += groups
        edges += held
        focus = self.index.get(self.part.focus or "", -1)
        layouts = {
            **{f"lanes-{k}": v for k, v in lanes(nodes, edges, focus).items()},
            **{f"duties-{k}": v for k, v in duties(nodes, edges, [h[3] for h in self.holders]).items()},
            **whole(nodes, edges),
        }
        return Page(
            title=title or self._title(), told=replace(self.part.told, files=len(self.all_files), version=__version__), start=self.part.start, focus=focus, nodes=tuple(nodes), edges=tuple(edges),
            passages=tuple(self.texts.passages), rules=tuple(self.rules), files=tuple(self._file(f) for f in self.files),
            documents=tuple((i, self._name(i)) for i in self.speakers), relations=look.relations(), colours=look.colours(),
            lanes=tuple((row.id, row.label) for row in look.lane_rows()), layouts=layouts,
            places={p: load_units().label(p) for p in sorted({n.place for n in nodes if n.place})}, articles=layout.words("article-head"), holders=tuple(self.holders),
        )  # fmt: skip

    def _title(self) -> str:
        focus = self.part.nodes.get(self.part.focus or "")
        if self.part.told.of:
            return self.part.told.of
        return name(focus) if focus and len(self.all_files) == 1 else ""

    def _name(self, id: str) -> str:
        node = self.part.nodes.get(id) or self.graph.node(id)
        return name(node) if node else id

    def _node(self, node: Node, files: Iterable[str]) -> PageNode:
        fields = {k: v for k, v in node.fields.items() if v not in (None, "", [], ()) and k not in _ELSEWHERE}
        document = node.kind == "document"
        above = self.graph.node(str(node.fields["part_of"])) if node.fields.get("part_of") else None
        if above:
            fields["part_of"] = above.label
        when, inferred = self._when(node.id) if document else (None, False)
        marks = tuple(dict.fromkeys((*node.inferred, *(("date",) if inferred and when else ()))))
        return PageNode(
            id=node.id, kind=node.kind, label="" if node.kind == "task" else shortened(one_line(name(node, whole=True)) or node.id, SHORT), title=_title(node), colour=look.colour(node), date=when or "",
            year=int((when or "0")[:4]), lane=look.lane(node) if document else "", place=str(node.fields.get("place") or ""), facts=fields,
            aliases=node.aliases, inferred=marks, files=tuple(map(self._file_index, files)), degree=self.degree[node.id],
            heirs=self._heirs(node), issues=tuple(islice(self._issues(files), ISSUES)), changes=self._changed(node),
            force=self._force(node) if document else (),
            **(self._task(node) if node.kind == "task" else {}),
        )  # fmt: skip

    def _when(self, id: str) -> tuple[str | None, bool]:
        """The day of a document, or its year where no more is said (then no day is made up), else what can be inferred."""
        told, inferred = self.dates.told(id)
        return (told, inferred) if told else self.dates.of(id)

    def _heirs(self, node: Node) -> tuple[tuple[str, str, str], ...]:
        """Who took over from a body."""
        if not node.fields.get("successors"):
            return ()
        after = successors(node.label, node.fields.get("place"))
        return tuple((h.label, h.since.isoformat() if h.since else "", h.basis) for h in after)

    def _issues(self, files: Iterable[str]) -> Iterator[tuple[str, str, tuple[int, int, int] | None]]:
        """What the texts of a document leave for a person to look at."""
        for issue in (i for f in files for i in self.graph.issues(f)):
            words = issue.end > issue.start
            yield issue.code, issue.detail, self._passage(issue.file, issue.start, issue.end) if words else None

    def _task(self, node: Node) -> dict[str, Any]:
        fields = node.fields
        due = tuple(
            (one_line(d.text), d.not_after or "", d.rrule or "", d.inferred)
            for d in once(self.graph.deadlines(node.id))
        )
        targets = tuple(one_line(x.text) for x in once(self.graph.targets(node.id)))
        return {
            "passage": self._passage(str(fields["file"]), int(fields["start"]), int(fields["end"])),
            "due": due,
            "targets": targets,
        }

    def _changed(self, node: Node) -> tuple[Proven, ...]:
        """What was done since to a document, or to the words that give a task."""
        if node.kind not in ("document", "task"):
            return ()
        of = (
            (str(node.fields["document"]), str(node.fields.get("section") or "")) if node.kind == "task" else (node.id,)
        )
        changes = self.changes.of(*of)
        # a document shows from when until when it holds
        return tuple(self._told(c, c) for c in changes if node.kind == "task" or c.kind != EXPIRES)

    def _force(self, node: Node) -> tuple[Proven, ...]:
        """From when a document holds."""
        return tuple(self._told(one, one.said) for one in held(self.graph, node.id))

    def _told(self, what: Change | Held, said: Change | InForceRow) -> Proven:
        """What is told, by language, and the passage that says so."""
        return {lang: what.words(lang) for lang in LANGUAGES}, self._passage(said.file, said.start, said.end)

    def _edge(self, edge: Edge) -> PageEdge:
        """A fact; of an assignment the task is the source, since the document holds the task."""
        source = self.index[edge.task] if edge.kind == look.ASSIGNS and edge.task else self.index[edge.source]
        proofs = tuple(
            (
                *self._passage(v.file, v.start, v.end),
                self.rules.setdefault(v.rule, len(self.rules)),
                self.speakers.setdefault(v.document, len(self.speakers)),
            )
            for v in edge.own_first()[: self.pieces]
        )
        return PageEdge(
            source=source, target=self.index[edge.target], kind=edge.kind, role=edge.role or "", words=one_line(edge.words or ""), basis=edge.basis or "",
            official=edge.official or "", scope=edge.scope or "", effective=edge.effective or "", provisions=edge.provisions,
            why=edge.why, evidence=proofs, left_out=len(edge.evidence) - len(proofs) + (edge.left_out or 0),
            now=self._now(edge) if edge.kind == look.ASSIGNS and edge.task else (),
        )  # fmt: skip

    def _now(self, edge: Edge) -> tuple[int, ...]:
        """Who holds a task after every succession that is known, where the body that was given it does no more."""
        body, task = self.part.nodes[edge.target], self.part.nodes[str(edge.task)]
        said = self.dates.of(str(task.fields.get("document") or edge.source))[0]
        held = self.keepers.of(body, str(task.fields.get("text", "")), said)
        found = [
            (h.label, str(h.since), h.basis, self.index.get(body_id(h.label, h.place), -1))
            for h in gone_to(held, body.label)
        ]
        return tuple(self.holders.setdefault(h, len(self.holders)) for h in found)

    def _groups(self) -> tuple[list[PageNode], list[PageEdge]]:
        """Groups of tasks by the heading they stand under, and what holds what: document, group, task."""
        nodes: list[PageNode] = []
        edges: list[PageEdge] = []
        by_document: dict[str, dict[Heading, list[Node]]] = {}
        tasks = [
            n for n in self.part.nodes.values() if n.kind == "task" and str(n.fields.get("document")) in self.index
        ]
        many = self.bare and len({n.fields["document"] for n in tasks}) > GROUPED
        for node in tasks:
            document = str(node.fields["document"])
            heading = Heading() if many else self.texts.section(str(node.fields["file"]), int(node.fields["start"]))
            by_document.setdefault(document, {}).setdefault(heading, []).append(node)
        for document, headings in sorted(by_document.items()):
            if len(headings) > GROUPS:
                headings = {Heading(): [n for tasks in headings.values() for n in tasks]}
            order = sorted(
                headings.items(), key=lambda h: min((str(n.fields["file"]), int(n.fields["start"])) for n in h[1])
            )
            for heading, tasks in order:
                section = heading.section
                group = len(self.index) + len(nodes)
                label = one_line(". ".join(filter(None, (spelled(section), heading.words)))) or self._name(document)
                where = self._name(document)
                nodes.append(
                    PageNode(
                        id=f"{document}.g-{section or 'x'}", kind="group", label=one_line(label, SHORT), title=label if label != where else "",
                        colour=look.colour(Node(id="", kind="group", label="")), facts={"document": where}, degree=len(tasks),
                    )
                )  # fmt: skip
                proof = self._said(document, str(tasks[0].fields["file"]), heading.start, heading.end)
                edges.append(
                    PageEdge(
                        source=self.index[document], target=group, kind=look.CONTAINS, derived=True, evidence=proof
                    )
                )
                edges += [
                    self._holds(group, task)
                    for task in sorted(tasks, key=lambda n: (str(n.fields["file"]), int(n.fields["start"])))
                ]
        return nodes, edges

    def _holds(self, group: int, task: Node) -> PageEdge:
        f = task.fields
        proof = self._said(str(f["document"]), str(f["file"]), int(f["start"]), int(f["end"]))
        return PageEdge(source=group, target=self.index[task.id], kind=look.CONTAINS, derived=True, evidence=proof)

    def _said(self, document: str, file: str, start: int, end: int) -> tuple[tuple[int, int, int, int, int], ...]:
        """Where the text itself shows that it holds something; found by no rule."""
        speaker = self.speakers.setdefault(document, len(self.speakers))
        return ((*self._passage(file, start, end), -1, speaker),) if end > start else ()

    def _passage(self, file: str, start: int, end: int) -> tuple[int, int, int]:
        self._file_index(file)
        return self.texts.at(file, start, end)

    def _file_index(self, file: str) -> int:
        return self.files.setdefault(file, len(self.files))

    def _file(self, id: str) -> PageFile:
        return PageFile(id=id, url=self.all_files[id].url if id in self.all_files else "")


def _by_document(files: Iterable[File]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(file.document, []).append(file.id)
    return found


def _title(node: Node) -> str:
    """What the label leaves out: a document's title, a long name."""
    if node.kind == "task":
        return ""
    whole = one_line(name(node, whole=True))
    title = " ".join(str(node.fields.get("title") or whole).split())
    if key(title) in key(whole) and len(whole) <= SHORT:
        return ""  # `HỢP TÁC XÃ` of `Luật Hợp tác xã 23/2012/QH13`
    again = whole.casefold().find(title[:40].casefold())
    full = whole[:again] + title if again >= 0 else title
    return "" if full == shortened(whole, SHORT) else full
