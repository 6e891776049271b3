/** GetCallerIdentity: who signed the request, as an assumed role, since the sagemaker SDK takes its execution role from there. */
import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "../../../api/gen/sts.gen.ts";
import type { Call } from "../../../api/handlers.ts";

export async function getCallerIdentity(call: Call<GetCallerIdentityRequest>): Promise<GetCallerIdentityResponse> {
  const { accountId, accessKeyId } = call.principal;
  return { UserId: `${accessKeyId}:user`, Account: accountId, Arn: `arn:aws:sts::${accountId}:assumed-role/hostler/user` };
}
