/**
 * A model server that never answers the body `hold`, and everything else at once: `node holding-model.ts ADDRESS`. At a Unix socket it speaks
 * the framed link, at a port of this host HTTP, as users' servers do.
 */
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { buffer } from "node:stream/consumers";
import { systemClock } from "../../src/lib/clock.ts";
import { LinkServer } from "../../src/link/link-server.ts";

const address = process.argv[2]!;
const held = (body: Buffer): boolean => body.toString() === "hold";

if (/^\d+$/.test(address)) {
  createHttpServer(async (request, response) => {
    if (!held(await buffer(request))) response.setHeader("content-type", "text/plain").end("ok");
  }).listen(Number(address), "127.0.0.1");
} else {
  const link = new LinkServer(
    {
      call: (call) => {
        call.begun = true;
        if (held(call.body)) call.onCancel = () => call.fail("Nobody waits for it any more.");
        else call.answer(200, { contentType: "text/plain" }, "ok");
      },
      tooLarge: (call) => call.refuse("It is too large."),
    },
    systemClock,
  );
  createServer((socket) => {
    socket.once("data", (first) => link.accept(socket, first));
  }).listen(address);
}
