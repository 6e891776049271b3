"""Trains every fixture that the installed xgboost release is responsible for (see recipes.py) and rewrites the index."""

import inspect
import os
import pickle
import tempfile

import numpy as np
import xgboost

import datasets
import fixture
from recipes import RECIPES

EXTENSION = {"ubjson": ".ubj", "json": ".json"}


def make_labels(kind, labels):
    """Turns the data set's label into what the objective wants."""
    if kind == "censored":  # survival:cox takes a negative time for "still alive at that time"
        return np.where(np.arange(len(labels)) % 4 == 0, -labels, labels)
    if kind == "small":
        return np.floor(labels / 25)
    if kind == "unit":
        return labels / 400
    if kind == "pair":
        return np.stack([labels, labels[::-1]], axis=1)
    return labels


def matrix(features, labels, what):
    options = {}
    if what.get("categories"):
        types = ["c" if column in what["categories"] else "float" for column in range(features.shape[1])]
        options = {"feature_types": types, "enable_categorical": True}
    made = xgboost.DMatrix(features, label=labels, **options)
    if what.get("groups"):
        made.set_group([what["groups"]] * (features.shape[0] // what["groups"]))
    if what.get("interval"):  # survival:aft takes bounds
        made.set_float_info("label_lower_bound", labels)
        made.set_float_info("label_upper_bound", np.where(np.arange(len(labels)) % 4 == 0, np.inf, labels))
    return made


def train(what):
    (features, labels), (held_out, held_labels) = datasets.split(what["data"], what["held_out"])
    if what.get("groups"):
        whole = len(labels) // what["groups"] * what["groups"]
        features, labels = features[:whole], labels[:whole]
    if what.get("categories"):
        both = datasets.with_categories(np.concatenate([features, held_out]), what["categories"])
        features, held_out = both[: len(features)], both[len(features) :]
    labels, held_labels = make_labels(what.get("labels"), labels), make_labels(what.get("labels"), held_labels)
    missing = what.get("missing", 0.05)
    features = datasets.with_missing(features, missing, seed=1)
    held_out = datasets.with_missing(held_out, missing, seed=2)
    if what.get("strange_categories"):  # negative, unseen, fractional, huge
        column = what["categories"][-1]
        held_out[:6, column] = [-1, 11, 2.7, 63, 64, 2.0**24 + 2]
    params = dict({"nthread": 1, "seed": 3, "verbosity": 0}, **what["params"])
    training = matrix(features, labels, what)
    options = {}
    if what.get("early_stopping"):
        tail = len(labels) // 4
        training = matrix(features[tail:], labels[tail:], what)
        options = {"evals": [(matrix(features[:tail], labels[:tail], what), "validation")], "early_stopping_rounds": what["early_stopping"], "verbose_eval": False}
    if what.get("wrapper"):  # script mode pickles the scikit-learn object
        model = getattr(xgboost, what["wrapper"])(n_estimators=what["rounds"], n_jobs=1, **what["params"])
        return model.fit(features, labels), held_out, held_labels
    return xgboost.train(params, training, what["rounds"], **options), held_out, held_labels


def save(model, what, folder):
    """Writes the model file in the form asked for, and reads it back as a container does: what is predicted is what the file holds."""
    form = what["form"]
    extension = EXTENSION.get(form, ".deprecated" if xgboost.__version__ >= "2.1" else "")
    path = os.path.join(folder, "xgboost-model" + extension)
    if form.startswith("pickle"):
        with open(path, "wb") as out:
            pickle.dump(model, out, protocol=int(form[-1]))
        with open(path, "rb") as saved:
            loaded = pickle.load(saved)
        if what.get("wrapper"):
            loaded = loaded.get_booster()
    else:
        model.save_model(path)
        loaded = xgboost.Booster(model_file=path)
    with open(path, "rb") as saved:
        return saved.read(), loaded


def limit_of(booster, what):
    """The limit that the containers of 1.x and before give to predict."""
    if what["params"].get("booster") == "dart" and xgboost.__version__ < "1":
        return {"ntree_limit": what["rounds"]}  # without a limit 0.x drops trees at random even when predicting
    if "ntree_limit" not in inspect.signature(booster.predict).parameters or what["params"].get("booster") == "gblinear":
        return {}
    return {"ntree_limit": getattr(booster, "best_ntree_limit", 0)}


def run(what):
    model, rows, labels = train(what)
    with tempfile.TemporaryDirectory() as folder:
        content, booster = save(model, what, folder)
    limit = limit_of(booster, what)
    # Two matrices: old releases cache what they predicted for one.
    margins = booster.predict(matrix(rows, None, dict(what, groups=None, interval=False)), output_margin=True, **limit)
    predictions = booster.predict(matrix(rows, None, dict(what, groups=None, interval=False)), **limit)
    about = {"xgboost": xgboost.__version__, "form": what["form"], "objective": what["params"]["objective"], "booster": what["params"].get("booster", "gbtree")}
    if what.get("refused"):
        fixture.write(what["name"], dict(about, refused=True), {"xgboost-model": content}, None, None, None, None)
        return
    label_column = labels if labels.ndim == 1 else labels[:, 0]
    fixture.write(what["name"], about, {"xgboost-model": content}, rows, label_column, margins, predictions)
    print("%-40s %7d bytes" % (what["name"], len(content)))


for what in RECIPES:
    if what["release"] == xgboost.__version__:
        run(what)
fixture.write_index()
