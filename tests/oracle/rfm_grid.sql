-- key: r, f
-- exact: customers, net_sales
-- All 25 pairs of scores, also those of nobody.
-- Orders as they were known on the last day; baskets of the 104 weeks to it.
WITH known AS (
    SELECT order_id, o_customer AS customer_id, o_day AS day,
        sum(iif(kind = 'sale', list - discount, 0)) AS value,
        sum(kind = 'sale') AS sale_lines
    FROM line WHERE day <= :last AND o_customer <> ''
        AND o_customer NOT IN (SELECT customer_id FROM staff)
    GROUP BY order_id),
b AS (
    SELECT customer_id, :last - max(day) + 1 AS r, count(*) AS f
    FROM known WHERE sale_lines > 0 AND value > 0
        AND day BETWEEN :last - 727 AND :last GROUP BY 1),
p AS (
    SELECT b.*, (SELECT coalesce(sum(sales), 0) FROM line
        WHERE o_customer = b.customer_id AND day BETWEEN :last - 727 AND :last)
        AS m FROM b),
v AS (
    SELECT 'r' AS what, customer_id, r AS v FROM p
    UNION ALL SELECT 'f', customer_id, f FROM p
    UNION ALL SELECT 'm', customer_id, m FROM p),
ranked AS (
    SELECT what, v, row_number() OVER (PARTITION BY what ORDER BY v) - 1 AS i,
        count(*) OVER (PARTITION BY what) AS n FROM v),
k(k) AS (VALUES (1), (2), (3), (4)),
-- A cut point, type 7, in fifths: it lies at (n - 1) k / 5.
cut AS (
    SELECT what, k, sum(v * iif(i = (n - 1) * k / 5, 5 - (n - 1) * k % 5,
        (n - 1) * k % 5)) AS fifths
    FROM ranked, k WHERE n >= 25
        AND i IN ((n - 1) * k / 5, (n - 1) * k / 5 + 1) GROUP BY what, k),
score AS (
    SELECT customer_id, what, 1 + (SELECT count(*) FROM cut
        WHERE cut.what = v.what AND fifths < 5 * v) AS score
    FROM v WHERE EXISTS (SELECT * FROM cut)),
cell AS (
    SELECT customer_id, 6 - max(iif(what = 'r', score, 0)) AS rs,
        max(iif(what = 'f', score, 0)) AS fs,
        max(iif(what = 'm', score, 0)) AS ms
    FROM score GROUP BY 1),
one(s) AS (VALUES (1), (2), (3), (4), (5))
SELECT a.s AS r, b.s AS f, count(customer_id) || '/1' AS customers,
    coalesce(sum(m), 0) || '/10000' AS net_sales
FROM one a, one b LEFT JOIN cell ON rs = a.s AND fs = b.s
LEFT JOIN p USING (customer_id)
WHERE EXISTS (SELECT * FROM cell) GROUP BY 1, 2 ORDER BY 1, 2
