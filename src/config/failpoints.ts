/** Where tests arm failpoints (`lib/failpoint.ts`). Not an option: no help or page has it, and the published build refuses it. */
import { resolve } from "node:path";
import { failpointsExist } from "../lib/failpoint.ts";
import { OptionError } from "./options.ts";

const variable = "HOSTLER_FAILPOINTS";

/** The folder of failpoints; undefined when there are none. Throws an OptionError in the published build. */
export function readFailpoints(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const dir = environment[variable];
  if (dir && !failpointsExist) throw new OptionError(`${variable} is for tests from the sources: this is the published build. Unset it.`);
  return dir ? resolve(dir) : undefined;
}
