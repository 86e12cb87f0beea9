-- key: customer_id
-- exact: days_since, at_risk, overdue
-- Days since the last basket against the customer's own gap, and the change of
-- spend per day.
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
-- The last three periods that have ended, and the three before.
past AS (SELECT *, row_number() OVER (ORDER BY start DESC) AS back FROM period
         WHERE stop <= :last),
halves AS (
    SELECT min(iif(back = 3, start, NULL)) AS recent,
        min(iif(back = 1, stop, NULL)) AS stop,
        min(iif(back = 6, start, NULL)) AS earlier
    FROM past),
stretch AS (SELECT * FROM halves
            WHERE earlier >= (SELECT first FROM extent)),
-- Identified customers with an occasion, staff left out.
buyer AS (
    SELECT customer_id, min(day) AS first, max(day) AS latest, count(*) AS n
    FROM occasion WHERE day <= :last
        AND customer_id NOT IN (SELECT customer_id FROM staff)
    GROUP BY 1),
-- Baskets by the lines that were known then.
known AS (
    SELECT order_id, o_customer AS customer_id, o_day AS day
    FROM line WHERE day <= :last AND o_customer <> '' GROUP BY order_id
    HAVING sum(kind = 'sale') > 0
        AND sum(iif(kind = 'sale', list - discount, 0)) > 0),
last AS (SELECT customer_id, max(day) AS day FROM known GROUP BY 1),
spend AS (
    SELECT buyer.customer_id,
        sum(iif(day BETWEEN recent AND stop, sales, 0)) AS now,
        sum(iif(day >= earlier AND day < recent, sales, 0)) AS before,
        recent - earlier AS days_before, stop - recent + 1 AS days_now
    FROM buyer JOIN line ON o_customer = buyer.customer_id, stretch GROUP BY 1),
since AS (SELECT customer_id, :last - day AS days FROM last)
SELECT buyer.customer_id, days || '/1' AS days_since,
    iif(n > 1, (latest - first) || '/' || (n - 1), NULL) AS average_gap,
    iif(n > 1, (days * (n - 1)) || '/' || (latest - first), NULL)
        AS overdue_ratio,
    iif(before > 0, (now * days_before - before * days_now) || '/'
        || (before * days_now), NULL) AS spend_change_pct,
    (days > :at_risk_days) || '/1' AS at_risk,
    iif(days IS NULL, NULL, n >= 3 AND days * (n - 1) > 2 * (latest - first))
        || '/1' AS overdue
FROM buyer LEFT JOIN since USING (customer_id)
    LEFT JOIN spend USING (customer_id)
