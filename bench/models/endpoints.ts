/**
 * Single rows through whole endpoints, from one connection and from many: Hostler's router and native server, and the library behind Flask. And,
 * as the least that two processes and one take here, HAProxy before an nginx that computes nothing, and that nginx alone.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuSeconds } from "../cpu.ts";
import { HostlerSide } from "../hostler-side.ts";
import { exchangeOnce } from "../load.ts";
import { PythonSide } from "../python-side.ts";
import { Processes, type Side, startHaproxy, startHttpBackend } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { oneThread, scripts } from "./library-side.ts";
import { type ComparedModel, singleRows } from "./list.ts";

export interface EndpointRound {
  readonly perSecond: number;
  readonly p50Ms: number;
  /** CPU time of all processes of the side for one request: what a busy machine changes least. */
  readonly cpuMicros: number;
}

const predicting = ["Hostler", "Hostler, signed", "Flask, sync worker", "Flask, keep-alive"] as const;
const always = [...predicting, "HAProxy, nginx", "nginx"] as const;
/** In a crowd only: an instance for each core, as Flask has a worker for each, and trees of which what waits at once becomes one evaluation. */
const crowdedOnly = ["Hostler, two instances", "Hostler, batched"] as const;
type CrowdedSide = (typeof crowdedOnly)[number];
export type EndpointSide = (typeof always)[number] | CrowdedSide;
interface Asked {
  readonly port: number;
  readonly requests: Buffer[];
  pids(): number[];
}
type Sides = Record<(typeof always)[number], Asked> & Partial<Record<CrowdedSide, Asked>>;
export type EndpointRounds = Record<(typeof always)[number], EndpointRound[]> & Partial<Record<CrowdedSide, EndpointRound[]>>;
const sidesOf = (sides: Readonly<Partial<Record<EndpointSide, unknown>>>): EndpointSide[] => Object.keys(sides) as EndpointSide[];

const batchedKinds: readonly string[] = ["xgboost", "lightgbm", "catboost"];
const batchRequests = 32;

/** Flask has a worker for each core when there is more to do than one can. */
const crowds = { alone: { connections: 1, workers: 1 }, crowded: { connections: 64, workers: 2 } } as const;
export type Crowd = keyof typeof crowds;

const nginxPort = 9186;

interface Turns {
  readonly rounds: number;
  /** Of each turn. */
  readonly seconds: number;
}

/** Hostler twice, once with signatures and once without, and HAProxy: started once for all models. */
export class Endpoints implements AsyncDisposable {
  readonly #unsigned: HostlerSide;
  readonly #signed: HostlerSide;
  readonly #others: Processes;
  readonly #haproxy: Side;

  private constructor(unsigned: HostlerSide, signed: HostlerSide, others: Processes, haproxy: Side) {
    this.#unsigned = unsigned;
    this.#signed = signed;
    this.#others = others;
    this.#haproxy = haproxy;
  }

  static async start(dir: string): Promise<Endpoints> {
    const others = new Processes();
    const haproxy = await startHaproxy(others, dir, `unix@${await startHttpBackend(others, dir, nginxPort)}`, 9183);
    return new Endpoints(await HostlerSide.open(["--no-auth"]), await HostlerSide.open(), others, haproxy);
  }

