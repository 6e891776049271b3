"""Linear Learner: fitted by gradient descent on normalised data, saved and run by MXNet, with the normalisation folded into the weights."""

import json

import mxnet as mx
import numpy as np
from artifacts import write, zip_file
from datasets import split
from mxnet_files import bound, checkpoint, predicted

MANIFEST = {"additional-params.json": "json", "mx-mod": "mxnet_module", "version": 1}
HEADS = {
    "logistic": mx.sym.LogisticRegressionOutput,
    "squared_loss": mx.sym.LinearRegressionOutput,
    "softmax_loss": mx.sym.SoftmaxOutput,
}


def graph(loss, features, outputs):
    """dot(data, fc0_weight) + fc0_bias, and the output operator that goes with the loss; a hinge loss has none."""
    weight = mx.sym.var("fc0_weight", shape=(features, outputs))
    bias = mx.sym.var("fc0_bias", shape=(1, outputs))
    scores = mx.sym.broadcast_add(mx.sym.dot(mx.sym.var("data"), weight), bias)
    head = HEADS.get(loss)
    return scores if head is None else head(scores, mx.sym.var("out_label"), name="out")


def descend(loss, x, y, outputs, steps=400, rate=0.3):
    """Plain gradient descent on normalised rows, in double."""
    weight, bias = np.zeros((x.shape[1], outputs)), np.zeros((1, outputs))
    target = np.eye(outputs)[y.astype(int)] if outputs > 1 else y.reshape(-1, 1)
    for _ in range(steps):
        z = x.dot(weight) + bias
        if loss == "hinge_loss":
            sign = 2 * target - 1
            slope = np.where(sign * z < 1, -sign, 0)
        else:
            slope = transformed(loss, z) - target
        weight -= rate * x.T.dot(slope) / len(x)
        bias -= rate * slope.mean(axis=0, keepdims=True)
    return weight, bias


def transformed(loss, z):
    if loss == "logistic":
        return 1 / (1 + np.exp(-z))
    if loss == "softmax_loss":
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)
    return z


def make(name, data, predictor_type, loss, threshold=0.5, order=(0, 1, 2, 3)):
    train, labels, rows, _ = split(data)
    outputs = int(labels.max()) + 1 if predictor_type == "multiclass_classifier" else 1
    mean, scale = train.mean(axis=0), train.std(axis=0)
    label_mean, label_scale = (labels.mean(), labels.std()) if predictor_type == "regressor" else (0.0, 1.0)
    weight, bias = descend(loss, (train - mean) / scale, (labels - label_mean) / label_scale, outputs)
    folded = weight / scale[:, None] * label_scale
    parameters = {
        "fc0_weight": folded.astype(np.float32),
        "fc0_bias": (bias * label_scale + label_mean - (mean / scale).dot(weight * label_scale)).astype(np.float32),
    }
    symbol = graph(loss, rows.shape[1], outputs)
    label = "out_label" if loss in HEADS else None
    shape = (len(rows),) if loss == "softmax_loss" else (len(rows), 1)
    module = bound(symbol, label, len(rows), rows.shape[1], parameters, shape)
    symbol_json, params = checkpoint(module, "mx-mod")
    extra = {"loss_type": loss, "predictor_type": predictor_type, "threshold": threshold, "metrics_params": {"threshold": threshold, "quantile": 0.5, "huber_delta": 1.0}}
    members = [
        ("mx-mod-symbol.json", symbol_json),
        ("mx-mod-0000.params", params),
        ("additional-params.json", json.dumps(extra).encode()),
        ("manifest.json", json.dumps(MANIFEST).encode()),
    ]
    z = rows.astype(np.float64).dot(parameters["fc0_weight"].astype(np.float64)) + parameters["fc0_bias"]
    scores = transformed(loss, z.astype(np.float32).astype(np.float64))
    expected = {"score": scores}
    if predictor_type == "binary_classifier":
        expected["predicted_label"] = (scores >= threshold).astype(np.float32)
    if predictor_type == "multiclass_classifier":
        expected["predicted_label"] = scores.argmax(axis=1)
    model = zip_file([members[index] for index in order])
    write(name, {"model_algo-1": model}, rows, expected, {"score": predicted(module, rows)}, algorithm="linear-learner", release=mx.__version__)


RECIPES = {
    "1.3.1": [
        lambda: make("linear-learner-binary", "breast-cancer", "binary_classifier", "logistic", threshold=0.36),
        lambda: make("linear-learner-multiclass", "wine", "multiclass_classifier", "softmax_loss", order=(3, 2, 1, 0)),
        lambda: make("linear-learner-regression", "diabetes", "regressor", "squared_loss"),
        lambda: make("linear-learner-hinge", "breast-cancer", "binary_classifier", "hinge_loss", threshold=0.0),
    ],
    "1.9.1": [lambda: make("linear-learner-1.9", "breast-cancer", "binary_classifier", "logistic", order=(2, 3, 0, 1))],
}
