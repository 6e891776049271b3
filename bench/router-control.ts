/** Stands for the control plane of a router of `bench:router`: `node router-control.ts SOCKET TABLE` gives it its table, and keeps all counts. */
import { readFileSync } from "node:fs";
import type { FromRouter, ToRouter } from "../src/core/router-protocol.ts";
import type { RouteTable } from "../src/core/routes.ts";
import { listenChannel } from "../src/lib/channel.ts";

const [socket, file] = process.argv.slice(2);
const table = JSON.parse(readFileSync(file!, "utf8")) as RouteTable;
await listenChannel<ToRouter, FromRouter>(socket!, (peer) => {
  peer.send({ kind: "routes", table });
  return {
    message: (message) => {
      if (message.kind === "counts") peer.send({ kind: "counted", batch: message.batch });
    },
    closed: () => undefined,
  };
});
