"""Many vectors: fit, choose and transform beside reading the file and multiplying it once; and what exact search takes NumPy.

    python3 benchmarks/embeddings/large.py LAE FOLDER [ROWS [COLUMNS [QUERIES [THREADS]]]]

Everything runs in turns in one process tree. Times are of the clock and, in brackets, of the processor: on a machine that is busy the
second still tell, with one thread. FOLDER gets ROWS x COLUMNS float32 (1,000,000 x 768: 3 GB), removed at the end.
"""
import os
import subprocess
import sys
import time

tool, folder = sys.argv[1:3]
rows, columns, queries, threads = (
    int(sys.argv[i]) if len(sys.argv) > i else known for i, known in ((3, 1_000_000), (4, 768), (5, 1_000), (6, os.cpu_count())))
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
    done = subprocess.run(['/usr/bin/time', '-f', '%M', tool, 'embed', *arguments, '--quiet', '--threads', str(threads)], capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(done.stderr)
    memory.append(int(done.stderr.split()[-1]))


def numpy_search():
    """Ten nearest of the queries, by blocks of products and a partial sort."""
    stored = np.load(path, mmap_mode='r')
    asked = np.array(stored[:queries])
    best, at = np.full((queries, 10), -np.inf, 'f4'), np.zeros((queries, 10), 'i8')
    for start in range(0, rows, 10_000):
        block = np.array(stored[start:start + 10_000])
        scores = asked @ (block / np.linalg.norm(block, axis=1, keepdims=True)).T
        own = np.argpartition(-scores, 10, axis=1)[:, :10]
        all_scores = np.hstack([best, np.take_along_axis(scores, own, 1)])
        all_at = np.hstack([at, own + start])
        kept = np.argpartition(-all_scores, 9, axis=1)[:, :10]
        best, at = np.take_along_axis(all_scores, kept, 1), np.take_along_axis(all_at, kept, 1)


memory = []
model, small = os.path.join(folder, 'm.npz'), os.path.join(folder, 'small.npy')
try:
    for _ in range(2):
        limit = Clocked(read_and_multiply)
        fit = Clocked(lambda: lae('fit', path, '--queries', '250', '--dimensions', '64,128,256', '--no-compare', '-o', model))
        transform = Clocked(lambda: lae('transform', model, path, '--components', '128', '-o', small))
        print(f'read and multiply {limit}; fit and choose {fit}, transform {transform}: '
              f'{(fit.clock + transform.clock) / limit.clock:.2f} ({(fit.processor + transform.processor) / limit.processor:.2f}) '
              f'times; {max(memory) / 1024:.0f} MB', flush=True)
    print(f'NumPy, {queries} queries: {Clocked(numpy_search)}; the same by benchmarks/embeddings/search.cs', flush=True)
finally:
    for name in (path, model, small):
        if os.path.exists(name):
            os.remove(name)
