/** Output suites: our answer must be the recorded one, but for what protocols leave open (white space, ids, the spelling of a type). */
import assert from "node:assert/strict";
import { parseCbor } from "../../src/api/cbor-reader.ts";
import { protocols } from "../../src/api/protocols.ts";
import type { ServiceModel } from "../../src/api/service-model.ts";
import { ApiError, type WireResponse } from "../../src/api/wire.ts";
import { parseXml, type XmlElement } from "../../src/api/xml-tree.ts";
import { bodyOf, casesOf, typed, type VectorCase } from "./suite.ts";
import { newTally, runCase, type Tally } from "./tally.ts";

type Recorded = NonNullable<VectorCase["response"]>;

export function outputSuite(folder: string, suite: string): Tally {
  const tally = newTally(`output/${suite}`);
  for (const { each, model } of casesOf(folder, "output", suite)) {
    runCase(tally, each.id, () => (each.error ? checkError(model, each) : checkResult(model, each)));
  }
  return tally;
}

function checkResult(model: ServiceModel, each: VectorCase): void {
  const { given, result, response } = each;
  const output = given.output ? (typed(model, { shape: given.output.shape }, result) as object) : undefined;
  const answer = protocols[model.protocol].answer({ model, operation: given.name, labels: {} }, output, "foo-id");
  assert.equal(answer.status, response!.status_code);
  checkHeaders(answer, response!);
  if (model.protocol === "cbor") {
    assert.deepEqual(cborOf(answer.body as Buffer), cborOf(bodyOf(model, response!.body)));
    return;
  }
  const body = String(answer.body);
  const recorded = response!.body ?? "";
  // A client reads an absent body as an empty one.
  if (recorded === "") assert.ok(["", "{}"].includes(body) || isEmptyXml(body), `body is ${body}`);
  else if (isXml(recorded)) assert.deepEqual(comparable(parseXml(body)), comparable(parseXml(recorded)));
  else if (isJson(recorded)) assert.deepEqual(JSON.parse(body), JSON.parse(recorded));
  else assert.equal(body, recorded);
}

function checkError(model: ServiceModel, each: VectorCase): void {
  const { given, error, errorCode, errorMessage, response } = each;
  const shape = given.errors![0]!.shape;
  const members = typed(model, { shape }, error) as Record<string, unknown>;
  const thrown = new ApiError(shape, response!.status_code, errorMessage ?? "", { members });
  const answer = protocols[model.protocol].refuse(model, thrown, "foo-id");
  assert.equal(answer.status, response!.status_code);
  checkHeaders(answer, response!, ["x-amzn-errortype"]);
  if (model.protocol === "cbor") {
    checkCborError(answer, each, bodyOf(model, response!.body));
    return;
  }
  const body = String(answer.body);
  if (isXml(body)) {
    const found = parseXml(body)!.children.find((child) => child.name === "Error")!;
    const text = (name: string): string | undefined => found.children.find((child) => child.name === name)?.text;
    assert.equal(text("Code"), errorCode);
    if (errorMessage) assert.equal(text("Message"), errorMessage);
    const recorded = parseXml(response!.body ?? "")!.children.find((child) => child.name === "Error")!;
    const known = recorded.children.filter((child) => Object.hasOwn(error!, child.name));
    for (const child of known) assert.deepEqual(comparable(found.children.find((each) => each.name === child.name)), comparable(child));
    return;
  }
  const json = JSON.parse(body) as Record<string, unknown>;
  const code = String(answer.headers["x-amzn-query-error"]?.split(";")[0] ?? answer.headers["x-amzn-errortype"] ?? json.__type);
  assert.equal(code, errorCode);
  const recorded = JSON.parse(response!.body || "{}") as Record<string, unknown>;
  for (const [name, value] of Object.entries(recorded)) {
    if (!["__type", "code"].includes(name)) assert.deepEqual(json[name], value);
  }
}

function checkCborError(answer: WireResponse, { errorCode }: VectorCase, recorded: Buffer): void {
  const { __type, ...members } = cborOf(answer.body as Buffer);
  const { __type: _, ...known } = cborOf(recorded);
  assert.equal(answer.headers["x-amzn-query-error"]?.split(";")[0] ?? __type, errorCode);
  assert.deepEqual(Object.fromEntries(Object.entries(members).filter(([name]) => Object.hasOwn(known, name))), known);
}

/** An absent body is an empty map to clients. */
function cborOf(body: Buffer): Record<string, unknown> {
  return body.length === 0 ? {} : (parseCbor(body) as Record<string, unknown>);
}

function checkHeaders(answer: WireResponse, recorded: Recorded, skipped: readonly string[] = []): void {
  for (const [name, value] of Object.entries(recorded.headers ?? {})) {
    const lower = name.toLowerCase();
    // Ids are ours to choose, a target belongs to requests, and the length is written by the server.
    if (["x-amzn-requestid", "x-amz-target", "content-length", ...skipped].includes(lower)) continue;
    if (lower === "content-type" && !recorded.body) continue;
    assert.equal(answer.headers[lower], value, name);
  }
}

interface Comparable {
  name: string;
  attributes: [string, string][];
  children: Comparable[];
  text: string;
}

/** A tree without white space between elements and without what carries ids. */
function comparable(element: XmlElement | undefined): Comparable | undefined {
  if (!element) return undefined;
  const children = element.children
    .filter((child) => !["ResponseMetadata", "RequestId"].includes(child.name))
    .map((child) => comparable(child)!);
  return {
    name: element.name,
    attributes: [...element.attributes],
    children,
    text: element.children.length || /^\s*\n\s*$/.test(element.text) ? "" : element.text,
  };
}

function isEmptyXml(text: string): boolean {
  const tree = comparable(parseXml(text));
  return tree?.children.every((child) => child.children.length === 0 && child.text === "") ?? false;
}

const isXml = (text: string): boolean => text.trimStart().startsWith("<");
const isJson = (text: string): boolean => /^\s*[[{"]/.test(text);
