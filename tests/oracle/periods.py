"""periods.py - odd fiscal calendars: the periods, the days that there is data
of, and the period that is reported."""

from datetime import date, timedelta

DAY = timedelta(1)
KINDS = ("445 file", "irregular file", "53 file", "months file", "13x4 file",
         "days file", "generate months", "generate 4-4-5", "none",
         "generate 5-4-4", "weeks by period file")
WEEKS = {"445 file": [4, 4, 5] * 4, "13x4 file": [4] * 13,
         "days file": [4, 4, 5] * 4, "weeks by period file": [4, 5, 4] * 4,
         "irregular file": [5, 5, 4, 4, 4, 5, 4, 5, 4, 4, 4, 4]}
RULES = {"generate 4-4-5": (6, 30, 6, "last Sunday of June", [4, 4, 5]),
         "generate 5-4-4": (1, 31, 5, "Saturday nearest end of January",
                            [5, 4, 4])}
STARTS = (date(2023, 7, 3), date(2019, 1, 28), date(2022, 8, 1),
          date(2020, 2, 3), date(1999, 12, 27), date(2024, 1, 1))


def of_weeks(kind, start):
    """Three years of whole weeks; of a 53-week year the second."""
    found = []
    for year in range(3):
        weeks = WEEKS.get(kind) or [4, 4, 5] * 4
        if kind == "53 file" and year == 1:
            weeks = weeks[:-1] + [6]
        for number, count in enumerate(weeks):
            end = start + DAY * (7 * count - 1)
            found.append((year, number + 1, start, end))
            start = end + DAY
    return found


def of_months(start, first):
    """36 months; fiscal years begin with the month `first`."""
    found = []
    for i in range(36):
        month = first - 1 + i
        begin = date(start.year + month // 12, month % 12 + 1, 1)
        end = date(start.year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        found.append((i // 12, i % 12 + 1, begin, end - DAY))
    return found


def year_end(kind, year):
    month, day, weekday, _, _ = RULES[kind]
    last = date(year, month, day)
    reach = range(-3, 4) if "5-4-4" in kind else range(-6, 1)
    return next(last + DAY * k for k in reach
                if (last + DAY * k).weekday() == weekday)


def of_rule(kind, start):
    found = []
    for i in range(4):
        year = start.year + i
        begin = year_end(kind, year - 1) + DAY
        lengths = RULES[kind][-1] * 4
        lengths[-1] += (year_end(kind, year) - begin).days // 7 + 1 - 52
        for number, weeks in enumerate(lengths):
            found.append((i, number + 1, begin, begin + DAY * (7 * weeks - 1)))
            begin += DAY * 7 * weeks
    return found


class Calendar:
    def __init__(self, r):
        self.kind = kind = r.choice(KINDS)
        start = r.choice(STARTS)
        self.months = kind in ("generate months", "none")
        self.rule = None    # in report.yaml
        if kind == "generate months":
            self.rule = {"generate": "months"}
        if kind in RULES:
            self.rule = {"generate": kind.split()[1],
                         "year_end": RULES[kind][3]}
            periods, year = of_rule(kind, start), start.year
        elif self.months:
            periods, year = of_months(start, 1), start.year
        elif kind == "months file":
            periods, year = of_months(start, 7), start.year + 1
        else:
            periods, year = of_weeks(kind, start), start.year + 1
        self.periods = [(year + at, *rest) for at, *rest in periods]
        self.choose(r)
        self.pieces = list(self.cut_weeks())

    def choose(self, r):
        """The period that is reported, and the days of the data."""
        length = r.choice([1, 3, 14, 26, 26, 26])
        at = r.randrange(length - 1, min(len(self.periods), length + 10))
        self.now = year, number, start, self.as_of = self.periods[at]
        self.first = self.periods[at - length + 1][2]
        self.first += DAY * r.choice([0, 0, 0, 1, 2, 10])
        self.last = self.as_of + DAY * r.choice([0, 0, 0, 1, 20, 45])
        self.start = start
        self.name = f"FY{year % 100:02}P{number:02}"
        if self.months:
            self.name = f"{year}-{number:02}"
        days = [self.first + DAY * i
                for i in range((self.last - self.first).days + 1)]
        if length > 3 and r.random() < 0.3:     # months without trade
            gap = r.randrange(30, 100)
            days = days[:gap] + days[gap + r.choice([35, 65]):]
        self.days = days

    def cut_weeks(self):
        """Weeks by the year, cut where a period ends."""
        weekly = all((end - start).days % 7 == 6
                     for _, _, start, end in self.periods)
        week = 0
        for at, (year, number, start, end) in enumerate(self.periods):
            week = 1 if number == 1 or not at else week
            while start <= end:
                stop = start + DAY * (6 if weekly else 6 - start.weekday())
                yield year, number, week, start, min(stop, end)
                week += stop <= end
                start = min(stop, end) + DAY

    def rows(self):
        """As the extract has it; none where there is no file."""
        if self.kind in ("months file", "13x4 file"):
            return [{"fiscal_year": f"FY{year}", "period": f"P{number:02}",
                     "start_date": str(start), "end_date": str(end)}
                    for year, number, start, end in self.periods]
        if self.kind == "days file":
            return [{"fiscal_year": str(year), "period": str(number),
                     "week": str(week), "date": str(start + DAY * k)}
                    for year, number, week, start, end in self.pieces
                    for k in range((end - start).days + 1)]
        if "file" not in self.kind:
            return None
        rows = self.plain_rows()
        if self.kind == "weeks by period file":
            for before, row in zip([{}] + rows, rows):
                same = before.get("period") == row["period"]
                row["week"] = str(int(before["week"]) + 1 if same else 1)
        return rows

    def plain_rows(self):
        return [{"fiscal_year": str(year), "period": str(number),
                 "week": str(week), "start_date": str(start),
                 "end_date": str(end)}
                for year, number, week, start, end in self.pieces]
