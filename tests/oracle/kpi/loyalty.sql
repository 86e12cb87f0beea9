-- metrics.md 3 for the whole company.  Members are those counted as such on
-- :last; a member's basket is one whose day the membership covers.
WITH p AS (
    SELECT customer_id FROM membership WHERE :last BETWEEN first AND last),
m AS (
    SELECT customer_id, max(day) AS latest,
        sum(day BETWEEN :first AND :last) > 0 AS now,
        sum(day BETWEEN :first - :active_days AND :first - 1) > 0 AS before,
        sum(day < :first - :active_days) > 0 AS earlier
    FROM basket WHERE member AND day <= :last GROUP BY 1),
pm AS (SELECT * FROM p JOIN m USING (customer_id)),
activated AS (
    SELECT DISTINCT customer_id FROM offer_events
    WHERE activated_at BETWEEN :last - :engaged_days + 1 AND :last),
redeemer AS (
    SELECT DISTINCT customer_id FROM offer_events JOIN p USING (customer_id)
    WHERE redeemed_at BETWEEN :first AND :last),
n AS (
    SELECT
        (SELECT count(*) FROM pm WHERE latest >= :last - :active_days + 1) AS active,
        (SELECT count(*) FROM pm JOIN activated USING (customer_id)
            WHERE latest >= :last - :engaged_days + 1) AS engaged,
        (SELECT count(*) FROM pm WHERE latest >= :last - 83) AS shoppers_12w,
        (SELECT count(*) FROM pm WHERE latest >= :last - 363) AS shoppers_52w,
        (SELECT count(*) FROM redeemer) AS redeemers,
        (SELECT coalesce(sum(sales), 0) FROM line
            WHERE day BETWEEN :first AND :last
            AND o_customer IN (SELECT customer_id FROM redeemer))
            AS redeemer_net,
        (SELECT coalesce(sum(reward_cost), 0) FROM offer_events
            WHERE redeemed_at BETWEEN :first AND :last) AS reward,
        (SELECT coalesce(sum(sales), 0) FROM line
            WHERE day BETWEEN :first AND :last) AS net,
        (SELECT coalesce(sum(sales), 0) FROM line
            WHERE day BETWEEN :first AND :last AND o_member) AS member_net,
        (SELECT coalesce(sum(sales), 0) FROM line
            WHERE day BETWEEN :last - 363 AND :last AND o_member)
            AS member_net_52w,
        (SELECT count(*) FROM pm JOIN membership USING (customer_id)
            WHERE now AND first BETWEEN :first AND :last) AS new,
        (SELECT count(*) FROM pm WHERE now AND NOT before AND earlier)
            AS reactivated,
        (SELECT count(*) FROM pm WHERE before AND latest < :last - :active_days + 1)
            AS lapsed,
        (SELECT count(*) FROM customers c JOIN p USING (customer_id)
            LEFT JOIN first_seen f ON f.customer_id = c.customer_id
                AND f.day <= :last
            WHERE coalesce(first_banner_date, f.day)
                BETWEEN :first AND :last
            AND group_first_scan_date < coalesce(first_banner_date, f.day))
            AS from_group,
        EXISTS (SELECT * FROM offer_events) AS has_events)
SELECT 'active_members' AS kpi, 'all' AS scope, active AS over, NULL AS under
    FROM n
UNION ALL SELECT 'engaged_members', 'all', engaged, NULL FROM n WHERE has_events
UNION ALL SELECT 'engaged_rate', 'all', engaged, active FROM n WHERE has_events
UNION ALL SELECT 'redeemers', 'all', redeemers, NULL FROM n WHERE has_events
UNION ALL SELECT 'redeemer_sales_share', 'all', redeemer_net, net
    FROM n WHERE has_events
UNION ALL SELECT 'value_per_member', 'all', reward, shoppers_12w
    FROM n WHERE has_events
UNION ALL SELECT 'sales_per_member', 'all', member_net, active FROM n
UNION ALL SELECT 'annual_member_spend', 'all', member_net_52w,
    shoppers_52w FROM n
UNION ALL SELECT 'acquisition_from_group', 'all', from_group, NULL FROM n
    WHERE EXISTS (SELECT * FROM customers)
UNION ALL SELECT 'new_members', 'all', new, NULL FROM n
    WHERE EXISTS (SELECT * FROM customers WHERE membership_start NOT NULL)
UNION ALL SELECT 'reactivated_members', 'all', reactivated, NULL FROM n
UNION ALL SELECT 'lapsed_members', 'all', lapsed, NULL FROM n
