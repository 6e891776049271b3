"""Array files and checkpoints, written and run by MXNet."""

import mxnet as mx
from artifacts import read, scratch


def nd_file(arrays):
    """The bytes of `mx.nd.save`: a list without names, or a dict with them."""
    path = scratch("arrays")
    mx.nd.save(path, arrays)
    return read(path)


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
