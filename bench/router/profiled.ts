/** `--profile`: one router under load at a time, each with a profile of its own, as `bench/results/router-profile.md`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { profileTable } from "../profile.ts";
import { startLinkBackend, startRouter } from "../router-sides.ts";
import { runWrk, wrkScript } from "../wrk.ts";
import type { PartRun } from "./part.ts";
import { signed, unsigned } from "./requests.ts";

export async function profileRouter({ processes, dir, seconds, connections }: PartRun): Promise<void> {
  const backends = [{ socket: await startLinkBackend(processes, dir) }];
  const pages: string[] = [
    "# Where the router's CPU goes",
    "",
    "Written by `npm run bench:router -- --profile`: time spent in the functions themselves.",
    "",
  ];
  for (const noAuth of [true, false]) {
    const profiles = join(dir, noAuth ? "open" : "closed");
    const profiling = ["--cpu-prof", `--cpu-prof-dir=${profiles}`, "--cpu-prof-interval=500"];
    const router = await startRouter(processes, { dir, backends, port: 9185, noAuth, profiling });
    const script = wrkScript(dir, "profile", noAuth ? unsigned : signed(router.access));
    runWrk(script, router.port, { connections, seconds: 8 + seconds, core: "1" });
    await processes.end(router.process);
    pages.push(`## ${noAuth ? "Unsigned" : "Signed"}`, "", profileTable(profiles, 40));
  }
  writeFileSync(join(import.meta.dirname, "../results/router-profile.md"), pages.join("\n"));
  console.log(pages.join("\n"));
}
