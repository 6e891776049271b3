/** What the processes of this folder are told by their environment. */
import type { ModelContainer } from "./contract.ts";

/** SM_MODEL_DIR, HOSTLER_IMAGE, and every variable as the model's own. */
export function containerFromEnvironment(): ModelContainer {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) environment[name] = value;
  return { modelDir: environment.SM_MODEL_DIR ?? "/opt/ml/model", image: environment.HOSTLER_IMAGE ?? "", environment };
}
