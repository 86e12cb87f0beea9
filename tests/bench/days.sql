-- When the period's sales were made and in baskets of which size, what there is
-- of each scope, and how far targets are met.
CREATE TABLE daily AS
WITH money AS (
    SELECT date, sum(coalesce(gross, 0) - coalesce(discount, 0)) AS sold,
        sum(coalesce(returns, 0)) AS returned
    FROM day GROUP BY date),
visits AS (SELECT date, count(*) AS baskets FROM basket GROUP BY date)
SELECT date, coalesce(sold, 0) AS sold,
    coalesce(sold, 0) - coalesce(returned, 0) AS net,
    coalesce(baskets, 0) AS baskets
FROM money FULL JOIN visits USING (date);

COPY (
    WITH d AS (
        SELECT unnest(range(days))::INTEGER + first AS date
        FROM slot WHERE slot = 'now')
    SELECT d.date, dayname(d.date) AS weekday,
        coalesce(n.net, 0) AS net_sales, coalesce(n.baskets, 0) AS baskets,
        coalesce(n.sold, 0) / nullif(n.baskets, 0) AS aov,
        d.date - 364 AS ly_date, coalesce(l.net, 0) AS ly,
        coalesce(l.baskets, 0) AS ly_baskets
    FROM d LEFT JOIN daily n USING (date)
    LEFT JOIN daily l ON l.date = d.date - 364
) TO ':output/days.csv';

COPY (
    WITH w AS (
        SELECT week.*, row_number() OVER (ORDER BY week.first DESC) AS back,
            (week.first >= slot.first)::INTEGER AS in_window
        FROM week JOIN slot ON slot = 'now' AND week.first <= slot.last),
    sums AS (
        SELECT name, w.first, w.last, in_window,
            coalesce(sum(net) FILTER (date >= w.first), 0) AS net,
            coalesce(sum(baskets) FILTER (date >= w.first), 0) AS baskets,
            coalesce(sum(net) FILTER (date < w.first), 0) AS ly
        FROM w LEFT JOIN daily ON date BETWEEN w.first AND w.last
            OR date BETWEEN w.first - 364 AND w.last - 364
        WHERE back <= 13 GROUP BY ALL)
    SELECT name AS week, first AS start, last AS end, last - first + 1 AS days,
        net AS net_sales, ly, in_window, baskets, (net > ly)::INTEGER AS above,
        (net < ly)::INTEGER AS below
    FROM sums
) TO ':output/weeks.csv';

-- By the hour of the order's first line; of a weekday days with a basket trade.
COPY (
    WITH money AS (
        SELECT dayofweek(p.date) AS number, hour, sum(net) AS net
        FROM piece p JOIN slot ON slot = 'now' AND p.date BETWEEN first AND last
        JOIN (SELECT order_id, hour FROM purchase) USING (order_id)
        GROUP BY ALL),
    visits AS (
        SELECT dayofweek(date) AS number, hour, count(*) AS baskets
        FROM basket JOIN slot ON slot = 'now' AND date BETWEEN first AND last
        GROUP BY ALL),
    traded AS (
        SELECT dayofweek(date) AS number, dayname(date) AS weekday,
            count(DISTINCT date) AS days
        FROM basket JOIN slot ON slot = 'now' AND date BETWEEN first AND last
        GROUP BY ALL),
    hours AS (SELECT unnest(range(min(hour), max(hour) + 1)) AS hour FROM money)
    SELECT weekday, hour, coalesce(baskets, 0) AS baskets,
        coalesce(net, 0) AS net_sales, days AS trading_days,
        coalesce(baskets, 0) / days AS baskets_per_day
    FROM traded CROSS JOIN hours LEFT JOIN money USING (number, hour)
    LEFT JOIN visits USING (number, hour)
) TO ':output/hourly.csv';

