"""window.py - the days of a period and of those it is compared with, from the
fiscal calendar alone."""

import re
from datetime import date, timedelta

from extracts import day_of, day_text


class Window:
    def __init__(self, name, first, last):
        self.name, self.first, self.last = name, first, last

    def days(self):
        return self.last - self.first + 1

    def __iter__(self):
        return iter((self.first, self.last))

    def label(self):
        """P06, W23, Q2; years, months and days are called by their names."""
        return re.sub(r"^FY\d\d(?=.)", "", self.name)

    def cut(self, days):
        """So many of its days, the first."""
        return Window(self.name, self.first,
                      min(self.last, self.first + days - 1))

    def start(self):
        return day_text(self.first)

    def end(self):
        return day_text(self.last)


class Monday(Window):
    """A week to Sunday, called by its first day: a Monday, but where the
    calendar's weeks end on another day than Sunday."""

    def __init__(self, first):
        super().__init__(day_text(first), first, first + 6 - (first + 3) % 7)

    def label(self):
        first = date.fromisoformat(self.name)
        return f"{first.day} {first:%b}"


def month_of(year, month):
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last = (first + timedelta(31)).replace(day=1) - timedelta(1)
    return Window(f"{first:%Y-%m}", day_of(str(first)), day_of(str(last)))


def days_of(first, last):
    return Window(f"{day_text(first)}..{day_text(last)}", first, last)


def year_back(day):
    """The same day of the year before; 29 Feb -> 28 Feb."""
    then = date.fromisoformat(day_text(day))
    leap = then.month == 2 and then.day == 29
    return day_of(str(then.replace(year=then.year - 1,
                                   day=28 if leap else then.day)))


