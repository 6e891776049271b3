/** A native model server and the link to it, as they are put together: two protocols on one socket, stops, upgrades, what waits. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer as createHttpServer, get } from "node:http";
import { createServer } from "node:net";
import { test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import { limits } from "../../src/limits.ts";
import { kinds, preface } from "../../src/link/frames.ts";
import { LinkError, type LinkRequest, type LinkResponse } from "../../src/link/instance-link.ts";
import { openLink } from "../../src/link/open-link.ts";
import type { ModelServer } from "../../src/models/contract.ts";
import { serveModel } from "../../src/models/model-http.ts";
import { ManualClock } from "../harness/manual-clock.ts";
import { until } from "../harness/until.ts";
import { request } from "./instance-behaviour.ts";
import { frame, headed, RawPeer } from "./raw-peer.ts";
import { fails, newPlace, pattern } from "./reached.ts";

async function serving(invoke: ModelServer["invoke"], place = newPlace()) {
  const lines: string[] = [];
  const model = serveModel({ invoke }, (line) => lines.push(line));
  rmSync(place, { force: true });
  model.server.listen(place);
  await once(model.server, "listening");
  const link = openLink({ socket: place }, systemClock);
  return {
    ...model,
    link,
    place,
    lines,
    async [Symbol.asyncDispose]() {
      const closed = link.close();
      if (model.server.listening) await model.drain();
      await closed;
    },
  };
}

const echo: ModelServer["invoke"] = ({ body }) => ({ status: 200, contentType: "text/plain", body });
const ask = (body: string): LinkRequest => ({ ...request, body: Buffer.from(body) });

async function pinged(place: string): Promise<number | undefined> {
  const call = get({ socketPath: place, path: "/ping", agent: false });
  const [response] = await once(call, "response");
  response.resume();
  await once(response, "close");
  return response.statusCode;
}

test("frames and HTTP are served on one socket, side by side", async () => {
  const release = Promise.withResolvers<void>();
  await using at = await serving(async (asked) => {
    await release.promise;
    return echo(asked);
  });
  const answer = at.link.invoke(ask("held"));
  assert.equal(await pinged(at.place), 200);
  release.resolve();
  assert.equal((await answer).body.toString(), "held");
});

test("a model sees what the container contract gives it, and may answer text", async () => {
  await using at = await serving(({ contentType, accept, customAttributes, body }) => ({
    status: 201,
    contentType: "text/plain; charset=utf-8",
    body: `${contentType} ${accept} ${customAttributes} ${body} äöü€`,
  }));
  const { status, contentType, body } = await at.link.invoke({ ...ask("1,2"), contentType: "text/csv", customAttributes: "a=1" });
  assert.deepEqual([status, contentType], [201, "text/plain; charset=utf-8"]);
  assert.equal(body.toString(), "text/csv undefined a=1 1,2 äöü€");
});

test("a long text comes back whole", async () => {
  const text = "€".repeat(200_000);
  await using at = await serving(() => ({ status: 200, body: text }));
  assert.equal((await at.link.invoke({ ...request, maxResponseBytes: 1e6 })).body.toString(), text);
});

test("a model that throws costs one request, not the process or the connection", async () => {
  await using at = await serving((asked) => {
    if (asked.body.toString() === "bad") throw new Error("boom");
    if (asked.body.toString() === "worse") return Promise.reject(new Error("boom later"));
    return echo(asked);
  });
  const answers = await Promise.all(["bad", "good", "worse"].map((body) => at.link.invoke(ask(body))));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [500, 200, 500],
  );
  assert.doesNotMatch(answers.map(({ body }) => body.toString()).join(), /boom/);
  assert.match(at.lines.join(), /boom/);
});

test("a body that is too large is answered 413 without being sent", async () => {
  let asked = 0;
  await using at = await serving((each) => {
    asked++;
    return echo(each);
  });
  const body = Buffer.alloc(limits.invocationBodyBytes + 1);
  assert.equal((await at.link.invoke({ ...request, body })).status, 413);
  assert.equal((await at.link.invoke(ask("fine"))).body.toString(), "fine");
  assert.equal(asked, 1);
});

test("what waits behind others and is cancelled never reaches the model", async () => {
  const release = Promise.withResolvers<void>();
  const seen: string[] = [];
  await using at = await serving(async (asked) => {
    seen.push(asked.body.toString());
    await release.promise;
    return echo(asked);
  });
  const busy = Array.from({ length: limits.modelConcurrency }, (_, nth) => at.link.invoke(ask(`busy ${nth}`)));
  await until("all of them are worked on", () => seen.length === limits.modelConcurrency);
  const leaving = new AbortController();
  const waiting = at.link.invoke({ ...ask("cancelled"), signal: leaving.signal });
  const tooLate = at.link.invoke({ ...ask("too late"), timeoutMs: 50 });
  const next = at.link.invoke(ask("next"));
  await fails(tooLate, "timeout");
  leaving.abort();
  await fails(waiting, "gone");
  assert.equal(await pinged(at.place), 200); // read after the cancellations
  release.resolve();
  await Promise.all([...busy, next]);
  assert.deepEqual(seen.slice(limits.modelConcurrency), ["next"]);
});

test("a small request passes one with a long body", async () => {
  const order: number[] = [];
  await using at = await serving((asked) => {
    order.push(asked.body.length);
    return echo(asked);
  });
  await at.link.invoke(request);
  const long = at.link.invoke({ ...request, body: pattern(20_000_000), maxResponseBytes: 20_000_000 });
  await Promise.all([long, at.link.invoke(ask("small"))]);
  assert.deepEqual(order, [6, 5, 20_000_000]);
});

test("a server that stops in the middle of traffic loses nothing: all of it was answered or never sent", async () => {
  const seen = new Map<string, number>();
  const count: ModelServer["invoke"] = async (asked) => {
    const name = asked.body.toString();
    seen.set(name, (seen.get(name) ?? 0) + 1);
    await new Promise(setImmediate);
    return echo(asked);
  };
  await using next = await serving(count);
  for (let round = 0; round < 4; round++) {
    seen.clear();
    const at = await serving(count);
    let answered = 0;
    let moved = 0;
    const worker = async (_: unknown, which: number): Promise<void> => {
      for (let nth = 0; nth < 100; nth++) {
        const name = `${which}/${nth}`;
        const either = (): Promise<LinkResponse> =>
          at.link.invoke(ask(name)).catch((error) => {
            if (!(error instanceof LinkError) || error.trouble !== "not-sent") throw error;
            moved++;
            return next.link.invoke(ask(name));
          });
        assert.equal((await either()).body.toString(), name);
        if (++answered === 700) void at.drain();
      }
    };
    await Promise.all(Array.from({ length: 30 }, worker));
    await at.link.close();
    assert.equal(seen.size, 3000);
    assert.ok([...seen.values()].every((times) => times === 1));
    assert.ok(moved > 0);
  }
});

test("a server that stops does not wait for ever for a router that does not hear", async () => {
  const at = await serving(echo);
  const deaf = await RawPeer.connect(at.place);
  deaf.send(frame(kinds.request, 1, headed(0, 1, {}, "x"), true));
  await deaf.hears("answer");
  const drained = at.drain();
  await deaf.hears("away");
  deaf.send(frame(kinds.request, 2, headed(0, 1, {}, "y"), true));
  assert.equal((await deaf.hears("answer", 1)).payload.at(-1), "y".charCodeAt(0));
  await drained;
  await until("the connection is closed", () => deaf.closed);
});

test("a server of an earlier version is reached over HTTP, and its successor in frames", async () => {
  const place = newPlace();
  const older = createHttpServer(async (incoming, response) => {
    for await (const _piece of incoming);
    response.end(`older ${incoming.url}`);
  });
  older.listen(place);
  await once(older, "listening");
  const link = openLink({ socket: place }, systemClock);
  const answers = await Promise.all([link.invoke(request), link.invoke(request)]);
  assert.deepEqual(
    answers.map(({ body }) => body.toString()),
    Array(2).fill("older /invocations"),
  );
  assert.equal((await link.invoke(request)).body.toString(), "older /invocations");
  older.closeAllConnections();
  older.close();
  await until("the link has noticed", () =>
    link.invoke(request).then(
      () => false,
      () => true,
    ),
  );
  let overHttp = 0;
  await using newer = await serving(echo, place);
  newer.server.on("request", () => overHttp++);
  assert.equal((await link.invoke(request)).body.toString(), "a body");
  assert.equal(overHttp, 0);
  await link.close();
});

const silences: readonly { who: string; says: Buffer }[] = [
  { who: "does not greet", says: Buffer.alloc(0) },
  { who: "greets by halves", says: preface(1).subarray(0, 5) },
];
for (const { who, says } of silences) {
  test(`nothing has been sent to an instance that ${who}`, async () => {
    const place = newPlace();
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.write(says);
      socket.on("data", (chunk) => heard.push(chunk));
    }).listen(place);
    await once(server, "listening");
    const clock = new ManualClock(0);
    const link = openLink({ socket: place }, clock);
    const outcome = fails(link.invoke(request), "not-sent");
    await until("the router has greeted", () => heard.length > 0);
    clock.advance(limits.link.connectMs);
    await outcome;
    assert.ok(Buffer.concat(heard).equals(preface(1)));
    await link.close();
    server.close();
  });
}

const refusals: readonly { who: string; says: Buffer }[] = [
  { who: "closes at once", says: Buffer.alloc(0) },
  { who: "greets in another language", says: Buffer.from("SSH-2.0-x\r\n") },
  { who: "speaks another version only", says: preface(9) },
];
for (const { who, says } of refusals) {
  test(`nothing has been sent to an instance that ${who}`, async () => {
    const place = newPlace();
    const server = createServer((socket) => void socket.on("error", () => undefined).end(says)).listen(place);
    await once(server, "listening");
    const link = openLink({ socket: place }, systemClock);
    await fails(link.invoke(request), "not-sent");
    await link.close();
    server.close();
  });
}
