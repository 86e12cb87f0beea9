-- key: date
-- exact: net_sales, baskets
-- text: weekday
-- Net sales by the line's day, baskets by their own.
WITH RECURSIVE d(day) AS (
    SELECT :first UNION ALL SELECT day + 1 FROM d WHERE day < :last),
l AS (
    SELECT day, sum(sales) AS net,
        sum(iif(kind = 'sale', list - discount, 0)) AS value
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1),
b AS (
    SELECT day, count(*) AS n
    FROM basket WHERE day BETWEEN :first AND :last GROUP BY 1)
SELECT date(day * 86400, 'unixepoch') AS date,
    CASE (day + 3) % 7 WHEN 0 THEN 'Monday' WHEN 1 THEN 'Tuesday'
        WHEN 2 THEN 'Wednesday' WHEN 3 THEN 'Thursday' WHEN 4 THEN 'Friday'
        WHEN 5 THEN 'Saturday' ELSE 'Sunday' END AS weekday,
    coalesce(net, 0) || '/10000' AS net_sales, coalesce(n, 0) || '/1' AS baskets,
    coalesce(value, 0) || '/' || (10000 * n) AS aov
FROM d LEFT JOIN l USING (day) LEFT JOIN b USING (day)
