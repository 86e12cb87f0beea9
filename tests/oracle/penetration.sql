-- Baskets dated in these days with a sale line of each category, by arm.
SELECT category, count(DISTINCT iif(o_member, order_id, NULL)) AS member,
    count(DISTINCT iif(o_member, NULL, order_id)) AS other
FROM line WHERE o_day BETWEEN :first AND :last AND o_basket
    AND kind = 'sale' AND EXISTS (SELECT * FROM products WHERE category <> '')
GROUP BY 1
