"""What people write when they serve an XGBoost model themselves: Flask behind gunicorn, predicting as the SageMaker container does."""

import os

import flask
import numpy as np
import xgboost

booster = xgboost.Booster(model_file=os.environ["MODEL_FILE"])
booster.set_param({"nthread": 1})  # one row does not gain from threads, and the workers share the cores
in_place = os.environ.get("IN_PLACE") == "yes"  # without the DMatrix, which the SageMaker container makes

app = flask.Flask(__name__)


@app.get("/ping")
def ping():
    return ""


@app.post("/invocations")
def invocations():
    text = flask.request.get_data(as_text=True)
    rows = np.array([line.split(",") for line in text.splitlines()], dtype=np.float32)
    if in_place:
        predictions = booster.inplace_predict(rows, validate_features=False)
    else:
        predictions = booster.predict(xgboost.DMatrix(rows), validate_features=False)
    answer = flask.Response("\n".join(map(str, predictions.tolist())), mimetype="text/csv")
    answer.headers["x-worker"] = str(os.getpid())
    return answer
