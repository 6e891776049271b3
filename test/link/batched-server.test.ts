/** A native model server that evaluates requests together, and the link to it: who leaves in time is not among them, who errs does so alone. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { systemClock } from "../../src/lib/clock.ts";
import type { LinkRequest } from "../../src/link/instance-link.ts";
import { openLink } from "../../src/link/open-link.ts";
import type { BatchSettings } from "../../src/models/batching.ts";
import type { ModelServer } from "../../src/models/contract.ts";
import { serveModel } from "../../src/models/model-http.ts";
import { until } from "../harness/until.ts";
import { request } from "./instance-behaviour.ts";
import { fails, newPlace } from "./reached.ts";

/** Longer than any of these tests. */
const longWindow = { windowMs: 1_000_000 };

/** Answers what it was asked; "bad" is refused, "boom" throws. `evaluated` has the bodies of each evaluation, `held` holds up those of several. */
async function serving(batching: BatchSettings, held: Promise<void> = Promise.resolve()) {
  const evaluated: string[][] = [];
  const model: ModelServer = {
    together: {
      read: ({ body, accept }) => {
        if (String(body) === "bad") throw new Error("bad");
        return { rows: String(body), print: (values) => ({ status: 200, contentType: accept ?? "text/plain", body: values as string }) };
      },
      evaluate: async (all) => {
        evaluated.push(all as string[]);
        await held;
        if (all.includes("boom")) throw new Error("boom");
        return all;
      },
    },
    invoke: ({ body, accept }) => {
      evaluated.push([String(body)]);
      if (String(body) === "boom") throw new Error("boom");
      return { status: String(body) === "bad" ? 400 : 200, contentType: accept ?? "text/plain", body };
    },
  };
  const place = newPlace();
  const served = serveModel(model, () => undefined, batching);
  served.server.listen(place);
  await once(served.server, "listening");
  const link = openLink({ socket: place }, systemClock);
  await link.invoke({ ...request, body: Buffer.alloc(1024 * 1024), maxResponseBytes: 2e6 }); // so long that it waits for nobody: the link is there
  evaluated.length = 0;
  return {
    link,
    evaluated,
    drain: served.drain,
    async [Symbol.asyncDispose]() {
      const closed = link.close();
      if (served.server.listening) await served.drain();
      await closed;
    },
  };
}

const ask = (body: string, more: Partial<LinkRequest> = {}): LinkRequest => ({ ...request, body: Buffer.from(body), ...more });

test("requests in flight are evaluated together, and each gets its own answer in its own type", async () => {
  await using at = await serving({ ...longWindow, requests: 3 });
  const answers = await Promise.all([
    at.link.invoke(ask("a")),
    at.link.invoke(ask("b", { accept: "b/b" })),
    at.link.invoke(ask("c", { contentType: "c/c" })),
  ]);
  assert.deepEqual(
    answers.map(({ contentType, body }) => `${contentType} ${body}`),
    ["text/plain a", "b/b b", "text/plain c"],
  );
  assert.deepEqual(at.evaluated[0], ["a", "b", "c"]);
});

test("a request that is cancelled while it waits for others is not evaluated", async () => {
  await using at = await serving({ ...longWindow, requests: 4 });
  const leaving = new AbortController();
  const left = at.link.invoke(ask("left", { signal: leaving.signal }));
  const stays = at.link.invoke(ask("stays"));
  leaving.abort();
  await fails(left, "gone");
  await Promise.all([stays, at.link.invoke(ask("one")), at.link.invoke(ask("two"))]);
  assert.deepEqual(at.evaluated[0], ["stays", "one", "two"]);
  assert.ok(!at.evaluated.flat().includes("left"));
});

test("one that is cancelled while it is evaluated with others takes nothing from them", async () => {
  const release = Promise.withResolvers<void>();
  await using at = await serving({ windowMs: 0, requests: 3 }, release.promise);
  const leaving = new AbortController();
  const left = at.link.invoke(ask("left", { signal: leaving.signal }));
  const stays = at.link.invoke(ask("stays"));
  await until("they are evaluated", () => at.evaluated.length > 0);
  assert.deepEqual(at.evaluated, [["left", "stays"]]);
  leaving.abort();
  await fails(left, "gone");
  release.resolve();
  assert.equal(String((await stays).body), "stays");
});

test("malformed and failing requests are answered by themselves, the others as ever", async () => {
  await using at = await serving({ ...longWindow, requests: 4 });
  const answers = await Promise.all(["a", "bad", "boom", "b"].map((body) => at.link.invoke(ask(body))));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 400, 500, 200],
  );
  assert.deepEqual([String(answers[0]!.body), String(answers[3]!.body)], ["a", "b"]);
});

test("one that is cancelled after the evaluation began, and is then to be answered alone, only ends", async () => {
  const release = Promise.withResolvers<void>();
  await using at = await serving({ windowMs: 0, requests: 3 }, release.promise);
  const leaving = new AbortController();
  const bad = at.link.invoke(ask("bad", { signal: leaving.signal }));
  const others = [at.link.invoke(ask("a")), at.link.invoke(ask("b"))];
  await until("they are evaluated", () => at.evaluated.length > 0);
  leaving.abort();
  await fails(bad, "gone");
  assert.equal(String((await at.link.invoke(ask("c", { timeoutMs: 1 })).catch(({ trouble }) => ({ body: trouble }))).body), "timeout");
  release.resolve();
  await Promise.all(others);
  await at.drain(); // which waits for every request that has not ended
  assert.ok(!at.evaluated.flat().includes("bad") && !at.evaluated.flat().includes("c"));
});

test("what waits for others when the server is stopped is answered", async () => {
  await using at = await serving({ windowMs: 20, requests: 10 });
  const answers = [at.link.invoke(ask("a")), at.link.invoke(ask("b"))];
  await until("both have come", async () => (await Promise.all(answers)).length === 2);
  const last = at.link.invoke(ask("c"));
  await at.drain();
  assert.equal(String((await last).body), "c");
});
