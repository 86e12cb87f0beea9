"""customers.py REPORT DATA: what is known of the customers of Online Retail.

The figures were computed by an independent program.  Value, churn and cohorts
are those of a pack; the concentration of sales is that of a second one, whose
mapping sets returns aside too.  Prints TAP.
"""

import csv
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PERIOD = "2010-12-01..2011-12-09"

COHORTS = {
    "2010-12": [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445,
                235],
    "2011-01": [417, 92, 111, 96, 134, 120, 103, 101, 125, 136, 152, 49],
}


def pack(report, data, folder, more=""):
    """The tables' folder of a pack; `more` rows are set aside."""
    source = Path(folder) / "input"
    source.mkdir(parents=True)
    for path in sorted((Path(data) / "online_retail").iterdir()):
        (source / path.name).symlink_to(path.resolve())
    rules = (HERE / "online_retail" / "report.yaml").read_text()
    (source / "report.yaml").write_text(rules.rstrip("\n") + "\n" + more)
    done = subprocess.run(
        [report, f"--input={source}", f"--output={folder}/output",
         f"--period={PERIOD}", "--only=csv"],
        env={**os.environ, "LC_ALL": "C"}, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip()}")
    return Path(folder) / "output" / PERIOD / "data"


def table(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cohorts(folder):
    found = {}
    for row in table(folder, "cohorts"):
        found.setdefault(row["cohort"], []).append(int(row["customers"]))
        if (row["share"] == "") != (row["elapsed"] == "0" and row["k"] != "0"):
            found[row["cohort"]].append("a share of what has not elapsed")
    return {name: found[name] for name in COHORTS}


def churn(folder):
    return {row["measure"]: int(row["customers"])
            for row in table(folder, "churn_summary")}


def gaps(folder):
    found = sorted(float(row["average_gap"]) for row in table(folder, "churn")
                   if row["average_gap"])
    half = len(found) // 2
    middle = (found[half - 1] + found[half]) / 2
    return len(found), round(sum(found) / len(found), 4), round(middle, 1)


def concentration(folder):
    """All value, and in per cent that of the top 20 % and of the bands."""
    shares = {row["percent"]: row for row in table(folder, "clv_curve")}
    bands = {row["band"]: row for row in table(folder, "clv_bands")}
    value = sum(float(row["clv"]) for row in bands.values())
    return (round(value, 3), *(round(100 * float(share), 2) for share in (
        shares["20"]["share_top"], bands["High"]["share_clv"],
        bands["Low"]["share_clv"])))


def say(words, got, want):
    print("ok" if got == want else "not ok", "- online_retail customers:",
          words)
    if got != want:
        print(f"#   got {got}, want {want}")
    return got == want


def main():
    report, data = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        whole = pack(report, data, f"{folder}/whole")
        sales = pack(report, data, f"{folder}/sales",
                     '      quantity: "< 0"\n')
        good = [
            say("cohorts", cohorts(whole), COHORTS),
            say("mean gaps, their mean and median", gaps(whole),
                (2790, 78.4267, 58.9)),
            say("all with a basket", churn(whole)["customers"], 4338),
            say("at risk", churn(whole)["at_risk"], 2265),
            say("sales, shares of the top and the bottom 20 %",
                concentration(sales), (8911407.904, 74.62, 74.62, 1.5)),
        ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
