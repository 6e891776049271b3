/** Damaged and hostile LightGBM files: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { Malformed } from "../../src/models/codecs/malformed.ts";
import { loadLightgbm, tabularModel } from "../../src/models/lightgbm/lightgbm.ts";
import { readModelFile } from "../../src/models/lightgbm/model-file.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { mutations } from "../harness/mutations.ts";
import { modelBytes } from "./lightgbm-fixtures.ts";

/** One of each form and kind of tree is enough. */
const genuine = [
  "binary-4.7-text",
  "binary-4.7",
  "binary-4.7-classifier",
  "binary-4.7-pickle2",
  "binary-2.2-text",
  "regression-4.7-constant",
  "regression-4.7-categories",
  "regression-4.7-linear",
  "regression-3.3-linear",
  "multiclass-4.7-classifier",
].map((name) => modelBytes(name));

/** Bytes of all arrays of a forest. */
function footprint(forest: object): number {
  return Object.values(forest).reduce((sum: number, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}

test("12,000 damaged files load or are refused, and no array outgrows its file", { timeout: 240_000 }, () => {
  let loaded = 0;
  for (const bytes of mutations(genuine, 12_000)) {
    try {
      const { model, bestIteration } = readModelFile(bytes);
      assert.ok(footprint(model.forest) <= 10 * bytes.length, `${footprint(model.forest)} bytes of arrays from ${bytes.length}`);
      const predictor = tabularModel(model, bestIteration);
      if (model.features * model.outputs < 100_000) predictor.raw(new Float64Array(model.features));
      loaded++;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      assert.match(error.message, /\w+ \w+/);
    }
  }
  assert.ok(loaded > 1000 && loaded < 11_000, `${loaded} loaded: the mutations are too mild or too wild`);
});

/** A text model of one tree with two splits, changed by the test. */
function textModel(tree: Record<string, string> = {}, head: Record<string, string> = {}): Buffer {
  const lines = (fields: Record<string, string>): string =>
    Object.entries(fields)
      .map(([key, value]) => `${key}=${value}\n`)
      .join("");
  const heading = {
    version: "v4",
    num_class: "1",
    num_tree_per_iteration: "1",
    max_feature_idx: "1",
    objective: "binary sigmoid:1",
    ...head,
  };
  const numbers = { threshold: "0.5 1.5", decision_type: "2 2", left_child: "1 -1", right_child: "-2 -3", leaf_value: "1 2 3" };
  const block = { num_leaves: "3", num_cat: "0", split_feature: "0 1", ...numbers, is_linear: "0", shrinkage: "1", ...tree };
  return Buffer.from(`tree\n${lines(heading)}\nTree=0\n${lines(block)}\n\nend of trees\n`);
}

test("a text model of one tree loads as it is", () => {
  const { model, bestIteration } = readModelFile(textModel());
  assert.deepEqual([...tabularModel(model, bestIteration).raw(new Float64Array([0, 0, 0, 2, 1, 0]))], [1, 3, 2]);
});

const refusals = [
  { what: "a cycle", bytes: textModel({ left_child: "1 0" }), says: /reaches node 0 twice/ },
  { what: "a leaf with two parents", bytes: textModel({ left_child: "1 -2" }), says: /reaches node -2 twice/ },
  { what: "a child outside the tree", bytes: textModel({ left_child: "7 -1" }), says: /points to node 7/ },
  { what: "a leaf outside the tree", bytes: textModel({ left_child: "1 -9" }), says: /points to node -9/ },
  { what: "half a child", bytes: textModel({ left_child: "0.5 -1" }), says: /points to node 0\.5/ },
  { what: "a feature that the model does not have", bytes: textModel({ split_feature: "9 0" }), says: /compares feature 9/ },
  { what: "lines of different length", bytes: textModel({ threshold: "1" }), says: /fewer than 2 numbers in threshold/ },
  { what: "a line with a gap", bytes: textModel({ threshold: "1   " }), says: /1 numbers in threshold where 2 are needed/ },
  { what: "words for numbers", bytes: textModel({ leaf_value: "1 x 3" }), says: /leaf_value that is not a number/ },
  {
    what: "a missing line",
    bytes: Buffer.from(
      textModel()
        .toString()
        .replace(/left_child.*\n/, ""),
    ),
    says: /has no left_child/,
  },
  { what: "more leaves than bytes", bytes: textModel({ num_leaves: "2000000000" }), says: /cannot hold/ },
  { what: "a billion features", bytes: textModel({}, { max_feature_idx: "1000000000" }), says: /declares 1000000001 features/ },
  { what: "a billion outputs", bytes: textModel({}, { num_tree_per_iteration: "1000000000" }), says: /1000000000 trees in an iteration/ },
  { what: "no trees in an iteration", bytes: textModel({}, { num_tree_per_iteration: "0" }), says: /0 trees in an iteration/ },
  { what: "half an iteration", bytes: textModel({}, { num_tree_per_iteration: "3" }), says: /no whole iterations of 3/ },
  { what: "a category set that is not there", bytes: textModel({ decision_type: "1 2" }), says: /category set 0.5 does not exist/ },
  { what: "an objective nobody knows", bytes: textModel({}, { objective: "my_own" }), says: /objective is "my_own"/ },
  { what: "an old format", bytes: textModel({}, { version: "v1" }), says: /text format is "v1"/ },
  { what: "a file cut short", bytes: textModel().subarray(0, -20), says: /cut short/ },
  {
    what: "a data frame's categories",
    bytes: Buffer.concat([textModel(), Buffer.from('\npandas_categorical:[["a", "b"]]\n')]),
    says: /pandas data frame/,
  },
  {
    what: "a pickle that wants to run a command",
    bytes: Buffer.from("\x80\x02cposix\nsystem\nX\x0a\x00\x00\x00touch /tmp\x85R.", "latin1"),
    says: /the pickle contains "posix\.system"/,
  },
  { what: "a pickle of something else", bytes: Buffer.from("\x80\x02}.", "latin1"), says: /not of a trained LightGBM Booster/ },
  { what: "a compressed text", bytes: deflateSync("hello"), says: /what is inside is no pickle/ },
  { what: "compressed emptiness without end", bytes: deflateSync(Buffer.alloc(300 << 20), { level: 1 }), says: /cannot be expanded/ },
  { what: "an empty file", bytes: Buffer.alloc(0), says: /neither a text model nor a pickle/ },
];
for (const { what, bytes, says } of refusals) {
  test(`${what} is refused with a reason that a person can act on`, async () => {
    const loading = inModelDir({ "model.pkl": bytes }, (modelDir) => loadLightgbm({ modelDir, image: "", environment: {} }));
    await assert.rejects(loading, (error: Error) => {
      assert.equal(error.name, "ModelLoadError");
      assert.match(error.message, /^model\.pkl cannot be served: /);
      assert.match(error.message, says);
      return true;
    });
  });
}
