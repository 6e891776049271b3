/**
 * `npm run bench:crashes`: control is killed (SIGKILL) at every failpoint of it, in every stage of an update, under every policy, while
 * requests come at a steady rate and none is tried twice. It says how many failed (none may), how long after control's restart the endpoint
 * was at rest again (15 s at most), and whether the update had completed or gone back.
 *
 * `--lanes N` (default 3) Hostlers take cases side by side, each with `--rate N` requests/s (150). `--policy NAME` for one policy only; `--minutes M` for no new cases after M minutes: those are spread over
 * the whole, and the command fails all the same.
 * Results go to bench/results/crashes.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { signedHeaders } from "../src/api/sigv4-sign.ts";
import { CrashSite, type UpdatePolicy, updatePolicies } from "../test/harness/crash-site.ts";
import { breastCancerRows } from "../test/harness/deployment.ts";
import { arm, hasFired } from "../test/harness/failpoints.ts";
import { rolePid } from "../test/harness/processes.ts";
import { until } from "../test/harness/until.ts";
import { type CrashCase, crashCases, pointsInStates } from "./crash-cases.ts";
import { type LoadResult, postBytes, runLoad } from "./load.ts";

const { values } = parseArgs({
  options: {
    lanes: { type: "string", default: "3" },
    rate: { type: "string", default: "150" },
    policy: { type: "string" },
    minutes: { type: "string" },
  },
});
const loadBefore = loadavg()[0];
const allowedMs = 15_000;
/** `up` starts control again at once when it has lived for so long; one that dies sooner, and again, waits ever longer. */
const settledLifeMs = 5_200;

interface Outcome extends CrashCase {
  readonly reached: boolean;
  readonly ok: number;
  readonly failed: number;
  /** From control's (last) restart until the endpoint was at rest. */
  readonly convergedMs: number;
  readonly end: "completed" | "went back" | "not begun";
  readonly trouble?: string;
}

const policies = values.policy ? [values.policy as UpdatePolicy] : (Object.keys(updatePolicies) as UpdatePolicy[]);
/** In an order that has a bit of everything at any time. */
const spread = (at: number): number => (at * 0.618034) % 1;
const queue = policies
  .flatMap(crashCases)
  .map((crashCase, at) => ({ crashCase, at }))
  .sort((a, b) => spread(a.at) - spread(b.at))
  .map(({ crashCase }) => crashCase);
const cases = queue.length;
const lastStartMs = Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
const started = performance.now();
const outcomes: Outcome[] = [];
const passed: Record<string, string[]> = {};

async function lane(_: unknown, index: number): Promise<void> {
  await using site = await CrashSite.start();
  const explored = policies.filter((_, at) => at % Number(values.lanes) === index);
  for (const policy of explored) passed[policy] = await explore(site, policy);
  while (performance.now() - started < lastStartMs) {
    const next = queue.shift();
    if (!next) break;
    const outcome = await crash(site, next);
    outcomes.push(outcome);
    if (outcome.trouble !== undefined) console.log(`${nameOf(outcome)}: ${outcome.trouble}`);
    if (outcomes.length % 20 === 0)
      console.log(`${outcomes.length} of ${cases} cases, ${Math.round((performance.now() - started) / 1000)} s`);
  }
}

/** Which points an update of this policy passes, in which states: all are armed with a signal that does nothing. */
async function explore(site: CrashSite, policy: UpdatePolicy): Promise<string[]> {
  const all = pointsInStates();
  for (const at of all) arm(site.failpoints, { ...at, signal: "SIGCONT" });
  using _load = startLoad(site);
  await site.update(policy, { point: "reconciler.stored", state: "rest", signal: "SIGCONT" });
  await site.converged();
  await until(
    "the table at rest is acknowledged and requests are counted",
    () =>
      hasFired(site.failpoints, { point: "publisher.acked", state: "rest" }) && hasFired(site.failpoints, { point: "publisher.counted" }),
  );
  return all.filter((at) => hasFired(site.failpoints, at)).map(({ point, state }) => (state === undefined ? point : `${point}@${state}`));
}

async function crash(site: CrashSite, crashCase: CrashCase): Promise<Outcome> {
  const { policy, point, state, twice } = crashCase;
  const lives = new Map<number, number>();
  const control = (): void => {
    const pid = rolePid(site.dataFolder, "control");
    if (pid !== undefined && !lives.has(pid)) lives.set(pid, performance.now());
  };
  await site.converged();
  const { RolloutId: earlier } = await site.receipt();
  await new Promise((later) => setTimeout(later, Math.max(0, settledLifeMs - (performance.now() - (lastStart.get(site) ?? 0)))));
  const load = startLoad(site);
  control();
  const watch = setInterval(control, 10);
  if (twice) arm(site.failpoints, { point: "reconciler.swept" });
  try {
    const begun = await site.update(policy, { point, state });
    const deaths = twice ? 2 : 1;
    if (begun.fired) await until("control is back", () => lives.size > deaths);
    const { config, reason } = await site.converged();
    const restMs = performance.now();
    const restartMs = [...lives.values()].at(-1)!;
    const { ok, failed } = await load.end();
    const convergedMs = Math.round(restMs - restartMs);
    const isNew = config === begun.next;
    const end = isNew ? "completed" : begun.accepted || (await site.receipt()).RolloutId !== earlier ? "went back" : "not begun";
    const troubles = [
      ...(begun.fired ? [] : ["the failpoint was not reached"]),
      ...(failed > 0 ? [`${failed} requests failed`] : []),
      ...(convergedMs > allowedMs ? [`at rest only after ${convergedMs} ms`] : []),
      ...(end === "went back" && policy !== "rollback" ? [`it went back: ${reason}`] : []),
      ...(end === "not begun" && point !== "updateEndpoint.storing" && begun.accepted ? ["it never began"] : []),
      ...(await receiptTrouble(site, end)),
    ];
    return {
      ...crashCase,
      reached: begun.fired,
      ok,
      failed,
      convergedMs,
      end,
      ...(troubles.length > 0 && { trouble: troubles.join("; ") }),
    };
  } finally {
    clearInterval(watch);
    await load.end();
    lastStart.set(site, [...lives.values()].at(-1)!);
  }
}

