/** `hostler up`: supervisor and agent in one small process. It keeps control and routers running, and is the parent of every instance. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { extname, join } from "node:path";
import { Agent } from "../agent/agent.ts";
import { ArchiveCache } from "../agent/archive-cache.ts";
import { ownerVariable, strangers } from "../agent/orphans.ts";
import { rememberedPid } from "../agent/process.ts";
import { RoleProcess } from "../agent/role.ts";
import { ensureCredentials } from "../config/credentials.ts";
import { type Paths, pathsOf } from "../config/paths.ts";
import type { ServerRecord, Settings } from "../config/settings.ts";
import { systemClock as clock } from "../lib/clock.ts";
import { enableFailpoints } from "../lib/failpoint.ts";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";
import { FolderInUseError, lockFolder } from "../lib/folder-lock.ts";
import { version } from "../version.ts";
import { nodeFlags } from "./node-flags.ts";
import { untilAnswering, untilReady } from "./readiness.ts";
import { kill, rememberedPids } from "./remembered.ts";
import { serverRecord } from "./server-record.ts";
import { StartError } from "./start-error.ts";

export interface UpOptions extends Settings {
  readonly routers: number;
  /** What clients have to trust to believe the certificate. */
  readonly caFile?: string | undefined;
  /** What instances get of our environment: PATH and the like. */
  readonly inherited: Readonly<Record<string, string>>;
}

/** The format of the data folder; another number means another version of Hostler wrote it. */
const dataFormat = 1;

const sourceDir = join(import.meta.dirname, "..");
const suffix = extname(import.meta.filename); // .ts in a clone, .js in the package

/**
 * Starts everything, calls `ready`, and runs until SIGINT or SIGTERM; then drains and stops everything.
 * Throws a StartError when the folder or the port cannot be used.
 */
export async function runUp(options: UpOptions, ready: (server: ServerRecord) => void, tell: (line: string) => void): Promise<void> {
  enableFailpoints(options.failpoints);
  const over = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => over.abort());
  const paths = pathsOf(options.dataFolder);
  const describe = serverRecord(options, clock.now(), tell);
  prepareFolder(paths);
  using _lock = lock(paths);
  const port = await choosePort(options, paths);
  const settings: Settings = { ...pick(options), dataFolder: paths.data, port };
  ensureCredentials(paths.credentials);
  writeFileDurably(paths.settings, JSON.stringify(settings));
  const mark = { [ownerVariable]: paths.data };
  const routerNames = Array.from({ length: options.routers }, (_, index) => `router-${index + 1}`);
  reapStrangers(paths, new Set(["control", ...routerNames]));
  await using agent = await openAgent(options, paths, mark);
  const troubles: string[] = [];
  const changed: ConstructorParameters<typeof RoleProcess>[3] = (report, trouble) => {
    agent.roleChanged(report);
    if (!trouble || over.signal.aborted) return;
    troubles.push(trouble);
    if (troubles.length <= 20) tell(`${trouble}; starting it again`);
  };
  const control = startRole("control", settings, paths, mark, options.inherited, changed);
  const routers = routerNames.map((name) => startRole(name, settings, paths, mark, options.inherited, changed));
  const server = describe(port);
  try {
    writeFileDurably(paths.server, JSON.stringify(server));
    await untilReady(server, over.signal, troubles);
    const silent = await untilAnswering(paths.apiSocket, over.signal);
    if (!over.signal.aborted) ready(server);
    if (silent.length > 0) tell(`not answering yet: ${silent.join(", ")}; 'hostler status' says why`);
    while (!over.signal.aborted) await clock.sleep(60_000, over.signal);
  } finally {
    // Routers first, so that nothing is accepted that could not be answered; then control, so that it does not replace what ends.
    await Promise.all(routers.map((router) => router.stop(70_000)));
    await control.stop(5_000);
    await agent.stopAll(30_000);
    rmSync(paths.server, { force: true });
  }
}

const pick = ({ dataFolder, host, zones, accountId, region, noAuth, routers, tls, failpoints }: Settings): Omit<Settings, "port"> => ({
  dataFolder,
  host,
  zones,
  accountId,
  region,
  noAuth,
  routers,
  ...(tls && { tls }),
  ...(failpoints !== undefined && { failpoints }),
});

