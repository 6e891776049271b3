/** The status as people read it. */
import type { StatusDocument, StatusEndpoint, StatusOfInstance } from "./status-document.ts";
import { dim, tableLines } from "./table.ts";

export function statusLines(status: StatusDocument): string[] {
  const { version, url, accountId, region, dataFolder, processes, endpoints, instances, unenforced } = status;
  const home = (place: { region: string }): string => (place.region === region ? "" : place.region);
  const lines = [`hostler ${version} at ${url}  ${dim(`account ${accountId}, ${region}, data in ${dataFolder}`)}`, ""];
  lines.push(...tableLines(["PROCESS", "PID", "RESTARTS"], processes.map(processRow)), "");
  if (endpoints.length === 0 && instances.length === 0)
    return [...lines, "No endpoints. Make one: hostler deploy MODEL.tar.gz --name NAME"];
  lines.push(
    ...tableLines(
      ["ENDPOINT", "REGION", "STATUS", "VARIANT", "SHARE", "IN SERVICE"],
      endpoints.flatMap((endpoint) => endpointRows(endpoint, home(endpoint))),
    ),
    "",
  );
  const sorted = instances.toSorted((a, b) => compare(a.endpoint, b.endpoint) || compare(a.variant, b.variant) || compare(a.zone, b.zone));
  const head = ["INSTANCE", "ENDPOINT", "REGION", "VARIANT", "ZONE", "PID", "STATE", "HEALTHY", "MODEL", "NOTE"];
  if (sorted.length > 0)
    lines.push(
      ...tableLines(
        head,
        sorted.map((instance) => instanceRow(instance, home(instance))),
      ),
      "",
    );
  for (const { name, failureReason } of endpoints) if (failureReason) lines.push(`${name}: ${failureReason}`);
  if (processes.some(({ role, pid }) => role === "up" && pid === undefined)) {
    lines.push("Nothing supervises these processes: 'hostler up' takes them over, 'hostler down' ends them.");
  }
  if (unenforced) lines.push(`Not enforced on this host: ${unenforced}`);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

function processRow({ role, pid, restarts }: StatusDocument["processes"][number]): string[] {
  return [role, pid === undefined ? "ended" : String(pid), restarts ? String(restarts) : ""];
}

function endpointRows({ name, status, variants }: StatusEndpoint, region: string): string[][] {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  const rows = variants.map((variant) => {
    const share = total > 0 ? `${Number(((100 * variant.weight) / total).toPrecision(3))} %` : "";
    return [variant.name, share, `${variant.inService} of ${variant.desired}`];
  });
  const [first = [], ...more] = rows;
  return [[name, region, status, ...first], ...more.map((row) => ["", "", "", ...row])];
}

function instanceRow(instance: StatusOfInstance, region: string): string[] {
  const { id, endpoint, variant, zone, pid, state, phase, healthy, modelDigest } = instance;
  const shown = phase === "draining" || phase === "orphan" ? `${state}, ${phase}` : state;
  const model = modelDigest?.slice(0, 12) ?? "";
  return [
    id,
    endpoint,
    region,
    variant,
    zone,
    pid === undefined ? "" : String(pid),
    shown,
    healthy ? "yes" : "no",
    model,
    noteOn(instance),
  ];
}

function noteOn({ sourceChanged, exits, healthy, trouble }: StatusOfInstance): string {
  const notes = [
    sourceChanged ? "source changed since" : "",
    exits > 0 ? `started again ${exits === 1 ? "once" : `${exits} times`}` : "",
    !healthy && trouble ? trouble : "",
  ];
  return notes.filter((note) => note !== "").join("; ");
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
