/**
 * Compares onnxruntime-node with onnxruntime-web (WebAssembly) on the small tabular models of `fixtures/onnx`, one thread each:
 *
 *   npm install --prefix /tmp/ort-web onnxruntime-web
 *   node bench/onnx-runtimes.ts /tmp/ort-web/node_modules/onnxruntime-web
 *
 * Prints microseconds per call, and web ÷ node: above 1 the native runtime is faster. Both run in this process, in turns.
 */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { InferenceSession, Tensor, TypedTensor } from "onnxruntime-node";
import { extractModel } from "../src/agent/artifact/extract.ts";
import { removeTree } from "../src/agent/artifact/remove-tree.ts";

interface Runtime {
  InferenceSession: { create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
  Tensor: new (type: "float32", data: Float32Array, dims: number[]) => TypedTensor<"float32">;
}

const models = ["breast-cancer-logistic", "wine-forest", "diabetes-boosting", "digits-mlp"];
const batches = [1, 64];
const rounds = 7;
const roundMs = 150;

const fixtures = resolve(import.meta.dirname, "../fixtures/onnx");
const scratch = mkdtempSync(join(tmpdir(), "onnx-bench-"));

/** Milliseconds that `create` takes, and a function that runs the model on `batch` rows of its fixture. */
async function open(runtime: Runtime, providers: string[], model: Uint8Array, rows: number[][]) {
  const start = performance.now();
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: providers,
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const loadMs = performance.now() - start;
  const call = (batch: number) => {
    const data = Float32Array.from(Array.from({ length: batch }, (_, row) => rows[row % rows.length]!).flat());
    const feeds: Record<string, Tensor> = { [session.inputNames[0]!]: new runtime.Tensor("float32", data, [batch, rows[0]!.length]) };
    return () => session.run(feeds);
  };
  return { loadMs, call };
}

async function microsecondsPerCall(call: () => Promise<unknown>): Promise<number> {
  let calls = 0;
  const start = performance.now();
  let now = start;
  for (; now - start < roundMs; now = performance.now()) {
    for (let i = 0; i < 10; i++) await call();
    calls += 10;
  }
  return ((now - start) / calls) * 1000;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function compare(name: string, node: Runtime, web: Runtime): Promise<void> {
  const intoDir = join(scratch, name);
  await extractModel({ archivePath: join(fixtures, name, "model.tar.gz"), intoDir });
  const model = readFileSync(join(intoDir, readdirSync(intoDir).find((file) => file.endsWith(".onnx"))!));
  const rows = readFileSync(join(fixtures, name, "rows.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  const native = await open(node, ["cpu"], model, rows);
  const wasm = await open(web, ["wasm"], model, rows);
  for (const batch of batches) {
    const calls = [native.call(batch), wasm.call(batch)];
    const times: number[][] = [[], []];
    for (const call of calls) for (let i = 0; i < 200; i++) await call();
    for (let round = 0; round < rounds; round++) for (const [at, call] of calls.entries()) times[at]!.push(await microsecondsPerCall(call));
    const [nodeUs, webUs] = times.map(median) as [number, number];
    const load = `load ${native.loadMs.toFixed(1)} / ${wasm.loadMs.toFixed(1)} ms`;
    console.log(
      `${name.padEnd(24)} ${String(batch).padStart(3)} rows  node ${nodeUs.toFixed(1).padStart(7)} µs  web ${webUs.toFixed(1).padStart(7)} µs  web/node ${(webUs / nodeUs).toFixed(2)}  ${load}`,
    );
  }
}

const [webPath] = process.argv.slice(2);
if (!webPath) {
  console.error("Give the path of an onnxruntime-web install; the head of this file says how to make one.");
  process.exit(1);
}
const require = createRequire(import.meta.url);
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6);
const importTimed = async (load: () => unknown): Promise<Runtime> => {
  const [start, before] = [performance.now(), megabytes()];
  const loaded = (await load()) as Runtime;
  console.log(`import: ${(performance.now() - start).toFixed(0)} ms, +${megabytes() - before} MB`);
  return loaded;
};
const node = await importTimed(() => require("onnxruntime-node"));
const web = await importTimed(() => require(resolve(webPath)));
(web as unknown as { env: { wasm: { numThreads: number } } }).env.wasm.numThreads = 1;
for (const name of models) await compare(name, node, web);
await removeTree(scratch);
rmSync(scratch, { recursive: true, force: true });
