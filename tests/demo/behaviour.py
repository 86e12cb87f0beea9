"""Whether the laws of truth.json come back out of the extracts."""
import bisect
import collections
import math

import extracts
import foretold
import laws

WEEKS = 157
DAY = 86400
STEP = 6  # weeks before and after a change of price


class Seen:
    """What one pass over the transactions leaves."""

    def __init__(self, folder):
        self.truth = extracts.Truth(folder)
        self.orders = {}  # basket -> time, first line, value, net
        self.spend = collections.defaultdict(list)  # customer -> (day, net)
        self.occasions = collections.defaultdict(set)  # customer -> days
        self.units = collections.defaultdict(collections.Counter)
        self.week_lines = collections.Counter()
        self.prices = collections.defaultdict(dict)  # product -> week -> price
        self.cut = collections.defaultdict(set)  # product -> weeks with a cut
        self.sums = extracts.Sums()
        self.usual = {}  # product -> first price
        self.rows = 0
        period_of = self.truth.period_of_day()
        for line in extracts.lines(folder, self.truth):
            self.rows += 1
            self.add(line, period_of[line.day])
        self.count_baskets(period_of)

    def add(self, line, period):
        self.sums.add((period, line.store), line)
        if line.kind in ("fee", "gift_card"):
            return
        if line.customer:
            self.spend[line.customer].append((line.day, line.net))
        if line.kind != "sale":
            return
        if line.customer and line.net > 0:
            self.occasions[line.customer].add(line.day)
        key = (line.day, line.second)
        order = self.orders.get(line.basket)
        if order is None:
            order = self.orders[line.basket] = [key, line, 0, 0]
        elif key < order[0]:
            order[:2] = key, line
        usual = self.usual.setdefault(line.product, line.price)
        order[2] += usual * line.units / 1000
        order[3] += line.net
        week = line.day // 7
        self.units[line.product][week] += 1
        self.week_lines[week] += 1
        self.prices[line.product][week] = line.price
        if line.promotion or line.discount > 0.15 * (line.net + line.discount):
            self.cut[line.product].add(week)

    def count_baskets(self, period_of):
        self.customers = collections.defaultdict(set)
        self.history = collections.defaultdict(list)
        for _, line, value, net in self.orders.values():
            if net <= 0:
                continue
            period = period_of[line.day]
            cell = self.sums.cells[period, line.store]
            cell["baskets"] += 1
            cell["member_baskets"] += line.member
            if line.customer:
                self.customers[period].add(line.customer)
                self.history[line.customer].append((line.day, value))


def check_sums(seen, test):
    wrong = []
    for name, period in seen.truth.periods.items():
        for store, cell in period["stores"].items():
            mine = seen.sums.cells[name, store]
            wrong += [(name, store, field) for field in extracts.Sums.FIELDS
                      if mine[field] != cell[field]]
        if len(seen.customers[name]) != period["customers"]:
            wrong.append((name, "customers"))
    test("sums of all periods and stores, counted from the rows, are the "
         "truth", not wrong, wrong[:5])
    test("there are as many rows as the truth says",
         seen.rows == seen.truth.all["rows"])


def never_members(seen, customers):
    """Those whose visits nothing but BG/NBD moves."""
    return [c["customer_id"] for c in customers
            if not c["membership_start"] and c["is_staff"] == "0"]


