-- key: level, value, funding
-- exact: spend, attributed_sales, incremental_sales
-- Results dated in these days by medium, business unit, market and channel;
-- what the group pays for stands apart.  A result's own business unit and
-- market count before the campaign's.
WITH r AS (
    SELECT iif(funded_by = 'group', 'group', 'own') AS funding,
        r.spend, r.attributed_sales AS attributed,
        r.attributed_incremental_sales AS incremental,
        coalesce(nullif(medium, ''), 'Unknown') AS medium,
        coalesce(nullif(channel, ''), 'Unknown') AS channel,
        coalesce(nullif(r.business_unit, ''), nullif(c.business_unit, ''),
            'Unknown') AS unit,
        coalesce(nullif(r.market, ''), nullif(c.market, ''), 'Unknown')
            AS market,
        date BETWEEN :first AND :last AS now
    FROM campaign_results r LEFT JOIN campaigns c USING (campaign_id)
    UNION ALL
    -- What a campaign that runs in these days is meant for has a row as well,
    -- if it is named.
    SELECT iif(funded_by = 'group', 'group', 'own'), 0, 0, 0,
        coalesce(nullif(medium, ''), 'Unknown'),
        coalesce(nullif(channel, ''), 'Unknown'),
        coalesce(nullif(business_unit, ''), 'Unknown'),
        coalesce(nullif(market, ''), 'Unknown'),
        start_date <= :last AND end_date >= :first
    FROM campaigns),
cut AS (
    SELECT 'all' AS level, 'all' AS value, r.* FROM r
    UNION ALL SELECT 'medium', medium, r.* FROM r
    UNION ALL SELECT 'business_unit', unit, r.* FROM r
    UNION ALL SELECT 'market', market, r.* FROM r
    UNION ALL SELECT 'channel', channel, r.* FROM r
    UNION ALL SELECT 'medium x business_unit', medium || ' x ' || unit, r.*
    FROM r),
part AS (
    SELECT level, value, funding,
        max(now AND (value NOT LIKE '%Unknown' OR coalesce(spend, 0) OR
            coalesce(attributed, 0) OR coalesce(incremental, 0))) AS active,
        coalesce(sum(iif(now, spend, 0)), 0) AS spend,
        coalesce(sum(iif(now, attributed, 0)), 0) AS attributed,
        coalesce(sum(iif(now, incremental, 0)), 0) AS incremental
    FROM cut GROUP BY 1, 2, 3),
whole AS (SELECT funding, spend, attributed, incremental FROM part
          WHERE level = 'all')
SELECT level, value, p.funding, p.active,
    p.spend || '/10000' AS spend, p.spend || '/'
        || iif(w.spend > 0, w.spend, NULL) AS share_spend,
    p.attributed || '/10000' AS attributed_sales,
    p.attributed || '/' || w.attributed AS share_attributed,
    p.incremental || '/10000' AS incremental_sales,
    p.incremental || '/' || w.incremental AS share_incremental,
    p.attributed || '/' || p.spend AS roas,
    p.incremental || '/' || p.spend AS incremental_roas,
    '100/1 ' || iif(EXISTS (SELECT * FROM campaign_results
        WHERE attributed_incremental_sales NOT NULL),
        p.incremental || '/' || w.incremental,
        p.attributed || '/' || w.attributed) || ' ' || iif(w.spend > 0, w.spend, NULL) || '/' ||
        p.spend AS "index"
FROM part p JOIN whole w USING (funding)
