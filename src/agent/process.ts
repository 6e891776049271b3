/**
 * Operating-system processes that outlive us: started in a session of their own, remembered by (pid, start time), found again after our
 * restart. The start time keeps us from mistaking a stranger who got the same pid for ours.
 */
import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { Clock } from "../lib/clock.ts";
import { failpoint } from "../lib/failpoint.ts";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";

export interface ProcessSpec {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** stdout and stderr are appended here by the process itself, so nothing is lost when we die. */
  readonly logFile: string;
  /** Where (pid, start time) is remembered. */
  readonly pidFile: string;
  /** Changes when the process must not be adopted but started anew. */
  readonly fingerprint: string;
}

interface PidRecord {
  readonly pid: number;
  readonly startTime: string;
  readonly fingerprint: string;
}

export interface Exit {
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** A running process, our child or adopted. */
export interface RunningProcess {
  readonly pid: number;
  readonly adopted: boolean;
  readonly fingerprint: string;
  /** Resolves when it has ended; an adopted process leaves no exit code. */
  readonly exited: Promise<Exit>;
  /** Sends a signal to the process itself. */
  signal(name: NodeJS.Signals): void;
  /** Sends a signal to the process and everything it started. */
  signalGroup(name: NodeJS.Signals): void;
}

/** When the process started, in the kernel's own words; undefined when there is no such process (or it is a zombie). */
function startTimeOf(pid: number): string | undefined {
  try {
    if (process.platform !== "linux")
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Starts a process in its own session and remembers it. Throws when the command cannot be started at all. */
async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  mkdirSync(dirname(spec.pidFile), { recursive: true });
  const log = openSync(spec.logFile, "a", 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: { ...spec.environment },
      detached: true,
      stdio: ["ignore", log, log],
    });
    const exited = new Promise<Exit>((resolve) => {
      child.once("exit", (code, signal) => resolve({ code: code ?? undefined, signal: signal ?? undefined }));
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    failpoint("process.spawned");
    child.unref();
    const pid = child.pid!;
    const record: PidRecord = { pid, startTime: startTimeOf(pid) ?? "", fingerprint: spec.fingerprint };
    writeFileDurably(spec.pidFile, JSON.stringify(record));
    failpoint("process.recorded");
    void exited.then(() => rmSync(spec.pidFile, { force: true }));
    return {
      pid,
      adopted: false,
      fingerprint: spec.fingerprint,
      exited,
      signal: (name) => send(pid, name),
      signalGroup: (name) => send(-pid, name),
    };
  } finally {
    closeSync(log);
  }
}

/** Finds the process that an earlier life of ours started, whatever its fingerprint. */
function adoptProcess(pidFile: string, clock: Clock): RunningProcess | undefined {
  const record = readJsonFile<PidRecord>(pidFile);
  if (!record) return undefined;
  const { pid, startTime, fingerprint } = record;
  if (startTimeOf(pid) !== startTime) return undefined;
  const exited = (async (): Promise<Exit> => {
    while (startTimeOf(pid) === startTime) await clock.sleep(200);
    rmSync(pidFile, { force: true });
    return { code: undefined, signal: undefined };
  })();
  return { pid, adopted: true, fingerprint, exited, signal: (name) => send(pid, name), signalGroup: (name) => send(-pid, name) };
}

/** Adopts the process when it is what `spec` asks for; one that is something else is asked to end, and a new one started after it. */
export async function adoptOrStart(spec: ProcessSpec, graceMs: number, clock: Clock): Promise<RunningProcess> {
  const before = adoptProcess(spec.pidFile, clock);
  if (before?.fingerprint === spec.fingerprint) return before;
  if (before) await stopProcess(before, graceMs, clock);
  return startProcess(spec);
}

/** The pid that `pidFile` remembers, if that process is still alive. */
export function rememberedPid(pidFile: string): number | undefined {
  const record = readJsonFile<PidRecord>(pidFile);
  return record && startTimeOf(record.pid) === record.startTime ? record.pid : undefined;
}

/** Asks a process to end, and makes it end when it has not after `graceMs`; resolves when it and its group are gone. */
export async function stopProcess(running: RunningProcess, graceMs: number, clock: Clock): Promise<Exit> {
  running.signal("SIGTERM");
  using _deadline = clock.after(graceMs, () => running.signalGroup("SIGKILL"));
  running.signal("SIGCONT"); // a stopped process cannot hear SIGTERM
  const exit = await running.exited;
  running.signalGroup("SIGKILL"); // what it left behind
  return exit;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already: that is what was wanted.
  }
}
