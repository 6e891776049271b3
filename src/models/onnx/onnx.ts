/** The ONNX model server: tabular models exported by skl2onnx, onnxmltools or any framework. docs/onnx.md lists what it takes and gives. */
import { basename } from "node:path";
import { chooseType } from "../codecs/accept.ts";
import {
  type InvocationRequest,
  type InvocationResponse,
  type LoadModel,
  type ModelDescription,
  ModelLoadError,
  type ModelServer,
  type ReadRequest,
  type Together,
} from "../contract.ts";
import { type AnswerType, answerBody, answerTypes } from "./answer.ts";
import { BadInput } from "./bad-input.ts";
import { csvRows } from "./csv.ts";
import { describeSignature } from "./description.ts";
import { type Feed, runTogether, takesAnyRows } from "./feed.ts";
import { instances, jsonTensors } from "./json-rows.ts";
import { parseJson } from "./lenient-json.ts";
import { findModelFile } from "./model-file.ts";
import { isOpenInference, openInferenceAnswer, openInferenceRequest } from "./open-inference.ts";
import { rowsToTensors } from "./rows.ts";
import { type OpenModel, openModel } from "./runtime.ts";
import { type Signature, signatureOf, type TensorValue } from "./signature.ts";

type ReadOnnx = ReadRequest<Feed, readonly TensorValue[]>;

/** Loads the only `.onnx` file of the archive. */
export const loadOnnx: LoadModel = async ({ modelDir, environment }) => {
  const path = await findModelFile(modelDir);
  const model = await openModel(path, threadCount(environment.HOSTLER_ONNX_THREADS));
  const defaultType = answerTypes.find((type) => type === environment.SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT);
  return new OnnxServer(basename(path, ".onnx"), model, defaultType ?? "application/json");
};

function threadCount(text: string | undefined): number {
  if (text === undefined || text === "") return 1;
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 256) return threads;
  throw new ModelLoadError(`HOSTLER_ONNX_THREADS is "${text}"; it must be a number from 1 to 256.`);
}

class OnnxServer implements ModelServer {
  readonly description: ModelDescription;
  readonly together: Together<Feed, readonly TensorValue[]> | undefined;
  readonly #name: string;
  readonly #model: OpenModel;
  readonly #signature: Signature;
  readonly #offered: readonly AnswerType[];

  constructor(name: string, model: OpenModel, defaultType: AnswerType) {
    this.#name = name;
    this.#model = model;
    this.#signature = signatureOf(model.session);
    this.#offered = [defaultType, ...answerTypes.filter((type) => type !== defaultType)];
    this.description = describeSignature(this.#signature, this.#offered);
    this.together = takesAnyRows(this.#signature)
      ? { read: (request) => this.#read(request), evaluate: (feeds: readonly Feed[]) => runTogether(model, feeds) }
      : undefined;
  }

  async invoke(request: InvocationRequest): Promise<InvocationResponse> {
    try {
      const { rows, print } = this.#read(request);
      return print(await this.#model.run(rows.inputs, rows.wanted));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      return { status: error.status, contentType: "application/json", body: JSON.stringify({ error: error.message }) };
    }
  }

  #read({ contentType, accept, body }: InvocationRequest): ReadOnnx {
    const [type = "", ...parameters] = (contentType ?? "application/json")
      .toLowerCase()
      .split(";")
      .map((part) => part.trim());
    const text = body.toString("utf8").replace(/^\uFEFF/, "");
    if (text.trim() === "") throw new BadInput(`The body is empty. ${this.#signature.takes}`);
    const signature = this.#signature;
    switch (type) {
      case "application/json": {
        const document = parseJson(text);
        return isOpenInference(document) ? this.#openInference(document, accept) : this.#rows(jsonTensors(signature, document), accept);
      }
      case "application/jsonlines":
      case "application/x-jsonlines":
      case "application/jsonl":
        return this.#rows(instances(signature, jsonLines(text)), accept);
      case "text/csv": {
        const rows = csvRows(text);
        const labels = labelSize(parameters);
        const features = labels === 0 ? rows : rows.map((row) => row.slice(labels));
        return this.#rows(
          rowsToTensors(signature, features, (datatype, cell) => datatype.fromText(cell)),
          accept,
        );
      }
      default:
        throw new BadInput(`The content type "${type}" is not supported: send application/json, application/jsonlines or text/csv.`, 415);
    }
  }

  #rows(inputs: readonly TensorValue[], accept: string | undefined): ReadOnnx {
    const type = chooseType(accept, this.#offered);
    if (!type) throw notAcceptable(accept, this.#offered);
    const print = (values: readonly TensorValue[]): InvocationResponse => ({
      status: 200,
      contentType: type,
      body: answerBody(type, values, inputs[0]!.dims[0]!),
    });
    return { rows: { inputs, wanted: this.#signature.outputs }, print };
  }

  #openInference(document: Parameters<typeof openInferenceRequest>[1], accept: string | undefined): ReadOnnx {
    const offered = ["application/json"] as const;
    const type = chooseType(accept, offered);
    if (!type) throw notAcceptable(accept, offered);
    const { id, tensors, outputs } = openInferenceRequest(this.#signature, document);
    const wanted = outputs?.map((name) => this.#signature.outputs.find((output) => output.name === name)!);
    const print = (values: readonly TensorValue[]): InvocationResponse => ({
      status: 200,
      contentType: type,
      body: openInferenceAnswer(this.#name, id, values),
    });
    return { rows: { inputs: tensors, wanted: wanted ?? this.#signature.outputs }, print };
  }
}

const jsonLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJson);

/** `text/csv; label_size=1` says that so many columns come first which are no features. */
function labelSize(parameters: readonly string[]): number {
  const size = Number(parameters.find((parameter) => parameter.startsWith("label_size="))?.slice("label_size=".length) ?? 0);
  if (Number.isInteger(size) && size >= 0) return size;
  throw new BadInput("label_size must be a number of columns.");
}

const notAcceptable = (accept: string | undefined, offered: readonly string[]): BadInput =>
  new BadInput(`The answer can be ${offered.join(", ")}; the request accepts only "${accept}".`, 406);
