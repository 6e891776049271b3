"""Where the models of the benchmark lie, and the forms in which SageMaker's own algorithms save theirs."""

import io
import json
import os
import struct
import sys
import zipfile

import numpy as np

FOLDER = sys.argv[1]


def place(name, file):
    os.makedirs(os.path.join(FOLDER, name), exist_ok=True)
    return os.path.join(FOLDER, name, file)


def write(name, file, content):
    with open(place(name, file), "wb") as out:
        out.write(content)


def nd_list(arrays):
    """MXNet's file of arrays, as SageMaker's own algorithms save them (fixtures/first-party has such files by MXNet itself)."""
    out = struct.pack("<QQQ", 0x112, 0, len(arrays))
    for _, values in arrays:
        values = np.ascontiguousarray(values, dtype="<f4")
        out += struct.pack("<IiI", 0xF993FAC9, 0, values.ndim) + struct.pack("<%dq" % values.ndim, *values.shape)
        out += struct.pack("<iii", 1, 0, 0) + values.tobytes()
    names = [name.encode() for name, _ in arrays if name]
    return out + struct.pack("<Q", len(names)) + b"".join(struct.pack("<Q", len(name)) + name for name in names)


def symbol(head, *operators):
    """A graph as MXNet saves it, as far as hosting looks at it: operators with their parameters, the output last."""
    nodes = [{"op": "null", "name": "data", "inputs": []}]
    nodes += [{"op": op, "name": "n%d" % nth, "attrs": attrs, "inputs": []} for nth, (op, attrs) in enumerate([*operators, (head, {})])]
    graph = {"nodes": nodes, "arg_nodes": [0], "heads": [[len(nodes) - 1, 0, 0]], "attrs": {"mxnet_version": ["int", 10901]}}
    return json.dumps(graph).encode()


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def module(arrays, graph, training):
    """The zip of Factorization Machines and NTM."""
    params = nd_list([("arg:" + name, values) for name, values in arrays.items()])
    meta = {"training_parameters": training, "version": "1.0", "epoch_number": 1}
    return zipped({"meta.json": json.dumps(meta).encode(), "symbol.json": graph, "params": params})
