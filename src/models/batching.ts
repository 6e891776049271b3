/**
 * Dynamic batching: what several requests ask becomes one evaluation. Whatever is not plain about a request, and whatever goes wrong with
 * several, is left to the model's `invoke`, one request at a time: so an error stays with its own request.
 */
import { isDeepStrictEqual } from "node:util";
import { limits } from "../limits.ts";
import { type InvocationRequest, type InvocationResponse, ModelLoadError, type ModelServer, type Together } from "./contract.ts";
import { answerOf } from "./model-answer.ts";

export interface BatchSettings {
  /** How long the first of an evaluation waits for others; with 0 only those that are there already go together. */
  readonly windowMs: number;
  /** Requests of one evaluation. */
  readonly requests: number;
}

const defaults: BatchSettings = { windowMs: 0, requests: 32 };

/** What the model's environment says; undefined when it asks for no batching. Throws a `ModelLoadError`. */
export function batchSettings(environment: Readonly<Record<string, string>>): BatchSettings | undefined {
  const requests = wholeNumber(environment, "HOSTLER_BATCH_MAX_REQUESTS", 2, limits.batchRequests);
  const windowMs = wholeNumber(environment, "HOSTLER_BATCH_WINDOW_MS", 0, limits.batchWindowMs);
  if (requests === undefined && windowMs === undefined) return undefined;
  return { windowMs: windowMs ?? defaults.windowMs, requests: requests ?? defaults.requests };
}

function wholeNumber(environment: Readonly<Record<string, string>>, name: string, least: number, most: number): number | undefined {
  const text = environment[name] ?? "";
  if (text === "") return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new ModelLoadError(`${name} is "${text.slice(0, 40)}"; it must be a whole number from ${least} to ${most}.`);
}

/**
 * Evaluations whose answers are compared with those of each request alone: the first ones, and then one now and again. Sums of float32 in
 * another order differ in the last bit, and a model may let its rows look at one another: neither is told by its file.
 */
const firstChecks = 16;
const checkEvery = 1_000;

export class Batches {
  /** True once the model's answers together were not those alone: from then on each request is to be answered by itself. */
  off = false;
  #count = 0;
  readonly #model: ModelServer;
  readonly #together: Together<unknown, unknown>;
  readonly #log: (line: string) => void;

  /** Throws a `ModelLoadError` for a model that cannot do it. */
  constructor(model: ModelServer, log: (line: string) => void) {
    if (!model.together) {
      throw new ModelLoadError(
        "This model takes one request at a time: leave HOSTLER_BATCH_MAX_REQUESTS and HOSTLER_BATCH_WINDOW_MS out. docs/models.md says which can be batched.",
      );
    }
    this.#model = model;
    this.#together = model.together;
    this.#log = log;
  }

  /** The answers, in the order of the requests; undefined for one that `invoke` is to answer. Never rejects. */
  async answer(requests: readonly InvocationRequest[]): Promise<readonly (InvocationResponse | undefined)[]> {
    const read = requests.map((request) => attempt(() => this.#together.read(request)));
    const those = read.flatMap((each, at) => (each ? [at] : []));
    if (those.length < 2) return [];
    let values: readonly unknown[];
    try {
      values = await this.#together.evaluate(those.map((at) => read[at]!.rows));
    } catch (error) {
      const alone = await this.#eachAlone(requests, read);
      // Where each succeeds, it is not for one of them that all failed.
      if (alone.every((answer) => answer === undefined || answer.status < 500)) this.#stop(`cannot be evaluated together (${error})`);
      return alone;
    }
    const answers = new Array<InvocationResponse | undefined>(requests.length).fill(undefined);
    for (const [nth, at] of those.entries()) answers[at] = attempt(() => read[at]!.print(values[nth]));
    const nth = this.#count++;
    if (nth >= firstChecks && nth % checkEvery !== 0) return answers;
    const alone = await this.#eachAlone(requests, answers);
    if (!isDeepStrictEqual(alone, answers)) this.#stop("are answered differently together");
    return alone;
  }

  /** Of those requests for which there is something in `known`. */
  async #eachAlone(requests: readonly InvocationRequest[], known: readonly unknown[]): Promise<(InvocationResponse | undefined)[]> {
    const answers = new Array<InvocationResponse | undefined>(requests.length).fill(undefined);
    for (const [at, request] of requests.entries()) if (known[at]) answers[at] = await answerOf(this.#model, request, this.#log);
    return answers;
  }

  #stop(why: string): void {
    this.off = true;
    this.#log(`requests ${why}: batching is off, and every request is evaluated by itself.`);
  }
}

/** What fails here, `invoke` does again, and says what is wrong. */
function attempt<T>(part: () => T): T | undefined {
  try {
    return part();
  } catch {
    return undefined;
  }
}
