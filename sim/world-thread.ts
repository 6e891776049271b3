/** Runs one world after the other in a thread, and tells how each ended. */
import { parentPort } from "node:worker_threads";
import { simulate } from "./world.ts";

parentPort!.on("message", ({ seed, minutes }: { seed: number; minutes: number }) => {
  void simulate(seed, minutes).then((outcome) => parentPort!.postMessage(outcome));
});
