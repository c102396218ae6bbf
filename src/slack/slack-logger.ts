import { LogLevel, type Logger as SlackLogger } from "@slack/web-api";
import type { Logger } from "pino";

/** Lets Slack's libraries write into our log: their words and where it went wrong, never bodies or secrets. */
export function slackLogger(logger: Logger): SlackLogger {
  const write =
    (level: "debug" | "warn" | "error") =>
    (...said: unknown[]): void => {
      const error = said.find((each) => each instanceof Error);
      const words = withoutSecrets(said.filter((each) => typeof each === "string").join(" "));
      logger[level](
        { from: "slack", words, ...(error === undefined ? {} : { err: bare(error) }) },
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

/** Errors of Slack's libraries carry whole answers and requests in their fields. */
function bare(error: Error): object {
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { name: error.name, message: withoutSecrets(error.message), ...code, stack: frames.join("\n") };
}

const mostChars = 500;

function withoutSecrets(words: string): string {
  return (
    words
      .replace(/\b(xox[a-z]|xapp)-[\w.-]+/g, "$1-…")
      // A response_url, the address of a socket with its ticket, an upload: whoever has it may write.
      .replace(/\b(https|wss):\/\/([\w-]+\.)*slack\.com\/\S*/g, "$1://slack.com/…")
      // The parser shows a piece of what it could not read.
      .replace(/, (\.\.\.)?".*"(\.\.\.)? is not valid JSON/gs, " where there should be JSON")
      .slice(0, mostChars)
  );
}
