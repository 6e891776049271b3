/**
 * The process that says what a model is: `node describe.ts RUNTIME`, with SM_MODEL_DIR, HOSTLER_IMAGE and the model's own variables. It loads
 * the model as serving does and prints one line of JSON: `{"model": …}`, or `{"refused": "why it cannot be served"}`.
 */
import { writeSync } from "node:fs";
import { type ModelDescription, ModelLoadError } from "./contract.ts";
import { containerFromEnvironment } from "./environment.ts";
import { loaderOf } from "./runtimes.ts";

type Outcome = { readonly model: ModelDescription | undefined } | { readonly refused: string };

async function describe(runtime: string): Promise<Outcome> {
  const loader = loaderOf(runtime);
  if (!loader) return { refused: `"${runtime}" is not a runtime.` };
  try {
    const load = await loader;
    return { model: (await load(containerFromEnvironment())).description };
  } catch (error) {
    if (error instanceof ModelLoadError) return { refused: error.message };
    throw error;
  }
}

writeSync(1, `${JSON.stringify(await describe(process.argv[2] ?? ""))}\n`);
process.exit(0);
