-- Per area, commune and type: registered_frozen, _active, _ever, inspected, need, short, reached, percent as text.
WITH ever_rows AS (
    SELECT id, commune, type, 0 AS rank, '' AS frozen_at FROM in_scope
    UNION ALL
    SELECT id, commune, type, 1, '' FROM registered
    UNION ALL
    -- At rest by now, but in scope at some step of this year.
    SELECT e.id, substr(e.commune_now, instr(e.commune_now, '/') + 1), e.type, 2, ''
    FROM establishments e
    WHERE e.decision = 'accepted' AND e.type IS NOT NULL AND e.commune_now IS NOT NULL AND EXISTS (
        SELECT 1
        FROM register_changes c JOIN register_steps s ON s.number = c.step,
             json_each(json_array(json_extract(c.before, '$.establishment'), json_extract(c.after, '$.establishment'))) AS was
        WHERE c.establishment_id = e.id
          AND CAST(strftime('%Y', s.at, '+7 hours') AS INTEGER) = (SELECT year FROM today)
          AND json_extract(was.value, '$.decision') = 'accepted'
          AND json_extract(was.value, '$.status') IN ('active', 'unverified')
          AND json_extract(was.value, '$.type') IS NOT NULL AND json_extract(was.value, '$.commune_now') IS NOT NULL
    )
    UNION ALL
    SELECT f.id, f.commune, f.type, 3, f.frozen_at
    FROM frame_rows f JOIN establishments e ON e.id = f.id
    WHERE e.merged_into IS NULL
      AND CAST(strftime('%Y', f.frozen_at, '+7 hours') AS INTEGER) = (SELECT year FROM today)
), ever AS (
    SELECT id, commune, type FROM (
        SELECT *, row_number() OVER (PARTITION BY id ORDER BY rank, frozen_at DESC) AS n FROM ever_rows
    ) WHERE n = 1
), reached AS (
    SELECT id, commune, type FROM registered WHERE id IN (
        SELECT establishment_id FROM own
        WHERE counts AND CAST(substr(day, 1, 4) AS INTEGER) = (SELECT year FROM today)
    )
), every AS (
    SELECT 'frozen' AS which, * FROM registered UNION ALL SELECT 'active', id, commune, type FROM in_scope
    UNION ALL SELECT 'ever', * FROM ever UNION ALL SELECT 'reached', * FROM reached
), keyed AS (
    SELECT 'area' AS kind, '' AS key, which FROM every UNION ALL SELECT 'commune', commune, which FROM every
    UNION ALL SELECT 'type', type, which FROM every
), counted AS (
    SELECT kind, key, sum(which = 'frozen') AS frozen, sum(which = 'active') AS active, sum(which = 'ever') AS ever,
           sum(which = 'reached') AS inspected
    FROM keyed GROUP BY kind, key
), needed AS (
    SELECT c.*, (frozen * CASE kind WHEN 'area' THEN rate_bp WHEN 'commune' THEN commune_floor_bp
                 ELSE type_floor_bp END + 9999) / 10000 AS need
    FROM counted c, rule
)
SELECT kind, key, frozen, active, ever, inspected, need, max(0, need - inspected), inspected >= need,
       CASE frozen WHEN 0 THEN '0,0'
            ELSE printf('%d,%d', 1000 * inspected / frozen / 10, 1000 * inspected / frozen % 10) END
FROM needed;
