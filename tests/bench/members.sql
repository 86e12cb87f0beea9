-- Members against others, discounts, subscriptions, and where they are.
CREATE TABLE recent AS
SELECT b.order_id, b.customer_id, any_value(b.member) AS member,
    sum(p.value) AS paid, sum(p.gross) AS gross,
    sum(p.discount) AS discount, sum(net) AS net, sum(p.units) AS units,
    coalesce(sum(returned_units), 0) AS returned_units,
    sum(costed_net) AS costed_net, sum(cost) AS cost
FROM (SELECT order_id, date, customer_id, member FROM basket) b
JOIN slot ON b.date BETWEEN first AND last AND slot = 'now'
JOIN piece p ON p.order_id = b.order_id AND p.date <= last
GROUP BY ALL;

CREATE TABLE pair AS
WITH arm AS (
    SELECT member, count(*) AS n, avg(gross - discount) AS aov,
        avg(units) AS upt, sum(discount) / sum(gross) AS discount_rate
    FROM recent GROUP BY member),
held AS (
    SELECT member, category, count(DISTINCT order_id) AS n
    FROM content JOIN product USING (product_id)
    JOIN recent USING (order_id) GROUP BY ALL),
shopper AS (
    SELECT customer_id, count(*) AS baskets
    FROM recent WHERE customer_id IS NOT NULL GROUP BY ALL),
money AS (
    SELECT customer_id, sum(net) FILTER (date >= first) AS spend,
        sum(net) AS clv
    FROM spent JOIN slot ON slot = 'now' AND date <= last
    SEMI JOIN shopper USING (customer_id) GROUP BY ALL),
person AS (
    SELECT s.customer_id, baskets, baskets >= 2 AS repeats,
        coalesce(spend, 0) AS spend, coalesce(clv, 0) AS clv,
        date_trunc('quarter', o.date) AS quarter,
        coalesce(last BETWEEN since AND until, false) AS member
    FROM shopper s JOIN slot ON slot = 'now'
    LEFT JOIN money USING (customer_id)
    LEFT JOIN membership USING (customer_id)
    LEFT JOIN occasion o ON o.customer_id = s.customer_id AND before = 0
    ANTI JOIN (SELECT customer_id FROM customer WHERE is_staff) staff
        ON staff.customer_id = s.customer_id),
people AS (
    SELECT member, count(*) AS n, avg(spend) AS spend,
        avg(repeats::INTEGER) AS repeat_rate, avg(baskets) AS per_customer,
        avg(clv) AS clv
    FROM person GROUP BY member),
cell AS (
    SELECT quarter, member, count(*) AS n, avg(spend) AS spend,
        avg(repeats::INTEGER) AS repeat_rate, avg(baskets) AS per_customer,
        avg(clv) AS clv
    FROM person GROUP BY ALL),
weight AS (
    SELECT quarter, sum(n) AS w FROM cell GROUP BY quarter
    HAVING count(*) = 2 AND min(n) >= 2),
weighted AS (
    SELECT member, sum(n) AS n, sum(w * spend) / sum(w) AS spend,
        sum(w * repeat_rate) / sum(w) AS repeat_rate,
        sum(w * per_customer) / sum(w) AS per_customer,
        sum(w * clv) / sum(w) AS clv
    FROM cell JOIN weight USING (quarter) GROUP BY member)
SELECT 'baskets' AS level, member, n,
    unnest(['aov', 'upt', 'discount_rate']) AS measure,
    unnest([aov, upt, discount_rate]) AS value FROM arm
UNION ALL
SELECT 'baskets', member, arm.n, 'category:' || category, held.n / arm.n
FROM held JOIN arm USING (member)
UNION ALL
SELECT 'customers', member, n,
    unnest(['spend', 'repeat_rate', 'baskets_per_customer', 'clv']),
    unnest([spend, repeat_rate, per_customer, clv]) FROM people
UNION ALL
SELECT 'weighted', member, n,
    unnest(['spend', 'repeat_rate', 'baskets_per_customer', 'clv']),
    unnest([spend, repeat_rate, per_customer, clv]) FROM weighted;

COPY (
    SELECT measure, level, m.value AS member, o.value AS non_member,
        m.value - o.value AS difference,
        m.value / nullif(o.value, 0) AS ratio, m.n AS n_member,
        o.n AS n_non_member
    FROM (SELECT * FROM pair WHERE member) m
    JOIN (SELECT * FROM pair WHERE NOT member) o USING (measure, level)
) TO ':output/loyalty.csv';

