#!/usr/bin/env python3
"""damaged.py REPORT DIR SEED...: odd retailers whose files are damaged.  TAP.

Of each seed a retailer is made as for the oracle, and damaged in three ways
(damage.py).  Of rows that are spoilt each has to be told by its place and
reason, and nothing else; a file that is spoilt has to be refused with words
that are known; and whatever noise does, the program ends with a code of its
contract, says where what it refuses stands, has accounted for every line, and
leaves a whole pack or none.  DIR keeps the extracts and the packs.
"""

import csv
import filecmp
import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "oracle"))
sys.dont_write_bytecode = True

import damage  # noqa: E402
import dialect  # noqa: E402
from retailer import Retailer  # noqa: E402

FRONT = 48  # bytes of a row that an excerpt shows before a field
CODES = {0: "a pack", 64: "usage", 65: "bad data", 66: "no input",
         75: "not complete"}
SECONDS = 120
SHOWN = 20      # rejected rows of an extract that are told on stderr
ALL = "--only=pdf,xlsx,csv"


class Shop:
    """A retailer's extracts below a folder, and the program run over them."""

    def __init__(self, report, folder, seed, may_fill):
        retailer = Retailer(seed)
        self.report, self.folder, self.seed = report, folder, seed
        self.period = retailer.calendar.name
        self.source = folder / "input"
        dialect.write_odd(retailer, self.source, may_fill)
        self.rows = {name: len(rows) for name, rows in retailer.rows.items()}
        self.files = damage.files_of(self.source)
        self.void = Counter()
        for file in self.files:
            self.void[file.extract] += len(file.void)

    def put_setting(self, section, key, value):
        path = self.source / "report.yaml"
        yaml = json.loads(path.read_text("utf-8"))
        yaml.setdefault(section, {})[key] = value
        path.write_text(json.dumps(yaml, ensure_ascii=False, indent=1) + "\n",
                        "utf-8")

    def save(self):
        for file in self.files:
            file.save()

    def run(self, output, *options):
        return Run(self, self.folder / output, options)


class Run:
    """How the program ended, and what it left."""

    def __init__(self, shop, output, options):
        self.shop, self.output = shop, output
        command = [shop.report, f"--input={shop.source}",
                   f"--output={output}", f"--period={shop.period}",
                   "--no-cache", *options]
        try:
            done = subprocess.run(command, capture_output=True, check=False,
                                  timeout=SECONDS, env={"LC_ALL": "C"})
            self.code = done.returncode
            self.said = done.stderr.decode("utf-8", "backslashreplace")
        except subprocess.TimeoutExpired:
            self.code, self.said = None, f"no end after {SECONDS} s"
        self.pack = output / shop.period

    def table(self, name):
        with open(self.pack / "data" / f"{name}.csv", encoding="utf-8",
                  newline="") as file:
            return list(csv.DictReader(file))

    def inputs(self):
        manifest = json.loads((self.pack / "manifest.json").read_text("utf-8"))
        return {one["extract"]: one for one in manifest["inputs"]}

    def problems(self):
        """What must hold of any run."""
        if self.code not in CODES:
            yield f"exit {self.code}: {self.said[-600:]}"
            return
        if "Sanitizer" in self.said or "runtime error" in self.said:
            yield f"a sanitizer's finding: {self.said[-600:]}"
        yield from whole(self) if self.code == 0 else refused(self)


# What a pack must be.

def whole(run):
    """All of it is there, and all that was read is accounted for."""
    left = {path.name for path in run.output.iterdir()}
    if left != {run.shop.period}:
        yield f"the output holds {sorted(left)}"
        return
    manifest = json.loads((run.pack / "manifest.json").read_text("utf-8"))
    sizes = {one["file"]: one["bytes"] for one in manifest["files"]}
    there = {str(path.relative_to(run.pack)): path.stat().st_size
             for path in run.pack.rglob("*") if path.is_file()}
    del there["manifest.json"]
    for name in sorted(sizes.keys() | there.keys()):
        if sizes.get(name) != there.get(name):
            yield f"{name}: {sizes.get(name)} and {there.get(name)} bytes"
    yield from accounted(run)
    yield from places(run)


