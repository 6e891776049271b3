"""What is trained: every line is one fixture. `release` says which xgboost writes it."""


def recipe(release, name, data, params, form, rounds=6, held_out=30, **more):
    return dict(more, release=release, name=name, data=data, params=params, form=form, rounds=rounds, held_out=held_out)


LOGISTIC = {"objective": "binary:logistic", "max_depth": 3, "eta": 0.3}
LOGIT = dict(LOGISTIC, objective="binary:logitraw", base_score=0.3)
HINGE = dict(LOGISTIC, objective="binary:hinge")
SQUARED = {"objective": "reg:squarederror", "max_depth": 3, "eta": 0.3}
POISSON = dict(SQUARED, objective="count:poisson", base_score=2.5)
GAMMA = dict(SQUARED, objective="reg:gamma", base_score=100.0)
TWEEDIE = dict(SQUARED, objective="reg:tweedie", tweedie_variance_power=1.3, base_score=100.0)
COX = dict(SQUARED, objective="survival:cox")
AFT = dict(SQUARED, objective="survival:aft", aft_loss_distribution="normal", base_score=100.0)
FOREST = {"objective": "multi:softprob", "num_class": 3, "max_depth": 3, "num_parallel_tree": 2, "subsample": 0.7, "colsample_bynode": 0.7}
SOFTMAX = {"objective": "multi:softmax", "num_class": 3, "max_depth": 3}
DIGITS = {"objective": "multi:softprob", "num_class": 10, "max_depth": 3}
PAIRWISE = {"objective": "rank:pairwise", "max_depth": 3}
DART = dict(LOGISTIC, booster="dart", rate_drop=0.4, one_drop=1)
LINEAR = dict(SQUARED, booster="gblinear", updater="coord_descent")
STEPS = dict(LOGISTIC, booster="gblinear", updater="coord_descent", base_score=0.3)
PARTITION = dict(SQUARED, tree_method="hist", max_cat_to_onehot=1)
ONE_HOT = dict(SQUARED, tree_method="hist", max_cat_to_onehot=100)
DECILES = [0, 3, 8]

# The two stars of the quickstart: a well trained champion and a challenger of another shape and release.
STARS = [
    recipe("3.0.5", "breast-cancer", "breast-cancer", dict(LOGISTIC, eta=0.1, subsample=0.8, colsample_bytree=0.8), "ubjson", rounds=100, held_out=100, missing=0.0),
    recipe("1.7.6", "breast-cancer-challenger", "breast-cancer", dict(LOGISTIC, max_depth=6, eta=0.4), "binary", rounds=40, held_out=100, missing=0.0),
]

BEFORE_1_0 = [
    recipe("0.72.1", "logistic-0.72-pickle3", "breast-cancer", LOGISTIC, "pickle3"),
    recipe("0.72.1", "linear-0.72-pickle2", "diabetes", dict(SQUARED, objective="reg:linear"), "pickle2"),
    recipe("0.72.1", "poisson-0.72-binary", "diabetes", dict(POISSON, max_delta_step=0.6), "binary", labels="small"),
    recipe("0.72.1", "softprob-0.72-pickle3", "wine", dict(FOREST, num_parallel_tree=1), "pickle3"),
    recipe("0.90", "logistic-0.90-pickle3", "breast-cancer", LOGISTIC, "pickle3"),
    recipe("0.90", "logistic-0.90-pickle2", "breast-cancer", dict(LOGISTIC, base_score=0.3), "pickle2"),
    recipe("0.90", "logistic-0.90-pickle4", "breast-cancer", dict(LOGISTIC, max_depth=2), "pickle4"),
    recipe("0.90", "hinge-0.90-pickle3", "breast-cancer", HINGE, "pickle3"),
    recipe("0.90", "logitraw-0.90-binary", "breast-cancer", LOGIT, "binary"),
    recipe("0.90", "forest-0.90-binary", "wine", FOREST, "binary"),
    recipe("0.90", "softmax-0.90-pickle3", "wine", SOFTMAX, "pickle3"),
    recipe("0.90", "stopped-0.90-pickle3", "diabetes", dict(SQUARED, eta=0.8), "pickle3", rounds=40, early_stopping=3),
    recipe("0.90", "pairwise-0.90-binary", "wine", PAIRWISE, "binary", groups=8),
    recipe("0.90", "poisson-0.90-pickle3", "diabetes", POISSON, "pickle3", labels="small"),
    recipe("0.90", "tweedie-0.90-binary", "diabetes", TWEEDIE, "binary"),
    recipe("0.90", "gamma-0.90-binary", "diabetes", GAMMA, "binary"),
    recipe("0.90", "cox-0.90-binary", "diabetes", COX, "binary", labels="censored"),
    recipe("0.90", "dart-0.90-pickle3", "breast-cancer", DART, "pickle3"),
    recipe("0.90", "dart-0.90-binary", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "binary"),
    recipe("0.90", "gblinear-0.90-pickle3", "diabetes", LINEAR, "pickle3"),
    recipe("0.90", "classifier-0.90-pickle3", "breast-cancer", LOGISTIC, "pickle3", wrapper="XGBClassifier"),
]

