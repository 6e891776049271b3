/** What every link promises of answers that come piece by piece. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { StreamingLink } from "../../src/link/instance-link.ts";
import { until } from "../harness/until.ts";
import { request } from "./instance-behaviour.ts";
import { framed, framedOverTls, http } from "./instances.ts";
import { fails, pattern, reached } from "./reached.ts";

for (const [name, kind] of Object.entries({ framed, "framed over TLS": framedOverTls, http })) {
  test(`${name}: a streamed answer comes as it is made`, async () => {
    const taken = Promise.withResolvers<void>();
    await using at = await reached(kind, async (served) => {
      served.begin(200, { contentType: "text/event-stream" });
      await served.write(Buffer.from("one "));
      await taken.promise;
      await served.write(Buffer.from("two"));
      served.end();
    });
    const { status, contentType, body } = await at.link.stream(request);
    assert.deepEqual([status, contentType], [200, "text/event-stream"]);
    let text = "";
    for await (const piece of body) {
      text += piece.toString();
      if (text === "one ") taken.resolve();
    }
    assert.equal(text, "one two");
  });

  test(`${name}: a whole answer can be taken as a stream, and a streamed one whole`, async () => {
    await using at = await reached(kind, async (served) => {
      if (served.contentType === "whole") return served.answer(200, {}, pattern(300_000));
      served.begin(200, {});
      for (let nth = 0; nth < 300; nth++) await served.write(pattern(1000));
      served.end();
    });
    assert.equal(await bytesOf(at.link, "whole"), 300_000);
    assert.equal((await at.link.invoke({ ...request, maxResponseBytes: 300_000 })).body.length, 300_000);
    assert.equal(await bytesOf(at.link, "streamed"), 300_000);
  });

  test(`${name}: who reads slowly holds the instance back, and who stops reading stops it`, async () => {
    let written = 0;
    await using at = await reached(kind, async (served) => {
      served.begin(200, {});
      while (await served.write(Buffer.alloc(10_000))) written += 10_000;
    });
    const { body } = await at.link.stream({ ...request, maxResponseBytes: 1e9 });
    const pieces = body[Symbol.asyncIterator]();
    await pieces.next();
    let looks = 0;
    let before = -1;
    await until("the instance waits", () => {
      looks = written === before ? looks + 1 : 0;
      before = written;
      return looks === 10;
    });
    assert.ok(written < 2_000_000, `${written} bytes went ahead`);
    for (let taken = 0; taken < 1_000_000; ) taken += (await pieces.next()).value!.length;
    assert.ok(written > before);
    await pieces.return!();
    await at.seen[0]!.left;
  });

  test(`${name}: a stream that breaks off says so after what came`, async () => {
    await using at = await reached(kind, async (served) => {
      served.begin(200, {});
      await served.write(Buffer.from("half"));
    });
    const { body } = await at.link.stream(request);
    const pieces: string[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of body) {
        pieces.push(piece.toString());
        at.instance.kill();
      }
    };
    await fails(read(), "broken");
    assert.deepEqual(pieces, ["half"]);
  });

  test(`${name}: a stream is bounded in time and size like any answer`, async () => {
    await using at = await reached(kind, async (served) => {
      served.begin(200, {});
      while (await served.write(Buffer.alloc(300))) if (served.contentType === "slow") return;
    });
    const read = async (change: object): Promise<void> => {
      const { body } = await at.link.stream({ ...request, ...change });
      for await (const _piece of body);
    };
    await fails(read({ contentType: "slow", timeoutMs: 100 }), "timeout");
    await fails(read({}), "too-large");
  });
}

async function bytesOf(link: StreamingLink, contentType: string): Promise<number> {
  let bytes = 0;
  const { body } = await link.stream({ ...request, contentType, maxResponseBytes: 1e6 });
  for await (const piece of body) bytes += piece.length;
  return bytes;
}
