-- What a public plan may say of each round: registered and selected of the area, communes and types; visits by month.
WITH chosen AS (
    SELECT s.round_id, x.value AS id
    FROM samples s, json_each('[' || trim(s.must, '[]') || CASE s.must WHEN '[]' THEN '' ELSE ',' END
         || trim(s.risk, '[]') || CASE s.risk WHEN '[]' THEN '' ELSE ',' END || trim(s.lottery, '[]') || ']') x
), units AS (
    SELECT round_id, 'total' AS kind, '' AS key, id FROM frame_rows
    UNION ALL SELECT round_id, 'commune', commune, id FROM frame_rows
    UNION ALL SELECT round_id, 'type', type, id FROM frame_rows
)
SELECT u.round_id, u.kind, u.key, count(u.id), count(c.id)
FROM units u LEFT JOIN chosen c ON c.round_id = u.round_id AND c.id = u.id
GROUP BY u.round_id, u.kind, u.key
UNION ALL
SELECT s.round_id, 'month', substr(json_extract(d.value, '$.date'), 1, 7), 0, count(*)
FROM planned_stops s JOIN in_force p ON p.round_id = s.round_id, json_each(p.problem, '$.shifts') d
WHERE json_extract(d.value, '$.id') = s.shift
GROUP BY s.round_id, substr(json_extract(d.value, '$.date'), 1, 7);
