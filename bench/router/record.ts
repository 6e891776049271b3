/** `bench/results/router.json`: the figures of each part, each with the machine it was measured on; a run replaces the parts it measured. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import type { Part, PartFigures } from "./part.ts";

const file = join(import.meta.dirname, "../results/router.json");

/** A part in the file. */
export interface Recorded extends PartFigures {
  readonly machine: Readonly<Record<string, string | number>>;
}

export function recordedParts(): Partial<Record<Part, Recorded>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Record<Part, Recorded>>) : {};
}

/** Adds or replaces one part; the others stay as they are. */
export function record(part: Part, figures: PartFigures, machine: Recorded["machine"]): void {
  writeFileSync(file, `${JSON.stringify({ ...recordedParts(), [part]: { machine, ...figures } }, rounded, 2)}\n`);
}

/** Four digits that count. */
function rounded(_: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(4));
}

/** What it is measured on. To be asked before a part begins: the load is what others do. */
export function machine(): Recorded["machine"] {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: `${cpus().length} × ${cpus()[0]!.model}`,
    kernel: release(),
    node: process.version,
    haproxy: firstLine("haproxy -v"),
    nginx: firstLine("nginx -v"),
    loadAverageBefore: loadavg()[0]!,
  };
}

const firstLine = (command: string): string =>
  execFileSync("sh", ["-c", `${command} 2>&1`], { encoding: "utf8", env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` } })
    .split("\n")[0]!
    .replace(/ - http.*/, "");
