/**
 * `npm run quickstart`: two genuine models on one endpoint over three zones, called through a stock AWS SDK.
 * It keeps serving until Ctrl-C; `--once` stops by itself. Everything it does to Hostler goes through the API that any client uses.
 */
import { parseArgs } from "node:util";
import { endpointName, ensureEndpoint, variants } from "./endpoint.ts";
import { openHostler } from "./hostler.ts";
import { heldOutPatients } from "./patients.ts";
import { predictAll } from "./predictions.ts";
import { showNext, showPlaces, showPredictions } from "./report.ts";
import { heading, step } from "./terminal.ts";
import { uploadModels } from "./upload.ts";

/** Everything that was opened is closed again, whatever ends this: the last line, an error, Ctrl-C. */
async function quickstart(once: boolean, interrupted: Promise<"interrupted">): Promise<number> {
  heading("Hostler quickstart: two XGBoost models share one endpoint, spread over three zones");
  await using hostler = await openHostler();
  const tour = async (): Promise<"done"> => {
    await step("Hostler starts", hostler.ready);
    const patients = heldOutPatients();
    await step("Model archives go into its object store", () => uploadModels(hostler));
    await step(`Endpoint ${endpointName} comes into service`, (progress) => ensureEndpoint(hostler, progress));
    const predictions = await step("Patients the models have never seen are diagnosed", () => predictAll(hostler, patients));
    showPredictions(predictions, variants);
    const instances = await hostler.instances(endpointName);
    showPlaces(instances, variants);
    showNext(hostler, instances[0]!);
    return "done";
  };
  const outcome = await Promise.race([tour(), interrupted, hostler.died]);
  if (outcome === "interrupted") return 130;
  if (!hostler.isOurs) heading("Hostler was running before this and goes on. Stop it with: npm run hostler -- down");
  if (once || !hostler.isOurs) return 0;
  heading("It keeps serving. Ctrl-C stops it.");
  await Promise.race([interrupted, hostler.died]);
  return 0;
}

const { values } = parseArgs({ options: { once: { type: "boolean", default: false } } });
const interrupted = new Promise<"interrupted">((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve("interrupted"));
});
try {
  process.exit(await quickstart(values.once, interrupted));
} catch (error) {
  console.error(`\nquickstart: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
