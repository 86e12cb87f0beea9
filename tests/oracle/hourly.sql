-- key: weekday, hour
-- exact: baskets, net_sales, trading_days
-- Baskets and net sales by weekday and by the hour of the order's first line;
-- trading days of a weekday are those with a basket.
WITH day(number, name) AS (VALUES
    ('1', 'Monday'), ('2', 'Tuesday'), ('3', 'Wednesday'), ('4', 'Thursday'),
    ('5', 'Friday'), ('6', 'Saturday'), ('0', 'Sunday')),
first_line AS (
    SELECT order_id, CAST(strftime('%H', min(time)) AS INTEGER) AS hour
    FROM line GROUP BY order_id),
money AS (
    SELECT strftime('%w', date) AS number, hour,
        sum(iif(kind = 'sale', list - discount, -abs(net))) AS net
    FROM line JOIN first_line USING (order_id)
    WHERE date BETWEEN :first AND :last GROUP BY 1, 2),
visits AS (
    SELECT strftime('%w', date) AS number,
        CAST(strftime('%H', time) AS INTEGER) AS hour, count(*) AS baskets
    FROM basket WHERE date BETWEEN :first AND :last GROUP BY 1, 2),
traded AS (
    SELECT strftime('%w', date) AS number, count(DISTINCT date) AS days
    FROM basket WHERE date BETWEEN :first AND :last GROUP BY 1)
SELECT name AS weekday, hour,
    coalesce(baskets, 0) || '/1' AS baskets,
    net || '/10000' AS net_sales,
    coalesce(days, 0) || '/1' AS trading_days
FROM money JOIN day USING (number) LEFT JOIN visits USING (number, hour)
    LEFT JOIN traded USING (number)
