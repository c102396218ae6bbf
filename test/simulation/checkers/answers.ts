import { limits } from "../../../src/domain/limits.ts";
import type { World } from "../world.ts";

/** What a person asked and the bot acknowledged is answered, unless nobody could answer while it was young. */
export function answersGiven({ asked, ledger, workspace, uptime }: World): string[] {
  const saved = ledger().invocations();
  const done = new Set(saved.filter(({ done_at_ms }) => done_at_ms !== null).map(({ id }) => id));
  // What has ended so many processes is taken up by no other.
  const givenUp = new Set(saved.filter(({ takes }) => takes >= limits.invocationTakes).map(({ id }) => id));
  const unanswered = asked
    .filter(({ id, ackedAtMs }) => ackedAtMs !== undefined && !done.has(id) && !givenUp.has(id))
    .filter(({ atMs }) => uptime.wasGood(atMs, atMs + limits.resumeInvocationMs))
    .map(({ id, member, text }) => `${member} was never answered: ${text} (${id})`);
  const heard = Map.groupBy(workspace.answers, ({ member }) => member);
  const unheard = [...Map.groupBy(asked, ({ member }) => member)].flatMap(([member, theirs]) => {
    const given = theirs.filter(({ id }) => done.has(id)).length;
    const answers = heard.get(member)?.length ?? 0;
    return answers < given ? [`${member} heard ${answers} answers, and ${given} are saved as given`] : [];
  });
  return [...unanswered, ...unheard];
}
