"""Writes one fixture: a deterministic archive, the rows to send, and what Python answers to them."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import onnxruntime

ROOT = Path(__file__).resolve().parents[3] / "fixtures" / "onnx"


def serialized(model):
    """The model's bytes. The converter keeps its opsets in a set, whose order changes from run to run."""
    opsets = sorted(model.opset_import, key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(opsets)
    return model.SerializeToString(deterministic=True)


def write_archive(name, files):
    """`files`: path in the archive -> bytes. No times, owners or order from the machine get in."""
    folder = ROOT / name
    folder.mkdir(parents=True, exist_ok=True)
    tar_bytes = io.BytesIO()
    with tarfile.open(fileobj=tar_bytes, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(path)
            entry.size = len(content)
            entry.mode = 0o644
            tar.addfile(entry, io.BytesIO(content))
    (folder / "model.tar.gz").write_bytes(gzip.compress(tar_bytes.getvalue(), compresslevel=9, mtime=0))


def write_rows(name, rows, labels):
    """Shortest digits that give the same float32 back."""
    (ROOT / name / "rows.csv").write_text("".join(",".join(str(value) for value in row) + "\n" for row in rows))
    (ROOT / name / "labels.csv").write_text("".join(f"{label}\n" for label in labels))


def write_expected(name, onnx_bytes, feeds, sklearn):
    """`sklearn`: what the estimator itself says, as plain lists. ONNX Runtime's own outputs are recorded beside it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(onnx_bytes, options, providers=["CPUExecutionProvider"])
    outputs = [output.name for output in session.get_outputs()]
    answers = session.run(outputs, feeds)
    expected = {
        "inputs": [{"name": i.name, "type": i.type, "shape": [s if isinstance(s, int) else None for s in i.shape]} for i in session.get_inputs()],
        "sklearn": sklearn,
        "onnxruntime": {output: answer.tolist() for output, answer in zip(outputs, answers)},
    }
    (ROOT / name / "expected.json").write_text(json.dumps(expected, separators=(",", ":")) + "\n")
