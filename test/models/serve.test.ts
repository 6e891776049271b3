/** The model process from outside: started as the agent starts it, spoken to over its socket. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { extract } from "tar";
import { systemClock } from "../../src/lib/clock.ts";

const root = resolve(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "hostler-serve-"));
const started: ChildProcess[] = [];
const agent = new Agent({ keepAlive: true });
after(() => {
  agent.destroy();
  for (const child of started) child.kill("SIGKILL");
  rmSync(scratch, { recursive: true, force: true });
});

async function modelDir(name: string, family = "onnx"): Promise<string> {
  const dir = mkdtempSync(join(scratch, "model-"));
  await extract({ file: join(root, "fixtures", family, name, "model.tar.gz"), cwd: dir });
  return dir;
}

function start(runtime: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, "src/models/serve.ts"), runtime], {
    env: environment,
    stdio: ["ignore", "inherit", "pipe"],
  });
  started.push(child);
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const closed = once(child, "close").then(([status]) => ({ status, log }));
  return { child, closed };
}

async function call(
  where: { socketPath: string } | { port: number },
  method: string,
  path: string,
  body = "",
): Promise<{ status: number; body: string }> {
  const outgoing = request({ ...where, method, path, agent, headers: { "Content-Type": "text/csv" } }).end(body);
  const [response] = await once(outgoing, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, body: text };
}

/** Refused connections mean "not yet". */
async function ready(where: { socketPath: string } | { port: number }): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    const answer = await call(where, "GET", "/ping").catch(() => undefined);
    if (answer) return assert.equal(answer.status, 200);
    await systemClock.sleep(20);
  }
  assert.fail("the model process never answered its ping");
}

async function freePort(): Promise<number> {
  await using server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as { port: number }).port;
}

test("a model process answers on its socket, replaces a stale one, and stops when told", async () => {
  const socketPath = join(scratch, "a.sock");
  const environment = { HOSTLER_SOCKET: socketPath, SM_MODEL_DIR: await modelDir("diabetes-boosting") };
  const first = start("onnx", environment);
  await ready({ socketPath });
  first.child.kill("SIGKILL");
  await first.closed;
  assert.ok(existsSync(socketPath), "a killed process leaves its socket");

  const second = start("onnx", environment);
  await ready({ socketPath });
  const row = Array(10).fill(0.01).join(",");
  const { status, body } = await call({ socketPath }, "POST", "/invocations", row);
  assert.equal(status, 200);
  assert.equal(typeof JSON.parse(body).predictions[0], "number");
  second.child.kill("SIGTERM");
  assert.deepEqual(await second.closed, { status: 0, log: "hostler model: serving an onnx model\n" });
});

test("without a socket it listens on SAGEMAKER_BIND_TO_PORT", async () => {
  const port = await freePort();
  const { child, closed } = start("onnx", { SAGEMAKER_BIND_TO_PORT: String(port), SM_MODEL_DIR: await modelDir("wine-forest") });
  await ready({ port });
  child.kill("SIGTERM");
  assert.equal((await closed).status, 0);
});

test("a model that cannot be loaded ends the process with status 3 and one line", async () => {
  const dir = mkdtempSync(join(scratch, "model-"));
  writeFileSync(join(dir, "model.onnx"), "not a model");
  const { status, log } = await start("onnx", { HOSTLER_SOCKET: join(scratch, "b.sock"), SM_MODEL_DIR: dir }).closed;
  assert.equal(status, 3);
  assert.match(log, /^hostler model: model\.onnx cannot be loaded by ONNX Runtime: [^\n]*\n$/);
});

test("an experimental model says so in its log", async () => {
  const socketPath = join(scratch, "c.sock");
  const { child, closed } = start("first-party", {
    HOSTLER_SOCKET: socketPath,
    SM_MODEL_DIR: await modelDir("knn-classifier", "first-party"),
  });
  await ready({ socketPath });
  child.kill("SIGTERM");
  assert.match(
    (await closed).log,
    /^hostler model: serving an first-party model\nhostler model: this is an experiment: which label wins a tie/,
  );
});

test("batching that cannot be as it is asked for ends it so too", async () => {
  const environment = {
    HOSTLER_SOCKET: join(scratch, "d.sock"),
    SM_MODEL_DIR: await modelDir("wine-forest"),
    HOSTLER_BATCH_MAX_REQUESTS: "1",
  };
  const { status, log } = await start("onnx", environment).closed;
  assert.equal(status, 3);
  assert.match(log, /^hostler model: HOSTLER_BATCH_MAX_REQUESTS is "1"; it must be a whole number from 2 to 256\.\n$/m);
});

test("an unknown runtime and a missing address are said plainly", async () => {
  assert.match((await start("pickle", {}).closed).log, /^hostler model: "pickle" is not a runtime; there are xgboost, .*onnx\.\n$/);
  const { status, log } = await start("onnx", { SM_MODEL_DIR: await modelDir("wine-forest") }).closed;
  assert.equal(status, 1);
  assert.match(log, /set HOSTLER_SOCKET/);
});
