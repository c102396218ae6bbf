/** The whole local world: a Slack workspace, an AWS, and between them the unchanged bot. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type LocalAws, startLocalAws, type Timings } from "./aws/local-aws.ts";
import { type BotProcess, botProcess } from "./bot-process.ts";
import { connectEvents } from "./connect-events.ts";
import { type ControlRoutes, controlRoute } from "./control.ts";
import { freePort } from "./free-port.ts";
import { galleryRoutes } from "./gallery/gallery-routes.ts";
import { pageFiles } from "./page-files.ts";
import { createFaultBoard } from "./panel/faults.ts";
import { panelRoutes } from "./panel/panel-routes.ts";
import { allScenarios } from "./scenarios/all-scenarios.ts";
import { createRunner } from "./scenarios/runner.ts";
import { scenarioRoutes } from "./scenarios/scenario-routes.ts";
import { tellRuns } from "./scenarios/tell-runs.ts";
import { type LocalSlack, startLocalSlack } from "./slack/local-slack.ts";
import {
  accountOf,
  accountsIn,
  admins,
  bot,
  botAccount,
  channels,
  command,
  labAccounts,
  labs,
  labsFile,
  people,
  region,
  targetRoleOf,
  team,
  userGroups,
} from "./world.ts";

export type Playground = {
  slack: LocalSlack;
  aws: LocalAws;
  bot: BotProcess;
  /** Where the bot listens. */
  botUrl: string;
  /** The key that lab accounts' events carry. */
  eventKey: string;
  logFile: string;
  close(): Promise<void>;
};

export type PlaygroundOptions = {
  /** Of the page; 0 takes any that is free. */
  port?: number;
  timings?: Partial<Timings>;
  rateLimits?: "real" | "off";
  /** The bot connects to Slack, instead of Slack's requests reaching it over HTTP. */
  socketMode?: boolean;
  /** What Node.js runs as the bot; its sources, unless told otherwise. */
  botFile?: string | undefined;
  /** Beyond, or instead of, what the bot is given anyway. */
  botEnv?: Record<string, string>;
  say?(sentence: string): void;
};

export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-playground-"));
  const secret = () => randomBytes(16).toString("hex");
  const [signingSecret, eventKey, botToken] = [secret(), secret(), `xoxb-${secret()}`];
  const appToken = options.socketMode ? `xapp-${secret()}` : undefined;
  // The definition of a workflow's head job says where AWS is, so that is settled before AWS starts.
  const awsPort = await freePort();
  const path = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
  const aws = await startLocalAws({
    region,
    port: awsPort,
    workFolder: folder,
    accounts: accountsIn({
      awsUrl: `http://127.0.0.1:${awsPort}`,
      path,
      programs: join(import.meta.dirname, "programs"),
    }),
    path,
    maxProcesses: 32,
    ...(options.timings === undefined ? {} : { timings: options.timings }),
  });
  const controls: ControlRoutes = {};
  const slack = await startLocalSlack({
    port: options.port ?? 0,
    team,
    bot,
    people,
    channels,
    command,
    commandHint: {
      usageHint: "submit | status | logs | list | cancel | whoami | help",
      description: "Run AWS Batch jobs",
    },
    userGroups,
    shortcuts: [
      { type: "message", callbackId: "submit", name: "Submit this job" },
      { type: "message", callbackId: "access import", name: "Import this roster" },
    ],
    botToken,
    signingSecret,
    ...(appToken !== undefined && { appToken }),
    rateLimits: options.rateLimits ?? "real",
    page: pageFiles,
    offers: ["aws", "scenarios", "gallery"],
    extraRoutes: controlRoute(controls),
  });
  const [port, metricsPort] = [await freePort(), await freePort()];
  const botUrl = `http://127.0.0.1:${port}`;
  const labsPath = join(folder, "labs.yaml");
  writeFileSync(labsPath, labsFile);
  const awsEnv = (account: string) => ({
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: `AKIALOCAL${account}`,
    AWS_SECRET_ACCESS_KEY: "local",
  });
  const logFile = join(folder, "bot.log");
  const running = botProcess({
    file: options.botFile ?? join(import.meta.dirname, "..", "main.ts"),
    port,
    logFile,
    env: {
      ...awsEnv(botAccount),
      PATH: process.env.PATH ?? "",
      ...(process.env.TZ === undefined ? {} : { TZ: process.env.TZ }),
      SLACK_BOT_TOKEN: botToken,
      ...(appToken === undefined ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: `sqlite:${join(folder, "batchmate.db")}`,
      BATCHMATE_LABS: labsPath,
      BATCHMATE_ADMINS: admins.join(","),
      BATCHMATE_EVENT_KEYS: labAccounts.map((account) => `${account}=${eventKey}`).join(","),
      HOST: "127.0.0.1",
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      ...options.botEnv,
    },
    onDied: (code, signal) =>
      options.say?.(`The bot ended (${signal ?? `code ${code}`}) and is started again.`),
  });
  const board = createFaultBoard({ slack, aws, bot: running });
  const heads = Object.fromEntries(labs.map(({ account, pi }) => [account, pi]));
  Object.assign(controls, panelRoutes({ slack, aws, bot: running, board, labs: heads }));
  const scenarios = createRunner({
    slack,
    aws,
    board,
    scenarios: await allScenarios(),
    accountOf,
    ...(options.timings?.secondMs === undefined ? {} : { secondMs: options.timings.secondMs }),
  });
  tellRuns(slack, scenarios);
  Object.assign(controls, scenarioRoutes(scenarios), galleryRoutes());
  const close = async (): Promise<void> => {
    await scenarios.close();
    await running.stop();
    await Promise.all([slack.close(), aws.close()]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    slack.setRequestUrl(`${botUrl}/slack/events`);
    const connected = labAccounts.map((account) =>
      connectEvents({
        account,
        webhookUrl: botUrl,
        targetRoleArn: targetRoleOf(account),
        env: {
          ...awsEnv(account),
          PATH: process.env.PATH ?? "",
          BATCHMATE_EVENT_KEYS: `${account}=${eventKey}`,
        },
      }),
    );
    await Promise.all([running.ready(), ...connected]);
  } catch (error) {
    await close();
    throw error;
  }
  return { slack, aws, bot: running, botUrl, eventKey, logFile, close };
}
