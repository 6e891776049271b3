"""Models that training does not give: every tensor type, a ZipMap, weights in a file of their own."""

import tempfile
from pathlib import Path

import numpy as np
import onnx
from fixture import serialized, write_archive
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.datasets import load_wine
from sklearn.linear_model import LogisticRegression

TYPES = ["FLOAT", "DOUBLE", "INT8", "UINT8", "INT16", "UINT16", "INT32", "UINT32", "INT64", "UINT64", "BOOL", "STRING"]


def checked(graph):
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9, producer_name="hostler-fixtures")
    onnx.checker.check_model(model)
    return model


def all_types():
    """Gives back each input as it came, so that a test sees what a datatype becomes on its way in and out."""
    types = [(name.lower(), getattr(TensorProto, name)) for name in TYPES]
    nodes = [helper.make_node("Identity", [f"{name}_in"], [f"{name}_out"]) for name, _ in types]
    inputs = [helper.make_tensor_value_info(f"{name}_in", kind, ["n", 2]) for name, kind in types]
    outputs = [helper.make_tensor_value_info(f"{name}_out", kind, ["n", 2]) for name, kind in types]
    model = checked(helper.make_graph(nodes, "all-types", inputs, outputs))
    write_archive("all-types", {"model.onnx": serialized(model)})


def external_data():
    """y = x · w with w beside the graph, as exporters write models of more than 2 GB."""
    weights = np.arange(1, 401, dtype=np.float32).reshape(4, 100)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "external-data",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, 100])],
        [numpy_helper.from_array(weights, "w")],
    )
    with tempfile.TemporaryDirectory() as folder:
        onnx.save_model(checked(graph), f"{folder}/net.onnx", save_as_external_data=True, location="net.onnx.data", size_threshold=100)
        write_archive("external-data", {path.name: path.read_bytes() for path in Path(folder).iterdir()})


def zipmap():
    """What a careless export gives: probabilities as a sequence of maps."""
    data = load_wine()
    model = LogisticRegression(max_iter=10000).fit(data.data / data.data.max(axis=0), data.target)
    model.coef_, model.intercept_ = model.coef_.round(3), model.intercept_.round(3)  # the same on every machine
    graph = to_onnx(model, data.data[:1].astype(np.float32), options={id(model): {"zipmap": True}}, target_opset={"": 18, "ai.onnx.ml": 3}, name="zipmap")
    write_archive("zipmap", {"model.onnx": serialized(graph)})


GRAPHS = [all_types, external_data, zipmap]
