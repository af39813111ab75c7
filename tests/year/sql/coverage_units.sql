-- What coverage papers say of the area ('') and each commune in force: registered, inspected, need, inspected to this
-- day of the year before, findings of the year, those of them on which a measure was decided.
WITH reached AS (
    SELECT establishment_id AS id, CAST(substr(own.day, 1, 4) AS INTEGER) AS year
    FROM own, today WHERE counts AND substr(own.day, 6) <= substr(today.day, 6)
), units AS (
    SELECT '' AS code, id FROM registered UNION ALL SELECT commune, id FROM registered
), names AS (
    SELECT '' AS code UNION SELECT code FROM area
)
SELECT n.code, count(u.id),
       count((SELECT 1 FROM reached r, today t WHERE r.id = u.id AND r.year = t.year)),
       (count(u.id) * CASE n.code WHEN '' THEN rate_bp ELSE commune_floor_bp END + 9999) / 10000,
       count((SELECT 1 FROM reached r, today t WHERE r.id = u.id AND r.year = t.year - 1)),
       coalesce(sum((SELECT count(*) FROM found f, today t WHERE f.establishment_id = u.id AND f.is_own
              AND CAST(substr(f.day, 1, 4) AS INTEGER) = t.year)), 0),
       coalesce(sum((SELECT count(*) FROM found f, today t WHERE f.establishment_id = u.id AND f.is_own
              AND CAST(substr(f.day, 1, 4) AS INTEGER) = t.year AND f.action NOT IN ('', 'PENDING'))), 0)
FROM names n LEFT JOIN units u ON u.code = n.code, rule
GROUP BY n.code;
