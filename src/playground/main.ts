import { parseArgs } from "node:util";
import { startPlayground } from "./playground.ts";

const usualPort = 4747;

function say(sentence: string): void {
  console.log(sentence);
}

try {
  const { values } = parseArgs({ options: { socket: { type: "boolean", default: false } } });
  const port = Number(process.env.PLAYGROUND_PORT ?? usualPort);
  const playground = await startPlayground({ port, socketMode: values.socket, say });
  say(`
Batchmate's playground is ready: ${playground.slack.url}/?as=U0JBLOW&channel=C0PETERS

  Type   /batch submit --jobdef hello -- echo hello world
  It runs the commands you submit as real processes on this machine, with your own rights,
  and listens on this machine alone. The bot's log: ${playground.logFile}
  ${values.socket ? "Slack and the bot speak over Socket Mode." : "Slack and the bot speak over HTTP; with `-- --socket` over Socket Mode."}
  Ctrl-C ends it and forgets everything.
`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await playground.close();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