-- Bands of what baskets are worth, in ten-thousandths: as wide as the smallest
-- of 0.01, 0.02, 0.05, 0.1 ... with which 24 reach beyond P99; they end behind
-- it, and the last is open.  Above is a band with those above it; of the top
-- are those that hold a tenth of the baskets at the most.
COPY (
    WITH now AS (SELECT (paid * 10000)::BIGINT AS value, net FROM recent),
    former AS (
        SELECT (value * 10000)::BIGINT AS value
        FROM basket JOIN slot ON slot = 'ly' AND date BETWEEN first AND last),
    high AS (SELECT quantile_cont(value, 0.99) AS p99 FROM now),
    step AS (
        SELECT min(100 * digit * 10::BIGINT ** power)::BIGINT AS step
        FROM range(12) p(power), (SELECT unnest([1, 2, 5]) AS digit), high
        WHERE 24 * 100 * digit * 10::BIGINT ** power > p99),
    open AS (
        SELECT step, floor(p99 / step)::BIGINT + 1 AS number FROM step, high),
    counted AS (
        SELECT n AS number, n * step AS low,
            CASE WHEN n < number THEN (n + 1) * step END AS high,
            (SELECT count(*) FROM now WHERE least(value // step, number) = n)
                AS baskets,
            coalesce((SELECT sum(net) FROM now
                WHERE least(value // step, number) = n), 0) AS net,
            (SELECT count(*) FROM former
                WHERE least(value // step, number) = n) AS ly_baskets
        FROM open, (SELECT unnest(range(number + 1)) AS n FROM open)),
    above AS (
        SELECT *, sum(baskets) OVER w AS more, sum(net) OVER w AS more_net,
            sum(baskets) OVER () AS all_baskets, sum(net) OVER () AS whole,
            sum(ly_baskets) OVER () AS all_ly,
            CASE WHEN step % 10000 = 0 THEN '%.0f' ELSE '%.2f' END AS form
        FROM counted, step WINDOW w AS (ORDER BY number DESC))
    SELECT printf(form, low / 10000) || CASE WHEN high IS NULL THEN ' and more'
            ELSE ' to ' || printf(form, high / 10000) END AS band,
        low / 10000 AS low, high / 10000 AS high, baskets,
        baskets / all_baskets AS share, net AS net_sales,
        net / whole AS share_sales, ly_baskets,
        ly_baskets / nullif(all_ly, 0) AS ly_share,
        more / all_baskets AS share_above, more_net / whole AS sales_above,
        (more * 10 <= all_baskets)::INTEGER AS is_top
    FROM above
) TO ':output/basket_values.csv';

COPY (
    WITH lines AS (
        SELECT slot, scope, sum(sale_lines) AS sale_lines,
            sum(return_lines) AS return_lines
        FROM day JOIN slot ON date BETWEEN first AND last
        JOIN scope USING (store_id) GROUP BY ALL
        UNION ALL
        SELECT slot, 'department:' || department, sum(sale_lines),
            sum(return_lines)
        FROM class_day JOIN slot ON date BETWEEN first AND last GROUP BY ALL)
    SELECT scope, slot AS window, first AS start, last AS end, days,
        coalesce(sale_lines, 0) AS sale_lines,
        coalesce(return_lines, 0) AS return_lines,
        coalesce(counts.baskets, 0) AS baskets,
        coalesce(customers, 0) AS customers
    FROM shown CROSS JOIN slot LEFT JOIN lines USING (slot, scope)
    LEFT JOIN counts USING (first, last, scope)
    LEFT JOIN heads USING (first, last, scope)
) TO ':output/scopes.csv';

-- Ahead is how much better than the target the value is, as a part of it; close
-- to it is within 2 %, of rates half a point.  Less is better of the KPIs that
-- are named, and of some neither.
COPY (
    WITH t AS (
        SELECT kpi, value AS text, value::DOUBLE AS value, target,
            kpi LIKE '%\_rate' ESCAPE '\' OR kpi LIKE '%\_share' ESCAPE '\'
                OR kpi IN ('scan_rate_sales', 'programme_roi') AS is_rate,
            CASE WHEN kpi IN ('returns', 'discount_rate', 'return_rate',
                    'gap_mean', 'gap_median', 'lapsed_members',
                    'churned_subscribers', 'subscriber_churn_rate')
                THEN 'lower'
                WHEN kpi LIKE 'discount%' OR kpi IN ('unit_price',
                    'anonymous_sales', 'campaign_spend') THEN ''
                ELSE 'higher' END AS better
        FROM target JOIN figure USING (kpi, scope)
        JOIN slot USING (first, last)
        WHERE slot = 'now' AND scope = 'all' AND period = ':period'),
    g AS (
        SELECT *, value - target AS gap,
            CASE better WHEN 'higher' THEN gap WHEN 'lower' THEN -gap END
                AS ahead
        FROM t),
    s AS (
        SELECT *, CASE WHEN ahead >= 0 THEN 1 WHEN -ahead <= CASE WHEN is_rate
            THEN 0.005 ELSE 0.02 * target END THEN 0 WHEN ahead < 0 THEN -1 END
            AS target_status
        FROM g)
    SELECT kpi, better, text AS value, target, value / target AS of_target,
        CASE WHEN is_rate THEN gap ELSE gap / target END AS target_gap,
        ahead / target AS ahead, target_status,
        CASE target_status WHEN 1 THEN 'On track' WHEN 0 THEN 'Close'
            WHEN -1 THEN 'Behind' END AS status,
        coalesce(target_status = 1, false)::INTEGER AS on_track,
        coalesce(target_status = 0, false)::INTEGER AS close,
        coalesce(target_status = -1, false)::INTEGER AS behind
    FROM s
) TO ':output/targets.csv';
