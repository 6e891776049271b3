/**
 * One instance of a model: unpacks its archive, starts its process, asks `/ping`, starts it again with back-off when it dies or hangs, and
 * tells whenever what can be seen of it changes. It needs no control plane for any of that.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { LocalAddress } from "../lib/address.ts";
import { backoffMs } from "../lib/backoff.ts";
import type { Clock } from "../lib/clock.ts";
import { failpoint } from "../lib/failpoint.ts";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";
import { limits } from "../limits.ts";
import { contentsOf } from "./archive-contents.ts";
import { type Confinement, confine } from "./cgroup.ts";
import { afterPing, type Health, isHung, unknownHealth } from "./health.ts";
import { freePort, type NativeServers, planLaunch, sniffServer } from "./launch-plan.ts";
import { type AgentLayout, logFile, pidFile, specFile } from "./layout.ts";
import { addOurLine, lastLine, pruneLogs, rotateLog } from "./log-file.ts";
import { ping } from "./ping.ts";
import { adoptOrStart, type Exit, type RunningProcess, stopProcess } from "./process.ts";
import type { InstanceReport, InstanceSpec } from "./protocol.ts";

export interface InstancePorts {
  readonly clock: Clock;
  readonly layout: AgentLayout;
  readonly native: NativeServers;
  readonly inherited: Readonly<Record<string, string>>;
  readonly mark: Readonly<Record<string, string>>;
  /** Makes the archive's content available as a read-only folder; rejects with a sentence for a person. */
  unpack(artifact: { url: string; sha256: string }, timeoutMs: number, signal: AbortSignal): Promise<string>;
  changed(report: InstanceReport): void;
}

/** A native server says with this status that its model can never be served (models/serve.ts). */
const badModelStatus = 3;

export class InstanceProcess {
  readonly spec: InstanceSpec;
  readonly #ports: InstancePorts;
  readonly #dir: string;
  readonly #confinement: Confinement;
  readonly #stopping = new AbortController();
  #report: InstanceReport;
  #process: RunningProcess | undefined;
  #over: Promise<void> = Promise.resolve();
  #graceMs = 0;
  readonly #known = Promise.withResolvers<void>();

