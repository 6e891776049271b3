/**
 * `npm run bench:models`: our model servers beside the libraries they stand for, in one run, in turns: single rows through whole
 * endpoints, and rows per second of many on one thread. Writes `bench/results/models.json` and prints tables. `-- --only WORD` keeps the models whose
 * name contains it and leaves the others' figures; `--rounds N` (5), `--seconds S` a turn (1), `--part endpoints|batches`.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BatchRounds, compareBatches } from "./models/batches.ts";
import { type Crowd, type EndpointRounds, Endpoints } from "./models/endpoints.ts";
import { scripts, trainModels } from "./models/library-side.ts";
import { type ComparedModel, comparedModels } from "./models/list.ts";
import { aloneTable, batchTable, crowdedTable, type ModelFigures } from "./models/tables.ts";
import { preparePython } from "./python-environment.ts";
import { missingTools } from "./router-sides.ts";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1" },
    part: { type: "string" },
  },
});
const turns = { rounds: Number(flags.rounds), seconds: Number(flags.seconds) };
const file = join(import.meta.dirname, "results/models.json");
const chosen = comparedModels.filter(({ name }) => name.includes(flags.only));

const venv = preparePython(scripts);
const models = trainModels(venv);

const figures = new Map<string, ModelFigures>(existsSync(file) ? Object.entries(JSON.parse(readFileSync(file, "utf8")).models) : []);

const inOrder = (): Map<string, ModelFigures> =>
  new Map(comparedModels.flatMap(({ name }) => (figures.has(name) ? [[name, figures.get(name)!] as const] : [])));

/** Keeps what was measured before of the other part. */
function keep(
  model: ComparedModel,
  measured: { endpoints?: Record<Crowd, EndpointRounds>; batch?: BatchRounds },
  loadBefore: number,
): void {
  const { about, library } = model;
  figures.set(model.name, {
    ...figures.get(model.name),
    about,
    library,
    ...measured,
    [measured.batch ? "batchLoad" : "endpointLoad"]: loadBefore,
  });
  const machine = `${cpus().length} × ${cpus()[0]!.model}, Node ${process.versions.node}`;
  writeFileSync(file, `${JSON.stringify({ machine, models: Object.fromEntries(inOrder()) }, null, 1)}\n`);
  console.error(`bench: ${model.name}, ${measured.batch ? "batches" : "endpoint"}`);
}

if (flags.part !== "endpoints") {
  for (const model of chosen) {
    const before = loadavg()[0]!;
    keep(model, { batch: await compareBatches(venv, models, model, turns) }, before);
  }
}
const asEndpoints = chosen.filter(({ asEndpoint }) => asEndpoint);
if (flags.part !== "batches" && asEndpoints.length > 0) {
  const missing = missingTools();
  if (missing.length > 0) {
    console.error(`bench:models needs ${missing.join(", ")}: apt-get install --no-install-recommends haproxy nginx-light wrk util-linux`);
    process.exit(1);
  }
  const dir = mkdtempSync(join(tmpdir(), "hostler-bench-models-"));
  try {
    await using endpoints = await Endpoints.start(dir);
    for (const model of asEndpoints) {
      const before = loadavg()[0]!;
      keep(model, { endpoints: await endpoints.compare(models, model, turns) }, before);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
console.log(`${aloneTable(inOrder())}\n${crowdedTable(inOrder())}\n${batchTable(inOrder())}`);
