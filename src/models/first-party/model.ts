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
  /** Rows of one request, where a row is much work; bounded by the size of the answer otherwise. */
  readonly mostRows?: number;
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
