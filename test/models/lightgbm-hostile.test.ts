/** Damaged and hostile LightGBM files: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { sourceOf, wholeOf } from "../../src/models/codecs/byte-source.ts";
import { Malformed } from "../../src/models/codecs/malformed.ts";
import { loadLightgbm, tabularModel } from "../../src/models/lightgbm/lightgbm.ts";
import { readModelFile } from "../../src/models/lightgbm/model-file.ts";
import { readPickledModel } from "../../src/models/lightgbm/pickled-model.ts";
import { bytesOfArrays, fuzzCases, fuzzReader, fuzzSeed, fuzzTimeoutMs, loadsOrRefuses } from "../harness/fuzz-reader.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { mutations } from "../harness/mutations.ts";
import { modelBytes, withoutCompression } from "./lightgbm-fixtures.ts";

function loadAndAsk(bytes: Buffer): void {
  const { model, bestIteration } = readModelFile(bytes);
  const arrays = bytesOfArrays(model.forest);
  assert.ok(arrays <= 10 * bytes.length, `${arrays} bytes of arrays from ${bytes.length}`);
  const predictor = tabularModel(model, bestIteration);
  if (model.features * model.outputs < 100_000) predictor.raw(new Float64Array(model.features));
}

/** One of each kind of tree is enough. */
const forms: Readonly<Record<string, readonly string[]>> = {
  "text models": ["binary-4.7-text", "binary-2.2-text", "custom-4.7-text"],
  pickles: [
    "binary-4.7",
    "binary-4.7-classifier",
    "binary-4.7-pickle2",
    "regression-4.7-constant",
    "regression-4.7-categories",
    "regression-4.7-linear",
    "regression-3.3-linear",
    "multiclass-4.7-classifier",
  ],
};
for (const [form, names] of Object.entries(forms)) fuzzReader(`LightGBM, ${form}`, names.map(modelBytes), loadAndAsk);

/** What a pickle holds, with all kinds of trees. */
const texts = forms.pickles!.map((name) => readPickledModel(sourceOf(modelBytes(name))).text);
fuzzReader("LightGBM, texts out of pickles", texts.map(wholeOf), loadAndAsk);

test(`${fuzzCases} damaged compressed pickles load or are refused`, { timeout: fuzzTimeoutMs }, async () => {
  const genuine = ["binary-4.7-zlib", "binary-4.7-gzip", "binary-4.7"].map(modelBytes);
  let loaded = 0;
  for (const bytes of mutations(genuine, fuzzCases, fuzzSeed)) {
    const plain = await withoutCompression(bytes).catch((error: unknown) => error);
    if (!Buffer.isBuffer(plain)) assert.ok(plain instanceof Malformed, String(plain));
    else if (loadsOrRefuses(plain, loadAndAsk)) loaded++;
  }
  assert.ok(loaded > 0 && loaded < fuzzCases, `${loaded} of ${fuzzCases} loaded: the mutations are too mild or too wild`);
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
  { what: "a compressed text", bytes: deflateSync("hello"), says: /neither a text model nor a pickle/ },
  { what: "a compression that breaks off", bytes: deflateSync(textModel()).subarray(0, -20), says: /cannot be expanded: unexpected end/ },
  {
    what: "compressed emptiness without end",
    bytes: deflateSync(Buffer.alloc(300 << 20), { level: 1 }),
    says: /cannot be expanded: there are more than \d+ bytes in it/,
  },
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
