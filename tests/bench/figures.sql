-- The KPIs of lines and baskets, in every window and scope.

-- Change over a base a day, undefined where the base is not positive.
CREATE MACRO per_day(now, days, base, base_days) AS
    CASE WHEN base > 0
        THEN (now / days - base / base_days) / (base / base_days) END;
CREATE MACRO relative(now, base) AS
    CASE WHEN base > 0 THEN (now - base) / base END;

-- Windows with the places whose figures are given: those with a line or basket
-- in a compared window.
CREATE TABLE shown AS
SELECT DISTINCT scope FROM scope SEMI JOIN (
    SELECT store_id FROM day JOIN slot ON date BETWEEN first AND last
    UNION SELECT store_id FROM basket JOIN slot ON date BETWEEN first AND last)
    USING (store_id)
WHERE scope IS NOT NULL
UNION ALL
SELECT DISTINCT 'department:' || department
FROM cube JOIN product USING (product_id);

CREATE TABLE held_department AS
SELECT DISTINCT order_id, department FROM held JOIN product USING (product_id);

-- What each customer has in the baskets of a window and a place.
CREATE TABLE visit AS
SELECT first, last, scope, customer_id, count(*) AS baskets,
    count(*) FILTER (member) AS member_baskets
FROM (
    SELECT first, last, store_id, customer_id, member
    FROM basket JOIN span ON date BETWEEN first AND last
    WHERE customer_id IS NOT NULL)
JOIN scope USING (store_id) WHERE scope IS NOT NULL
GROUP BY ALL
UNION ALL
SELECT first, last, 'department:' || department, customer_id, count(*),
    count(*) FILTER (member)
FROM held_department JOIN basket USING (order_id)
JOIN span ON date BETWEEN first AND last
WHERE customer_id IS NOT NULL
GROUP BY ALL;

-- Of departments, how many baskets there are of all.
CREATE TABLE department_baskets AS
SELECT first, last, 'department:' || department AS scope, count(*) AS baskets,
    count(*) FILTER (member) AS member_baskets
FROM held_department JOIN basket USING (order_id)
JOIN span ON date BETWEEN first AND last
GROUP BY ALL;

-- Sums of a category by day.
CREATE TABLE class_day AS
SELECT time::DATE AS date, department, category,
    sum(list) AS gross, sum(list - net) AS discount,
    -sum(net) FILTER (returned) AS returns, sum(net) AS net,
    sum(quantity) FILTER (NOT returned) AS units,
    sum(quantity) FILTER (returned) AS returned_units,
    sum(net) FILTER (unit_cost IS NOT NULL) AS costed_net,
    sum(unit_cost * CASE WHEN returned THEN -quantity ELSE quantity END)
        AS cost,
    count(*) FILTER (NOT returned) AS sale_lines,
    count(*) FILTER (returned) AS return_lines
FROM line JOIN product USING (product_id)
GROUP BY ALL;

CREATE TABLE money AS
SELECT first, last, scope, sum(gross) AS gross, sum(discount) AS discount,
    sum(markdown) AS markdown, sum(promo) AS promo, sum(member) AS member,
    sum(coupon) AS coupon, sum(returns) AS returns, sum(units) AS units,
    sum(returned_units) AS returned_units, sum(costed_net) AS costed_net,
    coalesce(sum(costed_net), 0) - coalesce(sum(cost), 0)::DECIMAL(38,4)
        AS margin,
    sum(gross - coalesce(discount, 0)) FILTER (identified) AS identified,
    sum(coalesce(gross, 0) - coalesce(discount, 0) - coalesce(returns, 0))
        FILTER (identified) AS identified_net
FROM day JOIN span ON date BETWEEN first AND last JOIN scope USING (store_id)
WHERE scope IS NOT NULL GROUP BY ALL
UNION ALL
SELECT first, last, 'department:' || department, sum(gross), sum(discount),
    NULL, NULL, NULL, NULL,
    sum(returns), sum(units), sum(returned_units), sum(costed_net),
    coalesce(sum(costed_net), 0) - coalesce(sum(cost), 0)::DECIMAL(38,4),
    NULL, NULL
FROM class_day JOIN span ON date BETWEEN first AND last GROUP BY ALL;

CREATE TABLE counts AS
SELECT first, last, scope, count(*) AS baskets, sum(basket.value) AS value,
    sum(products) AS products,
    count(*) FILTER (member) AS member_baskets,
    sum(basket.value) FILTER (member) AS member_value,
    quantile_cont(basket.value::DOUBLE, [0.1, 0.25, 0.5, 0.75, 0.9]) AS p
FROM basket JOIN span ON date BETWEEN first AND last JOIN scope USING (store_id)
WHERE scope IS NOT NULL GROUP BY ALL
UNION ALL BY NAME SELECT * FROM department_baskets;

-- New and existing: of the whole those with an occasion in the window, else
-- customers of the place by their first occasion anywhere.
CREATE TABLE heads AS
WITH born AS (SELECT customer_id, date AS born FROM occasion WHERE before = 0)
SELECT v.first, v.last, scope, count(*) AS customers,
    count(*) FILTER (member_baskets > 0) AS members,
    sum(baskets) AS identified_baskets,
    count(*) FILTER (born BETWEEN v.first AND v.last) AS new_customers,
    count(*) FILTER (born < v.first) AS existing_customers
FROM visit v LEFT JOIN born USING (customer_id) GROUP BY ALL;

CREATE TABLE seen AS
SELECT span.first, span.last,
    count(*) FILTER (before = 0) AS new_customers,
    count(DISTINCT customer_id) FILTER (o.first < span.first)
        AS existing_customers
