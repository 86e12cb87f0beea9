-- key: customer_id
-- exact: rank, net_sales_52w, baskets_52w
-- text: last_date, member_type
-- The first 50 by net sales of 52 weeks, as much ordered by id.
WITH
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
net AS (
    SELECT o_customer AS customer_id, sum(sales) AS net FROM line
    WHERE o_customer <> '' AND day BETWEEN :last - 363 AND :last
    GROUP BY 1 HAVING sum(sales) > 0),
c AS (SELECT *, rank() OVER (ORDER BY net DESC) AS rank FROM net
      ORDER BY net DESC, customer_id LIMIT 50),
basket_of AS (
    SELECT customer_id, max(day) AS day, sum(day > :last - 364) AS n
    FROM known WHERE customer_id IN (SELECT customer_id FROM c) GROUP BY 1)
SELECT customer_id, rank || '/1' AS rank, net || '/10000' AS net_sales_52w,
    coalesce(n, 0) || '/1' AS baskets_52w,
    coalesce(date(day * 86400, 'unixepoch'), '') AS last_date,
    CASE WHEN customer_id IN (SELECT customer_id FROM staff) THEN 'Staff'
        WHEN EXISTS (SELECT * FROM span s WHERE s.customer_id = c.customer_id
            AND :last BETWEEN s.first AND s.last) THEN 'Subscriber'
        WHEN NOT EXISTS (SELECT * FROM membership m
            WHERE m.customer_id = c.customer_id
            AND :last BETWEEN m.first AND m.last) THEN ''
        WHEN customer_id IN (SELECT customer_id FROM active)
            AND customer_id IN (SELECT customer_id FROM shopped)
            THEN 'Engaged'
        ELSE 'Standard' END AS member_type
FROM c LEFT JOIN basket_of USING (customer_id)
