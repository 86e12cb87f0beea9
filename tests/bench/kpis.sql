-- KPIs of members, subscribers, offers and campaigns; the tables of all KPIs.

-- Days with a basket of a member, with the one before and the next.
CREATE TABLE shop_day AS
SELECT customer_id, date, since, until, lag(date) OVER w AS prev,
    coalesce(lead(date) OVER w, DATE '9999-12-31') AS next
FROM (SELECT DISTINCT customer_id, date FROM basket WHERE member)
JOIN membership USING (customer_id)
WINDOW w AS (PARTITION BY customer_id ORDER BY date);

-- Of members on the last day of each window, the last such day.
CREATE TABLE last_shop AS
SELECT first, last, customer_id, date FROM span
JOIN shop_day ON date <= last AND next > last AND last BETWEEN since AND until;

CREATE TABLE loyal AS
WITH shops AS (
    SELECT first, last,
        count(*) FILTER (last < date + 182) AS active,
        count(*) FILTER (last < date + 84) AS active_12_weeks,
        count(*) FILTER (last < date + 364) AS active_52_weeks,
        count(*) FILTER (last >= date + 182 AND date >= first - 182) AS lapsed
    FROM last_shop GROUP BY ALL),
fresh AS (
    SELECT first, last, count(*) AS new_members
    FROM last_shop JOIN membership USING (customer_id)
    WHERE date >= first AND since BETWEEN first AND last GROUP BY ALL),
back AS (
    SELECT first, last, count(*) AS reactivated
    FROM span JOIN shop_day ON date BETWEEN first AND last
        AND last BETWEEN since AND until AND prev < first - 182
    GROUP BY ALL),
engaged AS (
    SELECT first, last, count(*) AS engaged FROM (
        SELECT first, last, customer_id FROM last_shop WHERE last < date + 56
        INTERSECT
        SELECT first, last, customer_id FROM span JOIN event
            ON activated BETWEEN last - 55 AND last)
    GROUP BY ALL),
redeemer AS (
    SELECT DISTINCT first, last, customer_id FROM span JOIN event
        ON redeemed BETWEEN first AND last
    JOIN membership USING (customer_id) WHERE last BETWEEN since AND until),
redeemed AS (
    SELECT first, last, count(DISTINCT r.customer_id) AS redeemers,
        sum(net) AS net
    FROM redeemer r LEFT JOIN spent s ON s.customer_id = r.customer_id
        AND date BETWEEN first AND last
    GROUP BY ALL),
cost AS (
    SELECT first, last, sum(cost) AS cost FROM span JOIN event
        ON redeemed BETWEEN first AND last GROUP BY ALL),
by_day AS (
    SELECT date, sum(member_net) AS member_net, sum(paid_net) AS paid_net
    FROM spent GROUP BY date),
sales AS (
    SELECT first, last,
        sum(member_net) FILTER (date >= first) AS member_net,
        sum(paid_net) FILTER (date >= first) AS paid_net,
        sum(member_net) AS year_net
    FROM span JOIN by_day ON date BETWEEN last - 363 AND last GROUP BY ALL),
arrival AS (
    SELECT coalesce(banner_first, o.date) AS day, since, until
    FROM customer JOIN membership USING (customer_id)
    LEFT JOIN occasion o
        ON o.customer_id = customer.customer_id AND before = 0
    WHERE group_first < coalesce(banner_first, o.date)),
arrived AS (
    SELECT first, last, count(*) AS from_group FROM span
    JOIN arrival ON day BETWEEN first AND last AND last BETWEEN since AND until
    GROUP BY ALL),
subscriber AS (
    SELECT span.first, span.last, customer_id, min(s.first) AS joined,
        bool_or(s.last >= span.last) AS is_paid,
        coalesce(bool_or(span.first - 1 BETWEEN s.first AND s.last), false)
            AS was_paid,
        max(least(s.last, span.last)) AS latest,
        sum(price) FILTER (s.last >= span.last) AS mrr
    FROM span JOIN subscription s ON s.first <= span.last GROUP BY ALL),