FROM span LEFT JOIN occasion o ON date BETWEEN span.first AND span.last
GROUP BY ALL;

CREATE TABLE gaps AS
SELECT last, avg((date - o.first) / before) AS mean,
    quantile_cont((date - o.first) / before, 0.5) AS median
FROM (SELECT DISTINCT last FROM span)
JOIN occasion o ON date <= last AND coalesce(next, DATE '9999-12-31') > last
WHERE before > 0
GROUP BY ALL;

-- Every KPI of lines and baskets in every window, as text: what is exact stays
-- exact.
CREATE TABLE figure AS
WITH f AS (
    SELECT span.first, span.last, shown.scope, coalesce(gross, 0) AS gross,
        coalesce(discount, 0) AS discount, markdown, promo, member, coupon,
        coalesce(returns, 0) AS returns, coalesce(units, 0) AS units,
        coalesce(returned_units, 0) AS returned_units,
        coalesce(costed_net, 0) AS costed_net,
        CASE WHEN gross IS NULL THEN 0
            WHEN costed_net <> 0 OR margin <> 0 THEN margin END AS margin,
        coalesce(identified, 0) AS identified,
        coalesce(identified_net, 0) AS identified_net,
        coalesce(baskets, 0) AS baskets, coalesce(value, 0) AS value,
        coalesce(products, 0) AS products,
        coalesce(member_baskets, 0) AS member_baskets,
        coalesce(member_value, 0) AS member_value, p,
        coalesce(customers, 0) AS customers, coalesce(members, 0) AS members,
        coalesce(identified_baskets, 0) AS identified_baskets,
        CASE WHEN scope = 'all' THEN seen.new_customers
            ELSE coalesce(h.new_customers, 0) END AS new_customers,
        CASE WHEN scope = 'all' THEN seen.existing_customers
            ELSE coalesce(h.existing_customers, 0) END AS existing_customers,
        mean, median
    FROM span CROSS JOIN shown
    LEFT JOIN money USING (first, last, scope)
    LEFT JOIN counts USING (first, last, scope)
    LEFT JOIN heads h USING (first, last, scope)
    JOIN seen USING (first, last)
    LEFT JOIN gaps USING (last)),
k AS (
    FROM (
        SELECT first, last, scope,
            gross::VARCHAR AS gross_sales,
            discount::VARCHAR AS discount,
            coalesce(markdown, 0)::VARCHAR AS discount_markdown,
            coalesce(promo, 0)::VARCHAR AS discount_promo,
            coalesce(member, 0)::VARCHAR AS discount_member,
            coalesce(coupon, 0)::VARCHAR AS discount_coupon,
            returns::VARCHAR AS returns,
            (gross - discount - returns)::VARCHAR AS net_sales,
            (discount / nullif(gross, 0))::VARCHAR AS discount_rate,
            (returned_units / nullif(units, 0))::VARCHAR AS return_rate,
            units::VARCHAR AS units,
            baskets::VARCHAR AS baskets,
            ((gross - discount) / nullif(baskets, 0))::VARCHAR AS aov,
            (units / nullif(baskets, 0))::VARCHAR AS upt,
            (products / nullif(baskets, 0))::VARCHAR AS items_per_basket,
            ((gross - discount) / nullif(units, 0))::VARCHAR AS unit_price,
            margin::VARCHAR AS margin,
            (margin / nullif(costed_net, 0))::VARCHAR AS margin_rate,
            (member_baskets / nullif(baskets, 0))::VARCHAR AS scan_rate,
            member_baskets::VARCHAR AS active_shops,
            (member_baskets / nullif(members, 0))::VARCHAR
                AS active_frequency,
            (member_value / nullif(member_baskets, 0))::VARCHAR AS active_aov,
            customers::VARCHAR AS customers,
            (identified_net / nullif(customers, 0))::VARCHAR
                AS spend_per_customer,
            (identified_baskets / nullif(customers, 0))::VARCHAR AS frequency,
            identified::VARCHAR AS identified_sales,
            (gross - discount - identified)::VARCHAR AS anonymous_sales,
            mean::VARCHAR AS gap_mean,
            median::VARCHAR AS gap_median,
            new_customers::VARCHAR AS new_customers,
            existing_customers::VARCHAR AS existing_customers,
            p[1]::VARCHAR AS basket_p10,
            p[2]::VARCHAR AS basket_p25,
            p[3]::VARCHAR AS basket_p50,
            p[4]::VARCHAR AS basket_p75,
            p[5]::VARCHAR AS basket_p90,
            (value / nullif(baskets, 0))::VARCHAR AS basket_mean,
            (member_value / nullif(value, 0))::VARCHAR AS scan_rate_sales
        FROM f)
    UNPIVOT INCLUDE NULLS (value FOR kpi IN
        (COLUMNS(* EXCLUDE (first, last, scope)))))
SELECT * FROM k
WHERE (scope = 'all' OR (kpi NOT LIKE 'gap\_%' ESCAPE '\'
        AND kpi NOT LIKE 'discount\_m%' ESCAPE '\'
        AND kpi NOT IN ('discount_promo', 'discount_coupon')))
    AND (scope NOT LIKE 'department:%' OR kpi NOT IN ('items_per_basket',
        'active_aov', 'spend_per_customer', 'identified_sales',
        'anonymous_sales', 'basket_p10', 'basket_p25', 'basket_p50',
        'basket_p75', 'basket_p90', 'basket_mean', 'scan_rate_sales'));
