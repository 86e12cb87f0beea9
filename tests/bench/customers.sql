-- Customers: scores and segments, value, churn, cohorts, the mart (metrics.md
-- 6).  What is fitted, drawn by chance or suspected is report's alone.
CREATE TABLE staff AS SELECT customer_id FROM customer WHERE is_staff;

-- What each has bought by the day of the line.
CREATE TABLE buying AS
SELECT o.customer_id, p.date, sum(net) AS net, sum(p.value) AS sold,
    sum(p.gross) AS gross, sum(p.discount) AS discount, sum(p.units) AS units,
    sum(returned_units) AS returned
FROM piece p JOIN (SELECT order_id, customer_id FROM purchase) o
    USING (order_id), slot
WHERE slot = 'now' AND p.date <= last AND o.customer_id IS NOT NULL
GROUP BY ALL;

-- Baskets by the lines known on the last day of this period and of the one
-- before.
CREATE TABLE known AS
SELECT slot, last AS eve, customer_id, order_id, b.time::DATE AS date
FROM slot, LATERAL (
    SELECT order_id, min(time) AS time,
        arg_min(customer_id, time) AS customer_id
    FROM piece WHERE piece.date <= slot.last
    GROUP BY order_id HAVING sum(value) > 0) b
WHERE slot IN ('now', 'prev') AND customer_id IS NOT NULL;

CREATE TABLE scored AS
WITH b AS (
    SELECT slot, eve, customer_id, eve - max(date) + 1 AS r, count(*) AS f
    FROM known WHERE date > eve - 728 AND customer_id NOT IN (FROM staff)
    GROUP BY slot, eve, customer_id),
p AS (
    SELECT slot, b.customer_id, r, f, coalesce(sum(g.net), 0) AS m,
        coalesce(sum(g.sold), 0) AS sold
    FROM b LEFT JOIN buying g ON g.customer_id = b.customer_id
        AND date BETWEEN eve - 727 AND eve
    GROUP BY slot, b.customer_id, r, f),
cut AS (
    SELECT slot, quantile_cont(r, [0.2, 0.4, 0.6, 0.8]) AS rs,
        quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) AS fs,
        quantile_cont((m * 10000)::DOUBLE, [0.2, 0.4, 0.6, 0.8]) AS ms
    FROM p GROUP BY slot HAVING count(*) >= 25)
SELECT p.*,
    5 - len(list_filter(rs, c -> c < p.r)) AS r_score,
    1 + len(list_filter(fs, c -> c < p.f)) AS f_score,
    1 + len(list_filter(ms, c -> c < (p.m * 10000)::DOUBLE)) AS m_score
FROM p LEFT JOIN cut USING (slot);

CREATE TABLE segment (place INTEGER, name VARCHAR, r1 INTEGER, r2 INTEGER,
    f1 INTEGER, f2 INTEGER);
INSERT INTO segment VALUES
    (1, 'Champions', 5, 5, 4, 5), (2, 'Loyal', 3, 4, 4, 5),
    (3, 'Potential Loyalist', 4, 5, 2, 3), (4, 'New', 5, 5, 1, 1),
    (5, 'Promising', 4, 4, 1, 1), (6, 'Need Attention', 3, 3, 3, 3),
    (7, 'About to Sleep', 3, 3, 1, 2), (8, 'At Risk', 1, 2, 3, 4),
    (9, 'Can''t Lose', 1, 2, 5, 5), (10, 'Hibernating', 1, 2, 1, 2);

CREATE TABLE rated AS
SELECT s.*, name AS segment,
    CASE WHEN r_score >= 4 AND f_score >= 4 AND m_score >= 4 THEN 'VIP'
        WHEN r_score >= 4 AND f_score <= 2 THEN 'New Customer'
        WHEN r_score <= 2 AND f_score <= 2 THEN 'Churn Risk'
        ELSE 'Core' END AS overlay
FROM scored s LEFT JOIN segment
    ON r_score BETWEEN r1 AND r2 AND f_score BETWEEN f1 AND f2;

