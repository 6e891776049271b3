/** What `hostler up` tells its role processes, in a file of the data folder. */
export interface Settings {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly zones: readonly string[];
  readonly accountId: string;
  readonly region: string;
  readonly noAuth: boolean;
  /** How many routers there are; absent means one. */
  readonly routers?: number;
  /** The folder of failpoints, for tests (`lib/failpoint.ts`). */
  readonly failpoints?: string;
}

/** What a running server tells its clients, in `run/server.json`. */
export interface ServerRecord {
  readonly url: string;
  readonly pid: number;
  readonly region: string;
  readonly accountId: string;
  readonly noAuth: boolean;
}
