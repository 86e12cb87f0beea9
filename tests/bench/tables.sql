-- The tables of pack.md 3, written as CSV.  What is compared is worked out in
-- full; labels, units and words are left out.

-- Parts of the whole by any columns of cube, and the ranks of the parts.
CREATE MACRO parts(key) AS TABLE
WITH part AS (
    SELECT key AS id,
        coalesce(sum(net) FILTER (slot = 'now'), 0) AS net_sales,
        sum(net) FILTER (slot = 'prev') AS prev,
        sum(net) FILTER (slot = 'ly') AS ly,
        coalesce(sum(gross) FILTER (slot = 'now'), 0) AS gross_sales,
        coalesce(sum(discount) FILTER (slot = 'now'), 0) AS discount,
        coalesce(sum(returns) FILTER (slot = 'now'), 0) AS returns,
        coalesce(sum(units) FILTER (slot = 'now'), 0) AS units,
        coalesce(sum(returned_units) FILTER (slot = 'now'), 0)
            AS returned_units,
        coalesce(sum(net) FILTER (slot = 'now' AND unit_cost IS NOT NULL), 0)
            AS costed_net,
        coalesce(sum((units - returned_units) * unit_cost)
            FILTER (slot = 'now'), 0)::DECIMAL(38,4) AS cost,
        count(*) FILTER (slot = 'now') > 0 AS sold
    FROM cube LEFT JOIN product USING (product_id)
    GROUP BY ALL),
whole AS (
    SELECT sum(net_sales) AS net, sum(units) AS units, sum(prev) AS prev,
        sum(ly) AS ly FROM part),
days AS (
    SELECT any_value(days) FILTER (slot = 'now') AS now,
        any_value(days) FILTER (slot = 'prev') AS prev,
        any_value(days) FILTER (slot = 'ly') AS ly FROM slot)
SELECT part.id, net_sales, gross_sales, discount, returns, part.units,
    net_sales / nullif(whole.net, 0) AS share,
    part.units / nullif(whole.units, 0) AS unit_share,
    discount / nullif(gross_sales, 0) AS discount_rate,
    returned_units / nullif(part.units, 0) AS return_rate,
    (costed_net - cost) / nullif(costed_net, 0) AS margin_rate,
    coalesce(part.prev, 0) AS prev,
    per_day(net_sales, days.now, part.prev, days.prev) AS prev_pct_per_day,
    coalesce(part.ly, 0) AS ly,
    per_day(net_sales, days.now, part.ly, days.ly) AS ly_pct_per_day,
    (net_sales - coalesce(part.ly, 0)) / whole.ly AS contribution,
    (net_sales - coalesce(part.prev, 0)) / whole.prev AS contribution_prev,
    sold,
    CASE WHEN sold THEN rank() OVER (PARTITION BY sold
        ORDER BY net_sales DESC) END AS rank,
    CASE WHEN part.prev IS NOT NULL THEN rank() OVER (
        PARTITION BY part.prev IS NULL ORDER BY part.prev DESC) END
        AS rank_prev,
    CASE WHEN part.ly IS NOT NULL THEN rank() OVER (
        PARTITION BY part.ly IS NULL ORDER BY part.ly DESC) END AS rank_ly
FROM part, whole, days;

CREATE TABLE total AS
SELECT count(*) AS baskets FROM basket, slot
WHERE slot = 'now' AND date BETWEEN first AND last;

COPY (
    SELECT id AS category, department, net_sales, share, units,
        coalesce(n.baskets, 0) AS baskets,
        coalesce(n.baskets, 0) / nullif(total.baskets, 0) AS penetration,
        discount_rate, margin_rate, prev, prev_pct_per_day, ly,
        ly_pct_per_day, contribution, contribution_prev, rank, rank_prev,
        rank_ly, gross_sales, discount, returns
    FROM parts(coalesce(category, 'Unknown'))
    LEFT JOIN (
        SELECT coalesce(category, 'Unknown') AS id,
            count(DISTINCT order_id) AS baskets
        FROM content LEFT JOIN product USING (product_id) GROUP BY ALL) n
        USING (id)
    LEFT JOIN (
        SELECT category AS id, CASE WHEN count(DISTINCT department) = 1
            THEN any_value(department) ELSE 'Several' END AS department
        FROM product GROUP BY ALL) USING (id), total
) TO ':output/categories.csv';

COPY (
    SELECT id AS department, net_sales, share, units,
        coalesce(n.baskets, 0) AS baskets,
        coalesce(n.baskets, 0) / nullif(total.baskets, 0) AS penetration,
        discount_rate, margin_rate, prev, prev_pct_per_day, ly,
        ly_pct_per_day, contribution, contribution_prev, rank, rank_prev,
        rank_ly, gross_sales, discount, returns
    FROM parts(coalesce(department, 'Unknown'))
    LEFT JOIN (
        SELECT coalesce(department, 'Unknown') AS id,
            count(DISTINCT order_id) AS baskets
        FROM content LEFT JOIN product USING (product_id) GROUP BY ALL) n
        USING (id), total
) TO ':output/departments.csv';

