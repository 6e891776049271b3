/**
 * The process of a native model server: `node serve.ts RUNTIME`, one model per process. It listens only once the model is loaded, so a
 * refused connection means "not yet". Exit status 3 means that the model can never be served: the line on stderr says why.
 *
 * Environment: where to listen, by the first of these that is set: HOSTLER_SOCKET (path of a Unix socket), HOSTLER_LINK_LISTEN (an
 * address and a port, with mutual TLS by HOSTLER_LINK_CERT, _KEY, _CA and _ROUTER: listen.ts), SAGEMAKER_BIND_TO_PORT (a port of
 * 127.0.0.1). SM_MODEL_DIR, HOSTLER_IMAGE, and the model's own variables. NODE_COMPILE_CACHE, set by who starts us to a directory that models cannot write, halves the start-up time.
 */
import { systemClock } from "../lib/clock.ts";
import { limits } from "../limits.ts";
import { batchSettings } from "./batching.ts";
import { ModelLoadError, type ModelServer } from "./contract.ts";
import { containerFromEnvironment } from "./environment.ts";
import { ListenError, listen } from "./listen.ts";
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

let stop = (): void => process.exit(exitStatus.stopped);
process.on("SIGTERM", () => stop());

const { model, http } = await load(process.argv[2] ?? "");
try {
  await listen(http.server, process.env, { clock: systemClock, log });
} catch (error) {
  if (!(error instanceof ListenError)) throw error;
  fail(exitStatus.broken, error.message);
}
log(`serving an ${process.argv[2]} model`);
if (model.description?.experimental !== undefined) log(`this is an experiment: ${model.description.experimental}`);
stop = () => {
  stop = () => {}; // asked twice is asked once
  void http.drain().then(() => process.exit(exitStatus.stopped));
  systemClock.after(limits.modelStopMs, () => fail(exitStatus.broken, "stopped with requests still unanswered."));
};
