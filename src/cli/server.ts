/** Which server a verb talks to: the one of the data folder. */
import { readCredentials } from "../config/credentials.ts";
import { pathsOf } from "../config/paths.ts";
import type { ServerRecord } from "../config/settings.ts";
import { readJsonFile } from "../lib/files.ts";
import { UserError } from "./user-error.ts";

export interface Server {
  readonly url: string;
  readonly region: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The running server of a data folder. Throws a UserError that says how to start one. */
export function runningServer(dataFolder: string): Server {
  const paths = pathsOf(dataFolder);
  const record = readJsonFile<ServerRecord>(paths.server);
  const credentials = readCredentials(paths.credentials);
  if (!record || !credentials)
    throw new UserError(`No Hostler runs on ${dataFolder}. Start one with 'hostler up', or name its folder with --data.`);
  return { url: record.url, region: record.region, accountId: record.accountId, ...credentials };
}
