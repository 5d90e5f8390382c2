"""RDF: every form says the same, every term is declared, the standard's names are real, the shapes hold, and the bytes are those of the last time."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, URIRef

from kg.api import Graph
from kg.building import build
from kg.export import EXPORTERS
from kg.export.rdf import shape_faults, to_rdflib
from kg.export.triples import literal
from kg.export.vocabulary import BASE, KG, PREFIXES, document_iri, parsed, provision_iri, role_iri, type_iri
from kg.relations import relations
from kg.tables import ontology

FORMS = ("ttl", "trig", "nt", "nq", "jsonld")
# The names of ELI 1.5: 21 classes, 66 object and 18 datatype properties.
ELI = [
    "AdministrativeArea",
    "Agent",
    "ComplexWork",
    "Expression",
    "Format",
    "FormatType",
    "InForce",
    "Language",
    "LegalExpression",
    "LegalResource",
    "LegalResourceSubdivision",
    "LegalValue",
    "Manifestation",
    "Organization",
    "Person",
    "ResourceType",
    "SubdivisionType",
    "Version",
    "Work",
    "WorkSubdivision",
    "WorkType",
    "amended_by",
    "amends",
    "applied_by",
    "applies",
    "based_on",
    "basis_for",
    "changed_by",
    "changes",
    "cited_by",
    "cited_by_case_law",
    "cites",
    "commenced_by",
    "commences",
    "consolidated_by",
    "consolidates",
    "corrected_by",
    "corrects",
    "countersigned_by",
    "embodies",
    "ensures_implementation_of",
    "format",
    "has_annex",
    "has_another_publication",
    "has_derivative",
    "has_member",
    "has_part",
    "has_translation",
    "implementation_ensured_by",
    "implemented_by",
    "implements",
    "in_force",
    "is_about",
    "is_annex_of",
    "is_another_publication_of",
    "is_derivative_of",
    "is_embodied_by",
    "is_exemplified_by",
    "is_member_of",
    "is_part_of",
    "is_realized_by",
    "is_referred_to_by",
    "is_translation_of",
    "jurisdiction",
    "language",
    "legal_value",
    "licence",
    "media_type",
    "passed_by",
    "published_in_format",
    "publisher_agent",
    "publishes",
    "realizes",
    "refers_to",
    "related_to",
    "relevant_for",
    "repealed_by",
    "repeals",
    "responsibility_of_agent",
    "rightsholder_agent",
    "transposed_by",
    "transposes",
    "type_document",
    "type_subdivision",
    "uri_schema",
    "version",
    "work_type",
    "cited_by_case_law_reference",
    "date_applicability",
    "date_document",
    "date_no_longer_in_force",
    "date_publication",
    "description",
    "first_date_entry_in_force",
    "id_local",
    "number",
    "published_in",
    "publisher",
    "responsibility_of",
    "rights",
    "rightsholder",
    "title",
    "title_alternative",
    "title_short",
    "version_date",
]

PAPER = """ỦY BAN NHÂN DÂN
TỈNH KON TUM
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 77/KH-UBND
Kon Tum, ngày 03 tháng 3 năm 2025
KẾ HOẠCH
Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy
Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13 ngày 25 tháng 6 năm 2015;
Thực hiện Nghị quyết số 12-NQ/TU ngày 20/01/2025 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
1. Sở Y tế
- Chủ trì, phối hợp với Sở Tài chính xây dựng Đề án “Y tế thông minh giai đoạn 2025 - 2030”, trình trong quý II năm 2025.
- Định kỳ hằng năm (trước 05/12) báo cáo Ủy ban nhân dân tỉnh.
"""
DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 20/2025/NĐ-CP
Hà Nội, ngày 10 tháng 02 năm 2025
NGHỊ ĐỊNH
Quy định chi tiết một số điều của Luật Ngân sách nhà nước
Căn cứ Luật Ngân sách nhà nước số 83/2015/QH13 ngày 25 tháng 6 năm 2015;
Điều 1. Bãi bỏ khoản 3 Điều 5 Nghị định số 163/2016/NĐ-CP ngày 21 tháng 12 năm 2016 của Chính phủ.
Điều 2. Nghị định này thay thế Nghị định số 45/2017/NĐ-CP ngày 21 tháng 4 năm 2017 của Chính phủ.
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph file of two made-up papers."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "77 kế hoạch.txt").write_text(PAPER, "utf-8")
    (folder / "nghi-dinh.txt").write_text(DECREE, "utf-8")
    path = tmp_path_factory.mktemp("small") / "kg.db"
    build([folder], path, workers=1).close()
    return path


@pytest.fixture(scope="module")
def data(small: Path) -> rdflib.Dataset:
    with Graph.open(small) as graph:
        return to_rdflib(graph)


def written(db: Path, form: str, folder: Path) -> Path:
    out = folder / f"x.{form}"
    with Graph.open(db) as graph:
        EXPORTERS[form](graph, out)
    return out


def test_all_forms_say_the_same(data_db: Path, tmp_path: Path) -> None:
    files = {form: written(data_db, form, tmp_path) for form in FORMS}
    read = {
        form: set(ox.parse(path=str(path), format=ox.RdfFormat.from_extension(form))) for form, path in files.items()
    }
    assert len(read["nq"]) > 10_000
    assert read["nq"] == read["trig"] == read["jsonld"]
    assert {q.triple for q in read["nq"]} == {q.triple for q in read["nt"]} == {q.triple for q in read["ttl"]}


def test_the_dataset_of_rdflib_is_that_of_the_files(small: Path, data: rdflib.Dataset, tmp_path: Path) -> None:
    read = rdflib.Dataset(default_union=True).parse(written(small, "trig", tmp_path), format="trig")
    assert set(read.triples((None, None, None))) == set(data.triples((None, None, None)))
    graphs = {str(g.identifier) for g in data.graphs()}
    assert {BASE + "graph/77%20k%E1%BA%BF%20ho%E1%BA%A1ch.txt", BASE + "graph/nghi-dinh.txt"} <= graphs


def test_sorted_and_the_same_bytes_on_a_second_run(small: Path, tmp_path: Path) -> None:
    for form in FORMS:
        first = written(small, form, tmp_path).read_bytes()
        assert written(small, form, tmp_path).read_bytes() == first, form
    lines = written(small, "nt", tmp_path).read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))


def test_every_term_is_declared_with_labels_and_definitions_in_both_languages(data_db: Path) -> None:
    terms = parsed("vocabulary.ttl")
    with Graph.open(data_db) as graph:
        found = to_rdflib(graph)
    used = {p for _, p, _ in found.triples((None, None, None))}
    used |= {
        o for _, p, o in found.triples((None, None, None)) if p == RDF.type or str(o).startswith((KG, PREFIXES["oa"]))
    }
    used |= {URIRef(KG + r.rdf) for r in relations().values()}
    used |= {s for s in terms.subjects() if str(s).startswith(KG)}
    assert len(used) > 80
    for term in sorted(used):
        for what in (RDFS.label, SKOS.definition):
            assert {o.language for o in terms.objects(term, what)} >= {"vi", "en"}, (term, what)


def test_the_types_of_documents_and_the_roles_of_the_tables_are_concepts() -> None:
    import tomllib

    terms = parsed("vocabulary.ttl")
    for table, field, iri in (("document_types", "type", type_iri), ("roles", "role", role_iri)):
        rows = tomllib.loads((ontology() / "tables" / f"{table}.toml").read_text("utf-8"))["row"]
        rows = [r for r in rows if table != "roles" or r["role"] in ("lead", "coordinate", "advise", "monitor")]
        for row in rows:
            if row.get(field):
                assert (URIRef(iri(row[field])), RDF.type, SKOS.Concept) in terms, row[field]


def test_the_names_of_eli_are_real() -> None:
    eli = PREFIXES["eli"]
    used = {str(t)[len(eli) :] for triple in parsed("vocabulary.ttl") for t in triple if str(t).startswith(eli)}
    assert used and used <= set(ELI)
    assert "implements" not in used


@pytest.mark.parametrize("prefix", ["dcterms", "odrl", "org", "prov", "schema", "skos", "rdf", "rdfs"])
def test_the_names_of_other_vocabularies_are_real(prefix: str) -> None:
    known = {
        "dcterms": rdflib.DCTERMS,
        "odrl": rdflib.ODRL2,
        "org": rdflib.ORG,
        "prov": rdflib.PROV,
        "schema": rdflib.SDO,
        "skos": SKOS,
        "rdf": RDF,
        "rdfs": RDFS,
    }
    space = PREFIXES[prefix]
    for term in {
        t for triple in parsed("vocabulary.ttl") for t in triple if isinstance(t, URIRef) and t.startswith(space)
    }:
        assert term in known[prefix], term


def test_shapes_hold_and_find_what_is_wrong(data: rdflib.Dataset) -> None:
    good = rdflib.Graph()
    for triple in data.triples((None, None, None)):
        good.add(triple[:3])
    assert shape_faults(good) == []
    oa = rdflib.Namespace(PREFIXES["oa"])
    for evidence in list(good.subjects(oa.motivatedBy, URIRef(KG + "evidencing"))):
        good.remove((evidence, None, None))
    assert any("no claim without evidence" in fault for fault in shape_faults(good))


@pytest.mark.slow
def test_shapes_hold_on_the_sample_documents(graph: Graph) -> None:
    found = rdflib.Graph()
    for triple in to_rdflib(graph).triples((None, None, None)):
        found.add(triple[:3])
    assert shape_faults(found) == []


def test_evidence_points_at_the_words(small: Path, data: rdflib.Dataset) -> None:
    oa, dcterms = rdflib.Namespace(PREFIXES["oa"]), rdflib.DCTERMS
    with Graph.open(small) as graph:
        texts = {f.id: graph.text(f.id) for f in graph.files()}
    places = list(data.subjects(RDF.type, oa.SpecificResource))
    assert len(places) > 10
    for place in places:
        text = texts[str(data.value(data.value(place, oa.hasSource), dcterms.identifier))]
        start, end, exact = (
            next(
                v for s in data.objects(place, oa.hasSelector) if (v := data.value(s, oa[name])) is not None
            ).toPython()
            for name in ("start", "end", "exact")
        )
        assert text[start:end] == exact


def test_party_papers_are_no_legislation_and_acts_of_the_state_are(data: rdflib.Dataset) -> None:
    eli = rdflib.Namespace(PREFIXES["eli"])

    def numbered(number: str) -> URIRef:
        return next(iter(data.subjects(eli.number, rdflib.Literal(number))))  # type: ignore[return-value]

    party, decree, plan = numbered("12-NQ/TU"), numbered("20/2025/NĐ-CP"), numbered("77/KH-UBND")
    assert (party, RDF.type, eli.LegalResource) not in data
    assert (plan, RDF.type, eli.LegalResource) not in data
    assert (decree, RDF.type, eli.LegalResource) in data
    assert (plan, URIRef(KG + "implements"), party) in data
    assert (plan, eli.ensures_implementation_of, party) not in data
    assert "/eli/" in str(party)


def test_a_part_is_repealed_as_a_part_and_a_whole_as_a_whole(data: rdflib.Dataset) -> None:
    eli = rdflib.Namespace(PREFIXES["eli"])
    repealed = {str(o) for o in data.objects(None, eli.repeals)}
    assert any(o.endswith("/dieu-5/khoan-3") for o in repealed)
    old = next(iter(data.subjects(eli.number, rdflib.Literal("163/2016/NĐ-CP"))))
    assert str(old) not in repealed
    assert (None, URIRef(KG + "repeals"), old) in data
    whole = next(iter(data.subjects(eli.number, rdflib.Literal("45/2017/NĐ-CP"))))
    assert (None, rdflib.DCTERMS.replaces, whole) in data
    clause = next(s for s in data.subjects(RDF.type, eli.WorkSubdivision) if str(s).endswith("/dieu-5/khoan-3"))
    assert data.value(data.value(clause, eli.is_part_of), eli.is_part_of) == old


def test_assignments_are_n_ary(data: rdflib.Dataset) -> None:
    prov = rdflib.PROV
    shared = [
        a
        for a in data.subjects(RDF.type, URIRef(KG + "Assignment"))
        if len(set(data.objects(a, prov.qualifiedAssociation))) > 1
    ]
    assert shared
    roles = {str(data.value(s, prov.hadRole)) for s in data.objects(shared[0], prov.qualifiedAssociation)}
    assert roles == {role_iri("lead"), role_iri("coordinate")}


def test_points_with_a_bar_keep_it() -> None:
    document = document_iri("luat-a-2020")
    assert provision_iri(document, "điều 5/khoản 2/điểm đ") != provision_iri(document, "điều 5/khoản 2/điểm d")
    assert provision_iri(document, "điều 9/khoản 1/điểm d/tiết d.1").endswith("/dieu-9/khoan-1/diem-d/tiet-d.1")


@pytest.mark.parametrize("words", ['“a"b\\c"', "dòng 1\nhai\r\tba", "\x00\x1f\x7f", "a^^<b>", "'; <script>"])
def test_any_words_survive(words: str) -> None:
    quad = next(iter(ox.parse(f"<s:> <p:> {literal(words)} .", format=ox.RdfFormat.N_TRIPLES)))
    assert quad.object.value == words


def test_the_vocabulary_has_no_superfluous_import(data: rdflib.Dataset) -> None:
    assert not list(parsed("vocabulary.ttl").objects(None, OWL.imports))
