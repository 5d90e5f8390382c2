// vi: Cơ quan này phải làm gì, vai trò gì, theo văn bản nào?
// en: What must this body do, in which role, by which document?
// agency: agency

MATCH (d:Document)-[r:ASSIGNS]->(a:Agency)
WHERE $agency IS NULL OR a.id = $agency
MATCH (t:Task {id: r.task})
OPTIONAL MATCH (t)-[:DUE]->(x:Deadline)
RETURN a.id AS agency, r.role AS role, t.id AS task, t.text AS text, t.section AS section, d.id AS document, collect(x.text) AS deadlines
ORDER BY agency, document, task, role
