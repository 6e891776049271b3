/** Where a container's model data lies. */
import type { ContainerDefinition } from "../api/gen/sagemaker.gen.ts";

/** The one URL that a container's model data has, from whichever member names it. */
export function modelDataUrlOf(container: ContainerDefinition): string | undefined {
  return container.ModelDataUrl ?? container.ModelDataSource?.S3DataSource?.S3Uri;
}

/** Bucket and key of `s3://bucket/key`; undefined for anything else. */
export function modelDataLocation(url: string): { bucket: string; key: string } | undefined {
  const match = /^s3:\/\/([^/]+)\/(.+)$/s.exec(url);
  return match ? { bucket: match[1]!, key: match[2]! } : undefined;
}
