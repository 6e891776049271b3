"""Trains every fixture of the installed fasttext (see RECIPES) and rewrites the index."""

import base64
import importlib.metadata
import json
import os
import sys
import tempfile

import fasttext
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..", "fixtures", "fasttext")
sys.path.append(os.path.join(HERE, "..", "xgboost"))

import corpus  # noqa: E402
from fixture import write_archive  # noqa: E402

SMALL = {"dim": 8, "epoch": 12, "bucket": 400, "thread": 1, "verbose": 0, "minCount": 1}
GRAMS = dict(SMALL, wordNgrams=2)
DEEP = dict(SMALL, wordNgrams=3, minn=2, maxn=4)

# release, name, kind, parameters, how it is made smaller
RECIPES = [
    ("0.9.2", "softmax-0.9.2", "supervised", SMALL, None),
    ("0.9.2", "softmax-ngrams-0.9.2", "supervised", GRAMS, None),
    ("0.9.2", "softmax-subwords-0.9.2", "supervised", DEEP, None),
    ("0.9.2", "hs-0.9.2", "supervised", dict(GRAMS, loss="hs"), None),
    ("0.9.2", "ova-0.9.2", "supervised", dict(GRAMS, loss="ova"), None),
    ("0.9.2", "ns-0.9.2", "supervised", dict(GRAMS, loss="ns"), None),
    ("0.9.2", "hs-labels-0.9.2", "supervised", dict(SMALL, loss="hs", labels=300), None),
    ("0.9.2", "quantized-0.9.2", "supervised", GRAMS, {"qnorm": True}),
    ("0.9.2", "quantized-plain-0.9.2", "supervised", dict(DEEP, dim=9), {"dsub": 2}),
    ("0.9.2", "quantized-pruned-0.9.2", "supervised", DEEP, {"qnorm": True, "cutoff": 300, "retrain": True}),
    ("0.9.2", "quantized-output-0.9.2", "supervised", dict(GRAMS, labels=300), {"qout": True, "qnorm": True}),
    ("0.9.2", "skipgram-0.9.2", "skipgram", dict(SMALL, minn=0, maxn=0), None),
    ("0.9.2", "skipgram-subwords-0.9.2", "skipgram", dict(SMALL, minn=2, maxn=5), None),
    ("0.9.2", "cbow-0.9.2", "cbow", dict(SMALL, minn=0, maxn=0), None),
    ("0.9.2", "cbow-subwords-0.9.2", "cbow", dict(SMALL, minn=3, maxn=6), None),
    ("0.9.2", "vectors-txt-0.9.2", "text", dict(SMALL, minn=0, maxn=0), None),
    ("0.9.3", "softmax-subwords-0.9.3", "supervised", DEEP, None),
]


def floats(values):
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode()


def train(kind, params, smaller, folder):
    """The model read back from its file, and that file."""
    params = dict(params)
    labels = params.pop("labels", None)
    path = os.path.join(folder, "input.txt")
    pairs = corpus.labelled(1500 if labels else 500, 1, labels)
    with open(path, "w", encoding="utf-8") as out:
        for label, text in pairs:
            out.write(("__label__%s %s\n" % (label, text)) if kind == "supervised" else text + "\n")
    if kind == "supervised":
        model = fasttext.train_supervised(path, **params)
        if smaller:
            model.quantize(input=path if smaller.get("retrain") else None, thread=1, **smaller)
    else:
        model = fasttext.train_unsupervised(path, model="skipgram" if kind == "text" else kind, **params)
    name = "model.bin" if kind == "supervised" else "vectors.bin"
    saved = os.path.join(folder, name)
    model.save_model(saved)
    return fasttext.load_model(saved), saved


def predictions(model, k):
    """Labels and probabilities of each question, as the library's own C++ gives them: its Python rounds nothing, but caps at 1."""
    answers = []
    for text in corpus.QUESTIONS:
        pairs = model.f.predict(text + "\n", k, 0.0, "strict")
        answers.append({"labels": [label for _, label in pairs], "probabilities": floats([p for p, _ in pairs])})
    return answers


def as_text(model):
    """vectors.txt as fastText's own .vec files have it."""
    words = model.get_words(on_unicode_error="strict")
    lines = ["%d %d\n" % (len(words), model.get_dimension())]
    for word in words:
        lines.append(word + " " + " ".join("%.5g" % value for value in model.get_word_vector(word)) + " \n")
    return "".join(lines).encode("utf-8")


def main():
    release = next(importlib.metadata.version(name) for name in ("fasttext-wheel", "fasttext") if installed(name))
    for version, name, kind, params, smaller in RECIPES:
        if version != release or (sys.argv[1:] and name not in sys.argv[1:]):
            continue
        with tempfile.TemporaryDirectory() as folder:
            model, saved = train(kind, params, smaller, folder)
            with open(saved, "rb") as source:
                files = {os.path.basename(saved): source.read()}
        about = {"fasttext": release, "kind": kind, "loss": params.get("loss", ""), "quantized": bool(smaller)}
        vectors = [{"word": word, "vector": floats(model.get_word_vector(word))} for word in corpus.WORDS]
        if kind == "supervised":
            about["questions"] = corpus.QUESTIONS
            about["top"] = predictions(model, 3)
            about["all"] = predictions(model, 400)[:6]
        elif kind == "text":
            text = as_text(model)
            files = {"vectors.txt": text, "eval.json": b"{}"}
            rows = [line.rstrip().split(" ") for line in text.decode("utf-8").split("\n")[1:-1]]
            vectors = [{"word": row[0], "vector": floats([float(value) for value in row[1:]])} for row in rows[::5]]
        if kind != "supervised":
            about["vectors"] = vectors
        path = os.path.join(ROOT, name)
        os.makedirs(path, exist_ok=True)
        write_archive(os.path.join(path, "model.tar.gz"), files)
        with open(os.path.join(path, "expected.json"), "w", encoding="utf-8") as out:
            out.write(json.dumps(about) + "\n")
    write_index()


def installed(name):
    try:
        return bool(importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return False


def write_index():
    entries = []
    for name in sorted(os.listdir(ROOT)):
        path = os.path.join(ROOT, name, "expected.json")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as source:
                about = json.load(source)
            entries.append(dict({"name": name}, **{key: about[key] for key in ("fasttext", "kind", "loss", "quantized")}))
    with open(os.path.join(ROOT, "index.json"), "w") as out:
        out.write("[\n" + ",\n".join("  " + json.dumps(entry) for entry in entries) + "\n]\n")


main()
