-- key: category
-- exact: net_sales, units, baskets, rank, gross_sales, discount, returns
-- text: department
-- compared: net_sales
-- contribution: yes
-- A category's part of the period; baskets are those with a sale line of it.
WITH part AS (
    SELECT category,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', l.discount, 0)) AS discount,
        sum(iif(kind = 'sale', 0, abs(net))) AS returns,
        sum(sales) AS net,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind = 'return' AND counts_units, abs(quantity), 0))
            AS returned_units,
        sum(iif(cost IS NULL, NULL, sales)) AS costed_net, sum(cost) AS cost
    FROM line l WHERE day BETWEEN :first AND :last GROUP BY 1),
visit AS (
    SELECT category, count(DISTINCT order_id) AS baskets
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale' GROUP BY 1),
whole AS (SELECT sum(net) AS net FROM part),
baskets AS (
    SELECT count(*) AS n FROM basket WHERE day BETWEEN :first AND :last)
SELECT category, part.net IS NOT NULL OR visit.baskets AS active,
    department,
    coalesce(part.net, 0) || '/10000' AS net_sales,
    coalesce(part.net, 0) || '/' || iif(whole.net > 0, whole.net, NULL)
        AS share,
    coalesce(units, 0) || '/1000' AS units,
    coalesce(visit.baskets, 0) || '/1' AS baskets,
    coalesce(visit.baskets, 0) || '/' || baskets.n AS penetration,
    discount || '/' || gross AS discount_rate,
    (costed_net - cost) || '/' || costed_net AS margin_rate,
    coalesce(gross, 0) || '/10000' AS gross_sales,
    coalesce(discount, 0) || '/10000' AS discount,
    coalesce(returns, 0) || '/10000' AS returns,
    iif(part.net IS NULL, NULL, rank() OVER (ORDER BY part.net DESC NULLS LAST))
        || '/1' AS rank
FROM any_category LEFT JOIN part USING (category)
    LEFT JOIN visit USING (category), whole, baskets