def accounted(run):
    """Lines that were read are accepted, rejected, set aside or ignored."""
    rejects = Counter(row["extract"] for row in run.table("rejects"))
    lines = Counter()
    spans = set()   # extracts where quotes may have made rows of several lines
    for file in run.shop.files:
        lines[file.extract] += len(file.lines)
        if b'"' in file.data:
            spans.add(file.extract)
    inputs = run.inputs()
    for name in lines.keys() - inputs.keys():
        yield f"{name} is not among the inputs"
    for name, told in inputs.items():
        known = told["accepted"] + told["rejected"] + told["set_aside"] + \
            told["ignored"]
        if told["rows"] != known:
            yield f"{name}: {told['rows']} rows, {known} accounted for"
        if not (1 if name in spans else lines[name]) <= told["rows"] <= \
                lines[name]:
            yield f"{name}: {told['rows']} rows in {lines[name]} lines"
        if told["rejected"] + told["set_aside"] != rejects[name]:
            yield (f"{name}: {told['rejected']} rejected, {rejects[name]} in "
                   "the table")
    totals = {row["measure"]: row["value"] for row in
              run.table("control_totals") if row["extract"] == "transactions"}
    used = sum(int(totals[kind]) for kind in (
        "sale lines", "return lines", "lines in no sales figure"))
    if used != inputs["transactions"]["accepted"]:
        yield f"transactions: {inputs['transactions']['accepted']} accepted, " \
            f"{used} used"


def in_utf8(file, data):
    """Bytes as messages have them; what an encoding of single bytes does not
    define is 0xFF there."""
    text = data.decode(file.encoding, "surrogateescape")
    if file.encoding != "utf-8":
        text = re.sub("[\udc80-\udcff]", "\udcff", text)
    return text.encode("utf-8", "surrogateescape")


def front_of(file, line, column):
    """The bytes in front of a column as messages have them: in UTF-8; of
    UTF-16, which lines here are in UTF-8, columns count characters."""
    if not file.wide:
        return len(in_utf8(file, line[:column - 1]))
    line = line.decode("utf-8", "surrogateescape")
    return len(line[:column - 1].encode("utf-8", "surrogateescape"))


def excerpts(row):
    """The bytes that an excerpt stands for; what a cell begins with may have
    been made harmless."""
    shown = re.sub(rb"\\x([0-9a-f]{2})",
                   lambda found: bytes.fromhex(found[1].decode()),
                   row["excerpt"].removesuffix("...").encode("utf-8"))
    return shown, shown.removeprefix(b"'")


def bare(text):
    """Without the quotes that a file has and a value has not."""
    return text.replace(b'"', b"").lstrip()


def is_row(shown, line, offset):
    """Whether it is of a row: from a field on that is far behind."""
    return line.startswith(shown) or \
        offset > FRONT and line[offset:].startswith(shown)


def is_value(shown, row, file, line, offset):
    """Whether it is what a field holds, or two, or a row before it."""
    shown = bare(shown)
    if bare(line[offset:]).startswith(shown):
        return True
    if row["reason"].partition(" ")[0] in file.fills:
        line = in_utf8(file, file.data)
    elif row["reason"].partition(" ")[0] not in file.joined:
        return False
    return all(word in bare(line) for word in shown.split(b" "))


def is_said(row, file):
    """Whether an excerpt is of the line that it is said to be of."""
    number, column = int(row["line"]), int(row["column"])
    line = in_utf8(file, b"".join(file.lines[number - 1:number + 99]))
    offset = front_of(file, file.lines[number - 1], column)
    return any(is_row(shown, line, offset) or
               is_value(shown, row, file, line, offset)
               for shown in excerpts(row))


