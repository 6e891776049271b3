/**
 * The store as one life of the control plane sees it: every call takes time both ways, may be lost on its way there or back, and is never
 * answered once that life is over, although it may still take effect.
 */
import type { AlarmQuery, AlarmRow, Alarms, Documents, Store } from "../src/store/store.ts";
import type { Chance } from "./chance.ts";
import type { Gate } from "./gate.ts";
import type { MemoryAlarms } from "./memory-alarms.ts";
import type { Author, MemoryDocuments } from "./memory-documents.ts";
import type { MemoryReceipts } from "./memory-receipts.ts";
import type { Timeline } from "./timeline.ts";

/** The database could not be reached, or its answer has not come. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
}

export interface RemoteStoreOptions {
  readonly alarms: MemoryAlarms;
  readonly receipts: MemoryReceipts;
  readonly documents: MemoryDocuments;
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly author: Author;
  /** How likely a call is lost. */
  readonly trouble: () => number;
  readonly isOver: () => boolean;
  readonly gate: Gate;
}

type RemoteStore = Pick<Store, "alarms" | "documents" | "events" | "tags" | "images" | "receipts" | "terms">;

export function remoteStore(options: RemoteStoreOptions): RemoteStore {
  const { documents, author, receipts } = options;
  const call = <T>(work: () => T): Promise<T> => remoteCall(options, work);
  const port: Documents = {
    find: <T>(...args: Parameters<Documents["find"]>) => call(() => documents.find<T>(...args)),
    insert: (row) => call(() => documents.insert(author, row)),
    replace: (row) => call(() => documents.replace(author, row)),
    remove: (kind, region, name, version) => call(() => documents.remove(author, kind, region, name, version)),
    list: () => Promise.reject(new Error("Nothing in the simulated world lists documents.")),
    all: (kind) => call(() => documents.all(kind)),
  };
  return {
    documents: port,
    alarms: alarmsOf(options),
    receipts: {
      put: (receipt) => call(() => receipts.put(receipt)),
      open: <T>() => call(() => receipts.open() as T[]),
      of: () => Promise.reject(new Error("Nothing in the simulated world reads receipts.")),
      find: () => Promise.reject(new Error("Nothing in the simulated world reads receipts.")),
    },
    terms: { begin: () => call(() => receipts.begin()), current: () => call(() => receipts.term) },
    events: { add: () => call(() => undefined), of: () => call(() => []) },
    tags: {
      of: () => call(() => []),
      put: () => call(() => undefined),
      remove: () => call(() => undefined),
      removeAll: () => call(() => undefined),
    },
    images: {
      list: () => call(() => images.map((name) => ({ name, command: "serve", createdMs: 0 }))),
      put: () => call(() => undefined),
      remove: () => call(() => false),
    },
  };
}

function alarmsOf(options: RemoteStoreOptions): Alarms {
  const { alarms } = options;
  const call = <T>(work: () => T): Promise<T> => remoteCall(options, work);
  const rows = <T>(found: readonly unknown[]): AlarmRow<T>[] => found as AlarmRow<T>[];
  return {
    find: <T>(_: string, names: readonly string[]) =>
      names.length === 0 ? Promise.resolve([]) : call(() => rows<T>(names.flatMap((name) => alarms.find(name) ?? []))),
    list: <T>({ metric, state }: AlarmQuery) => {
      const fits = (row: AlarmRow<unknown>): boolean =>
        (state === undefined || row.state === state) &&
        (metric === undefined || (row.metric === metric.name && row.namespace === metric.namespace));
      return call(() => rows<T>(alarms.all().filter(fits)));
    },
    all: <T>() => call(() => rows<T>(alarms.all())),
    count: () => call(() => alarms.all().length),
    put: (row, events) => call(() => alarms.put(row, events)),
    remove: (_, name) => call(() => alarms.remove(name)),
    history: () => Promise.reject(new Error("Nothing in the simulated world reads the history of alarms.")),
  };
}

/** Images of the simulated world: one that works, one that is refused, one that never answers `/ping`, and one that answers nothing but errors. */
export const images = ["works", "refused", "never-healthy", "faulty"] as const;

async function remoteCall<T>({ timeline, chance, trouble, isOver, gate }: RemoteStoreOptions, work: () => T): Promise<T> {
  const fate = chance.rng.draw() / trouble();
  const slow = trouble() > 0 && chance.happens(0.02);
  await timeline.sleep(chance.delay(0, slow ? 3_000 : 8));
  if (fate < 0.5) {
    await gate.pass();
    throw new StoreFault("the call has not arrived");
  }
  if (isOver() && chance.happens(0.5)) return never();
  const result = work();
  await timeline.sleep(chance.delay(0, slow ? 3_000 : 8));
  await gate.pass();
  if (isOver()) return never();
  if (fate < 1) throw new StoreFault("the answer has not arrived");
  return result;
}

/** The one who asked is no more. */
const never = (): Promise<never> => new Promise(() => undefined);
