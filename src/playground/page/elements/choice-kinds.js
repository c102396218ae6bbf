// What each kind of select offers, what it starts with, and how its choice is written in `state.values`.
// A choice is `{id, label, detail?, raw}`; `raw` is what Slack's value holds: an option object or an id.

import { plural } from "../quantities.js";
import { plainText } from "../render/text-object.js";

const OPTION = { one: "selected_option", many: "selected_options", initial: "initial_option" };
const USER = { one: "selected_user", many: "selected_users", initial: "initial_user" };
const CONVERSATION = {
  one: "selected_conversation",
  many: "selected_conversations",
  initial: "initial_conversation",
};
const CHANNEL = { one: "selected_channel", many: "selected_channels", initial: "initial_channel" };

const KINDS = {
  static_select: { ...OPTION, offer: (part) => () => Promise.resolve(listed(part)) },
  external_select: {
    ...OPTION,
    offer: (part, field) => (typed) => suggested(part, field, typed),
    isRemote: true,
  },
  users_select: {
    ...USER,
    offer:
      (_part, { surface }) =>
      () =>
        Promise.resolve(ungrouped(surface.directory.people())),
  },
  conversations_select: {
    ...CONVERSATION,
    offer:
      (_part, { surface }) =>
      () =>
        Promise.resolve(ungrouped(surface.directory.conversations())),
  },
  channels_select: {
    ...CHANNEL,
    offer:
      (_part, { surface }) =>
      () =>
        Promise.resolve(ungrouped(surface.directory.channels())),
  },
};

export const kindOf = (type) => KINDS[type.replace(/^multi_/, "")];

export const choiceOf = (raw, { surface }) => {
  if (typeof raw === "string") return { id: raw, label: surface.directory.label(raw), raw };
  return {
    id: raw.value,
    label: plainText(raw.text),
    detail: raw.description ? plainText(raw.description) : undefined,
    raw,
  };
};

/** The initial choices a part declares, as raw values. */
export const initialRaws = (part, field) => {
  const { initial } = kindOf(part.type);
  if (part[`${initial}s`]) return part[`${initial}s`];
  if (part[initial]) return [part[initial]];
  const here = field.surface.container.channel ?? field.surface.directory.current();
  return part.default_to_current_conversation && here ? [here] : [];
};

const optionChoices = (options) => (options ?? []).map((option) => choiceOf(option, {}));

const listed = ({ options, option_groups: groups }) =>
  groups
    ? {
        groups: groups.map(({ label, options: inner }) => ({
          label: plainText(label),
          choices: optionChoices(inner),
        })),
      }
    : ungrouped(optionChoices(options));

const ungrouped = (choices) => ({ groups: [{ choices }] });

const DEFAULT_MIN_LENGTH = 3;

const suggested = async (part, field, typed) => {
  const least = part.min_query_length ?? DEFAULT_MIN_LENGTH;
  if (typed.length < least) return { groups: [], note: `Type at least ${plural(least, "letter")}` };
  const answer = await field.suggest(typed);
  return answer.ok ? listed(answer) : { groups: [], note: "The options could not be loaded." };
};
