"""Trains what `bench:models` compares, each by its own library, into a folder: `python train.py FOLDER`. A few minutes, once."""

import io
import json
import os
import struct
import sys
import zipfile

import catboost
import fasttext
import joblib
import lightgbm
import numpy as np
import rows
import xgboost
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

FOLDER = sys.argv[1]


def place(name, file):
    os.makedirs(os.path.join(FOLDER, name), exist_ok=True)
    return os.path.join(FOLDER, name, file)


def write(name, file, content):
    with open(place(name, file), "wb") as out:
        out.write(content)


def boost(count, data, suffix):
    """Trees of depth six as all three grow them by default: XGBoost level by level, LightGBM leaf by leaf, CatBoost symmetric."""
    features, labels = data
    params = {"objective": "binary:logistic", "max_depth": 6, "eta": 0.1, "nthread": 2}
    booster = xgboost.train(params, xgboost.DMatrix(features, labels), count)
    booster.save_model(place("xgboost-%d%s" % (count, suffix), "xgboost-model.ubj"))
    os.rename(place("xgboost-%d%s" % (count, suffix), "xgboost-model.ubj"), place("xgboost-%d%s" % (count, suffix), "xgboost-model"))
    params = {"objective": "binary", "num_leaves": 64, "max_depth": 8, "learning_rate": 0.1, "num_threads": 2, "verbosity": -1}
    lightgbm.train(params, lightgbm.Dataset(features, labels), count).save_model(place("lightgbm-%d%s" % (count, suffix), "model.txt"))
    model = catboost.CatBoostClassifier(iterations=count, depth=6, learning_rate=0.1, thread_count=2, verbose=False, allow_writing_files=False)
    model.fit(features, labels)
    model.save_model(place("catboost-%d%s" % (count, suffix), "model"))


def classify(name, labels, **params):
    """fastText's training meets a NaN now and then, and says so: then with a lower learning rate."""
    corpus = place(name, "corpus.txt")
    with open(corpus, "w") as out:
        out.writelines("%s %s\n" % pair for pair in rows.texts(2, 20000, labels))
    for rate in (0.5, 0.25, 0.1, 0.05):
        try:
            model = fasttext.train_supervised(corpus, lr=rate, epoch=5, dim=100, bucket=200000, thread=1, verbose=0, **params)
            break
        except RuntimeError as error:
            print("%s: %s" % (name, error), file=sys.stderr)
    model.save_model(place(name, "model.bin"))
    os.remove(corpus)


def nd_list(arrays):
    """MXNet's file of arrays, as SageMaker's own algorithms save them (fixtures/first-party has such files by MXNet itself)."""
    out = struct.pack("<QQQ", 0x112, 0, len(arrays))
    for _, values in arrays:
        values = np.ascontiguousarray(values, dtype="<f4")
        out += struct.pack("<IiI", 0xF993FAC9, 0, values.ndim) + struct.pack("<%dq" % values.ndim, *values.shape)
        out += struct.pack("<iii", 1, 0, 0) + values.tobytes()
    names = [name.encode() for name, _ in arrays if name]
    return out + struct.pack("<Q", len(names)) + b"".join(struct.pack("<Q", len(name)) + name for name in names)


def linear(features, labels):
    """The coefficients go into both as float32."""
    model = LogisticRegression(max_iter=1000).fit(features, labels)
    model.coef_, model.intercept_ = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
    joblib.dump(model, place("linear-learner", "library.joblib"))
    symbol = {
        "nodes": [
            {"op": "null", "name": "data", "inputs": []},
            {"op": "LogisticRegressionOutput", "name": "out", "inputs": [[0, 0, 0]]},
        ],
        "arg_nodes": [0],
        "heads": [[1, 0, 0]],
        "attrs": {"mxnet_version": ["int", 10901]},
    }
    members = {
        "mx-mod-symbol.json": json.dumps(symbol).encode(),
        "mx-mod-0000.params": nd_list([("arg:fc0_weight", model.coef_.T), ("arg:fc0_bias", model.intercept_.reshape(1, 1))]),
        "additional-params.json": json.dumps({"predictor_type": "binary_classifier", "threshold": 0.5}).encode(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    write("linear-learner", "model_algo-1", packed.getvalue())


def main():
    plain = rows.table(1, rows.TRAINING)
    for count in (100, 500):
        boost(count, plain, "")
    boost(500, rows.table(1, rows.TRAINING, rows.MISSING), "-missing")
    classify("fasttext-softmax", 20, loss="softmax", wordNgrams=2)
    classify("fasttext-hs", 1000, loss="hs", wordNgrams=2)
    classify("fasttext-subwords", 20, loss="softmax", minn=3, maxn=5)
    features, labels = plain
    linear(features, labels)
    kmeans = KMeans(10, random_state=7, n_init=3).fit(features.astype(np.float32))
    write("kmeans", "model_algo-1", nd_list([(None, kmeans.cluster_centers_)]))
    joblib.dump(kmeans, place("kmeans", "library.joblib"))
    pca = PCA(10).fit(features.astype(np.float32))
    write("pca", "model_algo-1", nd_list([("s", pca.singular_values_), ("v", pca.components_.T), ("mean", pca.mean_.reshape(1, -1))]))
    joblib.dump(pca, place("pca", "library.joblib"))
    for name, missing in (("rows", 0.0), ("rows-missing", rows.MISSING)):
        rows.table(3, rows.ASKED, missing)[0].astype("<f8").tofile(os.path.join(FOLDER, name + ".f64"))
    with open(os.path.join(FOLDER, "texts.txt"), "w") as out:
        out.writelines(text + "\n" for _, text in rows.texts(4, 5000, 20))


main()