CREATE TABLE discounted AS (
    WITH b AS (
        SELECT r.*, first <= born AS new, r.customer_id IS NOT NULL AS known
        FROM recent r JOIN slot ON slot = 'now' LEFT JOIN (
            SELECT customer_id, date AS born FROM occasion WHERE before = 0)
            USING (customer_id)),
    grouped AS (
        SELECT CASE WHEN discount > 0 THEN 'discounted' ELSE 'full price' END
            AS "group", * FROM b
        UNION ALL
        SELECT CASE WHEN discount = 0 THEN 'depth 0'
            WHEN discount * 10 <= gross THEN 'depth <= 10 %'
            WHEN discount * 10 <= gross * 2 THEN 'depth <= 20 %'
            WHEN discount * 10 <= gross * 3 THEN 'depth <= 30 %'
            WHEN discount * 10 <= gross * 5 THEN 'depth <= 50 %'
            ELSE 'depth > 50 %' END, * FROM b)
    SELECT "group", count(*) AS orders,
        count(*) / (SELECT count(*) FROM recent) AS share,
        sum(net) AS net_sales, avg(gross - discount) AS aov,
        avg(units) AS upt, sum(discount) / sum(gross) AS discount_rate,
        (sum(costed_net) - sum(cost)::DECIMAL(38,4)) / sum(costed_net)
            AS margin_rate,
        sum(returned_units) / sum(units) AS return_rate,
        count(*) FILTER (new) / count(*) FILTER (known) AS new_share,
        count(*) FILTER (known) AS known
    FROM grouped GROUP BY ALL
);

COPY (SELECT * EXCLUDE known FROM discounted) TO ':output/discounts.csv';

COPY (
    WITH arm AS (
        SELECT "group", unnest(['aov', 'upt', 'discount_rate', 'margin_rate',
                'return_rate', 'new_share']) AS measure,
            unnest([aov, upt, discount_rate, margin_rate, return_rate,
                new_share]) AS value,
            unnest([orders, orders, orders, orders, orders, known]) AS n
        FROM discounted)
    SELECT measure, d.value AS discounted, f.value AS full_price,
        d.value - f.value AS difference, d.value / nullif(f.value, 0) AS ratio,
        (d.value - f.value) / nullif(f.value, 0) AS pct, d.n AS n_discounted,
        f.n AS n_full_price
    FROM (SELECT * FROM arm WHERE "group" = 'discounted') d
    JOIN (SELECT * FROM arm WHERE "group" = 'full price') f USING (measure)
) TO ':output/discount_differences.csv';

CREATE TABLE movement AS
WITH c AS (
    SELECT slot, w.first, customer_id, min(s.first) AS joined,
        coalesce(sum(price) FILTER (w.first - 1 BETWEEN s.first AND s.last), 0)
            AS o,
        coalesce(sum(price) FILTER (s.last >= w.last), 0) AS c
    FROM slot w JOIN subscription s ON s.first <= w.last GROUP BY ALL)
SELECT slot, 'opening' AS movement, o AS mrr FROM c WHERE o > 0
UNION ALL SELECT slot, 'closing', c FROM c WHERE c > 0
UNION ALL SELECT slot, CASE
    WHEN o = 0 AND joined >= first THEN 'new'
    WHEN o = 0 THEN 'reactivation' WHEN c = 0 THEN 'churn'
    WHEN c > o THEN 'expansion' ELSE 'contraction' END, c - o
FROM c WHERE c <> o;

COPY (
    SELECT movement, count(*) FILTER (slot = 'now') AS customers,
        coalesce(sum(mrr) FILTER (slot = 'now'), 0) AS mrr,
        coalesce(sum(mrr) FILTER (slot = 'prev'), 0) AS prev_mrr,
        coalesce(sum(mrr) FILTER (slot = 'ly'), 0) AS ly_mrr
    FROM (SELECT unnest(['opening', 'new', 'reactivation', 'expansion',
        'contraction', 'churn', 'closing']) AS movement)
    LEFT JOIN movement USING (movement) GROUP BY ALL
) TO ':output/subscriptions.csv';

COPY (
    WITH c AS (
        SELECT customer_id, min(s.first) AS joined,
            max(least(s.last, w.last)) AS latest
        FROM subscription s JOIN slot w ON slot = 'now' AND s.first <= w.last
        GROUP BY ALL),
    renewed AS (
        SELECT DISTINCT customer_id FROM c JOIN subscription s
            USING (customer_id) JOIN slot w ON slot = 'now'
        WHERE s.last > latest AND s.first <= least(latest + 7, w.last))
    SELECT plan, interval,
        count(DISTINCT s.customer_id) FILTER (s.last >= w.last)
            AS subscribers,
        sum(price) FILTER (s.last >= w.last) AS mrr,
        count(DISTINCT s.customer_id)
            FILTER (s.first = joined AND joined >= w.first) AS new,
        count(DISTINCT s.customer_id) FILTER (s.last = latest
            AND latest >= w.first AND r.customer_id IS NULL) AS churned
    FROM subscription s JOIN slot w ON slot = 'now' AND s.first <= w.last
    JOIN c USING (customer_id) LEFT JOIN renewed r USING (customer_id)
    GROUP BY ALL
) TO ':output/subscription_plans.csv';

