-- Per promotion that meets these days and product of it: what was sold on its
-- days and what its baseline is, from the same weekdays of the 8 weeks before
-- on which no promotion of that product ran.  Sums of baselines are over the
-- least common multiple of 1..8, so whole: 840.
WITH RECURSIVE p AS (
    SELECT promotion_id, start_date AS start, end_date AS stop,
        min(end_date, :as_of) AS until, a.product_id,
        (SELECT min(day) FROM line) AS data_first,
        min(14, max(7, end_date - start_date + 1)) AS dip_days
    FROM promotions m JOIN any_product a
        ON iif(m.product_id <> '', a.product_id = m.product_id,
            a.category = m.category)
    WHERE start_date <= :last AND end_date >= :first),
weekday(w) AS (VALUES (0), (1), (2), (3), (4), (5), (6)),
back(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM back WHERE k < 56),
running AS (
    SELECT a.product_id, start_date AS s, end_date AS e
    FROM promotions m JOIN any_product a
        ON iif(m.product_id <> '', a.product_id = m.product_id,
            a.category = m.category)
    WHERE start_date <= :as_of AND end_date >= :first - 420),
free AS (
    SELECT promotion_id, p.product_id, start - k AS day
    FROM p, back
    WHERE start - k >= data_first AND NOT EXISTS (
        SELECT * FROM running r WHERE r.product_id = p.product_id
        AND start - k BETWEEN r.s AND r.e)),
sold AS (
    SELECT product_id, day, sum(quantity) AS units,
        sum(list - discount) AS sales
    FROM line WHERE kind = 'sale' AND day BETWEEN :first - 420 AND :as_of
        AND product_id IN (SELECT product_id FROM p)
    GROUP BY 1, 2),
base AS (
    SELECT promotion_id, free.product_id, free.day % 7 AS w, count(*) AS n,
        coalesce(sum(units), 0) AS units, coalesce(sum(sales), 0) AS sales
    FROM free LEFT JOIN sold USING (product_id, day) GROUP BY 1, 2, 3),
span(promotion_id, product_id, day, until, part) AS (
    SELECT promotion_id, product_id, start, until, 'during' FROM p
    UNION ALL
    SELECT promotion_id, product_id, stop + 1, stop + dip_days, 'after' FROM p
    WHERE stop + dip_days <= :as_of
    UNION ALL
    SELECT promotion_id, product_id, day + 1, until, part FROM span
    WHERE day < until)
SELECT promotion_id, product_id, part,
    sum(coalesce(s.units, 0)) AS units, sum(coalesce(s.sales, 0)) AS sales,
    sum(840 / b.n * b.units) AS base_units,
    sum(840 / b.n * b.sales) AS base_sales, unit_cost
FROM span JOIN base b ON b.promotion_id = span.promotion_id
        AND b.product_id = span.product_id AND b.w = span.day % 7
    LEFT JOIN sold s ON s.product_id = span.product_id AND s.day = span.day
    LEFT JOIN products x ON x.product_id = span.product_id
GROUP BY 1, 2, 3
