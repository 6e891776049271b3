/** S3, STS and IAM through boto3: see `boto3_walk.py`. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { pythonClients, pythonMissing } from "../python/venv.ts";
import { accountId, startS3Server } from "./s3-server.ts";

test("boto3 walks through S3 as it does on AWS", { skip: pythonMissing() }, async () => {
  const { python } = await pythonClients();
  await using server = await startS3Server();
  const walk = join(import.meta.dirname, "boto3_walk.py");
  const { stdout } = await promisify(execFile)(python, ["-B", walk, accountId], {
    env: { ...process.env, ...server.env },
    timeout: 120_000,
  });
  assert.equal(stdout.trim(), "walked");
  assert.deepEqual(server.failures, []);
});
