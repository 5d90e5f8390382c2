// vi: Văn bản nào được nhiều văn bản khác nói đến nhất?
// en: Which documents do most other documents speak of?

MATCH (s:Document)-[r]->(d:Document)
RETURN d.id AS document, d.label AS name, count(DISTINCT s) AS sources
ORDER BY sources DESC, document
LIMIT 50
