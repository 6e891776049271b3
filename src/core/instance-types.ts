/** vCPUs and memory of the hosting instance types (facts: EC2 instance type pages). Types that are not listed count as 2 vCPUs, 8 GiB. */

const GiB = 1024 ** 3;

/** Size → vCPUs of the general families. */
const vcpusBySize: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "9xlarge": 36,
  "10xlarge": 40,
  "12xlarge": 48,
  "16xlarge": 64,
  "18xlarge": 72,
  "24xlarge": 96,
  "32xlarge": 128,
  "36xlarge": 144,
  "48xlarge": 192,
};

/** GiB per vCPU by the first letter of the family; accelerated families are near enough to 4. */
const memoryPerVcpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, g: 4, p: 8, t: 4, i: 4, d: 8 };

/** Types whose figures do not follow the family rule: vCPUs, GiB. */
const exceptions: Readonly<Record<string, readonly [number, number]>> = {
  "ml.t2.medium": [2, 4],
  "ml.t2.large": [2, 8],
  "ml.t2.xlarge": [4, 16],
  "ml.t2.2xlarge": [8, 32],
  "ml.c4.large": [2, 3.75],
  "ml.c4.xlarge": [4, 7.5],
  "ml.c4.2xlarge": [8, 15],
  "ml.c4.4xlarge": [16, 30],
  "ml.c4.8xlarge": [36, 60],
  "ml.inf1.xlarge": [4, 8],
  "ml.inf1.2xlarge": [8, 16],
  "ml.inf1.6xlarge": [24, 48],
  "ml.inf1.24xlarge": [96, 192],
  "ml.p3.2xlarge": [8, 61],
  "ml.p3.8xlarge": [32, 244],
  "ml.p3.16xlarge": [64, 488],
};

/** Capacity of an instance type. A type of our own, `ml.hostler.<vcpus>x<GiB>`, says its size itself: `ml.hostler.2x4`. */
export function instanceCapacity(type: string): { vcpus: number; memoryBytes: number } {
  const own = /^ml\.hostler\.(\d{1,3})x(\d{1,4})$/.exec(type);
  if (own) return { vcpus: Number(own[1]), memoryBytes: Number(own[2]) * GiB };
  const known = exceptions[type];
  if (known) return { vcpus: known[0], memoryBytes: known[1] * GiB };
  const [, family = "m", size = "large"] = type.split(".");
  const vcpus = vcpusBySize[size] ?? 2;
  return { vcpus, memoryBytes: vcpus * (memoryPerVcpu[family[0] ?? "m"] ?? 4) * GiB };
}
