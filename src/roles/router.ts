/** The router process: the one port, the route table, invocations. */
import { once } from "node:events";
import { BodyRoom } from "../api/body-room.ts";
import { readCredentials } from "../config/credentials.ts";
import { pathsOf } from "../config/paths.ts";
import type { Settings } from "../config/settings.ts";
import { readTlsFiles } from "../config/tls-files.ts";
import { systemClock as clock, systemStopwatch as stopwatch } from "../lib/clock.ts";
import { enableFailpoints } from "../lib/failpoint.ts";
import { systemRng as rng } from "../lib/rng.ts";
import { limits } from "../limits.ts";
import { openLink } from "../link/open-link.ts";
import { readLinkIdentity } from "../link/secure-link.ts";
import { CountSender } from "../router/count-sender.ts";
import { createFrontDoor } from "../router/front-door.ts";
import { InvocationLedger } from "../router/invocation-ledger.ts";
import { LiveRoutes } from "../router/live-routes.ts";
import { RouteFeed } from "../router/route-feed.ts";
import { apiLog, openLogger } from "../telemetry/logger.ts";
import { watchCertificate } from "./certificate-watch.ts";
import { credentialLookup } from "./lookup.ts";

/** Runs until SIGTERM, then finishes what is in flight. */
export async function runRouter(settings: Settings, name: string): Promise<void> {
  enableFailpoints(settings.failpoints);
  const paths = pathsOf(settings.dataFolder);
  const log = openLogger(name);
  const credentials = readCredentials(paths.credentials);
  if (!credentials) throw new Error(`${paths.credentials} holds no access key.`);
  const { link } = settings;
  const ledger = new InvocationLedger();
  const routes: LiveRoutes = new LiveRoutes({
    openLink: (address) => openLink(address, clock, link && (() => readLinkIdentity(link))),
    idle: (instance) => feed.idle(instance),
    rng,
    clock,
    ledger,
    ...(settings.routers !== undefined && { routers: settings.routers }),
  });
  const bodyRoom = new BodyRoom(limits.heldBodyBytes);
  const counts = new CountSender(ledger, rng.id(12), bodyRoom);
  using feed: RouteFeed = new RouteFeed({ routes, file: paths.routes.replace(/\.json$/, `-${name}.json`), name, log, counts });
  const tls = settings.tls && readTlsFiles(settings.tls);
  using frontDoor = createFrontDoor({
    routes,
    rng,
    clock,
    stopwatch,
    credentials: credentialLookup(credentials, settings.accountId),
    noAuth: settings.noAuth,
    defaultRegion: settings.region,
    accountId: settings.accountId,
    log: apiLog(log),
    bodyRoom,
    controlSocket: paths.apiSocket,
    ready: () => feed.fresh,
    tls,
  });
  const { server, secure } = frontDoor;
  using _watch = settings.tls && tls && watchCertificate(settings.tls, tls, { clock, log, renew: (next) => secure?.renew(next) });
  feed.follow(paths.routerSocket, clock);
  // The table on disk may be older than what runs: control's is better, if it is there.
  for (let waitedMs = 0; !feed.fresh && !feed.alone && waitedMs < 500; waitedMs += 10) await clock.sleep(10);
  server.listen({ host: settings.host, port: settings.port, backlog: limits.listenBacklog, reusePort: process.platform === "linux" });
  await once(server, "listening");
  log.info({ port: settings.port }, "listening");
  await once(process, "SIGTERM");
  log.info({}, "draining");
  const closed = once(server, "close");
  frontDoor.close();
  using _last = clock.after(65_000, () => frontDoor[Symbol.dispose]());
  await closed;
  await feed.finish(clock);
}