def places(run):
    """What is shown of a rejected row is in its line, which is in the file."""
    files = {file.path.name: file for file in run.shop.files}
    for row in run.table("rejects"):
        number, file = int(row["line"]), files[row["file"]]
        place = f"{row['file']}:{number}:{row['column']}"
        if not 1 < number <= len(file.lines):
            yield f"{place} is no line of {len(file.lines)}"
            continue
        if not 1 <= int(row["column"]) <= len(file.lines[number - 1]) + 1:
            yield f"{place} is behind the line's end"
        if not is_said(row, file):
            yield f"{place} is not {row['excerpt']!r}"


# What a refusal must be.

def refused(run):
    """Nothing is left, and it is said why; of bad data where it stands."""
    left = sorted(path.name for path in run.output.rglob("*")) \
        if run.output.exists() else []
    if left:
        yield f"exit {run.code} leaves {left[:5]}"
    if not re.search("(?m)^.*error: .", run.said):
        yield f"exit {run.code} without an error: {run.said!r}"
    if run.code == 65 and "does not fit 64 bits" not in run.said:
        names = "|".join([re.escape(file.path.name)
                          for file in run.shop.files] + ["report.yaml"])
        if not re.search(rf"(?m)^\S*/({names}):[\d:]* (error|warning): .",
                         run.said):
            yield f"bad data without its file: {run.said!r}"
    for extract in re.findall(r"\d+ of \d+ rows of (\w+) are rejected",
                              run.said):
        if not re.search(rf"(?m)^\S*/{extract}\S*:\d+:\d+: warning: .",
                         run.said):
            yield f"no rejected row of {extract} is told"


def differences(one, other):
    """Files of two folders that are not the same."""
    if not one.exists() and not other.exists():
        return []
    names = {str(path.relative_to(top)) for top in (one, other)
             for path in top.rglob("*") if not path.is_dir()}
    return sorted(filecmp.cmpfiles(one, other, names, shallow=False)[1] +
                  filecmp.cmpfiles(one, other, names, shallow=False)[2])


def same(one, other):
    """What differs between two runs over the same files."""
    if one.code != other.code:
        yield f"exit {one.code}, and {other.code}"
    if one.said.replace(str(one.output), "") != \
            other.said.replace(str(other.output), ""):
        yield f"said {one.said!r}, and {other.said!r}"
    for name in differences(one.output, other.output):
        yield f"{name} differs"


# The three ways.

def spoil(r, shop):
    """Spoil a few rows; the reason of each by its file and line, and how many
    there are of each extract."""
    want, counts = {}, Counter()
    files = [file for file in shop.files
             if file.extract != "fiscal_calendar"]
    for way in r.sample(damage.CERTAIN, len(damage.CERTAIN)):
        file = r.choice(files)
        row = file.some_row(r)
        reason = row and way(r, file, row)
        if reason:
            file.damaged.add(row)
            want[file.path.name, row + 1] = reason
            counts[file.extract] += 1
    shop.save()
    return want, counts


def as_told(want, files):
    """Reasons as messages have them, with the names of columns in the files."""
    called = {file.path.name: file.called for file in files}
    told = {}
    for (file, line), reason in want.items():
        column, _, problem = reason.partition(" ")
        name = called[file].get(column, column)
        told[file, line] = reason if name == column else \
            f"{name} ({column}) {problem}"
    return told


def told_rows(said):
    return {(name, int(line)): reason for name, line, reason in re.findall(
        r"(?m)^\S*/([^/:\s]+):(\d+):\d+: warning: (.*?): '", said)}


def unlike(want, got, where):
    for place in sorted(want.keys() | got.keys()):
        if want.get(place) != got.get(place):
            yield (f"{where}: {place[0]}:{place[1]}: {got.get(place)!r}, not "
                   f"{want.get(place)!r}")


