/** `hostler up`: how it starts, how it refuses to, how it stops. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { ListEndpointsCommand, SageMakerClient } from "@aws-sdk/client-sagemaker";
import { markedProcesses } from "../../src/agent/orphans.ts";
import { runCli, startHostler, temporaryFolder } from "../harness/hostler.ts";

const model = resolve(import.meta.dirname, "../../fixtures/xgboost/breast-cancer/model.tar.gz");

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} stops everything and leaves status 0 and no process`, async () => {
    await using hostler = await startHostler();
    assert.match(hostler.output().stdout, /^hostler is ready at http:\/\/127\.0\.0\.1:\d+\n$/);
    assert.equal((await hostler.cli(["deploy", model, "--name", "fraud"])).status, 0);
    assert.ok(markedProcesses(hostler.dataFolder).length >= 3, "control, router and instance carry the mark");
    assert.equal(await hostler.stop(signal), 0);
    assert.deepEqual(markedProcesses(hostler.dataFolder), []);
    assert.equal(existsSync(join(hostler.dataFolder, "run", "server.json")), false);
  });
}

test("what was made is there again after a restart", async () => {
  const dataFolder = temporaryFolder();
  try {
    {
      await using first = await startHostler({ dataFolder });
      assert.equal((await first.cli(["deploy", model, "--name", "fraud"])).status, 0);
    }
    await using second = await startHostler({ dataFolder });
    const line = (await second.cli(["invoke", "fraud", "--body", Array(30).fill("1").join()])).stdout;
    assert.ok(Number(line) >= 0 && Number(line) <= 1, line);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

test("a second one on the same folder says where the first is, and does no harm", async () => {
  await using hostler = await startHostler();
  const second = await hostler.cli(["up", "--port", "0"]);
  assert.deepEqual(second, {
    status: 1,
    stdout: "",
    stderr:
      `hostler: Hostler already runs on ${hostler.dataFolder} at ${hostler.url} (process ${hostler.pid}). ` +
      "Use it, stop it with 'hostler down', or give another folder with --data.\n",
  });
  assert.equal((await hostler.cli(["status"])).status, 0);
});

test("a port in use is named, with the way out", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const dataFolder = temporaryFolder();
  try {
    const refused = await runCli(["up", "--port", String(port), "--data", dataFolder]);
    const stderr = `hostler: Port ${port} is in use by another program. Choose another with --port, or take any free one with --port 0.\n`;
    assert.deepEqual(refused, { status: 1, stdout: "", stderr });
  } finally {
    other.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

describe("a data folder that cannot be used is refused in one sentence", () => {
  const cases = [
    {
      when: "another version wrote it",
      prepare: (folder: string) => writeFileSync(join(folder, "format.json"), JSON.stringify({ format: 99, version: "9.9.9" })),
      says: /was written by another version of Hostler \(9\.9\.9\)\. Use that version, or give this one another folder with --data\.$/,
    },
    {
      when: "a file has its name",
      prepare: (folder: string) => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, "");
      },
      says: /cannot be used; there is a file where it should be, or give another folder with --data\.$/,
    },
    {
      when: "a folder in it is a file",
      prepare: (folder: string) => writeFileSync(join(folder, "run"), ""),
      says: /cannot be used; there is a file where (a folder|it) should be, or give another folder with --data\.$/,
    },
    {
      when: "it may not be written",
      skip: process.getuid?.() === 0 && "root may write everywhere",
      prepare: (folder: string) => mkdirSync(join(folder, "run"), { mode: 0o500 }),
      says: /cannot be used; it may not be written: check its owner, or give another folder with --data\.$/,
    },
  ];
  for (const { when, prepare, says, skip = false } of cases) {
    test(when, { skip }, async () => {
      const folder = temporaryFolder();
      try {
        prepare(folder);
        const { status, stdout, stderr } = await runCli(["up", "--port", "0", "--data", folder]);
        assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
        assert.match(stderr.trimEnd(), says);
        assert.match(stderr, /^hostler: [^\n]+\n$/, "one line");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

describe("--no-auth", () => {
  test("is refused where others could reach the port", async () => {
    const { status, stderr } = await runCli(["up", "--no-auth", "--host", "0.0.0.0", "--port", "0", "--data", "/nonexistent/hostler"]);
    assert.equal(status, 1);
    assert.equal(stderr, "hostler: --no-auth is for loopback only: leave out --host, or keep signatures on.\n");
  });

  test("warns, and takes a key it has never seen", async () => {
    await using hostler = await startHostler({ args: ["--no-auth"] });
    assert.match(hostler.output().stderr, /WARNING: --no-auth/);
    const client = new SageMakerClient({ ...hostler.client, credentials: { accessKeyId: "anybody", secretAccessKey: "anything" } });
    assert.deepEqual((await client.send(new ListEndpointsCommand({}))).Endpoints, []);
    client.destroy();
  });
});

describe("a wrong option costs one sentence and status 1", () => {
  const cases = [
    { args: ["up", "--port", "banana"], says: '--port (or HOSTLER_PORT) must be a number from 0 to 65535, not "banana".' },
    { args: ["up", "--port", "70000"], says: '--port (or HOSTLER_PORT) must be a number from 0 to 65535, not "70000".' },
    { args: ["up", "--account", "12"], says: '--account (or HOSTLER_ACCOUNT) must be 12 digits, not "12".' },
    { args: ["up", "--region", "mars"], says: '--region (or HOSTLER_REGION) must be a region such as us-east-1, not "mars".' },
    {
      args: ["up", "--zones", "a,a"],
      says: '--zones (or HOSTLER_ZONES) must be up to 26 different names of lower-case letters, digits and hyphens, separated by commas, not "a,a".',
    },
    { args: ["up", "--prot", "1"], says: "Unknown option '--prot'. Did you mean --port? Try --help." },
    { args: ["upp"], says: "Unknown command 'upp'. Did you mean up? Try --help." },
    { args: ["deploy", "--name", "x"], says: "Missing required argument 'archive'. Try --help." },
    { args: ["deploy", model], says: "Required option '--name <name>' not specified. Try --help." },
    {
      args: ["status", "--output", "yaml"],
      says: "Option '--output <form>' argument 'yaml' is invalid. Allowed choices are text, json. Try --help.",
    },
  ];
  for (const { args, says } of cases) {
    test(args.map((arg) => (arg === model ? "MODEL" : arg)).join(" "), async () => {
      assert.deepEqual(await runCli(args), { status: 1, stdout: "", stderr: `hostler: ${says}\n` });
    });
  }
});
