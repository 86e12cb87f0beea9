-- Lines of sale as extracts.md and the mapping of tests/real/online_retail mean
-- them.  Money is ten-thousandths, a quantity thousandths; amounts are exact,
-- as prices have at most four decimal places and quantities are whole.
INSERT INTO raw_line (order_id, time, day, store_id, channel, customer_id,
    product_id, kind, quantity, list, discount, net, category, department,
    counts_units)
SELECT InvoiceNo, InvoiceDate,
       CAST(strftime('%s', date(InvoiceDate)) AS INTEGER) / 86400,
       Country, '', CustomerID, StockCode,
       iif(InvoiceNo LIKE 'C%' OR Quantity < 0, 'return', 'sale'),
       Quantity, Quantity * UnitPrice / 1000, 0, Quantity * UnitPrice / 1000,
       'Unknown', 'Unknown', 1
FROM raw
WHERE NOT (UnitPrice < 0 OR StockCode = 'B');
