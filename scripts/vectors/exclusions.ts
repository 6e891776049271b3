/** Cases that say nothing about a server, as `suite/id`, each with its reason. */

const noBody = "The case records that a client compresses its body, and no body.";
const autofill = "A client fills in the token; a server reads what was sent.";
const basePath = "A client puts the path of its endpoint in front; a server is reached without it.";
const queryMap =
  "A server's map of all query parameters also holds those that have members of their own; the case lists what a client put in.";
const emptyPayload = "An absent structure payload and an empty one are the same body; a server reads the empty one.";
const lenient = "A client must put up with this spelling; a server writes the usual one.";
const ignored = "A client must ignore this member; a server does not send it.";
const nulls = "A client must take null for absent; a server leaves the member out.";
const noOutput = "A client must put up with a body of an operation without output; a server sends none.";
const namespaces = "The suites disagree on namespaces of nested structures, which no client reads; ours are REST-XML's.";

export const exclusions: Readonly<Record<string, string>> = {
  "input/json/SDKAppliedContentEncoding_awsJson1_1": noBody,
  "input/json/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_1": noBody,
  "input/json_1_0/SDKAppliedContentEncoding_awsJson1_0": noBody,
  "input/json_1_0/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsJson1_0": noBody,
  "input/query/SDKAppliedContentEncoding_awsQuery": noBody,
  "input/query/SDKAppendsGzipAndIgnoresHttpProvidedEncoding_awsQuery": noBody,
  "input/rest-json/SDKAppliedContentEncoding_restJson1": noBody,
  "input/rest-json/SDKAppendedGzipAfterProvidedEncoding_restJson1": noBody,
  "input/rest-xml/SDKAppliedContentEncoding_restXml": noBody,
  "input/rest-xml/SDKAppendedGzipAfterProvidedEncoding_restXml": noBody,
  "input/query/QueryProtocolIdempotencyTokenAutoFill": autofill,
  "input/rest-json/RestJsonQueryIdempotencyTokenAutoFill": autofill,
  "input/rest-xml/QueryIdempotencyTokenAutoFill": autofill,
  "input/rest-json/RestJsonHostWithPath": basePath,
  "input/rest-json/RestJsonQueryParamsStringListMap": queryMap,
  "input/rest-json/RestJsonQueryPrecedence": queryMap,
  "input/rest-xml/RestXmlQueryParamsStringListMap": queryMap,
  "input/rest-xml/RestXmlQueryPrecedence": queryMap,
  "input/rest-json/RestJsonHttpWithEmptyStructurePayload": emptyPayload,
  "input/rest-json/RestJsonHttpWithHeadersButNoPayload": emptyPayload,
  "output/json/AwsJson11DateTimeWithNegativeOffset": lenient,
  "output/json/AwsJson11DateTimeWithPositiveOffset": lenient,
  "output/query/AwsQueryDateTimeWithNegativeOffset": lenient,
  "output/query/AwsQueryDateTimeWithPositiveOffset": lenient,
  "output/rest-json/RestJsonDateTimeWithNegativeOffset": lenient,
  "output/rest-json/RestJsonDateTimeWithPositiveOffset": lenient,
  "output/rest-xml/RestXmlDateTimeWithNegativeOffset": lenient,
  "output/rest-xml/RestXmlDateTimeWithPositiveOffset": lenient,
  "output/json/AwsJson11DeserializeIgnoreType": ignored,
  "output/json_1_0/AwsJson10DeserializeIgnoreType": ignored,
  "output/rest-json/RestJsonDeserializeIgnoreType": ignored,
  "output/json/AwsJson11StructuresDontDeserializeNullValues": nulls,
  "output/json_1_0/AwsJson10DeserializeAllowNulls": nulls,
  "output/rest-json/RestJsonDoesntDeserializeNullStructureValues": nulls,
  "output/rest-json/RestJsonDeserializesDenseSetMapAndSkipsNull": nulls,
  "output/json/handles_empty_output_shape": noOutput,
  "output/json/handles_unexpected_json_output": noOutput,
  "output/json_1_0/AwsJson10HandlesEmptyOutputShape": noOutput,
  "output/json_1_0/AwsJson10HandlesUnexpectedJsonOutput": noOutput,
  "output/smithy-rpc-v2-cbor/NoOutputClientAllowsEmptyCbor": noOutput,
  "output/smithy-rpc-v2-cbor/RpcV2CborClientDoesntDeserializeNullStructureValues": nulls,
  "output/smithy-rpc-v2-cbor/RpcV2CborDeserializesDenseSetMapAndSkipsNull": nulls,
  "output/smithy-rpc-v2-cbor/RpcV2CborExtraFieldsInTheBodyShouldBeSkippedByClients": ignored,
  "output/smithy-rpc-v2-cbor/RpcV2CborPayloadWithUnsetUnion": ignored,
  "output/query/QueryXmlNamespaces": namespaces,
  "sigv4/query/post-sts-header-after": "The token is added to the query after signing, by design of the case; services we serve sign it.",
};
