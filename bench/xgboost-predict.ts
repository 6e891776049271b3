/** How fast the native XGBoost server predicts: `node bench/xgboost-predict.ts`. One core, no HTTP. Prints rows and requests per second. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { denseRows } from "../src/models/codecs/feature-rows.ts";
import { readModelFile } from "../src/models/xgboost/model-file.ts";
import { makePredictor } from "../src/models/xgboost/predictor.ts";
import { loadXgboost } from "../src/models/xgboost/xgboost.ts";
import { modelBytes, rowsCsv } from "../test/models/xgboost-fixtures.ts";

const champion = "breast-cancer"; // 30 features, 100 trees
const csv = rowsCsv(champion).toString("utf8").trim().split("\n");
const cells = Float32Array.from(csv.flatMap((row) => row.split(",").map(Number)));

/** Runs `work`, which handles `units` things, for half a second three times after warming up. */
async function measure(name: string, units: number, work: () => unknown): Promise<void> {
  const run = async (ms: number): Promise<number> => {
    const until = performance.now() + ms;
    let rounds = 0;
    for (; performance.now() < until; rounds++) await work();
    return rounds;
  };
  await run(300);
  let perSecond = 0; // the best of three: a busy machine only ever makes it slower
  for (let trial = 0; trial < 3; trial++) {
    const start = performance.now();
    const rounds = await run(500);
    perSecond = Math.max(perSecond, (rounds * units * 1000) / (performance.now() - start));
  }
  console.log(
    `${name.padEnd(44)} ${Math.round(perSecond).toLocaleString("en").padStart(12)}/s ${(1e6 / perSecond).toFixed(2).padStart(8)} µs each`,
  );
}

const predictor = makePredictor(readModelFile(modelBytes(champion)));
const singles = csv.map((_, row) => denseRows(cells.subarray(row * 30, row * 30 + 30), 1, 30)); // not one row again and again: branches would be learnt by heart
const many = denseRows(
  Float32Array.from({ length: 10_000 * 30 }, (_, index) => cells[index % cells.length]!),
  10_000,
  30,
);
await measure("one row, predict (1,000 calls a round)", 1000, () => {
  for (let call = 0; call < 1000; call++) predictor.predict(singles[call % singles.length]!);
});
await measure("10,000 rows at once, rows", 10_000, () => predictor.predict(many));

const modelDir = mkdtempSync(join(tmpdir(), "hostler-bench-"));
try {
  writeFileSync(join(modelDir, "xgboost-model"), modelBytes(champion));
  const server = await loadXgboost({ modelDir, image: "hostler/xgboost", environment: {} });
  const request = (body: string, accept: string) => ({
    contentType: "text/csv",
    accept,
    customAttributes: undefined,
    body: Buffer.from(body),
  });
  const requests = csv.map((row) => request(row, "text/csv"));
  const thousand = request(Array(10).fill(csv.join("\n")).join("\n"), "application/json");
  await measure("text/csv request of one row", 1000, async () => {
    for (let call = 0; call < 1000; call++) await server.invoke(requests[call % requests.length]!);
  });
  await measure("text/csv request of 1,000 rows, rows", 1000, () => server.invoke(thousand));
} finally {
  rmSync(modelDir, { recursive: true });
}
