"""What personal offers did, against what the demo's customers were made to do.

An offer counts in the one window that it ends in.
"""
import csv
import os

ARM = 30  # customers, for a lift to be judged
CENTS = 100  # the unit of the truth's money


def offer_lift(truth, data, _period):
    """What visits it caused brought in, less what it took off the others."""
    want = {o["offer_id"]: o for o in truth["offers"]}
    for row in finished(data):
        offer = want[row["offer_id"]]
        if int(row["control"]) >= ARM and int(row["treated"]) >= ARM:
            yield (f"sales by an offer: {offer['name']}",
                   float(row["incremental_sales"]),
                   float(row["incremental_low"]),
                   float(row["incremental_high"]),
                   offer["incremental_net"] / CENTS)


def offer_counts(truth, data, _period):
    """Customers and costs, which are to be found exactly."""
    want = {o["offer_id"]: o for o in truth["offers"]}
    for row in finished(data):
        offer = want[row["offer_id"]]
        for column, count in (("treated", offer["treated"]),
                              ("control", offer["control"]),
                              ("redeemed", offer["redeemed"]),
                              ("leakage", offer["leaked"]),
                              ("reward_cost",
                               offer["reward_cost"] / CENTS)):
            number = float(row[column])
            yield (f"count of an offer: {column}", number, number, number,
                   count)


def finished(data):
    with open(os.path.join(data, "offers.csv"), encoding="utf-8",
              newline="") as file:
        return [row for row in csv.DictReader(file) if row["complete"] == "1"]
