/**
 * SageMaker's own algorithms of the MXNet years, served from the `model_algo-1` that their training left: the same requests and answers,
 * without their containers. docs/models.md says which, and how exact each is.
 */
import { ended, Malformed } from "../codecs/malformed.ts";
import { type InvocationRequest, type InvocationResponse, type LoadModel, ModelLoadError, type ModelServer } from "../contract.ts";
import { Refusal } from "../refusal.ts";
import { type Algorithm, algorithmOfImage, algorithms } from "./algorithms.ts";
import { answerTypes, chooseAnswer, encodeAnswer } from "./answer.ts";
import type { FirstPartyModel } from "./model.ts";
import { findModelFiles } from "./model-files.ts";
import { readModel } from "./recognise.ts";
import { receiveRows, requestTypes } from "./request.ts";
import { sampleRequest } from "./sample.ts";

export const loadFirstParty: LoadModel = async ({ modelDir, image, environment }) => {
  const files = await findModelFiles(modelDir);
  try {
    const { algorithm, model } = await readModel(files, algorithmOfImage(image));
    refuseUnasked(algorithms[algorithm], environment.HOSTLER_EXPERIMENTAL);
    return serve(algorithms[algorithm], model);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new ModelLoadError(`${files.name} cannot be served: ${ended(error.message)}`, { cause: error });
  }
};

/** An answer that may be wrong is given to nobody who has not said that they know. */
function refuseUnasked({ title, experimental, mustBeAsked }: Algorithm, asked: string | undefined): void {
  if (!mustBeAsked || asked === "true") return;
  throw new Malformed(
    `it is a model of ${title}, which is served as an experiment only: ${experimental} ` +
      "Set HOSTLER_EXPERIMENTAL=true in the model's environment to serve it all the same",
  );
}

function serve(algorithm: Algorithm, model: FirstPartyModel): ModelServer {
  const { features, about } = model;
  const contentTypes = requestTypes(algorithm);
  const description = {
    ...about,
    algorithm: algorithm.title,
    inputs: `${features} ${features === 1 ? "feature" : "features"}`,
    contentTypes,
    accepts: answerTypes(algorithm),
    sample: sampleRequest(contentTypes, features),
    ...(algorithm.experimental !== undefined && { experimental: algorithm.experimental }),
  };
  const invoke = (request: InvocationRequest): InvocationResponse => {
    try {
      const rows = receiveRows(request, algorithm, model);
      const { type, parameters } = chooseAnswer(request.accept, algorithm);
      return encodeAnswer(model.predict(rows, parameters), rows.rows, type, algorithm);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, contentType: "application/json", body: JSON.stringify({ error: error.message }) };
    }
  };
  return { description, invoke };
}
