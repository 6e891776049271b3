"""The same as ../flask-server, as people write it with FastAPI behind uvicorn; THREADS=yes predicts in its thread pool, as `def` would."""

import os

import numpy as np
import xgboost
from fastapi import FastAPI, Request, Response
from starlette.concurrency import run_in_threadpool

booster = xgboost.Booster(model_file=os.environ["MODEL_FILE"])
booster.set_param({"nthread": 1})  # one row does not gain from threads, and the workers share the cores
in_place = os.environ.get("IN_PLACE") == "yes"
threads = os.environ.get("THREADS") == "yes"

app = FastAPI()


def predict(text):
    rows = np.array([line.split(",") for line in text.splitlines()], dtype=np.float32)
    if in_place:
        predictions = booster.inplace_predict(rows, validate_features=False)
    else:
        predictions = booster.predict(xgboost.DMatrix(rows), validate_features=False)
    return "\n".join(map(str, predictions.tolist()))


@app.get("/ping")
async def ping():
    return Response()


@app.post("/invocations")
async def invocations(request: Request):
    text = (await request.body()).decode()
    answer = await run_in_threadpool(predict, text) if threads else predict(text)
    return Response(answer, media_type="text/csv")
