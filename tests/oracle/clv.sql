-- key: customer_id
-- exact: clv
-- text: band
-- Net sales from the first purchase on; the bands hold a fifth each at the
-- ends, rounded up, and ties take the better one.
WITH
-- Identified customers with an occasion, staff left out.
buyer AS (
    SELECT customer_id, min(day) AS first, max(day) AS latest, count(*) AS n
    FROM occasion WHERE day <= :last
        AND customer_id NOT IN (SELECT customer_id FROM staff)
    GROUP BY 1),
value AS (
    SELECT buyer.customer_id, sum(sales) AS clv
    FROM buyer JOIN line ON o_customer = buyer.customer_id
        AND day BETWEEN first AND :last
    GROUP BY 1),
size AS (SELECT count(*) AS n, (count(*) + 4) / 5 AS part FROM value),
placed AS (SELECT clv, row_number() OVER (ORDER BY clv DESC) AS place
           FROM value),
cut AS (
    SELECT max(iif(place = part, clv, NULL)) AS high,
        max(iif(place = n - part, clv, NULL)) AS medium
    FROM placed, size)
SELECT customer_id, clv || '/10000' AS clv,
    CASE WHEN n < 5 THEN '' WHEN clv >= high THEN 'High'
        WHEN clv >= medium THEN 'Medium' ELSE 'Low' END AS band
FROM value, size, cut
