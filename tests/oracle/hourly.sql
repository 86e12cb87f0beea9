-- key: weekday, hour
-- exact: baskets, net_sales, trading_days
-- Baskets and net sales by weekday and by the hour of the order's first line,
-- from the first hour that has any to the last; trading days of a weekday are
-- those with a basket.
WITH RECURSIVE weekday(number, name) AS (VALUES
    (0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'),
    (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')),
money AS (
    SELECT (day + 3) % 7 AS number, coalesce(o_hour, 24) AS hour, sum(sales) AS net
    FROM line WHERE day BETWEEN :first AND :last GROUP BY 1, 2),
visits AS (
    SELECT (day + 3) % 7 AS number, coalesce(hour, 24) AS hour,
        count(*) AS baskets
    FROM basket WHERE day BETWEEN :first AND :last GROUP BY 1, 2),
traded AS (
    SELECT (day + 3) % 7 AS number, count(DISTINCT day) AS days
    FROM basket WHERE day BETWEEN :first AND :last GROUP BY 1),
reach AS (SELECT min(hour) AS low, max(hour) AS high FROM money
    WHERE hour < 24),
hours(hour) AS (
    SELECT low FROM reach UNION ALL
    SELECT hour + 1 FROM hours, reach WHERE hour < high),
shown(hour) AS (
    SELECT hour FROM hours WHERE hour IS NOT NULL
    UNION SELECT hour FROM money WHERE hour = 24)
SELECT name AS weekday, iif(hour = 24, 'Unknown', hour) AS hour, net IS NOT NULL AS traded,
    coalesce(baskets, 0) || '/1' AS baskets,
    coalesce(net, 0) || '/10000' AS net_sales,
    coalesce(days, 0) || '/1' AS trading_days,
    coalesce(baskets, 0) || '/' || days AS baskets_per_day
FROM weekday, shown LEFT JOIN money USING (number, hour)
    LEFT JOIN visits USING (number, hour) LEFT JOIN traded USING (number)
