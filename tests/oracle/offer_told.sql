-- The stages that the events of each offer tell of up to :as_of: whoever shopped
-- is known where an offer was given at all, and so is that nobody redeemed,
-- where any offer tells of redemptions.
WITH t AS (
    SELECT offer_id, coalesce(max(allocated_at <= :as_of), 0) AS allocated,
        coalesce(max(delivered_at <= :as_of), 0) AS delivered,
        coalesce(max(opened_at <= :as_of), 0) AS opened,
        coalesce(max(activated_at <= :as_of), 0) AS activated,
        coalesce(max(redeemed_at <= :as_of), 0) AS redeemed
    FROM offers LEFT JOIN offer_events USING (offer_id)
    WHERE start_date <= :as_of GROUP BY 1)
SELECT offer_id, allocated, delivered, opened, activated, allocated AS shopped,
    redeemed OR allocated AND (SELECT max(redeemed) FROM t) AS redeemed
FROM t
