#!/usr/bin/env python3
"""How often intervals hold the truth: packs of demo retailers of several seeds,
against what is so by their construction (truth.json).

One function a law: it is given the truth, the folder of a pack's tables and
the period, and yields (what, estimate, low, high, truth) of each interval that
is shown.  Exits with 1 where fewer than nine in ten hold, or one of those that
allow for nothing.
"""
import argparse
import collections
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

import offers

DEMO = os.environ.get("DEMO", "build/release/tests/demo/demo")
REPORT = os.environ.get("REPORT", "build/release/report")
PERIODS = ("FY22P03,FY22P06,FY22P08,FY23P01,FY23P04,FY23P06,FY23P09,FY24P02,"
           "FY24P06,FY24P08,FY24P11")
LEAST = 0.9


def rows(data, table):
    path = os.path.join(data, table + ".csv")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def promotion_uplift(truth, data, _period):
    """What a type of promotion makes of units on the products in it."""
    want = {t["type"]: t["uplift"] - 1 for t in truth["promotion_types"]}
    for table, what in (("promotions", "promotion uplift"),
                        ("promotion_types", "uplift of a type")):
        for row in rows(data, table):
            if row["low"]:
                yield (f"{what}: {row['type']}", float(row["uplift"]),
                       float(row["low"]), float(row["high"]),
                       want[row["type"]])


LAWS = [promotion_uplift, offers.offer_lift, offers.offer_counts]


class Tally:
    """Of one kind of interval: how many there are, and how they lie."""

    def __init__(self):
        self.count = self.held = self.below = self.above = 0
        self.width = self.error = 0.0

    def add(self, estimate, low, high, truth):
        self.count += 1
        self.held += low <= truth <= high
        self.below += high < truth
        self.above += low > truth
        self.width += high - low
        self.error += estimate - truth

    def merge(self, more):
        self.count += more.count
        self.held += more.held
        self.width += more.width

    def is_enough(self):
        return self.held >= (LEAST if self.width else 1) * self.count

    def show(self, what):
        print(f"{what:40} {self.count:6} {self.held / self.count:7.1%} "
              f"{self.below:6} {self.above:6} {self.width / self.count:8.2f} "
              f"{self.error / self.count:+8.2f}")


def measure(folder, out, periods, tallies):
    with open(os.path.join(folder, "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    for period in periods:
        subprocess.run([REPORT, f"--input={folder}", f"--output={out}",
                        f"--period={period}", "--only=csv", "--no-cache",
                        "--force", "--quiet"], check=True)
        data = os.path.join(out, period, "data")
        for law in LAWS:
            for what, *interval in law(truth, data, period):
                tallies[what].add(*interval)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=1, help="seed")
    parser.add_argument("--lines", default="1.5M")
    parser.add_argument("--periods", default=PERIODS)
    options = parser.parse_args()
    tallies = collections.defaultdict(Tally)
    for seed in range(options.first, options.first + options.seeds):
        root = tempfile.mkdtemp(prefix="report-truth-")
        try:
            subprocess.run([DEMO, f"--output={root}/in", f"--seed={seed}",
                            f"--lines={options.lines}"], check=True)
            measure(f"{root}/in", f"{root}/out", options.periods.split(","),
                    tallies)
        finally:
            shutil.rmtree(root)
        print(f"seed {seed} done", file=sys.stderr, flush=True)
    sums = collections.defaultdict(Tally)  # by kind
    print(f"{'interval':40} {'n':>6} {'hold':>7} {'below':>6} {'above':>6} "
          f"{'width':>8} {'error':>8}")
    for what in sorted(tallies):
        tallies[what].show(what)
        sums[what.split(":")[0]].merge(tallies[what])
    for kind, tally in sums.items():
        print(f"{kind}: {tally.held} of {tally.count} hold, "
              f"{tally.held / tally.count:.1%}")
    return not all(tally.is_enough() for tally in sums.values())


if __name__ == "__main__":
    sys.exit(main())
