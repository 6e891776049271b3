/** An invocation of a model server that listens as one of another machine does: on TCP with mutual TLS. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { extract } from "tar";
import { freePort } from "../../src/agent/launch-plan.ts";
import { ensureCredentials } from "../../src/config/credentials.ts";
import { pathsOf } from "../../src/config/paths.ts";
import type { Settings } from "../../src/config/settings.ts";
import type { SecureAddress } from "../../src/lib/address.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openLink } from "../../src/link/open-link.ts";
import { readLinkIdentity } from "../../src/link/secure-link.ts";
import { keepRoutes } from "../../src/router/route-feed.ts";
import { authority } from "../harness/certificates.ts";
import { breastCancerRows, clientsOf, invoke } from "../harness/deployment.ts";
import { temporaryFolder } from "../harness/hostler.ts";
import { startLoneRouter } from "../harness/lone-router.ts";
import { until } from "../harness/until.ts";
import { request } from "../link/instance-behaviour.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = temporaryFolder();
const started: ChildProcess[] = [];
after(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const ours = authority();
const router = { ...ours.issue(["DNS:router.test"]), caFile: ours.certFile };
const instance = ours.issue(["DNS:instance.test"]);

/** A model server as it is started on another machine. */
function startServer(environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, "src/models/serve.ts"), "xgboost"], {
    env: { SM_MODEL_DIR: join(folder, "model"), HOSTLER_IMAGE: "sagemaker-xgboost:3.0-5", ...environment },
    stdio: ["ignore", "inherit", "pipe"],
  });
  started.push(child);
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const closed = once(child, "close").then(([status]) => ({ status, log }));
  const serves = (): Promise<unknown> => until("it serves", () => log.includes("serving"));
  return { child, closed, serves };
}

const linkVariables = (port: number, files: { certFile: string; keyFile: string }) => ({
  HOSTLER_LINK_LISTEN: `127.0.0.1:${port}`,
  HOSTLER_LINK_CERT: files.certFile,
  HOSTLER_LINK_KEY: files.keyFile,
  HOSTLER_LINK_CA: ours.certFile,
  HOSTLER_LINK_ROUTER: "router.test",
});

async function unpacked(): Promise<void> {
  mkdirSync(join(folder, "model"), { recursive: true });
  await extract({ file: join(root, "fixtures/xgboost/breast-cancer/model.tar.gz"), cwd: join(folder, "model") });
}

/** A data folder as `hostler up` leaves it, for a router whose table has one instance, at `secure`. */
async function routerFolder(secure: SecureAddress, link: Settings["link"]) {
  const paths = pathsOf(temporaryFolder());
  mkdirSync(join(paths.data, "run"), { recursive: true });
  const credentials = ensureCredentials(paths.credentials);
  const [port, region] = [await freePort(), "us-east-1"];
  const settings: Settings = {
    dataFolder: paths.data,
    host: "127.0.0.1",
    port,
    zones: ["a"],
    accountId: "000000000000",
    region,
    noAuth: false,
  };
  writeFileSync(paths.settings, JSON.stringify({ ...settings, ...(link && { link }) }));
  const fleets = [{ id: "f", configName: "c", share: 1, instances: [{ id: "i", zone: "a", address: { secure } }] }];
  const variants = [{ name: "AllTraffic", weight: 1, routing: "RANDOM" as const, fleets }];
  keepRoutes(paths.routes.replace(".json", "-router-1.json"), {
    term: 1,
    epoch: 1,
    endpoints: [{ name: "e", region, status: "InService", variants }],
  });
  const client = { endpoint: `http://127.0.0.1:${port}`, region, credentials, forcePathStyle: true, maxAttempts: 1 } as const;
  return { data: paths.data, clients: clientsOf({ client }) };
}

test("a router with a certificate reaches it, one without answers that the model could not be reached", async () => {
  await unpacked();
  const port = await freePort();
  const server = startServer(linkVariables(port, instance));
  await server.serves();
  const secure = { host: "127.0.0.1", port, name: "instance.test" };
  const { certFile, keyFile, caFile } = router;
  for (const link of [{ certFile, keyFile, caFile }, undefined]) {
    const { data, clients } = await routerFolder(secure, link);
    try {
      await using lone = startLoneRouter(data, "router-1");
      await until("it listens", () => lone.output().includes('"listening"'));
      const answer = invoke(clients, "e", breastCancerRows[0]!);
      if (link) assert.match(await answer, /^0\.\d+\n$/);
      else await assert.rejects(answer, (error: { $metadata: { httpStatusCode: number } }) => error.$metadata.httpStatusCode >= 500);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  }
  server.child.kill("SIGTERM");
  assert.deepEqual(await server.closed, { status: 0, log: "hostler model: serving an xgboost model\n" });
});

test("it takes up a certificate that replaces its own", async () => {
  await unpacked();
  const port = await freePort();
  const past = ours.issue(["DNS:instance.test"], { from: "20200101000000Z", until: "20200201000000Z" });
  const server = startServer(linkVariables(port, past));
  await server.serves();
  const address = { secure: { host: "127.0.0.1", port, name: "instance.test" } };
  const link = openLink(address, systemClock, () => readLinkIdentity(router));
  const row = { ...request, contentType: "text/csv", body: Buffer.from(breastCancerRows[0]!) };
  await assert.rejects(link.invoke(row), { trouble: "not-sent" });
  copyFileSync(instance.certFile, past.certFile);
  copyFileSync(instance.keyFile, past.keyFile);
  const answer = await until("the new one is shown", () => link.invoke(row).catch(() => undefined));
  assert.equal(answer.status, 200);
  await link.close();
  server.child.kill("SIGTERM");
  assert.equal((await server.closed).status, 0);
});

for (const { when, change, says } of [
  { when: "its address is none", change: { HOSTLER_LINK_LISTEN: "9443" }, says: /HOSTLER_LINK_LISTEN must be an address and a port/ },
  { when: "nobody is named", change: { HOSTLER_LINK_ROUTER: "" }, says: /needs HOSTLER_LINK_CERT, .* and HOSTLER_LINK_ROUTER, a name\./ },
  {
    when: "a file is missing",
    change: { HOSTLER_LINK_KEY: "/nonexistent" },
    says: /the certificate of the link cannot be used: .*nonexistent/,
  },
  { when: "the key is another's", change: { HOSTLER_LINK_KEY: router.keyFile }, says: /the certificate of the link cannot be used/ },
]) {
  test(`it does not start, and says why in a line, when ${when}`, async () => {
    await unpacked();
    const server = startServer({ ...linkVariables(await freePort(), instance), ...change });
    const { status, log } = await server.closed;
    assert.equal(status, 1);
    assert.match(log, says);
    assert.match(log, /^hostler model: [^\n]+\n$/);
  });
}
