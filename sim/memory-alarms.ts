/** Alarms in memory, as text, changed by compare-and-swap. Every change is shown to `written`. */
import type { Alarm } from "../src/control/alarms/alarm.ts";
import type { AlarmEvent, AlarmRow } from "../src/store/store.ts";

export interface AlarmWritten {
  readonly name: string;
  readonly before: AlarmRow<Alarm> | undefined;
  readonly after: AlarmRow<Alarm> | undefined;
}

export class MemoryAlarms {
  /** Changes since the beginning. */
  writes = 0;
  readonly #rows = new Map<string, string>();
  readonly #written: (change: AlarmWritten) => void;

  constructor(written: (change: AlarmWritten) => void) {
    this.#written = written;
  }

  find(name: string): AlarmRow<Alarm> | undefined {
    const text = this.#rows.get(name);
    return text === undefined ? undefined : (JSON.parse(text) as AlarmRow<Alarm>);
  }

  all(): AlarmRow<Alarm>[] {
    return [...this.#rows.values()].map((text) => JSON.parse(text) as AlarmRow<Alarm>);
  }

  put(row: AlarmRow<unknown>, events: readonly AlarmEvent[]): boolean {
    const before = this.find(row.name);
    if ((before?.version ?? 0) !== row.version) return false;
    const version = before ? before.version + 1 : Math.max(0, ...events.map(({ atMs }) => atMs)) * 1000 + 1;
    const text = JSON.stringify({ ...row, version });
    this.#rows.set(row.name, text);
    this.writes++;
    this.#written({ name: row.name, before, after: JSON.parse(text) as AlarmRow<Alarm> });
    return true;
  }

  remove(name: string): boolean {
    const before = this.find(name);
    if (!this.#rows.delete(name)) return false;
    this.writes++;
    this.#written({ name, before, after: undefined });
    return true;
  }
}
