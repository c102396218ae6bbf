/** A person uses a shortcut, opens Home, comes, goes, or is deactivated. */
import { apiUser } from "../api-message.ts";
import { type Delivery, deliver } from "../deliver.ts";
import { sendEvent } from "../events.ts";
import type { Json } from "../json.ts";
import { join, leave } from "../membership.ts";
import { findMessage } from "../messages.ts";
import { apiView } from "../modals.ts";
import type { Person, StepRun } from "../model.ts";
import { channelNamed, common, payloadMessage } from "../payloads.ts";
import { makeResponseUrl } from "../response-url.ts";
import { CannotDo, channelOf, findPerson } from "../surface.ts";
import { makeTrigger } from "../triggers.ts";
import { directChannelId, type Workspace } from "../workspace.ts";
import { reportFailure } from "./click.ts";

export async function messageShortcut(
  workspace: Workspace,
  user: string,
  act: { callbackId: string; channel: string; ts: string },
): Promise<Delivery> {
  const person = findPerson(workspace, user);
  const channel = channelOf(workspace, person, act.channel);
  const message = findMessage(workspace, channel.id, act.ts);
  if (!message) throw new CannotDo(`there is no message ${act.ts} in ${channel.id}`);
  const payload = {
    type: "message_action",
    ...common(workspace, person),
    action_ts: workspace.nextTs(),
    callback_id: act.callbackId,
    trigger_id: makeTrigger(workspace, user),
    response_url: makeResponseUrl(workspace, { user, channel: channel.id, original: { message: act.ts } }),
    channel: channelNamed(channel),
    message_ts: message.ts,
    message: payloadMessage(workspace, message),
  };
  return reportFailure(workspace, person, await deliver(workspace, { kind: "interactive", payload }));
}

export async function globalShortcut(
  workspace: Workspace,
  user: string,
  callbackId: string,
): Promise<Delivery> {
  const person = findPerson(workspace, user);
  const payload = {
    type: "shortcut",
    ...common(workspace, person),
    action_ts: workspace.nextTs(),
    callback_id: callbackId,
    trigger_id: makeTrigger(workspace, user),
  };
  return reportFailure(workspace, person, await deliver(workspace, { kind: "interactive", payload }));
}

export async function openHome(workspace: Workspace, user: string): Promise<Delivery> {
  const person = findPerson(workspace, user);
  const home = workspace.homes.get(user);
  return sendEvent(workspace, {
    type: "app_home_opened",
    user: person.id,
    channel: directChannelId(person.id),
    tab: "home",
    ...(home && { view: apiView(workspace, home) }),
  });
}

export async function joins(workspace: Workspace, who: string, channelId: string): Promise<Delivery> {
  const channel = workspace.channels.get(channelId);
  if (!channel) throw new CannotDo(`there is no channel ${channelId}`);
  join(workspace, channel, who);
  return sendEvent(workspace, memberEvent(workspace, "member_joined_channel", { who, channelId }));
}

export async function leaves(workspace: Workspace, who: string, channelId: string): Promise<Delivery> {
  const channel = workspace.channels.get(channelId);
  if (!channel) throw new CannotDo(`there is no channel ${channelId}`);
  leave(workspace, channel, who);
  return sendEvent(workspace, memberEvent(workspace, "member_left_channel", { who, channelId }));
}

export async function userChange(
  workspace: Workspace,
  user: string,
  change: Partial<Person>,
): Promise<Delivery> {
  const person = workspace.people.get(user);
  if (!person) throw new CannotDo(`nobody here is ${user}`);
  Object.assign(person, change);
  return sendEvent(workspace, {
    type: "user_change",
    user: apiUser(workspace, person),
    cache_ts: Math.floor(workspace.clock() / 1000),
  });
}

/** Workflow Builder runs a step of the bot, with a token of that run alone. */
export async function runStep(
  workspace: Workspace,
  { callbackId, inputs }: { callbackId: string; inputs: Json },
): Promise<{ step: StepRun; delivery: Delivery }> {
  const step: StepRun = { id: workspace.nextId("Fx"), callbackId, inputs, state: "running" };
  workspace.steps.set(step.id, step);
  const token = `xwfp-${step.id}`;
  workspace.extraTokens.add(token);
  const delivery = await sendEvent(workspace, {
    type: "function_executed",
    function: {
      id: workspace.nextId("Fn"),
      callback_id: callbackId,
      title: callbackId,
      type: "app",
      app_id: workspace.bot.appId,
    },
    inputs,
    function_execution_id: step.id,
    workflow_execution_id: workspace.nextId("Wx"),
    bot_access_token: token,
  });
  return { step, delivery };
}

function memberEvent(
  workspace: Workspace,
  type: string,
  { who, channelId }: { who: string; channelId: string },
): Json {
  const isPrivate = workspace.channels.get(channelId)?.isPrivate ?? false;
  return {
    type,
    user: who,
    channel: channelId,
    channel_type: isPrivate ? "G" : "C",
    team: workspace.team.id,
  };
}
