/** What an idle keep-alive connection costs in memory: ten thousand of them, each with one invocation behind it. */
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { type Figures, table } from "../report.ts";
import { answer, type Side, startHaproxy, startHttpBackend, startLinkBackend, startNginx, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import { medianOf } from "./figures.ts";
import { interleaved, type PartFigures, type PartRun } from "./part.ts";
import { unsigned } from "./requests.ts";
import { residentBytes } from "./resident.ts";

const perConnection = "memory per connection, KiB";
/** Opened at once, at most: the queue of a port that listens holds 511 in Node, HAProxy and nginx alike. */
const together = 200;
/** What this process and a router need besides. */
const otherFiles = 200;

export async function measureIdle(run: PartRun): Promise<PartFigures> {
  const { processes, dir } = run;
  const rounds = run.short ? 1 : Math.min(run.rounds, 2);
  const wanted = run.short ? 2_000 : 10_000;
  const connections = Math.min(wanted, openFiles() - otherFiles);
  if (connections < wanted)
    run.say(`idle: this shell allows ${openFiles()} open files, so there are ${connections} connections: ulimit -n`);
  const httpBackend = await startHttpBackend(processes, dir, 9186);
  const backends = [{ socket: await startLinkBackend(processes, dir) }];
  // Everybody anew in each round: memory that was once used is not given back.
  const sides: Record<string, () => Promise<Side>> = {
    Hostler: () => startRouter(processes, { dir, backends, port: 9181, noAuth: true }),
    HAProxy: () => startHaproxy(processes, dir, `unix@${httpBackend}`, 9183),
    nginx: () => startNginx(processes, dir, httpBackend, 9184),
  };
  const script = wrkScript(dir, "idle", unsigned);
  const measured = await interleaved(sides, rounds, async (start, label, round) => {
    run.say(`idle: ${label}, round ${round + 1} of ${rounds}`);
    const side = await start();
    runWrk(script, side.port, { connections: run.connections, seconds: run.short ? 1 : 4, core: "1" });
    try {
      return await oneRound(side, connections, run.short ? 1_000 : 3_000);
    } finally {
      await processes.end(side.process);
    }
  });
  const about = `Resident memory of ${connections.toLocaleString("en")} connections, each of which had one invocation answered and then stayed idle. *Per connection* is from a fifth of them to all: before that, what an earlier load left unused takes them in. What the kernel needs for a socket is the same for all, and not in it.`;
  console.log(table({ title: "Idle connections", about, largerIsBetter: [], sides: measured }));
  const targets = Object.entries(measured).map(([label, all]) => ({
    what: `${perConnection.split(",")[0]}, ${label}`,
    measured: medianOf(all, perConnection),
    unit: "KiB",
  }));
  return { settings: { rounds, connections }, measured: { idle: measured }, targets };
}

async function oneRound(side: Side, connections: number, settleMs: number): Promise<Figures> {
  const open: Client[] = [];
  const heldBy = async (count: number): Promise<number> => {
    while (open.length < count) {
      const some = Array.from({ length: Math.min(together, count - open.length) }, () => new Client(side.port));
      await Promise.all(some.map((client, nth) => client.ask(unsigned[nth]!)));
      open.push(...some);
    }
    await new Promise((later) => setTimeout(later, settleMs));
    return residentBytes(side.pids());
  };
  const none = residentBytes(side.pids());
  const first = connections / 5;
  const few = await heldBy(first);
  const all = await heldBy(connections);
  const closed = open.filter(({ socket }) => socket.destroyed).length;
  if (closed > 0) throw new Error(`${closed} of ${connections} idle connections were closed.`);
  for (let nth = 0; nth < open.length; nth += 50) await open[nth]!.ask(unsigned[0]!);
  for (const { socket } of open) socket.destroy();
  const MiB = 1024 ** 2;
  return {
    [perConnection]: (all - few) / (connections - first) / 1024,
    "memory without, MiB": none / MiB,
    "memory with a fifth of them, MiB": few / MiB,
    "memory with all of them, MiB": all / MiB,
  };
}

class Client {
  readonly socket: Socket;
  #answered: ((text: string) => void) | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1" });
    this.socket.on("data", (bytes) => this.#answered?.(bytes.toString("latin1")));
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => this.#answered?.("closed"));
  }

  /** Sends a request and looks at its answer, which is small enough to come at once. */
  async ask(request: Buffer): Promise<void> {
    const text = await new Promise<string>((resolve) => {
      this.#answered = resolve;
      this.socket.write(request);
    });
    this.#answered = undefined;
    if (!text.startsWith("HTTP/1.1 200") || !text.endsWith(answer))
      throw new Error(`An idle connection was answered: ${text.slice(0, 300)}`);
  }
}

/** How many files a process may have open here; those it starts may have as many. */
function openFiles(): number {
  const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "latin1"))!;
  return Number(soft);
}
