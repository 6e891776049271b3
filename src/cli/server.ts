/** Which server a verb talks to: the one of the data folder. */
import { readCredentials } from "../config/credentials.ts";
import { options, readOptions } from "../config/options.ts";
import { pathsOf } from "../config/paths.ts";
import type { ServerRecord, ServerTls } from "../config/settings.ts";
import { readJsonFile } from "../lib/files.ts";
import { Client } from "./client.ts";
import { UserError } from "./user-error.ts";
import type { Flags, Surroundings } from "./verb.ts";

export interface Server {
  readonly url: string;
  /** Of `hostler up`, the supervisor. */
  readonly pid: number;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly dataFolder: string;
  readonly tls?: ServerTls | undefined;
}

/** The running server of a data folder. Throws a UserError that says how to start one. */
export function runningServer(dataFolder: string): Server {
  const paths = pathsOf(dataFolder);
  const record = readJsonFile<ServerRecord>(paths.server);
  const credentials = readCredentials(paths.credentials);
  if (!record || !credentials)
    throw new UserError(`No Hostler runs on ${dataFolder}. Start one with 'hostler up', or name its folder with --data.`);
  const { url, pid, region, accountId, tls } = record;
  return { url, pid, region, accountId, ...credentials, dataFolder, tls };
}

/** The region a verb works in: the one it was told, else the server's. */
export function regionOf(flags: Flags, server: Server): string {
  return typeof flags.region === "string" ? options.region.read(flags.region) : server.region;
}

/** A client of the server that `flags` name. */
export function connect(flags: Flags, { environment }: Surroundings): Client {
  const server = runningServer(readOptions(flags, environment).data);
  return new Client(server, regionOf(flags, server));
}
