"""Trains what `bench:models` compares, each by its own library, into a folder: `python train.py FOLDER`. A few minutes, once."""

import os
import sys

import catboost
import fasttext
import first_party
import lightgbm
import numpy as np
import rows
import xgboost
from artifacts import FOLDER, place


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


def main():
    plain = rows.table(1, rows.TRAINING)
    for count in (100, 500):
        boost(count, plain, "")
    boost(500, rows.table(1, rows.TRAINING, rows.MISSING), "-missing")
    classify("fasttext-softmax", 20, loss="softmax", wordNgrams=2)
    classify("fasttext-hs", 1000, loss="hs", wordNgrams=2)
    classify("fasttext-subwords", 20, loss="softmax", minn=3, maxn=5)
    first_party.train(*plain)
    for name, missing in (("rows", 0.0), ("rows-missing", rows.MISSING)):
        rows.table(3, rows.ASKED, missing)[0].astype("<f8").tofile(os.path.join(FOLDER, name + ".f64"))
    rows.counts(3, rows.DOCUMENTS).astype("<f8").tofile(os.path.join(FOLDER, "counts.f64"))
    with open(os.path.join(FOLDER, "texts.txt"), "w") as out:
        out.writelines(text + "\n" for _, text in rows.texts(4, 5000, 20))


main()
