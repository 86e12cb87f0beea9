-- key: date, store_id, category
-- exact: gross_sales, discount, returns, net_sales, units, baskets
-- Additive sums by the line's own day and store, and category; baskets, by
-- their own day and store, are those with a sale line of the category.
WITH part AS (
    SELECT day, store_id, category,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(kind = 'return', abs(net), 0)) AS returns, sum(sales) AS net,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        0 AS baskets
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1, 2, 3
    UNION ALL
    SELECT o_day, o_store, category, 0, 0, 0, 0, 0, count(DISTINCT order_id)
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale' GROUP BY 1, 2, 3)
SELECT date(day * 86400, 'unixepoch') AS date,
    iif(store_id = '', 'Unknown', store_id) AS store_id, category,
    sum(gross) || '/10000' AS gross_sales,
    sum(discount) || '/10000' AS discount,
    sum(returns) || '/10000' AS returns, sum(net) || '/10000' AS net_sales,
    sum(units) || '/1000' AS units, sum(baskets) || '/1' AS baskets
FROM part GROUP BY day, store_id, category
