// vi: Văn bản nào căn cứ hay thực hiện một văn bản mà sau đó bị thay thế hoặc bãi bỏ?
// en: Which documents rest on one that was replaced or repealed later?
// document: document

MATCH (d:Document)-[r:IMPLEMENTS|BASED_ON|GUIDES]->(o:Document)<-[c:REPLACES|REPEALS]-(b:Document)
WHERE d.date < b.date AND d <> b AND ($document IS NULL OR d.id = $document)
RETURN d.id AS document, type(r) AS rests, o.id AS on, type(c) AS change, b.id AS by, b.date AS date, r.quotes AS quotes, c.quotes AS changes
ORDER BY document, on, date, by
