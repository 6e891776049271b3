"""Writes one fixture folder: the archive as a training job leaves it, held-out rows, labels, and what the library predicts."""

import gzip
import io
import json
import os
import tarfile

import numpy as np

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "fixtures", "xgboost")


def write_archive(path, files):
    """A tar.gz with fixed times and owners, so that the same model gives the same bytes."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            entry.mode = 0o644
            tar.addfile(entry, io.BytesIO(content))
    with open(path, "wb") as out:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=out, mtime=0) as packed:
            packed.write(plain.getvalue())


def csv_cell(value):
    return "" if np.isnan(value) else repr(float(value))


def bits(values):
    """float32 values as unsigned 32-bit patterns, so that NaN, -0 and the last bit are kept."""
    return np.asarray(values, dtype=np.float32).reshape(-1).view(np.uint32).tolist()


def write(name, about, files, rows, labels, margins, predictions):
    folder = os.path.join(ROOT, name)
    os.makedirs(folder, exist_ok=True)
    write_archive(os.path.join(folder, "model.tar.gz"), files)
    if rows is None:
        with open(os.path.join(folder, "expected.json"), "w") as out:
            out.write(json.dumps(about) + "\n")
        return
    with open(os.path.join(folder, "rows.csv"), "w") as out:
        out.write("".join(",".join(csv_cell(cell) for cell in row) + "\n" for row in rows))
    with open(os.path.join(folder, "labels.csv"), "w") as out:
        out.write("".join("%s\n" % ("%g" % label) for label in labels))
    expected = dict(about, rows=len(rows), columns=rows.shape[1], margins=bits(margins), predictions=bits(predictions))
    with open(os.path.join(folder, "expected.json"), "w") as out:
        out.write(json.dumps(expected, separators=(",", ":")) + "\n")


def write_index():
    """Lists every fixture with what it is; the arrays stay in the folders."""
    entries = []
    for name in sorted(os.listdir(ROOT)):
        path = os.path.join(ROOT, name, "expected.json")
        if not os.path.exists(path):
            continue
        with open(path) as source:
            about = json.load(source)
        entries.append(dict({"name": name}, **{k: v for k, v in about.items() if k not in ("margins", "predictions")}))
    with open(os.path.join(ROOT, "index.json"), "w") as out:
        out.write("[\n" + ",\n".join("  " + json.dumps(entry) for entry in entries) + "\n]\n")
