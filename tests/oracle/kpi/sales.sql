-- metrics.md 1 in the scopes all, market, state and store: sums by the line's
-- own store and day, orders by the order's.
WITH by_store AS (
    SELECT store_id,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(kind = 'sale', markdown, 0)) AS markdown,
        sum(iif(kind = 'sale', promo, 0)) AS promo,
        sum(iif(kind = 'sale', member_discount, 0)) AS member_discount,
        sum(iif(kind = 'sale', coupon, 0)) AS coupon,
        sum(iif(kind = 'return', abs(net), 0)) AS returned,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind = 'return' AND counts_units, abs(quantity), 0))
            AS returned_units,
        sum(iif(kind = 'sale' AND counts_units, list - discount, 0))
            AS unit_sales,
        sum(iif(cost IS NULL, NULL, sales)) AS costed_net, sum(cost) AS cost
    FROM line WHERE day BETWEEN :first AND :last GROUP BY store_id),
l AS (
    SELECT scope, sum(gross) AS gross, sum(discount) AS discount,
        sum(markdown) AS markdown, sum(promo) AS promo,
        sum(member_discount) AS member_discount, sum(coupon) AS coupon,
        sum(returned) AS returned, sum(units) AS units,
        sum(returned_units) AS returned_units, sum(unit_sales) AS unit_sales,
        sum(costed_net) AS costed_net, sum(cost) AS cost
    FROM by_store JOIN store_scope USING (store_id) GROUP BY scope),
by_order_store AS (
    SELECT o_store AS store_id,
        sum(iif(o_customer <> '' AND kind = 'sale', list - discount, 0))
            AS identified_sales,
        sum(iif(o_customer <> '', sales, 0)) AS identified_net,
        sum(iif(o_customer = '' AND kind = 'sale', list - discount, 0))
            AS anonymous_sales
    FROM line WHERE day BETWEEN :first AND :last GROUP BY o_store),
i AS (
    SELECT scope, sum(identified_sales) AS identified_sales,
        sum(identified_net) AS identified_net,
        sum(anonymous_sales) AS anonymous_sales
    FROM by_order_store JOIN store_scope USING (store_id) GROUP BY scope),
b AS (
    SELECT scope, count(*) AS baskets, sum(products) AS items,
        sum(value) AS value, count(DISTINCT nullif(customer_id, ''))
            AS customers,
        sum(customer_id <> '') AS identified, sum(member) AS member_baskets,
        sum(iif(member, value, 0)) AS member_value,
        count(DISTINCT iif(member, customer_id, NULL)) AS member_shoppers
    FROM basket JOIN store_scope USING (store_id)
    WHERE day BETWEEN :first AND :last GROUP BY scope),
active AS (SELECT scope FROM l UNION SELECT scope FROM i
           UNION SELECT scope FROM b),
s AS (
    SELECT active.scope,
        coalesce(gross, 0) AS gross, coalesce(discount, 0) AS discount,
        coalesce(markdown, 0) AS markdown, coalesce(promo, 0) AS promo,
        coalesce(member_discount, 0) AS member_discount,
        coalesce(coupon, 0) AS coupon, coalesce(returned, 0) AS returned,
        coalesce(units, 0) AS units,
        coalesce(returned_units, 0) AS returned_units,
        coalesce(unit_sales, 0) AS unit_sales,
        coalesce(costed_net, 0) AS costed_net, coalesce(cost, 0) AS cost,
        coalesce(costed_net, 0) <> 0 OR coalesce(cost, 0) <> 0 AS known,
        l.scope IS NOT NULL AS sold,
        coalesce(identified_sales, 0) AS identified_sales,
        coalesce(identified_net, 0) AS identified_net,
        coalesce(anonymous_sales, 0) AS anonymous_sales,
        coalesce(baskets, 0) AS baskets, coalesce(items, 0) AS items,
        coalesce(value, 0) AS value, coalesce(customers, 0) AS customers,
        coalesce(identified, 0) AS identified,
        coalesce(member_baskets, 0) AS member_baskets,
        coalesce(member_value, 0) AS member_value,
        coalesce(member_shoppers, 0) AS member_shoppers
    FROM active LEFT JOIN l USING (scope) LEFT JOIN i USING (scope)
        LEFT JOIN b USING (scope)),
