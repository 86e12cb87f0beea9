-- Churned subscribers whose seven days after the last paid one are not over on
-- :as_of.
WITH c AS (
    SELECT customer_id, max(min(last, :last)) AS latest
    FROM span WHERE first <= :last GROUP BY 1)
SELECT count(*) FROM c
WHERE latest >= :first AND latest + 7 > :as_of AND NOT EXISTS (
    SELECT * FROM span s WHERE s.customer_id = c.customer_id
    AND s.last > latest AND s.first <= min(latest + 7, :as_of))
