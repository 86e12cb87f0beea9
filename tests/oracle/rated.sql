-- Rated products with a sale line and positive net sales in these days.
SELECT product_id, rating, sum(sales) AS net
FROM line JOIN products USING (product_id)
WHERE day BETWEEN :first AND :last AND rating IS NOT NULL
GROUP BY 1 HAVING sum(sales) > 0 AND sum(kind = 'sale') > 0
