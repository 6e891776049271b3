/** The built-in algorithms that are served from their own artifacts; each is named like the repository of its image. */

export interface Algorithm {
  readonly title: string;
  /** The key around the predictions in JSON. */
  readonly topKey: "predictions" | "projections";
  /** CSV as input, and as answer. */
  readonly takesCsv: boolean;
  readonly givesCsv: boolean;
  /** Why its answers are not promised to be the container's. */
  readonly experimental?: string;
  /** Set when the answers are an approximation that the user must ask for, by HOSTLER_EXPERIMENTAL=true. */
  readonly mustBeAsked?: true;
}

export const algorithms = {
  "linear-learner": { title: "Linear Learner", topKey: "predictions", takesCsv: true, givesCsv: false },
  kmeans: { title: "K-Means", topKey: "predictions", takesCsv: true, givesCsv: true },
  pca: { title: "PCA", topKey: "projections", takesCsv: true, givesCsv: false },
  "factorization-machines": { title: "Factorization Machines", topKey: "predictions", takesCsv: false, givesCsv: false },
  knn: {
    title: "k-NN",
    topKey: "predictions",
    takesCsv: true,
    givesCsv: false,
    experimental:
      "which label wins a tie, and whether distances are squared, is not documented: here the smallest label wins, and distances are squared.",
  },
  ntm: {
    title: "NTM",
    topKey: "predictions",
    takesCsv: true,
    givesCsv: false,
    experimental:
      "the artifact holds the graph of training; how the container turns its output into topic_weights is not documented, and is inferred here.",
    mustBeAsked: true,
  },
  lda: {
    title: "LDA",
    topKey: "predictions",
    takesCsv: true,
    givesCsv: false,
    experimental: "how the container infers a mixture is not public; variational inference is used here, which agrees approximately only.",
    mustBeAsked: true,
  },
} as const satisfies Record<string, Algorithm>;

export type AlgorithmName = keyof typeof algorithms;

/** The algorithm that an image is for, by the last part of its name; undefined for images that say nothing, such as hostler/auto. */
export function algorithmOfImage(image: string): AlgorithmName | undefined {
  const name = image.split("@")[0]!.split("/").at(-1)!.split(":")[0]!;
  return Object.hasOwn(algorithms, name) ? (name as AlgorithmName) : undefined;
}
