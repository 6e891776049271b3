/**
 * A request and its answer for each of SageMaker's own algorithms: the forms that the developer guide shows and live endpoints were seen to answer, with the digits
 * that Python prints.
 */
import { csv, json, lines, recordIo, testPairs } from "../harness/golden-pair.ts";
import { arrayList, denseArray, flatIndex, kmeansFile, linearLearnerFile, ndarrayFile, zipOf } from "./first-party-archives.ts";

const learner = (type: string, head: string, weights: readonly (readonly number[])[], threshold?: number) => ({
  "model_algo-1": linearLearnerFile({ type, head, weights, bias: weights[0]!.map(() => 0), ...(threshold !== undefined && { threshold }) }),
});
const module = (meta: object, arrays: Parameters<typeof ndarrayFile>[0]) => ({
  "model_algo-1": zipOf({ "meta.json": JSON.stringify(meta), "symbol.json": '{"nodes": [], "heads": []}', params: ndarrayFile(arrays) }),
});
const clusters = {
  "model_algo-1": kmeansFile([
    [9, 9],
    [8, 9],
    [9, 8],
    [7, 7],
    [0.3278287351131439, 0],
  ]),
};
const neighbours = {
  "model_algo-1": flatIndex([
    [0, 0],
    [0, 2],
    [3, 0],
  ]),
  "model_algo-1.labels": Buffer.from(Float32Array.of(2, 2, 1).buffer),
  "model_algo-1.json": '{"k": 2, "predictor_type": "classifier", "dimension_reduction": None, "normalize": False, "version": "1.0"}',
};
const experiment = { environment: { HOSTLER_EXPERIMENTAL: "true" } };

testPairs([
  {
    what: "Linear Learner, binary",
    runtime: "first-party",
    files: learner("binary_classifier", "LogisticRegressionOutput", [[Math.log(0.31 / 0.69)]]),
    body: "1",
    want: '{"predictions": [{"score": 0.3100000023841858, "predicted_label": 0.0}]}',
  },
  {
    what: "Linear Learner, binary with a threshold of its own",
    runtime: "first-party",
    files: learner("binary_classifier", "LogisticRegressionOutput", [[0]], 0.3609),
    body: "1",
    accept: lines,
    want: '{"score": 0.5, "predicted_label": 1.0}\n',
  },
  {
    what: "Linear Learner, several classes",
    runtime: "first-party",
    files: learner("multiclass_classifier", "SoftmaxOutput", [[0.25, 0.5, 0.25].map(Math.log)]),
    type: json,
    body: '{"instances": [{"features": [1]}]}',
    want: '{"predictions": [{"score": [0.25, 0.5, 0.25], "predicted_label": 1.0}]}',
  },
  {
    what: "Linear Learner, regression",
    runtime: "first-party",
    files: learner("regressor", "LinearRegressionOutput", [[166.59375]]),
    type: json,
    body: '{"instances": [{"data": {"features": {"values": [1]}}}]}',
    want: '{"predictions": [{"score": 166.59375}]}',
  },
  {
    what: "Linear Learner, regression in records",
    runtime: "first-party",
    files: learner("regressor", "LinearRegressionOutput", [[0.5]]),
    body: "1",
    accept: recordIo,
    want: Buffer.from("0a23d7ce1300000012110a0573636f7265120812060a040000003f00", "hex"),
  },
  {
    what: "K-Means, JSON",
    runtime: "first-party",
    files: clusters,
    body: "0,0",
    want: '{"predictions": [{"closest_cluster": 4.0, "distance_to_cluster": 0.3278287351131439}]}',
  },
  {
    what: "K-Means, JSON lines",
    runtime: "first-party",
    files: clusters,
    type: lines,
    body: '{"features": [0, 0]}',
    accept: lines,
    want: '{"closest_cluster": 4.0, "distance_to_cluster": 0.3278287351131439}\n',
  },
  { what: "K-Means, CSV", runtime: "first-party", files: clusters, body: "0,0", accept: csv, want: "4.0,0.3278287351131439\n" },
  {
    what: "PCA",
    runtime: "first-party",
    files: {
      "model_algo-1": ndarrayFile({
        s: [[1, 2]],
        v: [
          [0.5, 0],
          [0, 0.5],
        ],
        mean: [[2.5, -3]],
      }),
    },
    body: "1,2",
    want: '{"projections": [{"projection": [-0.75, 2.5]}]}',
  },
  {
    what: "Factorization Machines",
    runtime: "first-party",
    files: module(
      { training_parameters: { feature_dim: "100", predictor_type: "regressor" } },
      {
        "arg:w0_weight": [[-201273868288]],
        "arg:w1_weight": Array.from({ length: 100 }, () => [0]),
        "arg:v": Array.from({ length: 100 }, () => [0, 0]),
      },
    ),
    type: json,
    body: '{"instances": [{"data": {"features": {"keys": [3, 17], "shape": [100], "values": [1, 4]}}}]}',
    want: '{"predictions": [{"score": -201273868288.0}]}',
  },
  {
    what: "k-NN",
    runtime: "first-party",
    image: "knn",
    files: neighbours,
    body: "0,0",
    want: '{"predictions": [{"predicted_label": 2.0}]}',
  },
  {
    what: "k-NN, verbose",
    runtime: "first-party",
    image: "knn",
    files: neighbours,
    body: "0,0",
    accept: "application/json; verbose=true",
    want: '{"predictions": [{"predicted_label": 2.0, "distances": [0.0, 4.0], "labels": [2.0, 2.0]}]}',
  },
  {
    what: "NTM",
    runtime: "first-party",
    ...experiment,
    files: module(
      {},
      {
        "arg:mean_weight": [
          [1, 0],
          [-1, 0],
          [0, 1],
        ],
        "arg:mean_bias": [[0, 0, 0]],
      },
    ),
    body: "3,2",
    want: '{"predictions": [{"topic_weights": [0.6000000238418579, 0.0, 0.4000000059604645]}]}',
  },
  {
    what: "LDA",
    runtime: "first-party",
    ...experiment,
    files: { "model_algo-1": arrayList([denseArray([2], [1, 1]), denseArray([2, 2], [0.5, 0.5, 0.5, 0.5])]) },
    body: "3,2",
    want: '{"predictions": [{"topic_mixture": [0.5, 0.5]}]}',
  },
]);
