-- Customers with their recency, frequency and spend, their scores, and what the
-- scores are called.
-- Orders as they were known on the last day; baskets of so many weeks to it.
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
        AND day BETWEEN :last - :rfm_days + 1 AND :last GROUP BY 1),
p AS (
    SELECT b.*, (SELECT coalesce(sum(sales), 0) FROM line
        WHERE o_customer = b.customer_id AND day BETWEEN :last - :rfm_days + 1 AND :last)
        AS m, (SELECT coalesce(sum(list - discount), 0) FROM line
        WHERE o_customer = b.customer_id AND kind = 'sale'
            AND day BETWEEN :last - :rfm_days + 1 AND :last) AS sold FROM b),
given AS (
    SELECT 'r' AS what, customer_id, r AS v FROM p
    UNION ALL SELECT 'f', customer_id, f FROM p
    UNION ALL SELECT 'm', customer_id, m FROM p),
-- Values, or their ranks, of equal ones by id.
v AS (
    SELECT what, customer_id, iif(:scores = 'rank', row_number() OVER (
        PARTITION BY what ORDER BY v, customer_id), v) AS v FROM given),
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
-- Scores by given thresholds: the least values behind each cut.
least(what, least) AS (VALUES
    ('r', :recency_1), ('r', :recency_2), ('r', :recency_3),
    ('r', :recency_4), ('f', :frequency_1), ('f', :frequency_2),
    ('f', :frequency_3), ('f', :frequency_4), ('m', :monetary_1),
    ('m', :monetary_2), ('m', :monetary_3), ('m', :monetary_4)),
score AS (
    SELECT customer_id, what, 1 + iif(:scores = 'fixed',
        (SELECT count(*) FROM least WHERE least.what = v.what AND v >= least),
        (SELECT count(*) FROM cut
        WHERE cut.what = v.what AND fifths < 5 * v)) AS score
    FROM v WHERE :scores = 'fixed' OR EXISTS (SELECT * FROM cut)),
cell AS (
    SELECT customer_id, 6 - max(iif(what = 'r', score, 0)) AS rs,
        max(iif(what = 'f', score, 0)) AS fs,
        max(iif(what = 'm', score, 0)) AS ms
    FROM score GROUP BY 1),
segment(place, name, r1, r2, f1, f2) AS (VALUES
    (1, 'Champions', 5, 5, 4, 5), (2, 'Loyal', 3, 4, 4, 5),
    (3, 'Potential Loyalist', 4, 5, 2, 3), (4, 'New', 5, 5, 1, 1),
    (5, 'Promising', 4, 4, 1, 1), (6, 'Need Attention', 3, 3, 3, 3),
    (7, 'About to Sleep', 3, 3, 1, 2), (8, 'At Risk', 1, 2, 3, 4),
    (9, 'Can''t Lose', 1, 2, 5, 5), (10, 'Hibernating', 1, 2, 1, 2))
