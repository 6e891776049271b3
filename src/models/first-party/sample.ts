/** A request that a model with so many features answers: for `hostler inspect`. */

/** Wider rows are shown sparse. */
const mostColumns = 20;

export function sampleRequest(contentTypes: readonly string[], features: number): { contentType: string; body: string } {
  const values = Array.from({ length: Math.min(features, mostColumns) }, (_, column) => (column + 1) / 10);
  if (features <= mostColumns && contentTypes.includes("text/csv")) return { contentType: "text/csv", body: values.join(",") };
  const dense = { features: values };
  const sparse = { data: { features: { keys: [0, features - 1], shape: [features], values: [1, 1] } } };
  return { contentType: "application/json", body: JSON.stringify({ instances: [features <= mostColumns ? dense : sparse] }) };
}