COPY (
    SELECT customer_id, r AS recency, f AS frequency, m AS monetary,
        r_score AS r, f_score AS f, m_score AS m, segment, overlay,
        (m <= 0)::INTEGER AS not_positive
    FROM rated WHERE slot = 'now'
) TO ':output/rfm.csv';

COPY (
    SELECT name AS segment, count(customer_id) AS customers,
        coalesce(sum(f), 0) AS orders, coalesce(sum(m), 0) AS net_sales,
        sum(sold) / sum(f) AS aov,
        count(customer_id) / sum(count(customer_id)) OVER ()
            AS share_customers,
        coalesce(sum(m), 0) / sum(sum(m)) OVER () AS share_sales
    FROM segment LEFT JOIN (SELECT * FROM rated WHERE slot = 'now') r
        ON r.segment = segment.name
    GROUP BY name
) TO ':output/rfm_segments.csv';

COPY (
    SELECT cell.r, cell.f, count(customer_id) AS customers,
        coalesce(sum(m), 0) AS net_sales
    FROM (SELECT a.r, b.f FROM range(1, 6) a(r), range(1, 6) b(f)) cell
    LEFT JOIN (SELECT * FROM rated WHERE slot = 'now') s
        ON r_score = cell.r AND f_score = cell.f
    GROUP BY ALL
) TO ':output/rfm_grid.csv';

CREATE TABLE lately AS
SELECT customer_id, sum(net) AS net FROM buying, slot
WHERE slot = 'now' AND date > last - 364 GROUP BY ALL;

COPY (
    SELECT coalesce(a.segment, 'none') AS "from",
        coalesce(z.segment, 'none') AS "to", count(*) AS customers,
        coalesce(sum(net), 0) AS net_sales_52w,
        ((SELECT place FROM segment WHERE name = z.segment)
            > (SELECT place FROM segment WHERE name = a.segment))::INTEGER
            AS fall,
        ((SELECT place FROM segment WHERE name = z.segment)
            < (SELECT place FROM segment WHERE name = a.segment))::INTEGER
            AS rise
    FROM (SELECT * FROM rated WHERE slot = 'prev') a
    FULL JOIN (SELECT * FROM rated WHERE slot = 'now') z USING (customer_id)
    LEFT JOIN lately USING (customer_id) GROUP BY ALL
) TO ':output/migration.csv';

COPY (
    SELECT customer_id, segment, coalesce(net, 0) AS net_sales_52w
    FROM rated LEFT JOIN lately USING (customer_id)
    WHERE slot = 'now' AND segment IS NOT NULL
) TO ':output/actions.csv';

COPY (
    SELECT name AS segment, count(customer_id) AS customers,
        coalesce(sum(net), 0) AS net_sales_52w
    FROM segment LEFT JOIN (SELECT * FROM rated WHERE slot = 'now') r
        ON r.segment = segment.name
    LEFT JOIN lately USING (customer_id) GROUP BY ALL
) TO ':output/action_lists.csv';

-- Identified customers, no staff, by their occasions.
CREATE TABLE buyer AS
SELECT customer_id, min(date) AS first, max(date) AS latest, count(*) AS n
FROM occasion, slot
WHERE slot = 'now' AND date <= last GROUP BY ALL;

CREATE TABLE value AS
WITH v AS (
    SELECT customer_id, sum(net) AS clv FROM buying JOIN buyer
        USING (customer_id)
    WHERE date >= first AND customer_id NOT IN (FROM staff) GROUP BY ALL),
placed AS (
    SELECT clv, row_number() OVER (ORDER BY clv DESC) AS place,
        count(*) OVER () AS n FROM v),
