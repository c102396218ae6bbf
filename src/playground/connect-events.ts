import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

export type EventConnection = {
  account: string;
  webhookUrl: string;
  targetRoleArn: string;
  /** Environment of the command: where AWS is, under whose key, and the key of the webhook. */
  env: Record<string, string>;
};

/** Connects a lab's EventBridge to the bot with the same command an operator uses. */
export async function connectEvents({
  account,
  webhookUrl,
  targetRoleArn,
  env,
}: EventConnection): Promise<void> {
  const connect = join(import.meta.dirname, "..", "tools", "connect.ts");
  await promisify(execFile)(
    process.execPath,
    [connect, "--name", "batchmate", "--webhook", webhookUrl, "--account", account, "--role", targetRoleArn],
    { env, timeout: 20_000 },
  );
}
