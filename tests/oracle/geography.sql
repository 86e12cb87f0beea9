-- key: level, value
-- exact: net_sales, baskets, rank, units, stores
-- compared: net_sales
-- Stores summed by market, state and postcode; what a store lacks is Unknown.
WITH place AS (
    SELECT store_id, 'market' AS level, coalesce(nullif(market, ''), 'Unknown')
        AS value FROM any_store LEFT JOIN stores USING (store_id)
        WHERE EXISTS (SELECT * FROM stores WHERE market <> '')
    UNION ALL SELECT store_id, 'state', coalesce(nullif(state, ''), 'Unknown')
        FROM any_store LEFT JOIN stores USING (store_id)
        WHERE EXISTS (SELECT * FROM stores WHERE state <> '')
    UNION ALL SELECT store_id, 'postcode',
        coalesce(nullif(postcode, ''), 'Unknown')
        FROM any_store LEFT JOIN stores USING (store_id)
        WHERE EXISTS (SELECT * FROM stores WHERE postcode <> '')),
l AS (
    SELECT store_id,
        sum(iif(kind = 'sale', list - discount, 0)) AS sales,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(sales) AS net
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
b AS (
    SELECT store_id, count(*) AS baskets, sum(member) AS member_baskets
    FROM basket WHERE day BETWEEN :first AND :last GROUP BY 1),
whole AS (SELECT sum(net) AS net FROM l),
part AS (
    SELECT level, value, count(coalesce(l.net, b.baskets)) AS places,
        count(iif(store_id <> '', coalesce(l.net, b.baskets), NULL)) AS stores,
        coalesce(sum(l.net), 0) AS net, coalesce(sum(sales), 0) AS sales,
        coalesce(sum(units), 0) AS units, coalesce(sum(baskets), 0) AS baskets,
        coalesce(sum(member_baskets), 0) AS member_baskets
    FROM place LEFT JOIN l USING (store_id) LEFT JOIN b USING (store_id)
    GROUP BY level, value)
SELECT level, value, places > 0 AS active,
    part.stores || '/1' AS stores,
    part.net || '/10000' AS net_sales,
    part.net || '/' || iif(whole.net > 0, whole.net, NULL) AS share,
    units || '/1000' AS units, baskets || '/1' AS baskets,
    sales || '/' || (10000 * baskets) AS aov,
    iif(identified AND known, member_baskets || '/' || baskets, NULL) AS scan_rate,
    iif(places, rank() OVER (PARTITION BY level
        ORDER BY places > 0 DESC, part.net DESC), NULL) || '/1' AS rank
FROM part, whole, (SELECT EXISTS (
    SELECT * FROM basket WHERE customer_id <> '' AND day <= :as_of)
    AS identified, EXISTS (SELECT * FROM known_members) AS known)
