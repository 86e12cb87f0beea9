-- Lines of sale as extracts.md and the mapping of tests/real/online_retail mean
-- them.  Money is ten-thousandths, a quantity thousandths; amounts are exact,
-- as prices have at most four decimal places and quantities are whole.
CREATE TABLE line AS
SELECT InvoiceNo AS order_id,
       InvoiceDate AS time,
       date(InvoiceDate) AS date,
       Country AS store_id,
       CustomerID AS customer_id,
       StockCode AS product_id,
       iif(InvoiceNo LIKE 'C%' OR Quantity < 0, 'return', 'sale') AS kind,
       Quantity AS quantity,
       Quantity * UnitPrice / 1000 AS list,
       0 AS discount,
       Quantity * UnitPrice / 1000 AS net,
       'Unknown' AS category,
       'Unknown' AS department,
       1 AS counts_units
FROM raw
WHERE NOT (UnitPrice < 0 OR StockCode = 'B');
