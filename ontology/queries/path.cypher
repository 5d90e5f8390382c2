// vi: Chuỗi ngắn nhất nối hai nút là gì?
// en: What is the shortest chain between two nodes?
// a: node
// b: node

MATCH (x:KgNode {id: $a}), (y:KgNode {id: $b})
MATCH p = shortestPath((x)-[*..15]-(y))
WHERE all(r IN relationships(p) WHERE r.quotes IS NOT NULL)
RETURN [n IN nodes(p) | n.id] AS nodes, [r IN relationships(p) | type(r)] AS relations, [r IN relationships(p) | r.quotes[0]] AS quotes
