/** An instance with a link to it, in a place of its own. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { LinkError, type LinkTrouble } from "../../src/link/instance-link.ts";
import type { Behaviour, LinkKind, Served } from "./instance-behaviour.ts";

const folder = mkdtempSync(join(tmpdir(), "hostler-links-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let places = 0;

/** A path for a socket that nobody has used. */
export const newPlace = (): string => join(folder, `${places++}.sock`);

/** An instance and the link to it; `seen` are the requests that reached it. */
export async function reached(kind: LinkKind, behave: Behaviour) {
  const place = newPlace();
  const seen: Served[] = [];
  const instance = await kind.start(place, (served) => {
    seen.push(served);
    behave(served);
  });
  const link = kind.open(place);
  return {
    link,
    seen,
    place,
    instance,
    async [Symbol.asyncDispose]() {
      instance.kill();
      await link.close();
    },
  };
}

/** The link says that this is what went wrong. */
export const fails = (answer: Promise<unknown>, trouble: LinkTrouble): Promise<void> =>
  assert.rejects(answer, (error) => error instanceof LinkError && error.trouble === trouble);

/** So many bytes, no two neighbouring blocks of which are alike. */
export const pattern = (bytes: number): Buffer => Buffer.alloc(bytes, "0123456789abcdef-");
