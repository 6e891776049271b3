/**
 * `npm run bench:router`: our router beside HAProxy and nginx, and a whole Hostler beside Flask and FastAPI, part by part. Rounds are
 * interleaved; figures go into `bench/results/router.json`, where a run replaces only the parts it measured. It fails when it cannot
 * measure, or when an answer is wrong, and on no figure.
 *
 *     npm run bench:router -- [--only cpu,latency,models,idle,abuse,overload,aborts] [--short] [--profile]
 *                             [--rounds 5] [--seconds 3] [--connections 32]
 *
 * `--short` takes three minutes instead of twenty-five, and writes no file. `--profile` writes where our CPU goes to
 * `bench/results/router-profile.md`, and compares nothing.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureAborts } from "./router/aborts.ts";
import { measureAbuse } from "./router/abuse.ts";
import { compareCpu } from "./router/cpu.ts";
import { targetTable } from "./router/figures.ts";
import { measureIdle } from "./router/idle.ts";
import { measureLatency } from "./router/latency.ts";
import { compareModels } from "./router/models.ts";
import { measureOverload } from "./router/overload.ts";
import { type Part, type PartFigures, type PartRun, parts } from "./router/part.ts";
import { profileRouter } from "./router/profiled.ts";
import { machine, record, recordedParts } from "./router/record.ts";
import { missingTools, Processes } from "./router-sides.ts";

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    short: { type: "boolean" },
    profile: { type: "boolean" },
    rounds: { type: "string" },
    seconds: { type: "string" },
    connections: { type: "string" },
  },
});
const chosen = (flags.only?.split(",") ?? parts) as readonly Part[];
const unknown = chosen.filter((part) => !parts.includes(part));
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(", ")}; there are ${parts.join(", ")}.`);
const missing = missingTools();
if (missing.length > 0) {
  console.error(`bench:router needs ${missing.join(", ")}: apt-get install --no-install-recommends haproxy nginx-light wrk util-linux`);
  process.exit(1);
}
if (cpus().length < 2) throw new Error("bench:router needs two cores.");

const measure: Record<Part, (run: PartRun) => Promise<PartFigures>> = {
  cpu: compareCpu,
  latency: measureLatency,
  models: compareModels,
  idle: measureIdle,
  abuse: measureAbuse,
  overload: measureOverload,
  aborts: measureAborts,
};
const short = flags.short === true;
const dir = mkdtempSync(join(tmpdir(), "hostler-bench-router-"));

async function inFolder<Result>(name: string, what: (run: PartRun) => Promise<Result>): Promise<Result> {
  await using processes = new Processes();
  const own = join(dir, name);
  mkdirSync(own);
  const rounds = Number(flags.rounds ?? (short ? 2 : 5));
  const seconds = Number(flags.seconds ?? (short ? 1 : 3));
  const say = (line: string): void => console.error(`bench: ${line}`);
  return await what({ dir: own, processes, short, rounds, seconds, connections: Number(flags.connections ?? 32), say });
}

try {
  if (flags.profile) await inFolder("profile", profileRouter);
  else {
    const found: ReturnType<typeof recordedParts> = {};
    for (const part of chosen) {
      const on = machine();
      const figures = await inFolder(part, measure[part]);
      found[part] = { machine: on, ...figures };
      if (!short) record(part, figures, on);
    }
    console.log(targetTable(short ? found : { ...recordedParts(), ...found }));
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
