-- The extracts as extracts.md means them, with the types it gives, for the
-- columns that the demo retailer's files have.  Money keeps 4 places, a
-- quantity 3.  Columns that no table needs are not converted.
CREATE TABLE product AS
SELECT product_id, name, coalesce(category, 'Unknown') AS category,
       coalesce(department, 'Unknown') AS department, rating, unit_cost
FROM read_csv(':input/products.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'product_id': 'VARCHAR', 'name': 'VARCHAR', 'category': 'VARCHAR',
    'department': 'VARCHAR', 'brand': 'VARCHAR', 'rating': 'DOUBLE',
    'rating_count': 'DOUBLE', 'unit_cost': 'DECIMAL(12,4)',
    'sold_by': 'VARCHAR'});

CREATE TABLE store AS
SELECT store_id, name, market, state, postcode, opened, closed
FROM read_csv(':input/stores.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'store_id': 'VARCHAR', 'name': 'VARCHAR', 'market': 'VARCHAR',
    'region': 'VARCHAR', 'state': 'VARCHAR', 'postcode': 'VARCHAR',
    'latitude': 'DOUBLE', 'longitude': 'DOUBLE', 'opened': 'DATE',
    'closed': 'DATE'});

CREATE TABLE calendar AS
FROM read_csv(':input/fiscal_calendar.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'fiscal_year': 'INTEGER', 'period': 'INTEGER', 'week': 'INTEGER',
    'start_date': 'DATE', 'end_date': 'DATE'});

CREATE TABLE period AS
SELECT printf('FY%02dP%02d', fiscal_year % 100, period) AS name,
       fiscal_year AS year, period AS number,
       min(start_date) AS first, max(end_date) AS last
FROM calendar GROUP BY ALL;

CREATE TABLE week AS
SELECT printf('FY%02dW%02d', fiscal_year % 100, week) AS name,
       start_date AS first, end_date AS last
FROM calendar;

CREATE TABLE target AS
SELECT period, kpi, coalesce(scope, 'all') AS scope, target
FROM read_csv(':input/targets.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'period': 'VARCHAR', 'kpi': 'VARCHAR', 'target': 'DOUBLE',
    'scope': 'VARCHAR'});

-- A line of sale or return; fees, gift cards and excluded categories are in no
-- figure.  A quantity has no sign; net is that of a return, negative, or the
-- list amount of a sale less its discount.
CREATE TABLE line AS
WITH raw AS (
    SELECT *, line_type IN ('return', 'cancel') OR quantity < 0 AS returned,
        (quantity * unit_price)::DECIMAL(18,4) AS list,
        CASE WHEN coalesce(markdown_amount, promo_amount, member_amount,
                           coupon_amount) IS NOT NULL
            THEN coalesce(markdown_amount, 0) + coalesce(promo_amount, 0) +
                 coalesce(member_amount, 0) + coalesce(coupon_amount, 0)
        END AS discounts
    FROM read_csv(':input/transactions-*.csv', auto_detect = false,
        header = true, delim = ',', quote = '"', escape = '"', columns = {
        'basket_id': 'VARCHAR', 'order_id': 'VARCHAR',
        'timestamp': 'TIMESTAMP', 'store_id': 'VARCHAR',
        'channel': 'VARCHAR', 'customer_id': 'VARCHAR',
        'product_id': 'VARCHAR', 'quantity': 'DECIMAL(9,3)',
        'unit_price': 'DECIMAL(9,4)', 'net_amount': 'DECIMAL(12,4)',
        'markdown_amount': 'DECIMAL(9,4)', 'promo_amount': 'DECIMAL(9,4)',
        'member_amount': 'DECIMAL(9,4)', 'coupon_amount': 'DECIMAL(9,4)',
        'supplier_amount': 'DECIMAL(9,4)', 'reward_amount': 'DECIMAL(9,4)',
        'promotion_id': 'VARCHAR', 'offer_id': 'VARCHAR',
        'line_type': 'VARCHAR', 'scanned': 'VARCHAR'})
    WHERE coalesce(line_type, 'sale') NOT IN ('fee', 'gift_card')),
known AS (
    SELECT *, coalesce(discounts, list - net_amount)::DECIMAL(18,4) AS discount
    FROM raw)
SELECT coalesce(order_id, basket_id) AS order_id, timestamp AS time,
    coalesce(store_id, 'Unknown') AS store_id,
    coalesce(channel, 'Unknown') AS channel,
    CASE WHEN customer_id NOT IN ('-1', '-2', '0', '000')
        THEN customer_id END AS customer_id,
    product_id, returned, abs(quantity) AS quantity,
    CASE WHEN NOT returned THEN list END AS list,
    CASE WHEN returned THEN -abs(net_amount) ELSE list - discount
        END::DECIMAL(18,4) AS net,
    markdown_amount AS markdown, promo_amount AS promo,
    member_amount AS member, coupon_amount AS coupon
