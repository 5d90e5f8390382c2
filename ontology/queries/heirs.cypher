// vi: Cơ quan đã chấm dứt được những cơ quan nào kế thừa, từ ngày nào, theo văn bản nào?
// en: Which bodies took over from one that has ended, since when, by which act?
// agency: agency

MATCH (a:Agency)-[s:SUCCEEDED_BY]->(h:KgNode)
WHERE $agency IS NULL OR a.id = $agency
RETURN a.id AS agency, h.id AS heir, h.label AS name, s.date AS date, s.basis AS basis, s.share AS share
ORDER BY agency, date, heir
