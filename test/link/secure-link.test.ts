/** The framed link over TCP: who is not who the other side expects is told nothing. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { copyFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import type { TlsIdentity } from "../../src/lib/secure-door.ts";
import { openLink } from "../../src/link/open-link.ts";
import { type LinkIdentity, linkDoor, readLinkIdentity } from "../../src/link/secure-link.ts";
import { serveModel } from "../../src/models/model-http.ts";
import { authority, selfSigned } from "../harness/certificates.ts";
import { until } from "../harness/until.ts";
import { request } from "./instance-behaviour.ts";
import { fails } from "./reached.ts";

const ours = authority();
const theirs = authority();
const withOurs = (identity: TlsIdentity): LinkIdentity => ({ ...identity, ca: ours.cert });
const past = { from: "20200101000000Z", until: "20200201000000Z" };
const [router, instance] = [ours.issue(["DNS:router.test"]), ours.issue(["DNS:instance.test"])];

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A model server that shows `shown`, and counts what it is asked. */
async function serving(shown: TlsIdentity) {
  let asked = 0;
  const model = serveModel({ invoke: ({ body }) => ({ status: 200, body: `${++asked}: ${body}` }) }, () => undefined);
  const door = linkDoor(model.server, withOurs(shown), "router.test");
  const port = await listening(model.server);
  return {
    ...model,
    door,
    port,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      const closed = model.server.listening ? once(model.server, "close") : undefined;
      model.server.close();
      door[Symbol.dispose]();
      await closed;
    },
  };
}

/** A link as somebody who shows `own` opens it: nothing, if that is undefined. */
const linkAs = (own: LinkIdentity | undefined, port: number) =>
  openLink({ secure: { host: "127.0.0.1", port, name: "instance.test" } }, systemClock, own && (() => own));
const linkTo = (port: number) => linkAs(withOurs(router), port);

test("a router and an instance that are who they should be understand each other, frames and HTTP's model server alike", async () => {
  await using at = await serving(instance);
  const link = linkTo(at.port);
  assert.equal((await link.invoke(request)).body.toString(), "1: a body");
  await link.close();
});

test("an instance that stops answers what it was asked, and routers hear of it", async () => {
  const release = Promise.withResolvers<void>();
  let asked = 0;
  const invoke = async ({ body }: { body: Buffer }) => {
    asked++;
    await release.promise;
    return { status: 200, body };
  };
  const model = serveModel({ invoke }, () => undefined);
  linkDoor(model.server, withOurs(instance), "router.test");
  const link = linkTo(await listening(model.server));
  const answer = link.invoke(request);
  await until("it is asked", () => asked === 1);
  const drained = model.drain();
  release.resolve();
  assert.equal((await answer).body.toString(), "a body");
  await drained;
  await fails(link.invoke(request), "not-sent");
  await link.close();
});

const instances: readonly { who: string; shown: TlsIdentity }[] = [
  { who: "has another name", shown: ours.issue(["DNS:other.test"]) },
  { who: "has its name in a wildcard only", shown: ours.issue(["DNS:*.test"]) },
  { who: "has its name as the subject only", shown: ours.issue(["IP:127.0.0.1"]) },
  { who: "is vouched for by another authority", shown: theirs.issue(["DNS:instance.test"]) },
  { who: "vouches for itself", shown: selfSigned(["DNS:instance.test"]) },
  { who: "has a certificate that is over", shown: ours.issue(["DNS:instance.test"], past) },
];
for (const { who, shown } of instances) {
  test(`an instance that ${who} is sent nothing`, async () => {
    await using at = await serving(shown);
    const link = linkTo(at.port);
    await fails(link.invoke(request), "not-sent");
    assert.equal(at.asked(), 0);
    await link.close();
  });
}

const routers: readonly { who: string; own: LinkIdentity | undefined }[] = [
  { who: "has another name", own: withOurs(ours.issue(["DNS:instance.test"])) },
  { who: "is vouched for by another authority", own: withOurs(theirs.issue(["DNS:router.test"])) },
  { who: "has a certificate that is over", own: withOurs(ours.issue(["DNS:router.test"], past)) },
  { who: "has none", own: undefined },
];
for (const { who, own } of routers) {
  test(`a router that ${who} is not listened to`, async () => {
    await using at = await serving(instance);
    const link = linkAs(own, at.port);
    await fails(link.invoke(request), "not-sent");
    assert.equal(at.asked(), 0);
    await link.close();
    const other = linkTo(at.port);
    assert.equal((await other.invoke(request)).body.toString(), "1: a body");
    await other.close();
  });
}

for (const { who, says } of [
  { who: "speaks HTTP without TLS", says: "HTTP/1.1 400 Bad Request\r\n\r\n" },
  { who: "says nothing", says: "" },
]) {
  test(`a server that ${who} is sent nothing that could be read`, async () => {
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => undefined).on("data", (bytes) => heard.push(bytes));
      if (says) socket.end(says);
    });
    const link = linkTo(await listening(server));
    await fails(link.invoke(request), "not-sent");
    assert.ok(!Buffer.concat(heard).includes("a body"));
    await link.close();
    server.close();
  });
}

test("files that were renewed are for the next connection, on either side", async () => {
  const [mine, its] = [ours.issue(["DNS:router.test"], past), ours.issue(["DNS:instance.test"], past)];
  await using at = await serving(its);
  const files = { ...mine, caFile: ours.certFile };
  const link = openLink({ secure: { host: "127.0.0.1", port: at.port, name: "instance.test" } }, systemClock, () =>
    readLinkIdentity(files),
  );
  await fails(link.invoke(request), "not-sent");
  at.door.renew(instance);
  await fails(link.invoke(request), "not-sent");
  copyFileSync(router.certFile, mine.certFile);
  copyFileSync(router.keyFile, mine.keyFile);
  assert.equal((await link.invoke(request)).body.toString(), "1: a body");
  await link.close();
});

test("files that cannot be read keep a router from sending, and no more", async () => {
  await using at = await serving(instance);
  const missing = { certFile: "/nonexistent/a", keyFile: "/nonexistent/b", caFile: "/nonexistent/c" };
  const address = { secure: { host: "127.0.0.1", port: at.port, name: "instance.test" } };
  const link = openLink(address, systemClock, () => readLinkIdentity(missing));
  await assert.rejects(link.invoke(request), ({ cause }: { cause: Error }) => /nonexistent/.test(cause.message));
  await link.close();
});
