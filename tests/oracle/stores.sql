-- key: store_id
-- exact: net_sales, baskets, rank
-- A store's part of the period: baskets by the basket's store, sums by the
-- line's; trading days are those with a basket.
WITH l AS (SELECT * FROM line WHERE date BETWEEN :first AND :last),
part AS (
    SELECT iif(store_id = '', 'Unknown', store_id) AS store_id,
        sum(iif(kind = 'sale', list - discount, 0)) AS sales,
        sum(iif(kind = 'sale', list - discount, -abs(net))) AS net
    FROM l GROUP BY 1),
visits AS (
    SELECT iif(store_id = '', 'Unknown', store_id) AS store_id,
        count(*) AS baskets, count(DISTINCT date) AS trading_days
    FROM basket WHERE date BETWEEN :first AND :last GROUP BY 1),
days AS (SELECT julianday(:last) - julianday(:first) + 1 AS n)
SELECT part.store_id,
    net || '/10000' AS net_sales,
    coalesce(baskets, 0) || '/1' AS baskets,
    sales || '/' || (10000 * coalesce(baskets, 0)) AS aov,
    baskets || '/' || trading_days AS baskets_per_day,
    (7 * coalesce(baskets, 0)) || '/' || CAST(days.n AS INTEGER)
        AS baskets_per_week,
    rank() OVER (ORDER BY net DESC) || '/1' AS rank
FROM part LEFT JOIN visits USING (store_id), days
