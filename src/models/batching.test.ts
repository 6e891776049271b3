import assert from "node:assert/strict";
import { test } from "node:test";
import { Batches, type BatchSettings, batchSettings } from "./batching.ts";
import { type InvocationRequest, ModelLoadError, type ModelServer, type ReadRequest } from "./contract.ts";

const settings: { when: string; environment: Record<string, string>; want: BatchSettings | undefined }[] = [
  { when: "nothing is set", environment: {}, want: undefined },
  { when: "both are empty", environment: { HOSTLER_BATCH_MAX_REQUESTS: "", HOSTLER_BATCH_WINDOW_MS: "" }, want: undefined },
  { when: "only the number is set", environment: { HOSTLER_BATCH_MAX_REQUESTS: "8" }, want: { requests: 8, windowMs: 0 } },
  { when: "only the window is set", environment: { HOSTLER_BATCH_WINDOW_MS: "5" }, want: { requests: 32, windowMs: 5 } },
  {
    when: "both are set",
    environment: { HOSTLER_BATCH_MAX_REQUESTS: "256", HOSTLER_BATCH_WINDOW_MS: "0" },
    want: { requests: 256, windowMs: 0 },
  },
];
for (const { when, environment, want } of settings) {
  test(`batching is as the environment says when ${when}`, () => assert.deepEqual(batchSettings(environment), want));
}

for (const [name, value] of [
  ["HOSTLER_BATCH_MAX_REQUESTS", "1"],
  ["HOSTLER_BATCH_MAX_REQUESTS", "257"],
  ["HOSTLER_BATCH_MAX_REQUESTS", "many"],
  ["HOSTLER_BATCH_WINDOW_MS", "1.5"],
  ["HOSTLER_BATCH_WINDOW_MS", "-1"],
  ["HOSTLER_BATCH_WINDOW_MS", "1001"],
  ["HOSTLER_BATCH_WINDOW_MS", "0x10"],
] as const) {
  test(`${name} = ${value} is refused with a sentence`, () => {
    assert.throws(
      () => batchSettings({ [name]: value }),
      (error) => error instanceof ModelLoadError && error.message.startsWith(`${name} is "${value}"; it must be a whole number from`),
    );
  });
}

const ask = (text: string): InvocationRequest => ({
  contentType: undefined,
  accept: undefined,
  customAttributes: undefined,
  body: Buffer.from(text),
});
const okay = (text: string) => ({ status: 200, body: text });

interface Ways {
  /** What an evaluation gives for all it is asked; may throw. */
  readonly evaluate?: (all: readonly string[]) => string[];
  readonly read?: (text: string) => ReadRequest<string, string> | undefined;
}

/** A model that shouts back; "bad" is answered 400 and "boom" throws, alone as together. */
function shouting({ evaluate, read }: Ways = {}) {
  const lines: string[] = [];
  const asked: (string | readonly string[])[] = [];
  const shout = (text: string): string => {
    if (text === "boom") throw new Error("boom");
    return text.toUpperCase();
  };
  const model: ModelServer = {
    together: {
      read: ({ body }) => {
        const text = String(body);
        if (text === "bad") throw new Error("bad");
        return read ? read(text) : { rows: text, print: okay as (values: unknown) => ReturnType<typeof okay> };
      },
      evaluate: (all) => {
        asked.push(all as string[]);
        return evaluate ? evaluate(all as string[]) : (all as string[]).map(shout);
      },
    },
    invoke: ({ body }) => {
      asked.push(String(body));
      return String(body) === "bad" ? { status: 400, body: "bad" } : okay(shout(String(body)));
    },
  };
  const batches = new Batches(model, (line) => lines.push(line));
  const answer = async (...texts: string[]) => (await batches.answer(texts.map(ask))).map((each) => each && `${each.status} ${each.body}`);
  /** As long as the first evaluations are compared with those alone. */
  const trusted = async (): Promise<void> => {
    for (let nth = 0; nth < 16; nth++) await answer("a", "b");
    asked.length = 0;
  };
  return { batches, answer, trusted, asked, lines };
}

test("several requests are one evaluation, and each gets its own answer", async () => {
  const { answer, trusted, asked } = shouting();
  await trusted();
  assert.deepEqual(await answer("x", "y", "z"), ["200 X", "200 Y", "200 Z"]);
  assert.deepEqual(asked, [["x", "y", "z"]]);
});

test("a request that cannot be read is left to itself, and the others go together", async () => {
  const { answer, trusted, asked, batches } = shouting();
  await trusted();
  assert.deepEqual(await answer("x", "bad", "z"), ["200 X", undefined, "200 Z"]);
  assert.deepEqual(asked, [["x", "z"]]);
  assert.equal(batches.off, false);
});

test("an answer that cannot be printed is left to its request", async () => {
  const print = (text: string) => {
    if (text === "Y") throw new Error("No such type.");
    return okay(text);
  };
  const { answer, trusted } = shouting({ read: (rows) => ({ rows, print }) });
  await trusted();
  assert.deepEqual(await answer("x", "y", "z"), ["200 X", undefined, "200 Z"]);
});

test("one that is left over is not evaluated as several", async () => {
  const { answer, asked } = shouting();
  assert.deepEqual(await answer("bad", "x"), []);
  assert.deepEqual(asked, []);
});

test("when an evaluation fails, the error stays with its own request", async () => {
  const { answer, trusted, asked, batches, lines } = shouting();
  await trusted();
  const [x, boom, z] = await answer("x", "boom", "z");
  assert.deepEqual([x, z], ["200 X", "200 Z"]);
  assert.match(boom!, /^500 /);
  assert.deepEqual(asked, [["x", "boom", "z"], "x", "boom", "z"]);
  assert.equal(batches.off, false, "the others were right to go together");
  assert.match(lines.join(), /an invocation failed: Error: boom/);
});

test("a model that fails with several though each succeeds is batched no more", async () => {
  const evaluate = (): string[] => {
    throw new Error("one row at a time");
  };
  const { answer, batches, lines } = shouting({ evaluate });
  assert.deepEqual(await answer("x", "y"), ["200 X", "200 Y"]);
  assert.equal(batches.off, true);
  assert.match(lines.join(), /one row at a time.*batching is off/);
});

test("a model whose rows look at one another is found out, and nobody gets such an answer", async () => {
  const evaluate = (all: readonly string[]): string[] => all.map((text) => `${text.toUpperCase()}${all.length}`);
  const { answer, batches, lines } = shouting({ evaluate });
  assert.deepEqual(await answer("x", "y"), ["200 X", "200 Y"]);
  assert.equal(batches.off, true);
  assert.match(lines.join(), /answered differently together: batching is off/);
});

test("a model that takes one request at a time is refused", () => {
  assert.throws(() => new Batches({ invoke: () => okay("") }, () => undefined), ModelLoadError);
});
