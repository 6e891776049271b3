/** Habits of the files themselves: short, and nothing in them of the machine they were written on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { trackedFiles } from "./tracked-files.ts";

/** At this length there is a second idea in the file that wants a name. Files that may be longer, and why. */
const mostLines = 300;
const longer: Readonly<Record<string, string>> = {
  "test/objects/s3-objects.test.ts": "one operation after another on one server",
  "src/api/server.test.ts": "one walk through the server after another, all on the same set-up",
};

test(`files have at most ${mostLines} lines, or a reason`, () => {
  const long = trackedFiles((path) => /\.(ts|py|sh)$/.test(path) && !path.endsWith(".gen.ts") && !path.startsWith("fixtures/"))
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ path, lines }) => lines > mostLines && longer[path] === undefined)
    .map(({ path, lines }) => `${path}: ${lines} lines. Find the second idea in it, or list it with a reason.`);
  assert.deepEqual(long, []);
});

test("no file names a folder of somebody's machine, or a package registry", () => {
  const folders = /(?<![\w.}\]])\/(?:work|root|Users|home\/[a-z][\w-]*)\/[\w.-]+/;
  const registries = /(?:^|\s)(?:registry|(?:extra-)?index-url|--index-url|find-links)\s*[= ]\s*\S+/m;
  const mirrors = /https?:\/\/[\w.-]*(?:artifactory|nexus|verdaccio|mirror|proxy)[\w.-]*[/:]/i;
  const found = trackedFiles((path) => !path.startsWith("fixtures/") && !path.startsWith("test/house/")).flatMap(({ path, text }) => {
    const settings = /(?:^|\/)(?:\.npmrc|pip\.conf|requirements[\w-]*\.txt)$/.test(path);
    const hit = folders.exec(text) ?? mirrors.exec(text) ?? (settings ? registries.exec(text) : null);
    return hit ? [`${path}: ${hit[0].trim()}`] : [];
  });
  const lock = trackedFiles((path) => path === "package-lock.json").flatMap(({ text }) =>
    [...text.matchAll(/"resolved": "(https?:\/\/[^/"]+)/g)].map(([, host]) => host),
  );
  assert.deepEqual(found, []);
  assert.deepEqual([...new Set(lock)], [], "the lock leaves the registry to whoever installs");
});
