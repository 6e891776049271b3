/** What a pickle can hold when nothing in it is run. */

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

export type PickleDict = Map<PickleValue, PickleValue>;
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Buffer
  | PickleValue[]
  | PickleDict
  | PickleGlobal
  | PickleObject
  | PickleTuple;
