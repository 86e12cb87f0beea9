-- Baskets of identified customers, and the units of their orders by the day of
-- the line.
SELECT (SELECT count(*) FROM basket
        WHERE customer_id <> '' AND day BETWEEN :first AND :last) AS baskets,
    coalesce(sum(iif(kind = 'sale' AND counts_units, quantity, 0)), 0) AS units
FROM line WHERE o_customer <> '' AND day BETWEEN :first AND :last
