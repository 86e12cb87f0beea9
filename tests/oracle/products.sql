-- key: product_id
-- exact: net_sales, units, baskets, rank
-- text: name, category, department
-- compared: net_sales
-- rows: now
-- A product's part of the period, ranked by net sales.
WITH part AS (
    SELECT product_id,
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
    SELECT product_id, count(DISTINCT order_id) AS baskets
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale' GROUP BY 1),
whole AS (SELECT sum(net) AS net, sum(units) AS units FROM part),
known AS (
    SELECT a.product_id, iif(p.product_id IS NULL, '', p.name) AS name,
        iif(listed, a.category, '') AS category,
        iif(listed, a.department, '') AS department, p.rating
    FROM any_product a LEFT JOIN products p USING (product_id),
        (SELECT EXISTS (SELECT * FROM products) AS listed))
SELECT coalesce(nullif(product_id, ''), 'Unknown') AS product_id,
    part.net IS NOT NULL AS active, name, category, department,
    coalesce(part.net, 0) || '/10000' AS net_sales,
    coalesce(part.net, 0) || '/' || iif(whole.net > 0, whole.net, NULL)
        AS revenue_share,
    coalesce(part.units, 0) || '/1000' AS units,
    coalesce(part.units, 0) || '/' || whole.units AS unit_share,
    '100/1 ' || part.net || '/' || iif(whole.net > 0, whole.net, NULL) || ' ' || whole.units || '/' ||
        part.units AS "index",
    coalesce(visit.baskets, 0) || '/1' AS baskets,
    discount || '/' || gross AS discount_rate,
    returned_units || '/' || part.units AS return_rate,
    rating || '/10000' AS rating,
    iif(part.net IS NULL, NULL, rank() OVER (ORDER BY part.net DESC NULLS LAST))
        || '/1' AS rank
FROM known LEFT JOIN part USING (product_id)
    LEFT JOIN visit USING (product_id), whole
