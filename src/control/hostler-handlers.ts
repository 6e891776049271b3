/** Hostler's own operations, wired to what they need. */
import type { Handlers } from "../api/handlers.ts";
import type { Backend } from "../backends/backend.ts";
import type { Clock } from "../lib/clock.ts";
import type { Rng } from "../lib/rng.ts";
import type { ObjectStore } from "../objects/object-store.ts";
import type { Store } from "../store/store.ts";
import type { InstanceLogs } from "./instance-logs.ts";
import { getEndpointLogs } from "./operations/hostler/getEndpointLogs.ts";
import { getRollout } from "./operations/hostler/getRollout.ts";
import { getStatus } from "./operations/hostler/getStatus.ts";
import { deleteImage, listImages, putImage } from "./operations/hostler/images.ts";
import { inflictFault } from "./operations/hostler/inflictFault.ts";
import { listRollouts } from "./operations/hostler/listRollouts.ts";

export interface HostlerPorts {
  readonly store: Store;
  readonly objects: ObjectStore;
  readonly backend: Pick<Backend, "view">;
  readonly rng: Rng;
  readonly clock: Clock;
  readonly accountId: string;
  readonly logs: string;
  readonly instanceLogs: Pick<InstanceLogs, "regionOf">;
  /** Lets the reconciler look at an endpoint soon. */
  wake(region: string, name: string): void;
}

export function hostlerHandlers(ports: HostlerPorts): Handlers {
  return {
    "hostler.GetStatus": () => getStatus(ports),
    "hostler.PutImage": ({ input }) => putImage(ports, input),
    "hostler.ListImages": () => listImages(ports),
    "hostler.DeleteImage": ({ input }) => deleteImage(ports, input),
    "hostler.InflictFault": ({ input, principal }) => inflictFault(ports, input, principal),
    "hostler.GetEndpointLogs": ({ input, principal }) => getEndpointLogs(ports, input, principal),
    "hostler.ListRollouts": ({ input, principal }) => listRollouts(ports, input, principal),
    "hostler.GetRollout": ({ input, principal }) => getRollout(ports, input, principal),
  };
}
