import type { PiName } from "../../domain/ids.ts";
import type { ChannelSetting } from "../../domain/telling/setting.ts";
import { isDirect } from "../../domain/telling/telling.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { managersOnly } from "../../messages/people/managers-only.ts";
import { settingsOfChannel } from "../../messages/settings/settings-of.ts";
import { mistakes } from "../../messages/submit/mistakes.ts";
import { allow } from "../allow.ts";
import { type Answer, toMe } from "../answer.ts";
import { choosePi } from "../choose-pi.ts";
import { note } from "../note.ts";
import { behindVerb, render } from "../render.ts";
import type { Request } from "../request.ts";
import { type SettingsInput, settingsArgs, settingsOptions } from "./settings-options.ts";

/** What counts for a lab's jobs in the channel where it is typed; with nothing to set, what is set. */
export async function setChannel(request: Request, input: SettingsInput): Promise<Answer> {
  const { services, member, invocation, nowMs } = request;
  const { channel } = invocation.where;
  if (isDirect(channel)) return toMe(mistakes({ verb: "settings", mistakes: [{ what: notHere }] }));
  const chosen = await choosePi(request, {
    named: input.pi as PiName | undefined,
    verb: "settings",
    lineFor: (pi) => behindVerb(render(grammar, { ...input, pi })),
  });
  if ("answer" in chosen) return chosen.answer;
  const { pi } = chosen;
  const known = await services.store.settings.ofChannel(pi.name, channel);
  const { place, level } = input;
  if (place === undefined && level === undefined) return toMe(settingsOfChannel(pi.name, known));
  if (!(await allow(request, "tell-channel", { pi })).allowed) return toMe(managersOnly(pi.name));
  const setting: ChannelSetting = withoutUndefined({
    place: place === undefined ? known.place : place === "default" ? undefined : place,
    level: level === undefined ? known.level : level === "default" || level === "mute" ? undefined : level,
  });
  await services.store.transaction(async (tables) => {
    await tables.settings.setChannel({ pi: pi.name, channel }, setting, { by: member.id, atMs: nowMs });
    const detail = { deed: "told", channel, ...withoutUndefined({ place, level }) };
    await note(request, tables, { pi: pi.name, outcome: "done", detail });
  });
  return toMe(settingsOfChannel(pi.name, setting, { isSaved: true }));
}

const notHere =
  "`--channel` is about the channel where you type it, and this is a direct message: type it there.";

const grammar = {
  verb: "settings",
  aliases: [],
  summary: "",
  args: settingsArgs,
  options: settingsOptions,
  examples: [],
};
