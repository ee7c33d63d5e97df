"""Many vectors: fit, choose and transform beside reading the file and multiplying it once; and exact search as NumPy does it.

    python3 benchmarks/embeddings/large.py LAE FOLDER [ROWS [COLUMNS [THREADS]]]

LAE is the tool, built. Everything runs in turns in one process tree. Times are of the clock and, in brackets, of the processor: on a
machine that is busy the second still tell, with one thread. How fast the library itself searches as many rows by as many queries as NumPy
does here is told by `dotnet run -c Release --project benchmarks/LinearAutoencoders.Benchmarks -- search`.
FOLDER gets ROWS x COLUMNS float32 (1,000,000 x 768: 3 GB), removed at the end.
"""
import os
import subprocess
import sys
import time

tool, folder = sys.argv[1:3]
rows, columns, threads = (
    int(sys.argv[i]) if len(sys.argv) > i else known for i, known in ((3, 1_000_000), (4, 768), (5, os.cpu_count())))
searched, queries = 60_000, 2_000
os.environ['OPENBLAS_NUM_THREADS'] = str(threads)

import numpy as np  # noqa: E402 - reads the number of threads

path = os.path.join(folder, 'vectors.npy')
random = np.random.default_rng(0)
mixing = (np.linalg.qr(random.normal(size=(columns, columns)))[0] * (1 / np.arange(1, columns + 1) ** 0.6)[:, None]).astype('f4')
vectors = np.lib.format.open_memmap(path, 'w+', 'f4', (rows, columns))
for start in range(0, rows, 10_000):
    vectors[start:start + 10_000] = random.normal(size=(min(10_000, rows - start), columns)).astype('f4') @ mixing + mixing[3]
del vectors


class Clocked:
    """Seconds of the clock and of the processor, children included."""

    def __init__(self, work):
        started, before = time.perf_counter(), sum(os.times()[:4])
        work()
        self.clock, self.processor = time.perf_counter() - started, sum(os.times()[:4]) - before

    def __str__(self):
        return f'{self.clock:.1f} s ({self.processor:.1f} s)'


def read_and_multiply():
    """The least that any fit does: all rows from the file, and X'X of them in single precision."""
    stored, product = np.load(path, mmap_mode='r'), np.zeros((columns, columns), 'f4')
    for start in range(0, rows, 10_000):
        block = np.array(stored[start:start + 10_000])
        product += block.T @ block


def lae(*arguments):
    command = ['/usr/bin/time', '-f', '%M', tool, 'embed', *arguments, '--quiet', '--threads', str(threads)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(done.stderr)
    memory.append(int(done.stderr.split()[-1]))


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


memory = []
model, small = os.path.join(folder, 'm.npz'), os.path.join(folder, 'small.npy')
try:
    for _ in range(2):
        limit = Clocked(read_and_multiply)
        fit = Clocked(lambda: lae('fit', path, '--dimensions', '64,128,256', '--no-compare', '-o', model))
        transform = Clocked(lambda: lae('transform', model, path, '--components', '128', '-o', small))
        print(f'read and multiply {limit}; fit and choose {fit}, transform {transform}: '
              f'{(fit.clock + transform.clock) / limit.clock:.2f} ({(fit.processor + transform.processor) / limit.processor:.2f}) '
              f'times; {max(memory) / 1024:.0f} MB', flush=True)
    plain = numpy_rate()
    print(f'exact search, of the processor: NumPy {plain[0]:.1f} G multiply-adds/s, its products alone {plain[1]:.1f}', flush=True)
finally:
    for name in (path, model, small):
        if os.path.exists(name):
            os.remove(name)
