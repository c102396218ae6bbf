/** Turns what a person types into what Slack sends: names become ids, addresses and `& < >` are marked. */
import type { Workspace } from "./workspace.ts";

export type Style = "message" | "command";

/** Commands carry names beside the ids (`should_escape`), messages the bare ids. */
export function markUp(workspace: Workspace, typed: string, style: Style): string {
  return typed
    .split(/(<[@#!][A-Z0-9a-z^|_.-]+>)/)
    .map((part, index) => (index % 2 === 1 ? part : markWords(workspace, part, style)))
    .join("");
}

const address = /\b(?:[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}])/i;
const bareDomain =
  /(?<![\w@./:-])(?:[a-z0-9-]+\.)+(?:com|org|edu|gov|net|io|dev|ai)(?::\d+)?(?:\/[^\s<>"'`]*)?(?![\w.-])/i;
const email = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;
const person = /(?<![\w.])@[\w.-]*\w/;
const channel = /(?<![\w&])#[\w-]+/;
const words = new RegExp(
  [address, email, bareDomain, person, channel].map(({ source }) => `(${source})`).join("|"),
  "gi",
);

function markWords(workspace: Workspace, text: string, style: Style): string {
  let done = 0;
  let marked = "";
  for (const match of text.matchAll(words)) {
    marked += entities(text.slice(done, match.index)) + markWord(workspace, match, style);
    done = match.index + match[0].length;
  }
  return marked + entities(text.slice(done));
}

function markWord(workspace: Workspace, match: RegExpExecArray, style: Style): string {
  const [word, isAddress, isEmail, isDomain, isPerson] = match;
  if (isAddress) return `<${entities(word)}>`;
  if (isEmail) return `<mailto:${word}|${word}>`;
  if (isDomain) return `<http://${entities(word)}|${entities(word)}>`;
  return isPerson ? markPerson(workspace, word, style) : markChannel(workspace, word, style);
}

function markPerson({ people, bot, userGroups }: Workspace, word: string, style: Style): string {
  const name = word.slice(1).toLowerCase();
  const group = [...userGroups.values()].find(({ handle }) => handle.toLowerCase() === name);
  if (group)
    return style === "command" ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
  const isBot = name === bot.name.toLowerCase();
  const found = isBot
    ? { id: bot.userId, name }
    : [...people.values()].find((each) => each.name.toLowerCase() === name);
  if (!found) return ["here", "channel", "everyone"].includes(name) ? `<!${name}>` : entities(word);
  return style === "command" ? `<@${found.id}|${found.name}>` : `<@${found.id}>`;
}

function markChannel({ channels }: Workspace, word: string, style: Style): string {
  const found = [...channels.values()].find((each) => !each.isIm && each.name === word.slice(1));
  if (!found) return entities(word);
  return style === "command" || !found.isPrivate
    ? `<#${found.id}|${found.isPrivate ? "" : found.name}>`
    : `<#${found.id}>`;
}

const entities = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
