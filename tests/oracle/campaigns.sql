-- key: campaign_id
-- exact: spend, impressions, clicks, attributed_sales, incremental_sales
-- text: name, medium, channel, business_unit, market, funded_by, start, end
-- Results dated in these days; a campaign without any that has a day in them is
-- there as well, and so is an id that the campaigns lack.
WITH r AS (
    SELECT campaign_id, sum(spend) AS spend, sum(impressions) AS impressions,
        sum(clicks) AS clicks, sum(attributed_sales) AS attributed,
        sum(attributed_incremental_sales) AS incremental
    FROM campaign_results WHERE date BETWEEN :first AND :last GROUP BY 1),
every AS (SELECT campaign_id FROM campaigns
          UNION SELECT campaign_id FROM campaign_results)
SELECT campaign_id,
    r.campaign_id IS NOT NULL OR start_date <= :last AND end_date >= :first
        AS active,
    coalesce(name, '') AS name, coalesce(nullif(medium, ''), 'Unknown') AS medium,
    coalesce(nullif(channel, ''), 'Unknown') AS channel,
    coalesce(nullif(business_unit, ''), 'Unknown') AS business_unit,
    coalesce(nullif(market, ''), 'Unknown') AS market,
    coalesce(nullif(funded_by, ''), 'Unknown') AS funded_by,
    date(start_date * 86400, 'unixepoch') AS start,
    date(end_date * 86400, 'unixepoch') AS "end",
    coalesce(r.spend, 0) || '/10000' AS spend,
    coalesce(impressions, 0) || '/1' AS impressions,
    coalesce(clicks, 0) || '/1' AS clicks,
    coalesce(clicks, 0) || '/' || impressions AS click_rate,
    coalesce(attributed, 0) || '/10000' AS attributed_sales,
    coalesce(incremental, 0) || '/10000' AS incremental_sales,
    coalesce(attributed, 0) || '/' || r.spend AS roas,
    coalesce(incremental, 0) || '/' || r.spend AS incremental_roas
FROM every LEFT JOIN campaigns USING (campaign_id) LEFT JOIN r
    USING (campaign_id)
