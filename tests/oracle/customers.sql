-- key: customer_id
-- exact: occasions, baskets, units, net_sales, net_sales_52w, net_sales_year, units_year, returned_units_year, margin_year, profit_level, spend_level, days_since, at_risk, overdue, clv
-- text: first_date, last_date, market, preferred_category, preferred_channel, clv_band, member_type
-- What every identified customer has bought; who they are is not here.
WITH -- Fiscal periods; calendar months where there is no calendar.
RECURSIVE month (start) AS (
    SELECT date(min(day) * 86400, 'unixepoch', 'start of month') FROM line
    UNION ALL SELECT date(start, '+1 month') FROM month
    WHERE start <= date(:last * 86400, 'unixepoch')),
period AS (
    SELECT period_name(fiscal_year, period) AS name,
        min(start_date) AS start, max(end_date) AS stop
    FROM fiscal_calendar GROUP BY fiscal_year, period
    UNION ALL SELECT substr(start, 1, 7), strftime('%s', start) / 86400,
        strftime('%s', date(start, '+1 month')) / 86400 - 1
    FROM month WHERE NOT EXISTS (SELECT * FROM fiscal_calendar)),
-- The last three periods that have ended, and the three before.
past AS (SELECT *, row_number() OVER (ORDER BY start DESC) AS back FROM period
         WHERE stop <= :last),
halves AS (
    SELECT min(iif(back = 3, start, NULL)) AS recent,
        min(iif(back = 1, stop, NULL)) AS stop,
        min(iif(back = 6, start, NULL)) AS earlier
    FROM past),
stretch AS (SELECT * FROM halves
            WHERE earlier >= (SELECT first FROM extent)),
-- Baskets by the lines that were known then.
known AS (
    SELECT order_id, o_customer AS customer_id, o_day AS day
    FROM line WHERE day <= :last AND o_customer <> '' GROUP BY order_id
    HAVING sum(kind = 'sale') > 0
        AND sum(iif(kind = 'sale', list - discount, 0)) > 0),
-- Who activated an offer, and who had a member's basket, in the last 8 weeks.
active AS (SELECT DISTINCT customer_id FROM offer_events
           WHERE activated_at BETWEEN :last - :engaged_days + 1 AND :last),
shopped AS (SELECT DISTINCT known.customer_id
            FROM known JOIN ord USING (order_id)
            WHERE member AND known.day BETWEEN :last - :engaged_days + 1 AND :last),
-- The calendar year to the last day; of 29 February it begins on 1 March.
year AS (SELECT CAST(strftime('%s', iif(
    strftime('%m-%d', :last * 86400, 'unixepoch') = '02-29',
    date(:last * 86400, 'unixepoch', '-1 day', '-1 year'),
    date(:last * 86400, 'unixepoch', '-1 year'))) AS INTEGER) / 86400 + 1
    AS first),
occ AS (SELECT customer_id, min(day) AS first, max(day) AS latest,
            count(*) AS n
        FROM occasion WHERE day <= :last GROUP BY 1),
bought AS (
    SELECT customer_id, max(day) AS day, count(*) AS n,
        max(day) >= (SELECT first FROM year) AS this_year
    FROM known GROUP BY 1),
money AS (
    SELECT o_customer AS customer_id, sum(sales) AS net,
        sum(iif(day > :last - 364, sales, 0)) AS net_52w,
        sum(iif(day >= year.first, sales, 0)) AS net_year,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind = 'sale' AND counts_units AND day >= year.first,
            quantity, 0)) AS units_year,
        sum(iif(kind <> 'sale' AND counts_units AND day >= year.first,
            abs(quantity), 0)) AS returned_year,
        sum(iif(day >= year.first AND cost IS NOT NULL, sales - cost, 0))
            AS margin_year,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(day >= occ.first, sales, 0)) AS clv
    FROM line, year LEFT JOIN occ ON occ.customer_id = o_customer
    WHERE day <= :last AND o_customer <> '' GROUP BY 1),
spend AS (
    SELECT o_customer AS customer_id,
        sum(iif(day BETWEEN recent AND stop, sales, 0)) AS now,
        sum(iif(day >= earlier AND day < recent, sales, 0)) AS before,
        recent - earlier AS days_before, stop - recent + 1 AS days_now
    FROM line, stretch WHERE o_customer <> '' GROUP BY 1),
-- The bands of those who are no staff and have an occasion.
value AS (SELECT customer_id, clv FROM money JOIN occ USING (customer_id)
          WHERE customer_id NOT IN (SELECT customer_id FROM staff)),
size AS (SELECT count(*) AS n, (count(*) + 4) / 5 AS part FROM value),
placed AS (SELECT clv, row_number() OVER (ORDER BY clv DESC) AS place
           FROM value),
cut AS (
    SELECT max(iif(place = part, clv, NULL)) AS high,
        max(iif(place = size.n - part, clv, NULL)) AS medium
    FROM placed, size),
band AS (
    SELECT customer_id, value.clv,
        CASE WHEN size.n < 5 THEN '' WHEN value.clv >= high THEN 'High'
            WHEN value.clv >= medium THEN 'Medium' ELSE 'Low' END AS band
    FROM value, size, cut),
taste AS (
    SELECT k.customer_id, channel, count(*) AS n, max(k.day) AS latest
    FROM known k JOIN ord USING (order_id)
    WHERE k.day > :last - 364 GROUP BY 1, 2),
