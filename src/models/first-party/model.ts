/** What every algorithm of the family is: from rows to named numbers per row. */
import type { FeatureRows } from "../codecs/feature-rows.ts";

/** One name of a prediction, for all rows. */
export interface OutputField {
  readonly key: string;
  readonly values: Float32Array;
  /** Numbers per row; absent for one that is printed as a plain number and not as a list. */
  readonly listOf?: number;
}

export interface FirstPartyModel {
  /** Columns that a request must have. */
  readonly features: number;
  /** Numbers that an answer has per row. */
  readonly outputs: number;
  /** Additions that a request takes at most, where a small body can be much work. */
  stepsFor?(rows: FeatureRows): number;
  /** `parameters`: those of the chosen type in the Accept header, in lower case, such as `verbose=true`. */
  predict(rows: FeatureRows, parameters: readonly string[]): readonly OutputField[];
  /** For `hostler inspect`. */
  readonly about: {
    readonly objective?: string;
    readonly version?: string;
    readonly outputs: string;
    readonly details?: Readonly<Record<string, string | number>>;
  };
}
