/**
 * InvokeEndpoint in the strict lane: who signed it, are its members good, and the same `invoke` as everybody. It takes what it can answer as
 * `api/server.ts` would; what is refused before an endpoint is looked up is refused over there, in the words that are there.
 */
import type { BodyRoom } from "../api/body-room.ts";
import { type InvokeEndpointInput, sagemakerRuntimeModel as model } from "../api/gen/sagemaker-runtime.gen.ts";
import { matchesPattern } from "../api/patterns.ts";
import { type RefusalLog, refuse } from "../api/refusal.ts";
import { type StringShape, shapeOf, structureOf } from "../api/service-model.ts";
import type { CredentialLookup } from "../api/sigv4.ts";
import { credentialIn } from "../api/sigv4-claim.ts";
import { SigningKeys } from "../api/sigv4-keys.ts";
import { RepeatedSignatures } from "../api/sigv4-repeated.ts";
import type { Principal } from "../api/wire.ts";
import { clientWaitsMs } from "./client-deadline.ts";
import type { ContainerHead } from "./container-request.ts";
import type { Caller, Invocation, ModelAnswer, RouterContext } from "./invocation.ts";
import { endpointOf, invoke } from "./invoke-endpoint.ts";
import { requestIds } from "./request-ids.ts";
import { modelResponseHead, responseHead } from "./response-head.ts";
import type { StrictConnection } from "./strict-connection.ts";
import type { StrictRequest } from "./strict-request.ts";

export interface StrictInvocationsOptions extends RouterContext {
  readonly credentials: CredentialLookup;
  /** Lets everybody in. */
  readonly noAuth?: boolean;
  readonly defaultRegion: string;
  readonly accountId: string;
  readonly log: RefusalLog;
  readonly bodyRoom: BodyRoom;
}

const operation = "sagemaker-runtime.InvokeEndpoint";

export class StrictInvocations {
  readonly #options: StrictInvocationsOptions;
  readonly #signatures: RepeatedSignatures;
  readonly #nextId: () => string;

  constructor(options: StrictInvocationsOptions) {
    this.#options = options;
    this.#nextId = requestIds(options.rng);
    const { credentials } = options;
    this.#signatures = new RepeatedSignatures({ credentials, keys: new SigningKeys(), family: "runtime", service: model.signingName });
  }

  /** Answers a request on its connection, or leaves it to `node:http`. */
  readonly take = (request: StrictRequest, body: Buffer, connection: StrictConnection): boolean => {
    const { stopwatch, clock, bodyRoom } = this.#options;
    const receivedUs = stopwatch();
    const nowMs = clock.now();
    const head = readMembers(request);
    const caller = head && this.#caller(request, body, nowMs);
    if (!caller || !bodyRoom.take(body.length)) return false; // to be refused over there
    const { targetVariant, sdkRequest } = head;
    const invoked = { name: request.endpoint, region: caller.region, accountId: caller.accountId };
    const waitsMs = sdkRequest === undefined ? undefined : clientWaitsMs(sdkRequest, nowMs);
    this.#invoke({ invoked, targetVariant, head, body, client: connection, clientWaitsMs: waitsMs, receivedUs, nowMs }, connection);
    return true;
  };

  #caller({ endpoint, names, values }: StrictRequest, body: Buffer, nowMs: number): Pick<Principal, "region" | "accountId"> | undefined {
    const { noAuth, defaultRegion: region, accountId } = this.#options;
    if (!noAuth) return this.#signatures.prove({ path: `/endpoints/${endpoint}/invocations`, names, values, body }, nowMs);
    const signed = names.indexOf("authorization");
    if (signed < 0) return { region, accountId };
    const said = credentialIn(values[signed]!); // nobody proves it, but its region is the one that is meant
    return said?.service === model.signingName ? { region: said.region, accountId } : undefined;
  }

  #invoke(invocation: Invocation, connection: StrictConnection): void {
    const caller = new StrictCaller(this.#options, connection, this.#nextId(), invocation.body.length);
    try {
      invoke(this.#options, endpointOf(this.#options, invocation.invoked), invocation, caller);
    } catch (error) {
      caller.failed(error);
    }
  }
}

