"""Trains every fixture that the installed catboost release is responsible for (see recipes.py) and rewrites the index."""

import base64
import json
import os
import sys
import tempfile

import catboost
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..", "fixtures", "catboost")
sys.path.append(os.path.join(HERE, "..", "xgboost"))

import datasets  # noqa: E402
from fixture import csv_cell, write_archive  # noqa: E402
from recipes import RECIPES  # noqa: E402

CLASSIFICATION = ("Logloss", "CrossEntropy", "MultiClass", "MultiClassOneVsAll", "MultiLogloss", "Focal")
# Texts of every length that the hash treats in its own way, in several scripts, with what CSV has to quote.
TEXTS = ["", "a", "ß", "tram", "Straße, 5", 'a "quoted" word', "東京都渋谷区", "x" * 40, "ab" * 32, "long " * 20, "never seen in training, and longer than sixteen"]


def category(code, what):
    return TEXTS[1 + int(code) % what.get("values", 9)] if what.get("texts") else int(code)


def prepare(what):
    """Features and labels to train on, and held-out rows, as rows of Python values."""
    (features, labels), (held_out, _) = datasets.split(what["data"], what["held_out"])
    categories = what.get("categories", [])
    if categories:
        both = datasets.with_categories(np.concatenate([features, held_out]), categories)
        features, held_out = both[: len(features)], both[len(features) :]
    blank = [column for column in range(features.shape[1]) if column not in categories]
    if not what.get("trained_complete"):
        features[:, blank] = datasets.with_missing(features, 0.05, seed=1)[:, blank]
    held_out[:, blank] = datasets.with_missing(held_out, 0.05, seed=2)[:, blank]
    held_out[0, blank] = np.nan
    held_out[1, blank] = np.inf
    held_out[2, blank] = -np.inf
    rows, asked = features.astype(object), held_out.astype(object)
    for column in categories:
        rows[:, column] = [category(code, what) for code in features[:, column]]
        asked[:, column] = [category(code, what) for code in held_out[:, column]]
        asked[3:6, column] = TEXTS[-1:] * 3 if what.get("texts") else [11, -3, 10**12]
    return rows, np.stack([labels, labels[::-1]], axis=1) if what.get("pair") else labels, asked


def train(what, rows, labels):
    classifies = what["params"]["loss_function"].split(":")[0] in CLASSIFICATION
    make = catboost.CatBoostClassifier if classifies else catboost.CatBoostRegressor
    model = make(verbose=0, thread_count=1, random_seed=3, allow_writing_files=False, **what["params"])
    options = {"cat_features": what.get("categories", [])}
    if not what.get("early_stopping"):
        return model.fit(rows, labels, **options), make
    cut = len(labels) * 2 // 3
    pool = catboost.Pool(rows[cut:], labels[cut:], **options)
    return model.fit(rows[:cut], labels[:cut], eval_set=pool, early_stopping_rounds=what["early_stopping"], **options), make


def doubles(values):
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f8").tobytes()).decode()


def text_cell(value):
    if isinstance(value, str):
        return '"%s"' % value.replace('"', '""') if any(sign in value for sign in ',"') else value
    return str(value) if isinstance(value, int) else csv_cell(value)


def write(what, model, make, asked):
    folder = os.path.join(ROOT, what["name"])
    os.makedirs(folder, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "model")
        model.save_model(path)
        loaded = make()
        loaded.load_model(path)  # as the container does
        with open(path, "rb") as source:
            write_archive(os.path.join(folder, "model.tar.gz"), {"model": source.read()})
    about = {"catboost": catboost.__version__, "loss": what["params"]["loss_function"]}
    if what.get("refused"):
        about["refused"] = what["refused"]
    else:
        pool = catboost.Pool(asked, cat_features=what.get("categories", []))
        raw = loaded.predict(pool, prediction_type="RawFormulaVal")
        final = loaded.predict(pool, prediction_type="Probability") if make is catboost.CatBoostClassifier else loaded.predict(pool)
        about.update(rows=len(asked), columns=asked.shape[1], raw=doubles(raw), predictions=doubles(final))
        with open(os.path.join(folder, "rows.csv"), "w", encoding="utf-8") as out:
            out.write("".join(",".join(text_cell(cell) for cell in row) + "\n" for row in asked))
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
        if what["release"] != catboost.__version__ or (sys.argv[1:] and what["name"] not in sys.argv[1:]):
            continue
        rows, labels, asked = prepare(what)
        write(what, *train(what, rows, labels), asked)
    write_index()


main()
