// vi: Văn bản này thực hiện, trực tiếp hay qua văn bản khác, những văn bản nào?
// en: Which documents does this one carry out, directly or through others?
// document: document

MATCH (d:Document)-[:IMPLEMENTS*1..20]->(a:Document)
WHERE $document IS NULL OR d.id = $document
RETURN DISTINCT d.id AS document, a.id AS ancestor, a.date AS date, a.label AS name
ORDER BY document, date, ancestor
