-- The raw tables as rows: what lies in JSON or CSV text, one row each. Nothing is counted here.
-- +7 hours is the zone of the office; its shares come from its own rules.

CREATE TEMP TABLE today AS
SELECT date(demo_at, '+7 hours') AS day, CAST(strftime('%Y', demo_at, '+7 hours') AS INTEGER) AS year FROM offices;

CREATE TEMP TABLE area AS
SELECT json_extract(value, '$.vintage') || '/' || json_extract(value, '$.code') AS key,
       json_extract(value, '$.code') AS code
FROM offices, json_each(offices.communes);

CREATE TEMP TABLE rule AS
SELECT json_extract(rule, '$.rate_bp') AS rate_bp, json_extract(rule, '$.commune_floor_bp') AS commune_floor_bp,
       json_extract(rule, '$.type_floor_bp') AS type_floor_bp
FROM rules;

CREATE TEMP TABLE in_scope AS
SELECT id, substr(commune_now, instr(commune_now, '/') + 1) AS commune, commune_now AS commune_key, type
FROM establishments
WHERE decision = 'accepted' AND status IN ('active', 'unverified') AND type IS NOT NULL AND commune_now IS NOT NULL;

-- A frame is CSV without quotes: one JSON array a line.
CREATE TEMP TABLE frame_rows AS
SELECT f.round_id, f.frozen_at, json_extract(line.value, '$[0]') AS id, json_extract(line.value, '$[1]') AS commune,
       json_extract(line.value, '$[2]') AS type
FROM frames f,
     json_each('[["' || replace(replace(rtrim(f.csv, char(10)), ',', '","'), char(10), '"],["') || '"]]') AS line
WHERE line.key > 0;

-- The official denominator: the newest frame, before one whoever is in scope.
CREATE TEMP TABLE registered AS
SELECT id, commune, type FROM frame_rows WHERE frozen_at = (SELECT max(frozen_at) FROM frames)
UNION ALL
SELECT id, commune, type FROM in_scope WHERE NOT EXISTS (SELECT 1 FROM frames);

-- Inspections of the office's own rounds; one counts when it was full and has minutes.
CREATE TEMP TABLE own AS
SELECT id, establishment_id, round_id, "on" AS day, is_full AND minutes_no <> '' AS counts, findings
FROM inspections WHERE round_id IS NOT NULL AND round_id <> '';

-- Findings of every inspection, own or not: a code that stands twice in one gives one, the first.
CREATE TEMP TABLE found AS
SELECT i.id AS inspection, i.establishment_id, coalesce(i.round_id, '') <> '' AS is_own, i.round_id, i."on" AS day,
       json_extract(f.value, '$.code') AS code, json_extract(f.value, '$.action') AS action,
       json_extract(f.value, '$.remedy_due_on') AS due_on, json_extract(f.value, '$.remedied_on') AS remedied_on,
       r.state AS kept
FROM inspections i, json_each(i.findings) f
LEFT JOIN remedies r ON r.inspection_id = i.id AND r.code = json_extract(f.value, '$.code')
WHERE NOT EXISTS (
    SELECT 1 FROM json_each(i.findings) e
    WHERE e.key < f.key AND json_extract(e.value, '$.code') = json_extract(f.value, '$.code')
);

-- Results that stand.
CREATE TEMP TABLE standing AS
SELECT round_id, shift, stop, number, result, json_extract(result, '$.kind') AS kind,
       json_extract(result, '$.status') AS status, date(json_extract(result, '$.recorded_at'), '+7 hours') AS day
FROM results WHERE state = 'kept';

-- The plan in force of a round: its head's version.
CREATE TEMP TABLE in_force AS
SELECT p.* FROM plans p
WHERE p.version = coalesce(
    (SELECT h.version FROM plan_heads h WHERE h.round_id = p.round_id),
    (SELECT max(q.version) FROM plans q WHERE q.round_id = p.round_id)
);

CREATE TEMP TABLE planned_stops AS
SELECT p.round_id, json_extract(route.value, '$.shift') AS shift, json_extract(stop.value, '$.visit') AS id
FROM in_force p, json_each(p.solution, '$.routes') route, json_each(route.value, '$.stops') stop;

-- Who is to be visited: the draw, and every change of it in its order.
CREATE TEMP TABLE listed AS
WITH RECURSIVE walk (round_id, step, ids) AS (
    SELECT round_id, 0, (
        SELECT json_group_object(x.value, 1)
        FROM (SELECT value FROM json_each(s.must) UNION SELECT value FROM json_each(s.risk)
              UNION SELECT value FROM json_each(s.lottery)) x
    ) FROM samples s
    UNION ALL
    SELECT w.round_id, c.number, CASE c.kind
        WHEN 'substitute' THEN json_remove(json_set(w.ids, '$.' || c.stand_in, 1), '$.' || c.establishment_id)
        WHEN 'add' THEN json_set(w.ids, '$.' || c.establishment_id, 1)
        ELSE json_remove(w.ids, '$.' || c.establishment_id) END
    FROM walk w JOIN sample_changes c ON c.round_id = w.round_id AND c.number = (
        SELECT min(d.number) FROM sample_changes d WHERE d.round_id = w.round_id AND d.number > w.step
    )
)
SELECT w.round_id, e.key AS id FROM walk w, json_each(w.ids) e
WHERE NOT EXISTS (SELECT 1 FROM walk v WHERE v.round_id = w.round_id AND v.step > w.step);
