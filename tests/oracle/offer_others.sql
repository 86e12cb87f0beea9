-- Of those who had a basket before an offer's first day and were not given it,
-- what they spent in its days less what they spent on as many days before.
SELECT customer_id, (SELECT coalesce(sum(iif(day >= :start, sales, -sales)), 0)
    FROM line WHERE o_customer = b.customer_id
        AND day BETWEEN 2 * :start - :stop - 1 AND :stop) AS change
FROM (SELECT DISTINCT customer_id FROM basket
    WHERE customer_id <> '' AND day < :start) b
WHERE customer_id NOT IN (SELECT customer_id FROM offer_events
    WHERE offer_id = :offer AND NOT control AND allocated_at <= :as_of)