/** Writes what became of a request onto its connection. */
class StrictCaller implements Caller {
  readonly #options: StrictInvocationsOptions;
  readonly #connection: StrictConnection;
  readonly #requestId: string;
  readonly #bodyBytes: number;

  constructor(options: StrictInvocationsOptions, connection: StrictConnection, requestId: string, bodyBytes: number) {
    this.#options = options;
    this.#connection = connection;
    this.#requestId = requestId;
    this.#bodyBytes = bodyBytes;
  }

  answered(answer: ModelAnswer): void {
    const { bodyRoom, clock } = this.#options;
    const connection = this.#connection;
    bodyRoom.give(this.#bodyBytes);
    const rest = { bodyBytes: answer.body.length, ending: connection.ending, nowMs: clock.now() };
    connection.answer(modelResponseHead(answer, this.#requestId, rest), answer.body);
  }

  failed(error: unknown): void {
    const { bodyRoom, clock, log } = this.#options;
    const connection = this.#connection;
    bodyRoom.give(this.#bodyBytes);
    const { status, headers, body } = refuse(error, { model, requestId: this.#requestId, operation, log }).answer;
    const bytes = body as Buffer;
    connection.answer(responseHead({ status, headers, bodyBytes: bytes.length, ending: connection.ending, nowMs: clock.now() }), bytes);
  }
}

/** What an invocation says in headers. */
interface Members extends ContainerHead {
  readonly targetVariant: string | undefined;
  /** What an SDK says about the request if it sends it again: the API's model does not know it. */
  readonly sdkRequest: string | undefined;
}

interface ToldMember {
  readonly key: keyof Members;
  /** What the API's model lets it be, if it knows it. */
  readonly shape: StringShape | undefined;
}

/** Where each member stands. */
const membersByHeader = new Map<string, ToldMember>(
  Object.entries({
    ContentType: "contentType",
    Accept: "accept",
    CustomAttributes: "customAttributes",
    InferenceId: "inferenceId",
    TargetVariant: "targetVariant",
  } satisfies Partial<Record<keyof InvokeEndpointInput, keyof Members>>).map(([name, key]) => {
    const ref = structureOf(model, "InvokeEndpointInput").members[name]!;
    const shape = shapeOf(model, ref);
    if (shape.type !== "string" || !ref.locationName) throw new Error(`${name} is no text in a header.`);
    return [ref.locationName.toLowerCase(), { key, shape }];
  }),
).set("amz-sdk-request", { key: "sdkRequest", shape: undefined });

/** Which headers of a request say something: mostly the next one has the same. */
let layout: { readonly names: readonly string[]; readonly told: readonly (ToldMember & { readonly nth: number })[] } = {
  names: [],
  told: [],
};

function layoutOf(names: readonly string[]): typeof layout {
  const told = names.flatMap((name, nth) => {
    const member = membersByHeader.get(name);
    return member ? [{ ...member, nth }] : [];
  });
  return { names, told };
}

/** The members of a request; undefined when the API does not let them be what they are. */
function readMembers({ names, values }: StrictRequest): Members | undefined {
  const read: { -readonly [Key in keyof Members]: Members[Key] } = {
    contentType: undefined,
    accept: undefined,
    customAttributes: undefined,
    inferenceId: undefined,
    targetVariant: undefined,
    sdkRequest: undefined,
  };
  if (layout.names !== names) layout = layoutOf(names);
  for (const { nth, key, shape } of layout.told) {
    const text = values[nth]!; // never empty, and printable: no least length and no class of characters is left to check
    if (shape) {
      const { max = 0, pattern } = shape;
      if (text.length > max || (key === "targetVariant" && !matchesPattern(pattern ?? "", text))) return undefined;
      read[key] = text;
    } else if (text.startsWith("ttl=")) read.sdkRequest = text;
  }
  return read;
}
