/** Receipts and terms in memory. A receipt that a later term refuses is not kept, as in the real store. */
import type { Receipt } from "../src/core/receipt.ts";

export class MemoryReceipts {
  readonly #rows = new Map<string, { readonly open: boolean; readonly receipt: Receipt }>();
  /** The last term. */
  term = 0;

  begin(): number {
    return ++this.term;
  }

  put({
    endpointArn,
    id,
    open,
    term,
    document,
  }: {
    endpointArn: string;
    id: string;
    open: boolean;
    term: number;
    document: unknown;
  }): boolean {
    if (term < this.term) return false;
    this.#rows.set(`${endpointArn}/${id}`, { open, receipt: structuredClone(document) as Receipt });
    return true;
  }

  open(): Receipt[] {
    return [...this.#rows.values()].filter(({ open }) => open).map(({ receipt }) => structuredClone(receipt));
  }

  /** Closed for good, whatever the clock says later. */
  isClosed({ arn, id }: Receipt): boolean {
    return this.#rows.get(`${arn}/${id}`)?.open === false;
  }

  /** Every receipt, for those who only look. */
  all(): readonly Receipt[] {
    return [...this.#rows.values()].map(({ receipt }) => receipt);
  }
}
