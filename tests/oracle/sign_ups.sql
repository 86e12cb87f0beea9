-- Who signed up with 26 weeks of data on both sides of the first paid day and a
-- basket before it.
WITH d AS (SELECT customer_id, min(first) AS day FROM span
           WHERE first <= :as_of GROUP BY 1)
SELECT count(*) FROM d
WHERE day + 181 <= :as_of AND day - 182 >= (SELECT first FROM extent)
    AND EXISTS (SELECT * FROM basket b WHERE b.customer_id = d.customer_id
        AND b.day < d.day)
    AND customer_id NOT IN (SELECT customer_id FROM staff)
