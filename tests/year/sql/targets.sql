-- The six targets of a year (:year) by a clock (:clock): numerator, denominator, truncated percent, newest fact.
WITH span AS (
    SELECT CASE :clock WHEN 'report' THEN printf('%04d-12-15', :year - 1) ELSE printf('%04d-01-01', :year) END AS first,
           CASE :clock WHEN 'report' THEN printf('%04d-12-14', :year) ELSE printf('%04d-12-31', :year) END AS last
), days AS (
    SELECT first, last, min(last, day) AS until, day FROM span, today
), quarters AS (
    SELECT n, date(first, printf('+%d months', 3 * n - 3)) AS starts,
           date(first, printf('+%d months', 3 * n), '-1 day') AS ends
    FROM days, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4)
), activities AS (
    SELECT r.commune, json_extract(a.value, '$.on') AS day, json_extract(a.value, '$.audience') AS audience
    FROM commune_reports r, json_each(r.communications) a, days d
    WHERE json_extract(a.value, '$.on') BETWEEN d.first AND d.until
), asked AS (
    -- The quarters gone by; before the first has, the days so far.
    SELECT starts, ends FROM quarters, today WHERE ends < today.day
    UNION ALL
    SELECT first, until FROM days WHERE NOT EXISTS (SELECT 1 FROM quarters, today WHERE ends < today.day)
), regular AS (
    SELECT key FROM area WHERE NOT EXISTS (
        SELECT 1 FROM asked WHERE NOT EXISTS (
            SELECT 1 FROM activities a WHERE a.commune = area.key AND a.day BETWEEN asked.starts AND asked.ends
        )
    )
), reports AS (
    SELECT r.* FROM commune_reports r JOIN area ON area.key = r.commune WHERE r.year = :year
), whole AS (
    SELECT r.commune FROM reports r, json_each(r.programmes) p GROUP BY r.commune HAVING count(DISTINCT p.value) = 5
), whole_area AS (
    SELECT count(*) AS n FROM area_integrations WHERE year = :year AND json_array_length(programmes) = 5
), visits AS (
    SELECT o.establishment_id, o.day FROM own o, days d
    WHERE o.counts AND o.day BETWEEN d.first AND d.until AND o.establishment_id IN (SELECT id FROM registered)
), violations AS (
    SELECT f.* FROM found f, days d WHERE f.is_own AND f.day BETWEEN d.first AND d.until
), heard AS (
    SELECT c.*, CASE WHEN c.state = 'received' THEN t.day ELSE c.handled_on END AS ended
    FROM complaints c, days d, today t WHERE c.received_on BETWEEN d.first AND d.until
), shares AS (
    SELECT 'communication' AS code, (SELECT count(*) FROM regular) AS part, (SELECT count(*) FROM area) AS whole,
           (SELECT max(reported_on) FROM reports) AS day
    UNION ALL
    SELECT 'integration', (SELECT count(*) FROM whole) + (SELECT n FROM whole_area), (SELECT count(*) FROM area) + 1,
           (SELECT max(reported_on) FROM reports)
    UNION ALL
    SELECT 'inspected', (SELECT count(DISTINCT establishment_id) FROM visits), (SELECT count(*) FROM registered),
           (SELECT max(day) FROM visits)
    UNION ALL
    SELECT 'violations', (SELECT count(*) FROM violations WHERE action NOT IN ('', 'PENDING')),
           (SELECT count(*) FROM violations), (SELECT max(day) FROM violations)
    UNION ALL
    SELECT 'complaints', (SELECT count(*) FROM heard WHERE state <> 'received'
                          AND NOT coalesce(due_on < ended, 0)),
           (SELECT count(*) FROM heard), (SELECT max(max(received_on), coalesce(max(handled_on), '')) FROM heard)
    UNION ALL
    SELECT 'support', (SELECT coalesce(sum(supported), 0) FROM reports),
           (SELECT coalesce(sum(in_need), 0) FROM reports), (SELECT max(reported_on) FROM reports)
)
SELECT code, part, whole, CASE whole WHEN 0 THEN 0 ELSE 1000 * part / whole END, coalesce(day, '') FROM shares
UNION ALL
SELECT 'communication.activities', count(*), coalesce(sum(audience), 0), 0, ''
FROM activities WHERE commune IN (SELECT key FROM area)
UNION ALL
SELECT 'integration.communes', (SELECT count(*) FROM whole), (SELECT n FROM whole_area), 0, ''
UNION ALL
SELECT 'complaints.parts', coalesce(sum(state IN ('verified', 'dismissed')), 0), coalesce(sum(state <> 'received'), 0),
       coalesce(sum(coalesce(due_on < ended, 0)), 0), ''
FROM heard
UNION ALL
SELECT 'missing.' || a.code, q.n, 0, 0, ''
FROM area a, (SELECT 1 AS n UNION SELECT 2 UNION SELECT 3 UNION SELECT 4) q, today
WHERE date(printf('%04d-01-01', :year), printf('+%d months', 3 * q.n), '-1 day') < today.day
  AND NOT EXISTS (SELECT 1 FROM commune_reports r WHERE r.commune = a.key AND r.year = :year AND r.quarter = q.n);
