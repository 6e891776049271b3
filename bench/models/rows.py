"""What the models of the benchmark are trained on and asked: invented tables of thirty columns, and invented texts. The same in every run."""

import random

import numpy as np

COLUMNS = 30
TRAINING, ASKED = 20000, 20000
MISSING = 0.05
WORDS, TOPICS = 300, 10
DOCUMENTS = 2000


def table(seed, count, missing=0.0):
    """Rows of decimals with four digits, and a label that depends on most columns; a share of the cells may be blank."""
    draw = np.random.default_rng(seed)
    rows = np.round(draw.normal(size=(count, COLUMNS)) * np.linspace(0.5, 5, COLUMNS), 4)
    scaled = rows / np.linspace(0.5, 5, COLUMNS)
    bends = np.sin(2 * scaled[:, :10]) + scaled[:, 10:20] * scaled[:, 20:] + np.abs(scaled[:, 10:20])
    labels = (bends.sum(axis=1) + draw.normal(size=count) > 8).astype(np.int64)
    if missing > 0:
        rows[draw.random(rows.shape) < missing] = np.nan
    return rows, labels


def counts(seed, count):
    """How often each word is in each of so many documents: some sixty words of one to three topics, which are the same for all seeds."""
    topics = np.random.default_rng(1).dirichlet(np.full(WORDS, 0.05), TOPICS)
    draw = np.random.default_rng(seed)
    mixtures = draw.dirichlet(np.full(TOPICS, 0.2), count)
    return np.array([draw.multinomial(draw.integers(40, 80), mixture.dot(topics)) for mixture in mixtures])


def words(draw, count):
    letters = "etaoinshrdlucmfwypvbgk"
    return sorted({"".join(draw.choices(letters, k=draw.randint(2, 11))) for _ in range(count)})


def texts(seed, count, labels):
    """Pairs of label and text: ten to forty words of a vocabulary in which a few are far more frequent; some belong to a label."""
    vocabulary = words(random.Random(1), 20000)
    draw = random.Random(seed)
    pairs = []
    for _ in range(count):
        label = draw.randrange(labels)
        own = vocabulary[label :: labels * 2]
        common = [vocabulary[min(int(draw.expovariate(0.0008)), len(vocabulary) - 1)] for _ in range(draw.randint(8, 30))]
        text = common + draw.choices(own, k=draw.randint(2, 10))
        draw.shuffle(text)
        pairs.append(("__label__%d" % label, " ".join(text)))
    return pairs
