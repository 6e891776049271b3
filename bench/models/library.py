"""One model as its own library, or one that does the same, predicts it on one thread: many rows at once from memory, and the text of one request."""

import json
import os

import numpy as np
from rows import COLUMNS, WORDS

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"


def floats(text):
    return np.array([line.split(",") for line in text.splitlines()], dtype=np.float32)


def plain(values):
    """The answer to a request: JSON of what the library gave."""
    return json.dumps({"predictions": np.asarray(values).tolist()})


class Xgboost:
    def __init__(self, folder):
        import xgboost

        self.lib = xgboost
        self.booster = xgboost.Booster(model_file=os.path.join(folder, "xgboost-model"))
        self.booster.set_param({"nthread": 1})

    def prepare(self, rows):
        self.rows = np.ascontiguousarray(rows, dtype=np.float32)

    def predict(self):
        return self.booster.inplace_predict(self.rows, validate_features=False)

    def answer(self, text):
        return plain(self.booster.inplace_predict(floats(text), validate_features=False))


class Lightgbm:
    def __init__(self, folder):
        import lightgbm

        self.booster = lightgbm.Booster(model_file=os.path.join(folder, "model.txt"))

    def prepare(self, rows):
        self.rows = np.ascontiguousarray(rows)

    def predict(self):
        return self.booster.predict(self.rows, num_threads=1)

    def answer(self, text):
        return plain(self.booster.predict(floats(text), num_threads=1))


class Catboost:
    def __init__(self, folder):
        import catboost

        self.lib = catboost
        self.model = catboost.CatBoostClassifier().load_model(os.path.join(folder, "model"))

    def prepare(self, rows):
        """A pool is the library's own table: reading NumPy's rows is not counted."""
        self.rows = self.lib.Pool(np.ascontiguousarray(rows, dtype=np.float32))

    def predict(self):
        return self.model.predict_proba(self.rows, thread_count=1)[:, 1]

    def answer(self, text):
        return plain(self.model.predict_proba(floats(text), thread_count=1))


class Fasttext:
    def __init__(self, folder):
        import fasttext

        self.model = fasttext.load_model(os.path.join(folder, "model.bin"))

    def prepare(self, texts):
        self.rows = texts

    def predict(self):
        labels, probabilities = self.model.predict(self.rows)
        return np.concatenate(probabilities)

    def answer(self, text):
        labels, probabilities = self.model.predict(json.loads(text)["instances"])
        return json.dumps([{"label": label, "prob": prob.tolist()} for label, prob in zip(labels, probabilities)])


class ScikitLearn:
    def __init__(self, folder):
        import joblib

        self.model = joblib.load(os.path.join(folder, "library.joblib"))

    def prepare(self, rows):
        self.rows = np.ascontiguousarray(rows, dtype=np.float32)

    def predict(self):
        return self.of(self.rows)

    def answer(self, text):
        return plain(self.of(floats(text)))


class LinearLearner(ScikitLearn):
    def of(self, rows):
        return self.model.predict_proba(rows)[:, 1]


class Kmeans(ScikitLearn):
    def of(self, rows):
        return self.model.transform(rows).min(axis=1)


class Pca(ScikitLearn):
    def of(self, rows):
        return self.model.transform(rows)


class Arrays(ScikitLearn):
    """Arrays and NumPy, where no library with wheels has the algorithm."""

    def __init__(self, folder):
        self.arrays = dict(np.load(os.path.join(folder, "library.npz")))


class FactorizationMachines(Arrays):
    def of(self, rows):
        weights, v = self.arrays["Linear_Plus_Bias_weight"], self.arrays["v"].T
        sums = ((rows @ v) ** 2 - (rows * rows) @ (v * v)).sum(axis=1)
        return 1 / (1 + np.exp(-(self.arrays["Linear_Plus_Bias_bias"][0] + rows @ weights[0] + sums / 2)))

    def answer(self, text):
        instances = json.loads(text)["instances"]
        return plain(self.of(np.array([instance["features"] for instance in instances], dtype=np.float32)))


class Knn(ScikitLearn):
    """Its two classes are 0 and 1, and k is odd."""

    def __init__(self, folder):
        import faiss

        faiss.omp_set_num_threads(1)
        self.index = faiss.read_index(os.path.join(folder, "model_algo-1"))
        self.labels = np.fromfile(os.path.join(folder, "model_algo-1.labels"), dtype="<f4")
        with open(os.path.join(folder, "model_algo-1.json")) as settings:
            self.k = json.load(settings)["k"]

    def of(self, rows):
        _, places = self.index.search(rows, self.k)
        return np.round(self.labels[places].mean(axis=1))


class Ntm(Arrays):
    def of(self, rows):
        here = rows
        for nth in range((len(self.arrays) - 2) // 2):
            here = 1 / (1 + np.exp(-(here @ self.arrays["enc_%d_weight" % nth].T + self.arrays["enc_%d_bias" % nth])))
        positive = np.maximum(here @ self.arrays["mean_weight"].T + self.arrays["mean_bias"], 0)
        return positive / positive.sum(axis=1, keepdims=True)


class Lda(ScikitLearn):
    def of(self, rows):
        return self.model.transform(rows)


KINDS = {
    "xgboost": Xgboost,
    "lightgbm": Lightgbm,
    "catboost": Catboost,
    "fasttext": Fasttext,
    "linear-learner": LinearLearner,
    "kmeans": Kmeans,
    "pca": Pca,
    "factorization-machines": FactorizationMachines,
    "knn": Knn,
    "ntm": Ntm,
    "lda": Lda,
}


def load(kind, folder):
    return KINDS[kind](folder)


def read_rows(path):
    if path.endswith(".txt"):
        with open(path) as lines:
            return lines.read().splitlines()
    return np.fromfile(path, dtype="<f8").reshape(-1, WORDS if path.endswith("counts.f64") else COLUMNS)
