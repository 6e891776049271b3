/**
 * What dynamic batching does for a native model server: requests/s and CPU of the server with and without it, over the framed link, one row a
 * request. Both servers of a model run all the time; rounds are interleaved.
 *
 *     npm run bench:batching -- [--rounds 5] [--seconds 1] [--in-flight 32] [--requests 32] [--window 0] [--model xgboost]
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { extract } from "tar";
import { systemClock } from "../src/lib/clock.ts";
import type { LinkRequest } from "../src/link/instance-link.ts";
import { openLink } from "../src/link/open-link.ts";
import { batchSettings } from "../src/models/batching.ts";
import { serveModel } from "../src/models/model-http.ts";
import { loaderOf } from "../src/models/runtimes.ts";
import { cbmModel } from "./large-catboost.ts";
import { textModel } from "./large-lightgbm.ts";
import type { LargeTrees } from "./large-trees.ts";
import { type Figures, table } from "./report.ts";

const fixtures = resolve(import.meta.dirname, "../fixtures");
const models = [
  "onnx/digits-mlp",
  "onnx/wine-forest",
  "onnx/diabetes-boosting",
  "onnx/breast-cancer-logistic",
  "xgboost/breast-cancer", // 100 trees
  "xgboost/1000 trees of depth 6",
  "lightgbm/500 trees of depth 6",
  "catboost/500 trees of depth 6",
];
const request: Omit<LinkRequest, "body"> = {
  contentType: "text/csv",
  accept: undefined,
  customAttributes: undefined,
  inferenceId: undefined,
  timeoutMs: 60_000,
  maxResponseBytes: 1_000_000,
  signal: { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined },
};

const [mode = "", ...args] = process.argv.slice(2);

/** The model server; tells its CPU time, in microseconds, whenever it is asked. */
async function serve(name: string, modelDir: string, socket: string): Promise<void> {
  const load = await loaderOf(name.split("/")[0]!)!;
  const model = await load({ modelDir, image: "", environment: {} });
  const { server } = serveModel(model, console.error, batchSettings(process.env as Record<string, string>));
  server.listen(socket);
  await once(server, "listening");
  process.send!("listening");
  process.on("disconnect", () => process.exit());
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send!(user + system);
  });
}

interface Server {
  readonly child: ChildProcess;
  readonly link: ReturnType<typeof openLink>;
}

async function compare(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "1" },
      "in-flight": { type: "string", default: "32" },
      requests: { type: "string", default: "32" },
      window: { type: "string", default: "0" },
      model: { type: "string", default: "" },
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "hostler-bench-batching-"));
  const batching = { HOSTLER_BATCH_MAX_REQUESTS: values.requests, HOSTLER_BATCH_WINDOW_MS: values.window };
  try {
    for (const name of models.filter((each) => each.includes(values.model))) {
      const modelDir = mkdtempSync(join(folder, "model-"));
      const rows = await place(name, modelDir);
      const sides = { batched: await start(name, modelDir, "batched", batching), alone: await start(name, modelDir, "alone", {}) };
      const load = { rows: rows.map((row) => Buffer.from(row)), inFlight: Number(values["in-flight"]), ms: 1000 * Number(values.seconds) };
      const rounds: Record<string, Figures[]> = { batched: [], alone: [] };
      for (const server of Object.values(sides)) await measure(server, load); // until the code is compiled
      for (let round = 0; round < Number(values.rounds); round++) {
        const turn = Object.entries(sides);
        for (const [side, server] of round % 2 === 0 ? turn : turn.toReversed()) rounds[side]!.push(await measure(server, load));
      }
      const about = `${values["in-flight"]} requests of one row in flight, at most ${values.requests} in one evaluation, a window of ${values.window} ms; medians of ${values.rounds} rounds, in brackets the least and the most.`;
      console.log(table({ title: name, about, largerIsBetter: ["requests/s"], sides: rounds }));
      for (const { child, link } of Object.values(sides)) {
        await link.close();
        child.kill();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the model where it can be loaded, and gives rows for it. */
async function place(name: string, modelDir: string): Promise<string[]> {
  if (name.endsWith("trees of depth 6")) {
    const trees: LargeTrees = { trees: 500, depth: 6, features: columns, shapes: 500, draw: Math.random };
    if (name.startsWith("xgboost")) writeFileSync(join(modelDir, "xgboost-model"), forest(1000, 6));
    else if (name.startsWith("lightgbm")) writeFileSync(join(modelDir, "model.txt"), Buffer.concat([...textModel(trees)]));
    else writeFileSync(join(modelDir, "model"), Buffer.concat([...cbmModel(trees)]));
    return Array.from({ length: 200 }, () => Array.from({ length: columns }, () => Math.random().toFixed(4)).join(","));
  }
  await extract({ file: join(fixtures, name, "model.tar.gz"), cwd: modelDir });
  return readFileSync(join(fixtures, name, "rows.csv"), "utf8")
    .trim()
    .split("\n");
}

const columns = 30;

/** A model of full trees that split at random. */
function forest(count: number, depth: number): string {
  const nodes = [...Array(2 ** (depth + 1) - 1).keys()];
  const inner = 2 ** depth - 1;
  const trees = Array.from({ length: count }, (_, id) => ({
    left_children: nodes.map((node) => (node < inner ? 2 * node + 1 : -1)),
    right_children: nodes.map((node) => (node < inner ? 2 * node + 2 : -1)),
    split_indices: nodes.map(() => Math.floor(Math.random() * columns)),
    split_conditions: nodes.map(() => Math.random()),
    default_left: nodes.map(() => 0),
    tree_param: { size_leaf_vector: "1" },
    id,
  }));
  const learner = {
    learner_model_param: { base_score: "0E0", num_class: "0", num_feature: String(columns) },
    objective: { name: "reg:squarederror" },
    gradient_booster: { name: "gbtree", model: { trees, tree_info: trees.map(() => 0) } },
  };
  return JSON.stringify({ version: [1, 7, 4], learner });
}

async function start(name: string, modelDir: string, side: string, env: Record<string, string>): Promise<Server> {
  const socket = join(modelDir, `${side}.sock`);
  const self = ["--disable-warning=ExperimentalWarning", import.meta.filename, "instance", name, modelDir, socket];
  const child = spawn(process.execPath, self, { stdio: ["ignore", "inherit", "inherit", "ipc"], env: { PATH: process.env.PATH, ...env } });
  await once(child, "message");
  return { child, link: openLink({ socket }, systemClock) };
}

interface Load {
  readonly rows: readonly Buffer[];
  readonly inFlight: number;
  readonly ms: number;
}

async function measure({ child, link }: Server, { rows, inFlight, ms }: Load): Promise<Figures> {
  const serverUs = async (): Promise<number> => {
    child.send("cpu");
    return ((await once(child, "message")) as [number])[0];
  };
  const before = await serverUs();
  const started = performance.now();
  let requests = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - started < ms) {
      const { status } = await link.invoke({ ...request, body: rows[requests++ % rows.length]! });
      if (status !== 200) throw new Error(`An invocation was answered ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { "requests/s": requests / seconds, "model server, CPU µs": ((await serverUs()) - before) / requests };
}

if (mode === "instance") await serve(args[0]!, args[1]!, args[2]!);
else await compare();
