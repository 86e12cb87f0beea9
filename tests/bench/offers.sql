-- What offers did with each customer in their own days.
CREATE TABLE fate AS
WITH o AS (
    SELECT offer_id, start, least(stop, last) AS stop, last AS as_of
    FROM offer, slot WHERE slot = 'now' AND start <= last),
e AS (
    SELECT offer_id, customer_id, start, stop,
        coalesce(bool_or(NOT control AND allocated <= as_of), false)
            AS treated,
        bool_or(control AND coalesce(allocated, start) <= as_of) AS held_out,
        coalesce(bool_or(coalesce(delivered, opened, activated, redeemed)
            <= as_of), false) AS delivered,
        coalesce(bool_or(coalesce(opened, activated, redeemed) <= as_of),
            false) AS opened,
        coalesce(bool_or(redeemed BETWEEN start AND stop), false) AS redeemed,
        coalesce(bool_or(activated <= as_of), false) AS activated,
        count(*) FILTER (redeemed BETWEEN start AND stop) AS redemptions,
        coalesce(sum(cost) FILTER (redeemed BETWEEN start AND stop), 0)
            AS reward_cost
    FROM event JOIN o USING (offer_id) GROUP BY ALL),
bought AS (
    SELECT offer_id, customer_id, sum(net) AS net
    FROM e JOIN spent USING (customer_id) WHERE date BETWEEN start AND stop
    GROUP BY ALL),
visited AS (
    SELECT DISTINCT offer_id, customer_id
    FROM e JOIN basket USING (customer_id) WHERE date BETWEEN start AND stop)
SELECT e.*, coalesce(net, 0) AS net,
    redeemed OR (activated AND v.offer_id IS NOT NULL) AS shopped
FROM e LEFT JOIN bought USING (offer_id, customer_id)
LEFT JOIN visited v USING (offer_id, customer_id);

CREATE TABLE lift AS
WITH sums AS (
    SELECT offer_id, start, stop, count(*) FILTER (treated) AS treated,
        count(*) FILTER (treated AND delivered) AS delivered,
        count(*) FILTER (treated AND opened) AS opened,
        count(*) FILTER (treated AND (activated OR redeemed)) AS activated,
        count(*) FILTER (treated AND shopped) AS shopped,
        count(*) FILTER (treated AND redeemed) AS redeemed,
        coalesce(sum(redemptions) FILTER (NOT treated), 0) AS leakage,
        count(*) FILTER (held_out AND NOT treated) AS control,
        avg(net) FILTER (treated) AS mean_treated,
        avg(net) FILTER (held_out AND NOT treated) AS mean_control,
        sum(reward_cost) AS reward_cost
    FROM fate GROUP BY ALL),
margins AS (
    SELECT offer_id, (sum(costed_net) - sum(cost)::DECIMAL(38,4)) /
        sum(costed_net) AS margin_rate
    FROM sums JOIN day ON date BETWEEN start AND stop GROUP BY offer_id)
SELECT offer.*, sums.* EXCLUDE (offer_id, start, stop), margin_rate,
    (mean_treated - mean_control) * treated AS incremental_sales,
    (mean_treated - mean_control) * treated * margin_rate
        AS incremental_margin
FROM sums JOIN offer USING (offer_id) JOIN margins USING (offer_id);

-- Those with a control group; no others meet the period.
CREATE TABLE shown_offer AS
SELECT lift.* FROM lift, slot
WHERE slot = 'now' AND start <= last AND stop >= first AND control > 0;

COPY (
    SELECT offer_id, name, type, business_unit, campaign_id, funded_by, start,
        stop AS end, treated AS allocated, delivered, opened, activated,
        shopped, redeemed, leakage, activated / treated AS activation_rate,
        redeemed / treated AS redemption_rate, treated, control, mean_treated,
        mean_control, mean_treated - mean_control AS lift, incremental_sales,
        margin_rate, incremental_margin, reward_cost,
        (incremental_margin - reward_cost) / nullif(reward_cost, 0) AS roi
    FROM shown_offer
) TO ':output/offers.csv';

COPY (
    SELECT stage, customers, customers / allocated AS share_of_allocated
    FROM (
        SELECT sum(treated) AS allocated,
            unnest(['allocated', 'delivered', 'opened', 'activated', 'shopped',
                'redeemed']) AS stage,
            unnest([sum(treated), sum(delivered), sum(opened), sum(activated),
                sum(shopped), sum(redeemed)]) AS customers
        FROM shown_offer)
) TO ':output/offer_funnel.csv';
