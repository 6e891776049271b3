/**
 * Makes what instances print the events of CloudWatch Logs: group `/aws/sagemaker/Endpoints/ENDPOINT`, stream `VARIANT/INSTANCE`, one event
 * a line. Processes append to files by themselves (`logs/endpoints/ENDPOINT/VARIANT/INSTANCE.log`), so nothing is lost while control is
 * away; control takes the lines up once a second, and at once when somebody reads. Lines have no times of their own: the time stamp of an
 * event is when its file was last written to when the line was taken up, so it is at most a second late while control runs, and never
 * changes afterwards. The file that rotation moved aside is read to its end first.
 */
import { closeSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Backend } from "../backends/backend.ts";
import { cutLines } from "../core/logs/log-lines.ts";
import type { Clock } from "../lib/clock.ts";
import { KeyedQueue } from "../lib/keyed-queue.ts";
import { limits } from "../limits.ts";
import type { LogStore, LogTail } from "../store/log-store.ts";

export interface InstanceLogsPorts {
  /** The folder of logs. */
  readonly logs: string;
  readonly logStore: LogStore;
  readonly backend: Pick<Backend, "view">;
  readonly clock: Clock;
  /** Of instances that ended before anyone could ask. */
  readonly defaultRegion: string;
  readonly log: { warn(fields: object, message: string): void };
}

/** Between two looks at all files there are; in between only those of running instances are looked at. */
const fullSweepMs = 60_000;

const groupPrefix = "/aws/sagemaker/Endpoints/";

/** The endpoint whose instances write to a log group; undefined for any other group. */
export function endpointOfGroup(group: string): string | undefined {
  return group.startsWith(groupPrefix) && !group.slice(groupPrefix.length).includes("/") ? group.slice(groupPrefix.length) : undefined;
}

export class InstanceLogs {
  readonly #ports: InstanceLogsPorts;
  readonly #dir: string;
  readonly #queue = new KeyedQueue();
  readonly #tails = new Map<string, LogTail>();
  /** Sizes of files that ended in the middle of a line when last looked at. */
  readonly #unfinished = new Map<string, number>();
  #running: ReadonlySet<string> = new Set();
  #full = false;

  private constructor(ports: InstanceLogsPorts) {
    this.#ports = ports;
    this.#dir = join(ports.logs, "endpoints");
  }

  static async open(ports: InstanceLogsPorts): Promise<InstanceLogs> {
    const logs = new InstanceLogs(ports);
    for (const tail of await ports.logStore.tails()) logs.#tails.set(tail.file, tail);
    return logs;
  }

