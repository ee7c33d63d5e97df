#!/usr/bin/env python3
"""From a file to a saved model, whole processes side by side: `lae fit`, which also certifies it, and scikit-learn's PCA.

    python3 benchmarks/peers/fit.py --lae src/LinearAutoencoders.Cli/bin/Release/net10.0/lae --folder DIR [--rounds 5] [CASE ...]

Cases are made in DIR when they are missing, all float32 .npy:
    mnist-like  60,000 x 784, a mixture with the spectrum of pictures    k = 20
    tall        1,000,000 x 100                                          k = 10
    wide        60 x 200,000                                             k = 10
Both sides run in turns and the median counts, with its smallest and largest: seconds by the clock, or with --processor of processor time,
which says something on a busy machine too. --threads 1 gives both one thread. scikit-learn runs as a user would write it: load, fit with
the solver that it chooses by itself (or --solver), save. Needs Debian's python3-sklearn.
"""
import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time

# Older OpenBLAS does not know newer processors; without this it would fall back to its slowest kernels.
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")

import numpy as np

CASES = {"mnist-like": (60_000, 784, 20), "tall": (1_000_000, 100, 10), "wide": (60, 200_000, 10)}

PEER = """
import sys
import numpy as np
from sklearn.decomposition import PCA
model = PCA(int(sys.argv[2]), svd_solver=sys.argv[4]).fit(np.load(sys.argv[1]))
np.savez(sys.argv[3], components=model.components_, mean=model.mean_, explained_variance=model.explained_variance_)
"""


def make(path, rows, columns):
    """Low rank plus noise, with variances that fall as 1/i."""
    random = np.random.default_rng(0)
    rank = min(100, rows, columns)
    axes = np.linalg.qr(random.standard_normal((columns, rank)))[0].T * np.sqrt(columns / np.arange(1, rank + 1))[:, None] / 8
    with open(path + ".part", "wb") as file:
        np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": (rows, columns)})
        for start in range(0, rows, 10_000):
            count = min(10_000, rows - start)
            block = random.standard_normal((count, rank)) @ axes + 0.1 * random.standard_normal((count, columns)) + 0.5
            file.write(block.astype(np.float32).tobytes())
    os.replace(path + ".part", path)


def run(command, environment=None):
    """Seconds by the clock and of the processor, and the largest memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def spread(values):
    values = sorted(values)
    return f"{values[len(values) // 2]:8.3f} ({values[0]:.3f}-{values[-1]:.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--lae", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--solver", default="auto", help="scikit-learn's svd_solver")
    parser.add_argument("--processor", action="store_true", help="processor time")
    parser.add_argument("--threads", type=int, help="of both sides")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    print(f"{'case':12} {'lae, s':>24} {'scikit-learn, s':>24} {'ratio':>6} {'lae, MB':>8} {'sk, MB':>8}")
    for name in arguments.cases or CASES:
        rows, columns, k = CASES[name]
        path = os.path.join(arguments.folder, name + ".npy")
        if not os.path.exists(path):
            # By a process of its own: what this one holds would count as the memory of those that it starts.
            maker = multiprocessing.Process(target=make, args=(path, rows, columns))
            maker.start()
            maker.join()
        with tempfile.TemporaryDirectory() as out:
            ours = [arguments.lae, "fit", path, "-k", str(k), "-o", os.path.join(out, "ours.npz"), "--quiet"]
            theirs = ["/usr/bin/python3", "-c", PEER, path, str(k), os.path.join(out, "theirs.npz"), arguments.solver]
            environment = dict(os.environ)
            if arguments.threads:
                ours += ["--threads", str(arguments.threads)]
                environment["OPENBLAS_NUM_THREADS"] = str(arguments.threads)
            results = [(run(ours), run(theirs, environment)) for _ in range(arguments.rounds)]
        times = [[side[i][arguments.processor] for side in results] for i in (0, 1)]
        memory = [max(side[i][2] for side in results) for i in (0, 1)]
        ratio = sorted(times[0])[len(results) // 2] / sorted(times[1])[len(results) // 2]
        print(f"{name:12} {spread(times[0]):>24} {spread(times[1]):>24} {ratio:6.2f} {memory[0]:8.0f} {memory[1]:8.0f}", flush=True)


if __name__ == "__main__":
    main()
