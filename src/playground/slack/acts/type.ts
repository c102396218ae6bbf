/** A person types: a command, a mention, a word to the bot, or something to the others. */

import { ApiError } from "../api-arguments.ts";
import { type Delivery, deliver } from "../deliver.ts";
import { sendEvent } from "../events.ts";
import { isRecord, type Json } from "../json.ts";
import { findMessage, post, whisper } from "../messages.ts";
import { plainLinks } from "../methods/chat.ts";
import { card } from "../methods/files.ts";
import { type Channel, type FileCard, type Message, type Person, slackbot } from "../model.ts";
import { payloadName, saidEvent } from "../payloads.ts";
import { answer, makeResponseUrl } from "../response-url.ts";
import { CannotDo, channelOf, findPerson } from "../surface.ts";
import { makeTrigger } from "../triggers.ts";
import { markUp } from "../typed-text.ts";
import type { Workspace } from "../workspace.ts";

/** `files` are ids of the person's own files. */
export type Typing = { channel: string; threadTs?: string; text: string; files?: string[] };
export type Typed = {
  message?: Message;
  /** The request the bot got because of it. */
  delivery?: Delivery;
  /** The link_shared event, where a link of the bot's own domains was in it. */
  linkDelivery?: Delivery;
  /** What Slack said to the person itself. */
  refusal?: string;
};

export async function types(workspace: Workspace, user: string, typing: Typing): Promise<Typed> {
  const person = findPerson(workspace, user);
  const channel = channelOf(workspace, person, typing.channel);
  if (channel.isArchived) throw new CannotDo(`${channel.name} is archived`);
  const [first = ""] = typing.text.trimStart().split(/\s/, 1);
  const refusal = refusalOf(workspace, first, typing);
  if (refusal) {
    tellPrivately(workspace, { person, channel, text: refusal, threadTs: typing.threadTs });
    return { refusal };
  }
  if (first === workspace.command)
    return runCommand(workspace, { person, channel, line: typing.text.trim() });
  return say(workspace, person, typing);
}

function refusalOf(workspace: Workspace, first: string, typing: Typing): string | undefined {
  if (!/^\/[a-z]/.test(first)) return undefined;
  if (first !== workspace.command) return `${first} is not a valid command.`;
  return typing.threadTs ? `${first} is not supported in threads. Sorry!` : undefined;
}

type CommandLine = { person: Person; channel: Channel; line: string };

async function runCommand(workspace: Workspace, { person, channel, line }: CommandLine): Promise<Typed> {
  const responseUrl = makeResponseUrl(workspace, { user: person.id, channel: channel.id, commandLine: line });
  const payload = {
    token: "verification-token",
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: payloadName(channel),
    user_id: person.id,
    user_name: person.name,
    command: workspace.command,
    text: markUp(workspace, line.slice(workspace.command.length).trimStart(), "command"),
    api_app_id: workspace.bot.appId,
    is_enterprise_install: "false",
    response_url: responseUrl,
    trigger_id: makeTrigger(workspace, person.id),
  };
  const delivery = await deliver(workspace, { kind: "command", payload });
  const shown = delivery.ok
    ? showAnswer(workspace, delivery, responseUrl)
    : `${workspace.command} failed because the app did not respond`;
  if (shown) {
    tellPrivately(workspace, { person, channel, text: shown });
    delivery.shown = shown;
  }
  return { delivery };
}

/** A command may be answered in the HTTP response itself, as text or as a message. */
function showAnswer(workspace: Workspace, delivery: Delivery, responseUrl: string): string | undefined {
  const url = workspace.responseUrls.get(responseUrl.split("/").at(-1) ?? "");
  if (!delivery.body.trim() || !url) return undefined;
  const body: Json = isRecord(delivery.json) ? delivery.json : { text: delivery.body };
  try {
    answer(workspace, url, body);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError)
      return `${workspace.command} failed with the error "invalid_command_response"`;
    throw error;
  }
}

function tellPrivately(
  workspace: Workspace,
  at: { person: Person; channel: Channel; text: string; threadTs?: string | undefined },
): void {
  whisper(workspace, {
    channel: at.channel.id,
    user: at.person.id,
    from: slackbot,
    text: at.text,
    ...(at.threadTs && { threadTs: at.threadTs }),
  });
}

async function say(
  workspace: Workspace,
  person: Person,
  { channel, threadTs, text, files = [] }: Typing,
): Promise<Typed> {
  if (threadTs && !findMessage(workspace, channel, threadTs))
    throw new CannotDo(`there is no thread ${threadTs}`);
  const message = post(workspace, {
    channel,
    user: person.id,
    text: markUp(workspace, text, "message"),
    ...(threadTs && { threadTs }),
    ...(files.length > 0 && {
      files: files.map((id) => shareFile(workspace, { id, owner: person, channel })),
    }),
  });
  const event = eventFor(workspace, message);
  const links = linkEvent(workspace, message);
  const [delivery, linkDelivery] = await Promise.all([
    event ? sendEvent(workspace, event) : undefined,
    links ? sendEvent(workspace, links) : undefined,
  ]);
  return { message, ...(delivery && { delivery }), ...(linkDelivery && { linkDelivery }) };
}

function shareFile(workspace: Workspace, file: { id: string; owner: Person; channel: string }): FileCard {
  const stored = workspace.files.get(file.id);
  if (stored?.owner !== file.owner.id) throw new CannotDo(`${file.owner.name} has no file ${file.id}`);
  stored.channels.push(file.channel);
  return card(stored);
}

/** In a direct message the bot hears every word once, as a message; elsewhere only what names it, and only where it is. */
function eventFor(workspace: Workspace, message: Message): Json | undefined {
  const channel = workspace.channels.get(message.channel);
  const said = saidEvent(workspace, message);
  if (channel?.isIm) return { type: "message", channel_type: "im", ...said };
  const isHere = channel?.members.has(workspace.bot.userId);
  return isHere && message.text.includes(`<@${workspace.bot.userId}>`)
    ? { type: "app_mention", ...said }
    : undefined;
}

function linkEvent(workspace: Workspace, message: Message): Json | undefined {
  const links = plainLinks(message.text)
    .map((url) => ({ url, domain: URL.parse(url)?.hostname ?? "" }))
    .filter(({ domain }) =>
      workspace.unfurlDomains.some((own) => domain === own || domain.endsWith(`.${own}`)),
    );
  if (links.length === 0) return undefined;
  return {
    type: "link_shared",
    user: message.user,
    channel: message.channel,
    message_ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    is_bot_user_member: workspace.channels.get(message.channel)?.members.has(workspace.bot.userId) ?? false,
    unfurl_id: `${message.channel}-${message.ts}`,
    source: "conversations_history",
    links,
  };
}
