/** What processes of ours tell each other in files of the data folder. */
import type { TlsFiles } from "./tls-files.ts";

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
  /** Where the certificate is with which clients are answered over HTTPS; over HTTP without. */
  readonly tls?: TlsFiles;
  /** Who routers are to instances on other machines (docs/link.md): absolute paths. `hostler up` starts instances on this one only. */
  readonly link?: { readonly certFile: string; readonly keyFile: string; readonly caFile: string };
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
  readonly tls?: ServerTls;
}

/** What clients on this machine need to know of a server that speaks HTTPS. */
export interface ServerTls {
  /** The address it listens at; the URL has a name that the certificate has. */
  readonly address: string;
  /** The file of its certificate. */
  readonly certFile: string;
  /** The file of what a client has to trust, when that is not what it trusts anyway. */
  readonly caFile?: string | undefined;
}
