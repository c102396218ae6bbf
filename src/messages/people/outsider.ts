import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** Someone who can be in no lab: a guest, or of another organisation. */
export function outsider(): Message {
  return spoken(
    say`I run jobs only for people of this workspace who are in a lab, and not for its guests. If you work in a lab here, ask its manager to see to a Slack account of your own.`,
  );
}
