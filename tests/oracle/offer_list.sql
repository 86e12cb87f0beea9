-- The offers that meet these days, and the margin rate of all sales in theirs.
SELECT o.*, min(end_date, :as_of) AS stop,
    (SELECT sum(iif(cost IS NULL, NULL, sales)) - sum(cost) FROM line
        WHERE day BETWEEN start_date AND min(end_date, :as_of)) AS margin,
    (SELECT sum(iif(cost IS NULL, NULL, sales)) FROM line
        WHERE day BETWEEN start_date AND min(end_date, :as_of)) AS costed_net
FROM offers o WHERE start_date <= :last AND end_date >= :first
ORDER BY start_date, offer_id
