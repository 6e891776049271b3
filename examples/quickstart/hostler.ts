/** The Hostler that the quickstart works with: one that runs on `.hostler` already, or one that it starts, and stops in the end. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { promisify } from "node:util";
import { root } from "./patients.ts";

/** In the clone, unless `HOSTLER_DATA` says otherwise, as for every verb. */
const data = resolve(root, process.env.HOSTLER_DATA || ".hostler");
const shownData = relative(root, data).startsWith("..") ? data : relative(root, data);
const hostlerCommand = ["--disable-warning=ExperimentalWarning", resolve(root, "src/main.ts")];

/** One line of `hostler status --output json`. */
export interface RunningInstance {
  readonly endpoint: string;
  readonly variant: string;
  readonly id: string;
  readonly zone: string;
  readonly pid?: number;
  readonly modelDigest?: string;
}

export interface Hostler extends AsyncDisposable {
  /** Resolves when it answers. */
  readonly ready: () => Promise<{ result: undefined; told: string }>;
  /** Whether the quickstart started it, and therefore stops it. */
  readonly isOurs: boolean;
  readonly accountId: string;
  /** Rejects when a Hostler of ours ends before it is told to. */
  readonly died: Promise<never>;
  /** What `@aws-sdk` clients need to know. */
  client(): ClientSettings;
  instances(endpoint: string): Promise<RunningInstance[]>;
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Over HTTPS with a certificate that Node does not trust by itself. */
  readonly requestHandler?: { readonly httpsAgent: { readonly ca: Buffer } };
}

interface ServerRecord {
  readonly url: string;
  readonly tls?: { readonly caFile?: string };
  readonly region: string;
  readonly accountId: string;
}

/** Begins to start Hostler; `ready` waits for it. */
export async function openHostler(): Promise<Hostler> {
  let child: ChildProcess | undefined;
  let stopping = false;
  const { promise: died, reject: tellDeath } = Promise.withResolvers<never>();
  died.catch(() => undefined); // whoever races it hears of it; nobody else needs to

  async function start(): Promise<string> {
    let taken = "";
    for (const portFlags of [[], ["--port", "0"]]) {
      const attempt = spawn(process.execPath, [...hostlerCommand, "up", "--data", data, ...portFlags], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = attempt;
      const refusal = await untilReady(attempt);
      if (refusal === undefined) {
        attempt.once(
          "exit",
          (status) => stopping || tellDeath(new Error(`Hostler ended unexpectedly with status ${status}; see ${data}/logs.`)),
        );
        return `ready${taken}`;
      }
      child = undefined;
      if (stopping) throw new Error("stopped");
      if (/already runs on/.test(refusal)) return "was running already";
      const port = /Port (\d+) is in use by another program/.exec(refusal)?.[1];
      if (port === undefined) throw new Error(refusal);
      taken = ` (port ${port} is taken by another program, so a free one is used)`;
    }
    throw new Error("Hostler found no free port.");
  }

  const server = (): ServerRecord => readJson("run/server.json");
  return {
    async ready() {
      const how = await start();
      return { result: undefined, told: `${server().url}, data in ${shownData}; ${how}` };
    },
    died,
    get isOurs() {
      return child !== undefined;
    },
    get accountId() {
      return server().accountId;
    },
    client() {
      const { url, region, tls } = server();
      const trust = tls?.caFile === undefined ? {} : { requestHandler: { httpsAgent: { ca: readFileSync(tls.caFile) } } };
      return { endpoint: url, region, credentials: readJson("credentials.json"), ...trust };
    },
    async instances(endpoint) {
      const { stdout } = await promisify(execFile)(process.execPath, [...hostlerCommand, "status", "--output", "json", "--data", data]);
      const { instances } = JSON.parse(stdout) as { instances: RunningInstance[] };
      return instances.filter((instance) => instance.endpoint === endpoint);
    },
    async [Symbol.asyncDispose]() {
      stopping = true;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
      console.log(`\nHostler has stopped; nothing runs any more. Its data stays in ${shownData}, so the next start is quicker.`);
    },
  };
}

/** Resolves with nothing when it is ready, or with what it said when it ended instead. */
async function untilReady(child: ChildProcess): Promise<string | undefined> {
  let complaints = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const { promise, resolve: tell } = Promise.withResolvers<string | undefined>();
  child.stdout?.setEncoding("utf8").on("data", (text: string) => void (text.includes("hostler is ready at") && tell(undefined)));
  child.once("close", (status) => tell(complaints.replace(/^hostler: /, "").trim() || `hostler up ended with status ${status}.`));
  return promise;
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(resolve(data, name), "utf8")) as T;
}