class Calendar:
    """Periods in order of time; a window that the data does not cover whole is
    None.  Days before the data within rules.closed_days count as covered."""

    def __init__(self, book):
        self.data = book.db.execute(
            "SELECT first, last FROM extent").fetchone()
        self.closed_days = book.rules.closed_days
        self.months = self.made = book.rules.months
        self.places = {}    # kind, year and number of a name
        self.spans = {}     # and the days of these
        self.periods = self.windows(book, "period")
        self.weeks = self.windows(book, "week")
        self.weekly = all(period.days() % 7 == 0 for period in self.periods)
        for count, letter in ((4, "Q"), (2, "H"), (1, "")):
            self.add_parts(count, letter)

    def add(self, kind, year, number, window):
        self.places[window.name] = kind, year, number
        self.spans[kind, year, number] = window

    def windows(self, book, column):
        found = []
        for year, number, first, last in book.db.execute(
                f"SELECT fiscal_year, {column}, min(start_date), max(end_date)"
                " FROM fiscal_calendar GROUP BY 1, 2 ORDER BY 3"):
            name = book.rules.period_name(year, number) \
                if column == "period" else f"FY{year % 100:02}W{number:02}"
            found.append(Window(name, first, last))
            self.add(column, year, number, found[-1])
        return found

    def add_parts(self, count, letter):
        """Quarters, halves and years of 12 periods; the last part of a year
        has those that it has more."""
        years = {}
        for period in self.periods:
            _, year, number = self.places[period.name]
            years.setdefault(year, {})[number] = period
        for year, periods in years.items():
            for number in range(1, count + 1):
                end = max(periods) if number == count and max(periods) > 12 \
                    else 12 // count * number
                first = periods.get(12 // count * (number - 1) + 1)
                if first and end in periods:
                    name = f"FY{year % 100:02}" + f"{letter}{number}" * \
                        bool(letter)
                    self.add(letter, year, number, Window(
                        name, first.first, periods[end].last))

    def named(self, name):
        """The days that a name stands for."""
        if name in self.places:
            return self.spans[self.places[name]]
        if ".." in name:
            return days_of(*map(day_of, name.split("..")))
        return month_of(*map(int, name.split("-")))

    def before(self, window):
        """The window of the same kind before; None: the calendar has none."""
        if window.name in self.places:
            kind, year, number = self.places[window.name]
            number -= 1
            if not number:
                year -= 1
                number = max((key[2] for key in self.spans
                              if key[:2] == (kind, year)), default=0)
            return self.spans.get((kind, year, number))
        if ".." in window.name:
            return days_of(window.first - window.days(), window.first - 1)
        year, month = map(int, window.name.split("-"))
        return month_of(year, month - 1)

    def same_last_year(self, window):
        """That of the same number, or the same days, a year before."""
        if window.name in self.places:
            kind, year, number = self.places[window.name]
            return self.spans.get((kind, year - 1, number))
        if ".." not in window.name:
            year, month = map(int, window.name.split("-"))
            return month_of(year - 1, month)
        if window.days() % 7 == 0:
            return Window("", window.first - 364, window.last - 364)
        return days_of(*map(year_back, window))

    def weeks_to(self, day, count):
        """The last weeks up to the one that holds a day; from Monday on where
        periods are months, and behind the calendar's last."""
        if not self.months:
            known = [week for week in self.weeks if week.first <= day]
            while known[-1].last < day:
                known.append(Monday(known[-1].last + 1))
            return known[-count:]
        monday = day - (day + 3) % 7
        return [Monday(monday - 7 * back) for back in range(count - 1, -1, -1)]

    def covered(self, window):
        inside = (window and
                  window.first >= self.data[0] - self.closed_days and
                  window.last >= self.data[0])
        return window if inside else None

    def shifts(self, window):
        """Whether last year is 364 days before, on other days than those of
        the same number: of whole weeks, where these began on another day."""
        same = self.same_last_year(window)
        return self.weekly and window.name in self.places and \
            not (same and same.first == window.first - 364)

    def last_year(self, window):
        if self.shifts(window):
            return Window("", window.first - 364, window.last - 364)
        return self.same_last_year(window)

    def no_last_year(self, window):
        """Why there is none."""
        if not self.made and not self.last_year(window):
            return "not in the calendar"
        return f"the data begins on {day_text(self.data[0])}"

    def last_fiscal_year(self, window):
        """The window of the same number, where other days are compared."""
        return self.same_last_year(window) if self.shifts(window) else None


class Case:
    """A reported period with its bases of comparison and its trail.  Where the
    data, or the as-of day, ends before the period does, all of them have as
    many days."""

    def __init__(self, calendar, name, as_of=None):
        self.calendar = calendar
        self.asked = asked = calendar.named(name)
        last = min(asked.last, asked.last if as_of is None else as_of)
        if calendar.data[1] < last - calendar.closed_days:
            last = calendar.data[1]
        self.now = asked.cut(last - asked.first + 1)
        self.is_partial = last < asked.last
        self.as_of = last if self.is_partial or as_of is None else as_of
        self.prev = self.base(calendar.before(asked))
        self.ly = self.base(calendar.last_year(asked))
        self.ly_fiscal = self.base(calendar.last_fiscal_year(asked))
        self.known = Window("", calendar.data[0], self.as_of)
        self.bases = {"prev": self.prev, "ly": self.ly}
        self.trail = [span for span in self.trailing(12)
                      if calendar.covered(span)] + [self.now]

    def base(self, window):
        if window and self.is_partial:
            window = window.cut(self.now.days())
        return self.calendar.covered(window)

    def trailing(self, count):
        """So many windows of the kind before, whole, in their order."""
        found = [self.calendar.before(self.asked)]
        while found[-1] and len(found) < count:
            found.append(self.calendar.before(found[-1]))
        return [window for window in reversed(found) if window]

    def last_year_of(self, span):
        """Of a window of the trail; None where the data does not cover it."""
        return self.ly if span is self.now else \
            self.calendar.covered(self.calendar.last_year(span))

    def has(self, book, what):
        """Whether there is a row of these, up to the as-of day."""
        return book.db.execute(f"SELECT EXISTS (SELECT * FROM {what})",
                               {"as_of": self.as_of}).fetchone()[0]

    @staticmethod
    def day(day):
        return day_text(day)