def check_bgnbd(seen, customers, test):
    clock = seen.truth.clock
    middle = [(a + b) / 2 for a, b in zip(clock, clock[1:])]
    rows = []
    for customer in never_members(seen, customers)[:9000]:
        days = sorted({day for day, _ in seen.history.get(customer, ())})
        if days:
            first = middle[days[0]]
            rows.append((len(days) - 1, middle[days[-1]] - first,
                         WEEKS - first))
    law = seen.truth.laws
    names = ("r", "alpha", "a", "b")
    want = [law[n] for n in names]
    got, best = laws.fit_bgnbd(rows)
    told = ", ".join(f"{n} {g:.3f} ({w})" for n, g, w in zip(names, got, want))
    print(f"# BG/NBD of {len(rows)} customers: {told}")
    ratio = 2 * (best - laws.bgnbd_likelihood(want, rows))
    test("BG/NBD: the law's own parameters are as likely as the fitted ones "
         "(chi-square of 4, 99.9 %)", ratio < 18.47, f"{ratio:.2f}; {told}")
    for name, value, law_value, slack in zip(names, got, want,
                                             (0.10, 0.12, 0.35, 0.45)):
        test(f"BG/NBD: {name} is {law_value} within {slack:.0%}",
             abs(value / law_value - 1) < slack, told)
    mean, wanted = got[2] / (got[2] + got[3]), want[2] / (want[2] + want[3])
    test("BG/NBD: the mean dropout chance is the law's within 15 %",
         abs(mean / wanted - 1) < 0.15, f"{mean:.4f}, {wanted:.4f}")


def check_gamma_gamma(seen, test):
    rows = []
    for customer in sorted(seen.history)[:12000]:
        if customer < "C9":
            values = [v / 100 for _, v in seen.history[customer]]
            rows.append((len(values), sum(values) / len(values)))
    law = seen.truth.laws
    p, q, gamma = laws.fit_gamma_gamma(rows)
    told = (f"p {p:.3f} ({law['p']}), q {q:.3f} ({law['q']}), gamma "
            f"{gamma:.2f} ({law['gamma']})")
    print(f"# Gamma-Gamma of {len(rows)} customers: {told}")
    mean = p * gamma / (q - 1)
    wanted = law["p"] * law["gamma"] / (law["q"] - 1)
    test("Gamma-Gamma: the mean is the law's within 3 %",
         abs(mean / wanted - 1) < 0.03, f"{mean:.2f}, {wanted:.2f}")
    test("Gamma-Gamma: q is the law's within 10 %",
         abs(q / law["q"] - 1) < 0.10, told)
    test("Gamma-Gamma: p is the law's within 25 % (products are whole)",
         abs(p / law["p"] - 1) < 0.25, told)