channel_net AS (
    SELECT o_customer AS customer_id, ord.channel, sum(sales) AS net
    FROM line JOIN ord USING (order_id)
    WHERE line.day BETWEEN :last - 363 AND :last AND o_customer <> ''
    GROUP BY 1, 2),
liked AS (
    SELECT customer_id, channel, row_number() OVER (
        PARTITION BY customer_id
        ORDER BY net DESC, n DESC, latest DESC, channel = '', channel) AS place
    FROM taste JOIN channel_net USING (customer_id, channel)),
-- Net sales of the 52 weeks by category, and baskets with a sale line of it.
category_net AS (
    SELECT o_customer AS customer_id, category, sum(sales) AS net
    FROM line WHERE day BETWEEN :last - 363 AND :last AND o_customer <> ''
    GROUP BY 1, 2),
category_taste AS (
    SELECT k.customer_id, category, count(DISTINCT order_id) AS n,
        max(k.day) AS latest
    FROM known k JOIN line USING (order_id)
    WHERE k.day > :last - 364 AND kind = 'sale' GROUP BY 1, 2),
category_place AS (
    SELECT customer_id, category, net,
        sum(net) OVER (PARTITION BY customer_id) AS whole,
        row_number() OVER (
            PARTITION BY customer_id
            ORDER BY net DESC, n DESC, latest DESC, category = 'Unknown',
                category) AS place
    FROM category_net LEFT JOIN category_taste USING (customer_id, category)),
regular AS (SELECT customer_id FROM known WHERE day > :last - 364
            GROUP BY 1 HAVING count(*) >= 2),
preferred AS (
    SELECT customer_id,
        iif(10 * net < 3 * whole, 'Mixed', category) AS category
    FROM category_place JOIN regular USING (customer_id)
    WHERE place = 1 AND whole > 0
        AND EXISTS (SELECT * FROM products WHERE category <> '')),
place AS (
    SELECT k.customer_id, market, row_number() OVER (
        PARTITION BY k.customer_id ORDER BY time DESC,
        ord.store_id = '', ord.store_id) AS place
    FROM known k JOIN ord USING (order_id)
        LEFT JOIN stores ON stores.store_id = ord.store_id)
SELECT c.customer_id,
    coalesce(date(first * 86400, 'unixepoch'), '') AS first_date,
    coalesce(date(b.day * 86400, 'unixepoch'), '') AS last_date,
    coalesce(o.n, 0) || '/1' AS occasions, coalesce(b.n, 0) || '/1' AS baskets,
    units || '/1000' AS units, net || '/10000' AS net_sales,
    net_52w || '/10000' AS net_sales_52w,
    net_year || '/10000' AS net_sales_year,
    units_year || '/1000' AS units_year,
    returned_year || '/1000' AS returned_units_year,
    returned_year || '/' || units_year AS return_rate_year,
    iif(costed, margin_year || '/10000', NULL) AS margin_year,
    iif(costed, CASE WHEN NOT coalesce(this_year, 0) THEN 0
        WHEN margin_year <= 500000 THEN 1
        WHEN margin_year < 1500000 THEN 2 ELSE 3 END || '/1', NULL)
        AS profit_level,
    CASE WHEN NOT coalesce(this_year, 0) THEN 0 WHEN net_year <= 500000 THEN 1
        WHEN net_year < 1500000 THEN 2 ELSE 3 END || '/1' AS spend_level,
    coalesce(market, '') AS market, coalesce(channel, '') AS preferred_channel,
    coalesce(preferred.category, '') AS preferred_category,
    iif(o.n > 1, (latest - first) || '/' || (o.n - 1), NULL) AS average_gap,
    iif(before > 0, (now * days_before - before * days_now) || '/'
        || (before * days_now), NULL) AS spend_change_pct,
    (:last - b.day) || '/1' AS days_since,
    iif(s.customer_id IS NULL, (:last - b.day > :at_risk_days) || '/1', NULL) AS at_risk,
    iif(s.customer_id IS NULL AND b.day IS NOT NULL,
        (o.n >= 3 AND (:last - b.day) * (o.n - 1) > 2 * (latest - first))
        || '/1', NULL) AS overdue,
    band.clv || '/10000' AS clv, coalesce(band, '') AS clv_band,
    discount || '/' || gross AS discount_share,
    CASE WHEN c.customer_id IN (SELECT customer_id FROM staff) THEN 'Staff'
        WHEN EXISTS (SELECT * FROM span s WHERE s.customer_id = c.customer_id
            AND :last BETWEEN s.first AND s.last) THEN 'Subscriber'
        WHEN NOT EXISTS (SELECT * FROM membership m
            WHERE m.customer_id = c.customer_id
            AND :last BETWEEN m.first AND m.last) THEN ''
        WHEN c.customer_id IN (SELECT customer_id FROM active)
            AND c.customer_id IN (SELECT customer_id FROM shopped)
            THEN 'Engaged'
        ELSE 'Standard' END AS member_type
FROM money c, (SELECT EXISTS (SELECT * FROM products
        WHERE unit_cost IS NOT NULL) AS costed)
    LEFT JOIN occ o USING (customer_id)
    LEFT JOIN bought b USING (customer_id)
    LEFT JOIN band USING (customer_id)
    LEFT JOIN spend USING (customer_id)
    LEFT JOIN staff s USING (customer_id)
    LEFT JOIN preferred USING (customer_id)
    LEFT JOIN liked ON liked.customer_id = c.customer_id AND liked.place = 1
    LEFT JOIN place ON place.customer_id = c.customer_id AND place.place = 1
