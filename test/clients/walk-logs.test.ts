/** What instances print, through boto3 and the AWS CLI: see `walk_logs.py`. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { CreateModelCommand } from "@aws-sdk/client-sagemaker";
import { clientsOf, createEndpoint, variantOf } from "../harness/deployment.ts";
import { startHostler } from "../harness/hostler.ts";
import { pythonClients, pythonMissing } from "../python/venv.ts";
import { walk } from "./python-walk.ts";

const script = resolve(import.meta.dirname, "servers/talker.ts");

test("the lines of a live instance through boto3 and the AWS CLI", { skip: pythonMissing() }, async () => {
  await using hostler = await startHostler();
  const clients = clientsOf(hostler);
  const added = await hostler.cli([
    "image",
    "add",
    "talker",
    "--command",
    `"${process.execPath}" --disable-warning=ExperimentalWarning "${script}"`,
  ]);
  assert.equal(added.status, 0, added.stderr);
  const ExecutionRoleArn = "arn:aws:iam::000000000000:role/test";
  await clients.sagemaker.send(new CreateModelCommand({ ModelName: "talker", ExecutionRoleArn, PrimaryContainer: { Image: "talker" } }));
  const endpoint = await createEndpoint(clients, "talker", [variantOf("talker", 1)]);
  assert.equal(endpoint.EndpointStatus, "InService", endpoint.FailureReason);
  await walk("walk_logs.py", hostler);

  const { aws } = await pythonClients();
  const asked = ["logs", "filter-log-events", "--log-group-name", "/aws/sagemaker/Endpoints/talker", "--filter-pattern", "later"];
  const environment = { env: { ...process.env, ...hostler.environment } };
  const { stdout } = await promisify(execFile)(aws, [...asked, "--query", "events[].message", "--output", "json"], environment);
  assert.deepEqual(
    JSON.parse(stdout),
    [0, 1, 2, 3, 4].map((number) => `later ${number}`),
  );
});
