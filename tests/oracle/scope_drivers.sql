-- What the driver tree of a scope is made of (metrics.md 1): sums by the line's
-- own store, orders by the order's; in a department its lines, and the baskets
-- with a sale line of it.
WITH own AS (
    SELECT store_id, count(*) AS lines, sum(sales) AS net_sales,
        sum(iif(kind = 'sale', list - discount, 0)) AS sold,
        sum(iif(kind = 'sale', 0, abs(net))) AS returned
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
known AS (
    SELECT o_store AS store_id,
        sum(iif(kind = 'sale', list - discount, 0)) AS identified,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units
    FROM line WHERE day BETWEEN :first AND :last AND o_customer <> ''
    GROUP BY 1),
o AS (
    SELECT scope, sum(lines) AS lines, sum(net_sales) AS net_sales,
        sum(sold) AS sold, sum(returned) AS returned
    FROM own JOIN store_scope USING (store_id) GROUP BY 1),
k AS (
    SELECT scope, sum(identified) AS identified, sum(units) AS units
    FROM known JOIN store_scope USING (store_id) GROUP BY 1),
b AS (
    SELECT scope, count(*) AS baskets,
        count(DISTINCT customer_id) AS customers
    FROM basket JOIN store_scope USING (store_id)
    WHERE day BETWEEN :first AND :last AND customer_id <> '' GROUP BY 1),
place AS (
    SELECT DISTINCT scope, level, place FROM store_scope WHERE level <> 'all'),
visit AS (
    SELECT department, count(DISTINCT order_id) AS baskets,
        count(DISTINCT o_customer) AS customers
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale' AND o_customer <> '' GROUP BY 1),
sold AS (
    SELECT department, count(*) AS lines, sum(sales) AS net_sales,
        sum(iif(kind = 'sale', list - discount, 0)) AS sold,
        sum(iif(kind = 'sale', 0, abs(net))) AS returned,
        sum(iif(kind = 'sale' AND o_customer <> '', list - discount, 0))
            AS identified
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1)
SELECT scope, level, coalesce(nullif(iif(level = 'store', name, ''), ''), place)
        AS name,
    coalesce(lines, 0) AS lines, coalesce(net_sales, 0) AS net_sales,
    coalesce(sold, 0) AS sold, coalesce(returned, 0) AS returned,
    coalesce(identified, 0) AS identified, coalesce(units, 0) AS units,
    coalesce(baskets, 0) AS baskets, coalesce(customers, 0) AS customers
FROM place LEFT JOIN o USING (scope) LEFT JOIN k USING (scope)
    LEFT JOIN b USING (scope)
    LEFT JOIN stores ON level = 'store' AND store_id = place
UNION ALL
SELECT 'department:' || department, 'department', department,
    coalesce(lines, 0), coalesce(net_sales, 0), coalesce(sold, 0),
    coalesce(returned, 0), coalesce(identified, 0), 0,
    coalesce(baskets, 0), coalesce(customers, 0)
FROM any_department LEFT JOIN sold USING (department)
    LEFT JOIN visit USING (department)
WHERE EXISTS (SELECT * FROM products WHERE department <> '')