COPY (
    WITH b AS (
        SELECT slot, kind AS level, value, member FROM (
            SELECT slot, store_id, member
            FROM basket JOIN slot ON date BETWEEN first AND last)
        JOIN (SELECT store_id, kind, value FROM scope
              WHERE kind IN ('all', 'market', 'store')) USING (store_id)
        UNION ALL
        SELECT slot, 'channel', channel, member
        FROM basket JOIN slot ON date BETWEEN first AND last),
    rate AS (
        SELECT level, value,
            count(*) FILTER (slot = 'now') AS baskets,
            count(*) FILTER (slot = 'now' AND member) AS member_baskets,
            avg(member::INTEGER) FILTER (slot = 'now') AS scan_rate,
            avg(member::INTEGER) FILTER (slot = 'prev') AS prev,
            avg(member::INTEGER) FILTER (slot = 'ly') AS ly
        FROM b GROUP BY ALL)
    SELECT *, scan_rate - prev AS prev_change, scan_rate - ly AS ly_change
    FROM rate
) TO ':output/scan_rates.csv';

COPY (
    WITH year AS (
        SELECT category, sum(net) / 364 AS per_day FROM class_day JOIN slot
            ON slot = 'now' AND date BETWEEN last - 363 AND last
        GROUP BY category),
    part AS (
        SELECT category, name AS period, first, last, sum(net) AS net_sales,
            sum(net) / any_value(last - first + 1) AS per_day
        FROM class_day JOIN trail ON date BETWEEN first AND last
        GROUP BY category, name, first, last)
    SELECT category, period, first AS start, last AS end, net_sales,
        part.per_day, year.per_day AS year_per_day,
        CASE WHEN year.per_day > 0
            THEN 100 * part.per_day / year.per_day END AS index
    FROM part JOIN year USING (category)
) TO ':output/seasons.csv';

COPY (
    WITH taken AS (
        SELECT slot, store_id, sum(coalesce(gross, 0) -
            coalesce(discount, 0)) AS sales, sum(units) AS units,
            sum(coalesce(gross, 0) - coalesce(discount, 0) -
                coalesce(returns, 0)) AS net
        FROM day JOIN slot ON date BETWEEN first AND last GROUP BY ALL),
    visited AS (
        SELECT store_id, count(*) AS baskets,
            count(*) FILTER (member) AS member_baskets
        FROM basket JOIN slot ON slot = 'now' AND date BETWEEN first AND last
        GROUP BY ALL),
    part AS (
        SELECT kind AS level, value,
            count(*) FILTER (n.store_id IS NOT NULL OR
                v.store_id IS NOT NULL) AS stores,
            coalesce(sum(n.net), 0) AS net_sales, sum(n.sales) AS sales,
            coalesce(sum(n.units), 0) AS units, sum(p.net) AS prev,
            sum(l.net) AS ly, coalesce(sum(v.baskets), 0) AS baskets,
            sum(member_baskets) AS member_baskets,
            coalesce(sum(comparable), 0) AS comparable_stores
        FROM scope
        LEFT JOIN (SELECT * FROM taken WHERE slot = 'now') n USING (store_id)
        LEFT JOIN (SELECT * FROM taken WHERE slot = 'prev') p USING (store_id)
        LEFT JOIN (SELECT * FROM taken WHERE slot = 'ly') l USING (store_id)
        LEFT JOIN visited v USING (store_id)
        LEFT JOIN place c USING (store_id)
        WHERE kind IN ('market', 'state', 'postcode') GROUP BY ALL),
    days AS (
        SELECT any_value(days) FILTER (slot = 'now') AS now,
            any_value(days) FILTER (slot = 'prev') AS prev,
            any_value(days) FILTER (slot = 'ly') AS ly FROM slot)
    SELECT level, part.value, stores, net_sales,
        net_sales / nullif(sum(net_sales) OVER (PARTITION BY level), 0)
            AS share,
        baskets, sales / nullif(baskets, 0) AS aov, units,
        member_baskets / nullif(baskets, 0) AS scan_rate,
        CASE WHEN stores > 0 THEN rank() OVER (PARTITION BY level, stores > 0
            ORDER BY net_sales DESC) END AS rank,
        CASE WHEN part.prev IS NOT NULL THEN rank() OVER (
            PARTITION BY level, part.prev IS NULL ORDER BY part.prev DESC) END
            AS rank_prev,
        CASE WHEN part.ly IS NOT NULL THEN rank() OVER (
            PARTITION BY level, part.ly IS NULL ORDER BY part.ly DESC) END
            AS rank_ly,
        coalesce(part.prev, 0) AS prev,
        per_day(net_sales, days.now, part.prev, days.prev)
            AS prev_pct_per_day,
        coalesce(part.ly, 0) AS ly,
        per_day(net_sales, days.now, part.ly, days.ly) AS ly_pct_per_day,
        comparable_stores
    FROM part, days WHERE stores > 0 OR part.prev IS NOT NULL
        OR part.ly IS NOT NULL
) TO ':output/geography.csv';
