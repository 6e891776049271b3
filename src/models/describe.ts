/**
 * The process that says what a model is: `node describe.ts RUNTIME`, with SM_MODEL_DIR, HOSTLER_IMAGE and the model's own variables. It loads
 * the model as serving does and prints one line of JSON: `{"model": …}`, or `{"refused": "why it cannot be served"}`, with `model` all the
 * same where it would be served as an experiment.
 */
import { writeSync } from "node:fs";
import { type LoadModel, type ModelDescription, ModelLoadError } from "./contract.ts";
import { containerFromEnvironment } from "./environment.ts";
import { loaderOf } from "./runtimes.ts";

interface Outcome {
  readonly model?: ModelDescription | undefined;
  readonly refused?: string;
}

async function describe(runtime: string): Promise<Outcome> {
  const load = await loaderOf(runtime);
  if (!load) return { refused: `"${runtime}" is not a runtime.` };
  const outcome = await attempt(load, {});
  if (!outcome.refused?.includes("HOSTLER_EXPERIMENTAL=true")) return outcome;
  return { ...(await attempt(load, { HOSTLER_EXPERIMENTAL: "true" })), ...outcome };
}

async function attempt(load: LoadModel, further: Readonly<Record<string, string>>): Promise<Outcome> {
  const container = containerFromEnvironment();
  try {
    return { model: (await load({ ...container, environment: { ...container.environment, ...further } })).description };
  } catch (error) {
    if (error instanceof ModelLoadError) return { refused: error.message };
    throw error;
  }
}

writeSync(1, `${JSON.stringify(await describe(process.argv[2] ?? ""))}\n`);
process.exit(0);
