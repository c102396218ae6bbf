import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { send, type Wire } from "./network.ts";
import type { Sabotage } from "./sabotage.ts";
import type { Workspace } from "./slack.ts";
import { type SlackSpell, slackFate } from "./slack-fates.ts";

export type ResponseUrlWire = Wire & {
  chance: Chance;
  faults: Faults;
  workspace: Workspace;
  spell(): SlackSpell | undefined;
  sabotage: Sabotage | undefined;
};

/** `https://hooks.slack.com/commands/U0JBLOW/17`: whose it is stands in it. */
export function responseUrl(member: string, nth: number): string {
  return `https://hooks.slack.com/commands/${member}/${nth}`;
}

/** The `fetch` that answers go out through. */
export function responseFetch(wire: ResponseUrlWire): typeof fetch {
  return async (url, init) => {
    const address = String(url);
    const member = address.split("/").at(-2) ?? "";
    const body = JSON.parse(String(init?.body)) as { text: string; blocks: unknown };
    const { error, ...fate } = slackFate(wire, wire.spell());
    const status = error === undefined ? 200 : statusOf(error);
    return send(wire, `slack response_url ${address}`, {
      fate: { ...fate, ...(status === undefined && error !== undefined ? { error } : {}) },
      deed: () =>
        wire.sabotage !== "answers vanish" &&
        wire.workspace.whisper({ member, text: body.text, blocks: body.blocks, responseUrl: address }),
    }).then(() => new Response(null, { status: status ?? 200, headers: retryAfter(error) }));
  };
}

/** Undefined where no answer came at all. */
function statusOf(error: Error): number | undefined {
  if ("retryAfter" in error) return 429;
  if ("statusCode" in error) return Number(error.statusCode);
  return "data" in error ? 404 : undefined;
}

function retryAfter(error: Error | undefined): Record<string, string> {
  return error !== undefined && "retryAfter" in error ? { "retry-after": String(error.retryAfter) } : {};
}
