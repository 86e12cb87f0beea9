-- key: cohort, k
-- exact: customers, net_sales, elapsed
-- text: start
-- Customers by the period of their first occasion; those with an occasion in
-- the k-th period later, and the net sales of all of them in it.
WITH -- Fiscal periods; calendar months where there is no calendar.
RECURSIVE month (start) AS (
    SELECT date(min(day) * 86400, 'unixepoch', 'start of month') FROM line
    UNION ALL SELECT date(start, '+1 month') FROM month
    WHERE start <= date(:last * 86400, 'unixepoch')),
period AS (
    SELECT period_name(fiscal_year, period) AS name,
        min(start_date) AS start, max(end_date) AS stop
    FROM fiscal_calendar GROUP BY fiscal_year, period
    UNION ALL SELECT substr(start, 1, 7), strftime('%s', start) / 86400,
        strftime('%s', date(start, '+1 month')) / 86400 - 1
    FROM month WHERE NOT EXISTS (SELECT * FROM fiscal_calendar)),
-- Identified customers with an occasion, staff left out.
buyer AS (
    SELECT customer_id, min(day) AS first, max(day) AS latest, count(*) AS n
    FROM occasion WHERE day <= :last
        AND customer_id NOT IN (SELECT customer_id FROM staff)
    GROUP BY 1),
begun AS (SELECT *, row_number() OVER (ORDER BY start) AS number FROM period
          WHERE start <= :last AND stop >= (SELECT first FROM extent)),
member AS (SELECT customer_id, name AS cohort, number AS born
           FROM buyer JOIN begun ON first BETWEEN start AND stop),
size AS (SELECT cohort, born, count(*) AS n FROM member GROUP BY 1, 2),
again AS (
    SELECT cohort, number - born AS k, count(DISTINCT customer_id) AS customers
    FROM member JOIN occasion USING (customer_id)
        JOIN begun ON day BETWEEN start AND stop AND day <= :last
    GROUP BY 1, 2),
money AS (
    SELECT cohort, number - born AS k, sum(sales) AS net
    FROM member JOIN line ON o_customer = member.customer_id
        JOIN begun ON day BETWEEN start AND stop AND day <= :last
    GROUP BY 1, 2)
SELECT size.cohort, number - born AS k,
    coalesce(customers, 0) || '/1' AS customers,
    iif(stop <= :last OR number = born, coalesce(customers, 0) || '/' || n,
        NULL) AS share,
    coalesce(net, 0) || '/10000' AS net_sales,
    (stop <= :last) || '/1' AS elapsed,
    iif(stop > :last AND number > born, coalesce(customers, 0) || '/' || n,
        NULL) AS share_so_far,
    (SELECT date(start * 86400, 'unixepoch') FROM begun
     WHERE number = born) AS start
FROM size JOIN begun ON number >= born
    LEFT JOIN again ON again.cohort = size.cohort AND again.k = number - born
    LEFT JOIN money ON money.cohort = size.cohort AND money.k = number - born
