import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "../limits.ts";
import type { Target } from "./codec.ts";
import { iamModel } from "./gen/iam.gen.ts";
import { s3Model } from "./gen/s3.gen.ts";
import { sagemakerModel } from "./gen/sagemaker.gen.ts";
import { sagemakerRuntimeModel } from "./gen/sagemaker-runtime.gen.ts";
import { protocols } from "./protocols.ts";
import type { ServiceModel } from "./service-model.ts";
import { ApiError, type WireRequest } from "./wire.ts";

const head: WireRequest = { method: "POST", path: "/", query: "", headers: {} };
const target = (model: ServiceModel, operation: string, labels: Record<string, string> = {}): Target => ({ model, operation, labels });

function parse(
  model: ServiceModel,
  operation: string,
  body: string,
  request: Partial<WireRequest> = {},
  labels: Record<string, string> = {},
): unknown {
  return protocols[model.protocol].parse(target(model, operation, labels), { ...head, ...request }, Buffer.from(body));
}

function answer(
  model: ServiceModel,
  operation: string,
  output?: object,
): { status: number; headers: Record<string, string>; body: string } {
  const { status, headers, body } = protocols[model.protocol].answer(target(model, operation), output, "id-1");
  return { status, headers, body: String(body) };
}

function refuse(model: ServiceModel, error: ApiError): { status: number; headers: Record<string, string>; body: string } {
  const { status, headers, body } = protocols[model.protocol].refuse(model, error, "id-1");
  return { status, headers, body: String(body) };
}

test("JSON: unknown members are ignored, null is absent, times are numbers or ISO", () => {
  const body =
    '{"StatusEquals":null,"Newer":{"x":[1]},"CreationTimeAfter":1700000000.5,"CreationTimeBefore":"2026-01-02T03:04:05Z","MaxResults":3}';
  assert.deepEqual(parse(sagemakerModel, "ListEndpoints", body), {
    CreationTimeAfter: new Date(1_700_000_000_500),
    CreationTimeBefore: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
    MaxResults: 3,
  });
});

test("JSON: keys called like parts of JavaScript are data, and nothing else changes", () => {
  const body =
    '{"ModelName":"m","PrimaryContainer":{"Environment":{"__proto__":"a","constructor":"b","toString":"c"}},"__proto__":{"polluted":true}}';
  const input = parse(sagemakerModel, "CreateModel", body) as { PrimaryContainer: { Environment: object } };
  assert.deepEqual(Object.entries(input.PrimaryContainer.Environment), [
    ["__proto__", "a"],
    ["constructor", "b"],
    ["toString", "c"],
  ]);
  assert.equal(Object.getPrototypeOf(input.PrimaryContainer.Environment), Object.prototype);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal((input as Record<string, unknown>).polluted, undefined);
});

const wrong = [
  { body: "{", message: "The body is not valid JSON." },
  { body: '"text"', message: "Expected structure or map or null" },
  { body: '{"ModelName":["m"]}', message: "Start of list found where not expected." },
  { body: '{"ModelName":{"m":1}}', message: "Start of structure or map found where not expected." },
  { body: '{"ModelName":true}', message: "TRUE_VALUE can not be converted to a String" },
  { body: '{"Containers":{}}', message: "Start of structure or map found where not expected." },
  { body: '{"Containers":"x"}', message: "Expected list or null" },
  { body: '{"EnableNetworkIsolation":"true"}', message: "STRING_VALUE can not be converted to a Boolean" },
  {
    body: `{"X":${"[".repeat(limits.bodyDepth)}${"]".repeat(limits.bodyDepth)}}`,
    message: `The body is nested deeper than ${limits.bodyDepth} levels.`,
  },
];
for (const { body, message } of wrong) {
  test(`JSON: ${body.slice(0, 40)} is a SerializationException`, () => {
    assert.throws(() => parse(sagemakerModel, "CreateModel", body), { code: "SerializationException", status: 400, message });
  });
}

test("JSON: brackets in strings do not nest", () => {
  assert.deepEqual(parse(sagemakerModel, "CreateModel", JSON.stringify({ ModelName: '[{"\\'.repeat(200) })), {
    ModelName: '[{"\\'.repeat(200),
  });
});

