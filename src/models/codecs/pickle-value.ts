/** What a pickle can hold when nothing in it is run. */
import type { ByteSource } from "./byte-source.ts";

/** What a `GLOBAL` names, e.g. `xgboost.core.Booster`. */
export interface PickleGlobal {
  readonly kind: "global";
  readonly name: string;
}

/** A call that was not made: `callee(...args)`, and the state that would have been set afterwards. */
export interface PickleObject {
  readonly kind: "object";
  readonly callee: PickleValue;
  readonly args: PickleValue;
  state: PickleValue;
}

export interface PickleTuple {
  readonly kind: "tuple";
  readonly items: readonly PickleValue[];
}

/** Bytes, or the UTF-8 of a text that is too long to become a string: still where they are. */
export interface PickleContent {
  readonly kind: "bytes" | "text";
  readonly content: ByteSource;
}

export type PickleDict = Map<PickleValue, PickleValue>;
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickleValue[]
  | PickleDict
  | PickleGlobal
  | PickleObject
  | PickleTuple
  | PickleContent;

/** The state of an object, when it is a dict. */
export function stateOf(value: PickleValue | undefined): PickleDict | undefined {
  return isPickleObject(value) && value.state instanceof Map ? value.state : undefined;
}

export function isPickleObject(value: PickleValue | undefined): value is PickleObject {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "object";
}

/** The class or function of an object, undefined when it is not a plain name. */
export function calleeOf({ callee }: PickleObject): string | undefined {
  return typeof callee === "object" && callee !== null && "kind" in callee && callee.kind === "global" ? callee.name : undefined;
}

/** The arguments of an object's call. */
export function argumentsOf({ args }: PickleObject): readonly PickleValue[] {
  return typeof args === "object" && args !== null && "kind" in args && args.kind === "tuple" ? args.items : [];
}

/** The content of bytes, or of a text that did not become a string. */
export function contentOf(value: PickleValue | undefined, kind: PickleContent["kind"]): ByteSource | undefined {
  return typeof value === "object" && value !== null && "content" in value && value.kind === kind ? value.content : undefined;
}
