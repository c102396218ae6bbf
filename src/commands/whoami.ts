import { whoami as whoamiMessage } from "../messages/whoami.ts";
import { toMe } from "./answer.ts";
import { command } from "./command.ts";
import { toStranger } from "./to-stranger.ts";

export const whoami = command({
  verb: "whoami",
  aliases: ["me", "pi"],
  summary: "Show which labs you are in and what that allows",
  args: {},
  options: {},
  examples: ["whoami"],
  access: "any",
  run: async ({ member, services }) => {
    const { pis } = services.labs();
    if (member.memberships.length === 0 && !member.isAdmin) {
      return toStranger(services);
    }
    return toMe(
      whoamiMessage(
        member,
        member.memberships.flatMap(({ pi }) => pis.get(pi) ?? []),
      ),
    );
  },
});
