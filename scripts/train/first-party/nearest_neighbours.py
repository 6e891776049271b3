"""k-NN: indexes written and searched by FAISS. Run by itself, with FAISS instead of MXNet."""

import json

import faiss
import numpy as np
from artifacts import write
from datasets import split


def knn(name, data, k, predictor_type, metric="L2"):
    train, labels, rows, _ = split(data)
    vectors, labels = train.astype(np.float32), labels.astype(np.float32)
    if metric == "COSINE":
        vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    index = faiss.IndexFlatL2(vectors.shape[1]) if metric == "L2" else faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    lengths = np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True) if metric == "COSINE" else 1.0
    queries = (rows / lengths).astype(np.float32)
    measures, places = index.search(queries, k)
    if metric != "L2":
        measures, places = measures[:, ::-1], places[:, ::-1]
    near = labels[places]
    if predictor_type == "classifier":
        predicted = [np.bincount(row.astype(int)).argmax() for row in near]
    else:
        predicted = near.astype(np.float64).mean(axis=1)
    x, v = queries.astype(np.float64), vectors.astype(np.float64)
    exact = x.dot(v.T) if metric != "L2" else ((x[:, None, :] - v[None, :, :]) ** 2).sum(axis=2)
    # The guide's own sample of this file has Python's False in it.
    settings = json.dumps({"k": k, "predictor_type": predictor_type, "dimension_reduction": None, "normalize": metric == "COSINE", "version": "1.0"})
    files = {
        "model_algo-1": faiss.serialize_index(index).tobytes(),
        "model_algo-1.labels": labels.tobytes(),
        "model_algo-1.json": settings.replace("false", "False").encode(),
    }
    expected = {"predicted_label": predicted, "distances": np.take_along_axis(exact, places, axis=1), "labels": near}
    write(name, files, rows, expected, {"distances": measures}, algorithm="knn", release="faiss " + faiss.__version__)


knn("knn-classifier", "iris", 5, "classifier")
knn("knn-regressor", "diabetes", 4, "regressor")
knn("knn-cosine", "wine", 3, "classifier", metric="COSINE")
