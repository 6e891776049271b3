"""The models of SageMaker's own algorithms: fitted or made up with other libraries, saved in the algorithms' form and in the library's."""

import json

import faiss
import joblib
import numpy as np
import rows
from artifacts import module, nd_list, place, symbol, write, zipped
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA, LatentDirichletAllocation
from sklearn.linear_model import LogisticRegression


def train(features, labels):
    singles = features.astype(np.float32)
    linear(features, labels)
    kmeans(singles)
    pca(singles)
    factorization(features.shape[1], factors=16)
    knn(singles[:5000], labels[:5000], k=9)
    ntm(rows.WORDS, [100, 50], rows.TOPICS)
    lda(rows.counts(2, rows.DOCUMENTS), rows.TOPICS)


def linear(features, labels):
    """The coefficients go into both as float32."""
    model = LogisticRegression(max_iter=1000).fit(features, labels)
    model.coef_, model.intercept_ = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    joblib.dump(model, place("linear-learner", "library.joblib"))
    members = {
        "mx-mod-symbol.json": symbol("LogisticRegressionOutput"),
        "mx-mod-0000.params": nd_list([("arg:fc0_weight", model.coef_.T), ("arg:fc0_bias", model.intercept_.reshape(1, 1))]),
        "additional-params.json": json.dumps({"predictor_type": "binary_classifier", "threshold": 0.5}).encode(),
    }
    write("linear-learner", "model_algo-1", zipped(members))


def kmeans(features):
    model = KMeans(10, random_state=7, n_init=3).fit(features)
    write("kmeans", "model_algo-1", nd_list([(None, model.cluster_centers_)]))
    joblib.dump(model, place("kmeans", "library.joblib"))


def pca(features):
    model = PCA(10).fit(features)
    write("pca", "model_algo-1", nd_list([("s", model.singular_values_), ("v", model.components_.T), ("mean", model.mean_.reshape(1, -1))]))
    joblib.dump(model, place("pca", "library.joblib"))


def factorization(columns, factors):
    """With made-up weights: how good it is makes no difference to how fast it is."""
    draw = np.random.default_rng(7)
    scale = 1 / np.linspace(0.5, 5, columns)
    arrays = {
        "Linear_Plus_Bias_bias": np.array([0.1]),
        "Linear_Plus_Bias_weight": (draw.normal(0, 0.3, columns) * scale).reshape(1, -1),
        "v": draw.normal(0, 0.05, (factors, columns)) * scale,
    }
    arrays = {name: values.astype(np.float32) for name, values in arrays.items()}
    training = {"feature_dim": str(columns), "num_factors": str(factors), "predictor_type": "binary_classifier"}
    write("factorization-machines", "model_algo-1", module(arrays, symbol("LogisticRegressionOutput"), training))
    np.savez(place("factorization-machines", "library.npz"), **arrays)


def knn(vectors, labels, k):
    index = faiss.IndexFlatL2(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, place("knn", "model_algo-1"))
    write("knn", "model_algo-1.labels", labels.astype("<f4").tobytes())
    write("knn", "model_algo-1.json", json.dumps({"k": k, "predictor_type": "classifier"}).encode())


def ntm(words, layers, topics):
    """With made-up weights, as above."""
    draw = np.random.default_rng(7)
    arrays = {}
    inputs = words
    for nth, units in enumerate(layers):
        arrays["enc_%d_weight" % nth], arrays["enc_%d_bias" % nth] = draw.normal(0, 0.1, (units, inputs)), draw.normal(0, 0.1, units)
        inputs = units
    arrays["mean_weight"], arrays["mean_bias"] = draw.normal(0, 1, (topics, inputs)), draw.normal(0.3, 0.2, topics)
    arrays = {name: values.astype(np.float32) for name, values in arrays.items()}
    graph = symbol("FullyConnected", *[("Activation", {"act_type": "sigmoid"}) for _ in layers])
    write("ntm", "model_algo-1", module(arrays, graph, {"feature_dim": str(words), "num_topics": str(topics)}))
    np.savez(place("ntm", "library.npz"), **arrays)


def lda(counts, topics):
    """Inference ends when ours does: scikit-learn's own bounds are coarser, and its answers farther from where they tend to."""
    model = LatentDirichletAllocation(topics, random_state=7, max_iter=5, doc_topic_prior=0.2).fit(counts)
    beta = (model.components_ / model.components_.sum(axis=1, keepdims=True)).astype(np.float32)
    model.exp_dirichlet_component_, model.mean_change_tol, model.max_doc_update_iter = beta.astype(np.float64), 1e-9, 1000
    write("lda", "model_algo-1", nd_list([("alpha", np.full(topics, 0.2)), ("beta", beta)]))
    joblib.dump(model, place("lda", "library.joblib"))
