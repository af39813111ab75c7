-- Communes whose own work was looked at this year: tasks done, tasks in all, whether the office answered.
SELECT s.round_id, substr(s.stop, instr(s.stop, '/') + 1), s.day,
       (SELECT count(*) FROM json_each(s.result, '$.tasks') WHERE value), (SELECT count(*) FROM json_each(s.result, '$.tasks')),
       EXISTS (SELECT 1 FROM supervision_answers a WHERE a.round_id = s.round_id AND 'commune:' || a.commune = s.stop)
FROM standing s, today t
WHERE s.kind = 'commune_supervision' AND CAST(substr(s.day, 1, 4) AS INTEGER) = t.year;
