-- key: category
-- Net sales of each category in these days.
SELECT category, sum(sales) || '/10000' AS net_sales
FROM line WHERE day BETWEEN :first AND :last GROUP BY 1
