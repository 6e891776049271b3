/** How a large JSON or UBJSON document is read without ever being in memory as a whole. */
import type { UbjsonValue } from "./ubjson.ts";

export interface DocumentReading {
  /** Lists under these names are passed over: the document has nothing there. */
  readonly skipped: ReadonlySet<string>;
  /** Lists under this name are handed out item by item: the document has an empty list there. */
  readonly handedOut: string;
  take(item: UbjsonValue): void;
}
