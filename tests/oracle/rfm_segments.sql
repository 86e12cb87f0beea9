-- key: segment
-- exact: customers, orders, net_sales
-- Customers by segment; actions and colours are the template's.  Average order
-- value leaves returns out.
-- with: scored
, s AS (SELECT place, name, count(customer_id) AS n, coalesce(sum(f), 0) AS f,
        coalesce(sum(m), 0) AS m, coalesce(sum(sold), 0) AS sold
    FROM segment LEFT JOIN cell ON rs BETWEEN r1 AND r2 AND fs BETWEEN f1 AND f2
    LEFT JOIN p USING (customer_id) GROUP BY place),
whole AS (SELECT sum(n) AS n, sum(m) AS m FROM s)
SELECT name AS segment, s.n || '/1' AS customers, s.f || '/1' AS orders,
    s.m || '/10000' AS net_sales, sold || '/' || (10000 * s.f) AS aov,
    s.n || '/' || whole.n AS share_customers,
    iif(whole.m > 0, s.m || '/' || whole.m, NULL) AS share_sales
FROM s, whole WHERE whole.n > 0 ORDER BY place
