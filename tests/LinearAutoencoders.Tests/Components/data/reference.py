"""Makes reference.json and the .npy files beside it, with scikit-learn 1.2.1: python3 reference.py

For each data set, as it is and divided by the standard deviations of its columns: the number of components by Minka's
evidence (n_components="mle", columns without variance left out), and the log-likelihood of samples under probabilistic PCA.
"""
import json
import os

import numpy as np
from sklearn import datasets
from sklearn.decomposition import PCA

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


results = {}
for name in ["iris", "wine", "breast_cancer", "diabetes", "digits"]:
    samples = getattr(datasets, "load_" + name)().data.astype(float)
    if name != "digits":
        np.save(os.path.join(HERE, name + ".npy"), samples)
    samples = samples[:, samples.std(axis=0) > 0]
    results[name] = reference(samples)
    results[name + " scaled"] = reference(samples / samples.std(axis=0, ddof=1))
with open(os.path.join(HERE, "reference.json"), "w") as file:
    json.dump(results, file, indent=2)
