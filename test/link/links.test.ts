/** What every link promises, whatever it speaks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "../../src/limits.ts";
import type { Asker, Departure, DepartureListener, LinkError, LinkResponse } from "../../src/link/instance-link.ts";
import { until } from "../harness/until.ts";
import { type Behaviour, request, type Served } from "./instance-behaviour.ts";
import { framed, framedOverTls, http } from "./instances.ts";
import { fails, pattern, reached } from "./reached.ts";

const answerAtOnce: Behaviour = (served) => served.answer(200, {}, Buffer.from("ok"));

for (const [name, kind] of Object.entries({ framed, "framed over TLS": framedOverTls, http })) {
  test(`${name}: an answer comes back whole, whatever its status`, async () => {
    await using at = await reached(kind, (served) =>
      served.answer(418, { contentType: "x/y; z=1", customAttributes: "trace=1" }, Buffer.from("teapot")),
    );
    const { body, ...head } = await at.link.invoke(request);
    assert.deepEqual(head, { status: 418, contentType: "x/y; z=1", customAttributes: "trace=1" });
    assert.equal(body.toString(), "teapot");
  });

  test(`${name}: an answer may have neither headers nor body`, async () => {
    await using at = await reached(kind, (served) => served.answer(204, {}, Buffer.alloc(0)));
    const { body, ...head } = await at.link.invoke(request);
    assert.deepEqual(head, { status: 204, contentType: undefined, customAttributes: undefined });
    assert.equal(body.length, 0);
  });

  test(`${name}: the headers arrive as they were sent, Latin-1 and all, and none is invented`, async () => {
    await using at = await reached(kind, answerAtOnce);
    const contentType = "text/csv; header=absent";
    const further = [["x-amzn-sagemaker-session-id", "NEW_SESSION"]] as const;
    await at.link.invoke({
      ...request,
      contentType,
      accept: "a/b, c/d;q=0.5",
      customAttributes: "caf\xe9\t=1",
      inferenceId: "i-1",
      further,
    });
    await at.link.invoke(request);
    const [full, bare] = at.seen;
    assert.deepEqual([full?.contentType, full?.accept, full?.inferenceId], [contentType, "a/b, c/d;q=0.5", "i-1"]);
    assert.equal(full?.customAttributes, "caf\xe9\t=1");
    assert.equal(full?.further.get("x-amzn-sagemaker-session-id"), "NEW_SESSION");
    assert.deepEqual([bare?.contentType, bare?.accept, bare?.customAttributes, bare?.inferenceId], Array(4).fill(undefined));
  });

  for (const bytes of [0, 1, 16_383, 16_384, 65_536, 65_537, 131_072, 131_073, 1_000_000, limits.invocationBodyBytes]) {
    test(`${name}: ${bytes} bytes go there and back`, async () => {
      await using at = await reached(kind, (served) => served.answer(200, {}, served.body));
      const body = pattern(bytes);
      const answer = await at.link.invoke({ ...request, body, maxResponseBytes: bytes });
      assert.ok(answer.body.equals(body));
    });
  }

  test(`${name}: a body that ends exactly with its last piece is complete, also among others`, async () => {
    await using at = await reached(kind, (served) => served.answer(200, {}, served.body));
    const sizes = Array.from({ length: 60 }, (_, index) => (index % 10) * 65_536 + (index % 3));
    const answers = await Promise.all(sizes.map((bytes) => at.link.invoke({ ...request, body: pattern(bytes), maxResponseBytes: 1e6 })));
    for (const [index, { body }] of answers.entries()) assert.ok(body.equals(pattern(sizes[index]!)), `${sizes[index]} bytes`);
  });

  test(`${name}: many requests are answered in any order, each with its own answer`, async () => {
    const held: Served[] = [];
    await using at = await reached(kind, (served) => {
      held.push(served);
      if (held.length === 200) for (const each of held.reverse()) each.answer(200, {}, each.body);
    });
    const bodies = Array.from({ length: 200 }, (_, index) => `request ${index}`);
    const answers = await Promise.all(bodies.map((body) => at.link.invoke({ ...request, body: Buffer.from(body) })));
    assert.deepEqual(
      answers.map(({ body }) => body.toString()),
      bodies,
    );
  });

  test(`${name}: who is told an answer may ask again at once for the same client, and learns when it leaves`, async () => {
    await using at = await reached(kind, (served) => {
      if (served.contentType === "first") served.answer(200, {}, Buffer.from("ok"));
    });
    let listener: DepartureListener | undefined;
    const signal: Departure = {
      aborted: false,
      addEventListener: (_, added) => {
        listener = added;
      },
      removeEventListener: () => {
        listener = undefined;
      },
    };
    const second = new Promise<LinkResponse>((answered, failed) => {
      const again: Asker = { answered, failed };
      const first: Asker = {
        answered: () => at.link.ask({ ...request, contentType: "second", signal }, again, Date.now()),
        failed,
      };
      at.link.ask({ ...request, contentType: "first", signal }, first, Date.now());
    });
    await until("the second is with the instance", () => at.seen.length === 2);
    assert.ok(listener, "the end of the first took away the listener of the second");
    listener.handleEvent();
    await fails(second, "gone");
  });

  test(`${name}: an instance that does not answer in time is given up, and asked once`, async () => {
    await using at = await reached(kind, () => undefined);
    await fails(at.link.invoke({ ...request, timeoutMs: 100 }), "timeout");
    assert.equal(at.seen.length, 1);
    await at.seen[0]!.left;
  });

  test(`${name}: the time is for the whole answer, not for its beginning`, async () => {
    await using at = await reached(kind, (served) => {
      served.begin(200, {});
      void served.write(Buffer.from("a beginning"));
    });
    await fails(at.link.invoke({ ...request, timeoutMs: 100 }), "timeout");
  });

  test(`${name}: an answer of exactly the limit is taken, a byte more is too large`, async () => {
    await using at = await reached(kind, (served) => served.answer(200, {}, Buffer.alloc(Number(served.contentType))));
    for (const limit of [1000, 300_000]) {
      const at_ = { ...request, maxResponseBytes: limit };
      assert.equal((await at.link.invoke({ ...at_, contentType: String(limit) })).body.length, limit);
      await fails(at.link.invoke({ ...at_, contentType: String(limit + 1) }), "too-large");
    }
  });

  test(`${name}: an answer without end is cut off at the limit, and the instance hears of it`, async () => {
    await using at = await reached(kind, async (served) => {
      served.begin(200, {});
      while (await served.write(Buffer.alloc(100)));
    });
    await fails(at.link.invoke(request), "too-large");
    await at.seen[0]!.left;
  });

  test(`${name}: a client that leaves ends the request at the instance`, async () => {
    const leaving = new AbortController();
    await using at = await reached(kind, () => leaving.abort());
    await fails(at.link.invoke({ ...request, signal: leaving.signal }), "gone");
    await at.seen[0]!.left;
  });

  test(`${name}: a client that leaves in the middle of its long body reaches no model`, async () => {
    const leaving = new AbortController();
    await using at = await reached(kind, answerAtOnce);
    const answer = at.link.invoke({ ...request, body: pattern(20_000_000), signal: leaving.signal });
    setImmediate(() => leaving.abort());
    await fails(answer, "gone");
    await at.link.invoke(request);
    assert.deepEqual(
      at.seen.map(({ body }) => body.length),
      [6],
    );
  });

  test(`${name}: a client that has left already costs the instance nothing`, async () => {
    await using at = await reached(kind, answerAtOnce);
    await fails(at.link.invoke({ ...request, signal: AbortSignal.abort() }), "gone");
    assert.equal(at.seen.length, 0);
  });

  test(`${name}: an instance that is killed with a request in hand has broken it, and nobody asks again`, async () => {
    await using at = await reached(kind, () => at.instance.kill());
    await fails(at.link.invoke(request), "broken");
    assert.equal(at.seen.length, 1);
  });

  test(`${name}: an instance that is killed in the middle of its answer has broken it`, async () => {
    await using at = await reached(kind, async (served) => {
      served.begin(200, {});
      await served.write(Buffer.alloc(500));
      setImmediate(() => at.instance.kill());
    });
    await fails(at.link.invoke(request), "broken");
  });

  test(`${name}: where nobody listens nothing has been sent, and when somebody does again the same link reaches him`, async () => {
    const at = await reached(kind, answerAtOnce);
    await at.link.invoke(request);
    at.instance.kill();
    await until("the link has noticed", () =>
      at.link.invoke(request).then(
        () => false,
        (error: LinkError) => error.trouble === "not-sent",
      ),
    );
    await using _again = await kind.start(at.place, (served) => served.answer(200, {}, Buffer.from("again")));
    assert.equal((await at.link.invoke(request)).body.toString(), "again");
    await at.link.close();
  });

  test(`${name}: closing lets what is in flight finish`, async () => {
    let closed: Promise<void> | undefined;
    await using at = await reached(kind, (served) => {
      closed = at.link.close();
      setImmediate(() => served.answer(200, {}, Buffer.from("late")));
    });
    assert.equal((await at.link.invoke(request)).body.toString(), "late");
    await closed;
    await at.link.close();
  });
}
