import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { contentsOf } from "./archive-contents.ts";
import { sniffServer } from "./launch-plan.ts";

function withFiles<T>(names: readonly string[], look: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), "hostler-contents-"));
  try {
    for (const name of names) {
      mkdirSync(dirname(join(dir, name)), { recursive: true });
      writeFileSync(join(dir, name), "");
    }
    return look(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

const contents = [
  { files: [], says: "The archive is empty." },
  { files: [".DS_Store"], says: "The archive is empty." },
  { files: ["LICENSE"], says: 'It holds "LICENSE".' },
  {
    files: ["model.joblib", "code/inference.py"],
    says: 'It holds "code" (a folder), "model.joblib" (a Python pickle). It can be served natively once it is exported to ONNX, for example by skl2onnx.',
  },
  {
    files: ["export/saved_model.pb", "export/variables/a"],
    says: 'It holds "saved_model.pb" (a TensorFlow SavedModel), "variables" (a folder) in the folder "export"; models are looked for at the top level. It can be served natively once it is converted to ONNX, for example by tf2onnx.',
  },
  {
    files: ["model_algo-1"],
    says: 'It holds "model_algo-1" (a model of a SageMaker algorithm). Under the image hostler/auto it is served as what it is.',
  },
  {
    files: ["xgboost-model", "code/inference.py"],
    says: 'It holds "code" (a folder), "xgboost-model". Its folder "code" decides what requests look like, which takes a container or a registered command; the model alone is served under the image hostler/xgboost.',
  },
  {
    files: Array.from({ length: 12 }, (_, index) => `part-${String(index).padStart(2, "0")}`),
    says: 'It holds "part-00", "part-01", "part-02", "part-03", "part-04", "part-05", "part-06", "part-07" and 4 more.',
  },
];
for (const { files, says } of contents) {
  test(`an archive of ${files.slice(0, 3).join(", ") || "nothing"} is described`, () => assert.equal(withFiles(files, contentsOf), says));
}

const every = ["xgboost", "first-party", "onnx"];
const servers = [
  { files: ["xgboost-model"], server: "xgboost" },
  { files: ["xgboost-model", "code/inference.py"], server: undefined },
  { files: ["xgboost-model-0", "xgboost-model-1"], server: "xgboost" },
  { files: ["model_algo-1", "state_6f1c"], server: "first-party" },
  { files: ["model_algo-2"], server: "first-party" },
  { files: ["model_algo-1.labels"], server: undefined },
  { files: ["net.onnx"], server: "onnx" },
  { files: ["a.onnx", "b.onnx"], server: undefined },
  { files: ["._model_algo-1"], server: undefined },
];
for (const { files, server } of servers) {
  test(`${files.join(" and ")} ${server ? `is for ${server}` : "is for nobody"}`, () => {
    assert.equal(
      withFiles(files, (dir) => sniffServer(dir, every)),
      server,
    );
    assert.equal(
      withFiles(files, (dir) => sniffServer(dir, [])),
      undefined,
      "what is not asked for is not found",
    );
  });
}
