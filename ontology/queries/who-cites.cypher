// vi: Những văn bản nào nói đến văn bản này, bằng quan hệ nào, theo câu nào?
// en: Which documents speak of this one, by which relation, in which sentence?
// document: document

MATCH (s:Document)-[r]->(d:Document)
WHERE $document IS NULL OR d.id = $document
RETURN d.id AS document, s.id AS source, type(r) AS relation, r.quotes AS quotes, r.files AS files
ORDER BY document, source, relation
