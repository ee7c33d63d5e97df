"""Many vectors: fit, choose and transform beside reading the file and multiplying it once; and exact search as NumPy does it.

    python3 benchmarks/embeddings/large.py LAE FOLDER [ROWS [COLUMNS [ROUNDS]]]

LAE is the tool, built. NumPy needs OpenBLAS (Debian: libopenblas0-pthread): the reference BLAS that it comes with is several times
slower. Everything runs in turns, with one thread and with as many as there are cores; what counts are the least times of the rounds.
They are of the clock and, in brackets, of the processor: on a machine that is busy the second still tell, with one thread.
How fast the library itself searches as many rows by as many queries as NumPy does here is told by
`dotnet run -c Release --project benchmarks/LinearAutoencoders.Benchmarks -- search`.
FOLDER gets ROWS x COLUMNS float32 (1,000,000 x 768: 3 GB), removed at the end.
"""
import os
import subprocess
import sys
import time

if sys.argv[1] == '--multiply':
    os.environ['OPENBLAS_NUM_THREADS'] = sys.argv[3]
# Older OpenBLAS does not know newer processors; without this it would fall back to its slowest kernels.
os.environ.setdefault('OPENBLAS_CORETYPE', 'SkylakeX')

import numpy as np  # noqa: E402 - reads the number of threads


def multiply(path):
    """The least that any fit does: all rows from the file, and X'X of them in single precision."""
    stored = np.load(path, mmap_mode='r')
    product = np.zeros((stored.shape[1],) * 2, 'f4')
    for start in range(0, len(stored), 10_000):
        block = np.array(stored[start:start + 10_000])
        product += block.T @ block


class Clocked:
    """Seconds of the clock and of the processor, children included."""

    def __init__(self, work):
        started, before = time.perf_counter(), sum(os.times()[:4])
        work()
        self.clock, self.processor = time.perf_counter() - started, sum(os.times()[:4]) - before


if sys.argv[1] == '--multiply':
    spent = Clocked(lambda: multiply(sys.argv[2]))
    print(spent.clock, spent.processor)
    sys.exit()

tool, folder = sys.argv[1:3]
rows, columns, rounds = (int(sys.argv[i]) if len(sys.argv) > i else known for i, known in ((3, 1_000_000), (4, 768), (5, 3)))
searched, queries = 60_000, 2_000
path, model, small = (os.path.join(folder, name) for name in ('vectors.npy', 'm.npz', 'small.npy'))


def make_vectors():
    random = np.random.default_rng(0)
    mixing = (np.linalg.qr(random.normal(size=(columns, columns)))[0] / np.arange(1, columns + 1)[:, None] ** 0.6).astype('f4')
    vectors = np.lib.format.open_memmap(path, 'w+', 'f4', (rows, columns))
    for start in range(0, rows, 10_000):
        vectors[start:start + 10_000] = random.standard_normal((min(10_000, rows - start), columns), 'f4') @ mixing + mixing[3]


class Least:
    """The least times, and the most memory, of several rounds."""

    def __init__(self):
        self.clock = self.processor = float('inf')
        self.memory = 0

    def add(self, clock, processor, kilobytes=0):
        self.clock, self.processor = min(self.clock, clock), min(self.processor, processor)
        self.memory = max(self.memory, kilobytes)

    def __str__(self):
        return f'{self.clock:.1f} s ({self.processor:.1f} s)'


def limit(threads):
    # Its own time only: starting Python does not count.
    return map(float, subprocess.run(
        [sys.executable, __file__, '--multiply', path, str(threads)], capture_output=True, text=True, check=True).stdout.split())


def lae(threads, *arguments):
    command = ['/usr/bin/time', '-f', '%M', tool, 'embed', *arguments, '--quiet', '--threads', str(threads)]
    done = None

    def run():
        nonlocal done
        done = subprocess.run(command, capture_output=True, text=True)
    spent = Clocked(run)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return spent.clock, spent.processor, int(done.stderr.split()[-1])


def remove(*names):
    for name in names:
        if os.path.exists(name):
            os.remove(name)


def compare(threads, times):
    times['limit'].add(*limit(threads))
    # Replacing a file means freeing the old one, which is not what is measured.
    remove(model, small)
    times['fit'].add(*lae(threads, 'fit', path, '--dimensions', '64,128,256', '--no-compare', '-o', model))
    times['transform'].add(*lae(threads, 'transform', model, path, '--components', '128', '-o', small))


def show(threads, times):
    least, fit, transform = times['limit'], times['fit'], times['transform']
    print(f'{threads} thread(s): read and multiply {least}; fit and choose {fit}, transform {transform}: '
          f'{(fit.clock + transform.clock) / least.clock:.2f} ({(fit.processor + transform.processor) / least.processor:.2f}) times; '
          f'{max(fit.memory, transform.memory) / 1024:.0f} MB', flush=True)


def numpy_rate():
    """Multiply-adds a second of ten nearest of the queries, by blocks of products and a partial sort; and of the products alone."""
    stored = np.load(path, mmap_mode='r')[:searched]
    asked = np.array(stored[:queries])

    def search(selects):
        for start in range(0, len(stored), 10_000):
            block = np.array(stored[start:start + 10_000])
            if not selects:
                asked @ block.T
                continue
            scores = asked @ (block / np.linalg.norm(block, axis=1, keepdims=True)).T
            np.argpartition(-scores, 10, axis=1)
    return [len(stored) * queries * columns / Clocked(lambda: search(selects)).processor / 1e9 for selects in (True, False)]


try:
    make_vectors()
    all_times = {threads: {name: Least() for name in ('limit', 'fit', 'transform')} for threads in sorted({1, os.cpu_count()})}
    for number in range(rounds):
        for count, measured in all_times.items():
            compare(count, measured)
            show(count, measured)
    plain = numpy_rate()
    print(f'exact search, of the processor: NumPy {plain[0]:.1f} G multiply-adds/s, its products alone {plain[1]:.1f}', flush=True)
finally:
    remove(path, model, small)