-- New and existing in a scope: its customers, by their first-ever occasion.
came AS (
    SELECT scope, count(DISTINCT iif(f.day BETWEEN :first AND :last, customer_id,
            NULL))
            AS new,
        count(DISTINCT iif(f.day < :first, customer_id, NULL)) AS existing
    FROM basket b JOIN store_scope USING (store_id)
        JOIN first_seen f USING (customer_id)
    WHERE b.day BETWEEN :first AND :last AND scope <> 'all' GROUP BY scope),
-- In the whole: those with an occasion in these days.
whole AS (
    SELECT 'all' AS scope,
        count(DISTINCT iif(f.day BETWEEN :first AND :last, customer_id,
            NULL)) AS new,
        count(DISTINCT iif(f.day < :first, customer_id, NULL)) AS existing
    FROM occasion o JOIN first_seen f USING (customer_id)
    WHERE o.day BETWEEN :first AND :last),
v AS (
    SELECT scope, value, row_number() OVER (PARTITION BY scope ORDER BY value)
        - 1 AS i, count(*) OVER (PARTITION BY scope) AS n
    FROM basket JOIN store_scope USING (store_id)
    WHERE day BETWEEN :first AND :last),
-- Type 7: (n - 1) p falls between two baskets in order of value.
p(percent) AS (VALUES (10), (25), (50), (75), (90)),
quantile AS (
    SELECT scope, percent,
        sum(iif(i = (n - 1) * percent / 100,
            value * (100 - (n - 1) * percent % 100),
            value * ((n - 1) * percent % 100))) AS over
    FROM p JOIN v ON i IN ((n - 1) * percent / 100,
        (n - 1) * percent / 100 + 1)
    GROUP BY scope, percent)
SELECT 'gross_sales' AS kpi, scope, gross AS over, NULL AS under FROM s
UNION ALL SELECT 'discount', scope, discount, NULL FROM s
UNION ALL SELECT 'discount_markdown', scope, markdown, NULL FROM s
UNION ALL SELECT 'discount_promo', scope, promo, NULL FROM s
UNION ALL SELECT 'discount_member', scope, member_discount, NULL FROM s
UNION ALL SELECT 'discount_coupon', scope, coupon, NULL FROM s
UNION ALL SELECT 'returns', scope, returned, NULL FROM s
UNION ALL SELECT 'net_sales', scope, gross - discount - returned, NULL FROM s
UNION ALL SELECT 'discount_rate', scope, discount, gross FROM s
UNION ALL SELECT 'return_rate', scope, returned_units, units FROM s
UNION ALL SELECT 'units', scope, units, NULL FROM s
UNION ALL SELECT 'baskets', scope, baskets, NULL FROM s
UNION ALL SELECT 'aov', scope, gross - discount, baskets FROM s
UNION ALL SELECT 'upt', scope, units, baskets FROM s
UNION ALL SELECT 'items_per_basket', scope, items, baskets FROM s
UNION ALL SELECT 'unit_price', scope, unit_sales, units FROM s
UNION ALL SELECT 'margin', scope,
    iif(known OR NOT sold, costed_net - cost, NULL), NULL FROM s
UNION ALL SELECT 'margin_rate', scope, costed_net - cost, costed_net FROM s
UNION ALL SELECT 'scan_rate', scope, member_baskets, baskets FROM s
UNION ALL SELECT 'scan_rate_sales', scope, member_value, value FROM s
UNION ALL SELECT 'active_shops', scope, member_baskets, NULL FROM s
UNION ALL SELECT 'active_frequency', scope, member_baskets, member_shoppers
    FROM s
UNION ALL SELECT 'active_aov', scope, member_value, member_baskets
    FROM s
UNION ALL SELECT 'customers', scope, customers, NULL FROM s
UNION ALL SELECT 'spend_per_customer', scope, identified_net,
    customers FROM s
UNION ALL SELECT 'frequency', scope, identified, customers FROM s
UNION ALL SELECT 'identified_sales', scope, identified_sales, NULL FROM s
UNION ALL SELECT 'anonymous_sales', scope, anonymous_sales, NULL FROM s
UNION ALL SELECT 'basket_mean', scope, value, baskets FROM s
UNION ALL SELECT 'new_customers', scope, coalesce(new, 0), NULL
    FROM active LEFT JOIN (SELECT * FROM came UNION ALL SELECT * FROM whole)
    USING (scope)
UNION ALL SELECT 'existing_customers', scope, coalesce(existing, 0), NULL
    FROM active LEFT JOIN (SELECT * FROM came UNION ALL SELECT * FROM whole)
    USING (scope)
UNION ALL SELECT 'basket_p' || percent, scope, over, NULL
    FROM active JOIN p LEFT JOIN quantile USING (scope, percent)
