// vi: Việc gì đến hạn từ ngày này, ai chịu trách nhiệm?
// en: What is due from this day on, and who answers for it?
// since: date

MATCH (t:Task)-[:DUE]->(x:Deadline)
WHERE x.not_after IS NOT NULL AND ($since IS NULL OR x.not_after >= $since)
OPTIONAL MATCH (:Document {id: t.document})-[r:ASSIGNS {task: t.id}]->(a:Agency)
RETURN x.not_after AS deadline, x.text AS phrase, collect(DISTINCT a.label) AS agencies, t.text AS text, t.document AS document
ORDER BY deadline, document, text, phrase
