"""Writes the archives as the algorithms leave them, held-out rows, and what must come out."""

import io
import json
import os
import sys
import zipfile

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


def zip_file(members, method=zipfile.ZIP_STORED):
    """Members in the given order, stored as the algorithms do, with a fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = method
            packed.writestr(entry, content)
    return out.getvalue()


def write(name, files, rows, expected, library=None, **about):
    """`expected`: numbers computed in double by numpy, by key; `library`: the same computed in float32 by what wrote the file, if it can."""
    folder = os.path.join(ROOT, name)
    os.makedirs(folder, exist_ok=True)
    write_archive(os.path.join(folder, "model.tar.gz"), files)
    with open(os.path.join(folder, "rows.csv"), "w") as out:
        out.write("".join(",".join(csv_cell(cell) for cell in row) + "\n" for row in rows))
    document = dict(about, rows=len(rows), columns=int(rows.shape[1]), expected={key: bits(values) for key, values in expected.items()})
    if library is not None:
        document["library"] = {key: bits(values) for key, values in library.items()}
    with open(os.path.join(folder, "expected.json"), "w") as out:
        out.write(json.dumps(document, sort_keys=True, separators=(",", ":")) + "\n")