FROM_1_0 = [
    recipe("1.0.2", "logistic-1.0-pickle3", "breast-cancer", dict(LOGISTIC, base_score=0.3), "pickle3"),
    recipe("1.0.2", "logitraw-1.0-binary", "breast-cancer", LOGIT, "binary"),
    recipe("1.0.2", "logitraw-1.0-json", "breast-cancer", LOGIT, "json"),
    recipe("1.0.2", "softmax-1.0-json", "wine", SOFTMAX, "json"),
    recipe("1.0.2", "dart-1.0-json", "breast-cancer", DART, "json"),
    recipe("1.0.2", "dart-1.0-pickle3", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "pickle3"),
    recipe("1.0.2", "stopped-1.0-pickle3", "wine", dict(FOREST, eta=0.9), "pickle3", rounds=40, early_stopping=2),
    recipe("1.2.1", "logistic-1.2-pickle4", "breast-cancer", LOGISTIC, "pickle4"),
    recipe("1.2.1", "logistic-1.2-pickle5", "breast-cancer", dict(LOGISTIC, max_depth=2), "pickle5"),
    recipe("1.2.1", "logitraw-1.2-binary", "breast-cancer", LOGIT, "binary"),
    recipe("1.2.1", "aft-1.2-pickle4", "diabetes", AFT, "pickle4", interval=True),
    recipe("1.2.1", "dart-1.2-binary", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "binary"),
    recipe("1.2.1", "forest-1.2-json", "wine", FOREST, "json"),
    recipe("1.2.1", "pseudohuber-1.2-pickle4", "diabetes", dict(SQUARED, objective="reg:pseudohubererror"), "pickle4"),
    recipe("1.2.1", "squaredlog-1.2-pickle4", "diabetes", dict(SQUARED, objective="reg:squaredlogerror"), "pickle4"),
    recipe("1.2.1", "gblinear-1.2-pickle4", "breast-cancer", STEPS, "pickle4"),
    recipe("1.3.3", "logistic-1.3-binary", "breast-cancer", dict(LOGISTIC, base_score=0.3), "binary"),
    recipe("1.3.3", "logitraw-1.3-json", "breast-cancer", LOGIT, "json"),
    recipe("1.3.3", "dart-1.3-binary", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "binary"),
    recipe("1.3.3", "logistic-1.3-pickle4", "breast-cancer", LOGISTIC, "pickle4"),
    recipe("1.3.3", "stopped-1.3-binary", "diabetes", dict(SQUARED, eta=0.8), "binary", rounds=40, early_stopping=3),
    recipe("1.5.2", "digits-1.5-binary", "digits", DIGITS, "binary", rounds=4),
    recipe("1.5.2", "logistic-1.5-json", "breast-cancer", LOGISTIC, "json"),
    recipe("1.5.2", "stopped-1.5-json", "wine", dict(FOREST, eta=0.9), "json", rounds=40, early_stopping=2),
    recipe("1.5.2", "dart-1.5-binary", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "binary"),
    recipe("1.5.2", "dart-1.5-pickle5", "breast-cancer", DART, "pickle5"),
    recipe("1.5.2", "map-1.5-binary", "breast-cancer", dict(PAIRWISE, objective="rank:map"), "binary", groups=8),
    recipe("1.6.2", "partition-1.6-json", "diabetes", PARTITION, "json", categories=DECILES, strange_categories=True),
    recipe("1.6.2", "one-hot-1.6-ubjson", "diabetes", ONE_HOT, "ubjson", categories=DECILES, strange_categories=True),
    recipe("1.6.2", "logistic-1.6-pickle5", "breast-cancer", LOGISTIC, "pickle5"),
]

