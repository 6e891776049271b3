/**
 * Metrics: the last minutes second by second in memory, and fifteen days minute by minute in one SQLite file. Minutes are collected in
 * memory and written once they are over, so a crash loses the samples of two minutes at most.
 */
import { setImmediate as nextTurn } from "node:timers/promises";
import { Kysely } from "kysely";
import { type Aggregate, emptyAggregate, merge, percentileOf } from "../../core/metrics/aggregate.ts";
import { type Cell, TimeSlots } from "../../core/metrics/time-slots.ts";
import type { Clock } from "../../lib/clock.ts";
import { KeyedQueue } from "../../lib/keyed-queue.ts";
import { nodeSqliteDialect } from "../../lib/node-sqlite-dialect.ts";
import { limits } from "../../limits.ts";
import type { MetricKey, MetricPeriod, MetricRange, MetricSample, MetricStore } from "../metric-store.ts";
import { addMinutes, addSeries, loadSeries, readMinutes, removeMinutes, usedBytes } from "./metric-minutes.ts";
import { type MetricTables, prepareMetricSchema } from "./metric-schema.ts";
import { type Series, SeriesIndex } from "./metric-series.ts";

const minuteMs = 60_000;
/** Written this long after the minute, so that what was on its way is in it. */
const afterMinuteMs = 2_000;
const pruneEveryMs = 60 * minuteMs;
/** Rows read in one go; reading goes on in another turn of the event loop, so that nobody waits for a long range. */
const readRows = 1440;
/** Rows written in one transaction, for the same reason. */
const writeRows = 200;

export interface MetricLog {
  warn(fields: object, text: string): void;
}

export interface SqliteMetricOptions {
  /** The file, or `:memory:`. */
  readonly path: string;
  /** Of the metrics in a file from before metrics had a region. */
  readonly defaultRegion: string;
  readonly clock: Clock;
  readonly log: MetricLog;
}

export class SqliteMetricStore implements MetricStore {
  readonly #db: Kysely<MetricTables>;
  readonly #clock: Clock;
  readonly #log: MetricLog;
  readonly #series = new SeriesIndex();
  readonly #fine = new TimeSlots<Series>(1000);
  readonly #pending = new TimeSlots<Series>(minuteMs);
  /** Reading and writing take turns, so that no minute is seen on its way from memory to the file. */
  readonly #turns = new KeyedQueue();
  #timer: Disposable;
  #dropped = 0;
  #reported = 0;
  #prunedMs = 0;
  #keepMs: number = limits.metrics.minutesMs;

  static async open(options: SqliteMetricOptions): Promise<SqliteMetricStore> {
    const db = new Kysely<MetricTables>({ dialect: nodeSqliteDialect(options.path) });
    try {
      await prepareMetricSchema(db, options.path, options.defaultRegion);
      const store = new SqliteMetricStore(db, options);
      for (const { id, key, lastMs } of await loadSeries(db)) store.#series.restore(id, key, lastMs ?? 0);
      return store;
    } catch (error) {
      await db.destroy();
      throw error;
    }
  }

  private constructor(db: Kysely<MetricTables>, { clock, log }: SqliteMetricOptions) {
    this.#db = db;
    this.#clock = clock;
    this.#log = log;
    this.#timer = this.#schedule();
  }

  /** Samples that did not fit the bounds since the start. */
  get dropped(): number {
    return this.#dropped;
  }

  record(samples: readonly MetricSample[]): void {
    const now = this.#clock.now();
    for (const sample of samples) {
      const series = isTakeable(sample, now) ? this.#series.obtain(sample.key, sample.unit) : undefined;
      if (!series || this.#pending.size > limits.metrics.pendingBuckets) {
        this.#dropped++;
        continue;
      }
      series.lastMs = Math.max(series.lastMs, sample.atMs);
      this.#pending.observe(series, sample.atMs, sample);
      if (sample.atMs >= now - limits.metrics.fineMs) this.#fine.observe(series, sample.atMs, sample);
    }
    this.#fine.shrinkTo(limits.metrics.fineBuckets);
  }

  read(key: MetricKey, range: MetricRange): Promise<MetricPeriod[]> {
    const { periodMs, originMs = 0 } = range;
    const periodOf = (atMs: number): number => originMs + Math.floor((atMs - originMs) / periodMs) * periodMs;
    const startMs = periodOf(range.startMs);
    return this.#turns.run("file", async () => {
      const found: MetricPeriod[] = [];
      for (const series of this.#series.of(key)) {
        if (range.unit !== undefined && series.unit !== range.unit) continue;
        const periods = new Map<number, Aggregate>();
        const add = (atMs: number, aggregate: Aggregate): void => {
          const period = periods.get(periodOf(atMs)) ?? emptyAggregate();
          merge(period, aggregate);
          periods.set(periodOf(atMs), period);
        };
        const whole = periodMs % minuteMs === 0;
        if (whole) await this.#readFile(series, startMs, range.endMs, add);
        for (const { atMs, aggregate } of (whole ? this.#pending : this.#fine).of(series, startMs, range.endMs)) add(atMs, aggregate);
        for (const [atMs, aggregate] of periods) found.push(toPeriod(series.unit, atMs, aggregate));
      }
      return found.sort((a, b) => a.atMs - b.atMs || (a.unit < b.unit ? -1 : 1));
    });
  }

