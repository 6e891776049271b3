/** `npm run fuzz:lanes -- --cases N --seed S`: the strict lane beside `node:http` on N connections that are made from the seed. */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { connectionBytes } from "./hostile-http.ts";
import { TwoLanes } from "./two-lanes.ts";

const { values: flags } = parseArgs({ options: { cases: { type: "string" }, seed: { type: "string" } } });
const numRuns = Number(flags.cases ?? 50_000);
const seed = Number(flags.seed ?? Date.now() % 2 ** 31);

await using lanes = await TwoLanes.start();
let taken = 0;
const property = fc.asyncProperty(connectionBytes, async (pieces) => {
  taken += await lanes.compare(pieces);
});
await fc.assert(property, { seed, numRuns });
console.log(`${numRuns} connections of seed ${seed}: both lanes read the same; the strict lane took ${taken} requests.`);
