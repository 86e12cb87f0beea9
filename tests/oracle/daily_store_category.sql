-- key: date, store_id, category
-- exact: gross_sales, discount, returns, net_sales, units, baskets
-- Additive sums by day, store and category; baskets are those with a sale line
-- in the cell.
SELECT l.date, iif(l.store_id = '', 'Unknown', l.store_id) AS store_id,
    l.category,
    sum(iif(kind = 'sale', list, 0)) || '/10000' AS gross_sales,
    sum(iif(kind = 'sale', l.discount, 0)) || '/10000' AS discount,
    sum(iif(kind = 'return', abs(net), 0)) || '/10000' AS returns,
    sum(iif(kind = 'sale', list - l.discount, -abs(net))) || '/10000'
        AS net_sales,
    sum(iif(kind = 'sale' AND counts_units, quantity, 0)) || '/1000' AS units,
    count(DISTINCT iif(kind = 'sale', b.order_id, NULL)) || '/1' AS baskets
FROM line l LEFT JOIN basket b ON b.order_id = l.order_id
WHERE l.date BETWEEN :first AND :last
GROUP BY 1, 2, 3