FROM_1_7 = [
    recipe("1.7.6", "logistic-1.7-ubjson", "breast-cancer", dict(LOGISTIC, base_score=0.3), "ubjson"),
    recipe("1.7.6", "logistic-1.7-pickle2", "breast-cancer", LOGISTIC, "pickle2"),
    recipe("1.7.6", "logistic-1.7-pickle3", "breast-cancer", LOGISTIC, "pickle3"),
    recipe("1.7.6", "logistic-1.7-pickle4", "breast-cancer", LOGISTIC, "pickle4"),
    recipe("1.7.6", "logistic-1.7-pickle5", "breast-cancer", LOGISTIC, "pickle5"),
    recipe("1.7.6", "classifier-1.7-pickle4", "breast-cancer", LOGISTIC, "pickle4", wrapper="XGBClassifier"),
    recipe("1.7.6", "logitraw-1.7-binary", "breast-cancer", LOGIT, "binary"),
    recipe("1.7.6", "hinge-1.7-binary", "breast-cancer", HINGE, "binary"),
    recipe("1.7.6", "reg-logistic-1.7-binary", "diabetes", dict(SQUARED, objective="reg:logistic"), "binary", labels="unit"),
    recipe("1.7.6", "forest-1.7-binary", "wine", FOREST, "binary"),
    recipe("1.7.6", "forest-1.7-json", "wine", FOREST, "json"),
    recipe("1.7.6", "softmax-1.7-ubjson", "wine", SOFTMAX, "ubjson"),
    recipe("1.7.6", "squared-1.7-binary", "diabetes", SQUARED, "binary"),
    recipe("1.7.6", "poisson-1.7-binary", "diabetes", POISSON, "binary", labels="small"),
    recipe("1.7.6", "gamma-1.7-json", "diabetes", GAMMA, "json"),
    recipe("1.7.6", "tweedie-1.7-ubjson", "diabetes", TWEEDIE, "ubjson"),
    recipe("1.7.6", "absolute-1.7-binary", "diabetes", dict(SQUARED, objective="reg:absoluteerror"), "binary"),
    recipe("1.7.6", "cox-1.7-binary", "diabetes", COX, "binary", labels="censored"),
    recipe("1.7.6", "aft-1.7-json", "diabetes", AFT, "json", interval=True),
    recipe("1.7.6", "ndcg-1.7-ubjson", "wine", dict(PAIRWISE, objective="rank:ndcg"), "ubjson", groups=8),
    recipe("1.7.6", "dart-1.7-binary", "breast-cancer", DART, "binary"),
    recipe("1.7.6", "dart-1.7-ubjson", "wine", dict(SOFTMAX, booster="dart", rate_drop=0.4, one_drop=1), "ubjson"),
    recipe("1.7.6", "gblinear-1.7-binary", "diabetes", LINEAR, "binary"),
    recipe("1.7.6", "gblinear-1.7-json", "wine", dict(SOFTMAX, objective="multi:softprob", booster="gblinear", updater="coord_descent"), "json"),
    recipe("1.7.6", "stopped-1.7-binary", "diabetes", dict(SQUARED, eta=0.8), "binary", rounds=40, early_stopping=3),
    recipe("1.7.6", "partition-1.7-json", "diabetes", PARTITION, "json", categories=DECILES, strange_categories=True),
    recipe("1.7.6", "one-hot-1.7-ubjson", "diabetes", ONE_HOT, "ubjson", categories=DECILES, strange_categories=True),
]

