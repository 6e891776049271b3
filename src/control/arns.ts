/**
 * Amazon resource names. AWS shows the resource part in lower case whatever the case of the name, and so do we; ARNs are compared without
 * regard to case.
 */
import type { Principal } from "../api/wire.ts";
import type { Kind } from "../store/store.ts";

/** `arn:aws:sagemaker:<region>:<account>:<kind>/<name in lower case>`. */
export function arnOf(caller: Pick<Principal, "region" | "accountId">, kind: Kind, name: string): string {
  return `arn:aws:sagemaker:${caller.region}:${caller.accountId}:${kind}/${name.toLowerCase()}`;
}

/** The resource that an ARN of ours names; undefined when it is none. */
export function parseArn(arn: string): { region: string; accountId: string; kind: Kind; name: string } | undefined {
  const match = /^arn:aws[a-z-]*:sagemaker:([^:]*):(\d{12}):(model|endpoint-config|endpoint)\/(.+)$/i.exec(arn);
  if (!match) return undefined;
  const [, region, accountId, kind, name] = match;
  return { region: region!, accountId: accountId!, kind: kind!.toLowerCase() as Kind, name: name! };
}
