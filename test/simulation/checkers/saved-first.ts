import type { Ledger } from "../ledger.ts";
import type { SlackCall } from "../slack-client.ts";

/** Nothing is announced before it is saved: looked up at the moment in which it leaves for Slack. */
export function savedFirst({ method, payload }: SlackCall, ledger: Ledger): string[] {
  if (payload === undefined) return [];
  const notice = ledger.notice(payload.notice);
  if (notice === undefined) return [`${method} of ${payload.kind} ${payload.notice}, which is not saved`];
  if (method === "chat.postMessage" && notice.state !== "trying")
    return [
      `${payload.kind} ${payload.notice} was posted while saved as ${notice.state}, not as being tried`,
    ];
  // No job stands behind a word about people.
  if (notice.kind === "people") return [];
  const job = ledger.job(notice.job);
  if (job === undefined) return [`${method} of a job that is not saved`];
  const { version = 0 } = payload;
  const saved = ledger.shownVersion(job.subject);
  return version > saved ? [`a card showed version ${version} before it was saved (${saved})`] : [];
}
