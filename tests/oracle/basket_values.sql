-- key: band
-- exact: low, high, baskets, net_sales, ly_baskets, is_top
-- Baskets by what they are worth (list - discount of their sale lines), in
-- bands as wide as the smallest of 0.01, 0.02, 0.05, 0.1 ... with which 24 of
-- them reach beyond P99 of the period; they end behind P99, and the last one is
-- open.  A basket on the edge of two is in the upper one.  P99 is 99 % of the
-- way from the least to the greatest rank, between two values in proportion;
-- it is had here in hundredths, so that all is whole.  Of the period are
-- baskets from :first to :last, last year's are those from :ly_first to
-- :ly_last.  Above is a band with all those above it; of the top are those that
-- hold a tenth of the baskets at the most.
WITH RECURSIVE now AS (
    SELECT value, value - returns AS net FROM basket
    WHERE day BETWEEN :first AND :last),
ly AS (
    SELECT value FROM basket WHERE day BETWEEN :ly_first AND :ly_last),
ranked AS (SELECT value, row_number() OVER (ORDER BY value) - 1 AS place
    FROM now),
size AS (SELECT count(*) AS n FROM now),
p99 AS (
    SELECT low.value * (100 - (n - 1) * 99 % 100)
        + high.value * ((n - 1) * 99 % 100) AS hundredths
    FROM size JOIN ranked low ON low.place = (n - 1) * 99 / 100
    JOIN ranked high ON high.place = min(n - 1, (n - 1) * 99 / 100 + 1)),
power(ten) AS (
    SELECT 100 UNION ALL SELECT ten * 10 FROM power WHERE ten < 100000000000),
step AS (
    SELECT min(ten * digit) AS step
    FROM power, (SELECT 1 AS digit UNION SELECT 2 UNION SELECT 5), p99
    WHERE ten * digit * 24 * 100 > hundredths),
closed AS (
    SELECT step, hundredths / 100 / step + 1 AS bands FROM step, p99),
band(number) AS (
    SELECT 0 FROM size WHERE n > 0 UNION ALL
    SELECT number + 1 FROM band, closed WHERE number < bands),
held AS (
    SELECT min(value / step, bands) AS number, count(*) AS baskets,
        sum(net) AS net FROM now, closed GROUP BY 1),
former AS (
    SELECT min(value / step, bands) AS number, count(*) AS baskets
    FROM ly, closed GROUP BY 1),
counted AS (
    SELECT number, coalesce(h.baskets, 0) AS baskets,
        coalesce(h.net, 0) AS net, coalesce(f.baskets, 0) AS ly_baskets,
        number * step AS low, iif(number < bands, (number + 1) * step, NULL)
            AS high
    FROM band LEFT JOIN held h USING (number) LEFT JOIN former f USING (number),
        closed),
above AS (
    SELECT *, sum(baskets) OVER w AS baskets_above, sum(net) OVER w AS net_above
    FROM counted WINDOW w AS (ORDER BY number DESC)),
named AS (
    SELECT *, iif(step % 10000 = 0, low / 10000, printf('%d.%02d', low / 10000,
            low % 10000 / 100)) AS low_name,
        iif(step % 10000 = 0, high / 10000, printf('%d.%02d', high / 10000,
            high % 10000 / 100)) AS high_name
    FROM above, closed),
whole AS (
    SELECT sum(baskets) AS baskets, sum(net) AS net,
        sum(ly_baskets) AS ly_baskets FROM counted)
SELECT iif(high IS NULL, low_name || ' and more', low_name || ' to '
        || high_name) AS band,
    low || '/10000' AS low, high || '/10000' AS high,
    n.baskets || '/1' AS baskets, n.baskets || '/' || w.baskets AS share,
    n.net || '/10000' AS net_sales, n.net || '/' || w.net AS share_sales,
    iif(:ly_first <= :ly_last, n.ly_baskets, NULL) || '/1' AS ly_baskets,
    iif(:ly_first <= :ly_last, n.ly_baskets, NULL) || '/' || w.ly_baskets
        AS ly_share,
    baskets_above || '/' || w.baskets AS share_above,
    net_above || '/' || w.net AS sales_above,
    (baskets_above * 10 <= w.baskets) || '/1' AS is_top
FROM named n, whole w ORDER BY number
