/** `hostler up` with a certificate, and the command line with it. */
import assert from "node:assert/strict";
import { copyFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { describe, test } from "node:test";
import { connect } from "node:tls";
import { authority, type Certificate, selfSigned } from "../harness/certificates.ts";
import { runCli, startHostler, temporaryFolder } from "../harness/hostler.ts";
import { until } from "../harness/until.ts";

const model = resolve(import.meta.dirname, "../../fixtures/xgboost/breast-cancer/model.tar.gz");
const row = Array(30).fill("1").join();

/** The certificate that a server shows. */
function shownBy(port: number): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      done(socket.getPeerX509Certificate()!.toString());
      socket.destroy();
    });
    socket.on("error", fail);
  });
}

test("everything works over HTTPS that works over HTTP, with a certificate that vouches for itself", async () => {
  const certificate = selfSigned();
  await using hostler = await startHostler({ certificate });
  assert.equal(hostler.url, `https://127.0.0.1:${hostler.port}`);
  assert.doesNotMatch(hostler.output().stderr, /WARNING/);
  const deployed = await hostler.cli(["deploy", model, "--name", "fraud"]);
  assert.equal(deployed.status, 0, deployed.stderr);
  const answer = await hostler.cli(["invoke", "fraud", "--body", row]);
  assert.ok(Number(answer.stdout) >= 0 && Number(answer.stdout) <= 1, answer.stderr);
  const { url, endpoints } = JSON.parse((await hostler.cli(["status", "--output", "json"])).stdout);
  assert.deepEqual([url, endpoints[0].status], [hostler.url, "InService"]);
  assert.equal((await hostler.cli(["logs", "fraud"])).status, 0);
  const exports = (await hostler.cli(["env"])).stdout;
  for (const line of [
    `AWS_ENDPOINT_URL=${hostler.url}`,
    `AWS_CA_BUNDLE=${certificate.certFile}`,
    `NODE_EXTRA_CA_CERTS=${certificate.certFile}`,
  ]) {
    assert.ok(exports.includes(`export ${line}\n`), exports);
  }
});

test("a name that only the certificate knows is in the URL, and its authority in the exports", async () => {
  const ours = authority();
  const certificate = ours.issue(["DNS:ml.example.com"]);
  await using hostler = await startHostler({ certificate, args: ["--tls-ca", ours.certFile] });
  assert.equal(hostler.url, `https://ml.example.com:${hostler.port}`);
  assert.equal((await hostler.cli(["status"])).status, 0, "this machine needs no name service for it");
  assert.ok((await hostler.cli(["env"])).stdout.includes(`export AWS_CA_BUNDLE=${ours.certFile}\n`));
});

test("a certificate of a known authority is not for clients to be told of", async () => {
  await using hostler = await startHostler({ certificate: authority().issue(["DNS:localhost"]) });
  assert.equal(hostler.url, `https://localhost:${hostler.port}`);
  assert.doesNotMatch((await hostler.cli(["env"])).stdout, /CA_/);
});

test("a certificate that is over is warned of, and this machine's command line works", async () => {
  const certificate = authority().issue(["DNS:localhost"], { from: "20200101000000Z", until: "20200201000000Z" });
  await using hostler = await startHostler({ certificate });
  assert.match(hostler.output().stderr, /WARNING: the certificate in \S+ expired on 2020-02-01T00:00:00\.000Z: clients refuse it\./);
  assert.equal((await hostler.cli(["status"])).status, 0);
});

test("a new certificate in the place of the old is shown without a restart, by every router, and the command line follows", async () => {
  const certificate = selfSigned();
  await using hostler = await startHostler({ certificate, args: ["--routers", "2"] });
  const pids = async (): Promise<unknown> => JSON.parse((await hostler.cli(["status", "--output", "json"])).stdout).processes;
  const before = await pids();
  const next = selfSigned();
  copyFileSync(next.certFile, certificate.certFile);
  copyFileSync(next.keyFile, certificate.keyFile);
  await until("both routers show it", async () => {
    const shown = await Promise.all(Array.from({ length: 24 }, () => shownBy(hostler.port)));
    return shown.every((each) => each.trim() === next.cert.trim());
  });
  assert.deepEqual(await pids(), before);
});

test("the command line does not talk to somebody with another certificate", async () => {
  const certificate = selfSigned();
  await using hostler = await startHostler({ certificate });
  copyFileSync(selfSigned().certFile, certificate.certFile); // without its key: it is never taken up
  const { status, stderr } = await hostler.cli(["status"]);
  assert.equal(status, 1);
  assert.match(stderr, /^hostler: What answers at \S+ shows another certificate than \S+: .*Try again\.\n$/);
});

test("a server goes from HTTP to HTTPS and back with its folder", async () => {
  const dataFolder = temporaryFolder();
  try {
    for (const certificate of [undefined, selfSigned(), undefined] as (Certificate | undefined)[]) {
      await using hostler = await startHostler({ dataFolder, ...(certificate && { certificate }) });
      assert.ok(hostler.url.startsWith(certificate ? "https:" : "http:"));
      assert.equal((await hostler.cli(["status"])).status, 0);
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});

describe("what is wrong with the files is said in one sentence", () => {
  const good = selfSigned();
  const cases = [
    { args: ["--tls-cert", good.certFile], says: /^hostler: HTTPS needs the certificate's key: name its file with --tls-key/ },
    { args: ["--tls-key", good.keyFile], says: /^hostler: HTTPS needs a certificate: name its file with --tls-cert/ },
    { args: ["--tls-ca", good.certFile], says: /^hostler: HTTPS needs a certificate/ },
    {
      args: ["--tls-cert", "/nonexistent", "--tls-key", good.keyFile],
      says: /there is no such file\): check --tls-cert \(or HOSTLER_TLS_CERT\)\.$/,
    },
    { args: ["--tls-cert", good.certFile, "--tls-key", selfSigned().keyFile], says: /is not that of the certificate in/ },
    {
      args: ["--tls-cert", good.certFile, "--tls-key", good.keyFile, "--tls-ca", "/nonexistent"],
      says: /there is no such file\): check --tls-ca/,
    },
  ];
  for (const { args, says } of cases) {
    test(args.join(" "), async () => {
      const { status, stdout, stderr } = await runCli(["up", "--port", "0", "--data", "/nonexistent/hostler", ...args]);
      assert.deepEqual([status, stdout], [1, ""]);
      assert.match(stderr.trimEnd(), says);
      assert.match(stderr, /^hostler: [^\n]+\n$/, "one line");
    });
  }
});
