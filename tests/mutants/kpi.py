"""kpi.py OBJECTS... - change the formula of each KPI once: is it noticed?

Every row of kpi.def is spoilt in turn - its numerator, its denominator, and
whether the data gives it - and the tests that name the KPI are linked with
that and run.  A change that no test notices is told, and the exit is 1.
CC, CPPFLAGS, CFLAGS, LIBS and BUILD are the Makefile's.
"""

import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BUILD = Path(os.environ["BUILD"])
WORK = BUILD / "mutants"
ROWS = Path("src/measure/kpi.def").read_text()
FIELDS = ("numerator", "denominator", "available")
AT = {"numerator": 7, "denominator": 8, "available": 9}


def words(name):
    return shlex.split(os.environ[name])


def end_of_field(text, at):
    """Where the argument of a macro that begins at `at` ends."""
    depth = 0
    while True:
        byte = text[at]
        if byte == '"':
            at = text.index('"', at + 1)
        elif byte in "([{":
            depth += 1
        elif byte in ")]}":
            if depth == 0:
                return at
            depth -= 1
        elif byte == "," and depth == 0:
            return at
        at += 1


def fields_of(start):
    """The spans of the arguments of the row that begins at `start`."""
    spans = []
    at = start
    while True:
        end = end_of_field(ROWS, at)
        spans.append((at, end))
        if ROWS[end] == ")":
            return spans
        at = end + 1


def spoil(field, text):
    """A formula that is wrong; None where there is nothing to spoil."""
    if field == "available":
        return f"!({text})"
    found = re.fullmatch(r"(money|quantity|count)\((.*)\)", text, re.S)
    if found:
        return f"{found[1]}(({found[2]}) + 1)"
    found = re.fullmatch(r"real\(([^,]*),(.*)\)", text, re.S)
    if found:
        return f"real({found[1]}, ({found[2]}) + 1)"
    found = re.fullmatch(r"known\((\w+\(t\)), (.*)\)", text, re.S)
    if found:
        return f"known({found[1]}, {spoil(field, found[2])})"
    if text == "nothing()":
        return None
    raise SystemExit(f"cannot spoil {text!r}")


def mutants():
    for row in re.finditer(r"^KPI(_BACK)?\(", ROWS, re.M):
        spans = fields_of(row.end())[1 if row[1] else 0:]
        kpi = ROWS[slice(*spans[0])].strip()
        for field in FIELDS:
            start, end = spans[AT[field]]
            wrong = spoil(field, ROWS[start:end].strip())
            if wrong:
                yield kpi, field, f"{ROWS[:start]} {wrong}{ROWS[end:]}"


def tests_of(kpi):
    """The tests that name it, by id or by number."""
    named = re.compile(rf'"{kpi}"|KPI_{kpi}\b')
    return [source for source in sorted(Path("tests").glob("*/test_*.c"))
            if named.search(source.read_text())]


def run(*command):
    return subprocess.run(command, capture_output=True, check=False)


def build(*command):
    done = run(*command)
    if done.returncode:
        raise SystemExit(done.stderr.decode())


def is_noticed(mutant, objects):
    kpi, field, text = mutant
    folder = WORK / f"{kpi}.{field}"
    (folder / "measure").mkdir(parents=True, exist_ok=True)
    (folder / "measure/kpi.def").write_text(text)
    spoilt = folder / "kpi.o"
    build(*words("CC"), f"-I{folder}", *words("CPPFLAGS"), *words("CFLAGS"),
          "-c", "-o", str(spoilt), "src/measure/kpi.c")
    noticed = False
    for source in tests_of(kpi):
        test = folder / source.stem
        build(*words("CC"), *words("CFLAGS"), "-o", str(test),
              str(BUILD / source.with_suffix(".o")), str(spoilt), *objects,
              *words("LIBS"))
        noticed = noticed or run(str(test)).returncode != 0
        test.unlink()
    spoilt.unlink()
    return noticed


def main():
    objects = [o for o in sys.argv[1:] if not o.endswith("measure/kpi.o")]
    all_mutants = list(mutants())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        noticed = list(pool.map(lambda m: is_noticed(m, objects), all_mutants))
    for (kpi, field, _), seen in zip(all_mutants, noticed):
        if not seen:
            print(f"no test notices a wrong {field} of {kpi}")
    print(f"{sum(noticed)} of {len(all_mutants)} wrong formulas are noticed")
    sys.exit(not all(noticed))


if __name__ == "__main__":
    main()
