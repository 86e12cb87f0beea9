"""window.py - the days of a period and of those it is compared with, from the
fiscal calendar alone."""

from datetime import date

from extracts import day_text


class Window:
    def __init__(self, name, first, last):
        self.name, self.first, self.last = name, first, last

    def days(self):
        return self.last - self.first + 1

    def __iter__(self):
        return iter((self.first, self.last))

    def label(self):
        """P06, W23; a month is called by its name."""
        return self.name[-3:] if self.name.startswith("FY") else self.name

    def start(self):
        return day_text(self.first)

    def end(self):
        return day_text(self.last)


class Monday(Window):
    """A week from Monday on, called by its first day."""

    def __init__(self, first):
        super().__init__(day_text(first), first, first + 6)

    def label(self):
        first = date.fromisoformat(self.name)
        return f"{first.day} {first:%b}"


class Calendar:
    """Periods in order of time; a window that the data does not cover whole is
    None.  Days before the data within rules.closed_days count as covered."""

    def __init__(self, book):
        self.data = book.db.execute(
            "SELECT first, last FROM extent").fetchone()
        self.closed_days = book.rules.closed_days
        self.months = self.made = book.rules.months
        self.numbers = {}
        self.periods = self.windows(book, "period")
        self.weeks = self.windows(book, "week")
        self.weekly = all(period.days() % 7 == 0 for period in self.periods)

    def windows(self, book, column):
        found = []
        for year, number, first, last in book.db.execute(
                f"SELECT fiscal_year, {column}, min(start_date), max(end_date)"
                " FROM fiscal_calendar GROUP BY 1, 2 ORDER BY 3"):
            name = book.rules.period_name(year, number) \
                if column == "period" else f"FY{year % 100:02}W{number:02}"
            window = Window(name, first, last)
            found.append(window)
            self.numbers[column, year, number] = window
            self.numbers[name] = column, year, number
        return found

    def weeks_to(self, day, count):
        """The last weeks up to the one that holds a day; from Monday on where
        periods are months."""
        if not self.months:
            known = [week for week in self.weeks if week.first <= day]
            return known[-count:]
        monday = day - (day + 3) % 7
        return [Monday(monday - 7 * back) for back in range(count - 1, -1, -1)]

    def covered(self, window):
        inside = (window and
                  window.first >= self.data[0] - self.closed_days and
                  window.last >= self.data[0])
        return window if inside else None

    def index(self, name):
        return [period.name for period in self.periods].index(name)

    def last_year(self, window):
        """The period or week of the same number a year before; of whole weeks
        these days shifted by 364 where it began on another day."""
        column, year, number = self.numbers[window.name]
        same = self.numbers.get((column, year - 1, number))
        if self.weekly and not (same and same.first == window.first - 364):
            same = Window("", window.first - 364, window.last - 364)
        return self.covered(same)

    def no_last_year(self, window):
        """Why there is none."""
        _, year, number = self.numbers[window.name]
        if not self.made and not self.weekly and \
                ("period", year - 1, number) not in self.numbers:
            return "not in the calendar"
        return f"the data begins on {day_text(self.data[0])}"

    def last_fiscal_year(self, window):
        """The period of the same number, where other days are compared."""
        column, year, number = self.numbers[window.name]
        same = self.numbers.get((column, year - 1, number))
        shifted = self.weekly and same and same.first != window.first - 364
        return self.covered(same) if shifted else None


class Case:
    """A reported period with its bases of comparison and its trail."""

    def __init__(self, calendar, name):
        at = calendar.index(name)
        self.calendar = calendar
        self.now = calendar.periods[at]
        self.as_of = self.now.last
        self.prev = calendar.covered(calendar.periods[at - 1]) if at else None
        self.ly = calendar.last_year(self.now)
        self.known = Window("", calendar.data[0], self.as_of)
        self.ly_fiscal = calendar.last_fiscal_year(self.now)
        self.trail = [span for span in (
            calendar.covered(period)
            for period in calendar.periods[max(0, at - 12):at]) if span]
        self.trail.append(self.now)
        self.bases = {"prev": self.prev, "ly": self.ly}

    def has(self, book, what):
        """Whether there is a row of these, up to the as-of day."""
        return book.db.execute(f"SELECT EXISTS (SELECT * FROM {what})",
                               {"as_of": self.as_of}).fetchone()[0]

    @staticmethod
    def day(day):
        return day_text(day)
