-- key: offer_id, customer_id
-- Everyone whose events an offer has that meets these days, with the stages
-- reached up to :as_of, in the offer's own days, and the net sales in them.
WITH o AS (
    SELECT offer_id, start_date AS start, min(end_date, :as_of) AS stop,
        EXISTS (SELECT * FROM offer_events e WHERE e.offer_id = offers.offer_id
            AND activated_at <= :as_of) AS has_activation
    FROM offers WHERE start_date <= :last AND end_date >= :first),
e AS (
    SELECT offer_id, customer_id, start, stop, has_activation,
        max(NOT control AND allocated_at <= :as_of) AS treated,
        max(control AND coalesce(allocated_at, 0) <= :as_of) AS control,
        max(min(coalesce(delivered_at, 99999999),
            coalesce(opened_at, 99999999), coalesce(activated_at, 99999999),
            coalesce(redeemed_at, 99999999)) <= :as_of) AS delivered,
        max(min(coalesce(opened_at, 99999999),
            coalesce(activated_at, 99999999), coalesce(redeemed_at, 99999999))
            <= :as_of) AS opened,
        max(coalesce(activated_at <= :as_of, 0)
            OR coalesce(redeemed_at BETWEEN start AND stop, 0)) AS activated,
        max(redeemed_at BETWEEN start AND stop) AS redeemed,
        sum(coalesce(redeemed_at BETWEEN start AND stop, 0)) AS redemptions,
        sum(iif(redeemed_at BETWEEN start AND stop, reward_cost, 0)) AS cost
    FROM offer_events JOIN o USING (offer_id) GROUP BY 1, 2)
SELECT offer_id, customer_id, coalesce(treated, 0) AS treated,
    coalesce(control, 0) AS control, coalesce(delivered, 0) AS delivered,
    coalesce(opened, 0) AS opened, coalesce(activated, 0) AS activated,
    coalesce(redeemed, 0) OR (iif(has_activation, activated, 1) AND EXISTS (
        SELECT * FROM basket b WHERE b.customer_id = e.customer_id
        AND b.day BETWEEN start AND stop)) AS shopped,
    coalesce(redeemed, 0) AS redeemed, redemptions, coalesce(cost, 0) AS cost,
    coalesce((SELECT sum(sales) FROM line WHERE o_customer = e.customer_id
        AND day BETWEEN start AND stop), 0) AS net,
    coalesce((SELECT sum(sales) FROM line WHERE o_customer = e.customer_id
        AND day BETWEEN 2 * start - stop - 1 AND start - 1), 0) AS net_before
FROM e
