-- The KPIs that a department has: its lines, and the baskets with a sale line
-- of it.
WITH l AS (
    SELECT 'department:' || department AS scope,
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
    FROM line WHERE day BETWEEN :first AND :last
        AND EXISTS (SELECT * FROM products WHERE department <> '') GROUP BY department),
visit AS (
    SELECT DISTINCT 'department:' || department AS scope, order_id
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND kind = 'sale'
        AND EXISTS (SELECT * FROM products WHERE department <> '')),
b AS (
    SELECT scope, count(*) AS baskets, sum(member) AS member_baskets,
        count(DISTINCT nullif(customer_id, '')) AS customers,
        sum(customer_id <> '') AS identified,
        count(DISTINCT iif(member, customer_id, NULL)) AS member_shoppers,
        count(DISTINCT iif(f.day BETWEEN :first AND :last, customer_id,
            NULL)) AS new,
        count(DISTINCT iif(f.day < :first, customer_id, NULL)) AS existing
    FROM visit JOIN basket b USING (order_id)
        LEFT JOIN first_seen f USING (customer_id) GROUP BY scope),
active AS (SELECT scope FROM l UNION SELECT scope FROM b),
s AS (
    SELECT scope, coalesce(gross, 0) AS gross,
        coalesce(discount, 0) AS discount, markdown, promo, member_discount,
        coupon, coalesce(returned, 0) AS returned,
        coalesce(units, 0) AS units,
        coalesce(returned_units, 0) AS returned_units,
        coalesce(unit_sales, 0) AS unit_sales,
        coalesce(costed_net, 0) AS costed_net, coalesce(cost, 0) AS cost,
        coalesce(costed_net, 0) <> 0 OR coalesce(cost, 0) <> 0 AS known,
        l.scope IS NOT NULL AS sold,
        coalesce(baskets, 0) AS baskets,
        coalesce(member_baskets, 0) AS member_baskets,
        coalesce(customers, 0) AS customers,
        coalesce(identified, 0) AS identified,
        coalesce(member_shoppers, 0) AS member_shoppers,
        coalesce(new, 0) AS new, coalesce(existing, 0) AS existing
    FROM active LEFT JOIN l USING (scope) LEFT JOIN b USING (scope))
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
UNION ALL SELECT 'unit_price', scope, unit_sales, units FROM s
UNION ALL SELECT 'margin', scope,
    iif(known OR NOT sold, costed_net - cost, NULL), NULL FROM s
UNION ALL SELECT 'margin_rate', scope, costed_net - cost, costed_net FROM s
UNION ALL SELECT 'scan_rate', scope, member_baskets, baskets FROM s
UNION ALL SELECT 'active_shops', scope, member_baskets, NULL FROM s
UNION ALL SELECT 'active_frequency', scope, member_baskets, member_shoppers
    FROM s
UNION ALL SELECT 'customers', scope, customers, NULL FROM s
UNION ALL SELECT 'frequency', scope, identified, customers FROM s
UNION ALL SELECT 'new_customers', scope, new, NULL FROM s
UNION ALL SELECT 'existing_customers', scope, existing, NULL FROM s
