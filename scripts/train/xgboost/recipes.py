"""What is trained: every line is one fixture. `release` says which xgboost writes it."""


def recipe(release, name, data, params, form, rounds=6, held_out=30, **more):
    return dict(more, release=release, name=name, data=data, params=params, form=form, rounds=rounds, held_out=held_out)


LOGISTIC = {"objective": "binary:logistic", "max_depth": 3, "eta": 0.3}
SQUARED = {"objective": "reg:squarederror", "max_depth": 3, "eta": 0.3}

# The two stars of the quickstart: a well trained champion and a challenger of another family and release.
STARS = [
    recipe("3.0.5", "breast-cancer", "breast-cancer", dict(LOGISTIC, eta=0.1, subsample=0.8, colsample_bytree=0.8), "ubjson", rounds=100, held_out=100, missing=0.0),
    recipe("1.7.6", "breast-cancer-challenger", "breast-cancer", dict(LOGISTIC, max_depth=6, eta=0.4), "binary", rounds=40, held_out=100, missing=0.0),
]

RECIPES = STARS
