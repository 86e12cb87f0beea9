-- key: product_id
-- exact: net_sales, units, baskets, rank
-- A product's part of the period, ranked by net sales.
WITH l AS (
    SELECT l.*, b.order_id AS basket
    FROM line l LEFT JOIN basket b ON b.order_id = l.order_id
    WHERE l.date BETWEEN :first AND :last),
whole AS (
    SELECT sum(iif(kind = 'sale', list - discount, -abs(net))) AS net,
           sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units
    FROM l),
part AS (
    SELECT product_id, category,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(kind = 'sale', list - discount, -abs(net))) AS net,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind = 'return' AND counts_units, abs(quantity), 0))
            AS returned_units,
        count(DISTINCT iif(kind = 'sale', basket, NULL)) AS baskets
    FROM l GROUP BY 1, 2)
SELECT product_id,
    part.net || '/10000' AS net_sales,
    part.net || '/' || whole.net AS revenue_share,
    part.units || '/1000' AS units,
    part.units || '/' || whole.units AS unit_share,
    '100/1 ' || part.net || '/' || whole.net || ' ' || whole.units || '/' ||
        part.units AS "index",
    baskets || '/1' AS baskets,
    discount || '/' || gross AS discount_rate,
    returned_units || '/' || part.units AS return_rate,
    rank() OVER (ORDER BY part.net DESC) || '/1' AS rank
FROM part, whole
