/**
 * Log events as CloudWatch Logs means them: groups of streams of events, read in the order of their time stamps. What instances print and
 * what users put lie here side by side. Bounded: when all events together are too large, the oldest of the largest stream go.
 * A write that has returned survives a crash of ours; one of the machine may lose the last seconds.
 */

/** Names mind the case. */
export interface LogGroupKey {
  readonly region: string;
  readonly name: string;
}

export interface LogGroup {
  readonly name: string;
  readonly createdMs: number;
  /** Undefined: events never expire. */
  readonly retentionDays: number | undefined;
  readonly groupClass: string;
  readonly storedBytes: number;
}

export interface LogStream {
  readonly name: string;
  readonly createdMs: number;
  /** Undefined while there is no event. */
  readonly firstMs: number | undefined;
  readonly lastMs: number | undefined;
  readonly lastIngestedMs: number | undefined;
}

export interface NewLogEvent {
  readonly atMs: number;
  readonly message: string;
}

export interface LogEvent extends NewLogEvent {
  /** Grows with every event of the store. */
  readonly id: number;
  readonly stream: string;
  readonly ingestedMs: number;
}

/** A place between events, which are ordered by time and then by id. */
export interface LogPlace {
  readonly atMs: number;
  readonly id: number;
}

export interface LogEventQuery {
  /** Of these streams only; absent = of all. */
  readonly streams?: readonly string[] | undefined;
  readonly streamPrefix?: string | undefined;
  /** Inclusive. */
  readonly fromMs?: number | undefined;
  /** Exclusive. */
  readonly untilMs?: number | undefined;
  /** Both exclusive. */
  readonly after?: LogPlace | undefined;
  readonly before?: LogPlace | undefined;
  /** Which to take when not all fit: the oldest or the newest. The answer is oldest first either way. */
  readonly take: "oldest" | "newest";
  readonly limit: number;
  /** At least one event is given, however large. */
  readonly maxBytes: number;
}

export interface LogStreamQuery {
  readonly prefix?: string | undefined;
  readonly sortBy: "name" | "lastMs";
  readonly descending: boolean;
  /** Continue behind this stream of the same query. */
  readonly after?: { readonly value: string | number; readonly name: string } | undefined;
  readonly limit: number;
}

/** How far the output of an instance has been read. */
export interface LogTail {
  /** `ENDPOINT/VARIANT/INSTANCE`. */
  readonly file: string;
  readonly region: string;
  /** Bytes of the file that are events by now. */
  readonly offset: number;
  /** When the file that was moved aside last was written; 0 when there is none. */
  readonly rotatedMs: number;
  /** Time stamp of the last event. */
  readonly lastMs: number;
}

export type Creation = "created" | "exists" | "full";

export interface LogStore extends AsyncDisposable {
  findGroup(key: LogGroupKey): Promise<LogGroup | undefined>;
  createGroup(key: LogGroupKey, createdMs: number, groupClass: string): Promise<Creation>;
  /** In the order of their names; `contains` ignores case. */
  listGroups(
    region: string,
    query: {
      readonly prefix?: string | undefined;
      readonly contains?: string | undefined;
      readonly after?: string | undefined;
      readonly limit: number;
    },
  ): Promise<LogGroup[]>;
  setRetention(key: LogGroupKey, days: number): Promise<boolean>;
  /** False when there was none. Its events are unseen at once; their room is free a little later. */
  removeGroup(key: LogGroupKey): Promise<boolean>;

  findStream(key: LogGroupKey, name: string): Promise<LogStream | undefined>;
  /** The group must exist. */
  createStream(key: LogGroupKey, name: string, createdMs: number): Promise<Creation>;
  listStreams(key: LogGroupKey, query: LogStreamQuery): Promise<LogStream[]>;
  removeStream(key: LogGroupKey, name: string): Promise<boolean>;

  /** False when the stream does not exist. */
  append(key: LogGroupKey, stream: string, events: readonly NewLogEvent[], nowMs: number): Promise<boolean>;
  /** `more`: there are further events in the direction of reading. */
  read(key: LogGroupKey, query: LogEventQuery): Promise<{ events: LogEvent[]; more: boolean }>;
  /** Removes what retention or a removal has let go, a bounded part at a time. */
  expire(nowMs: number): Promise<void>;

  tails(): Promise<LogTail[]>;
  /**
   * Makes lines of an instance events and remembers how far its file is read, both or neither. Group and stream are made when they are
   * missing; false when there is no room for them, and the lines are left out.
   */
  takeUp(
    tail: LogTail,
    to: { readonly group: string; readonly stream: string },
    events: readonly NewLogEvent[],
    nowMs: number,
  ): Promise<boolean>;
  forgetTail(file: string): Promise<void>;
}
