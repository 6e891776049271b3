/** Where Hostler accepts more than AWS's model says: instance types people define for their own hardware, and bodies as large as AWS takes today. */
import { limits } from "../limits.ts";

/** Enumeration, as `service.Shape`, to what a value may begin with besides the listed ones. */
export const extraPrefixes: Readonly<Record<string, string>> = {
  "sagemaker.ProductionVariantInstanceType": "ml.hostler.",
  "sagemaker.TransformInstanceType": "ml.hostler.",
};

/** Tells whether `value` is an accepted extra of the enumeration: the prefix and a plain name. */
export function isExtraValue(enumeration: string, value: string): boolean {
  const prefix = extraPrefixes[enumeration];
  return prefix !== undefined && value.startsWith(prefix) && /^[a-z0-9][a-z0-9.-]{0,62}$/.test(value.slice(prefix.length));
}

/** Shapes, as `service.Shape`, whose bound in the model is older than the service's (25 MB bodies since 2025), to the bound that holds. */
const widerBounds: Readonly<Record<string, number>> = { "sagemaker-runtime.BodyBlob": limits.invocationBodyBytes };

/** The largest length of a shape: the model's, unless it is known to be outdated. */
export function widestBound(shape: string, modelled: number | undefined): number | undefined {
  return widerBounds[shape] ?? modelled;
}
