-- key: r, f
-- exact: customers, net_sales
-- All 25 pairs of scores, also those of nobody.
-- with: scored
, one(s) AS (VALUES (1), (2), (3), (4), (5))
SELECT a.s AS r, b.s AS f, count(customer_id) || '/1' AS customers,
    coalesce(sum(m), 0) || '/10000' AS net_sales
FROM one a, one b LEFT JOIN cell ON rs = a.s AND fs = b.s
LEFT JOIN p USING (customer_id)
WHERE EXISTS (SELECT * FROM cell) GROUP BY 1, 2 ORDER BY 1, 2
