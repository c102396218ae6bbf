/** Who would read what is shared, in plain words; and why a place is none for log lines. */
import type { Audience, WhyNotThere } from "../../domain/people/audience.ts";
import { channel, personName } from "../people/people.ts";
import { grouped } from "../text/numbers.ts";
import { type Prose, say } from "../text/prose.ts";

export function audienceWords(audience: Audience): Prose {
  if (audience.kind === "direct") {
    const name = personName(audience.name);
    return audience.isOutsider
      ? say`Only ${name} can read it, who can not see this job.`
      : say`Only ${name} can read it, who can see this job as well.`;
  }
  const { isPublic, people, outsiders } = audience;
  const place = channel(audience.channel);
  if (isPublic) {
    const who = say`Everybody in the workspace can read ${place}: ${counted(people)}.`;
    return outsiders === 0
      ? say`${who} All of them can see this job.`
      : say`${who} ${outsiders === people ? "None of them" : `${grouped(people - outsiders)} of them`} can see this job${outsiders === people ? "" : `; ${grouped(outsiders)} can not`}.`;
  }
  if (outsiders === 0)
    return people === 1
      ? say`One person reads ${place}, who can see this job.`
      : say`${counted(people)} read ${place}, and all of them can see this job.`;
  return say`${counted(people)} ${people === 1 ? "reads" : "read"} ${place}; ${grouped(outsiders)} of them can not see this job.`;
}

function counted(people: number): string {
  return people === 1 ? "1 person" : `${grouped(people)} people`;
}

/** Full sentences, for under a field. */
export const whyNotThere: Readonly<Record<WhyNotThere, string>> = {
  absent:
    "I find no such channel in which both you and I are. Invite me there with /invite @Batchmate, or choose another.",
  archived: "That channel is archived, so nothing can be posted there. Choose another.",
  shared: "Other organisations read along there, and log lines never go to them. Choose another.",
  guests: "Guests of the workspace read along there, and log lines never go to them. Choose another.",
  "too many":
    "So many people are in that channel that I can not tell whether guests are among them. Choose another.",
  "no person": "That is nobody of this workspace to whom I may send log lines. Choose somebody else.",
  silent: "Slack does not tell me just now who reads there. Please try again in a moment.",
};
