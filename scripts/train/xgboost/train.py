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
        column = what["categories"][0]
        held_out[:6, column] = [-1, 11, 2.7, 63, 64, 2.0**24 + 2]
    params = dict({"nthread": 1, "seed": 3, "verbosity": 0}, **what["params"])
    training = matrix(features, labels, what)
    options = {}
    if what.get("early_stopping"):
        tail = len(labels) // 4
        training = matrix(features[tail:], labels[tail:], what)
        options = {"evals": [(matrix(features[:tail], labels[:tail], what), "validation")], "early_stopping_rounds": what["early_stopping"], "verbose_eval": False}
    booster = xgboost.train(params, training, what["rounds"], **options)
    return booster, held_out, held_labels


def wrap(booster, what):
    """The scikit-learn wrapper around the booster, as script mode pickles it."""
    wrapper = getattr(xgboost, what["wrapper"])(n_estimators=what["rounds"])
    wrapper._Booster = booster
    return wrapper


def save(booster, what):
    """The bytes of the model file, in the form asked for."""
    form = what["form"]
    if form.startswith("pickle"):
        return pickle.dumps(wrap(booster, what) if what.get("wrapper") else booster, protocol=int(form[-1]))
    extension = EXTENSION.get(form, ".deprecated" if xgboost.__version__ >= "2.1" else "")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "xgboost-model" + extension)
        booster.save_model(path)
        with open(path, "rb") as saved:
            return saved.read()


def limit_of(booster, what):
    """Early-stopped 1.x models are served up to their best round, as the containers of that time do."""
    if not what.get("early_stopping") or xgboost.__version__ >= "2":
        return {}
    assert "ntree_limit" in inspect.signature(booster.predict).parameters
    return {"ntree_limit": booster.best_ntree_limit}


def run(what):
    booster, rows, labels = train(what)
    limit = limit_of(booster, what)
    asked = matrix(rows, None, dict(what, groups=None, interval=False))
    margins = booster.predict(asked, output_margin=True, **limit)
    predictions = booster.predict(asked, **limit)
    content = save(booster, what)
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
