-- Each round: establishments of its frame that an earlier round of the year inspected, and it did not inspect again.
SELECT f.round_id, count(DISTINCT f.id)
FROM frame_rows f JOIN rounds r ON r.id = f.round_id
JOIN own o ON o.establishment_id = f.id AND o.counts AND o.round_id <> r.id AND o.day < r.starts_on
WHERE substr(o.day, 1, 4) = substr(r.starts_on, 1, 4)
  AND NOT EXISTS (SELECT 1 FROM own a WHERE a.counts AND a.round_id = f.round_id AND a.establishment_id = f.id)
GROUP BY f.round_id;
