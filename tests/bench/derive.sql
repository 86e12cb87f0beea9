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

-- Sales of each day, of identified customers and of others.
CREATE TABLE day AS
SELECT time::DATE AS date, customer_id IS NOT NULL AS identified,
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
        AS cost
FROM line LEFT JOIN product USING (product_id)
GROUP BY ALL;

-- A basket has a sale line and a positive sum of sale lines; its day, store
-- and customer are those of its first line in time.
CREATE TABLE basket AS
SELECT order_id, min(time)::DATE AS date, arg_min(store_id, time) AS store_id,
    arg_min(customer_id, time) AS customer_id,
    sum(net) FILTER (NOT returned) AS value,
    count(DISTINCT product_id) FILTER (NOT returned) AS products
FROM line GROUP BY order_id HAVING value > 0;

-- Each occasion with the number of the customer's before it, the first one and
-- the next.
CREATE TABLE occasion AS
SELECT customer_id, date, row_number() OVER w - 1 AS before,
    first_value(date) OVER w AS first, lead(date) OVER w AS next
FROM (SELECT DISTINCT customer_id, time::DATE AS date FROM line
      WHERE NOT returned AND net > 0 AND customer_id IS NOT NULL)
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
SELECT DISTINCT b.order_id, b.date, b.store_id, product_id
FROM line JOIN basket b USING (order_id), slot
WHERE NOT returned AND slot = 'now' AND b.date BETWEEN first AND last;
