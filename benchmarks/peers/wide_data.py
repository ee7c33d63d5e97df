#!/usr/bin/env python3
"""Writes a float32 .npy file that is too large to be held: n × m normal numbers, column j of variance 1/√j.

    python3 benchmarks/peers/wide_data.py OUT.npy 10000 200000
    dotnet run -c Release --project benchmarks/LinearAutoencoders.Benchmarks -- components OUT.npy 20

The spectrum falls slowly, so that the leading components are hard to find. Needs numpy.
"""
import sys

import numpy as np


def main(path, n, m):
    random = np.random.default_rng(0)
    deviations = np.arange(1, m + 1, dtype=np.float32) ** -0.25
    data = np.lib.format.open_memmap(path, mode="w+", dtype=np.float32, shape=(n, m))
    for start in range(0, n, 100):
        rows = data[start:start + 100]
        rows[:] = random.standard_normal(rows.shape, dtype=np.float32) * deviations
    data.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