test("JSON: an output leaves out what is absent and writes times as seconds", () => {
  const { status, headers, body } = answer(sagemakerModel, "DescribeModel", {
    ModelName: "m",
    CreationTime: new Date(1_702_994_544_976),
    ExecutionRoleArn: undefined,
    Extra: 1,
  });
  assert.deepEqual([status, headers], [200, { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "id-1" }]);
  assert.equal(body, '{"ModelName":"m","CreationTime":1702994544.976}');
  assert.equal(answer(sagemakerModel, "DeleteModel").body, "");
  assert.equal(answer(sagemakerModel, "DeleteTags", {}).body, "{}");
});

test("JSON: an error says its message in both spellings", () => {
  const { status, body } = refuse(sagemakerModel, new ApiError("ResourceLimitExceeded", 400, "Too many."));
  assert.deepEqual([status, JSON.parse(body)], [400, { __type: "ResourceLimitExceeded", message: "Too many.", Message: "Too many." }]);
});

test("the runtime: headers, path and raw body in, ModelError with all its members out", () => {
  const request = { headers: { "content-type": "text/csv", "x-amzn-sagemaker-target-variant": "v" } };
  assert.deepEqual(parse(sagemakerRuntimeModel, "InvokeEndpoint", "1,2", request, { EndpointName: "e" }), {
    EndpointName: "e",
    Body: Buffer.from("1,2"),
    ContentType: "text/csv",
    TargetVariant: "v",
  });
  const members = { OriginalStatusCode: 500, OriginalMessage: "x", LogStreamArn: "arn", ErrorCode: "INTERNAL_FAILURE_FROM_MODEL" };
  const { status, headers, body } = refuse(sagemakerRuntimeModel, new ApiError("ModelError", 424, "Received.", { members }));
  assert.deepEqual([status, headers["x-amzn-errortype"], headers["content-type"]], [424, "ModelError", "application/json"]);
  assert.deepEqual(JSON.parse(body), { Message: "Received.", ...members });
});

test("Query: numbered members in any order make lists, and XML comes back", () => {
  const body =
    "Action=CreateRole&RoleName=r&AssumeRolePolicyDocument=%7B%7D&Tags.member.2.Key=b&Tags.member.2.Value=&Tags.member.10.Key=c&Tags.member.1.Key=a+a&MaxSessionDuration=3600";
  assert.deepEqual(parse(iamModel, "CreateRole", body), {
    RoleName: "r",
    AssumeRolePolicyDocument: "{}",
    MaxSessionDuration: 3600,
    Tags: [{ Key: "a a" }, { Key: "b", Value: "" }, { Key: "c" }],
  });
  assert.throws(() => parse(iamModel, "CreateRole", "Action=CreateRole&MaxSessionDuration=soon"), { code: "MalformedInput" });
  assert.throws(() => parse(iamModel, "CreateRole", `A${".a".repeat(1000)}=1`), { code: "MalformedInput" });
  assert.throws(() => parse(iamModel, "CreateRole", "RoleName=%zz"), { code: "MalformedInput" });
  const role = { Path: "/", RoleName: "a<&>", RoleId: "AROA", Arn: "arn", CreateDate: new Date(0), Tags: [{ Key: "k", Value: "v" }] };
  assert.equal(
    answer(iamModel, "GetRole", { Role: role }).body,
    '<?xml version="1.0" encoding="UTF-8"?>\n<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/</Path><RoleName>a&lt;&amp;&gt;</RoleName><RoleId>AROA</RoleId><Arn>arn</Arn><CreateDate>1970-01-01T00:00:00Z</CreateDate><Tags><member><Key>k</Key><Value>v</Value></member></Tags></Role></GetRoleResult><ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></GetRoleResponse>',
  );
});

test("Query: an error has its code of the Query protocol", () => {
  const { status, body } = refuse(iamModel, new ApiError("NoSuchEntityException", 404, "No such role."));
  assert.equal(status, 404);
  assert.match(
    body,
    /<ErrorResponse xmlns="https:\/\/iam[^>]*><Error><Type>Sender<\/Type><Code>NoSuchEntity<\/Code><Message>No such role\.<\/Message><\/Error><RequestId>id-1<\/RequestId><\/ErrorResponse>$/,
  );
});

