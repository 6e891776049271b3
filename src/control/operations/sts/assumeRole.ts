/** AssumeRole: Hostler has no roles to take on, and says what to do instead. */
import type { AssumeRoleRequest, AssumeRoleResponse } from "../../../api/gen/sts.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import { ApiError } from "../../../api/wire.ts";

export async function assumeRole(call: Call<AssumeRoleRequest>): Promise<AssumeRoleResponse> {
  const { RoleArn } = call.input;
  throw new ApiError(
    "AccessDenied",
    403,
    `Hostler does not issue temporary credentials, so ${RoleArn} cannot be assumed. Use the access key you have: it may do everything.`,
  );
}
