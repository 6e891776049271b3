/**
 * Runs public test suites of AWS's protocols against our own code: `npm run vectors -- FOLDER`.
 * FOLDER holds botocore's protocol suites (`protocols/input`, `protocols/output`) and the SigV4 signing suite (`sigv4`).
 */
import { inputSuite } from "./input.ts";
import { outputSuite } from "./output.ts";
import { signatureSuite } from "./signatures.ts";
import type { Tally } from "./tally.ts";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("usage: npm run vectors -- FOLDER   (FOLDER holds protocols/input, protocols/output and sigv4)");
  process.exit(2);
}
const suites = [
  "json",
  "json_1_0",
  "json_1_0-query-compatible",
  "query",
  "rest-json",
  "rest-xml",
  "smithy-rpc-v2-cbor",
  "smithy-rpc-v2-cbor-query-compatible",
  "smithy-rpc-v2-cbor-non-query-compatible",
];
const tallies: Tally[] = [
  ...suites.map((suite) => inputSuite(folder, suite)),
  ...suites.map((suite) => outputSuite(folder, suite)),
  signatureSuite(folder, "header"),
  signatureSuite(folder, "query"),
];
for (const { suite, passed, failures, excluded } of tallies) {
  console.log(
    `${suite.padEnd(34)} ${String(passed).padStart(4)} passed ${String(failures.length).padStart(3)} failed ${String(excluded.length).padStart(3)} excluded`,
  );
  for (const failure of failures) console.log(`    ${failure}`);
}
const failed = tallies.reduce((sum, tally) => sum + tally.failures.length, 0);
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
console.log(`${passed} passed, ${failed} failed, ${tallies.reduce((sum, tally) => sum + tally.excluded.length, 0)} excluded`);
process.exitCode = failed === 0 ? 0 : 1;
