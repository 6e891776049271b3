/** What `bench:router` compares: our router, HAProxy and nginx, each on one core before back ends that answer the same at once. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ensureCredentials } from "../src/config/credentials.ts";
import { type Paths, pathsOf } from "../src/config/paths.ts";
import type { Settings } from "../src/config/settings.ts";
import type { RouteTable } from "../src/core/routes.ts";
import type { Address } from "../src/lib/address.ts";
import { nodeFlags } from "../src/roles/node-flags.ts";
import { familyOf } from "./cpu.ts";
import { exchangeOnce, postBytes } from "./load.ts";

export const region = "us-east-1";
export const path = "/endpoints/e/invocations";
/** What every back end answers. */
export const answer = '{"predictions":[0.123456]}';

export interface Side {
  readonly port: number;
  readonly process: ChildProcess;
  pids(): number[];
}

/** The core of what is measured; clients and back ends have the other. */
const measuredCore = "0";
const otherCore = "1";
/** Connections that HAProxy and nginx are ready for; ours has its own limit. HAProxy wants twice as many files, and may do with fewer. */
const mostClients = 12_000;
/** Node as the roles have it, for scripts. */
export const scriptNode = [process.execPath, ...nodeFlags()];

export function missingTools(): string[] {
  return ["haproxy", "nginx", "wrk", "taskset", "chrt"].filter((tool) => {
    try {
      execFileSync("sh", ["-c", `command -v ${tool}`], { env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
      return false;
    } catch {
      return true;
    }
  });
}

/** Processes of the benchmark, ended together. */
export class Processes implements AsyncDisposable {
  readonly #all: ChildProcess[] = [];

  start(core: "measured" | "other", command: readonly string[]): ChildProcess {
    const args = ["-c", core === "measured" ? measuredCore : otherCore, ...command];
    const child = spawn("taskset", args, { stdio: ["ignore", "ignore", "inherit"], env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } });
    this.#all.push(child);
    return child;
  }

  pids(): number[] {
    return this.#all.flatMap(({ pid }) => familyOf(pid!));
  }

  async end(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#all.map((child) => this.end(child)));
  }
}

/** nginx as the back end of the others: on a Unix socket, as ours, and on a port, as servers in containers are. */
export async function startHttpBackend(processes: Processes, dir: string, port: number): Promise<string> {
  const socket = join(dir, "http.sock");
  const server = `server { listen unix:${socket}; listen 127.0.0.1:${port} reuseport; location / { default_type application/json; return 200 '${answer}'; } }`;
  processes.start("other", ["nginx", "-c", nginxConfig(dir, "backend", `keepalive_requests 1000000000; ${server}`)]);
  await answers({ path: socket });
  return socket;
}

export async function startNginx(processes: Processes, dir: string, backend: string, port: number): Promise<Side> {
  const http = `keepalive_requests 1000000000; client_body_buffer_size 64k;
    upstream u { server unix:${backend}; keepalive 256; keepalive_requests 1000000000; }
    server { listen 127.0.0.1:${port} reuseport; location / { proxy_pass http://u/invocations; proxy_http_version 1.1; proxy_set_header Connection ""; } }`;
  const master = processes.start("measured", ["nginx", "-c", nginxConfig(dir, "proxy", http)]);
  await answers({ port, host: "127.0.0.1" });
  return { port, process: master, pids: () => familyOf(master.pid!) };
}

/** `backend` as HAProxy writes addresses. */
export async function startHaproxy(processes: Processes, dir: string, backend: string, port: number): Promise<Side> {
  const file = join(dir, `haproxy-${port}.cfg`);
  writeFileSync(
    file,
    `global
  nbthread 1
  maxconn ${mostClients}
  no strict-limits
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend f
  bind 127.0.0.1:${port}
  default_backend b
backend b
  server s ${backend}
`,
  );
  const child = processes.start("measured", ["haproxy", "-db", "-q", "-f", file]);
  await answers({ port, host: "127.0.0.1" });
  return { port, process: child, pids: () => familyOf(child.pid!) };
}

/** The router role as `hostler up` starts it; it has its table from something that stands for control, and tells it its counts. */
export async function startRouter(
  processes: Processes,
  options: RouterOptions,
): Promise<Side & { access: ReturnType<typeof ensureCredentials> }> {
  const { dir, port, noAuth, profiling = [] } = options;
  const name = noAuth ? "router-unsigned" : "router-signed";
  const paths = pathsOf(join(dir, name));
  mkdirSync(join(paths.data, "run"), { recursive: true });
  const access = ensureCredentials(paths.credentials);
  const settings: Settings = { dataFolder: paths.data, host: "127.0.0.1", port, zones: ["a"], accountId: "000000000000", region, noAuth };
  writeFileSync(paths.settings, JSON.stringify(settings));
  const instances = options.backends.map((address, nth) => ({ id: `i-${nth + 1}`, zone: "a", address }));
  const limit = options.maxConcurrency !== undefined && { maxConcurrency: options.maxConcurrency };
  const fleets = [{ id: "f", configName: "c", share: 1, ...limit, instances }];
  const variants = [{ name: "AllTraffic", weight: 1, routing: "LEAST_OUTSTANDING_REQUESTS" as const, fleets }];
  const table: RouteTable = { term: 0, epoch: 1, endpoints: [{ name: "e", region, status: "InService", variants }] };
  await startControl(processes, paths, table);
  const main = resolve(import.meta.dirname, "../src/main.ts");
  const node = [process.execPath, ...nodeFlags(name), ...profiling];
  const child = processes.start("measured", [...node, main, "role", name, paths.settings]);
  await answers({ port, host: "127.0.0.1" }, "/-/ready");
  return { port, pids: () => familyOf(child.pid!), process: child, access };
}

async function startControl(processes: Processes, { sockets, data, routerSocket }: Paths, table: RouteTable): Promise<void> {
  const file = join(data, "table.json");
  writeFileSync(file, JSON.stringify(table));
  mkdirSync(sockets, { recursive: true });
  processes.start("other", [...scriptNode, join(import.meta.dirname, "router-control.ts"), routerSocket, file]);
  for (let tries = 0; !existsSync(routerSocket); tries++) {
    if (tries === 500) throw new Error("Nothing stands for control.");
    await new Promise((later) => setTimeout(later, 20));
  }
}

export interface RouterOptions {
  readonly dir: string;
  /** The instances of the endpoint `e`. */
  readonly backends: readonly Address[];
  readonly port: number;
  readonly noAuth: boolean;
  /** How many requests an instance may have at a time; absent, the router finds out. */
  readonly maxConcurrency?: number;
  /** Further flags of Node. */
  readonly profiling?: readonly string[];
}

/** A native model server that always answers the same. */
export async function startLinkBackend(processes: Processes, dir: string): Promise<string> {
  const socket = join(dir, "link.sock");
  processes.start("other", [...scriptNode, join(import.meta.dirname, "router-backend.ts"), socket, answer]);
  await answers({ path: socket });
  return socket;
}

function nginxConfig(dir: string, name: string, http: string): string {
  const file = join(dir, `${name}.conf`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${dir}/${name}-${kind};`)
    .join(" ");
  const head = `worker_processes 1; daemon off; pid ${dir}/${name}.pid; error_log ${dir}/${name}.err; user root;`;
  writeFileSync(file, `${head}\nevents { worker_connections ${mostClients}; }\nhttp { access_log off; ${temporary}\n${http} }\n`);
  return file;
}

/** Waits until somebody speaks HTTP there. */
export async function answers(address: { port: number; host: string } | { path: string }, at = "/invocations"): Promise<void> {
  const request = postBytes(at, { host: "h" }, Buffer.from("1"));
  for (let tries = 0; tries < 600; tries++) {
    if (await exchangeOnce(address, request).catch(() => undefined)) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`Nobody answers at ${JSON.stringify(address)}.`);
}