def check_rows(r, shop, words):
    """Spoilt rows are refused, or left out if report.yaml lets so many be."""
    want, counts = spoil(r, shop)
    words.append(f"{len(want)} spoilt")
    shop.put_setting("rules", "reject_limit", 0)
    run = shop.run("refused", "--only=csv")
    yield from run.problems()
    if run.code != 65:
        yield f"exit {run.code} with {len(want)} rows spoilt: {run.said[-600:]}"
    yield from unlike(as_told(want, shop.files), told_rows(run.said), "stderr")
    for name, count in counts.items():
        if f"error: {count} of {shop.rows[name] + shop.void[name]} rows of " \
                f"{name} are rejected" not in run.said:
            yield f"it is not said that {count} of {name} are rejected"
    shop.put_setting("rules", "reject_limit", 1)
    run = shop.run("packs", "--only=csv", "--allow-partial", "--threads=2")
    yield from run.problems()
    if run.code:
        yield f"exit {run.code} with all allowed: {run.said[-600:]}"
        return
    yield from unlike(want, {(row["file"], int(row["line"])): row["reason"]
                             for row in run.table("rejects")
                             if row["set_aside"] == "0"}, "rejects.csv")
    for name, told in run.inputs().items():
        if told["accepted"] != shop.rows[name] - counts[name]:
            yield (f"{told['accepted']} of {shop.rows[name]} rows of {name} "
                   f"are accepted, with {counts[name]} spoilt")
        if told["set_aside"] != shop.void[name]:
            yield (f"{told['set_aside']} rows of {name} are set aside, not "
                   f"{shop.void[name]}")
    if r.random() < 0.3:
        yield from same(run, shop.run("one", "--only=csv", "--allow-partial",
                                      "--threads=1"))


def check_refused(r, shop, words):
    """A spoilt file is refused; every way comes in its turn."""
    ways = damage.REFUSED
    first = shop.seed % len(ways)
    for way in ways[first:] + ways[:first]:
        found = way(r, shop.files)
        if found:
            break
    shop.save()
    words.append(way.__name__)
    run = shop.run("packs", "--only=csv")
    yield from run.problems()
    code, pattern = found
    if run.code != code:
        yield f"exit {run.code}, not {code}"
    if not re.search(pattern, run.said):
        yield f"{pattern!r} is not in {run.said!r}"


def check_noise(r, shop, words):
    """Whatever comes of it, it is one of what may come."""
    done = damage.noise(r, shop.files)
    shop.save()
    if r.random() < 0.7:
        shop.put_setting("rules", "reject_limit", r.choice([0.05, 1]))
    if r.random() < 0.5:
        done.append("partly")
    options = [["--only=csv", ALL][r.random() < 0.3],
               *["--allow-partial"] * (done[-1] == "partly")]
    run = shop.run("packs", *options, "--threads=2")
    words += [", ".join(done), CODES.get(run.code, "")]
    yield from run.problems()
    if r.random() < 0.3:
        yield from same(run, shop.run("one", *options, "--threads=1"))


def check(report, folder, seed):
    good = True
    for name, way in (("rows", check_rows), ("refused", check_refused),
                      ("noise", check_noise), ("noise-2", check_noise)):
        r = random.Random(f"{name} {seed}")
        # A row that is spoilt would spoil those that are filled from it.
        shop = Shop(report, folder / f"{seed}-{name}", seed,
                    may_fill=way is not check_rows)
        words = []
        problems = list(way(r, shop, words))
        print("not ok" if problems else "ok", "-", f"damage of seed {seed}:",
              ": ".join([name, *words]), flush=True)
        for problem in problems[:10]:
            print("#  ", problem)
        good = good and not problems
    return good


def main():
    report, folder, *seeds = sys.argv[1:]
    results = [check(report, Path(folder), int(seed)) for seed in seeds]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