renewed AS (
    SELECT DISTINCT u.first, u.last, customer_id FROM subscriber u
    JOIN subscription s USING (customer_id) CROSS JOIN slot
    WHERE slot = 'now' AND s.last > latest
        AND s.first <= least(latest + 7, slot.last)),
subscribers AS (
    SELECT u.first, u.last, count(*) FILTER (is_paid) AS subscribers,
        coalesce(sum(mrr), 0) AS mrr,
        count(*) FILTER (joined >= u.first) AS new_subscribers,
        count(*) FILTER (latest >= u.first AND NOT was_paid
            AND joined < u.first) AS reactivated_subscribers,
        count(*) FILTER (was_paid) AS before,
        count(*) FILTER (latest >= u.first AND r.last IS NULL) AS churned
    FROM subscriber u LEFT JOIN renewed r USING (first, last, customer_id)
    GROUP BY ALL),
shopped AS (
    SELECT first, last, count(*) AS baskets,
        count(DISTINCT customer_id) AS customers, sum(value) AS value
    FROM basket JOIN span ON date BETWEEN first AND last WHERE paid
    GROUP BY ALL),
spending AS (
    SELECT first, last, sum(spend) AS spend, sum(attributed) AS attributed,
        sum(incremental) AS incremental
    FROM result LEFT JOIN campaign USING (campaign_id)
    JOIN span ON date BETWEEN first AND last
    WHERE coalesce(funded_by, 'own') <> 'group' GROUP BY ALL),
whole AS (
    SELECT first, last, gross - discount - coalesce(returns, 0) AS net
    FROM money WHERE scope = 'all'),
returned AS (
    SELECT first, last, sum(incremental_margin) AS margin,
        sum(reward_cost) AS cost,
        sum(reward_cost) FILTER (funded_by = 'supplier') AS supplier_cost
    FROM lift JOIN span ON stop BETWEEN first AND last
    WHERE control > 0 GROUP BY ALL)
FROM (
    SELECT span.first, span.last, 'all' AS scope,
        coalesce(active, 0)::VARCHAR AS active_members,
        coalesce(engaged, 0)::VARCHAR AS engaged_members,
        (coalesce(engaged, 0) / nullif(active, 0))::VARCHAR AS engaged_rate,
        coalesce(redeemers, 0)::VARCHAR AS redeemers,
        (coalesce(redeemed.net, 0) / nullif(whole.net, 0))::VARCHAR
            AS redeemer_sales_share,
        (coalesce(cost.cost, 0) / nullif(active_12_weeks, 0))::VARCHAR
            AS value_per_member,
        (coalesce(member_net, 0) / nullif(active, 0))::VARCHAR
            AS sales_per_member,
        (year_net / nullif(active_52_weeks, 0))::VARCHAR
            AS annual_member_spend,
        coalesce(from_group, 0)::VARCHAR AS acquisition_from_group,
        coalesce(new_members, 0)::VARCHAR AS new_members,
        coalesce(reactivated, 0)::VARCHAR AS reactivated_members,
        coalesce(lapsed, 0)::VARCHAR AS lapsed_members,
        ((returned.margin + coalesce(supplier_cost, 0) - returned.cost) /
            nullif(returned.cost, 0))::VARCHAR AS programme_roi,
        coalesce(subscribers, 0)::VARCHAR AS subscribers,
        coalesce(new_subscribers, 0)::VARCHAR AS new_subscribers,
        coalesce(reactivated_subscribers, 0)::VARCHAR
            AS reactivated_subscribers,
        coalesce(churned, 0)::VARCHAR AS churned_subscribers,
        (churned / nullif(before, 0))::VARCHAR AS subscriber_churn_rate,
        coalesce(mrr, 0)::VARCHAR AS mrr,
        (shopped.value / nullif(shopped.baskets, 0))::VARCHAR
            AS subscriber_aov,
        (shopped.baskets / nullif(shopped.customers, 0))::VARCHAR
            AS subscriber_frequency,
        (coalesce(paid_net, 0) / nullif(whole.net, 0))::VARCHAR
            AS subscriber_sales_share,
        coalesce(spend, 0)::VARCHAR AS campaign_spend,
        coalesce(attributed, 0)::VARCHAR AS attributed_sales,
        (attributed / nullif(spend, 0))::VARCHAR AS roas,
        (incremental / nullif(spend, 0))::VARCHAR AS incremental_roas
    FROM span LEFT JOIN shops USING (first, last)
    LEFT JOIN fresh USING (first, last) LEFT JOIN back USING (first, last)
    LEFT JOIN engaged USING (first, last)
    LEFT JOIN redeemed USING (first, last) LEFT JOIN cost USING (first, last)
    LEFT JOIN sales USING (first, last) LEFT JOIN arrived USING (first, last)
    LEFT JOIN subscribers USING (first, last)
    LEFT JOIN shopped USING (first, last)
    LEFT JOIN spending USING (first, last) LEFT JOIN whole USING (first, last)
    LEFT JOIN returned USING (first, last))
