-- Orders and customers that do not look like shopping (metrics.md 6), and what
-- KPIs are without them.
CREATE TABLE cart AS
SELECT order_id, b.date, b.store_id, b.customer_id, any_value(b.value) AS value,
    sum(p.gross) AS gross, sum(p.discount) AS discount, sum(p.units) AS units
FROM basket b JOIN slot ON slot = 'now' AND b.date BETWEEN last - 363 AND last
JOIN piece p USING (order_id) GROUP BY ALL;

CREATE TABLE odd_order AS
WITH high AS (
    SELECT quantile_cont((value * 10000)::BIGINT, 0.99) AS value,
        quantile_cont((units * 1000)::BIGINT, 0.99) AS units,
        quantile_cont((value * 10000)::BIGINT, 0.5) AS middle
    FROM cart HAVING count(*) >= 100),
b AS (
    SELECT cart.* FROM cart JOIN slot
        ON slot = 'now' AND date BETWEEN first AND last)
SELECT 1 AS place, 'high_value' AS reason, order_id FROM b, high
WHERE (b.value * 10000)::BIGINT >= high.value AND high.value > middle
UNION ALL SELECT 2, 'deep_discount', order_id FROM b, high
WHERE discount * 10 > gross * 6 AND (b.units * 1000)::BIGINT > high.units
UNION ALL SELECT DISTINCT 3, 'free_line', order_id
FROM line JOIN purchase USING (order_id) JOIN slot
    ON slot = 'now' AND date BETWEEN first AND last AND time < last + 1
WHERE NOT line.returned AND net <= 0;

-- A card is in much of a store where that is once a week or more.
CREATE TABLE odd_customer AS
WITH w AS (
    SELECT first, last,
        greatest(last - 363, (SELECT min(date) FROM piece)) AS begun
    FROM slot WHERE slot = 'now'),
b AS (
    SELECT customer_id, date, count(*) AS n, count(DISTINCT store_id)
        FILTER (store_id <> 'Unknown') AS stores
    FROM cart, w WHERE customer_id IS NOT NULL AND date >= first GROUP BY ALL),
in_store AS (
    SELECT store_id, count(*) AS n FROM cart
    WHERE store_id <> 'Unknown' GROUP BY store_id),
in_hand AS (
    SELECT customer_id, store_id, count(*) AS its FROM cart
    WHERE customer_id IS NOT NULL GROUP BY ALL),
bought AS (
    SELECT o.customer_id, sum(p.units) AS units, sum(returned_units) AS returned
    FROM piece p JOIN w ON p.date BETWEEN first AND last
    JOIN (SELECT order_id, customer_id FROM purchase) o USING (order_id)
    WHERE o.customer_id IS NOT NULL GROUP BY ALL),
given AS (
    SELECT DISTINCT offer_id, customer_id FROM event, w
    WHERE NOT coalesce(control, false) AND allocated <= last)
SELECT DISTINCT 4 AS place, 'many_baskets' AS reason, customer_id
FROM b WHERE n >= 5
UNION ALL SELECT DISTINCT 5, 'many_stores', customer_id FROM b WHERE stores >= 3
UNION ALL SELECT DISTINCT 6, 'store_share', customer_id
FROM in_hand JOIN in_store USING (store_id), w
WHERE its >= 5 AND its >= (last - begun) // 7 + 1 AND its * 200 > n
    AND customer_id IN (SELECT customer_id FROM b)
UNION ALL SELECT 7, 'returns', customer_id FROM bought
WHERE units >= 5 AND 2 * returned > units
UNION ALL SELECT DISTINCT 8, 'redemption', e.customer_id
FROM event e JOIN offer USING (offer_id)
JOIN w ON redeemed BETWEEN w.first AND w.last
LEFT JOIN given g ON g.offer_id = e.offer_id AND g.customer_id = e.customer_id
WHERE (redeemed < start OR redeemed > stop OR g.offer_id IS NULL)
    AND e.customer_id IN (SELECT customer_id FROM purchase WHERE date <= last);

-- What each order has in the window: its lines of these days, and whether it is
-- a basket of them.
CREATE TABLE bill AS
WITH sums AS (
    SELECT order_id, coalesce(sum(gross), 0) AS gross,
        coalesce(sum(discount), 0) AS discount, coalesce(sum(net), 0) AS net,
        coalesce(sum(units), 0) AS units,
        coalesce(sum(returned_units), 0) AS returned_units
    FROM piece JOIN slot ON slot = 'now' AND date BETWEEN first AND last
    GROUP BY order_id)
SELECT s.*, gross - discount - net AS returns, o.customer_id, b.value,
    b.products, coalesce(b.member, false) AS member
FROM sums s JOIN purchase o USING (order_id) JOIN slot ON slot = 'now'
LEFT JOIN basket b ON b.order_id = s.order_id AND b.date >= first;

