#!/usr/bin/env python3
"""How near `lae plan` comes to what `lae fit` then takes, on files of several kinds and shapes.

    python3 benchmarks/plan.py --lae src/LinearAutoencoders.Cli/bin/Release/net10.0/lae --folder DIR [--scale 1] [CASE ...]

Files are made in DIR when they are missing, and stay there. Memory is the largest resident set of the process. Time is by the clock, the
median of --rounds, so the machine should have nothing else to do; what counts is a factor of 2 in time and 20 % in memory. Of the spectrum
nothing is known to a plan: of noise that nothing stands out of a search takes more passes. Needs numpy; SciPy for sparse data.
"""
import argparse
import json
import os
import subprocess
import sys

import numpy as np

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "peers"))
from fit import run

# Rows, columns, k, ending, further options.
CASES = {
    "tall": (400_000, 100, 10, ".npy", []),
    "taller": (1_600_000, 100, 10, ".npy", []),
    "pictures": (30_000, 784, 20, ".npy", []),
    "broad": (6_000, 3_000, 20, ".npy", []),
    "wide": (60, 100_000, 10, ".npy", []),
    "wider": (1_500, 40_000, 10, ".npy", []),
    "searched": (3_000, 20_000, 10, ".npy", ["--solver", "lanczos"]),
    "text": (60_000, 50, 5, ".csv", []),
    "long-text": (120_000, 400, 10, ".csv", []),
    "sparse": (20_000, 30_000, 10, ".npz", []),
}


def make(path, rows, columns):
    random = np.random.default_rng(0)
    deviations = np.arange(1, columns + 1, dtype=np.float32) ** -0.5
    if path.endswith(".npz"):
        from scipy import sparse
        matrix = sparse.random(rows, columns, density=0.01, format="csr", dtype=np.float32, random_state=0)
        matrix.data *= deviations[matrix.indices]
        sparse.save_npz(path, matrix, compressed=False)
        return
    with open(path + ".part", "wb") as file:
        if path.endswith(".npy"):
            np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": (rows, columns)})
        for start in range(0, rows, 1_000):
            block = random.standard_normal((min(1_000, rows - start), columns), dtype=np.float32) * deviations
            if path.endswith(".npy"):
                file.write(block.tobytes())
            else:
                np.savetxt(file, block, fmt="%.4f", delimiter=",")
    os.replace(path + ".part", path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--lae", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scale", type=float, default=1, help="so many times the rows of each case")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    print(f"{'case':10} {'rows':>9} {'columns':>8} {'solver':22} {'passes':>7} {'MB planned':>10} {'taken':>6} {'ratio':>6} "
          f"{'s planned':>9} {'taken':>7} {'ratio':>6}")
    for name in arguments.cases or CASES:
        rows, columns, k, ending, options = CASES[name]
        rows = int(rows * arguments.scale)
        path = os.path.join(arguments.folder, f"plan-{name}-{rows}{ending}")
        if not os.path.exists(path):
            # In a process of its own: what this one has held counts for those that it starts.
            subprocess.run([sys.executable, __file__, "--make", path, str(rows), str(columns)], check=True)
        model = os.path.join(arguments.folder, "plan-model.npz")
        plans, fits = [], []
        for _ in range(arguments.rounds):
            plans.append(json.loads(os.popen(" ".join([arguments.lae, "plan", path, "-k", str(k), "--json", "--quiet", *options])).read()))
            fits.append(run([arguments.lae, "fit", path, "-k", str(k), "-o", model, "--quiet", *options]))
        planned = plans[0]
        planned_seconds, seconds = (
            sorted(times)[len(times) // 2] for times in ([plan["seconds"] for plan in plans], [fit[0] for fit in fits]))
        megabytes = max(fit[2] for fit in fits)
        shown = json.loads(os.popen(f"{arguments.lae} show {model} --json").read())
        expected = planned["peak_bytes"] / 2**20
        print(f"{name:10} {rows:9} {columns:8} {planned['solver']:22} {planned['passes']:3}/{shown['passes']:3} "
              f"{expected:10.0f} {megabytes:6.0f} {expected / megabytes:6.2f} "
              f"{planned_seconds:9.2f} {seconds:7.2f} {planned_seconds / seconds:6.2f}", flush=True)
        os.remove(model)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--make"]:
        make(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
