/** The body of a request: `--body`, `--file` or standard input. */
import { readFileSync } from "node:fs";
import { buffer } from "node:stream/consumers";
import { UserError } from "./user-error.ts";
import { type Flags, textOf } from "./verb.ts";

export async function readBody(flags: Flags): Promise<Uint8Array> {
  const text = textOf(flags, "body");
  if (text !== undefined) return Buffer.from(text);
  const file = textOf(flags, "file");
  if (file !== undefined) {
    try {
      return readFileSync(file);
    } catch (error) {
      throw new UserError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
  }
  if (process.stdin.isTTY) throw new UserError("Give the body with --body or --file, or pipe it in.");
  return buffer(process.stdin);
}
