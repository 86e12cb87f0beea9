-- Orders with lines of several days, as they were known at the end of as_of.
DELETE FROM asked;
INSERT INTO asked SELECT order_id FROM split;
DELETE FROM ord WHERE order_id IN (SELECT order_id FROM split);
INSERT INTO ord SELECT * FROM known_ord;
DELETE FROM basket WHERE order_id IN (SELECT order_id FROM split);
INSERT INTO basket SELECT o.* FROM ord o JOIN split USING (order_id)
WHERE is_basket;
UPDATE line SET (o_basket, o_sold) = (
    SELECT coalesce(max(is_basket), 0), coalesce(max(sale_lines > 0), 0)
    FROM ord o WHERE o.order_id = line.order_id)
WHERE order_id IN (SELECT order_id FROM split);
