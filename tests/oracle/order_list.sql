-- Baskets dated in these days, with all lines of the order up to :as_of.
SELECT order_id, o_customer AS customer, o_member AS member,
    sum(iif(kind = 'sale', list, 0)) AS gross,
    sum(iif(kind = 'sale', discount, 0)) AS discount,
    sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
    sum(iif(kind = 'return' AND counts_units, abs(quantity), 0)) AS returned,
    coalesce(sum(iif(cost IS NULL, NULL, sales)), 0) AS costed_net,
    coalesce(sum(cost), 0) AS cost,
    f.day BETWEEN :first AND :last AS new
FROM line l LEFT JOIN first_seen f ON f.customer_id = o_customer
WHERE o_day BETWEEN :first AND :last AND o_basket AND l.day <= :as_of
GROUP BY order_id
