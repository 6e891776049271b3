/** Arms failpoints of a Hostler that was started with a folder for them (`src/lib/failpoint.ts`). */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Failpoint } from "../../src/lib/failpoint.ts";

export interface Arming {
  readonly point: Failpoint;
  /** Only in this state of whatever passes the point. */
  readonly state?: string;
  readonly signal?: NodeJS.Signals;
  /** At which passing, from 1. */
  readonly passing?: number;
}

const fileOf = (dir: string, { point, state }: Arming): string => join(dir, state === undefined ? point : `${point}@${state}`);

/** From now on the process that passes the point gets the signal from itself, once. */
export function arm(dir: string, { signal = "SIGKILL", passing = 1, ...at }: Arming): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(fileOf(dir, at), `${signal} ${passing}`);
}

/** Whether the point has fired since it was armed. */
export const hasFired = (dir: string, at: Arming): boolean => !existsSync(fileOf(dir, at));
