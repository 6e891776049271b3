/**
 * The extraction process: `node extract-child.ts '{"archivePath":…,"root":…,"limits":…}'`. It prints one line, either what it wrote or the
 * sentence of the rule that was broken, and ends with its parent (which holds the other end of stdin).
 */
import { writeSync } from "node:fs";
import { ArtifactError } from "./artifact-error.ts";
import type { ArtifactLimits } from "./entry-rules.ts";
import { type Unpacked, unpack } from "./unpack.ts";

export interface ExtractionTask {
  readonly archivePath: string;
  readonly root: string;
  readonly limits: ArtifactLimits;
}

/** `refused`: the archive's fault; `failed`: ours or the disk's. */
export type ExtractionResult = { readonly unpacked: Unpacked } | { readonly refused: string } | { readonly failed: string };

async function run({ archivePath, root, limits }: ExtractionTask): Promise<ExtractionResult> {
  try {
    return { unpacked: await unpack(archivePath, root, limits) };
  } catch (error) {
    if (error instanceof ArtifactError) return { refused: error.message };
    return { failed: (error as Error).message };
  }
}

process.stdin.on("end", () => process.exit(1)).resume();
const result = await run(JSON.parse(process.argv[2] ?? "{}") as ExtractionTask);
writeSync(1, `${JSON.stringify(result)}\n`);
process.exit(0);
