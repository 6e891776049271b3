"""Trains the model of `models.ts`: 100 trees of depth 6 on 30 columns. `train.py FOLDER` writes xgboost-model and rows.csv there."""

import pathlib
import sys

import numpy as np
import xgboost

rng = np.random.default_rng(1)
columns = rng.normal(size=(20_000, 30)).astype(np.float32)
# Every column matters and much is chance, so that the trees grow to their full depth.
score = columns @ rng.normal(size=30) + 3 * np.sin(columns[:, 0] * columns[:, 1]) + rng.normal(scale=4, size=len(columns))
labels = (score > 0).astype(np.float32)
parameters = {"objective": "binary:logistic", "max_depth": 6, "seed": 1}
booster = xgboost.train(parameters, xgboost.DMatrix(columns, labels), num_boost_round=100)

folder = pathlib.Path(sys.argv[1])
(folder / "xgboost-model").write_bytes(booster.save_raw("ubj"))
rows = rng.normal(size=(1000, 30)).astype(np.float32)
(folder / "rows.csv").write_text("\n".join(",".join(f"{value:.4f}" for value in row) for row in rows) + "\n")
