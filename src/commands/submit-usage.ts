import { submitUsage } from "../messages/submit-usage.ts";
import { type Answer, toMe } from "./answer.ts";
import { helpText } from "./help-text.ts";
import { actorOf, type Request } from "./request.ts";
import { toStranger } from "./to-stranger.ts";

/** `submit` with nothing behind it: a line that works for this person as it stands. */
export async function showSubmitUsage(request: Request): Promise<Answer> {
  const { member, services, logger } = request;
  const declared = services.commands.find(({ verb }) => verb === "submit");
  if (declared === undefined) throw new Error("submit is not among the commands");
  const pi = member.memberships
    .map((membership) => services.labs().pis.get(membership.pi))
    .find((found) => found !== undefined);
  if (pi === undefined && !member.isAdmin) {
    return toStranger(services);
  }
  const names =
    pi === undefined
      ? []
      : await services.definitionNames(pi, actorOf(member, pi.name)).catch((error) => {
          logger.warn({ err: error }, "Definitions could not be listed for an example");
          return [];
        });
  const { usage, examples } = helpText(declared);
  return toMe(
    submitUsage({
      usage,
      copy: `submit --jobdef ${names[0] ?? "hello"} -- echo hello world`,
      examples,
    }),
  );
}
