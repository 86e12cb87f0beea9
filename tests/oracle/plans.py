"""plans.py - what an odd retailer has planned: promotions, campaigns, offers
and who was given them, subscriptions, targets."""

from datetime import date

from periods import DAY

TARGETS = ("net_sales", "aov", "discount_rate", "units", "baskets",
           "margin_rate", "customers", "upt", "return_rate", "scan_rate",
           "gap_mean")


def span(retailer):
    """First and last day of what meets the reported period, or nearly so."""
    start = retailer.now + DAY * retailer.r.randrange(-60, 30)
    return start, start + DAY * retailer.r.choice([0, 0, 3, 6, 13, 30, 200])


def promotions(retailer):
    r, rows = retailer.r, []
    for i in range(r.choice([0, 1, 6])):
        start, end = span(retailer)
        row = {"promotion_id": retailer.name_id("PR", i), "name": f"Promo {i}",
               "type": r.choice(["%", "bogo", ""]), "start_date": str(start),
               "end_date": str(end)}
        what = r.choice(["product", "product", "category", "ghost", "nothing"])
        if what == "product":
            row["product_id"] = r.choice(retailer.products)[0]
        elif what == "category":
            row["category"] = r.choice(retailer.categories)[0]
        elif what == "ghost":
            row["product_id"] = "nowhere"
        rows.append(row)
    return rows


def campaigns(retailer):
    r, rows = retailer.r, []
    for i in range(r.choice([0, 1, 5, 14])):
        start, end = span(retailer)
        rows.append({
            "campaign_id": retailer.name_id("K", i), "name": f"Campaign {i}",
            "medium": r.choice(["ATL", "BTL", "btl", "Other"]),
            "channel": r.choice(["TV", "email", ""]),
            "business_unit": r.choice(retailer.departments + [""]),
            "market": r.choice(retailer.markets),
            "start_date": str(start), "end_date": str(end),
            "spend": r.choice(["", "0", "1000.5", "250"]),
            "funded_by": r.choice(["own", "group", "supplier", ""])})
    return rows


def campaign_results(retailer, campaign_ids):
    r, rows = retailer.r, []
    days = (retailer.last - retailer.first).days + 1
    for _ in range(r.choice([0, 3, 60])):
        day = r.choice([retailer.now, retailer.now - DAY, retailer.as_of,
                        retailer.as_of + DAY,
                        retailer.first + DAY * r.randrange(days)])
        rows.append({
            "campaign_id": r.choice(campaign_ids + ["unlisted"]),
            "date": str(day),
            "business_unit": r.choice(retailer.departments + [""]),
            "market": r.choice(retailer.markets + ["", "Elsewhere"]),
            "spend": r.choice(["", "0", "10.25", "99", "-5"]),
            "impressions": r.choice(["", "0", "1000"]),
            "clicks": r.choice(["", "0", "12"]),
            "attributed_sales": r.choice(["", "0", "55.55", "300"]),
            "attributed_incremental_sales": r.choice(["", "0", "20"])})
    if rows:    # no column is empty as a whole
        rows[0].update(spend="12", impressions="10", clicks="1",
                       attributed_sales="9", attributed_incremental_sales="1")
    return rows


def offers(retailer):
    r, rows = retailer.r, []
    for i in range(r.choice([0, 1, 4, 8])):
        start, end = span(retailer)
        rows.append({
            "offer_id": retailer.name_id("O", i), "name": f"Offer {i}",
            "campaign_id": r.choice(["", "K1", "none"]),
            "type": r.choice(["points", ""]),
            "business_unit": r.choice(retailer.departments),
            "start_date": str(start), "end_date": str(end),
            "funded_by": r.choice(["own", "supplier", "", "group"])})
    return rows


