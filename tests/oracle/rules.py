"""rules.py - what report.yaml says of rules, for the queries.

Of the file's YAML it reads what a section of plain keys has: a line a key, two
spaces before it; lists in brackets.  The defaults are those of metrics.md.
"""

from pathlib import Path

# As long as any history is.
ALL_DAYS = 10**6
RULES = {"at_risk_days": "45", "active_weeks": "26", "engaged_weeks": "8",
         "rfm_weeks": "104", "product_baskets": "30", "closed_days": "1"}
THRESHOLDS = {"recency": 1, "frequency": 1, "monetary": 10**4}


def scalar(text):
    return text.strip().strip("\"'")


def value_of(text):
    if text.startswith("["):
        return [scalar(word) for word in text.strip("[]").split(",")]
    return scalar(text)


def sections(path):
    """Each section's keys with their words; what lies deeper is left out."""
    found, section = {}, {}
    if not Path(path).exists():
        return found
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        line = line.partition(" #")[0].rstrip()
        key, _, text = line.strip().partition(":")
        if not line or line.startswith("#"):
            continue
        if not line.startswith(" "):
            section = found[key] = {}
        elif line.startswith("  ") and line[2] != " ":
            section[key] = value_of(text.strip())
    return found


def weeks(text):
    return ALL_DAYS if text in ("all", "0") else round(float(text) * 7)


class Rules:
    def __init__(self, path="/nonexistent"):
        given = sections(path)
        rules = {**RULES, **given.get("rules", {})}
        rfm = given.get("rfm", {})
        self.anonymous = given.get("customers", {}).get(
            "anonymous_ids", ["-1", "-2", "0", "000"]) + [""]
        sales = given.get("sales", {})
        self.no_sales = sales.get("exclude_categories", [])
        self.no_units = sales.get("units_exclude_departments", [])
        self.product_baskets = int(rules["product_baskets"])
        self.closed_days = int(rules["closed_days"])
        self.months = \
            given.get("calendar", {}).get("generate") == "months"
        self.words = {
            "at_risk_days": int(rules["at_risk_days"]),
            "active_days": weeks(rules["active_weeks"]),
            "engaged_days": weeks(rules["engaged_weeks"]),
            "rfm_days": weeks(rules["rfm_weeks"]),
            "scores": rfm.get("scores", "value"),
        }
        for name, scale in THRESHOLDS.items():
            for i, least in enumerate(rfm.get(name, ["0"] * 4)):
                self.words[f"{name}_{i + 1}"] = round(float(least) * scale)

    def period_name(self, year, number):
        return f"{year}-{number:02}" if self.months else \
            f"FY{year % 100:02}P{number:02}"
