/** A person's own settings: typed, or filled into a form. */
import type { Filled } from "../../domain/invocation.ts";
import { timeOfDay } from "../../domain/telling/quiet-hours.ts";
import { type MemberSetting, usual } from "../../domain/telling/setting.ts";
import { withoutUndefined } from "../../domain/without-undefined.ts";
import { settingsForm } from "../../messages/settings/settings-form.ts";
import { settingsOfMember } from "../../messages/settings/settings-of.ts";
import { type Answer, type FormErrors, type FormMistake, toMe } from "../answer.ts";
import type { FormRead } from "../command.ts";
import { type QuietWish, readQuietTimes } from "../kinds/quiet-hours.ts";
import { type LevelWish, levelKind, type PlaceWish, placeKind } from "../kinds/tellings.ts";
import { sameForm, toForm } from "../open-form.ts";
import { toStranger } from "../people/to-stranger.ts";
import type { Request } from "../request.ts";

/** What is left out stays as it is. */
export type SettingsWish = {
  place?: PlaceWish | undefined;
  level?: LevelWish | undefined;
  quietHours?: QuietWish | undefined;
};

export async function setMember(request: Request, wish: SettingsWish): Promise<Answer> {
  const { services, member, nowMs } = request;
  const known = await services.store.settings.ofMember(member.id);
  const zone = await zoneOf(request, known);
  const setting = withWish({ ...known, zone }, wish);
  await services.store.settings.setMember(member.id, setting, nowMs);
  return toMe(settingsOfMember({ ...setting, zone }, { isSaved: true }));
}

export async function openSettings(request: Request): Promise<Answer> {
  const { services, member } = request;
  const setting = await services.store.settings.ofMember(member.id);
  const zone = await zoneOf(request, setting);
  const { place = usual.place, level = usual.level, quiet } = setting;
  return toForm(request, {
    form: settingsForm({
      place,
      level,
      quietFrom: quiet === undefined ? "" : timeOfDay(quiet.fromMinute),
      quietTo: quiet === undefined ? "" : timeOfDay(quiet.toMinute),
      zone,
    }),
    instead: settingsOfMember({ ...setting, zone }),
  });
}

export async function readSettings(request: Request, filled: Filled): Promise<FormErrors | FormRead> {
  const { member, services } = request;
  const text = (key: string): string => filled[key]?.[0] ?? "";
  const place = placeKind.read(text("place"), "This");
  const level = levelKind.read(text("level"), "This");
  const quiet = readQuietTimes(text("quietFrom"), text("quietTo"));
  if (place.ok && level.ok && quiet.ok) {
    const wish = { place: place.value, level: level.value, quietHours: quiet.value };
    const isStranger = member.memberships.length === 0 && !member.isAdmin;
    return {
      kind: "right",
      run: async () => (isStranger ? toStranger(request) : setMember(request, wish)),
    };
  }
  const mistakes: FormMistake[] = [
    ...(place.ok ? [] : [{ field: "place", what: place.mistake }]),
    ...(level.ok ? [] : [{ field: "level", what: level.mistake }]),
    ...(quiet.ok || quiet.from === undefined ? [] : [{ field: "quietFrom", what: quiet.from }]),
    ...(quiet.ok || quiet.to === undefined ? [] : [{ field: "quietTo", what: quiet.to }]),
  ];
  const known = await services.store.settings.ofMember(member.id);
  const form = settingsForm({
    place: place.ok && place.value !== "default" ? place.value : usual.place,
    level: level.ok && level.value !== "default" && level.value !== "mute" ? level.value : usual.level,
    quietFrom: text("quietFrom"),
    quietTo: text("quietTo"),
    zone: known.zone,
  });
  return { kind: "form errors", mistakes, form: sameForm(request, form) };
}

function withWish(known: MemberSetting, { place, level, quietHours }: SettingsWish): MemberSetting {
  return withoutUndefined({
    ...known,
    place: place === undefined ? known.place : place === "default" ? undefined : place,
    level: level === undefined ? known.level : level === "default" || level === "mute" ? undefined : level,
    quiet: quietHours === undefined ? known.quiet : quietHours === "off" ? undefined : quietHours,
  });
}

/** Where Slack does not tell a person's zone, quiet hours are by this one, and say so. */
const noZone = "UTC";

async function zoneOf({ services, member }: Request, known: MemberSetting): Promise<string> {
  return (await services.zoneOf(member.id)) ?? known.zone ?? noZone;
}
