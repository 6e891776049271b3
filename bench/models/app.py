"""What people write when they serve a model themselves: its own library behind Flask and gunicorn."""

import os

import flask
import library

model = library.load(os.environ["KIND"], os.environ["MODEL_DIR"])
app = flask.Flask(__name__)


@app.get("/ping")
def ping():
    return ""


@app.post("/invocations")
def invocations():
    return flask.Response(model.answer(flask.request.get_data(as_text=True)), mimetype="application/json")
