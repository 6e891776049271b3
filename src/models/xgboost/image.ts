/** Which container version a native server imitates: the tag of the image says it (docs: "Docker Registry Paths", `sagemaker-xgboost`). */
export interface EmulatedVersion {
  /** Version of the xgboost library in the image, e.g. 1.7. */
  readonly major: number;
  readonly minor: number;
  /** Revision of the container around it: 2 for `1.2-2`. */
  readonly revision: number;
}

/** What is imitated when the image says nothing: the 1.7-1 container, whose rules all current clients know. */
export const defaultVersion: EmulatedVersion = { major: 1, minor: 7, revision: 1 };

/** The version behind `…/sagemaker-xgboost:1.2-2-cpu-py3`, or behind `…/xgboost:1` and `:latest`, which are 0.72; undefined for other images. */
export function emulatedVersion(image: string): EmulatedVersion | undefined {
  const [name = "", tag = ""] = image.split("@")[0]!.split("/").at(-1)!.split(":");
  if (image.startsWith("hostler/")) return undefined;
  if (name === "xgboost") return { major: 0, minor: 72, revision: 1 };
  const parts = name === "sagemaker-xgboost" ? /^(\d{1,3})\.(\d{1,3})(?:-(\d{1,3}))?(?:-|$)/.exec(tag) : null;
  return parts ? { major: Number(parts[1]), minor: Number(parts[2]), revision: Number(parts[3] ?? 1) } : undefined;
}

/** True when `version` is `major.minor-revision` or later. */
export function atLeast(version: EmulatedVersion, major: number, minor: number, revision = 0): boolean {
  if (version.major !== major) return version.major > major;
  if (version.minor !== minor) return version.minor > minor;
  return version.revision >= revision;
}
