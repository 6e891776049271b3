/** That accepted connections read into shared memory on the Node we run on, and lose nothing by it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { test } from "node:test";
import { promisify } from "node:util";
import { until } from "../../test/harness/until.ts";
import { sharingReads } from "./shared-reads.ts";

test("an accepted connection reads into shared memory, and what is left there comes as from any stream", async () => {
  const server = createServer({ allowHalfOpen: true });
  const connections = promisify(server.getConnections.bind(server));
  const taken: string[] = [];
  const buffers = new Set<ArrayBufferLike>();
  let sharing: Socket | undefined;
  server.on("connection", (accepted) => {
    sharing = sharingReads(accepted, (bytes, count) => {
      if (bytes[0] === 120) return false;
      taken.push(bytes.toString("latin1", 0, count));
      buffers.add(bytes.buffer);
      return true;
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = connect((server.address() as AddressInfo).port, "127.0.0.1");
  for (const text of ["one", "two"]) {
    client.write(text);
    await until("it is read", () => taken.includes(text));
  }
  assert.equal(buffers.size, 1);
  client.write("x three");
  const [left] = await once(sharing!, "data");
  assert.equal(left.toString(), "x three");
  client.end();
  await once(sharing!, "end");
  assert.equal(await connections(), 1);
  sharing!.end("bye");
  const [answer] = await once(client, "data");
  assert.equal(answer.toString(), "bye");
  await once(client, "close");
  await once(server.close(), "close"); // which it does when it counts no more
});
