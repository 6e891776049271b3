import assert from "node:assert/strict";
import { test } from "node:test";
import { inModelDir } from "../../test/harness/model-dir.ts";
import { topLevelOf } from "./top-level.ts";

const cases: { files: Record<string, string>; names: string[]; seen: string }[] = [
  { files: {}, names: [], seen: "nothing" },
  { files: { b: "", "a.txt": "", "._a.txt": "" }, names: ["a.txt", "b"], seen: "a.txt, b" },
  { files: { a: "", "code/inference.py": "" }, names: ["a"], seen: "a, code/" },
  { files: { "model/model_algo-1": "" }, names: [], seen: "only model/ (pack what is in it)" },
];
for (const { files, names, seen } of cases) {
  test(`of ${Object.keys(files).join(", ") || "nothing"}, ${seen} is seen`, async () => {
    assert.deepEqual(await inModelDir(files, topLevelOf), { files: names, seen });
  });
}
