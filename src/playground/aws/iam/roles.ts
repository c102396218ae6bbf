// The roles of an account, and who may take them on.

export type RoleSeed = {
  arn: string;
  /** Only a caller that names it may take the role on. */
  externalId?: string;
  /** A service of AWS takes it on, and nobody else. */
  service?: string;
};

export function trustPolicyOf({ externalId, service }: RoleSeed): unknown {
  const statement =
    service === undefined
      ? {
          Effect: "Allow",
          Principal: { AWS: "*" },
          Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
          ...(externalId !== undefined && { Condition: { StringEquals: { "sts:ExternalId": externalId } } }),
        }
      : { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return { Version: "2012-10-17", Statement: [statement] };
}
