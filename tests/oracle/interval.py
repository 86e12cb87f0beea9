"""interval.py - 95 % intervals of metrics.md 0, from counts and exact sums.

Quantiles are found by bisection on the distribution's own integral, so nothing
is shared with the program's library.
"""

from math import erf, exp, lgamma, log, sqrt


def bisect(function, target, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        if function(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


Z = bisect(lambda z: (1 + erf(z / sqrt(2))) / 2, 0.975, 0, 5)


def beta_fraction(a, b, x):
    """The continued fraction of the incomplete beta function (Lentz)."""
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    h = d
    for m in range(1, 10000):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x /
                     ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + step * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + step / c
            c = c if abs(c) > tiny else tiny
            h *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return h


def beta(a, b, x):
    if x in (0, 1):
        return float(x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) +
                b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * beta_fraction(a, b, x) / a
    return 1 - front * beta_fraction(b, a, 1 - x) / b


def t_distribution(t, df):
    """P(T <= t) for t >= 0."""
    return 1 - beta(df / 2, 0.5, df / (df + t * t)) / 2


def t_quantile(df):
    return bisect(lambda t: t_distribution(t, df), 0.975, 0, 100)


class Mean:
    """Counts and sums, exact; what is divided is a double."""

    def __init__(self, values=(), scale=1):
        self.n = self.sum = self.squares = 0
        self.scale = scale
        for value in values:
            self.n += 1
            self.sum += value
            self.squares += value * value

    def mean(self):
        return self.sum / (self.n * self.scale) if self.n else None

    def variance(self):
        over = self.n * self.squares - self.sum * self.sum
        return over / (self.n * (self.n - 1) * self.scale**2)


def welch(a, b):
    """Difference of means, low, high."""
    difference = a.mean() - b.mean()
    u, v = a.variance() / a.n, b.variance() / b.n
    if u + v == 0:
        return difference, difference, difference
    df = (u + v) ** 2 / (u * u / (a.n - 1) + v * v / (b.n - 1))
    reach = t_quantile(df) * sqrt(u + v)
    return difference, difference - reach, difference + reach


def student(a, b):
    """Difference of means of arms alike, low, high."""
    difference = a.mean() - b.mean()
    df = a.n + b.n - 2
    variance = ((a.n - 1) * a.variance() + (b.n - 1) * b.variance()) / df
    reach = t_quantile(df) * sqrt(variance * (1 / a.n + 1 / b.n))
    return difference, difference - reach, difference + reach


def wilson(k, n):
    if not n:
        return None, None
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (middle - reach if k else 0.0), (middle + reach if k < n else 1.0)


def newcombe(k1, n1, k2, n2):
    p1, p2 = k1 / n1, k2 / n2
    l1, u1 = wilson(k1, n1)
    l2, u2 = wilson(k2, n2)
    difference = p1 - p2
    return (difference, difference - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2),
            difference + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2))


class Ratio:
    """A ratio of sums over clusters: pairs (over, under) of whole numbers."""

    def __init__(self, pairs):
        self.n = self.over = self.under = self.oo = self.ou = self.uu = 0
        for over, under in pairs:
            self.n += 1
            self.over += over
            self.under += under
            self.oo += over * over
            self.ou += over * under
            self.uu += under * under

    def value(self):
        return self.over / self.under if self.under else None

    def variance(self):
        """n / (n - 1) sum (over - R under)^2 / (sum under)^2, exactly."""
        d, g = self.over, self.under
        squares = self.oo * g * g - 2 * d * g * self.ou + d * d * self.uu
        return self.n * squares / ((self.n - 1) * g**4)


def delta(a, b):
    difference = a.value() - b.value()
    reach = Z * sqrt(a.variance() + b.variance())
    return difference, difference - reach, difference + reach


def verdict(n1, n2, low, high):
    if min(n1, n2) < 30:
        return "n < 30"
    if low is None:
        return None
    return "higher" if low > 0 else "lower" if high < 0 else "not proven"
