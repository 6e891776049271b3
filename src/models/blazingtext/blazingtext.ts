/** BlazingText and fastText models served as the algorithm's own container serves them: labels for texts, vectors for words. */
import { wholeOf } from "../codecs/byte-source.ts";
import { ended, Malformed } from "../codecs/malformed.ts";
import { pythonJsonFloat, pythonJsonText, pythonList } from "../codecs/python-text.ts";
import type { InvocationRequest, InvocationResponse, LoadModel, ModelDescription, ModelServer } from "../contract.ts";
import { loadOnlyModel, type WantedModel } from "../only-model.ts";
import { Refusal } from "../refusal.ts";
import { type Classifier, makeClassifier } from "./classifier.ts";
import type { FastTextModel } from "./fasttext-file.ts";
import { looksLikeModel, readModelFile } from "./model-file.ts";
import { type BodyType, bodyType, checkAnswerSize, jsonLineQuestions, jsonQuestions, type Question } from "./requests.ts";
import type { WordVectors } from "./vectors.ts";

const wanted: WantedModel = {
  what: "BlazingText model",
  // What training writes beside each other holds the same vectors, and the binary file also n-grams.
  usualNames: ["model.bin", "vectors.bin", "vectors.txt"],
  looksLike: looksLikeModel,
  expected: "model.bin, vectors.bin, vectors.txt or another fastText file",
  remedy: "Train it again, or serve it with its own container.",
};

export const loadBlazingText: LoadModel = ({ modelDir }) =>
  loadOnlyModel(modelDir, wanted, (file) => {
    const found = readModelFile(wholeOf(file));
    return serve(
      found.kind === "vectors" ? vectorServer(found.vectors, found.model) : classifierServer(makeClassifier(found.model), found.model),
    );
  });

interface TextServer {
  readonly description: ModelDescription;
  readonly types: readonly BodyType[];
  answer(type: BodyType, body: Buffer): string;
}

function serve(server: TextServer): ModelServer {
  const invoke = ({ contentType, body }: InvocationRequest): InvocationResponse => {
    try {
      const type = bodyType(contentType, server.types);
      return { status: 200, contentType: type, body: server.answer(type, body) };
    } catch (error) {
      const refusal = error instanceof Malformed ? new Refusal(400, `The body cannot be read: ${ended(error.message)}`) : error;
      if (!(refusal instanceof Refusal)) throw error;
      return { status: refusal.status, contentType: "application/json", body: JSON.stringify({ error: refusal.message }) };
    }
  };
  return { description: server.description, invoke };
}

const numbers = (values: Iterable<number>): string => pythonList(Array.from(values, pythonJsonFloat));

function classifierServer(classifier: Classifier, model: FastTextModel): TextServer {
  const types: readonly BodyType[] = ["application/json", "application/jsonlines"];
  const answer = (type: BodyType, body: Buffer): string => {
    const questions = type === "application/json" ? jsonQuestions(body) : jsonLineQuestions(body);
    checkAnswerSize(questions, ({ k }) => Math.min(k, classifier.labels));
    const answers = questions.map(({ text, k }: Question) => {
      const { labels, probabilities } = classifier.classify(text, k);
      return { label: pythonList(labels.map((label) => pythonJsonText(label))), prob: numbers(probabilities) };
    });
    // The order of the keys differs between the two in the original's documentation, too.
    if (type === "application/json") return pythonList(answers.map(({ label, prob }) => `{"label": ${label}, "prob": ${prob}}`));
    return answers.map(({ label, prob }) => `{"prob": ${prob}, "label": ${label}}\n`).join("");
  };
  const description: ModelDescription = {
    algorithm: "BlazingText (text classification)",
    version: `fastText format ${model.version}`,
    objective: model.args.loss,
    inputs: "a text",
    outputs: `the likeliest of ${classifier.labels} labels`,
    contentTypes: types,
    accepts: types,
    sample: { contentType: "application/json", body: '{"instances": ["a text"], "configuration": {"k": 1}}' },
    details: {
      words: model.dictionary.words,
      labels: classifier.labels,
      dimensions: model.args.dim,
      quantized: model.quantized ? "yes" : "no",
    },
  };
  return { description, types, answer };
}

function vectorServer(vectors: WordVectors, model: FastTextModel | undefined): TextServer {
  const types: readonly BodyType[] = ["application/json"];
  const answer = (_type: BodyType, body: Buffer): string => {
    const words = jsonQuestions(body);
    checkAnswerSize(words, () => vectors.dim);
    return pythonList(words.map(({ text }) => `{"vector": ${numbers(vectors.vectorOf(text))}, "word": ${pythonJsonText(text)}}`));
  };
  const description: ModelDescription = {
    algorithm: "BlazingText (Word2Vec)",
    version: model ? `fastText format ${model.version}` : "vectors.txt",
    ...(model && { objective: model.args.model }),
    inputs: "words",
    outputs: `a vector of ${vectors.dim} numbers for each word`,
    contentTypes: types,
    accepts: types,
    sample: { contentType: "application/json", body: '{"instances": ["word"]}' },
    details: { words: vectors.words, dimensions: vectors.dim, subwords: model && model.args.maxn > 0 ? "yes" : "no" },
  };
  return { description, types, answer };
}
