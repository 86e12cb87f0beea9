-- Why net sales moved, of the whole and of each scope (metrics.md 1, driver
-- tree): sales of identified customers are customers x frequency x order value,
-- and this units x unit price; sales of others and returns stand beside them.

-- What the tree of a scope is made of in a compared window: sums by the line's
-- own day and store, what is by customers by the order's.  All departments
-- count as units here; those of one department are not asked for.  Counts and
-- amounts are divided whole, so that equal ratios are equal numbers.
CREATE TABLE factor AS
WITH place AS (
    SELECT DISTINCT scope, kind AS level, CASE WHEN kind = 'store'
        THEN coalesce(name, value) ELSE value END AS name
    FROM scope LEFT JOIN store ON kind = 'store' AND store.store_id = value
    WHERE scope IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'department:' || department, 'department', department
    FROM class_day),
own AS (
    SELECT slot, scope, sum(coalesce(gross, 0) - coalesce(discount, 0)) AS sold,
        sum(coalesce(returns, 0)) AS returned
    FROM day JOIN slot ON date BETWEEN first AND last
    JOIN scope USING (store_id) WHERE scope IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT slot, 'department:' || department,
        sum(coalesce(gross, 0) - coalesce(discount, 0)),
        sum(coalesce(returns, 0))
    FROM class_day JOIN slot ON date BETWEEN first AND last GROUP BY ALL),
buyer AS (
    SELECT order_id, store_id FROM purchase WHERE customer_id IS NOT NULL),
known AS (
    SELECT slot, scope, sum(sold) AS identified, sum(units) AS units
    FROM (
        SELECT slot, o.store_id, sum(value) AS sold, sum(units) AS units
        FROM piece p JOIN slot ON p.date BETWEEN first AND last
        JOIN buyer o USING (order_id) GROUP BY ALL)
    JOIN scope USING (store_id) WHERE scope IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT slot, 'department:' || department, sum(net), NULL
    FROM line JOIN slot ON time >= first AND time < last + 1
    JOIN product USING (product_id) SEMI JOIN buyer USING (order_id)
    WHERE NOT returned GROUP BY ALL),
s AS (
    SELECT slot, days, level, scope, name, sold IS NOT NULL AS traded,
        coalesce(sold, 0) AS sold, coalesce(returned, 0) AS returned,
        coalesce(identified, 0) AS identified, coalesce(customers, 0)
            AS customers,
        coalesce(identified_baskets, 0) AS baskets,
        (coalesce(identified, 0) * 10000)::BIGINT AS hundredths_of_cents,
        (coalesce(units, 0) * 1000)::BIGINT AS thousandths
    FROM slot CROSS JOIN place LEFT JOIN own USING (slot, scope)
    LEFT JOIN known USING (slot, scope)
    LEFT JOIN heads USING (first, last, scope))
SELECT slot, days, level, scope, name, traded, sold - returned AS net,
    identified, sold - identified AS anonymous, returned, customers,
    baskets / nullif(customers, 0) AS frequency,
    hundredths_of_cents / nullif(baskets, 0) / 10000 AS aov,
    thousandths / nullif(baskets, 0) / 1000 AS upt,
    hundredths_of_cents / nullif(thousandths, 0) / 10 AS unit_price
FROM s;

CREATE MACRO mean(a, b) AS (a + b) / 2;

-- Each factor's part by midpoint split, where either window has lines.  Where
-- nobody was identified in one of them all that their sales changed is put down
-- to customers.
CREATE TABLE move AS
SELECT b.slot AS comparison, n.level, scope, n.name, n.days,
    b.days AS base_days, n.net AS net_sales, b.net AS base,
    CASE WHEN NOT n.traded THEN 'ended' WHEN NOT b.traded THEN 'new' END
        AS status,
    n.customers = 0 OR b.customers = 0 AS unsplit,
    coalesce(n.unit_price <> 0 AND b.unit_price <> 0, false) AS by_units,
    CASE WHEN unsplit THEN (n.identified - b.identified)::DOUBLE
        ELSE (n.customers - b.customers) * mean(n.identified / n.customers,
            b.identified / b.customers) END AS customers,
    mean(n.customers, b.customers) * (n.frequency - b.frequency) *
        mean(n.aov, b.aov) AS frequency,
    mean(n.customers, b.customers) * mean(n.frequency, b.frequency) AS reach,
    CASE WHEN NOT by_units THEN reach * (n.aov - b.aov) END AS aov,
    CASE WHEN by_units THEN reach * (n.upt - b.upt) *
        mean(n.unit_price, b.unit_price) END AS upt,
    CASE WHEN by_units THEN reach * mean(n.upt, b.upt) *
        (n.unit_price - b.unit_price) END AS unit_price,
    n.anonymous - b.anonymous AS anonymous_sales,
    b.returned - n.returned AS returns
