/** Damaged and hostile CatBoost files: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatboost, tabularModel } from "../../src/models/catboost/catboost.ts";
import { readCatboost } from "../../src/models/catboost/cbm-file.ts";
import { bytesOfArrays, fuzzReader, loadsOrRefuses } from "../harness/fuzz-reader.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { modelBytes } from "./catboost-fixtures.ts";

const genuine = [
  "logloss-1.2",
  "logloss-1.2-lossguide",
  "multiclass-1.2",
  "multiclass-1.2-lossguide",
  "rmse-1.2-one-hot-texts",
  "rmse-1.2-one-hot-depthwise",
  "logloss-0.26",
  "rmse-0.26-depthwise",
].map((name) => modelBytes(name));

function loadAndAsk(bytes: Buffer): void {
  const model = readCatboost(bytes);
  const arrays = bytesOfArrays(model.trees, model.trees.splits, ...model.floats);
  assert.ok(arrays <= 12 * bytes.length, `${arrays} bytes of arrays from ${bytes.length}`);
  const predictor = tabularModel(model);
  const columns = predictor.columns.least;
  if (columns > 10_000 || model.dimension > 10_000) return;
  const texts = new Map(model.categories.map(({ column }) => [column, ["a"]]));
  assert.equal(predictor.raw({ rows: 1, columns, values: new Float64Array(columns), texts }).length, model.dimension);
}

fuzzReader("CatBoost", genuine, loadAndAsk);

/** Between the description at the front and the values at the back lies the structure; its words are replaced one by one. */
test("files with any single word replaced load or are refused", { timeout: 240_000 }, () => {
  let refused = 0;
  for (const file of [genuine[0]!, genuine[3]!, genuine[4]!]) {
    const values = [0, 1, -1, 7, 2 ** 31 - 1, file.length - 8];
    for (let at = 8; at < file.length - 4; at += 4) {
      const bytes = Buffer.from(file);
      bytes.writeInt32LE(values[(at / 4) % values.length]!, at);
      if (!loadsOrRefuses(bytes, loadAndAsk)) refused++;
    }
  }
  assert.ok(refused > 100, `${refused} refused`);
});

const [logloss] = genuine;
const withLength = (length: number): Buffer => {
  const bytes = Buffer.from(logloss!);
  bytes.writeUInt32LE(length, 4);
  return bytes;
};
const refusals = [
  { what: "a file cut short", bytes: logloss!.subarray(0, 1000), says: /claims \d+ bytes, but 992 follow/ },
  { what: "a length beyond the file", bytes: withLength(2 ** 31), says: /claims 2147483648 bytes/ },
  { what: "a wide length beyond the file", bytes: withLength(0xffffffff), says: /claims \d+ bytes/ },
  { what: "nothing inside", bytes: withLength(0), says: /points to 4 bytes at offset 0 of a part that has 0/ },
  {
    what: "another format",
    bytes: Buffer.from(logloss!.toString("latin1").replace("FlabuffersModel_v1", "FlabuffersModel_v2"), "latin1"),
    says: /format is "FlabuffersModel_v2"/,
  },
  { what: "a JSON model", bytes: Buffer.from('{"oblivious_trees": []}'), says: /does not begin with CBM1/ },
  { what: "an empty file", bytes: Buffer.alloc(0), says: /does not begin with CBM1/ },
  { what: "a model that needs statistics of categories", bytes: modelBytes("categories-1.2"), says: /\(CTR\).*one_hot_max_size/ },
];
for (const { what, bytes, says } of refusals) {
  test(`${what} is refused with a reason that a person can act on`, async () => {
    const loading = inModelDir({ model: bytes }, (modelDir) => loadCatboost({ modelDir, image: "", environment: {} }));
    await assert.rejects(loading, (error: Error) => {
      assert.equal(error.name, "ModelLoadError");
      assert.match(error.message, /^model cannot be served: .* serve it with its own container\.$/);
      assert.match(error.message, says);
      return true;
    });
  });
}
