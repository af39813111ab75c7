-- People reached by services, by quarter (:year): the area's sum; a commune's two counts, or nothing where they hide.
-- Hidden are those with a count below 5, and so many of the next smallest that two or more hide at least 5 together.
WITH counts AS (
    SELECT quarter, commune, in_need, supported,
           row_number() OVER (PARTITION BY quarter ORDER BY min(in_need, supported), in_need, supported, commune) AS place,
           sum(min(in_need, supported) < 5) OVER (PARTITION BY quarter) AS small,
           count(*) OVER (PARTITION BY quarter) AS communes
    FROM commune_reports JOIN area ON area.key = commune WHERE year = :year
), summed AS (
    SELECT *, sum(in_need) OVER rising AS need_sum, sum(supported) OVER rising AS reached_sum
    FROM counts WINDOW rising AS (PARTITION BY quarter ORDER BY place)
), limits AS (
    SELECT quarter, CASE max(small) WHEN 0 THEN 0 ELSE coalesce(
        min(CASE WHEN place >= small AND place >= 2 AND need_sum >= 5 AND reached_sum >= 5 THEN place END),
        max(communes)) END AS hidden
    FROM summed GROUP BY quarter
)
SELECT quarter, '' AS commune, sum(in_need), sum(supported) FROM counts GROUP BY quarter
UNION ALL
SELECT s.quarter, substr(s.commune, instr(s.commune, '/') + 1),
       CASE WHEN s.place > l.hidden THEN s.in_need ELSE -1 END, CASE WHEN s.place > l.hidden THEN s.supported ELSE -1 END
FROM summed s JOIN limits l ON l.quarter = s.quarter;
