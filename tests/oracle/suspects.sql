-- with: suspected
-- key: subject_type, subject
-- exact: value
-- text: reasons, date, store_id, customer_id
-- Suspects with all their reasons, and net sales of their lines in the window.
SELECT 'order' AS subject_type, order_id AS subject, (
        SELECT group_concat(reason, ' ') FROM (
            SELECT reason FROM odd_order r JOIN place USING (reason)
            WHERE r.order_id = s.order_id ORDER BY place)) AS reasons,
    (SELECT coalesce(sum(sales), 0) FROM line l WHERE l.order_id = s.order_id
        AND l.day BETWEEN :first AND :last) || '/10000' AS value,
    date(day * 86400, 'unixepoch') AS date, store_id, customer_id
FROM (SELECT DISTINCT order_id FROM odd_order) s JOIN ord USING (order_id)
UNION ALL SELECT 'customer', customer_id, (
        SELECT group_concat(reason, ' ') FROM (
            SELECT reason FROM odd_customer r JOIN place USING (reason)
            WHERE r.customer_id = s.customer_id ORDER BY place)),
    (SELECT coalesce(sum(sales), 0) FROM line
        WHERE o_customer = s.customer_id
        AND line.day BETWEEN :first AND :last) || '/10000', '', '', customer_id
FROM (SELECT DISTINCT customer_id FROM odd_customer) s
