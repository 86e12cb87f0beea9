-- Orders, baskets, occasions and members of metrics.md 0, from raw_line.
--
-- A month's price is in twelfths.  Staff are no members; a member's order is one whose day the membership
-- covers.  Without a customers extract every identified customer is one.
CREATE TABLE membership AS
SELECT customer_id, coalesce(membership_start, -99999999) AS first,
    coalesce(membership_end, 99999999) AS last
FROM customers WHERE NOT is_staff AND (membership_start IS NOT NULL
    OR membership_end IS NOT NULL OR loyalty_member)
UNION ALL SELECT customer_id, -99999999, 99999999 FROM (
    SELECT customer_id FROM raw_line UNION
    SELECT customer_id FROM offer_events)
WHERE customer_id <> '' AND NOT EXISTS (SELECT * FROM customers);
CREATE UNIQUE INDEX membership_id ON membership (customer_id);
-- A row where it is known who is a member: customers may say nothing of it.
CREATE TABLE known_members AS SELECT 1 AS known
WHERE NOT EXISTS (SELECT * FROM customers) OR EXISTS (SELECT * FROM customers
    WHERE membership_start IS NOT NULL OR membership_end IS NOT NULL
        OR loyalty_member IS NOT NULL);
CREATE TABLE staff AS SELECT customer_id FROM customers WHERE is_staff;
CREATE UNIQUE INDEX staff_id ON staff (customer_id);

CREATE TABLE span AS
SELECT subscription_id, customer_id,
    coalesce(nullif(plan, ''), 'Unknown') AS plan,
    iif(lower(interval) = 'year', 'year', 'month') AS interval,
    start_date AS first, coalesce(end_date, 99999999) AS last,
    (price - coalesce(discount, 0)) * iif(lower(interval) = 'year', 1, 12)
        AS price
FROM subscriptions WHERE lower(status) IN ('paid', '');
CREATE INDEX span_customer ON span (customer_id);

-- Orders with lines of several days; cut.sql makes them anew for other days.
-- Distinct products are those of the whole order, once any of it is sold.
-- The first and last day of the data.
CREATE TABLE IF NOT EXISTS extent AS
SELECT min(day) AS first, max(day) AS last FROM raw_line;
CREATE INDEX raw_line_order ON raw_line (order_id);
CREATE TABLE split AS
SELECT order_id, min(day) AS first, max(day) AS last,
    count(DISTINCT iif(kind = 'sale', product_id, NULL)) AS products
FROM raw_line GROUP BY order_id HAVING min(day) < max(day);
CREATE UNIQUE INDEX split_id ON split (order_id);
CREATE TABLE as_of (day);
INSERT INTO as_of VALUES (99999999);

-- Some orders, as they were known at the end of as_of.  An order's time, store,
-- channel and customer are those of its first line in time (ties: smallest
-- value that is known).  A basket is an order with a sale line and a positive sum of sale
-- lines.
CREATE TABLE asked AS SELECT DISTINCT order_id FROM raw_line;
CREATE VIEW known_line AS
SELECT l.* FROM asked JOIN raw_line l USING (order_id)
WHERE l.day <= (SELECT day FROM as_of);
CREATE VIEW known_ord AS
WITH part AS (
    SELECT order_id, min(rtrim(time, '?')) AS time,
        sum(iif(kind = 'sale', list - discount, 0)) AS value,
        sum(iif(kind = 'sale', list, 0)) AS gross,
        sum(iif(kind = 'sale', discount, 0)) AS discount,
        sum(iif(kind = 'sale', 0, abs(net))) AS returns,
        sum(iif(kind = 'sale' AND counts_units, quantity, 0)) AS units,
        sum(iif(kind <> 'sale' AND counts_units, abs(quantity), 0))
            AS returned_units,
        sum(iif(cost IS NULL, NULL, iif(kind = 'sale', list - discount,
            -abs(net)))) AS costed_net,
        sum(cost) AS cost,
        sum(kind = 'sale') AS sale_lines,
        count(DISTINCT iif(kind = 'sale', product_id, NULL)) AS known_products
    FROM known_line GROUP BY order_id),
opening AS (
    SELECT order_id, min(day) AS day,
        coalesce(min(nullif(store_id, '')), '') AS store_id,
        coalesce(min(nullif(channel, '')), '') AS channel,
        coalesce(min(nullif(customer_id, '')), '') AS customer_id,
        max(l.time NOT LIKE '%?') AS timed
    FROM known_line l JOIN part USING (order_id)
    WHERE rtrim(l.time, '?') = part.time GROUP BY order_id)
SELECT part.*, o.day, o.store_id, o.channel, o.customer_id,
    iif(timed, CAST(substr(time, 12, 2) AS INTEGER), NULL) AS hour,
    sale_lines > 0 AND value > 0 AS is_basket,
    iif(sale_lines > 0, coalesce((SELECT products FROM split s
        WHERE s.order_id = part.order_id), known_products), 0) AS products,
    EXISTS (SELECT * FROM membership m WHERE m.customer_id = o.customer_id
        AND o.day BETWEEN m.first AND m.last) AS member,
    EXISTS (SELECT * FROM span s WHERE s.customer_id = o.customer_id
        AND o.day BETWEEN s.first AND s.last) AS paid
