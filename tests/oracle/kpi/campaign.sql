-- metrics.md 5: campaigns that the company or a supplier pays for.
WITH r AS (
    SELECT coalesce(sum(r.spend), 0) AS spend,
        coalesce(sum(attributed_sales), 0) AS attributed,
        coalesce(sum(attributed_incremental_sales), 0) AS incremental
    FROM campaign_results r LEFT JOIN campaigns c USING (campaign_id)
    WHERE date BETWEEN :first AND :last
        AND coalesce(funded_by, '') <> 'group')
SELECT 'campaign_spend' AS kpi, 'all' AS scope, spend AS over, NULL AS under
    FROM r WHERE EXISTS (SELECT * FROM campaign_results)
UNION ALL SELECT 'attributed_sales', 'all', attributed, NULL FROM r WHERE EXISTS (SELECT * FROM campaign_results)
UNION ALL SELECT 'roas', 'all', attributed, spend FROM r WHERE EXISTS (SELECT * FROM campaign_results)
UNION ALL SELECT 'incremental_roas', 'all', incremental, spend FROM r WHERE EXISTS (SELECT * FROM campaign_results)
