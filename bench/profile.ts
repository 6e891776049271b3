/** Where the CPU went, from a profile of V8: the functions by the time spent in themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Profile {
  readonly nodes: readonly { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The `count` costliest functions in the second half of the profile in `dir`, as a table in Markdown: start and warm-up are before. */
export function profileTable(dir: string, count: number): string {
  const name = readdirSync(dir).find((each) => each.endsWith(".cpuprofile"));
  if (!name) throw new Error(`No profile was written to ${dir}.`);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(dir, name), "utf8")) as Profile;
  const functions = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  const whole = timeDeltas.reduce((sum, us) => sum + us, 0);
  let sinceUs = 0;
  for (const [at, id] of samples.entries()) {
    sinceUs += timeDeltas[at]!;
    if (sinceUs < whole / 2) continue;
    const where = functions.get(id)!;
    spent.set(where, (spent.get(where) ?? 0) + timeDeltas[at]!);
  }
  spent.delete("(idle)");
  const total = [...spent.values()].reduce((sum, us) => sum + us, 0);
  const rows = [...spent].sort(([, a], [, b]) => b - a).slice(0, count);
  return ["| part | function |", "|--:|---|", ...rows.map(([where, us]) => `| ${((us / total) * 100).toFixed(1)} % | ${where} |`), ""].join(
    "\n",
  );
}

function nameOf({ functionName, url, lineNumber }: Profile["nodes"][number]["callFrame"]): string {
  const file = url.replace(/^.*\/(src|node_modules)\//, "$1/");
  return `${functionName || "(anonymous)"}${file ? ` ${file}:${lineNumber + 1}` : ""}`;
}
