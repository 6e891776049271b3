"""Writes the archives as the algorithms leave them, held-out rows, and what must come out."""

import io
import json
import os
import sys
import zipfile

import mxnet as mx
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..", "fixtures", "first-party")
sys.path.append(os.path.join(HERE, "..", "xgboost"))

from fixture import bits, csv_cell, write_archive  # noqa: E402


def scratch(name):
    folder = os.path.join("/tmp", "hostler-first-party")
    os.makedirs(folder, exist_ok=True)
    return os.path.join(folder, name)


def read(path):
    with open(path, "rb") as source:
        return source.read()


def nd_file(arrays):
    """The bytes of `mx.nd.save`: a list without names, or a dict with them."""
    path = scratch("arrays")
    mx.nd.save(path, arrays)
    return read(path)


def zip_file(members, method=zipfile.ZIP_STORED):
    """Members in the given order, stored as the algorithms do, with a fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = method
            packed.writestr(entry, content)
    return out.getvalue()


def checkpoint(module, prefix):
    """Symbol and parameters as `Module.save_checkpoint` writes them."""
    path = scratch(prefix)
    module.save_checkpoint(path, 0)
    return read(path + "-symbol.json"), read(path + "-0000.params")


def module_of(symbol, label):
    return mx.mod.Module(symbol, data_names=["data"], label_names=[label] if label else None)


def bound(symbol, label, rows, width, parameters, label_shape=None):
    """A module with these parameters, ready to predict."""
    module = module_of(symbol, label)
    labels = [(label, label_shape or (rows,))] if label else None
    module.bind(data_shapes=[("data", (rows, width))], label_shapes=labels, for_training=False)
    module.init_params(arg_params={name: mx.nd.array(value) for name, value in parameters.items()}, aux_params={}, initializer=None)
    return module


def predicted(module, rows):
    """What MXNet itself answers: the first output of the graph."""
    batch = mx.io.DataBatch([mx.nd.array(rows)], label=None)
    module.forward(batch, is_train=False)
    return module.get_outputs()[0].asnumpy()


def write(name, files, rows, expected, mxnet=None, **about):
    """`expected`: numbers computed in double by numpy, by key; `mxnet`: the same computed by MXNet in float32, where its graph has them."""
    folder = os.path.join(ROOT, name)
    os.makedirs(folder, exist_ok=True)
    write_archive(os.path.join(folder, "model.tar.gz"), files)
    with open(os.path.join(folder, "rows.csv"), "w") as out:
        out.write("".join(",".join(csv_cell(cell) for cell in row) + "\n" for row in rows))
    document = dict(about, rows=len(rows), columns=int(rows.shape[1]), expected={key: bits(values) for key, values in expected.items()})
    if mxnet is not None:
        document["mxnet"] = {key: bits(values) for key, values in mxnet.items()}
    with open(os.path.join(folder, "expected.json"), "w") as out:
        out.write(json.dumps(document, sort_keys=True, separators=(",", ":")) + "\n")
