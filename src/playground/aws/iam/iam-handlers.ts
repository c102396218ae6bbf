import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Caller, Handlers } from "../wire/call.ts";
import { type RoleSeed, trustPolicyOf } from "./roles.ts";

type GetRoleInput = { RoleName?: string };

export function iamHandlers(roles: readonly RoleSeed[]): Handlers<"iam"> {
  return { GetRole: (input: GetRoleInput, caller) => getRole(roles, input, caller) };
}

function getRole(roles: readonly RoleSeed[], { RoleName = "" }: GetRoleInput, { account }: Caller): unknown {
  if (!/^[\w+=,.@-]{1,64}$/.test(RoleName))
    throw new AwsError(
      "ValidationError",
      "1 validation error detected: Value at 'roleName' failed to satisfy constraint",
    );
  const role = roles.find(
    ({ arn }) => readArn(arn)?.account === account && arn.split("/").at(-1) === RoleName,
  );
  if (role === undefined)
    throw new AwsError("NoSuchEntity", `The role with name ${RoleName} cannot be found.`, 404);
  return {
    Role: {
      Path: readArn(role.arn)
        ?.resource.replace(/^role/, "")
        .replace(/[^/]+$/, ""),
      RoleName,
      RoleId: "AROALOCALLOCALLOCAL00",
      Arn: role.arn,
      CreateDate: new Date(0),
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trustPolicyOf(role))),
      MaxSessionDuration: 3600,
    },
  };
}
