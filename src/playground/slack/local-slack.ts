/** A Slack workspace on this machine: the real Web API client talks to it, and it talks to the real bot. */
import { type Acts, createActs } from "./acts.ts";
import { type Call, measurePace, type Pace } from "./calls.ts";
import type { Changes } from "./changes.ts";
import { type Delivery, type DeliveryOptions, deliver, type Kind } from "./deliver.ts";
import type { Faults } from "./faults.ts";
import type { Json } from "./json.ts";
import { archive, unarchive } from "./membership.ts";
import type { Channel, Ephemeral, Message, StepRun, StoredFile, View } from "./model.ts";
import { createRateLimits, noRateLimits } from "./rate-limits.ts";
import { listen, type Route } from "./server.ts";
import { openSockets, type Sockets } from "./sockets.ts";
import type { PageFiles } from "./static-page.ts";
import { createWorkspace, directChannelId, type Workspace, type WorkspaceOptions } from "./workspace.ts";

export type { Call } from "./calls.ts";
export type { Change } from "./changes.ts";
export type { Delivery } from "./deliver.ts";
export type { Fault } from "./faults.ts";
export type { ChannelSetup, Ephemeral, Message, Person, UserGroup, View } from "./model.ts";

export type LocalSlackOptions = WorkspaceOptions & {
  port?: number;
  host?: "127.0.0.1";
  rateLimits?: "real" | "off";
  page?: PageFiles;
  extraRoutes?: Route;
};

export type LocalSlack = {
  url: string;
  /** What a WebClient takes as slackApiUrl. */
  apiUrl: string;
  close: () => Promise<void>;
  setRequestUrl: (url: string | undefined) => void;
  channel: (id: string) => Channel | undefined;
  messages: (channel: string) => Message[];
  /** The first message and its replies. */
  thread: (channel: string, ts: string) => Message[];
  ephemerals: (user: string) => Ephemeral[];
  dms: (user: string) => Message[];
  /** The open modals, top last. */
  views: (user: string) => View[];
  home: (user: string) => View | undefined;
  files: () => StoredFile[];
  toasts: (user: string) => string[];
  steps: () => StepRun[];
  calls: Call[];
  deliveries: Delivery[];
  pace: () => Record<string, Pace>;
  acts: Acts;
  /** Undefined where Socket Mode is off. */
  sockets: Sockets | undefined;
  faults: Faults & { archive: (channel: string) => void; unarchive: (channel: string) => void };
  deliver: (kind: Kind, payload: Json, options?: DeliveryOptions) => Promise<Delivery>;
  /** Tells every page something that no Slack knows of; who comes later is told the newest under each name. */
  tellBeyond: (part: Json) => void;
  subscribe: Changes["subscribe"];
  waitFor: Changes["waitFor"];
};

export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const workspace = createWorkspace(options);
  const server = await listen(workspace, {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    limits: options.rateLimits === "off" ? noRateLimits : createRateLimits(workspace.clock),
    ...(options.page && { page: options.page }),
    ...(options.extraRoutes && { extraRoutes: options.extraRoutes }),
  });
  if (options.appToken !== undefined) workspace.sockets = openSockets(workspace, server);
  return {
    url: workspace.baseUrl,
    apiUrl: `${workspace.baseUrl}/api/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        workspace.sockets?.breakOff();
      }),
    setRequestUrl: (url) => {
      workspace.requestUrl = url;
    },
    ...looks(workspace),
    acts: createActs(workspace),
    sockets: workspace.sockets,
    faults: { ...workspace.faults, ...channelFaults(workspace) },
    deliver: (kind, payload, hostile) => deliver(workspace, { kind, payload }, hostile),
    tellBeyond: (part) => {
      Object.assign(workspace.beyond, part);
      workspace.changes.tell(workspace.people.keys(), () => ({ type: "beyond", beyond: part }));
    },
    subscribe: workspace.changes.subscribe,
    waitFor: workspace.changes.waitFor,
  };
}

function looks(workspace: Workspace) {
  const messages = (channel: string): Message[] => workspace.messages.get(channel) ?? [];
  return {
    channel: (id: string) => workspace.channels.get(id),
    messages,
    thread: (channel: string, ts: string) =>
      messages(channel).filter((message) => message.ts === ts || message.threadTs === ts),
    ephemerals: (user: string) => [...workspace.ephemerals.values()].filter((each) => each.user === user),
    dms: (user: string) => messages(directChannelId(user)),
    views: (user: string) => workspace.modals.get(user) ?? [],
    home: (user: string) => workspace.homes.get(user),
    files: () => [...workspace.files.values()],
    toasts: (user: string) => workspace.toasts.get(user) ?? [],
    steps: () => [...workspace.steps.values()],
    calls: workspace.calls,
    deliveries: workspace.deliveries,
    pace: () => measurePace(workspace.calls, workspace.clock()),
  };
}

function channelFaults(workspace: Workspace) {
  const withChannel = (change: (workspace: Workspace, channel: Channel) => void) => (id: string) => {
    const channel = workspace.channels.get(id);
    if (!channel) throw new Error(`there is no channel ${id}`);
    change(workspace, channel);
  };
  return { archive: withChannel(archive), unarchive: withChannel(unarchive) };
}
