import type { WebClient } from "@slack/web-api";
import { callSlack, ofConnection, SlackTrouble } from "./slack-trouble.ts";
import { isSlacks } from "./slacks-address.ts";

/** Reads files that people have attached. Throws SlackTrouble where it may work later. */
export type TextFiles = ReturnType<typeof textFilesOf>;

export type ReadText =
  | { text: string }
  /** `no access`: Slack does not let the bot see it. */
  | { why: "no access" | "too large" | "no text" };

export type TextFilesOptions = {
  client: WebClient;
  apiUrl: string;
  /** The system's own, unless a simulation stands in for the network. */
  fetch?: typeof fetch;
  timeoutMs?: number;
};

export function textFilesOf({
  client,
  apiUrl,
  fetch = globalThis.fetch,
  timeoutMs = 10_000,
}: TextFilesOptions) {
  return {
    /** By its id, so that the address is Slack's own word and not one that came with a request. */
    async read(id: string, { maxBytes }: { maxBytes: number }): Promise<ReadText> {
      const info = await infoOf(client, id);
      const url = URL.parse(info?.url_private_download ?? info?.url_private ?? "");
      if (url === null || !isSlacks(url, apiUrl)) return { why: "no access" };
      if ((info?.size ?? 0) > maxBytes) return { why: "too large" };
      const answer = await get(url, { fetch, timeoutMs, token: client.token ?? "" });
      // Whom Slack does not let see a file it leads to its page for logging in.
      if (!answer.ok || /text\/html/i.test(answer.headers.get("content-type") ?? "")) {
        await answer.body?.cancel();
        if (answer.status >= 500 || answer.status === 429)
          throw new SlackTrouble("later", `file_http_${answer.status}`);
        return { why: "no access" };
      }
      const bytes = await bytesOf(answer, maxBytes);
      return bytes === undefined ? { why: "too large" } : textOf(bytes);
    },
  };
}

/** Undefined where the bot may not see it: it is not in the channel, or lacks the scope `files:read`. */
async function infoOf(client: WebClient, id: string) {
  try {
    const { file } = await callSlack(() => client.files.info({ file: id }));
    return file;
  } catch (error) {
    if (error instanceof SlackTrouble && error.kind === "permanent") return undefined;
    throw error;
  }
}

async function get(
  url: URL,
  { fetch, timeoutMs, token }: { fetch: typeof globalThis.fetch; timeoutMs: number; token: string },
): Promise<globalThis.Response> {
  try {
    return await fetch(url, {
      headers: { authorization: `Bearer ${token}` },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw ofConnection(cause);
  }
}

/** Undefined for more than that, whatever was said of its size. */
async function bytesOf(answer: globalThis.Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of answer.body ?? []) {
      length += part.length;
      if (length > maxBytes) return undefined;
      parts.push(part);
    }
  } catch (cause) {
    throw ofConnection(cause);
  }
  return Buffer.concat(parts);
}

/** UTF-8, or UTF-16 where it says so, as Windows writes it. */
function textOf(bytes: Uint8Array): ReadText {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = !isWide ? "utf-8" : bytes[0] === 0xff ? "utf-16le" : "utf-16be";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? { why: "no text" } : { text };
  } catch {
    return { why: "no text" };
  }
}
