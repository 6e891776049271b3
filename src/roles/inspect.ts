/**
 * `hostler inspect`: unpacks an archive as an instance would and reads its model as serving does, in processes of their own, since the
 * archive may be hostile. Nothing of it stays.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join, resolve as resolvePath } from "node:path";
import { contentsOf } from "../agent/archive-contents.ts";
import { ArtifactError } from "../agent/artifact/artifact-error.ts";
import { extractModel } from "../agent/artifact/extract.ts";
import { removeTree } from "../agent/artifact/remove-tree.ts";
import { sniffServer } from "../agent/launch-plan.ts";
import { runtimeOf } from "../core/image.ts";
import { limits } from "../limits.ts";

export interface InspectOptions {
  readonly archive: string;
  readonly image: string;
  /** The model's own variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** The part of our environment that programs need. */
  readonly inherited: Readonly<Record<string, string>>;
}

export interface Inspection {
  readonly archiveBytes: number;
  /** What was unpacked; absent when that is refused. */
  readonly unpacked?: { readonly files: number; readonly bytes: number };
  /** The native server that would run it. */
  readonly server?: string;
  /** What `ModelDescription` says (models/contract.ts), as it came from the process that read the model. */
  readonly model?: unknown;
  /** Why it cannot be served here; absent when it can. */
  readonly refused?: string;
}

const describeFile = join(import.meta.dirname, "..", "models", `describe${extname(import.meta.filename)}`);

/** Rejects only when the archive cannot be read at all, or by a mistake of ours. */
export async function runInspect(options: InspectOptions): Promise<Inspection> {
  const archiveBytes = statSync(options.archive).size;
  const root = mkdtempSync(join(tmpdir(), "hostler-inspect-"));
  try {
    const modelDir = join(root, "model");
    const unpacked = await extractModel({ archivePath: resolvePath(options.archive), intoDir: modelDir });
    return { archiveBytes, unpacked, ...(await look(modelDir, options)) };
  } catch (error) {
    if (error instanceof ArtifactError) return { archiveBytes, refused: error.message };
    throw error;
  } finally {
    await removeTree(root);
  }
}

type Look = Pick<Inspection, "server" | "model" | "refused">;

async function look(modelDir: string, options: InspectOptions): Promise<Look> {
  const runtime = runtimeOf(options.image, new Map(), true);
  if (runtime?.kind === "native") return { server: runtime.server, ...(await describe(runtime.server, modelDir, options)) };
  if (runtime?.kind !== "sniff") return { refused: `The image ${options.image} says nothing about the archive.` };
  const server = sniffServer(modelDir, runtime.servers);
  if (server === undefined) return { refused: `${runtime.otherwise} ${contentsOf(modelDir)}` };
  return { server, ...(await describe(server, modelDir, options)) };
}

/** Asks `models/describe`, which loads the model as `models/serve` does. */
function describe(server: string, modelDir: string, { image, environment, inherited }: InspectOptions): Promise<Look> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", describeFile, server], {
    cwd: "/",
    env: { ...inherited, SM_MODEL_DIR: modelDir, HOSTLER_IMAGE: image, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limits.describeMs,
    killSignal: "SIGKILL",
  });
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-limits.descriptionBytes);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-2000);
  });
  return new Promise((resolve) => {
    child.on("error", () => undefined); // "close" follows and says more
    child.on("close", (code) => resolve(outcome(code, output, complaints)));
  });
}

function outcome(code: number | null, output: string, complaints: string): Look {
  const line = output.trimEnd().split("\n").at(-1) ?? "";
  if (code === 0 && line.startsWith("{")) return JSON.parse(line) as Look;
  const last = complaints.trimEnd().split("\n").at(-1) ?? "";
  return {
    refused:
      `Reading the model did not end well (${code === null ? `stopped after ${limits.describeMs} ms, or killed` : `status ${code}`}). ${last}`.trim(),
  };
}
