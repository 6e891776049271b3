/** A number as Java prints a double, which is how CloudWatch's reasons show values and thresholds: `21.0`, `1.0E7`, `1.0E-4`. */
export function javaDouble(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return "0.0";
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return withFraction(String(value));
  const [digits = "0", exponent = "0"] = value.toExponential().split("e");
  return `${withFraction(digits)}E${Number(exponent)}`;
}

const withFraction = (text: string): string => (text.includes(".") ? text : `${text}.0`);
