"""window.py - the days of a period and of those it is compared with, from the
fiscal calendar alone."""

from extracts import day_text


class Window:
    def __init__(self, name, first, last):
        self.name, self.first, self.last = name, first, last

    def days(self):
        return self.last - self.first + 1

    def __iter__(self):
        return iter((self.first, self.last))

    def start(self):
        return day_text(self.first)

    def end(self):
        return day_text(self.last)


class Calendar:
    """Periods in order of time; a window that the data does not cover whole is
    None."""

    def __init__(self, book):
        self.data = book.db.execute(
            "SELECT min(day), max(day) FROM line").fetchone()
        self.periods = [
            Window(f"FY{row[0] % 100:02}P{row[1]:02}", row[2], row[3])
            for row in book.db.execute(
                "SELECT fiscal_year, period, min(start_date), max(end_date) "
                "FROM fiscal_calendar GROUP BY 1, 2 ORDER BY 3")]
        self.weeks = [
            Window(f"FY{row[0] % 100:02}W{row[1]:02}", row[2], row[3])
            for row in book.db.execute(
                "SELECT fiscal_year, week, min(start_date), max(end_date) "
                "FROM fiscal_calendar GROUP BY 1, 2 ORDER BY 3")]

    def covered(self, window):
        inside = (window and window.first >= self.data[0] and
                  window.last <= self.data[1])
        return window if inside else None

    def index(self, name):
        return [period.name for period in self.periods].index(name)

    def last_year(self, window):
        """The period or week of the same number a year before where it began
        364 days earlier, else these days shifted by 364."""
        same = [other for other in self.periods + self.weeks
                if other.name[4:] == window.name[4:] and
                other.first == window.first - 364]
        return self.covered(same[0] if same else Window(
            "", window.first - 364, window.last - 364))


class Case:
    """A reported period with its bases of comparison and its trail."""

    def __init__(self, calendar, name):
        at = calendar.index(name)
        self.calendar = calendar
        self.now = calendar.periods[at]
        self.as_of = self.now.last
        self.prev = calendar.covered(calendar.periods[at - 1]) if at else None
        self.ly = calendar.last_year(self.now)
        self.trail = [calendar.covered(period)
                      for period in calendar.periods[max(0, at - 12):at + 1]]
        self.bases = {"prev": self.prev, "ly": self.ly}

    @staticmethod
    def day(day):
        return day_text(day)
