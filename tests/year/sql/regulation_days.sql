-- Each regulation by day: how many establishments by visits, how many represented at a commune's meeting.
SELECT s.day, r.value, 0, '', count(DISTINCT s.stop)
FROM standing s, today t, json_each(s.result, '$.regulations') r
WHERE s.kind = 'establishment' AND CAST(substr(s.day, 1, 4) AS INTEGER) = t.year
GROUP BY s.day, r.value
UNION ALL
SELECT m."on", r.value, 1, substr(m.commune, instr(m.commune, '/') + 1), sum(m.represented)
FROM commune_meetings m, today t, json_each(m.regulations) r
WHERE CAST(substr(m."on", 1, 4) AS INTEGER) = t.year
GROUP BY m."on", r.value, m.commune;
