/** `npm run fuzz:models -- --cases N --seed S`: every reader of model files with N damaged copies of genuine files, the same for the same seed. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { cases: { type: "string", default: "12000" }, seed: { type: "string", default: "1" } } });
const root = resolve(import.meta.dirname, "../..");
const env = { ...process.env, HOSTLER_FUZZ_CASES: values.cases, HOSTLER_FUZZ_SEED: values.seed };
const { status } = spawnSync(process.execPath, [resolve(root, "scripts/test.ts"), "-hostile"], { cwd: root, env, stdio: "inherit" });
process.exitCode = status ?? 1;
