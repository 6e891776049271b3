/** The codec of every protocol Hostler speaks. */
import { cborProtocol } from "./cbor-protocol.ts";
import type { Codec } from "./codec.ts";
import { jsonProtocol } from "./json-protocol.ts";
import { queryProtocol } from "./query-protocol.ts";
import { restJsonProtocol } from "./rest-json-protocol.ts";
import { restXmlProtocol } from "./rest-xml-protocol.ts";
import type { Protocol } from "./wire.ts";

export const protocols: Readonly<Record<Protocol, Codec>> = {
  json: jsonProtocol,
  "rest-json": restJsonProtocol,
  "rest-xml": restXmlProtocol,
  query: queryProtocol,
  cbor: cborProtocol,
};
