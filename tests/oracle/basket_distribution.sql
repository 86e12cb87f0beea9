-- Quantiles of basket value by linear interpolation (type 7), as fractions:
-- (n - 1) p falls between two baskets in order of value.
WITH v AS (
    SELECT value, row_number() OVER (ORDER BY value) - 1 AS i,
           count(*) OVER () AS n
    FROM basket WHERE date BETWEEN :first AND :last),
p(percent) AS (VALUES (10), (25), (50), (75), (90))
SELECT percent,
       sum(iif(i = (n - 1) * percent / 100,
           value * (100 - (n - 1) * percent % 100),
           value * ((n - 1) * percent % 100))) AS numerator,
       100 * 10000 AS denominator
FROM p JOIN v ON i IN ((n - 1) * percent / 100, (n - 1) * percent / 100 + 1)
GROUP BY percent
