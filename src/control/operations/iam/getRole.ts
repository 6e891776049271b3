/** GetRole: any role exists, so that role names turn into ARNs as on AWS; Hostler itself asks no role for permission. */
import { createHash } from "node:crypto";
import type { GetRoleRequest, GetRoleResponse } from "../../../api/gen/iam.gen.ts";
import type { Call } from "../../../api/handlers.ts";

const trustPolicy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "sagemaker.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** When every role of the account was made, as far as anyone can tell. */
const madeAt = new Date("2020-01-01T00:00:00Z");

export async function getRole(call: Call<GetRoleRequest>): Promise<GetRoleResponse> {
  const { RoleName } = call.input;
  const { accountId } = call.principal;
  const id = createHash("sha256").update(`${accountId}/${RoleName}`).digest("hex").slice(0, 17).toUpperCase();
  return {
    Role: {
      Path: "/",
      RoleName,
      RoleId: `AROA${id}`,
      Arn: `arn:aws:iam::${accountId}:role/${RoleName}`,
      CreateDate: madeAt,
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trustPolicy)), // IAM's own encoding, which clients undo
      MaxSessionDuration: 3600,
    },
  };
}
