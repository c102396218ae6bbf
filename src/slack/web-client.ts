import { type Logger, LogLevel, WebClient } from "@slack/web-api";

/** Slack's Web API with nothing hidden: one try, a time limit, and a 429 that comes back as an error. */
export function openWebClient(options: { token: string; apiUrl: string; logger: Logger }): WebClient {
  return new WebClient(options.token, {
    slackApiUrl: options.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: options.logger,
    logLevel: LogLevel.WARN,
  });
}
