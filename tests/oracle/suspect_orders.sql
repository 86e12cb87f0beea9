-- with: suspected
-- Orders that are suspect, or of a suspect customer, by reason.
SELECT reason, order_id FROM odd_order
UNION SELECT reason, order_id
FROM odd_customer JOIN ord USING (customer_id) WHERE day <= :last
UNION SELECT 'all', order_id FROM odd_order
UNION SELECT 'all', order_id
FROM odd_customer JOIN ord USING (customer_id) WHERE day <= :last
