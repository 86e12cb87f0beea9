-- Orders and customers that do not look like shopping, and why: reason, order
-- or customer.
-- P99 of the baskets of 52 weeks, type 7, in hundredths: it lies at
-- (n - 1) 99 / 100; and the median, in halves.  Fewer than 100 have no P99, and
-- nothing is high that half of the baskets are worth.
WITH year AS (SELECT value, units FROM basket
              WHERE day BETWEEN :last - 363 AND :last),
measured AS (SELECT 'value' AS what, value AS v FROM year
             UNION ALL SELECT 'units', units FROM year),
ranked AS (
    SELECT what, v, row_number() OVER (PARTITION BY what ORDER BY v) - 1 AS i,
        count(*) OVER (PARTITION BY what) AS n FROM measured),
high AS (
    SELECT what, sum(v * iif(i = (n - 1) * 99 / 100, 100 - (n - 1) * 99 % 100,
        (n - 1) * 99 % 100)) AS hundredths
    FROM ranked WHERE n >= 100 AND i IN ((n - 1) * 99 / 100, (n - 1) * 99 / 100 + 1)
    GROUP BY what),
middle AS (
    SELECT sum(v * iif(i = (n - 1) / 2, 2 - (n - 1) % 2, (n - 1) % 2)) AS halves
    FROM ranked WHERE what = 'value' AND i IN ((n - 1) / 2, (n - 1) / 2 + 1)),
-- Orders that begin in the window, and baskets of customers.
o AS (SELECT * FROM ord WHERE day BETWEEN :first AND :last),
b AS (SELECT * FROM o WHERE is_basket AND customer_id <> ''),
odd_order AS (
    SELECT 'high_value' AS reason, order_id FROM o, high, middle
    WHERE is_basket AND what = 'value' AND value * 100 >= hundredths
        AND hundredths > 50 * halves
    UNION ALL SELECT 'deep_discount', order_id FROM o, high
    WHERE is_basket AND discount * 10 > gross * 6 AND what = 'units'
        AND units * 100 > hundredths
    UNION ALL SELECT 'free_line', order_id FROM o
    WHERE order_id IN (SELECT order_id FROM line
        WHERE kind = 'sale' AND list <= discount AND day <= :as_of)),
-- What a store has in the 52 weeks, as far as there is data.
past AS (SELECT max(:last - 363, (SELECT first FROM extent)) AS first),
in_store AS (
    SELECT store_id, count(*) AS n FROM basket, past
    WHERE day BETWEEN past.first AND :last AND store_id <> '' GROUP BY 1),
bought AS (
    SELECT o_customer AS customer_id,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind <> 'sale' AND counts_units, abs(quantity), 0)) AS returned
    FROM line WHERE o_customer <> '' AND day BETWEEN :first AND :last
    GROUP BY 1),
odd_customer AS (
    SELECT DISTINCT 'many_baskets' AS reason, customer_id FROM b
    GROUP BY customer_id, day HAVING count(*) >= 5
    UNION ALL SELECT DISTINCT 'many_stores', customer_id FROM b
    GROUP BY customer_id, day HAVING count(DISTINCT nullif(store_id, '')) >= 3
    UNION ALL SELECT DISTINCT 'store_share', customer_id
    FROM (SELECT customer_id, store_id, count(*) AS its FROM basket, past
            WHERE customer_id <> '' AND day BETWEEN past.first AND :last
            GROUP BY 1, 2)
        JOIN in_store USING (store_id), past
    WHERE its >= 5 AND its >= (:last - past.first) / 7 + 1 AND its * 200 > n
        AND customer_id IN (SELECT customer_id FROM b)
    UNION ALL SELECT 'returns', customer_id FROM bought
    WHERE units >= 5000 AND 2 * returned > units
    UNION ALL SELECT DISTINCT 'redemption', customer_id
    FROM offer_events e JOIN offers USING (offer_id)
    WHERE redeemed_at BETWEEN :first AND :last
        AND customer_id IN (SELECT customer_id FROM ord WHERE day <= :last)
        AND (redeemed_at < start_date OR redeemed_at > end_date
            OR EXISTS (SELECT * FROM offer_events
                WHERE allocated_at IS NOT NULL)
            AND NOT EXISTS (SELECT * FROM offer_events t
                WHERE t.offer_id = e.offer_id
                AND t.customer_id = e.customer_id AND NOT t.control
                AND t.allocated_at <= :as_of))),
place (reason, place) AS (VALUES
    ('high_value', 1), ('deep_discount', 2), ('free_line', 3),
    ('many_baskets', 4), ('many_stores', 5), ('store_share', 6),
    ('returns', 7), ('redemption', 8))
