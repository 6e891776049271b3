/**
 * What Hostler remembers. Documents are opaque JSON; what is sorted or filtered on is a column; a change is a compare-and-swap on the
 * version. A write that has returned survives a crash.
 */

export type Kind = "model" | "endpoint-config" | "endpoint";

/** A document with what is known of it without reading it. Names are unique without regard to case, per kind and region. */
export interface Row<T> {
  readonly kind: Kind;
  readonly region: string;
  readonly name: string;
  readonly status: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
  /** Grows with every change; no two documents of one name have one in common, not even one after the other. */
  readonly version: number;
  readonly document: T;
}

export interface ListQuery {
  readonly kind: Kind;
  readonly region: string;
  readonly sortBy: "name" | "createdMs" | "status";
  readonly ascending: boolean;
  readonly nameContains?: string | undefined;
  /** Exclusive. */
  readonly createdBeforeMs?: number | undefined;
  /** Inclusive. */
  readonly createdAfterMs?: number | undefined;
  readonly modifiedBeforeMs?: number | undefined;
  readonly modifiedAfterMs?: number | undefined;
  readonly status?: string | undefined;
  /** Continue behind this row of the same query. */
  readonly after?: { readonly value: string | number; readonly name: string } | undefined;
  readonly limit: number;
}

export interface Documents {
  find<T>(kind: Kind, region: string, name: string): Promise<Row<T> | undefined>;
  /** False when the name is taken. */
  insert<T>(row: Omit<Row<T>, "version">): Promise<boolean>;
  /** False when the row has changed since `version`, or is gone. */
  replace<T>(row: Row<T>): Promise<boolean>;
  /** False when there was none. With `version`, only if it has not changed since. */
  remove(kind: Kind, region: string, name: string, version?: number): Promise<boolean>;
  list<T>(query: ListQuery): Promise<Row<T>[]>;
  /** Every row of a kind, over all regions. */
  all<T>(kind: Kind): Promise<Row<T>[]>;
}

export interface Tags {
  /** In the order of their keys. */
  of(arn: string): Promise<{ Key: string; Value: string }[]>;
  put(arn: string, tags: readonly { Key: string; Value: string }[]): Promise<void>;
  remove(arn: string, keys: readonly string[]): Promise<void>;
  removeAll(arn: string): Promise<void>;
}

/** Images registered by `hostler image add`: reference → command. */
export interface Images {
  list(): Promise<{ name: string; command: string; createdMs: number }[]>;
  put(image: { name: string; command: string; createdMs: number }): Promise<void>;
  remove(name: string): Promise<boolean>;
}

/** Which zone a subnet id stands for. Unknown ids are assigned once and remembered. */
export interface Subnets {
  list(): Promise<{ subnet: string; zone: string }[]>;
  put(subnet: string, zone: string): Promise<void>;
}

/** What happened to an endpoint, for people. Bounded per endpoint. */
export interface Events {
  add(endpointArn: string, atMs: number, text: string): Promise<void>;
  of(endpointArn: string, limit: number): Promise<{ atMs: number; text: string }[]>;
}

/** An alarm: the document is opaque, what is found by is a column. Names are unique per region, and upper and lower case differ. */
export interface AlarmRow<T> {
  readonly region: string;
  readonly name: string;
  /** OK, ALARM or INSUFFICIENT_DATA. */
  readonly state: string;
  /** Of the metric it watches. */
  readonly namespace: string;
  readonly metric: string;
  /** Grows with every change; no two alarms of one name have one in common, if the events they began with tell when that was. */
  readonly version: number;
  readonly document: T;
}

/** What happened to an alarm. It outlives the alarm. */
export interface AlarmEvent {
  readonly atMs: number;
  /** ConfigurationUpdate, StateUpdate or Action. */
  readonly kind: string;
  readonly summary: string;
  /** JSON for a program. */
  readonly data: string;
}

export interface AlarmQuery {
  readonly region: string;
  readonly namePrefix?: string | undefined;
  readonly state?: string | undefined;
  readonly metric?: { readonly namespace: string; readonly name: string } | undefined;
  /** Continue behind this name. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface AlarmHistoryQuery {
  readonly region: string;
  /** Absent = every alarm's. */
  readonly name?: string | undefined;
  readonly kind?: string | undefined;
  /** Inclusive, both. */
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly ascending: boolean;
  /** Continue behind the event of this id. */
  readonly after?: number | undefined;
  readonly limit: number;
}

export interface Alarms {
  /** Those of the names that exist, by name. */
  find<T>(region: string, names: readonly string[]): Promise<AlarmRow<T>[]>;
  /** By name. */
  list<T>(query: AlarmQuery): Promise<AlarmRow<T>[]>;
  /** Every alarm of every region. */
  all<T>(): Promise<AlarmRow<T>[]>;
  count(region: string): Promise<number>;
  /** Writes alarm and events together. With version 0 it must be new, otherwise unchanged since `version`; false when it is not so. */
  put<T>(row: AlarmRow<T>, events: readonly AlarmEvent[]): Promise<boolean>;
  /** False when there was none. */
  remove(region: string, name: string, events: readonly AlarmEvent[]): Promise<boolean>;
  /** Bounded in number and age. */
  history(query: AlarmHistoryQuery): Promise<(AlarmEvent & { readonly id: number; readonly name: string })[]>;
}

/** Receipts of changes: what happened to requests and instances while an endpoint was changed. Bounded per endpoint and over all. */
export interface Receipts {
  /** Adds it, or replaces the one of this endpoint and id. False, and nothing is stored, when a later term than `term` has begun. */
  put<T>(receipt: { endpointArn: string; id: string; startedMs: number; open: boolean; term: number; document: T }): Promise<boolean>;
  /** Those that may still change, over all endpoints, oldest first. */
  open<T>(): Promise<T[]>;
  /** Those of an endpoint, newest first. They outlive it. */
  of<T>(endpointArn: string, limit: number): Promise<T[]>;
  find<T>(endpointArn: string, id: string): Promise<T | undefined>;
}

/** Terms of control planes: whoever began the last one leads, and what others say counts no more, whether they know it yet or not. */
export interface Terms {
  /** Begins the next term and ends all earlier ones. Terms are numbered from 1. */
  begin(): Promise<number>;
  /** The number of the last term; 0 when there was none. */
  current(): Promise<number>;
}

export interface Store extends AsyncDisposable {
  readonly documents: Documents;
  readonly tags: Tags;
  readonly images: Images;
  readonly subnets: Subnets;
  readonly events: Events;
  readonly alarms: Alarms;
  readonly receipts: Receipts;
  readonly terms: Terms;
}

/** The data folder was written by another version of Hostler. */
export class StoreVersionError extends Error {
  override readonly name = "StoreVersionError";
}
