/**
 * Loads one model as serving does and says what it cost: `node --expose-gc loading-side.ts RUNTIME FOLDER`. Prints JSON. Memory is what the
 * process has more than just before: at the most (Linux keeps the mark), and for good, once garbage is collected.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { loaderOf } from "../src/models/runtimes.ts";

const [runtime = "", modelDir = ""] = process.argv.slice(2);
const collect = globalThis.gc;
const loader = loaderOf(runtime);
if (!loader || !collect) throw new Error("usage: node --expose-gc loading-side.ts RUNTIME FOLDER");

/** In MB of the decimal kind, as file sizes are given. */
function memory(field: "VmRSS" | "VmHWM"): number {
  const kibibytes = new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return (Number(kibibytes) * 1024) / 1e6;
}

const load = await loader;
collect();
const before = memory("VmRSS");
writeFileSync("/proc/self/clear_refs", "5"); // the high-water mark begins here
const [start, cpu] = [performance.now(), process.cpuUsage()];
const model = await load({ modelDir, image: "hostler/auto", environment: {} });
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - start) / 1000;
const peak = memory("VmHWM") - before;
collect();
await new Promise((resolve) => setImmediate(resolve));
collect();
const kept = memory("VmRSS") - before;
const sample = model.description!.sample;
const answer = await model.invoke({ ...sample, accept: "application/json", customAttributes: undefined, body: Buffer.from(sample.body) });
console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peak, kept, status: answer.status }));
