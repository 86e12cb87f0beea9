-- key: movement
-- exact: customers, mrr
-- Each customer's monthly price on the eve of these days and on the last.
WITH c AS (
    SELECT customer_id, min(first) AS joined,
        sum(iif(:first - 1 BETWEEN first AND last, price, 0)) AS o,
        sum(iif(:last BETWEEN first AND last, price, 0)) AS c
    FROM span WHERE first <= :last GROUP BY 1),
m AS (
    SELECT 'opening' AS movement, o AS mrr FROM c WHERE o > 0
    UNION ALL SELECT 'closing', c FROM c WHERE c > 0
    UNION ALL SELECT CASE
        WHEN o = 0 AND joined >= :first THEN 'new'
        WHEN o = 0 THEN 'reactivation' WHEN c = 0 THEN 'churn'
        WHEN c > o THEN 'expansion' ELSE 'contraction' END, c - o
    FROM c WHERE c <> o),
name(movement) AS (VALUES ('opening'), ('new'), ('reactivation'),
    ('expansion'), ('contraction'), ('churn'), ('closing'))
SELECT movement, count(mrr) || '/1' AS customers,
    coalesce(sum(mrr), 0) || '/120000' AS mrr
FROM name LEFT JOIN m USING (movement) GROUP BY 1
