-- key: store_id
-- exact: net_sales, baskets, rank, units, trading_days
-- text: name, market, state, postcode
-- compared: net_sales
-- A store's part of the period: baskets by the basket's store, sums by the
-- line's; trading days are those with a basket.
WITH l AS (
    SELECT store_id,
        sum(iif(kind = 'sale', list - discount, 0)) AS sales,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(sales) AS net
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
b AS (
    SELECT store_id, count(*) AS baskets, sum(member) AS member_baskets,
        count(DISTINCT day) AS trading_days
    FROM basket WHERE day BETWEEN :first AND :last GROUP BY 1),
whole AS (SELECT sum(net) AS net FROM l),
part AS (
    SELECT a.store_id, net IS NOT NULL OR baskets IS NOT NULL AS active,
        coalesce(net, 0) AS net, sales, units, baskets, member_baskets,
        trading_days
    FROM any_store a LEFT JOIN l USING (store_id) LEFT JOIN b USING (store_id))
SELECT coalesce(nullif(store_id, ''), 'Unknown') AS store_id, active,
    coalesce(name, '') AS name, coalesce(market, '') AS market,
    coalesce(state, '') AS state, coalesce(postcode, '') AS postcode,
    part.net || '/10000' AS net_sales,
    part.net || '/' || iif(whole.net > 0, whole.net, NULL) AS share,
    coalesce(units, 0) || '/1000' AS units,
    coalesce(baskets, 0) || '/1' AS baskets,
    coalesce(sales, 0) || '/' || (10000 * baskets) AS aov,
    baskets || '/' || trading_days AS baskets_per_day,
    (7 * coalesce(baskets, 0)) || '/' || (:last - :first + 1)
        AS baskets_per_week,
    iif(identified AND known, member_baskets || '/' || baskets, NULL) AS scan_rate,
    coalesce(trading_days, 0) || '/1' AS trading_days,
    iif(active, rank() OVER (ORDER BY active DESC, part.net DESC), NULL)
        || '/1' AS rank
FROM part LEFT JOIN stores USING (store_id), whole, (SELECT EXISTS (
    SELECT * FROM basket WHERE customer_id <> '' AND day <= :as_of)
    AS identified, EXISTS (SELECT * FROM known_members) AS known)
