-- metrics.md 4.  Spans that begin after :last are not seen on it; for churn
-- the seven days after the last paid day are looked at, but not past :as_of.
WITH seen AS (SELECT * FROM span WHERE first <= :last),
c AS (
    SELECT customer_id, min(first) AS joined,
        sum(:last BETWEEN first AND last) > 0 AS paid_end,
        sum(:first - 1 BETWEEN first AND last) > 0 AS paid_eve,
        max(min(last, :last)) AS latest
    FROM seen GROUP BY 1),
n AS (
    SELECT coalesce(sum(paid_end), 0) AS subscribers,
        coalesce(sum(joined BETWEEN :first AND :last), 0) AS new,
        coalesce(sum(latest >= :first AND NOT paid_eve AND joined < :first), 0)
            AS reactivated,
        coalesce(sum(paid_eve), 0) AS eve,
        coalesce(sum(latest >= :first AND NOT EXISTS (
            SELECT * FROM span s WHERE s.customer_id = c.customer_id
            AND s.last > latest AND s.first <= min(latest + 7, :as_of))), 0)
            AS churned
    FROM c),
r AS (SELECT coalesce(sum(price), 0) AS mrr FROM seen
      WHERE :last BETWEEN first AND last),
b AS (
    SELECT count(*) AS baskets, count(DISTINCT customer_id) AS customers,
        coalesce(sum(value), 0) AS value
    FROM basket WHERE paid AND day BETWEEN :first AND :last),
s AS (
    SELECT coalesce(sum(sales), 0) AS net,
        coalesce(sum(iif(o_paid, sales, 0)), 0) AS paid_net
    FROM line WHERE day BETWEEN :first AND :last)
SELECT 'subscribers' AS kpi, 'all' AS scope, subscribers AS over, NULL AS under
    FROM n WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'new_subscribers', 'all', new, NULL FROM n WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'reactivated_subscribers', 'all', reactivated, NULL FROM n WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'churned_subscribers', 'all', churned, NULL FROM n WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'subscriber_churn_rate', 'all', churned, eve FROM n WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'mrr', 'all', mrr, NULL FROM r WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'subscriber_aov', 'all', value, baskets FROM b WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'subscriber_frequency', 'all', baskets, customers FROM b WHERE EXISTS (SELECT * FROM subscriptions)
UNION ALL SELECT 'subscriber_sales_share', 'all', paid_net, net FROM s WHERE EXISTS (SELECT * FROM subscriptions)
