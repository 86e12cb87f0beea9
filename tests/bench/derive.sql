-- Windows, baskets, occasions and sums of days: metrics.md 0.

-- The period asked for and the 12 before, each with its last year: the period
-- of the same number where that began 364 days before, else the days 364 days
-- before.
CREATE TABLE trail AS
WITH numbered AS (
    SELECT *, row_number() OVER (ORDER BY first) AS n FROM period),
asked AS (SELECT n FROM numbered WHERE name = ':period')
SELECT p.name, p.first, p.last, asked.n - p.n AS back,
    p.first - 364 AS ly_first,
    CASE WHEN same.first = p.first - 364 THEN same.last
        ELSE p.last - 364 END AS ly_last
FROM asked, numbered p
LEFT JOIN period same ON same.year = p.year - 1 AND same.number = p.number
WHERE p.n BETWEEN asked.n - 12 AND asked.n;

-- The windows that tables compare, and the days that any of them needs.
CREATE TABLE slot AS
SELECT 'now' AS slot, first, last, last - first + 1 AS days
FROM trail WHERE back = 0
UNION ALL SELECT 'prev', first, last, last - first + 1
FROM trail WHERE back = 1
UNION ALL SELECT 'ly', ly_first, ly_last, ly_last - ly_first + 1
FROM trail WHERE back = 0;

CREATE TABLE span AS
SELECT first, last FROM trail UNION SELECT ly_first, ly_last FROM trail;

-- Whom the programme counts, and in which days; staff are no members.
CREATE TABLE membership AS
SELECT customer_id, membership_start AS since,
    coalesce(membership_end, DATE '9999-12-31') AS until
FROM customer WHERE NOT is_staff AND membership_start IS NOT NULL;

-- Sales of each day and store, of identified customers and of others.
CREATE TABLE day AS
SELECT time::DATE AS date, store_id, customer_id IS NOT NULL AS identified,
    sum(list) AS gross,
    sum(list - net) AS discount,
    sum(markdown) FILTER (NOT returned) AS markdown,
    sum(promo) FILTER (NOT returned) AS promo,
    sum(member) FILTER (NOT returned) AS member,
    sum(coupon) FILTER (NOT returned) AS coupon,
    -sum(net) FILTER (returned) AS returns,
    sum(quantity) FILTER (NOT returned) AS units,
    sum(quantity) FILTER (returned) AS returned_units,
    sum(net) FILTER (unit_cost IS NOT NULL) AS costed_net,
    sum(unit_cost * CASE WHEN returned THEN -quantity ELSE quantity END)
        AS cost,
    count(*) FILTER (NOT returned) AS sale_lines,
    count(*) FILTER (returned) AS return_lines
FROM line LEFT JOIN product USING (product_id)
GROUP BY ALL;

-- The lines of an order and a day.
CREATE TABLE piece AS
SELECT order_id, time::DATE AS date, min(time) AS time,
    arg_min(store_id, time) AS store_id, arg_min(channel, time) AS channel,
    arg_min(customer_id, time) AS customer_id,
    sum(list) AS gross, sum(list - net) AS discount, sum(net) AS net,
    sum(net) FILTER (NOT returned) AS value,
    sum(quantity) FILTER (NOT returned) AS units,
    sum(quantity) FILTER (returned) AS returned_units,
    sum(net) FILTER (unit_cost IS NOT NULL) AS costed_net,
    sum(unit_cost * CASE WHEN returned THEN -quantity ELSE quantity END)
        AS cost,
    coalesce(bool_or(NOT returned AND net > 0), false) AS positive
FROM line LEFT JOIN product USING (product_id) GROUP BY ALL;

-- The products that an order has sold.
CREATE TABLE held AS
SELECT DISTINCT order_id, product_id FROM line WHERE NOT returned;

-- An order's day, store, channel and customer are those of its first line in
-- time.  A basket has a sale line and a positive sum of sale lines.
CREATE TABLE purchase AS
WITH o AS (
    SELECT order_id, min(time)::DATE AS date, hour(min(time)) AS hour,
        arg_min(store_id, time) AS store_id,
        arg_min(channel, time) AS channel,
        arg_min(customer_id, time) AS customer_id, sum(value) AS value
    FROM piece GROUP BY order_id),
paid AS (
    SELECT DISTINCT order_id FROM o JOIN subscription USING (customer_id)
    WHERE date BETWEEN first AND last),
content AS (
    SELECT order_id, count(product_id) AS products FROM held GROUP BY order_id)
SELECT o.*, coalesce(products, 0) AS products,
    coalesce(date BETWEEN since AND until, false) AS member,
    paid.order_id IS NOT NULL AS paid
FROM o LEFT JOIN membership USING (customer_id)
LEFT JOIN paid USING (order_id) LEFT JOIN content USING (order_id);

CREATE TABLE basket AS SELECT * FROM purchase WHERE value > 0;

-- Net sales of each customer and day: of all orders, of a member's, and of
-- those of days with a subscription.
CREATE TABLE spent AS
SELECT p.customer_id, p.date, sum(net) AS net,
    sum(net) FILTER (member) AS member_net, sum(net) FILTER (paid) AS paid_net
FROM piece p JOIN purchase o USING (order_id)
WHERE p.customer_id IS NOT NULL GROUP BY ALL;

-- The scopes of each store.
CREATE TABLE scope AS
WITH s AS (
    SELECT store_id, coalesce(market, 'Unknown') AS market,
        coalesce(state, 'Unknown') AS state,
        coalesce(postcode, 'Unknown') AS postcode
    FROM (SELECT DISTINCT store_id FROM line) LEFT JOIN store USING (store_id))
SELECT store_id, 'all' AS kind, 'all' AS value, 'all' AS scope FROM s
UNION ALL SELECT store_id, 'market', market, 'market:' || market FROM s
UNION ALL SELECT store_id, 'state', state, 'state:' || state FROM s
UNION ALL SELECT store_id, 'store', store_id,
    'store:' || store_id FROM s
UNION ALL SELECT store_id, 'postcode', postcode, NULL FROM s;

-- Each occasion with the number of the customer's before it, the first one and
-- the next.
CREATE TABLE occasion AS
SELECT customer_id, date, row_number() OVER w - 1 AS before,
    first_value(date) OVER w AS first, lead(date) OVER w AS next
FROM (SELECT DISTINCT customer_id, date FROM piece
      WHERE positive AND customer_id IS NOT NULL)
WINDOW w AS (PARTITION BY customer_id ORDER BY date);

-- Sums of the compared windows by day, store and product.
CREATE TABLE cube AS
SELECT slot, time::DATE AS date, store_id, product_id,
    coalesce(sum(list), 0) AS gross,
    coalesce(sum(list - net), 0) AS discount,
    coalesce(-sum(net) FILTER (returned), 0) AS returns,
    sum(net) AS net,
    coalesce(sum(quantity) FILTER (NOT returned), 0) AS units,
    coalesce(sum(quantity) FILTER (returned), 0) AS returned_units
FROM line JOIN slot ON time >= first AND time < last + 1
GROUP BY ALL;

-- What the period's baskets hold: one row a basket and product.
CREATE TABLE content AS
SELECT b.order_id, b.date, b.store_id, product_id
FROM held JOIN basket b USING (order_id), slot
WHERE slot = 'now' AND b.date BETWEEN first AND last;
