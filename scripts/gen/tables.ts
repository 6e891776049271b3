/** Turns a botocore service model into the table the codecs read, leaving out everything they do not need. */
import type { ChecksumTrait, Location, MemberRef, OperationModel, ServiceModel, Shape, XmlNamespace } from "../../src/api/service-model.ts";
import type { Protocol } from "../../src/api/wire.ts";
import type { BotoModel, BotoOperation, BotoRef, BotoShape } from "./botocore.ts";

/** What botocore calls a protocol, and what we call it. */
const served: Readonly<Record<string, Protocol>> = {
  json: "json",
  "rest-json": "rest-json",
  "rest-xml": "rest-xml",
  query: "query",
  "smithy-rpc-v2-cbor": "cbor",
};
const locations: readonly string[] = ["uri", "querystring", "header", "headers", "statusCode"] satisfies Location[];
const wireTypes: Readonly<Record<string, string>> = { character: "string", short: "integer", byte: "integer" };

/** The model of the service that Hostler calls `name`. */
export function serviceModel(name: string, boto: BotoModel): ServiceModel {
  const { metadata } = boto;
  const named = [...new Set([metadata.protocol, ...(metadata.protocols ?? [])])];
  const protocols = named.flatMap((each) => served[each] ?? []);
  const [protocol] = protocols;
  if (!protocol) throw new Error(`${name} speaks ${metadata.protocol}, which Hostler has no codec for`);
  return present({
    name,
    serviceId: metadata.serviceId ?? name,
    signingName: metadata.signingName ?? metadata.endpointPrefix ?? name,
    protocol,
    protocols: protocols.length > 1 ? protocols : undefined,
    apiVersion: metadata.apiVersion,
    targetPrefix: metadata.targetPrefix,
    jsonVersion: metadata.jsonVersion,
    xmlNamespace: metadata.xmlNamespace,
    queryCompatible: metadata.awsQueryCompatible ? true : undefined,
    operations: mapValues(boto.operations, operation),
    shapes: mapValues(boto.shapes, shape),
  });
}

function operation(boto: BotoOperation): OperationModel {
  return present({
    method: boto.http.method,
    uri: boto.http.requestUri,
    status: boto.http.responseCode === 200 ? undefined : boto.http.responseCode,
    input: boto.input?.shape,
    inputName: boto.input?.locationName,
    output: boto.output?.shape,
    resultWrapper: boto.output?.resultWrapper,
    errors: boto.errors?.map((error) => error.shape),
    checksum: boto.httpChecksum && checksum(boto.httpChecksum),
  });
}

function checksum(boto: NonNullable<BotoOperation["httpChecksum"]>): ChecksumTrait {
  return present({
    requestMember: boto.requestAlgorithmMember,
    requestRequired: boto.requestChecksumRequired || undefined,
    responseMember: boto.requestValidationModeMember,
    responseAlgorithms: boto.responseAlgorithms,
  });
}

function shape(boto: BotoShape, name: string): Shape {
  const type = wireTypes[boto.type] ?? boto.type;
  const table = present({
    type,
    members: boto.members && mapValues(boto.members, reference),
    member: boto.member && reference(boto.member),
    key: boto.key && reference(boto.key),
    value: boto.value && reference(boto.value),
    required: boto.required?.length ? boto.required : undefined,
    payload: boto.payload,
    enum: boto.enum,
    pattern: boto.pattern,
    min: boto.min,
    max: boto.max,
    flattened: boto.flattened,
    union: boto.union,
    document: boto.document,
    eventstream: boto.eventstream,
    sensitive: boto.sensitive,
    streaming: boto.streaming,
    error: errorTrait(boto, name),
    timestampFormat: boto.timestampFormat,
    locationName: boto.locationName,
    xmlNamespace: namespace(boto.xmlNamespace),
  });
  return table as unknown as Shape; // botocore's own shape checks make this one of the arms of the union
}

/** An exception without a status of its own is 500 when it is the service's fault, else 400. */
function errorTrait(boto: BotoShape, name: string): object | undefined {
  if (!boto.exception && !boto.error) return undefined;
  return present({
    code: boto.error?.code === name ? undefined : boto.error?.code,
    status: boto.error?.httpStatusCode ?? (boto.fault ? 500 : 400),
    senderFault: boto.error?.senderFault,
  });
}

function reference(boto: BotoRef): MemberRef {
  return present({
    shape: boto.shape,
    location: boto.location && locations.includes(boto.location) ? (boto.location as Location) : undefined,
    locationName: boto.locationName,
    flattened: boto.flattened,
    xmlAttribute: boto.xmlAttribute,
    xmlNamespace: namespace(boto.xmlNamespace),
    timestampFormat: boto.timestampFormat,
    jsonvalue: boto.jsonvalue,
    streaming: boto.streaming,
  });
}

function namespace(boto: XmlNamespace | string | undefined): XmlNamespace | undefined {
  return typeof boto === "string" ? { uri: boto } : boto;
}

/** The same object without its undefined members. */
function present<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
