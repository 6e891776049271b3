/** `npm run sim -- --seed N [--seeds COUNT] [--minutes M]`: runs worlds, and prints the story of each in which a law was broken. */
import { parseArgs } from "node:util";
import { simulate } from "./world.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    seeds: { type: "string", default: "1" },
    minutes: { type: "string", default: "15" },
  },
});
const first = Number(values.seed);
const count = Number(values.seeds);
const minutes = Number(values.minutes);

const began = Date.now();
const totals = new Map<string, number>();
const failing: number[] = [];
for (let seed = first; seed < first + count; seed++) {
  const { violation, tail, counts, digest } = await simulate(seed, minutes);
  for (const [kind, times] of counts) totals.set(kind, (totals.get(kind) ?? 0) + times);
  if (violation === undefined) {
    if (count === 1) console.log(`Trace ${digest}`);
    continue;
  }
  failing.push(seed);
  console.log(`${tail}\n\nSeed ${seed}: ${violation}\nAgain: npm run sim -- --seed ${seed} --minutes ${minutes}\n`);
}
const seconds = (Date.now() - began) / 1000;
const perMinute = ((count * minutes) / (seconds / 60)).toFixed(0);
console.log(
  [...totals]
    .map(([kind, times]) => `${kind} ${times}`)
    .sort()
    .join(", "),
);
console.log(
  `${count - failing.length} of ${count} worlds of ${minutes} minutes kept every law, in ${seconds.toFixed(1)} s (${perMinute} simulated minutes a minute).`,
);
if (failing.length > 0) console.log(`Laws were broken in seeds ${failing.join(", ")}.`);
process.exitCode = failing.length > 0 ? 1 : 0;