  constructor(spec: InstanceSpec, ports: InstancePorts) {
    this.spec = spec;
    this.#ports = ports;
    this.#dir = join(ports.layout.instances, spec.id);
    this.#confinement = confine(spec.id, spec);
    const { id, region, endpoint, variant, zone } = spec;
    const unenforced = this.#confinement.unenforced;
    this.#report = {
      id,
      region,
      endpoint,
      variant,
      zone,
      state: "preparing",
      healthy: false,
      exits: 0,
      sinceMs: ports.clock.now(),
      ...(unenforced && { unenforced }),
    };
  }

  get report(): InstanceReport {
    return this.#report;
  }

  /** Resolves when more is known than that it is meant to run: it answers, it has failed, or it is only being started now. */
  get known(): Promise<void> {
    return this.#known.promise;
  }

  /** Begins its life, or takes up the one that an earlier agent began. */
  start(): void {
    this.#over = this.#live().catch((error: unknown) => this.#fail("startup", `The instance could not be run here: ${String(error)}.`));
  }

  /** Ends it: SIGTERM, SIGKILL after `graceMs`; resolves when nothing of it is left. */
  async stop(graceMs: number): Promise<void> {
    failpoint("instance.stopping");
    if (!this.#stopping.signal.aborted) {
      this.#graceMs = graceMs;
      this.#tell("ending");
      this.#change({ state: "stopping", healthy: false });
      this.#stopping.abort();
    }
    await this.#over;
    failpoint("instance.stopped");
    this.#confinement.remove();
    const address = this.#report.address;
    if (address && "socket" in address) rmSync(address.socket, { force: true });
    rmSync(this.#dir, { recursive: true, force: true });
    failpoint("instance.removed");
  }

  /** Sends a signal to its process and all that it started, for drills. */
  signal(name: NodeJS.Signals): void {
    this.#process?.signalGroup(name);
  }

  #change(change: Partial<InstanceReport>): void {
    this.#report = { ...this.#report, ...change };
    if (this.#report.healthy || this.#report.state === "failed" || this.#report.state === "backoff") this.#known.resolve();
    this.#ports.changed(this.#report);
  }

  #fail(stage: "artifact" | "runtime" | "startup", message: string): void {
    if (this.#stopping.signal.aborted) return;
    this.#tell(message);
    this.#change({ state: "failed", healthy: false, failure: { stage, message } });
  }

  /** In its log, where people look for what it printed. */
  #tell(line: string): void {
    addOurLine(logFile(this.#ports.layout, this.spec), line);
  }

  async #live(): Promise<void> {
    const { artifact, downloadTimeoutMs, runtime } = this.spec;
    mkdirSync(join(this.#dir, "tmp"), { recursive: true });
    if (!existsSync(specFile(this.#ports.layout, this.spec.id)))
      this.#tell(`instance ${this.spec.id} in ${this.spec.zone}${artifact ? `, model ${artifact.url}` : ""}`);
    writeFileDurably(specFile(this.#ports.layout, this.spec.id), JSON.stringify(this.spec));
    failpoint("instance.recorded");
    pruneLogs(dirname(logFile(this.#ports.layout, this.spec)), limits.logsPerVariant);
    let modelDir: string | undefined;
    if (artifact) {
      try {
        modelDir = await this.#ports.unpack(artifact, downloadTimeoutMs, this.#stopping.signal);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return this.#fail(
          "artifact",
          `Failed to extract model data archive for container "container_1" from URL "${artifact.url}". ${why}`,
        );
      }
      if (this.#stopping.signal.aborted) return;
      const link = join(this.#dir, "model");
      rmSync(link, { force: true });
      symlinkSync(modelDir, link);
    }
    let server = runtime.kind === "native" ? runtime.server : undefined;
    if (runtime.kind === "sniff") {
      server = modelDir && sniffServer(modelDir, runtime.servers);
      if (server === undefined)
        return this.#fail("runtime", `${runtime.otherwise}${modelDir === undefined ? "" : ` ${contentsOf(modelDir)}`}`);
    }
    const address = await this.#chooseAddress();
    this.#change({ address, ...(server !== undefined && { server }) });
    await this.#keepRunning(modelDir, server, address);
  }

  /** The same address over restarts, so that routers need not be told. */
  async #chooseAddress(): Promise<LocalAddress> {
    if (this.spec.runtime.kind !== "command") return { socket: join(this.#ports.layout.sockets, `${this.spec.id}.sock`) };
    const file = join(this.#dir, "address.json");
    const before = readJsonFile<LocalAddress>(file);
    if (before) return before;
    const address = { port: await freePort() };
    writeFileDurably(file, JSON.stringify(address));
    return address;
  }

  async #keepRunning(modelDir: string | undefined, server: string | undefined, address: LocalAddress): Promise<void> {
    const { clock, layout } = this.#ports;
    const signal = this.#stopping.signal;
    const plan = planLaunch({ ...this.#ports, spec: this.spec, server, modelDir, instanceDir: this.#dir, address });
    const process = {
      ...plan,
      cwd: this.#dir,
      logFile: logFile(layout, this.spec),
      pidFile: pidFile(layout, this.spec.id),
      fingerprint: this.spec.id,
    };
    let failedStarts = 0;
    while (!signal.aborted) {
      try {
        this.#process = await adoptOrStart(process, 0, clock);
      } catch (error) {
        return this.#fail("startup", `${this.#pingFailure()} The command could not be started: ${(error as Error).message}.`);
      }
      if (!this.#process.adopted) {
        this.#tell(`process ${this.#process.pid} started`);
        this.#known.resolve();
      }
      this.#confinement.add(this.#process.pid);
      this.#change({ state: "starting", healthy: false, pid: this.#process.pid, sinceMs: clock.now() });
      const end = await this.#watch(this.#process, address);
      if (signal.aborted) return;
      if (end.exit.code === badModelStatus) return this.#fail("runtime", `${this.#pingFailure()} ${this.#lastWords()}`);
      const trouble = this.#describe(end);
      if (end.wasHealthy) failedStarts = 0;
      else failedStarts++;
      if (!end.wasHealthy && (end.timedOut || failedStarts >= 2)) return this.#fail("startup", `${this.#pingFailure()} ${trouble}`);
      this.#tell(`${trouble} Starting it again.`);
      this.#change({ state: "backoff", healthy: false, exits: this.#report.exits + 1, trouble, sinceMs: clock.now() });
      await clock.sleep(backoffMs(failedStarts, 500, 30_000), signal);
    }
  }

  /** Our own servers say which process speaks in front of each line; a person does not need that here. */
  #lastWords(): string {
    return (lastLine(logFile(this.#ports.layout, this.spec)) ?? "").replace(/^hostler model: /, "");
  }

  #pingFailure(): string {
    return `The primary container for production variant ${this.spec.variant} did not pass the ping health check. Please check CloudWatch logs for this endpoint.`;
  }

  /** Asks `/ping` until the process ends, is ended, or is told to. */
  async #watch(running: RunningProcess, address: LocalAddress): Promise<End> {
    const { clock, layout } = this.#ports;
    const signal = this.#stopping.signal;
    const startedMs = clock.now();
    const wake = new AbortController();
    let exit: Exit | undefined;
    void running.exited.then((how) => {
      exit = how;
      wake.abort();
    });
    signal.addEventListener("abort", () => wake.abort());
    let health: Health = unknownHealth;
    let wasHealthy = false;
    let lastPing = "never answered";
    for (let round = 0; !exit && !signal.aborted; round++) {
      const answer = await ping(address, limits.pingTimeoutMs);
      if (exit || signal.aborted) break;
      if (!answer.ok) lastPing = answer.why;
      const before = health;
      health = afterPing(health, answer.ok);
      if (health.healthy !== before.healthy) {
        wasHealthy ||= health.healthy;
        if (!running.adopted || !answer.ok) this.#tell(answer.ok ? "/ping answers" : `/ping: ${answer.why}`);
        this.#change({
          healthy: health.healthy,
          state: health.healthy ? "running" : "starting",
          ...(!answer.ok && { trouble: answer.why }),
        });
      }
      const late = !wasHealthy && clock.now() - startedMs > this.spec.startupTimeoutMs;
      if (late || (wasHealthy && isHung(health))) {
        running.signalGroup("SIGKILL");
        exit = await running.exited;
        return { exit, wasHealthy, timedOut: late, lastPing, tookMs: clock.now() - startedMs };
      }
      rotateLog(logFile(layout, this.spec), limits.instanceLogBytes);
      const pause = !wasHealthy ? Math.min(20 * 1.3 ** round, 500) : health.badInARow > 0 ? limits.pingRetryMs : limits.pingIntervalMs;
      await clock.sleep(pause, wake.signal);
    }
    exit ??= await stopProcess(running, this.#graceMs, clock);
    running.signalGroup("SIGKILL"); // what the process left behind
    return { exit, wasHealthy, timedOut: false, lastPing, tookMs: clock.now() - startedMs };
  }

  #describe({ exit, lastPing, timedOut, wasHealthy, tookMs }: End): string {
    const seconds = (tookMs / 1000).toFixed(1);
    const how = exit.code !== undefined ? `exit code ${exit.code}` : exit.signal ? `signal ${exit.signal}` : "reason unknown";
    const what = timedOut
      ? `It was not healthy after ${seconds} s`
      : wasHealthy && lastPing !== "never answered"
        ? `The process was ended after ${seconds} s`
        : `The process ended after ${seconds} s (${how})`;
    const memory = this.#confinement.outOfMemoryKills() > 0 ? ` It ran out of its ${this.spec.memoryBytes / 1024 ** 3} GiB of memory.` : "";
    const line = this.#lastWords();
    return `${what}; last /ping: ${lastPing}.${memory}${line ? ` Last log line: ${line}` : ""}`;
  }
}

interface End {
  readonly exit: Exit;
  readonly wasHealthy: boolean;
  readonly timedOut: boolean;
  readonly lastPing: string;
  readonly tookMs: number;
}
