/** Values that Hostler accepts although AWS's enumeration does not list them: instance types people define for their own hardware. */

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
