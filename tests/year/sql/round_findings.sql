-- Each round: establishments by what was decided (once for each action), and findings still open or closed.
WITH counted AS (SELECT * FROM own WHERE counts), faults AS (
    SELECT c.round_id, c.establishment_id, json_extract(f.value, '$.action') AS action,
           json_extract(f.value, '$.remedied_on') AS remedied_on
    FROM counted c, json_each(c.findings) f
)
SELECT round_id, action, count(DISTINCT establishment_id) FROM faults WHERE action <> '' GROUP BY round_id, action
UNION ALL SELECT round_id, '-open', sum(remedied_on IS NULL) FROM faults GROUP BY round_id
UNION ALL SELECT round_id, '-closed', sum(remedied_on IS NOT NULL) FROM faults GROUP BY round_id;
