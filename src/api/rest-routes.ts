/** Finds the operation of a REST service by method, path, query and the members an operation cannot do without. */
import type { Target } from "./codec.ts";
import type { OperationModel, ServiceModel } from "./service-model.ts";
import { structureOf } from "./service-model.ts";
import type { WireRequest } from "./wire.ts";

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** `uploads`, or `list-type=2`, of the operation's own URI. */
  readonly constants: readonly (readonly [string, string | undefined])[];
  /** Query parameters and headers the input requires. */
  readonly needs: readonly Need[];
}

interface Need {
  readonly kind: "query" | "header";
  readonly name: string;
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

/** The routes of a service, ready to be matched. */
export class RestRoutes {
  readonly #model: ServiceModel;
  readonly #routes: readonly Route[];

  constructor(model: ServiceModel) {
    this.#model = model;
    this.#routes = Object.entries(model.operations).map(([name, operation]) => routeOf(model, name, operation));
  }

  /** The operation for a request; of several that fit (PutObject, UploadPart, CopyObject) the one that needs most. */
  match(request: WireRequest, path: string = request.path): Target | undefined {
    const query = queryKeys(request.query);
    let best: { route: Route; labels: Record<string, string> } | undefined;
    for (const route of this.#routes) {
      if (
        route.method !== request.method ||
        !route.constants.every(([key, value]) => query.has(key) && (value === undefined || query.get(key) === value))
      )
        continue;
      if (this.#model.name === "s3" && !route.needs.every((need) => has(need, request, query))) continue;
      const labels = matchPath(route.segments, path);
      if (labels && (!best || weight(route) > weight(best.route))) best = { route, labels };
    }
    return best && { model: this.#model, operation: best.route.operation, labels: best.labels };
  }
}

function routeOf(model: ServiceModel, operation: string, { method, uri, input }: OperationModel): Route {
  const [path = "", query = ""] = uri.split("?");
  const segments = path.split("/").slice(1).map(segmentOf);
  const constants = query
    .split("&")
    .filter(Boolean)
    .map((pair) => pair.split("=") as [string, string | undefined]);
  const shape = input ? structureOf(model, input) : undefined;
  const needs = (shape?.required ?? []).flatMap((name): Need[] => {
    const ref = shape!.members[name]!;
    const wireName = ref.locationName ?? name;
    if (ref.location === "querystring") return [{ kind: "query", name: wireName }];
    return ref.location === "header" ? [{ kind: "header", name: wireName.toLowerCase() }] : [];
  });
  return { operation, method, segments, constants: constants.map(([key, value]) => [key, value] as const), needs };
}

function segmentOf(text: string): Segment {
  const label = /^\{([^}+]+)(\+)?\}$/.exec(text);
  return label ? { label: label[1]!, greedy: label[2] === "+" } : { literal: text };
}

const weight = (route: Route): number => route.constants.length + route.needs.length;

function has(need: Need, request: WireRequest, query: ReadonlyMap<string, string>): boolean {
  return need.kind === "query" ? query.has(need.name) : request.headers[need.name] !== undefined;
}

/** The labels of a path that fits; a malformed escape throws a URIError. */
function matchPath(segments: readonly Segment[], path: string): Record<string, string> | undefined {
  const parts = path.split("/").slice(1);
  if (parts.length > segments.length && parts.at(-1) === "" && !isGreedy(segments.at(-1))) parts.pop();
  const labels: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const part = parts[at];
    if (part === undefined) return undefined;
    if ("literal" in segment) {
      if (part !== segment.literal) return undefined;
    } else if (segment.greedy) {
      const rest = parts.slice(at).join("/");
      if (rest === "") return undefined;
      labels[segment.label] = decodeURIComponent(rest);
      return labels;
    } else if (part === "") return undefined;
    else labels[segment.label] = decodeURIComponent(part);
  }
  return parts.length === segments.length ? labels : undefined;
}

function isGreedy(segment: Segment | undefined): boolean {
  return segment !== undefined && "greedy" in segment && segment.greedy;
}

/** Keys and raw values of a query, enough to tell operations apart. */
export function queryKeys(query: string): Map<string, string> {
  const keys = new Map<string, string>();
  for (const part of query.split("&")) {
    if (part === "") continue;
    const equals = part.indexOf("=");
    keys.set(equals < 0 ? part : part.slice(0, equals), equals < 0 ? "" : part.slice(equals + 1));
  }
  return keys;
}
