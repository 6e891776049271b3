/** A request and its answer, byte for byte, for a model that is small enough to tell the answer by heart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loaderOf } from "../../src/models/runtimes.ts";
import { inModelDir } from "./model-dir.ts";

export interface GoldenPair {
  readonly what: string;
  readonly runtime: string;
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, Buffer | string>>;
  /** CSV unless it says otherwise. */
  readonly type?: string;
  readonly body: string | Buffer;
  readonly accept?: string;
  readonly want: string | Buffer;
}

export const [json, lines, csv, recordIo] = [
  "application/json",
  "application/jsonlines",
  "text/csv",
  "application/x-recordio-protobuf",
] as const;

export function testPairs(pairs: readonly GoldenPair[]): void {
  for (const { what, runtime, image = "hostler/auto", environment = {}, files, type = csv, body, accept, want } of pairs) {
    test(`${what}: a request is answered as the original does, to the byte`, async () => {
      const load = await loaderOf(runtime)!;
      const model = await inModelDir(files, (modelDir) => load({ modelDir, image, environment }));
      const answer = await model.invoke({ contentType: type, accept, customAttributes: undefined, body: Buffer.from(body) });
      assert.equal(answer.status, 200, String(answer.body));
      assert.equal(Buffer.from(answer.body).toString("latin1"), Buffer.from(want).toString("latin1"));
    });
  }
}
