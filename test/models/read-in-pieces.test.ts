/** Models that are read piece by piece are the models that are read from memory. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readCatboost } from "../../src/models/catboost/cbm-file.ts";
import type { Bytes } from "../../src/models/codecs/byte-source.ts";
import { readModelFile as readLightgbm } from "../../src/models/lightgbm/model-file.ts";
import { readModelFile as readXgboost } from "../../src/models/xgboost/model-file.ts";
import { stingyBytes } from "../harness/stingy-bytes.ts";
import * as catboost from "./catboost-fixtures.ts";
import * as lightgbm from "./lightgbm-fixtures.ts";
import * as xgboost from "./xgboost-fixtures.ts";

const families: readonly {
  name: string;
  fixtures: readonly { name: string; refused?: unknown }[];
  bytes(name: string): Buffer | Promise<Buffer>;
  read(from: Bytes): unknown;
}[] = [
  { name: "XGBoost", fixtures: xgboost.fixtures, bytes: xgboost.modelBytes, read: readXgboost },
  { name: "LightGBM", fixtures: lightgbm.fixtures, bytes: lightgbm.plainBytes, read: readLightgbm },
  { name: "CatBoost", fixtures: catboost.fixtures, bytes: catboost.modelBytes, read: readCatboost },
];
for (const { name, fixtures, bytes, read } of families) {
  for (const extra of [0, 1, 1000]) {
    test(`every ${name} fixture is the same model when it comes with ${extra} bytes more than asked for`, async () => {
      for (const fixture of fixtures) {
        if (fixture.refused) continue;
        const file = await bytes(fixture.name);
        assert.deepEqual(read(stingyBytes(file, extra)), read(file), fixture.name);
      }
    });
  }
}
