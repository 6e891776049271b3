/** Keeps one of our own processes (control, a router) running: started, adopted after our restart, started again with back-off when it ends. */
import { backoffMs } from "../lib/backoff.ts";
import type { Clock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { lastLine, rotateLog } from "./log-file.ts";
import { adoptOrStart, type ProcessSpec, type RunningProcess, stopProcess } from "./process.ts";
import type { RoleReport } from "./protocol.ts";

/** A process of another version or other settings may finish what it does before the new one takes its place. */
const handoverMs = 10_000;

export class RoleProcess {
  readonly name: string;
  readonly #spec: ProcessSpec;
  readonly #clock: Clock;
  readonly #changed: (report: RoleReport, trouble?: string) => void;
  readonly #stopping = new AbortController();
  #process: RunningProcess | undefined;
  #restarts = 0;
  #over: Promise<void> = Promise.resolve();

  constructor(name: string, spec: ProcessSpec, clock: Clock, changed: (report: RoleReport, trouble?: string) => void) {
    this.name = name;
    this.#spec = spec;
    this.#clock = clock;
    this.#changed = changed;
  }

  get report(): RoleReport {
    return { role: this.name, pid: this.#process?.pid, restarts: this.#restarts };
  }

  start(): void {
    this.#over = this.#keepRunning();
  }

  /** Asks it to end and waits until it has; it gets `graceMs` before it is made to. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    if (this.#process) await stopProcess(this.#process, graceMs, this.#clock);
    await this.#over;
  }

  async #keepRunning(): Promise<void> {
    const signal = this.#stopping.signal;
    let quickEnds = 0;
    while (!signal.aborted) {
      const startedMs = this.#clock.now();
      let trouble: string;
      try {
        const running = await adoptOrStart(this.#spec, handoverMs, this.#clock);
        this.#process = running;
        this.#changed(this.report);
        const ended = new AbortController();
        void running.exited.then(() => ended.abort());
        while (!ended.signal.aborted) {
          rotateLog(this.#spec.logFile, limits.roleLogBytes);
          await this.#clock.sleep(10_000, ended.signal);
        }
        const exit = await running.exited;
        running.signalGroup("SIGKILL");
        trouble = `${this.name} ended (${exit.signal ?? `status ${exit.code ?? "unknown"}`}): ${lastLine(this.#spec.logFile) ?? "no output"}`;
      } catch (error) {
        trouble = `${this.name} could not be started: ${String(error)}`;
      }
      this.#process = undefined;
      if (signal.aborted) return;
      quickEnds = this.#clock.now() - startedMs < 5_000 ? quickEnds + 1 : 0;
      this.#restarts++;
      this.#changed(this.report, trouble);
      await this.#clock.sleep(backoffMs(quickEnds - 1, 200, 10_000), signal);
    }
  }
}
