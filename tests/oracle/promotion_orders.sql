-- Distinct orders, by their own day, with a sale line of a promotion's products.
SELECT count(DISTINCT order_id) AS orders
FROM promoted p JOIN line l USING (product_id)
WHERE promotion_id = :promotion AND o_day BETWEEN :first AND :last
    AND day >= :first AND kind = 'sale' AND o_sold
