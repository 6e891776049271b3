"""Real data sets that scikit-learn carries, split the same way in every run."""

import numpy as np
from sklearn import datasets

LOADERS = {
    "breast-cancer": datasets.load_breast_cancer,
    "diabetes": datasets.load_diabetes,
    "wine": datasets.load_wine,
    "digits": datasets.load_digits,
}


def load(name):
    """Returns features and labels as float64 arrays, in the order of the data set."""
    bunch = LOADERS[name]()
    return np.asarray(bunch.data, dtype=np.float64), np.asarray(bunch.target, dtype=np.float64)


def split(name, held_out):
    """Shuffles with a fixed seed; the last `held_out` rows are never trained on."""
    features, labels = load(name)
    order = np.random.RandomState(7).permutation(len(labels))
    features, labels = features[order], labels[order]
    return (features[:-held_out], labels[:-held_out]), (features[-held_out:], labels[-held_out:])


def with_missing(features, share, seed):
    """Blanks a share of the cells: NaN stands for a missing cell."""
    blanked = features.copy()
    blanked[np.random.RandomState(seed).rand(*features.shape) < share] = np.nan
    return blanked


def with_categories(features, columns):
    """Replaces some columns by their decile, 0 to 9, to be used as categories."""
    coded = features.copy()
    for column in columns:
        edges = np.unique(np.percentile(features[:, column], np.arange(10, 100, 10)))
        coded[:, column] = np.searchsorted(edges, features[:, column])
    return coded