FROM known
WHERE product_id IS NULL OR product_id NOT IN (
    SELECT product_id FROM product
    WHERE category IN ('Gift Cards', 'Delivery'));

CREATE TABLE customer AS
SELECT customer_id, membership_start, membership_end,
    is_staff IN ('1', 'true', 'yes', 'Y') AS is_staff,
    group_first_scan_date AS group_first, first_banner_date AS banner_first
FROM read_csv(':input/customers.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'customer_id': 'VARCHAR', 'membership_start': 'DATE',
    'membership_end': 'DATE', 'is_staff': 'VARCHAR', 'birth_date':
    'VARCHAR', 'gender': 'VARCHAR', 'country': 'VARCHAR', 'state':
    'VARCHAR', 'postcode': 'VARCHAR', 'latitude': 'VARCHAR', 'longitude':
    'VARCHAR', 'contact_preference': 'VARCHAR', 'acquisition_channel':
    'VARCHAR', 'group_first_scan_date': 'DATE', 'first_banner_date':
    'DATE'});

CREATE TABLE subscription AS
SELECT customer_id, plan, interval, start_date AS first,
    coalesce(end_date, DATE '9999-12-31') AS last,
    (price - coalesce(discount, 0)) /
        CASE WHEN interval = 'year' THEN 12 ELSE 1 END AS price
FROM read_csv(':input/subscriptions.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'subscription_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'plan':
    'VARCHAR', 'status': 'VARCHAR', 'start_date': 'DATE', 'end_date':
    'DATE', 'price': 'DECIMAL(12,4)', 'interval': 'VARCHAR', 'discount':
    'DECIMAL(12,4)'})
WHERE coalesce(status, 'paid') = 'paid';

CREATE TABLE offer AS
SELECT offer_id, campaign_id, name, type, business_unit, funded_by,
    start_date AS start, end_date AS stop
FROM read_csv(':input/offers.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'offer_id': 'VARCHAR', 'campaign_id': 'VARCHAR', 'name': 'VARCHAR',
    'type': 'VARCHAR', 'business_unit': 'VARCHAR', 'product_id':
    'VARCHAR', 'start_date': 'DATE', 'end_date': 'DATE', 'funded_by':
    'VARCHAR'});

CREATE TABLE event AS
SELECT offer_id, customer_id, control = '1' AS control,
    allocated_at::DATE AS allocated, delivered_at::DATE AS delivered,
    opened_at::DATE AS opened, activated_at::DATE AS activated,
    redeemed_at::DATE AS redeemed, coalesce(reward_cost, 0) AS cost
FROM read_csv(':input/offer_events.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'offer_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'control': 'VARCHAR',
    'allocated_at': 'TIMESTAMP', 'delivered_at': 'TIMESTAMP', 'opened_at':
    'TIMESTAMP', 'activated_at': 'TIMESTAMP', 'redeemed_at': 'TIMESTAMP',
    'basket_id': 'VARCHAR', 'reward_cost': 'DECIMAL(12,4)'});

CREATE TABLE campaign AS
SELECT campaign_id, name, coalesce(medium, 'Unknown') AS medium,
    coalesce(channel, 'Unknown') AS channel, business_unit, market, funded_by,
    start_date AS start, end_date AS stop
FROM read_csv(':input/campaigns.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'campaign_id': 'VARCHAR', 'name': 'VARCHAR', 'medium': 'VARCHAR',
    'channel': 'VARCHAR', 'business_unit': 'VARCHAR', 'market': 'VARCHAR',
    'start_date': 'DATE', 'end_date': 'DATE', 'spend': 'DECIMAL(12,4)',
    'funded_by': 'VARCHAR'});

CREATE TABLE result AS
SELECT campaign_id, date, business_unit, market, spend, impressions, clicks,
    attributed_sales AS attributed,
    attributed_incremental_sales AS incremental
FROM read_csv(':input/campaign_results.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'campaign_id': 'VARCHAR', 'date': 'DATE', 'business_unit': 'VARCHAR',
    'market': 'VARCHAR', 'spend': 'DECIMAL(12,4)', 'impressions':
    'BIGINT', 'clicks': 'BIGINT', 'attributed_sales': 'DECIMAL(12,4)',
    'attributed_incremental_sales': 'DECIMAL(12,4)'});

CREATE TABLE promotion AS
SELECT promotion_id, name, type, product_id, category, start_date AS start,
    end_date AS stop
FROM read_csv(':input/promotions.csv', auto_detect = false, header = true,
    delim = ',', quote = '"', escape = '"', columns = {
    'promotion_id': 'VARCHAR', 'name': 'VARCHAR', 'type': 'VARCHAR',
    'start_date': 'DATE', 'end_date': 'DATE', 'product_id': 'VARCHAR',
    'category': 'VARCHAR'});
