-- key: plan, interval
-- exact: subscribers, mrr, new, churned
-- By plan and interval: of the span paid on :last; of the first ever, for new;
-- of the last paid day's, for churned.
WITH c AS (
    SELECT customer_id, min(first) AS joined, max(min(last, :last)) AS latest
    FROM span WHERE first <= :last GROUP BY 1)
SELECT plan, interval,
    count(DISTINCT iif(:last BETWEEN first AND last, customer_id, NULL))
        || '/1' AS subscribers,
    coalesce(sum(iif(:last BETWEEN first AND last, price, 0)), 0) || '/120000'
        AS mrr,
    count(iif(place = 1 AND first >= :first, 1, NULL)) || '/1' AS new,
    count(DISTINCT iif(back = 1 AND latest >= :first AND NOT EXISTS (
        SELECT * FROM span n WHERE n.customer_id = s.customer_id
        AND n.last > latest AND n.first <= min(latest + 7, :as_of)),
        customer_id, NULL)) || '/1' AS churned
FROM (SELECT *, row_number() OVER (PARTITION BY customer_id
        ORDER BY first, last, subscription_id) AS place,
        row_number() OVER (PARTITION BY customer_id ORDER BY min(last, :last)
            DESC, first DESC, last DESC, subscription_id DESC) AS back
    FROM span WHERE first <= :last) s JOIN c USING (customer_id) WHERE first <= :last GROUP BY 1, 2
