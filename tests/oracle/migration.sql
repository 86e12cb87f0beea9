-- key: from, to
-- exact: customers, net_sales_52w, fall, rise
-- Who has moved between segments: :last is the last day of the days before, and
-- :as_of that of the days reported.  Each day has scores of its own.
WITH eve(e) AS (VALUES (:last), (:as_of)),
known AS (
    SELECT e, order_id, o_customer AS customer_id, o_day AS day,
        sum(iif(kind = 'sale', list - discount, 0)) AS value,
        sum(kind = 'sale') AS sale_lines
    FROM eve JOIN line ON line.day <= e WHERE o_customer <> ''
        AND o_customer NOT IN (SELECT customer_id FROM staff)
    GROUP BY e, order_id),
b AS (
    SELECT e, customer_id, e - max(day) + 1 AS r, count(*) AS f
    FROM known WHERE sale_lines > 0 AND value > 0
        AND day BETWEEN e - :rfm_days + 1 AND e GROUP BY 1, 2),
given AS (
    SELECT 'r' AS what, e, customer_id, r AS v FROM b
    UNION ALL SELECT 'f', e, customer_id, f FROM b),
-- Values, or their ranks, of equal ones by id.
v AS (
    SELECT what, e, customer_id, iif(:scores = 'rank', row_number() OVER (
        PARTITION BY what, e ORDER BY v, customer_id), v) AS v FROM given),
ranked AS (
    SELECT what, e, v,
        row_number() OVER (PARTITION BY what, e ORDER BY v) - 1 AS i,
        count(*) OVER (PARTITION BY what, e) AS n FROM v),
k(k) AS (VALUES (1), (2), (3), (4)),
-- A cut point, type 7, in fifths: it lies at (n - 1) k / 5.
cut AS (
    SELECT what, e, k, sum(v * iif(i = (n - 1) * k / 5, 5 - (n - 1) * k % 5,
        (n - 1) * k % 5)) AS fifths
    FROM ranked, k WHERE n >= 25
        AND i IN ((n - 1) * k / 5, (n - 1) * k / 5 + 1) GROUP BY what, e, k),
-- Scores by given thresholds: the least values behind each cut.
least(what, least) AS (VALUES
    ('r', :recency_1), ('r', :recency_2), ('r', :recency_3),
    ('r', :recency_4), ('f', :frequency_1), ('f', :frequency_2),
    ('f', :frequency_3), ('f', :frequency_4)),
score AS (
    SELECT e, customer_id, what, 1 + iif(:scores = 'fixed',
        (SELECT count(*) FROM least WHERE least.what = v.what AND v >= least),
        (SELECT count(*) FROM cut
        WHERE cut.what = v.what AND cut.e = v.e AND fifths < 5 * v)) AS score
    FROM v WHERE :scores = 'fixed'
        OR EXISTS (SELECT * FROM cut WHERE cut.e = v.e)),
cell AS (
    SELECT e, customer_id, 6 - max(iif(what = 'r', score, 0)) AS rs,
        max(iif(what = 'f', score, 0)) AS fs FROM score GROUP BY 1, 2),
segment(place, name, r1, r2, f1, f2) AS (VALUES
    (1, 'Champions', 5, 5, 4, 5), (2, 'Loyal', 3, 4, 4, 5),
    (3, 'Potential Loyalist', 4, 5, 2, 3), (4, 'New', 5, 5, 1, 1),
    (5, 'Promising', 4, 4, 1, 1), (6, 'Need Attention', 3, 3, 3, 3),
    (7, 'About to Sleep', 3, 3, 1, 2), (8, 'At Risk', 1, 2, 3, 4),
    (9, 'Can''t Lose', 1, 2, 5, 5), (10, 'Hibernating', 1, 2, 1, 2)),
at AS (
    SELECT e, customer_id, name FROM cell
    JOIN segment ON rs BETWEEN r1 AND r2 AND fs BETWEEN f1 AND f2),
who AS (
    SELECT customer_id, coalesce(max(iif(e = :last, name, NULL)), 'none') AS a,
        coalesce(max(iif(e = :as_of, name, NULL)), 'none') AS z
    FROM at GROUP BY 1),
paid AS (
    SELECT o_customer AS customer_id, sum(sales) AS net FROM line
    WHERE day BETWEEN :as_of - 363 AND :as_of GROUP BY 1)
SELECT a AS "from", z AS "to", count(*) || '/1' AS customers,
    coalesce(sum(net), 0) || '/10000' AS net_sales_52w,
    ((SELECT place FROM segment WHERE name = z)
        > (SELECT place FROM segment WHERE name = a)) || '/1' AS fall,
    ((SELECT place FROM segment WHERE name = z)
        < (SELECT place FROM segment WHERE name = a)) || '/1' AS rise
FROM who LEFT JOIN paid USING (customer_id)
WHERE (SELECT count(DISTINCT e) FROM score) = 2 GROUP BY 1, 2