FROM_2_0 = [
    recipe("2.1.4", "logistic-2.1-ubjson", "breast-cancer", LOGISTIC, "ubjson"),
    recipe("2.1.4", "logistic-2.1-binary", "breast-cancer", LOGISTIC, "binary"),
    recipe("2.1.4", "targets-2.1-json", "diabetes", SQUARED, "json", labels="pair"),
    recipe("2.1.4", "quantile-2.1-ubjson", "diabetes", dict(SQUARED, objective="reg:quantileerror", quantile_alpha=[0.1, 0.9]), "ubjson"),
    recipe("2.1.4", "stopped-2.1-ubjson", "diabetes", dict(SQUARED, eta=0.8), "ubjson", rounds=12, early_stopping=3),
    recipe("2.1.4", "gblinear-2.1-ubjson", "breast-cancer", STEPS, "ubjson"),
    recipe("2.1.4", "vector-leaf-2.1-json", "diabetes", dict(SQUARED, multi_strategy="multi_output_tree", tree_method="hist"), "json", labels="pair", refused=True),
    recipe("3.0.5", "digits-3.0-ubjson", "digits", DIGITS, "ubjson", rounds=4),
    recipe("3.0.5", "logistic-3.0-json", "breast-cancer", LOGISTIC, "json"),
    recipe("3.0.5", "logistic-3.0-binary", "breast-cancer", LOGISTIC, "binary"),
    recipe("3.0.5", "regressor-3.0-pickle5", "diabetes", SQUARED, "pickle5", wrapper="XGBRegressor"),
    recipe("3.0.5", "dart-3.0-json", "breast-cancer", DART, "json"),
    recipe("3.0.5", "partition-3.0-ubjson", "diabetes", PARTITION, "ubjson", categories=DECILES, strange_categories=True),
    recipe("3.2.0", "logistic-3.2-ubjson", "breast-cancer", LOGISTIC, "ubjson"),
    recipe("3.2.0", "forest-3.2-json", "wine", FOREST, "json"),
    recipe("3.2.0", "poisson-3.2-ubjson", "diabetes", dict(SQUARED, objective="count:poisson"), "ubjson", labels="small"),
    recipe("3.2.0", "targets-3.2-ubjson", "diabetes", SQUARED, "ubjson", labels="pair"),
    recipe("3.2.0", "one-hot-3.2-ubjson", "diabetes", ONE_HOT, "ubjson", categories=DECILES, strange_categories=True),
    recipe("3.2.0", "logistic-3.2-pickle5", "breast-cancer", LOGISTIC, "pickle5"),
    recipe("3.2.0", "gblinear-3.2-json", "wine", dict(SOFTMAX, objective="multi:softprob", booster="gblinear", updater="coord_descent"), "json"),
    recipe("3.4.1", "dart-3.4-ubjson", "breast-cancer", DART, "ubjson"),
    recipe("3.4.1", "softprob-3.4-json", "wine", dict(SOFTMAX, objective="multi:softprob"), "json"),
    recipe("3.4.1", "vector-leaf-3.4-ubjson", "diabetes", dict(SQUARED, multi_strategy="multi_output_tree", tree_method="hist"), "ubjson", labels="pair", refused=True),
]

RECIPES = STARS + BEFORE_1_0 + FROM_1_0 + FROM_1_7 + FROM_2_0
