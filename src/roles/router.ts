/** The router process: the one port, the route table, invocations. */
import { once } from "node:events";
import { readCredentials } from "../config/credentials.ts";
import { pathsOf } from "../config/paths.ts";
import type { Settings } from "../config/settings.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { systemRng as rng } from "../lib/rng.ts";
import { openHttpLink } from "../link/http-link.ts";
import { createFrontDoor } from "../router/front-door.ts";
import { LiveRoutes } from "../router/live-routes.ts";
import { RouteFeed } from "../router/route-feed.ts";
import { apiLog, openLogger } from "../telemetry/logger.ts";
import { credentialLookup } from "./lookup.ts";

/** Runs until SIGTERM, then finishes what is in flight. */
export async function runRouter(settings: Settings, name: string): Promise<void> {
  const paths = pathsOf(settings.dataFolder);
  const log = openLogger(name);
  const credentials = readCredentials(paths.credentials);
  if (!credentials) throw new Error(`${paths.credentials} holds no access key.`);
  const routes: LiveRoutes = new LiveRoutes(
    (address) => openHttpLink(address, clock),
    (instance) => feed.idle(instance),
    rng,
  );
  using feed: RouteFeed = new RouteFeed({ routes, file: paths.routes.replace(/\.json$/, `-${name}.json`), name, log });
  const server = createFrontDoor({
    routes,
    rng,
    clock,
    credentials: credentialLookup(credentials, settings.accountId),
    noAuth: settings.noAuth,
    defaultRegion: settings.region,
    accountId: settings.accountId,
    log: apiLog(log),
    controlSocket: paths.apiSocket,
    ready: () => feed.fresh,
  });
  feed.follow(paths.routerSocket, clock);
  server.listen({ host: settings.host, port: settings.port, reusePort: process.platform === "linux" });
  await once(server, "listening");
  log.info({ port: settings.port }, "listening");
  await once(process, "SIGTERM");
  log.info({}, "draining");
  const closed = once(server, "close");
  server.close();
  server.closeIdleConnections();
  using _last = clock.after(65_000, () => server.closeAllConnections());
  await closed;
}
