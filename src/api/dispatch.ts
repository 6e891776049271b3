/**
 * Which service and operation a request is for. All services share one port: the signing name of the signature decides, then
 * `X-Amz-Target`, then the path of RPC v2, then `Action` and `Version`, then the path; what remains is S3. The host never decides.
 */
import type { Target } from "./codec.ts";
import { parseQuery } from "./http-bindings.ts";
import { RestRoutes } from "./rest-routes.ts";
import { bucketPath, noS3Operation, unservedSubresource } from "./s3-addressing.ts";
import type { ServiceModel } from "./service-model.ts";
import { signingName } from "./sigv4-claim.ts";
import type { SignatureFamily } from "./sigv4-errors.ts";
import { ApiError, type Protocol, type WireRequest } from "./wire.ts";

export interface Destination {
  /** Decides how answers and errors look. */
  readonly model: ServiceModel;
  readonly family: SignatureFamily;
  /** The operation; "form" when the body names it; the error to answer, once the caller is known, when there is none. */
  readonly target: Target | "form" | ApiError;
}

const families: Readonly<Record<Protocol, SignatureFamily>> = {
  json: "json",
  "rest-json": "runtime",
  query: "query",
  "rest-xml": "s3",
  cbor: "json",
};

/** Finds the destination of requests among the given services. */
export class Dispatch {
  readonly #models: readonly ServiceModel[];
  readonly #routes: ReadonlyMap<ServiceModel, RestRoutes>;
  readonly #hostNames: readonly string[];

  constructor(models: readonly ServiceModel[], hostNames: readonly string[]) {
    // A service of several protocols is several models here: each answers in what it was asked in.
    this.#models = models.flatMap((model) => (model.protocols ?? [model.protocol]).map((protocol) => ({ ...model, protocol })));
    this.#hostNames = hostNames;
    this.#routes = new Map(
      this.#models.filter((model) => model.protocol.startsWith("rest-")).map((model) => [model, new RestRoutes(model)]),
    );
  }

  find(request: WireRequest): Destination {
    const amzTarget = request.headers["x-amz-target"];
    const signedFor = signingName(request);
    if (amzTarget !== undefined) return this.#byTarget(amzTarget, signedFor);
    if (request.headers["smithy-protocol"] === "rpc-v2-cbor") return this.#byRpcPath(request);
    const candidates = signedFor === undefined ? this.#models : this.#models.filter((model) => model.signingName === signedFor);
    if (candidates.length === 0) return unknownService(request, signedFor!);
    const rest = this.#restJson(candidates, request);
    if (rest) return rest;
    const query = candidates.find((model) => model.protocol === "query");
    if (query && (signedFor !== undefined || isForm(request))) return { model: query, family: "query", target: "form" };
    const s3 = candidates.find((model) => model.name === "s3");
    if (s3) return this.#s3(s3, request);
    return {
      ...destination(candidates.find((model) => model.protocol === "rest-json") ?? candidates[0]!),
      target: noOperation(`${request.method} ${request.path}`),
    };
  }

  /** The operation a form names, among services of its signature or, unsigned, of its version. */
  findInForm(request: WireRequest, body: Buffer): Target | ApiError {
    const fail = (message: string): ApiError => new ApiError("MalformedInput", 400, message);
    const form = parseQuery([request.query, body.toString("utf8")].filter(Boolean).join("&"), { fail });
    const action = form.get("Action")?.[0];
    const version = form.get("Version")?.[0];
    if (!action) return new ApiError("MissingAction", 400, "The request must contain the parameter Action.");
    const signedFor = signingName(request);
    const model = this.#models.find((each) => {
      if (each.protocol !== "query") return false;
      return signedFor === undefined ? each.apiVersion === version : each.signingName === signedFor;
    });
    if (model && Object.hasOwn(model.operations, action)) return { model, operation: action, labels: {} };
    return new ApiError(
      "InvalidAction",
      400,
      `Could not find operation ${action.slice(0, 100)} for version ${(version ?? "none").slice(0, 20)}`,
    );
  }

  #byTarget(amzTarget: string, signedFor: string | undefined): Destination {
    const dot = amzTarget.indexOf(".");
    const prefix = amzTarget.slice(0, dot < 0 ? undefined : dot);
    const operation = dot < 0 ? "" : amzTarget.slice(dot + 1);
    const model = this.#models.find((each) => each.protocol === "json" && each.targetPrefix === prefix);
    const answering = model ?? { ...unknownModel, signingName: signedFor ?? "" };
    const known = model && Object.hasOwn(model.operations, operation);
    return { ...destination(answering), target: known ? { model, operation, labels: {} } : noOperation(amzTarget) };
  }

  /** `/service/GraniteServiceVersion20100801/operation/ListMetrics`: RPC v2 names both in the path. */
  #byRpcPath(request: WireRequest): Destination {
    const [, prefix = "", operation = ""] = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path) ?? [];
    const model = this.#models.find((each) => each.protocol === "cbor" && each.targetPrefix === prefix);
    const known = model && Object.hasOwn(model.operations, operation);
    const answering = model ?? { ...unknownModel, signingName: signingName(request) ?? "", protocol: "cbor" };
    return { ...destination(answering), target: known ? { model, operation, labels: {} } : noOperation(request.path) };
  }

  #restJson(candidates: readonly ServiceModel[], request: WireRequest): Destination | undefined {
    for (const model of candidates) {
      if (model.protocol !== "rest-json") continue;
      const target = attempt(() => this.#routes.get(model)!.match(request), badPath);
      if (target) return { ...destination(model), target };
    }
    return undefined;
  }

  #s3(model: ServiceModel, request: WireRequest): Destination {
    const path = bucketPath(request, this.#hostNames);
    const match = attempt(() => this.#routes.get(model)!.match(request, path), badS3Path);
    return { ...destination(model), target: unservedSubresource(request) ?? match ?? noS3Operation(request) };
  }
}

/** Errors of requests for services we have no model of look like AWS JSON, or XML when a form was sent. */
const unknownModel: ServiceModel = {
  name: "unknown",
  serviceId: "Unknown",
  signingName: "",
  protocol: "json",
  apiVersion: "",
  operations: {},
  shapes: {},
};

function unknownService(request: WireRequest, signedFor: string): Destination {
  const model: ServiceModel = { ...unknownModel, signingName: signedFor, protocol: isForm(request) ? "query" : "json" };
  return { ...destination(model), target: noOperation(`service "${signedFor.slice(0, 100)}"`) };
}

function destination(model: ServiceModel): Omit<Destination, "target"> {
  return { model, family: families[model.protocol] };
}

function noOperation(what: string): ApiError {
  return new ApiError("UnknownOperationException", 400, `Hostler does not serve ${what.slice(0, 200)}.`);
}

const badPath = new ApiError("SerializationException", 400, "The path has a malformed percent-encoding.");
const badS3Path = new ApiError("InvalidURI", 400, "Couldn't parse the specified URI.");

/** Matching decodes the path, which a malformed escape makes impossible. */
function attempt<T>(match: () => T, error: ApiError): T | ApiError {
  try {
    return match();
  } catch (cause) {
    if (cause instanceof URIError) return error;
    throw cause;
  }
}

function isForm(request: WireRequest): boolean {
  return (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded") || /(?:^|&)Action=/.test(request.query);
}
