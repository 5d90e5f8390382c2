"""The graph as RDF: nodes in the default graph, what each source file says in a named graph of its own. Terms are N-Triples strings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.export.json import issue_data
from kg.export.vocabulary import (
    BASE,
    KG,
    PREFIXES,
    document_iri,
    graph_iri,
    node_iri,
    provision_iri,
    role_iri,
    text_iri,
    type_iri,
    vocabulary,
)
from kg.graph import DeadlineRow, Edge, File, Graph, InForceRow, IssueRow, MentionRow, Node, TargetRow
from kg.relations import relations

Triple = tuple[str, str, str]
Dataset = dict[str, list[Triple]]  # IRI of the named graph ("" the default one) -> its triples, sorted

_ESCAPES = {c: f"\\u{c:04X}" for c in (*range(0x20), 0x7F)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    10: "\\n",
    13: "\\r",
    9: "\\t",
}
CLASSES = {
    "document": ("kg:Document", "eli:Work"),
    "agency": ("org:Organization",),
    "project": ("kg:Project", "schema:Project"),
    "programme": ("kg:Programme", "schema:Project"),
    "masterplan": ("kg:MasterPlan", "schema:Project"),
    "place": ("eli:AdministrativeArea",),
    "task": ("kg:Task",),
}
# Fields whose value is a word or a date: the property and the kind of literal.
PLAIN = {
    "symbol": ("eli:number", "xsd:string"), "date": ("eli:date_document", "xsd:date"), "year": ("kg:year", "xsd:gYear"),
    "term": ("kg:term", "xsd:string"), "title": ("dcterms:title", "@vi"), "name": ("kg:lawName", "@vi"), "issuer": ("kg:issuerName", "@vi"),
    "signer": ("kg:signedBy", "@vi"), "signer_title": ("kg:signerTitle", "@vi"), "level": ("kg:level", "@vi"), "period": ("kg:period", "xsd:string"),
    "from": ("schema:foundingDate", "xsd:date"), "until": ("schema:dissolutionDate", "xsd:date"), "text": ("kg:text", "@vi"),
    "section": ("kg:section", "xsd:string"),
}  # fmt: skip
LINKS = {"place": "dcterms:spatial", "part_of": "org:subOrganizationOf"}


@cache
def term(name: str) -> str:
    """`eli:number` -> `<http://data.europa.eu/eli/ontology#number>`."""
    prefix, _, local = name.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def literal(value: object, kind: str = "xsd:string") -> str:
    """A literal with a language (`@vi`) or a datatype."""
    text = str(value).translate(_ESCAPES)
    if kind == "xsd:string":
        return f'"{text}"'
    return f'"{text}"{kind}' if kind.startswith("@") else f'"{text}"^^{term(kind)}'


def dataset(graph: Graph) -> Dataset:
    """All triples of a graph, each named graph sorted and without repetition."""
    with graph.snapshot():
        return _Writer(graph).all()


class _Writer:
    """Collects triples by named graph."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.words = vocabulary()
        self.found: dict[str, set[Triple]] = defaultdict(set)
        self.documents: set[str] = set()
        self.enacted: set[str] = set()
        self.issuers: dict[str, str] = {}

    def all(self) -> Dataset:
        graph = self.graph
        for node in graph.nodes():
            self._node(node)
        for file in graph.files():
            self._file(file)
        for edge in graph.edges():
            if edge.kind == "assigns":
                self._assignment(edge)
            else:
                self._fact(edge)
        for deadline in graph.deadlines():
            self._deadline(deadline)
        for target in graph.targets():
            self._target(target)
        for held in graph.in_force():
            self._in_force(held)
        for mention in graph.mentions():
            self._mention(mention)
        for issue in graph.issues():
            self._issue(issue)
        return {name: sorted(triples) for name, triples in sorted(self.found.items())}

    def _adder(self, file: str | None, subject: str) -> Callable[..., None]:
        """Adds properties of a subject to the named graph of a file."""
        triples = self.found[graph_iri(file) if file else ""]
        about = f"<{subject}>"

        def add(name: str, *objects: str) -> None:
            triples.update((about, term(name), o) for o in objects)

        return add

    def _iri(self, id: str) -> str:
        return document_iri(id) if id in self.documents else node_iri(id)

    # -- nodes

    def _node(self, node: Node) -> None:
        fields = node.fields
        if node.kind == "document":
            self.documents.add(node.id)
        subject = self._iri(node.id)
        add = self._adder(fields["file"] if node.kind == "task" else None, subject)
        add("rdf:type", *map(term, CLASSES.get(node.kind, ())))
        add("skos:prefLabel", literal(node.label, "@vi"))
        add("dcterms:identifier", literal(node.id))
        add("skos:altLabel", *(literal(a, "@vi") for a in node.aliases))
        add("kg:inferredField", *map(literal, node.inferred))
        for field, (name, kind) in PLAIN.items():
            if fields.get(field) is not None:
                add(name, literal(str(fields[field]).zfill(4) if field == "year" else fields[field], kind))
        for field, name in LINKS.items():
            if fields.get(field):
                add(name, f"<{node_iri(fields[field])}>")
        if node.kind == "document":
            self._document(node, add)
        elif node.kind == "task":
            add("kg:statedIn", f"<{document_iri(fields['document'])}>")
            add("oa:hasTarget", self._place(fields["file"], fields["start"], fields["end"], fields["text"]))
        elif fields.get("group"):
            add("rdf:type", term("kg:BodyGroup"))
        for heir in fields.get("successors") or ():
            self._change(node.id, heir)

    def _document(self, node: Node, add: Callable[..., None]) -> None:
        fields = node.fields
        kind = type_iri(fields["type"]) if fields.get("type") else None
        if kind:
            add("eli:work_type", f"<{kind}>")
        if fields.get("issuer_id"):
            self.issuers[node.id] = node_iri(fields["issuer_id"])
            add("dcterms:creator", f"<{self.issuers[node.id]}>")
        if self._is_enacted(kind, fields.get("symbol")):
            self.enacted.add(node.id)
            add("rdf:type", term("eli:LegalResource"))
            add("eli:type_document", f"<{kind}>")
            if node.id in self.issuers:
                add("eli:passed_by", f"<{self.issuers[node.id]}>")

    def _is_enacted(self, kind: str | None, symbol: str | None) -> bool:
        """An act of the State: of a type that only the State has, or numbered as the State does, type behind the slash (`96/NQ-CP`, not
        `13-NQ/TW`)."""
        if kind in self.words.state_types:
            return True
        head, slash, _ = (symbol or "").partition("/")
        return kind in self.words.shared_types and bool(slash) and "-" not in head

    def _change(self, old: str, heir: dict[str, Any]) -> None:
        """One body or unit handing over to another, dated."""
        event = f"{BASE}change/{quote(old)}/{quote(str(heir['id']))}/{quote(str(heir.get('date') or ''))}"
        add = self._adder(None, event)
        add("rdf:type", term("org:ChangeEvent"))
        add("org:originalOrganization", f"<{node_iri(old)}>")
        add("org:resultingOrganization", f"<{node_iri(str(heir['id']))}>")
        if heir.get("date"):
            add("dcterms:date", literal(heir["date"], "xsd:date"))
        if heir.get("label") and self.graph.node(heir["id"]) is None:
            self._adder(None, node_iri(heir["id"]))("skos:prefLabel", literal(heir["label"], "@vi"))
        for field, name in (("basis", "kg:legalBasis"), ("share", "kg:share")):
            if heir.get(field):
                add(name, literal(heir[field], "@vi" if field == "basis" else "xsd:string"))

    def _file(self, file: File) -> None:
        self._adder(None, graph_iri(file.id))("prov:wasDerivedFrom", f"<{text_iri(file.id)}>")
        add = self._adder(file.id, text_iri(file.id))
        add("rdf:type", term("kg:Text"))
        add("dcterms:identifier", literal(file.id))
        add("dcterms:format", literal(file.format))
        add("dcterms:language", literal("vi"))
        add("eli:realizes", f"<{document_iri(file.document)}>")
        add("kg:sha256", literal(file.text_sha256))

    # -- facts

    def _fact(self, edge: Edge) -> None:
        """A relation, said directly and as a claim that carries its evidence."""
        row = relations().get(edge.kind)
        own = KG + (row.rdf if row else edge.kind)
        source, target = self._iri(edge.source), self._iri(edge.target)
        claim = f"{BASE}claim/{quote(edge.source)}/{quote(edge.kind)}/{quote(edge.target)}"
        claim += "".join(f"/{quote(x)}" for x in (edge.scope, edge.effective) if x)
        for file in dict.fromkeys(e.file for e in edge.evidence):
            triples = self.found[graph_iri(file)]
            parts = [self._provision(file, target, p) for p in edge.provisions]
            triples.update((f"<{source}>", f"<{p}>", f"<{o}>") for p, o in self._said(edge, own, target, parts))
            add = self._adder(file, claim)
            add("rdf:type", term("kg:Claim"))
            add("rdf:subject", f"<{source}>")
            add("rdf:predicate", f"<{own}>")
            add("rdf:object", f"<{target}>")
            add("kg:provision", *(f"<{p}>" for p in parts))
            if edge.scope:
                add("kg:scope", literal(edge.scope))
            if edge.effective:
                add("kg:effective", literal(edge.effective, "xsd:date"))
            self._inferred(edge, add)
        self._evidence(edge, claim)

    def _said(self, edge: Edge, own: str, target: str, parts: list[str]) -> Iterable[tuple[str, str]]:
        """The property of the relation and the standard ones, with what each points at."""
        words = self.words
        yield own, target
        for name in words.broader.get(own, ()):
            yield name, target
            yield from ((name, part) for part in parts)
        if edge.scope != "part":
            yield from ((name, target) for name in words.whole.get(own, ()))
        yield from ((name, part) for part in parts for name in words.whole.get(own, ()))
        if edge.source in self.enacted:
            yield from ((name, target) for name in words.from_legislation.get(own, ()))
            if edge.target in self.enacted:
                yield from ((name, target) for name in words.between_legislation.get(own, ()))

    def _provision(self, file: str, document: str, path: str) -> str:
        """An article, clause or point, with those it is part of."""
        parts = path.split("/")
        for n in range(len(parts), 0, -1):
            iri = provision_iri(document, "/".join(parts[:n]))
            add = self._adder(file, iri)
            add("rdf:type", term("eli:WorkSubdivision"))
            add("skos:prefLabel", literal(" ".join(reversed(parts[:n])), "@vi"))
            add("eli:is_part_of", f"<{provision_iri(document, '/'.join(parts[: n - 1])) if n > 1 else document}>")
        return provision_iri(document, path)

    def _assignment(self, edge: Edge) -> None:
        """A duty of several bodies, each with its role; the evidence is that of the role."""
        source, agency = document_iri(edge.source), node_iri(edge.target)
        duty = f"{BASE}assignment/{quote(edge.task or edge.source)}"
        share = f"{duty}/{quote(edge.role or '')}/{quote(edge.target)}"
        for file in dict.fromkeys(e.file for e in edge.evidence):
            self.found[graph_iri(file)].add((f"<{source}>", term("kg:assigns"), f"<{agency}>"))
            add = self._adder(file, duty)
            add("rdf:type", term("kg:Assignment"), term("odrl:Duty"))
            add("kg:statedIn", f"<{source}>")
            if edge.source in self.issuers:
                add("odrl:assigner", f"<{self.issuers[edge.source]}>")
            add("odrl:assignee", f"<{agency}>")
            if edge.task:
                add("kg:task", f"<{node_iri(edge.task)}>")
            add("prov:qualifiedAssociation", f"<{share}>")
            add = self._adder(file, share)
            add("rdf:type", term("kg:Responsibility"), term("prov:Association"))
            add("prov:agent", f"<{agency}>")
            if edge.role:
                add("prov:hadRole", f"<{role_iri(edge.role)}>")
            for name, value in (("kg:roleWords", edge.words), ("kg:official", edge.official)):
                if value:
                    add(name, literal(value, "@vi"))
            if edge.basis:
                add("kg:basis", literal(edge.basis))
            self._inferred(edge, add)
        self._evidence(edge, share)

    def _inferred(self, edge: Edge, add: Callable[..., None]) -> None:
        """That a fact is inferred, and why."""
        if edge.inferred:
            add("kg:isInferred", literal("true", "xsd:boolean"))
            add("kg:inferredBecause", *map(literal, edge.why))

    # -- evidence

    def _evidence(self, edge: Edge, claim: str) -> None:
        """A Web Annotation a piece: the claim is its body, the words its target, the rule what made it."""
        for piece in edge.evidence:
            iri = f"{claim}#{quote(piece.file)}:{piece.start}-{piece.end}"
            add = self._adder(piece.file, iri)
            add("rdf:type", term("oa:Annotation"))
            add("oa:motivatedBy", term("kg:evidencing"))
            add("oa:hasBody", f"<{claim}>")
            add("oa:hasTarget", self._place(piece.file, piece.start, piece.end, piece.quote))
            add("prov:wasGeneratedBy", self._rule(piece.file, piece.rule))

    def _rule(self, file: str, rule: str) -> str:
        iri = f"{BASE}rule/{quote(__version__)}/{quote(rule, safe='/:')}"
        add = self._adder(file, iri)
        add("rdf:type", term("kg:Rule"), term("prov:Activity"))
        add("dcterms:identifier", literal(rule))
        add("schema:softwareVersion", literal(__version__))
        return f"<{iri}>"

    def _place(self, file: str, start: int, end: int, words: str) -> str:
        """A stretch of a text, by position and by its words; the fragments are those of RFC 5147."""
        text = text_iri(file)
        place, position, exact = (f"{text}#{name}={start},{end}" for name in ("char", "position", "quote"))
        add = self._adder(file, place)
        add("rdf:type", term("oa:SpecificResource"))
        add("oa:hasSource", f"<{text}>")
        add("oa:hasSelector", f"<{position}>", f"<{exact}>")
        if (page := self.graph.page(file, start)) is not None:
            add("kg:page", literal(page, "xsd:positiveInteger"))
        add = self._adder(file, position)
        add("rdf:type", term("oa:TextPositionSelector"))
        add("oa:start", literal(start, "xsd:nonNegativeInteger"))
        add("oa:end", literal(end, "xsd:nonNegativeInteger"))
        add = self._adder(file, exact)
        add("rdf:type", term("oa:TextQuoteSelector"))
        add("oa:exact", literal(words))
        return f"<{place}>"

    def _mention(self, mention: MentionRow) -> None:
        add = self._adder(mention.file, f"{text_iri(mention.file)}#mention={mention.start},{mention.end}")
        node = self._iri(mention.node)
        add("rdf:type", term("oa:Annotation"))
        add("oa:motivatedBy", term("oa:identifying"))
        add("oa:hasBody", f"<{node}>")
        add("oa:hasTarget", self._place(mention.file, mention.start, mention.end, mention.text))
        add("kg:provision", *(f"<{self._provision(mention.file, node, p)}>" for p in mention.provisions))

    def _issue(self, issue: IssueRow) -> None:
        add = self._adder(issue.file, f"{text_iri(issue.file)}#issue={issue.start},{issue.end},{quote(issue.code)}")
        add("rdf:type", term("oa:Annotation"), term("kg:Issue"))
        add("oa:motivatedBy", term("oa:questioning"))
        add("kg:code", literal(issue.code))
        add("rdfs:comment", literal(issue_data(issue)["message"], "@vi"))
        words = self.graph.slice(issue.file, issue.start, issue.end)
        add("oa:hasTarget", self._place(issue.file, issue.start, issue.end, words))

    def _in_force(self, row: InForceRow) -> None:
        """From when a document holds; of an act of the State as a whole also as ELI says it."""
        document = document_iri(row.node)
        iri = f"{text_iri(row.file)}#in-force={row.start},{row.end},{quote(row.about)}"
        about = self._adder(row.file, document)
        about("kg:entryIntoForce", f"<{iri}>")
        add = self._adder(row.file, iri)
        add("rdf:type", term("kg:EntryIntoForce"))
        add("kg:phrase", literal(row.text, "@vi"))
        add("oa:hasTarget", self._place(row.file, row.start, row.end, row.text))
        add("prov:wasGeneratedBy", self._rule(row.file, row.rule))
        add("kg:provision", *(f"<{self._provision(row.file, document, p)}>" for p in row.provisions))
        whole = row.node in self.enacted and not row.provisions and not row.inferred  # a plain triple has no mark
        if row.effective:
            add("kg:effective", literal(row.effective, "xsd:date"))
            if whole:
                about("eli:first_date_entry_in_force", literal(row.effective, "xsd:date"))
        if row.until:
            add("kg:lastDay", literal(row.until, "xsd:date"))
            if whole and (last := date.fromisoformat(row.until)) < date.max:
                about("eli:date_no_longer_in_force", literal(last + timedelta(1), "xsd:date"))
        if row.relative:
            add("kg:duration", literal(row.relative["duration"], "xsd:duration"))
            add("kg:countedFrom", literal(row.relative["from"]))
        if row.inferred:
            add("kg:isInferred", literal("true", "xsd:boolean"))

    # -- what a task must show, and when

    def _owner(self, row: DeadlineRow | TargetRow) -> str:
        return node_iri(row.task) if row.task else document_iri(row.document)

    def _deadline(self, row: DeadlineRow) -> None:
        owner = self._owner(row)
        iri = f"{text_iri(row.file)}#deadline={row.start},{row.end}"
        iri += f",{row.task.rpartition('.')[2]}" if row.task else ""
        self._adder(row.file, owner)("kg:hasDeadline", f"<{iri}>")
        add = self._adder(row.file, iri)
        add("rdf:type", term("kg:Deadline"))
        add("kg:phrase", literal(row.text, "@vi"))
        add("oa:hasTarget", self._place(row.file, row.start, row.end, row.text))
        if row.not_before:
            add("kg:notBefore", literal(row.not_before, "xsd:date"))
        if row.not_after:
            add("kg:notAfter", literal(row.not_after, "xsd:date"))
            self._adder(row.file, owner)("kg:deadline", literal(row.not_after, "xsd:date"))
        if row.rrule:
            add("kg:recurrence", literal(row.rrule))
        if row.relative:
            add("kg:duration", literal(row.relative["duration"], "xsd:duration"))
            add("kg:countedFrom", literal(row.relative["from"]))
        if row.inferred:
            add("kg:isInferred", literal("true", "xsd:boolean"))
        if not (row.not_before or row.not_after or row.rrule or row.relative):
            add("rdf:type", term("kg:VagueDeadline"))

    def _target(self, row: TargetRow) -> None:
        iri = f"{text_iri(row.file)}#target={row.start},{row.end}"
        iri += f",{row.task.rpartition('.')[2]}" if row.task else ""
        self._adder(row.file, self._owner(row))("kg:hasTarget", f"<{iri}>")
        add = self._adder(row.file, iri)
        add("rdf:type", term("kg:Target"), term("schema:QuantitativeValue"))
        add("kg:phrase", literal(row.text, "@vi"))
        add("oa:hasTarget", self._place(row.file, row.start, row.end, row.text))
        for name, value in (("schema:value", row.value), ("schema:unitText", row.unit)):
            if value:
                add(name, literal(value))
        if row.due:
            add("kg:due", literal(row.due, "xsd:date") if len(row.due) == 10 else literal(row.due))
        if row.inferred:
            add("kg:isInferred", literal("true", "xsd:boolean"))