/** When control was started last, by site. */
const lastStart = new WeakMap<CrashSite, number>();

async function receiptTrouble(site: CrashSite, end: Outcome["end"]): Promise<string[]> {
  if (end === "not begun") return [];
  const { Outcome: outcome, Failed: failed } = await site.receipt();
  const wanted = end === "completed" ? "Succeeded" : "RolledBack";
  return [...(outcome === wanted ? [] : [`the receipt says ${outcome}`]), ...(failed > 0 ? [`the receipt counts ${failed} failed`] : [])];
}

/** Requests at a steady rate, on as many connections as keep them from waiting for each other. */
function startLoad(site: CrashSite): Disposable & { end(): Promise<LoadResult> } {
  const over = new AbortController();
  const { host, port } = { host: "127.0.0.1", port: site.hostler.port };
  const { accessKeyId, secretAccessKey: secret } = site.hostler.client.credentials;
  const path = `/endpoints/${site.endpoint}/invocations`;
  const requests = breastCancerRows.map((row) => {
    const body = Buffer.from(row);
    const request = { method: "POST", path, query: "", headers: { host: `${host}:${port}`, "content-type": "text/csv" } };
    const signer = { accessKeyId, secret, region: site.hostler.client.region, service: "sagemaker", nowMs: Date.now() };
    return postBytes(path, signedHeaders(request, body, signer), body);
  });
  const perSecond = Number(values.rate);
  const result = runLoad({ address: { host, port }, requests, connections: 16, ms: 240_000, perSecond, signal: over.signal });
  const end = (): Promise<LoadResult> => {
    over.abort();
    return result;
  };
  return { end, [Symbol.dispose]: () => void end() };
}

function nameOf({ policy, point, state, twice }: CrashCase): string {
  return `${policy}, ${point}${state === undefined ? "" : `@${state}`}${twice ? ", twice" : ""}`;
}

const sum = (of: readonly Outcome[], value: (outcome: Outcome) => number): number =>
  of.reduce((total, outcome) => total + value(outcome), 0);

await Promise.all(Array.from({ length: Number(values.lanes) }, lane));

const expected = new Set(policies.flatMap((policy) => crashCases(policy).map((at) => nameOf({ ...at, twice: false }))));
const surprises = Object.entries(passed).flatMap(([policy, points]) =>
  points.map((point) => `${policy}, ${point}`).filter((name) => name.includes("@") && !expected.has(name)),
);
const table = Object.fromEntries(
  policies.map((policy) => {
    const of = outcomes.filter((outcome) => outcome.policy === policy);
    const slowest = of.map(({ convergedMs }) => convergedMs).sort((a, b) => a - b);
    const unreachable = pointsInStates().filter(
      ({ point, state }) => state !== undefined && !expected.has(nameOf({ policy, point, state, twice: false })),
    ).length;
    const row = {
      cases: of.length,
      reached: of.filter(({ reached }) => reached).length,
      unreachable,
      requests: sum(of, ({ ok, failed }) => ok + failed),
      failed: sum(of, ({ failed }) => failed),
      completed: of.filter(({ end }) => end === "completed").length,
      wentBack: of.filter(({ end }) => end === "went back").length,
      notBegun: of.filter(({ end }) => end === "not begun").length,
      medianMs: slowest[slowest.length >> 1],
      slowestMs: slowest.at(-1),
    };
    return [policy, row];
  }),
);
const troubled = outcomes.filter(({ trouble }) => trouble !== undefined);
console.table(table);
const tookS = Math.round((performance.now() - started) / 1000);
console.log(
  `kill -9 of control in ${outcomes.length} of ${cases} places: ${sum(outcomes, ({ failed }) => failed)} of ${sum(outcomes, ({ ok, failed }) => ok + failed)} requests failed; at rest ${Math.max(...outcomes.map(({ convergedMs }) => convergedMs))} ms after control's restart at most; ${troubled.length} cases with trouble; ${tookS} s.`,
);
const seen = new Set(Object.entries(passed).flatMap(([policy, points]) => points.map((point) => `${policy}, ${point}`)));
const unseen = [...expected].filter((name) => !seen.has(name));
if (unseen.length > 0) console.log(`Not passed by an update without a crash: ${unseen.join("; ")}`);
if (surprises.length > 0) console.log(`Passed, but without a case (bench/crash-cases.ts): ${surprises.join("; ")}`);
const dir = resolve(import.meta.dirname, "results");
mkdirSync(dir, { recursive: true });
const machine = { node: process.version, loadBefore, loadAfter: loadavg()[2], tookS };
writeFileSync(
  resolve(dir, "crashes.json"),
  `${JSON.stringify({ wanted: values, machine, cases, policies: table, troubled, surprises }, null, 2)}\n`,
);
if (troubled.length > 0 || outcomes.length < cases) process.exitCode = 1;
