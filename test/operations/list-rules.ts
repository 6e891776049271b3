/** What the three lists of resources have in common: sorting, filtering, paging and the tokens of pages. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Control, startMs } from "../harness/control.ts";
import { constraint, refuses } from "./fixture.ts";

/** Made in this order, a second after one another: the names are in another order, and two are made at one time. */
export const listed = ["delta", "Alpha", "charlie", "echo-1", "echo-2", "bravo"] as const;
const createdAt = [0, 1, 2, 3, 3, 4].map((second) => startMs / 1000 + second);

/** Makes one resource of each name of `listed` at its time. */
export async function makeListed(control: Control, make: (name: string) => Promise<unknown>): Promise<void> {
  for (const [at, name] of listed.entries()) {
    control.clock.advance((createdAt[at]! - createdAt[Math.max(0, at - 1)]!) * 1000);
    await make(name);
  }
}

/** `items` is the member of the output with the list, `nameOf` the member with the name. */
export function obeysListRules(
  control: () => Control,
  operation: string,
  { items, nameOf, sortKeys }: { items: string; nameOf: string; sortKeys: string },
): void {
  const names = async (input: object): Promise<string[]> =>
    (await control().call(operation, input))[items].map((item: Record<string, string>) => item[nameOf]);

  describe(`${operation}: wrong values`, () => {
    refuses(control, operation, [
      {
        when: "a page is to hold nothing",
        input: { MaxResults: 0 },
        message: constraint("'0'", "maxResults", "Member must have value greater than or equal to 1"),
      },
      {
        when: "a page is too large",
        input: { MaxResults: 101 },
        message: constraint("'101'", "maxResults", "Member must have value less than or equal to 100"),
      },
      {
        when: "the sort key does not exist",
        input: { SortBy: "name" },
        message: constraint("'name'", "sortBy", `Member must satisfy enum value set: [${sortKeys}]`),
      },
      {
        when: "the order does not exist",
        input: { SortOrder: "Up" },
        message: constraint("'Up'", "sortOrder", "Member must satisfy enum value set: [Ascending, Descending]"),
      },
      {
        when: "the part of a name has an underscore",
        input: { NameContains: "a_b" },
        message: constraint("'a_b'", "nameContains", "Member must satisfy regular expression pattern: [a-zA-Z0-9-]+"),
      },
      {
        when: "the token is too long",
        input: { NextToken: "t".repeat(8193) },
        message: /at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 8192$/,
      },
      ...["rubbish", "", Buffer.from("[1]").toString("base64url"), Buffer.from("null").toString("base64url")].map((NextToken) => ({
        when: `the token is "${NextToken}"`,
        input: { NextToken },
        message: "The pagination token is not one that this request has given.",
      })),
    ]);

    test(`${operation} is refused when the token is of another query`, async () => {
      const { NextToken } = await control().call(operation, { MaxResults: 1, NameContains: "echo" });
      for (const input of [{ NextToken }, { NextToken, NameContains: "alpha" }, { NextToken, NameContains: "echo", SortBy: "Name" }]) {
        const answer = await control().send(operation, { MaxResults: 1, ...input });
        assert.equal(answer.body.message, "The pagination token is not one that this request has given.");
      }
    });
  });

  describe(`${operation}: order, filters and pages`, () => {
    const cases: readonly { when: string; input: object; want: readonly string[] }[] = [
      {
        when: "nothing is asked for: the newest first, ties by name",
        input: {},
        want: ["bravo", "echo-1", "echo-2", "charlie", "Alpha", "delta"],
      },
      { when: "ascending: the oldest first", input: { SortOrder: "Ascending" }, want: [...listed] },
      {
        when: "by name, descending by default",
        input: { SortBy: "Name" },
        want: ["echo-2", "echo-1", "delta", "charlie", "bravo", "Alpha"],
      },
      {
        when: "by name, ascending",
        input: { SortBy: "Name", SortOrder: "Ascending" },
        want: ["Alpha", "bravo", "charlie", "delta", "echo-1", "echo-2"],
      },
      { when: "a part of the name, in any case", input: { NameContains: "LPHA" }, want: ["Alpha"] },
      { when: "a part that looks like a wildcard of databases", input: { NameContains: "a-b" }, want: [] },
      { when: "since a time, which is included", input: { CreationTimeAfter: createdAt[3] }, want: ["bravo", "echo-1", "echo-2"] },
      { when: "before a time, which is excluded", input: { CreationTimeBefore: createdAt[2] }, want: ["Alpha", "delta"] },
      {
        when: "between two times given as texts",
        input: {
          CreationTimeAfter: new Date(createdAt[1]! * 1000).toISOString(),
          CreationTimeBefore: new Date(createdAt[3]! * 1000).toISOString(),
        },
        want: ["charlie", "Alpha"],
      },
      { when: "one page of two", input: { MaxResults: 2 }, want: ["bravo", "echo-1"] },
    ];
    for (const { when, input, want } of cases) {
      test(`${when}: ${want.join(", ") || "none"}`, async () => assert.deepEqual(await names(input), want));
    }

    for (const SortBy of sortKeys.split(", ")) {
      for (const SortOrder of ["Ascending", "Descending"]) {
        test(`pages of any size, sorted by ${SortBy} ${SortOrder}, together are the list, each item once`, async () => {
          const whole = await names({ SortBy, SortOrder });
          assert.deepEqual(whole.toSorted(), listed.toSorted());
          for (let MaxResults = 1; MaxResults <= listed.length + 1; MaxResults++) {
            const seen: string[] = [];
            let NextToken: string | undefined;
            let pages = 0;
            do {
              const page = await control().call(operation, { SortBy, SortOrder, MaxResults, NextToken });
              seen.push(...page[items].map((item: Record<string, string>) => item[nameOf]));
              assert.notEqual(page.NextToken, "", "absent on the last page, never empty");
              NextToken = page.NextToken;
              pages++;
            } while (NextToken !== undefined);
            assert.deepEqual(seen, whole);
            assert.equal(pages, Math.ceil(listed.length / MaxResults), "no empty page at the end");
          }
        });
      }
    }
  });
}

/** Ten more: AWS's pages have ten unless told otherwise. Call it after the rules, for it changes the list. */
export function hasTenAPage(control: () => Control, operation: string, items: string, make: (name: string) => Promise<unknown>): void {
  test(`${operation}: a page has ten unless told otherwise`, async () => {
    for (let at = 0; at < 10; at++) await make(`more-${at}`);
    const first = await control().call(operation, {});
    assert.equal(first[items].length, 10);
    const second = await control().call(operation, { NextToken: first.NextToken });
    assert.equal(second[items].length, listed.length);
    assert.equal(second.NextToken, undefined);
  });
}
