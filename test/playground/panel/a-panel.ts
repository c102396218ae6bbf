/** A workspace and a lab with the panel's routes between them, and a bot that is any process. */
import { type ChildProcess, spawn } from "node:child_process";
import {
  CreateApiDestinationCommand,
  CreateConnectionCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { type ControlRoutes, controlRoute } from "../../../src/playground/control.ts";
import { createFaultBoard, type FaultBoard } from "../../../src/playground/panel/faults.ts";
import { panelRoutes } from "../../../src/playground/panel/panel-routes.ts";
import type { Snapshot } from "../../../src/playground/panel/snapshot.ts";
import type { LocalSlack, LocalSlackOptions } from "../../../src/playground/slack/local-slack.ts";
import { account, type Lab, openLab, otherAccount } from "../aws/support/local-lab.ts";
import { aWorkspace } from "../slack/a-workspace.ts";

export type Panel = {
  lab: Lab;
  slack: LocalSlack;
  board: FaultBoard;
  bot: ChildProcess;
  get(path: string): Promise<Response>;
  snapshot(): Promise<Snapshot>;
  post(name: string, body: object): Promise<{ ok: boolean; error?: string; [other: string]: unknown }>;
  close(): Promise<void>;
};

export async function openPanel(options: Partial<LocalSlackOptions> = {}): Promise<Panel> {
  const lab = await openLab();
  const controls: ControlRoutes = {};
  const slack = await aWorkspace({ ...options, extraRoutes: controlRoute(controls) });
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const bot = { pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined) };
  const board = createFaultBoard({ slack, aws: lab.aws, bot });
  const labs = { [account]: "peters-u", [otherAccount]: "doe-j" };
  Object.assign(controls, panelRoutes({ slack, aws: lab.aws, bot, board, labs }));
  const get = (path: string) => fetch(`${slack.url}/control/${path}`);
  return {
    lab,
    slack,
    board,
    bot: child,
    get,
    snapshot: async () => (await get("aws")).json() as Promise<Snapshot>,
    post: async (name, body) => {
      const request = { method: "POST", headers: { "content-type": "application/json" } };
      const response = await fetch(`${slack.url}/control/${name}`, {
        ...request,
        body: JSON.stringify(body),
      });
      return response.json() as Promise<{ ok: boolean }>;
    },
    async close() {
      child.kill("SIGKILL");
      await Promise.all([lab.close(), slack.close()]);
    },
  };
}

/** Lets the lab's pings go to an address. */
export async function connectTo({ events }: Lab, url: string): Promise<void> {
  const ApiKeyAuthParameters = { ApiKeyName: "x-api-key", ApiKeyValue: "key" };
  const { ConnectionArn } = await events.send(
    new CreateConnectionCommand({
      Name: "bot",
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters },
    }),
  );
  const { ApiDestinationArn } = await events.send(
    new CreateApiDestinationCommand({
      Name: "bot",
      ConnectionArn,
      InvocationEndpoint: url,
      HttpMethod: "POST",
      InvocationRateLimitPerSecond: 300,
    }),
  );
  await events.send(new PutRuleCommand({ Name: "bot", EventPattern: '{"source":["batchmate"]}' }));
  const RoleArn = `arn:aws:iam::${account}:role/events`;
  await events.send(
    new PutTargetsCommand({ Rule: "bot", Targets: [{ Id: "bot", Arn: ApiDestinationArn, RoleArn }] }),
  );
}

export async function ping({ events }: Lab): Promise<string> {
  const Entries = [{ Source: "batchmate", DetailType: "ping", Detail: "{}" }];
  const { Entries: [entry] = [] } = await events.send(new PutEventsCommand({ Entries }));
  return entry?.EventId ?? "";
}
