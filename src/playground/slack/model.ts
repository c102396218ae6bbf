/** What a workspace is made of. */
import type { Json } from "./json.ts";

export type Team = { id: string; name: string; domain: string };
export type Bot = { id: string; userId: string; appId: string; name: string };

export type Person = {
  id: string;
  name: string;
  realName: string;
  email: string;
  /** A guest; of one channel only, both. */
  isRestricted?: boolean;
  isUltraRestricted?: boolean;
  isBot?: boolean;
  /** Of another organisation, met in a shared channel. */
  teamId?: string;
  deleted?: boolean;
  tz?: string;
  title?: string;
};

/** Some of the people under one name, `@peters-lab`. */
export type UserGroup = { id: string; handle: string; name: string; users: string[] };

/** A channel as one asks for it; the bot is a member only where its user id is among the members. */
export type ChannelSetup = {
  id: string;
  name: string;
  isPrivate?: boolean;
  isExtShared?: boolean;
  members: string[];
  topic?: string;
};

export type Channel = {
  id: string;
  name: string;
  isPrivate: boolean;
  isExtShared: boolean;
  isIm: boolean;
  isArchived: boolean;
  withUser?: string;
  members: Set<string>;
  topic: string;
};

export type FileCard = {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  size: number;
  url: string;
};
export type StoredFile = FileCard & {
  content: Buffer | undefined;
  length: number;
  completed: boolean;
  owner: string;
  /** Channels where it is shared. */
  channels: string[];
};

type Reaction = { name: string; count: number; users: string[] };

export type Message = {
  channel: string;
  ts: string;
  threadTs?: string;
  user: string;
  isBot: boolean;
  text: string;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
  edited?: boolean;
  editedTs?: string;
  files?: FileCard[];
  replyCount?: number;
  replyBroadcast?: boolean;
  reactions?: Reaction[];
  deleted?: boolean;
};

export type Ephemeral = {
  id: string;
  channel: string;
  threadTs?: string;
  /** Who alone sees it. */
  user: string;
  /** Slackbot for what Slack itself says, else the bot. */
  from: string;
  text: string;
  blocks?: Json[];
  ts: string;
};

/** state.values of a view: block id -> action id -> what is chosen or typed. */
export type Values = Record<string, Record<string, Json>>;

export type View = {
  id: string;
  type: "modal" | "home";
  user: string;
  callback_id: string;
  title?: Json;
  blocks: Json[];
  submit?: Json;
  close?: Json;
  hash: string;
  private_metadata: string;
  external_id: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  values: Values;
  errors?: Record<string, string>;
};

export type Trigger = { id: string; user: string; madeAtMs: number; used: boolean };

export type StepRun = {
  id: string;
  callbackId: string;
  inputs: Json;
  state: "running" | "completed" | "failed";
  outputs?: Json;
  error?: string;
};

/** Where something happened: what a click or a suggestion is about. */
export type Place = { channel: string; ts: string } | { ephemeralId: string } | { viewId: string };

export const slackbot = "USLACKBOT";