  async compare(models: string, model: ComparedModel, turns: Turns): Promise<Record<Crowd, EndpointRounds>> {
    const dir = mkdtempSync(join(tmpdir(), "hostler-bench-models-"));
    const hostlers = [this.#unsigned, this.#signed];
    try {
      for (const side of hostlers) await deploy(side, model, join(models, model.name), dir);
      const alone = await this.#compareFor("alone", models, model, dir, turns);
      const copies = copiesOf(model);
      for (const copy of copies) await deploy(this.#unsigned, copy.model, join(models, model.name), dir, copy.instances);
      const crowded = await this.#compareFor("crowded", models, model, dir, turns, copies);
      for (const side of hostlers) await side.deleteEndpoint(model.name);
      for (const copy of copies) await this.#unsigned.deleteEndpoint(copy.model.name);
      return { alone, crowded };
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }

  async #compareFor(
    crowd: Crowd,
    models: string,
    model: ComparedModel,
    dir: string,
    turns: Turns,
    copies: readonly Copy[] = [],
  ): Promise<EndpointRounds> {
    const { connections, workers } = crowds[crowd];
    const { contentType, bodies } = singleRows(model, models);
    await using sync = await flask(models, model, "flask sync", workers);
    await using threads = await flask(models, model, "flask gthread", workers);
    const hostler = (side: HostlerSide, requests: Buffer[]) => ({ port: side.port, requests, pids: () => side.pids() });
    const gunicorn = (side: PythonSide) => ({
      port: side.port,
      requests: side.invocations(bodies, contentType),
      pids: () => side.pids(),
    });
    const unsigned = this.#unsigned.unsignedInvocations(model.name, bodies, contentType);
    const constant = (port: number) => ({ port, requests: unsigned, pids: () => this.#others.pids() });
    const sides: Sides = {
      Hostler: hostler(this.#unsigned, unsigned),
      "Hostler, signed": hostler(this.#signed, this.#signed.invocations(model.name, bodies, contentType)),
      "Flask, sync worker": gunicorn(sync),
      "Flask, keep-alive": gunicorn(threads),
      "HAProxy, nginx": constant(this.#haproxy.port),
      nginx: constant(nginxPort),
    };
    for (const copy of copies)
      sides[copy.side] = hostler(this.#unsigned, this.#unsigned.unsignedInvocations(copy.model.name, bodies, contentType));
    await checkSame(model, sides);
    const load = (side: EndpointSide, lasting: number) => {
      const { port, requests, pids } = sides[side]!;
      const before = cpuSeconds(pids());
      const script = wrkScript(dir, side.replaceAll(/\W/g, "-"), requests);
      const result = runWrk(script, port, { connections, seconds: lasting, core: "0,1" });
      if (result.failed > 0) throw new Error(`${side}: ${result.failed} requests failed.`);
      return { ...result, cpuMicros: ((cpuSeconds(pids()) - before) * 1e6) / result.requests };
    };
    for (const side of sidesOf(sides)) load(side, 2); // machine code comes with use
    const measured = Object.fromEntries(sidesOf(sides).map((side) => [side, [] as EndpointRound[]])) as EndpointRounds;
    for (let round = 0; round < turns.rounds; round++) {
      for (const side of sidesOf(sides)) {
        const { perSecond, p50Ms, cpuMicros } = load(side, turns.seconds);
        measured[side]!.push({ perSecond, p50Ms, cpuMicros });
      }
    }
    return measured;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#unsigned[Symbol.asyncDispose]();
    await this.#signed[Symbol.asyncDispose]();
    await this.#others[Symbol.asyncDispose]();
  }
}

/** The model once more, on an endpoint of another kind. */
interface Copy {
  readonly side: CrowdedSide;
  readonly model: ComparedModel;
  readonly instances: number;
}

function copiesOf(model: ComparedModel): Copy[] {
  const environment = { ...model.environment, HOSTLER_BATCH_MAX_REQUESTS: String(batchRequests) };
  const [pair, batched] = crowdedOnly;
  return [
    { side: pair, model: { ...model, name: `${model.name}-pair` }, instances: 2 },
    ...(batchedKinds.includes(model.kind)
      ? [{ side: batched, model: { ...model, name: `${model.name}-batched`, environment }, instances: 1 }]
      : []),
  ];
}

async function deploy(
  side: HostlerSide,
  { name, files, image, environment }: ComparedModel,
  folder: string,
  dir: string,
  instances = 1,
): Promise<void> {
  const archive = join(dir, "model.tar.gz");
  execFileSync("tar", ["-czf", archive, "-C", folder, ...files]);
  await side.addModel(readFileSync(archive), { name, image, environment });
  await side.createConfig(name, instances, { ModelName: name });
  await side.createEndpoint(name, name);
  await side.inService(name);
}

function flask(
  models: string,
  { kind, name }: ComparedModel,
  server: "flask sync" | "flask gthread",
  workers: number,
): Promise<PythonSide> {
  return PythonSide.start({ server, app: { dir: scripts, env: { KIND: kind, MODEL_DIR: join(models, name), ...oneThread } }, workers });
}

/** Everybody has to predict the same, or the comparison is none. */
async function checkSame({ name, compared }: ComparedModel, sides: Sides): Promise<void> {
  const answers = new Map<EndpointSide, number>();
  for (const side of [...predicting, ...crowdedOnly]) {
    if (!sides[side]) continue;
    const { port, requests } = sides[side];
    for (;;) {
      const answer = await exchangeOnce({ port, host: "127.0.0.1" }, requests[0]!).catch(() => undefined);
      if (answer?.status === 200) {
        const numbers = answer.body.toString().match(/(?<!\w)-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)!;
        answers.set(side, Number(numbers.at(compared === "first" ? 0 : -1)));
        break;
      }
      if (answer && answer.status !== 503)
        throw new Error(`${side} answers ${answer.status} for ${name}: ${answer.body.toString("utf8", 0, 500)}`);
      await new Promise((later) => setTimeout(later, 20));
    }
  }
  const [first, ...others] = answers.values();
  if (others.some((other) => !(Math.abs(other - first!) <= 1e-4 * Math.max(1, Math.abs(first!)))))
    throw new Error(`The sides predict differently for ${name}: ${JSON.stringify([...answers])}.`);
}
