"""Makes `fixtures/first-party`. See README.md beside this file: each release of MXNet makes the fixtures that are its own."""

import mxnet as mx

import centres_and_components
import factorization
import linear_learner
import topics

for module in [linear_learner, centres_and_components, factorization, topics]:
    for make in module.RECIPES[mx.__version__]:
        make()
