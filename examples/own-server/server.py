"""A model server of one's own, in the Python standard library: GET /ping and POST /invocations on the port that Hostler gives it.

The model is a straight line through any number of features, in model.json: {"weights": [2, -1], "bias": 0.5}.
Each line of the body is a row of comma-separated features, and each line of the answer a prediction.
"""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

with open(os.path.join(os.environ["SM_MODEL_DIR"], "model.json")) as file:
    MODEL = json.load(file)


def predict(row):
    features = [float(cell) for cell in row.split(",")]
    if len(features) != len(MODEL["weights"]):
        raise ValueError(f"{len(features)} features; the model has {len(MODEL['weights'])}")
    return MODEL["bias"] + sum(weight * feature for weight, feature in zip(MODEL["weights"], features))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(200 if self.path == "/ping" else 404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        try:
            self.answer(200, "\n".join(str(predict(row)) for row in body.split()))
        except ValueError as error:
            self.answer(400, str(error))

    def answer(self, status, text=""):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/csv" if status == 200 else "text/plain")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, form, *values):
        if self.path != "/ping":  # Hostler asks every two seconds
            super().log_message(form, *values)


port = int(os.environ["SAGEMAKER_BIND_TO_PORT"])
print(f"line model with {len(MODEL['weights'])} features on port {port}", file=sys.stderr)
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
