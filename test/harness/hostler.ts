/**
 * A Hostler for a test: the real one, started as a user starts it, on a free port and a folder of its own.
 *
 *     await using hostler = await startHostler();
 *     const client = new SageMakerClient(hostler.client);
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Certificate } from "./certificates.ts";

const main = resolve(import.meta.dirname, "../../src/main.ts");
const nodeArguments = ["--disable-warning=ExperimentalWarning", main];

/** What a finished command printed. */
export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  /** Further arguments of `hostler up`. `--port 0` and `--data` are given already; a later `--port` wins. */
  readonly args?: readonly string[];
  /** A folder to run on, which is kept. Without it a temporary one is made and removed. */
  readonly dataFolder?: string;
  /** Where failpoints are armed (`failpoints.ts`); without it there are none. */
  readonly failpoints?: string;
  /** Speaks HTTPS with it. */
  readonly certificate?: Certificate;
}

export interface TestHostler extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly dataFolder: string;
  /** Of the supervisor, `hostler up`. */
  readonly pid: number;
  /** All that AWS clients read from the environment, so that they find this server and nothing else. Merge it over `process.env`. */
  readonly environment: Readonly<Record<string, string>>;
  /** What `@aws-sdk` clients take: endpoint, region, credentials. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly forcePathStyle: true;
    readonly maxAttempts: 1;
    readonly requestHandler?: { readonly httpsAgent: { readonly ca: string } };
  };
  /** Runs a verb of the command line on this server's folder. */
  cli(args: readonly string[], options?: RunOptions): Promise<Finished>;
  /** What it printed so far. */
  output(): { stdout: string; stderr: string };
  /** Stops it as Ctrl-C does (or with another signal) and gives the exit status; a second call gives the same. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface RunOptions {
  /** Standard input; none by default. */
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** Starts a Hostler and resolves when it says that it is ready; rejects with what it printed when it ends instead. */
export async function startHostler({ args = [], dataFolder, failpoints, certificate }: StartOptions = {}): Promise<TestHostler> {
  const folder = dataFolder ?? temporaryFolder();
  const tls = certificate ? ["--tls-cert", certificate.certFile, "--tls-key", certificate.keyFile] : [];
  const child = spawn(process.execPath, [...nodeArguments, "up", "--port", "0", "--data", folder, ...tls, ...args], {
    env: { ...cleanEnvironment(), ...(failpoints !== undefined && { HOSTLER_FAILPOINTS: failpoints }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const killWithUs = (): void => void child.kill("SIGTERM");
  process.once("exit", killWithUs);
  const output = collect(child);
  const stop = async (signal: NodeJS.Signals = "SIGINT"): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [status] = await ended;
    process.removeListener("exit", killWithUs);
    return status;
  };
  try {
    const url = await readyLine(child, ended, output);
    const { port } = new URL(url);
    const { region } = readJson<{ region: string }>(join(folder, "run", "server.json"));
    const credentials = readJson<{ accessKeyId: string; secretAccessKey: string }>(join(folder, "credentials.json"));
    return {
      url,
      port: Number(port),
      dataFolder: folder,
      pid: child.pid!,
      environment: {
        ...clientEnvironment(folder, url, region, credentials),
        ...(certificate && { AWS_CA_BUNDLE: certificate.certFile, NODE_EXTRA_CA_CERTS: certificate.certFile }),
      },
      client: {
        endpoint: url,
        region,
        credentials,
        forcePathStyle: true,
        maxAttempts: 1,
        ...(certificate && { requestHandler: { httpsAgent: { ca: certificate.cert } } }),
      },
      cli: (verb, options) => runCli([...verb, "--data", folder], options),
      output: () => ({ ...output }),
      stop,
      async [Symbol.asyncDispose]() {
        await stop();
        if (dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop();
    if (dataFolder === undefined) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Runs the command line to its end, with none of the tests' own AWS or Hostler variables. */
export async function runCli(args: readonly string[], { input, environment = {}, cwd }: RunOptions = {}): Promise<Finished> {
  const child = spawn(process.execPath, [...nodeArguments, ...args], { env: { ...cleanEnvironment(), ...environment }, cwd });
  const output = collect(child);
  child.stdin.on("error", () => undefined); // it may end before it has read all
  child.stdin.end(input);
  const [status] = (await once(child, "close")) as [number | null];
  return { status, ...output };
}

/** A folder with a short path, since Unix sockets lie in it. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "hostler-"));
}

/** Ours, without what AWS clients and Hostler read. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|HOSTLER_|NODE_TEST_CONTEXT)/.test(name)));
}

function clientEnvironment(
  folder: string,
  url: string,
  region: string,
  { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string },
): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
  };
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8");
    child[name]?.on("data", (text: string) => {
      output[name] += text;
    });
  }
  return output;
}

/** Resolves with the URL of the line that says it is ready. */
function readyLine(child: ChildProcess, ended: Promise<unknown[]>, output: { stdout: string; stderr: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", () => {
      const url = /hostler is ready at (\S+)\n/.exec(output.stdout)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then(([status]) => reject(new Error(`hostler up ended with status ${status}.\n${output.stdout}${output.stderr}`)));
  });
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}
