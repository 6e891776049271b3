/** Stock clients over HTTPS: control, S3 and invocations, with what `hostler env` tells them to trust. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { selfSigned } from "../harness/certificates.ts";
import { breastCancerRows, clientsOf, createEndpoint, createModel, invoke, variantOf } from "../harness/deployment.ts";
import { runCli, startHostler, type TestHostler } from "../harness/hostler.ts";
import { pythonClients, pythonMissing } from "../python/venv.ts";
import { walk } from "./python-walk.ts";

const certificate = selfSigned();

test("an endpoint's whole life through boto3 over HTTPS, with two routers", { skip: pythonMissing() }, async () => {
  await using hostler = await startHostler({ certificate, args: ["--routers", "2"] });
  await walk("walk_boto3.py", hostler);
});

/** Makes endpoint `e` with the JavaScript SDK. */
async function deployed(hostler: TestHostler): Promise<number> {
  const clients = clientsOf(hostler);
  await createModel(clients, "m");
  assert.equal((await createEndpoint(clients, "e", [variantOf("m", 1)])).EndpointStatus, "InService");
  return Number(await invoke(clients, "e", breastCancerRows[0]!));
}

test("the JavaScript SDK and the AWS CLI over HTTPS: upload, model, endpoint, invocation, download", {
  skip: pythonMissing(),
}, async () => {
  await using hostler = await startHostler({ certificate });
  const predicted = await deployed(hostler);
  assert.ok(predicted > 0 && predicted < 1);
  const { aws } = await pythonClients();
  const env = { ...process.env, ...hostler.environment, AWS_MAX_ATTEMPTS: "1", AWS_PAGER: "" };
  const run = async (...args: string[]): Promise<string> =>
    (await promisify(execFile)(aws, args, { env, cwd: hostler.dataFolder, timeout: 120_000 })).stdout;
  writeFileSync(join(hostler.dataFolder, "row.csv"), breastCancerRows[0]!);
  const target = ["--endpoint-name", "e", "--content-type", "text/csv", "--body", "fileb://row.csv"];
  await run("sagemaker-runtime", "invoke-endpoint", ...target, "answer.csv");
  assert.equal(Number(readFileSync(join(hostler.dataFolder, "answer.csv"), "utf8")), predicted);
  const large = Buffer.alloc(20_000_000, "0123456789");
  writeFileSync(join(hostler.dataFolder, "large"), large);
  await run("s3", "cp", "large", "s3://models/large", "--only-show-errors");
  await run("s3", "cp", "s3://models/large", "back", "--only-show-errors");
  assert.ok(readFileSync(join(hostler.dataFolder, "back")).equals(large));
  const { AWS_CA_BUNDLE: _, ...trustsNobody } = env as NodeJS.ProcessEnv;
  const untrusting = execFileFails(aws, ["sagemaker", "list-models"], trustsNobody);
  assert.match(await untrusting, /SSL validation failed|CERTIFICATE_VERIFY_FAILED/);
  const plain = execFileFails(aws, ["sagemaker", "list-models"], { ...env, AWS_ENDPOINT_URL: `http://127.0.0.1:${hostler.port}` });
  assert.match(await plain, /HttpsRequired.*write https:\/\/ instead of http:\/\//);
});

const execFileFails = (command: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> =>
  promisify(execFile)(command, args, { env, timeout: 60_000 }).then(
    () => assert.fail("It went well."),
    (error: { stderr: string }) => error.stderr,
  );

test("a shell that evaluates `hostler env` has a JavaScript SDK that trusts the certificate", async () => {
  await using hostler = await startHostler({ certificate });
  const { stdout } = await runCli(["env", "--data", hostler.dataFolder]);
  const script =
    'const { S3Client, ListBucketsCommand } = await import("@aws-sdk/client-s3");' +
    "console.log((await new S3Client({ forcePathStyle: true }).send(new ListBucketsCommand({}))).Buckets.length)";
  const answer = await promisify(execFile)("sh", ["-c", `eval "$EXPORTS"; exec "$NODE" --input-type=module -e '${script}'`], {
    env: { PATH: process.env.PATH, EXPORTS: stdout, NODE: process.execPath },
    cwd: import.meta.dirname,
  });
  assert.equal(answer.stdout, "0\n");
});
