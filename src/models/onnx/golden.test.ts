/** The fixtures of `scripts/train/onnx`: our answers against Python's ONNX Runtime and against scikit-learn itself. */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { extract } from "tar";
import type { ModelServer } from "../contract.ts";
import { loadOnnx } from "./onnx.ts";

interface Expected {
  sklearn: { label?: unknown[]; probabilities?: number[][]; value?: number[] };
  onnxruntime: Record<string, unknown[]>;
}
type Prediction = number | { label: unknown; probabilities: number[] };

const fixtures = resolve(import.meta.dirname, "../../../fixtures/onnx");
const scratch = mkdtempSync(join(tmpdir(), "hostler-onnx-golden-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const read = (name: string, file: string): string => readFileSync(join(fixtures, name, file), "utf8");

async function load(name: string): Promise<ModelServer> {
  const modelDir = mkdtempSync(join(scratch, "model-"));
  await extract({ file: join(fixtures, name, "model.tar.gz"), cwd: modelDir });
  return loadOnnx({ modelDir, image: "", environment: {} });
}

async function ask(model: ModelServer, contentType: string, body: string): Promise<Prediction[]> {
  const response = await model.invoke({ contentType, accept: undefined, customAttributes: undefined, body: Buffer.from(body) });
  assert.equal(response.status, 200, String(response.body));
  return JSON.parse(String(response.body)).predictions;
}

function assertClose(got: number, want: number, relative: number): void {
  assert.ok(Math.abs(got - want) <= relative * Math.max(1e-3, Math.abs(want)), `${got} is not ${want}`);
}

for (const name of ["breast-cancer-logistic", "wine-forest", "digits-mlp", "wine-columns", "diabetes-boosting"]) {
  test(`${name} answers as Python does`, async () => {
    const model = await load(name);
    const { sklearn, onnxruntime } = JSON.parse(read(name, "expected.json")) as Expected;
    const csv = read(name, "rows.csv");
    const predictions = await ask(model, "text/csv", csv);
    const rows = csv
      .trim()
      .split("\n")
      .map((line) => line.split(",").map(Number));
    assert.deepEqual(await ask(model, "application/json", JSON.stringify({ instances: rows })), predictions, "JSON and CSV agree");
    assert.equal(predictions.length, rows.length);
    for (const [row, prediction] of predictions.entries()) {
      const one = await ask(model, "application/json", JSON.stringify({ instances: [{ features: rows[row] }] }));
      if (typeof prediction === "number") {
        assertClose(prediction, (onnxruntime.variable as number[][])[row]![0]!, 1e-6);
        assertClose(prediction, sklearn.value![row]!, 1e-4);
        assertClose(one[0] as number, prediction, 1e-6);
        continue;
      }
      assert.equal(prediction.label, sklearn.label![row]);
      assert.equal((one[0] as { label: unknown }).label, prediction.label, "one row alone gives the same label");
      for (const [at, probability] of prediction.probabilities.entries()) {
        assertClose(probability, (onnxruntime.probabilities as number[][])[row]![at]!, 1e-6);
        assertClose(probability, sklearn.probabilities![row]![at]!, 1e-2);
      }
    }
  });
}
