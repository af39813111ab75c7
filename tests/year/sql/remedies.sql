-- Findings of the year's own rounds, handled, remedied; remedies with a day, those done, those late.
SELECT 'year', sum(is_own AND this_year), sum(is_own AND this_year AND action NOT IN ('', 'PENDING')),
       sum(is_own AND this_year AND coalesce(kept, CASE WHEN remedied_on IS NULL THEN 'open' ELSE 'done' END) = 'done')
FROM (SELECT f.*, CAST(substr(f.day, 1, 4) AS INTEGER) = t.year AS this_year FROM found f, today t)
UNION ALL
SELECT 'due', count(*), sum(state = 'done'), sum(state = 'open' AND due_on < day)
FROM (
    SELECT f.due_on, t.day, coalesce(f.kept, CASE WHEN f.remedied_on IS NULL THEN 'open' ELSE 'done' END) AS state
    FROM found f, today t WHERE f.due_on IS NOT NULL
);
