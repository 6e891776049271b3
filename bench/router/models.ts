/** A whole Hostler on both cores beside Flask and FastAPI with the same XGBoost model: requests per second, the load generator on the same cores. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HostlerSide } from "../hostler-side.ts";
import { exchangeOnce, postBytes } from "../load.ts";
import { preparePython } from "../python-environment.ts";
import { type PythonServer, PythonSide } from "../python-side.ts";
import { type Figures, table } from "../report.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { medianOf } from "./figures.ts";
import { interleaved, type PartFigures, type PartRun, type Target } from "./part.ts";

/** Sensible for two cores: as many processes as cores, or a router and an instance for each of them. */
const shapes = { Hostler: { routers: 1, instances: 1 }, "Hostler, two routers, two instances": { routers: 2, instances: 2 } };

const signed = "Hostler, signed";
const perSecond = "requests/s";

interface Shape {
  readonly routers: number;
  readonly instances: number;
}

interface Served {
  readonly port: number;
  readonly script: string;
  readonly requests: readonly Buffer[];
}

export async function compareModels(run: PartRun): Promise<PartFigures> {
  const { dir } = run;
  const connections = 2 * run.connections;
  const seconds = run.seconds + 1;
  const rounds = run.short ? 1 : Math.min(run.rounds, 3);
  const { archive, modelFile, rows } = train(dir);
  await using started = new AsyncDisposableStack();
  const hostler = async ({ routers, instances }: Shape, ...flags: string[]): Promise<HostlerSide> => {
    const side = started.use(await HostlerSide.start(archive, ["--routers", String(routers), ...flags]));
    await side.createConfig("config", instances);
    await side.createEndpoint("e", "config");
    await side.inService("e");
    return side;
  };
  const python = async (server: PythonServer, inPlace = false): Promise<PythonSide> =>
    started.use(await PythonSide.start({ server, modelFile, workers: 2, inPlace }));
  const servers: Record<string, PythonSide> = {
    "Flask, sync workers": await python("flask sync"),
    "Flask, threads": await python("flask gthread"),
    "Flask, without DMatrix": await python("flask gthread", true),
    FastAPI: await python("fastapi"),
    "FastAPI, thread pool": await python("fastapi threads"),
    "FastAPI, without DMatrix": await python("fastapi", true),
  };
  const plain = rows.map((row) => postBytes("/endpoints/e/invocations", { host: "127.0.0.1", "content-type": "text/csv" }, row));
  const served = (port: number, name: string, requests: readonly Buffer[]): Served => ({
    port,
    requests,
    script: wrkScript(dir, name, requests),
  });
  const sides: Record<string, Served> = {};
  for (const [label, shape] of Object.entries(shapes))
    sides[label] = served((await hostler(shape, "--no-auth")).port, label.replaceAll(/\W/g, "-"), plain);
  for (const [label, server] of Object.entries(servers))
    sides[label] = served(server.port, label.replaceAll(/\W/g, "-"), server.invocations(rows));
  const closed = await hostler(shapes.Hostler);
  sides[signed] = served(closed.port, "hostler-signed", closed.invocations("e", rows));
  await agree(sides);
  for (const [label, { script, port }] of Object.entries(sides)) {
    run.say(`models: warming up ${label}`);
    runWrk(script, port, { connections, seconds: run.short ? 1 : 5 });
  }
  const measured = await interleaved(sides, rounds, ({ script, port }, label): Figures => {
    const { requests, perSecond: answered, failed, p50Ms, p99Ms } = runWrk(script, port, { connections, seconds });
    if (failed > 0) throw new Error(`${label}: ${failed} of ${requests} requests failed.`);
    return { [perSecond]: answered, "p50, ms": p50Ms, "p99, ms": p99Ms };
  });
  await agree(sides);
  const about =
    "A native XGBoost endpoint (100 trees of depth 6, 30 columns, CSV): a router and an instance, or two of each; two Python workers each beside it. Everybody has both cores, together with the load generator.";
  const shownOnly = Object.keys(sides).filter((label) => label.startsWith("Hostler, "));
  console.log(table({ title: "XGBoost", about, largerIsBetter: [perSecond], shownOnly, sides: measured }));
  return { settings: { rounds, seconds, connections, workers: 2 }, measured: { xgboost: measured }, targets: targetsOf(measured) };
}

/** The model, as an archive and unpacked, and a thousand rows. */
function train(dir: string): { archive: Buffer; modelFile: string; rows: Buffer[] } {
  const venv = preparePython(join(import.meta.dirname, "../flask-server"));
  const folder = join(dir, "model");
  mkdirSync(folder);
  execFileSync(join(venv, "bin/python"), [join(import.meta.dirname, "train.py"), folder], { stdio: ["ignore", "inherit", "inherit"] });
  execFileSync("tar", ["-czf", "model.tar.gz", "xgboost-model"], { cwd: folder });
  const rows = readFileSync(join(folder, "rows.csv"), "utf8").trim().split("\n");
  const modelFile = join(folder, "xgboost-model");
  return { archive: readFileSync(join(folder, "model.tar.gz")), modelFile, rows: rows.map((row) => Buffer.from(row)) };
}

/** Fails unless everybody predicts the same, to six digits, for a hundred rows. */
async function agree(sides: Readonly<Record<string, Served>>): Promise<void> {
  const answers = new Map<string, number[]>();
  for (const [label, { port, requests }] of Object.entries(sides)) {
    const found: number[] = [];
    for (const request of requests.slice(0, 100)) found.push(await prediction(port, request));
    answers.set(label, found);
  }
  const [[, expected]] = answers as unknown as [[string, number[]]];
  for (const [label, found] of answers) {
    const at = found.findIndex((value, nth) => !(Math.abs(value - expected[nth]!) <= 1e-6 * Math.abs(value)));
    if (at >= 0) throw new Error(`${label} predicts ${found[at]} for row ${at + 1}, Hostler ${expected[at]}.`);
  }
}

/** Waits for a server that is starting. */
async function prediction(port: number, request: Buffer): Promise<number> {
  for (let tries = 0; tries < 1200; tries++) {
    const answer = await exchangeOnce({ port, host: "127.0.0.1" }, request).catch(() => undefined);
    if (answer?.status === 200) return Number(answer.body.toString());
    if (answer) throw new Error(`Port ${port} answers ${answer.status} ${answer.body.toString("utf8", 0, 300)}`);
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`Nobody answers at port ${port}.`);
}

function targetsOf(measured: Readonly<Record<string, readonly Figures[]>>): Target[] {
  const of = (label: string): number => medianOf(measured[label]!, perSecond);
  const best = (labels: readonly string[]): number => Math.max(...labels.map(of));
  const ours = best(Object.keys(shapes));
  const python = Object.keys(measured).filter((label) => !label.startsWith("Hostler"));
  const theirs = best(python.filter((label) => !label.endsWith("without DMatrix")));
  return [
    { what: "requests/s, unsigned, times the better of Flask and FastAPI", measured: ours / theirs, unit: "×", atLeast: 10 },
    { what: "the same, when they predict without DMatrix", measured: ours / best(python), unit: "×", atLeast: 10 },
    { what: "requests/s, signed, times the better of Flask and FastAPI", measured: of(signed) / theirs, unit: "×" },
    { what: "requests/s, unsigned", measured: ours, unit: "" },
    { what: "requests/s, signed", measured: of(signed), unit: "" },
  ];
}
