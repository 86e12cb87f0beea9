#!/usr/bin/env python3
"""packs.py REPORT EXTRACTS WORK PERIOD...: packs of extracts in canonical
form, cell by cell.

Runs the program once a period and compares every CSV table of its pack with
SQL over the extracts, both ways: a row or a column too many is a difference as
one too few is, and so is a table that no query covers.  Prints TAP, one line a
period and table.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True

import figures  # noqa: E402
import tables  # noqa: E402
from judge import Table, read  # noqa: E402
from oracle import Book  # noqa: E402
from window import Calendar, Case  # noqa: E402

# What these say is about the reading of files and about words, no figure of
# the retailer: tests/golden and tests/demo look after them.
NO_FIGURES = ("control_totals", "extracts", "reasons", "rejects",
              "definitions")
# Fitted, which SQL cannot do: their own tests hold them to published figures.
MODELS = ("clv_model", "clv_calibration", "clusters", "forecast", "outlook")


def make_pack(report, extracts, work, period):
    subprocess.run([report, f"--input={extracts}", f"--output={work}/packs",
                    f"--cache={work}/cache", f"--period={period}",
                    "--only=csv", "--force", "--quiet"], check=True,
                   env={**os.environ, "LC_ALL": "C"})
    return f"{work}/packs/{period}"


def check_kpis(book, case, pack, only):
    words = {row["kpi"]: row for row in read(pack, "definitions")}
    table, trends, drivers = Table("kpis"), Table("trends"), Table("drivers")
    got = [row for row in read(pack, "kpis")
           if not only or row["scope"] in only]
    given = {row["kpi"] for row in got}
    for kpi in given - figures.KPIS.keys():
        table.differ(f"kpis: {kpi} is not in SQL")
    for kpi in figures.KPIS.keys() - words.keys():
        table.differ(f"kpis: no {kpi}")
    known = [row for row in got if row["kpi"] in figures.KPIS]
    want = {pair: row for pair, row in
            figures.kpi_rows(book, case, tables.Words(words), only).items()}
    table.rows(known, ("kpi", "scope"), want)
    order = list(words)
    table.order(known, ("kpi", "scope"), sorted(
        ((row["kpi"], row["scope"]) for row in known),
        key=lambda pair: (order.index(pair[0]), figures.place(pair[1]))))
    got = [row for row in read(pack, "trends")
           if (not only or row["scope"] in only) and
           row["kpi"] in figures.KPIS]
    trends.rows(got, ("kpi", "scope", "period"), figures.trend_rows(
        book, case, tables.Words(words), only, want))
    got = read(pack, "drivers")
    drivers.rows(got, ("comparison", "driver"),
                 figures.driver_rows(book, case, words))
    tables.check_driver_sum(drivers, got)
    return [table, trends, drivers]


def check_pack(book, case, pack, only=None, names=None):
    """All tables, or those that the pack has of names."""
    book.cut(case.as_of)
    done = check_kpis(book, case, pack, only)
    covered = {table.name for table in done} | set(NO_FIGURES + MODELS)
    for name in sorted(path.stem for path in Path(pack, "data").glob("*.csv")):
        if name in covered:
            continue
        table = Table(name)
        if name in tables.BUILDERS:
            tables.BUILDERS[name](book, case, table, read(pack, name))
        else:
            table.differ(f"{name}: not covered by SQL")
        done.append(table)
    lacking = tables.BUILDERS.keys() - {table.name for table in done}
    for name in lacking if names is None else ():
        done.append(Table(name))
        done[-1].differ(f"{name}: the pack has no such table")
    return done


def main():
    report, extracts, work, *periods = sys.argv[1:]
    book = Book.of_extracts(extracts, f"{work}/book.db")
    calendar = Calendar(book)
    total = {}
    for period in periods:
        pack = make_pack(report, extracts, work, period)
        for table in check_pack(book, Case(calendar, period), pack):
            good = table.cells and not table.differences
            print(f"{'ok' if good else 'not ok'} - {period} {table.name}: "
                  f"{table.cells} cells, {table.differences} differences",
                  flush=True)
            for words in table.shown:
                print(f"#   {words}")
            cells, differences = total.get(table.name, (0, 0))
            total[table.name] = (cells + table.cells,
                                 differences + table.differences)
    for name, (cells, differences) in sorted(total.items()):
        print(f"# {name:24} {cells:>9} cells {differences:>7} differences")
    return any(differences for _, differences in total.values())


if __name__ == "__main__":
    sys.exit(main())
