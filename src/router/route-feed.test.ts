import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { linkOf } from "../../test/harness/link-of.ts";
import { until } from "../../test/harness/until.ts";
import type { FromRouter, ToRouter } from "../core/router-protocol.ts";
import type { RouteTable } from "../core/routes.ts";
import { listenChannel } from "../lib/channel.ts";
import { systemClock } from "../lib/clock.ts";
import { seededRng } from "../lib/rng.ts";
import { CountSender } from "./count-sender.ts";
import { InvocationLedger } from "./invocation-ledger.ts";
import { LiveRoutes } from "./live-routes.ts";
import { RouteFeed } from "./route-feed.ts";

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const tableOf = (term: number, epoch: number, name: string): RouteTable => ({
  term,
  epoch,
  endpoints: [{ name, region: "r", status: "InService", variants: [] }],
});

test("a table of an earlier term is neither worked from nor acknowledged, before and after the router's restart", async () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-f-"));
  const socket = join(dir, "s");
  const acked: number[] = [];
  let closed = 0;
  const send: ((message: ToRouter) => void)[] = [];
  const server = await listenChannel<ToRouter, FromRouter>(socket, (peer) => {
    send.push((message) => peer.send(message));
    return {
      message: (message) => void (message.kind === "ack" && acked.push(message.epoch)),
      closed: () => void closed++,
    };
  });
  const open = () => {
    const ledger = new InvocationLedger();
    const openLink = () => linkOf(() => Promise.reject(new Error("nobody")));
    const routes = new LiveRoutes({ openLink, idle: () => undefined, rng: seededRng(1), clock: systemClock, ledger });
    const feed = new RouteFeed({
      routes,
      file: join(dir, "routes.json"),
      name: "router-1",
      log: silent,
      counts: new CountSender(ledger, "l"),
    });
    feed.follow(socket, systemClock);
    return { routes, feed };
  };
  try {
    for (const life of [0, 1]) {
      const { routes, feed } = open();
      using _feed = feed;
      await until("the router is there", () => send.length === 1);
      if (life === 0) {
        send[0]!({ kind: "routes", table: tableOf(2, 1, "new") });
        await until("the table is acknowledged", () => acked.length === 1);
      }
      send[0]!({ kind: "routes", table: tableOf(1, 9, "old") });
      await until("the router has turned away", () => closed === 1);
      assert.ok(routes.find("r", "new"));
      assert.ok(!routes.find("r", "old"));
      assert.deepEqual(acked, [1]);
      feed[Symbol.dispose]();
      await until("the router is gone", () => closed === send.length);
      send.length = 0;
      closed = 0;
    }
  } finally {
    await server[Symbol.asyncDispose]();
    rmSync(dir, { recursive: true, force: true });
  }
});

test("a table on disk that another version has kept, or nobody finished writing, is not read", () => {
  const dir = mkdtempSync(join(tmpdir(), "hostler-f-"));
  const file = join(dir, "routes.json");
  const ledger = new InvocationLedger();
  const openLink = () => linkOf(() => Promise.reject(new Error("nobody")));
  const routes = new LiveRoutes({ openLink, idle: () => undefined, rng: seededRng(1), clock: systemClock, ledger });
  const variant = { name: "v", weight: 1, routing: "RANDOM", instances: [] };
  const older = { epoch: 1, endpoints: [{ name: "e", region: "r", status: "InService", variants: [variant] }] };
  try {
    for (const text of [JSON.stringify(older), JSON.stringify({ format: 1, term: 1, ...older }), "{", "null", "7"]) {
      writeFileSync(file, text);
      using feed = new RouteFeed({ routes, file, name: "router-1", log: silent, counts: new CountSender(ledger, "l") });
      feed.follow(join(dir, "s"), systemClock);
      assert.equal(routes.find("r", "e"), undefined);
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
