/** The state of one local workspace. */
import { randomUUID } from "node:crypto";
import type { Call } from "./calls.ts";
import { type Changes, createChanges } from "./changes.ts";
import type { Delivery } from "./deliver.ts";
import { createFaults, type Faults } from "./faults.ts";
import type { Json } from "./json.ts";
import type {
  Bot,
  Channel,
  ChannelSetup,
  Ephemeral,
  Message,
  Person,
  StepRun,
  StoredFile,
  Team,
  Trigger,
  UserGroup,
  View,
} from "./model.ts";
import type { ResponseUrl } from "./response-url.ts";
import type { Sockets } from "./sockets.ts";
import { createTimestamps } from "./timestamps.ts";

/** Runs something later; gives back how to call it off. */
type Timer = (run: () => void, delayMs: number) => () => void;

export type WorkspaceOptions = {
  team: Team;
  botToken: string;
  signingSecret: string;
  /** Socket Mode is on: everything goes through connections that are opened with this token, and nothing over HTTP. */
  appToken?: string;
  bot: Bot;
  people: Person[];
  channels: ChannelSetup[];
  command: string;
  requestUrl?: string;
  clock?: () => number;
  /** The time requests are signed with; Bolt compares it with the real one. */
  signingClock?: () => number;
  timer?: Timer;
  scopes?: string[];
  unfurlDomains?: string[];
  userGroups?: UserGroup[];
  /** Told to the page as they stand. */
  shortcuts?: { type: "global" | "message"; callbackId: string; name: string; description?: string }[];
  commandHint?: { usageHint?: string; description?: string };
  /** What the page may ask for beyond Slack, by name. */
  offers?: string[];
};

export type Workspace = {
  readonly team: Team;
  readonly bot: Bot;
  readonly command: string;
  readonly signingSecret: string;
  readonly botToken: string;
  readonly appToken: string | undefined;
  readonly clock: () => number;
  readonly signingClock: () => number;
  readonly timer: Timer;
  readonly scopes: string[] | undefined;
  readonly unfurlDomains: string[];
  readonly userGroups: Map<string, UserGroup>;
  readonly shortcuts: NonNullable<WorkspaceOptions["shortcuts"]>;
  readonly commandHint: NonNullable<WorkspaceOptions["commandHint"]>;
  readonly offers: string[];
  /** What pages are told beyond Slack: the newest, by name. */
  readonly beyond: Json;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly messages: Map<string, Message[]>;
  readonly ephemerals: Map<string, Ephemeral>;
  readonly files: Map<string, StoredFile>;
  readonly modals: Map<string, View[]>;
  readonly homes: Map<string, View>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  readonly steps: Map<string, StepRun>;
  readonly extraTokens: Set<string>;
  readonly toasts: Map<string, string[]>;
  readonly calls: Call[];
  readonly deliveries: Delivery[];
  readonly changes: Changes;
  readonly faults: Faults;
  readonly nextTs: () => string;
  readonly nextId: (prefix: string) => string;
  /** Set once the server listens. */
  baseUrl: string;
  requestUrl: string | undefined;
  /** Where Socket Mode is on, once the server listens. */
  sockets: Sockets | undefined;
};

export function createWorkspace(options: WorkspaceOptions): Workspace {
  const clock = options.clock ?? Date.now;
  const channels = options.channels.map(openChannel);
  const directs = options.people.map((person) => openDirect(options.bot, person));
  return {
    ...options,
    appToken: options.appToken,
    clock,
    signingClock: options.signingClock ?? Date.now,
    timer: options.timer ?? realTimer,
    scopes: options.scopes,
    unfurlDomains: options.unfurlDomains ?? [],
    userGroups: new Map((options.userGroups ?? []).map((group) => [group.id, { ...group }])),
    shortcuts: options.shortcuts ?? [],
    commandHint: options.commandHint ?? {},
    offers: options.offers ?? [],
    beyond: {},
    people: new Map(options.people.map((person) => [person.id, { ...person }])),
    channels: new Map([...channels, ...directs].map((channel) => [channel.id, channel])),
    messages: new Map(),
    ephemerals: new Map(),
    files: new Map(),
    modals: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    steps: new Map(),
    extraTokens: new Set(),
    toasts: new Map(),
    calls: [],
    deliveries: [],
    changes: createChanges(),
    faults: createFaults(),
    nextTs: createTimestamps(clock),
    nextId: createIds(),
    baseUrl: "",
    requestUrl: options.requestUrl,
    sockets: undefined,
  };
}

export const directChannelId = (person: string): string => `D${person.slice(1)}`;

/** The people who see what happens in a channel; the bot's own user is not a person. */
export function audience(workspace: Workspace, channelId: string): string[] {
  const members = workspace.channels.get(channelId)?.members ?? [];
  return [...members].filter((member) => member !== workspace.bot.userId);
}

function openChannel(setup: ChannelSetup): Channel {
  return {
    id: setup.id,
    name: setup.name,
    isPrivate: setup.isPrivate ?? false,
    isExtShared: setup.isExtShared ?? false,
    isIm: false,
    isArchived: false,
    members: new Set(setup.members),
    topic: setup.topic ?? "",
  };
}

function openDirect(bot: Bot, person: Person): Channel {
  return {
    id: directChannelId(person.id),
    name: "directmessage",
    isPrivate: true,
    isExtShared: false,
    isIm: true,
    isArchived: false,
    withUser: person.id,
    members: new Set([person.id, bot.userId]),
    topic: "",
  };
}

function createIds(): (prefix: string) => string {
  let count = 0;
  return (prefix) => {
    count += 1;
    const salt = randomUUID().slice(0, 4).toUpperCase();
    return `${prefix}${count.toString(36).toUpperCase().padStart(6, "0")}${salt}`;
  };
}

const realTimer: Timer = (run, delayMs) => {
  const handle = setTimeout(run, delayMs);
  handle.unref();
  return () => clearTimeout(handle);
};
