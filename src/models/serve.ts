/**
 * The process of a native model server: `node serve.ts RUNTIME`, one model per process. It listens only once the model is loaded, so a
 * refused connection means "not yet". Exit status 3 means that the model can never be served: the line on stderr says why.
 *
 * Environment: HOSTLER_SOCKET (path of a Unix socket) or SAGEMAKER_BIND_TO_PORT (a port of 127.0.0.1), SM_MODEL_DIR, HOSTLER_IMAGE, and the
 * model's own variables. NODE_COMPILE_CACHE, set by who starts us to a directory that models cannot write, halves the start-up time.
 */
import { once } from "node:events";
import { lstatSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { systemClock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { batchSettings } from "./batching.ts";
import { ModelLoadError, type ModelServer } from "./contract.ts";
import { containerFromEnvironment } from "./environment.ts";
import { type ModelHttp, serveModel } from "./model-http.ts";
import { loaderOf, runtimeNames } from "./runtimes.ts";

const exitStatus = { stopped: 0, broken: 1, badModel: 3 } as const;

const log = (line: string): void => console.error(`hostler model: ${line}`);

/** Says why in one line and ends the process. */
function fail(status: number, sentence: string): never {
  log(sentence.replace(/\s*\n\s*/g, " "));
  process.exit(status);
}

async function load(runtime: string): Promise<{ model: ModelServer; http: ModelHttp }> {
  const loader = loaderOf(runtime);
  if (!loader) fail(exitStatus.broken, `"${runtime}" is not a runtime; there are ${runtimeNames.join(", ")}.`);
  try {
    const container = containerFromEnvironment();
    const batching = batchSettings(container.environment);
    const model = await (await loader)(container);
    return { model, http: serveModel(model, log, batching) };
  } catch (error) {
    if (error instanceof ModelLoadError) fail(exitStatus.badModel, error.message);
    fail(exitStatus.broken, `loading the model failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

async function listen(server: Server, environment: NodeJS.ProcessEnv): Promise<void> {
  const socket = environment.HOSTLER_SOCKET;
  const port = Number(environment.SAGEMAKER_BIND_TO_PORT);
  if (socket) {
    if (lstatSync(socket, { throwIfNoEntry: false })?.isSocket()) rmSync(socket); // left by a process that was killed
    server.listen(socket);
  } else if (Number.isInteger(port) && port > 0) server.listen(port, "127.0.0.1");
  else fail(exitStatus.broken, "set HOSTLER_SOCKET to a socket path or SAGEMAKER_BIND_TO_PORT to a port.");
  try {
    await once(server, "listening"); // rejects on "error"
  } catch (error) {
    fail(exitStatus.broken, `cannot listen on ${socket || `port ${port}`}: ${(error as Error).message}`);
  }
}

let stop = (): void => process.exit(exitStatus.stopped);
process.on("SIGTERM", () => stop());

const { model, http } = await load(process.argv[2] ?? "");
await listen(http.server, process.env);
log(`serving an ${process.argv[2]} model`);
if (model.description?.experimental !== undefined) log(`this is an experiment: ${model.description.experimental}`);
stop = () => {
  stop = () => {}; // asked twice is asked once
  void http.drain().then(() => process.exit(exitStatus.stopped));
  systemClock.after(limits.modelStopMs, () => fail(exitStatus.broken, "stopped with requests still unanswered."));
};
