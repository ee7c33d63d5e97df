"""Recall of smaller vectors: ordered axes beside truncation, random projection and centred PCA, over five splits.

    python3 benchmarks/embeddings/table.py LAE VECTORS.npy [VECTORS.npy ...]

LAE is the tool, built. For each set and each of the seeds 0 to 4, `lae embed fit --json` holds out 1,000 queries and measures; NumPy
takes the same queries, computes the same recalls in double precision, and stops if one neighbour of the ordered axes, of truncation
or of centred components is counted differently by more than what rounding of coordinates to single precision explains (0.0002).
scikit-learn's PCA and GaussianRandomProjection are measured on the same splits. Printed: means, and half the width of the 95 %
interval over the splits (Student's t with 4 degrees of freedom).
"""
import json
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.decomposition import PCA
from sklearn.random_projection import GaussianRandomProjection

DIMENSIONS = [32, 64, 96, 128, 192, 256]
NEIGHBORS = 10
SHORTLIST = 50
SEEDS = range(5)
T_975_4 = 2.776


def nearest(database, queries, count):
    """Row numbers of the nearest by the cosine; of equal scores the lower row comes first."""
    def unit(rows):
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(length > 0, length, 1)
    scores = unit(queries) @ unit(database).T
    some = np.sort(np.argpartition(-scores, 2 * count, axis=1)[:, :2 * count], axis=1)
    order = np.argsort(-np.take_along_axis(scores, some, axis=1), axis=1, kind='stable')
    return np.take_along_axis(some, order[:, :count], axis=1)


def recall(truth, found):
    return np.mean([len(set(a) & set(b)) / len(a) for a, b in zip(truth, found)])


def measure(tool, path, seed):
    """Recalls by method and dimensions: of the tool, and of NumPy and scikit-learn on the same split."""
    with tempfile.TemporaryDirectory() as folder:
        command = [tool, 'embed', 'fit', path, '--dimensions', ','.join(map(str, DIMENSIONS)), '--seed', str(seed), '--json', '--quiet',
                   '--target', f'recall@{NEIGHBORS}=0.0001', '--rerank', str(SHORTLIST), '--quantize', 'int8', '-o', f'{folder}/m.npz']
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        axes = np.load(f'{folder}/m.npz')['components']
    curves = {curve['name']: {p['dimensions']: p for p in curve['points']} for curve in told['curves']}
    vectors = np.load(path).astype(np.float64)
    held_out = np.isin(np.arange(len(vectors)), told['query_rows'])
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-300)
    database, queries = unit[~held_out], unit[held_out]
    truth = nearest(database, queries, NEIGHBORS)
    x, q = ((rows @ axes.T).astype(np.float32).astype(np.float64) for rows in (database, queries))
    rows = {}
    # The first d components of a PCA are those of a PCA of d.
    pca = PCA(DIMENSIONS[-1], svd_solver='full').fit(database)
    centred = pca.transform(database), pca.transform(queries)
    for d in DIMENSIONS:
        random = GaussianRandomProjection(d, random_state=seed).fit(database)
        found = {
            'ordered': nearest(x[:, :d], q[:, :d], SHORTLIST),
            'truncated': nearest(database[:, :d], queries[:, :d], NEIGHBORS),
            'centred (scikit-learn)': nearest(centred[0][:, :d], centred[1][:, :d], NEIGHBORS),
            'random': nearest(random.transform(database), random.transform(queries), NEIGHBORS),
        }
        values = {name: recall(truth, rows_found[:, :NEIGHBORS]) for name, rows_found in found.items()}
        values['reranked'] = recall(truth, found['ordered'])
        for name, of_tool in (('ordered', 'ordered'), ('truncated', 'truncated'), ('centred (scikit-learn)', 'centred')):
            difference = abs(values[name] - curves[of_tool][d]['recall']['mean'])
            if difference > 2e-4:
                sys.exit(f'{path}, seed {seed}, {d} dimensions: {name} is off by {difference}')
            worst[name] = max(worst.get(name, 0), difference)
        values['int8'] = curves['ordered int8'][d]['recall']['mean']
        rows[d] = values
    print(path, seed, {d: {name: round(value, 4) for name, value in values.items()} for d, values in rows.items()}, file=sys.stderr)
    return rows


worst = {}
for path in sys.argv[2:]:
    splits = [measure(sys.argv[1], path, seed) for seed in SEEDS]
    names = ['ordered', 'int8', 'reranked', 'centred (scikit-learn)', 'random', 'truncated']
    print(f'\n{path}: recall@{NEIGHBORS} of 1,000 queries, mean of {len(splits)} splits ± half the 95 % interval\n')
    print('| d | ' + ' | '.join(names) + ' |')
    print('|--:|' + '--:|' * len(names))
    for d in DIMENSIONS:
        cells = []
        for name in names:
            values = np.array([split[d][name] for split in splits])
            cells.append(f'{values.mean():.3f} ± {T_975_4 * values.std(ddof=1) / np.sqrt(len(values)):.3f}')
        print(f'| {d} | ' + ' | '.join(cells) + ' |')
print('\nlargest difference between the tool and NumPy: ' + ', '.join(f'{name} {value:.5f}' for name, value in worst.items()))
