-- key: customer_id
-- exact: net_sales_52w
-- text: segment
-- Customers by segment and id; actions are the template's, and chance, which
-- SQL has none of, holds some out.
-- with: scored
SELECT customer_id, segment.name AS segment, (SELECT coalesce(sum(sales), 0)
    FROM line WHERE o_customer = cell.customer_id
        AND day BETWEEN :last - 363 AND :last) || '/10000' AS net_sales_52w
FROM cell JOIN segment ON rs BETWEEN r1 AND r2 AND fs BETWEEN f1 AND f2
ORDER BY place, customer_id
