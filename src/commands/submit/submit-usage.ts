import type { Pi } from "../../domain/people/pi.ts";
import { submitUsage } from "../../messages/submit/submit-usage.ts";
import type { Message } from "../../messages/text/message.ts";
import { helpText } from "../help-text.ts";
import { actorOf, type Request } from "../request.ts";

/** Where no form can be opened: a line that works for this person as it stands. */
export async function submitUsageMessage(request: Request, pi: Pi): Promise<Message> {
  const { member, services, logger, invocation } = request;
  const declared = services.commands.find(({ verb }) => verb === "submit");
  if (declared === undefined) throw new Error("submit is not among the commands");
  // Who has a view before them hardly ever reads this.
  const names =
    invocation.reply.triggerId !== undefined
      ? []
      : await services.definitionNames(pi, actorOf(member, pi.name)).catch((error) => {
          logger.warn({ err: error }, "Definitions could not be listed for an example");
          return [];
        });
  const { usage, examples } = helpText(declared);
  return submitUsage({
    usage,
    copy: `submit --jobdef ${names[0] ?? "hello"} -- echo hello world`,
    examples,
  });
}
