"""Factorization Machines: both generations of array names, predicted by MXNet with a graph of the published formula."""

import json

import mxnet as mx
import numpy as np
from artifacts import write, zip_file
from datasets import split
from mxnet_files import bound, checkpoint, nd_file, predicted


def graph(features, factors, older, binary):
    data = mx.sym.var("data")
    if older:
        v = mx.sym.var("v", shape=(features, factors))
        linear = mx.sym.broadcast_add(mx.sym.dot(data, mx.sym.var("w1_weight", shape=(features, 1))), mx.sym.var("w0_weight", shape=(1, 1)))
    else:
        v = mx.sym.transpose(mx.sym.var("v", shape=(factors, features)))
        linear = mx.sym.FullyConnected(data, num_hidden=1, name="Linear_Plus_Bias")
    together = mx.sym.square(mx.sym.dot(data, v)) - mx.sym.dot(mx.sym.square(data), mx.sym.square(v))
    score = linear + 0.5 * mx.sym.sum(together, axis=1, keepdims=True)
    head = mx.sym.LogisticRegressionOutput if binary else mx.sym.LinearRegressionOutput
    return head(score, mx.sym.var("out_label"), name="out")


def fit(x, y, factors, binary, steps=600, rate=0.05):
    """Gradient descent in double."""
    chance = np.random.RandomState(7)
    w0, w, v = 0.0, np.zeros(x.shape[1]), chance.normal(0, 0.05, (x.shape[1], factors))
    for _ in range(steps):
        sums = x.dot(v)
        score = w0 + x.dot(w) + 0.5 * (sums**2 - (x**2).dot(v**2)).sum(axis=1)
        slope = ((1 / (1 + np.exp(-score)) if binary else score) - y) / len(y)
        w0 -= rate * slope.sum()
        w -= rate * x.T.dot(slope)
        v -= rate * (x.T.dot(slope[:, None] * sums) - v * (x**2).T.dot(slope)[:, None])
    return w0, w, v


def make(name, data, binary, older, factors=4):
    train, labels, rows, _ = split(data)
    top = np.abs(train).max(axis=0)
    rows = (rows / top.astype(np.float32)).astype(np.float32)
    target = labels if binary else labels / 100
    w0, w, v = fit(train / top, target, factors, binary)
    w0, w, v = np.float32(w0), w.astype(np.float32), v.astype(np.float32)
    if older:
        parameters = {"w0_weight": [[w0]], "w1_weight": w.reshape(-1, 1), "v": v}
    else:
        parameters = {"Linear_Plus_Bias_bias": [w0], "Linear_Plus_Bias_weight": w.reshape(1, -1), "v": v.T}
    module = bound(graph(rows.shape[1], factors, older, binary), "out_label", len(rows), rows.shape[1], parameters, (len(rows), 1))
    symbol_json, params = checkpoint(module, "fm")
    if older:  # the arrays of the older generation may be sparse
        params = nd_file({"arg:" + key: mx.nd.array(value).tostype("row_sparse") if key == "v" else mx.nd.array(value) for key, value in parameters.items()})
    training = {
        "feature_dim": str(rows.shape[1]),
        "num_factors": str(factors),
        "predictor_type": "binary_classifier" if binary else "regressor",
    }
    meta = json.dumps({"training_parameters": training, "version": "1.0", "epoch_number": 1}).encode()
    x, v64 = rows.astype(np.float64), v.astype(np.float64)
    score = w0.astype(np.float64) + x.dot(w.astype(np.float64)) + 0.5 * (x.dot(v64) ** 2 - (x**2).dot(v64**2)).sum(axis=1)
    expected = {"score": score}
    if binary:
        score = 1 / (1 + np.exp(-score.astype(np.float32).astype(np.float64)))
        expected = {"score": score, "predicted_label": (score >= 0.5).astype(np.float32)}
    model = zip_file([("meta.json", meta), ("symbol.json", symbol_json), ("params", params)])
    write(name, {"model_algo-1": model}, rows, expected, {"score": predicted(module, rows)}, algorithm="factorization-machines", release=mx.__version__)


RECIPES = {
    "1.3.1": [
        lambda: make("factorization-binary", "breast-cancer", binary=True, older=False),
        lambda: make("factorization-older", "diabetes", binary=False, older=True),
    ],
    "1.9.1": [],
}
