/** Where things lie in a data folder. */
import { createHash } from "node:crypto";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";

export interface Paths {
  readonly data: string;
  /** Says which format the folder has. */
  readonly format: string;
  readonly credentials: string;
  readonly store: string;
  readonly metrics: string;
  /** What instances print and users put, as log events. */
  readonly logStore: string;
  readonly objects: string;
  readonly blobs: string;
  readonly models: string;
  readonly instances: string;
  readonly roles: string;
  readonly logs: string;
  /** What a running server tells its clients: URL, pid. */
  readonly server: string;
  readonly settings: string;
  readonly lock: string;
  readonly routes: string;
  readonly sockets: string;
  readonly agentSocket: string;
  readonly apiSocket: string;
  readonly routerSocket: string;
}

/** A Unix socket's path has 107 characters at most on Linux and 103 on macOS; the longest name of ours has 20. */
const longestSocketDir = 103 - 21;

export function pathsOf(dataFolder: string): Paths {
  const data = resolve(dataFolder);
  const near = join(data, "run", "sockets");
  const name = createHash("sha256").update(data).digest("hex").slice(0, 12);
  const sockets = near.length <= longestSocketDir ? near : join(tmpdir(), `hostler-${userInfo().uid}-${name}`);
  return {
    data,
    format: join(data, "format.json"),
    credentials: join(data, "credentials.json"),
    store: join(data, "store.db"),
    metrics: join(data, "metrics.db"),
    logStore: join(data, "logs.db"),
    objects: join(data, "objects"),
    blobs: join(data, "artifacts", "blobs"),
    models: join(data, "artifacts", "models"),
    instances: join(data, "run", "instances"),
    roles: join(data, "run", "roles"),
    logs: join(data, "logs"),
    server: join(data, "run", "server.json"),
    settings: join(data, "run", "settings.json"),
    lock: join(data, "run", "lock.db"),
    routes: join(data, "run", "routes.json"),
    sockets,
    agentSocket: join(sockets, "agent.sock"),
    apiSocket: join(sockets, "api.sock"),
    routerSocket: join(sockets, "routers.sock"),
  };
}
