-- key: level, value
-- exact: baskets, member_baskets
-- Members' baskets among all, in all, by market, store and channel.
WITH b AS (
    SELECT level, place AS value, member
    FROM basket JOIN store_scope USING (store_id)
    WHERE day BETWEEN :first AND :last AND level <> 'state'
    UNION ALL
    SELECT 'channel', coalesce(nullif(channel, ''), 'Unknown'), member
    FROM basket WHERE day BETWEEN :first AND :last
        AND EXISTS (SELECT * FROM basket WHERE channel <> '')),
every AS (
    SELECT DISTINCT level, place AS value FROM store_scope
    WHERE level <> 'state'
    UNION SELECT DISTINCT 'channel', coalesce(nullif(channel, ''), 'Unknown')
    FROM basket WHERE EXISTS (SELECT * FROM basket WHERE channel <> '')),
part AS (SELECT level, value, count(*) AS baskets, sum(member) AS members
         FROM b GROUP BY 1, 2)
SELECT level, value, baskets IS NOT NULL AS active,
    coalesce(baskets, 0) || '/1' AS baskets,
    coalesce(members, 0) || '/1' AS member_baskets,
    members || '/' || baskets AS scan_rate
FROM every LEFT JOIN part USING (level, value)
