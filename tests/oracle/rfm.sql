-- key: customer_id
-- exact: recency, frequency, monetary, r, f, m, not_positive
-- text: segment, overlay
-- Identified customers, no staff, by recency, frequency and monetary value.
-- with: scored
SELECT customer_id, p.r || '/1' AS recency, p.f || '/1' AS frequency,
    p.m || '/10000' AS monetary, rs || '/1' AS r, fs || '/1' AS f,
    ms || '/1' AS m, segment.name AS segment,
    CASE WHEN rs IS NULL THEN NULL
        WHEN rs >= 4 AND fs >= 4 AND ms >= 4 THEN 'VIP'
        WHEN rs >= 4 AND fs <= 2 THEN 'New Customer'
        WHEN rs <= 2 AND fs <= 2 THEN 'Churn Risk' ELSE 'Core' END AS overlay,
    (p.m <= 0) || '/1' AS not_positive
FROM p LEFT JOIN cell USING (customer_id)
LEFT JOIN segment ON rs BETWEEN r1 AND r2 AND fs BETWEEN f1 AND f2
ORDER BY customer_id
