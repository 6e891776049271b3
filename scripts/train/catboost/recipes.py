"""What is trained: every line is one fixture. `release` says which catboost writes it."""


def recipe(release, name, data, params, held_out=30, **more):
    return dict(more, release=release, name=name, data=data, params=params, held_out=held_out)


SMALL = {"iterations": 12, "depth": 4, "learning_rate": 0.3}
LOGLOSS = dict(SMALL, loss_function="Logloss")
MULTI = dict(SMALL, loss_function="MultiClass", depth=3)
RMSE = dict(SMALL, loss_function="RMSE")
ONE_HOT = dict(RMSE, one_hot_max_size=50)
DECILES = [0, 3, 8]
LAST = [8, 9]

RECIPES = [
    recipe("1.2.10", "logloss-1.2", "breast-cancer", LOGLOSS),
    recipe("1.2.10", "logloss-1.2-many", "breast-cancer", dict(LOGLOSS, iterations=37, depth=6, border_count=32)),
    recipe("1.2.10", "logloss-1.2-complete", "breast-cancer", LOGLOSS, trained_complete=True),
    recipe("1.2.10", "logloss-1.2-nan-max", "breast-cancer", dict(LOGLOSS, nan_mode="Max")),
    recipe("1.2.10", "logloss-1.2-depthwise", "breast-cancer", dict(LOGLOSS, grow_policy="Depthwise")),
    recipe("1.2.10", "logloss-1.2-lossguide", "breast-cancer", dict(LOGLOSS, grow_policy="Lossguide", max_leaves=9, depth=8)),
    recipe("1.2.10", "logloss-1.2-focal", "breast-cancer", dict(LOGLOSS, loss_function="Focal:focal_alpha=0.5;focal_gamma=2")),
    recipe("1.2.10", "multi-logloss-1.2", "breast-cancer", dict(LOGLOSS, loss_function="MultiLogloss"), pair=True),
    recipe("1.2.10", "cross-entropy-1.2", "breast-cancer", dict(LOGLOSS, loss_function="CrossEntropy")),
    recipe("1.2.10", "multiclass-1.2", "wine", MULTI),
    recipe("1.2.10", "multiclass-1.2-lossguide", "wine", dict(MULTI, grow_policy="Lossguide", max_leaves=6)),
    recipe("1.2.10", "multiclass-1.2-digits", "digits", dict(MULTI, iterations=4)),
    recipe("1.2.10", "one-vs-all-1.2", "wine", dict(MULTI, loss_function="MultiClassOneVsAll")),
    recipe("1.2.10", "rmse-1.2", "diabetes", RMSE),
    recipe("1.2.10", "rmse-1.2-deep", "diabetes", dict(RMSE, depth=9, iterations=3)),
    recipe("1.2.10", "rmse-1.2-stopped", "diabetes", dict(RMSE, iterations=200, learning_rate=0.8), early_stopping=3),
    recipe("1.2.10", "rmse-1.2-one-hot", "diabetes", ONE_HOT, categories=DECILES),
    recipe("1.2.10", "rmse-1.2-one-hot-texts", "diabetes", ONE_HOT, categories=DECILES, texts=True),
    recipe("1.2.10", "rmse-1.2-one-hot-depthwise", "diabetes", dict(ONE_HOT, grow_policy="Depthwise"), categories=DECILES, texts=True),
    recipe("1.2.10", "rmse-1.2-one-hot-last", "diabetes", ONE_HOT, categories=LAST, texts=True, values=2),
    recipe("1.2.10", "mae-1.2", "diabetes", dict(RMSE, loss_function="MAE")),
    recipe("1.2.10", "quantile-1.2", "diabetes", dict(RMSE, loss_function="Quantile:alpha=0.8")),
    recipe("1.2.10", "poisson-1.2", "diabetes", dict(RMSE, loss_function="Poisson")),
    recipe("1.2.10", "tweedie-1.2", "diabetes", dict(RMSE, loss_function="Tweedie:variance_power=1.5")),
    recipe("1.2.10", "multi-rmse-1.2", "diabetes", dict(RMSE, loss_function="MultiRMSE"), pair=True),
    recipe("1.2.10", "uncertainty-1.2", "diabetes", dict(RMSE, loss_function="RMSEWithUncertainty")),
    recipe("1.2.10", "categories-1.2", "diabetes", RMSE, categories=DECILES, texts=True, refused="categorical"),
    recipe("0.26.1", "logloss-0.26", "breast-cancer", LOGLOSS),
    recipe("0.26.1", "multiclass-0.26", "wine", MULTI),
    recipe("0.26.1", "rmse-0.26-one-hot", "diabetes", ONE_HOT, categories=DECILES),
    recipe("0.26.1", "rmse-0.26-depthwise", "diabetes", dict(RMSE, grow_policy="Depthwise")),
]
