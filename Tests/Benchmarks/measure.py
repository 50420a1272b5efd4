"""Runs commands in turn and prints wall seconds, processor seconds and peak resident memory of each.

    measure.py --runs 3 name=command name=command ...

Every command is one process (with its threads); figures are the operating system's own accounting of it.
"""
import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import time


def once(command, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    started = time.monotonic()
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = process.stdout.read().strip().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if status != 0:
        sys.exit(f"failed ({status}): {command}\n" + "\n".join(said[-5:]))
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said[-1] if said else ""


parser = argparse.ArgumentParser()
parser.add_argument("--runs", type=int, default=3)
parser.add_argument("--pairs", type=int, required=True)
parser.add_argument("--bytes", type=int, help="of the input: the rate in MB/s is printed too")
parser.add_argument("--output", required=True)
parser.add_argument("jobs", nargs="+")
options = parser.parse_args()
jobs = [job.split("=", 1) for job in options.jobs]
figures = {name: [] for name, _ in jobs}
for _ in range(options.runs):
    for name, command in jobs:
        figures[name].append(once(command, options.output))
rate = f"{'MB/s':>8}" if options.bytes else ""
print(f"{'job':<28}{'wall s':>10}{'CPU s':>10}{'peak MiB':>10}{'pairs/s':>12}{rate}   (median of {options.runs})")
for name, _ in jobs:
    wall, cpu, peak = (statistics.median(run[i] for run in figures[name]) for i in range(3))
    rate = f"{options.bytes / wall / 1e6:>8.1f}" if options.bytes else ""
    print(f"{name:<28}{wall:>10.2f}{cpu:>10.2f}{peak:>10.0f}{options.pairs / wall:>12,.0f}{rate}   {figures[name][-1][3][:60]}")
