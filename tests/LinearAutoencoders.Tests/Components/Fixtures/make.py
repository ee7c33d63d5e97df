"""Principal components by scikit-learn and NumPy in float64, for ScikitLearnTests: python3 make.py writes fixtures.npz beside itself.

For a case NAME of data D: NAME.components (k x m), NAME.variances (k, divided by n - 1, or by the effective n of weights), and D.samples
where they are not generated. Made with scikit-learn 1.2.1 and NumPy 1.24.2.
"""
import os

import numpy as np
from sklearn import datasets
from sklearn.decomposition import PCA

arrays = {}


def generated(n, m, seed):
    """SplitMix64, a cell after the other: uniform in [-1/2, 1/2), column j (from 0) divided by 1 + j / 8."""
    state = np.uint64(seed) + np.arange(1, n * m + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    uniform = (state >> np.uint64(11)).astype(np.float64) / 2.0**53 - 0.5
    return uniform.reshape(n, m) / (1 + np.arange(m) / 8)


def keep(name, components, variances):
    arrays[f"{name}.components"] = np.ascontiguousarray(components)
    arrays[f"{name}.variances"] = variances


def by_svd(name, x, k, divisor):
    _, s, v = np.linalg.svd(x, full_matrices=False)
    keep(name, v[:k], s[:k] ** 2 / divisor)


def centred(name, x, k):
    pca = PCA(k, svd_solver="full").fit(x)
    keep(f"{name}.centred", pca.components_, pca.explained_variance_)


def cases(name, x, k, stored=True):
    x = np.asarray(x, dtype=np.float64)
    if stored:
        arrays[f"{name}.samples"] = x
    centred(name, x, k)
    by_svd(f"{name}.plain", x, k, len(x) - 1)
    deviations = x.std(axis=0, ddof=1)
    by_svd(f"{name}.scaled", (x - x.mean(axis=0)) / np.where(deviations > 0, deviations, 1), k, len(x) - 1)
    w = 1.0 + np.arange(len(x)) % 5
    y = x - w @ x / w.sum()
    by_svd(f"{name}.weighted", np.sqrt(w)[:, None] * y, k, w.sum() - (w**2).sum() / w.sum())


iris = datasets.load_iris().data
cases("iris", iris, 4)
cases("wine", datasets.load_wine().data, 6)
cases("cancer", datasets.load_breast_cancer().data, 6)
cases("diabetes", datasets.load_diabetes().data, 10)
cases("digits", datasets.load_digits().data, 10)
cases("wide", generated(60, 2000, 1), 3, stored=False)
centred("tall", generated(5000, 784, 2), 5)
centred("offset", iris + 1e6, 4)
centred("tiny", iris * 1e-30, 4)
centred("huge", iris * 1e30, 4)
constant = np.hstack([iris[:, :2], np.full((150, 1), 7.1), iris[:, 2:]])
centred("constant", constant, 4)
# Rank 2 of 4: two columns are sums of the others.
a = iris[:, :2]
centred("deficient", np.hstack([a, a[:, :1] + a[:, 1:], a[:, :1] - 2 * a[:, 1:]]), 4)
# A two-level design: three columns of variance 32/7 each, and four of 8/7.
h = np.array([[1.0]])
for _ in range(3):
    h = np.block([[h, h], [h, -h]])
centred("equal", h[:, 1:] * np.array([2, 2, 2, 1, 1, 1, 1]), 6)

np.savez_compressed(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures.npz"), **arrays)
