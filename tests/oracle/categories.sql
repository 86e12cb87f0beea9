-- key: category
-- exact: net_sales, units, baskets, rank
-- A category's part of the period, in whatever departments; baskets are those
-- with a sale line of it.
WITH l AS (
    SELECT l.*, b.order_id AS basket
    FROM line l LEFT JOIN basket b ON b.order_id = l.order_id
    WHERE l.date BETWEEN :first AND :last),
whole AS (
    SELECT sum(iif(kind = 'sale', list - discount, -abs(net))) AS net FROM l),
baskets AS (
    SELECT count(*) AS n FROM basket WHERE date BETWEEN :first AND :last),
part AS (
    SELECT category,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(kind = 'sale', list - discount, -abs(net))) AS net,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        count(DISTINCT iif(kind = 'sale', basket, NULL)) AS baskets
    FROM l GROUP BY 1)
SELECT category,
    part.net || '/10000' AS net_sales,
    part.net || '/' || whole.net AS share,
    units || '/1000' AS units,
    part.baskets || '/1' AS baskets,
    part.baskets || '/' || baskets.n AS penetration,
    discount || '/' || gross AS discount_rate,
    rank() OVER (ORDER BY part.net DESC) || '/1' AS rank
FROM part, whole, baskets
