"""K-Means and PCA: fitted by scikit-learn, saved by MXNet as the algorithms do."""

import mxnet as mx
import numpy as np
from artifacts import write
from datasets import split
from mxnet_files import nd_file
from sklearn.cluster import KMeans


def nearest(rows, centres):
    away = rows.astype(np.float64)[:, None, :] - centres.astype(np.float64)[None, :, :]
    distances = np.sqrt((away**2).sum(axis=2))
    return {"closest_cluster": distances.argmin(axis=1), "distance_to_cluster": distances.min(axis=1)}


def kmeans(name, data, clusters):
    train, _, rows, _ = split(data)
    centres = KMeans(clusters, random_state=7, n_init=3).fit(train).cluster_centers_.astype(np.float32)
    state = nd_file({"1": mx.nd.ones((clusters, 1)), "0": mx.nd.array(centres)})
    files = {"model_algo-1": nd_file([mx.nd.array(centres)]), "state_4c1f0a7e-95d2-4f3b-8d63-1f2f6f0f2f11": state}
    write(name, files, rows, nearest(rows, centres), algorithm="kmeans", release=mx.__version__)


def pca(name, data, components, randomised=False, subtract_mean=True):
    """The regular mode stores components by ascending singular value, the randomised one descending."""
    train, _, rows, _ = split(data)
    mean = train.mean(axis=0) if subtract_mean else np.zeros(train.shape[1])
    _, strengths, directions = np.linalg.svd(train - mean, full_matrices=False)
    order = np.arange(components) if randomised else np.arange(components)[::-1]
    v = directions[order].T.astype(np.float32)
    arrays = {"s": mx.nd.array(strengths[order]), "v": mx.nd.array(v)}
    if subtract_mean:
        arrays["mean"] = mx.nd.array(mean.reshape(1, -1))
    shift = mean.astype(np.float32)
    expected = (rows.astype(np.float64) - shift).dot(v.astype(np.float64))
    own = mx.nd.dot(mx.nd.broadcast_sub(mx.nd.array(rows), mx.nd.array(shift.reshape(1, -1))), mx.nd.array(v)).asnumpy()
    write(name, {"model_algo-1": nd_file(arrays)}, rows, {"projection": expected}, {"projection": own}, algorithm="pca", release=mx.__version__)


RECIPES = {
    "1.3.1": [
        lambda: kmeans("kmeans-digits", "digits", 10),
        lambda: kmeans("kmeans-iris", "iris", 3),
        lambda: pca("pca-regular", "wine", 5),
        lambda: pca("pca-randomized", "digits", 12, randomised=True),
        lambda: pca("pca-without-mean", "iris", 2, subtract_mean=False),
    ],
    "1.9.1": [],
}
