-- What stands beside the leader's map: what waits, the next evening, the forecast, the trend, what was found.
WITH pending AS (
    SELECT p.round_id FROM in_force p JOIN rounds r ON r.id = p.round_id
    WHERE r.status NOT IN ('sealed', 'closed', 'abandoned') AND p.sealed_at IS NULL
), firsts AS (
    SELECT establishment_id, min(own.day) AS day FROM own, today
    WHERE counts AND CAST(substr(own.day, 1, 4) AS INTEGER) = year AND establishment_id IN (SELECT id FROM registered)
    GROUP BY establishment_id
), newest AS (
    SELECT max(round_id) AS round_id FROM in_force
), sizes AS (
    SELECT count(*) AS stops, count(DISTINCT shift) AS shifts FROM planned_stops
    WHERE round_id = (SELECT round_id FROM newest) AND id NOT LIKE 'commune:%'
), evening AS (
    SELECT stops, shifts, min(stops / max(shifts, 1), (SELECT count(*) FROM registered) - (SELECT count(*) FROM firsts))
           AS gain FROM sizes
), pace AS (
    SELECT count(*) AS n, CAST(julianday(max(t.day)) - julianday(min(f.day)) AS INTEGER) + 1 AS days, max(t.day) AS day,
           printf('%04d-12-14', max(t.year)) AS by_day
    FROM firsts f, today t WHERE f.day <= t.day
), months AS (
    SELECT 1 AS month UNION ALL SELECT month + 1 FROM months, today WHERE month < CAST(substr(day, 6, 2) AS INTEGER)
), yearly AS (
    SELECT own.* FROM own, today WHERE CAST(substr(own.day, 1, 4) AS INTEGER) = year
)
SELECT 'waiting', (SELECT count(*) FROM pending),
       (SELECT count(*) FROM complaints, today WHERE state = 'received' AND due_on < day),
       (SELECT count(*) FROM found f, today t
        WHERE f.due_on < t.day AND coalesce(f.kept, CASE WHEN f.remedied_on IS NULL THEN 'open' END) = 'open'), 0
UNION ALL
SELECT 'evening', gain, 1000 * gain / (SELECT count(*) FROM registered), stops, shifts FROM evening WHERE gain > 0
UNION ALL
SELECT 'forecast', reached, 1000 * reached / registered, n, days FROM (
    SELECT n, days, (SELECT count(*) FROM registered) AS registered,
           min((SELECT count(*) FROM registered),
               n + n * CAST(julianday(by_day) - julianday(day) AS INTEGER) / days) AS reached
    FROM pace WHERE n > 0 AND days >= 14 AND by_day >= day
)
UNION ALL
SELECT 'trend', month, (SELECT count(*) FROM firsts WHERE CAST(substr(firsts.day, 6, 2) AS INTEGER) <= month), 0, 0 FROM months
UNION ALL
SELECT 'inspections', (SELECT coalesce(sum(counts), 0) FROM yearly), (SELECT count(*) FROM yearly WHERE findings <> '[]'), 0, 0
UNION ALL
SELECT 'found', count(*), coalesce(sum(action NOT IN ('', 'PENDING')), 0),
       coalesce(sum(coalesce(kept, CASE WHEN remedied_on IS NULL THEN 'open' ELSE 'done' END) = 'done'), 0), 0
FROM found WHERE inspection IN (SELECT id FROM yearly)
UNION ALL
-- Visits still to come: stops of rounds that run, at which nobody has inspected in that round.
SELECT 'planned', count(DISTINCT s.id), 0, 0, 0
FROM planned_stops s JOIN rounds r ON r.id = s.round_id JOIN in_force p ON p.round_id = s.round_id
WHERE r.status = 'sealed' AND p.sealed_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM own o WHERE o.round_id = s.round_id AND o.establishment_id = s.id AND o.counts);
