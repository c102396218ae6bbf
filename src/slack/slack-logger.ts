import { LogLevel, type Logger as SlackLogger } from "@slack/logger";
import type { Logger } from "pino";

/** Lets Slack's libraries write into our log: their words as fields, never their bodies. */
export function slackLogger(logger: Logger): SlackLogger {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (...said: unknown[]): void => {
      const error = said.find((each) => each instanceof Error);
      const words = said.filter((each) => typeof each === "string").join(" ");
      logger[level](
        { from: "slack", words, ...(error === undefined ? {} : { err: error }) },
        "Slack's library said something",
      );
    };
  return {
    debug: () => {},
    info: write("debug"),
    warn: write("warn"),
    error: write("error"),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
