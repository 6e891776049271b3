/**
 * What one invocation costs on the way between router and native model server: the framed link on a Unix socket and on TCP with mutual TLS,
 * and HTTP/1.1 with undici on that socket, with a model that does nothing. CPU time of either process for each request; rounds are interleaved.
 *
 *     npm run bench:link -- [--rounds 5] [--requests 40000] [--body 120]
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { systemClock } from "../src/lib/clock.ts";
import { FramedLink } from "../src/link/framed-link.ts";
import { openHttpLink } from "../src/link/http-link.ts";
import type { LinkRequest, StreamingLink } from "../src/link/instance-link.ts";
import { openLink } from "../src/link/open-link.ts";
import { type LinkFiles, readLinkIdentity } from "../src/link/secure-link.ts";
import { listen } from "../src/models/listen.ts";
import { serveModel } from "../src/models/model-http.ts";
import { type Figures, table } from "./report.ts";

type Side = "framed" | "framed, TLS" | "http";

const inFlights = [1, 8, 32, 256];
const sides: readonly Side[] = ["framed", "framed, TLS", "http"];
const securePort = 9187;
/** Both ends show the same certificate, which is its own authority and has both names. */
const names = { router: "router.bench", instance: "instance.bench" };
const [mode = "", folder = "", side = "", inFlight = "", requests = "", bodyBytes = ""] = process.argv.slice(2);

if (mode === "instance") await serve();
else if (mode === "client") await ask();
else await compare();

/** The model server, in both places; tells its CPU time, in microseconds, whenever it is asked. */
async function serve(): Promise<void> {
  const answer = { status: 200, contentType: "application/json", body: Buffer.from('{"predictions":[0.123456]}') };
  const { certFile, keyFile } = filesIn(folder);
  const places = [
    { HOSTLER_SOCKET: socketIn(folder) },
    {
      HOSTLER_LINK_LISTEN: `127.0.0.1:${securePort}`,
      HOSTLER_LINK_CERT: certFile,
      HOSTLER_LINK_KEY: keyFile,
      HOSTLER_LINK_CA: certFile,
      HOSTLER_LINK_ROUTER: names.router,
    },
  ];
  for (const place of places) {
    await listen(serveModel({ invoke: () => answer }, console.error).server, place, { clock: systemClock, log: console.error });
  }
  process.send!("listening");
  process.on("message", () => process.send!(cpuUs()));
}

function socketIn(dir: string): string {
  return join(dir, "instance.sock");
}

function filesIn(dir: string): LinkFiles {
  const certFile = join(dir, "both.crt");
  return { certFile, keyFile: join(dir, "both.key"), caFile: certFile };
}

function makeCertificate(dir: string): void {
  const { certFile, keyFile } = filesIn(dir);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keyFile];
  const certificate = ["-days", "2", "-subj", "/CN=bench", "-addext", `subjectAltName=DNS:${names.router},DNS:${names.instance}`];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", certFile, ...certificate], { stdio: ["ignore", "ignore", "pipe"] });
}

function cpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** The router's part: so many requests in flight at any time; prints CPU microseconds and seconds for all of them. */
async function ask(): Promise<void> {
  const link = linkTo(side as Side);
  if ((side !== "http") !== link instanceof FramedLink) throw new Error("This is not the link to measure.");
  const request: LinkRequest = {
    contentType: "text/csv",
    accept: undefined,
    customAttributes: undefined,
    inferenceId: undefined,
    body: Buffer.alloc(Number(bodyBytes), "0.5,"),
    timeoutMs: 60_000,
    maxResponseBytes: 1_000_000,
    signal: { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined },
  };
  const run = async (total: number): Promise<void> => {
    let left = total;
    const worker = async (): Promise<void> => {
      while (left-- > 0) if ((await link.invoke(request)).status !== 200) throw new Error("An invocation failed.");
    };
    await Promise.all(Array.from({ length: Number(inFlight) }, worker));
  };
  await run(Math.min(20_000, Number(requests))); // until the code is compiled
  process.send!("warm");
  await once(process, "message");
  const [started, before] = [performance.now(), cpuUs()];
  await run(Number(requests));
  process.send!({ cpuUs: cpuUs() - before, seconds: (performance.now() - started) / 1000 });
  await link.close();
  process.disconnect();
}

function linkTo(which: Side): StreamingLink {
  const socket = socketIn(folder);
  if (which === "http") return openHttpLink({ socket }, systemClock);
  if (which === "framed") return openLink({ socket }, systemClock);
  const secure = { host: "127.0.0.1", port: securePort, name: names.instance };
  return openLink({ secure }, systemClock, () => readLinkIdentity(filesIn(folder)));
}

async function compare(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "5" },
      requests: { type: "string", default: "40000" },
      body: { type: "string", default: "120" },
    },
  });
  const place = mkdtempSync(join(tmpdir(), "hostler-bench-link-"));
  makeCertificate(place);
  const instance = start("instance", place);
  try {
    await once(instance, "message");
    for (const many of inFlights) {
      const rounds: Record<Side, Figures[]> = { framed: [], "framed, TLS": [], http: [] };
      for (let round = 0; round < Number(values.rounds); round++) {
        for (const each of round % 2 === 0 ? sides : sides.toReversed())
          rounds[each].push(
            await measure(instance, { place, side: each, inFlight: many, requests: Number(values.requests), body: values.body }),
          );
      }
      const title = `${many} in flight`;
      const about = `Requests of ${values.body} bytes; medians of ${values.rounds} rounds, in brackets the least and the most.`;
      console.log(table({ title, about, largerIsBetter: ["requests/s"], sides: rounds }));
    }
  } finally {
    instance.kill();
    rmSync(place, { recursive: true, force: true });
  }
}

function start(...args: string[]): ChildProcess {
  const self = ["--disable-warning=ExperimentalWarning", import.meta.filename, ...args];
  return spawn(process.execPath, self, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

interface Run {
  /** The folder with the socket and the certificate. */
  readonly place: string;
  readonly side: Side;
  readonly inFlight: number;
  readonly requests: number;
  readonly body: string;
}

async function measure(instance: ChildProcess, run: Run): Promise<Figures> {
  const serverUs = async (): Promise<number> => {
    instance.send("cpu");
    return ((await once(instance, "message")) as [number])[0];
  };
  const client = start("client", run.place, run.side, String(run.inFlight), String(run.requests), run.body);
  await once(client, "message");
  const before = await serverUs();
  client.send("go");
  const [{ cpuUs: clientUs, seconds }] = (await once(client, "message")) as [{ cpuUs: number; seconds: number }];
  return {
    "router, CPU µs": clientUs / run.requests,
    "model server, CPU µs": ((await serverUs()) - before) / run.requests,
    "requests/s": run.requests / seconds,
  };
}