UNPIVOT INCLUDE NULLS (value FOR kpi IN
    (COLUMNS(* EXCLUDE (first, last, scope))));

INSERT INTO figure BY NAME SELECT * FROM loyal;

COPY (
    WITH f AS (
        SELECT kpi, scope, value, slot, days
        FROM figure JOIN slot USING (first, last)),
    side AS (
        SELECT kpi, scope, any_value(value) FILTER (slot = 'now') AS value,
            any_value(value) FILTER (slot = 'prev') AS prev,
            any_value(value) FILTER (slot = 'ly') AS ly,
            (SELECT days FROM slot WHERE slot = 'now') AS days,
            (SELECT days FROM slot WHERE slot = 'prev') AS prev_days,
            (SELECT days FROM slot WHERE slot = 'ly') AS ly_days,
            kpi IN ('gross_sales', 'discount', 'discount_markdown',
                'discount_promo', 'discount_member', 'discount_coupon',
                'returns', 'net_sales', 'units', 'baskets', 'margin',
                'active_shops', 'identified_sales', 'anonymous_sales',
                'new_customers', 'acquisition_from_group', 'new_members',
                'reactivated_members', 'lapsed_members', 'new_subscribers',
                'reactivated_subscribers', 'churned_subscribers',
                'campaign_spend', 'attributed_sales') AS is_flow,
            kpi LIKE '%\_rate' ESCAPE '\' OR kpi LIKE '%\_share' ESCAPE '\'
                OR kpi IN ('scan_rate_sales', 'programme_roi') AS is_rate
        FROM f GROUP BY kpi, scope)
    SELECT side.kpi, scope, value, prev,
        CASE WHEN NOT is_rate
            THEN relative(value::DOUBLE, prev::DOUBLE) END AS prev_pct,
        CASE WHEN is_flow THEN per_day(value::DOUBLE, days, prev::DOUBLE,
            prev_days) END AS prev_pct_per_day,
        ly,
        CASE WHEN NOT is_rate
            THEN relative(value::DOUBLE, ly::DOUBLE) END AS ly_pct,
        CASE WHEN is_flow THEN per_day(value::DOUBLE, days, ly::DOUBLE,
            ly_days) END AS ly_pct_per_day,
        target.target
    FROM side LEFT JOIN (SELECT * FROM target WHERE period = ':period') target
        USING (kpi, scope)
) TO ':output/kpis.csv';

COPY (
    SELECT f.kpi, f.scope, name AS period, trail.first AS start,
        trail.last AS end, trail.last - trail.first + 1 AS days, f.value,
        l.value AS ly
    FROM trail
    JOIN figure f ON f.first = trail.first AND f.last = trail.last
    LEFT JOIN figure l ON l.first = ly_first AND l.last = ly_last
        AND l.kpi = f.kpi AND l.scope = f.scope
) TO ':output/trends.csv';
