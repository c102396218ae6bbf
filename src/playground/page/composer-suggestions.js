// What the composer offers while one types: the command after `/`, people after `@`, channels after `#`, emoji
// after `:`.

import { avatar } from "./render/avatar.js";
import { emojiEntries } from "./render/emoji.js";
import { icon } from "./render/icon.js";
import { botUser, displayName } from "./render/names.js";

const MOST = 8;

/** `[{label, detail?, icon?, insert, start, end}]` for the text up to the caret. */
export const suggestionsFor = ({ text, caret, state, inThread }) => {
  if (text.startsWith("/")) return inThread ? [] : commands(text, state);
  const match = /(?:^|\s)(?:([@#])([\w.-]*)|(:)([a-z0-9_+-]{2,}))$/.exec(text.slice(0, caret));
  if (match === null) return [];
  const [mark, typed] = match[3] ? [":", match[4]] : [match[1], match[2]];
  const start = caret - typed.length - 1;
  const found = FINDERS[mark](state, typed);
  return found.slice(0, MOST).map((one) => ({ ...one, start, end: caret }));
};

const commands = (text, state) => {
  const [typed] = text.split(/\s/);
  return state.commands
    .filter(({ command }) => (text === typed ? command.startsWith(typed) : command === typed))
    .map(({ command, description, usageHint }) => ({
      label: usageHint ? `${command} ${usageHint}` : command,
      detail: [description, state.bot.name].filter(Boolean).join(" · "),
      insert: text === typed ? `${command} ` : "",
      start: 0,
      end: text === typed ? text.length : 0,
    }));
};

const people = (state, typed) =>
  [botUser(state), ...state.people]
    .filter((user) => matches(`${user.name} ${user.realName}`, typed))
    .map((user) => ({
      label: displayName(user, user.id),
      detail: user.isBot ? "App" : user.title,
      icon: avatar(user, { size: "small" }),
      insert: `@${user.name} `,
    }));

const channels = (state, typed) =>
  [...state.channels.values()]
    .filter(({ isIm, name }) => !isIm && matches(name, typed))
    .map(({ name, isPrivate }) => ({
      label: name,
      icon: icon(isPrivate ? "lock" : "hash"),
      insert: `#${name} `,
    }));

const emoji = (_state, typed) =>
  emojiEntries()
    .filter(({ name }) => name.includes(typed))
    .map(({ name, character }) => ({ label: `${character} :${name}:`, insert: `:${name}: ` }));

const FINDERS = { "@": people, "#": channels, ":": emoji };

const matches = (words, typed) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .some((word) => word.startsWith(typed.toLowerCase()));
