-- The promotions that meet these days.
SELECT promotion_id, m.name, coalesce(nullif(m.type, ''), 'Unknown') AS type,
    start_date, end_date, m.product_id,
    coalesce(nullif(m.category, ''), nullif(p.category, ''), 'Unknown')
        AS of_category
FROM promotions m LEFT JOIN products p USING (product_id)
WHERE start_date <= :last AND end_date >= :first
ORDER BY start_date, promotion_id
