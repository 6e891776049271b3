/**
 * A server in a process of its own that answers its first request and only reads the others. It says `ready PORT`, and `read` for each of
 * those. With `reset` as its argument it resets the connection then, with `silent` it does not answer the first one
 * either, and says `accepted` for each connection.
 */
import { createServer } from "node:net";

const [manner] = process.argv.slice(2);
let requests = manner === "silent" ? 1 : 0;
const server = createServer((socket) => {
  if (manner === "silent") console.log("accepted");
  socket.on("error", () => undefined);
  socket.on("data", () => {
    if (requests++ === 0) return void socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    console.log("read");
    if (manner === "reset") socket.resetAndDestroy();
  });
}).listen(0, "127.0.0.1", () => console.log(`ready ${(server.address() as { port: number }).port}`));
