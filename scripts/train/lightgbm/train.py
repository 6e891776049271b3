"""Trains every fixture that the installed lightgbm release is responsible for (see recipes.py) and rewrites the index."""

import base64
import json
import os
import sys
import tempfile

import joblib
import lightgbm
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..", "fixtures", "lightgbm")
sys.path.append(os.path.join(HERE, "..", "xgboost"))

import datasets  # noqa: E402
from fixture import csv_cell, write_archive  # noqa: E402
from recipes import RECIPES  # noqa: E402

ALWAYS = {"verbosity": -1, "num_threads": 1, "seed": 3, "deterministic": True}


def prepare(what):
    """Features and labels to train on, and held-out rows with every strange value that a request may have."""
    (features, labels), (held_out, _) = datasets.split(what["data"], what["held_out"])
    categories = what.get("categories")
    if categories:
        both = datasets.with_categories(np.concatenate([features, held_out]), categories)
        features, held_out = both[: len(features)], both[len(features) :]
    if what.get("zeros"):
        features[np.random.RandomState(5).rand(*features.shape) < what["zeros"]] = 0
        held_out[np.random.RandomState(6).rand(*held_out.shape) < what["zeros"]] = 0
        held_out[3, :] = 1e-36
        held_out[4, :] = -1e-36
    if not what.get("trained_complete"):
        features = datasets.with_missing(features, 0.05, seed=1)
    held_out = datasets.with_missing(held_out, 0.05, seed=2)
    held_out[0, :] = np.nan
    if categories:
        for column in categories:
            held_out[1:10, column] = [-1, -0.5, 11, 2.7, 63, 2.0**31, 1e20, np.inf, -np.inf]
    return features, labels, held_out


def dataset(features, labels, what, reference=None):
    options = {"categorical_feature": what["categories"]} if what.get("categories") else {}
    if what.get("groups"):
        whole = len(labels) // what["groups"] * what["groups"]
        features, labels = features[:whole], labels[:whole]
        options["group"] = [what["groups"]] * (whole // what["groups"])
    return lightgbm.Dataset(features, label=labels, reference=reference, params=dict(ALWAYS, **what["params"]), **options)


def fit_booster(features, labels, what):
    params = dict(ALWAYS, **what["params"])
    if params["objective"] == "custom":
        params["objective"] = "none" if lightgbm.__version__ < "4" else custom
    options = {}
    if what.get("early_stopping"):
        cut = len(labels) * 2 // 3
        train = dataset(features[:cut], labels[:cut], what)
        options = {"valid_sets": [dataset(features[cut:], labels[cut:], what, train)]}
        if hasattr(lightgbm, "early_stopping"):
            options["callbacks"] = [lightgbm.early_stopping(what["early_stopping"], verbose=False)]
        else:
            options["early_stopping_rounds"] = what["early_stopping"]
    else:
        train = dataset(features, labels, what)
    return lightgbm.train(params, train, what["rounds"], **options)


def custom(predictions, train):
    return predictions - train.get_label(), np.ones_like(predictions)


def fit_wrapper(features, labels, what):
    params = dict(ALWAYS, **what["params"])
    params.pop("num_class", None)
    if what.get("random_state"):
        params["random_state"] = {"state": np.random.RandomState, "generator": np.random.default_rng}[what["random_state"]](3)
    model = getattr(lightgbm, what["form"])(n_estimators=what["rounds"], **params)
    if what.get("class_names"):
        labels = np.array([what["class_names"][int(label)] for label in labels])
    if not what.get("early_stopping"):
        return model.fit(features, labels)
    cut = len(labels) * 2 // 3
    options = {"eval_set": [(features[cut:], labels[cut:])]}
    if hasattr(lightgbm, "early_stopping"):
        options["callbacks"] = [lightgbm.early_stopping(what["early_stopping"], verbose=False)]
    return model.fit(features[:cut], labels[:cut], **options)


def save(model, what, folder):
    """The file as it lies in the archive, and the model read back from it as the container reads it."""
    if what["form"] == "text":
        path = os.path.join(folder, "model.txt")
        model.save_model(path)
        return path, lightgbm.Booster(model_file=path)
    path = os.path.join(folder, "model.pkl")
    joblib.dump(model, path, compress=what.get("compress", 0), protocol=what.get("protocol"))
    return path, joblib.load(path)


def predict(model, rows):
    """Raw scores and what the container's script gets: it passes the best iteration on, and asks a wrapper for probabilities."""
    if isinstance(model, lightgbm.Booster):
        best = model.best_iteration
        return model.predict(rows, raw_score=True, num_iteration=best), model.predict(rows, num_iteration=best)
    final = model.predict_proba if hasattr(model, "predict_proba") else model.predict
    best = model.best_iteration_
    return model.predict(rows, raw_score=True, num_iteration=best), final(rows, num_iteration=best)


def doubles(values):
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f8").tobytes()).decode()


def write(what, path, model, rows):
    folder = os.path.join(ROOT, what["name"])
    os.makedirs(folder, exist_ok=True)
    with open(path, "rb") as source:
        write_archive(os.path.join(folder, "model.tar.gz"), {os.path.basename(path): source.read()})
    about = {"lightgbm": lightgbm.__version__, "form": what["form"], "objective": what["params"]["objective"]}
    if what.get("refused"):
        about["refused"] = True
    else:
        raw, predictions = predict(model, rows)
        about.update(rows=len(rows), columns=rows.shape[1], raw=doubles(raw), predictions=doubles(predictions))
        with open(os.path.join(folder, "rows.csv"), "w") as out:
            out.write("".join(",".join(csv_cell(cell) for cell in row) + "\n" for row in rows))
    with open(os.path.join(folder, "expected.json"), "w") as out:
        out.write(json.dumps(about) + "\n")


def write_index():
    entries = []
    for name in sorted(os.listdir(ROOT)):
        path = os.path.join(ROOT, name, "expected.json")
        if os.path.exists(path):
            with open(path) as source:
                about = json.load(source)
            entries.append(dict({"name": name}, **{key: about[key] for key in about if key not in ("raw", "predictions")}))
    with open(os.path.join(ROOT, "index.json"), "w") as out:
        out.write("[\n" + ",\n".join("  " + json.dumps(entry) for entry in entries) + "\n]\n")


def main():
    for what in RECIPES:
        if what["release"] != lightgbm.__version__:
            continue
        features, labels, rows = prepare(what)
        model = (fit_wrapper if what["form"].startswith("LGBM") else fit_booster)(features, labels, what)
        with tempfile.TemporaryDirectory() as folder:
            write(what, *save(model, what, folder), rows)
    write_index()


main()
