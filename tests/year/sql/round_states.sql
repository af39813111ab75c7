-- Each round: in which state the establishments of its list are; one without full minutes is not inspected.
WITH states AS (
    SELECT l.round_id, l.id, CASE
        WHEN EXISTS (SELECT 1 FROM own o WHERE o.round_id = l.round_id AND o.establishment_id = l.id AND o.counts)
            THEN 'inspected'
        ELSE coalesce((SELECT replace(s.status, 'inspected', 'arrived') FROM standing s
                       WHERE s.round_id = l.round_id AND s.stop = l.id ORDER BY s.number DESC LIMIT 1), 'none')
        END AS state
    FROM listed l
)
SELECT round_id, state, count(*) FROM states GROUP BY round_id, state;
