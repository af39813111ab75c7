-- Each round with a plan: registered, required, must, risk, lottery, reserves, stops routed, shifts used; visits
-- received and counted, conflicts that wait.
SELECT p.round_id, (SELECT count(*) FROM frame_rows f WHERE f.round_id = p.round_id),
       ((SELECT count(*) FROM frame_rows f WHERE f.round_id = p.round_id) * json_extract(r.rule, '$.rate_bp') + 9999) / 10000,
       json_array_length(s.must), json_array_length(s.risk), json_array_length(s.lottery), json_array_length(s.reserves),
       (SELECT count(*) FROM planned_stops x WHERE x.round_id = p.round_id),
       (SELECT count(DISTINCT shift) FROM planned_stops x WHERE x.round_id = p.round_id),
       (SELECT count(DISTINCT shift || stop) FROM results x WHERE x.round_id = p.round_id),
       (SELECT count(*) FROM standing x WHERE x.round_id = p.round_id AND x.status = 'inspected'
        AND x.kind = 'establishment' AND json_extract(x.result, '$.is_full') AND json_extract(x.result, '$.minutes_no') <> ''),
       (SELECT count(DISTINCT shift || stop) FROM results x WHERE x.round_id = p.round_id AND x.state = 'conflict')
FROM in_force p JOIN rounds r ON r.id = p.round_id JOIN samples s ON s.round_id = p.round_id;