FROM factor n JOIN factor b USING (scope)
WHERE n.slot = 'now' AND b.slot <> 'now' AND (n.traded OR b.traded);

-- The groups that a chart has room for: eight of a level, or the seven whose
-- net sales moved most and all others as one.
CREATE TABLE driven AS
WITH ranked AS (
    SELECT *, count(*) OVER (PARTITION BY comparison, level) AS n,
        row_number() OVER (PARTITION BY comparison, level
            ORDER BY abs(net_sales - base) DESC, name = 'Unknown', name) AS rank
    FROM move WHERE level IN ('market', 'state', 'department')),
every AS (
    SELECT false AS grouped, 1 AS scopes,
        * EXCLUDE (reach, by_units) FROM move
    UNION ALL BY NAME
    SELECT true AS grouped, count(*) AS scopes, comparison, level,
        CASE WHEN count(*) = 1 THEN any_value(name) ELSE 'Other' END AS name,
        sum(net_sales) AS net_sales, sum(base) AS base,
        sum(customers) AS customers, sum(frequency) AS frequency,
        sum(aov) AS aov, sum(upt) AS upt, sum(unit_price) AS unit_price,
        sum(anonymous_sales) AS anonymous_sales, sum(returns) AS returns
    FROM ranked
    GROUP BY comparison, level, CASE WHEN n <= 8 THEN rank
        ELSE least(rank, 8) END)
-- What did most in the direction of the change; of equals the first.
SELECT *, net_sales - base AS change, sign(net_sales - base) AS way,
    greatest(way * customers, way * frequency, way * aov, way * upt,
        way * unit_price, way * anonymous_sales::DOUBLE, way * returns::DOUBLE)
        AS most,
    CASE WHEN most > 0 THEN CASE most WHEN way * customers THEN 'Customers'
        WHEN way * frequency THEN 'Frequency'
        WHEN way * aov THEN 'Average order value'
        WHEN way * upt THEN 'Units per basket'
        WHEN way * unit_price THEN 'Average unit price'
        WHEN way * anonymous_sales::DOUBLE THEN 'Anonymous sales'
        ELSE 'Returns' END END AS main_driver,
    CASE WHEN most > 0 THEN way * most END AS main_effect
FROM every;

COPY (
    SELECT comparison, level, scope, name, net_sales, base, change,
        relative(net_sales, base) AS pct,
        per_day(net_sales, days, base, base_days) AS pct_per_day, customers,
        frequency, aov, upt, unit_price, anonymous_sales, returns, main_driver,
        main_effect, status, unsplit::INTEGER AS unsplit
    FROM driven WHERE NOT grouped AND level <> 'all'
) TO ':output/scope_drivers.csv';

COPY (
    SELECT name, level, comparison, scopes, net_sales, base, change,
        relative(net_sales, base) AS pct, customers, frequency, aov, upt,
        unit_price, anonymous_sales, returns, main_driver, main_effect
    FROM driven WHERE grouped
) TO ':output/driver_groups.csv';

-- The whole: what the tree has at each of its forks.
COPY (
    WITH f AS (
        SELECT slot, unnest([net::VARCHAR, identified::VARCHAR,
            customers::VARCHAR, frequency::VARCHAR, aov::VARCHAR, upt::VARCHAR,
            unit_price::VARCHAR, anonymous::VARCHAR, returned::VARCHAR])
            AS value, unnest(range(9)) AS place
        FROM factor WHERE scope = 'all'),
    m AS (
        SELECT comparison, unnest(range(9)) AS place,
            unnest(['net_sales', 'identified_sales', 'customers', 'frequency',
                'aov', 'upt', 'unit_price', 'anonymous_sales', 'returns'])
                AS driver,
            unnest(['', 'net_sales', 'identified_sales', 'identified_sales',
                'identified_sales', 'aov', 'aov', 'net_sales', 'net_sales'])
                AS parent,
            unnest([(net_sales - base)::DOUBLE, customers + frequency +
                upt + unit_price, customers, frequency, upt + unit_price, upt,
                unit_price, anonymous_sales::DOUBLE, returns::DOUBLE]) AS effect
        FROM move WHERE scope = 'all')
    SELECT comparison, driver, parent, (driver NOT IN ('net_sales',
            'identified_sales', 'aov'))::INTEGER AS leaf,
        n.value, b.value AS base,
        relative(n.value::DOUBLE, b.value::DOUBLE) AS change, effect
    FROM m JOIN f n ON n.slot = 'now' AND n.place = m.place
    JOIN f b ON b.slot = comparison AND b.place = m.place
) TO ':output/drivers.csv';
