import type { PiName } from "../../domain/ids.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { type Managers, whoami as whoamiMessage } from "../../messages/people/whoami.ts";
import { toMe } from "../answer.ts";
import { command } from "../command.ts";
import type { Request } from "../request.ts";
import { pausesToShow } from "./paused.ts";
import { toStranger } from "./to-stranger.ts";

export const whoami = command({
  verb: "whoami",
  aliases: ["me", "pi"],
  summary: "Show which labs you are in and what that allows",
  args: {},
  options: {},
  examples: ["whoami"],
  access: "any",
  run: async (request) => {
    const { member, services } = request;
    const { pis } = services.labs();
    if (member.memberships.length === 0 && !member.isAdmin) {
      return toStranger(request);
    }
    const own = member.memberships.flatMap(({ pi }) => pis.get(pi) ?? []);
    return toMe(
      whoamiMessage(member, own, {
        managers: await managersOf(request, own),
        paused: await pausesToShow(request),
      }),
    );
  },
});

async function managersOf({ services }: Request, labs: readonly Pi[]): Promise<Managers> {
  const managers = new Map<PiName, string[]>();
  for (const { name } of labs) {
    const people = await services.store.roster.managersOf(name);
    managers.set(name, await Promise.all(people.map((each) => services.nameOf(each, "somebody"))));
  }
  return managers;
}
