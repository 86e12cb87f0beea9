-- key: store_id
-- exact: trading_days
-- text: reason
-- Why a store is not comparable (empty: it is): it closed, opened less than 364
-- days before :as_of, or had a basket on less than 80 % of the days of these
-- days, or of the days one year before.
WITH b AS (
    SELECT store_id,
        count(DISTINCT iif(day BETWEEN :first AND :last, day, NULL)) AS now,
        count(DISTINCT iif(day BETWEEN :ly_first AND :ly_last, day, NULL))
            AS ly
    FROM basket
    WHERE day BETWEEN :first AND :last OR day BETWEEN :ly_first AND :ly_last
    GROUP BY 1)
SELECT coalesce(nullif(a.store_id, ''), 'Unknown') AS store_id,
    CASE
    WHEN a.store_id = '' THEN 'not known which'
    WHEN closed <= :as_of THEN 'closed'
    WHEN opened > :as_of - 364 THEN 'opened less than 364 days before'
    WHEN coalesce(now, 0) * 10 < (:last - :first + 1) * 8
        THEN 'trades on less than 80 % of the days'
    WHEN :ly_first > :ly_last THEN 'no last year to compare with'
    WHEN coalesce(ly, 0) * 10 < (:ly_last - :ly_first + 1) * 8
        THEN 'traded on less than 80 % of the days last year'
    ELSE '' END AS reason
FROM any_store a LEFT JOIN stores USING (store_id) LEFT JOIN b USING (store_id)
