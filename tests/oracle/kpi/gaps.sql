-- metrics.md 1: days between occasions, per customer with two or more, of all
-- history up to :last.  Exact: a common denominator is too large for SQL, so
-- the customers are given by their days and number of gaps.
SELECT max(day) - min(day) AS days, count(*) - 1 AS gaps
FROM occasion WHERE day <= :last
GROUP BY customer_id HAVING count(*) > 1