cut AS (
    SELECT max(clv) FILTER (place = (n + 4) // 5) AS high,
        max(clv) FILTER (place = n - (n + 4) // 5) AS medium FROM placed)
SELECT customer_id, clv, CASE WHEN clv >= high THEN 'High'
    WHEN clv >= medium THEN 'Medium' ELSE 'Low' END AS band
FROM v, cut;

COPY (SELECT * FROM value) TO ':output/clv.csv';

COPY (
    SELECT band, count(*) AS customers, sum(clv) AS clv,
        count(*) / sum(count(*)) OVER () AS share_customers,
        sum(clv) / sum(sum(clv)) OVER () AS share_clv
    FROM value GROUP BY band
) TO ':output/clv_bands.csv';

COPY (
    WITH v AS (
        SELECT sum(clv) OVER w AS below, row_number() OVER w AS place,
            count(*) OVER () AS n, sum(clv) OVER () AS whole
        FROM value WINDOW w AS (ORDER BY clv, customer_id)),
    p AS (SELECT unnest(range(101)) AS percent)
    SELECT percent,
        coalesce(max(below / whole) FILTER (place <= n * percent // 100), 0)
            AS share
    FROM p, v WHERE place = n * percent // 100 OR place = 1
    GROUP BY percent
) TO ':output/clv_curve.csv';

-- The last three periods that have ended, and the three before.
CREATE TABLE stretch AS
WITH past AS (
    SELECT p.first, p.last, row_number() OVER (ORDER BY p.first DESC) AS back
    FROM period p, slot WHERE slot = 'now' AND p.last <= slot.last)
SELECT max(first) FILTER (back = 3) AS recent,
    max(last) FILTER (back = 1) AS stop, max(first) FILTER (back = 6) AS earlier
FROM past HAVING earlier >= (SELECT min(date) FROM piece);

CREATE TABLE spend AS
SELECT customer_id,
    coalesce(sum(net) FILTER (date BETWEEN recent AND stop), 0) AS now,
    coalesce(sum(net) FILTER (date >= earlier AND date < recent), 0) AS before,
    recent - earlier AS days_before, stop - recent + 1 AS days_now
FROM buying, stretch GROUP BY ALL;

-- Baskets of each: how many, the last, those of 52 weeks, whether one is of the
-- year to the day.
CREATE TABLE habit AS
SELECT customer_id, count(*) AS n, max(date) AS latest,
    count(*) FILTER (date > eve - 364) AS n_52w
FROM known WHERE slot = 'now' GROUP BY ALL;

CREATE TABLE churn AS
SELECT customer_id, last - h.latest AS days_since,
    (b.latest - first) / nullif(b.n - 1, 0) AS average_gap,
    CASE WHEN before > 0 THEN (now / days_now) / (before / days_before) - 1 END
        AS spend_change_pct,
    (last - h.latest > 45)::INTEGER AS at_risk,
    (b.n >= 3 AND (last - h.latest) * (b.n - 1) > 2 * (b.latest - first))
        ::INTEGER AS overdue
FROM (SELECT customer_id, first, b.latest, n FROM buyer b) b
JOIN (SELECT last FROM slot WHERE slot = 'now') w ON true
LEFT JOIN habit h USING (customer_id) LEFT JOIN spend USING (customer_id)
WHERE customer_id NOT IN (FROM staff);

COPY (
    SELECT *, days_since / average_gap AS overdue_ratio FROM churn
) TO ':output/churn.csv';

COPY (
    WITH c AS (SELECT * FROM churn WHERE days_since IS NOT NULL),
    m AS (
        SELECT unnest(['customers', 'at_risk', 'overdue',
                       'at_risk_and_overdue']) AS measure,
            unnest([count(*), sum(at_risk), sum(overdue),
                    sum(at_risk * overdue)]) AS customers,
            any_value(1) AS one
        FROM c)
    SELECT measure, customers, customers / (SELECT count(*) FROM c) AS share
    FROM m
) TO ':output/churn_summary.csv';

-- Days since the last basket in bands by thirds of the 45 days.
CREATE TABLE away AS
SELECT days_since, at_risk, overdue, coalesce(net, 0) AS net
FROM churn LEFT JOIN lately USING (customer_id) WHERE days_since IS NOT NULL;

COPY (
    WITH edge AS (
        SELECT unnest([0, 16, 31, 46, 61, 91, 121, 181, 366]) AS low,
            unnest([15, 30, 45, 60, 90, 120, 180, 365, NULL]) AS high)
    SELECT low || coalesce(' to ' || high, ' and more') AS band, low AS from,
        high AS to, (low > 45)::INTEGER AS at_risk,
        count(days_since) AS customers,
        count(days_since) / (SELECT count(*) FROM away) AS share,
        coalesce(sum(overdue), 0) AS overdue_customers,
        coalesce(sum(net), 0) AS net_sales_52w
    FROM edge LEFT JOIN away
        ON days_since >= low AND days_since <= coalesce(high, days_since)
    GROUP BY low, high
) TO ':output/churn_bands.csv';

COPY (
    SELECT CASE at_risk + 2 * overdue WHEN 0 THEN 'active' WHEN 1 THEN 'slow'
            WHEN 2 THEN 'late' ELSE 'lost' END AS "group",
        at_risk, overdue, count(*) AS customers,
        count(*) / sum(count(*)) OVER () AS share, sum(net) AS net_sales_52w,
        CASE WHEN sum(sum(net)) OVER () > 0
            THEN sum(net) / sum(sum(net)) OVER () END AS share_sales
    FROM away GROUP BY at_risk, overdue
) TO ':output/churn_groups.csv';

CREATE TABLE begun AS
SELECT name, p.first AS start, p.last AS stop, p.last <= w.last AS elapsed,
    row_number() OVER (ORDER BY p.first) AS number
FROM period p, slot w
WHERE slot = 'now' AND p.first <= w.last
    AND p.last >= (SELECT min(date) FROM piece);

CREATE TABLE cohort AS
WITH born AS (
    SELECT customer_id, name AS cohort, number AS born
    FROM buyer JOIN begun ON first BETWEEN start AND stop
    WHERE customer_id NOT IN (FROM staff)),
size AS (SELECT cohort, born, count(*) AS n FROM born GROUP BY ALL),
again AS (
    SELECT cohort, number - born AS k, count(DISTINCT customer_id) AS customers
    FROM born JOIN occasion USING (customer_id)
    JOIN begun ON date BETWEEN start AND stop, slot w
    WHERE slot = 'now' AND date <= w.last GROUP BY ALL),
money AS (
    SELECT cohort, number - born AS k, sum(net) AS net
    FROM born JOIN buying USING (customer_id)
    JOIN begun ON date BETWEEN start AND stop GROUP BY ALL)
SELECT s.cohort, number - born AS k, n, coalesce(customers, 0) AS customers,
    coalesce(net, 0) AS net, elapsed, opened
FROM size s JOIN begun ON number >= born
JOIN (SELECT number AS born, start AS opened FROM begun) USING (born)
LEFT JOIN again a ON a.cohort = s.cohort AND a.k = number - born
LEFT JOIN money m ON m.cohort = s.cohort AND m.k = number - born;

COPY (
    SELECT cohort, k, customers,
        CASE WHEN elapsed OR k = 0 THEN customers / n END AS share,
        net AS net_sales, elapsed::INTEGER AS elapsed,
        CASE WHEN NOT elapsed AND k > 0 THEN customers / n END AS share_so_far,
        opened AS start
    FROM cohort
) TO ':output/cohorts.csv';

COPY (
    SELECT k, count(*) AS cohorts, sum(n) AS cohort_customers,
        sum(customers) AS customers, sum(customers) / sum(n) AS share,
        sum(net) AS net_sales, sum(net) / sum(n) AS net_sales_per_customer
    FROM cohort WHERE elapsed GROUP BY k
) TO ':output/cohort_means.csv';

-- What kind of member each is: the first that fits.
CREATE TABLE kind AS
WITH w AS (SELECT last FROM slot WHERE slot = 'now'),
active AS (
    SELECT DISTINCT customer_id FROM event, w
    WHERE activated BETWEEN last - 55 AND last),
shopped AS (
    SELECT DISTINCT k.customer_id
    FROM known k JOIN membership m ON m.customer_id = k.customer_id
        AND date BETWEEN since AND until, w
    WHERE slot = 'now' AND date > last - 56),
subscribed AS (
    SELECT DISTINCT customer_id FROM subscription s, w
    WHERE w.last BETWEEN s.first AND s.last)
SELECT customer_id,
    CASE WHEN customer_id IN (FROM staff) THEN 'Staff'
        WHEN customer_id IN (FROM subscribed) THEN 'Subscriber'
        WHEN customer_id NOT IN (
            SELECT customer_id FROM membership, w
            WHERE last BETWEEN since AND until) THEN ''
        WHEN customer_id IN (FROM active) AND customer_id IN (FROM shopped)
            THEN 'Engaged'
        ELSE 'Standard' END AS member_type
FROM (SELECT DISTINCT customer_id FROM buying);

COPY (
    WITH ranked AS (
        SELECT customer_id, net, rank() OVER (ORDER BY net DESC) AS rank
        FROM lately WHERE net > 0 ORDER BY net DESC, customer_id LIMIT 50)
    SELECT rank, customer_id, net AS net_sales_52w,
        coalesce(n_52w, 0) AS baskets_52w, latest AS last_date, segment,
        member_type
    FROM ranked LEFT JOIN habit USING (customer_id)
    LEFT JOIN kind USING (customer_id)
    LEFT JOIN (SELECT customer_id, segment FROM rated WHERE slot = 'now') r
        USING (customer_id)
) TO ':output/top_customers.csv';

-- The channel of the largest net sales of 52 weeks among those with a basket.
CREATE TABLE liked AS
WITH w AS (SELECT last FROM slot WHERE slot = 'now'),
taste AS (
    SELECT k.customer_id, channel, count(*) AS n, max(k.date) AS latest
    FROM known k JOIN (SELECT order_id, channel FROM purchase) o
        USING (order_id), w
    WHERE slot = 'now' AND k.date > last - 364 GROUP BY ALL),
money AS (
    SELECT o.customer_id, o.channel, sum(net) AS net
    FROM piece p JOIN (SELECT order_id, customer_id, channel FROM purchase) o
        USING (order_id), w
    WHERE p.date BETWEEN last - 363 AND last GROUP BY ALL)
SELECT customer_id, channel FROM taste JOIN money USING (customer_id, channel)
QUALIFY row_number() OVER (PARTITION BY customer_id
    ORDER BY net DESC, n DESC, latest DESC, channel) = 1;

COPY (
    WITH w AS (
        SELECT last, (last - INTERVAL 1 YEAR)::DATE + 1 AS year
        FROM slot WHERE slot = 'now'),
    money AS (
        SELECT customer_id, sum(net) AS net, sum(gross) AS gross,
            sum(discount) AS discount, coalesce(sum(units), 0) AS units,
            coalesce(sum(net) FILTER (date > last - 364), 0) AS net_52w,
            coalesce(sum(net) FILTER (date >= year), 0) AS net_year,
            coalesce(sum(units) FILTER (date >= year), 0) AS units_year,
            coalesce(sum(returned) FILTER (date >= year), 0) AS returned_year
        FROM buying, w GROUP BY ALL)
    SELECT customer_id, first AS first_date, h.latest AS last_date,
        coalesce(b.n, 0) AS occasions, coalesce(h.n, 0) AS baskets, units,
        net AS net_sales, net_52w AS net_sales_52w, net_year AS net_sales_year,
        units_year, returned_year AS returned_units_year,
        returned_year / nullif(units_year, 0) AS return_rate_year,
        channel AS preferred_channel,
        (b.latest - first) / nullif(b.n - 1, 0) AS average_gap,
        CASE WHEN before > 0
            THEN (now / days_now) / (before / days_before) - 1 END
            AS spend_change_pct,
        last - h.latest AS days_since, at_risk, overdue, r_score AS r,
        f_score AS f, m_score AS m, segment, overlay, clv, band AS clv_band,
        member_type, discount / nullif(gross, 0) AS discount_share
    FROM money JOIN w ON true LEFT JOIN habit h USING (customer_id)
    LEFT JOIN buyer b USING (customer_id) LEFT JOIN spend USING (customer_id)
    LEFT JOIN (SELECT customer_id, at_risk, overdue FROM churn) c
        USING (customer_id)
    LEFT JOIN (SELECT * FROM rated WHERE slot = 'now') r USING (customer_id)
    LEFT JOIN value USING (customer_id) LEFT JOIN kind USING (customer_id)
    LEFT JOIN liked USING (customer_id)
) TO ':output/customers.csv';
