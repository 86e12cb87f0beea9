"""Time the workbook of a million made-up customers, 30 columns each: written,
and read back as a pack reads it back.

The environment names the program that does it, CUSTOMERS, and WORK, a folder
for it.  Every figure is the median of the runs; seconds of processors are
steadier where others use the machine.  Prints Markdown and keeps it in
WORK/customers.md; exit 1 where the peak memory is 50 MB or more.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median

WORK = Path(os.environ.get("WORK", "build/bench"))
CUSTOMERS = os.environ.get("CUSTOMERS",
                           "build/release/tests/bench/customers")
MEMORY_MOST = 50  # MB


def run(threads, rows):
    """Cells, seconds of writing and reading back, of processors, bytes, MB."""
    folder = WORK / "customers"
    done = subprocess.run([CUSTOMERS, str(threads), str(rows), folder],
                          capture_output=True, text=True, check=True)
    shutil.rmtree(folder)
    return [float(figure) for figure in done.stdout.split()]


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1000000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser.parse_args()


def main():
    options = parse()
    text = ["| threads | cells | written | read back | of processors "
            "| cells/s | cells/s of a processor | MB | peak MB |",
            "|---|---|---|---|---|---|---|---|---|"]
    worst = 0
    for threads in sorted({1, options.threads}):
        runs = [run(threads, options.rows) for _ in range(options.runs)]
        cells, written, back, used, size, memory = map(median, zip(*runs))
        worst = max(worst, memory)
        text.append(
            f"| {threads} | {cells / 1e6:.3g} M | {written:.2f} s "
            f"| {back:.2f} s | {used:.2f} s "
            f"| {cells / (written + back) / 1e6:.2f} M "
            f"| {cells / used / 1e6:.2f} M | {size / 1e6:.0f} | {memory:.0f} |")
    print("\n".join(text))
    (WORK / "customers.md").write_text("\n".join(text) + "\n", "utf-8")
    if worst >= MEMORY_MOST:
        sys.exit(f"bench: {worst:.0f} MB of memory, not below {MEMORY_MOST}")


if __name__ == "__main__":
    main()
