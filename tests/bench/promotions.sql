-- What promotions sold over the same weekdays without one.
CREATE TABLE promoted AS
SELECT promotion_id, product_id, start, stop FROM promotion
WHERE product_id IS NOT NULL
UNION ALL
SELECT promotion_id, p.product_id, start, stop
FROM promotion m JOIN product p ON p.category = m.category
WHERE m.product_id IS NULL;

CREATE TABLE current AS
SELECT p.*, least(stop, last) AS until, last AS as_of,
    least(14, greatest(7, stop - start + 1))::INTEGER AS dip_days
FROM promoted p JOIN slot ON slot = 'now' AND start <= last AND stop >= first;

-- What their products sold, and the orders that hold them.
CREATE TABLE sold AS
SELECT product_id, time::DATE AS date, sum(quantity) AS units, sum(net) AS sales
FROM line SEMI JOIN current USING (product_id) WHERE NOT returned
GROUP BY ALL;

CREATE TABLE bought AS
SELECT product_id, order_id, date
FROM held SEMI JOIN current USING (product_id) JOIN purchase USING (order_id);

CREATE TABLE base AS
WITH free AS (
    SELECT promotion_id, product_id, start - k AS date
    FROM current, (SELECT unnest(range(1, 57))::INTEGER AS k)
    WHERE start - k >= (SELECT min(time)::DATE FROM line))
SELECT promotion_id, free.product_id, dayofweek(free.date) AS weekday,
    coalesce(sum(units), 0) / count(*) AS units,
    coalesce(sum(sales), 0) / count(*) AS sales
FROM free
ANTI JOIN promoted r ON r.product_id = free.product_id
    AND r.start <= free.date AND r.stop >= free.date
LEFT JOIN sold s ON s.product_id = free.product_id AND s.date = free.date
GROUP BY ALL;

CREATE TABLE effect AS
WITH during AS (
    SELECT promotion_id, product_id, 'during' AS part,
        unnest(range(0, (until - start + 1)::BIGINT))::INTEGER + start AS date
    FROM current
    UNION ALL
    SELECT promotion_id, product_id, 'after',
        unnest(range(1, (dip_days + 1)::BIGINT))::INTEGER + stop
    FROM current WHERE stop + dip_days <= as_of)
SELECT d.promotion_id, part, d.product_id,
    coalesce(sum(s.units), 0) AS units, coalesce(sum(s.sales), 0) AS sales,
    sum(b.units) AS base_units, sum(b.sales) AS base_sales
FROM during d JOIN base b ON b.promotion_id = d.promotion_id
    AND b.product_id = d.product_id AND b.weekday = dayofweek(d.date)
LEFT JOIN sold s ON s.product_id = d.product_id AND s.date = d.date
GROUP BY ALL;

CREATE TABLE uplift AS
SELECT promotion_id,
    coalesce(sum(units) FILTER (part = 'during'), 0) AS units,
    coalesce(sum(base_units) FILTER (part = 'during'), 0) AS baseline_units,
    coalesce(sum(sales) FILTER (part = 'during'), 0) AS net_sales,
    coalesce(sum(base_sales) FILTER (part = 'during'), 0) AS baseline_sales,
    CASE WHEN count(*) FILTER (part = 'during' AND unit_cost IS NULL) = 0
        THEN coalesce(sum(sales - unit_cost * units - (base_sales -
            unit_cost * base_units)) FILTER (part = 'during'), 0) END
        AS incremental_margin,
    sum(units) FILTER (part = 'after') AS after_units,
    sum(base_units) FILTER (part = 'after') AS after_base
FROM effect JOIN product USING (product_id) GROUP BY ALL;

-- Orders a day with a product of it: before, during and after.
CREATE TABLE traffic AS
WITH m AS (
    SELECT DISTINCT promotion_id, start, stop - start + 1 AS length,
        least(stop - start + 1, 28) AS days, as_of FROM current),
span_of AS (
    SELECT promotion_id, days, as_of, unnest(['before', 'during', 'after'])
            AS part,
        unnest([start - 7 * ((days + 6) // 7)::INTEGER, start,
            start + 7 * ((length + 6) // 7)::INTEGER]) AS first
    FROM m)
SELECT promotion_id,
    any_value(n) FILTER (part = 'before') AS orders_before,
    any_value(n) FILTER (part = 'during') AS orders_during,
    any_value(n) FILTER (part = 'after') AS orders_after
FROM (
    SELECT w.promotion_id, part, count(DISTINCT order_id) / days AS n
    FROM span_of w JOIN current c USING (promotion_id)
    LEFT JOIN bought b ON b.product_id = c.product_id
        AND date BETWEEN w.first AND w.first + days::INTEGER - 1
    WHERE w.first + days::INTEGER - 1 <= w.as_of
        AND w.first >= (SELECT min(time)::DATE FROM line)
    GROUP BY w.promotion_id, part, days)
GROUP BY ALL;

COPY (
    SELECT promotion_id, m.name, type, coalesce(m.product_id, '') AS product_id,
        coalesce(m.category, p.category, 'Unknown') AS category, start,
        stop AS end, units, baseline_units,
        units / nullif(baseline_units, 0) - 1 AS uplift, net_sales,
        baseline_sales, net_sales / nullif(baseline_sales, 0) - 1
            AS sales_uplift,
        net_sales - baseline_sales AS incremental_sales, incremental_margin,
        after_units / nullif(after_base, 0) - 1 AS dip, orders_before,
        orders_during, orders_after
    FROM promotion m SEMI JOIN current USING (promotion_id)
    LEFT JOIN product p USING (product_id)
    LEFT JOIN uplift USING (promotion_id)
    LEFT JOIN traffic USING (promotion_id)
) TO ':output/promotions.csv';

COPY (
    SELECT type, count(*) AS promotions, sum(units) AS units,
        sum(baseline_units) AS baseline_units,
        sum(units) / nullif(sum(baseline_units), 0) - 1 AS uplift,
        sum(net_sales) AS net_sales, sum(baseline_sales) AS baseline_sales,
        sum(net_sales) - sum(baseline_sales) AS incremental_sales,
        sum(incremental_margin) AS incremental_margin,
        sum(after_units) / nullif(sum(after_base), 0) - 1 AS dip
    FROM promotion JOIN uplift USING (promotion_id) GROUP BY ALL
) TO ':output/promotion_types.csv';
