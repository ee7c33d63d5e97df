#!/usr/bin/env python3
"""The 20 leading eigenpairs of Σ in memory: ARPACK (scipy.sparse.linalg.eigsh, tol=0) and ours, in turns, the fastest round of each.

    dotnet build -c Release benchmarks/LinearAutoencoders.Benchmarks
    python3 benchmarks/peers/leading_eigenpairs.py [--rounds 20] [--sizes 1000 2000 4096] [--alone]

With --alone both have one thread, and time is that of the processor, which says something on a busy machine too.
Ours includes the proof that no larger eigenvalue was missed; ARPACK has none. Our first rounds compile, hence so many. Needs numpy and
SciPy (Debian: python3-scipy) with OpenBLAS (libopenblas0-pthread): the reference BLAS that they come with is several times slower.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time

if "--alone" in sys.argv:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
# Older OpenBLAS does not know newer processors; without this it would fall back to its slowest kernels.
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")

import numpy as np
from scipy.sparse.linalg import eigsh

K = 20
BENCHMARKS = os.path.join(
    os.path.dirname(__file__), "../LinearAutoencoders.Benchmarks/bin/Release/net10.0/LinearAutoencoders.Benchmarks.dll")
SPECTRA = {
    "0.94^i": lambda i, m: 0.94**i,
    "1/i": lambda i, m: 1 / (i + 1.0),
    "1/sqrt(i)": lambda i, m: (i + 1.0) ** -0.5,
    "std 1 to 0.02": lambda i, m: np.linspace(1, 0.02, m) ** 2,
}


def moment(spectrum, m):
    """Σ of 2m normal samples whose columns have these variances."""
    samples = np.random.default_rng(1).standard_normal((2 * m, m)) * np.sqrt(SPECTRA[spectrum](np.arange(m), m))
    return samples.T @ samples / len(samples)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 4096])
    parser.add_argument("--alone", action="store_true")
    arguments = parser.parse_args()
    clock = time.thread_time if arguments.alone else time.perf_counter
    print("| m | variances | ARPACK, ms | ours, ms | ours over ARPACK | without the proof | products | residual/λ₁, ARPACK | ours "
          "| none missed |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|---|")
    for m in arguments.sizes:
        for spectrum in SPECTRA:
            sigma = moment(spectrum, m)
            with tempfile.NamedTemporaryFile() as file:
                sigma.tofile(file.name)
                ours = subprocess.Popen(
                    ["dotnet", BENCHMARKS, "leading", file.name, str(m), str(K), *["alone"][:arguments.alone]],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                peer_times, our_times, proofs = [], [], []
                for _ in range(arguments.rounds + 2):
                    start = clock()
                    values, vectors = eigsh(sigma, k=K, tol=0)
                    peer_times.append(1e3 * (clock() - start))
                    ours.stdin.write("\n")
                    ours.stdin.flush()
                    answer = ours.stdout.readline().split(maxsplit=4)
                    our_times.append(float(answer[0]))
                    proofs.append(float(answer[1]))
                ours.stdin.close()
                ours.wait()
            residual = np.linalg.norm(sigma @ vectors - vectors * values, axis=0).max() / values.max()
            peer, own, proof = min(peer_times), min(our_times), min(proofs)
            print(f"| {m} | {spectrum} | {peer:.0f} | {own:.0f} | {own / peer:.2f} | {(own - proof) / peer:.2f} | {answer[2]} "
                  f"| {residual:.0e} | {answer[3]} | {answer[4].strip()} |", flush=True)


if __name__ == "__main__":
    main()
