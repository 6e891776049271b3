import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { GetEndpointLogsInput, GetEndpointLogsOutput } from "../../../api/hostler-service.ts";
import type { Principal } from "../../../api/wire.ts";
import { apiErrors } from "../../api-errors.ts";
import type { InstanceLogs } from "../../instance-logs.ts";

/** Bytes of one log that one answer carries. */
const pieceBytes = 256 * 1024;

type Offsets = Record<string, number>;

/**
 * What the instances of an endpoint have printed since the last call, or their last lines on the first. Logs outlive their instances;
 * endpoints of the same name in two regions share a folder of them.
 */
export async function getEndpointLogs(
  ctx: { logs: string; instanceLogs: Pick<InstanceLogs, "regionOf"> },
  input: GetEndpointLogsInput,
  caller: Principal,
): Promise<GetEndpointLogsOutput> {
  const dir = join(ctx.logs, "endpoints", input.EndpointName);
  if (!existsSync(dir)) throw apiErrors.invalid(`Endpoint ${input.EndpointName} has no logs here: no instance of it was ever started.`);
  const before = input.NextToken === undefined ? undefined : readToken(input.NextToken);
  const offsets: Offsets = {};
  const Events: GetEndpointLogsOutput["Events"] = [];
  for (const variant of readdirSync(dir).sort()) {
    if (input.VariantName !== undefined && variant !== input.VariantName) continue;
    for (const file of readdirSync(join(dir, variant)).sort()) {
      if (!file.endsWith(".log")) continue;
      const source = `${variant}/${file.slice(0, -4)}`;
      if ((ctx.instanceLogs.regionOf(`${input.EndpointName}/${source}`) ?? caller.region) !== caller.region) continue;
      const from = before ? (before[source] ?? 0) : undefined;
      const { text, end } = readFrom(join(dir, variant, file), from);
      const lines = text.split("\n").slice(0, -1);
      const shown = from === undefined ? lines.slice(-(input.Lines ?? 100)) : lines;
      offsets[source] = end;
      Events.push(...shown.map((Message) => ({ Source: source, Message })));
    }
  }
  return { Events, NextToken: Buffer.from(JSON.stringify(offsets)).toString("base64url") };
}

/** Whole lines from `from` on (undefined: the last piece). A file shorter than `from` was started anew. */
function readFrom(path: string, from: number | undefined): { text: string; end: number } {
  const size = statSync(path).size;
  const start = from === undefined ? Math.max(0, size - pieceBytes) : from > size ? 0 : from;
  const buffer = Buffer.alloc(Math.min(size - start, pieceBytes));
  const file = openSync(path, "r");
  try {
    readSync(file, buffer, 0, buffer.length, start);
  } finally {
    closeSync(file);
  }
  const newline = buffer.lastIndexOf(10);
  const whole = newline < 0 && buffer.length === pieceBytes ? buffer.length : newline + 1;
  return { text: buffer.toString("utf8", 0, whole), end: start + whole };
}

function readToken(token: string): Offsets {
  try {
    const offsets = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as unknown;
    if (
      typeof offsets === "object" &&
      offsets !== null &&
      Object.values(offsets).every((value) => Number.isSafeInteger(value) && value >= 0)
    ) {
      return offsets as Offsets;
    }
  } catch {
    // Not a token of ours: the caller hears so below.
  }
  throw apiErrors.invalidToken();
}
