-- Identified customers with a basket in these days, staff left out; members are
-- those counted as such on the last day.  Net sales of all their orders, by the
-- day of the line.
WITH b AS (
    SELECT customer_id, count(*) AS baskets FROM basket
    WHERE day BETWEEN :first AND :last AND customer_id <> ''
        AND customer_id NOT IN (SELECT customer_id FROM staff) GROUP BY 1)
SELECT customer_id, baskets,
    EXISTS (SELECT * FROM membership m WHERE m.customer_id = b.customer_id
        AND :last BETWEEN first AND last) AS member,
    (SELECT coalesce(sum(sales), 0) FROM line WHERE o_customer = b.customer_id
        AND day BETWEEN :first AND :last) AS spend,
    (SELECT coalesce(sum(sales), 0) FROM line WHERE o_customer = b.customer_id
        AND day <= :last) AS clv,
    strftime('%Y', f.day * 86400, 'unixepoch') * 4
        + (strftime('%m', f.day * 86400, 'unixepoch') - 1) / 3 AS quarter
FROM b LEFT JOIN first_seen f USING (customer_id)
