"""bench.py [--lines=N,...] [--runs=N] [--forms=N] [--customers=N]
[--period=NAME]

Times report against the same tables in DuckDB on extracts of the demo retailer,
in turn, in one run, and checks that the results are equal.  The environment
names what is measured: REPORT, DEMO, FLOOR, MODULES (of DuckDB) and WORK, the
folder for inputs and results.

Every figure is the median of the runs, a form's speed that of pairs of runs;
the files are in the page cache, as FLOOR has read them.  Report reads them all,
but where a month is added to those whose states are kept.  Its clock runs from
the start of its process to its end, DuckDB's from when it is open.  Seconds of
processors are steadier where others use the machine.  Prints Markdown and keeps
it in WORK/result.md; exit 1 where results differ.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True

import people  # noqa: E402

HERE = Path(__file__).parent
WORK = Path(os.environ.get("WORK", "build/bench"))
REPORT = os.environ.get("REPORT", "build/report")
DEMO = os.environ.get("DEMO", "build/release/tests/demo/demo")
FLOOR = os.environ.get("FLOOR", "build/release/tests/bench/floor")
MODULES = os.environ.get("MODULES", str(WORK))

# The extracts that the compared tables are made of.
EXTRACTS = ["transactions-*.csv", "products.csv", "stores.csv",
            "customers.csv", "subscriptions.csv", "offers.csv",
            "offer_events.csv", "campaigns.csv", "campaign_results.csv",
            "promotions.csv", "fiscal_calendar.csv", "targets.csv",
            "report.yaml"]
# More lines than this and DuckDB gets a file, as its tables outgrow memory.
IN_MEMORY = 60_000_000
# Forms of the same lines: what the demo is asked for, else what report.yaml
# says of a copy.
FORMS = {
    "quoted": ["--format=quoted"],
    "crlf": ["--format=crlf"],
    "semicolon": ["--format=semicolon"],
    "damaged": ["--damage=0.0001"],
    "latin-1": "encoding: latin-1",
    "gz": 'files: "transactions-*.csv.gz"',
}
STAGE = re.compile(r"note: ([\w ]+): ([\d.]+) s, ([\d.]+) s of processors, "
                   r"(\d+) MB so far")


def count(text):
    """1.5M as a number."""
    scale = {"k": 10**3, "M": 10**6}.get(text[-1])
    return round(float(text[:-1]) * scale) if scale else int(text)


def words(number):
    return f"{number / 1e6:.3g} M"


def fail(message):
    sys.exit(f"bench: {message}")


class Run:
    """One process: its seconds, those of processors, peak memory, output."""

    def __init__(self, command):
        start = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True)
        # Both are short: neither can fill its pipe while the other is read.
        self.out, self.err = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stdout.close()
        child.stderr.close()
        self.seconds = time.monotonic() - start
        self.processor = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        self.stages = {}
        if child.returncode:
            fail(f"exit {child.returncode}: {' '.join(map(str, command))[:200]}"
                 f"\n{self.out}{self.err}")


class Median:
    """What several runs of one thing come to."""

    def __init__(self, runs):
        self.seconds = median(run.seconds for run in runs)
        self.processor = median(run.processor for run in runs)
        self.memory = max(run.memory for run in runs)
        self.stages = {name: [median(run.stages[name][i] for run in runs)
                              for i in range(3)] for name in runs[0].stages}


def run_report(source, output, period, threads, cache=None):
    keep = f"--cache={cache}" if cache else "--no-cache"
    run = Run([REPORT, f"--period={period}", f"--input={source}",
               f"--output={output}", "--only=csv", "--force", "--verbose",
               f"--threads={threads}", keep])
    run.stages = {match[1]: [float(match[i]) for i in (2, 3, 4)]
                  for match in STAGE.finditer(run.err)}
    return run


def run_peer(source, output, period, threads, lines):
    database = output / "peer.db"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    run = Run(["node", HERE / "peer.mjs", MODULES, str(threads),
               ":memory:" if lines < IN_MEMORY else database, source, output,
               period])
    database.unlink(missing_ok=True)
    said = json.loads(run.out)
    run.version = said["version"]
    run.seconds = said["all"]
    run.processor = said["processors"]
    run.stages = {name: [seconds, 0, 0]
                  for name, seconds in said["seconds"].items()}
    return run


def run_floor(source, threads):
    files = sorted(source.glob("transactions-*"))
    run = Run([FLOOR, str(threads), *files])
    run.bytes, run.lines = map(int, run.out.split())
    run.lines -= len(files)  # their headers
    return run


def compare(pack, other, how=()):
    """Cells that are equal; stops where some are not."""
    done = subprocess.run([sys.executable, HERE / "compare.py", pack, other,
                           *how], capture_output=True, text=True)
    if done.returncode:
        fail(f"results are not equal: {pack} and {other}\n"
             f"{done.stdout}{done.stderr}")
    return int(done.stdout)


def make_input(lines, how=()):
    """The folder of extracts of so many lines, made anew if the demo is."""
    folder = WORK / "-".join(["input", str(lines), *how])
    made = folder / "made"
    if made.exists() and made.stat().st_mtime > os.stat(DEMO).st_mtime:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "all").mkdir(parents=True)
    Run([DEMO, f"--lines={lines}", f"--output={folder / 'all'}", *how])
    for pattern in EXTRACTS:
        for file in (folder / "all").glob(pattern):
            file.rename(folder / file.name)
    shutil.rmtree(folder / "all")
    made.touch()
    return folder


def copy_as(form, file, folder):
    if form == "gz":
        with open(folder / f"{file.name}.gz", "wb") as packed:
            subprocess.run(["gzip", "-1c", file], stdout=packed, check=True)
    else:  # a byte above 127 in some ids of baskets, which no table shows
        plain = file.read_bytes()
        (folder / file.name).write_bytes(
            re.sub(rb"(?m)^(\w+0),", b"\\1\xf6,", plain))


def make_form(lines, form):
    """The same extracts with their transactions in another form."""
    how = FORMS[form]
    if isinstance(how, list):
        return make_input(lines, how)
    folder = WORK / f"input-{lines}-{form}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for file in make_input(lines).iterdir():
        if file.name.startswith("transactions-"):
            copy_as(form, file, folder)
        else:
            shutil.copy(file, folder)
    with open(folder / "report.yaml", "a", encoding="utf-8") as file:
        file.write(f"extracts:\n  transactions:\n    {how}\n")
    return folder


class Result:
    """All that is measured of one size."""

    def __init__(self, lines, options):
        source = make_input(lines)
        output = WORK / "output"
        peer = WORK / "peer"
        warm = run_floor(source, options.threads)
        runs = {name: [] for name in ("report", "one", "peer", "floor")}
        for _ in range(options.runs):
            runs["report"].append(run_report(source, output, options.period,
                                             options.threads))
            runs["peer"].append(run_peer(source, peer, options.period,
                                         options.threads, lines))
            runs["floor"].append(run_floor(source, options.threads))
        runs["one"].append(run_report(source, WORK / "output-one",
                                      options.period, 1))
        self.bytes, self.lines = warm.bytes, warm.lines
        self.report, self.one, self.peer, self.floor = (
            Median(runs[name]) for name in ("report", "one", "peer", "floor"))
        self.version = runs["peer"][0].version
        pack = output / options.period / "data"
        self.cells = compare(pack, peer)
        compare(pack, WORK / "output-one" / options.period / "data", ["bytes"])

    def row(self, name, it):
        return (f"| {words(self.lines)} | {name} | {it.seconds:.2f} "
                f"| {it.processor:.2f} | {self.lines / it.seconds / 1e6:.2f} M "
                f"| {self.bytes / it.seconds / 1e6:.0f} | {it.memory:.0f} |")


def print_sizes(results, options, out):
    out(f"{options.threads} threads, files in the page cache, medians of "
        f"{options.runs} runs in turn; all tables equal to DuckDB's.")
    out()
    out("| lines | | seconds | of processors | lines/s | MB/s | peak MB |")
    out("|---|---|---|---|---|---|---|")
    for result in results:
        out(result.row("report", result.report))
        out(result.row("report, 1 thread", result.one))
        out(result.row(f"DuckDB {result.version}", result.peer))
        out(result.row("bytes read, line ends counted", result.floor))
    out()
    out("| lines | cells equal | DuckDB's time | of processors | its memory "
        "| 2nd core |")
    out("|---|---|---|---|---|---|")
    for result in results:
        report, peer = result.report, result.peer
        out(f"| {words(result.lines)} | {result.cells} "
            f"| x {peer.seconds / report.seconds:.2f} "
            f"| x {peer.processor / report.processor:.2f} "
            f"| x {peer.memory / report.memory:.2f} "
            f"| x {result.one.seconds / report.seconds:.2f} |")


def print_stages(results, out):
    out("| lines | stage | seconds | of processors | peak MB so far |")
    out("|---|---|---|---|---|")
    for result in results:
        for name, (seconds, used, memory) in result.report.stages.items():
            out(f"| {words(result.lines)} | {name} | {seconds:.3f} "
                f"| {used:.3f} | {memory:.0f} |")
        for name, (seconds, _, _) in result.peer.stages.items():
            out(f"| {words(result.lines)} | DuckDB: {name} | {seconds:.3f} "
                f"| | |")


def print_growth(results, out):
    first = results[0]
    for result in results[1:]:
        lines = result.lines / first.lines
        out(f"From {words(first.lines)} to {words(result.lines)} lines, "
            f"x {lines:.1f}: seconds x "
            f"{result.report.seconds / first.report.seconds:.1f} "
            f"(DuckDB x {result.peer.seconds / first.peer.seconds:.1f}), "
            f"memory x {result.report.memory / first.report.memory:.1f} "
            f"(DuckDB x {result.peer.memory / first.peer.memory:.1f}); "
            f"{result.report.memory * 2**20 / result.lines:.0f} bytes a line.")


def print_forms(options, out):
    """Other forms of the input in turn with the plain one."""
    source = make_input(options.forms)
    plain_pack = WORK / "output"
    out("| form | seconds | of processors | speed of plain's | of processors |")
    out("|---|---|---|---|---|")
    for form in FORMS:
        folder = make_form(options.forms, form)
        output = WORK / "output-form"
        plain, other = [], []
        run_floor(source, options.threads)
        run_floor(folder, options.threads)
        for _ in range(2 * options.runs + 1):
            plain.append(run_report(source, plain_pack, options.period,
                                    options.threads))
            other.append(run_report(folder, output, options.period,
                                    options.threads))
        compare(plain_pack / options.period / "data",
                output / options.period / "data", ["bytes"])
        speed = median(p.seconds / o.seconds for p, o in zip(plain, other))
        used = median(p.processor / o.processor
                      for p, o in zip(plain, other))
        other = Median(other)
        out(f"| {form} | {other.seconds:.2f} | {other.processor:.2f} "
            f"| {100 * speed:.0f} % | {100 * used:.0f} % |")
        shutil.rmtree(folder)


def size_of(folder):
    """Megabytes in a folder."""
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


def print_incremental(lines, options, out):
    """One month added to those whose states are kept, against a full run."""
    source = make_input(lines)
    folder, cache, before = (WORK / name for name in
                             ("input-grows", "cache", "cache-before"))
    for old in (folder, cache, before):
        shutil.rmtree(old, ignore_errors=True)
    folder.mkdir()
    *months, added = sorted(source.glob("transactions-*"))
    for file in source.iterdir():
        if file != added:
            os.link(file, folder / file.name)
    threads, period = options.threads, options.period
    output, whole = WORK / "output-grows", WORK / "output"
    first = run_report(folder, output, "latest", threads, cache)
    megabytes = size_of(cache)
    cache.rename(before)
    os.link(added, folder / added.name)
    full, grown = [], []
    for _ in range(options.runs):
        shutil.copytree(before, cache)
        full.append(run_report(source, whole, period, threads))
        grown.append(run_report(folder, output, period, threads, cache))
        shutil.rmtree(cache)
    compare(whole / period / "data", output / period / "data", ["bytes"])
    full, grown = Median(full), Median(grown)
    out(f"One month added to {len(months)}, {words(lines)} lines: "
        f"{grown.seconds:.2f} s, {100 * grown.seconds / full.seconds:.0f} % of "
        f"a full run ({full.seconds:.2f} s); of processors "
        f"{grown.processor:.2f} s, "
        f"{100 * grown.processor / full.processor:.0f} %; the same bytes. "
        f"The first run took {first.seconds:.2f} s and left {megabytes:.0f} MB "
        f"of states; peak {grown.memory:.0f} MB.")
    out()
    out("| with states | seconds | of processors |")
    out("|---|---|---|")
    for name, (seconds, used, _) in grown.stages.items():
        out(f"| {name} | {seconds:.3f} | {used:.3f} |")
    for old in (folder, before):
        shutil.rmtree(old)


def print_people(options, out):
    """What measuring customers takes: the same baskets with their names and
    without.  The model of what comes is fitted to two years, not to one."""
    baskets = options.customers * 4 // 3
    out(f"{words(options.customers)} customers with {words(baskets)} baskets; "
        "of measuring what the same baskets take without names is taken off.")
    out()
    out("| history | measuring customers, seconds | of processors "
        "| bytes a customer |")
    out("|---|---|---|---|")
    for title, days, period in (("without the model", 334, "2022-11"),
                                ("with it", 730, "2023-12")):
        folder = WORK / "people"
        shutil.rmtree(folder, ignore_errors=True)
        sides = people.make(folder, options.customers, baskets, days)
        named, nameless = (
            Median([run_report(side, WORK / "output-people", period,
                               options.threads) for _ in range(options.runs)])
            for side in sides)
        seconds, used = (named.stages["measure"][i] -
                         nameless.stages["measure"][i] for i in (0, 1))
        out(f"| {title} | {seconds:.2f} | {used:.2f} | "
            f"{(named.memory - nameless.memory) * 2**20 / options.customers:.0f}"
            " |")
        shutil.rmtree(folder)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", default="1.5M,20M")
    parser.add_argument("--forms", type=count, default=count("5M"))
    parser.add_argument("--customers", type=count, default=count("3M"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--period", default="FY24P12")
    return parser.parse_args()


def main():
    options = parse()
    text = []

    def out(line=""):
        print(line, flush=True)
        text.append(line + "\n")

    WORK.mkdir(parents=True, exist_ok=True)
    results = [Result(count(lines), options)
               for lines in options.lines.split(",")]
    print_sizes(results, options, out)
    out()
    print_stages(results, out)
    out()
    print_growth(results, out)
    out()
    print_incremental(count(options.lines.split(",")[-1]), options, out)
    if options.forms:
        out()
        print_forms(options, out)
    if options.customers:
        out()
        print_people(options, out)
    (WORK / "result.md").write_text("".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
