/** Finds the model in an unpacked archive. ONNX has no magic number: the extension decides. */
import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { ModelLoadError } from "../contract.ts";

/** The path of `model.onnx` at the top, else of the only `.onnx` file anywhere. Dot files (macOS leaves `._model.onnx`) do not count. */
export async function findModelFile(modelDir: string): Promise<string> {
  const entries = await readdir(modelDir, { withFileTypes: true, recursive: true }).catch((cause) => {
    throw new ModelLoadError(`The model directory cannot be read: ${(cause as Error).message}.`, { cause });
  });
  const found = entries
    .filter((entry) => !entry.isDirectory() && entry.name.endsWith(".onnx") && !entry.name.startsWith("."))
    .map((entry) => relative(modelDir, join(entry.parentPath, entry.name)))
    .sort();
  const chosen = found.includes("model.onnx") ? "model.onnx" : found[0];
  if (chosen === undefined)
    throw new ModelLoadError(`The model archive holds no .onnx file; it holds ${listed(entries.map(({ name }) => name))}.`);
  if (chosen !== "model.onnx" && found.length > 1) {
    throw new ModelLoadError(`The model archive holds several .onnx files (${listed(found)}): name the one to serve model.onnx.`);
  }
  return join(modelDir, chosen);
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  return names.slice(0, 5).join(", ") + (names.length > 5 ? ` and ${names.length - 5} more` : "");
}
