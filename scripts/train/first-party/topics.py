"""NTM: an encoder with made-up weights, run by MXNet. LDA: fitted by scikit-learn, whose own inference is the comparison."""

import json

import mxnet as mx
import numpy as np
from artifacts import write, zip_file
from datasets import split
from mxnet_files import bound, nd_file, predicted
from scipy.special import digamma
from sklearn.decomposition import LatentDirichletAllocation


def encoder(layers, activation, topics):
    """From `data` to the mean of the topics; the training graph goes on from there."""
    here = mx.sym.var("data")
    for index, units in enumerate(layers):
        here = mx.sym.FullyConnected(here, num_hidden=units, name="enc_%d" % index)
        here = mx.sym.Activation(here, act_type=activation)
    return here, mx.sym.FullyConnected(here, num_hidden=topics, name="mean")


def training_graph(last, mean, topics, words):
    """What the artifact holds: draw around the mean, cut at zero, project on words."""
    logsigma = mx.sym.FullyConnected(last, num_hidden=topics, name="logsigma")
    drawn = mean + mx.sym.random.normal(shape=(1, topics)) * mx.sym.exp(logsigma)
    return mx.sym.log_softmax(mx.sym.FullyConnected(mx.sym.relu(drawn), num_hidden=words, name="projection"))


def shares(values):
    positive = np.maximum(values, 0)
    return positive / positive.sum(axis=1, keepdims=True)


def ntm(name, layers, activation, topics):
    _, _, rows, _ = split("digits")
    words = rows.shape[1]
    chance = np.random.RandomState(7)
    sizes = [words] + layers
    arrays = {}
    for index, units in enumerate(layers):
        arrays["enc_%d_weight" % index] = chance.normal(0, 0.05, (units, sizes[index]))
        arrays["enc_%d_bias" % index] = chance.normal(0, 0.1, units)
    for part in ["mean", "logsigma"]:
        arrays[part + "_weight"] = chance.normal(0, 1, (topics, sizes[-1]))
        arrays[part + "_bias"] = chance.normal(0.3, 0.2, topics)
    arrays["projection_weight"], arrays["projection_bias"] = chance.normal(0, 1, (words, topics)), chance.normal(0, 1, words)
    arrays = {key: value.astype(np.float32) for key, value in arrays.items()}
    last, mean = encoder(layers, activation, topics)
    own = predicted(bound(mean, None, len(rows), words, {key: arrays[key] for key in mean.list_arguments() if key != "data"}), rows)
    functions = {"sigmoid": lambda x: 1 / (1 + np.exp(-x)), "tanh": np.tanh, "relu": lambda x: np.maximum(x, 0)}
    here = rows.astype(np.float64)
    for index in range(len(layers)):
        here = functions[activation](here.dot(arrays["enc_%d_weight" % index].T.astype(np.float64)) + arrays["enc_%d_bias" % index])
    exact = here.dot(arrays["mean_weight"].T.astype(np.float64)) + arrays["mean_bias"]
    training = {"feature_dim": str(words), "num_topics": str(topics), "encoder_layers": str(layers), "encoder_layers_activation": activation, "batch_norm": "false"}
    members = [
        ("meta.json", json.dumps({"training_parameters": training, "version": "1.0", "epoch_number": 1}).encode()),
        ("symbol.json", training_graph(last, mean, topics, words).tojson().encode()),
        ("params", nd_file({"arg:" + key: mx.nd.array(value) for key, value in arrays.items()})),
    ]
    expected, library = {"topic_weights": shares(exact)}, {"topic_weights": shares(own.astype(np.float64))}
    write(name, {"model_algo-1": zip_file(members)}, rows, expected, library, algorithm="ntm", release=mx.__version__)


def inferred(rows, alpha, beta, rounds=5000):
    """Blei, Ng and Jordan (2003), section 5.2, run until nothing moves any more."""
    gamma = alpha + rows.sum(axis=1, keepdims=True) / len(alpha)
    for _ in range(rounds):
        weight = np.exp(digamma(gamma))
        gamma = alpha + weight * (rows / (weight.dot(beta) + 1e-300)).dot(beta.T)
    return gamma / gamma.sum(axis=1, keepdims=True)


def lda(name, topics):
    train, _, rows, _ = split("digits")
    model = LatentDirichletAllocation(topics, random_state=7, max_iter=5, mean_change_tol=1e-9, max_doc_update_iter=5000).fit(train)
    alpha = np.linspace(0.2, 0.6, topics).astype(np.float32)
    beta = (model.components_ / model.components_.sum(axis=1, keepdims=True)).astype(np.float32)
    # scikit-learn has one prior for all topics: the comparison with it is made where they are equal.
    model.exp_dirichlet_component_, model.doc_topic_prior_ = beta.astype(np.float64), 0.4
    even = np.full(topics, 0.4, dtype=np.float32)
    files = {"model_algo-1": nd_file([mx.nd.array(even), mx.nd.array(beta)])}
    expected = {"topic_mixture": inferred(rows.astype(np.float64), even.astype(np.float64), beta.astype(np.float64))}
    own = model.transform(rows.astype(np.float64))
    write(name, files, rows, expected, {"topic_mixture": own}, algorithm="lda", release=mx.__version__, tolerance=1e-5)
    expected = {"topic_mixture": inferred(rows.astype(np.float64), alpha.astype(np.float64), beta.astype(np.float64))}
    files = {"model_algo-1": nd_file({"beta": mx.nd.array(beta), "alpha": mx.nd.array(alpha)})}
    write(name + "-named", files, rows, expected, algorithm="lda", release=mx.__version__, tolerance=1e-5)


RECIPES = {
    "1.3.1": [
        lambda: ntm("ntm-sigmoid", [12, 8], "sigmoid", 5),
        lambda: ntm("ntm-tanh", [10], "tanh", 4),
        lambda: lda("lda-digits", 4),
    ],
    "1.9.1": [],
}
