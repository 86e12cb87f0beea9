-- Lines of sale as extracts.md and the mapping of tests/real/complete_journey
-- mean them: net is what the retailer receives, its own discounts come on top
-- to give the list amount, supplier-funded coupons stand apart.
INSERT INTO raw_line (order_id, time, day, store_id, channel, customer_id,
    product_id, kind, quantity, list, discount, net, promo, coupon, category,
    department, counts_units)
SELECT basket_id, transaction_timestamp,
       CAST(strftime('%s', date(transaction_timestamp)) AS INTEGER) / 86400,
       store_id, '', household_id, product_id,
       iif(quantity < 0, 'return', 'sale'), quantity,
       sales_value + retail_disc + coupon_match_disc,
       retail_disc + coupon_match_disc, sales_value, retail_disc, coupon_match_disc,
       iif(coalesce(product_category, '') = '', 'Unknown', product_category),
       iif(coalesce(department, '') = '', 'Unknown', department),
       coalesce(department, '') NOT IN ('FUEL', 'MISCELLANEOUS')
FROM raw LEFT JOIN raw_products USING (product_id);
