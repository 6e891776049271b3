"""What a newer library predicts with models that older ones wrote: the case of a 1.7 container given a model of 0.90. Run after train.py."""

import inspect
import json
import os
import tarfile
import tempfile

import numpy as np
import xgboost

import fixture

# By the release that reads. Each of these differs in the last bit, or in its rules, from what the writer predicted.
MODELS = {
    "1.7.6": ["forest-0.90-binary", "dart-0.90-binary", "logitraw-0.90-binary", "logitraw-1.0-binary", "dart-1.2-binary", "partition-1.6-json"],
    "3.0.5": ["forest-0.90-binary", "dart-1.3-binary", "stopped-1.7-binary", "partition-1.6-json"],
}


def read_rows(name):
    with open(os.path.join(fixture.ROOT, name, "rows.csv")) as source:
        return np.array([[float(cell) if cell else np.nan for cell in line.rstrip("\n").split(",")] for line in source])


def load(name):
    with tarfile.open(os.path.join(fixture.ROOT, name, "model.tar.gz")) as archive:
        content = archive.extractfile("xgboost-model").read()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "xgboost-model" + (".json" if name.endswith("-json") else ""))
        with open(path, "wb") as out:
            out.write(content)
        return xgboost.Booster(model_file=path)


def predict(name):
    booster, rows = load(name), read_rows(name)
    options = {}
    if name.startswith("partition"):
        types = booster.feature_types or ["c" if column in (0, 3, 8) else "float" for column in range(rows.shape[1])]
        options = {"feature_types": types, "enable_categorical": True}
    limit = {}
    if "ntree_limit" in inspect.signature(booster.predict).parameters:
        limit = {"ntree_limit": getattr(booster, "best_ntree_limit", 0)}
    margins = booster.predict(xgboost.DMatrix(rows, **options), output_margin=True, **limit)
    return {"name": name, "reader": xgboost.__version__, "margins": fixture.bits(margins)}


path = os.path.join(fixture.ROOT, "rereads.json")
kept = []
if os.path.exists(path):
    with open(path) as source:
        kept = [entry for entry in json.load(source) if entry["reader"] != xgboost.__version__]
entries = sorted(kept + [predict(name) for name in MODELS.get(xgboost.__version__, [])], key=lambda entry: (entry["reader"], entry["name"]))
with open(path, "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries) + "\n]\n")
