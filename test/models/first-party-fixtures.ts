/** The archives under `fixtures/first-party`, written by MXNet itself, each with held-out rows and what must come out. */
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { InvocationRequest, InvocationResponse, ModelContainer, ModelDescription } from "../../src/models/contract.ts";
import { loadFirstParty } from "../../src/models/first-party/first-party.ts";

const root = join(import.meta.dirname, "../../fixtures/first-party");

interface Expected {
  readonly algorithm: string;
  readonly release: string;
  readonly rows: number;
  readonly columns: number;
  /** Float32 bit patterns by key: computed in double by numpy, and in float32 by the library that wrote the file. */
  readonly expected: Readonly<Record<string, readonly number[]>>;
  readonly library?: Readonly<Record<string, readonly number[]>>;
  /** How far answers may be from both; one unit in the last place, and what float32 sums lose, unless it is given. */
  readonly tolerance?: number;
}

export const fixtures = readdirSync(root)
  .sort()
  .map((name) => ({ name, ...(JSON.parse(readFileSync(join(root, name, "expected.json"), "utf8")) as Expected) }));

export const rowsCsv = (name: string): string => readFileSync(join(root, name, "rows.csv"), "utf8");

/** The files of a fixture's archive by name. */
export function archiveFiles(name: string): Record<string, Buffer> {
  const tar = gunzipSync(readFileSync(join(root, name, "model.tar.gz")));
  const files: Record<string, Buffer> = {};
  for (let at = 0; tar[at] !== 0; ) {
    const size = Number.parseInt(tar.toString("latin1", at + 124, at + 135), 8);
    files[tar.toString("latin1", at, at + 100).replace(/\0+$/, "")] = tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

export const modelBytes = (name: string): Buffer => archiveFiles(name)["model_algo-1"]!;

export interface Served {
  readonly description: ModelDescription | undefined;
  ask(body: string | Buffer, headers?: { contentType?: string | undefined; accept?: string }): Promise<InvocationResponse>;
}

/** Loads files as the archive of a model and answers requests, CSV unless another type is given. */
export async function serveFiles(
  files: Readonly<Record<string, string | Buffer>>,
  container: Partial<Pick<ModelContainer, "image" | "environment">> = {},
): Promise<Served> {
  const modelDir = await mkdtemp(join(tmpdir(), "hostler-first-party-"));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(modelDir, name), content);
    const server = await loadFirstParty({ modelDir, image: "hostler/auto", environment: { HOSTLER_EXPERIMENTAL: "true" }, ...container });
    return {
      description: server.description,
      ask: async (body, headers = {}) => {
        const contentType = "contentType" in headers ? headers.contentType : "text/csv";
        const request: InvocationRequest = { contentType, accept: headers.accept, customAttributes: undefined, body: Buffer.from(body) };
        return server.invoke(request);
      },
    };
  } finally {
    await rm(modelDir, { recursive: true });
  }
}
