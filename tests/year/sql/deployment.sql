-- Per round: establishments given something, commitments, leaflets, handed over to a competent body; per regulation.
WITH visits AS (SELECT * FROM standing WHERE kind = 'establishment')
SELECT r.id, '', (SELECT count(DISTINCT stop) FROM visits v WHERE v.round_id = r.id AND json_array_length(result, '$.regulations') > 0),
       (SELECT count(DISTINCT stop) FROM visits v WHERE v.round_id = r.id AND json_extract(result, '$.commitment_on') IS NOT NULL),
       (SELECT count(DISTINCT stop) FROM visits v WHERE v.round_id = r.id AND json_extract(result, '$.leaflet_left')),
       (SELECT count(DISTINCT stop) FROM visits v WHERE v.round_id = r.id AND json_extract(result, '$.forwarded_on') IS NOT NULL)
FROM rounds r
UNION ALL
SELECT v.round_id, g.value, count(DISTINCT v.stop), 0, 0, 0
FROM visits v, json_each(v.result, '$.regulations') g GROUP BY v.round_id, g.value;
