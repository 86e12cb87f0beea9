"""What report foretells of the demo: by the data it knew, and by what came."""
import math

import extracts
import laws

NAMES = ("r", "alpha", "a", "b")


def known(seen, customers, end):
    """(x, t_x, T) in weeks of who came up to a day, but staff."""
    staff = {c["customer_id"] for c in customers if c["is_staff"] == "1"}
    rows = []
    for customer, all_days in seen.occasions.items():
        days = sorted(day for day in all_days if day <= end)
        if days and customer not in staff:
            rows.append((len(days) - 1, (days[-1] - days[0]) / 7,
                         (end - days[0]) / 7))
    return rows


def check_model(seen, customers, data, end, test):
    model = {r["name"]: r["value"]
             for r in extracts.read(data, "clv_model.csv")}
    rows = known(seen, customers, end)
    test("the model of customers' value is of all who came, and how often",
         [int(model[n]) for n in ("customers", "repeaters", "repeats")] ==
         [len(rows), sum(x > 0 for x, _, _ in rows), sum(r[0] for r in rows)])
    found = [float(model[n]) for n in NAMES]
    most = laws.bgnbd_likelihood(found, rows)
    test("BG/NBD: the likelihood is that of the formula, from both starts",
         all(abs(float(model[n]) - most) < 0.01
             for n in ("log_likelihood", "log_likelihood_again")), most)
    for i, name in enumerate(NAMES):
        beside = [laws.bgnbd_likelihood(
            [v * (factor if j == i else 1) for j, v in enumerate(found)], rows)
            for factor in (0.99, 1.01)]
        test(f"BG/NBD: no other {name} is as likely", max(beside) < most,
             (most, beside))
    test("the gate of the model of customers' value is open",
         model["gate"] == "1", model["reason"])


def check_forecast(truth, data, test):
    """Three periods after, which report has not seen."""
    for row in extracts.read(data, "forecast.csv"):
        net = sum(store["net"] for store in
                  truth.periods[row["period"]]["stores"].values()) / 100
        low, got, high = (float(row[n] or math.nan)
                          for n in ("low_95", "net_sales", "high_95"))
        test(f"forecast of {row['period']}: net sales are within 5 % and the "
             "interval of 95 %",
             abs(got / net - 1) < 0.05 and low < net < high,
             f"{got:.0f} ({low:.0f} to {high:.0f}), {net:.0f}")


def check(seen, customers, data, test):
    """`data` is that of a pack of FY24P06."""
    end = seen.truth.day(seen.truth.periods["FY24P06"]["end"])
    check_model(seen, customers, data, end, test)
    check_forecast(seen.truth, data, test)