test("S3: XML bodies with entities, CDATA and white space in keys", () => {
  const body =
    '<?xml version="1.0"?><s:Delete xmlns:s="http://s3.amazonaws.com/doc/2006-03-01/"><Quiet>true</Quiet>\n<Object><Key> a&amp;b&#233;&#xe9;</Key></Object><Object><Key><![CDATA[<&amp;>]]></Key><VersionId/></Object></s:Delete>';
  assert.deepEqual(parse(s3Model, "DeleteObjects", body, {}, { Bucket: "b" }), {
    Bucket: "b",
    Delete: { Quiet: true, Objects: [{ Key: " a&béé" }, { Key: "<&amp;>", VersionId: "" }] },
  });
});

const hostile = [
  { what: "an entity bomb", body: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Delete>&b;</Delete>' },
  { what: "an outside entity", body: '<!doctype x SYSTEM "file:///etc/passwd"><Delete/>' },
  { what: "a tag that does not close", body: "<Delete><Object></Delete>" },
  { what: "no XML at all", body: "{}" },
  { what: "endless nesting", body: "<a>".repeat(100_000) },
  { what: "deep nesting", body: "<a>".repeat(200) + "</a>".repeat(200) },
];
for (const { what, body } of hostile) {
  test(`S3: ${what} is MalformedXML`, () => {
    assert.throws(() => parse(s3Model, "DeleteObjects", body, {}, { Bucket: "b" }), { code: "MalformedXML", status: 400 });
  });
}

test("S3: metadata and conditions come from headers", () => {
  const headers = { "x-amz-meta-color": "blue", "x-amz-meta-__proto__": "x", "if-none-match": "*", "content-length": "5" };
  const input = parse(s3Model, "PutObject", "", { headers }, { Bucket: "b", Key: "k" }) as { Metadata: object };
  assert.deepEqual(Object.entries(input.Metadata), [
    ["color", "blue"],
    ["__proto__", "x"],
  ]);
  assert.throws(() => parse(s3Model, "PutObject", "", { headers: { "content-length": "x" } }, {}), { code: "InvalidArgument" });
});

test("S3: answers have the root elements and the spelling of S3", () => {
  const list = answer(s3Model, "ListObjectsV2", {
    Name: "b",
    IsTruncated: false,
    Contents: [{ Key: "a\r\u0001", Size: 1 }],
    CommonPrefixes: [{ Prefix: "p/" }, { Prefix: "q/" }],
  });
  assert.equal(
    list.body,
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><IsTruncated>false</IsTruncated><Contents><Key>a&#xd;&#x1;</Key><Size>1</Size></Contents><Name>b</Name><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes><CommonPrefixes><Prefix>q/</Prefix></CommonPrefixes></ListBucketResult>',
  );
  assert.match(
    answer(s3Model, "GetBucketLocation", { LocationConstraint: "eu-west-1" }).body,
    /<LocationConstraint xmlns="[^"]+">eu-west-1<\/LocationConstraint>$/,
  );
  assert.match(answer(s3Model, "GetBucketLocation", {}).body, /<LocationConstraint xmlns="[^"]+"\/>$/);
  assert.match(
    answer(s3Model, "CopyObject", { CopyObjectResult: { ETag: '"e"' } }).body,
    /<CopyObjectResult xmlns="[^"]+"><ETag>&quot;e&quot;<\/ETag><\/CopyObjectResult>$/,
  );
  const put = answer(s3Model, "PutObject", { ETag: '"e"', VersionId: "v" });
  assert.deepEqual([put.body, put.headers.etag, put.headers["x-amz-version-id"]], ["", '"e"', "v"]);
  assert.equal(answer(s3Model, "DeleteObject", {}).status, 204);
});

test("S3: an error is bare, with members of its own", () => {
  const { headers, body } = refuse(
    s3Model,
    new ApiError("NoSuchKey", 404, "The specified key does not exist.", {
      members: { Key: "a&b" },
      headers: { "x-amz-delete-marker": "true" },
    }),
  );
  assert.equal(
    body,
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>a&amp;b</Key><RequestId>id-1</RequestId></Error>',
  );
  assert.deepEqual([headers["x-amz-request-id"], headers["x-amz-delete-marker"]], ["id-1", "true"]);
});
