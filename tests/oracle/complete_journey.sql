-- Lines of sale as extracts.md and the mapping of tests/real/complete_journey
-- mean them: net is what the retailer receives, its own discounts come on top
-- to give the list amount, supplier-funded coupons stand apart.
CREATE TABLE line AS
SELECT basket_id AS order_id,
       transaction_timestamp AS time,
       date(transaction_timestamp) AS date,
       store_id,
       household_id AS customer_id,
       product_id,
       iif(quantity < 0, 'return', 'sale') AS kind,
       quantity,
       sales_value + retail_disc + coupon_match_disc AS list,
       retail_disc + coupon_match_disc AS discount,
       sales_value AS net,
       iif(coalesce(product_category, '') = '', 'Unknown', product_category)
           AS category,
       iif(coalesce(department, '') = '', 'Unknown', department) AS department,
       coalesce(department, '') NOT IN ('FUEL', 'MISCELLANEOUS')
           AS counts_units
FROM raw LEFT JOIN raw_products USING (product_id);
