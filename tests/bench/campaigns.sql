-- What campaigns cost and brought.
CREATE TABLE outcome AS
SELECT slot, r.*,
    CASE WHEN funded_by = 'group' THEN 'group' ELSE 'own' END AS funding,
    coalesce(medium, 'Unknown') AS medium,
    coalesce(channel, 'Unknown') AS channel,
    coalesce(r.business_unit, c.business_unit, 'Unknown') AS unit,
    coalesce(r.market, c.market, 'Unknown') AS place
FROM result r JOIN slot ON date BETWEEN first AND last
LEFT JOIN campaign c USING (campaign_id)
UNION ALL BY NAME
-- A campaign that runs in a window is there, if without results.
SELECT slot, campaign_id, 0 AS spend, 0 AS attributed, 0 AS incremental,
    CASE WHEN funded_by = 'group' THEN 'group' ELSE 'own' END AS funding,
    medium, channel, coalesce(business_unit, 'Unknown') AS unit,
    coalesce(market, 'Unknown') AS place
FROM campaign JOIN slot ON start <= last AND stop >= first;

COPY (
    WITH r AS (
        SELECT campaign_id,
            sum(spend) FILTER (slot = 'now') AS spend,
            sum(impressions) FILTER (slot = 'now') AS impressions,
            sum(clicks) FILTER (slot = 'now') AS clicks,
            sum(attributed) FILTER (slot = 'now') AS attributed_sales,
            sum(incremental) FILTER (slot = 'now') AS incremental_sales,
            coalesce(sum(spend) FILTER (slot = 'prev'), 0) AS prev_spend,
            coalesce(sum(spend) FILTER (slot = 'ly'), 0) AS ly_spend,
            sum(attributed) FILTER (slot = 'ly') AS ly_attributed
        FROM outcome GROUP BY ALL HAVING count(*) FILTER (slot = 'now') > 0)
    SELECT campaign_id, name, medium, channel,
        coalesce(business_unit, 'Unknown') AS business_unit,
        coalesce(market, 'Unknown') AS market, funded_by, start, stop AS end,
        spend, coalesce(impressions, 0) AS impressions,
        coalesce(clicks, 0) AS clicks,
        clicks / nullif(impressions, 0) AS click_rate, attributed_sales,
        incremental_sales, attributed_sales / nullif(r.spend, 0) AS roas,
        incremental_sales / nullif(r.spend, 0) AS incremental_roas,
        prev_spend, ly_spend, ly_attributed / nullif(ly_spend, 0) AS ly_roas
    FROM r LEFT JOIN campaign USING (campaign_id)
) TO ':output/campaigns.csv';

COPY (
    WITH cut AS (
        SELECT slot, funding, spend, attributed, incremental,
            unnest(['all', 'medium', 'business_unit', 'market', 'channel',
                'medium x business_unit']) AS level,
            unnest(['all', medium, unit, place, channel,
                medium || ' x ' || unit]) AS value
        FROM outcome),
    part AS (
        SELECT level, value, funding,
            coalesce(sum(spend) FILTER (slot = 'now'), 0) AS spend,
            coalesce(sum(attributed) FILTER (slot = 'now'), 0) AS attributed,
            coalesce(sum(incremental) FILTER (slot = 'now'), 0)
                AS incremental,
            coalesce(sum(spend) FILTER (slot = 'prev'), 0) AS prev_spend,
            coalesce(sum(spend) FILTER (slot = 'ly'), 0) AS ly_spend,
            sum(attributed) FILTER (slot = 'ly') AS ly_attributed
        FROM cut GROUP BY ALL
        -- What has no name has a row only where it has money.
        HAVING value NOT LIKE '%Unknown' OR max(spend) FILTER (slot = 'now') > 0
            OR max(attributed) FILTER (slot = 'now') > 0
            OR max(incremental) FILTER (slot = 'now') > 0),
    whole AS (SELECT funding, spend, attributed, incremental FROM part
              WHERE level = 'all')
    SELECT level, value, p.funding, p.spend,
        p.spend / nullif(w.spend, 0) AS share_spend,
        p.attributed AS attributed_sales,
        p.attributed / nullif(w.attributed, 0) AS share_attributed,
        p.incremental AS incremental_sales,
        p.incremental / nullif(w.incremental, 0) AS share_incremental,
        p.attributed / nullif(p.spend, 0) AS roas,
        p.incremental / nullif(p.spend, 0) AS incremental_roas,
        100 * coalesce(p.incremental / nullif(w.incremental, 0),
            p.attributed / nullif(w.attributed, 0)) /
            nullif(p.spend / nullif(w.spend, 0), 0) AS index,
        prev_spend, ly_spend, ly_attributed / nullif(ly_spend, 0) AS ly_roas
    FROM part p JOIN whole w USING (funding)
) TO ':output/budget.csv';
