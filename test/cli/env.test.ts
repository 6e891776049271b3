/** `hostler env` and the verbs without a server. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { runCli, startHostler } from "../harness/hostler.ts";

test("a shell that evaluates it has all that a client needs", async () => {
  await using hostler = await startHostler({ args: ["--account", "123456789012", "--region", "eu-west-1"] });
  const { stdout, status } = await hostler.cli(["env"]);
  assert.equal(status, 0);
  const shown = execFileSync("sh", ["-c", 'eval "$EXPORTS"; env'], {
    encoding: "utf8",
    env: { PATH: process.env.PATH, EXPORTS: stdout, AWS_PROFILE: "work", AWS_SESSION_TOKEN: "old" },
  });
  const variables = Object.fromEntries(
    shown
      .split("\n")
      .filter((line) => line.startsWith("AWS_"))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
  assert.deepEqual(Object.keys(variables).sort(), [
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_SECRET_ACCESS_KEY",
  ]);
  const client = new STSClient({
    endpoint: variables.AWS_ENDPOINT_URL,
    region: variables.AWS_REGION,
    credentials: { accessKeyId: variables.AWS_ACCESS_KEY_ID!, secretAccessKey: variables.AWS_SECRET_ACCESS_KEY! },
  });
  assert.equal((await client.send(new GetCallerIdentityCommand({}))).Account, "123456789012");
  assert.equal(variables.AWS_REGION, "eu-west-1");
  client.destroy();
});

for (const args of [
  ["env"],
  ["status"],
  ["status", "--output", "json"],
  ["invoke", "x", "--body", "1"],
  ["logs", "x"],
  ["image", "list"],
]) {
  test(`'${args.join(" ")}' without a server says how to start one`, async () => {
    const stderr = "hostler: No Hostler runs on /nonexistent/folder. Start one with 'hostler up', or name its folder with --data.\n";
    assert.deepEqual(await runCli([...args, "--data", "/nonexistent/folder"]), { status: 1, stdout: "", stderr });
  });
}

test("version and --help need no server", async () => {
  assert.match((await runCli(["version"])).stdout, /^hostler \d+\.\d+\.\d+\n$/);
  const help = await runCli(["--help"]);
  assert.equal(help.status, 0);
  for (const verb of ["up", "down", "env", "status", "deploy", "invoke", "logs", "image", "version"])
    assert.match(help.stdout, new RegExp(`^  ${verb}\\b`, "m"));
});
