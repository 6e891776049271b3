/** `npm run quickstart`, on a folder and a port of its own. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { markedProcesses } from "../../src/agent/orphans.ts";
import { selfSigned } from "../harness/certificates.ts";
import { startHostler, temporaryFolder } from "../harness/hostler.ts";

const script = resolve(import.meta.dirname, "../../examples/quickstart/quickstart.ts");

let folder: string;
before(() => {
  folder = temporaryFolder();
});
after(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves when the output has matched, or rejects when the run has ended without. */
  printed(pattern: RegExp): Promise<void>;
  readonly ended: Promise<number | null>;
}

interface Options {
  readonly args?: readonly string[];
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

function quickstart(data: string, { args = [], port = 0, environment = {} }: Options = {}): Run {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", script, ...args], {
    env: { PATH: process.env.PATH, HOSTLER_DATA: data, HOSTLER_PORT: String(port), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
    });
  }
  const ended = once(child, "close").then(([status]) => status as number | null);
  const printed = (pattern: RegExp): Promise<void> =>
    new Promise((done, fail) => {
      const look = (): void => void (pattern.test(text) && done());
      child.stdout.on("data", look);
      look();
      void ended.then((status) => fail(new Error(`It ended with status ${status} and never printed ${pattern}:\n${text}`)));
    });
  return { child, output: () => text, printed, ended };
}

test("--once shows everything, stops by itself with status 0 and leaves no process", async () => {
  const run = quickstart(folder, { args: ["--once"] });
  assert.equal(await run.ended, 0, run.output());
  const text = run.output();
  assert.match(text, /Endpoint breast-cancer comes into service: champion × 3, challenger × 2/);
  assert.match(text, /^ +patient +found +predicted +P\(benign\) +variant$/m);
  assert.match(text, /^ +\d+ +malignant +malignant +0\.\d{4} +champion +✓$/m);
  const share = Number(/^ +champion .* (\d+\.\d) % +95\.0 % /m.exec(text)?.[1]);
  assert.ok(share > 85 && share < 100, `champion got ${share} %`);
  const accuracy = Number(/accuracy +(\d+\.\d) % of 400 requests/.exec(text)?.[1]);
  assert.ok(accuracy > 93, `accuracy is ${accuracy} %`);
  assert.match(text, /latency +p50 \d+\.\d ms +p90 \d+\.\d ms +p99 \d+\.\d ms/);
  for (const zone of ["zone-a", "zone-b", "zone-c"]) assert.match(text, new RegExp(`^ +champion +${zone} +\\d+ `, "m"));
  assert.match(text, /eval "\$\(npm run --silent hostler -- env\)"/);
  assert.deepEqual(markedProcesses(folder), []);
});

test("it shows the same over HTTPS when it is given a certificate", async () => {
  const data = temporaryFolder();
  const { certFile, keyFile } = selfSigned();
  try {
    const run = quickstart(data, { args: ["--once"], environment: { HOSTLER_TLS_CERT: certFile, HOSTLER_TLS_KEY: keyFile } });
    assert.equal(await run.ended, 0, run.output());
    assert.match(run.output(), /https:\/\/127\.0\.0\.1:\d+/);
    assert.match(run.output(), /accuracy +(\d+\.\d) % of 400 requests/);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test("a second time it finds what the first made, keeps serving until Ctrl-C, and stops with status 0", async () => {
  const run = quickstart(folder);
  await run.printed(/It keeps serving\. Ctrl-C stops it\./);
  assert.ok(markedProcesses(folder).length >= 7, "control, router, five instances");
  run.child.kill("SIGINT");
  assert.equal(await run.ended, 0);
  assert.deepEqual(markedProcesses(folder), []);
});

for (const moment of [/quickstart/, /Hostler starts: /, /Model archives/, /comes into service: /]) {
  test(`Ctrl-C after ${moment} leaves no process`, async () => {
    const data = temporaryFolder();
    try {
      const run = quickstart(data);
      await run.printed(moment);
      run.child.kill("SIGINT");
      assert.equal(await run.ended, 130, run.output());
      assert.deepEqual(markedProcesses(data), []);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });
}

test("it uses a Hostler that runs on the folder, and leaves it running; a taken port is no obstacle", async () => {
  await using hostler = await startHostler();
  const run = quickstart(hostler.dataFolder);
  assert.equal(await run.ended, 0, run.output());
  assert.match(run.output(), /was running already/);
  assert.equal((await hostler.cli(["status"])).status, 0);
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const second = quickstart(folder, { args: ["--once"], port });
  assert.equal(await second.ended, 0, second.output());
  assert.match(second.output(), new RegExp(`port ${port} is taken by another program, so a free one is used`));
  other.close();
});
