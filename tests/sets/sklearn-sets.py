"""Writes the small data sets of scikit-learn's package as CSV, for tests and for default-rates.cs.

    python3 sklearn-sets.py FOLDER          (Debian: apt-get install python3-sklearn)

The data sets are public: Fisher's iris, Forina's wine, Street's breast cancer (UCI), Efron's diabetes, Linnerud's exercises.
"""
import gzip
import sys

from sklearn import datasets

SETS = {
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
    "breast_cancer": datasets.load_breast_cancer,
    "diabetes": datasets.load_diabetes,
    "linnerud": datasets.load_linnerud,
}

for name, load in SETS.items():
    bunch = load()
    lines = [",".join(f'"{column}"' for column in bunch.feature_names)]
    lines += [",".join(repr(float(value)) for value in row) for row in bunch.data]
    with open(f"{sys.argv[1]}/{name}.csv.gz", "wb") as raw:
        # Without a name and a time in its header the file is the same each time.
        with gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0) as file:
            file.write(("\n".join(lines) + "\n").encode())