COPY (
    SELECT 'order' AS subject_type, order_id AS subject,
        string_agg(reason, ' ' ORDER BY place) AS reasons,
        coalesce(any_value(b.net), 0) AS value, any_value(o.date) AS date,
        any_value(o.store_id) AS store_id,
        any_value(o.customer_id) AS customer_id
    FROM odd_order JOIN purchase o USING (order_id)
    LEFT JOIN bill b USING (order_id) GROUP BY order_id
    UNION ALL
    SELECT 'customer', customer_id, reasons, coalesce(net, 0), NULL, NULL,
        customer_id
    FROM (
        SELECT customer_id, string_agg(reason, ' ' ORDER BY place) AS reasons
        FROM odd_customer GROUP BY customer_id)
    LEFT JOIN (SELECT customer_id, sum(net) AS net FROM bill GROUP BY ALL)
        USING (customer_id)
) TO ':output/suspects.csv';

-- Orders that are suspect, or of a suspect customer.
CREATE TABLE doubted AS
WITH every AS (
    SELECT reason, order_id FROM odd_order
    UNION
    SELECT reason, order_id FROM odd_customer JOIN purchase USING (customer_id)
    JOIN slot ON slot = 'now' AND date <= last)
FROM every UNION SELECT 'all', order_id FROM every;

COPY (
    WITH subject AS (
        SELECT reason, count(order_id) AS orders,
            count(customer_id) AS customers
        FROM (FROM odd_order UNION ALL BY NAME FROM odd_customer)
        GROUP BY reason
        UNION ALL
        SELECT 'all', count(DISTINCT order_id), count(DISTINCT customer_id)
        FROM (FROM odd_order UNION ALL BY NAME FROM odd_customer)),
    sums AS (
        SELECT reason, count(value) AS baskets, coalesce(sum(net), 0) AS net
        FROM doubted LEFT JOIN bill USING (order_id) GROUP BY reason),
    whole AS (SELECT count(value) AS baskets, sum(net) AS net FROM bill)
    SELECT reason, CASE WHEN reason NOT IN ('high_value', 'deep_discount',
            'free_line') THEN customers END AS customers,
        CASE WHEN reason IN ('high_value', 'deep_discount', 'free_line', 'all')
            THEN orders END AS orders,
        s.baskets, s.baskets / w.baskets AS share_baskets,
        s.net AS net_sales,
        CASE WHEN w.net > 0 THEN s.net / w.net END AS share_sales
    FROM subject JOIN sums s USING (reason), whole w
) TO ':output/suspect_reasons.csv';

-- KPIs that move by more than a hundredth without them.
COPY (
    WITH kept AS (
        SELECT '' AS reason, * FROM bill
        UNION ALL
        SELECT r.reason, bill.* FROM (SELECT DISTINCT reason FROM doubted) r
        CROSS JOIN bill LEFT JOIN doubted d
            ON d.reason = r.reason AND d.order_id = bill.order_id
        WHERE d.order_id IS NULL),
    s AS (
        SELECT reason, sum(gross) AS gross, sum(discount) AS discount,
            sum(returns) AS returns, sum(net) AS net, sum(units) AS units,
            sum(returned_units) AS returned, count(value) AS baskets,
            sum(products) AS products, count(*) FILTER (member) AS its_members,
            sum(value) FILTER (member) AS member_value,
            count(DISTINCT customer_id) FILTER (member) AS members,
            count(DISTINCT customer_id) FILTER (value IS NOT NULL)
                AS customers,
            count(customer_id) FILTER (value IS NOT NULL) AS identified_baskets,
            sum(net) FILTER (customer_id IS NOT NULL) AS identified_net,
            sum(gross - discount) FILTER (customer_id IS NOT NULL)
                AS identified
        FROM kept GROUP BY reason),
    k AS (
        FROM (
            SELECT reason, gross::VARCHAR AS gross_sales,
                discount::VARCHAR AS discount, returns::VARCHAR AS returns,
                net::VARCHAR AS net_sales,
                (discount / nullif(gross, 0))::VARCHAR AS discount_rate,
                (returned / nullif(units, 0))::VARCHAR AS return_rate,
                units::VARCHAR AS units, baskets::VARCHAR AS baskets,
                ((gross - discount) / nullif(baskets, 0))::VARCHAR AS aov,
                (units / nullif(baskets, 0))::VARCHAR AS upt,
                (products / nullif(baskets, 0))::VARCHAR AS items_per_basket,
                (its_members / nullif(baskets, 0))::VARCHAR AS scan_rate,
                its_members::VARCHAR AS active_shops,
                (its_members / nullif(members, 0))::VARCHAR AS active_frequency,
                (member_value / nullif(its_members, 0))::VARCHAR AS active_aov,
                customers::VARCHAR AS customers,
                (identified_net / nullif(customers, 0))::VARCHAR
                    AS spend_per_customer,
                (identified_baskets / nullif(customers, 0))::VARCHAR
                    AS frequency,
                identified::VARCHAR AS identified_sales,
                (gross - discount - identified)::VARCHAR AS anonymous_sales
            FROM s)
        UNPIVOT (value FOR kpi IN (COLUMNS(* EXCLUDE (reason)))))
    SELECT kpi, w.reason, k.value, w.value AS value_without,
        w.value::DOUBLE / k.value::DOUBLE - 1 AS change_pct
    FROM k JOIN k w USING (kpi)
    WHERE k.reason = '' AND w.reason <> '' AND k.value::DOUBLE <> 0
        AND abs(w.value::DOUBLE / k.value::DOUBLE - 1) > 0.01
) TO ':output/suspect_effects.csv';
