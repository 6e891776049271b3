/**
 * `npm run sim -- --seed N [--seeds COUNT] [--minutes M] [--threads T] [--record]`: runs worlds on all cores, and prints the story of each
 * in which a law was broken. `--record` writes how it went to bench/results/sim.json.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg, totalmem } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import type { Outcome } from "./world.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    minutes: { type: "string", default: "15" },
    threads: { type: "string", default: String(availableParallelism()) },
    record: { type: "boolean", default: false },
  },
});
const first = Number(values.seed);
const count = Number(values.seeds);
const minutes = Number(values.minutes);
const threads = Math.min(count, Number(values.threads));
const [loadBefore = 0] = loadavg();

const began = performance.now();
const totals = new Map<string, number>();
const failing: number[] = [];
let next = first;
await Promise.all(Array.from({ length: threads }, runSome));
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage();
const cpuSeconds = (user + system) / 1e6;
const happened = Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1)));
const perMinute = Math.round((count * minutes * 60) / seconds);
console.log(
  Object.entries(happened)
    .map(([kind, times]) => `${kind} ${times}`)
    .join(", "),
);
console.log(
  `${count - failing.length} of ${count} worlds of ${minutes} minutes kept every law, in ${seconds.toFixed(1)} s and ${cpuSeconds.toFixed(1)} s of CPU (${perMinute} simulated minutes a minute).`,
);
if (failing.length > 0) console.log(`Laws were broken in seeds ${failing.sort((a, b) => a - b).join(", ")}.`);
if (values.record) record();
process.exitCode = failing.length > 0 ? 1 : 0;

/** A thread that runs the next world as long as there is one. */
function runSome(): Promise<void> {
  const worker = new Worker(new URL("./world-thread.ts", import.meta.url));
  return new Promise((done, failed) => {
    const go = (): void => {
      if (next < first + count) worker.postMessage({ seed: next++, minutes });
      else void worker.terminate().then(() => done());
    };
    worker.on("error", failed);
    worker.on("message", (outcome: Outcome) => {
      took(outcome);
      go();
    });
    go();
  });
}

function took({ seed, violation, tail, counts, digest }: Outcome): void {
  for (const [kind, times] of counts) totals.set(kind, (totals.get(kind) ?? 0) + times);
  if (violation !== undefined) {
    failing.push(seed);
    console.log(`${tail}\n\nSeed ${seed}: ${violation}\nAgain: npm run sim -- --seed ${seed} --minutes ${minutes}\n`);
  } else if (count === 1) console.log(`Trace ${digest}`);
}

function record(): void {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`;
  const machine = `${availableParallelism()} cores, ${process.platform}, ${memory}, Node ${process.versions.node}; load average before the run ${loadBefore.toFixed(2)}`;
  const command = `npm run sim -- --seed ${first} --seeds ${count} --minutes ${minutes} --record`;
  const speed = { seconds: Math.round(seconds), cpuSeconds: Math.round(cpuSeconds), threads, simulatedMinutesPerMinute: perMinute };
  const result = { machine, command, firstSeed: first, worlds: count, minutes, ...speed, failures: failing, happened };
  writeFileSync(resolve(import.meta.dirname, "../bench/results/sim.json"), `${JSON.stringify(result, null, 2)}\n`);
}
