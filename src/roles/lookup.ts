/** Who may call: the one access key of the data folder, as the account's role (sagemaker SDKs insist on a role). */
import type { CredentialLookup } from "../api/sigv4.ts";
import type { Credentials } from "../config/credentials.ts";

export function credentialLookup(credentials: Credentials, accountId: string): CredentialLookup {
  const { accessKeyId, secretAccessKey } = credentials;
  const known = { secret: secretAccessKey, accountId, arn: `arn:aws:sts::${accountId}:assumed-role/hostler/user` };
  return (id) => (id === accessKeyId ? known : undefined);
}
