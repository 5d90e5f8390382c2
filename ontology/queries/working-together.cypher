// vi: Hai cơ quan nào thường cùng có phần trong một nhiệm vụ?
// en: Which two bodies share tasks most often?
// agency: agency

MATCH (d:Document)-[r:ASSIGNS]->(a:Agency)
WHERE $agency IS NULL OR a.id = $agency
MATCH (d)-[s:ASSIGNS {task: r.task}]->(b:Agency)
WHERE a.id < b.id OR ($agency IS NOT NULL AND a <> b)
RETURN a.id AS body, b.id AS other, count(DISTINCT r.task) AS tasks
ORDER BY tasks DESC, body, other
LIMIT 100
