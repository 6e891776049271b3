/**
 * What our own code costs in the strict lane: requests go from sockets that are none through parser, signature, routing and counting to a
 * link that answers at once. The least of some rounds, in CPU microseconds a request. Run: `node bench/strict-lane.ts`.
 */
import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { BodyRoom } from "../src/api/body-room.ts";
import { systemClock as clock, systemStopwatch as stopwatch } from "../src/lib/clock.ts";
import { systemRng as rng } from "../src/lib/rng.ts";
import { limits } from "../src/limits.ts";
import type { InstanceLink } from "../src/link/instance-link.ts";
import { InvocationLedger } from "../src/router/invocation-ledger.ts";
import { LiveRoutes } from "../src/router/live-routes.ts";
import { StrictInvocations } from "../src/router/strict-invocations.ts";
import { StrictLane } from "../src/router/strict-lane.ts";
import { signed, unsigned } from "./router/requests.ts";
import { region } from "./router-sides.ts";

const access = { accessKeyId: "A", secretAccessKey: "s" };
const known = { secret: access.secretAccessKey, accountId: "000000000000", arn: "a" };

const answer = {
  status: 200,
  contentType: "application/json",
  customAttributes: undefined,
  body: Buffer.from('{"predictions":[0.123456]}'),
};
const link: InstanceLink = { ask: (_request, asker) => asker.answered(answer), close: async () => undefined };

/** A socket that takes everything. */
class NoSocket extends EventEmitter {
  written = 0;
  write(): boolean {
    this.written++;
    return true;
  }
  isPaused(): boolean {
    return false;
  }
}

function socketsOf(noAuth: boolean): NoSocket[] {
  const routes = new LiveRoutes({ openLink: () => link, idle: () => undefined, rng, clock, ledger: new InvocationLedger() });
  const instances = [{ id: "i", zone: "a", address: { port: 1 } }];
  const fleets = [{ id: "f", configName: "c", share: 1, instances }];
  const variants = [{ name: "AllTraffic", weight: 1, routing: "LEAST_OUTSTANDING_REQUESTS" as const, fleets }];
  routes.replace({ term: 0, epoch: 1, endpoints: [{ name: "e", region, status: "InService", variants }] });
  const bodyRoom = new BodyRoom(limits.heldBodyBytes);
  const log = { failed: console.error };
  const credentials = () => known;
  const invocations = new StrictInvocations({
    routes,
    rng,
    clock,
    stopwatch,
    credentials,
    noAuth,
    defaultRegion: region,
    accountId: "0",
    log,
    bodyRoom,
  });
  const server = new EventEmitter().on("connection", () => {
    throw new Error("This was left to node:http.");
  });
  new StrictLane(server as Server, invocations.take, { ...clock, after: () => ({ [Symbol.dispose]: () => undefined }) });
  return Array.from({ length: 32 }, () => {
    const socket = new NoSocket();
    server.emit("connection", socket);
    return socket;
  });
}

const count = 64_000;
for (const [name, requests] of Object.entries({ unsigned, signed: signed(access) })) {
  const sockets = socketsOf(name === "unsigned");
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 12; round++) {
    const before = process.cpuUsage();
    for (let at = 0; at < count; at += sockets.length) {
      for (const [nth, socket] of sockets.entries()) socket.emit("data", requests[(at + nth) % requests.length]);
      await new Promise((later) => setImmediate(later));
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / count);
  }
  const written = sockets.reduce((sum, socket) => sum + socket.written, 0);
  if (written !== count * 12) throw new Error(`${written} of ${count * 12} requests were answered.`);
  console.log(`${name.padEnd(8)} ${least.toFixed(2)} µs`);
}
