/** The access key of a data folder: made on the first run, readable by its owner only, never logged. */
import { randomBytes } from "node:crypto";
import { readJsonFile, writeFileDurably } from "../lib/files.ts";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The key in `path`, made when there is none. */
export function ensureCredentials(path: string): Credentials {
  const known = readCredentials(path);
  if (known) return known;
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const suffix = Array.from(randomBytes(13), (byte) => letters[byte % letters.length]).join("");
  const made = { accessKeyId: `HOSTLER${suffix}`, secretAccessKey: randomBytes(30).toString("base64url") };
  writeFileDurably(path, `${JSON.stringify(made, null, 2)}\n`, 0o600);
  return made;
}

export function readCredentials(path: string): Credentials | undefined {
  const found = readJsonFile<Partial<Credentials>>(path);
  return found?.accessKeyId && found.secretAccessKey
    ? { accessKeyId: found.accessKeyId, secretAccessKey: found.secretAccessKey }
    : undefined;
}