COPY (
    SELECT id AS product_id, name, coalesce(category, 'Unknown') AS category,
        net_sales, share AS revenue_share, units, unit_share,
        100 * share / nullif(unit_share, 0) AS index,
        coalesce(n.baskets, 0) AS baskets, discount_rate, return_rate, rating,
        rank, coalesce(department, 'Unknown') AS department, prev,
        prev_pct_per_day, ly, ly_pct_per_day, rank_prev, rank_ly
    FROM parts(coalesce(product_id, 'Unknown'))
    LEFT JOIN product ON product.product_id = id
    LEFT JOIN (
        SELECT coalesce(product_id, 'Unknown') AS id, count(*) AS baskets
        FROM content GROUP BY ALL) n USING (id)
    WHERE sold
) TO ':output/products.csv';

-- Ratings and net sales of rated products with a sale; equal ones have the mean
-- of their ranks.
COPY (
    WITH rated AS (
        SELECT rating, log10(sum(net)::DOUBLE) AS sales, sum(net) AS net
        FROM line JOIN slot
            ON slot = 'now' AND time >= first AND time < last + 1
        JOIN product USING (product_id) WHERE rating IS NOT NULL
        GROUP BY product_id, rating
        HAVING sum(net) > 0 AND count(*) FILTER (NOT returned) > 0),
    ranked AS (
        SELECT *, rank() OVER (ORDER BY rating) +
                (count(*) OVER (PARTITION BY rating) - 1) / 2 AS rating_rank,
            rank() OVER (ORDER BY net) +
                (count(*) OVER (PARTITION BY net) - 1) / 2 AS net_rank
        FROM rated)
    SELECT count(*) AS products, corr(sales, rating) AS pearson,
        corr(net_rank, rating_rank) AS spearman,
        regr_slope(sales, rating) AS slope,
        regr_intercept(sales, rating) AS intercept
    FROM ranked
) TO ':output/product_impact.csv';

-- A store is comparable if it opened 364 days before the as-of day, is not
-- closed, and trades on 80 % of the days of both windows.
CREATE TABLE place AS (
    WITH visit AS (
        SELECT coalesce(store_id, 'Unknown') AS id,
            count(*) FILTER (slot = 'now') AS baskets,
            count(DISTINCT date) FILTER (slot = 'now') AS trading_days,
            count(DISTINCT date) FILTER (slot = 'ly') AS ly_trading_days
        FROM basket JOIN slot ON date BETWEEN first AND last
        WHERE slot IN ('now', 'ly') GROUP BY ALL),
    now AS (SELECT days, last FROM slot WHERE slot = 'now'),
    ly AS (SELECT days FROM slot WHERE slot = 'ly')
    SELECT id AS store_id, name, market, state, postcode, net_sales, rank,
        rank_prev, rank_ly, coalesce(v.baskets, 0) AS baskets,
        (gross_sales - discount) / nullif(v.baskets, 0) AS aov,
        v.baskets / nullif(trading_days, 0) AS baskets_per_day,
        7 * coalesce(v.baskets, 0) / now.days AS baskets_per_week,
        (id <> 'Unknown' AND NOT coalesce(closed <= now.last, false)
            AND NOT coalesce(opened > now.last - 364, false)
            AND 5 * coalesce(trading_days, 0) >= 4 * now.days
            AND 5 * coalesce(ly_trading_days, 0) >= 4 * ly.days)::INTEGER
            AS comparable,
        coalesce(trading_days, 0) AS trading_days, share, units, prev,
        prev_pct_per_day, ly, ly_pct_per_day
    FROM parts(coalesce(store_id, 'Unknown'))
    LEFT JOIN store ON store.store_id = id
    LEFT JOIN visit v USING (id), now, ly
);

COPY (
    SELECT place.*, p.main_driver AS driver_prev,
        p.main_effect AS driver_prev_effect, l.main_driver AS driver_ly,
        l.main_effect AS driver_ly_effect
    FROM place
    LEFT JOIN driven p ON p.comparison = 'prev'
        AND p.scope = 'store:' || store_id
    LEFT JOIN driven l ON l.comparison = 'ly'
        AND l.scope = 'store:' || store_id
) TO ':output/stores.csv';

COPY (
    SELECT date, coalesce(store_id, 'Unknown') AS store_id,
        coalesce(category, 'Unknown') AS category, sum(gross) AS gross_sales,
        sum(discount) AS discount, sum(returns) AS returns,
        sum(net) AS net_sales, sum(units) AS units, sum(baskets) AS baskets
    FROM (
        SELECT date, store_id, category, gross, discount, returns, net, units,
            0 AS baskets
        FROM cube LEFT JOIN product USING (product_id) WHERE slot = 'now'
        UNION ALL
        SELECT date, store_id, category, 0, 0, 0, 0, 0,
            count(DISTINCT order_id)
        FROM content LEFT JOIN product USING (product_id)
        GROUP BY date, store_id, category)
    GROUP BY ALL ORDER BY ALL
) TO ':output/daily_store_category.csv';