def check_season(seen, test):
    truth = seen.truth
    decline = truth.laws["anonymous_decline"]
    faulty = truth.all["faulty_scanner"]["store_id"]
    weeks = [0] * WEEKS
    hours = [[0] * 24 for _ in range(7)]
    for _, line, _, _ in seen.orders.values():
        if not line.customer and line.store != faulty:
            weeks[line.day // 7] += 1
        if line.channel == "store":
            hours[line.day % 7][line.second // 3600] += 1
    expected = []
    for week in range(WEEKS):
        low, high = truth.clock[7 * week], truth.clock[7 * week + 7]
        at = (low + high) / 2 / WEEKS
        expected.append((high - low) * (1 + decline * (1 - 2 * at)))
    value = laws.chi_square(weeks, expected)
    test("baskets without a card follow season, Christmas and decline "
         "(chi-square a degree of freedom < 1.4)", value < 1.4, f"{value:.3f}")
    value = max(laws.chi_square(hours[d][8:22], truth.all["hours"][d])
                for d in range(7))
    test("store baskets of each weekday follow its hours "
         "(chi-square a degree of freedom < 3)", value < 3, f"{value:.3f}")


def check_offers(seen, folder, test):
    """Lift in net sales a member, against what the offer did in fact."""
    truth = seen.truth
    windows = {o["offer_id"]: (truth.day(o["start_date"]),
                               truth.day(o["end_date"]))
               for o in extracts.read(folder, "offers.csv")}
    for sales in seen.spend.values():
        sales.sort()
    arms = collections.defaultdict(lambda: ([], []))
    for event in extracts.read(folder, "offer_events.csv"):
        if not event["allocated_at"]:
            continue
        first, last = windows[event["offer_id"]]
        sales = seen.spend.get(event["customer_id"], ())
        low = bisect.bisect_left(sales, (first, -1 << 60))
        high = bisect.bisect_right(sales, (last, 1 << 60))
        arms[event["offer_id"]][event["control"] == "1"].append(
            sum(net for _, net in sales[low:high]))
    counts, held, errors = [], 0, []
    for offer in truth.all["offers"]:
        treated, control = arms[offer["offer_id"]]
        counts.append((len(treated), len(control)) ==
                      (offer["treated"], offer["control"]))
        if min(len(treated), len(control)) < 30:
            continue
        lift, width = laws.welch(treated, control)
        real = offer["incremental_net"] / offer["treated"]
        held += abs(lift - real) <= width
        # By size: a weight by the interval favours controls that spent little.
        size = 1 / (1 / len(treated) + 1 / len(control))
        errors.append((size, lift - real, width))
    test("offers reach as many as the truth says", all(counts))
    test("the 95 % interval of lift holds the true effect in 85 % or more of "
         f"{len(errors)} offers", held >= 0.85 * len(errors),
         f"{held} of {len(errors)}")
    total = sum(size for size, _, _ in errors)
    error = sum(size * error for size, error, _ in errors) / total
    width = math.sqrt(sum((s * w) ** 2 for s, _, w in errors)) / total
    print(f"# mean error of lift: {error:.1f} +- {width:.1f} cents")
    test("the mean error of lift over all offers is within 1.5 times its "
         "interval", abs(error) <= 1.5 * width, f"{error:.1f} +- {width:.1f}")


def check_promotions(seen, folder, test):
    """Sale lines in promotion weeks, against the 8 weeks before without."""
    truth = seen.truth
    found = collections.defaultdict(lambda: [0, 0.0])
    for promotion in extracts.read(folder, "promotions.csv"):
        product = promotion["product_id"]
        first = truth.day(promotion["start_date"]) // 7
        last = truth.day(promotion["end_date"]) // 7
        cut = seen.cut[product]
        free = {w for w in range(max(0, first - 8), first)
                if not cut & {w, w - 1, w - 2}} if product else ()
        base = sum(seen.week_lines[w] for w in free)
        if len(free) < 4:
            continue
        weeks = range(first, last + 1)
        share = sum(seen.units[product][w] for w in free) / base
        cell = found[promotion["type"]]
        cell[0] += sum(seen.units[product][w] for w in weeks)
        cell[1] += share * sum(seen.week_lines[w] for w in weeks)
    for kind in truth.all["promotion_types"]:
        if kind["type"] not in found:
            continue
        got, base = found[kind["type"]]
        test(f"promotion '{kind['type']}' lifts lines {kind['uplift']} times "
             "within 12 %", abs(got / base / kind["uplift"] - 1) < 0.12,
             f"{got / base:.3f}")


def changes_of_price(seen, product):
    """Units before and after each change of a product's price, and its log."""
    known = sorted(seen.prices[product])
    for before, after in zip(known, known[1:]):
        old = seen.prices[product][before]
        new = seen.prices[product][after]
        if old == new or after - before > 1:
            continue
        sides = []
        for weeks in (range(after - STEP, after), range(after, after + STEP)):
            weeks = [w for w in weeks if 0 <= w < WEEKS and not
                     seen.cut[product] & {w, w - 1, w - 2} and
                     abs(seen.prices[product].get(w, 0) -
                         (old if w < after else new)) < 1 or
                     w not in seen.prices[product]]
            sides.append((sum(seen.units[product][w] for w in weeks),
                          sum(seen.week_lines[w] for w in weeks)))
        yield sides, math.log(new / old)


def check_elasticity(seen, folder, test):
    """One factor on all categories' elasticities; 1 if they are the law's."""
    elastic = {c["category"]: c["elasticity"]
               for c in seen.truth.all["categories"]}
    pairs = []
    for product in extracts.read(folder, "products.csv"):
        if product["category"] not in elastic:
            continue
        for ((n, lines), (m, later)), step in changes_of_price(
                seen, product["product_id"]):
            if lines and later and n + m:
                pairs.append((n, m, math.log(later / lines),
                              -elastic[product["category"]] * step))
    factor = 0.0
    for _ in range(20):  # Newton's method on a binomial likelihood
        slope = curve = 0
        for n, m, base, x in pairs:
            share = 1 / (1 + math.exp(-(base + factor * x)))
            slope += x * (m - (n + m) * share)
            curve += x * x * (n + m) * share * (1 - share)
        factor += slope / curve
    error = 1.96 / math.sqrt(curve)
    print(f"# elasticity: {factor:.3f} +- {error:.3f} times the law's")
    test("demand answers to price by the law's elasticities within 12 %",
         abs(factor - 1) < 0.12, f"{factor:.3f} +- {error:.3f}")


def check_members(seen, customers, test):
    """Who joins later spends more before he does than who never does."""
    truth = seen.truth
    before, never = [], []
    for customer in customers:
        if customer["is_staff"] == "1":
            continue
        baskets = seen.history.get(customer["customer_id"], ())
        start = customer["membership_start"]
        day = truth.day(start) if start else WEEKS * 7
        values = [value / 100 for at, value in baskets if at < day]
        if values:
            (before if start else never).append(sum(values) / len(values))
    more, width = laws.welch(before, never)
    test("members spend more even before they join", more > width,
         f"{more:.2f} +- {width:.2f}")


def check_subscribers(seen, folder, test):
    """Trials convert by chance: those who pay come more often after it."""
    truth = seen.truth
    clock = truth.clock
    spans = collections.defaultdict(list)
    for span in extracts.read(folder, "subscriptions.csv"):
        spans[span["customer_id"]].append(span)
    counts = {True: [0, 0.0], False: [0, 0.0]}
    paid = weeks = 0.0
    for customer, rows in spans.items():
        rows.sort(key=lambda s: s["start_date"])
        if rows[0]["status"] != "trial" or not rows[0]["end_date"]:
            continue
        first = truth.day(rows[0]["end_date"]) + 1
        last = first + 182
        if last > 7 * WEEKS:
            continue
        converted = len(rows) > 1
        visits = sum(first <= day < last
                     for day, _ in seen.history.get(customer, ()))
        counts[converted][0] += visits
        counts[converted][1] += clock[last] - clock[first]
        for span in rows[1:]:
            start = max(first, truth.day(span["start_date"]))
            end = min(last, truth.day(span["end_date"]) + 1
                      if span["end_date"] else last)
            paid += max(0, clock[max(start, end)] - clock[start])
        if converted:
            weeks += clock[last] - clock[first]
    (n, t), (m, u) = counts[True], counts[False]
    ratio = n / t / (m / u)
    error = 1.96 * ratio * math.sqrt(2.5 * (1 / n + 1 / m))
    want = 1 + truth.laws["subscriber_pull"] * paid / weeks
    print(f"# subscribers: {ratio:.3f} +- {error:.3f}, true {want:.3f}")
    test("the interval of the subscription's effect on visits holds the truth",
         abs(ratio - want) < error, f"{ratio:.3f} +- {error:.3f}; {want:.3f}")


def check(folder, data, test):
    """`data` is that of a pack of FY24P06."""
    seen = Seen(folder)
    customers = extracts.read(folder, "customers.csv")
    check_sums(seen, test)
    check_season(seen, test)
    check_promotions(seen, folder, test)
    check_elasticity(seen, folder, test)
    check_offers(seen, folder, test)
    check_members(seen, customers, test)
    check_subscribers(seen, folder, test)
    check_gamma_gamma(seen, test)
    check_bgnbd(seen, customers, test)
    foretold.check(seen, customers, data, test)
