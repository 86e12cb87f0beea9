"""Estimators of the laws by which the demo's customers behave."""
import math


def minimise(function, start, step=0.25, tolerance=1e-7, most=600):
    """Nelder and Mead's simplex."""
    size = len(start)
    points = [list(start)]
    for i in range(size):
        point = list(start)
        point[i] += step
        points.append(point)
    values = [function(p) for p in points]
    for _ in range(most):
        order = sorted(range(size + 1), key=values.__getitem__)
        points = [points[i] for i in order]
        values = [values[i] for i in order]
        if values[-1] - values[0] < tolerance * (abs(values[0]) + 1):
            break
        middle = [sum(p[i] for p in points[:-1]) / size for i in range(size)]

        def towards(factor):
            point = [m + factor * (w - m) for m, w in zip(middle, points[-1])]
            return point, function(point)

        point, value = towards(-1)
        if value < values[0]:
            further, better = towards(-2)
            if better < value:
                point, value = further, better
        elif value >= values[-2]:
            point, value = towards(0.5 if value >= values[-1] else -0.5)
        if value < values[-1]:
            points[-1], values[-1] = point, value
            continue
        for k in range(1, size + 1):
            points[k] = [(a + b) / 2 for a, b in zip(points[k], points[0])]
            values[k] = function(points[k])
    best = min(range(size + 1), key=values.__getitem__)
    return points[best], values[best]


def bgnbd_likelihood(parameters, customers):
    """The log-likelihood of (x, t_x, T), Fader, Hardie and Lee (2005)."""
    r, alpha, a, b = parameters
    lgamma, log = math.lgamma, math.log
    total = 0
    fixed = {}
    for x, recency, age in customers:
        if x not in fixed:
            head = (lgamma(r + x) - lgamma(r) + r * log(alpha) +
                    lgamma(a + b) + lgamma(b + x) - lgamma(b) -
                    lgamma(a + b + x))
            fixed[x] = (head, log(a) - log(b + x - 1) if x else 0)
        head, drop = fixed[x]
        alive = -(r + x) * log(alpha + age)
        if x:
            dropped = drop - (r + x) * log(alpha + recency)
            high = max(alive, dropped)
            alive = high + log(math.exp(alive - high) +
                               math.exp(dropped - high))
        total += head + alive
    return total


def fit_bgnbd(customers):
    """r, alpha, a, b of most likelihood, and that."""
    best, value = minimise(
        lambda p: -bgnbd_likelihood([math.exp(v) for v in p], customers),
        [math.log(v) for v in (1, 8, 0.7, 3)])
    return [math.exp(v) for v in best], -value


def fit_gamma_gamma(customers):
    """p, q, gamma of most likelihood for (baskets, mean value)."""
    def likelihood(logs):
        p, q, gamma = (math.exp(v) for v in logs)
        fixed = {}
        total = 0
        for x, mean in customers:
            if x not in fixed:
                fixed[x] = (math.lgamma(p * x + q) - math.lgamma(p * x) -
                            math.lgamma(q) + q * math.log(gamma) +
                            p * x * math.log(x))
            total += (fixed[x] + (p * x - 1) * math.log(mean) -
                      (p * x + q) * math.log(gamma + x * mean))
        return -total
    best, _ = minimise(likelihood, [math.log(v) for v in (3, 3, 60)])
    return [math.exp(v) for v in best]


def welch(treated, control):
    """The difference of means and its 95 % interval (normal: many of each)."""
    def moments(values):
        n = len(values)
        mean = sum(values) / n
        return mean, sum((v - mean) ** 2 for v in values) / (n - 1) / n
    mean_t, error_t = moments(treated)
    mean_c, error_c = moments(control)
    width = 1.96 * math.sqrt(error_t + error_c)
    return mean_t - mean_c, width


def chi_square(counts, expected):
    """Scaled to the same total; over its degrees of freedom."""
    scale = sum(counts) / sum(expected)
    pairs = [(c, e * scale) for c, e in zip(counts, expected) if e > 0]
    return sum((c - e) ** 2 / e for c, e in pairs) / (len(pairs) - 1)
