"""Makes reference.json, evidence.json and the .npy files beside it, with scikit-learn 1.2.1: python3 reference.py

For each data set, as it is and divided by the standard deviations of its columns: the number of components by Minka's
evidence (n_components="mle", columns without variance left out) and all of that evidence, and the log-likelihood of samples
under probabilistic PCA. factors.npy has five components, faint.npy three that the noise nearly hides.
"""
import json
import os

import numpy as np
from sklearn import datasets
from sklearn.decomposition import PCA
from sklearn.decomposition._pca import _assess_dimension

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = 2


def reference(samples):
    model = PCA(n_components=COUNT, svd_solver="full").fit(samples)
    likelihood = model.score_samples(samples)
    return {
        "minka": PCA(n_components="mle", svd_solver="full").fit(samples).n_components_.item(),
        "noise_variance": model.noise_variance_.item(),
        "mean_log_likelihood": likelihood.mean().item(),
        "first_log_likelihood": likelihood[0].item(),
        "last_log_likelihood": likelihood[-1].item(),
    }


def evidence(samples):
    spectrum = PCA(svd_solver="full").fit(samples).explained_variance_
    return [_assess_dimension(spectrum, k, len(samples)) for k in range(1, len(spectrum))]


def factors(rows, columns, deviations, seed):
    draw = np.random.default_rng(seed)
    axes = np.linalg.qr(draw.standard_normal((columns, len(deviations))))[0]
    scores = draw.standard_normal((rows, len(deviations))) * deviations
    return scores @ axes.T + draw.standard_normal((rows, columns))


made = {"factors": factors(200, 15, [6, 5, 4, 3, 2.5], 1), "faint": factors(100, 12, [3, 1.5, 1.2], 2)}
results, evidences = {}, {}
for name in ["iris", "wine", "breast_cancer", "diabetes", "digits", "factors", "faint"]:
    samples = made[name] if name in made else getattr(datasets, "load_" + name)().data.astype(float)
    if name != "digits":
        np.save(os.path.join(HERE, name + ".npy"), samples)
    samples = samples[:, samples.std(axis=0) > 0]
    evidences[name] = evidence(samples)
    results[name] = reference(samples)
    results[name + " scaled"] = reference(samples / samples.std(axis=0, ddof=1))
with open(os.path.join(HERE, "reference.json"), "w") as file:
    json.dump(results, file, indent=2)
with open(os.path.join(HERE, "evidence.json"), "w") as file:
    json.dump(evidences, file)