FROM part JOIN opening o USING (order_id);
CREATE TABLE ord AS SELECT * FROM known_ord;
CREATE UNIQUE INDEX ord_id ON ord (order_id);

-- Lines with what they have from their order (o_...), by day.
CREATE TABLE line AS
SELECT l.*, iif(kind = 'sale', list - l.discount, -abs(net)) AS sales,
    o.day AS o_day, o.store_id AS o_store, o.customer_id AS o_customer,
    o.hour AS o_hour, o.member AS o_member, o.paid AS o_paid,
    o.is_basket AS o_basket, o.sale_lines > 0 AS o_sold
FROM raw_line l JOIN ord o USING (order_id) ORDER BY l.day;
CREATE INDEX line_day ON line (day);
CREATE INDEX line_o_day ON line (o_day);
CREATE INDEX line_customer ON line (o_customer, day);
CREATE INDEX line_product ON line (product_id, day);
CREATE INDEX line_order ON line (order_id);

CREATE TABLE basket AS SELECT * FROM ord WHERE is_basket ORDER BY day;
CREATE UNIQUE INDEX basket_order ON basket (order_id);
CREATE INDEX basket_day ON basket (day);
CREATE INDEX basket_customer ON basket (customer_id, day);
CREATE INDEX ord_customer ON ord (customer_id, day);

CREATE TABLE occasion AS
SELECT DISTINCT o_customer AS customer_id, day FROM line
WHERE kind = 'sale' AND list > discount AND o_customer <> '';
CREATE INDEX occasion_customer ON occasion (customer_id, day);
CREATE TABLE first_seen AS
SELECT customer_id, min(day) AS day FROM occasion GROUP BY 1;
CREATE UNIQUE INDEX first_seen_id ON first_seen (customer_id);
CREATE INDEX first_seen_day ON first_seen (day);

-- What has ever been sold, and where.
CREATE TABLE any_category AS
SELECT category, iif(min(department) = max(department), min(department),
    'Several') AS department
FROM (SELECT category, department FROM line UNION
    SELECT coalesce(nullif(category, ''), 'Unknown'),
        coalesce(nullif(department, ''), 'Unknown') FROM products)
WHERE category IN (SELECT category FROM line) GROUP BY 1;
CREATE TABLE any_department AS SELECT DISTINCT department FROM line;
CREATE TABLE any_product AS
SELECT DISTINCT product_id, category, department FROM line;
CREATE TABLE any_store AS
SELECT DISTINCT store_id FROM ord UNION SELECT DISTINCT store_id FROM line;
CREATE UNIQUE INDEX stores_id ON stores (store_id);
CREATE UNIQUE INDEX products_id ON products (product_id);

-- The scopes in which a store's sales are counted.
CREATE TABLE store_scope AS
WITH s AS (SELECT * FROM any_store)
SELECT store_id, 'all' AS scope, 'all' AS level, 'all' AS place FROM s
UNION ALL SELECT store_id, 'store:' || coalesce(nullif(store_id, ''),
    'Unknown'), 'store', coalesce(nullif(store_id, ''), 'Unknown') FROM s
UNION ALL SELECT store_id, 'market:' || coalesce(nullif(market, ''),
    'Unknown'), 'market', coalesce(nullif(market, ''), 'Unknown')
    FROM s LEFT JOIN stores USING (store_id)
    WHERE EXISTS (SELECT * FROM stores WHERE market <> '')
UNION ALL SELECT store_id, 'state:' || coalesce(nullif(state, ''), 'Unknown'),
    'state', coalesce(nullif(state, ''), 'Unknown')
    FROM s LEFT JOIN stores USING (store_id)
    WHERE EXISTS (SELECT * FROM stores WHERE state <> '');
CREATE INDEX store_scope_id ON store_scope (store_id);

-- What each promotion is for.
CREATE TABLE promoted AS
SELECT promotion_id, a.product_id, start_date AS start, end_date AS stop
FROM promotions m JOIN any_product a USING (product_id)
WHERE m.product_id <> ''
UNION ALL SELECT promotion_id, a.product_id, start_date, end_date
FROM promotions m JOIN any_product a USING (category)
WHERE m.product_id = '';
CREATE INDEX promoted_product ON promoted (product_id, start);
CREATE INDEX promoted_id ON promoted (promotion_id);
CREATE TABLE sold AS
SELECT product_id, day, sum(iif(counts_units, quantity, 0)) AS units,
    sum(list - discount) AS sales
FROM line WHERE kind = 'sale' GROUP BY 1, 2;
CREATE UNIQUE INDEX sold_day ON sold (product_id, day);
ANALYZE;
