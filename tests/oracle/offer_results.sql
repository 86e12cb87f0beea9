-- Offers with a control group that ended in these days: customers and net sales
-- of both arms, as known at :as_of, in the offer's days, the margin rate of all
-- sales in them, and what its rewards cost.
WITH o AS (SELECT * FROM offers WHERE end_date BETWEEN :first AND :last),
e AS (
    SELECT offer_id, customer_id, start_date, end_date, funded_by,
        max(NOT control AND allocated_at <= :as_of) AS treated,
        max(control AND coalesce(allocated_at, 0) <= :as_of) AS control,
        sum(iif(redeemed_at BETWEEN start_date AND end_date, reward_cost, 0))
            AS cost
    FROM offer_events JOIN o USING (offer_id) GROUP BY 1, 2),
n AS (
    SELECT e.*, coalesce((SELECT sum(sales) FROM line
        WHERE o_customer = e.customer_id
        AND day BETWEEN start_date AND end_date), 0) AS net
    FROM e)
SELECT funded_by, sum(coalesce(cost, 0)) AS cost,
    sum(coalesce(treated, 0)) AS n1, sum(iif(treated, net, 0)) AS y1,
    sum(control AND NOT coalesce(treated, 0)) AS n0,
    sum(iif(control AND NOT coalesce(treated, 0), net, 0)) AS y0,
    (SELECT sum(iif(cost IS NULL, NULL, sales)) - sum(cost) FROM line
        WHERE day BETWEEN start_date AND end_date) AS margin,
    (SELECT sum(iif(cost IS NULL, NULL, sales)) FROM line
        WHERE day BETWEEN start_date AND end_date) AS costed_net
FROM n GROUP BY offer_id
