#!/usr/bin/env node
/** Starts whatever the command line names: the server and its roles here, everything else is a client in `cli`. */
import { readFileSync } from "node:fs";
import type { Settings } from "./config/settings.ts";

/** The part of our environment that programs need; nothing else of it reaches an instance. */
function inherited(): Record<string, string> {
  const names = ["PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "PYTHONPATH", "VIRTUAL_ENV", "SSL_CERT_FILE"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

const [verb, role, file] = process.argv.slice(2);
if (verb === "role" && role !== undefined && file !== undefined) {
  const settings = JSON.parse(readFileSync(file, "utf8")) as Settings;
  try {
    if (role === "control") await (await import("./roles/control.ts")).runControl(settings);
    else await (await import("./roles/router.ts")).runRouter(settings, role);
    process.exit(0);
  } catch (error) {
    console.error(error);
    console.error(`${(error as Error).name}: ${(error as Error).message}`); // the last line is what the supervisor shows
    process.exit(1);
  }
} else {
  const { runCommandLine } = await import("./cli/command-line.ts");
  const up = async (...given: Parameters<typeof import("./roles/up.ts").runUp>) => (await import("./roles/up.ts")).runUp(...given);
  const down = async (dataFolder: string) => (await import("./roles/down.ts")).runDown(dataFolder);
  const inspect = async (...given: Parameters<typeof import("./roles/inspect.ts").runInspect>) =>
    (await import("./roles/inspect.ts")).runInspect(...given);
  process.exitCode = await runCommandLine(process.argv, { up, down, inspect, inherited: inherited(), environment: process.env });
}
