"""Makes `fixtures/onnx`. See README.md beside this file."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy: sums split over threads differ from run to run

from graphs import GRAPHS
from recipes import RECIPES

for make in [*RECIPES, *GRAPHS]:
    make()
    print(make.__name__)
