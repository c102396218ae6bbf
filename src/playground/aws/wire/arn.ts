export type ArnParts = { service: string; region: string; account: string; resource: string };

export function readArn(text: string): ArnParts | undefined {
  const [arn, , service, region, account, ...resource] = text.split(":");
  if (arn !== "arn" || service === undefined || region === undefined || account === undefined)
    return undefined;
  return { service, region, account, resource: resource.join(":") };
}
