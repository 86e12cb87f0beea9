-- The promotions that meet these days.
SELECT m.*, coalesce(nullif(m.category, ''), p.category, 'Unknown')
    AS of_category
FROM promotions m LEFT JOIN products p USING (product_id)
WHERE start_date <= :last AND end_date >= :first
ORDER BY start_date, promotion_id
