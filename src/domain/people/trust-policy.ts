/** Who may take on a role, as its trust policy says. Source: the IAM User Guide, "IAM JSON policy elements reference". */
import { z } from "zod";

const oneOrMany = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const policy = z.object({
  Statement: z
    .union([z.unknown().array(), z.unknown().transform((one) => [one])])
    .transform((all) => all.map((one) => statement.safeParse(one)).flatMap(({ data }) => data ?? [])),
});

const statement = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMany,
  Principal: z.union([z.literal("*"), z.object({ Service: oneOrMany.optional() })]),
  Condition: z.record(z.string(), z.unknown()).optional(),
});

/** The service that starts containers. */
const tasks = "ecs-tasks.amazonaws.com";

/**
 * Whether containers can run as this role. What a condition asks for is not weighed: one that allows is taken to be
 * met, for AWS itself advises to name the account in one, and one that denies is not.
 */
export function letsTasksIn(document: string): boolean {
  const about = statementsOf(document).filter(
    ({ Effect, Action, Principal }) =>
      Action.some(coversAssumeRole) &&
      // Everybody is denied, but "everybody" lets no service in.
      (Principal === "*" ? Effect === "Deny" : (Principal.Service ?? []).includes(tasks)),
  );
  const isDenied = about.some(({ Effect, Condition }) => Effect === "Deny" && Condition === undefined);
  return !isDenied && about.some(({ Effect }) => Effect === "Allow");
}

function statementsOf(document: string): z.infer<typeof statement>[] {
  try {
    return policy.parse(JSON.parse(document)).Statement;
  } catch {
    return [];
  }
}

/** Actions know no case, and `*` and `?` stand for anything. */
function coversAssumeRole(action: string): boolean {
  const pattern = action
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${pattern}$`, "i").test("sts:AssumeRole");
}
