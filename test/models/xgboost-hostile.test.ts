/** Damaged and hostile model files: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { denseRows } from "../../src/models/codecs/feature-rows.ts";
import { readModelFile } from "../../src/models/xgboost/model-file.ts";
import { makePredictor } from "../../src/models/xgboost/predictor.ts";
import { loadXgboost } from "../../src/models/xgboost/xgboost.ts";
import { bytesOfArrays, fuzzCases, fuzzReader, fuzzSeed, loadsOrRefuses } from "../harness/fuzz-reader.ts";
import { modelBytes } from "./xgboost-fixtures.ts";

const nothing = denseRows(new Float32Array(1), 1, 1);

function loadAndAsk(bytes: Buffer): void {
  const booster = readModelFile(bytes);
  const arrays = booster.body.kind === "trees" ? bytesOfArrays(booster.body, booster.body.forest) : bytesOfArrays(booster.body);
  assert.ok(arrays <= 10 * bytes.length + 100_000, `${arrays} bytes of arrays from ${bytes.length}`);
  assert.ok(makePredictor(booster).margins(nothing).length >= 1);
}

/** One of each form and booster is enough: what differs between releases is not the reading. */
const forms: Readonly<Record<string, readonly string[]>> = {
  "legacy binaries": ["breast-cancer-challenger", "cox-0.90-binary", "dart-1.7-binary", "gblinear-1.7-binary", "logitraw-1.0-binary"],
  JSON: ["partition-1.7-json", "dart-3.0-json", "gblinear-1.7-json", "forest-1.2-json"],
  UBJSON: ["one-hot-3.2-ubjson", "softmax-1.7-ubjson", "dart-3.4-ubjson", "gblinear-2.1-ubjson", "targets-3.2-ubjson"],
  pickles: [
    "logistic-0.90-pickle2",
    "logistic-1.0-pickle3",
    "logistic-1.2-pickle5",
    "logistic-1.3-pickle4",
    "logistic-1.7-pickle4",
    "classifier-1.7-pickle4",
  ],
};
for (const [form, names] of Object.entries(forms)) fuzzReader(`XGBoost, ${form}`, names.map(modelBytes), loadAndAsk);

test("bytes of any kind are refused", () => {
  const prefixes = fc.constantFrom("", "binf", "{L", '{"', "\x80\x04", "CONFIG-offset:");
  const property = fc.property(prefixes, fc.uint8Array({ maxLength: 2000 }), (prefix, rest) => {
    loadsOrRefuses(Buffer.concat([Buffer.from(prefix, "latin1"), rest]), loadAndAsk);
  });
  fc.assert(property, { numRuns: fuzzCases, seed: fuzzSeed });
});

/** A JSON model of one tree, changed by the test. */
function jsonModel(tree: object, model: object = {}, parameters: object = {}): Buffer {
  const node = { left_children: [1, -1, -1], right_children: [2, -1, -1], split_indices: [0, 0, 0], split_conditions: [0.5, -1, 1] };
  const whole = { ...node, default_left: [0, 0, 0], tree_param: { size_leaf_vector: "1" }, id: 0, ...tree };
  const learner = {
    learner_model_param: { base_score: "5E-1", num_class: "0", num_feature: "2", ...parameters },
    objective: { name: "binary:logistic" },
    gradient_booster: { name: "gbtree", model: { trees: [whole], tree_info: [0], ...model } },
  };
  return Buffer.from(JSON.stringify({ version: [1, 7, 4], learner }));
}

const refusals = [
  { what: "a cycle", bytes: jsonModel({ left_children: [1, 0, -1] }), says: /points to node 0/ },
  {
    what: "a node with two parents",
    bytes: jsonModel({ left_children: [1, 2, -1], right_children: [2, 1, -1] }),
    says: /reaches node 2 twice/,
  },
  { what: "a child outside the tree", bytes: jsonModel({ left_children: [7, -1, -1] }), says: /points to node 7 of 3/ },
  { what: "a feature that the model does not have", bytes: jsonModel({ split_indices: [9, 0, 0] }), says: /compares feature 9/ },
  { what: "arrays of different length", bytes: jsonModel({ split_conditions: [1] }), says: /only 1 entries/ },
  { what: "an output that does not exist", bytes: jsonModel({}, { tree_info: [3] }), says: /output 3/ },
  { what: "a billion classes", bytes: jsonModel({}, {}, { num_class: "1000000000" }), says: /declares 1000000000 outputs/ },
  { what: "a billion features", bytes: jsonModel({}, {}, { num_feature: "4000000000" }), says: /declares 4000000000 features/ },
  { what: "a base score that is no number", bytes: jsonModel({}, {}, { base_score: "half" }), says: /base_score is "half"/ },
  { what: "leaves of several values", bytes: jsonModel({ tree_param: { size_leaf_vector: "3" } }), says: /multi_output_tree/ },
  { what: "endless nesting", bytes: Buffer.from(`{"a":${"[".repeat(1e6)}`), says: /nested deeper/ },
  {
    what: "an objective nobody knows",
    bytes: Buffer.from(jsonModel({}).toString().replace("binary:logistic", "my:own")),
    says: /objective is "my:own"/,
  },
  { what: "an empty file", bytes: Buffer.alloc(0), says: /is empty/ },
  { what: "text", bytes: Buffer.from("hello, this is not a model"), says: /does not begin like/ },
  { what: "a pickle of protocol 0", bytes: Buffer.from("ccopy_reg\n_reconstructor\n"), says: /protocol 0 or 1/ },
  {
    what: "a pickle that wants to run a command",
    bytes: Buffer.from("\x80\x02cposix\nsystem\nX\x0a\x00\x00\x00touch /tmp\x85R.", "latin1"),
    says: /the pickle contains "posix\.system"/,
  },
  {
    what: "a pickle of protocol 4 that wants to evaluate code",
    bytes: Buffer.from("\x80\x04\x8c\x08builtins\x8c\x04eval\x93\x8c\x031+1\x85R.", "latin1"),
    says: /the pickle contains "builtins\.eval"/,
  },
];

test("a JSON model of one tree loads as it is", () => {
  assert.equal(makePredictor(readModelFile(jsonModel({}))).margins(nothing)[0], -1);
});

for (const { what, bytes, says } of refusals) {
  test(`${what} is refused with a reason that a person can act on`, async () => {
    const modelDir = mkdtempSync(join(tmpdir(), "hostler-hostile-"));
    try {
      writeFileSync(join(modelDir, "xgboost-model"), bytes);
      const message = new RegExp(`^xgboost-model cannot be served: .*${says.source}.*Save it again with Booster.save_model`);
      await assert.rejects(loadXgboost({ modelDir, image: "", environment: {} }), { name: "ModelLoadError", message });
    } finally {
      rmSync(modelDir, { recursive: true });
    }
  });
}
