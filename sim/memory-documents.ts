/** Documents in memory, as text: nobody can change what is stored by changing what was read. Every write is shown to `written`. */
import type { Endpoint } from "../src/core/endpoint.ts";
import type { Kind, Row } from "../src/store/store.ts";

export type Author = "api" | "reconciler";

export interface Written {
  readonly author: Author;
  readonly before: Row<unknown> | undefined;
  readonly after: Row<unknown> | undefined;
}

export class MemoryDocuments {
  readonly #rows = new Map<string, string>();
  #endpoints: readonly Endpoint[] | undefined;
  readonly #written: (change: Written) => void;

  constructor(written: (change: Written) => void) {
    this.#written = written;
  }

  find<T>(kind: Kind, region: string, name: string): Row<T> | undefined {
    const text = this.#rows.get(keyOf(kind, region, name));
    return text === undefined ? undefined : (JSON.parse(text) as Row<T>);
  }

  /** Every endpoint, for those who only look: the same objects until something is written. */
  endpoints(): readonly Endpoint[] {
    this.#endpoints ??= this.all<Endpoint>("endpoint").map(({ document }) => document);
    return this.#endpoints;
  }

  all<T>(kind: Kind): Row<T>[] {
    return [...this.#rows].filter(([key]) => key.startsWith(`${kind}/`)).map(([, text]) => JSON.parse(text) as Row<T>);
  }

  insert(author: Author, row: Omit<Row<unknown>, "version">): boolean {
    const key = keyOf(row.kind, row.region, row.name);
    if (this.#rows.has(key)) return false;
    this.#put(author, key, undefined, { ...row, version: row.createdMs * 1000 + 1 });
    return true;
  }

  replace(author: Author, row: Row<unknown>): boolean {
    const before = this.find(row.kind, row.region, row.name);
    if (before?.version !== row.version) return false;
    this.#put(author, keyOf(row.kind, row.region, row.name), before, { ...row, version: row.version + 1 });
    return true;
  }

  remove(author: Author, kind: Kind, region: string, name: string, version?: number): boolean {
    const before = this.find(kind, region, name);
    if (!before || (version !== undefined && before.version !== version)) return false;
    this.#rows.delete(keyOf(kind, region, name));
    this.#endpoints = undefined;
    this.#written({ author, before, after: undefined });
    return true;
  }

  #put(author: Author, key: string, before: Row<unknown> | undefined, after: Row<unknown>): void {
    const text = JSON.stringify(after);
    this.#rows.set(key, text);
    this.#endpoints = undefined;
    this.#written({ author, before, after: JSON.parse(text) as Row<unknown> });
  }
}

const keyOf = (kind: Kind, region: string, name: string): string => `${kind}/${region}/${name.toLowerCase()}`;
