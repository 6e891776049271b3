/** Runs a Python script of this folder against a Hostler; it says "walked" at its end. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { TestHostler } from "../harness/hostler.ts";
import { pythonClients } from "../python/venv.ts";

const fixtures = resolve(import.meta.dirname, "../../fixtures/xgboost");

export async function walk(script: string, hostler: TestHostler, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const { python } = await pythonClients();
  const { stdout } = await promisify(execFile)(python, ["-B", join(import.meta.dirname, script), fixtures], {
    env: { ...process.env, ...hostler.environment, ...environment },
    timeout: 300_000,
  });
  assert.match(stdout, /walked\n$/); // the sagemaker SDK prints its progress in front of it
}
