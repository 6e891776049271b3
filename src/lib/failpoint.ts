/**
 * Named places in the code where a process of ours can be made to die, or to stop, so that tests can do it between any two lines that matter.
 * They exist when `up` was started from the sources with a folder for them (`config/failpoints.ts`): a file of that folder arms the point it is
 * named after, `POINT` or `POINT@STATE`. It holds a signal, and which passing of the point it is for: `SIGKILL 1`. Firing removes the file, so
 * that it happens once, whichever process comes by; a test sees by it that the point was reached.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * All points, by the process that passes them. The state of those of the reconciler and of receipts is a stage as `stepName` names it, or
 * `rest`; that of the publisher is a window of the change; that of a router is its name.
 */
export const failpoints = {
  control: [
    "updateEndpoint.storing",
    "updateEndpoint.stored",
    "reconciler.swept",
    "reconciler.storing",
    "reconciler.stored",
    "reconciler.remembered",
    "reconciler.launched",
    "reconciler.terminated",
    "receipt.storing",
    "receipt.stored",
    "publisher.publishing",
    "publisher.published",
    "publisher.acked",
    "publisher.counted",
  ],
  agent: ["instance.recorded", "process.spawned", "process.recorded", "instance.stopping", "instance.stopped", "instance.removed"],
  router: ["routes.kept", "routes.taken", "routes.acked"],
} as const;

export type Failpoint = (typeof failpoints)[keyof typeof failpoints][number];

/** Whether this is the clone and not the published build, which has no failpoints. */
export const failpointsExist = import.meta.filename.endsWith(".ts");

let folder: string | undefined;

/** From now on points look for what arms them in `dir`; without one they cost a comparison. Throws in the published build. */
export function enableFailpoints(dir: string | undefined): void {
  if (dir !== undefined && !failpointsExist) throw new Error("The published build has no failpoints.");
  folder = dir;
}

/** The point `name`: nothing happens here unless it is armed, for any state or for this one. */
export function failpoint(name: Failpoint, state?: () => string): void {
  if (folder === undefined) return;
  pass(join(folder, name));
  if (state) pass(join(folder, `${name}@${state()}`));
}

function pass(file: string): void {
  const [signal = "", passing = "1"] = armed(file)?.split(" ") ?? [];
  if (signal === "") return;
  if (Number(passing) > 1) writeFileSync(file, `${signal} ${Number(passing) - 1}`);
  else {
    rmSync(file);
    process.kill(process.pid, signal);
  }
}

function armed(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
