"""What is trained: every line is one fixture. `release` says which lightgbm writes it."""


def recipe(release, name, data, params, form="booster", rounds=8, held_out=30, **more):
    return dict(more, release=release, name=name, data=data, params=params, form=form, rounds=rounds, held_out=held_out)


BINARY = {"objective": "binary", "num_leaves": 7}
MULTI = {"objective": "multiclass", "num_class": 3, "num_leaves": 5}
REGRESSION = {"objective": "regression", "num_leaves": 8}
DEEP = {"objective": "regression", "num_leaves": 60, "min_data_in_leaf": 2}
LINEAR = dict(REGRESSION, linear_tree=True, num_leaves=5)
DECILES = [0, 3, 8]
CATEGORIES = dict(REGRESSION, min_data_per_group=5, max_cat_to_onehot=2, cat_smooth=1)

NOW = [
    recipe("4.7.0", "binary-4.7", "breast-cancer", BINARY),
    recipe("4.7.0", "binary-4.7-text", "breast-cancer", dict(BINARY, sigmoid=0.7), "text"),
    recipe("4.7.0", "binary-4.7-classifier", "breast-cancer", BINARY, "LGBMClassifier"),
    recipe("4.7.0", "binary-4.7-random-state", "breast-cancer", BINARY, "LGBMClassifier", random_state="state"),
    recipe("4.7.0", "binary-4.7-random-generator", "breast-cancer", BINARY, "LGBMClassifier", random_state="generator"),
    recipe("4.7.0", "binary-4.7-zlib", "breast-cancer", BINARY, "booster", compress=("zlib", 3)),
    recipe("4.7.0", "binary-4.7-gzip", "breast-cancer", BINARY, "LGBMClassifier", compress=("gzip", 3)),
    recipe("4.7.0", "binary-4.7-pickle2", "breast-cancer", BINARY, "booster", protocol=2),
    recipe("4.7.0", "binary-4.7-pickle5", "breast-cancer", BINARY, "booster", protocol=5),
    recipe("4.7.0", "binary-4.7-bz2", "breast-cancer", dict(BINARY, num_leaves=3), "booster", rounds=2, compress=("bz2", 3), refused=True),
    recipe("4.7.0", "binary-4.7-dart", "breast-cancer", dict(BINARY, boosting="dart", drop_rate=0.5), "booster"),
    recipe("4.7.0", "binary-4.7-forest", "breast-cancer", dict(BINARY, boosting="rf", bagging_freq=1, bagging_fraction=0.6), "booster"),
    recipe("4.7.0", "binary-4.7-stopped", "breast-cancer", dict(BINARY, learning_rate=0.9), "booster", rounds=60, early_stopping=2),
    recipe("4.7.0", "binary-4.7-classifier-stopped", "breast-cancer", dict(BINARY, learning_rate=0.9), "LGBMClassifier", rounds=60, early_stopping=2),
    recipe("4.7.0", "multiclass-4.7", "wine", MULTI),
    recipe("4.7.0", "multiclass-4.7-classifier", "wine", MULTI, "LGBMClassifier", class_names=["red", "white", "rose"]),
    recipe("4.7.0", "multiclass-4.7-forest", "wine", dict(MULTI, boosting="rf", bagging_freq=1, bagging_fraction=0.6)),
    recipe("4.7.0", "multiclass-4.7-digits", "digits", dict(MULTI, num_class=10), rounds=4),
    recipe("4.7.0", "ova-4.7", "wine", dict(MULTI, objective="multiclassova", sigmoid=1.3)),
    recipe("4.7.0", "regression-4.7", "diabetes", REGRESSION),
    recipe("4.7.0", "regression-4.7-regressor", "diabetes", REGRESSION, "LGBMRegressor"),
    recipe("4.7.0", "regression-4.7-deep", "diabetes", DEEP, rounds=6),
    recipe("4.7.0", "regression-4.7-sqrt", "diabetes", dict(REGRESSION, reg_sqrt=True)),
    recipe("4.7.0", "regression-4.7-constant", "diabetes", dict(REGRESSION, min_data_in_leaf=1000), rounds=2),
    recipe("4.7.0", "regression-4.7-zero", "diabetes", dict(REGRESSION, zero_as_missing=True), zeros=0.3),
    recipe("4.7.0", "regression-4.7-zero-nan", "diabetes", REGRESSION, zeros=0.3),
    recipe("4.7.0", "regression-4.7-no-missing", "diabetes", dict(REGRESSION, use_missing=False)),
    recipe("4.7.0", "regression-4.7-complete", "diabetes", REGRESSION, trained_complete=True),
    recipe("4.7.0", "regression-4.7-categories", "diabetes", CATEGORIES, categories=DECILES),
    recipe("4.7.0", "regression-4.7-one-hot", "diabetes", dict(CATEGORIES, max_cat_to_onehot=100), categories=DECILES),
    recipe("4.7.0", "regression-4.7-categories-complete", "diabetes", CATEGORIES, categories=DECILES, trained_complete=True),
    recipe("4.7.0", "regression-4.7-linear", "diabetes", LINEAR),
    recipe("4.7.0", "regression-4.7-linear-categories", "diabetes", dict(LINEAR, **CATEGORIES), categories=DECILES),
    recipe("4.7.0", "l1-4.7", "diabetes", dict(REGRESSION, objective="regression_l1")),
    recipe("4.7.0", "huber-4.7", "diabetes", dict(REGRESSION, objective="huber")),
    recipe("4.7.0", "fair-4.7", "diabetes", dict(REGRESSION, objective="fair")),
    recipe("4.7.0", "quantile-4.7", "diabetes", dict(REGRESSION, objective="quantile", alpha=0.8)),
    recipe("4.7.0", "mape-4.7", "diabetes", dict(REGRESSION, objective="mape")),
    recipe("4.7.0", "poisson-4.7", "diabetes", dict(REGRESSION, objective="poisson")),
    recipe("4.7.0", "gamma-4.7", "diabetes", dict(REGRESSION, objective="gamma")),
    recipe("4.7.0", "tweedie-4.7", "diabetes", dict(REGRESSION, objective="tweedie")),
    recipe("4.7.0", "cross-entropy-4.7", "breast-cancer", dict(BINARY, objective="cross_entropy")),
    recipe("4.7.0", "cross-entropy-lambda-4.7", "breast-cancer", dict(BINARY, objective="cross_entropy_lambda")),
    recipe("4.7.0", "lambdarank-4.7", "wine", dict(REGRESSION, objective="lambdarank"), groups=8),
    recipe("4.7.0", "xendcg-4.7", "wine", dict(REGRESSION, objective="rank_xendcg"), groups=8),
    recipe("4.7.0", "custom-4.7-text", "diabetes", dict(REGRESSION, objective="custom"), "text"),
]