function prepareFolder(paths: Paths): void {
  try {
    for (const dir of [paths.data, paths.instances, paths.roles, paths.sockets, paths.logs, paths.blobs, paths.models]) {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
    }
    const found = readJsonFile<{ format: number; version: string }>(paths.format);
    if (!found && !existsSync(paths.store)) writeFileDurably(paths.format, JSON.stringify({ format: dataFormat, version }));
    else if (found?.format !== dataFormat) {
      throw new StartError(
        `${paths.data} was written by another version of Hostler (${found?.version ?? "unknown"}). Use that version, or give this one another folder with --data.`,
      );
    }
  } catch (error) {
    throw error instanceof StartError ? error : unusable(paths, error);
  }
}

/** Why a folder cannot be used, where the user can put it right. */
const notOurs: Readonly<Record<string, string>> = {
  EACCES: "it may not be written: check its owner",
  EPERM: "it may not be written: check its owner",
  EROFS: "its disk may only be read",
  EEXIST: "there is a file where it should be",
  ENOTDIR: "there is a file where a folder should be",
};

function unusable(paths: Paths, error: unknown): StartError {
  const { code, errcode } = error as { code?: string; errcode?: number };
  const full = code === "ENOSPC" || code === "EDQUOT" || errcode === 13; // SQLITE_FULL
  const why = full ? "the disk is full: free some space" : (notOurs[code ?? ""] ?? (error as Error).message);
  return new StartError(`The data folder ${paths.data} cannot be used; ${why}, or give another folder with --data.`);
}

function lock(paths: Paths): Disposable {
  try {
    return lockFolder(join(paths.data, "run"));
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw unusable(paths, error);
    const running = readJsonFile<ServerRecord>(paths.server);
    const where = running ? ` at ${running.url} (process ${running.pid})` : "";
    throw new StartError(
      `Hostler already runs on ${paths.data}${where}. Use it, stop it with 'hostler down', or give another folder with --data.`,
    );
  }
}

/** A router of ours that outlived us may hold the port: as it is taken up, or hands over, the port is ours. */
async function choosePort(options: UpOptions, paths: Paths): Promise<number> {
  const before = readJsonFile<Settings>(paths.settings);
  const outlived = rememberedPid(join(paths.roles, "router-1.json")) !== undefined;
  if (before && outlived && before.host === options.host && (options.port === 0 || options.port === before.port)) return before.port;
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EADDRINUSE"
          ? `Port ${options.port} is in use by another program`
          : `${options.host}:${options.port} cannot be listened on (${error.code})`;
      reject(new StartError(`${why}. Choose another with --port, or take any free one with --port 0.`));
    });
    probe.listen({ host: options.host, port: options.port }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : options.port));
    });
  });
}

function openAgent(options: UpOptions, paths: Paths, mark: Readonly<Record<string, string>>): Promise<Agent> {
  const { instances, roles, sockets, logs, blobs, models } = paths;
  const native = {
    node: process.execPath,
    args: nodeFlags(),
    entry: join(sourceDir, "models", `serve${suffix}`),
    environment: compileCache(paths),
  };
  return Agent.open({
    ports: { clock, layout: { instances, roles, sockets, logs, blobs, models }, native, inherited: options.inherited, mark },
    archives: new ArchiveCache({ blobs, models, clock }),
    zones: options.zones,
    socket: paths.agentSocket,
  });
}

function startRole(
  name: string,
  settings: Settings,
  paths: Paths,
  mark: Readonly<Record<string, string>>,
  inherited: Readonly<Record<string, string>>,
  changed: ConstructorParameters<typeof RoleProcess>[3],
): RoleProcess {
  const spec = {
    command: process.execPath,
    args: [...nodeFlags(name), join(sourceDir, `main${suffix}`), "role", name, paths.settings],
    environment: { ...inherited, ...compileCache(paths), ...mark },
    cwd: paths.data,
    logFile: join(paths.logs, `${name}.log`),
    pidFile: join(paths.roles, `${name}.json`),
    fingerprint: fingerprintOf(settings),
  };
  const role = new RoleProcess(name, spec, clock, changed);
  role.start();
  return role;
}

/** Node keeps compiled code here, so that the second start of anything takes half as long. */
const compileCache = (paths: Paths): Record<string, string> => ({ NODE_COMPILE_CACHE: join(paths.data, "run", "compiled") });

const fingerprintOf = (settings: Settings): string =>
  createHash("sha256")
    .update(JSON.stringify([version, settings]))
    .digest("hex")
    .slice(0, 16);

/** Ends processes that carry our mark but that no pid file knows (a crash came between start and note), and routers that are one too many now. */
function reapStrangers(paths: Paths, roles: ReadonlySet<string>): void {
  for (const pid of strangers(paths.data, new Set(rememberedPids(paths, roles)))) kill(pid, "SIGKILL");
}
