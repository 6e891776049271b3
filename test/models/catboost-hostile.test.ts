/** Damaged and hostile CatBoost files: each either loads and predicts, or is refused with a sentence. Nothing else may happen to the process. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatboost, tabularModel } from "../../src/models/catboost/catboost.ts";
import { type CatboostModel, readCatboost } from "../../src/models/catboost/cbm-file.ts";
import { Malformed } from "../../src/models/codecs/malformed.ts";
import { inModelDir } from "../harness/model-dir.ts";
import { mutations } from "../harness/mutations.ts";
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

/** Bytes of all arrays of a model. */
function footprint({ floats, trees }: CatboostModel): number {
  const arrays = [...Object.values(trees), ...Object.values(trees.splits), ...floats.map(({ borders }) => borders)];
  return arrays.reduce((sum: number, value) => sum + (ArrayBuffer.isView(value) ? value.byteLength : 0), 0);
}

function loadAndAsk(bytes: Buffer): void {
  const model = readCatboost(bytes);
  assert.ok(footprint(model) <= 12 * bytes.length, `${footprint(model)} bytes of arrays from ${bytes.length}`);
  const predictor = tabularModel(model);
  const columns = predictor.columns.least;
  if (columns > 10_000 || model.dimension > 10_000) return;
  const texts = new Map(model.categories.map(({ column }) => [column, ["a"]]));
  assert.equal(predictor.raw({ rows: 1, columns, values: new Float64Array(columns), texts }).length, model.dimension);
}

test("12,000 damaged files load or are refused, and no array outgrows its file", { timeout: 240_000 }, () => {
  let loaded = 0;
  for (const bytes of mutations(genuine, 12_000)) {
    try {
      loadAndAsk(bytes);
      loaded++;
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      assert.match(error.message, /\w+ \w+/);
    }
  }
  assert.ok(loaded > 1000 && loaded < 11_500, `${loaded} loaded: the mutations are too mild or too wild`);
});

/** Between the description at the front and the values at the back lies the structure; its words are replaced one by one. */
test("files with any single word replaced load or are refused", { timeout: 240_000 }, () => {
  let refused = 0;
  for (const file of [genuine[0]!, genuine[3]!, genuine[4]!]) {
    const values = [0, 1, -1, 7, 2 ** 31 - 1, file.length - 8];
    for (let at = 8; at < file.length - 4; at += 4) {
      const bytes = Buffer.from(file);
      bytes.writeInt32LE(values[(at / 4) % values.length]!, at);
      try {
        loadAndAsk(bytes);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        refused++;
      }
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
