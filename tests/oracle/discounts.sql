-- key: group
-- exact: orders, net_sales
-- Baskets with and without a discount, and by depth: all lines of the order up
-- to :as_of, whatever their day.
WITH o AS (
    SELECT order_id, o_customer AS customer_id,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount, sum(sales) AS net,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind = 'return' AND counts_units, abs(quantity), 0))
            AS returned,
        sum(iif(cost IS NULL, NULL, sales)) AS costed_net, sum(cost) AS cost
    FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
        AND day <= :as_of
    GROUP BY order_id),
grouped AS (
    SELECT iif(discount > 0, 'discounted', 'full price') AS "group", o.* FROM o
    UNION ALL
    SELECT CASE WHEN discount <= 0 THEN 'depth 0'
        WHEN discount * 10 <= gross THEN 'depth <= 10 %'
        WHEN discount * 10 <= gross * 2 THEN 'depth <= 20 %'
        WHEN discount * 10 <= gross * 3 THEN 'depth <= 30 %'
        WHEN discount * 10 <= gross * 5 THEN 'depth <= 50 %'
        ELSE 'depth > 50 %' END, o.* FROM o)
SELECT name.column1 AS "group", count(order_id) || '/1' AS orders,
    count(order_id) || '/' || (SELECT count(*) FROM o) AS share,
    coalesce(sum(net), 0) || '/10000' AS net_sales,
    sum(gross - discount) || '/' || (10000 * count(order_id)) AS aov,
    sum(units) || '/' || (1000 * count(order_id)) AS upt,
    sum(discount) || '/' || sum(gross) AS discount_rate,
    (sum(costed_net) - sum(cost)) || '/' || sum(costed_net) AS margin_rate,
    sum(returned) || '/' || sum(units) AS return_rate,
    sum(f.day BETWEEN :first AND :last) || '/' || sum(customer_id <> '')
        AS new_share
FROM (VALUES ('discounted'), ('full price'), ('depth 0'), ('depth <= 10 %'),
        ('depth <= 20 %'), ('depth <= 30 %'), ('depth <= 50 %'),
        ('depth > 50 %')) name
    LEFT JOIN grouped ON "group" = name.column1
    LEFT JOIN first_seen f USING (customer_id) GROUP BY name.column1
