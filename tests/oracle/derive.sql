-- Baskets and occasions of metrics.md 0, from the lines.
-- A basket has a sale line and a positive sum of sale lines; its time, store
-- and customer are those of its first line in time.
CREATE INDEX line_order ON line (order_id);

CREATE TABLE basket AS
WITH opening AS (
    SELECT order_id, min(time) AS time,
           sum(iif(kind = 'sale', list - discount, 0)) AS value,
           sum(iif(kind = 'sale', discount, 0)) AS discount,
           sum(kind = 'sale') AS sale_lines,
           count(DISTINCT iif(kind = 'sale', product_id, NULL)) AS products
    FROM line GROUP BY order_id)
SELECT o.order_id, o.time, date(o.time) AS date, o.value, o.discount,
       o.products, min(l.store_id) AS store_id,
       min(l.customer_id) AS customer_id
FROM opening o JOIN line l ON l.order_id = o.order_id AND l.time = o.time
WHERE o.sale_lines > 0 AND o.value > 0
GROUP BY o.order_id;

CREATE INDEX basket_order ON basket (order_id);
CREATE INDEX basket_date ON basket (date);
CREATE INDEX line_date ON line (date);

CREATE TABLE occasion AS
SELECT DISTINCT customer_id, date FROM line
WHERE kind = 'sale' AND net > 0 AND customer_id <> '';
