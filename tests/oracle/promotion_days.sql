-- Per promotion that meets these days and product of it: what was sold on its
-- days (during), and on as many after it (7 to 14) where they are over, beside
-- the baseline: the mean of the same weekdays of the 8 weeks before on which no
-- promotion of that product ran.  A weekday without any is left out of both.
-- Means are of 1 to 8 days: over 840 they are whole.
WITH RECURSIVE p AS (
    SELECT *, min(stop, :as_of) AS until,
        min(14, max(7, stop - start + 1)) AS dip_days
    FROM promoted WHERE start <= :last AND stop >= :first),
back(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM back WHERE k < 56),
free AS (
    SELECT promotion_id, product_id, start - k AS day FROM p, back
    WHERE start - k >= (SELECT first FROM extent) AND NOT EXISTS (
        SELECT * FROM promoted r WHERE r.product_id = p.product_id
        AND r.start <= p.start - k AND r.stop >= p.start - k)),
base AS (
    SELECT promotion_id, free.product_id, free.day % 7 AS w, count(*) AS n,
        coalesce(sum(units), 0) AS units, coalesce(sum(sales), 0) AS sales
    FROM free LEFT JOIN sold s
        ON s.product_id = free.product_id AND s.day = free.day
    GROUP BY 1, 2, 3),
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
    sum(840 / b.n * b.sales) AS base_sales
FROM span JOIN base b USING (promotion_id, product_id)
    LEFT JOIN sold s USING (product_id, day)
WHERE b.w = span.day % 7
GROUP BY 1, 2, 3
