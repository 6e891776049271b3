/** Pages that repeat what the code says, held to it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { compatibilityPage } from "../../scripts/compatibility.ts";
import { type Lock, missingPackages } from "../../scripts/complete-lock.ts";
import { optionsPage } from "../../scripts/options.ts";
import { version } from "../../src/version.ts";
import { root, trackedFiles } from "./tracked-files.ts";

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json")) as { version: string; license: string } & Record<
  string,
  Record<string, string> | undefined
>;

test("docs/compatibility.md is what `npm run docs` writes", () => {
  assert.equal(read("docs/compatibility.md"), compatibilityPage());
});

test("docs/options.md is what `npm run docs` writes", () => {
  assert.equal(read("docs/options.md"), optionsPage());
});

test("the version of the build is the package's, and the changelog has it", () => {
  assert.equal(version, manifest.version);
  assert.match(read("CHANGELOG.md"), new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\]`, "m"));
});

test("every dependency has its line in docs/dependencies.md, and nothing else has", () => {
  const kinds = ["dependencies", "optionalDependencies", "devDependencies"];
  const wanted = kinds.flatMap((kind) => Object.keys(manifest[kind] ?? {})).sort();
  const described = [...read("docs/dependencies.md").matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!).sort();
  assert.deepEqual(described, wanted);
});

test("the lock names the packages of every platform, so that a fresh clone installs (npm run lock)", () => {
  const lock = JSON.parse(read("package-lock.json")) as Lock;
  assert.deepEqual(
    missingPackages(lock).map(({ name }) => name),
    [],
  );
});

test("each decision in docs/adr has a number of its own, and the index lists it", () => {
  const pages = readdirSync(join(root, "docs/adr")).filter((name) => /^\d{4}-.+\.md$/.test(name));
  assert.equal(new Set(pages.map((name) => name.slice(0, 4))).size, pages.length);
  const index = read("ARCHITECTURE.md");
  assert.deepEqual(
    pages.filter((name) => !index.includes(`docs/adr/${name}`)),
    [],
  );
});

test("links between pages lead somewhere", () => {
  const broken = trackedFiles((path) => path.endsWith(".md")).flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1]!)
      .filter((target) => !existsSync(join(root, dirname(path), target)))
      .map((target) => `${path} → ${target}`),
  );
  assert.deepEqual(broken, []);
});
