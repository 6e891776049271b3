/** What instances print, seen through CloudWatch Logs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limits } from "../../src/limits.ts";
import { startMs } from "../harness/control.ts";
import { type LogServer, startLogServer } from "../harness/log-server.ts";

const logGroupName = "/aws/sagemaker/Endpoints/e";
const file = "e/v/i-1";
const stream = { logGroupName, logStreamName: "v/i-1", startFromHead: true };

interface Page {
  events: { timestamp: number; message: string }[];
  nextForwardToken: string;
}
const get = (server: LogServer, more: object = {}): Promise<Page> => server.call("GetLogEvents", { ...stream, ...more });
const lines = ({ events }: Page): string => events.map(({ message }) => message).join(" ");

test("the group of an endpoint exists as soon as an instance has printed a line", async () => {
  await using server = await startLogServer();
  const missing = await server.send("FilterLogEvents", { logGroupName, logStreamNamePrefix: "v/" });
  assert.deepEqual([missing.body.__type, missing.body.message], ["ResourceNotFoundException", "The specified log group does not exist."]);
  server.print(file, "one\n");
  server.print("e/w/i-2", "two\n");
  const { logStreams } = await server.call("DescribeLogStreams", { logGroupName });
  assert.deepEqual(
    logStreams.map(({ logStreamName }: { logStreamName: string }) => logStreamName),
    ["v/i-1", "w/i-2"],
  );
  const { events } = await server.call("FilterLogEvents", { logGroupName, logStreamNamePrefix: "v/" });
  assert.deepEqual(
    events.map(({ message }: { message: string }) => message),
    ["one"],
  );
});

test("the forward token follows a log: nothing new gives it back, a new line comes once", async () => {
  await using server = await startLogServer();
  server.print(file, "one\ntwo\n");
  const first = await get(server);
  assert.equal(lines(first), "one two");
  const end = await get(server, { nextToken: first.nextForwardToken });
  assert.deepEqual([end.events, end.nextForwardToken], [[], first.nextForwardToken]);
  server.print(file, "three\n");
  assert.equal(lines(await get(server, { nextToken: end.nextForwardToken })), "three");
});

test("a line has the time at which it was seen, and keeps it", async () => {
  await using server = await startLogServer();
  server.print(file, "one\n");
  await server.instanceLogs.sweepAll();
  server.clock.advance(5_000);
  server.print(file, "two\n");
  const times = ({ events }: Page): number[] => events.map(({ timestamp }) => timestamp - startMs);
  assert.deepEqual(times(await get(server)), [0, 5_000]);
  server.clock.advance(5_000);
  assert.deepEqual(times(await get(server)), [0, 5_000]);
});

test("a line that is not over is shown when it is, or when nothing has followed for a while", async () => {
  await using server = await startLogServer();
  server.print(file, "one\ntw");
  assert.equal(lines(await get(server)), "one");
  server.print(file, "o\nthr");
  assert.equal(lines(await get(server)), "one two");
  await server.instanceLogs.sweepAll();
  assert.equal(lines(await get(server)), "one two");
  await server.instanceLogs.sweepAll();
  assert.equal(lines(await get(server)), "one two thr");
  server.print(file, "ee\n");
  assert.equal(lines(await get(server)), "one two thr ee");
});

test("rotation loses no line and repeats none, whenever it is noticed", async () => {
  await using server = await startLogServer();
  server.print(file, "one\ntwo\n");
  assert.equal(lines(await get(server)), "one two");
  server.print(file, "three\n");
  server.rotate(file);
  server.print(file, "four\n");
  assert.equal(lines(await get(server)), "one two three four");
  server.print(file, "five\n");
  assert.equal(lines(await get(server)), "one two three four five");
  server.rotate(file);
  assert.equal(lines(await get(server)), "one two three four five");
  server.print(file, "six\n");
  assert.equal(lines(await get(server)), "one two three four five six");
});

test("a log that was rotated before anyone looked is read from the part moved aside", async () => {
  await using server = await startLogServer();
  server.print(file, "one\n");
  server.rotate(file);
  server.print(file, "a line that is longer\n");
  assert.equal(lines(await get(server)), "one a line that is longer");
});

test("control that starts again goes on where it was", async () => {
  await using server = await startLogServer();
  server.print(file, "one\n");
  assert.equal(lines(await get(server)), "one");
  server.print(file, "two\n");
  await server.restart();
  await server.instanceLogs.sweepAll();
  assert.equal(lines(await get(server)), "one two");
});

test("a very long line becomes several events, and no character is cut", async () => {
  await using server = await startLogServer();
  const long = `x${"€".repeat(limits.logPieceBytes / 2)}`;
  server.print(file, `${long}\nshort\n`);
  const { events } = await server.call("FilterLogEvents", { logGroupName });
  const messages: string[] = events.map(({ message }: { message: string }) => message);
  assert.equal(messages.length, 3);
  assert.equal(messages.slice(0, 2).join(""), long);
  assert.equal(messages[2], "short");
});

test("bytes that are no text do no harm", async () => {
  await using server = await startLogServer();
  server.print(file, Buffer.from([0xff, 0x00, 0x41, 10, 0xc3, 10]));
  assert.equal((await get(server)).events.length, 2);
});

test("a retention set before the endpoint exists holds for it", async () => {
  await using server = await startLogServer();
  await server.call("CreateLogGroup", { logGroupName });
  await server.call("PutRetentionPolicy", { logGroupName, retentionInDays: 1 });
  server.print(file, "one\n");
  assert.equal(lines(await get(server)), "one");
  server.clock.advance(25 * 3_600_000);
  assert.equal(lines(await get(server)), "");
});

test("when all is too large, the oldest lines of the largest stream go", async () => {
  await using server = await startLogServer(4_000_000);
  server.print("e/quiet/i-1", "quiet\n");
  for (let piece = 0; piece < 6; piece++) server.print(file, `${"x".repeat(973)}\n`.repeat(1_000));
  const { events } = await server.call("FilterLogEvents", { logGroupName, filterPattern: "quiet" });
  assert.equal(events.length, 1);
  const { logGroups } = await server.call("DescribeLogGroups", {});
  assert.ok(logGroups[0].storedBytes <= 4_000_000 && logGroups[0].storedBytes > 3_800_000, `${logGroups[0].storedBytes}`);
});