BEFORE = [
    recipe("3.3.5", "binary-3.3", "breast-cancer", BINARY),
    recipe("3.3.5", "binary-3.3-classifier-stopped", "breast-cancer", dict(BINARY, learning_rate=0.9), "LGBMClassifier", rounds=60, early_stopping=2),
    recipe("3.3.5", "multiclass-3.3", "wine", MULTI),
    recipe("3.3.5", "regression-3.3-regressor", "diabetes", REGRESSION, "LGBMRegressor"),
    recipe("3.3.5", "regression-3.3-categories", "diabetes", CATEGORIES, categories=DECILES),
    recipe("3.3.5", "regression-3.3-categories-complete", "diabetes", CATEGORIES, categories=DECILES, trained_complete=True),
    recipe("3.3.5", "regression-3.3-linear", "diabetes", LINEAR),
    recipe("2.3.1", "binary-2.3-classifier", "breast-cancer", BINARY, "LGBMClassifier"),
    recipe("2.3.1", "regression-2.3-categories", "diabetes", CATEGORIES, categories=DECILES),
    recipe("2.3.1", "regression-2.3-categories-complete", "diabetes", CATEGORIES, categories=DECILES, trained_complete=True),
    recipe("2.2.3", "multiclass-2.2", "wine", MULTI),
    recipe("2.2.3", "regression-2.2-categories-complete", "diabetes", CATEGORIES, categories=DECILES, trained_complete=True),
    recipe("2.2.3", "binary-2.2-text", "breast-cancer", BINARY, "text"),
]

RECIPES = NOW + BEFORE
