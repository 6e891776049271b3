"""Predicts many rows again and again when it is told to: `python batch.py KIND FOLDER ROWS ANSWERS`. Writes the first predictions to ANSWERS
as float64; then each line of its input is a number of seconds, and is answered with rows per second over so long."""

import sys
import time

import library
import numpy as np

kind, folder, rows_path, answers = sys.argv[1:]
model = library.load(kind, folder)
rows = library.read_rows(rows_path)
model.prepare(rows)
np.asarray(model.predict(), dtype="<f8").tofile(answers)
print("ready", flush=True)
for line in sys.stdin:
    seconds, done = float(line), 0
    started = time.perf_counter()
    while time.perf_counter() - started < seconds:
        model.predict()
        done += len(rows)
    print(done / (time.perf_counter() - started), flush=True)
