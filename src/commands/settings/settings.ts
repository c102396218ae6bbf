import { settingsTitle } from "../../messages/settings/settings-form.ts";
import type { Answer } from "../answer.ts";
import { command } from "../command.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request } from "../request.ts";
import { setChannel } from "./settings-of-channel.ts";
import { jobSteps, setJob } from "./settings-of-job.ts";
import { openSettings, readSettings, setMember } from "./settings-of-member.ts";
import {
  checkSettings,
  type SettingsInput,
  settingsAbout,
  settingsAliases,
  settingsArgs,
  settingsExamples,
  settingsImplies,
  settingsOptions,
} from "./settings-options.ts";

/** Who is told what, where and when: for oneself, for a lab's jobs in a channel, for one job. */
export const settings = command({
  verb: "settings",
  aliases: settingsAliases,
  implies: settingsImplies,
  summary: "Set where and how much you are told of your jobs, and when not to be disturbed",
  about: settingsAbout,
  args: settingsArgs,
  options: settingsOptions,
  examples: settingsExamples,
  check: checkSettings,
  access: "any",
  opens: "form",
  run: runSettings,
  steps: jobSteps,
  form: { title: settingsTitle, read: readSettings },
});

async function runSettings(request: Request, input: SettingsInput): Promise<Answer> {
  const { member } = request;
  if (member.memberships.length === 0 && !member.isAdmin) return toStranger(request);
  if (input.job !== undefined || input.thread) return setJob(request, input);
  if (input.channel) return setChannel(request, input);
  const { place, level, quietHours } = input;
  if (place === undefined && level === undefined && quietHours === undefined) return openSettings(request);
  return setMember(request, input);
}
