-- Results of a round by part of its draw: with findings, without, and silent; and the lottery's pool.
WITH parts AS (
    SELECT s.round_id, 'must' AS part, value AS id FROM samples s, json_each(s.must)
    UNION ALL SELECT s.round_id, 'risk', value FROM samples s, json_each(s.risk)
    UNION ALL SELECT s.round_id, 'lottery', value FROM samples s, json_each(s.lottery)
)
SELECT p.round_id, p.part, coalesce(sum(o.findings <> '[]'), 0), coalesce(sum(o.findings = '[]'), 0), sum(o.id IS NULL)
FROM parts p LEFT JOIN own o ON o.round_id = p.round_id AND o.establishment_id = p.id AND o.counts
GROUP BY p.round_id, p.part
UNION ALL
SELECT round_id, 'pool', count(*), 0, 0 FROM sample_rows WHERE role IN ('lottery', 'reserve', 'not_drawn') GROUP BY round_id;
