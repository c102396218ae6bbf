import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import { limits } from "../domain/limits.ts";

export type WebClientOptions = { token: string; apiUrl: string; logger: Logger; timeoutMs?: number };

/** Slack's Web API with nothing hidden: one try, a time limit, and a 429 that comes back as an error. */
export function openWebClient(options: WebClientOptions): WebClient {
  return new WebClient(options.token, {
    slackApiUrl: options.apiUrl,
    timeout: options.timeoutMs ?? limits.slackCallMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: options.logger,
    logLevel: LogLevel.WARN,
  });
}