def event(retailer, offer, control, redeem):
    """What befell somebody, in no order of stages."""
    r = retailer.r
    start, end = (date.fromisoformat(offer[name])
                  for name in ("start_date", "end_date"))
    row = {"offer_id": offer["offer_id"],
           "control": "1" if retailer.chance(control) else
           r.choice(["0", "", "false"])}
    if retailer.chance(0.9):
        day = DAY * r.randrange(-5, 5)      # of these the last comes too late
        row["allocated_at"] = str((start if day < DAY * 4 else end) + day)
    for stage in ("delivered_at", "opened_at", "activated_at"):
        if retailer.chance(0.5):
            row[stage] = str(start + DAY * r.randrange(-2, 9)) + r.choice(
                ["", " 10:11:12", "T23:59"])
    if retailer.chance(redeem):
        row["redeemed_at"] = str(r.choice([
            start, end, end + DAY, start - DAY, retailer.as_of, retailer.now,
            retailer.as_of + DAY]))
        row["reward_cost"] = r.choice(["", "0", "5", "2.5", "-1"])
    elif retailer.chance(0.1):
        row["reward_cost"] = "3"
    return row


def offer_events(retailer, listed):
    """Some have none, and some two, of one offer."""
    r, rows = retailer.r, []
    control = r.choice([0, 0.3, 0.5])
    redeem = r.choice([0, 0.3, 1])
    people = retailer.customers + ["stranger"]
    for offer in listed:
        for customer in people:
            for _ in range(r.choice([0, 0, 1, 1, 1, 1, 1, 1, 1, 2])):
                rows.append({**event(retailer, offer, control, redeem),
                             "customer_id": customer})
    if listed and retailer.chance(0.3):
        rows.append({"offer_id": "unlisted", "customer_id": people[0],
                     "redeemed_at": str(retailer.as_of), "reward_cost": "4"})
    return rows


def subscription(retailer, i):
    r = retailer.r
    start = r.choice([
        retailer.now, retailer.now - DAY, retailer.as_of, retailer.as_of + DAY,
        retailer.first + DAY * r.randrange(-100, 600),
        retailer.now - DAY * 200])
    row = {"subscription_id": retailer.name_id("U", i),
           "customer_id": r.choice(retailer.customers + ["stranger"]),
           "plan": r.choice(["Basic", "Plus", ""]),
           "status": r.choice(["paid", "paid", "", "trial", "staff", "PAID"]),
           "start_date": str(start),
           "price": r.choice(["0", "9.99", "119", "5.0001"]),
           "interval": r.choice(["month", "year", "", "YEAR"]),
           "discount": r.choice(["", "", "0", "5"])}
    if row["price"] == "0":
        row["discount"] = ""
    if retailer.chance(0.6):
        row["end_date"] = str(max(start, r.choice([
            start + DAY * r.choice([0, 0, 1, 6, 29, 180, 364]), retailer.as_of,
            retailer.now - DAY, retailer.as_of - DAY * 3])))
    return row


def subscriptions(retailer):
    """Spans that overlap, and that go on with a pause or without."""
    r, rows = retailer.r, []
    for i in range(r.choice([0, 1, 10, 80]) if retailer.customers else 0):
        row = subscription(retailer, i)
        rows.append(row)
        if "end_date" in row and retailer.chance(0.5):
            again = date.fromisoformat(row["end_date"]) + DAY * r.choice(
                [0, 1, 2, 7, 8, 9])
            rows.append({**row, "start_date": str(again), "end_date": "",
                         "subscription_id": row["subscription_id"] + "n"})
    return rows


def targets(retailer):
    """For one scope only, or for several; and of another period."""
    r, rows = retailer.r, []
    store = f"store:{retailer.store_ids[0]}"
    for kpi in r.sample(TARGETS, r.choice([0, 5, 5])):
        for scope in r.choice([[""], ["all"], ["", "market:Metro"], [store]]):
            target = r.choice(["0.05", "0.5", "20"] if kpi.endswith("rate")
                              else ["1000", "20.5", "123456", "0.4"])
            rows.append({"period": retailer.calendar.name, "kpi": kpi,
                         "target": target, "scope": scope})
    if rows and retailer.chance(0.5):
        rows.append({"period": "FY99P12", "kpi": "net_sales", "target": "5"})
    return rows


def make(retailer):
    """All of them."""
    rows = {"promotions": promotions(retailer),
            "campaigns": campaigns(retailer), "offers": offers(retailer)}
    rows["campaign_results"] = campaign_results(
        retailer, [row["campaign_id"] for row in rows["campaigns"]])
    rows["offer_events"] = offer_events(retailer, rows["offers"])
    rows["subscriptions"] = subscriptions(retailer)
    rows["targets"] = targets(retailer)
    return rows
