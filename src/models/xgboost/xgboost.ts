/** XGBoost models served as SageMaker's own container serves them, without it: every file form of 0.72 to 3.x, the same requests and answers. */
import type { InvocationRequest, InvocationResponse, LoadModel, ModelContainer, ModelServer } from "../contract.ts";
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
  const invoke = (request: InvocationRequest): InvocationResponse => {
    try {
      return answer(predictors, settings, request);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, contentType: "text/plain; charset=utf-8", body: error.message };
    }
  };
  return { description: describeBooster(predictors), invoke };
}

function answer(predictors: readonly Predictor[], settings: Settings, request: InvocationRequest): InvocationResponse {
  const { version, batch, selected } = settings;
  if (request.body.length === 0) return { status: 204, body: "" };
  if (request.body.length > settings.maxBodyBytes) {
    throw new Refusal(413, `The body has ${request.body.length} bytes; set MAX_CONTENT_LENGTH to take more than ${settings.maxBodyBytes}.`);
  }
  const received = receiveRows(request.contentType, request.body, version);
  for (const predictor of predictors) checkWidth(received, predictor, version);

  const { width, booster } = predictors[0]!;
  const oneLine = !selected && !atLeast(version, 1, 2, 2); // these versions do not look at Accept
  const accept = oneLine || (batch && !selected) ? "text/csv" : chooseAccept(request.accept, settings.defaultAccept);
  const predictions = { values: predictTogether(predictors, received.rows), width };
  if (selected)
    return encodeSelected({ keys: selected, objective: booster.objective, classes: booster.classes }, predictions, accept, batch);
  if (batch) return batchLines(predictions);
  return oneLine ? singleLine(predictions) : encodePredictions(predictions, accept);
}