  async list(filter: Parameters<MetricStore["list"]>[0]): Promise<MetricKey[]> {
    return this.#series.list(filter, this.#clock.now() - limits.metrics.pastMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer[Symbol.dispose]();
    await this.#turns.run("file", () => this.#write(this.#pending.take()));
    await this.#db.destroy();
  }

  /** The next writing, shortly after the next full minute. */
  #schedule(): Disposable {
    const untilMinute = minuteMs - (this.#clock.now() % minuteMs);
    return this.#clock.after(untilMinute + afterMinuteMs, () => {
      this.#timer = this.#schedule();
      void this.#turns.run("file", () => this.#everyMinute());
    });
  }

  async #everyMinute(): Promise<void> {
    const now = this.#clock.now();
    this.#fine.forgetBefore(now - limits.metrics.fineMs);
    await this.#write(this.#pending.take(now));
    if (this.#dropped > this.#reported) {
      this.#log.warn({ samples: this.#dropped - this.#reported }, "samples of metrics were dropped, because they are out of bounds");
      this.#reported = this.#dropped;
    }
    if (now - this.#prunedMs < pruneEveryMs) return;
    this.#prunedMs = now;
    await this.#prune(now).catch((error: unknown) => this.#log.warn({ error }, "old metrics could not be removed"));
  }

  async #readFile(series: Series, startMs: number, endMs: number, add: (atMs: number, aggregate: Aggregate) => void): Promise<void> {
    if (series.id === undefined) return;
    for (let fromMs = startMs; ; ) {
      const minutes = await readMinutes(this.#db, series.id, { startMs: fromMs, endMs, most: readRows });
      for (const { atMs, aggregate } of minutes) add(atMs, aggregate);
      if (minutes.length < readRows) return;
      fromMs = minutes.at(-1)!.atMs + 1;
      await nextTurn(); // lets requests in between
    }
  }

  /** Writes minutes, some at a time. What cannot be written (the disk is full) stays in memory for the next time. */
  async #write(cells: readonly Cell<Series>[]): Promise<void> {
    for (let at = 0; at < cells.length; at += writeRows) {
      const some = cells.slice(at, at + writeRows);
      try {
        await addSeries(this.#db, some);
        await addMinutes(this.#db, some);
      } catch (error) {
        this.#log.warn({ error, minutes: cells.length - at }, "metrics could not be written");
        for (const cell of cells.slice(at)) this.#pending.merge(cell);
        return;
      }
      await nextTurn();
    }
  }

  /** Removes what is too old, and more of it while the file is too large. */
  async #prune(now: number): Promise<void> {
    const used = await usedBytes(this.#db);
    if (used > limits.metrics.fileBytes) this.#keepMs *= 0.8;
    else if (used < limits.metrics.fileBytes / 2) this.#keepMs = limits.metrics.minutesMs;
    for (const series of [...this.#series.all()]) {
      if (series.id === undefined) continue;
      await nextTurn();
      await removeMinutes(this.#db, series.id, now - this.#keepMs);
      if (series.lastMs >= now - limits.metrics.minutesMs) continue;
      // Forgotten before its row goes: a sample that comes meanwhile begins a new series.
      this.#series.forget(series);
      await this.#db.deleteFrom("series").where("id", "=", series.id).execute();
    }
  }
}

/** True for samples that are numbers, of a time that is kept. */
function isTakeable({ atMs, values, counts, statistics }: MetricSample, now: number): boolean {
  const inTime = atMs >= now - limits.metrics.minutesMs && atMs <= now + limits.metrics.futureMs;
  const numbers = [...values, ...(statistics ? Object.values(statistics) : [])];
  const positive = [...(counts ?? []), ...(statistics ? [statistics.sampleCount] : [])];
  const some = values.length > 0 || statistics !== undefined;
  return inTime && some && numbers.every(Number.isFinite) && positive.every((count) => count > 0 && Number.isFinite(count));
}

function toPeriod(unit: string, atMs: number, aggregate: Aggregate): MetricPeriod {
  const { sum, minimum, maximum, sampleCount } = aggregate;
  return { atMs, unit, sum, minimum, maximum, sampleCount, percentile: (p) => percentileOf(aggregate, p) };
}
