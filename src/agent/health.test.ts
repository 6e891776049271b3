import assert from "node:assert/strict";
import { test } from "node:test";
import { afterPing, isHung, unknownHealth } from "./health.ts";

const after = (pings: string) => [...pings].reduce((health, ping) => afterPing(health, ping === "+"), unknownHealth);

const cases = [
  { pings: "", healthy: false, hung: false },
  { pings: "+", healthy: true, hung: false },
  { pings: "+-", healthy: true, hung: false },
  { pings: "+--", healthy: false, hung: false },
  { pings: "+-+-+-", healthy: true, hung: false },
  { pings: "+--+", healthy: true, hung: false },
  { pings: "+----", healthy: false, hung: false },
  { pings: "+-----", healthy: false, hung: true },
  { pings: "-----+", healthy: true, hung: false },
];
for (const { pings, healthy, hung } of cases) {
  test(`after pings "${pings}" it is ${healthy ? "healthy" : "out of rotation"}${hung ? " and hung" : ""}`, () => {
    assert.equal(after(pings).healthy, healthy);
    assert.equal(isHung(after(pings)), hung);
  });
}
