-- key: customer_id
-- Who was on a list on :last, and what they bought after it, up to :as_of.
-- with: scored
SELECT customer_id, segment.name AS segment,
    (SELECT coalesce(sum(sales), 0) FROM line
        WHERE o_customer = cell.customer_id
            AND day BETWEEN :last + 1 AND :as_of) AS net,
    (SELECT count(*) FROM basket WHERE basket.customer_id = cell.customer_id
        AND day BETWEEN :last + 1 AND :as_of) AS orders
FROM cell JOIN segment ON rs BETWEEN r1 AND r2 AND fs BETWEEN f1 AND f2
