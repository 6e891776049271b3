"""Real data that scikit-learn carries, split the same way in every run."""

import numpy as np
from sklearn import datasets

LOADERS = {
    "breast-cancer": datasets.load_breast_cancer,
    "diabetes": datasets.load_diabetes,
    "digits": datasets.load_digits,
    "iris": datasets.load_iris,
    "wine": datasets.load_wine,
}
HELD_OUT = 30


def split(name):
    """Training rows, training labels, held-out rows (float32, as requests have them), held-out labels."""
    bunch = LOADERS[name]()
    order = np.random.RandomState(7).permutation(len(bunch.target))
    features, labels = np.asarray(bunch.data, dtype=np.float64)[order], np.asarray(bunch.target, dtype=np.float64)[order]
    return features[:-HELD_OUT], labels[:-HELD_OUT], features[-HELD_OUT:].astype(np.float32), labels[-HELD_OUT:]
