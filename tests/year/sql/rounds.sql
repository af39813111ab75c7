-- The report of each round: the total (''), types and communes: registered, inspected, visits, with findings.
WITH counted AS (SELECT * FROM own WHERE counts), units AS (
    SELECT round_id, 'total' AS kind, '' AS key, id FROM frame_rows
    UNION ALL SELECT round_id, 'commune', commune, id FROM frame_rows
    UNION ALL SELECT round_id, 'type', type, id FROM frame_rows
)
SELECT u.round_id, u.kind, u.key, count(DISTINCT u.id), count(DISTINCT c.establishment_id), count(c.id),
       count(DISTINCT CASE WHEN c.findings <> '[]' THEN c.establishment_id END)
FROM units u LEFT JOIN counted c ON c.round_id = u.round_id AND c.establishment_id = u.id
GROUP BY u.round_id, u.kind, u.key;
