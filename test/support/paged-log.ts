import type { JobLogs, LogEvent, PageRequest } from "../../src/aws/job-logs.ts";
import type { PiName } from "../../src/domain/ids.ts";

export const pagedStream = {
  pi: "peters-u" as PiName,
  region: "us-west-2",
  group: "/aws/batch/job",
  stream: "align/default/1",
};

/** `expired`: whether the token of the n-th call is no longer known. */
type Paging = { mostEvents?: number; emptyEvery?: number; expired?(call: number): boolean };

/**
 * One stream that pages as CloudWatch does: at most `mostEvents` a page, tokens that mark a place, an empty page here
 * and there, and the same token back only when nothing is left.
 */
export function pagedLog(
  events: readonly LogEvent[],
  { mostEvents = 10_000, emptyEvery = 0, expired = () => false }: Paging = {},
) {
  const asked: PageRequest[] = [];
  const jobLogs: JobLogs = {
    async page(_stream, request) {
      asked.push(request);
      if (request.token !== undefined && expired(asked.length)) return { found: false, missing: "place" };
      const { from, token, limit, startMs = 0, endMs = Number.POSITIVE_INFINITY } = request;
      const all = events.filter(({ atMs }) => atMs >= startMs && atMs < endMs);
      const place = token === undefined ? (from === "head" ? 0 : all.length) : Number(token.slice(2));
      const size = emptyEvery > 0 && asked.length % emptyEvery === 0 ? 0 : Math.min(limit, mostEvents);
      const [first, last] =
        from === "head" ? [place, Math.min(place + size, all.length)] : [Math.max(place - size, 0), place];
      const [forwardToken, backwardToken] = [`f/${last}`, `b/${first}`];
      const isLast = from === "head" ? place === all.length : place === 0;
      // An empty page before the end has a token of its own, though it leads to the same place.
      const next = (tokenNow: string) =>
        size === 0 && !isLast && tokenNow === token ? `${tokenNow}.${"0".repeat(asked.length)}` : tokenNow;
      const tokens = { forwardToken: next(forwardToken), backwardToken: next(backwardToken) };
      const mine = from === "head" ? tokens.forwardToken : tokens.backwardToken;
      return { found: true, events: all.slice(first, last), ...tokens, atEnd: mine === token };
    },
  };
  return { jobLogs, asked };
}
