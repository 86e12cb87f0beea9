-- key: scope
-- The rows behind a scope's figures: lines by their own day and store, baskets
-- by theirs.
WITH l AS (
    SELECT store_id, sum(kind = 'sale') AS sales, sum(kind <> 'sale') AS returns
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
b AS (
    SELECT scope, count(*) AS baskets,
        count(DISTINCT nullif(customer_id, '')) AS customers
    FROM basket JOIN store_scope USING (store_id)
    WHERE day BETWEEN :first AND :last GROUP BY 1),
place AS (
    SELECT scope, sum(sales) AS sales, sum(returns) AS returns
    FROM store_scope LEFT JOIN l USING (store_id) GROUP BY 1),
department AS (
    SELECT department, sum(kind = 'sale') AS sales,
        sum(kind <> 'sale') AS returns
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
visit AS (
    SELECT department, count(DISTINCT order_id) AS baskets,
        count(DISTINCT nullif(o_customer, '')) AS customers
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale' GROUP BY 1)
SELECT scope, coalesce(sales, 0) AS sale_lines,
    coalesce(returns, 0) AS return_lines, coalesce(baskets, 0) AS baskets,
    coalesce(customers, 0) AS customers
FROM place LEFT JOIN b USING (scope)
UNION ALL
SELECT 'department:' || department, coalesce(sales, 0), coalesce(returns, 0),
    coalesce(baskets, 0), coalesce(customers, 0)
FROM any_department LEFT JOIN department USING (department)
    LEFT JOIN visit USING (department)
WHERE EXISTS (SELECT * FROM products WHERE department <> '')
