// vi: Những văn bản nào thực hiện văn bản này, trực tiếp hay qua văn bản khác?
// en: Which documents carry this one out, directly or through others?
// document: document

MATCH (a:Document)-[:IMPLEMENTS*1..20]->(d:Document)
WHERE $document IS NULL OR d.id = $document
RETURN DISTINCT d.id AS document, a.id AS descendant, a.date AS date, a.label AS name
ORDER BY document, date, descendant
