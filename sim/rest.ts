/** What must hold once faults have stopped and everything has come to rest. */
import type { Endpoint } from "../src/core/endpoint.ts";
import { isSpread } from "../src/core/placement.ts";
import { routeOf } from "../src/core/routes.ts";
import type { Agent } from "./agent.ts";
import { errorsAlarm } from "./alarm-workload.ts";
import type { MemoryAlarms } from "./memory-alarms.ts";
import type { SimInstance } from "./sim-instance.ts";
import type { SimRouter } from "./sim-router.ts";

interface RestPorts {
  readonly agent: Agent;
  readonly routers: readonly SimRouter[];
  readonly endpoints: () => readonly Endpoint[];
  /** The last one that has begun. */
  readonly term: () => number;
}

/** What keeps the world from being at rest; empty when nothing does. */
export function unrest({ agent, routers, endpoints, term }: RestPorts): string[] {
  const all = endpoints();
  const owned = new Set(all.flatMap(({ instances }) => instances.map(({ id }) => id)));
  const orphans = [...agent.instances.keys()].filter((id) => !owned.has(id)).map((id) => `Instance ${id} has no owner.`);
  return [
    ...orphans,
    ...routers.filter((router) => router.term !== term()).map(({ name }) => `${name} works by a table of an earlier term.`),
    ...all.flatMap((endpoint) => unsettled(endpoint, agent)),
    ...all.flatMap((endpoint) => unpublished(endpoint, agent, routers)),
  ];
}

function unsettled(endpoint: Endpoint, agent: Agent): string[] {
  const { name, status, change, fleets, desired, instances } = endpoint;
  if (change || (status !== "InService" && status !== "Failed")) return [`Endpoint ${name} is ${status} with ${JSON.stringify(change)}.`];
  if (endpoint.drill) return [`Endpoint ${name} is still in a drill.`];
  if (fleets.length !== 1) return [`Endpoint ${name} has ${fleets.length} fleets.`];
  const wanted = status === "Failed" ? {} : desired;
  const strange = instances.filter(({ fleetId, variant }) => fleetId !== fleets[0]?.id || !wanted[variant]);
  if (strange.length > 0)
    return [`Endpoint ${name} has ${strange.map(({ id, phase }) => `${id} (${phase})`).join(", ")} besides its fleet.`];
  return Object.entries(wanted).flatMap(([variant, { count }]) => {
    const there = instances.filter((instance) => instance.variant === variant);
    const healthy = there.filter(({ id, phase }) => phase === "serving" && answers(agent.instances.get(id)));
    const zones = there.map(({ zone }) => zone);
    if (there.length === count && healthy.length === count)
      return isSpread(agent.zones, zones) ? [] : [`Endpoint ${name} has its instances of ${variant} in zones ${zones.join(", ")}.`];
    return [`Endpoint ${name} should have ${count} instances of ${variant}; it has ${there.length}, of which ${healthy.length} answer.`];
  });
}

const answers = (instance: SimInstance | undefined): boolean => instance?.report.healthy === true && !instance.hanging;

function unpublished(endpoint: Endpoint, agent: Agent, routers: readonly SimRouter[]): string[] {
  const seen = new Map([...agent.instances].map(([id, { report }]) => [id, report]));
  const text = JSON.stringify(routeOf(endpoint, seen));
  return routers.flatMap((router) =>
    JSON.stringify(router.route(endpoint.name)) === text ? [] : [`${router.name} works by another route of ${endpoint.name}.`],
  );
}

/** Alarms that ought to ring, since an endpoint has answered nothing but errors for a minute, and do not; or the other way round. */
export function silent(endpoints: readonly Endpoint[], alarms: MemoryAlarms): string[] {
  return endpoints.flatMap(({ name, status, fleets, desired }) => {
    const alarm = alarms.find(errorsAlarm(name));
    const isFaulty = fleets[0]?.variants[0]?.image === "faulty";
    if (!alarm || status !== "InService" || Object.keys(desired).length > 1) return [];
    return (alarm.state === "ALARM") === isFaulty ? [] : [`${alarm.name} is in ${alarm.state}, beside ${isFaulty ? "errors" : "none"}.`];
  });
}
