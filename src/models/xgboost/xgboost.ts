/** XGBoost models served as SageMaker's own container serves them, without it: every file form of 0.72 to 3.x, the same requests and answers. */
import { type FeatureRows, joinRows } from "../codecs/feature-rows.ts";
import type { InvocationRequest, InvocationResponse, LoadModel, ModelContainer, ModelServer, ReadRequest } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import { describeBooster } from "./description.ts";
import { predictTogether } from "./ensemble.ts";
import { atLeast, defaultVersion, type EmulatedVersion, emulatedVersion } from "./image.ts";
import { loadPredictors } from "./model-dir.ts";
import type { Predictor } from "./predictor.ts";
import { checkWidth, receiveRows } from "./request.ts";
import { batchLines, chooseAccept, encodePredictions, singleLine } from "./response.ts";
import { encodeSelected, selectedKeys } from "./selectable.ts";

/** The container's own cap on a body unless MAX_CONTENT_LENGTH or a transform job's SAGEMAKER_MAX_PAYLOAD_IN_MB raises it. */
const defaultMaxBodyBytes = 6 * 1024 * 1024;

export const loadXgboost: LoadModel = async (container) =>
  serve(await loadPredictors(container, emulatedVersion(container.image)), settingsOf(container));

interface Settings {
  readonly version: EmulatedVersion;
  readonly defaultAccept: string;
  readonly batch: boolean;
  readonly selected: readonly string[] | undefined;
  readonly maxBodyBytes: number;
}

function settingsOf({ image, environment }: ModelContainer): Settings {
  const version = emulatedVersion(image) ?? defaultVersion;
  const asked = Number(environment.MAX_CONTENT_LENGTH) || defaultMaxBodyBytes;
  return {
    version,
    defaultAccept: environment.SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT || "text/csv",
    batch: Boolean(environment.SAGEMAKER_BATCH),
    selected: atLeast(version, 1, 0) ? selectedKeys(environment.SAGEMAKER_INFERENCE_OUTPUT) : undefined,
    maxBodyBytes: Math.max(asked, (Number(environment.SAGEMAKER_MAX_PAYLOAD_IN_MB) || 0) * 1024 * 1024),
  };
}

function serve(predictors: readonly Predictor[], settings: Settings): ModelServer {
  const together = { read: (request: InvocationRequest) => read(predictors, settings, request), evaluate: evaluator(predictors) };
  const invoke = (request: InvocationRequest): InvocationResponse => {
    try {
      const received = together.read(request);
      return received ? received.print(predictTogether(predictors, received.rows)) : { status: 204, body: "" };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, contentType: "text/plain; charset=utf-8", body: error.message };
    }
  };
  return { description: describeBooster(predictors), together, invoke };
}

/** Undefined for an empty body, which is answered without content. */
function read(
  predictors: readonly Predictor[],
  settings: Settings,
  request: InvocationRequest,
): ReadRequest<FeatureRows, Float32Array> | undefined {
  const { version, batch, selected } = settings;
  if (request.body.length === 0) return undefined;
  if (request.body.length > settings.maxBodyBytes) {
    throw new Refusal(413, `The body has ${request.body.length} bytes; set MAX_CONTENT_LENGTH to take more than ${settings.maxBodyBytes}.`);
  }
  const received = receiveRows(request.contentType, request.body, version);
  for (const predictor of predictors) checkWidth(received, predictor, version);

  const { width, booster } = predictors[0]!;
  const oneLine = !selected && !atLeast(version, 1, 2, 2); // these versions do not look at Accept
  const accept = oneLine || (batch && !selected) ? "text/csv" : chooseAccept(request.accept, settings.defaultAccept);
  const print = (values: Float32Array): InvocationResponse => {
    const predictions = { values, width };
    if (selected)
      return encodeSelected({ keys: selected, objective: booster.objective, classes: booster.classes }, predictions, accept, batch);
    if (batch) return batchLines(predictions);
    return oneLine ? singleLine(predictions) : encodePredictions(predictions, accept);
  };
  return { rows: received.rows, print };
}

/** Trees add up the same numbers in the same order however many rows there are. */
function evaluator(predictors: readonly Predictor[]): (all: readonly FeatureRows[]) => Float32Array[] {
  const { width } = predictors[0]!;
  return (all) => {
    const values = predictTogether(predictors, joinRows(all));
    let end = 0;
    return all.map(({ rows }) => {
      end += rows * width;
      return values.subarray(end - rows * width, end);
    });
  };
}
