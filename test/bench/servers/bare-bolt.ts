/** The peer of the bot's doors: a Bolt app that acknowledges every slash command and does nothing else. Prints its port. */
import { App, HTTPReceiver, LogLevel } from "@slack/bolt";
import { botToken, signingSecret, team } from "../world/names.ts";

const receiver = new HTTPReceiver({ signingSecret, endpoints: ["/slack/events"], logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  authorize: async () => ({ botToken, botId: "B0BENCH", botUserId: "U0BENCH", teamId: team }),
  logLevel: LogLevel.ERROR,
});
app.command(/.*/, async ({ ack }) => ack());
const server = await app.start(0);
const address = server.address();
process.stdout.write(`listening ${typeof address === "object" ? address?.port : address}\n`);
process.on("SIGTERM", () => process.exit(0));
