/** What large models are made of: many full binary trees, a few of which differ. */
export interface LargeTrees {
  readonly trees: number;
  readonly depth: number;
  readonly features: number;
  /** Different trees; they come again and again. */
  readonly shapes: number;
  readonly draw: () => number;
}

export const splitsOf = (depth: number): number => 2 ** depth - 1;
