-- The KPIs of metrics.md 1 for the days :first .. :last, each as a fraction.
WITH l AS (SELECT * FROM line WHERE date BETWEEN :first AND :last),
b AS (SELECT * FROM basket WHERE date BETWEEN :first AND :last),
s AS (
    SELECT
        coalesce(sum(iif(kind = 'sale', list, 0)), 0) AS gross,
        coalesce(sum(iif(kind = 'sale', discount, 0)), 0) AS discount,
        coalesce(sum(iif(kind = 'return', abs(net), 0)), 0) AS returned,
        coalesce(sum(iif(kind = 'sale' AND counts_units, quantity, 0)), 0)
            AS units,
        coalesce(sum(iif(kind = 'return' AND counts_units, abs(quantity), 0)),
            0) AS returned_units,
        coalesce(sum(iif(kind = 'sale' AND counts_units, list - discount, 0)),
            0) AS unit_sales,
        coalesce(sum(iif(kind = 'sale' AND customer_id <> '',
            list - discount, 0)), 0) AS identified_sales,
        coalesce(sum(iif(customer_id = '', 0, iif(kind = 'sale',
            list - discount, -abs(net)))), 0) AS identified_net
    FROM l),
c AS (
    SELECT count(*) AS baskets, coalesce(sum(products), 0) AS items,
           coalesce(sum(value), 0) AS value,
           count(DISTINCT nullif(customer_id, '')) AS customers,
           coalesce(sum(customer_id <> ''), 0) AS identified
    FROM b),
gap AS (
    SELECT (julianday(max(date)) - julianday(min(date))) / (count(*) - 1)
        AS days
    FROM occasion WHERE date <= :last
    GROUP BY customer_id HAVING count(*) > 1),
ranked_gap AS (
    SELECT days, row_number() OVER (ORDER BY days) AS i,
           count(*) OVER () AS n FROM gap),
first_seen AS (
    SELECT customer_id, min(date) AS date FROM occasion GROUP BY customer_id),
shopper AS (SELECT DISTINCT customer_id FROM b WHERE customer_id <> '')
SELECT 'gross_sales' AS kpi, gross AS numerator, 10000 AS denominator FROM s
UNION ALL SELECT 'discount', discount, 10000 FROM s
UNION ALL SELECT 'returns', returned, 10000 FROM s
UNION ALL SELECT 'net_sales', gross - discount - returned, 10000 FROM s
UNION ALL SELECT 'discount_rate', discount, gross FROM s
UNION ALL SELECT 'return_rate', returned_units, units FROM s
UNION ALL SELECT 'units', units, 1000 FROM s
UNION ALL SELECT 'baskets', baskets, 1 FROM c
UNION ALL SELECT 'aov', gross - discount, 10000 * baskets FROM s, c
UNION ALL SELECT 'upt', units, 1000 * baskets FROM s, c
UNION ALL SELECT 'items_per_basket', items, baskets FROM c
-- ten-thousandths over thousandths: ten times the price
UNION ALL SELECT 'unit_price', unit_sales, 10 * units FROM s
UNION ALL SELECT 'customers', customers, 1 FROM c
UNION ALL SELECT 'spend_per_customer', identified_net, 10000 * customers
    FROM s, c
UNION ALL SELECT 'frequency', identified, customers FROM c
UNION ALL SELECT 'identified_sales', identified_sales, 10000 FROM s
UNION ALL SELECT 'anonymous_sales', gross - discount - identified_sales, 10000
    FROM s
UNION ALL SELECT 'basket_mean', value, 10000 * baskets FROM c
UNION ALL SELECT 'gap_mean', avg(days), 1 FROM gap
UNION ALL SELECT 'gap_median', avg(days), 1 FROM ranked_gap
    WHERE i IN ((n + 1) / 2, n / 2 + 1)
UNION ALL SELECT 'new_customers', count(*), 1 FROM first_seen
    WHERE date BETWEEN :first AND :last
UNION ALL SELECT 'existing_customers', count(*), 1
    FROM first_seen JOIN shopper USING (customer_id) WHERE date < :first
