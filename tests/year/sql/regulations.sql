-- Regulations made known this year, by commune: registered, visited, met, represented, commitments, missing; the area.
WITH visits AS (
    SELECT s.* FROM standing s, today t
    WHERE s.kind = 'establishment' AND CAST(substr(s.day, 1, 4) AS INTEGER) = t.year
), given AS (
    SELECT DISTINCT stop AS id FROM visits WHERE json_array_length(result, '$.regulations') > 0
), signed AS (
    SELECT DISTINCT stop AS id FROM visits WHERE json_extract(result, '$.commitment_on') IS NOT NULL
), held AS (
    SELECT m.* FROM commune_meetings m, today t WHERE CAST(substr(m."on", 1, 4) AS INTEGER) = t.year
), named AS (
    SELECT DISTINCT e.value AS id FROM held m, json_each(m.establishments) e
), rows AS (
    SELECT a.code, count(e.id) AS registered, count(g.id) AS visited,
           sum(n.id IS NOT NULL AND g.id IS NULL) AS met,
           (SELECT coalesce(sum(represented), 0) FROM held m WHERE m.commune = a.key) AS represented,
           count(s.id) + (SELECT coalesce(sum(commitments), 0) FROM held m WHERE m.commune = a.key) AS commitments,
           sum(e.id IS NOT NULL AND g.id IS NULL AND n.id IS NULL) AS missing
    FROM area a LEFT JOIN in_scope e ON e.commune_key = a.key
    LEFT JOIN given g ON g.id = e.id LEFT JOIN named n ON n.id = e.id LEFT JOIN signed s ON s.id = e.id
    GROUP BY a.code
)
SELECT * FROM rows
UNION ALL
SELECT '', sum(registered), sum(visited), sum(met), sum(represented), sum(commitments), sum(missing) FROM rows;
