/** `hostler drill`: breaks a zone or an instance under a live endpoint, on purpose, under load, and reports what its callers saw. */
import { Option as Flag } from "commander";
import { systemClock as clock } from "../lib/clock.ts";
import { type DrillReport, runDrill } from "./drill-run.ts";
import { readBody } from "./request-body.ts";
import { connect } from "./server.ts";
import { UserError } from "./user-error.ts";
import { countOf, type Flags, optionFlag, outputFlag, textOf, type Verb } from "./verb.ts";

const kinds = ["zone-outage", "instance-kill", "instance-hang"] as const;

export const drill: Verb = {
  usage: "drill <what>",
  about: `break something under a live endpoint and report what its callers saw: ${kinds.join(", ")}`,
  flags: [
    new Flag("--endpoint <name>", "the endpoint").makeOptionMandatory(),
    new Flag("--for <duration>", "how long the load runs; the fault lasts for the middle half of it").default("60s"),
    new Flag("--zone <name>", "the zone to take away; the fullest one without it"),
    new Flag("--connections <number>", "requests at the same time").default("4"),
    new Flag("--body <text>", "the request to send again and again").conflicts("file"),
    new Flag("--file <path>", "a file with it"),
    new Flag("--content-type <type>", "its type").default("text/csv"),
    outputFlag(),
    optionFlag("data"),
    optionFlag("region"),
  ],
  example: "hostler drill zone-outage --endpoint fraud --for 60s --body '0.4,17,1'",
  async run(flags, surroundings, what = "") {
    const kind = kinds.find((known) => known === what);
    if (!kind) throw new UserError(`There is no drill "${what}". There are ${kinds.join(", ")}.`);
    const client = connect(flags, surroundings);
    const body = await readBody(flags);
    const report = await runDrill(client, clock, {
      kind,
      endpoint: textOf(flags, "endpoint") ?? "",
      forMs: durationMs(flags),
      zone: textOf(flags, "zone"),
      connections: countOf(flags, "connections", 1, 64) ?? 4,
      request: { body, contentType: textOf(flags, "contentType") ?? "text/csv" },
    });
    console.log(flags.output === "json" ? JSON.stringify(report, null, 2) : textOfReport(report));
  },
};

function durationMs(flags: Flags): number {
  const text = textOf(flags, "for") ?? "60s";
  const [, number, unit] = /^(\d{1,4})(s|m)$/.exec(text) ?? [];
  const seconds = Number(number) * (unit === "m" ? 60 : 1);
  if (!(seconds >= 4 && seconds <= 3600)) throw new UserError(`--for must be from 4s to 60m, such as 60s or 5m, not "${text}".`);
  return seconds * 1000;
}

function textOfReport(report: DrillReport): string {
  const { answered, failed, failures, detectedMs, recoveredMs, before, after, seconds } = report;
  const total = answered + failed;
  const share = total > 0 ? ((answered / total) * 100).toFixed(3) : "0";
  const took = (ms: number | undefined): string => (ms === undefined ? "not within the drill" : `${(ms / 1000).toFixed(1)} s`);
  const places = (zones: Readonly<Record<string, number>>): string =>
    Object.entries(zones)
      .map(([zone, count]) => `${zone} ${count}`)
      .join(", ") || "none";
  return [
    `${report.kind} of ${report.instance ?? report.zone} under ${report.endpoint}, for ${seconds} s`,
    "",
    `requests answered     ${answered} of ${total} (${share} %)`,
    `requests failed       ${failed}`,
    ...Object.entries(failures).map(([message, count]) => `                      ${count} × ${message}`),
    `time to detect        ${took(detectedMs)}`,
    `time to recover       ${took(recoveredMs)}`,
    `latency p50 / p99     ${report.p50Ms} / ${report.p99Ms} ms`,
    `instances before      ${places(before)}`,
    `instances after       ${places(after)}`,
    "",
    `To read it again: hostler rollout show ${report.endpoint} --id ${report.rolloutId}`,
  ].join("\n");
}
