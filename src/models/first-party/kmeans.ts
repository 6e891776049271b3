/** K-Means: one array with a row for each centre. The answer is the nearest one and the Euclidean distance to it. */
import type { FeatureRows } from "../codecs/feature-rows.ts";
import { Malformed } from "../codecs/malformed.ts";
import type { NdArray } from "../codecs/ndarray.ts";
import type { FirstPartyModel } from "./model.ts";
import { tableShape } from "./parameters.ts";
import { type Points, pointsOf } from "./points.ts";

export function readKmeans(arrays: readonly NdArray[]): FirstPartyModel {
  const [centres, ...others] = arrays;
  if (!centres || others.length > 0) throw new Malformed(`it has ${arrays.length} arrays where K-Means has one, the centres`);
  const [clusters, features] = tableShape(centres, "the array of centres");
  const points = pointsOf(centres.values, features);
  return {
    features,
    outputs: 2,
    stepsFor: ({ rows }) => rows * clusters * features,
    predict: (rows) => nearest(points, features, rows),
    about: { outputs: "the closest cluster and the distance to it", details: { clusters } },
  };
}

/** Of equally near centres the first wins. */
function nearest(points: Points, features: number, rows: FeatureRows) {
  const closest = new Float32Array(rows.rows);
  const distances = new Float32Array(rows.rows);
  const cells = new Float32Array(features);
  for (let row = 0; row < rows.rows; row++) {
    cells.fill(0);
    rows.visitRow(row, (column, value) => {
      cells[column] = value;
    });
    const squares = points.measures(cells, "squaredDistance");
    let least = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < squares.length; cluster++) {
      if (!(squares[cluster]! < least)) continue;
      least = squares[cluster]!;
      closest[row] = cluster;
    }
    distances[row] = Math.sqrt(least);
  }
  return [
    { key: "closest_cluster", values: closest },
    { key: "distance_to_cluster", values: distances },
  ];
}
