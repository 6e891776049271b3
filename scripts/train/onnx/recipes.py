"""The trained models: real data, small estimators, held-out rows."""

import numpy as np
from fixture import serialized, write_archive, write_expected, write_rows
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

OPSET = {"": 18, "ai.onnx.ml": 3}
HELD_OUT = 40


def held_out(data):
    """Rows as float32, which is what the exported models take; training in double, where two runs agree to more digits than we keep."""
    features = data.data.astype(np.float32)
    train, rows, target, labels = train_test_split(features, data.target, test_size=HELD_OUT, random_state=7)
    return train.astype(np.float64), rows, target, labels


def classifier_says(model, rows):
    return {"label": model.predict(rows).tolist(), "probabilities": model.predict_proba(rows).tolist()}


def save(name, model, types, feeds, rows, labels, says, file="model.onnx"):
    options = {id(model): {"zipmap": False}} if "probabilities" in says else None
    graph = to_onnx(model, initial_types=types, options=options, target_opset=OPSET, name=name)
    onnx_bytes = serialized(graph)
    write_archive(name, {file: onnx_bytes})
    write_rows(name, rows, labels)
    write_expected(name, onnx_bytes, feeds, says)


def one_input(name, model, rows, labels, says, file="model.onnx"):
    types = [("X", FloatTensorType([None, rows.shape[1]]))]
    save(name, model, types, {"X": rows}, rows, labels, says, file)


def breast_cancer_logistic():
    train, rows, target, labels = held_out(load_breast_cancer())
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(train, target)
    one_input("breast-cancer-logistic", model, rows, labels, classifier_says(model, rows))


def wine_forest():
    train, rows, target, labels = held_out(load_wine())
    model = RandomForestClassifier(n_estimators=30, max_depth=6, random_state=7).fit(train, target)
    one_input("wine-forest", model, rows, labels, classifier_says(model, rows), file="forest.onnx")


def diabetes_boosting():
    train, rows, target, labels = held_out(load_diabetes())
    model = GradientBoostingRegressor(n_estimators=100, max_depth=3, random_state=7).fit(train, target)
    one_input("diabetes-boosting", model, rows, labels, {"value": model.predict(rows).tolist()})


def digits_mlp():
    train, rows, target, labels = held_out(load_digits())
    network = MLPClassifier(hidden_layer_sizes=(64, 32), max_iter=60, random_state=7)
    model = make_pipeline(StandardScaler(), network).fit(train, target)
    # The last bits of a long training depend on the machine; without them everyone gets the same model.
    network.coefs_ = [weights.round(3) for weights in network.coefs_]
    network.intercepts_ = [weights.round(3) for weights in network.intercepts_]
    one_input("digits-mlp", model, rows, labels, classifier_says(model, rows))


def wine_columns():
    """As exported for a data frame: one [N, 1] input per column, and labels that are words."""
    data = load_wine()
    train, rows, target, labels = held_out(data)
    cultivars = np.array(["barolo", "grignolino", "barbera"])
    columns = [name.replace("/", "_") for name in data.feature_names]
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)).fit(train, cultivars[target])
    feeds = {column: rows[:, [at]] for at, column in enumerate(columns)}
    types = [(column, FloatTensorType([None, 1])) for column in columns]
    save("wine-columns", model, types, feeds, rows, cultivars[labels], classifier_says(model, rows))


RECIPES = [breast_cancer_logistic, wine_forest, diabetes_boosting, digits_mlp, wine_columns]
