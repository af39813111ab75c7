-- Complaints by class and state: how many, how many late, how many that a visit verified.
SELECT kind, state, count(*), sum(coalesce(due_on < CASE state WHEN 'received' THEN day ELSE handled_on END, 0)),
       sum(visit <> '')
FROM complaints, today GROUP BY kind, state;
