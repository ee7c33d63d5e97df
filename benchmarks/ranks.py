#!/usr/bin/env python3
"""Weak scaling of `lae fit` under MPI: twice the rows on two ranks of one thread, beside one rank, and beside one process of two threads.

    python3 benchmarks/ranks.py --lae src/LinearAutoencoders.Cli/bin/Release/net10.0/lae --folder DIR [--rows 500000] [--repeats 3]

Two files of so many rows of float32 are made in DIR when they are missing, and stay there; they are read once before anything is measured,
so that they come from the operating system's cache. All ways are run in turns. Seconds are by the clock, which says something only on a
machine that has nothing else to do; processor seconds are user and system time of all ranks, waiting included where it spins. Messages are
what the rank that waits least sends, receives and waits for, of the time since MPI was there. Needs numpy.
"""
import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import numpy as np

LOOPBACK = {
    "OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1", "OMPI_MCA_pml": "ob1", "OMPI_MCA_btl": "self,vader",
    "OMPI_MCA_mpi_yield_when_idle": "1", "OMPI_MCA_hwloc_base_binding_policy": "none",
}


def make(path, rows, columns, seed):
    random = np.random.default_rng(seed)
    deviations = np.arange(1, columns + 1, dtype=np.float32) ** -0.5
    with open(path + ".part", "wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": (rows, columns)})
        for start in range(0, rows, 4_000):
            file.write((random.standard_normal((min(4_000, rows - start), columns), dtype=np.float32) * deviations).tobytes())
    os.replace(path + ".part", path)


def warm(path):
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def measure(command, status):
    """Seconds, processor seconds, MB of the largest process, share of messages."""
    if os.path.exists(status):
        os.remove(status)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | LOOPBACK)
    _, code, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = code
    if code != 0:
        sys.exit(f"{' '.join(command)} failed")
    share = None
    if os.path.exists(status):
        with open(status) as file:
            found = json.load(file)
        share = found["message_seconds"] / found["seconds"]
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, share


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lae", required=True, help="the tool, or lae.dll")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rows", type=int, default=500_000, help="of a rank")
    parser.add_argument("--columns", type=int, default=784)
    parser.add_argument("--rate", default="2GB/s", help="between the ranks, for the plan")
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    files = [os.path.join(arguments.folder, f"ranks-{arguments.rows}-{arguments.columns}-{i}.npy") for i in (1, 2)]
    for seed, path in enumerate(files):
        if not os.path.exists(path):
            make(path, arguments.rows, arguments.columns, seed)
        warm(path)
    model = os.path.join(arguments.folder, "ranks-model.npz")
    tool = ["dotnet", arguments.lae] if arguments.lae.endswith(".dll") else [arguments.lae]

    def fit(data, threads):
        return [*tool, "fit", data, "-k", "20", "-o", model, "--quiet", "--threads", str(threads)]

    ways = {"one process, 1 thread, half the rows": (fit(files[0], 1), 1)}
    for launcher in ("mpirun.openmpi", "mpirun.mpich"):
        if shutil.which(launcher):
            ways[f"{launcher}, 2 ranks of 1 thread"] = ([launcher, "-n", "2", *fit(",".join(files), 1)], 2)
    ways["one process, 2 threads"] = (fit(",".join(files), 2), 2)
    taken = {way: [] for way in ways}
    models = {}
    for _ in range(arguments.repeats):
        for way, (command, size) in ways.items():
            taken[way].append(measure(command, model + ".status.json"))
            with open(model, "rb") as file:
                models.setdefault(size, set()).add(file.read())
    print(f"{arguments.rows} x {arguments.columns} float32 a rank, k = 20; medians of {arguments.repeats} in turns; "
          f"load {os.getloadavg()[0]:.1f}; models equal: {all(len(same) == 1 for same in models.values())}")
    alone = next(iter(taken.values()))
    for way, all_taken in taken.items():
        seconds, processor, megabytes, _ = (statistics.median(column) if column[0] is not None else None for column in zip(*all_taken))
        size = ways[way][1]
        line = f"{way:38} {seconds:7.2f} s {processor:7.2f} processor s {megabytes:6.0f} MB"
        if size == 2:
            line += f"   of ideal: {statistics.median(one[0] / two[0] for one, two in zip(alone, all_taken)):.2f} by the clock"
            line += f", {statistics.median(2 * one[1] / two[1] for one, two in zip(alone, all_taken)):.2f} by processor time"
        if all_taken[0][3] is not None:
            shares = [100 * one[3] for one in all_taken]
            line += f"   messages {statistics.median(shares):.2f} %, least {min(shares):.2f} %"
        print(line)
    # What was foreseen, for a network as fast as memory is copied.
    planned = subprocess.run([*tool, "plan", ",".join(files), "-k", "20", "--ranks", "2", "--rate", arguments.rate, "--threads", "1",
                              "--json", "--quiet"], stdout=subprocess.PIPE, check=True).stdout
    ranks = json.loads(planned)["ranks"]
    share = 100 * ranks["reduction_seconds"] / ranks["seconds"]
    print(f"lae plan --ranks 2 --rate {arguments.rate}: {ranks['seconds']:.2f} s, {share:.2f} % of it messages, "
          f"{ranks['peak_bytes_of_a_rank'] / 2**20:.0f} MB a rank")
    os.remove(model)


if __name__ == "__main__":
    main()