  /** Takes lines up until `signal` is aborted, and lets go of what is kept long enough. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log, logStore } = this.#ports;
    let fullMs = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      try {
        if (clock.now() - fullMs >= fullSweepMs && this.#ports.backend.view()) {
          await this.sweepAll();
          fullMs = clock.now();
        } else await this.#sweepRunning();
        await logStore.expire(clock.now());
      } catch (error) {
        log.warn({ error: String(error) }, "the output of instances could not be taken up; the next try is in a second");
      }
      await clock.sleep(limits.logSweepMs, signal);
    }
  }

  /** Takes up all that the instances of an endpoint have written so far, for somebody who is about to read it. */
  async catchUp(endpoint: string): Promise<void> {
    for (const file of this.#filesOf(endpoint)) await this.#take(file, false);
  }

  /** The region of the instance that writes to a file (`ENDPOINT/VARIANT/INSTANCE`); undefined while that is not known. */
  regionOf(file: string): string | undefined {
    return (this.#tails.get(file) ?? this.#begin(file))?.region;
  }

  /** Looks at every file there is, and forgets those that are gone. */
  async sweepAll(): Promise<void> {
    const files = new Set(namesIn(this.#dir).flatMap((endpoint) => this.#filesOf(endpoint)));
    for (const file of files) await this.#take(file, true);
    for (const file of this.#tails.keys()) {
      if (files.has(file)) continue;
      this.#tails.delete(file);
      this.#unfinished.delete(file);
      await this.#ports.logStore.forgetTail(file);
    }
  }

  /** Files of running instances, and once more those of instances that have just gone. */
  async #sweepRunning(): Promise<void> {
    const instances = this.#ports.backend.view()?.instances;
    if (!instances) return;
    const running = new Set([...instances].map(([id, { endpoint, variant }]) => `${endpoint}/${variant}/${id}`));
    const files = new Set([...this.#running, ...running]);
    this.#running = running;
    for (const file of files) await this.#take(file, true);
  }

  #filesOf(endpoint: string): string[] {
    const dir = join(this.#dir, endpoint);
    return namesIn(dir).flatMap((variant) =>
      namesIn(join(dir, variant))
        .filter((name) => name.endsWith(".log"))
        .map((name) => `${endpoint}/${variant}/${name.slice(0, -4)}`),
    );
  }

  /** One at a time for each file. `regular`: this is a look of the usual rhythm, so a line without an end that has not grown since the last is one. */
  #take(file: string, regular: boolean): Promise<void> {
    return this.#queue.run(file, async () => {
      const path = join(this.#dir, `${file}.log`);
      const now = look(path);
      if (!now) return;
      const tail = this.#tails.get(file) ?? this.#begin(file);
      if (!tail) return;
      const aside = look(`${path}.1`);
      // Rotation copies the file and then empties it, so the copy may be there before the file has shrunk.
      const rotated =
        aside && aside.writtenMs !== tail.rotatedMs && (Math.max(tail.offset, aside.size) > now.size || !this.#tails.has(file));
      let at = tail;
      if (rotated) {
        at = await this.#takeFrom(`${path}.1`, at, aside, true);
        at = await this.#remember({ ...at, offset: 0, rotatedMs: aside.writtenMs }, [], 0);
      } else if (tail.offset > now.size) at = await this.#remember({ ...tail, offset: 0 }, [], 0);
      if (at.offset === now.size) return;
      const stands = regular && this.#unfinished.get(file) === now.size;
      at = await this.#takeFrom(path, at, now, stands);
      if (at.offset < now.size && regular) this.#unfinished.set(file, now.size);
      else if (at.offset >= now.size) this.#unfinished.delete(file);
    });
  }

  /** Undefined while it is not known where the instance belongs. */
  #begin(file: string): LogTail | undefined {
    const view = this.#ports.backend.view();
    const region = view?.instances.get(file.slice(file.lastIndexOf("/") + 1))?.region;
    return view && { file, region: region ?? this.#ports.defaultRegion, offset: 0, rotatedMs: 0, lastMs: 0 };
  }

  /** Takes up a file from where it was read to, up to the size it had, in pieces; `whole`: to the last byte, line end or not. */
  async #takeFrom(path: string, tail: LogTail, { size, writtenMs }: Seen, whole: boolean): Promise<LogTail> {
    let at = tail;
    const file = openIfThere(path);
    if (file === undefined) return at;
    try {
      while (at.offset < size) {
        const buffer = Buffer.alloc(Math.min(size - at.offset, limits.logPieceBytes));
        const bytes = buffer.subarray(0, readSync(file, buffer, 0, buffer.length, at.offset));
        const atEnd = at.offset + bytes.length >= size;
        const { lines, usedBytes } = cutLines(bytes, { whole: whole && atEnd, maxBytes: limits.logPieceBytes });
        if (usedBytes === 0) break;
        at = await this.#remember({ ...at, offset: at.offset + usedBytes }, lines, writtenMs);
        await nextTurn();
      }
    } finally {
      closeSync(file);
    }
    return at;
  }

  async #remember(tail: LogTail, lines: readonly string[], writtenMs: number): Promise<LogTail> {
    const { clock, log, logStore } = this.#ports;
    const now = clock.now();
    const atMs = Math.max(tail.lastMs, Math.min(now, writtenMs));
    const after = lines.length > 0 ? { ...tail, lastMs: atMs } : tail;
    const [endpoint, variant, instance] = tail.file.split("/");
    const to = { group: groupPrefix + endpoint, stream: `${variant}/${instance}` };
    const events = lines.map((message) => ({ atMs, message }));
    const kept = await logStore.takeUp(after, to, events, now);
    if (!kept && !this.#full) log.warn(to, "there are too many log groups or streams to keep what this instance prints");
    this.#full = !kept;
    this.#tails.set(tail.file, after);
    return after;
  }
}

interface Seen {
  readonly size: number;
  readonly writtenMs: number;
}

function look(path: string): Seen | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && { size: found.size, writtenMs: Math.floor(found.mtimeMs) };
}

/** What a folder holds, in order; nothing when it is not there. */
function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return [];
  }
}

/** The agent removes the logs of the oldest instances, also between a look and a read. */
function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
